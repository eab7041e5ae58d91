"""The printed Content-Security-Policy fits: under it the real site and a hostile one work, and nothing is stopped."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import material
import pytest
from playwright.sync_api import Browser, Page

from briefgen.base.searchoptions import PAGEFIND, Search
from briefgen.engine import searchbox
from briefgen.search import findable, shards
from tests.browser.conftest import KINDS
from tests.conftest import briefgen
from tests.hostile import oracle, own, site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class _Handler(http.server.SimpleHTTPRequestHandler):
    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address of `folder`, served with the policy that briefgen prints for it."""
    printed = briefgen("csp", folder, cwd=folder).stdout.strip()
    with_policy = type("WithPolicy", (_Handler,), {"policy": printed})
    handler = functools.partial(with_policy, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _watched(page: Page, origin: str) -> list[str]:
    """What goes wrong on `page` from now on: violations, errors, dialogs, requests to other servers."""
    wrong: list[str] = []
    page.on("console", lambda entry: wrong.append(entry.text) if entry.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((origin, "data:")) else wrong.append(request.url)
        ),
    )
    return wrong


def _search(page: Page, words: str) -> int:
    """How many results a search has."""
    page.locator(".md-search__input").click()
    page.keyboard.type(words)
    page.locator(".md-search-result__link").first.wait_for()
    return page.locator(".md-search-result__link").count()


def test_the_real_site_works_under_its_policy(browser: Browser, real_site: Path) -> None:
    with _served(real_site) as origin, browser.new_context() as context:
        page = context.new_page()
        wrong = _watched(page, origin)
        for address in KINDS.values():
            page.goto(f"{origin}{address}")
        page.goto(origin)
        assert _search(page, "supercomputer") > 0
    assert wrong == []


def test_the_search_in_chunks_works_under_its_policy(
    browser: Browser, real_site: Path, tmp_path: Path
) -> None:
    shutil.copytree(real_site, tmp_path / "site")
    index = (tmp_path / "site" / "search" / "search_index.json").read_text(encoding="utf-8")
    theme = [str(Path(material.__file__).parent / "templates")]
    choice = searchbox.choose(shards.read(index), theme, Search(PAGEFIND))
    searchbox.complete(tmp_path / "site", choice, findable.WEIGHTS)
    with _served(tmp_path / "site") as origin, browser.new_context() as context:
        page = context.new_page()
        wrong = _watched(page, origin)
        page.goto(origin)
        assert _search(page, "supercomputer") > 0
    assert wrong == []


def test_a_hostile_site_works_under_its_policy(browser: Browser, tmp_path: Path) -> None:
    strings = site.in_order(own.STRINGS)
    built = oracle.build(site.write(tmp_path / "hostile", strings, len(strings)))
    with _served(built) as origin, browser.new_context() as context:
        page = context.new_page()
        wrong = _watched(page, origin)
        for path in sorted(built.rglob("index.html")):
            page.goto(f"{origin}{path.relative_to(built).as_posix()}")
        page.goto(origin)
        page.wait_for_timeout(600)
        assert _search(page, "task") > 0
        page.wait_for_timeout(500)
        handlers = (
            "all => all.filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length"
        )
        assert page.locator("*").evaluate_all(handlers) == 0
        assert page.locator("a[href^='javascript:' i]").count() == 0
    assert wrong == []


def test_the_policy_stops_a_script_that_the_site_did_not_have(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("<title>a</title><script>1</script>", encoding="utf-8")
    with _served(tmp_path) as origin, browser.new_context() as context:
        page = context.new_page()
        wrong = _watched(page, origin)
        (tmp_path / "index.html").write_text(
            "<title>a</title><script>alert(1)</script><p onclick=alert(1)>b</p>", encoding="utf-8"
        )
        page.goto(origin)
        page.locator("p").click()
        assert any("Content Security Policy" in text for text in wrong)
        assert not any("dialog" in text for text in wrong)
