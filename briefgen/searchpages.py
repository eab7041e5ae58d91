"""The search of a large site: the documents of a search index as small pages for Pagefind to cut into chunks.

A search index is one file that a browser loads whole; above some size it pays to load only what a query needs. Both
engines get the same documents, so that the same query finds the same records.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
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


def emptied(index: str, settings: Mapping[str, object]) -> str:
    """The index without documents, with the `settings` of the chunks in their place."""
    loaded = json.loads(index)
    config = {**loaded["config"], "briefgen": settings}
    return json.dumps({"config": config, "docs": []}, ensure_ascii=False, separators=(",", ":"))


def language(index: str) -> str:
    """The language that words are reduced to their stems in: the first of the index."""
    return str((json.loads(index)["config"].get("lang") or ["en"])[0])


def pages(index: str) -> Iterator[tuple[str, str]]:
    """A file name and its HTML for each page that the index has documents of, in the index's order.

    Titles and texts of an index are HTML already, and stay what they are.
    """
    grouped: dict[str, list[dict[str, Any]]] = {}
    for document in json.loads(index)["docs"]:
        grouped.setdefault(document["location"].partition("#")[0], []).append(document)
    for number, (location, documents) in enumerate(grouped.items()):
        yield f"{number:06}.html", _page(location, documents)


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
    tags = _TAG.findall(markup)
    texts = (_UNSPACED.sub(r" \1 ", text) for text in _TAG.split(markup))
    return "".join(text + tag for text, tag in zip(texts, (*tags, ""), strict=True))
