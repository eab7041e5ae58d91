"""Named tuples that cost less to define: those of `typing` compile the type of each field, at every start of a check.

To a type checker it is `typing.NamedTuple`; what is made is a `collections.namedtuple` with the body of the class.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

__all__ = ("NamedTuple",)

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Making(type):
        """Makes a named tuple out of a class with annotated fields; a field with a value has it as default."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(
                name, fields, defaults=defaults, module=body["__module__"]
            )  # its body follows
            for key, value in body.items():
                if key not in fields:
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Making):
        """Extended by a class with annotated fields, which becomes a named tuple."""
