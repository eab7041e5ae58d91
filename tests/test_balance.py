"""Denials balance: a "not" more or less than the records and the marks of a sentence account for is reported."""

from __future__ import annotations

import pytest

from briefgen.texts.denials import denials
from tests.factory import codes, found

STILL = "The ferry stands still. [[no-ferry]]"


def _codes(sentence: str) -> list[str]:
    return codes((STILL, sentence))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # One denial of a record, in its word.
        ("It will not run in March. [[no-ferry]]", "It will run in March. [[no-ferry]]"),
        ("It will not run in March. [[no-ferry]]", "It will not never run in March. [[no-ferry]]"),
        # Our own finding.
        ("We found no date. [[analyst]] [[not]]", "We found no date. [[analyst]]"),
        ("We found no date. [[analyst]] [[not]]", "We found a date. [[analyst]] [[not]]"),
        # What a source as a whole does not say.
        ("It names nobody. [[notice]] [[not]]", "It names somebody. [[notice]] [[not]]"),
        # Two denials of two kinds.
        (
            "It will not run in March, and nobody says why. [[no-ferry]] [[analyst]] [[not]]",
            "It will not run in March, and somebody says why. [[no-ferry]] [[analyst]] [[not]]",
        ),
        # A denial of which the sentence does not speak is no business of it.
        ("The ferry stands still. [[no-ferry]]", "The ferry does not stand still. [[no-ferry]]"),
    ],
)
def test_a_denial_is_accounted_for_once(right: str, wrong: str) -> None:
    assert _codes(right) == []
    assert _codes(wrong) == ["BG505"]


def test_two_records_that_deny_the_same_word_deny_once() -> None:
    note = ("title: Harbour accounts", "title: Harbour accounts, not run in print")
    both = "It will not run in March. [[no-ferry]] [[harbour-report]]"
    assert codes(note, (STILL, both)) == []
    assert codes(note, (STILL, both.replace("not", "no longer never"))) == ["BG505"]


def test_a_judgment_says_twice_that_it_denies() -> None:
    plain = "The ferry is likely to stay away until summer."
    term = "likelihood: {term: likely}"
    denying = (plain, "The ferry is likely not to come back until summer.")
    says = (term, f"denies: true\n    {term}")
    assert codes(denying, says) == []
    assert codes(denying) == ["BG505"]
    assert codes(says) == ["BG505"]


def test_the_message_names_the_record_and_the_word_that_it_denies_with() -> None:
    (problem,) = found((STILL, "It will run in March. [[no-ferry]]"))
    assert problem.message == "“no-ferry” denies with “not” what the sentence does not"


def test_the_denied_word_is_behind_the_negation_or_before_it() -> None:
    assert [denial.word for denial in denials("No amount was given; he did not.", "en")] == [
        "amoun",
        "",
    ]
    assert [denial.word for denial in denials("Er bestätigte den Plan nicht.", "de")] == ["plan"]
    # The negative twin: a language without negations keeps no books.
    assert denials("Er bestätigte den Plan nicht.", "it") == ()


def test_not_only_but_denies_nothing_and_not_only_alone_does() -> None:
    assert denials("It runs not only in March but also in May.", "en") == ()
    assert len(denials("It is not only a ferry.", "en")) == 1


def test_in_a_language_without_tables_no_denial_is_asked_for() -> None:
    italian = ("status: published\n", "status: published\nlanguage: it\n")
    assert "BG505" not in codes(italian, (STILL, "Nessun battello parte. [[no-ferry]]"))
