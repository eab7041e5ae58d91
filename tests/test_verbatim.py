"""What stands in a record letter for letter need not be read again: nothing that is left out could have found anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from briefgen import pipeline
from briefgen.base.diagnostics import Diagnostic, Span
from briefgen.base.runs import Run
from briefgen.disk import intake
from briefgen.facts.corpus import Briefing
from briefgen.facts.prose import Sentence
from briefgen.rules import agreement, figures, nameorder, refutable, standing
from briefgen.rules.agreement import Cited
from briefgen.rules.ground import verbatim
from briefgen.rules.grounds import Grounds
from briefgen.texts.mentions import read
from tests import factory
from tests.conftest import ROOT

FERRY = "The ferry to Aldra will not run in March."
SAID = "Aldra Harbour will not run boats for Bela Kovar in March."
SAID_OF: tuple[tuple[str, str], ...] = (
    (f"statement: {FERRY}", f"statement: {SAID}"),
    (f"evidence: {FERRY}", f"evidence: {SAID}"),
    ("about: [aldra-harbour]", "about: [aldra-harbour, bela-kovar]"),
    ("The ferry stands still. [[no-ferry]]", f'"{SAID} [[no-ferry]]"'),
    (
        "relations:\n",
        "  bela-kovar:\n    name: Bela Kovar\n    type: Person\n    role: He is a pilot. [[no-ferry]]\nrelations:\n",
    ),
)
"""The claim is in the words of its evidence, and the first sentence of the briefing in the words of the claim."""

MEETING = "The council is expected to meet on 4 May 2031."


def found(*changes: tuple[str, str]) -> list[str]:
    """What is said of that claim and sentence with these changes."""
    held = factory.found(*SAID_OF, *changes, source=factory.SOURCE.replace(FERRY, SAID))
    return [one.message for one in held]


def at() -> Span:
    return Span("f/facts.yml")


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("The quay’s – gate", "The quay's - gate", True),
        ("The quay's gate.", "The quay's gate", False),
        ("The quay's gate", "The Quay's gate", False),
        ("Gate 2", "Gate 3", False),
    ],
)
def test_verbatim_overlooks_typography_alone(text: str, said: str, *, expected: bool) -> None:
    assert verbatim((text, "en"), [("Something else.", "en"), (said, "en")]) is expected


def test_words_of_another_language_are_not_the_same_words() -> None:
    assert not verbatim(("10 billion", "en"), [("10 billion", "de")])
    assert not verbatim(("10 billion", "en"), [])


def test_names_in_other_letters_than_ours_are_always_read() -> None:
    assert not verbatim(("The A٣ road", "en"), [("The A٣ road", "en")])
    assert verbatim(("浜名瀬は3円を払った。", "ja"), [("浜名瀬は3円を払った。", "ja")])


def briefings() -> Iterator[Briefing]:
    for tree in (
        intake.read_tree(ROOT),
        intake.read_tree(ROOT / "tests" / "sites" / "three"),
        factory.tree(),
    ):
        yield from pipeline.check(tree).briefings


def asked(briefing: Briefing, grounds: Grounds, id: str, text: str) -> list[Diagnostic]:
    """What the rules that are left out find in a sentence that cites the claim `id` alone."""
    language = briefing.facts.language
    stated = ((briefing.facts.claims[id].statement, language),)
    cited = Cited(Sentence((Run(text),), (id,)), language, grounds.remarks(id), stated)
    ground, own = grounds.of([id]), read(text, language)
    found = [
        *standing.numbers(own, ground, ground, at, "record"),
        *nameorder.check(briefing, grounds, text, ground, at),
        *figures.check(cited, ground, at),
        *refutable.names(briefing, grounds, cited, (), ground, at),
    ]
    remarked = (text, language) in cited.remarks
    return [*found, *agreement.check(cited, grounds, at, whole_source=False)] if remarked else found


def test_the_words_of_a_claim_pass_every_rule_that_is_left_out() -> None:
    checked = 0
    for briefing in briefings():
        grounds = Grounds(briefing)
        for id, claim in briefing.facts.claims.items():
            assert asked(briefing, grounds, id, claim.statement) == []
            checked += 1
    assert checked > 90


def test_those_rules_do_find_what_other_words_say() -> None:
    briefing = next(iter(briefings()))
    grounds = Grounds(briefing)
    changed = [
        asked(briefing, grounds, id, f"{claim.statement} It is 4711 as of 1 May 1999.")
        for id, claim in briefing.facts.claims.items()
    ]
    assert all(changed)


def test_a_claim_in_the_words_of_its_evidence_is_right() -> None:
    assert found() == []


def test_a_claim_in_the_words_of_one_passage_is_held_to_its_other_passages() -> None:
    both = f"evidence:\n      - exact: {SAID}\n      - exact: {MEETING}"
    hedged = "the evidence is hedged (expectation), the statement is not"
    assert hedged in found((f"evidence: {SAID}", both))


def test_a_claim_in_the_words_of_its_evidence_still_says_whom_it_is_about() -> None:
    assert found(("[aldra-harbour, bela-kovar]", "[aldra-harbour, orla-finn]")) == [
        "the statement names “bela-kovar”, which about: does not list",
        "the statement does not name “orla-finn”, which it is about",
    ]


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        ("[[bela-kovar]]", "the sentence links parties and not “aldra-harbour”, which it names"),
        (
            "[[bela-kovar]] [[aldra-harbour]]",
            "the links name “bela-kovar” where the sentence names “aldra-harbour”",
        ),
        ("[[=4 May 2031]]", "[[=4 May 2031]] repeats no number of the sentence"),
        ("[[not]]", "“no-ferry” denies with “not” what the sentence does not"),
    ],
)
def test_a_sentence_in_the_words_of_its_claim_keeps_its_marks(marks: str, message: str) -> None:
    assert (
        found((f"{SAID} [[no-ferry]]", f"{SAID} [[no-ferry]] [[aldra-harbour]] [[bela-kovar]]"))
        == []
    )
    assert found((f"{SAID} [[no-ferry]]", f"{SAID} [[no-ferry]] {marks}")) == [message]


def test_a_sentence_in_the_words_of_a_claim_is_held_to_what_else_it_cites() -> None:
    assert found((f"{SAID} [[no-ferry]]", f"{SAID} [[no-ferry]] [[council-meeting]]")) == [
        "the sentence has nothing in common with the claim “council-meeting” that it cites"
    ]


def test_what_is_wrong_with_a_repeated_sentence_is_said_at_each_place() -> None:
    wrong = f"- '{SAID} [[no-ferry]] [[=7]]'"
    twice = f"{wrong}\n  {wrong}"
    message = "[[=7]] repeats no number of the sentence"
    assert found((f'- "{SAID} [[no-ferry]]"', twice)) == [message, message]


@pytest.mark.parametrize(
    "marks", ["[[no-ferry]] [[=7]]", "[[no-ferry]] [[not]]", "[[money-spent]]"]
)
def test_a_sentence_that_was_right_is_judged_anew_with_other_marks(marks: str) -> None:
    right = f'- "{SAID} [[no-ferry]]"'
    assert not found((right, f"{right}\n  {right}"))
    assert found((right, f"{right}\n  - '{SAID} {marks}'"))


def test_a_sentence_that_was_right_is_still_held_to_the_place_where_it_stands() -> None:
    same = "So it is said."
    source = factory.SOURCE.replace(FERRY, f"{FERRY} {same}")
    said = [(f"{key}: {FERRY}", f"{key}: {same}") for key in ("evidence", "statement")]
    right = ("The ferry stands still. [[no-ferry]]", f"The ferry is meant. {same} [[no-ferry]]")
    elsewhere = ("She speaks for the harbour. [[money-spent]]", f"{same} [[no-ferry]]")
    nothing = "the sentence has nothing in common with the claim “no-ferry” that it cites"
    messages = [
        [one.message for one in factory.found(*said, *changes, source=source)].count(nothing)
        for changes in ((right,), (right, elsewhere))
    ]
    assert messages == [0, 1]
