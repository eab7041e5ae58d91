"""The words by which a draft guesses, as one record for each language, and a cautious one for all others.

A guess proposes, an editor decides. So a cue earns its place by being right most of the time in any article; there is
none for one text. The record of a language stands in a module of its own (`englishcues`, `germancues`); `languages` chooses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cues:
    """What one language says: patterns for kinds of sentences, words that are never names, months and groups."""

    forecast: re.Pattern[str]
    opinion: re.Pattern[str]
    speech: str
    according: str
    asked: re.Pattern[str]
    pronoun: str
    addresses: re.Pattern[str]
    """Words that speak to the reader, as prompts do and reports do not."""
    byline: re.Pattern[str]
    boilerplate: tuple[tuple[re.Pattern[str], str], ...]
    months: tuple[str, ...]
    parts: tuple[tuple[str, tuple[int, int]], ...]
    about: str
    common: frozenset[str]
    titles: frozenset[str]
    groups: re.Pattern[str]
    organisation: re.Pattern[str]
    capitals_name: bool
    """Whether a capital letter inside a sentence marks a name, as in English; in German it marks every noun."""


def any_of(*alternatives: str) -> re.Pattern[str]:
    """What finds one of these patterns as whole words, in small letters or capitals."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


_NEVER = re.compile(r"(?!)")

OTHER = Cues(
    forecast=_NEVER,
    opinion=_NEVER,
    speech=r"(?!)",
    according=r"(?!)",
    asked=_NEVER,
    pronoun=r"(?!)",
    addresses=_NEVER,
    byline=_NEVER,
    boilerplate=(),
    months=(),
    parts=(),
    about=r"(?!)",
    common=frozenset(),
    titles=frozenset(),
    groups=_NEVER,
    organisation=_NEVER,
    capitals_name=True,
)
"""For a language without cues: every sentence is a fact in the source's own voice until an editor says otherwise."""
