"""What a language calls numbers, scales, units, months, negations and hedges, as one record; and what needs no language.

The record of a language stands in a module of its own (`english`, `german`, `french`); `languages` chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from briefgen.base.values import Value

CURRENCIES = {
    "$": "usd",
    "us$": "usd",
    "usd": "usd",
    "€": "eur",
    "eur": "eur",
    "£": "gbp",
    "gbp": "gbp",
    "¥": "jpy",
    "円": "jpy",
    "chf": "chf",
    "₹": "inr",
}
"""Signs that stand before or after an amount in any language."""

SIGNS = {"%": "percent", "‰": "permille", "％": "percent", "°c": "celsius"}
"""Signs that stand after a number in any language."""

CJK_SCALES = {"千": 1_000, "万": 10_000, "億": 10**8, "亿": 10**8, "兆": 10**12}


class Lexicon(Value):
    """One language. Words are in small letters; hedges, speech and the like are patterns over small letters.

    What a language leaves out is not looked for in it. A rule that something is missing asks first whether the language
    has `negations`: of one without, too little is known to hold that against anybody.
    """

    decimal: str = "."
    spaced: bool = False
    """Whether a space parts thousands, too."""
    small_months: bool = False
    """Whether months are written with a small letter."""
    ranks: tuple[str, ...] = ("st", "nd", "rd", "th")
    """What makes a rank of digits, the longest first."""
    words: Mapping[str, int] = {}
    """Number words; not the word for one, which is often an article."""
    ordinals: Mapping[str, int] = {}
    scales: Mapping[str, int] = {}
    """Words behind a number that multiply it."""
    units: Mapping[str, str] = {}
    """Word → its unit, under the name that all languages share."""
    months: Mapping[str, int] = {}
    joints: tuple[str, ...] = ("-", ",")
    """What stands between two numbers of one unit, as in "3 to 5 million"."""
    quarters: Mapping[str, int] = {}
    negations: str = ""
    hedges: Mapping[str, str] = {}
    """Class of hedge → its pattern; the classes are those of English."""
    speech: str = ""
    """What shows that somebody is said to say something."""
    passive: tuple[str, ...] = ()
    """Words before who does it, in the passive."""
    clauses: str = ""
    """Where the scope of a negation or hedge ends."""
    breaks: str = ""
    """Where one assertion ends and the next begins."""
    cases: tuple[str, ...] = ()
    """Words that make the name behind them no subject."""
    relative: tuple[str, ...] = ()
    """Words behind which a name is the subject of its own clause."""
    certain: str = ""
    """What asserts that something will be so."""
    light: frozenset[str] = frozenset()
    """Long words without content of their own."""
    small: frozenset[str] = frozenset()
    """All other words without content of their own, the negating ones among them."""
    named: bool = False
    """Whether a capital letter inside a sentence marks a name."""


def units(**names: str) -> dict[str, str]:
    """Word → unit, from unit = "word word …"."""
    return {word.replace("_", " "): unit for unit, words in names.items() for word in words.split()}


def counted(words: str, start: int = 1) -> dict[str, int]:
    """Each of `words` → its number in their order."""
    return {word: number for number, word in enumerate(words.split(), start)}


def alternation(words: Iterable[str]) -> str:
    """A pattern that tries the longest of `words` first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
