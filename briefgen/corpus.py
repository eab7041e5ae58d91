"""What the later stages work on: each briefing with its facts, archived texts, located evidence and parsed prose.

`assemble` reads one briefing's folder out of a `Tree`. It knows no other briefing, so its result can be kept as long as
that folder's bytes stay the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from briefgen import decode, walk, yamltext
from briefgen import prose as prose_
from briefgen.diagnostics import Code, Diagnostic, Span
from briefgen.evidence import Evidence
from briefgen.fields import ProseRule, RefersTo
from briefgen.folding import Snapshot
from briefgen.model import Facts
from briefgen.named import NamedTuple
from briefgen.quotes import Located, Missing, Verdict, locate
from briefgen.tree import MISNAMED, Tree
from briefgen.values import Value, once
from briefgen.yamllimits import is_plain

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

    path: yamltext.Path
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
    document: yamltext.Document
    facts: Facts
    archive: Mapping[str, Archived]
    passages: tuple[Passage, ...]
    prose: Mapping[yamltext.Path, prose_.Parsed]
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
    def marked_of(self) -> Mapping[yamltext.Path, tuple[walk.Marked, ...]]:
        """The first two steps of a path → everything in `marked` below it; one for each record."""
        found: dict[yamltext.Path, list[walk.Marked]] = {}
        for field in self.marked:
            found.setdefault(field.path[:2], []).append(field)
        return {path: tuple(fields) for path, fields in found.items()}

    @once
    def links(self) -> Mapping[yamltext.Path, frozenset[str]]:
        """The first two steps of a path → every id that something below it names; one for each record."""
        found: dict[yamltext.Path, set[str]] = {}
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


Parse = Callable[[str, str], prose_.Parsed]
"""Prose and its language → what it is."""

Read = Callable[[str, bytes, yamltext.Limits], tuple[yamltext.Document | None, list[Diagnostic]]]
"""Path, bytes and limits of a fact file → its document, and what is wrong with it as YAML."""


def assemble(
    id: str,
    folder: str,
    tree: Tree,
    limits: yamltext.Limits,
    *,
    read: Read = yamltext.parse,
    parse: Parse = prose_.parse,
) -> tuple[Briefing | None, list[Diagnostic]]:
    """The briefing in `folder`, or None where its fact file has no usable shape, with what is wrong so far."""
    path = f"{folder}/facts.yml"
    if path not in tree.files:
        reason = tree.refused.get(path, "is missing")
        misnamed = reason.startswith(MISNAMED)
        mend = "rename it to facts.yml" if misnamed else "put a facts.yml into the folder"
        return None, [_no_facts(path, reason, mend)]
    document, problems = read(path, tree.files[path], limits)
    if document is None:
        return None, problems
    if document.data is None:
        mend = "begin with title: and question:, or let `briefgen draft` make a first version"
        return None, [*problems, _no_facts(path, "is empty", mend)]
    briefing, shape_problems = of_document(
        id, folder, document, tree, more=bool(problems), parse=parse
    )
    return briefing, problems + shape_problems


def _no_facts(path: str, reason: str, mend: str) -> Diagnostic:
    return Diagnostic(Code.NO_FACTS, Span(path), f"the fact file {reason}", mend)


def of_document(
    id: str,
    folder: str,
    document: yamltext.Document,
    tree: Tree,
    *,
    more: bool = False,
    parse: Parse = prose_.parse,
) -> tuple[Briefing | None, list[Diagnostic]]:
    """The briefing that a parsed fact file describes, or None where the file has no usable shape.

    `more` says that the file has other problems, so that data may be missing from it.
    """
    decoded = decode.decode(document)
    facts, problems = decoded.facts, list(decoded.problems)
    unread = decoded.unread._replace(more=more)
    if facts is None:
        return None, problems
    whole = located(id, document, facts, folder, tree, unread)
    parsed = {
        field.path: parse(field.value, facts.language)
        for field in whole.marked
        if isinstance(field.mark, ProseRule)
    }
    return whole.replaced(prose=parsed), problems


def located(
    id: str,
    document: yamltext.Document,
    facts: Facts,
    folder: str,
    tree: Tree,
    unread: decode.Unread | None = None,
) -> Briefing:
    """The briefing with its evidence located and no prose parsed, which is the slower half."""
    archive = {
        key: _archived(f"{folder}/{source.snapshot}", source.sha256, tree)
        for key, source in facts.sources.items()
    }
    unread = unread or decode.Unread()
    only = "" if unread.concerns("sources") or len(archive) > 1 else next(iter(archive))
    passages = tuple(_evidence(facts, archive, only)) + tuple(_ignored(facts, archive))
    return Briefing(id, document, facts, archive, passages, {}, walk.marked(facts), unread)


def _archived(path: str, digest: str, tree: Tree) -> Archived:
    raw = tree.files.get(path)
    if raw is None:
        return Archived(path, None, "", tree.refused.get(path, "is missing"))
    actual = hashlib.sha256(raw).hexdigest()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        return Archived(path, None, actual, f"is not UTF-8 (byte {problem.start})")
    if not is_plain(raw) and (control := yamltext.CONTROL.search(text)):
        return Archived(path, None, actual, _holds_control(text, control.start()))
    return Archived(path, Snapshot.of(text), actual, stale=actual != digest)


def _holds_control(text: str, offset: int) -> str:
    # Marks of direction stay: an archived text may need them, and each stretch of it is isolated on the page.
    return f"holds the control character U+{ord(text[offset]):04X} (at character {offset + 1:,})"


def _evidence(facts: Facts, archive: Mapping[str, Archived], only: str) -> Iterator[Passage]:
    for claim, record in facts.claims.items():
        for position, evidence in enumerate(record.evidence):
            source = evidence.source or only
            path = ("claims", claim, "evidence", position)
            found = _judge(evidence, source, archive)
            yield Passage(path, source, evidence.exact, found, claim=claim, position=position)


def _ignored(facts: Facts, archive: Mapping[str, Archived]) -> Iterator[Passage]:
    for source, record in facts.sources.items():
        for position, ignored in enumerate(record.ignore):
            evidence = Evidence(exact=ignored.exact, prefix=ignored.prefix, suffix=ignored.suffix)
            path = ("sources", source, "ignore", position)
            found = _judge(evidence, source, archive)
            yield Passage(
                path, source, ignored.exact, found, position=position, reason=ignored.reason
            )


def _judge(evidence: Evidence, source: str, archive: Mapping[str, Archived]) -> Located | Missing:
    """The one verdict on an evidence. Whatever cannot be checked does not pass."""
    held = archive.get(source)
    if held is None or held.snapshot is None:
        return Missing(Verdict.UNCHECKED)
    if held.stale:
        return Missing(Verdict.STALE_SOURCE)
    found = _located(evidence, held.snapshot)
    if isinstance(found, Missing) and found.verdict is Verdict.NOT_FOUND:
        for other, elsewhere in archive.items():
            if (
                other != source
                and elsewhere.snapshot
                and isinstance(_located(evidence, elsewhere.snapshot), Located)
            ):
                return Missing(Verdict.MISATTRIBUTED)
    return found


def _located(evidence: Evidence, snapshot: Snapshot) -> Located | Missing:
    return locate(
        evidence.exact, snapshot, prefix=evidence.prefix or "", suffix=evidence.suffix or ""
    )
