"""Prose: what stands between sentences, and that each of them shows something."""

from __future__ import annotations

import pytest

from briefgen.changes import versions
from briefgen.facts import prose
from tests.factory import codes, facts

STILL = "The ferry stands still. [[no-ferry]]"


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("運航する。[[a]]島民は待つ。[[b]]", "ja", "運航する。島民は待つ。"),
        ("運航する。島民は待つ。", "ja", "運航する。島民は待つ。"),
        ("運航する。 [[a]] 島民は待つ。[[b]]", "ja", "運航する。 島民は待つ。"),
        ("運航する。\n\n島民は待つ。", "ja", "運航する。 島民は待つ。"),
        ("It runs. [[a]] They wait. [[b]]", "en", "It runs. They wait."),
        ("It runs.\nThey *wait*.", "en", "It runs. They wait."),
    ],
)
def test_a_space_stands_between_sentences_where_one_was_written(
    text: str, language: str, shown: str
) -> None:
    assert prose.words(prose.parse(text, language).sentences) == shown


@pytest.mark.parametrize(
    "nothing", ["'[[no-ferry]]'", r'"\u2060 [[no-ferry]]"', r'"\u3164 [[analyst]]"']
)
def test_a_sentence_of_which_a_reader_sees_nothing_is_refused(nothing: str) -> None:
    assert codes((STILL, nothing)) == ["BG208"]


def test_a_sentence_that_is_a_link_to_a_party_shows_its_name() -> None:
    assert '["[[aldra-harbour]]"]' in facts()
    assert codes() == []


@pytest.mark.parametrize(
    ("kind", "field", "literal"),
    [
        ("claims", "statement", True),
        ("claims", "", True),
        ("claims", "assessment.note", False),
        ("events", "", False),
        ("terms", "name", True),
        ("terms", "definition", False),
        ("stakeholders", "background", False),
        ("", "title", True),
        ("", "", True),
        ("", "bottom_line", False),
        ("", "background", False),
    ],
)
def test_brackets_cite_in_prose_only(kind: str, field: str, literal: bool) -> None:  # a case
    assert versions.is_literal(kind, field) is literal


def test_a_number_that_is_said_twice_is_no_citation_and_is_not_seen() -> None:
    [sentence] = prose.parse(
        "It came in 2021. [[a]] [[= 2021 ]] [[not]] [[=in 2021]]", "en"
    ).sentences
    assert sentence.text == "It came in 2021."
    assert sentence.citations == ("a",)
    assert sentence.numbers == ("2021", "in 2021")
    assert sentence.denials == 1
    assert prose.parse("It came. [[a]] [[=2021]] [[not]] [[b]]", "en").sentences[0].citations == (
        "a",
        "b",
    )
    assert prose.parse("It came in 2021. [[a]]", "en").sentences[0].numbers == ()
