"""What is wrong with one value of a fact file, before it is put into words for an editor."""

from __future__ import annotations

from typing import Any, Literal

from briefgen.base.diagnostics import Code, Path
from briefgen.base.named import NamedTuple

Kind = Literal[
    "unknown",
    "missing",
    "choice",
    "id",
    "reserved",
    "date",
    "url",
    "path",
    "empty",
    "invisible",
    "long text",
    "long list",
    "digest",
    "share",
    "text",
    "list",
    "record",
    "records",
    "flag",
    "number",
]

CODES: dict[Kind, Code] = {
    "unknown": Code.UNKNOWN_KEY,
    "missing": Code.MISSING_KEY,
    "choice": Code.NOT_ALLOWED,
    "id": Code.BAD_ID,
    "reserved": Code.BAD_ID,
    "date": Code.BAD_DATE,
    "url": Code.BAD_URL,
    "path": Code.BAD_PATH,
    "empty": Code.BAD_VALUE,
    "invisible": Code.BAD_VALUE,
    "long text": Code.BAD_VALUE,
    "long list": Code.BAD_VALUE,
    "digest": Code.BAD_VALUE,
    "share": Code.BAD_VALUE,
}
"""Kind of fault → its code; the other kinds name the type of value that was expected."""


class Fault(NamedTuple):
    """One thing that is wrong."""

    path: Path
    """Where, from the value on that was read: from the whole file on once `reading` is done."""
    kind: Kind
    value: Any
    """What stands there; of a missing key, the mapping that lacks it."""
    detail: Any = None
    """choice: the allowed words; long: the limit; date, url and path: the reason."""
    on_key: bool = False
    """Whether the id at the end of `path` is at fault, and not what it names."""

    @property
    def code(self) -> Code:
        return CODES.get(self.kind, Code.WRONG_TYPE)

    @property
    def record(self) -> Path:
        return self.path[:-1]

    @property
    def name(self) -> str:
        return str(self.path[-1]) if self.path else ""


class Faults(list[Fault]):
    """What a reader gives in the place of a value that it could not read: at least one fault."""

    def below(self, part: str | int) -> Faults:
        """The same faults, seen from what holds the value as `part`."""
        return Faults(fault._replace(path=(part, *fault.path)) for fault in self)


def wrong(kind: Kind, value: Any, detail: Any = None) -> Faults:
    """The one fault of a value that was read by itself."""
    return Faults([Fault((), kind, value, detail)])
