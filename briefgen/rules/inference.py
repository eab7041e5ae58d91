"""The rules about a sentence that rests on no record: an inference, a question, a definition, something to watch for.

No passage can be held against it. So it says a second time whom it speaks of, by links, and its numbers and dates stand in
what the record around it cites.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.base.diagnostics import At, Diagnostic, Path
from briefgen.facts.corpus import Briefing
from briefgen.facts.fields import ProseRule, RefersTo
from briefgen.facts.prose import Sentence
from briefgen.rules import figures, partylinks, standing
from briefgen.rules.agreement import Cited
from briefgen.rules.ground import NOTHING, Ground
from briefgen.rules.grounds import Grounds
from briefgen.texts.mentions import read


def check(
    briefing: Briefing, grounds: Grounds, path: Path, sentence: Sentence, at: At
) -> Iterator[Diagnostic]:
    """Everything that is wrong with a sentence that cites no record with words of its own."""
    language = briefing.facts.language
    own = read(sentence.text, language)
    ground = _around(briefing, grounds, path) if own.quantities or own.days else NOTHING
    # "A timetable for June" is ours to expect; beside a year, a month is a date.
    months = any(day.year for day in own.days)
    if ground is not None:
        wrong = list(
            standing.numbers(
                own, ground, ground, at, "records cited around it", spelled=False, months=months
            )
        )
        yield from wrong or figures.check(Cited(sentence, language, ()), ground, at, months=months)
    if groups := partylinks.named(briefing, grounds, sentence.text):
        linked = partylinks.linked(briefing, sentence.citations)
        yield from partylinks.check(groups, linked, at, partylinks.INFERRED)


def _around(briefing: Briefing, grounds: Grounds, path: Path) -> Ground | None:
    """All that the record of a sentence cites or rests on; for the question of the briefing, the whole file.

    None where the archived text of a source among it is missing or another.
    """
    here = path[:2]
    if len(path) < 2:
        return None if grounds.unread else grounds.everything
    fields = briefing.marked_of.get(here, ())
    cited = [field.value for field in fields if isinstance(field.mark, RefersTo)]
    for field in fields:
        if isinstance(field.mark, ProseRule):
            cited += [id for other in briefing.sentences(*field.path) for id in other.citations]
    if not grounds.unread.isdisjoint(cited):
        return None
    return grounds.of((*cited, *([str(here[1])] if here[0] in ("claims", "judgments") else ())))
