"""Likelihood terms and the ranges they stand for. Source: ICD 203, section D.6.e(2)(a)."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.base.named import NamedTuple

ICD203 = {
    "almost no chance": (1, 5),
    "remote": (1, 5),
    "very unlikely": (5, 20),
    "highly improbable": (5, 20),
    "unlikely": (20, 45),
    "improbable": (20, 45),
    "roughly even chance": (45, 55),
    "roughly even odds": (45, 55),
    "likely": (55, 80),
    "probable": (55, 80),
    "probably": (55, 80),
    "very likely": (80, 95),
    "highly probable": (80, 95),
    "almost certain": (95, 99),
    "almost certainly": (95, 99),
    "nearly certain": (95, 99),
}
"""Term → range in per cent."""


class Placed(NamedTuple):
    """Where a term stands in a statement (code points, end exclusive), and its range in per cent."""

    start: int
    end: int
    low: int
    high: int


def term_in(statement: str, term: str, wording: str | None) -> Placed | str:
    """Where the statement holds its likelihood term, or what is wrong with it."""
    if term.lower() not in ICD203:
        return f"“{term}” is not a term of the scale ICD 203"
    wanted = wording or term
    folded, needle = _folded(statement), _folded(wanted)
    starts = list(_places(folded, needle))
    if not starts:
        return f"the statement does not hold its likelihood term “{wanted}”"
    if len(starts) > 1:
        return f"the statement holds “{wanted}” more than once"
    # "likely" inside "very likely" would print the wrong range.
    longer = [other for other in ICD203 if needle in other and other != needle and other in folded]
    if wording is None and longer:
        return f"the statement says “{longer[0]}” where its term of the scale is “{term}”"
    low, high = ICD203[term.lower()]
    return Placed(starts[0], starts[0] + len(needle), low, high)


def _folded(text: str) -> str:
    """`text` without case, code point for code point: "ß" would become two, and every offset behind it wrong."""
    if text.isascii():
        return text.lower()
    return "".join(c if len(c.casefold()) > 1 else c.casefold() for c in text)


def _places(text: str, needle: str) -> Iterator[int]:
    """Where `needle` stands as whole words; no two places overlap."""
    start = text.find(needle)
    while start >= 0:
        end = start + len(needle)
        if _whole(text, start, end):
            yield start
        start = text.find(needle, end)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch is whole words where words have spaces between them."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
