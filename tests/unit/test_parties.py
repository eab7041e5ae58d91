"""Parties are named as whole words, and the same ones are found whether a briefing has few parties or many."""

from __future__ import annotations

import pytest

from briefgen.facts.parties import Parties, finder_of

OWN = (("ferry", "Aldra Ferry"), ("port", "port"), ("kovar", "Bela Kovar"))
OTHERS = tuple((f"other-{number}", f"Quay{number} Lines") for number in range(60))

FEW, MANY = finder_of(OWN), finder_of((*OWN, *OTHERS))


@pytest.fixture(params=[FEW, MANY], ids=["few", "many"])
def finder(request: pytest.FixtureRequest) -> Parties:
    """A finder that looks for each first word, and one that parts the text into words."""
    found: Parties = request.param
    return found


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Bela Kovar paid Aldra Ferry.", [("kovar", 0, 10), ("ferry", 16, 27)]),
        ("The port, the port_side and port", [("port", 4, 8), ("port", 14, 18), ("port", 28, 32)]),
        ("BELA KOVAR", [("kovar", 0, 10)]),
    ],
)
def test_whole_names_are_found_in_order(
    finder: Parties, text: str, named: list[tuple[str, int, int]]
) -> None:
    assert [(one.party, one.start, one.end) for one in finder.read(text)[0]] == named


@pytest.mark.parametrize(
    "text", ["", "A report on sports and ports", "Bela", "Aldra Ferryman", "seaport2 port2"]
)
def test_parts_of_words_and_of_names_are_no_party(finder: Parties, text: str) -> None:
    assert finder.read(text) == ((), frozenset())


def test_each_of_many_parties_is_found() -> None:
    for party, name in OTHERS:
        assert MANY.read(f"It was {name} alone.")[1] == {party}
