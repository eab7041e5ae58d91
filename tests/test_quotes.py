"""Finding a passage: what folding may change, where a passage may begin and end, and that offsets lead back to it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.texts.folding import FOLDED_CHARACTERS, Snapshot, fold, fold_text
from briefgen.texts.likeness import differing_words, nearest
from briefgen.texts.quotes import Located, Missing, Verdict, line_and_column, locate

# Letters that compose, astral characters, marks, right-to-left and unspaced scripts, quotation marks, dashes, blanks.
ALPHABET = "abé\u0301\u0308oü𝔘😀שלוםسلام\u064b霧凪市は月\u200f'’“”-–—\u00ad \u00a0\n\t.,12%"
TEXTS = st.text(alphabet=ALPHABET, min_size=1, max_size=60)


def snapshot(text: str) -> Snapshot:
    return Snapshot.of(text)


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(TEXTS)
def test_every_folded_character_leads_back_to_a_stretch_that_folds_to_it(text: str) -> None:
    folded = fold(text)
    for index, character in enumerate(folded.text):
        start, end = folded.archived_span(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert character in fold(text[start:end]).text


@given(TEXTS, st.data())
def test_the_archive_at_the_offsets_folds_to_the_folded_passage(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    passage = text[start : data.draw(st.integers(start + 1, len(text)))]
    assume(fold_text(passage))
    found = locate(passage, snapshot(text))
    if isinstance(found, Located):
        assert fold_text(text[found.start : found.end]) == fold_text(passage)
        assert (found.verdict is Verdict.EXACT) == (text[found.start : found.end] == passage)


@given(TEXTS, TEXTS)
def test_a_passage_that_does_not_stand_there_after_folding_is_not_found(
    text: str, passage: str
) -> None:
    assume(fold_text(passage) not in fold_text(text))
    assert locate(passage, snapshot(text)) == Missing(Verdict.NOT_FOUND)


@given(st.text(alphabet="abc é霧は", min_size=3, max_size=30))
def test_decomposed_text_is_found_in_composed_text_and_the_other_way_round(text: str) -> None:
    assume(text.strip())
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    for archived, passage in ((composed, apart), (apart, composed)):
        found = locate(passage.strip(), snapshot(f"# {archived} #"))
        assert isinstance(found, Located) or found.verdict is Verdict.AMBIGUOUS


@pytest.mark.parametrize("character", sorted(FOLDED_CHARACTERS))
def test_each_folded_character_stands_for_its_plain_form(character: str) -> None:
    plain = FOLDED_CHARACTERS[character]
    found = locate(f"a {plain} b", snapshot(f"x a {character} b y"))
    assert isinstance(found, Located)
    assert (found.start, found.end, found.verdict) == (2, 7, Verdict.NORMALIZED)


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("art", "the party began"),
        ("10", "10² metres"),
        ("3", "3.5 per cent"),
        ("3", "3% of them"),
        ("5", "3.5 per cent"),
        ("500", "1,500 people"),
        ("the Party", "the party"),
        ("cafe", "café"),
        ("cafe", "cafe\u0301"),
        ("a … c", "a b c"),
        ("demand did rise", "demand did not rise"),
        ("two words", "twowords"),
        ("ﬁne", "fine"),
        ("", "anything"),
        ("   ", "anything"),
    ],
)
def test_what_differs_in_words_case_digits_or_accents_is_not_found(passage: str, text: str) -> None:
    assert locate(passage, snapshot(text)) == Missing(Verdict.NOT_FOUND)


@pytest.mark.parametrize(
    ("passage", "text", "span"),
    [
        ("art", "an art form", (3, 6)),
        ("3.5 per cent", "about 3.5 per cent.", (6, 18)),
        ("3", "3, then 4", (0, 1)),
        ("3", "(3).", (1, 2)),
        ("再開する", "航路を再開すると発表", (3, 7)),
        ("رصيفًا", "ثالث رصيفًا جديد", (5, 11)),
        ("😀 yes", "no 😀 yes", (3, 8)),
        ("a b", "x a \n\t b y", (2, 8)),
        ("soft", "a so\u00adft one", (2, 7)),
        ("café", "a cafe\u0301 b", (2, 7)),
    ],
)
def test_a_passage_is_found_at_its_code_points(
    passage: str, text: str, span: tuple[int, int]
) -> None:
    found = locate(passage, snapshot(text))
    assert isinstance(found, Located)
    assert (found.start, found.end) == span


def test_two_places_are_ambiguous_until_the_words_beside_decide() -> None:
    text = snapshot("The work may begin. Later: The work may begin.")
    both = locate("The work may begin.", text)
    assert both == Missing(Verdict.AMBIGUOUS, ((0, 19), (27, 46)))
    assert locate("The work may begin.", text, prefix="Later:") == Located(27, 46, Verdict.EXACT)
    assert locate("The work may begin.", text, suffix="Later:") == Located(0, 19, Verdict.EXACT)
    assert locate("The work may begin.", text, prefix="Sooner:") == Missing(Verdict.NOT_FOUND)
    assert locate("may begin", text, prefix="The work", suffix=". Later") == Located(
        9, 18, Verdict.EXACT
    )


def test_periodic_text_ends_the_search_without_accepting_anything() -> None:
    assert locate("ab" * 1000, snapshot("ab" * 100_000)) == Missing(Verdict.NOT_FOUND)


def test_only_the_first_two_verdicts_pass() -> None:
    assert [verdict for verdict in Verdict if verdict.passes] == [Verdict.EXACT, Verdict.NORMALIZED]


def test_the_nearest_passage_is_help_in_whole_words() -> None:
    text = "Before. The source says demand did not rise in March. After."
    span = nearest("demand did rise in March", snapshot(text))
    assert span is not None
    assert text[slice(*span)] == "demand did not rise in March."
    assert nearest("an entirely different thought", snapshot("霧凪市は6月3日")) is None
    assert nearest("", snapshot(text)) is None
    assert nearest("words", snapshot(" \n")) is None


@pytest.mark.parametrize(
    ("written", "archived", "remark"),
    [
        ("did rise", "did not rise", "; “not” is missing"),
        ("did not rise", "did rise", "; “not” is not there"),
        ("rose in May", "rose in March", "; “May” should be “March”"),
        ("the same", "the same", ""),
    ],
)
def test_the_differing_words_are_named(written: str, archived: str, remark: str) -> None:
    assert differing_words(written, archived) == remark


def test_lines_and_columns_count_from_one() -> None:
    assert [line_and_column("ab\nc", offset) for offset in range(4)] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
    ]
