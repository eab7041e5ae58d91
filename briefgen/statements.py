"""The rules about a claim's words: what its statement says stands in its evidence, or its `basis` explains it.

`basis` explains by its own words: a name, date or hedge that it holds counts as standing in the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise

from briefgen import dates, edges
from briefgen.alignment import words
from briefgen.corpus import Briefing
from briefgen.diagnostics import At, Code, Diagnostic
from briefgen.evidence import When
from briefgen.folding import fold_text
from briefgen.ground import NOTHING, Ground, Text, parts, verbatim
from briefgen.grounds import Grounds
from briefgen.languages import lexicon
from briefgen.mentions import Day, Mentions, read
from briefgen.model import Claim
from briefgen.parties import Named
from briefgen.quotes import Missing


def claim(briefing: Briefing, grounds: Grounds, id: str) -> Iterator[Diagnostic]:
    """A claim says what its evidence says: numbers, dates, names, denials and hedges."""
    if any(isinstance(passage.found, Missing) for passage in briefing.evidence_of(id)):
        return  # one problem at a time: the passage itself is wrong, and reported
    claim = briefing.facts.claims[id]
    at = partial(briefing.span, "claims", id, "statement")
    stated = (claim.statement, briefing.facts.language)
    evidence = grounds.evidence(id)
    basis = ((claim.basis, briefing.facts.language),) if claim.basis else ()
    quoted, explained = Ground(evidence), Ground(basis) if basis else NOTHING
    # What is the same is read once.
    ground = Ground((*evidence, *basis)) if basis else quoted
    repeated = verbatim(stated, evidence)
    if not repeated:
        yield from _said(briefing, grounds, claim, ground, at)
    if not repeated or len(evidence) > 1:
        yield from _tone(stated, quoted, explained, at)
    yield from _about(briefing, grounds, id, claim)
    yield from _speaker(briefing, grounds, id, claim, ground)
    yield from edges.whole(briefing, grounds, id)
    if claim.date:
        sources = briefing.facts.sources
        published = [
            (sources[passage.source].published, briefing.facts.language)
            for passage in briefing.evidence_of(id)
            if passage.source in sources
        ]
        yield from date(briefing, claim.date, ground, published, ("claims", id, "date"))


def _said(
    briefing: Briefing, grounds: Grounds, claim: Claim, ground: Ground, at: At
) -> Iterator[Diagnostic]:
    """Every number, date and name of the statement stands in the evidence, names in its order."""
    own = read(claim.statement, briefing.facts.language)
    when = (*grounds.when(claim.date),) if claim.date and claim.date.basis else ()
    dated = Ground((*ground.texts, *when)) if when else ground
    yield from numbers(own, ground, dated, at, "evidence")
    yield from _capitals(grounds, own, ground, at)
    held = grounds.parties_in(ground)
    for place in grounds.parties.named(claim.statement):
        if place.proper and place.party not in held:
            yield missing_name(briefing, place.party, at, "the evidence")
    yield from order(briefing, grounds, claim.statement, ground, at)


def _tone(stated: Text, quoted: Ground, explained: Ground, at: At) -> Iterator[Diagnostic]:
    """The statement denies and hedges what its evidence does, where all that is said can be read."""
    spoken = {stated[1], *(language for _, language in quoted.texts)}
    if all(lexicon(language).negations for language in spoken):
        own = read(*stated)
        yield from _denials(stated, own, quoted, explained, at)
        yield from _hedges(own, quoted, explained, at)


def _denials(
    statement: Text, own: Mentions, evidence: Ground, basis: Ground, at: At
) -> Iterator[Diagnostic]:
    """As many negating words as in the evidence; several passages may say the same thing."""
    counts = [mentions.denials for mentions in evidence.mentions]
    if max(counts, default=0) <= own.denials <= sum(counts):
        return
    if _explained(statement, basis, added=own.denials > sum(counts)):
        return
    more = "more" if own.denials > sum(counts) else "fewer"
    message = f"the statement has {more} negations than its evidence"
    yield Diagnostic(
        Code.NEGATION, at(), message, "deny what the source denies, or say why in basis:"
    )


def _explained(statement: Text, basis: Ground, *, added: bool) -> bool:
    """Whether the basis denies something; where the statement denies more than its evidence, one of the same words."""
    denying = [text for text, m in zip(basis.texts, basis.mentions, strict=True) if m.denials]
    if not added or not denying:
        return bool(denying)
    denied = {word.stem for word in words(*statement) if word.denied}
    remarks = (words(*part) for text in denying for part in parts(text))
    return any(word.denied and word.stem in denied for remark in remarks for word in remark)


def _hedges(own: Mentions, evidence: Ground, basis: Ground, at: At) -> Iterator[Diagnostic]:
    """Every class of hedge in the evidence is in the statement."""
    if not evidence.hedges:
        return
    for kind in sorted(evidence.hedges - own.hedges - basis.hedges):
        message = f"the evidence is hedged ({kind}), the statement is not"
        help_text = "keep the hedge, quote only the words that the statement rests on, or name the hedge in basis:"
        yield Diagnostic(Code.HEDGE, at(), message, help_text)


def _capitals(grounds: Grounds, own: Mentions, ground: Ground, at: At) -> Iterator[Diagnostic]:
    """Every name that is no party's stands in the evidence."""
    for word in own.capitals:
        lower = fold_text(word).lower()
        if lower in ground.folded or lower in grounds.every_name:
            continue
        message = f"the name “{word}” does not stand in the evidence"
        yield Diagnostic(
            Code.NAME, at(), message, "copy the name, add it as an alias, or explain it in basis:"
        )


def _about(briefing: Briefing, grounds: Grounds, id: str, claim: Claim) -> Iterator[Diagnostic]:
    """The parties of the statement are those of `about`."""
    stakeholders = briefing.facts.stakeholders
    # Where words take prefixes and endings, a name that stands there may not be found.
    if claim.about and lexicon(briefing.facts.language).negations:
        explained = grounds.parties.held(claim.statement)
        if claim.basis:
            explained |= grounds.parties.held(claim.basis)
        for index, party in enumerate(claim.about):
            if party in stakeholders and party not in explained:
                where = briefing.span("claims", id, "about", index)
                message = f"the statement does not name “{party}”, which it is about"
                help_text = "name it, explain it in basis:, or take it out of about:"
                yield Diagnostic(Code.NAME, where, message, help_text)
    listed = (*claim.about, claim.speaker)
    for place in grounds.parties.named(claim.statement):
        if place.proper and place.party in stakeholders and place.party not in listed:
            where = briefing.span("claims", id, "statement")
            message = f"the statement names “{place.party}”, which about: does not list"
            help_text = f"add {place.party} to about:, or mend the statement"
            yield Diagnostic(Code.NAME, where, message, help_text)


def order(
    briefing: Briefing, grounds: Grounds, text: str, ground: Ground, at: At
) -> Iterator[Diagnostic]:
    """Two parties stand in the order of the ground; "by" before the second turns it round, as in the passive."""
    if len(grounds.parties.named(text)) < 2:
        return
    words = fold_text(text)
    terms, passive = briefing.facts.terms, lexicon(briefing.facts.language).passive
    named = [
        place
        for place in grounds.parties.named(text)
        if place.party in grounds.proper_parties and (place.proper or place.party not in terms)
    ]
    if len(named) < 2:
        return
    before: set[tuple[str, str]] = set()
    for passage, _ in ground.texts:
        found = grounds.parties.named(passage)
        folded = fold_text(passage)
        before |= {_turned(folded, one, other, passive) for one, other in _pairs(found)}
    for one, other in pairwise(named):
        if listed(words, one, other):
            continue
        first, second = _turned(words, one, other, passive)
        if first != second and (second, first) in before and (first, second) not in before:
            message = f"“{first}” and “{second}” stand the other way round in what is cited"
            help_text = "keep the source's order, or explain the change in basis:"
            yield Diagnostic(Code.NAME, at(), message, help_text)


_LIST = re.compile(r",? (?:and|or|und|oder) |, ")


def listed(text: str, one: Named, other: Named) -> bool:
    """Whether two names stand in a list, whose order says nothing; in "Contoso's cars and ships" it does."""
    owned = text[: one.start].rstrip().endswith(("'s", "s'"))
    return not owned and _LIST.fullmatch(text, one.end, other.start) is not None


def _pairs(found: tuple[Named, ...]) -> Iterator[tuple[Named, Named]]:
    return ((one, other) for i, one in enumerate(found) for other in found[i + 1 :])


def _turned(text: str, one: Named, other: Named, passive: tuple[str, ...]) -> tuple[str, str]:
    words = text[one.end : other.start].split()
    turned = bool(words) and words[-1].lower() in passive
    return (other.party, one.party) if turned else (one.party, other.party)


def _speaker(
    briefing: Briefing, grounds: Grounds, id: str, claim: Claim, ground: Ground
) -> Iterator[Diagnostic]:
    """A speaker who is a party is named; "fact" is the source's own voice, "reported" is not."""
    at = partial(briefing.span, "claims", id, "speaker")
    speaker, facts = claim.speaker, briefing.facts
    own_voice = speaker in facts.sources
    if own_voice and speaker not in {passage.source for passage in briefing.evidence_of(id)}:
        message = f"the speaker “{speaker}” is not the source of the evidence"
        yield Diagnostic(
            Code.NAME, at(), message, "name the source that is quoted, or who speaks in it"
        )
    if own_voice and (
        claim.kind == "reported" or any(m.speaks for m in ground.mentions[: len(claim.evidence)])
    ):
        message = "somebody speaks in the evidence, so the speaker is not the source itself"
        yield Diagnostic(Code.NAME, at(), message, "name the stakeholder who speaks, or unnamed")
    if not own_voice and claim.kind == "fact":
        message = "a fact is in the source's own voice; what others say is reported"
        yield Diagnostic(
            Code.NAME, at(), message, "name the source as speaker, or change the kind to reported"
        )
    if not own_voice and claim.kind != "reported" and not _somebody_speaks(briefing, id, claim):
        message = f"nothing in the evidence shows that {_WHO.get(speaker, f'“{speaker}”')} speaks"
        help_text = "quote the words that say who speaks, or name the source as speaker"
        yield Diagnostic(Code.NAME, at(), message, help_text)
    read_well = bool(lexicon(facts.language).negations)
    if read_well and speaker in facts.stakeholders and speaker not in grounds.parties_in(ground):
        yield missing_name(briefing, speaker, at, "the evidence, of which it is the speaker")


_WHO = {"unnamed": "anybody but the source"}


def _somebody_speaks(briefing: Briefing, id: str, claim: Claim) -> bool:
    """Whether a word of speaking, hearsay or expectation stands in the evidence, its sentence, or the basis."""
    told = [(claim.basis or "", briefing.facts.language)]
    for passage in briefing.evidence_of(id):
        language = briefing.facts.sources[passage.source].language
        if not lexicon(language).speech:
            return True
        before, behind = edges.beside(briefing, passage)
        told.append((f"{before} {passage.exact} {behind}", language))
    expected = claim.speaker == "unnamed" and claim.kind == "forecast"
    wanted = {"hearsay", "expectation"} if expected else {"hearsay"}
    return any(mentions.speaks or mentions.hedges & wanted for mentions in (read(*t) for t in told))


def numbers(
    own: Mentions,
    ground: Ground,
    dated: Ground,
    at: At,
    place: str,
    *,
    spelled: bool = True,
    months: bool = True,
) -> Iterator[Diagnostic]:
    """Every number and date stands in the ground.

    Unless `spelled`, numbers in words are ours to count with; unless `months`, a month without a year is ours to expect.
    """
    units = {quantity.unit for quantity in own.quantities}
    for quantity in own.quantities:
        if quantity.spelled and not spelled:
            continue
        if not ground.has(quantity, units) and not dated.has(quantity, units):
            yield Diagnostic(
                Code.NUMBER, at(), f"“{quantity.shown}” does not stand in the {place}", _NUMBER_HELP
            )
    for day in own.days:
        if not months and not (day.year or day.day or day.quarter):
            continue
        if not ground.dates(day) and not dated.dates(day):
            yield Diagnostic(
                Code.NUMBER,
                at(),
                f"the date “{day.shown}” does not stand in the {place}",
                _NUMBER_HELP,
            )


_NUMBER_HELP = "write it as the source does, cite what says it, or explain it in basis:"


def missing_name(briefing: Briefing, party: str, at: At, place: str) -> Diagnostic:
    message = f"the name of “{party}” does not stand in {place}"
    help_text = "name the party that the source names, add an alias to it, or explain it in basis:"
    return Diagnostic(Code.NAME, at(), message, help_text)


def date(
    briefing: Briefing,
    date: When,
    given: Ground,
    context: Iterable[Text],
    path: tuple[str | int, ...],
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
