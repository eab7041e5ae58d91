"""The nearest passage and its differing words: help for an author whose quotation is wrong."""

from __future__ import annotations

import pytest

from briefgen.texts.folding import Snapshot
from briefgen.texts.likeness import differing_words, nearest

TEXT = "Before it. The source says demand did not rise in March. After it."


def near(passage: str, text: str) -> str | None:
    span = nearest(passage, Snapshot.of(text))
    return None if span is None else text[slice(*span)]


@pytest.mark.parametrize(
    ("passage", "closest"),
    [
        ("demand did rise in March", "demand did not rise in March."),
        ("demand did not rise in march", "demand did not rise in March."),
        ("source says demand did", "source says demand did"),
        ("source says that demand did", "source says demand did"),
        ("Before them.", "Before it."),
        ("After them.", "After it."),
        ("sourc", "source"),
        ("deman did no ris", "demand did not rise"),
        ("xource says demand", "source says demand"),
        ("Before it. The source says demand did not rise in March. After them", TEXT),
    ],
)
def test_the_nearest_passage_is_in_whole_words(passage: str, closest: str) -> None:
    assert near(passage, TEXT) == closest


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("an entirely different thought", "霧凪市は6月3日"),
        ("", TEXT),
        (" \u00ad", TEXT),
        ("words", ""),
        ("words", " \n"),
        ("zzzzzzzz", TEXT),
    ],
)
def test_nothing_is_near_where_little_is_alike(passage: str, text: str) -> None:
    assert near(passage, text) is None


def test_sixty_per_cent_alike_is_near_and_less_is_not() -> None:
    assert near("abcxxxx", "abcdefghij") == "abcdefghij"
    assert near("abcxxxxx", "abcdefghij") is None


@pytest.mark.parametrize(
    ("passage", "text", "closest"),
    [
        ("cbc", "b cac", "cac"),
        ("a b", "a a", "a"),
        ("b a", "a a", "a"),
        ("a a", "b aca", "aca"),
        # As much alike, so that the longer stretch stays.
        ("bac", "cca c", "cca c"),
        ("two words", " ", None),
    ],
)
def test_words_at_the_edges_go_where_the_rest_is_more_alike(
    passage: str, text: str, closest: str | None
) -> None:
    assert near(passage, text) == closest


def test_offsets_lead_back_through_layout() -> None:
    assert near("the secend line", "First.\n\nThe   first;\n the \n second  line.\n") == (
        "the \n second  line."
    )


def test_only_the_first_part_of_a_long_text_is_searched() -> None:
    words = "x " * 99_990
    assert near("a rare thing here", words + "a rare thing hera") is not None
    assert near("a rare thing here", words + "x " * 20 + "a rare thing hera") is None


@pytest.mark.parametrize(
    ("written", "archived", "remark"),
    [
        ("did rise", "did not rise", "; “not” is missing"),
        ("did not rise", "did rise", "; “not” is not there"),
        ("rose in May", "rose in March", "; “May” should be “March”"),
        ("in early May", "in March", "; “early” should be “March”, “May” is not there"),
        ("in May", "in late March", "; “late” is missing, “May” should be “March”"),
        ("a  “b”", 'a "b"', ""),
        ("a b c d e", "a x c y e", "; “b” should be “x”, “d” should be “y”"),
        (
            "a b c d e f g h",
            "a x c y e z g w",
            "; “b” should be “x”, “d” should be “y”, “f” should be “z”",
        ),
        ("we saw a b", "we saw x y", "; “a b” should be “x y”"),
        ("we c", "we saw x c", "; “saw x” is missing"),
        ("we saw x c", "we c", "; “saw x” is not there"),
        ("b a", "a", "; “b” is not there"),
        ("a", "a b", "; “b” is missing"),
        ("the same", "the same", ""),
    ],
)
def test_up_to_three_differences_are_named(written: str, archived: str, remark: str) -> None:
    assert differing_words(written, archived) == remark
