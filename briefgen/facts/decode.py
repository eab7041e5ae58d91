"""Plain data of a fact file → `Facts`. Where its shape is wrong, what can be read all the same.

A record with a mistake in it is left out and remembered, so that later stages check the rest without blaming anybody
for citing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefgen.base.diagnostics import Diagnostic
from briefgen.base.named import NamedTuple
from briefgen.facts import reading
from briefgen.facts.faults import Fault
from briefgen.facts.model import Facts
from briefgen.yaml import strict

_STAND_INS: Mapping[str, Any] = {
    "schema": "1",
    "title": "?",
    "question": "?",
    "as_of": "2000",
    "status": "draft",
    "bottom_line": ["unread [[analyst]]"],
}
"""What takes the place of a required value that cannot be read: values that no later rule finds fault with."""


class Unread(NamedTuple):
    """What a fact file holds that could not be read."""

    ids: Mapping[str, str] = {}
    """Records: id → kind."""
    kinds: frozenset[str] = frozenset()
    """Whole sections."""
    more: bool = False
    """Something else, such as the second of two equal keys."""

    def __bool__(self) -> bool:
        return bool(self.ids or self.kinds or self.more)

    def hides(self, kind: str) -> bool:
        """Whether there may be ids of this kind that nobody knows."""
        return self.more or kind in self.kinds

    def concerns(self, kind: str) -> bool:
        """Whether a record of this kind may be among what was not read."""
        return self.hides(kind) or kind in self.ids.values()


class Decoded(NamedTuple):
    """The facts, or None where too little is readable; every problem of shape; what the facts leave out."""

    facts: Facts | None
    problems: list[Diagnostic]
    unread: Unread = Unread()


def decode(document: strict.Document) -> Decoded:
    """The facts in `document` with every problem of shape. Nothing else builds `Facts`."""
    found = reading.read(Facts, document.data)
    if isinstance(found, Facts):
        return Decoded(found, [])
    from briefgen.facts import shape  # a file without mistakes needs no words for them

    problems = shape.diagnose(document, found)
    if not isinstance(document.data, dict):
        return Decoded(None, problems)
    rest, unread = _without(document.data, found)
    again = reading.read(Facts, rest)
    return Decoded(again if isinstance(again, Facts) else None, problems, unread)


def _without(data: Mapping[str, Any], faults: list[Fault]) -> tuple[dict[str, Any], Unread]:
    """The data without what is at fault: without the record where there is one, else without the whole key."""
    from briefgen.facts.modelmap import sections
    from briefgen.facts.phrase import nearest_id

    rest = {key: dict(value) if isinstance(value, dict) else value for key, value in data.items()}
    ids: dict[str, str] = {}
    kinds: set[str] = set()
    for fault in faults:
        section, id = str(fault.path[0]), fault.path[1] if len(fault.path) > 1 else None
        if section in sections() and isinstance(id, str) and isinstance(rest.get(section), dict):
            rest[section].pop(id, None)
            ids[id] = section
            # A record under a misspelt id is cited under the right one.
            ids.setdefault(nearest_id(id), section)
            # What stands at the place of a record may be a whole section that is indented too deep.
            kinds.update({id} & set(sections()))
            continue
        rest.pop(section, None)
        if section in sections():
            kinds.add(section)
        elif section in _STAND_INS:
            rest[section] = _STAND_INS[section]
        elif section not in {field.key for field in Facts.fields}:
            # A mistyped name of a section: its records are there, but nobody knows of what kind they are.
            kinds.update(kind for kind in sections() if kind not in data)
    return rest, Unread(ids, frozenset(kinds))
