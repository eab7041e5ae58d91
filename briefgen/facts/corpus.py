"""What the later stages work on: each briefing with its facts, archived texts, located evidence and parsed prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from briefgen.base.diagnostics import Path, Span
from briefgen.base.named import NamedTuple
from briefgen.base.values import Value, once
from briefgen.facts import decode, walk
from briefgen.facts import prose as prose_
from briefgen.facts.fields import ProseRule, RefersTo
from briefgen.facts.model import Facts
from briefgen.texts.folding import Snapshot
from briefgen.texts.quotes import Located, Missing
from briefgen.yaml import strict

Found = TypeVar("Found")

KINDS = (
    "problems",
    "sources",
    "references",
    "claims",
    "judgments",
    "stakeholders",
    "questions",
    "terms",
    "events",
)
"""The record kinds of a fact file that have ids, in the order of the model."""


class Passage(NamedTuple):
    """One evidence of a claim, or one ignored passage, and what became of it."""

    path: Path
    source: str
    exact: str
    found: Located | Missing
    claim: str | None = None
    position: int = 0
    reason: str = ""

    @property
    def anchor(self) -> str:
        """Its element id on the source page: the claim's id, with a number from the second evidence on."""
        # An underscore cannot stand in an id, so that no claim's anchor is another's.
        return f"{self.claim}_{self.position + 1}" if self.position else str(self.claim)


class Archived(NamedTuple):
    """The archived text of a source: readable or not, and whether it is the text that the fact file names."""

    path: str
    snapshot: Snapshot | None
    digest: str
    problem: str = ""
    stale: bool = False

    @property
    def checkable(self) -> bool:
        """Whether it is there, as it was archived: nothing can be held against a text that is missing or another."""
        return self.snapshot is not None and not self.stale


class Briefing(Value):
    """One briefing, read and located. `facts` describe it; the rest is derived from them and the archived texts."""

    id: str
    document: strict.Document
    facts: Facts
    archive: Mapping[str, Archived]
    passages: tuple[Passage, ...]
    prose: Mapping[Path, prose_.Parsed]
    marked: tuple[walk.Marked, ...]
    """Every id that names another record and every prose field, in the order of the model."""
    unread: decode.Unread = decode.Unread()
    """What the fact file holds beyond `facts`; empty in a briefing that pages are made of."""

    def span(self, *path: str | int, key: bool = False) -> Span:
        """Where the value (or key) at `path` stands in the fact file."""
        return self.document.span(path, key=key)

    @once
    def references(self) -> tuple[walk.Marked, ...]:
        """Every id that names another record, in the order of the model; kept, because many rules ask."""
        return tuple([field for field in self.marked if isinstance(field.mark, RefersTo)])

    @once
    def marked_of(self) -> Mapping[Path, tuple[walk.Marked, ...]]:
        """The first two steps of a path → everything in `marked` below it; one for each record."""
        found: dict[Path, list[walk.Marked]] = {}
        for field in self.marked:
            found.setdefault(field.path[:2], []).append(field)
        return {path: tuple(fields) for path, fields in found.items()}

    @once
    def links(self) -> Mapping[Path, frozenset[str]]:
        """The first two steps of a path → every id that something below it names; one for each record."""
        found: dict[Path, set[str]] = {}
        for field in self.references:
            found.setdefault(field.path[:2], set()).add(field.value)
        return {path: frozenset(ids) for path, ids in found.items()}

    @once
    def prose_fields(self) -> tuple[walk.Marked, ...]:
        """Every prose field, in the order of the model."""
        return tuple([field for field in self.marked if isinstance(field.mark, ProseRule)])

    @once
    def ids(self) -> Mapping[str, str]:
        """id → record kind, of every record, unreadable ones included; the first where an id is used twice."""
        found: dict[str, str] = dict(self.unread.ids)
        for kind, id, _ in self.records():
            found.setdefault(id, kind)
        return found

    @once
    def former_ids(self) -> Mapping[str, str]:
        """Earlier id → today's id."""
        return {old: id for _, id, record in self.records() for old in record.formerly}

    def records(self) -> Iterator[tuple[str, str, Any]]:
        """Every record with an id, as (kind, id, record)."""
        for kind in KINDS:
            for id, record in getattr(self.facts, kind).items():
                yield kind, id, record

    def sentences(self, *path: str | int) -> tuple[prose_.Sentence, ...]:
        """The sentences of the prose field at `path`, none where the field is left out."""
        parsed = self.prose.get(path)
        return parsed.sentences if parsed else ()

    def evidence_of(self, claim: str) -> tuple[Passage, ...]:
        """The passages of one claim, in the author's order."""
        return self._by_claim.get(claim, ())

    def kept(self, work: Callable[[Briefing, str], Found], id: str) -> Found:
        """What a later stage works out of the briefing about a record: once, and kept as long as the briefing."""
        if (work, id) not in self._kept:
            self._kept[work, id] = work(self, id)
        found: Found = self._kept[work, id]
        return found

    @once
    def _kept(self) -> dict[tuple[object, str], Any]:
        return {}

    @once
    def _by_claim(self) -> Mapping[str, tuple[Passage, ...]]:
        found: dict[str, list[Passage]] = {}
        for passage in self.passages:
            if passage.claim is not None:
                found.setdefault(passage.claim, []).append(passage)
        return {claim: tuple(passages) for claim, passages in found.items()}
