"""A strict Content-Security-Policy for a built site: its own files, and the inline scripts it has, by their hashes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser

_JAVASCRIPT = ("", "text/javascript", "application/javascript", "module")

_OTHERS = (
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
)


class _Scripts(HTMLParser):
    """Collects what stands in the inline scripts of a page, byte for byte."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: set[str] = set()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # Other types are data, which no policy stops and no browser runs.
        self._inside = (
            tag == "script" and "src" not in given and (given.get("type") or "") in _JAVASCRIPT
        )

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.add(data)


def policy(pages: Iterable[str], *, wasm: bool = False) -> str:
    """The value of the header for a site of these pages. The hashes are sorted.

    With `wasm` the site's own scripts may compile WebAssembly, which the search of a large site is made of; it lets no
    text become a script.
    Source: Content Security Policy Level 3, 2.3.1 (hash-source) and 4.4 (wasm-unsafe-eval).
    """
    found: set[str] = set()
    for page in pages:
        scripts = _Scripts()
        scripts.feed(page)
        scripts.close()
        found |= scripts.found
    compiled = ["'wasm-unsafe-eval'"] if wasm else []
    hashes = sorted(_hash(script) for script in found)
    return "; ".join(
        ["default-src 'none'", " ".join(["script-src 'self'", *compiled, *hashes]), *_OTHERS]
    )


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
