"""All rules about one briefing: one rule, one function, one code. Each yields what it finds; order does not matter.

A rule sees a `Briefing` whose shape is right. Rules about the words of a statement are in `consistency`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefgen.base.diagnostics import Code, Diagnostic
from briefgen.facts.corpus import Briefing
from briefgen.rules import consistency, idrules, judgmentrules, proserules, quoterules, slips
from briefgen.rules.judged import Known


def check(briefing: Briefing, known: Known | None = None) -> list[Diagnostic]:
    """Everything the rules find in one briefing, unordered. `known`: what earlier checks of it found.

    Where the file could be read in part only, the rules that need to have seen all of it stay silent.
    """
    rules = [rule for rule in RULES if not (briefing.unread and rule in NEED_ALL)]
    found = [diagnostic for rule in rules for diagnostic in rule(briefing)]
    # What a sentence may say hangs on the records it names: a wrong id would be reported twice.
    if not briefing.unread and not any(diagnostic.code in _UNSOUND for diagnostic in found):
        found += consistency.check(briefing, known)
    return found


Rule = Callable[[Briefing], Iterable[Diagnostic]]

RULES: tuple[Rule, ...] = (
    quoterules.quotes_located,
    quoterules.evidence_is_content,
    quoterules.snapshots_unchanged,
    quoterules.sources_named,
    idrules.ids_unique,
    idrules.references_resolve,
    idrules.citations_resolve,
    idrules.nothing_cites_retracted,
    idrules.sources_used,
    idrules.references_used,
    judgmentrules.attributed_to_somebody,
    judgmentrules.relations_founded,
    proserules.markup_known,
    proserules.sentences_seen,
    proserules.sentences_cited,
    judgmentrules.likelihood_stated,
    judgmentrules.judgments_complete,
    quoterules.coverage_reached,
    proserules.nothing_left_to_decide,
    slips.texts_whole,
    slips.tags_known,
    slips.answers_given,
)
"""Every rule about records, in the order of the model; those about words are in `consistency`."""

_UNSOUND = (Code.UNKNOWN_ID, Code.WRONG_KIND, Code.UNFOUNDED_RELATION)
"""With one of these, names and numbers are not compared with the evidence."""

NEED_ALL = frozenset({idrules.sources_used, idrules.references_used, quoterules.coverage_reached})
"""The rules that find something missing, and so must have seen everything."""
