"""The rules about what we conclude: judgments and the relations between parties, and what each rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.base.diagnostics import Code, Diagnostic
from briefgen.base.nearest import did_you_mean
from briefgen.base.values import Pattern
from briefgen.facts.corpus import Briefing
from briefgen.facts.fields import BINS
from briefgen.texts.likelihood import ICD203, term_in

_CONFIDENCE = Pattern(r"\bconfiden(t|ce)\b", re.IGNORECASE)


def attributed_to_somebody(briefing: Briefing) -> Iterator[Diagnostic]:
    """A claim that no record could settle, and so is only attributed, says to whom."""
    for id, claim in briefing.facts.claims.items():
        if BINS[claim.assessment.verdict] == "attributed" and claim.speaker == "unnamed":
            yield Diagnostic(
                Code.SPEAKER,
                briefing.span("claims", id, "speaker"),
                f"the claim “{id}” is attributed to nobody: its speaker is unnamed",
                "name the party that says it; where nobody is named, the verdict is unverified",
            )


def relations_founded(briefing: Briefing) -> Iterator[Diagnostic]:
    """A relation rests on a claim, or is background and rests on a reference."""
    for index, relation in enumerate(briefing.facts.relations):
        if not relation.claims and not relation.references:
            unfounded = "the relation rests on nothing", "add claims: or references:"
        elif not relation.claims and not relation.background:
            message = "no claim states the relation, so it is background"
            unfounded = message, "add claims:, or background: true"
        elif relation.claims and relation.background:
            message = "a claim states the relation, so it is not background"
            unfounded = message, "take out background: or claims:"
        else:
            continue
        span = briefing.span("relations", index, "type", key=True)
        yield Diagnostic(Code.UNFOUNDED_RELATION, span, *unfounded)


def likelihood_stated(briefing: Briefing) -> Iterator[Diagnostic]:
    """A judgment's statement holds its likelihood term once, and no word of confidence."""
    for id, judgment in briefing.facts.judgments.items():
        problem = term_in(judgment.statement, judgment.likelihood.term, judgment.likelihood.wording)
        if isinstance(problem, str):
            span = briefing.span("judgments", id, "statement")
            help_text = "write the term once in the statement; its range is printed behind it"
            if "is not a term" in problem:
                span = briefing.span("judgments", id, "likelihood", "term")
                nearest = did_you_mean(judgment.likelihood.term, list(ICD203))
                help_text = nearest or f"allowed: {', '.join(ICD203)}"
            yield Diagnostic(Code.LIKELIHOOD, span, problem, help_text)
        if _CONFIDENCE.search(judgment.statement):
            span = briefing.span("judgments", id, "statement")
            message = "the statement speaks of confidence and of likelihood"
            yield Diagnostic(
                Code.CONFIDENCE, span, message, "say how well founded it is in confidence_basis"
            )


def judgments_complete(briefing: Briefing) -> Iterator[Diagnostic]:
    """A major judgment names an alternative and an indicator, and rests on nothing that rests on it."""
    for id, judgment in briefing.facts.judgments.items():
        for name in ("alternatives", "indicators"):
            if judgment.major and not getattr(judgment, name):
                span = briefing.span("judgments", id)
                message = f"the judgment “{id}” has no {name}"
                yield Diagnostic(Code.JUDGMENT, span, message, f"add {name}:, or major: false")
        if id in _grounds(briefing, id):
            message = f"the judgment “{id}” rests on itself"
            yield Diagnostic(
                Code.JUDGMENT,
                briefing.span("judgments", id, "rests_on"),
                message,
                "break the circle",
            )


def _grounds(briefing: Briefing, judgment: str) -> set[str]:
    """Every judgment that `judgment` rests on, through all levels."""
    found: set[str] = set()
    waiting = [judgment]
    while waiting:
        record = briefing.facts.judgments.get(waiting.pop())
        for id in record.rests_on if record else ():
            if briefing.ids.get(id) == "judgments" and id not in found:
                found.add(id)
                waiting.append(id)
    return found
