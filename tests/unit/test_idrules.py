"""The rules about ids: used twice, unknown, of the wrong kind, of no use."""

from __future__ import annotations

import pytest

from briefgen.rules import idrules
from tests.unit.rules import NAMED, REPORT, SECOND, Case, said

"""Each evidence with the name of its source."""

STILL = "The ferry stands still. [[no-ferry]]"
NO_FERRY = "evidence: The ferry to Aldra will not run in March."

CASES = (
    # What is only ignored in a source does not make it of use.
    Case(
        idrules.sources_used,
        (
            (
                SECOND[0],
                SECOND[1].replace(
                    "Short.\n",
                    "Short.\n    ignore:\n      - exact: The report\n        reason: title\n",
                ),
            ),
            *NAMED,
        ),
        [
            "BG404 warning f/facts.yml:20:3-20:9 no claim rests on the source “report” → add a claim or delete the source"
        ],
        files=REPORT,
    ),
    Case(
        idrules.references_resolve,
        (
            ("raised_by: [no-ferry]", "raised_by: [pier-shut]"),
            (
                "terms:\n",
                "events:\n  pier-shut:\n    date: '2031-01-02'\n    statement: The pier was shut. [[analyst]]\nterms:\n",
            ),
        ),
        [
            "BG403 f/facts.yml:76:17-76:26 “pier-shut” is an event; this must be a claim → write the id of a claim"
        ],
    ),
    Case(
        idrules.ids_unique,
        (("  pier:\n", "  no-ferry:\n"),),
        [
            "BG402 f/facts.yml:84:3-84:11 the id “no-ferry” is used twice → rename one of them; the other is on line 29 [used here too: f/facts.yml:29:3-29:11]"
        ],
    ),
    Case(
        idrules.ids_unique,
        (("  council-meeting:\n", "  council-meeting:\n    formerly: [money-spent]\n"),),
        [
            "BG402 f/facts.yml:46:5-46:13 the id “money-spent” is used twice → rename one of them; the other is on line 36 [used here too: f/facts.yml:36:3-36:14]"
        ],
    ),
    Case(
        idrules.ids_unique,
        (
            ("  council-meeting:\n", "  council-meeting:\n    formerly: [old]\n"),
            ("  pier:\n", "  pier:\n    formerly: [old]\n"),
        ),
        [
            "BG402 f/facts.yml:86:5-86:13 the id “old” is used twice → rename one of them; the other is on line 46 [used here too: f/facts.yml:46:5-46:13]"
        ],
    ),
    Case(
        idrules.references_resolve,
        (("raised_by: [no-ferry]", "raised_by: [no-fery]"),),
        [
            "BG401 f/facts.yml:76:17-76:24 there is no claim “no-fery” → did you mean claim “no-ferry”?"
        ],
    ),
    Case(
        idrules.references_resolve,
        (("raised_by: [no-ferry]", "raised_by: [zzzzz]"),),
        ["BG401 f/facts.yml:76:17-76:22 there is no claim “zzzzz” → write the id of a claim"],
    ),
    Case(
        idrules.references_resolve,
        (("raised_by: [no-ferry]", "raised_by: [pier]"),),
        [
            "BG403 f/facts.yml:76:17-76:21 “pier” is a term; this must be a claim → write the id of a claim"
        ],
    ),
    Case(
        idrules.references_resolve,
        (("speaker: orla-finn", "speaker: orla-fin"),),
        [
            "BG401 f/facts.yml:39:14-39:22 there is no source or stakeholder “orla-fin” → did you mean stakeholder “orla-finn”?"
        ],
    ),
    Case(
        idrules.references_resolve,
        (("speaker: orla-finn", "speaker: pier"),),
        [
            "BG403 f/facts.yml:39:14-39:18 “pier” is a term; this must be a source or a stakeholder → write the id of a source or a stakeholder"
        ],
    ),
    Case(
        idrules.references_resolve,
        (("speaker: orla-finn", "speaker: zzzz"),),
        [
            "BG401 f/facts.yml:39:14-39:18 there is no source or stakeholder “zzzz” → write the id of a source or a stakeholder"
        ],
    ),
    Case(
        idrules.references_resolve,
        (
            ("  pier:\n", "  pier:\n    formerly: [old-pier]\n"),
            ("raised_by: [no-ferry]", "raised_by: [old-pier]"),
        ),
        ["BG401 f/facts.yml:76:17-76:25 there is no claim “old-pier” → it is “pier” now"],
    ),
    Case(
        idrules.references_resolve,
        (("speaker: orla-finn", "speaker: unnamd"),),
        [
            "BG401 f/facts.yml:39:14-39:20 there is no source or stakeholder “unnamd” → did you mean “unnamed”?"
        ],
    ),
    Case(idrules.references_resolve, (("stakeholders:\n", "stakeholder:\n"),), []),
    Case(
        idrules.citations_resolve,
        ((STILL, "The ferry stands still. [[no-fery]]"),),
        [
            "BG401 f/facts.yml:7:29-7:40 there is no record “no-fery” → did you mean claim “no-ferry”?"
        ],
    ),
    Case(
        idrules.citations_resolve,
        (
            (
                "why: The island has no other link. [[analyst]]",
                "why: The island has no other link. [[analist]]",
            ),
        ),
        ["BG401 f/facts.yml:77:40-77:51 there is no record “analist” → did you mean “analyst”?"],
    ),
    Case(
        idrules.citations_resolve,
        ((STILL, "The ferry stands still. [[zzzzz]]"),),
        ["BG401 f/facts.yml:7:29-7:38 there is no record “zzzzz” → write the id of a record"],
    ),
    Case(
        idrules.citations_resolve,
        ((STILL, "The ferry stands still. [[no-ferry]] [[xyzzy]]"),),
        ["BG401 f/facts.yml:7:42-7:51 there is no record “xyzzy” → write the id of a record"],
    ),
    Case(idrules.citations_resolve, ((STILL, "The ferry stands still. [[No Ferry]]"),), []),
    Case(
        idrules.nothing_cites_retracted,
        (("    kind: fact\n", "    kind: fact\n    status: retracted\n"),),
        [
            "BG405 f/facts.yml:59:16-59:24 the claim “no-ferry” is retracted → cite another claim, or take the sentence out",
            "BG405 f/facts.yml:77:17-77:25 the claim “no-ferry” is retracted → cite another claim, or take the sentence out",
            "BG405 f/facts.yml:7:29-7:41 the claim “no-ferry” is retracted → cite another claim, or take the sentence out",
            "BG405 f/facts.yml:58:43-58:55 the claim “no-ferry” is retracted → cite another claim, or take the sentence out",
            "BG405 f/facts.yml:79:38-79:50 the claim “no-ferry” is retracted → cite another claim, or take the sentence out",
        ],
    ),
    Case(idrules.sources_used, (SECOND,), [], files=REPORT),
    Case(
        idrules.sources_used,
        (
            SECOND,
            NAMED[0],
            NAMED[1],
            NAMED[2],
        ),
        [
            "BG404 warning f/facts.yml:20:3-20:9 no claim rests on the source “report” → add a claim or delete the source"
        ],
        files=REPORT,
    ),
    Case(
        idrules.sources_used,
        (
            (
                NO_FERRY,
                "evidence:\n      - source: notic\n        exact: The ferry to Aldra will not run in March.",
            ),
        ),
        [],
    ),
    Case(
        idrules.references_used,
        (
            (
                "note: The accounts give the same sum. [[harbour-report]]",
                "note: The accounts give the same sum. [[analyst]]",
            ),
        ),
        [
            "BG406 warning f/facts.yml:21:3-21:17 nothing cites the reference “harbour-report” → cite or delete it"
        ],
    ),
    Case(
        idrules.references_used,
        (
            (
                "note: The accounts give the same sum. [[harbour-report]]",
                "note: The accounts give the same sum. [[harbor-report]]",
            ),
        ),
        [],
    ),
    Case(idrules.references_resolve, (("speaker: orla-finn", "speaker: notice"),), []),
    Case(idrules.references_resolve, (("speaker: orla-finn", "speaker: unnamed"),), []),
    Case(
        idrules.references_resolve,
        (("from: orla-finn", "from: orla-fin"),),
        [
            "BG401 f/facts.yml:72:12-72:20 there is no stakeholder or term “orla-fin” → did you mean stakeholder “orla-finn”?"
        ],
    ),
    Case(
        idrules.citations_resolve, ((STILL, "The ferry stands still. [[no-ferry]] [[pier]]"),), []
    ),
    Case(
        idrules.citations_resolve,
        (
            ("  no-ferry:\n", "  no-ferry:\n    formerly: [no-boat]\n"),
            (STILL, "The ferry stands still. [[no-boat]]"),
        ),
        ["BG401 f/facts.yml:7:29-7:40 there is no record “no-boat” → it is “no-ferry” now"],
    ),
    Case(
        idrules.citations_resolve,
        (
            (STILL, "The ferry stands still. [[zzzzz]]"),
            ("role: It runs the ferry. [[money-spent]]", "role: It runs the ferry. [[mony-spent]]"),
        ),
        [
            "BG401 f/facts.yml:7:29-7:38 there is no record “zzzzz” → write the id of a record",
            "BG401 f/facts.yml:66:30-66:44 there is no record “mony-spent” → did you mean claim “money-spent”?",
        ],
    ),
    Case(idrules.citations_resolve, (("    kind: fact\n", "    knid: fact\n"),), []),
    Case(
        idrules.citations_resolve,
        (
            ("    kind: fact\n", "    knid: fact\n"),
            (STILL, "The ferry stands still. [[zzzzz]]"),
        ),
        ["BG401 f/facts.yml:7:29-7:38 there is no record “zzzzz” → write the id of a record"],
    ),
    Case(idrules.nothing_cites_retracted, (), []),
    Case(
        idrules.nothing_cites_retracted,
        (("    kind: forecast\n", "    kind: forecast\n    status: retracted\n"),),
        [],
    ),
    Case(
        idrules.references_used,
        (
            (
                "note: The accounts give the same sum. [[harbour-report]]",
                "note: The accounts give the same sum. [[analyst]]",
            ),
            ("claims: [money-spent]}", "claims: [money-spent], references: [harbour-report]}"),
        ),
        [],
    ),
    Case(
        idrules.references_used,
        (
            ("speaker: orla-finn", "speaker: unnamed"),
            (
                "note: The accounts give the same sum. [[harbour-report]]",
                "note: The accounts give the same sum. [[analyst]]",
            ),
        ),
        [
            "BG406 warning f/facts.yml:21:3-21:17 nothing cites the reference “harbour-report” → cite or delete it"
        ],
    ),
)


@pytest.mark.parametrize("case", CASES)
def test_a_rule_says_this_of_that_and_no_more(case: Case) -> None:
    assert said(case.rule, *case.changes, source=case.source, files=case.files) == case.said
