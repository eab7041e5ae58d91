"""One state of a briefing for comparison: its facts as typed records and as plain, folded values.

Prose is not parsed and quotes are not located here: most comparisons need neither.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefgen.base.diagnostics import Code, Diagnostic, Path, Span
from briefgen.base.tree import Tree
from briefgen.base.values import once
from briefgen.facts import assembly, coverage, decode, walk
from briefgen.facts.corpus import KINDS
from briefgen.facts.declare import Record
from briefgen.facts.fields import ProseRule, RefersTo
from briefgen.facts.model import Facts
from briefgen.facts.modelmap import record_at
from briefgen.facts.walk import Mark
from briefgen.texts.folding import fold_text
from briefgen.yaml import strict

Names = Mapping[str, str]
"""Earlier id → the id that it is compared under."""

_CITATION = re.compile(r"\[\[([a-z0-9-]+)\]\]")


@dataclass(frozen=True)
class Version:
    """A briefing at one time. `tree` holds its archived texts."""

    id: str
    document: strict.Document
    facts: Facts
    raw: bytes
    tree: Tree

    @property
    def folder(self) -> str:
        return self.document.path.rpartition("/")[0]

    @property
    def only_source(self) -> str:
        """The source that an evidence without one means, or the empty string."""
        return next(iter(self.facts.sources)) if len(self.facts.sources) == 1 else ""

    def digest(self, source: str) -> str:
        """The SHA-256 of an archived text as it is, or the empty string where it cannot be read."""
        raw = self.tree.files.get(f"{self.folder}/{self.facts.sources[source].snapshot}")
        return hashlib.sha256(raw).hexdigest() if raw is not None else ""

    @once
    def covered(self) -> Mapping[str, float]:
        """Source → share of its content that claims cover, in per cent, of those that can be measured."""
        briefing = assembly.located(self.id, self.document, self.facts, self.folder, self.tree)
        measured = {source: coverage.measure(briefing, source) for source in self.facts.sources}
        return {source: round(found.percent, 1) for source, found in measured.items() if found}

    def records(self) -> Iterator[tuple[str, str, Any]]:
        """Every record with an id, as (kind, id, record)."""
        for kind in KINDS:
            for id, record in getattr(self.facts, kind).items():
                yield kind, id, record

    def span(self, *path: str | int, key: bool = False) -> Span:
        return self.document.span(path, key=key)

    @once
    def users(self) -> Mapping[str, frozenset[Path]]:
        """Id → the paths of the fields that name or cite it."""
        found: dict[str, set[Path]] = {}
        for marked in walk.references(self.facts):
            found.setdefault(marked.value, set()).add(marked.path)
        for marked in walk.prose(self.facts):
            for id in _CITATION.findall(marked.value):
                found.setdefault(id, set()).add(marked.path)
        return {id: frozenset(paths) for id, paths in found.items()}


@dataclass(frozen=True, slots=True)
class Pair:
    """A briefing on both sides; None on a side where it is not."""

    old: Version | None
    new: Version | None

    @property
    def last(self) -> Version:
        """The later state, or the last there was."""
        version = self.new or self.old
        if version is None:
            raise TypeError("a pair has at least one side")
        return version


def read(
    tree: Tree, folder: str, limits: strict.Limits = strict.Limits()
) -> tuple[Version | None, list[Diagnostic]]:
    """The briefing below `folder`, or None with what is wrong with the shape of its fact file."""
    path = f"{folder}/facts.yml"
    raw = tree.files.get(path)
    if raw is None:
        reason = tree.refused.get(path, "is missing")
        return None, [Diagnostic(Code.NO_FACTS, Span(path), f"the fact file {reason}")]
    document, problems = strict.parse(path, raw, limits)
    decoded = decode.decode(document) if document else None
    wrong = [*problems, *(decoded.problems if decoded else ())]
    if document is None or decoded is None or decoded.facts is None or wrong:
        return None, wrong
    return Version(folder.rpartition("/")[2], document, decoded.facts, raw, tree), []


def plain(value: Any, names: Names, mark: Mark | None = None) -> Any:
    """`value` without what no reader sees: folded text, ids under today's names, lists in one order."""
    if isinstance(value, str):
        if isinstance(mark, RefersTo):
            return names.get(value, value)
        if isinstance(mark, ProseRule):
            value = _CITATION.sub(lambda found: f"[[{names.get(found[1], found[1])}]]", value)
        return fold_text(value).strip()
    if isinstance(value, Record):
        return {
            name: plain(getattr(value, name), names, found)
            for name, found in _marks(type(value)).items()
        }
    if isinstance(value, tuple):
        # The order of a list is layout; where it is not, the comparison goes item by item.
        return tuple(sorted((plain(item, names, mark) for item in value), key=repr))
    if isinstance(value, Mapping):
        return {key: plain(item, names, mark) for key, item in value.items()}
    return value


def shown(value: Any) -> str:
    """A plain or decoded value as words for a person."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Record):
        return shown({field.name: getattr(value, field.name) for field in value.fields})
    if isinstance(value, Mapping):
        if value.get("edtf"):
            return f"{value['edtf']} ({value['basis']})" if value.get("basis") else value["edtf"]
        return "; ".join(_parts(value))
    if isinstance(value, tuple):
        return " · ".join(shown(item) for item in value)
    return str(value)


def _parts(value: Mapping[str, Any]) -> Iterator[str]:
    """The fields that say something; of what is true, the name says it."""
    for name, item in value.items():
        if item is True:
            yield name
        elif item is not False and (text := shown(item)):
            yield f"{name}: {text}"


@cache
def _marks(record: type[Record]) -> Mapping[str, Mark | None]:
    """Attribute → its mark, of every field but the earlier ids, which are compared apart."""
    return {
        field.name: walk.mark_of(field.kind) for field in record.fields if field.name != "formerly"
    }


def is_literal(kind: str, field: str) -> bool:
    """Whether a field of a record of this kind holds plain text, in which brackets cite nothing.

    `kind` is "" for the file itself; `field` has dots between levels, and is "" for what a whole record is called.
    """
    *above, name = (field or _CALLED.get(kind, "name")).split(".")
    record = record_at((kind, "id", *above) if kind else tuple(above))
    found = next((f for f in record.fields if f.name == name), None) if record else None
    return found is not None and walk.is_plain(found.kind)


_CALLED = {
    **dict.fromkeys(("claims", "judgments", "events", "problems"), "statement"),
    **dict.fromkeys(("references", "sources"), "title"),
    "questions": "question",
    "": "title",
}


def mark_of_setting(field: str) -> Mark | None:
    """The mark of a field of the fact file itself."""
    return _marks(Facts).get(field)
