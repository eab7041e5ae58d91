"""Values hold what their class declares, cannot be changed, and keep what is worked out of them."""

from __future__ import annotations

from functools import cached_property

import pytest

from briefgen.values import Value


class Pair(Value):
    left: int
    right: int = 2

    @cached_property
    def both(self) -> int:
        return self.left + self.right


def test_fields_are_given_by_position_or_name_and_have_defaults() -> None:
    pair = Pair(1)
    assert (pair.left, pair.right, pair.both) == (1, 2, 3)
    assert Pair(right=5, left=4).both == 9


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"middle": 2})])
def test_other_fields_are_a_mistake_of_ours(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="left, right"):
        Pair(*values, **named)


def test_a_value_cannot_be_changed_but_replaced_and_forgets_what_was_worked_out() -> None:
    pair = Pair(1)
    assert pair.both == 3
    with pytest.raises(AttributeError, match="frozen"):
        pair.left = 2  # type: ignore[misc]  # what the type checker refuses as well
    assert pair.replaced(left=10).both == 12
    assert pair.both == 3


def test_a_value_equals_itself_only() -> None:
    pair = Pair(1)
    assert pair == pair  # that is the rule
    assert pair != Pair(1)
