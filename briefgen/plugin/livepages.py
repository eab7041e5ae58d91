"""Shows the page that a browser looks at before the rest of a rebuild is done.

MkDocs answers nothing while it rebuilds, and tells browsers to reload when all is written. This stands before its server:
a browser that waits for news is told as soon as its own page is finished, and gets it from memory; the files that the page
loads come from where MkDocs will copy them from. Whatever else is asked for waits for MkDocs, as before.

An epoch is a moment in milliseconds, as in MkDocs' server: that of the rebuild which a page comes from.
"""

from __future__ import annotations

import mimetypes
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE = 60
"""Seconds after which a browser that waits is told that there is nothing new, as MkDocs does it."""

_POLL = re.compile(r"/livereload/(\d+)/\d+")
_NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{8}\.min\.(?:css|js)\Z")

_SCRIPT = """<script>{
  const told = %d;
  let asking;
  const ask = () => {
    asking = new AbortController();
    fetch(`/livereload/${told}/0`, {signal: asking.signal}).then(answer => answer.text()).then(
      epoch => Number(epoch) > told ? location.reload() : ask(),
      problem => problem.name === "AbortError" || setTimeout(ask, 3000)
    );
  };
  const look = () => document.visibilityState === "visible" ? ask() : asking?.abort();
  addEventListener("load", look);
  addEventListener("visibilitychange", look);
  addEventListener("beforeunload", () => asking?.abort());
}</script>"""
"""Waits for the next rebuild, as the script does that MkDocs puts into a page."""

Content = Callable[[], bytes]


def epoch() -> int:
    """This moment."""
    return round(time.monotonic() * 1000)


class LivePages:
    """A WSGI application before MkDocs' own, `otherwise`, for a site below the path `mount`.

    Pages and files go by their paths in the built site. `begun` is an epoch before any that MkDocs gave.
    """

    def __init__(self, otherwise: WSGIApplication, mount: str, begun: int) -> None:
        self._otherwise, self._mount = otherwise, mount
        # Guards all that follows, which threads of the server read while the rebuild writes it.
        self._news = threading.Condition()
        self._waiting: Counter[str] = Counter()
        self._pages: dict[str, bytes] = {}
        self._files: Mapping[str, Content] = {}
        self._rebuild = 0
        # Pages up to `_outdated` are to be loaded again; up to `_before` they are older than the present rebuild.
        self._outdated, self._before = begun, epoch()

    def during(self, build: Callable[[], None]) -> Callable[[], None]:
        """`build`, known here as a rebuild: what is shown early is shown until it ends."""

        def known() -> None:
            self._rebuild = epoch()
            try:
                build()
                with self._news:
                    self._outdated = self._before
            finally:
                with self._news:
                    self._pages, self._files, self._before = {}, {}, epoch()
                    self._news.notify_all()

        return known

    def looked_at(self) -> Sequence[str]:
        """The pages that a browser waits at for news; first the one that was opened last, as one may be closed by now."""
        with self._news:
            return [*reversed(self._waiting)]

    def offer(self, files: Mapping[str, Content]) -> None:
        """Gives out these files until the rebuild ends."""
        with self._news:
            self._files = files

    def show(self, page: str, html: str) -> None:
        """Gives out a finished page until the rebuild ends, and tells browsers at it to load it."""
        before, end, after = html.rpartition("</body>")
        whole = f"{before}{_SCRIPT % self._rebuild}{end}{after}"
        with self._news:
            self._pages[page] = whole.encode("utf-8", "xmlcharrefreplace")
            self._news.notify_all()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The answer to a request."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if poll := _POLL.fullmatch(path):
            told = self._told(int(poll[1]), self._page(_referrer(environ)))
            return _answer(start_response, "text/plain", b"%d" % told)
        page = self._page(path)
        with self._news:
            html, content = self._pages.get(page), self._files.get(page)
        if html is not None:
            return _answer(start_response, "text/html", html)
        cached = [_FOR_GOOD] if _NAMED_BY_CONTENT.search(path) else []
        if content is not None:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return _answer(start_response, kind, content(), cached)
        return self._otherwise(
            environ,
            lambda status, given, *problem: start_response(status, [*given, *cached], *problem),
        )

    def _page(self, path: str) -> str:
        """The file of the site at a path of an address."""
        name = path.removeprefix(self._mount)
        return f"{name}index.html" if not name or name.endswith("/") else name

    def _told(self, own: int, page: str) -> int:
        """An epoch after `own`, that of the browser's page, as soon as there is a newer page; else, after a while, `own`."""

        def newer() -> bool:
            return own <= self._outdated or (own <= self._before and page in self._pages)

        with self._news:
            self._waiting[page] = self._waiting.pop(page, 0) + 1
            found = self._news.wait_for(newer, PATIENCE)
            self._waiting -= Counter([page])
        return max(epoch(), own + 1) if found else own


_FOR_GOOD = ("Cache-Control", "max-age=31536000, immutable")


def _referrer(environ: WSGIEnvironment) -> str:
    return unquote(urlsplit(environ.get("HTTP_REFERER", "")).path)


def _answer(
    start_response: StartResponse,
    kind: str,
    content: bytes,
    headers: Iterable[tuple[str, str]] = (),
) -> list[bytes]:
    length = ("Content-Length", str(len(content)))
    start_response("200 OK", [("Content-Type", kind), length, *headers])
    return [content]
