"""Whoever looks at a page sees it as soon as it is finished; whoever looks at another sees that when all is."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from briefgen.plugin import livepages
from briefgen.plugin.livepages import LivePages, epoch
from tests import cachechanges
from tests.test_cache import different
from tests.test_converted import Show, going, root, show

__all__ = ("going", "root", "show")

CLAIMS = "briefings/bren-ferry/claims/index.html"
PAGE = "<html><body><p>Finished</p></body></html>"


def _site(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """What stands behind: a server that says which path it was asked for."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"the server, asked for ", environ["PATH_INFO"].encode()]


class Visitor:
    """Browsers at a preview."""

    def __init__(self, live: LivePages, pool: ThreadPoolExecutor) -> None:
        self.live, self._pool = live, pool
        self.headers: dict[str, str] = {}
        self.since = 0
        """The epoch of the first build, whose pages they look at."""

    def get(self, path: str, **more: str) -> bytes:
        environ: dict[str, Any] = {}
        setup_testing_defaults(environ)
        environ |= {"PATH_INFO": path, **more}

        def started(
            _status: str, headers: list[tuple[str, str]], *_: object
        ) -> Callable[..., None]:
            self.headers = dict(headers)
            return lambda _: None

        return b"".join(self.live(environ, started))

    def waits(self, page: str, since: int) -> Future[bytes]:
        """The answer to a browser that has waited at a page, of the epoch `since`, for news."""
        at = f"http://127.0.0.1:8000/{page.removesuffix('index.html')}"
        future = self._pool.submit(self.get, f"/livereload/{since}/1", HTTP_REFERER=at)
        while page not in self.live.looked_at() and not future.done():
            threading.Event().wait(0.001)
        return future


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    """Browsers that have patience for two seconds."""
    monkeypatch.setattr(livepages, "PATIENCE", 2)
    first = epoch()
    with ThreadPoolExecutor() as pool:
        visitor = Visitor(LivePages(_site, "/", first - 1), pool)
        visitor.since = first
        yield visitor


def _rebuild(visitor: Visitor, during: Callable[[], object] = lambda: None) -> None:
    # As after every rebuild, some time passes before the next.
    threading.Event().wait(0.005)
    visitor.live.during(lambda: (during(), None)[1])()


def test_a_browser_is_told_of_its_page_while_the_rebuild_goes_on_and_others_at_its_end(
    visitor: Visitor,
) -> None:
    since = visitor.since
    here, there = visitor.waits(CLAIMS, since), visitor.waits("about/index.html", since)
    assert visitor.live.looked_at() == ["about/index.html", CLAIMS]

    def building() -> None:
        visitor.live.show(CLAIMS, PAGE)
        assert int(here.result(2)) > since
        page = visitor.get("/briefings/bren-ferry/claims/")
        assert b"Finished" in page
        assert not there.done()

    _rebuild(visitor, building)
    assert int(there.result(2)) > since
    assert visitor.live.looked_at() == []


def test_what_was_shown_early_is_the_server_s_again_when_the_rebuild_ends(visitor: Visitor) -> None:
    def building() -> None:
        visitor.live.show(CLAIMS, PAGE)
        visitor.live.offer({"assets/own.css": lambda: b"p { color: black }"})
        assert visitor.get("/assets/own.css") == b"p { color: black }"
        assert visitor.headers["Content-Type"] == "text/css"
        assert b"the server" in visitor.get("/briefings/bren-ferry/")

    _rebuild(visitor, building)
    for path in ("/briefings/bren-ferry/claims/", "/assets/own.css"):
        assert visitor.get(path) == b"the server, asked for " + path.encode()


def test_a_page_shown_early_is_loaded_again_after_the_next_rebuild_only(visitor: Visitor) -> None:
    shown: list[int] = []

    def building() -> None:
        visitor.live.show(CLAIMS, PAGE)
        told = visitor.get("/briefings/bren-ferry/claims/").partition(b"told = ")[2]
        shown.append(int(told.partition(b";")[0]))

    _rebuild(visitor, building)
    waiting = visitor.waits(CLAIMS, shown[0])
    assert not waiting.done()
    _rebuild(visitor)
    assert int(waiting.result(2)) > shown[0]


def test_a_rebuild_that_fails_is_no_news_but_the_next_that_does_not_is(visitor: Visitor) -> None:
    since = visitor.since
    waiting = visitor.waits(CLAIMS, since)

    def failing() -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        _rebuild(visitor, failing)
    assert not waiting.done()
    _rebuild(visitor)
    assert int(waiting.result(2)) > since


def test_a_page_of_an_earlier_server_is_loaded_again_at_once_and_one_of_this_is_not(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(livepages, "PATIENCE", 0.05)
    since = visitor.since
    assert int(visitor.waits(CLAIMS, 7).result(2)) > 7
    assert int(visitor.waits(CLAIMS, since).result(2)) == since


@pytest.mark.parametrize(
    ("path", "for_good"),
    [
        ("/assets/stylesheets/main.57a0d79d.min.css", True),
        ("/assets/briefgen.css", False),
        ("/about.min.css/", False),
    ],
)
def test_only_what_is_named_by_its_content_need_not_be_asked_for_again(
    visitor: Visitor, path: str, *, for_good: bool
) -> None:
    visitor.get(path)
    assert ("Cache-Control" in visitor.headers) == for_good


class Everywhere(LivePages):
    """Browsers that look at all of these pages, and what they were shown."""

    def __init__(self, pages: list[str]) -> None:
        super().__init__(_site, "/", epoch())
        self._looked_at = pages
        self.shown: dict[str, bytes] = {}

    def looked_at(self) -> list[str]:
        return self._looked_at

    def show(self, page: str, html: str) -> None:
        super().show(page, html)
        self.shown[page] = html.encode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "change", [cachechanges.title, cachechanges.new_claim, cachechanges.docs_page]
)
def test_pages_shown_early_are_the_pages_that_are_written_and_change_no_other(
    root: Path, show: Show, going: dict[str, Any], change: Callable[[Path, random.Random], None]
) -> None:
    pages = sorted(path for path in show() if path.endswith(".html") and path != "404.html")
    assert {CLAIMS, "notes/index.html", "index.html"} <= {*pages}
    change(root, random.Random(5))  # noqa: S311  # the same change every time
    everywhere = going["briefgen"].live = Everywhere(pages)
    written = show()
    assert sorted(everywhere.shown) == pages
    assert different(everywhere.shown, {page: written[page] for page in pages}) == []
    assert different(written, show(anew=True)) == []
