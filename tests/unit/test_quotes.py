"""Where a passage stands: once and by itself is found, twice is ambiguous, anything else is not found."""

from __future__ import annotations

import pytest

from briefgen.texts.folding import Snapshot
from briefgen.texts.quotes import Located, Missing, Verdict, line_and_column, locate

NOT_FOUND = Missing(Verdict.NOT_FOUND)


def in_text(passage: str, text: str, *, prefix: str = "", suffix: str = "") -> Located | Missing:
    return locate(passage, Snapshot.of(text), prefix=prefix, suffix=suffix)


@pytest.mark.parametrize(
    ("passage", "text", "found"),
    [
        ("word", "word", Located(0, 4, Verdict.EXACT)),
        ("word", "a word b", Located(2, 6, Verdict.EXACT)),
        ("a b", "x a  b y", Located(2, 6, Verdict.NORMALIZED)),
        (" a b ", "x a b y", Located(2, 5, Verdict.NORMALIZED)),
        ("“a”", 'x "a" y', Located(2, 5, Verdict.NORMALIZED)),
        ("cafe\u0301", "a café b", Located(2, 6, Verdict.NORMALIZED)),
        ("art", "party art", Located(6, 9, Verdict.EXACT)),
        ("ab", "abab ab", Located(5, 7, Verdict.EXACT)),
        ("a a", "aa a ba a a", Located(8, 11, Verdict.EXACT)),
        ("a a a", "xa a a a y", Located(3, 8, Verdict.EXACT)),
        ("word", "words", NOT_FOUND),
        ("Word", "word", NOT_FOUND),
        ("", "text", NOT_FOUND),
        (" \u00ad ", "text", NOT_FOUND),
        ("text", "", NOT_FOUND),
        ("霧", "霧霧", Missing(Verdict.AMBIGUOUS, ((0, 1), (1, 2)))),
    ],
)
def test_a_passage_is_found_where_it_stands_once(
    passage: str, text: str, found: Located | Missing
) -> None:
    assert in_text(passage, text) == found


def test_without_words_beside_it_the_passage_alone_counts() -> None:
    assert locate("word", Snapshot.of("a word")) == Located(2, 6, Verdict.EXACT)
    assert locate("words", Snapshot.of("a word")) == NOT_FOUND


def test_two_places_are_ambiguous_and_the_first_two_are_named() -> None:
    text = "no, yes, no, yes, no"
    assert in_text("no", text) == Missing(Verdict.AMBIGUOUS, ((0, 2), (9, 11)))
    assert in_text("yes, no", text) == Missing(Verdict.AMBIGUOUS, ((4, 11), (13, 20)))
    assert in_text("no, yes, no, yes", text) == Located(0, 16, Verdict.EXACT)


@pytest.mark.parametrize(
    ("prefix", "suffix", "found"),
    [
        ("one", "", Located(4, 7, Verdict.EXACT)),
        ("two", "", Located(12, 15, Verdict.EXACT)),
        ("", "two", Located(4, 7, Verdict.EXACT)),
        ("", "end", Located(12, 15, Verdict.EXACT)),
        ("one", "two", Located(4, 7, Verdict.EXACT)),
        (" one ", " two ", Located(4, 7, Verdict.EXACT)),
        ("e", "t", Located(4, 7, Verdict.EXACT)),
        ("one", "end", NOT_FOUND),
        ("two", "two", NOT_FOUND),
        ("three", "", NOT_FOUND),
        ("", "three", NOT_FOUND),
        ("", "", Missing(Verdict.AMBIGUOUS, ((4, 7), (12, 15)))),
        ("o", "", Located(12, 15, Verdict.EXACT)),
    ],
)
def test_the_words_beside_decide(prefix: str, suffix: str, found: Located | Missing) -> None:
    assert in_text("the", "one the two the end", prefix=prefix, suffix=suffix) == found


def test_words_beside_may_touch_the_passage_or_stand_apart() -> None:
    text = "(the) or [the], “the”"
    for prefix, suffix, start in (("(", ")", 1), ("[", "]", 10), ('"', '"', 17)):
        found = Located(start, start + 3, Verdict.EXACT)
        assert in_text("the", text, prefix=prefix) == found
        assert in_text("the", text, suffix=suffix) == found
        assert in_text("the", text, prefix=prefix, suffix=suffix) == found


def test_what_is_found_through_either_way_of_joining_is_ambiguous() -> None:
    text = "(the or ( the; the) or the )"
    assert in_text("the", text, prefix="(") == Missing(Verdict.AMBIGUOUS, ((1, 4), (10, 13)))
    assert in_text("the", text, suffix=")") == Missing(Verdict.AMBIGUOUS, ((15, 18), (23, 26)))


def test_words_beside_are_folded_like_the_passage() -> None:
    text = "said “the – it” and the"
    assert in_text("the", text, prefix='said "') == Located(6, 9, Verdict.EXACT)
    assert in_text("the", text, suffix="- it") == Located(6, 9, Verdict.EXACT)


@pytest.mark.parametrize(("bad", "found"), [(99_999, True), (100_000, False)])
def test_a_short_passage_is_tried_at_a_hundred_thousand_places(bad: int, *, found: bool) -> None:
    text = "xa" * bad + " a"
    expected = Located(2 * bad + 1, 2 * bad + 2, Verdict.EXACT) if found else NOT_FOUND
    assert in_text("a", text) == expected


@pytest.mark.parametrize(("bad", "found"), [(3_332, True), (3_333, False)])
def test_a_long_passage_is_tried_at_fewer_places(bad: int, *, found: bool) -> None:
    passage = "ab" * 3_000
    text = "x" + "ab" * (2_999 + bad) + "x " + passage
    start = len(text) - len(passage)
    expected = Located(start, len(text), Verdict.EXACT) if found else NOT_FOUND
    assert in_text(passage, text) == expected


def test_only_what_stands_there_passes() -> None:
    assert [verdict.value for verdict in Verdict if verdict.passes] == ["exact", "normalized"]
    assert len(Verdict) == 7


@pytest.mark.parametrize(
    ("offset", "place"), [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (4, (3, 1)), (6, (3, 3))]
)
def test_lines_and_columns_count_from_one(offset: int, place: tuple[int, int]) -> None:
    assert line_and_column("ab\n\ncd", offset) == place


def test_a_line_may_be_the_first_and_empty() -> None:
    assert [line_and_column("\na", offset) for offset in range(3)] == [(1, 1), (2, 1), (2, 2)]
