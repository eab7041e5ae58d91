"""The differential oracle: a hostile site must be the inert site with other words in it, and nothing else.

There is no list of bad tags here. Both sites go through `mkdocs build`; the inert site's parsed pages, with each inert
word replaced by the text that belongs there, must equal the hostile site's, element by element, attribute by attribute.
What is let pass, because it follows from the text by design: where prose was cut into sentences; the geometry of the
drawing; counts of characters; digests.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from briefgen.texts.folding import fold_text
from tests.conftest import briefgen, run
from tests.hostile.site import folded

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
"""How a program may read the Markdown beside a page."""

_WORD = re.compile(r"[lpcsq]\d{5}z")
_JOINED = "joined"
"""Marks an element that stands for several sentences."""

_GEOMETRY = {"x", "y", "d", "width", "height", "viewbox", "viewBox"}
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_DIRECTIVE = "#:~:text="
_ENCODED = re.compile(r"[\w.~%,]+", re.ASCII)
_CUT = 26
"""From how many code points on a name is cut in the drawing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two sites differ: "structure" (elements, attributes) or "text"."""

    kind: str
    page: str
    place: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.kind} on {self.page} at {self.place}: expected {self.expected!a}, found {self.found!a}"


class BuildError(Exception):
    """The site could not be built."""


def build(site: Path, mutant: str = "") -> Path:
    """The site built by MkDocs in a process of its own, with the named mutant of the escape where one is given."""
    out = site / "site"
    code = (
        f"from tests.hostile import mutants; mutants.apply({mutant!r}); "
        "from mkdocs.__main__ import cli; cli()"
    )
    root = str(Path(__file__).parents[2])
    arguments = (sys.executable, "-W", "ignore", "-c", code, "build", "-q", "-d", out)
    done = run(*arguments, cwd=site, check=False, measured=False, PYTHONPATH=root)
    if done.returncode:
        raise BuildError(done.stdout + done.stderr)
    return out


def build_with_zensical(site: Path, program: str) -> Path:
    """The site's pages as plain Markdown, built by Zensical with the same extensions."""
    briefgen("build", "--out", site / "docs", cwd=site)
    config = (site / "mkdocs.yml").read_text(encoding="utf-8")
    (site / "mkdocs.yml").write_text(config.replace(", briefgen]", "]"), encoding="utf-8")
    run(program, "build", cwd=site)
    return site / "site"


def contexts(calm: Path) -> set[str]:
    """The kinds of places of the inert site in which an untrusted word stands: elements by their nearest marks."""
    found: set[str] = set()
    for page in sorted(calm.rglob("*.html")):
        for element in html.document_fromstring(page.read_bytes()).iter():
            if isinstance(element.tag, str):
                found |= {f"{element.tag} {name}" for name, v in element.items() if _WORD.search(v)}
                if _WORD.search(element.text or ""):
                    found.add(_context(element))
    others = (
        path for path in calm.rglob("*") if path.suffix in (".json", ".csv", ".md", ".txt", ".xml")
    )
    return found | {path.name for path in others if _WORD.search(path.read_text(encoding="utf-8"))}


def _context(element: HtmlElement) -> str:
    if element.tag == "script":
        return f"script {element.get('type')}"
    marks = {"h1", "h2", "h3", "td", "dd", "li", "q", "mark", "del", "nav", "title", "a", "text"}
    above = [node for node in (element, *element.iterancestors()) if node.tag in marks]
    kind = next((n.get("data-kind") for n in element.iterancestors() if n.get("data-kind")), "")
    return " ".join([*(str(node.tag) for node in above[:2]), kind or ""])


def differences(
    calm: Path, hostile: Path, words: Mapping[str, str], *, twice: bool = False
) -> Iterator[Difference]:
    """Every difference of two built sites that the words do not explain.

    `twice`: the theme escapes the title in the label of a footer link although it prints it raw elsewhere, as Zensical's
    does; no spelling of "<b" is right in both. There, and nowhere else, a title may be escaped twice.
    """
    pages = {p.relative_to(calm).as_posix() for p in calm.rglob("*") if p.is_file()}
    found = {p.relative_to(hostile).as_posix() for p in hostile.rglob("*") if p.is_file()}
    for page in sorted(pages ^ found):
        yield Difference("structure", page, "", str(page in pages), str(page in found))
    shown = {word: folded(text) for word, text in words.items()}
    shown |= {f"raw {word}": text for word, text in words.items()}
    for page in sorted(pages & found):
        left, right = (folder / page for folder in (calm, hostile))
        if page.endswith(".html"):
            yield from _Pages(page, shown, twice=twice).compare(
                left.read_bytes(), right.read_bytes()
            )
        elif page.endswith("search_index.json"):
            yield from _index(page, left, right, shown)
        elif page.endswith("facts.json"):
            yield from _data(page, json.loads(left.read_bytes()), right, words)
        elif page.endswith((".md", "llms.txt")):
            rendered = [
                _MARKDOWN.render(path.read_text(encoding="utf-8")) for path in (left, right)
            ]
            yield from _Pages(page, shown).compare(*(f"<div>{r}</div>".encode() for r in rendered))
        elif page.endswith("feed.xml"):
            yield from _feed(page, left, right, shown)
        elif page.endswith("claims.csv"):
            yield from _table(page, left, right, words)


class _Pages:
    """Compares two pages in lockstep."""

    def __init__(self, page: str, words: Mapping[str, str], *, twice: bool = False) -> None:
        self.page = page
        self.words = words
        self.twice = twice

    def compare(self, left: bytes, right: bytes) -> Iterator[Difference]:
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        trees = [html.document_fromstring(raw, parser=parser) for raw in (left, right)]
        for tree in trees:
            _join_sentences(tree)
        yield from self._elements(trees[0], trees[1], trees[0].tag)

    def _elements(self, left: HtmlElement, right: HtmlElement, place: str) -> Iterator[Difference]:
        if left.tag != right.tag or _names(left) != _names(right):
            yield self._structure(place, _described(left), _described(right))
            return
        for name, value in left.items():
            if name not in _GEOMETRY and name != _JOINED:
                yield from self._attribute(f"{place}/@{name}", value, right.get(name, ""))
        if left.get("type") == "application/ld+json":
            yield from self._linked(place, left.text or "", right.text or "")
            return
        loose = bool(left.get(_JOINED) or right.get(_JOINED))
        yield from self._text(place, left.text, right.text, left, loose=loose)
        if len(left) != len(right):
            names = [" ".join(str(child.tag) for child in node) for node in (left, right)]
            yield self._structure(place, names[0], names[1])
            return
        for number, (ours, theirs) in enumerate(zip(left, right, strict=True)):
            below = f"{place}/{ours.tag}[{number}]"
            yield from self._elements(ours, theirs, below)
            yield from self._text(f"{below}+", ours.tail, theirs.tail, left)

    def _linked(self, place: str, left: str, right: str) -> Iterator[Difference]:
        """JSON-LD: the same data with other words, in an element that no word can end."""
        for below, expected, found in _leaves(json.loads(left), _parsed(right), place):
            if _replaced(expected, self.words) != folded(found):
                yield self._difference(below, expected, _replaced(expected, self.words), found)

    def _attribute(self, place: str, left: str, right: str) -> Iterator[Difference]:
        if _DIRECTIVE in left:
            if not self._leads_to_its_passage(left, right):
                yield self._difference(place, left, _replaced(unquote(left), self.words), right)
            return
        expected = _replaced(left, self.words)
        if self.twice and re.search(r"/footer\[\d+\]/nav\[0\]/a\[\d\]/@aria-label$", place):
            right = unescape(right)
        if " ".join(_DIGEST.sub("", expected).split()) != " ".join(_DIGEST.sub("", right).split()):
            yield self._difference(place, left, expected, right)

    def _leads_to_its_passage(self, left: str, right: str) -> bool:
        """A text fragment names the passage with everything that means something in it encoded, or its two ends."""
        (page, _, inert), (address, _, directive) = (x.partition(_DIRECTIVE) for x in (left, right))
        passage = folded(_replaced(unquote(inert), self.words))
        ends = [folded(unquote(part)) for part in directive.split(",")]
        known = (
            [passage] if len(ends) == 1 else [passage[: len(ends[0])], passage[-len(ends[-1]) :]]
        )
        return page == address and ends == known and bool(_ENCODED.fullmatch(directive))

    def _text(
        self,
        place: str,
        left: str | None,
        right: str | None,
        parent: HtmlElement,
        *,
        loose: bool = False,
    ) -> Iterator[Difference]:
        expected, found = _replaced(left or "", self.words), right or ""
        if parent.tag == "text":
            expected = _cut(_WORD.sub(lambda m: self.words.get(f"raw {m[0]}", m[0]), left or ""))
        if parent.tag == "td" or next((n.tag for n in parent.iterancestors()), "") == "td":
            expected, found = (re.sub(r"\d+(\.\d+)?", "0", text) for text in (expected, found))
        # How much of a text is covered is a count of its characters.
        expected, found = (re.sub(r"(by claims: )\d+", r"\1", text) for text in (expected, found))
        if "changes" in self.page:
            # Two versions are compared, and told apart, without what no reader sees: soft hyphens and the like.
            expected, found = fold_text(expected), fold_text(found)
            expected = _as_cut(expected, found)
        if _bare(expected, loose=loose) != _bare(found, loose=loose):
            yield self._difference(place, left or "", expected, found)

    def _difference(self, place: str, left: str, expected: str, found: str) -> Difference:
        # A word in the inert text makes it a matter of text; anything else moved that should not have.
        kind = "text" if _WORD.search(left) else "structure"
        return Difference(kind, self.page, place, expected[:200], found[:200])

    def _structure(self, place: str, expected: str, found: str) -> Difference:
        return Difference("structure", self.page, place, expected[:200], found[:200])


def _replaced(text: str, words: Mapping[str, str]) -> str:
    return _WORD.sub(lambda match: words.get(match[0], match[0]), text)


def _cut(name: str) -> str:
    name = name.strip()
    return folded(name if len(name) <= _CUT else name[: _CUT - 1].rstrip() + "…")


def _as_cut(expected: str, found: str) -> str:
    """`expected` as a list of changes cuts it: what is left stands in its order, with an ellipsis for the rest."""
    pieces = [piece.strip() for piece in found.split("…")]
    if len(pieces) == 1 or not any(pieces):
        return expected
    position = 0
    for piece in pieces:
        position = expected.find(piece, position)
        if position < 0:
            return expected
        position += len(piece)
    return found


def _bare(text: str, *, loose: bool) -> str:
    """`text` as far as it counts: white space folded, or none of it."""
    return ("" if loose else " ").join(_DIGEST.sub("", text).split())


def _names(element: HtmlElement) -> list[str]:
    return sorted(name for name, _ in element.items() if name != _JOINED)


def _described(element: HtmlElement) -> str:
    return f"<{element.tag} {' '.join(_names(element))}>"


def _join_sentences(tree: HtmlElement) -> None:
    """Neighbouring sentences become one, and so do neighbouring stretches of text in one style inside them."""
    for element in list(tree.iter("span", "bdi")):
        if element.getparent() is not None:
            while _joined_with_next(element):
                pass


def _joined_with_next(element: HtmlElement) -> bool:
    after = element.getnext()
    parent = element.getparent()
    if after is None or parent is None or (element.tail or "").strip():
        return False
    if not (_is_sentence(element) and _is_sentence(after) and _same(element, after)):
        return False
    ours, theirs = _text_of(element), _text_of(after)
    ours.text = f"{ours.text or ''}{element.tail or ''}{theirs.text or ''}"
    ours.set(_JOINED, "1")
    element.tail, after.tail = after.tail, None
    parent.remove(after)
    return True


def _is_sentence(element: HtmlElement) -> bool:
    """Whether it is a stretch of text, or a sentence that is one such stretch and nothing else."""
    if element.tag == "bdi":
        return True
    bare = len(element) == 1 and not (element.text or element[0].tail or "").strip()
    return bool(element.get("data-kind")) and bare and element[0].tag == "bdi"


def _text_of(element: HtmlElement) -> HtmlElement:
    return element if element.tag == "bdi" else element[0]


def _same(one: HtmlElement, other: HtmlElement) -> bool:
    shapes = [(node.tag, [(n, node.get(n)) for n in _names(node)]) for node in (one, other)]
    return shapes[0] == shapes[1]


def _index(page: str, left: Path, right: Path, words: Mapping[str, str]) -> Iterator[Difference]:
    """The search index: the same entries, each with the same text as HTML."""
    calm, hostile = (json.loads(path.read_bytes())["docs"] for path in (left, right))
    if [entry["location"] for entry in calm] != [entry["location"] for entry in hostile]:
        yield Difference("structure", page, "docs", str(len(calm)), str(len(hostile)))
        return
    for one, other in zip(calm, hostile, strict=True):
        for name in ("title", "text"):
            place = f"{page}#{one['location']}:{name}"
            known = f"{one['title']} {one['text']}" if name == "text" else ""
            found = _without_spellings(one[name], other[name], known, words)
            wrapped = [f"<div>{text}</div>".encode() for text in (one[name], found)]
            yield from _Pages(place, words).compare(wrapped[0], wrapped[1])


def _without_spellings(calm: str, hostile: str, known: str, words: Mapping[str, str]) -> str:
    """`hostile` without the other spellings that a search adds behind a text: another apostrophe, a short amount."""
    wanted = escape(
        _replaced(calm, {word: folded(text) for word, text in words.items()}), quote=False
    )
    more = hostile.removeprefix(wanted).split() if hostile.startswith(f"{wanted} ") else []
    held = _replaced(known, words).replace("’", "'")
    spelled = all(
        word.replace("’", "'") in held
        or (_AMOUNT.fullmatch(word) and re.sub(r"\D", "", word) in held)
        for word in more
    )
    return wanted if more and spelled else hostile


_AMOUNT = re.compile(r"[$€£¥]?\d*[.,]?\d*(?:tn|bn|mn|m|trillion|billion|million)?")


def _feed(page: str, left: Path, right: Path, words: Mapping[str, str]) -> Iterator[Difference]:
    """The Atom feed, as a parser of XML that forgives nothing reads it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        trees = [list(etree.parse(path, parser).iter()) for path in (left, right)]
    except etree.XMLSyntaxError as problem:
        yield Difference("structure", page, "document", "XML", str(problem))
        return
    if [(e.tag, e.attrib) for e in trees[0]] != [(e.tag, e.attrib) for e in trees[1]]:
        yield Difference("structure", page, "elements", str(len(trees[0])), str(len(trees[1])))
        return
    for ours, theirs in zip(*trees, strict=True):
        # Entries about changes tell them as the lists of changes do.
        wanted = fold_text(folded(_replaced(ours.text or "", words)))
        found = fold_text(folded(theirs.text or ""))
        if _as_cut(wanted, found) != found:
            yield Difference("text", page, str(ours.tag), wanted[:200], found[:200])


def _data(page: str, calm: object, right: Path, words: Mapping[str, str]) -> Iterator[Difference]:
    """The data file: the facts as the author wrote them."""
    for place, expected, found in _leaves(calm, _parsed(right.read_bytes()), "$"):
        wanted = _replaced(expected, words)
        if _plain(wanted) != _plain(found) and not _DIGEST.fullmatch(expected):
            yield Difference("text", page, place, wanted[:200], found[:200])


def _parsed(raw: str | bytes) -> object:
    """What a reader of JSON gets; what is no JSON any more differs from everything that was."""
    try:
        return json.loads(raw)
    except ValueError as problem:
        return f"not JSON: {problem}"


def _plain(value: str) -> str:
    # Prose keeps its backslashes in the data file; they are the format's, not the reader's.
    return "".join(folded(value.replace("\\", "")).split())


def _leaves(one: object, other: object, place: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from _leaves(one[key], other[key], f"{place}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (ours, theirs) in enumerate(zip(one, other, strict=True)):
            yield from _leaves(ours, theirs, f"{place}[{index}]")
    else:
        yield place, str(one), str(other)


def _table(page: str, left: Path, right: Path, words: Mapping[str, str]) -> Iterator[Difference]:
    """The table for spreadsheets: the same cells, none of which begins a formula."""
    rows = [
        list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
        for path in (left, right)
    ]
    if [len(row) for row in rows[0]] != [len(row) for row in rows[1]]:
        yield Difference("structure", page, "rows", str(len(rows[0])), str(len(rows[1])))
        return
    for number, (ours, theirs) in enumerate(zip(*rows, strict=True)):
        for expected, found in zip(ours, theirs, strict=True):
            wanted = _replaced(expected, words)
            if _plain(found.removeprefix("'")) != _plain(wanted.strip().removeprefix("'")):
                yield Difference("text", page, f"row {number}", wanted[:200], found[:200])
            if found.startswith(("=", "+", "-", "@", "\t", "\r")):
                yield Difference("structure", page, f"row {number}", "no formula", found[:200])
