"""What differs between two states of one record: one function for each kind of record, each yielding what it finds.

Both states come as plain values (`versions.plain`), so that nothing but a difference a reader can see is left to find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.changes import wording
from briefgen.changes.versions import shown
from briefgen.facts.fields import BINS
from briefgen.texts.likelihood import ICD203

Plain = Mapping[str, Any]
"""A record as plain values: attribute → value."""


@dataclass(frozen=True, slots=True)
class Found:
    """One difference: the id of its rule, the field (dots between levels), and both states in words."""

    rule: str
    field: str
    before: str
    after: str


_CONFIDENCE = ("", "low", "moderate", "high")
_CITED = re.compile(r" ?\[\[[a-z0-9-]+\]\]")
_CITED_ID = re.compile(r"\[\[(?!not\])([a-z0-9-]+)\]\]")


def claim(old: Plain, new: Plain, *, parties: frozenset[str]) -> Iterator[Found]:
    """The changes of a claim; `parties` are the stakeholders, whom a statement may be attributed to."""
    yield from _words(old["statement"], new["statement"])
    yield from _items(
        "evidence", old, new, ("evidence-added", "evidence-dropped", "evidence-changed")
    )
    yield from _speaker(old["speaker"], new["speaker"], parties)
    yield from _assessment(old["assessment"], new["assessment"])
    if old["status"] != new["status"]:
        rule = "claim-retracted" if new["status"] == "retracted" else "claim-reinstated"
        yield Found(rule, "status", old["status"], new["status"])
    rules = {
        "kind": "kind-changed",
        "date": "date-changed",
        "about": "about-changed",
        "basis": "basis-changed",
    }
    told = {"statement", "evidence", "speaker", "assessment", "status"}
    yield from _fields(old, new, rules, otherwise="detail-changed", told=told)


def _words(old: str, new: str) -> Iterator[Found]:
    if old != new:
        for rule in wording.rules(old, new):
            yield Found(rule, "statement", old, new)


def _speaker(old: str, new: str, parties: frozenset[str]) -> Iterator[Found]:
    if old != new:
        named, names = old in parties, new in parties
        rule = "speaker-changed"
        if named is not names:
            rule = "attribution-lost" if named else "attribution-gained"
        yield Found(rule, "speaker", old, new)


def _assessment(old: Plain, new: Plain) -> Iterator[Found]:
    if old["verdict"] != new["verdict"]:
        yield Found("verdict-changed", "assessment.verdict", old["verdict"], new["verdict"])
        bins = BINS[old["verdict"]], BINS[new["verdict"]]
        if bins[0] != bins[1]:
            yield Found("bin-changed", "assessment.verdict", *bins)
    yield from _confidence(old, new, "assessment.confidence")
    before, after = old["note"] or "", new["note"] or ""
    cited = [set(_CITED_ID.findall(note)) for note in (before, after)]
    support = [cited[0] | set(old["references"]), cited[1] | set(new["references"])]
    for id in sorted(support[1] - support[0]):
        yield Found("support-added", "assessment.references", "", id)
    for id in sorted(support[0] - support[1]):
        yield Found("support-dropped", "assessment.references", id, "")
    reworded = _CITED.sub("", before) != _CITED.sub("", after)
    if reworded or (before != after and cited[0] == cited[1]):
        yield Found("note-changed", "assessment.note", before, after)


def _confidence(old: Plain, new: Plain, field: str) -> Iterator[Found]:
    before, after = old["confidence"] or "", new["confidence"] or ""
    if before != after:
        raised = _CONFIDENCE.index(after) > _CONFIDENCE.index(before)
        yield Found(f"confidence-{'raised' if raised else 'lowered'}", field, before, after)


def _items(field: str, old: Plain, new: Plain, rules: tuple[str, str, str]) -> Iterator[Found]:
    """Items of a list that came or went; `rules` for only added, only dropped, and both."""
    gone = [shown(item) for item in old[field] if item not in new[field]]
    come = [shown(item) for item in new[field] if item not in old[field]]
    if gone or come:
        rule = rules[2] if gone and come else rules[0] if come else rules[1]
        yield Found(rule, field, " · ".join(gone), " · ".join(come))


def _fields(
    old: Plain, new: Plain, rules: Mapping[str, str], *, otherwise: str, told: set[str]
) -> Iterator[Found]:
    """Every field that differs and is not in `told`, under the rule named for it or `otherwise`."""
    for field in old:
        if field not in told and old[field] != new[field]:
            rule = rules.get(field, otherwise)
            yield Found(rule, field, shown(old[field]), shown(new[field]))


def source(old: Plain, new: Plain) -> Iterator[Found]:
    """The changes of a source; its value holds the actual digest of the archived text as `digest`."""
    before, after = ((side["sha256"], side["digest"]) for side in (old, new))
    if before != after:
        which = 0 if before[0] != after[0] else 1
        yield Found("source-text-changed", "sha256", before[which], after[which])
    told = {"sha256", "digest"}
    yield from _fields(
        old, new, {"ignore": "ignored-changed"}, otherwise="source-changed", told=told
    )


def reference(old: Plain, new: Plain) -> Iterator[Found]:
    """The changes of a reference."""
    if old["reliability"] != new["reliability"]:
        # A is the best.
        rule = f"reliability-{'raised' if new['reliability'] < old['reliability'] else 'lowered'}"
        yield Found(rule, "reliability", old["reliability"], new["reliability"])
    yield from _fields(old, new, {}, otherwise="reference-changed", told={"reliability"})


def judgment(old: Plain, new: Plain) -> Iterator[Found]:
    """The changes of a judgment; its likelihood term is compared on its scale and not as words of the statement."""
    before, after = (_without_term(side) for side in (old, new))
    if before != after:
        for rule in wording.rules(before, after):
            yield Found(rule, "statement", old["statement"], new["statement"])
    ranges = [ICD203.get(side["likelihood"]["term"].lower()) for side in (old, new)]
    told = {"statement", "confidence", "rests_on"}
    if ranges[0] != ranges[1] and ranges[0] and ranges[1]:
        raised = ranges[1] > ranges[0]
        terms = (old["likelihood"]["term"], new["likelihood"]["term"])
        yield Found(f"likelihood-{'raised' if raised else 'lowered'}", "likelihood", *terms)
        told.add("likelihood")
    yield from _confidence(old, new, "confidence")
    for id in new["rests_on"]:
        if id not in old["rests_on"]:
            yield Found("ground-added", "rests_on", "", id)
    for id in old["rests_on"]:
        if id not in new["rests_on"]:
            yield Found("ground-dropped", "rests_on", id, "")
    yield from _fields(old, new, {}, otherwise="judgment-changed", told=told)


def _without_term(side: Plain) -> str:
    term = side["likelihood"]["wording"] or side["likelihood"]["term"]
    return re.sub(re.escape(term), "…", side["statement"], count=1, flags=re.IGNORECASE)


def question(old: Plain, new: Plain) -> Iterator[Found]:
    """The changes of a question; an answer and the status that goes with it are one change."""
    told = {"status"}
    if old["status"] != new["status"]:
        rule = "question-narrowed" if new["status"] == "narrowed" else "question-widened"
        if "answered" in (old["status"], new["status"]):
            rule = "question-answered" if new["status"] == "answered" else "question-reopened"
        yield Found(rule, "status", old["status"], new["status"])
    rules = {"question": "question-reworded"}
    yield from _fields(old, new, rules, otherwise="question-changed", told=told)


def _whole(rule: str) -> Callable[[Plain, Plain], Iterator[Found]]:
    """A comparison that has one rule for all fields."""
    return lambda old, new: _fields(old, new, {}, otherwise=rule, told=set())


OTHERS: Mapping[str, Callable[[Plain, Plain], Iterator[Found]]] = {
    "problems": _whole("problem-changed"),
    "sources": source,
    "references": reference,
    "judgments": judgment,
    "stakeholders": _whole("stakeholder-changed"),
    "questions": question,
    "terms": _whole("term-changed"),
    "events": _whole("event-changed"),
}
"""Record kind → comparison, for every kind but claims, which need to know the parties."""

COME_AND_GO = {
    "problems": ("problem-added", "problem-dropped"),
    "sources": ("source-added", "source-dropped"),
    "references": ("reference-added", "reference-dropped"),
    "claims": ("claim-added", "claim-removed"),
    "judgments": ("judgment-added", "judgment-dropped"),
    "stakeholders": ("stakeholder-added", "stakeholder-dropped"),
    "questions": ("question-opened", "question-dropped"),
    "terms": ("term-added", "term-dropped"),
    "events": ("event-added", "event-dropped"),
}
"""Record kind → rules for a record that is new, and for one that is gone."""
