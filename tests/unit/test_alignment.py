"""What a text hedges."""

from __future__ import annotations

import pytest

from briefgen.rules.alignment import supposes


@pytest.mark.parametrize(
    "text",
    [
        "On 5 May 2020 the city signed the contract.",
        "The city signed it on May 5, 2020.",
        "The city signed the contract in May.",
        "It has been open since May.",
    ],
)
def test_a_month_is_no_hedge(text: str) -> None:
    assert not supposes(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "The city may sign the contract.",
        "In May 2020 the city may have signed the contract.",
        "May the city sign it? It might.",
    ],
)
def test_the_verb_beside_it_is(text: str) -> None:
    assert supposes(text, "en")
