"""Finishes what our templates write before Python-Markdown reads it, which takes most of its time.

A template writes literal text, plain tags and links with attribute lists, always in the same few forms. A page of nothing
but blocks that are known (`blockforms`) is laid out whole; Markdown sees its headings and what is between them. On another,
a stretch of nothing but these forms becomes finished HTML in the stash in one step, exactly as the inline rules would have
made it one by one. MkDocs' own rule still resolves and checks every link. Whatever looks otherwise is left to Markdown, and
so is every page where an extension is loaded that may want to see links. Only pages that begin with MARK are treated: ours.
"""

from __future__ import annotations

import functools
import html
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX, AtomicString

from briefgen.literal import blockforms
from briefgen.literal.blockforms import Block, Finished, Heading, Left
from briefgen.literal.inlineforms import PART, attributes, written

MARK = "<!-- briefgen: finish -->"
"""The first line of a page that our templates made."""

_KNOWN = frozenset(
    [
        "inline",
        "prettify",
        "unescape",
        "toc",
        "attr_list",
        "indent-highlight",
        "briefgen_label",
        "footnote",
        "footnote-duplicate",
        "abbr",
        "relpath",
        "mkdocs_extract_anchors",
        "mkdocs_extract_title",
    ]
)
"""The tree processors that do nothing to a link but what is done here."""

_MODULES = frozenset(
    [
        "briefgen.literal",
        "briefgen.literal.shortcut",
        "markdown.blockprocessors",
        "markdown.extensions.admonition",
        "markdown.extensions.attr_list",
        "markdown.extensions.def_list",
        "markdown.extensions.fenced_code",
        "markdown.extensions.md_in_html",
        "markdown.extensions.tables",
        "markdown.extensions.toc",
        "markdown.inlinepatterns",
        "markdown.postprocessors",
        "markdown.preprocessors",
        "markdown.treeprocessors",
        "mkdocs.structure.pages",
        "pymdownx.highlight",
        "pymdownx.superfences",
    ]
)
"""Where the rules are from that do to a whole page of ours what is done here, or nothing."""

_INLINE = frozenset(
    [
        "autolink",
        "automail",
        "backtick",
        "briefgen_literal",
        "em_strong",
        "entity",
        "escape",
        "html",
        "image_link",
        "image_reference",
        "linebreak",
        "link",
        "reference",
        "short_image_ref",
        "short_reference",
    ]
)
"""The inline rules among them, for an extension may make one of a class that is not its own."""

_BDI = r"<bdi>[^<>]*</bdi>"
_TAG = r"</?(?:span|small|q|em|strong|code|del|ins|time)\b[^<>]*>"
# Letters, digits and spaces mean nothing to any rule of Markdown.
_WORDS = r"[^\W_]+(?: [^\W_]+)*(?: <small>[^\W_]+</small>)?"
_LINK = rf'\[(?:{_BDI}|(?:&#x[0-9a-f]+;|[A-Z])+|{_WORDS})\]\([^()\s"<>&]+\)(?:\{{:(?: \.[\w-]+| [\w-]+="[^"<>]*")+ ?\}})?'
_STRETCH = re.compile(
    rf"(?<![!\\\]])(?:{_BDI}|{_TAG}|{_LINK})(?: *(?:{_BDI}|{_TAG}|{_LINK}))*(?!\{{)"
)
_SPACES = re.compile(r"\n +(?=\n)")
_UNSEEN = re.compile("<bdi>([^<>]*)</bdi>|<[^<>]*>|&#x[0-9a-f]+;")
_NAMED = re.compile("<bdi>([^<>]*)</bdi>")
_RAW = re.compile(r"(<(figure|pre|form|svg|select|table|script|style)\b.*?</\2>)", re.DOTALL)


class Evener(Preprocessor):
    """Makes white space regular: the same as Markdown's own rule, whose expression looks at every character."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines with spaces for tabs, without lines of spaces, and with an empty one at the end."""
        text = "\n".join(lines).replace(STX, "").replace(ETX, "")
        text = text.replace("\r\n", "\n").replace("\r", "\n") + "\n\n"
        if "\t" in text:
            text = text.expandtabs(self.md.tab_length)
        return _SPACES.sub("\n", text).split("\n")


class Finisher(Preprocessor):
    """Puts what is finished into the stash."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._resolved: dict[str, str] = {}
        self._pages: dict[str, tuple[Any, str]] = {}
        self._finished = functools.partial(_finished, resolve=self._resolve)
        self.elements: dict[str, list[Element]] = {}

    def run(self, lines: list[str]) -> list[str]:
        """The lines with placeholders for what is finished."""
        if not lines or lines[0] != MARK:
            return lines
        rules = self.md.treeprocessors
        if "relpath" not in rules or sum(name in rules for name in _KNOWN) < len(rules):
            return lines[1:]
        text = "\n".join(lines[1:])
        if self._all_known():
            found = blockforms.blocks(text)
            if found is not None:
                return self._laid_out(found)
        return self._in_stretches(text)

    def _in_stretches(self, text: str) -> list[str]:
        parts = _RAW.split(text)
        # Text, then a raw block and the name of its tag, and so on.
        for place in range(0, len(parts), 3):
            parts[place] = "\n".join(map(self._line, parts[place].split("\n")))
        del parts[2::3]
        return "".join(parts).split("\n")

    def _all_known(self) -> bool:
        """Whether every rule there is does what is done here, and all are there whose forms our templates write."""
        md = self.md
        blocks, trees = md.parser.blockprocessors, md.treeprocessors
        rules: Iterator[object] = itertools.chain(
            md.preprocessors, blocks, md.inlinePatterns, trees, md.postprocessors
        )
        return (
            all(type(rule).__module__ in _MODULES for rule in rules)
            and all(name in blocks for name in ("markdown_block", "deflist", "table"))
            and "attr_list" in trees
            and sum(name in md.inlinePatterns for name in _INLINE) == len(md.inlinePatterns)
        )

    def _laid_out(self, blocks: list[Block]) -> list[str]:
        """The lines of a page with a placeholder for each run of blocks that Markdown need not read."""
        lines: list[str] = []
        for left, run in itertools.groupby(blocks, lambda block: isinstance(block, Left)):
            if left:
                lines += (line for block in run for line in ("", *block.text.split("\n")))
            else:
                place = self.md.htmlStash.store("")
                self.elements[place] = [*self._elements(run)]
                lines += ["", place]
        return [*lines, "", ""]

    def _elements(self, blocks: Iterable[Block]) -> Iterator[Element]:
        """An element for each heading, and one for all that is between two."""
        texts: list[str] = []
        for block in blocks:
            if isinstance(block, Heading):
                yield from self._between(texts)
                yield self._heading(block)
                texts = []
            else:
                texts.append(block.text if _is_raw(block) else PART.sub(self._finished, block.text))
        yield from self._between(texts)

    def _between(self, texts: list[str]) -> Iterator[Element]:
        # As it begins with a block's tag, Markdown puts it in place of the paragraph.
        if texts:
            yield _element("p", {}, self._stored("\n".join(texts)))

    def _heading(self, heading: Heading) -> Element:
        given = heading.attributes
        if "<bdi>" in heading.text and "data-toc-label" not in given:
            given["data-toc-label"] = _label(heading.text)
        text = PART.sub(self._finished, heading.text)
        return _element(f"h{heading.level}", given, self._stored(text))

    def _stored(self, html: str) -> str:
        rules: Any = self.md.treeprocessors
        if " id=" in html and "mkdocs_extract_anchors" in rules:
            rules["mkdocs_extract_anchors"].present_anchor_ids.update(blockforms.ids([html]))
        return self.md.htmlStash.store(html)

    def _line(self, line: str) -> str:
        # A heading's text is its label in the table of contents, which the other rules make.
        if "<" not in line or line.lstrip().startswith(("#", "{:")):
            return line
        return _STRETCH.sub(self._stashed, line)

    def _stashed(self, stretch: re.Match[str]) -> str:
        rules: Any = self.md.treeprocessors
        if "mkdocs_extract_anchors" in rules:
            rules["mkdocs_extract_anchors"].present_anchor_ids.update(blockforms.ids([stretch[0]]))
        return self.md.htmlStash.store(PART.sub(self._finished, stretch[0]))

    def _resolve(self, url: str) -> str:
        """A link's address as HTML; the same link on one page is looked up once, unless it leads nowhere."""
        shown = self._resolved.get(url)
        if shown is None:
            found = self._looked_up(url)
            shown = html.escape(found)
            # One that is left as it is may be wrong, and is then reported each time.
            if found != url:
                self._resolved[url] = shown
        return shown

    def _looked_up(self, url: str) -> str:
        """What MkDocs' rule makes of a link; of several to one page, it is asked of the first."""
        rules: Any = self.md.treeprocessors
        rule = rules["relpath"]
        noted: dict[Any, dict[str, str]] = getattr(rule, "links_to_anchors", {})
        path, _, anchor = url.partition("#")
        page, address = self._pages.get(path, (None, ""))
        if page is not None and anchor:
            noted.setdefault(page, {}).setdefault(anchor, url)
            return f"{address}#{anchor}"
        found = str(rule.path_to_url(url))
        for target, anchors in noted.items():
            # A link to a page that is not published is reported each time.
            if path and anchors.get(anchor) == url and not target.inclusion.is_excluded():
                self._pages[path] = target, found.removesuffix(f"#{anchor}")
        return found


class Placer(BlockProcessor):
    """Puts finished elements where their placeholder stands."""

    def __init__(self, finisher: Finisher, parser: BlockParser) -> None:
        super().__init__(parser)
        self._elements = finisher.elements

    def test(self, parent: Element, block: str) -> bool:
        return block in self._elements

    def run(self, parent: Element, blocks: list[str]) -> None:
        parent.extend(self._elements.pop(blocks.pop(0)))


def _is_raw(block: Block) -> bool:
    return isinstance(block, Finished) and block.raw


def _element(tag: str, attributes: dict[str, str], text: str) -> Element:
    element = Element(tag, attributes)
    # No inline rule reads it.
    element.text = AtomicString(text)
    return element


def _label(heading: str) -> str:
    """The words of a heading, as `briefgen.literal` would gather them."""
    linked = PART.sub(lambda part: part[0] if part["url"] is None else part["words"], heading)
    words = _UNSEEN.sub(lambda part: html.unescape(part[1] or ""), linked)
    return html.escape(" ".join(words.split()))


def _finished(part: re.Match[str], resolve: Callable[[str], str]) -> str:
    """The HTML of a literal text or of a link, with attributes in the order of Markdown's serializer."""
    text, words, url, listed = part.groups()
    if text is not None:
        return _literal(text)
    if "<bdi>" in words:
        words = _NAMED.sub(lambda name: _literal(name[1]), words)
    before, after = _around_address(listed)
    return f'<a{before} href="{resolve(url)}"{after}>{words}</a>'


@functools.lru_cache(maxsize=2048)
def _around_address(listed: str | None) -> tuple[str, str]:
    """What is written before and after a link's address."""
    given = attributes(listed)
    first = {key: value for key, value in given.items() if key < "href"}
    return written(first), written({key: given[key] for key in given if key > "href"})


_SIGN = re.compile("&#x[0-9a-f]+;|&")
_SIGNS = {f"&#x{ord(sign):x};": html.escape(sign, quote=False) for sign in map(chr, range(32, 127))}


def _sign(entity: re.Match[str]) -> str:
    return _SIGNS[entity[0]]


def _literal(text: str) -> str:
    # Nearly always nothing but signs as our templates write them, which a table answers five times as fast.
    try:
        shown = _SIGN.sub(_sign, text)
    except KeyError:
        shown = html.escape(html.unescape(text), quote=False)
    return f"<bdi>{shown}</bdi>"
