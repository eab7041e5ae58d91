"""The search of a large site: the documents of a search index as small pages for Pagefind to cut into chunks.

A search index is one file that a browser loads whole; above some size it pays to load only what a query needs. Both
engines get the same documents, so that the same query finds the same records.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

CHUNKS = "search/chunks"
"""Where the chunks of a large index are, below the site."""

MARKS = ("zzin", "zzkind")
"""What the words begin with by which chunks are filtered by briefing and kind; nobody writes them. The worker knows them."""

MARKS_ANCHOR = "_marks"


# Scripts without spaces between words; each character becomes a word of its own.
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
)
_TAG = re.compile(r"<[^>]*>")
_PLACE = re.compile(r"briefings/([^/#]+)(?:/([^/#]*))?")


def pages(parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A file name and its HTML for each page that there are documents of, in their order.

    `parts` are the documents of a briefing or of a hand-written page, as JSON without brackets.

    Titles and texts of an index are HTML already, and stay what they are. A name depends on the page's address alone, as
    Pagefind writes it into the file about the page.
    """
    for documents in parts:
        grouped: dict[str, list[dict[str, Any]]] = {}
        for document in json.loads(f"[{documents}]"):
            grouped.setdefault(document["location"].partition("#")[0], []).append(document)
        for location, found in grouped.items():
            name = hashlib.sha256(location.encode()).hexdigest()[:16]
            yield f"{name}.html", _page(location, found)


def _page(location: str, documents: list[dict[str, Any]]) -> str:
    own = next((entry for entry in documents if "#" not in entry["location"]), documents[0])
    sections = "".join(
        f'<h2 id="{html.escape(entry["location"].partition("#")[2])}">{_spaced(entry["title"])}</h2>'
        f"<div>{_spaced(entry['text'])}</div>"
        for entry in documents
        if entry is not own
    )
    # Words and not Pagefind's own filters: it writes those in another order each time.
    marks = " ".join(
        f"{mark}{value.replace('-', '')}"
        for mark, value in zip(MARKS, place(location), strict=True)
        if value
    )
    return (
        "<!doctype html><html><body>"
        f'<i data-pagefind-meta="at">{html.escape(location)}</i>'
        f"<main data-pagefind-body><h1>{_spaced(own['title'])}</h1>"
        f"<div>{_spaced(own['text'])}</div>{sections}"
        f'<h2 id="{MARKS_ANCHOR}">{html.escape(marks)}</h2></main></body></html>'
    )


def place(location: str) -> tuple[str, str]:
    """The briefing and the kind of page that an address below the site belongs to; both empty elsewhere."""
    match = _PLACE.match(location)
    if match is None or match[2] is None:
        return "", ""
    return match[1], match[2].removesuffix(".html").replace("index", "") or "overview"


def _spaced(markup: str) -> str:
    """`markup` with spaces around each character of a script without spaces, outside its tags."""
    if markup.isascii() or not _UNSPACED.search(markup):
        return markup
    tags = _TAG.findall(markup)
    # What stands between the parts is a part itself. To put each into its place takes four times as long.
    texts = (" ".join(_UNSPACED.split(text)) for text in _TAG.split(markup))
    return "".join(text + tag for text, tag in zip(texts, (*tags, ""), strict=True))
