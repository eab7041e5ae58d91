"""What an editor is told about a mistake: one code, at the right place, with the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.base.diagnostics import Code
from briefgen.disk import intake
from briefgen.pipeline import check
from tests.conftest import ROOT
from tests.factory import codes, facts, found, tree
from tests.mistakes import MISTAKES

SEVERAL = {"retracted claim cited"}
"""Mistakes that show in several places, each to be mended by itself."""


@pytest.mark.parametrize(
    ("written", "instead", "code", "place", "mend"),
    [pytest.param(*mistake[1:], id=mistake[0]) for mistake in MISTAKES],
)
def test_a_mistake_gives_its_code_at_its_place_with_its_mend(
    written: str, instead: str, code: str, place: str, mend: str
) -> None:
    first = found((written, instead))[0]
    assert (first.code.code, f"{first.span.line}:{first.span.column}") == (code, place)
    assert mend
    assert mend in first.help


def test_there_are_sixty_mistakes_and_nine_of_ten_give_one_diagnostic_only() -> None:
    several = {
        name for name, written, instead, *_ in MISTAKES if len(codes((written, instead))) > 1
    }
    assert len(MISTAKES) >= 60
    assert several <= SEVERAL
    assert len(several) <= len(MISTAKES) / 10


def test_no_two_mistakes_of_the_table_are_the_same() -> None:
    assert len({mistake[0] for mistake in MISTAKES}) == len(MISTAKES)
    assert len({mistake[1:3] for mistake in MISTAKES}) == len(MISTAKES)


def test_two_mistakes_in_two_records_are_both_reported() -> None:
    """A mistake of shape does not hide one of meaning elsewhere."""
    both = [
        ("    kind: fact\n", "    knid: fact\n"),
        ("Orla Finn said the harbour spent $10 million", "Orla Finn said the harbour spent $11 m"),
    ]
    assert codes(*both) == ["BG201", "BG301"]


def test_a_record_that_cannot_be_read_may_be_cited_but_an_invented_one_may_not() -> None:
    broken = ("    kind: fact\n", "    knid: fact\n")
    assert codes(broken) == ["BG201"]
    assert codes(broken, ("raised_by: [no-ferry]", "raised_by: [invented]")) == ["BG201", "BG401"]


def test_a_section_that_cannot_be_read_hides_its_ids_only() -> None:
    section = ("stakeholders:\n", "stakeholder:\n")
    assert codes(section) == ["BG201"]
    assert codes(section, ("raised_by: [no-ferry]", "raised_by: [invented]")) == ["BG201", "BG401"]


def test_the_help_for_an_altered_quote_takes_no_word_of_its_neighbours() -> None:
    changed = (
        "evidence: Orla Finn said the harbour spent $10 million on it.",
        "evidence: Finn said the harbor spent $10 million",
    )
    help_text = found(changed)[0].help
    assert "“Finn said the harbour spent $10 million”" in help_text


WRAPPED = (
    "why: The island has no other link. [[analyst]] [[not]]",
    "why: >-\n      The island is far. [[analyst]] Nobody swims\n      so far out. [[analyst]] [[not]] Boats\n      are rare.",
)


def test_a_sentence_of_a_wrapped_block_is_reported_where_it_stands() -> None:
    """Not at the block's first line, and not where its neighbours stand."""
    line = 1 + facts(WRAPPED).split("\n").index("      so far out. [[analyst]] [[not]] Boats")
    [uncited] = found(WRAPPED)
    place = uncited.span
    assert uncited.code is Code.UNCITED
    assert (place.line, place.column, place.end_line, place.end_column) == (line, 39, line + 1, 16)
    assert codes((WRAPPED[0], f"{WRAPPED[1]} [[analyst]]")) == []


@pytest.mark.parametrize(
    "mistake",
    [
        pytest.param(
            (
                "contested: No date was given. [[notice]] [[not]]",
                "contested: No date came from Zora Brand. [[notice]] [[not]]",
            ),
            id="name",
        ),
        pytest.param(
            ("settled_by: A timetable.", "settled_by: A timetable for 7,000 passengers."),
            id="number beside a citation",
        ),
        pytest.param(("Will the ferry to Aldra run", "Will 7,000 passengers run"), id="number"),
        pytest.param(
            (
                "terms:\n",
                'events:\n  notice-hung:\n    date: "2019-05"\n    statement: A notice hung there. [[notice]]\nterms:\n',
            ),
            id="date",
        ),
    ],
)
def test_what_rests_on_an_archived_text_is_judged_where_the_text_is_there_and_as_it_was(
    mistake: tuple[str, str],
) -> None:
    assert set(codes(mistake)) & {"BG504", "BG506", "BG503"}, codes(mistake)
    assert codes(mistake, ("snapshot: sources/notice.txt", "snapshot: sources/lost.txt")) == [
        "BG305"
    ]
    altered = tree(mistake)
    altered.files["seeds/aldra-ferry/sources/notice.txt"] += b"More.\n"
    assert [problem.code.code for problem in check(altered).diagnostics] == ["BG304"]


def test_what_rests_on_another_record_is_judged_where_an_archived_text_is_missing() -> None:
    lost = ("snapshot: sources/notice.txt", "snapshot: sources/lost.txt")
    assert codes(
        lost, ("It runs the ferry. [[money-spent]]", "It runs with Zora. [[money-spent]]")
    ) == [
        "BG305",
        "BG504",
    ]


@pytest.mark.parametrize("site", [ROOT, ROOT / "tests/sites/three"])
def test_a_missing_archived_text_is_reported_once_and_alone(site: Path) -> None:
    whole = intake.read_tree(site)
    for path in [path for path in whole.files if path.endswith(".txt")]:
        lost = whole._replace(files={at: raw for at, raw in whole.files.items() if at != path})
        assert [(problem.code, path in problem.message) for problem in check(lost).diagnostics] == [
            (Code.UNCHECKED, True)
        ]
