"""Texts that a sentence may rest on, read together: whether a number or date stands in them, whether they say a sentence already."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from briefgen.base.values import Value, once
from briefgen.languages.known import lexicon
from briefgen.texts.daymentions import Day
from briefgen.texts.folding import fold_text
from briefgen.texts.mentions import Mentions, read
from briefgen.texts.quantities import Quantity

Text = tuple[str, str]
"""A text and its language."""


class Ground(Value):
    """Texts, read together. `apart`: the same texts by the record that they are of, where there are several."""

    texts: tuple[Text, ...]
    apart: tuple[tuple[Text, ...], ...] = ()

    @once
    def mentions(self) -> tuple[Mentions, ...]:
        return tuple(read(text, language) for text, language in self.texts)

    @once
    def quantities(self) -> frozenset[tuple[object, str]]:
        return frozenset((q.value, q.unit) for m in self.mentions for q in m.quantities)

    @once
    def days(self) -> tuple[Day, ...]:
        return tuple(day for m in self.mentions for day in m.days)

    @once
    def hedges(self) -> frozenset[str]:
        return frozenset(hedge for m in self.mentions for hedge in m.hedges)

    @once
    def folded(self) -> str:
        """All words, in small letters."""
        return "\n".join(fold_text(text).lower() for text, _ in self.texts)

    def has(self, quantity: Quantity, units: Iterable[str] = ()) -> bool:
        """Whether the quantity stands here with the same unit, or without one of its own with one of `units`.

        A bare year counts as a number, too.
        """
        if quantity.unit or (quantity.value, "") in self.quantities:
            return (quantity.value, quantity.unit) in self.quantities
        return any((quantity.value, unit) in self.quantities for unit in units) or any(
            day.year == quantity.value for day in self.days
        )

    def dates(self, wanted: Day, *, quarters: bool = True) -> bool:
        """Whether the date stands here as exactly as it is wanted; its year may stand elsewhere in the same record.

        quarters: whether the name of a quarter covers a month of it.
        """
        if any(_covers(day, wanted) and (quarters or day.month) for day in self.days):
            return True
        yearless = Day(0, wanted.month, wanted.day, "", wanted.quarter)
        return bool(wanted.month or wanted.quarter) and any(
            wanted.year in years
            and any(_covers(day, yearless) and (quarters or day.month) for day in bare)
            for years, bare in self._joint
        )

    @once
    def _joint(self) -> tuple[tuple[frozenset[int], tuple[Day, ...]], ...]:
        """Of each record: the years that it names, and its days without a year."""
        read_together = [
            [day for text, language in texts for day in read(text, language).days]
            for texts in self.apart or (self.texts,)
        ]
        return tuple(
            (frozenset(day.year for day in days), tuple(day for day in days if not day.year))
            for days in read_together
        )


NOTHING = Ground(())
"""The ground that holds no text."""


def _covers(day: Day, wanted: Day) -> bool:
    quarter = wanted.quarter in (0, day.quarter, (day.month + 2) // 3)
    by_quarter = day.quarter and wanted.month and (wanted.month + 2) // 3 == day.quarter
    month = wanted.month in (0, day.month) or by_quarter
    return bool(wanted.year in (0, day.year) and quarter and month and wanted.day in (0, day.day))


def parts(text: Text) -> Iterator[Text]:
    """A text as its sentences, and the parts of one at semicolons."""
    words, language = text
    return ((part, language) for part in _parts(words))


@lru_cache(maxsize=65_536)
def _parts(words: str) -> tuple[str, ...]:
    return tuple(part for part in _PART_ENDS.split(fold_text(words)) if part)


# The space first, so that every other place is passed by quickly; folded texts have no line ends.
_PART_ENDS = re.compile(r" (?<=[.;!?。] )")


def repeats(text: str, said: Iterable[Text]) -> bool:
    """Whether a sentence is something that was said, word for word: then no other name or number would do."""
    bare = _bare(text)
    return any(_bare(words) == bare for words, _ in said)


def verbatim(text: Text, said: Collection[Text]) -> bool:
    """Whether a text is one that was said, letter for letter: all that it mentions stands there, and need not be read."""
    words, language = text
    # The digits of a name are read as ours, whatever their script, so that such a name does not stand in its own text.
    if lexicon(language).named and not words.isascii() and not fold_text(words).isascii():
        return False
    if text in said:
        return True
    folded = fold_text(words)
    return any(spoken == language and fold_text(other) == folded for other, spoken in said)


def _bare(text: str) -> str:
    return fold_text(text).strip().rstrip(".!?。")
