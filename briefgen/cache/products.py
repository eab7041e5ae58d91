"""Products as bytes, in two parts: what every build looks at, and the texts, which nobody asks a briefing at rest for.

The texts are 15 times as much. A product that was kept has them read when the first of them is asked for, briefing by briefing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import overload

import msgspec

from briefgen.printing.pages import Page
from briefgen.product import Product
from briefgen.search.findable import Entry


@dataclass(frozen=True, slots=True)
class Texts:
    """The packed texts of a product's pages, those of its copies, and its entries."""

    pages: tuple[bytes, ...]
    copies: tuple[bytes, ...]
    entries: tuple[Entry, ...]


_PARTS = msgspec.msgpack.Decoder(tuple[bytes, bytes])
_FIRST = msgspec.msgpack.Decoder(Product)
_TEXTS = msgspec.msgpack.Decoder(Texts)


def divided(product: Product) -> tuple[bytes, bytes]:
    """A product without its texts, and its texts, as bytes each."""
    first = replace(product, pages=_bare(product.pages), copies=_bare(product.copies), entries=())
    return msgspec.msgpack.encode(first), msgspec.msgpack.encode(texts_of(product))


def texts_of(product: Product) -> Texts:
    """The texts of a product."""
    pages = tuple([page.packed for page in product.pages])
    copies = tuple([page.packed for page in product.copies])
    return Texts(pages, copies, tuple(product.entries))


def opened(first: bytes, texts: Callable[[], Texts]) -> Product | None:
    """The product that was divided, whose `texts` are asked for where they are needed; None where these are other bytes."""
    try:
        found = _FIRST.decode(first)
    except msgspec.DecodeError:
        return None
    pages = tuple([_LaterPage(page, texts, n) for n, page in enumerate(found.pages)])
    copies = [_LaterPage(page, texts, n, copy=True) for n, page in enumerate(found.copies)]
    return replace(found, pages=pages, copies=tuple(copies), entries=_LaterEntries(texts))


def texts(raw: bytes) -> Texts | None:
    """The texts that were divided from a product; None where these are other bytes."""
    try:
        return _TEXTS.decode(raw)
    except msgspec.DecodeError:
        return None


def packed(product: Product) -> bytes:
    """Both parts of a product as bytes."""
    return msgspec.msgpack.encode(divided(product))


def parts(raw: bytes) -> tuple[bytes, bytes] | None:
    """Both parts that were packed, or None where these are other bytes."""
    try:
        return _PARTS.decode(raw)
    except msgspec.DecodeError:
        return None


def whole(raw: bytes) -> Product | None:
    """The product that was packed, with its texts; None where these are other bytes."""
    divided = parts(raw)
    found = divided and texts(divided[1])
    return opened(divided[0], lambda: found) if divided and found else None


def _bare(pages: Sequence[Page]) -> tuple[Page, ...]:
    return tuple([Page(page.uri, b"", page.digest, page.briefing) for page in pages])


class _LaterPage(Page):
    """A page whose text is asked for when it is needed."""

    __slots__ = ("_copy", "_number", "_texts")
    _copy: bool
    _number: int
    _texts: Callable[[], Texts]

    def __init__(
        self, page: Page, texts: Callable[[], Texts], number: int, *, copy: bool = False
    ) -> None:
        give = object.__setattr__
        give(self, "uri", page.uri)
        give(self, "digest", page.digest)
        give(self, "briefing", page.briefing)
        give(self, "_texts", texts)
        give(self, "_number", number)
        give(self, "_copy", copy)

    @property
    def packed(self) -> bytes:
        found = self._texts()
        return (found.copies if self._copy else found.pages)[self._number]


class _LaterEntries(Sequence[Entry]):
    """The entries of a product, asked for when they are needed."""

    def __init__(self, texts: Callable[[], Texts]) -> None:
        self._texts = texts

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | Sequence[Entry]:
        return self._texts().entries[place]

    def __len__(self) -> int:
        return len(self._texts().entries)
