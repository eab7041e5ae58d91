"""The rule that a number could be found wrong: where the records cited hold another of its kind, it is said twice.

The gate tries the alternatives itself: every other number of the same unit and every other date, as a whole or in its year,
month or day alone. Where one would pass as well, the sentence repeats its own number behind it, `[[=9 August]]`, as a cheque
says its amount twice. Readers do not see the mark. A number in words counts what a briefing holds, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

from briefgen.base.diagnostics import At, Code, Diagnostic
from briefgen.rules.agreement import Cited
from briefgen.rules.ground import Ground
from briefgen.texts.daymentions import Day
from briefgen.texts.folding import fold_text
from briefgen.texts.mentions import Mentions, our_digits, read
from briefgen.texts.quantities import Quantity

Date = tuple[int, int, int, int]
"""Year, month, day and quarter."""


def check(cited: Cited, ground: Ground, at: At, *, months: bool = True) -> Iterator[Diagnostic]:
    """Each number of a sentence is certain by the `ground`, which is what it cites, or said twice.

    Unless `months`, a month without a year is ours to expect.
    """
    sentence, language = cited.sentence, cited.language
    said = [read(mark, language) for mark in sentence.numbers]
    for mark in sentence.numbers:
        repeated = read(mark, language)
        if not ((repeated.quantities or repeated.days) and _stands(mark, cited.text)):
            message = f"[[={mark}]] repeats no number of the sentence"
            help_text = "repeat the number as the sentence writes it, or take the mark out"
            yield Diagnostic(Code.NUMBER, at(), message, help_text)
            return
    own = read(cited.text, language)
    # In this order: whether it repeats a remark takes longer to ask.
    if not (own.quantities or own.days) or cited.repeats:
        return
    if doubt := doubtful(own, said, ground, months=months):
        shown, other = doubt
        message = f"the sentence would pass as well with “{other}” in place of “{shown}”"
        help_text = f"say the number twice: write [[={shown}]] behind the sentence"
        yield Diagnostic(Code.NUMBER, at(), message, help_text)


def _stands(mark: str, text: str) -> bool:
    """Whether a mark stands in a text letter for letter, and in no longer number."""
    words, whole = _plain(mark), _plain(text)
    start = whole.find(words)
    # By hand: a pattern for each mark takes longer to compile than all marks take to be found.
    while start >= 0:
        if not _GOES_BEFORE.search(whole[:start]) and not _GOES_ON.match(whole, start + len(words)):
            return True
        start = whole.find(words, start + len(words))
    return False


_GOES_BEFORE = re.compile(r"\d[.,]?\Z")
_GOES_ON = re.compile(r"[.,]?\d")


def _plain(text: str) -> str:
    """The folded text with the digits of every script as those of ours."""
    return our_digits(fold_text(text))


def doubtful(
    own: Mentions, said: Sequence[Mentions], ground: Ground, *, months: bool
) -> tuple[str, str] | None:
    """The first number or date for which another of the ground would pass, and that, as both are written; or None.

    said: what the sentence says twice, which is in no doubt. Unless `months`, a month without a year is ours to expect.
    """
    numbers = {(quantity.value, quantity.unit) for quantity in own.quantities}
    sure = {(quantity.value, quantity.unit) for mark in said for quantity in mark.quantities}
    for quantity in own.quantities:
        asked = not quantity.spelled and (quantity.value, quantity.unit) not in sure
        if asked and (other := _other_number(quantity, ground, numbers)):
            return quantity.shown, other
    dates = {_date(day) for day in own.days}
    sure_dates = {_date(day) for mark in said for day in mark.days}
    for day in own.days:
        asked = months or bool(day.year or day.day or day.quarter)
        if asked and _date(day) not in sure_dates and (other := _other_date(day, ground, dates)):
            return day.shown, other
    return None


def _other_number(quantity: Quantity, ground: Ground, known: Container[tuple[Decimal, str]]) -> str:
    """Another number of the same unit that the ground gives in digits, and the sentence does not."""
    for mentions in ground.mentions:
        for other in mentions.quantities:
            alike = other.unit == quantity.unit and not other.spelled
            # "6 billion" is not taken for version 2.0.
            alike = alike and bool(quantity.unit or _worded(quantity) == _worded(other))
            if alike and (other.value, other.unit) not in known:
                return other.shown
    return ""


def _worded(quantity: Quantity) -> bool:
    """Whether a number is written with a word."""
    return any(character.isalpha() for character in quantity.shown)


def _other_date(day: Day, ground: Ground, known: Container[Date]) -> str:
    """Another date of the ground, or one that has its year, month or day from there, which the sentence does not give."""
    for other in ground.days:
        if any(_date(mixed) not in known and ground.dates(mixed) for mixed in _mixed(day, other)):
            return other.shown
    return ""


def _mixed(day: Day, other: Day) -> Iterator[Day]:
    """`day` with each of its parts from `other`, and with all of them, where it has them."""
    parts = {
        name: getattr(other, name)
        for name in ("year", "month", "day", "quarter")
        if getattr(day, name) and getattr(other, name)
    }
    for changed in (*({name: value} for name, value in parts.items()), parts):
        yield day._replace(**changed)


def _date(day: Day) -> Date:
    return day.year, day.month, day.day, day.quarter
