"""A sentence that rests on no record says a second time whom it names, and its numbers stand around it."""

from __future__ import annotations

import pytest

from tests.factory import codes, found

WATCH = "A timetable for June."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("A word from Orla Finn. [[orla-finn]]", "A word from Orla Finn."),
        ("A word from Orla Finn. [[orla-finn]]", "A word from Aldra Harbour. [[orla-finn]]"),
        (
            "Orla Finn writes to Aldra Harbour. [[orla-finn]] [[aldra-harbour]]",
            "Aldra Harbour writes to Orla Finn. [[orla-finn]] [[aldra-harbour]]",
        ),
    ],
)
def test_the_parties_that_are_named_are_linked_in_their_order(right: str, wrong: str) -> None:
    assert codes((WATCH, f'"{right}"')) == []
    assert codes((WATCH, f'"{wrong}"')) == ["BG504"]


def test_the_message_says_what_to_link() -> None:
    [problem] = found((WATCH, '"A word from Orla Finn."'))
    assert problem.message == (
        "the sentence rests on no record and does not link “orla-finn”, which it names"
    )
    assert problem.help == "write [[orla-finn]] behind it, or cite the record that says it"
    assert codes((WATCH, '"Orla Finn writes. [[orla-finn]] [[aldra-harbour]]"')) == ["BG504"]


def test_names_of_a_list_are_linked_in_any_order() -> None:
    for links in ("[[orla-finn]] [[aldra-harbour]]", "[[aldra-harbour]] [[orla-finn]]"):
        assert codes((WATCH, f'"Orla Finn and Aldra Harbour meet. {links}"')) == []


def test_a_party_that_is_linked_need_not_be_named() -> None:
    assert codes((WATCH, '"She writes again. [[orla-finn]]"')) == []


def test_numbers_stand_in_what_the_record_around_the_sentence_cites() -> None:
    assert codes((WATCH, "A timetable for March 2031.")) == ["BG503"]
    resting = ("rests_on: [no-ferry]", "rests_on: [no-ferry, council-meeting]")
    assert codes(resting, (WATCH, "A meeting on 4 May 2031.")) == []
    # The same date stands in the file, and nowhere around the sentence.
    assert codes((WATCH, "A meeting on 4 May 2031.")) == ["BG503"]


def test_a_month_without_a_year_is_ours_to_expect() -> None:
    assert codes() == []
    assert codes((WATCH, "A timetable for June 2044.")) == ["BG503"]
