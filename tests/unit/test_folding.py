"""What folding overlooks, what it keeps, and that each stretch of the folded text leads back to the archived one."""

from __future__ import annotations

import pytest

from briefgen.texts.folding import FOLDED_CHARACTERS, Folded, Snapshot, fold, fold_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", Folded("", (0,), (0,), ((0, 0),))),
        ("a b", Folded("a b", (0,), (0,), ((3, 3),))),
        ("a\u00a0b\tc", Folded("a b c", (0,), (0,), ((5, 5),))),
        ("  ", Folded(" ", (0,), (0,), ((1, 2),))),
        ("ab \n", Folded("ab ", (0, 2), (0, 2), ((2, 2), (1, 2)))),
        (" \n ab", Folded(" ab", (0, 1), (0, 3), ((1, 3), (2, 2)))),
        (
            "ab  c\n\nd",
            Folded(
                "ab c d",
                (0, 2, 3, 4, 5),
                (0, 2, 4, 5, 7),
                ((2, 2), (1, 2), (1, 1), (1, 2), (1, 1)),
            ),
        ),
        ("“a” – b’s", Folded('"a" - b\'s', (0,), (0,), ((9, 9),))),
    ],
)
def test_white_space_is_collapsed_and_typography_straight(text: str, folded: Folded) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("e\u0301x", Folded("éx", (0, 1), (0, 2), ((1, 2), (1, 1)))),
        ("a\u00adb", Folded("ab", (0, 1), (0, 2), ((1, 2), (1, 1)))),
        ("\u00adb", Folded("b", (0, 0), (0, 1), ((0, 1), (1, 1)))),
        ("b\u00ad", Folded("b", (0,), (0,), ((1, 2),))),
        ("\u00ad", Folded("", (0,), (0,), ((0, 1),))),
        (" \u00ad\n", Folded(" ", (0,), (0,), ((1, 3),))),
        (" \u00ada", Folded(" a", (0, 1), (0, 2), ((1, 2), (1, 1)))),
        ("a \u00ad", Folded("a ", (0, 1), (0, 1), ((1, 1), (1, 2)))),
        # A mark has no letter to join where white space stands before it.
        (" \u0301\u00ad", Folded(" \u0301", (0, 1), (0, 1), ((1, 1), (1, 2)))),
        # Parts of a syllable compose without being marks.
        ("\u1100\u1161\u11a8x", Folded("각x", (0, 1), (0, 3), ((1, 3), (1, 1)))),
        ("“e\u0301”", Folded('"é"', (0, 1, 2), (0, 1, 3), ((1, 1), (1, 2), (1, 1)))),
    ],
)
def test_what_composes_and_what_is_invisible_is_one_unit(text: str, folded: Folded) -> None:
    assert fold(text) == folded


def test_marks_that_change_places_are_entered_as_a_whole_only() -> None:
    moved = fold("aq\u0307\u0323b")
    assert moved.text == "aq\u0323\u0307b"
    assert moved.whole == {1}
    assert moved.archived_span(1, 2) == moved.archived_span(3, 4) == (1, 4)
    assert moved.archived_span(0, 1) == (0, 1)
    assert moved.archived_span(4, 5) == (4, 5)


def test_marks_in_their_order_can_be_entered_one_by_one() -> None:
    kept = fold("aq\u0323\u0307b\u00ad")
    assert kept.whole == frozenset()
    assert kept.archived_span(1, 2) == (1, 2)
    assert kept.archived_span(3, 4) == (3, 4)


def test_a_single_character_that_has_another_form_leads_back_to_itself() -> None:
    angstrom = fold("\u212bb")
    assert angstrom.text == "Åb"
    assert [angstrom.archived_span(at, at + 1) for at in range(2)] == [(0, 1), (1, 2)]


def test_a_stretch_leads_back_to_where_its_first_and_last_characters_stood() -> None:
    folded = fold("ab  c\n\nd")
    spans = [folded.archived_span(at, at + 1) for at in range(6)]
    assert spans == [(0, 1), (1, 2), (2, 4), (4, 5), (5, 7), (7, 8)]
    assert folded.archived_span(1, 4) == (1, 5)
    assert folded.archived_span(0, 6) == (0, 8)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("", ""),
        (" a \n\t b ", "a b"),
        ("a\u00a0\u2003b", "a b"),
        ("“x”\n– y", '"x" - y'),
        (" cafe\u0301 ", "café"),
        ("\u00ad in\u00advisible \u00ad", "invisible"),
        ("“e\u0301”", '"é"'),
        ("霧  は", "霧 は"),
    ],
)
def test_the_folded_text_alone_has_no_white_space_around_it(text: str, alone: str) -> None:
    assert fold_text(text) == alone
    assert fold(text).text.strip(" ") == alone


@pytest.mark.parametrize("text", ["Case", "10²", "naïve", "ﬁne", "3.5 %", "no", "…", "a_b", "ß"])
def test_words_digits_case_and_accents_stay(text: str) -> None:
    assert fold_text(text) == text
    assert fold(text).text == text


def test_each_folded_character_has_a_plain_form_that_folds_no_further() -> None:
    for character, plain in FOLDED_CHARACTERS.items():
        assert fold_text(character) == plain
        assert fold_text(plain) == plain
        assert fold(f"{character}\u00ad").text == plain


def test_a_snapshot_holds_the_text_as_it_was_and_its_folding() -> None:
    text = "a  “b”"
    assert Snapshot.of(text) == Snapshot(text, fold(text))
    assert Snapshot.of(text).text != Snapshot.of(text).folded.text
