"""Finishes what our templates write for inline use before Python-Markdown reads it, which takes most of its time.

A template writes literal text, plain tags and links with attribute lists, always in the same few forms. A stretch of nothing
but these becomes finished HTML in the stash in one step, exactly as the inline rules would have made it one by one; MkDocs'
own rule still resolves and checks every link. Whatever looks otherwise is left to Markdown, and so is every page where
an extension is loaded that may want to see links. Only pages that begin with MARK are treated: ours.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable
from typing import Any

from markdown import Markdown
from markdown.preprocessors import Preprocessor

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

_BDI = r"<bdi>[^<>]*</bdi>"
_TAG = r"</?(?:span|small|q|em|strong|code|del|ins|time)\b[^<>]*>"
# Letters, digits and spaces mean nothing to any rule of Markdown.
_WORDS = r"[^\W_]+(?: [^\W_]+)*(?: <small>[^\W_]+</small>)?"
_LINK = rf'\[(?:{_BDI}|(?:&#x[0-9a-f]+;|[A-Z])+|{_WORDS})\]\([^()\s"<>&]+\)(?:\{{:(?: \.[\w-]+| [\w-]+="[^"<>]*")+ ?\}})?'
_STRETCH = re.compile(
    rf"(?<![!\\\]])(?:{_BDI}|{_TAG}|{_LINK})(?: *(?:{_BDI}|{_TAG}|{_LINK}))*(?!\{{)"
)
_PART = re.compile(
    r"<bdi>(?P<text>[^<>]*)</bdi>"
    r"|\[(?:<bdi>(?P<name>[^<>]*)</bdi>|(?P<sign>[^\]]+))\]\((?P<url>[^()]+)\)(?:\{:(?P<attributes>[^}]*)\})?"
)
_ATTRIBUTE = re.compile(r' (?:\.([\w-]+)|([\w-]+)="([^"]*)")')
_ID = re.compile(r'<[^<>]* id="([^"<>]+)"')
_RAW = re.compile(r"(<(figure|pre|form|svg|select|table|script|style)\b.*?</\2>)", re.DOTALL)


class Finisher(Preprocessor):
    """Puts finished stretches into the stash."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._resolved: dict[str, str] = {}

    def run(self, lines: list[str]) -> list[str]:
        """The lines with a placeholder for each stretch."""
        if not lines or lines[0] != MARK:
            return lines
        rules = self.md.treeprocessors
        if "relpath" not in rules or sum(name in rules for name in _KNOWN) < len(rules):
            return lines[1:]
        parts = _RAW.split("\n".join(lines[1:]))
        # Text, then a raw block and the name of its tag, and so on.
        for place in range(0, len(parts), 3):
            parts[place] = "\n".join(map(self._line, parts[place].split("\n")))
        del parts[2::3]
        return "".join(parts).split("\n")

    def _line(self, line: str) -> str:
        # A heading's text is its label in the table of contents, which the other rules make.
        if "<" not in line or line.lstrip().startswith(("#", "{:")):
            return line
        return _STRETCH.sub(self._stashed, line)

    def _stashed(self, stretch: re.Match[str]) -> str:
        rules: Any = self.md.treeprocessors
        if "mkdocs_extract_anchors" in rules:
            rules["mkdocs_extract_anchors"].present_anchor_ids.update(_ID.findall(stretch[0]))
        finish = functools.partial(_finished, resolve=self._resolve)
        return self.md.htmlStash.store(_PART.sub(finish, stretch[0]))

    def _resolve(self, url: str) -> str:
        """The address of a link; the same link on one page is looked up once, unless it leads nowhere."""
        found = self._resolved.get(url)
        if found is None:
            rules: Any = self.md.treeprocessors
            found = str(rules["relpath"].path_to_url(url))
            # One that is left as it is may be wrong, and is then reported each time.
            if found != url:
                self._resolved[url] = found
        return found


def _finished(part: re.Match[str], resolve: Callable[[str], str]) -> str:
    """The HTML of a literal text or of a link, with attributes in the order of Markdown's serializer."""
    if part["text"] is not None:
        return _literal(part["text"])
    words = part["sign"] if part["name"] is None else _literal(part["name"])
    attributes = {"href": html.escape(resolve(part["url"]))}
    for name, key, value in _ATTRIBUTE.findall(part["attributes"] or ""):
        if name:
            attributes["class"] = f"{attributes['class']} {name}" if "class" in attributes else name
        else:
            attributes[key] = value
    listed = "".join(f' {key}="{value}"' for key, value in sorted(attributes.items()))
    return f"<a{listed}>{words}</a>"


_SIGN = re.compile("&#x[0-9a-f]+;|&")
_SIGNS = {f"&#x{ord(sign):x};": html.escape(sign, quote=False) for sign in map(chr, range(32, 127))}


def _literal(text: str) -> str:
    # Nearly always nothing but signs as our templates write them, which a table answers five times as fast.
    try:
        shown = _SIGN.sub(lambda sign: _SIGNS[sign[0]], text)
    except KeyError:
        shown = html.escape(html.unescape(text), quote=False)
    return f"<bdi>{shown}</bdi>"
