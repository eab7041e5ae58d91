"""A statement says what its evidence says, a sentence what its citations say; `basis` explains by its own words."""

from __future__ import annotations

import pytest

from briefgen.base.diagnostics import Code
from tests.factory import SOURCE, codes, facts, found

FERRY = "statement: The ferry to Aldra will not run in March."
MONEY = "statement: Orla Finn said that the harbour spent $10 million on it."
COUNCIL = "statement: The council is expected to meet on 4 May 2031."


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (FERRY, "statement: The ferry to Aldra will run in March.", "BG505"),
        (FERRY, "statement: The ferry to Aldra will not run in May.", "BG503"),
        (FERRY, "statement: The ferry to Boreal will not run in March.", "BG504"),
        (MONEY, MONEY.replace("$10 million", "$11 million"), "BG503"),
        (MONEY, MONEY.replace("$10 million", "$10 billion"), "BG503"),
        (MONEY, MONEY.replace("$10 million", "€10 million"), "BG503"),
        (MONEY, MONEY.replace("$10 million", "ten dollars"), "BG503"),
        (MONEY, MONEY.replace("spent", "never spent"), "BG505"),
        (MONEY, "statement: The harbour said that Orla Finn spent $10 million on it.", "BG504"),
        (COUNCIL, COUNCIL.replace("is expected to", "will"), "BG506"),
        (COUNCIL, COUNCIL.replace("4 May", "5 May"), "BG503"),
        (COUNCIL, COUNCIL.replace("2031", "2032"), "BG503"),
        ('date: "2031-05-04"', 'date: "2031-05-05"', "BG503"),
        ('date: "2031-05-04"', 'date: {edtf: "2031-06", basis: a guess}', "BG503"),
        ("about: [aldra-harbour]", "about: [orla-finn]", "BG504"),
        ("speaker: orla-finn", "speaker: aldra-harbour2", "BG401"),
        ("speaker: orla-finn", "speaker: notice", "BG504"),
        ("kind: reported", "kind: fact", "BG504"),
        ("The ferry stands still. [[no-ferry]]", "It cost $12 million. [[money-spent]]", "BG503"),
        (
            "The ferry stands still. [[no-ferry]]",
            "It spoke to Orla Finn. [[council-meeting]]",
            "BG504",
        ),
        ("The ferry stands still. [[no-ferry]]", "It met in Oslo. [[council-meeting]]", "BG504"),
        ("The ferry stands still. [[no-ferry]]", "No sum is given. [[money-spent]]", "BG505"),
        (
            "The ferry stands still. [[no-ferry]]",
            "The council is expected to meet. [[no-ferry]]",
            "BG504",
        ),
        ("The ferry stands still. [[no-ferry]]", "The ferry not. [[council-meeting]]", "BG505"),
        ("A timetable for June.", "A timetable for 3 June 2044.", "BG503"),
        ("A timetable for June.", "A word from Orla Finn.", "BG504"),
        ("is likely to stay away until summer", "is likely to stay away for 90 days", "BG503"),
        ("to: aldra-harbour", "to: pier", "BG504"),
        ("claims: [money-spent]", "claims: [council-meeting]", "BG504"),
    ],
)
def test_a_planted_defect_is_reported(old: str, new: str, code: str) -> None:
    assert old in facts()
    assert code in codes((old, new))


def test_a_denial_that_no_record_makes_needs_its_mark() -> None:
    still = "The ferry stands still. [[no-ferry]]"
    assert codes((still, "The ferry not. [[no-ferry]]")) == ["BG505"]
    assert codes((still, "The ferry not. [[no-ferry]] [[not]]")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MONEY, MONEY.replace("$10 million", "10 million dollars")),
        (MONEY, MONEY.replace("$10 million", "$10m")),
        (COUNCIL, COUNCIL.replace("4 May 2031", "May 4, 2031")),
        (COUNCIL, COUNCIL.replace("is expected to", "is planned to")),
        ("The ferry stands still. [[no-ferry]]", "It cost $10 million. [[money-spent]]"),
        ("The ferry stands still. [[no-ferry]]", "No sum is given. [[analyst]] [[not]]"),
        (
            "The ferry stands still. [[no-ferry]]",
            "Oslo is silent in March. [[no-ferry]]",
        ),
        # The claim that holds the words, a sentence that shares one word with another, and a party that is linked.
        (
            "The ferry stands still. [[no-ferry]]",
            "The council is expected to meet. [[council-meeting]]",
        ),
        ("The ferry stands still. [[no-ferry]]", "By March the council rests. [[no-ferry]]"),
        ("A timetable for June.", '"A word from Orla Finn. [[orla-finn]]"'),
        ("A timetable for June.", '"A word from Aldra Harbour. [[aldra-harbour]]"'),
    ],
)
def test_the_same_thing_in_other_words_is_accepted(old: str, new: str) -> None:
    assert codes((old, new)) == []


def test_a_basis_explains_by_the_words_it_holds() -> None:
    changed = COUNCIL.replace("4 May 2031", "4 May 2031 at Rivet House")
    assert codes((COUNCIL, changed)) == ["BG504", "BG504"]
    assert codes((COUNCIL, f"{changed}\n    basis: The council sits at Rivet House.")) == []
    assert "BG504" in codes((COUNCIL, f"{changed}\n    basis: The council sits there."))


def test_a_date_is_explained_by_a_basis_that_holds_it() -> None:
    dated = ('date: "2031-05-04"', 'date: {edtf: "2031-05", basis: "May, by the same notice"}')
    assert codes(dated) == []
    shifted = ('date: "2031-05-04"', 'date: {edtf: "2031-07", basis: "May, by the same notice"}')
    assert codes(shifted) == ["BG503"]


def test_an_alias_stands_for_the_name() -> None:
    changed = (MONEY, MONEY.replace("the harbour", "Aldra Harbour"))
    assert codes(changed) == []
    assert "BG504" in codes(changed, ("aliases: [the harbour, the ferry]", "aliases: [the pier]"))


def test_the_order_of_two_parties_may_turn_with_the_passive() -> None:
    source = SOURCE.replace(
        "Orla Finn said the harbour spent", "Orla Finn backs Aldra Harbour with"
    )
    quote = (
        "evidence: Orla Finn said the harbour spent",
        "evidence: Orla Finn backs Aldra Harbour with",
    )
    active = (MONEY, "statement: Orla Finn backs Aldra Harbour.")
    passive = (MONEY, "statement: Aldra Harbour is backed by Orla Finn.")
    turned = (MONEY, "statement: Aldra Harbour backs Orla Finn.")
    assert codes(quote, active, source=source) == []
    assert codes(quote, passive, source=source) == []
    assert codes(quote, turned, source=source) == ["BG504"]


def test_a_wrong_quotation_is_reported_alone() -> None:
    assert codes(("evidence: The ferry to Aldra will not", "evidence: The boat to Aldra will")) == [
        "BG301"
    ]


def test_the_message_names_what_is_missing() -> None:
    (problem,) = found((MONEY, MONEY.replace("$10 million", "$11 million")))
    assert problem.code is Code.NUMBER
    assert problem.message == "“$11 million” does not stand in the evidence"
    assert problem.span.line == facts().split(MONEY, maxsplit=1)[0].count("\n") + 1
