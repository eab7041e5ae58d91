"""A Python-Markdown extension that keeps untrusted text text: `briefgen.literal`.

A template writes such text as `<bdi>…</bdi>` with every ASCII punctuation character as `&#xHH;` (`markup.literal`).
This extension turns each such span into one stashed literal before any other inline rule can see its letters, so that no
abbreviation, emoji, commit link or superscript appears in it, and labels headings in the table of contents from the same
text. Without it a page degrades to entities, which is why a site that does not load it is refused.
"""

from __future__ import annotations

import html
import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from briefgen.literal.shortcut import Evener, Finisher, Placer

PATTERN = r"<bdi>([^<>]*)</bdi>"
_ABOVE_ALL_OTHERS = 10_000
_BEFORE_TOC = 6
_BEFORE_BLOCKS = 28
_FIRST = 30


class LiteralProcessor(InlineProcessor):
    """Stashes each literal span as finished HTML."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802  # name and signature are the base class's
        text = html.escape(html.unescape(m[1]), quote=False)
        return self.md.htmlStash.store(f"<bdi>{text}</bdi>"), m.start(0), m.end(0)


class LabelProcessor(Treeprocessor):
    """Gives each heading that holds literal text its plain words as the label in the table of contents."""

    def run(self, root: Element) -> None:
        for heading in root.iter():
            if re.fullmatch("h[1-6]", str(heading.tag)) and "data-toc-label" not in heading.attrib:
                words = self._words("".join(heading.itertext()))
                if words is not None:
                    heading.set("data-toc-label", html.escape(words))

    def _words(self, text: str) -> str | None:
        """The words of a heading with its stashed literals put back, or None where it holds none."""
        blocks: list[Any] = self.md.htmlStash.rawHtmlBlocks
        if not any(
            str(blocks[int(m[1])]).startswith("<bdi>") for m in HTML_PLACEHOLDER_RE.finditer(text)
        ):
            return None
        put_back = HTML_PLACEHOLDER_RE.sub(lambda m: _plain(str(blocks[int(m[1])])), text)
        return " ".join(put_back.split())


def _plain(stashed: str) -> str:
    return html.unescape(stashed[5:-6]) if stashed.startswith("<bdi>") else ""


class LiteralExtension(Extension):
    """Registers both processors."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the name is the base class's
        md.preprocessors.register(Evener(md), "normalize_whitespace", _FIRST)
        # After white space is made regular (30), before fences and raw HTML are looked for (25, 20).
        finisher = Finisher(md)
        md.preprocessors.register(finisher, "briefgen_finish", _BEFORE_BLOCKS)
        md.parser.blockprocessors.register(
            Placer(finisher, md.parser), "briefgen_place", _ABOVE_ALL_OTHERS
        )
        md.inlinePatterns.register(
            LiteralProcessor(PATTERN, md), "briefgen_literal", _ABOVE_ALL_OTHERS
        )
        # After inline patterns (20) have stashed the literals, before toc (5) reads the labels.
        md.treeprocessors.register(LabelProcessor(md), "briefgen_label", _BEFORE_TOC)


def makeExtension(**options: Any) -> LiteralExtension:  # noqa: N802  # the name Python-Markdown looks up
    """The extension, for configurations that name the module."""
    return LiteralExtension(**options)
