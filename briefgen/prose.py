"""Prose fields: the small inline markup → paragraphs of sentences, each with its citations.

Markup: `*emphasis*`, `**strong**`, `` `code` ``, `[text](https://…)`, `[[id]]` and a backslash before any of these
characters; everything else is literal text. A citation belongs to the sentence it follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol

from briefgen.fields import ANALYST, NOT, NUMBER, url_problem
from briefgen.named import NamedTuple
from briefgen.values import Pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_CITATION = re.compile(r"\[\[([^\[\]\n]{0,100})\]\]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_SPACES = re.compile(r"\s+")
_UNTIDY = re.compile(r" [ .,;:!?)]")
_MARKUP = re.compile(r"[*`\\]|\]\(|!\[")
_HARD = Pattern(r"[\\]|\]\(|!\[|\*\*")
_EASY = Pattern(
    r"\[\[(?P<citation>[^\[\]\n]{0,100})\]\]"
    r"|(?<!`)`(?P<code>[^` ](?:[^`]*[^` ])?)`(?!`)"
    # Between white space or brackets and a letter, a star can only open; before white space or a stop, only close.
    r"|(?<![^ (])\*(?P<emphasis>[^\W_](?:[^*`\[\]]*[^\W_])?)\*(?![^ .,;:!?)])"
)
"""Markup that means the same to everybody: a citation, one word or more as code or between single stars."""


class Run(NamedTuple):
    """A stretch of text in one style."""

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    href: str | None = None


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


class Problem(NamedTuple):
    """Markup that prose does not have: the text as the author wrote it, what is wrong, whether it is an address."""

    needle: str
    message: str
    address: bool = False


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


class _Inline:
    """One paragraph, flattened: styled runs, and citations by their offset in the text of the runs."""

    __slots__ = ("citations", "length", "problems", "runs")

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.citations: list[tuple[int, str]] = []
        self.problems: list[Problem] = []
        self.length = 0

    def add(self, run: Run) -> None:
        self.runs.append(run)
        self.length += len(run.text)


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
            inline = _flatten(written)
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


def cited_ids(text: str) -> tuple[str, ...]:
    """Every id that `text` cites, in order, repeated as often as it is cited."""
    return tuple(match[1] for match in _CITATION.finditer(text) if _is_id(match[1]))


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


def literal(text: str) -> str:
    """`text` written as prose that shows exactly it."""
    return re.sub(r"([\\`*\[\]!])", r"\\\1", text)


def _sentences(inline: _Inline, language: str) -> tuple[Sentence, ...]:
    plain = "".join(run.text for run in inline.runs)

    def styled(start: int, end: int) -> tuple[Run, ...]:
        return _tidy(cut(inline.runs, start, end))

    return _divided(plain, inline.citations, styled, language)


def _plain_sentences(source: str, language: str) -> tuple[Sentence, ...]:
    """The sentences of a paragraph without markup, as `_sentences` gives them, with no run for each stretch of it."""
    parts = _CITATION.split(source)
    texts, ids = parts[::2], parts[1::2]
    plain = "".join(texts)

    def styled(start: int, end: int) -> tuple[Run, ...]:
        text = plain[start:end].strip(" ")
        if _UNTIDY.search(text):
            return _tidy(cut(map(Run, texts), start, end))
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


def cut(runs: Iterable[Run], start: int, end: int) -> tuple[Run, ...]:
    """The stretches of runs between two offsets."""
    found: list[Run] = []
    offset = 0
    for run in runs:
        begin, offset = offset, offset + len(run.text)
        if begin >= end:
            break
        if offset > start and offset > begin:
            whole = begin >= start and offset <= end
            piece = run.text[max(start - begin, 0) : end - begin]
            found.append(run if whole else run._replace(text=piece))
    return tuple(found)


def _tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one style joined, and no white space left at either end or where a citation was taken out."""
    tidy: list[Run] = []
    for run in runs:
        text, before = run.text, tidy[-1].text if tidy else " "
        if before.endswith(" "):
            text = text.lstrip(" ")
            if tidy and text[:1] and text[0] in ".,;:!?)":
                before = before[:-1]
                tidy[-1] = tidy[-1]._replace(text=before)
        if not text:
            continue
        if tidy and tidy[-1][1:] == run[1:]:
            tidy[-1] = run._replace(text=before + text)
        else:
            tidy.append(run if text == run.text else run._replace(text=text))
    while tidy and not tidy[-1].text.strip():
        tidy.pop()
    if tidy and tidy[-1].text[-1].isspace():
        tidy[-1] = tidy[-1]._replace(text=tidy[-1].text.rstrip())
    return tuple(tidy)


def _flatten(source: str) -> _Inline:
    # Most markup is plain: it needs no parser.
    easy = None if _HARD.search(source) else _flatten_easy(source)
    return easy or _flatten_markup(source)


def _flatten_easy(source: str) -> _Inline | None:
    """`source` where all its markup is easy, else None: markdown-it decides on every other star and backtick."""
    inline, position = _Inline(), 0
    for match in _EASY.finditer(source):
        inline.add(Run(source[position : match.start()]))
        if (cited := match["citation"]) is not None:
            inline.citations.append((inline.length, cited))
        elif (code := match["code"]) is not None:
            inline.add(Run(code, code=True))
        else:
            inline.add(Run(match["emphasis"], emphasis=True))
        position = match.end()
    inline.add(Run(source[position:]))
    left = any("*" in run.text or "`" in run.text for run in inline.runs if not run.code)
    return None if left else inline


def _flatten_markup(source: str) -> _Inline:
    inline = _Inline()
    style = Run("")
    if "![" in source:
        inline.problems.append(Problem("![", "prose has no images"))
    for token in _tokens(source):
        if token.type in ("text", "text_special"):
            inline.add(style._replace(text=token.content))
        elif token.type == "code_inline":
            inline.add(style._replace(text=token.content, code=True))
        elif token.type == "citation":
            inline.citations.append((inline.length, token.content))
        elif token.type == "link_open":
            href = str(token.attrs["href"])
            if reason := url_problem(href):
                inline.problems.append(Problem(href, reason, address=True))
            else:
                style = style._replace(href=href)
        elif token.type == "link_close":
            style = style._replace(href=None)
        else:
            kind, _, end = token.type.rpartition("_")
            on = end == "open"
            style = style._replace(emphasis=on) if kind == "em" else style._replace(strong=on)
    return inline


def _tokens(source: str) -> list[Token]:
    block = _parser().parseInline(source)[0]
    return block.children or []


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # only prose with markup needs it
    from markdown_it.rules_inline import emphasis

    def stars(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the signature is markdown-it\'s
        return state.src[state.pos] == "*" and emphasis.tokenize(state, silent)

    def citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the signature is markdown-it\'s
        match = _CITATION.match(state.src, state.pos)
        if not match:
            return False
        if not silent:
            state.push("citation", "", 0).content = match[1]
        state.pos = match.end()
        return True

    parser = MarkdownIt("zero").enable(["emphasis", "link", "backticks", "escape"])
    parser.inline.ruler.at("emphasis", stars)
    parser.inline.ruler.before("link", "citation", citation)
    # Addresses are judged by one rule for the whole file, and must arrive there as the author wrote them.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # markdown-it's documented way to configure
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # likewise
    return parser
