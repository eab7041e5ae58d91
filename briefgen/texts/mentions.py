"""What a text mentions that a reader could check: quantities, dates, negations, hedges, words with a capital letter.

Reading is by the tables of `lexicon`. Two mentions are the same when their values are: "10bn", "$10 billion" and
"10 Mrd. Dollar" differ in their letters only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from briefgen.base.named import NamedTuple
from briefgen.base.values import Pattern, once
from briefgen.languages.known import lexicon
from briefgen.languages.lexicon import Lexicon
from briefgen.texts.daymentions import Day, read_days
from briefgen.texts.folding import fold_text
from briefgen.texts.quantities import Quantity, read_quantities


class Mentions:
    """What one text mentions, in its order. Each kind is read when it is first asked for: most texts are asked for one."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text = text
        self._words = words

    @once
    def _parts(self) -> tuple[str, str, tuple[Day, ...]]:
        """The text with its dates blanked, the same in small letters, and the dates."""
        rest, days = read_days(our_digits(fold_text(self._text)), self._words)
        # Without the dates: the month of May is no hedge.
        return rest, rest.lower(), tuple(days)

    @property
    def days(self) -> tuple[Day, ...]:
        return self._parts[2]

    @once
    def quantities(self) -> tuple[Quantity, ...]:
        rest, lower, _ = self._parts
        return tuple(read_quantities(rest, lower, self._words))

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


def our_digits(text: str) -> str:
    """`text` with the digits of every script as those of ours."""
    if text.isascii():
        return text
    return _OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), text)


class _Patterns(NamedTuple):
    """What finds negations, hedges and words of speech in one language, made once. Few texts need all of them."""

    negations: Pattern | None
    hedging: Pattern | None
    """What finds something wherever one of `hedges` does."""
    hedges: tuple[tuple[str, Pattern], ...]
    speech: tuple[Pattern, Pattern] | None
    """What finds something wherever the second does (see `_loosened`), and what speech is once dates are blanked."""


@cache
def _patterns(words: Lexicon) -> _Patterns:
    return _Patterns(
        negations=Pattern(words.negations) if words.negations else None,
        hedging=Pattern("|".join(words.hedges.values())) if words.hedges else None,
        hedges=tuple((kind, Pattern(pattern)) for kind, pattern in words.hedges.items()),
        speech=(Pattern(_loosened(words.speech)), Pattern(words.speech)) if words.speech else None,
    )


def _loosened(pattern: str) -> str:
    """The words of a pattern, whatever stands around them: where dates are not blanked yet, their neighbours are others."""
    return _AROUND.sub("", pattern)


_AROUND = re.compile(r"\\b|\(\?<?!([^()]*)\)")


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
