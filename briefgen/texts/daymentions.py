"""The dates that a text mentions, as far as it gives them, and the text without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from briefgen.base.named import NamedTuple
from briefgen.base.values import Pattern
from briefgen.languages.lexicon import Lexicon, alternation


class Day(NamedTuple):
    """A date as far as the text gives it: 0 for what it leaves out. `quarter` 1 to 4, or 0."""

    year: int
    month: int
    day: int
    shown: str
    quarter: int = 0


def read_days(text: str, words: Lexicon) -> tuple[str, list[Day]]:
    """`text` with its dates blanked, and the dates in order."""
    found: list[tuple[int, Day]] = []
    patterns = _patterns(words)
    kinds = _kinds(text, patterns)
    for kind, source in patterns.days if kinds else ():
        if kind not in kinds:
            continue
        matches = list(_compiled(source).finditer(text, kinds[kind]))
        for match in matches:
            found += [(match.start(), day) for day in _read_days(match, words)]
        if matches:
            text = _blanked(text, matches)
            # Most texts hold one date: what is left need not be searched for others.
            if not (kinds := _kinds(text, patterns)):
                break
    found.sort(key=lambda pair: pair[0])
    return text, [day for _, day in found]


def _blanked(text: str, matches: Iterable[re.Match[str]]) -> str:
    pieces, end = list[str](), 0
    for match in matches:
        pieces += (text[end : match.start()], "\0" * len(match[0]))
        end = match.end()
    return "".join((*pieces, text[end:]))


_compiled = cache(re.compile)


def _read_days(match: re.Match[str], words: Lexicon) -> Iterator[Day]:
    parts = match.groupdict()
    year, month = int(parts.get("year") or 0), parts.get("month") or "0"
    number = int(month) if month.isdigit() else words.months[month.lower()]
    quarter = words.quarters[parts["quarter"].lower()] if parts.get("quarter") else 0
    for day in _NUMBER.findall(parts.get("days") or "") or [parts.get("day") or "0"]:
        yield Day(year, number, int(day), match[0].strip(" ."), quarter)


class _Patterns(NamedTuple):
    """What finds the dates of one language, made once. Few texts need all of it."""

    years: Pattern
    months: Pattern | None
    quarterly: Pattern
    """From a letter on that every name of a quarter has, these names. One that is rare passes most texts by."""
    days: tuple[tuple[str, str], ...]
    """What a text must hold (see `_kinds`) → pattern, in the order of reading."""


_BARE_YEAR = r"1[5-9]\d\d|20\d\d|2100"
_YEAR = rf"(?P<year>{_BARE_YEAR})"


@cache
def _patterns(words: Lexicon) -> _Patterns:
    months = alternation(_months(words))
    letter = _shared(words.quarters)
    tails = alternation({name.partition(letter)[2] for name in words.quarters}) if letter else ""
    return _Patterns(
        # The digits around it are looked at last, so that every other place is passed by quickly.
        years=Pattern(rf"(?:{_BARE_YEAR})(?!\d)(?<!\d{{5}})"),
        months=Pattern(months) if months else None,
        quarterly=Pattern(f"[{letter}{letter.upper()}](?i:{tails})" if letter else ""),
        days=tuple(_day_patterns(words)),
    )


def _shared(words: Iterable[str]) -> str:
    """The rarest letter that stands in each of `words`, or the empty string."""
    return next((letter for letter in _RARE_FIRST if all(letter in word for word in words)), "")


_RARE_FIRST = "qxjzvkwpyfbgmcuhdlsniroate"
"""Letters by how seldom they stand in European languages, roughly: a good guess only saves time."""


def _day_patterns(words: Lexicon) -> Iterator[tuple[str, str]]:
    """Patterns for dates, the most exact first: what one has read, the next ones do not see. Each with what it needs.

    What may not stand before a date is asked behind its first signs: a pattern that begins with them passes other signs quickly.
    """
    yield "hyphen", rf"{_YEAR}(?<![\d-]\d{{4}})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\d-])"
    yield "sign", rf"{_YEAR}年(?:(?P<month>\d{{1,2}})月)?(?:(?P<day>\d{{1,2}})日)?"
    yield "sign", r"(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?"
    if words.months:
        month, rank = (
            rf"\b(?P<month>{alternation(_months(words))})\b",
            "|".join((*words.ranks, r"\.")),
        )
        more = rf"(?: ?(?:{alternation(words.joints)}) ?\d{{1,2}}(?:{rank})?)*"
        days = rf"(?P<days>\d(?<![\d.,]\d)\d?(?:{rank})?{more})"
        yield "day", rf"{days} (?:of )?{month}(?:[.,]? {_YEAR}\b)?"
        yield (
            "month",
            rf"{month}\.? (?P<day>\d{{1,2}})(?:{rank})?\b(?![,.]\d)(?:,? {_YEAR}\b)?",
        )
        yield "month", rf"{month}(?:[.,]? (?:of )?{_YEAR}\b)?"
    if words.quarters:
        yield (
            "quarter",
            rf"(?i:\b(?P<quarter>{alternation(words.quarters)})\b)(?: (?:of )?{_YEAR}\b)?",
        )
    before = r"(?<![A-Za-z\d.,$€£¥-]\d{4})"
    yield "year", rf"{_YEAR}{before}(?![\d%A-Za-z千万億亿兆円]|[.,]\d|-[A-Za-z])"


def _months(words: Lexicon) -> Iterator[str]:
    """The names of months as they are written; capitalised only where small ones are words as well, as "may" is."""
    for name in words.months:
        yield name.capitalize()
        if words.small_months:
            yield name


def _kinds(text: str, patterns: _Patterns) -> Mapping[str, int]:
    """What `text` holds of what dates are made of, and from where on; patterns that need another kind find nothing in it."""
    held: dict[str, int] = {}
    if "年" in text or "月" in text:
        # Once a date with signs is blanked, the digits directly before it may be a year.
        held["sign"] = held["year"] = held["hyphen"] = 0
    elif year := patterns.years.search(text):
        held["year"] = year.start()
        if "-" in text:
            held["hyphen"] = year.start()
    if month := patterns.months and patterns.months.search(text):
        held["month"], held["day"] = month.start(), 0
    if patterns.quarterly.search(text):
        held["quarter"] = 0
    return held


_NUMBER = re.compile(r"\d+")
