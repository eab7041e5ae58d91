"""The rule about the date of a record: it is in the words that it is taken from, or its `basis` explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.base.diagnostics import Code, Diagnostic, Path
from briefgen.facts.corpus import Briefing
from briefgen.facts.evidence import When
from briefgen.languages.known import lexicon
from briefgen.rules.ground import Ground, Text
from briefgen.texts import dates
from briefgen.texts.daymentions import Day


def check(
    briefing: Briefing,
    date: When,
    given: Ground,
    context: Iterable[Text],
    path: Path,
) -> Iterator[Diagnostic]:
    """A date is in the words that it is taken from, or its `basis` explains it by words that hold it."""
    facts = briefing.facts
    basis = ((date.basis, facts.language),) if date.basis else ()
    ground = said = given
    if basis:
        said = Ground((*given.texts, *basis))
        ground = Ground((*said.texts, *context, (facts.as_of.edtf, facts.language)))
    # A language whose months are not in its tables gives years only.
    months = bool(lexicon(facts.language).months) or any(day.month for day in said.days)
    edtf = dates.parse(date.edtf)
    if edtf.interval and edtf.start and edtf.end and edtf.start.text == edtf.end.text:
        message = f"the interval “{date.edtf}” begins and ends on the same date"
        yield Diagnostic(Code.NUMBER, briefing.span(*path), message, "write the one date")
    for position, point in enumerate((edtf.start, edtf.end) if edtf.interval else (edtf.start,)):
        if point is None or "X" in point.year:
            continue
        wanted = Day(int(point.year), point.month, point.day, point.text)
        # A quarter that is written as an interval begins with its first month and ends with its last.
        bound = 3 * ((point.month + 2) // 3) - (0 if position else 2)
        whole = not edtf.interval or point.month in (0, bound)
        if not months:
            wanted = Day(wanted.year, 0, 0, point.text)
        if (
            not ground.dates(wanted, quarters=whole)
            and not _jointly(ground, wanted, explained=bool(date.basis), quarters=whole)
            and not (not wanted.month and _counted(ground, wanted.year))
        ):
            message = f"the date “{point.text}” is neither in the evidence nor explained"
            help_text = "take the date from the source, or say in date.basis, with the date in words, how it was inferred"
            yield Diagnostic(Code.NUMBER, briefing.span(*path), message, help_text)
        elif date.basis and not _named(Ground(basis), wanted) and _several(given, wanted):
            message = (
                f"the basis does not name “{point.text}”, and what is cited holds other dates too"
            )
            help_text = "say in date.basis, with the date in words, which of them it is"
            yield Diagnostic(Code.NUMBER, briefing.span(*path), message, help_text)


def _counted(ground: Ground, year: int) -> bool:
    """Whether a year stands there as a mere number."""
    return any(q.value == year for m in ground.mentions for q in m.quantities)


def _named(basis: Ground, wanted: Day) -> bool:
    """Whether a basis names the date, or its month or year alone."""
    yearless = Day(0, wanted.month, wanted.day, "")
    return basis.dates(wanted) or any(
        not day.year and basis.dates(yearless) for day in basis.days if wanted.month
    )


def _several(given: Ground, wanted: Day) -> bool:
    """Whether other dates than the wanted one stand there, as exact as it."""
    month, exact = bool(wanted.month), bool(wanted.day)
    others = [(day.year, day.month * month, day.day * exact) for day in given.days if day.year]
    return any(
        other != (wanted.year, wanted.month, wanted.day)
        for other in others
        if bool(other[1]) == month and bool(other[2]) == exact
    )


def _jointly(ground: Ground, wanted: Day, *, explained: bool, quarters: bool) -> bool:
    """Whether day and month stand in one place and the year, which the basis gives, in another."""
    yearless = Day(0, wanted.month, wanted.day, "")
    years = {day.year for day in ground.days}
    return explained and wanted.year in years and ground.dates(yearless, quarters=quarters)
