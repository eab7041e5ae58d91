"""The rule about the links to parties behind a sentence: they say a second time whom it names, in the same order.

Where the words of the record cannot show that a name is wrong, these links can: a sentence that names somebody else than
its author meant no longer agrees with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefgen.base.diagnostics import At, Code, Diagnostic
from briefgen.base.named import NamedTuple
from briefgen.facts.corpus import Briefing
from briefgen.facts.parties import Named
from briefgen.languages.known import lexicon
from briefgen.rules import nameorder
from briefgen.rules.grounds import Grounds
from briefgen.texts.folding import fold_text

_NEXT = re.compile(r"\s*(\w+)")


def linked(briefing: Briefing, ids: Iterable[str]) -> list[str]:
    """Those of `ids` that are parties."""
    return [id for id in ids if id in briefing.facts.stakeholders]


def links(groups: Iterable[Sequence[str]]) -> str:
    """What an author writes to link these parties."""
    return " ".join(f"[[{party}]]" for group in groups for party in group)


class Wording(NamedTuple):
    """What an author is told, where the second book is kept by links or in a field."""

    missing: str
    missing_help: str
    extra: str
    extra_help: str
    turned: str
    turned_help: str


INFERRED = Wording(
    "the sentence rests on no record and does not link “{party}”, which it names",
    "write [[{party}]] behind it, or cite the record that says it",
    "the sentence links “{party}”, which it does not name",
    "name it, or take the link out",
    "the links name “{party}” where the sentence names “{other}”",
    "link the parties in the order in which the sentence names them: {links}",
)
CITING = INFERRED._replace(
    missing="the sentence links parties and not “{party}”, which it names",
    missing_help="write [[{party}]] behind it",
)
FIELD = Wording(
    "the statement names “{party}”, which about: does not list",
    "list whom it names: about: [{listed}]",
    "about: lists “{party}”, which the statement does not name",
    "list whom it names: about: [{listed}]",
    "about: lists “{party}” where the statement names “{other}”",
    "list them in the order of the statement: about: [{listed}]",
)


def check(
    groups: list[list[str]], linked: Sequence[str], at: At, wording: Wording
) -> Iterator[Diagnostic]:
    """A sentence links every party that it names and no other, in its order; a list of names has no order.

    groups: the parties that it names, by `named`.
    """
    naming = [party for group in groups for party in group]
    missing = [party for party in naming if party not in linked]
    extra = [party for party in linked if naming and party not in naming]
    wrong = missing or extra or astray(groups, linked)
    if not wrong:
        return
    first = 0 if missing else 2 if extra else 4
    said = {
        "party": wrong[0],
        "other": wrong[-1],
        "links": links(groups),
        "listed": ", ".join(naming),
    }
    message, help_text = (words.format(**said) for words in wording[first : first + 2])
    yield Diagnostic(Code.NAME, at(), message, help_text)


def astray(groups: list[list[str]], linked: Sequence[str]) -> tuple[str, str] | None:
    """The first party that is linked where another is named, and that other; both name the same parties."""
    place = 0
    for group in groups:
        behind = linked[place : place + len(group)]
        if sorted(behind) != sorted(group):
            return behind[0], group[0]
        place += len(group)
    return None


def places(briefing: Briefing, grounds: Grounds, text: str) -> list[Named]:
    """Where a text names stakeholders by their names, in the order of the text."""
    stakeholders = briefing.facts.stakeholders
    found = [
        place
        for place in grounds.parties.named(text)
        if place.proper and place.party in stakeholders
    ]
    # Names in scripts without capitals are found in the order of the file.
    return sorted(found, key=lambda place: place.start)


def named(briefing: Briefing, grounds: Grounds, text: str) -> list[list[str]]:
    """The stakeholders that a text names, each where it first does; names that stand in a list together."""
    if not (held := places(briefing, grounds, text)):
        return []
    groups: list[list[str]] = []
    seen: set[str] = set()
    for row in _rows(fold_text(text), held, briefing.facts.language):
        if fresh := [party for party in row if party not in seen]:
            groups.append(fresh)
        seen.update(row)
    return groups


def _rows(folded: str, places: list[Named], language: str) -> Iterator[list[str]]:
    """The parties of each name, or of the names of a list; in "A and B first and second" the order counts."""
    row: list[Named] = []
    for place in places:
        if row and nameorder.listed(folded, row[-1], place):
            row.append(place)
            continue
        yield from _row(folded, row, language)
        row = [place]
    yield from _row(folded, row, language)


def _row(folded: str, row: list[Named], language: str) -> Iterator[list[str]]:
    parties = list(dict.fromkeys(place.party for place in row))
    following = _NEXT.match(folded, row[-1].end) if row else None
    if following and _ranks(following[1].lower(), language):
        yield from ([party] for party in parties)
    elif parties:
        yield parties


def _ranks(word: str, language: str) -> bool:
    return word[0].isdigit() or word in lexicon(language).ordinals
