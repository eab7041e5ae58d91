"""A number is certain: by what the sentence cites, or because the sentence says it twice."""

from __future__ import annotations

import pytest

from briefgen.base.diagnostics import Span
from briefgen.facts import prose as prose_
from briefgen.rules import consistency, figures
from briefgen.rules.agreement import Cited
from briefgen.rules.figures import doubtful
from briefgen.rules.ground import Ground
from briefgen.texts.mentions import read
from tests.factory import SOURCE
from tests.unit.rules import Change, said
from tests.unit.showing import shown

STILL = "The ferry stands still. [[no-ferry]]"
MEETING = "The council is expected to meet on 4 May 2031."
BOTH = "The council is expected to meet on 4 May 2031 or on 9 June 2031."
TWO_DATES: tuple[Change, ...] = (
    (f"evidence: {MEETING}", f"evidence: {BOTH}"),
    (f"statement: {MEETING}", f"statement: {BOTH}"),
)


def prose(sentence: str, *changes: Change, source: str = SOURCE) -> list[str]:
    """What is said of the numbers of a sentence that stands first in the briefing."""
    lines = said(consistency.check, (STILL, f'"{sentence}"'), *changes, source=source)
    return [line for line in lines if line.startswith("BG503 f/facts.yml:7:")]


def dated(sentence: str) -> list[str]:
    return prose(sentence, *TWO_DATES, source=SOURCE.replace(MEETING, BOTH))


def test_a_date_for_which_another_of_the_record_would_pass_is_said_twice() -> None:
    told = "They may meet on 4 May 2031. [[council-meeting]]"
    assert dated(told) == [
        (
            "BG503 f/facts.yml:7:6-7:34 the sentence would pass as well with “9 June 2031” in place of “4 May 2031”"
            " → say the number twice: write [[=4 May 2031]] behind the sentence"
        )
    ]
    assert dated(f"{told} [[=4 May 2031]]") == []
    # The record that holds one date alone leaves no doubt, nor does a sentence that gives both, or repeats the record.
    assert prose(told) == []
    assert dated("They may meet on 4 May 2031 or on 9 June 2031. [[council-meeting]]") == []
    assert dated(f"{BOTH} [[council-meeting]]") == []


def marked(text: str, mark: str) -> list[str]:
    """What is said of a sentence with this mark, where nothing else that it cites holds a number."""
    sentence = prose_.parse(f"{text} [[={mark}]]", "en").sentences[0]
    cited = Cited(sentence, "en", ())
    return shown(figures.check(cited, Ground(((text, "en"),)), lambda: Span("f/facts.yml")))


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("They meet on 14 May 2031.", "9 June 2031"),
        ("They meet on 14 May 2031.", "4 May 2031"),
        ("They meet on 14 May 2031.", "1"),
        ("They meet on 14 May 2031.", "203"),
        ("They meet on 14 May 2031.", "14 May 2031x"),
        ("They meet on 14 May 2031.", "meet"),
        ("They meet on 14 May 2031.", ""),
        ("It cost 1.5 or 2,500.", "5"),
        ("It cost 1.5 or 2,500.", "500"),
        ("It cost 1.5 or 2,500.", "2"),
        ("It cost ١٠ crowns.", "11"),
        ("It cost much.", "5"),
    ],
)
def test_a_mark_repeats_a_number_of_the_sentence(text: str, mark: str) -> None:
    assert marked(text, mark) == [
        (
            f"BG503 f/facts.yml:1:1-1:1 [[={mark}]] repeats no number of the sentence"
            " → repeat the number as the sentence writes it, or take the mark out"
        )
    ]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("They meet on 14 May 2031.", "14 May 2031"),
        ("They meet on 14 May 2031.", "2031"),
        ("They meet on 14 May 2031.", "on 14 May"),
        ("It cost 1.5 or 2,500.", "2,500"),
        ("It cost 1.5 or 2,500.", "1.5 or 2,500"),
        ("It cost ١٠ crowns.", "10"),
        ("It cost ١٠ crowns.", "١٠"),
        ("It cost $5 million.", "$5 million"),
        ("2021 was dry.", "2021"),
        # The first of these stands in a longer number, the last as well.
        ("It took 12, 2 or 22.", "2"),
    ],
)
def test_a_mark_may_repeat_more_or_less_than_the_number(text: str, mark: str) -> None:
    assert marked(text, mark) == []


def checked(text: str, ground: str, *remarks: str) -> list[str]:
    """What is said of a sentence that cites these remarks."""
    sentence = prose_.parse(text, "en").sentences[0]
    cited = Cited(sentence, "en", tuple((one, "en") for one in remarks))
    return shown(figures.check(cited, Ground(((ground, "en"),)), lambda: Span("f/facts.yml")))


def test_only_what_is_said_word_for_word_is_certain() -> None:
    assert checked("It cost $3.", "It cost $3 or $5.", "It cost $3") == []
    assert len(checked("It cost $3.", "It cost $3 or $5.", "It did cost $3")) == 1


def test_a_month_of_what_is_cited_is_asked_for() -> None:
    [line] = checked("It came in May.", "It came in May, not in June.")
    assert "with “June” in place of “May”" in line


def test_only_the_first_wrong_mark_is_reported() -> None:
    assert len(marked("It cost $5.", "6]] [[=7")) == 1


def test_a_number_that_is_wrong_is_reported_once() -> None:
    [line] = dated("They may meet on 5 May 2031. [[council-meeting]]")
    assert "does not stand in" in line


def inferred(sentence: str) -> list[str]:
    rests: Change = ("rests_on: [no-ferry]", "rests_on: [council-meeting]")
    watch: Change = ("A timetable for June.", f'"{sentence}"')
    found = said(consistency.check, rests, watch, *TWO_DATES, source=SOURCE.replace(MEETING, BOTH))
    return [line for line in found if line.startswith("BG503")]


def test_a_sentence_that_rests_on_no_record_says_its_number_twice_as_well() -> None:
    [line] = inferred("A meeting on 4 May 2031.")
    assert "would pass as well with “9 June 2031”" in line
    assert inferred("A meeting on 4 May 2031. [[=4 May 2031]]") == []
    assert inferred("A meeting in May.") == []
    [line] = inferred("A meeting soon. [[=4]]")
    assert "repeats no number" in line


def doubt(text: str, *given: str, twice: str = "", months: bool = True) -> tuple[str, str] | None:
    """The doubt about a text, where `given` is what it cites."""
    ground = Ground(tuple((one, "en") for one in given))
    return doubtful(read(text, "en"), [read(twice, "en")], ground, months=months)


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("It cost $3.", "It cost $3 or $5.", ("$3", "$5")),
        ("It cost $3 or $5.", "It cost $3 or $5.", None),
        ("It cost $3.", "It cost $3 or 5 euros.", None),
        ("It cost $3.", "It cost $3 for five.", None),
        # Digits alone are taken for digits alone.
        ("Version 2.0 came.", "Version 2.0 has 6 billion signs.", None),
        ("Version 2.0 came.", "Version 2.0 came, not 4.0.", ("2.0", "4.0")),
        ("Two came.", "Two of 5 came, or 2 of 7.", None),
        ("In 2021 it came.", "It came in 2021 or 2023.", ("2021", "2023")),
        # A part of the date may be another's.
        ("On 4 May 2021 it came.", "It came on 4 May 2021, not in 2023.", None),
        ("On 4 May it came.", "It came on 4 May, not on 6 May.", ("4 May", "6 May")),
        ("In May 2021 it came.", "It came on 6 May 2021 or in 2023-05.", ("May 2021", "2023-05")),
        ("In May 2021 it came.", "It came on 6 May 2021 or 6 June 2021.", ("May 2021", "6 June 2021")),
        ("In Q1 2021 it came.", "It came in Q1 2021, not in Q2 2021.", ("Q1 2021", "Q2 2021")),
        ("On 4 May 2021 it came.", "It came on 4 May 2021.", None),
        ("Nobody came.", "It came on 4 May 2021 for $3.", None),
    ],
)  # fmt: skip
def test_another_number_of_its_kind_casts_doubt(
    text: str, given: str, expected: tuple[str, str] | None
) -> None:
    assert doubt(text, given) == expected


def test_each_number_is_asked_for_until_it_is_said_twice() -> None:
    given = "It came in 2021 or 2023 for $3 or $5."
    text = "It came in 2021 for $3."
    assert doubt(text, given) == ("$3", "$5")
    assert doubt(text, given, twice="$3") == ("2021", "2023")
    assert doubt(text, given, twice="$3 in 2021") is None
    # Two records are read as one.
    assert doubt("It cost $3.", "It cost $3.", "It cost $5.") == ("$3", "$5")


def test_a_month_that_is_ours_to_expect_is_in_no_doubt() -> None:
    given = "It comes in May or in June."
    assert doubt("It comes in May.", given) == ("May", "June")
    assert doubt("It comes in May.", given, months=False) is None
    assert doubt("It comes on 4 May.", "It comes on 4 May or 6 May.", months=False) is not None
