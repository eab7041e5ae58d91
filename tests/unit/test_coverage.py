"""How much of an archived text the claims cover: every character is covered, ignored or uncovered, and counted once."""

from __future__ import annotations

import json

import pytest

from briefgen.facts.coverage import Coverage, Stretch, as_json, as_text, measure, stretches
from tests.factory import SOURCE
from tests.unit.rules import Change, briefing

NO_FERRY = "evidence: The ferry to Aldra will not run in March."
MONEY = "evidence: Orla Finn said the harbour spent $10 million on it."


def cut(*changes: Change, source: str = SOURCE) -> list[tuple[str, list[str | None], str]]:
    """Each stretch as (text, claims, reason for ignoring it)."""
    return [
        (
            source[one.start : one.end],
            [passage.claim for passage in one.claims],
            one.ignored.reason if one.ignored else "",
        )
        for one in stretches(briefing(*changes, source=source), "notice")
    ]


def test_a_text_is_cut_where_a_passage_begins_or_ends() -> None:
    assert cut() == [
        ("The ferry to Aldra will not run in March.", ["no-ferry"], ""),
        (" ", [], ""),
        ("Orla Finn said the harbour spent $10 million on it.", ["money-spent"], ""),
        ("\n\n", [], ""),
        ("Advertisement", [], "advertisement"),
        ("\n\n", [], ""),
        ("The council is expected to meet on 4 May 2031.", ["council-meeting"], ""),
        ("\n", [], ""),
    ]


def test_passages_that_overlap_share_a_stretch() -> None:
    changes = (
        MONEY,
        "evidence: not run in March. Orla Finn said the harbour spent $10 million on it.",
    )
    assert cut(changes)[:4] == [
        ("The ferry to Aldra will ", ["no-ferry"], ""),
        ("not run in March.", ["no-ferry", "money-spent"], ""),
        (" Orla Finn said the harbour spent $10 million on it.", ["money-spent"], ""),
        ("\n\n", [], ""),
    ]


def test_two_passages_at_one_place_are_both_named() -> None:
    same = (MONEY, "evidence: The ferry to Aldra will not run in March.")
    assert cut(same)[0] == (
        "The ferry to Aldra will not run in March.",
        ["no-ferry", "money-spent"],
        "",
    )


def test_a_text_without_passages_is_one_stretch_and_without_a_text_there_is_none() -> None:
    assert cut(source="Other.") == [("Other.", [], "")]
    gone = briefing(("snapshot: sources/notice.txt", "snapshot: sources/gone.txt"))
    assert stretches(gone, "notice") == ()


def test_white_space_counts_for_nothing() -> None:
    measured = measure(briefing(), "notice")
    covered = len("".join(SOURCE.replace("Advertisement", "").split()))
    assert measured == Coverage(covered, len("Advertisement"), 0, (), 3)
    assert measured.percent == 100.0


def test_what_is_not_covered_has_its_place_without_white_space() -> None:
    source = f"{SOURCE}\n  More here. \n---\n"
    measured = measure(briefing(source=source), "notice")
    assert measured is not None
    assert measured.uncovered == len("Morehere.---")
    start = source.index("More")
    assert measured.uncovered_at == ((start, len(source) - 1),)
    assert measured.percent == pytest.approx(100 * 115 / 127, abs=2)
    assert measured.percent == 100.0 * measured.covered / (measured.covered + measured.uncovered)


def test_signs_alone_are_uncovered_but_no_passage() -> None:
    measured = measure(briefing(source=f"{SOURCE}\n* * *\n"), "notice")
    assert measured is not None
    assert (measured.uncovered, measured.uncovered_at) == (3, ())


def test_where_the_text_is_not_the_archived_one_nothing_is_measured() -> None:
    assert measure(briefing(files={"sources/notice.txt": "Another text."}), "notice") is None
    gone = briefing(("snapshot: sources/notice.txt", "snapshot: sources/gone.txt"))
    assert measure(gone, "notice") is None


def test_an_empty_text_is_covered() -> None:
    assert Coverage(0, 5, 0, (), 0).percent == 100.0
    assert Coverage(1, 5, 3, (), 1).percent == 25.0


def test_a_stretch_belongs_to_one_source() -> None:
    made = briefing()
    assert all(isinstance(one, Stretch) for one in stretches(made, "notice"))
    assert {passage.source for one in stretches(made, "notice") for passage in one.claims} == {
        "notice"
    }


def test_the_text_names_share_counts_and_places() -> None:
    source = f"{SOURCE}\nMore  here.\n"
    assert as_text([briefing(source=source)]) == (
        "f notice: 92.6 % covered (112 characters in 3 passages, 13 ignored, 9 uncovered)\n"
        "  uncovered 7:1 More here.\n"
    )
    gone = briefing(("snapshot: sources/notice.txt", "snapshot: sources/gone.txt"))
    assert as_text([gone]) == "f notice: cannot be measured\n"
    assert as_text([briefing(), briefing()]).count("\n") == 2


def test_the_json_has_a_row_for_each_source() -> None:
    source = f"{SOURCE}\nMore  hére.\n"
    start = source.index("More")
    written = as_json([briefing(source=source)])
    assert json.loads(written) == [
        {
            "briefing": "f",
            "source": "notice",
            "measured": True,
            "percent": 92.56,
            "covered": 112,
            "ignored": 13,
            "uncovered": 9,
            "passages": 3,
            "uncovered_at": [{"start": start, "end": start + 11, "text": "More  hére."}],
        }
    ]
    assert written.startswith('[\n {\n  "briefing"')
    assert "hére" in written
    assert written.endswith("]\n")
    gone = briefing(("snapshot: sources/notice.txt", "snapshot: sources/gone.txt"))
    assert json.loads(as_json([gone])) == [{"briefing": "f", "source": "notice", "measured": False}]
