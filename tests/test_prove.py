"""A sample of `make prove` in every test run, and its page in step with the kinds of defect that there are."""

from __future__ import annotations

import pytest

from briefgen import files
from tests import prove
from tests.mutations import Subject, defects


@pytest.mark.slow
def test_a_sample_of_every_certain_kind_is_caught_and_no_harmless_rewrite_is_refused() -> None:
    outcome = prove.measure(files.read_tree(prove.ROOT), prove.REAL, every=60)
    missed = {defect.kind for defect in outcome.missed}
    assert not missed & set(prove.CERTAIN)
    assert outcome.refused == ()
    assert set(prove.CERTAIN) <= set(outcome.planted)
    # The negative twin: the measure can say no.
    assert "two names swapped in prose" in missed


def test_the_page_lists_the_kinds_that_are_planted() -> None:
    subject = Subject.of(files.read_tree(prove.ROOT), prove.REAL)
    kinds = {defect.kind for defect in defects(subject)}
    text = prove.PAGE.read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip() for line in text.split("| **all**")[0].splitlines() if line.startswith("| ")}
    assert rows - {"defect", "---"} == kinds
    assert text.startswith(prove.INTRODUCTION)
    assert text.endswith(prove.LIMITS)
