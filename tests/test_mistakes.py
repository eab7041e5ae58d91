"""What an editor is told about a mistake: one code, at the right place, with the mend."""

from __future__ import annotations

import pytest

from tests.factory import codes, found
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
