"""The rules about judgments and relations: what each of them needs."""

from __future__ import annotations

import pytest

from briefgen.rules import judgmentrules
from tests.unit.rules import Case, said

CASES = (
    Case(
        judgmentrules.likelihood_stated,
        (
            ("likelihood: {term: likely}", "likelihood: {term: likely, wording: good chance}"),
            ("The ferry is likely to stay", "There is a good chance of the ferry's going to stay"),
        ),
        [],
    ),
    # It may well be that the other one, which cannot be read, rests on it.
    Case(
        judgmentrules.judgments_complete,
        (
            ("rests_on: [no-ferry]", "rests_on: [no-ferry, other]"),
            ("stakeholders:\n", "  other:\n    statment: It is likely dry.\nstakeholders:\n"),
        ),
        [],
    ),
    Case(
        judgmentrules.attributed_to_somebody,
        (("kind: forecast\n    speaker: notice", "kind: forecast\n    speaker: unnamed"),),
        [
            "BG408 f/facts.yml:48:14-48:21 the claim “council-meeting” is attributed to nobody: its speaker is unnamed → name the party that says it; where nobody is named, the verdict is unverified"
        ],
    ),
    # A source or a party speaks; and what records can settle may come from nobody.
    Case(judgmentrules.attributed_to_somebody, (), []),
    Case(
        judgmentrules.attributed_to_somebody,
        (("kind: forecast\n    speaker: notice", "kind: forecast\n    speaker: orla-finn"),),
        [],
    ),
    Case(
        judgmentrules.attributed_to_somebody,
        (("speaker: orla-finn", "speaker: unnamed"), ("speaker: notice", "speaker: unnamed")),
        [],
    ),
    Case(
        judgmentrules.relations_founded,
        ((", claims: [money-spent]}", "}"),),
        [
            "BG407 f/facts.yml:72:23-72:27 the relation rests on nothing → add claims: or references:"
        ],
    ),
    Case(
        judgmentrules.relations_founded,
        ((", claims: [money-spent]}", ", references: [harbour-report]}"),),
        [
            "BG407 f/facts.yml:72:23-72:27 no claim states the relation, so it is background → add claims:, or background: true"
        ],
    ),
    Case(
        judgmentrules.relations_founded,
        ((", claims: [money-spent]}", ", references: [harbour-report], background: true}"),),
        [],
    ),
    Case(
        judgmentrules.relations_founded,
        (("claims: [money-spent]}", "claims: [money-spent], background: true}"),),
        [
            "BG407 f/facts.yml:72:23-72:27 a claim states the relation, so it is not background → take out background: or claims:"
        ],
    ),
    Case(
        judgmentrules.relations_founded,
        ((", claims: [money-spent]}", ", background: true}"),),
        [
            "BG407 f/facts.yml:72:23-72:27 the relation rests on nothing → add claims: or references:"
        ],
    ),
    Case(
        judgmentrules.likelihood_stated,
        (("The ferry is likely to stay", "The ferry is going to stay"),),
        [
            "BG507 f/facts.yml:54:16-54:61 the statement does not hold its likelihood term “likely” → write the term once in the statement; its range is printed behind it"
        ],
    ),
    Case(
        judgmentrules.likelihood_stated,
        (("The ferry is likely to stay away", "The ferry is likely to stay away, likely"),),
        [
            "BG507 f/facts.yml:54:16-54:70 the statement holds “likely” more than once → write the term once in the statement; its range is printed behind it"
        ],
    ),
    Case(
        judgmentrules.likelihood_stated,
        (("term: likely", "term: likly"),),
        [
            "BG507 f/facts.yml:55:24-55:29 “likly” is not a term of the scale ICD 203 → did you mean “likely”?"
        ],
    ),
    Case(
        judgmentrules.likelihood_stated,
        (("term: likely", "term: zzzzzzz"),),
        [
            "BG507 f/facts.yml:55:24-55:31 “zzzzzzz” is not a term of the scale ICD 203 → allowed: almost no chance, remote, very unlikely, highly improbable, unlikely, improbable, roughly even chance, roughly even odds, likely, probable, probably, very likely, highly probable, almost certain, almost certainly, nearly certain"
        ],
    ),
    Case(
        judgmentrules.likelihood_stated,
        (("The ferry is likely to stay", "We are Confident that the ferry is likely to stay"),),
        [
            "BG508 f/facts.yml:54:16-54:84 the statement speaks of confidence and of likelihood → say how well founded it is in confidence_basis"
        ],
    ),
    Case(
        judgmentrules.likelihood_stated,
        (("The ferry is likely to stay", "With confidence the ferry will stay"),),
        [
            "BG507 f/facts.yml:54:16-54:70 the statement does not hold its likelihood term “likely” → write the term once in the statement; its range is printed behind it",
            "BG508 f/facts.yml:54:16-54:70 the statement speaks of confidence and of likelihood → say how well founded it is in confidence_basis",
        ],
    ),
    Case(
        judgmentrules.likelihood_stated,
        (("The ferry is likely to stay", "The confidential ferry is likely to stay"),),
        [],
    ),
    Case(
        judgmentrules.judgments_complete,
        (("    alternatives: [The notice is out of date.]\n", ""),),
        [
            "BG509 f/facts.yml:53:3-53:17 the judgment “back-by-summer” has no alternatives → add alternatives:, or major: false"
        ],
    ),
    Case(
        judgmentrules.judgments_complete,
        (("    indicators: [A timetable for June.]\n", ""),),
        [
            "BG509 f/facts.yml:53:3-53:17 the judgment “back-by-summer” has no indicators → add indicators:, or major: false"
        ],
    ),
    Case(
        judgmentrules.judgments_complete,
        (
            ("    alternatives: [The notice is out of date.]\n", ""),
            ("    indicators: [A timetable for June.]\n", ""),
        ),
        [
            "BG509 f/facts.yml:53:3-53:17 the judgment “back-by-summer” has no alternatives → add alternatives:, or major: false",
            "BG509 f/facts.yml:53:3-53:17 the judgment “back-by-summer” has no indicators → add indicators:, or major: false",
        ],
    ),
    Case(
        judgmentrules.judgments_complete,
        (
            ("    alternatives: [The notice is out of date.]\n", ""),
            ("    indicators: [A timetable for June.]\n", "    major: false\n"),
        ),
        [],
    ),
    Case(
        judgmentrules.judgments_complete,
        (("rests_on: [no-ferry]", "rests_on: [no-ferry, back-by-summer]"),),
        [
            "BG509 f/facts.yml:58:5-58:13 the judgment “back-by-summer” rests on itself → break the circle"
        ],
    ),
    Case(
        judgmentrules.judgments_complete,
        (
            ("rests_on: [no-ferry]", "rests_on: [no-ferry, other]"),
            (
                "stakeholders:\n",
                "  other:\n    statement: It is likely dry.\n    likelihood: {term: likely}\n    confidence: low\n    confidence_basis: One notice says so. [[no-ferry]]\n    rests_on: [no-ferry, back-by-summer]\n    alternatives: [None known.]\n    indicators: [A timetable.]\nstakeholders:\n",
            ),
        ),
        [
            "BG509 f/facts.yml:58:5-58:13 the judgment “back-by-summer” rests on itself → break the circle",
            "BG509 f/facts.yml:66:5-66:13 the judgment “other” rests on itself → break the circle",
        ],
    ),
    Case(
        judgmentrules.judgments_complete,
        (
            ("rests_on: [no-ferry]", "rests_on: [no-ferry, other]"),
            (
                "stakeholders:\n",
                "  other:\n    statement: It is likely dry.\n    likelihood: {term: likely}\n    confidence: low\n    confidence_basis: One notice says so. [[no-ferry]]\n    rests_on: [no-ferry, other]\n    alternatives: [None known.]\n    indicators: [A timetable.]\nstakeholders:\n",
            ),
        ),
        ["BG509 f/facts.yml:66:5-66:13 the judgment “other” rests on itself → break the circle"],
    ),
    Case(judgmentrules.judgments_complete, (), []),
    Case(judgmentrules.likelihood_stated, (), []),
    Case(
        judgmentrules.likelihood_stated,
        (("likelihood: {term: likely}", "likelihood: {term: likely, wording: likely to stay}"),),
        [],
    ),
    Case(
        judgmentrules.likelihood_stated,
        (("The ferry is likely to stay", "The ferry is very likely to stay"),),
        [
            "BG507 f/facts.yml:54:16-54:67 the statement says “very likely” where its term of the scale is “likely” → write the term once in the statement; its range is printed behind it"
        ],
    ),
    Case(
        judgmentrules.relations_founded,
        (
            (
                "claims: [money-spent]}\n",
                "claims: [money-spent]}\n  - {from: aldra-harbour, type: speaks-for, to: orla-finn}\n",
            ),
        ),
        [
            "BG407 f/facts.yml:73:27-73:31 the relation rests on nothing → add claims: or references:"
        ],
    ),
)


@pytest.mark.parametrize("case", CASES)
def test_a_rule_says_this_of_that_and_no_more(case: Case) -> None:
    assert said(case.rule, *case.changes, source=case.source, files=case.files) == case.said
