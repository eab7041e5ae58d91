"""What two texts say of the same words: which content words a text denies or hedges, and between which names they stand.

A word is compared by its stem. Scope is read by the tables of `lexicon`: a negation or hedge covers the words behind it
up to the end of its clause, and where a language has no tables, nothing is covered, so that nothing is compared.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from briefgen.base.named import NamedTuple
from briefgen.base.values import Pattern
from briefgen.facts.parties import Named, Parties
from briefgen.languages.known import lexicon
from briefgen.languages.lexicon import Lexicon
from briefgen.texts.folding import fold_text

_LONG = re.compile(r"[^\W\d_]{5,}")
_LISTED = Pattern(
    r"(?:'s?)?(?:,? (?:and|or|nor|und|oder|as well as|with) |, | & | |/)(?:in |by |of |the )*"
)
_STOPS = Pattern(r"[,;:.!?()\u2014]")
_NEAR = 3
"""How many short words may stand between a name and the word that is next to it."""

_NOBODY: frozenset[str] = frozenset()


class Word(NamedTuple):
    """A content word of one sentence, and whether a negation, hedge or word of certainty covers it."""

    stem: str
    shown: str
    denied: bool
    hedged: bool
    certain: bool


class Beside(NamedTuple):
    """A content word of one sentence and the names around it.

    before, after: all parties that are named on either side of it. left, right: those of the name that stands next to it,
    with no other content word between; several where names stand in a list.
    """

    stem: str
    before: frozenset[str] = _NOBODY
    after: frozenset[str] = _NOBODY
    left: frozenset[str] = _NOBODY
    right: frozenset[str] = _NOBODY


class _Group(NamedTuple):
    """The names of one list, or one name: where it begins and ends, and whose they are."""

    start: int
    end: int
    held: frozenset[str]


@lru_cache(maxsize=65_536)
def words(text: str, language: str) -> tuple[Word, ...]:
    """The content words of one sentence, in order, without regard to names."""
    tables, lower = lexicon(language), fold_text(text).lower()
    denied, hedged, certain = [_scopes(lower, opening, tables) for opening in _openings(tables)]
    return tuple(
        [
            Word(word[:5], word, _covers(denied, at), _covers(hedged, at), _covers(certain, at))
            for word, at in _content(lower, tables)
        ]
    )


@lru_cache(maxsize=65_536)
def supposes(text: str, language: str) -> bool:
    """Whether a word of the text hedges; where none does, no content word is hedged."""
    _, hedging, _ = _openings(lexicon(language))
    return hedging is not None and hedging.search(fold_text(text).lower()) is not None


@lru_cache(maxsize=65_536)
def between(text: str, language: str, parties: Parties, ids: frozenset[str]) -> tuple[Beside, ...]:
    """The content words of one sentence with the names on either side; only those of the parties `ids` count."""
    places = [place for place in parties.named(text) if place.proper and place.party in ids]
    return around(text, language, places)


def around(text: str, language: str, places: Sequence[Named]) -> tuple[Beside, ...]:
    """The content words of one sentence with the names on either side that stand at `places`, whoever is named there."""
    folded, tables = fold_text(text), lexicon(language)
    groups = list(_groups(folded, places))
    own = [
        (stem, at)
        for stem, at in _stems(folded, language)
        if not any(group.start <= at < group.end for group in groups)
    ]
    if not groups:
        return tuple([Beside(stem) for stem, _ in own])
    ends = [-1, *[at for _, at in own], len(folded)]
    return tuple(
        [
            _placed(stem, (ends[i], at, ends[i + 2]), groups, folded, tables)
            for i, (stem, at) in enumerate(own)
        ]
    )


@lru_cache(maxsize=65_536)
def _stems(folded: str, language: str) -> tuple[tuple[str, int], ...]:
    """The stems of the content words with where they begin; kept, because one sentence is held to many records."""
    return tuple([(word[:5], at) for word, at in _content(folded.lower(), lexicon(language))])


def _content(lower: str, tables: Lexicon) -> list[tuple[str, int]]:
    """The content words of a text in small letters, and where they begin."""
    light, scales, months = tables.light, tables.scales, tables.months
    return [
        (word, match.start())
        for match in _LONG.finditer(lower)
        if (word := match[0]) not in light and word not in scales and word not in months
    ]


def _covers(scopes: list[tuple[int, int]], at: int) -> bool:
    return bool(scopes) and any(start <= at < end for start, end in scopes)


def _scopes(text: str, opening: re.Pattern[str] | None, tables: Lexicon) -> list[tuple[int, int]]:
    """From behind each match to the end of its clause."""
    opened = [match.end() for match in opening.finditer(text)] if opening else []
    # Few sentences deny or hedge anything.
    if not opened:
        return []
    clauses = _clauses(tables)
    ends = [match.start() for match in clauses.finditer(text)] if clauses else []
    ends.append(len(text))
    return [(start, ends[min(bisect_right(ends, start), len(ends) - 1)]) for start in opened]


@cache
def _openings(tables: Lexicon) -> tuple[re.Pattern[str] | None, ...]:
    """What opens the scope of a denial, a hedge, a word of certainty."""
    sources = (tables.negations, "|".join(tables.hedges.values()), tables.certain)
    return tuple([re.compile(source) if source else None for source in sources])


@cache
def _clauses(tables: Lexicon) -> re.Pattern[str] | None:
    return re.compile(tables.clauses) if tables.clauses else None


def _groups(folded: str, places: Sequence[Named]) -> Iterator[_Group]:
    """Names; those of one list together."""
    group: _Group | None = None
    for place in places:
        if group and _LISTED.fullmatch(folded, group.end, place.start):
            group = _Group(group.start, place.end, group.held | {place.party})
            continue
        if group:
            yield group
        group = _Group(place.start, place.end, frozenset((place.party,)))
    if group:
        yield group


def _placed(
    stem: str, around: tuple[int, int, int], groups: list[_Group], folded: str, tables: Lexicon
) -> Beside:
    """The word of a stem with the names around it. `around`: where the word before it, itself and the next one begin."""
    last, at, following = around
    before = after = left = right = _NOBODY
    for group in groups:
        if group.end <= at:
            before |= group.held
            # In "a model of Contoso with six wheels" the wheels are not Contoso's.
            case = folded[: group.start].rpartition(" ")[0].rpartition(" ")[2].lower()
            near = group.start > last and case not in tables.cases
            left = group.held if near and _adjacent(folded[group.end : at]) else _NOBODY
            continue
        gap = folded[at : group.start].split()
        if gap[-1].lower() in tables.relative:
            # In "a car that Contoso builds" the car stands before Contoso and is its object.
            continue
        beside = group.start < following and _adjacent(folded[at : group.start])
        if gap[-1].lower() in tables.passive and beside:
            # "A is backed by B" is "B backs A".
            before, after, left, right = group.held, after | before, group.held, left
        elif gap[-1].lower() in tables.passive:
            before |= group.held
        else:
            after |= group.held
            right = right or (group.held if beside else _NOBODY)
    return Beside(stem, before, after, left, right)


def _adjacent(gap: str) -> bool:
    return not _STOPS.search(gap) and len(gap.split()) <= _NEAR
