"""Dates and amounts that a sentence names, read out of its words.

A date comes back as EDTF with the reason for reading it so; a month or day without a year takes the year that the text
named last, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefgen.languages.cues import Cues
from briefgen.texts import dates


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date: its words, EDTF, and how it was read where the words alone do not settle it. `start` is an offset."""

    words: str
    edtf: str
    basis: str
    start: int


_Parts = dict[str, str | None]
_Reader = Callable[[_Parts, int, Cues], tuple[str, str]]

_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_GLUED = r"[\w$€£.,/-]"
_CURRENCY = r"[$€£¥₹]|US\$|USD|EUR|GBP|CHF|JPY"
_SCALE = (
    r"(?:thousand|million|billion|trillion|bn|mn|m|k|Tausend|Millionen|Million|Mio\.?|Milliarden|Milliarde|Mrd\.?"
    r"|percent|per cent|Prozent)"
)
_NUMBER = r"\d+(?:[.,\u00a0\u202f']\d+)*"
_UNIT = r"(?:euros?|dollars?|pounds?|francs?|yen|Euro|Dollar|Franken|Pfund|US-Dollar|Kronen)"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:"
    rf"(?:{_CURRENCY})\s?{_NUMBER}(?:[\s-]{_SCALE}(?!\w))?"
    rf"|{_NUMBER}(?:[\s-]{_SCALE})?[\s-](?:{_UNIT}|{_CURRENCY})(?!\w)"
    rf"|{_NUMBER}\s?(?:%|percent|per cent|Prozent)(?!\w)"
    rf"|{_NUMBER}[\s-]{_SCALE}(?!\w)"
    rf")",
    re.IGNORECASE,
)


def amounts(text: str) -> tuple[str, ...]:
    """Sums of money, percentages and large round numbers, as written, each once, in order."""
    return tuple(dict.fromkeys(match[0] for match in _AMOUNT.finditer(text)))


def find_dates(text: str, cues: Cues, *, year: int | None = None) -> tuple[DateMention, ...]:
    """The dates in `text`, in order; `year` completes those that name none.

    Words that two patterns can read belong to the longer reading.
    """
    found: list[tuple[int, int, DateMention]] = []
    for start, end, mention in sorted(
        _candidates(text, cues, year), key=lambda item: (item[0] - item[1], item[0])
    ):
        if all(end <= other_start or start >= other_end for other_start, other_end, _ in found):
            found.append((start, end, mention))
    return tuple(mention for _, _, mention in sorted(found, key=lambda item: item[0]))


def _candidates(text: str, cues: Cues, year: int | None) -> Iterator[tuple[int, int, DateMention]]:
    for pattern, read in _patterns(cues):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            own_year = parts.get("year")
            stands_for = int(own_year) if own_year else year
            if stands_for is None:
                continue
            edtf, basis = read(parts, stands_for, cues)
            words = str(parts["name"]) if own_year is None and "day" not in parts else match[0]
            if own_year is None:
                basis = f"“{words}” names no year; {stands_for} is the last year named before it"
            if _valid(edtf):
                yield match.start(), match.end(), DateMention(words, edtf, basis, match.start())


def _valid(edtf: str) -> bool:
    try:
        dates.parse(edtf)
    except dates.InvalidDateError:
        return False
    return True


def _patterns(cues: Cues) -> Iterator[tuple[re.Pattern[str], _Reader]]:
    yield re.compile(rf"\b(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)\b"), _day
    yield re.compile(rf"\b(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>{_YEAR})\b"), _day
    yield (
        re.compile(
            rf"\b(?:(?:between|from|zwischen|von) )?(?P<from>{_YEAR})"
            rf"(?:\s?[–-]\s?| (?:and|to|until|und|bis) )(?P<year>{_YEAR})\b"
        ),
        lambda parts, year, cues: (f"{parts['from']}/{year}", ""),
    )
    yield (
        re.compile(rf"(?<!{_GLUED})\b(?P<year>{_YEAR})\b(?![\d%]|[.,]\d|-\w)"),
        lambda parts, year, cues: (str(year), ""),
    )
    yield (
        re.compile(rf"\b(?:{cues.about}) (?P<year>{_YEAR})\b", re.IGNORECASE),
        lambda parts, year, cues: (f"{year}~", ""),
    )
    yield re.compile(r"\b(?:the )?(?P<year>(?:1[5-9]|20)\d0)s\b"), _decade
    if not cues.months:
        return
    month = "|".join(cues.months)
    yield re.compile(rf"\b(?P<day>\d\d?)\.? (?P<name>{month})(?:,? (?P<year>{_YEAR}))?\b"), _day
    yield (
        re.compile(rf"\b(?P<name>{month}) (?P<day>\d\d?)(?!\d)(?:,? (?P<year>{_YEAR}))?\b"),
        _day,
    )
    yield re.compile(rf"\b(?P<name>{month})(?: of)?,? (?P<year>{_YEAR})\b"), _month
    yield _bare_month(month), _month
    part = "|".join(re.escape(words) for words, _ in cues.parts)
    yield (
        re.compile(
            rf"\b(?:des |im |the )?(?P<part>{part})[ -](?:des Jahres |of )?(?P<year>{_YEAR})\b",
            re.IGNORECASE,
        ),
        _part,
    )


def _bare_month(month: str) -> re.Pattern[str]:
    # "May" and "March" are verbs too: without a day or year, a preposition must stand before the month.
    before = "in|since|until|by|from|of|last|this|next|early|late|mid|im|seit|bis|ab|Anfang|Mitte|Ende|vom"
    return re.compile(
        rf"(?<=\b)(?:(?<=\s)|^)(?:(?:{before})[ -])(?P<name>{month})\b(?! \d)", re.IGNORECASE
    )


def _day(parts: _Parts, year: int, cues: Cues) -> tuple[str, str]:
    month = int(parts.get("month") or 0) or _month_number(parts.get("name"), cues)
    return f"{year}-{month:02}-{int(parts['day'] or 0):02}", ""


def _month(parts: _Parts, year: int, cues: Cues) -> tuple[str, str]:
    return f"{year}-{_month_number(parts.get('name'), cues):02}", ""


def _part(parts: _Parts, year: int, cues: Cues) -> tuple[str, str]:
    words = str(parts["part"])
    first, last = next(span for name, span in cues.parts if name.lower() == words.lower())
    return (
        f"{year}-{first:02}/{year}-{last:02}",
        f"“{words} {year}” read as {cues.months[first - 1]} {year} – {cues.months[last - 1]} {year}",
    )


def _decade(parts: _Parts, year: int, cues: Cues) -> tuple[str, str]:
    return f"{str(year)[:3]}X", ""


def _month_number(name: str | None, cues: Cues) -> int:
    return next(
        (
            number
            for number, month in enumerate(cues.months, 1)
            if month.lower() == str(name).lower()
        ),
        0,
    )
