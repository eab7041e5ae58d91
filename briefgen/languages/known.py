"""The languages that briefgen knows: of each its lexicon, for the rules about words, and its cues, for drafts.

This is where a language is added; CONTRIBUTING.md says what it needs. A language is loaded when a text is in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefgen.languages.lexicon import Lexicon

if TYPE_CHECKING:
    from briefgen.languages.cues import Cues

UNKNOWN = Lexicon()
"""For any other language: digits, currency signs and the CJK date and scale characters, so that what cannot be read is not
checked and never guessed."""


@lru_cache(maxsize=256)
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, by its BCP 47 tag; `UNKNOWN` where we have none."""
    match _base(language):
        case "en":
            from briefgen.languages import english

            return english.LEXICON
        case "de":
            from briefgen.languages import german

            return german.LEXICON
        case "fr":
            from briefgen.languages import french

            return french.LEXICON
    return UNKNOWN


@cache
def _cues() -> Mapping[str, Cues]:
    """Base language → its cues."""
    from briefgen.languages import englishcues, germancues

    return {"en": englishcues.CUES, "de": germancues.CUES}


def cues_for(language: str) -> Cues:
    """The cues of a language, by its BCP 47 tag; cautious ones where we have none."""
    from briefgen.languages.cues import OTHER

    return _cues().get(_base(language), OTHER)


def guess_language(text: str) -> str:
    """The base language whose small words `text` uses most, or "und" where none of ours fits."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return "und"
    shares = {
        language: sum(word in cues.common for word in words) / len(words)
        for language, cues in _cues().items()
    }
    best = max(shares, key=lambda language: shares[language])
    # Running text has a third of such words; a third of that may come from names and borrowed words.
    return best if shares[best] > 0.15 else "und"


def _base(language: str) -> str:
    return language.partition("-")[0].lower()
