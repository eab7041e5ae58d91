"""The rules about a sentence that rests on no record: an inference, a question, a definition, something to watch for.

No passage can be held against it. So it says a second time whom it speaks of, by links, and its numbers and dates stand in
what the record around it cites.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen import statements
from briefgen.corpus import Briefing
from briefgen.diagnostics import At, Code, Diagnostic
from briefgen.grounds import Ground, Grounds
from briefgen.mentions import read
from briefgen.prose import Sentence

Path = tuple[str | int, ...]


def check(
    briefing: Briefing, grounds: Grounds, path: Path, sentence: Sentence, at: At
) -> Iterator[Diagnostic]:
    """Everything that is wrong with a sentence that cites no record with words of its own."""
    own = read(sentence.text, briefing.facts.language)
    if own.quantities or own.days:
        ground = _around(briefing, grounds, path)
        # "A timetable for June" is ours to expect; beside a year, a month is a date.
        months = any(day.year for day in own.days)
        yield from statements.numbers(
            own, ground, ground, at, "records cited around it", spelled=False, months=months
        )
    yield from links(briefing, grounds, sentence, at)


def _around(briefing: Briefing, grounds: Grounds, path: Path) -> Ground:
    """All that the record of a sentence cites or rests on; for the question of the briefing, the whole file."""
    here = path[:2]
    if len(path) < 2:
        return grounds.everything
    cited = [field.value for field in briefing.references if field.path[:2] == here]
    for field in briefing.prose_fields:
        if field.path[:2] == here:
            cited += [id for other in briefing.sentences(*field.path) for id in other.citations]
    return grounds.of((*cited, *([str(here[1])] if here[0] in ("claims", "judgments") else ())))


def links(briefing: Briefing, grounds: Grounds, sentence: Sentence, at: At) -> Iterator[Diagnostic]:
    """It links every party that it names, in the order in which it names them; a list of names has no order."""
    groups = _named(briefing, grounds, sentence.text)
    named = [party for group in groups for party in group]
    linked = [id for id in sentence.citations if id in named]
    for party in named:
        if party not in linked:
            message = f"the sentence rests on no record and does not link “{party}”, which it names"
            help_text = f"write [[{party}]] behind it, or cite the record that says it"
            yield Diagnostic(Code.NAME, at(), message, help_text)
            return
    place = 0
    for group in groups:
        behind = linked[place : place + len(group)]
        if sorted(behind) != sorted(group):
            message = f"the links name “{behind[0]}” where the sentence names “{group[0]}”"
            help_text = "link the parties in the order in which the sentence names them"
            yield Diagnostic(Code.NAME, at(), message, help_text)
            return
        place += len(group)


def _named(briefing: Briefing, grounds: Grounds, text: str) -> list[list[str]]:
    """The stakeholders that a text names, each where it first does; names that stand in a list together."""
    groups: list[list[str]] = []
    seen: set[str] = set()
    last = None
    for place in grounds.parties.named(text):
        if not place.proper or place.party not in briefing.facts.stakeholders:
            continue
        if place.party not in seen:
            if last is not None and groups and statements.listed(text, last, place):
                groups[-1].append(place.party)
            else:
                groups.append([place.party])
        seen.add(place.party)
        last = place
    return groups
