"""Where a passage may begin and end: never inside a word or a number, anywhere in a script without spaces."""

from __future__ import annotations

import pytest

from briefgen.texts.boundaries import stands_alone


def alone(marked: str) -> bool:
    """Whether the stretch between the two bars stands alone in the text without them."""
    before, inside, after = marked.split("|")
    return stands_alone(before + inside + after, len(before), len(before) + len(inside))


@pytest.mark.parametrize(
    "marked",
    [
        "|word|",
        "a |word| b",
        "(|word|).",
        "“|word|”",
        "a |two words| b",
        "a-|word|-b",
        "|3|, then",
        "of |3|. Then",
        "(|3|)",
        "1, |2|, 3",
        "|3.5|",
        "|1,500| people",
        "x.|5|",
        "|5|.x",
        "a.|b|",
        "|a|.b",
        "|3|:5",
        "5:|3|",
        ".|5|",
        "|5|.",
        "|per| %",
        "|word|%",
        "|%| of",
        "|3%|",
        "3|%|",
        "|3| %",
        "|..|5",
        "5|..|",
        "航路を|再開|すると",
        "ไทย|คำ|ไทย",
        "abc|霧|abc",
        "a |霧凪市| b",
        "5 |.5| .5",
        "x|😀|y",
        "|e\u0301| x",
        "ثالث |رصيفًا| جديد",
    ],
)
def test_a_stretch_between_boundaries_stands_alone(marked: str) -> None:
    assert alone(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "p|art|",
        "|art|y",
        "p|art|y",
        "_|word|",
        "|word|_",
        "|word|s",
        "1|0|",
        "|1|0",
        "|10|th",
        "|3|.5",
        "|3|,5",
        "|3|'5",
        "3.|5|",
        "3,|5|",
        "3'|5|",
        "|3.|5",
        "|3,|5",
        "3|.5|",
        "3|,5|",
        "a 3|.5|",
        "1,|500|",
        "a 3.|5| x",
        "1,500,|000|",
        "3.|5x|",
        "1|,500| people",
        "|1,|500",
        "|1|,500",
        "|3|%",
        "|3|‰",
        "|cafe|\u0301",
        "|e|\u0301 x",
        "e|\u0301| x",
        "霧|\u0301x|",
        "|霧|\u3099",
        "|رصيف|ًا",
        "ア\u3099|\u3099|",
        "a |\u0301b| c",
        "abc\u0301|def|",
        "|Straß|e",
        "١|٢|",
    ],
)
def test_a_stretch_inside_a_word_or_number_does_not(marked: str) -> None:
    assert not alone(marked)


@pytest.mark.parametrize(
    ("first", "outside"),
    [
        ("\u0e01", "\u0dff"),
        ("\u1000", "\u10a0"),
        ("\u1780", "\u1700"),
        ("\u3041", "\u1100"),
        ("\u4e00", "\ua000"),
        ("\uf900", "\uac00"),
        ("\uff66", "\uff41"),
        ("\U00020000", "\U00010400"),
    ],
)
def test_only_letters_of_scripts_without_spaces_may_touch_a_passage(
    first: str, outside: str
) -> None:
    assert alone(f"{first}|{first}|{first}")
    letter = outside if outside.isalnum() else "a"
    assert not alone(f"{letter}|{letter}|")
    assert not alone(f"|{letter}|{letter}")
