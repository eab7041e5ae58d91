"""What a text mentions that a reader could check: quantities, dates, negations, hedges, words with a capital letter.

Reading is by the tables of `lexicon`. Two mentions are the same when their values are: "10bn", "$10 billion" and
"10 Mrd. Dollar" differ in their letters only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache

from briefgen.folding import fold_text
from briefgen.languages import lexicon
from briefgen.lexicon import CJK_SCALES, CURRENCIES, SIGNS, Lexicon
from briefgen.named import NamedTuple
from briefgen.values import Pattern, once

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


class Day(NamedTuple):
    """A date as far as the text gives it: 0 for what it leaves out. `quarter` 1 to 4, or 0."""

    year: int
    month: int
    day: int
    shown: str
    quarter: int = 0


class Mentions:
    """What one text mentions, in its order. Each kind is read when it is first asked for: most texts are asked for one."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text = text
        self._words = words

    @once
    def _parts(self) -> tuple[str, str, tuple[Day, ...]]:
        """The text with its dates blanked, the same in small letters, and the dates."""
        rest, days = _days(our_digits(fold_text(self._text)), self._words)
        # Without the dates: the month of May is no hedge.
        return rest, rest.lower(), tuple(days)

    @property
    def days(self) -> tuple[Day, ...]:
        return self._parts[2]

    @once
    def quantities(self) -> tuple[Quantity, ...]:
        rest, lower, _ = self._parts
        return tuple(_quantities(rest, lower, self._words))

    @once
    def denials(self) -> int:
        """How many words negate."""
        negations = _patterns(self._words).negations
        return len(negations.findall(self._parts[1])) if negations else 0

    @once
    def hedges(self) -> frozenset[str]:
        """The classes of the words that hedge."""
        patterns, lower = _patterns(self._words), self._parts[1]
        # Most texts hedge nothing, which one look shows.
        if patterns.hedging is None or not patterns.hedging.search(lower):
            return frozenset()
        return frozenset([kind for kind, hedge in patterns.hedges if hedge.search(lower)])

    @once
    def speaks(self) -> bool:
        """Whether somebody is said to say something."""
        speech = _patterns(self._words).speech
        # Most texts quote nobody, which shows before they are read for dates.
        if speech is None or not speech[0].search(fold_text(self._text).lower()):
            return False
        return speech[1].search(self._parts[1]) is not None

    @once
    def capitals(self) -> tuple[str, ...]:
        return tuple(_capitals(self._parts[0])) if self._words.named else ()


@lru_cache(maxsize=65_536)
def read(text: str, language: str) -> Mentions:
    """What `text` mentions, read by the tables of `language` (a BCP 47 tag)."""
    return Mentions(text, lexicon(language))


@lru_cache(maxsize=65_536)
def stems(text: str) -> frozenset[str]:
    """The first five letters of each longer word, in small letters: what a sentence is about, roughly."""
    return frozenset([word[:5] for word in _LONG_WORD.findall(fold_text(text).lower())])


_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_WORD = re.compile(r"\w+")


def our_digits(text: str) -> str:
    """`text` with the digits of every script as those of ours."""
    if text.isascii():
        return text
    return _OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), text)


class _Patterns(NamedTuple):
    """The tables of one language as regular expressions, made once. Few texts need all of them."""

    years: Pattern
    months: Pattern | None
    quarterly: Pattern
    """From a letter on that every name of a quarter has, these names. One that is rare passes most texts by."""
    days: tuple[tuple[str, str], ...]
    """What a text must hold (see `_kinds`) → pattern, in the order of reading."""
    number: Pattern
    counted: frozenset[str]
    word: Pattern | None
    joint: Pattern
    negations: Pattern | None
    hedging: Pattern | None
    hedges: tuple[tuple[str, Pattern], ...]
    speech: tuple[Pattern, Pattern] | None
    """What finds something wherever the second does (see `_loosened`), and what speech is once dates are blanked."""


_BARE_YEAR = r"1[5-9]\d\d|20\d\d|2100"
_YEAR = rf"(?P<year>{_BARE_YEAR})"


@cache
def _patterns(words: Lexicon) -> _Patterns:
    scale, unit = _any([*words.scales, *CJK_SCALES]), _any([*words.units, *CURRENCIES, *SIGNS])
    tail = rf"(?:[ -]?(?P<scale>{scale})(?![A-Za-z])\.?)?(?:[ -]?(?:US-)?(?P<unit>{unit})(?![A-Za-z]))?"
    thousands = r"\d{1,3}(?: \d{3}(?!\d))+(?:,\d+)?|" if words.spaced else ""
    ranks = "|".join(words.ranks)
    digits = (
        rf"(?P<digits>{thousands}\d+(?:[.,']\d{{3}}(?!\d))*(?:[.,]\d+)?)(?P<rank>(?:{ranks})\b)?"
    )
    counted = [*words.words, *words.ordinals]
    months = _any(_months(words))
    letter = _shared(words.quarters)
    tails = _any({name.partition(letter)[2] for name in words.quarters}) if letter else ""
    return _Patterns(
        # The digits around it are looked at last, so that every other place is passed by quickly.
        years=Pattern(rf"(?:{_BARE_YEAR})(?!\d)(?<!\d{{5}})"),
        months=Pattern(months) if months else None,
        quarterly=Pattern(f"[{letter}{letter.upper()}](?i:{tails})" if letter else ""),
        days=tuple(_day_patterns(words)),
        # A digit behind a letter or hyphen belongs to a name, as in "GPT-4".
        number=Pattern(
            rf"(?<![A-Za-z]-)(?<![A-Za-z\d_.,])(?i:(?P<sign>{_any(CURRENCIES)}) ?)?{digits}(?i:{tail})"
        ),
        counted=frozenset(counted),
        word=Pattern(rf"(?i)\b(?P<word>{_any(counted)})\b{tail}") if counted else None,
        joint=Pattern(f" ?(?:{_any(words.joints)}) ?"),
        negations=Pattern(words.negations) if words.negations else None,
        hedging=Pattern("|".join(words.hedges.values())) if words.hedges else None,
        hedges=tuple((kind, Pattern(pattern)) for kind, pattern in words.hedges.items()),
        speech=(Pattern(_loosened(words.speech)), Pattern(words.speech)) if words.speech else None,
    )


def _loosened(pattern: str) -> str:
    """The words of a pattern, whatever stands around them: where dates are not blanked yet, their neighbours are others."""
    return _AROUND.sub("", pattern)


_AROUND = re.compile(r"\\b|\(\?<?!([^()]*)\)")


def _shared(words: Iterable[str]) -> str:
    """The rarest letter that stands in each of `words`, or the empty string."""
    return next((letter for letter in _RARE_FIRST if all(letter in word for word in words)), "")


_RARE_FIRST = "qxjzvkwpyfbgmcuhdlsniroate"
"""Letters by how seldom they stand in European languages, roughly: a good guess only saves time."""


def _day_patterns(words: Lexicon) -> Iterator[tuple[str, str]]:
    """Patterns for dates, the most exact first: what one has read, the next ones do not see. Each with what it needs.

    What may not stand before a date is asked behind its first signs: a pattern that begins with them passes other signs quickly.
    """
    yield "hyphen", rf"{_YEAR}(?<![\d-]\d{{4}})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\d-])"
    yield "sign", rf"{_YEAR}年(?:(?P<month>\d{{1,2}})月)?(?:(?P<day>\d{{1,2}})日)?"
    yield "sign", r"(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?"
    if words.months:
        month, rank = rf"\b(?P<month>{_any(_months(words))})\b", "|".join((*words.ranks, r"\."))
        more = rf"(?: ?(?:{_any(words.joints)}) ?\d{{1,2}}(?:{rank})?)*"
        days = rf"(?P<days>\d(?<![\d.,]\d)\d?(?:{rank})?{more})"
        yield "day", rf"{days} (?:of )?{month}(?:[.,]? {_YEAR}\b)?"
        yield (
            "month",
            rf"{month}\.? (?P<day>\d{{1,2}})(?:{rank})?\b(?![,.]\d)(?:,? {_YEAR}\b)?",
        )
        yield "month", rf"{month}(?:[.,]? (?:of )?{_YEAR}\b)?"
    if words.quarters:
        yield "quarter", rf"(?i:\b(?P<quarter>{_any(words.quarters)})\b)(?: (?:of )?{_YEAR}\b)?"
    before = r"(?<![A-Za-z\d.,$€£¥-]\d{4})"
    yield "year", rf"{_YEAR}{before}(?![\d%A-Za-z千万億亿兆円]|[.,]\d|-[A-Za-z])"


def _months(words: Lexicon) -> Iterator[str]:
    """The names of months as they are written; capitalised only where small ones are words as well, as "may" is."""
    for name in words.months:
        yield name.capitalize()
        if words.small_months:
            yield name


def _kinds(text: str, patterns: _Patterns) -> Mapping[str, int]:
    """What `text` holds of what dates are made of, and from where on; patterns that need another kind find nothing in it."""
    held: dict[str, int] = {}
    if "年" in text or "月" in text:
        # Once a date with signs is blanked, the digits directly before it may be a year.
        held["sign"] = held["year"] = held["hyphen"] = 0
    elif year := patterns.years.search(text):
        held["year"] = year.start()
        if "-" in text:
            held["hyphen"] = year.start()
    if month := patterns.months and patterns.months.search(text):
        held["month"], held["day"] = month.start(), 0
    if patterns.quarterly.search(text):
        held["quarter"] = 0
    return held


def _any(words: Iterable[str]) -> str:
    """An alternation that tries the longest word first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _days(text: str, words: Lexicon) -> tuple[str, list[Day]]:
    """`text` with its dates blanked, and the dates in order."""
    found: list[tuple[int, Day]] = []
    patterns = _patterns(words)
    kinds = _kinds(text, patterns)
    for kind, source in patterns.days if kinds else ():
        if kind not in kinds:
            continue
        matches = list(_compiled(source).finditer(text, kinds[kind]))
        for match in matches:
            found += [(match.start(), day) for day in _read_days(match, words)]
        if matches:
            text = _blanked(text, matches)
            # Most texts hold one date: what is left need not be searched for others.
            if not (kinds := _kinds(text, patterns)):
                break
    found.sort(key=lambda pair: pair[0])
    return text, [day for _, day in found]


def _blanked(text: str, matches: Iterable[re.Match[str]]) -> str:
    pieces, end = list[str](), 0
    for match in matches:
        pieces += (text[end : match.start()], "\0" * len(match[0]))
        end = match.end()
    return "".join((*pieces, text[end:]))


_compiled = cache(re.compile)


def _read_days(match: re.Match[str], words: Lexicon) -> Iterator[Day]:
    parts = match.groupdict()
    year, month = int(parts.get("year") or 0), parts.get("month") or "0"
    number = int(month) if month.isdigit() else words.months[month.lower()]
    quarter = words.quarters[parts["quarter"].lower()] if parts.get("quarter") else 0
    for day in _NUMBER.findall(parts.get("days") or "") or [parts.get("day") or "0"]:
        yield Day(year, number, int(day), match[0].strip(" ."), quarter)


def _quantities(text: str, lower: str, words: Lexicon) -> Iterator[Quantity]:
    """The numbers of a text whose dates are blanked. In "3 to 5 million", the 3 is of millions, too."""
    patterns = _patterns(words)
    digit = _DIGIT.search(text)
    matches = list(patterns.number.finditer(text, max(digit.start() - _SIGN, 0))) if digit else []
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


_SIGN = max(map(len, CURRENCIES)) + 1
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
_NUMBER = re.compile(r"\d+")
_CAPITAL = re.compile(r"[A-Z](?<![\w'].)[\w&]*(?:[.'-][\w&]+)*")
_OWNING = re.compile(r"'s?$")
_OPENS = Pattern(r"(?:^|[.!?:;(\[—\"]|\.\")[ \"'(]*$")


def _holds_two(word: str) -> bool:
    """Whether a word with a capital letter holds another one, or a digit."""
    rest = word[1:]
    return not (rest.isalpha() and rest.islower()) and any(
        character.isupper() or character.isdigit() for character in rest
    )


def _capitals(text: str) -> Iterator[str]:
    """Words with a capital letter where no sentence begins, and such words anywhere that hold two, or a digit."""
    for match in _CAPITAL.finditer(text):
        word = _OWNING.sub("", match[0])
        if _holds_two(word) or (
            len(word) > 1 and not _OPENS.search(text[max(match.start() - 4, 0) : match.start()])
        ):
            yield word
