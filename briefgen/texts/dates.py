"""Dates that say how much is known: EDTF level 1, parsed, ordered and compared.

Written here and not taken from the `edtf` package because importing that would lengthen the start of each check by two
fifths (docs/design/decisions/0001); the tests hold this parser against it. Source: https://www.loc.gov/standards/datetime/ (ISO 8601-2:2019).
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.base.named import NamedTuple

Day = tuple[int, int, int]
"""Year, month, day."""

EARLIEST: Day = (-10_000, 1, 1)
LATEST: Day = (10_000, 12, 31)

_POINT = re.compile(r"(-?\d{2}(?:\d\d|\dX|XX))(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([?~%])?")
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


class InvalidDateError(ValueError):
    """The text is not a date of EDTF level 1; the message says why."""


class Point(NamedTuple):
    """A year, season, month or day. `month` and `day` are 0 where the date does not have them or leaves them open."""

    text: str
    year: str
    month: int
    day: int
    season: int
    approximate: bool
    uncertain: bool
    first: Day
    last: Day


class Edtf(NamedTuple):
    """A parsed date: one point, or an interval whose ends may be open (None).

    `first` and `last` are the earliest and the latest day that it can mean; `~` and `?` do not widen them.
    """

    text: str
    start: Point | None
    end: Point | None
    interval: bool

    @property
    def first(self) -> Day:
        return self.start.first if self.start else EARLIEST

    @property
    def last(self) -> Day:
        return self.end.last if self.end else LATEST


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """The date that `text` writes. Raises InvalidDateError."""
    if "/" not in text:
        point = _point(text)
        return Edtf(text, point, point, interval=False)
    ends = text.split("/")
    if len(ends) != 2 or not any(end not in ("", "..") for end in ends):
        raise InvalidDateError("an interval has two ends, at least one of them a date")
    start, end = (None if end in ("", "..") else _point(end) for end in ends)
    if start and end and start.first > end.last:
        raise InvalidDateError("the interval ends before it begins")
    return Edtf(text, start, end, interval=True)


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match:
        raise InvalidDateError(_reason(text))
    year, month_text, day_text, qualifier = match.groups()
    month, day = (int(part) if part and part != "XX" else 0 for part in (month_text, day_text))
    season = month if month in _SEASON_MONTHS else 0
    if month > 12 and (not season or day_text):
        raise InvalidDateError(f"there is no month {month}")
    if (month_text == "00") or (day_text == "00"):
        raise InvalidDateError("month and day count from 01; leave out what is not known")
    if ("X" in year and month_text) or (month_text == "XX" and day_text and day_text != "XX"):
        raise InvalidDateError("after an open part, the parts behind it are open too")
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    first_month, last_month = _SEASON_MONTHS[season] if season else (month or 1, month or 12)
    last_day = _days_in(last_year, last_month)
    if day > last_day:
        raise InvalidDateError(f"there is no day {day} in that month")
    return Point(
        text=text,
        year=year,
        month=0 if season else month,
        day=day,
        season=season,
        approximate=qualifier in ("~", "%"),
        uncertain=qualifier in ("?", "%"),
        first=(first_year, first_month, day or 1),
        last=(last_year, last_month, day or last_day),
    )


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _reason(text: str) -> str:
    if re.fullmatch(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}", text):
        return "is written day and month first; EDTF writes the year first: 2023-08-17"
    if re.fullmatch(r"\d{4}-\d{1,2}(-\d{1,2})?", text):
        return "month and day need two digits: 2023-08-07"
    if re.search(r"[A-Za-z]{3}", text):
        return (
            "is written in words; EDTF writes digits: 2023-08-17, or 2023-08~ for about August 2023"
        )
    return "is not EDTF level 1: write 2023, 2023-08, 2023-08-17, 2023-08~ (about), 2023? (uncertain) or 2018/2023"
