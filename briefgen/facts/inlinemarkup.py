"""The small inline markup of prose: a paragraph → runs, and what stands in double brackets between them.

Markup: `*emphasis*`, `**strong**`, `` `code` ``, `[text](https://…)`, `[[id]]` and a backslash before any of these
characters; everything else is literal text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.base.named import NamedTuple
from briefgen.base.runs import Run
from briefgen.base.values import Pattern
from briefgen.facts.fields import url_problem

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

CITATION = re.compile(r"\[\[([^\[\]\n]{0,100})\]\]")
_HARD = Pattern(r"[\\]|\]\(|!\[|\*\*")
_EASY = Pattern(
    r"\[\[(?P<citation>[^\[\]\n]{0,100})\]\]"
    r"|(?<!`)`(?P<code>[^` ](?:[^`]*[^` ])?)`(?!`)"
    # Between white space or brackets and a letter, a star can only open; before white space or a stop, only close.
    r"|(?<![^ (])\*(?P<emphasis>[^\W_](?:[^*`\[\]]*[^\W_])?)\*(?![^ .,;:!?)])"
)
"""Markup that means the same to everybody: a citation, one word or more as code or between single stars."""


class Problem(NamedTuple):
    """Markup that prose does not have: the text as the author wrote it, what is wrong, whether it is an address."""

    needle: str
    message: str
    address: bool = False


class Inline:
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


def literal(text: str) -> str:
    """`text` written as prose that shows exactly it."""
    return re.sub(r"([\\`*\[\]!])", r"\\\1", text)


def flatten(source: str) -> Inline:
    """One paragraph on one line, as runs and citations."""
    # Most markup is plain: it needs no parser.
    easy = None if _HARD.search(source) else _flatten_easy(source)
    return easy or _flatten_markup(source)


def _flatten_easy(source: str) -> Inline | None:
    """`source` where all its markup is easy, else None: markdown-it decides on every other star and backtick."""
    inline, position = Inline(), 0
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


def _flatten_markup(source: str) -> Inline:
    inline = Inline()
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
        match = CITATION.match(state.src, state.pos)
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
