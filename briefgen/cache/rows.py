"""What a store keeps beside products: what a build must know of pages, briefings and a large search to make none of them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from briefgen.base.indexsize import Large
from briefgen.search.wordranges import Chunk


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished page: what it depends on, and what other parts of a build need to know of it.

    `source` identifies what its content is made from but for the files it links to, which are in `asked` as path →
    address (None where there is no such file); `whole` identifies all the rest, so that the HTML can be used as it is.
    `anchors` are the ids on it, `links` path → {anchor: the link as written}, `found` its entries in the search index.
    """

    source: str
    whole: str
    title: str
    meta: dict[str, Any]
    asked: dict[str, str | None]
    anchors: list[str]
    links: dict[str, dict[str, str]]
    found: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Rest:
    """What a build must know of a briefing whose pages are all used again.

    `pages` has path → place in the site, address, and the name of the HTML; `asked` is as in Sheet, of files beyond the
    briefing; `found` its documents in the search index, as JSON without brackets.
    """

    pages: dict[str, tuple[str, str, str]]
    asked: dict[str, str | None]
    found: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A shard of a large search: what it is made of, the digest of each of its files, its index, and what a search begins with.

    `source` identifies its documents and all else that its files depend on; `index` has its chunks by name, where these are known
    to be cut anew by words, and `ranges` the place of theirs in the metadata that the shard begins with. `made_by` identifies
    what all of it was made by.
    """

    source: str
    files: dict[str, bytes]
    index: dict[str, Chunk]
    start: dict[str, bytes]
    ranges: int = 0
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """The documents of hand-written pages in a large search: each page's address and its documents as JSON without brackets.

    `large` is what told that it is one, if that was asked.
    """

    language: str
    parts: list[tuple[str, str]]
    large: Large | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """The briefings of a site in the order in which its search has them: id, what identifies its product, and the name of its Rest."""

    briefings: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Anchors:
    """A part of a sheet."""

    anchors: list[str]


def packed_sheet(sheet: Sheet, html: bytes) -> bytes:
    """A sheet and its page as bytes."""
    return msgspec.msgpack.encode((sheet, html))


def sheet_of(raw: bytes) -> tuple[Sheet, bytes] | None:
    """The sheet and page that were packed, or None where these are other bytes."""
    try:
        return msgspec.msgpack.decode(raw, type=tuple[Sheet, bytes])
    except msgspec.DecodeError:
        return None
