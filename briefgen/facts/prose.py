"""Prose fields: text with inline markup → paragraphs of sentences, each with its citations.

A citation belongs to the sentence it follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import accumulate
from typing import Any, Protocol

from briefgen.base.named import NamedTuple
from briefgen.base.runs import Run, cut, tidy
from briefgen.facts.fields import ANALYST, NOT, NUMBER
from briefgen.facts.inlinemarkup import CITATION, Inline, Problem, flatten

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_SPACES = re.compile(r"\s+")
_UNTIDY = re.compile(r" [ .,;:!?)]")
_MARKUP = re.compile(r"[*`\\]|\]\(|!\[")


class Sentence(NamedTuple):
    """One sentence: its styled text, and the ids it cites in the author's order, each once.

    `spaced`: white space stands behind it. Japanese and Chinese write the next sentence directly behind the last one.
    `denials`: how many of its denials the author marks as resting on no record. `numbers`: those that the author says twice,
    as `[[=9 August]]` repeats them.
    """

    runs: tuple[Run, ...]
    citations: tuple[str, ...]
    spaced: bool = True
    denials: int = 0
    numbers: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words alone."""
        if len(self.runs) == 1:
            return self.runs[0].text
        return "".join([run.text for run in self.runs])

    @property
    def inferred(self) -> bool:
        """Whether the author marks it as our own inference."""
        return ANALYST in self.citations


class Parsed(NamedTuple):
    """Paragraphs of sentences, and what is wrong with the markup."""

    paragraphs: tuple[tuple[Sentence, ...], ...]
    problems: tuple[Problem, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        if len(self.paragraphs) == 1:
            return self.paragraphs[0]
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


Plain = tuple[Any, ...]
"""Parsed prose as tuples of texts, numbers and truth values alone, which can be kept."""


def plain(parsed: Parsed) -> Plain:
    """`parsed` as what can be kept."""
    paragraphs = [
        tuple([(tuple(map(tuple, one.runs)), *one[1:]) for one in paragraph])
        for paragraph in parsed.paragraphs
    ]
    return tuple(paragraphs), tuple(map(tuple, parsed.problems))


def revived(kept: Plain) -> Parsed:
    """What `plain` was given."""
    paragraphs = [
        tuple([Sentence(tuple(map(Run._make, runs)), *rest) for runs, *rest in paragraph])
        for paragraph in kept[0]
    ]
    return Parsed(tuple(paragraphs), tuple(map(Problem._make, kept[1])))


@lru_cache(maxsize=16_384)
def parse(text: str, language: str) -> Parsed:
    """`text` as paragraphs of sentences in `language` (a BCP 47 tag)."""
    paragraphs, problems = [], []
    language = language.partition("-")[0]
    for source in _PARAGRAPH.split(text.strip()):
        # Of white space, only a space can be printed; most prose is on one line.
        single = source.isprintable() and "  " not in source
        written = source if single else _SPACES.sub(" ", source)
        # Most prose has citations and no other markup.
        if _MARKUP.search(written):
            inline = flatten(written)
            problems += inline.problems
            paragraphs.append(_sentences(inline, language))
        else:
            paragraphs.append(_plain_sentences(written, language))
    return Parsed(tuple(paragraph for paragraph in paragraphs if paragraph), tuple(problems))


class Written(Protocol):
    """A sentence as far as its words go."""

    @property
    def runs(self) -> tuple[Run, ...]: ...

    @property
    def spaced(self) -> bool: ...


def words(sentences: Iterable[Written]) -> str:
    """The words of `sentences` on one line, with a space between two where the author wrote one."""
    texts = ("".join(run.text for run in one.runs) + " " * one.spaced for one in sentences)
    return "".join(texts).strip()


def _is_id(mark: str) -> bool:
    """Whether what stands in double brackets names a record, and is no mark of a denial or number."""
    return mark != NOT and not mark.startswith(NUMBER)


def sentence_bounds(text: str, language: str) -> list[tuple[int, int]]:
    """Where the sentences of `text` begin and end (offsets, end exclusive), each with the white space behind it."""
    import sentencex  # only prose that was not parsed before needs it

    bounds: list[tuple[int, int]] = []
    start = 0
    for piece in sentencex.segment(language, text):
        if piece.strip():
            bounds.append((start, start + len(piece)))
        start += len(piece)
    return bounds


def _sentences(inline: Inline, language: str) -> tuple[Sentence, ...]:
    plain = "".join(run.text for run in inline.runs)

    def styled(start: int, end: int) -> tuple[Run, ...]:
        return tidy(cut(inline.runs, start, end))

    return _divided(plain, inline.citations, styled, language)


def _plain_sentences(source: str, language: str) -> tuple[Sentence, ...]:
    """The sentences of a paragraph without markup, as `_sentences` gives them, with no run for each stretch of it."""
    parts = CITATION.split(source)
    texts, ids = parts[::2], parts[1::2]
    plain = "".join(texts)

    def styled(start: int, end: int) -> tuple[Run, ...]:
        text = plain[start:end].strip(" ")
        if _UNTIDY.search(text):
            return tidy(cut(map(Run, texts), start, end))
        return (Run(text),)

    return _divided(plain, [*zip(accumulate(map(len, texts)), ids, strict=False)], styled, language)


def _divided(
    plain: str,
    citations: list[tuple[int, str]],
    styled: Callable[[int, int], tuple[Run, ...]],
    language: str,
) -> tuple[Sentence, ...]:
    """The sentences of a paragraph: its words, its citations by offset, and what gives the runs between two offsets."""
    bounds = sentence_bounds(plain, language)
    if not bounds:
        return (_sentence((), [id for _, id in citations]),) if citations else ()
    if len(bounds) == 1:
        # Whatever stands behind the last sentence, there is white space behind that.
        return (_sentence(styled(*bounds[0]), [id for _, id in citations]),)
    cited: list[list[str]] = [[] for _ in bounds]
    for offset, id in citations:
        cited[_owner(plain, bounds, offset)].append(id)
    following = [start for start, _ in bounds[1:]] + [len(plain)]
    return tuple(
        _sentence(
            styled(start, end),
            ids,
            spaced=plain[end - 1].isspace() or end < after or plain[after : after + 1] in ("", " "),
        )
        for (start, end), ids, after in zip(bounds, cited, following, strict=True)
    )


def _sentence(runs: tuple[Run, ...], ids: list[str], *, spaced: bool = True) -> Sentence:
    """The sentence with what stands behind it in double brackets: ids, marks of denials as often as they stand, numbers."""
    cited = tuple([mark for mark in dict.fromkeys(ids) if _is_id(mark)])
    numbers = tuple([mark[1:].strip() for mark in ids if mark.startswith(NUMBER)])
    return Sentence(runs, cited, spaced, ids.count(NOT), numbers)


def _owner(plain: str, bounds: list[tuple[int, int]], offset: int) -> int:
    """Which sentence a citation at `offset` belongs to: the one whose words stand before it."""
    for index, (start, end) in enumerate(bounds):
        if offset < end and plain[start:offset].strip():
            return index
        if offset <= start:
            return max(index - 1, 0)
    return len(bounds) - 1
