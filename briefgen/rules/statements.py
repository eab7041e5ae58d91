"""The rules about a claim's words: what its statement says stands in its evidence, or its `basis` explains it.

`basis` explains by its own words: a name, date or hedge that it holds counts as standing in the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from briefgen.base.diagnostics import At, Code, Diagnostic
from briefgen.facts.corpus import Briefing
from briefgen.facts.model import Claim
from briefgen.languages.known import lexicon
from briefgen.rules import edges, nameorder, recorddates, standing
from briefgen.rules.alignment import words
from briefgen.rules.ground import NOTHING, Ground, Text, parts, verbatim
from briefgen.rules.grounds import Grounds
from briefgen.texts.folding import fold_text
from briefgen.texts.mentions import Mentions, read
from briefgen.texts.quotes import Missing


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
        yield from recorddates.check(
            briefing, claim.date, ground, published, ("claims", id, "date")
        )


def _said(
    briefing: Briefing, grounds: Grounds, claim: Claim, ground: Ground, at: At
) -> Iterator[Diagnostic]:
    """Every number, date and name of the statement stands in the evidence, names in its order."""
    own = read(claim.statement, briefing.facts.language)
    when = (*grounds.when(claim.date),) if claim.date and claim.date.basis else ()
    dated = Ground((*ground.texts, *when)) if when else ground
    yield from standing.numbers(own, ground, dated, at, "evidence")
    yield from _capitals(grounds, own, ground, at)
    held = grounds.parties_in(ground)
    for place in grounds.parties.named(claim.statement):
        if place.proper and place.party not in held:
            yield standing.missing_name(place.party, at, "the evidence")
    yield from nameorder.check(briefing, grounds, claim.statement, ground, at)


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
        yield standing.missing_name(speaker, at, "the evidence, of which it is the speaker")


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
