"""What a change reaches beyond its own record: the records that rest on it through all levels, and the pages that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefgen.changes.rules import Change, Group, Weight
from briefgen.changes.versions import Pair, Version
from briefgen.facts.corpus import KINDS

_BRIEFING = (
    "background",
    "claims",
    "glossary",
    "index",
    "questions",
    "sources/index",
    "stakeholders",
)
_SITE = ("/index", "/briefings/index", "/stakeholders", "/questions")
_ALL = (*_BRIEFING, "sources/*", *_SITE)
_CITED = ("claims", "sources/index")
"""Where a record says what names it."""

_COUNTED = ("/index", "/briefings/index")
"""Where briefings are listed with their counts."""

_WIDE = (
    "background",
    "claims",
    "index",
    "questions",
    "sources/index",
    "stakeholders",
    "/stakeholders",
)
_PARTIES = ("stakeholders", "/stakeholders")
_PAGES: Mapping[str, tuple[str, ...]] = {
    "": _ALL,
    "sources": (*_BRIEFING, "sources/*", *_COUNTED, "/stakeholders"),
    # A definition may cite what it rests on.
    "references": (*_WIDE, "glossary"),
    "claims": (*_BRIEFING, "sources/*", *_COUNTED, "/stakeholders"),
    "judgments": ("glossary", "index", *_CITED),
    "stakeholders": _ALL,
    "relations": ("stakeholders", *_CITED),
    "questions": ("questions", "index", *_CITED, *_COUNTED, "/questions"),
    "terms": ("glossary", "claims"),
    "events": ("background", "index", *_CITED),
    "problems": ("index", *_CITED),
}
"""Section of the fact file → the pages that may show a change in it. "sources/*" stands for the page of each source of the
record, or of all; a page of the whole site begins with a slash."""

_FIELDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("", "bottom_line"): ("index", *_CITED, *_COUNTED),
    ("", "background"): ("background", *_CITED),
    ("", "tags"): ("index",),
    ("claims", "statement"): ("claims", "background", "index", "sources/*", *_PARTIES),
    ("claims", "kind"): ("claims",),
    ("claims", "about"): ("claims", *_PARTIES),
    ("claims", "basis"): ("claims",),
    ("claims", "date"): ("claims", "background", "index"),
    ("claims", "key"): ("index",),
    ("claims", "formerly"): ("claims",),
    ("claims", "assessment.confidence"): ("claims",),
    ("claims", "assessment.note"): _CITED,
    ("claims", "assessment.references"): _CITED,
    ("claims", "assessment.verdict"): (
        "claims",
        "background",
        "glossary",
        "index",
        "questions",
        *_PARTIES,
        *_COUNTED,
    ),
    ("sources", "descriptor"): ("index", "sources/index", "sources/*"),
    ("sources", "ignore"): ("index", "sources/index", "sources/*", *_COUNTED),
    ("references", "note"): ("sources/index",),
    ("references", "published_reason"): ("sources/index",),
    ("references", "author"): ("sources/index",),
    ("stakeholders", "role"): ("index", *_PARTIES),
    ("stakeholders", "background"): ("stakeholders",),
    ("stakeholders", "interests"): ("stakeholders",),
    ("stakeholders", "positions"): ("stakeholders",),
    ("questions", "why"): ("questions",),
    ("questions", "known"): ("questions",),
    ("questions", "contested"): ("questions",),
    ("questions", "settled_by"): ("questions",),
    ("questions", "answerable_by"): ("questions",),
    ("questions", "indicators"): ("questions",),
    ("terms", "definition"): ("glossary",),
    ("terms", "expansion"): ("glossary",),
    ("terms", "aliases"): ("glossary",),
    ("terms", "claims"): ("glossary",),
    ("terms", "in_source"): ("glossary",),
}
"""Fields that fewer pages show than their record. Where other records are named than before, `_CITED` come to it."""

_ON_TABS = ("claims", "questions", "stakeholders")
"""The kinds whose number stands on the tabs of every page of their briefing."""

_CARRYING = ("claims", "judgments", "references", "sources")
"""The kinds that others can rest on."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The records that rest on the changed one, as (kind, id, levels between), and the pages that change, by address.

    A section without ids, such as the bottom line, has itself as its id.
    """

    rests: tuple[tuple[str, str, int], ...]
    pages: tuple[str, ...]

    @property
    def claims_and_judgments(self) -> tuple[tuple[str, str, int], ...]:
        return tuple(entry for entry in self.rests if entry[0] in ("claims", "judgments"))


_ID = re.compile(r"[a-z0-9-]+")


def effect(pair: Pair, change: Change) -> Effect:
    """What `change` reaches, in the later state and, for what is gone, in the earlier one.

    No page is left out that changes for readers who browse the site; one or the other may be named that stays as it is,
    because a table of sections and fields is asked and nothing is rendered. Copies that hold all of a briefing (print,
    data files) and the pages of changes themselves are not listed.
    """
    if change.rule.weight is Weight.EDITORIAL and change.rule.id != "renamed":
        return Effect((), ())
    sides = [version for version in (pair.old, pair.new) if version]
    rests: dict[tuple[str, str], int] = {}
    known = frozenset(id for version in sides for _, id, _ in version.records())
    pages = set(_pages(change, known))
    for version in sides:
        if "sources/*" in pages:
            pages |= {f"sources/{id}" for id in _sources(version, change)}
        # Naming a party or a term does not make a record rest on what is said of it.
        for (kind, id), level in (
            _users(version, change.id).items() if change.kind in _CARRYING else ()
        ):
            rests.setdefault((kind, id), level)
    folder = f"briefings/{pair.last.id}"
    ordered = sorted(rests.items(), key=lambda entry: (entry[1], entry[0]))
    return Effect(
        tuple((kind, id, level) for (kind, id), level in ordered),
        tuple(
            sorted(
                page.removeprefix("/") if page.startswith("/") else f"{folder}/{page}"
                for page in pages - {"sources/*"}
            )
        ),
    )


def _pages(change: Change, known: frozenset[str]) -> tuple[str, ...]:
    """The entries of the tables for `change`; `known` are the ids of all records."""
    if change.rule.group in (Group.ADDED, Group.REMOVED):
        return _ALL if change.kind in _ON_TABS else _PAGES[change.kind]
    found = _FIELDS.get((change.kind, change.field))
    if found is None:
        return _PAGES[change.kind]
    named = [known.intersection(_ID.findall(text)) for text in (change.before, change.after)]
    return found if named[0] == named[1] else (*found, *_CITED)


def _sources(version: Version, change: Change) -> Iterable[str]:
    """The sources whose pages show the changed record; all, where a number on them may shift."""
    if (
        change.kind == "claims"
        and change.field == "statement"
        and change.id in version.facts.claims
    ):
        held = version.facts.claims[change.id].evidence
        return {evidence.source or version.only_source for evidence in held}
    return version.facts.sources


def _users(version: Version, id: str) -> dict[tuple[str, str], int]:
    """(kind, id) of every record that names or cites `id`, directly (1) or through others (2 and up)."""
    found: dict[tuple[str, str], int] = {}
    waiting = [(id, 1)] if id else []
    seen = {id}
    while waiting:
        current, level = waiting.pop(0)
        for path in version.users.get(current, ()):
            kind = str(path[0])
            user = str(path[1]) if kind in KINDS and len(path) > 1 else kind
            if user == current:
                continue
            found.setdefault((kind, user), level)
            if user not in seen and kind in _CARRYING:
                seen.add(user)
                waiting.append((user, level + 1))
    return found
