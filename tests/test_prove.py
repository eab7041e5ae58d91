"""A sample of `make prove` in every test run."""

from __future__ import annotations

import pytest

from briefgen import files
from tests import prove


@pytest.mark.slow
def test_a_sample_of_every_certain_kind_is_caught_and_no_harmless_rewrite_is_refused() -> None:
    outcome = prove.measure(files.read_tree(prove.ROOT), prove.REAL, every=60)
    missed = {defect.kind for defect in outcome.missed}
    assert not missed & set(prove.CERTAIN)
    assert outcome.refused == ()
    assert set(prove.CERTAIN) <= set(outcome.planted)
    # The negative twin: the measure can say no.
    assert "two names swapped in prose" in missed
