"""Our named tuples are what `typing` makes of the same classes."""

from __future__ import annotations

import pickle
import typing

import pytest

from briefgen.base import named


class Ours(named.NamedTuple):
    """A place."""

    line: int
    """Counted from 1."""
    column: int = 1
    names: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """As it is printed."""
        return f"{self.line}:{self.column}"

    @classmethod
    def first(cls) -> Ours:
        """The start."""
        return cls(1)


class Theirs(typing.NamedTuple):
    """A place."""

    line: int
    """Counted from 1."""
    column: int = 1
    names: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """As it is printed."""
        return f"{self.line}:{self.column}"

    @classmethod
    def first(cls) -> Theirs:
        """The start."""
        return cls(1)


def test_fields_defaults_documentation_and_methods_are_the_same() -> None:
    for name in ("_fields", "_field_defaults", "__doc__", "__module__", "__match_args__"):
        assert getattr(Ours, name) == getattr(Theirs, name), name
    assert tuple(Ours.__annotations__) == tuple(Theirs.__annotations__)
    assert typing.get_type_hints(Ours) == typing.get_type_hints(Theirs)
    ours, theirs = Ours(3, names=("pier",)), Theirs(3, names=("pier",))
    assert ours == theirs == (3, 1, ("pier",))
    assert ours.shown == theirs.shown == "3:1"
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert ours._replace(column=7) == theirs._replace(column=7)
    assert ours._asdict() == theirs._asdict()
    assert Ours.first() == Theirs.first()


def test_a_value_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Ours(3))) == Ours(3)  # noqa: S301  # our own


def test_a_missing_or_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="line"):
        Ours()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="row"):
        Ours(3, row=1)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="row"):
        Ours(3)._replace(row=1)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Ours(3).line = 4  # type: ignore[misc]
