"""Pictures of every kind of page, phone and desktop, light and dark, into .cache/screenshots; and the README's picture.

Run by `make screenshots`.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import BRIEFING, DESKTOP, KINDS, PHONE
from tests.conftest import ROOT, _Quiet, mkdocs

OUT = ROOT / ".cache" / "screenshots"
README = ROOT / "docs" / "assets" / "screenshot.png"


def main() -> None:
    """Builds the site, serves it on the loopback interface and takes the pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("screenshots: Chromium is not installed")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        mkdocs("build", "--strict", "-q", "-d", site, cwd=ROOT)
        handler = functools.partial(_Quiet, directory=str(site))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            _shoot(f"http://127.0.0.1:{server.server_port}/", chromium)
            server.shutdown()


def _shoot(address: str, chromium: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for size, viewport in (("phone", PHONE), ("desktop", DESKTOP)):
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport=viewport, color_scheme=scheme)
                page = context.new_page()
                for kind, path in KINDS.items():
                    page.goto(address + path)
                    page.wait_for_timeout(200)
                    page.screenshot(path=OUT / f"{kind}-{size}-{scheme}.png", full_page=True)
                    print(f"{kind} {size} {scheme}")
                if (size, scheme) == ("desktop", "light"):
                    page.goto(address + BRIEFING)
                    page.locator(".bg-bottom-line .bg-cite-claims").first.hover()
                    page.wait_for_timeout(200)
                    page.screenshot(path=README)
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
