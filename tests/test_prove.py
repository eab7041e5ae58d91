"""A sample of `make prove` in every test run."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from briefgen.disk import intake
from tests import prove
from tests.mutations import Subject, defects


@pytest.mark.slow
def test_a_sample_of_every_certain_kind_is_caught_and_no_harmless_rewrite_is_refused() -> None:
    outcome = prove.measure(intake.read_tree(prove.ROOT), prove.REAL, every=60)
    missed = {defect.kind for defect in outcome.missed}
    assert not missed & set(prove.CERTAIN)
    assert outcome.refused == ()
    # No claim of the real briefing denies anything, so that a dropped "not" is planted in another.
    three = intake.read_tree(prove.ROOT / "tests" / "sites" / "three")
    other = prove.measure(three, "harbour-bridge", every=12)
    assert not {defect.kind for defect in other.missed} & set(prove.CERTAIN)
    assert set(prove.CERTAIN) <= set(outcome.planted) | set(other.planted)
    # The negative twin: the measure can say no.
    assert "hedge dropped in prose" in missed


def _rows(page: str) -> dict[str, int]:
    """Kind of defect → how many the page says were planted."""
    table = page.partition("| harmless rewrite |")[0]
    return {kind: int(n) for kind, n in re.findall(r"(?m)^\| ([^*|]+) \| (\d+) \| \d+ \|", table)}


def test_the_page_counts_every_kind_of_defect_that_is_planted() -> None:
    planted = Counter(d.kind for d in defects(Subject.of(intake.read_tree(prove.ROOT), prove.REAL)))
    page = prove.PAGE.read_text(encoding="utf-8")
    assert set(_rows(page)) == set(planted)
    # The negative twin: a kind that the page leaves out is missed.
    kind = min(planted)
    assert kind not in _rows(page.replace(f"| {kind} |", "| |"))


def test_the_page_says_what_the_proof_says() -> None:
    page = prove.PAGE.read_text(encoding="utf-8")
    assert page.startswith(prove.INTRODUCTION)
    assert page.endswith(prove.LIMITS)
    assert not page.endswith(f"{prove.LIMITS}\n")
