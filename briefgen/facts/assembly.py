"""One briefing's folder → the briefing: its fact file decoded, its passages located in the archived texts, its prose parsed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping

from briefgen.base.diagnostics import Code, Diagnostic, Span
from briefgen.base.tree import MISNAMED, Tree
from briefgen.facts import decode, prose, walk
from briefgen.facts.corpus import Archived, Briefing, Passage
from briefgen.facts.evidence import Evidence
from briefgen.facts.fields import ProseRule
from briefgen.facts.model import Facts
from briefgen.texts.folding import Snapshot
from briefgen.texts.quotes import Located, Missing, Verdict, locate
from briefgen.yaml import strict
from briefgen.yaml.limits import is_plain

Parse = Callable[[str, str], prose.Parsed]
"""Prose and its language → what it is."""

Read = Callable[[str, bytes, strict.Limits], tuple[strict.Document | None, list[Diagnostic]]]
"""Path, bytes and limits of a fact file → its document, and what is wrong with it as YAML."""


def assemble(
    id: str,
    folder: str,
    tree: Tree,
    limits: strict.Limits,
    *,
    read: Read = strict.parse,
    parse: Parse = prose.parse,
) -> tuple[Briefing | None, list[Diagnostic]]:
    """The briefing in `folder`, or None where its fact file has no usable shape, with what is wrong so far.

    It knows no other briefing, so the result can be kept as long as the folder's bytes stay the same.
    """
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
    document: strict.Document,
    tree: Tree,
    *,
    more: bool = False,
    parse: Parse = prose.parse,
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
    document: strict.Document,
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
    if not is_plain(raw) and (control := strict.CONTROL.search(text)):
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
