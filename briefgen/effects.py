"""What a change reaches beyond its own record: the records that rest on it through all levels, and the pages that show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.changerules import Change, Weight
from briefgen.corpus import KINDS
from briefgen.versions import Pair, Version

_PAGES = {
    "": ("index",),
    "bottom_line": ("index",),
    "problems": ("index",),
    "sources": ("index", "sources/index"),
    "references": ("sources/index",),
    "claims": ("claims", "index", "background"),
    "judgments": ("index",),
    "stakeholders": ("stakeholders", "claims", "background"),
    "relations": ("stakeholders",),
    "questions": ("questions", "claims"),
    "terms": ("glossary", "claims"),
    "events": ("background", "index"),
    "background": ("background",),
}
"""Section of the fact file → the pages that show it."""

_CARRYING = ("claims", "judgments", "references", "sources")
"""The kinds that others can rest on."""

_EVERY = ("background", "claims", "glossary", "index", "questions", "sources/index", "stakeholders")
_EVERYWHERE = frozenset(
    ["briefing-added", "briefing-removed", "briefing-renamed", "title-changed", "setting-changed"]
)


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


def effect(pair: Pair, change: Change) -> Effect:
    """What `change` reaches, in the later state and, for what is gone, in the earlier one."""
    if change.rule.weight is Weight.EDITORIAL and change.rule.id != "renamed":
        return Effect((), ())
    sides = [version for version in (pair.old, pair.new) if version]
    rests: dict[tuple[str, str], int] = {}
    pages: set[str] = set()
    for version in sides:
        # A new or lost record shifts the numbers of citations and the counts on every tab.
        counted = change.rule.group in ("added", "removed") or change.rule.id in _EVERYWHERE
        found = _pages_of(version, change.kind or _section(change), change.id)
        pages |= {*found, *(_every(version) if counted else ())}
        for (kind, id), level in _users(version, change.id).items():
            pages |= _pages_of(version, kind, id)
            # Naming a party or a term does not make a record rest on what is said of it.
            if change.kind in _CARRYING:
                rests.setdefault((kind, id), level)
    folder = f"briefings/{pair.last.id}"
    ordered = sorted(rests.items(), key=lambda entry: (entry[1], entry[0]))
    return Effect(
        tuple((kind, id, level) for (kind, id), level in ordered),
        tuple(sorted(f"{folder}/{page}" for page in pages)),
    )


def _section(change: Change) -> str:
    return change.field if change.field in ("bottom_line", "background") else ""


def _every(version: Version) -> Iterable[str]:
    return (*_EVERY, *(f"sources/{id}" for id in version.facts.sources))


def _pages_of(version: Version, kind: str, id: str) -> set[str]:
    found = set(_PAGES[kind])
    if kind == "sources" and id in version.facts.sources:
        found |= {f"sources/{id}", "claims"}
    if kind == "claims" and id in version.facts.claims:
        claim = version.facts.claims[id]
        found |= {"stakeholders"} if claim.about or claim.speaker else set()
        found |= {f"sources/{e.source or version.only_source}" for e in claim.evidence}
    if kind == "stakeholders":
        found |= {"index", "questions"}
    return found


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
            found.setdefault((kind if kind in _PAGES else "", user), level)
            if user not in seen and kind in _CARRYING:
                seen.add(user)
                waiting.append((user, level + 1))
    return found
