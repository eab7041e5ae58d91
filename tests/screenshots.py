"""Pictures of every kind of page, phone and desktop, light and dark, into .cache/screenshots; and the README's picture.

Run by `make screenshots`. The pages of the test site in an Arabic and a Japanese script are among them, and a register with
a filter set and a preview open.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import BRIEFING, DESKTOP, KINDS, PHONE
from tests.conftest import ROOT, _Quiet, mkdocs

OUT = ROOT / ".cache" / "screenshots"
README = ROOT / "docs" / "assets" / "screenshot.png"
SCRIPTS = {
    f"{name}-{kind}": f"briefings/{briefing}/{page}"
    for name, briefing in (("arabic", "marsa-port"), ("japanese", "minato-ferry"))
    for kind, page in (
        ("index", ""),
        ("background", "background/"),
        ("stakeholders", "stakeholders/"),
        ("questions", "questions/"),
        ("claims", "claims/"),
    )
}
"""Pages of the test site, by the name of their picture."""


def main() -> None:
    """Builds both sites, serves them on the loopback interface and takes the pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("screenshots: Chromium is not installed")
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        with _built(ROOT) as address:
            _shoot(browser, address, KINDS)
            _preview(browser, address)
        with _built(ROOT / "tests" / "sites" / "three") as address:
            _shoot(browser, address, SCRIPTS)
        browser.close()


@contextmanager
def _built(root: Path) -> Iterator[str]:
    """The address of the site of `root`, built and served."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        mkdocs("build", "--strict", "-q", "-d", site, cwd=root)
        handler = functools.partial(_Quiet, directory=str(site))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/"
            server.shutdown()


def _shoot(browser: Browser, address: str, pages: dict[str, str]) -> None:
    """A picture of each page in each size and scheme; says where a page is wider than the screen."""
    for size, viewport in (("phone", PHONE), ("desktop", DESKTOP)):
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            for kind, path in pages.items():
                page.goto(address + path)
                page.wait_for_timeout(150)
                page.screenshot(path=OUT / f"{kind}-{size}-{scheme}.png", full_page=True)
                print(f"{kind} {size} {scheme}", *_too_wide(page))
            context.close()


def _too_wide(page: Page) -> Iterator[str]:
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if wide > 0:
        yield f"is {wide} pixels too wide"


def _preview(browser: Browser, address: str) -> None:
    """The claims page with a filter and an open preview, and the first page for the README."""
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{address}{BRIEFING}claims/?verdict=contradicted")
    page.locator(".bg-assessment .bg-cite:visible, .bg-claim .bg-cite:visible").first.hover()
    page.wait_for_timeout(200)
    page.screenshot(path=OUT / "claims-filtered-desktop-light.png")
    page.goto(address + BRIEFING)
    page.locator(".bg-bottom-line .bg-cite-claims").first.hover()
    page.wait_for_timeout(200)
    page.screenshot(path=README)
    page.close()


if __name__ == "__main__":
    main()
