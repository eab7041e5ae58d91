"""A site whose every text field holds one of the given strings, and the same site with inert words in their place.

Slots are numbered; slot 7 of the inert site holds the words l00007z, p00007z and so on in every field that has a 7th
record. The letter says which kind of field it is, for the same string reaches the page differently through each:
l literal, p prose that needs no citation, c prose of which each sentence needs one, s a judgment's statement, q a
question.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from briefgen.facts import parties, prose
from briefgen.pipeline import check
from briefgen.texts.folding import fold_text
from tests import factory

SLOTS = 40
"""Strings in one briefing."""

CONFIG = """\
site_name: Hostile
site_url: https://hostile.example.org/
theme: {name: material, font: false, features: [navigation.footer, navigation.tabs, toc.follow, search.suggest]}
plugins: [search, briefgen]
# What the strings say is beside the point here: one that denies what nothing denies must reach the pages as well.
extra: {briefgen: {severity: {BG503: warning, BG504: warning, BG505: warning, BG506: warning, BG509: warning}}}
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - sane_lists
  - smarty
  - tables
  - toc: {permalink: true}
  - wikilinks
  - pymdownx.betterem
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink: {user: example, repo: example, repo_url_shorthand: true, social_url_shorthand: true}
  - pymdownx.mark
  - pymdownx.smartsymbols
  - pymdownx.snippets: {base_path: [snippets], auto_append: [glossary.md]}
  - pymdownx.superfences
  - pymdownx.tasklist
  - pymdownx.tilde
  - briefgen.literal
"""

GLOSSARY = "".join(
    f"*[{word}]: expanded\n\n"
    for word in ("script", "javascript", "alert", "foo", "bar", "HTML", "text", "test", "div")
)


def inert(kind: str, slot: int) -> str:
    """The word that stands in `slot` of the inert site. They sort as their slots do."""
    return f"{kind}{slot:05}z"


def place(slot: int) -> str:
    """What a title or name begins with, so that lists by letter are in the order of the slots whatever the text is."""
    return f"n{slot:05}"


def topic(slot: int) -> str:
    """What a claim and the sentences that cite it share, for a citation of something else is refused."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in f"{slot:05}")
    return f"{letters}topic"


def folded(text: str) -> str:
    """What a reader must see of `text`."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def values(strings: Sequence[str]) -> dict[str, str]:
    """Inert word → the hostile text in its place."""
    found: dict[str, str] = {}
    for slot, text in enumerate(strings):
        forms = {
            "l": text,
            "p": text,
            # A second sentence would need a citation of its own: such a string stays out of cited fields.
            "c": inert("c", slot) if _has_sentences(text) else text,
            "s": inert("s", slot) if _speaks_of_likelihood(text) else text,
            "q": text,
        }
        found |= {inert(kind, slot): form for kind, form in forms.items()}
    return found


@cache
def _has_sentences(text: str) -> bool:
    return len(prose.parse(f"{escaped(text.strip())} [[c1]]", "en").sentences) > 1


def in_order(strings: Iterable[str]) -> list[str]:
    """The strings as slots take them: sorted as the site sorts names, and none equal to another but for case."""
    return sorted({key(text): text for text in strings}.values(), key=key)


def key(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()).casefold()


def batches(strings: Iterable[str], size: int) -> list[list[str]]:
    """The strings in lists that can stand in one site: a name must not stand in another string by accident.

    Each string goes into the first list with room in which it clashes with nothing, those with most clashes first.
    """
    all_of_them = in_order(strings)
    clashes = _clashes(all_of_them)
    found: list[set[int]] = []
    for slot in sorted(range(len(all_of_them)), key=lambda slot: (-len(clashes[slot]), slot)):
        free = (b for b in found if len(b) < size and not clashes[slot] & b)
        batch = next(free, None)
        if batch is None:
            found.append(batch := set())
        batch.add(slot)
    return [in_order(all_of_them[slot] for slot in batch) for batch in found]


def _clashes(strings: Sequence[str]) -> list[set[int]]:
    """For each string those that name it as a party, or that it names."""
    found: list[set[int]] = [set() for _ in strings]
    # As aliases of one another, equal names would hide each other; so every name is looked for by itself.
    by_name: dict[str, list[int]] = {}
    for slot, text in enumerate(strings):
        by_name.setdefault(fold_text(text.strip()).lower(), []).append(slot)
    finder = parties.finder_of(tuple((name, name) for name in by_name))
    digits = [name for name in by_name if name.isdigit()]
    for slot, text in enumerate(strings):
        names = set(finder.held(fold_text(text.strip())))
        # An inert word in its place holds digits.
        kept_out = _has_sentences(text) or _speaks_of_likelihood(text)
        names.update(digits if kept_out else ())
        for other in {other for name in names for other in by_name[name]} - {slot}:
            found[slot].add(other)
            found[other].add(slot)
    return found


def refusals(strings: Sequence[str]) -> dict[str, str]:
    """String → the code with which a fact file with it is refused, of those that are refused.

    A file holds many of them, one a line, for each check costs more than a string.
    """
    found: dict[str, str] = {}
    head, _, rest = factory.facts().partition("sources:\n")
    for start in range(0, len(strings), _TOGETHER):
        part = strings[start : start + _TOGETHER]
        tags = "".join(f"  - {quoted(text)}\n" for text in part)
        first = head.count("\n") + 2
        tree = factory.tree_of(f"{head}tags:\n{tags}sources:\n{rest}")
        for diagnostic in check(tree).diagnostics:
            found.setdefault(part[diagnostic.span.line - first], diagnostic.code.code)
    return found


_TOGETHER = 200


def _speaks_of_likelihood(text: str) -> bool:
    plain = text.casefold()
    return any(word in plain for word in ("likel", "chance", "probab", "certain", "confid"))


def escaped(text: str) -> str:
    """`text` as prose in which no character is markup."""
    return "".join(f"\\{c}" if c in "\\`*[]" else c for c in text)


def write(folder: Path, strings: Sequence[str] | None, slots: int, *, past: bool = True) -> Path:
    """The site in `folder`: with `strings`, sorted, in its slots, or with inert words; `past`: with an earlier version."""
    words = values(strings) if strings is not None else {}

    def text(kind: str, slot: int) -> str:
        word = inert(kind, slot)
        found = words.get(word, word)
        return escaped(found.strip()) if kind in "pcq" else found

    (folder / "docs").mkdir(parents=True)
    (folder / "snippets").mkdir()
    (folder / "snippets" / "glossary.md").write_text(GLOSSARY, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    later: dict[Path, dict[str, Any]] = {}
    for start in range(0, slots, SLOTS):
        place = folder / "seeds" / f"b{start:05}"
        (place / "sources").mkdir(parents=True)
        facts, source = _facts(text, range(start, min(start + SLOTS, slots)))
        (place / "sources" / "a.txt").write_bytes(source)
        (place / "facts.yml").write_text(
            as_yaml(_earlier(facts) if past else facts), encoding="utf-8"
        )
        later[place / "facts.yml"] = facts
    if past:
        _commit(folder, "earlier")
        for path, facts in later.items():
            path.write_text(as_yaml(facts), encoding="utf-8")
        _commit(folder, "later")
    return folder


def _earlier(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with other statements, so that the site has changes to tell of."""
    claims = {id: {**c, "statement": f"{c['statement']} once"} for id, c in facts["claims"].items()}
    return {**facts, "claims": claims}


def _commit(folder: Path, message: str) -> None:
    """Commits everything below `folder`, as the same commit every time."""
    day = "1700000000 +0000"
    environment = {**os.environ, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    author = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "gc.auto=0")
    for arguments in (["init", "-q"], ["add", "seeds"], [*author, "commit", "-q", "-m", message]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, env=environment)


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_yaml(facts: Any) -> str:
    """`facts` as a fact file, every text in double quotes with escapes."""
    return yaml.dump(facts, Dumper=_Dumper, default_style='"', width=10**6, sort_keys=False)


def quoted(text: str) -> str:
    """`text` as a double-quoted scalar, every character that could matter escaped."""
    return '"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"'


Text = Callable[[str, int], str]


def _facts(text: Text, slots: range) -> tuple[dict[str, Any], bytes]:
    """One briefing's facts and its archived text."""
    first = slots[0]
    # A frame of inert words around each passage makes it stand once and end at word boundaries.
    passages = {n: f"{topic(n)} begin{n} {folded(text('l', n))} end{n}" for n in slots}
    source = "\n\n".join([*passages.values(), "An advertisement."]).encode()
    facts: dict[str, Any] = {
        "schema": "1",
        # Two texts, so that more of them get into titles, of which there is one to a briefing.
        "title": f"{place(first)} {text('l', first)} {text('l', slots[len(slots) // 2])}",
        # On one line, for paragraphs in it would be paragraphs on the page.
        "question": " ".join(text("p", first).split()),
        "as_of": {"edtf": "2031", "basis": f"{text('l', first)} 2031"},
        "status": "published",
        "tags": [text("l", first)],
        "bottom_line": [f"{topic(first)} {text('c', first)} [[c{first}]]"],
        "background": [
            {"heading": text("l", n), "text": f"{topic(n)} {text('c', n)} [[c{n}]]"} for n in slots
        ],
        "corrections": [
            {
                "claims": [f"c{n}"],
                "kind": "correction",
                "date": "2031-01-01",
                "was": text("l", n),
                "now": text("l", n),
                "reason": text("l", n),
            }
            for n in slots
        ],
        "sources": {"a": _source(text, slots, source)},
        "problems": {
            f"x{n}": {"kind": "error", "statement": f"{topic(n)} {text('c', n)} [[c{n}]]"}
            for n in slots
        },
    }
    records = {
        "references": ("r", _reference),
        "judgments": ("j", _judgment),
        "stakeholders": ("p", _stakeholder),
        "questions": ("q", _question),
        "terms": ("t", _term),
        "events": ("e", _event),
    }
    facts["claims"] = {f"c{n}": _claim(text, n, passages[n], more=n + 1 in slots) for n in slots}
    for kind, (letter, record) in records.items():
        facts[kind] = {f"{letter}{n}": record(text, n) for n in slots}
    facts["relations"] = [
        {
            "from": f"p{n}",
            "type": "part-of",
            "to": f"p{n + 1}",
            "claims": [f"c{n}"],
            "note": f"{text('c', n)} [[c{n}]]",
            "date": {"edtf": "2031", "basis": f"{text('l', n)} 2029 2030 2031"},
        }
        for n in slots[:4]
        if n + 1 in slots
    ]
    return facts, source


def _source(text: Text, slots: range, source: bytes) -> dict[str, Any]:
    fields = (
        "title",
        "type",
        "author",
        "author_reason",
        "publisher",
        "publisher_reason",
        "published_reason",
        "descriptor",
    )
    return {
        **{name: text("l", slots[i % len(slots)]) for i, name in enumerate(fields)},
        "published": "unknown",
        "url": "https://example.org/?a=1&b=2",
        "snapshot": "sources/a.txt",
        "sha256": hashlib.sha256(source).hexdigest(),
        "rights": {"publish": "full", "note": text("l", slots[-1])},
        "ignore": [{"exact": "An advertisement.", "reason": text("l", slots[0])}],
    }


def _claim(text: Text, n: int, passage: str, *, more: bool) -> dict[str, Any]:
    return {
        "statement": text("l", n),
        "kind": "reported",
        "speaker": f"p{n}",
        "date": {"edtf": "2030", "basis": f"{text('l', n)} 2029 2030 2031"},
        "about": [f"p{n}", f"p{n + 1}" if more else f"t{n}"],
        "evidence": passage,
        "basis": f"{text('l', n)} Party{n} Party{n + 1}",
        "assessment": {"verdict": "unverified", "note": f"{text('c', n)} [[r{n}]]"},
    }


def _reference(text: Text, n: int) -> dict[str, Any]:
    return {
        "title": text("l", n),
        "publisher": text("l", n),
        "published": "unknown",
        "published_reason": text("l", n),
        "url": f"https://example.org/{n}",
        "reliability": "A",
        "access": "opened",
        "note": text("l", n),
    }


def _judgment(text: Text, n: int) -> dict[str, Any]:
    return {
        "statement": f"{text('s', n)} is likely {text('s', n)}",
        "likelihood": {"term": "likely"},
        "confidence": "low",
        "confidence_basis": f"{text('c', n)} [[c{n}]]",
        "rests_on": [f"c{n}"],
        "alternatives": [text("p", n)],
        "indicators": [f"**{text('c', n)}**"],
    }


def _stakeholder(text: Text, n: int) -> dict[str, Any]:
    return {
        "name": f"{place(n)} {text('l', n)}",
        "type": "Organization",
        "aliases": [text("l", n), f"Party{n}"],
        "role": f"{text('c', n)} [[c{n}]]",
        "interests": [f"*{text('c', n)}* [[c{n}]]"],
        "background": [f"[{text('c', n)}](https://example.org/{n}) [[r{n}]]"],
    }


def _question(text: Text, n: int) -> dict[str, Any]:
    cited = f"{text('c', n)} [[c{n}]]"
    return {
        "question": text("q", n),
        "raised_by": [f"c{n}"],
        "why": cited,
        "known": cited,
        "contested": cited,
        "settled_by": text("p", n),
        "answerable_by": [text("p", n)],
        "indicators": [text("p", n)],
    }


def _term(text: Text, n: int) -> dict[str, Any]:
    return {"name": text("l", n), "expansion": text("l", n), "definition": text("p", n)}


def _event(text: Text, n: int) -> dict[str, Any]:
    return {
        "date": {"edtf": "2029", "basis": f"{text('l', n)} 2029 2030 2031"},
        "statement": f"{text('c', n)} [[r{n}]]",
    }
