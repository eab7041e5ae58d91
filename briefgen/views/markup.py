"""Text → `Markup`: the only file that may mark an author's text, and always as literal text.

Results are kept by text: a statement or name is printed many times on the pages of its briefing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from json.encoder import encode_basestring
from typing import Any

from markupsafe import Markup, escape

from briefgen.base.runs import Run
from briefgen.base.values import answers

EMPTY = Markup("")


def marked(text: str) -> Markup:
    """What was escaped already, as markup, at half the cost of calling the class, which asks first what else it could be."""
    return str.__new__(Markup, text)


def shown(value: Any) -> Markup:
    """What a template prints for `value`: text as literal text, nothing for None and for white space alone."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # just asked
    if kind is int or kind is float:
        return marked(str(value))
    if value is None:
        return EMPTY
    if isinstance(value, str) and not isinstance(value, Markup):
        return shown_text(value)
    return escape(value)


@answers
def shown_text(text: str) -> Markup:
    """What a template prints for a text: literal text, nothing for white space alone."""
    return literal(text) if text.strip() else EMPTY


@answers
def literal(text: str) -> Markup:
    """`text` as a span that `briefgen.literal` turns into exactly this text, whatever it looks like."""
    line = " ".join(_words(text))
    # What is not seen is not printable.
    meaningful = _MEANINGFUL_IN_ASCII if line.isascii() or line.isprintable() else _MEANINGFUL
    return marked(f"<bdi>{_entities(line, meaningful)}</bdi>")


def _entities(line: str, meaningful: re.Pattern[str]) -> str:
    """`line` with everything that could mean something to Markdown or HTML as an entity."""
    # Every second part is such a character; to be called for each of them takes three times as long.
    parts = meaningful.split(line)
    parts[1::2] = map(_entity, parts[1::2])
    return "".join(parts)


def _words(text: str) -> list[str]:
    """The words of `text` in NFC."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).split()


class _Entities(dict[str, str]):
    """Character → its entity, made when first asked for."""

    def __missing__(self, character: str) -> str:
        entity = self[character] = f"&#x{ord(character):x};"
        return entity


_entity = _Entities().__getitem__


# Every ASCII punctuation character, and what is not seen or breaks lines outside ASCII (categories Zs, Zl, Zp, Cf).
_PUNCTUATION = "!-/:-@\\[-`{-~"
_UNSEEN = (
    "\u00a0\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680\u180e\u2000-\u200f"
    "\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
_MEANINGFUL = re.compile(f"([{_PUNCTUATION}{_UNSEEN}])")
# In a text that is all ASCII, or all printable, nothing else can be found, and this is found twice as fast.
_MEANINGFUL_IN_ASCII = re.compile(f"([{_PUNCTUATION}])")
_MEANINGFUL_IN_ATTRIBUTES = re.compile(rf"([{_PUNCTUATION}{_UNSEEN}\d])")
_MEANINGFUL_IN_ASCII_ATTRIBUTES = re.compile(rf"([{_PUNCTUATION}0-9])")
_LONG = 16
"""Letters of a run that could be a commit's digest: those from here on are entities in attributes."""
_MEANINGFUL_IN_LONG_WORDS = re.compile(
    rf"([{_PUNCTUATION}{_UNSEEN}\d]|(?<=[^\W_]{{{_LONG - 1}}})[^\W_])"
)


@answers
def attribute(text: str) -> Markup:
    """`text` for the inside of a quoted attribute.

    An attribute list is plain text to Markdown's other rules until the very end, and no literal span can stand in it.
    So digits, and letters of a run as long as a commit's digest, are entities as well: "1st" would become a superscript.
    """
    words = _words(text)
    line = " ".join(words)
    if max(map(len, words), default=0) >= _LONG:
        meaningful = _MEANINGFUL_IN_LONG_WORDS
    elif _is_latin(line):
        meaningful = _MEANINGFUL_IN_ASCII_ATTRIBUTES
    else:
        meaningful = _MEANINGFUL_IN_ATTRIBUTES
    return marked(_entities(line, meaningful))


def _is_latin(line: str) -> bool:
    """Whether a line holds no digits and nothing unseen but in ASCII: letters of Western Europe, in quotation marks."""
    bare = line.replace("“", "").replace("”", "")
    if bare.isascii():
        return True
    return bare.isprintable() and len(bare.encode("latin-1", "ignore")) == len(bare)


@answers
def token(text: str) -> Markup:
    """`text` as it is, for class names, ids and numbers. Raises ValueError for anything but letters, digits, - and _."""
    if not _TOKEN.fullmatch(str(text)):
        raise ValueError(f"{text!r} is not a token")
    return marked(text)


_TOKEN = re.compile(r"[A-Za-z0-9_-]*")


def svg_path(text: str) -> Markup:
    """The path of a drawing as it is. Raises ValueError for anything but numbers and the commands M and C."""
    if not _PATH.fullmatch(text):
        raise ValueError(f"{text!r} is not a path")
    return marked(text)


_PATH = re.compile(r"[MC0-9. -]*")


def front_matter(text: str) -> Markup:
    """`text` as a front-matter value.

    Themes print a title raw as text and escaped in attributes. So only what would mean something as text is escaped: an
    ampersand that begins a character reference, a less-than sign that begins a tag. The rest is right in both places.
    """
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    shown = _TAG.sub("&lt;", _REFERENCE.sub(_escaped_reference, folded))
    return marked(_NOT_PLAIN.sub(_yaml_escape, encode_basestring(shown)))


_NOT_PLAIN = re.compile(r"[^ -~]")


def _yaml_escape(match: re.Match[str]) -> str:
    # YAML has one escape for each code point; with the two surrogates of JSON it refuses the whole front matter.
    return f"\\U{ord(match[0]):08x}"


_TAG = re.compile(r"<(?=[A-Za-z/!?]|\Z)")
_REFERENCE = re.compile(r"&(#?\w*;?)")


def _escaped_reference(match: re.Match[str]) -> str:
    means = html.unescape(match[0]) != match[0] or match.end() == len(match.string)
    return f"&amp;{match[1]}" if means else match[0]


def escaped_title(title: str) -> Markup:
    """A title out of the front matter that `front_matter` wrote, escaped for attributes too, and marked as that."""
    return marked(html.escape(html.unescape(title)))


def runs(styled: tuple[Run, ...]) -> Markup:
    """The styled text of a sentence."""
    # Nearly every sentence is one run without any style, and without space at its edges.
    if len(styled) == 1 and styled[0][1:] == _UNSTYLED:
        text = styled[0].text
        if text.strip() == text != "":
            return literal(text)
    return marked("".join([_run(run) for run in styled]))


_UNSTYLED = Run("")[1:]


def _run(run: Run) -> str:
    # A space at the edge of a style is printed outside of it: inside a literal it would be lost.
    core = run.text.strip()
    if not core:
        return " "
    text = str(literal(core))
    for tag, on in (("code", run.code), ("em", run.emphasis), ("strong", run.strong)):
        if on:
            text = f"<{tag}>{text}</{tag}>"
    if run.href:
        text = f'<a href="{attribute(run.href)}" rel="nofollow noopener">{text}</a>'
    before, after = run.text[0].isspace(), run.text[-1].isspace()
    return f"{' ' if before else ''}{text}{' ' if after else ''}"


def archived(text: str) -> Markup:
    """A stretch of an archived text: its own white space at the edges, and a break where a paragraph ends inside it."""
    # Most stretches are words of one line.
    apart = _PARAGRAPH.split(text) if "\n" in text else (text,)
    parts = [literal(part) if part.strip() else "" for part in apart]
    before, after = text[:1].isspace(), text[-1:].isspace() and bool(text.strip())
    return marked(f"{' ' if before else ''}{'<br><br>'.join(parts)}{' ' if after else ''}")


_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")


def preformatted(text: str) -> Markup:
    """One line of a raw <pre> block, with its spaces kept; never empty, which would end the block for Markdown."""
    return marked(
        "".join(f"&#x{ord(c):x};" if not c.isalnum() and c != " " else c for c in text) or "&#x20;"
    )


def tokens(values: Iterable[str]) -> Markup:
    """Tokens with spaces between them, for class and data attributes."""
    return marked(" ".join(map(token, values)))
