"""The rule that a sentence could be found wrong: where another name would pass as well, it says twice whom it names.

The gate tries the alternatives itself. For every party that a sentence names, it puts each other party that the cited
records name in its place, and exchanges the names that stand side by side. Where the words around them would not object,
the sentence links whom it names; where it links one party it links all, so that its links and its words must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from briefgen.base.diagnostics import At, Code, Diagnostic
from briefgen.base.named import NamedTuple
from briefgen.facts.corpus import Briefing
from briefgen.facts.parties import Named
from briefgen.languages.known import lexicon
from briefgen.rules import agreement, nameorder, partylinks
from briefgen.rules.agreement import Cited
from briefgen.rules.alignment import around
from briefgen.rules.ground import Ground, repeats
from briefgen.rules.grounds import Grounds
from briefgen.texts.folding import fold_text


class Doubt(NamedTuple):
    """A party that a sentence names, and another that could as well stand there; or both could change places."""

    party: str
    other: str
    exchanged: bool = False


def names(
    briefing: Briefing,
    grounds: Grounds,
    cited: Cited,
    linked: Sequence[str],
    ground: Ground,
    at: At,
) -> Iterator[Diagnostic]:
    """Whom a sentence names is certain: by the words around the names, or by what it links.

    linked: the parties that it links, in order. ground: what it may take names from.
    """
    stakeholders = briefing.facts.stakeholders
    places = partylinks.places(briefing, grounds, cited.text)
    if not places:
        return
    if linked:
        groups = partylinks.named(briefing, grounds, cited.text)
        yield from partylinks.check(groups, linked, at, partylinks.CITING)
        return
    others = frozenset([id for id in grounds.parties_in(ground) if id in stakeholders])
    if doubt := doubtful(cited, grounds, places, others):
        one, other = (stakeholders[id].name for id in (doubt.party, doubt.other))
        wrong = (
            f"“{one}” and “{other}” exchanged"
            if doubt.exchanged
            else f"“{other}” in place of “{one}”"
        )
        links = partylinks.links(partylinks.named(briefing, grounds, cited.text))
        yield Diagnostic(
            Code.NAME,
            at(),
            f"the sentence would pass as well with {wrong}",
            f"link whom it names, in that order: write {links} behind it",
        )


def doubtful(
    cited: Cited, grounds: Grounds, places: Sequence[Named], others: frozenset[str]
) -> Doubt | None:
    """The first doubt about whom a sentence names at `places`, or None.

    others: the parties that what it cites names, by which its author may have mistaken another.
    """
    named = {place.party for place in places}
    strange = sorted(others - named)
    if (not strange and len(named) < 2) or cited.repeats:
        return None
    return next(
        (
            doubt
            for doubt, changed in alternatives(cited.text, places, strange)
            if _passes(cited, grounds, changed)
        ),
        None,
    )


def alternatives(
    text: str, places: Sequence[Named], strange: Iterable[str]
) -> Iterator[tuple[Doubt, list[Named]]]:
    """Each doubt, with whom the sentence would name at each place."""
    for index, place in enumerate(places):
        for other in strange:
            changed = [*places[:index], place._replace(party=other), *places[index + 1 :]]
            yield Doubt(place.party, other), changed
    folded = fold_text(text)
    for index, (one, two) in enumerate(pairwise(places)):
        if one.party != two.party and not nameorder.listed(folded, one, two):
            pair = [one._replace(party=two.party), two._replace(party=one.party)]
            yield (
                Doubt(one.party, two.party, exchanged=True),
                [*places[:index], *pair, *places[index + 2 :]],
            )


def _passes(cited: Cited, grounds: Grounds, places: Sequence[Named]) -> bool:
    """Whether the sentence would pass if it named these parties."""
    if not lexicon(cited.language).clauses:
        return True
    own = around(cited.text, cited.language, places)
    held = agreement.placed(cited.remarks, grounds.parties, grounds.proper_parties)
    return not agreement.misplaced(own, held, grounds)


def judgment(
    briefing: Briefing, grounds: Grounds, id: str, held: Iterable[str]
) -> Iterator[Diagnostic]:
    """Whom a judgment names, its `about` says again, where what it rests on names others too."""
    record, stakeholders = briefing.facts.judgments[id], briefing.facts.stakeholders
    groups = partylinks.named(briefing, grounds, record.statement)
    at = partial(briefing.span, "judgments", id, "statement")
    if record.about:
        yield from partylinks.check(groups, record.about, at, partylinks.FIELD)
        return
    named = {party for group in groups for party in group}
    other = next(
        (party for party in sorted(held) if party in stakeholders and party not in named), None
    )
    if groups and (other or len(groups) > 1):
        one, other = groups[0][0], other or groups[1][0]
        names = ", ".join(party for group in groups for party in group)
        yield Diagnostic(
            Code.NAME,
            at(),
            f"the judgment would pass as well with “{stakeholders[other].name}” in place of “{stakeholders[one].name}”",
            f"say again whom it names, in that order: about: [{names}]",
        )


def claim(briefing: Briefing, grounds: Grounds, id: str) -> Iterator[Diagnostic]:
    """A claim lists the parties that it is about in the order in which its statement names them."""
    record = briefing.facts.claims[id]
    if len(record.about) < 2 or repeats(record.statement, grounds.evidence(id)):
        return
    groups = [
        [party for party in group if party in record.about]
        for group in partylinks.named(briefing, grounds, record.statement)
    ]
    named = [party for group in groups for party in group]
    if wrong := partylinks.astray(groups, [party for party in record.about if party in named]):
        at = partial(briefing.span, "claims", id, "about")
        message = f"about: lists “{wrong[0]}” where the statement names “{wrong[1]}”"
        rest = [party for party in record.about if party not in named]
        help_text = (
            f"list them in the order of the statement: about: [{', '.join((*named, *rest))}]"
        )
        yield Diagnostic(Code.NAME, at(), message, help_text)
