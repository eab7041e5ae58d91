"""Long lists are cut into pages by name; every item is on one of them, and every letter leads to where it begins."""

from __future__ import annotations

import pytest

from briefgen.facts.fields import RESERVED_IDS
from briefgen.views import sitelists

NAMES = ["Zürich", "émile", "Eva", "“Ada”", "3 harbours", "竹里", "港", "eden", ""]


def _leaves(names: list[str], size: int) -> tuple[sitelists.Leaf[str], ...]:
    return sitelists.leaves(names, str, "stakeholders", short=3, size=size)


@pytest.mark.parametrize("size", [1, 2, 4, 100])
def test_every_item_is_on_exactly_one_page_in_the_same_order(size: int) -> None:
    listed = [name for leaf in _leaves(NAMES, size) for name in leaf.items]
    assert sorted(listed) == sorted(NAMES)
    assert listed == list(_leaves(NAMES, 100)[0].items)
    assert all(len(leaf.items) <= size for leaf in _leaves(NAMES, size))


def test_numbers_in_names_are_sorted_by_their_value() -> None:
    (leaf,) = _leaves(["Part 10", "Part 9", "part 100"], 5)
    assert leaf.items == ("Part 9", "Part 10", "part 100")


def test_names_are_listed_under_their_plain_letter() -> None:
    letters = {name: sitelists.initial(name) for name in NAMES}
    assert letters["émile"] == letters["Eva"] == letters["eden"] == "E"
    assert letters["“Ada”"] == "A"
    assert letters["3 harbours"] == "0–9"
    assert letters["竹里"] == letters["港"] != letters[""]
    assert letters["Zürich"] == "Z"


@pytest.mark.parametrize("size", [1, 3, 100])
def test_a_letter_leads_to_the_page_where_it_begins(size: int) -> None:
    made = _leaves(NAMES, size)
    places = [group.target for leaf in made for group in leaf.groups]
    for leaf in made:
        assert leaf.jumps == made[0].jumps
        assert [letter for letter, _ in leaf.jumps] == list(
            dict.fromkeys(map(sitelists.initial, made_names(made)))
        )
        assert all(target in places for _, target in leaf.jumps)


def made_names(made: tuple[sitelists.Leaf[str], ...]) -> list[str]:
    return [name for leaf in made for name in leaf.items]


def test_pages_after_the_first_are_where_no_briefing_can_be() -> None:
    made = _leaves(NAMES, 4)
    assert [leaf.target.page for leaf in made] == [
        "stakeholders.md",
        "briefings/lists/stakeholders-2.md",
        "briefings/lists/stakeholders-3.md",
    ]
    assert "lists" in RESERVED_IDS


def test_a_list_without_items_is_one_page() -> None:
    (leaf,) = _leaves([], 4)
    assert (leaf.items, leaf.long, leaf.jumps) == ((), False, ())
    assert _leaves(NAMES, 4)[0].long
