"""Values hold what their class declares, cannot be changed, and keep what is worked out of them."""

from __future__ import annotations

import pytest

from briefgen.base import values
from briefgen.base.values import Value, answers, once


class Pair(Value):
    left: int
    right: int = 2

    @once
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


def test_what_is_worked_out_once_is_not_worked_out_again() -> None:
    asked: list[int] = []

    class Asked(Value):
        number: int

        @once
        def twice(self) -> int:
            """Two times the number."""
            asked.append(self.number)
            return 2 * self.number

    one, other = Asked(1), Asked(2)
    assert (one.twice, one.twice, other.twice) == (2, 2, 4)
    assert asked == [1, 2]
    assert Asked.twice.__doc__ == "Two times the number."


def test_a_value_that_extends_another_has_its_fields_first() -> None:
    class Triple(Pair):
        last: int

    triple = Triple(1, 2, 3)
    assert (triple.left, triple.right, triple.last, triple.both) == (1, 2, 3, 3)
    with pytest.raises(TypeError, match="left, right, last"):
        Triple(1)  # type: ignore[call-arg]  # what the type checker refuses as well
    assert Pair(1).right == 2


def test_an_answer_is_worked_out_once_for_each_text_and_for_anything_else_each_time() -> None:
    asked: list[object] = []

    def answer(text: str) -> str:
        asked.append(text)
        return f"{text}!"

    shout = answers(answer)
    assert [shout("a"), shout("b"), shout("a")] == ["a!", "b!", "a!"]
    assert asked == ["a", "b"]
    # The twin: 1 and True are equal, and mean something else in print.
    assert [shout(1), shout(True), shout(1)] == ["1!", "True!", "1!"]  # type: ignore[arg-type]  # on purpose


def test_many_answers_are_forgotten_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "KEPT", 2)
    asked: list[str] = []
    kept = answers(lambda text: asked.append(text) or text)
    for text in ("a", "b", "a", "c", "c", "a"):
        assert kept(text) == text
    assert asked == ["a", "b", "c", "a"]
