"""Review stamps: who looked at which content of a claim, when, and what support they judged its passage to give.

A stamp holds the content it was given for. It is current as long as that content is the same after folding; an editorial
change keeps it, a change of meaning makes it stale, and nothing but `briefgen review` writes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from briefgen.base.diagnostics import Code, Diagnostic, Severity, Span
from briefgen.base.named import NamedTuple
from briefgen.base.tree import Tree
from briefgen.facts.fields import ID_PATTERN
from briefgen.facts.model import Claim, Facts
from briefgen.texts.folding import fold_text
from briefgen.yaml import strict

FILE = "reviews.yml"
SUPPORT = ("supports", "partly", "unrelated", "contradicts")
"""What a reviewer can judge: does the passage support the statement?"""

_FIELDS = ("claim", "by", "on", "support", "digest", "statement", "evidence", "assessment")
_HEADER = "# Written by `briefgen review`: who looked at which content. A stamp goes stale when its claim changes.\n"


class Stamp(NamedTuple):
    """One review of one claim, with the content that was reviewed."""

    claim: str
    by: str
    on: str
    support: str
    digest: str
    statement: str
    evidence: str
    assessment: str


class StaleStamp(NamedTuple):
    """A stamp whose claim is no longer what was reviewed: from what, to what ("" where the claim is gone)."""

    briefing: str
    claim: str
    by: str
    on: str
    before: str
    after: str


def content(facts: Facts, claim: Claim) -> Mapping[str, str]:
    """What a review of `claim` covers, folded: its statement, passages and assessment."""
    only = next(iter(facts.sources)) if len(facts.sources) == 1 else ""
    passages = sorted(f"{e.source or only}: {fold_text(e.exact)}" for e in claim.evidence)
    judged = claim.assessment
    parts = (judged.verdict, judged.confidence or "", judged.note or "", *sorted(judged.references))
    return {
        "statement": fold_text(claim.statement),
        "evidence": " · ".join(passages),
        "assessment": " · ".join(fold_text(part) for part in parts if part),
    }


def digest(held: Mapping[str, str]) -> str:
    """The SHA-256 of a claim's content."""
    import json  # few checks have a review to compare

    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


def stamp(facts: Facts, claim: str, *, by: str, on: str, support: str) -> Stamp:
    """A stamp for the claim as it stands."""
    held = content(facts, facts.claims[claim])
    return Stamp(claim=claim, by=by, on=on, support=support, digest=digest(held), **held)


def read(tree: Tree, folder: str) -> tuple[tuple[Stamp, ...], list[Diagnostic]]:
    """The stamps beside a fact file, oldest first, and what is wrong with their file."""
    path = f"{folder}/{FILE}"
    if path not in tree.files:
        return (), []
    document, problems = strict.parse(path, tree.files[path])
    if document is None:
        return (), problems
    entries = document.data.get("reviews") if isinstance(document.data, dict) else None
    if not isinstance(entries, list):
        message = "the file of reviews has no list “reviews”"
        return (), [*problems, Diagnostic(Code.WRONG_TYPE, Span(path), message, _REMEDY)]
    stamps = []
    for index, entry in enumerate(entries):
        if _sound(entry):
            stamps.append(Stamp(**entry))
        else:
            span = document.span(("reviews", index))
            problems.append(Diagnostic(Code.BAD_VALUE, span, "this is not a review", _REMEDY))
    return tuple(stamps), problems


_REMEDY = "take the entry out and run briefgen review again"


def _sound(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == set(_FIELDS)
        and all(isinstance(value, str) for value in entry.values())
        and re.match(ID_PATTERN, entry["claim"]) is not None
        and re.fullmatch(r"\d{4}-\d\d-\d\d", entry["on"]) is not None
        and entry["support"] in SUPPORT
        and entry["digest"] == digest({name: entry[name] for name in _FIELDS[5:]})
    )


def write(stamps: Iterable[Stamp], added: Iterable[Stamp]) -> str:
    """The file with `added` in it; a new stamp takes the place of the same person's earlier one on a claim."""
    added = list(added)
    again = {(stamp.claim, stamp.by) for stamp in added}
    kept = [stamp for stamp in stamps if (stamp.claim, stamp.by) not in again]
    import json

    lines = [_HEADER, "reviews:\n"]
    for each in (*kept, *added):
        for index, name in enumerate(_FIELDS):
            # A JSON string is a YAML string; it needs no other quoting and never folds.
            value = json.dumps(getattr(each, name), ensure_ascii=False)
            lines.append(f"  {'- ' if index == 0 else '  '}{name}: {value}\n")
    return "".join(lines)


def stale(briefing: str, facts: Facts, stamps: Iterable[Stamp]) -> Iterator[StaleStamp]:
    """The stamps whose claim is no longer what was reviewed, with the part that differs."""
    for each in stamps:
        record = claim_of(facts, each.claim)
        now = content(facts, record[1]) if record else {}
        if record and digest(now) == each.digest:
            continue
        parts = ("statement", "evidence", "assessment")
        differing = [p for p in parts if getattr(each, p) != now.get(p, "")]
        before = " | ".join(getattr(each, part) for part in differing)
        after = " | ".join(now.get(part, "") for part in differing) if record else ""
        yield StaleStamp(briefing, each.claim, each.by, each.on, before, after)


def claim_of(facts: Facts, id: str) -> tuple[str, Claim] | None:
    """The claim that `id` names today, also by an earlier id."""
    if id in facts.claims:
        return id, facts.claims[id]
    return next(((now, c) for now, c in facts.claims.items() if id in c.formerly), None)


def warnings(path: str, found: Iterable[StaleStamp]) -> Iterator[Diagnostic]:
    """A warning for each stale stamp."""
    for each in found:
        message = f"the review of “{each.claim}” by {each.by} is of an earlier content"
        help_text = "read the claim again, then: briefgen review " + each.claim
        yield Diagnostic(Code.STALE_REVIEW, Span(path), message, help_text, Severity.WARNING)
