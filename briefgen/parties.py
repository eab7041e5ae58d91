"""Where a text names the parties of a briefing: by name, alias or expansion, as whole words.

A party is a stakeholder or term. Where both have the same name, the stakeholder is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from briefgen.model import Facts
from briefgen.quotes import fold_text

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """One place where a text names a party. `proper`: written as a name, with its capital letter."""

    party: str
    start: int
    end: int
    proper: bool


@dataclass(frozen=True, eq=False)
class Parties:
    """Every surface by its first word in small letters, the longest first; and those of scripts without capitals."""

    by_word: Mapping[str, tuple[tuple[str, str], ...]]
    uncased: tuple[tuple[str, str], ...]
    surfaces: Mapping[str, tuple[str, ...]]

    def named(self, text: str, *, nested: bool = False) -> tuple[Named, ...]:
        """Every naming in the folded `text`, in order; unless `nested`, none inside another."""
        return _named_in(self, text, nested=nested)

    def read(self, text: str, *, nested: bool) -> Iterator[Named]:
        """The namings in a folded text; `named` keeps them."""
        lower, end = text.lower(), 0
        for word in _WORD.finditer(lower):
            if word.start() < end:
                continue
            for surface, party in self.by_word.get(word[0], ()):
                stop = word.start() + len(surface)
                if (
                    lower.startswith(surface.lower(), word.start())
                    and not lower[stop : stop + 1].isalnum()
                ):
                    written = text[word.start() : stop]
                    end = word.end() if nested else stop
                    yield Named(
                        party,
                        word.start(),
                        stop,
                        proper=_proper(surface) and _same(surface, written),
                    )
                    if not nested:
                        break
        for surface, party in self.uncased:
            if (start := text.find(surface)) >= 0:
                yield Named(party, start, start + len(surface), proper=True)


@lru_cache(maxsize=65_536)
def _named_in(found: Parties, text: str, *, nested: bool) -> tuple[Named, ...]:
    return tuple(found.read(fold_text(text), nested=nested))


def _proper(surface: str) -> bool:
    return any(character.isupper() for character in surface)


def _same(surface: str, written: str) -> bool:
    """Whether the capitals agree, but for the first letter of an article ("The company" at the head of a sentence)."""
    return surface == written or (
        surface[1:] == written[1:] and any(c.isupper() for c in written[1:])
    )


def parties(facts: Facts) -> Parties:
    """The parties of `facts` as a finder."""
    return finder_of(tuple(_surfaces(facts)))


@lru_cache(maxsize=64)
def finder_of(all_surfaces: tuple[tuple[str, str], ...]) -> Parties:
    """A finder of these (party, surface) in folded spelling."""
    by_word: dict[str, list[tuple[str, str]]] = {}
    uncased: list[tuple[str, str]] = []
    surfaces: dict[str, list[str]] = {}
    taken: set[str] = set()
    for id, surface in all_surfaces:
        surfaces.setdefault(id, []).append(surface)
        if surface.lower() in taken or not (word := _WORD.search(surface.lower())):
            continue
        taken.add(surface.lower())
        if surface.lower() == surface.upper():
            uncased.append((surface, id))
        else:
            by_word.setdefault(word[0], []).append((surface, id))
    return Parties(
        {
            word: tuple(sorted(held, key=lambda pair: -len(pair[0])))
            for word, held in by_word.items()
        },
        tuple(uncased),
        {id: tuple(held) for id, held in surfaces.items()},
    )


def _surfaces(facts: Facts) -> Iterator[tuple[str, str]]:
    for id, stakeholder in facts.stakeholders.items():
        yield from (
            (id, fold_text(surface)) for surface in (stakeholder.name, *stakeholder.aliases)
        )
    for id, term in facts.terms.items():
        for surface in (term.name, *term.aliases, *((term.expansion,) if term.expansion else ())):
            yield id, fold_text(surface)
