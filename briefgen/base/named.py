"""Named tuples that cost less to define: those of `typing` and `collections` compile code for each, at every start of a check.

To a type checker it is `typing.NamedTuple`. What is made extends a `collections.namedtuple` of as many fields, which is
compiled once; its constructor and its fields get the names that the class has for them.
"""

from __future__ import annotations

from collections import namedtuple
from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING, Any

__all__ = ("NamedTuple",)

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    @cache
    def _of_length(length: int) -> type[tuple]:
        """A named tuple with so many fields, whose names say nothing."""
        return namedtuple("_OfLength", [f"field{place}" for place in range(length)])

    class _Making(type):
        """Makes a named tuple out of a class with annotated fields; a field with a value has it as default."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            model = _of_length(len(fields))
            defaults = {field: body[field] for field in fields if field in body}
            code = model.__new__.__code__.replace(co_varnames=("_cls", *fields))
            scope = model.__new__.__globals__
            own = {
                "__slots__": (),
                "__new__": FunctionType(code, scope, "__new__", tuple(defaults.values())),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
                "_replace": _replace,
                "_asdict": _asdict,
                "__repr__": _shown,
            }
            getters = {field: getattr(model, f"field{place}") for place, field in enumerate(fields)}
            return type(name, (model,), {**own, **body, **getters})

    def _replace(self: Any, /, **changes: Any) -> Any:
        """The same tuple with other values for some of its fields."""
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"{type(self).__name__} has no {', '.join(changes)}")
        return made

    def _asdict(self: Any) -> dict[str, Any]:
        """Its values by the names of its fields."""
        return dict(zip(self._fields, self, strict=True))

    def _shown(self: Any) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"{type(self).__name__}({shown})"

    class NamedTuple(metaclass=_Making):
        """Extended by a class with annotated fields, which becomes a named tuple."""
