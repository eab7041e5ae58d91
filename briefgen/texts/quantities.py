"""The numbers that a text mentions, with their units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from briefgen.base.named import NamedTuple
from briefgen.base.values import Pattern
from briefgen.languages.lexicon import CJK_SCALES, CURRENCIES, SIGNS, Lexicon, alternation

ORDINAL = "ordinal"
TIMES = ("second", "minute", "hour", "day", "week", "month", "year")


class Quantity(NamedTuple):
    """A number with its unit ("" for none, `ORDINAL` for a rank), and how the text writes it."""

    value: Decimal
    unit: str
    shown: str

    @property
    def spelled(self) -> bool:
        """Whether it is a word without a unit of money or measure, as in "two others" or "the second"."""
        return self.shown[:1].isalpha() and self.unit in ("", ORDINAL, *TIMES)


class _Patterns(NamedTuple):
    """What finds the numbers of one language, made once."""

    number: Pattern
    counted: frozenset[str]
    word: Pattern | None
    joint: Pattern


@cache
def _patterns(words: Lexicon) -> _Patterns:
    scale = alternation([*words.scales, *CJK_SCALES])
    unit = alternation([*words.units, *CURRENCIES, *SIGNS])
    tail = rf"(?:[ -]?(?P<scale>{scale})(?![A-Za-z])\.?)?(?:[ -]?(?:US-)?(?P<unit>{unit})(?![A-Za-z]))?"
    thousands = r"\d{1,3}(?: \d{3}(?!\d))+(?:,\d+)?|" if words.spaced else ""
    ranks = "|".join(words.ranks)
    digits = (
        rf"(?P<digits>{thousands}\d+(?:[.,']\d{{3}}(?!\d))*(?:[.,]\d+)?)(?P<rank>(?:{ranks})\b)?"
    )
    counted = [*words.words, *words.ordinals]
    return _Patterns(
        # A digit behind a letter or hyphen belongs to a name, as in "GPT-4".
        number=Pattern(
            rf"(?<![A-Za-z]-)(?<![A-Za-z\d_.,])(?i:(?P<sign>{alternation(CURRENCIES)}) ?)?{digits}(?i:{tail})"
        ),
        counted=frozenset(counted),
        word=Pattern(rf"(?i)\b(?P<word>{alternation(counted)})\b{tail}") if counted else None,
        joint=Pattern(f" ?(?:{alternation(words.joints)}) ?"),
    )


def read_quantities(text: str, lower: str, words: Lexicon) -> Iterator[Quantity]:
    """The numbers of a text whose dates are blanked, in its order; `lower` is the same text in small letters.

    In "3 to 5 million", the 3 is of millions, too.
    """
    patterns = _patterns(words)
    matches = list(_numbers(text, patterns.number))
    # Looking words up is quicker than looking for each number word at each place.
    if patterns.word and not patterns.counted.isdisjoint(_WORD.findall(lower)):
        taken = {place for match in matches for place in range(*match.span())}
        matches += [match for match in patterns.word.finditer(text) if match.start() not in taken]
    matches.sort(key=re.Match.start)
    scale = unit = ""
    following = len(text)
    read: list[Quantity] = []
    for match in reversed(matches):
        parts = match.groupdict()
        own = (parts["scale"] or "").lower(), _unit(parts, words)
        joined = patterns.joint.fullmatch(text[match.end() : following]) is not None
        scale, unit = (own[0] or scale, own[1] or unit) if joined and not all(own) else own
        read.append(
            Quantity(_value(parts, words) * _scale(scale, words), unit, match[0].strip(" ."))
        )
        following = match.start()
    yield from reversed(read)


def _numbers(text: str, number: Pattern) -> Iterator[re.Match[str]]:
    """What `number.finditer` finds, in two thirds of the time: it is tried only where a digit or a sign before one stands."""
    end = 0
    while digit := _DIGIT.search(text, end):
        first = digit.start()
        begin, end = max(first - _SIGN, end), first + 1
        signed = text[begin:first].rstrip(" ").casefold().endswith(_SIGNS)
        for start in range(begin if signed else first, first + 1):
            if match := number.match(text, start):
                yield match
                end = match.end()
                break


_SIGNS = tuple(CURRENCIES)
_SIGN = max(map(len, _SIGNS)) + 1
"""How far before its first digit a number may begin: with a sign and a space."""


def _scale(scale: str, words: Lexicon) -> int:
    return words.scales.get(scale) or CJK_SCALES.get(scale, 1)


def _unit(parts: dict[str, str | None], words: Lexicon) -> str:
    if parts.get("rank") or (parts.get("word") or "").lower() in words.ordinals:
        return ORDINAL
    unit = (parts.get("sign") or parts["unit"] or "").lower()
    return words.units.get(unit) or CURRENCIES.get(unit) or SIGNS.get(unit, "")


def _value(parts: dict[str, str | None], words: Lexicon) -> Decimal:
    word = (parts.get("word") or "").lower()
    if word:
        return Decimal(words.words.get(word, words.ordinals.get(word, 0)))
    digits = (parts["digits"] or "0").replace(" ", "")
    if digits.isdecimal():
        return Decimal(digits).normalize()
    thousands = "," if words.decimal == "." else "."
    grouped = re.fullmatch(rf"\d{{1,3}}(?:[{thousands}']\d{{3}})+(?:[.,]\d+)?", digits)
    # Two marks of one kind can only part thousands, whatever the language's decimal mark is.
    twice = re.fullmatch(r"\d{1,3}(?:([.,'])\d{3})(?:\1\d{3})+", digits)
    plain = re.sub(rf"[{thousands}']", "", digits) if grouped else digits
    plain = re.sub(r"[.,']", "", digits) if twice else plain
    # "1.2.3.4" and its like are no amounts: such a number is its digits.
    plain = plain.replace(",", ".")
    return Decimal(plain if plain.count(".") < 2 else plain.replace(".", "")).normalize()


_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")
