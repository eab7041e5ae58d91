"""What earlier checks of a briefing found right, so that after an edit only what depends on it is judged again.

A unit is a record, or another part of a fact file, whose words are judged as one (`consistency.units`). While it is judged,
every other record that the rules look at is noted. A unit stays right while its own text, the records that were noted and what
all rules share (`Digests.shared`) stay the same. Only what is right is known: whatever had a finding is judged anew, so
that no finding is ever kept. Parsed prose is known by its text, and so is the YAML of a record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefgen.base.diagnostics import Diagnostic, Path
from briefgen.base.values import once
from briefgen.facts import prose, walk
from briefgen.facts.corpus import Briefing
from briefgen.facts.fields import ProseRule
from briefgen.facts.model import Facts, Stakeholder, Term
from briefgen.rules.grounds import Grounds
from briefgen.yaml import piecewise, strict
from briefgen.yaml.piecewise import Pieces

Right = dict[bytes, tuple[bytes, tuple[str, ...]]]
"""Digest of a unit → digest of the records that were looked at, and their ids."""

Texts = dict[tuple[str, str], prose.Plain]
"""(language, text of a prose field) → what it was parsed to."""

State = dict[str, tuple[Right, Texts, Pieces]]
"""Briefing → what is known of it. Plain data."""

_BY_ID = ("problems", "references", "claims", "judgments", "questions", "events")
"""The sections whose records depend on each other by id."""

_NAMES: Mapping[str, type[Stakeholder | Term]] = {"stakeholders": Stakeholder, "terms": Term}
"""The sections whose names every rule reads; prose in them is read by nobody else."""

_IN_ORDER = ("bottom_line", "background", "relations", "corrections")
"""The sections without ids."""


_UNREAD = "title"
"""What is edited alone, and what no rule reads but by `Grounds.everything`: while words are judged, it is not there."""


class Known:
    """What is known of one briefing, and what a check of it finds out."""

    def __init__(self, right: Right, texts: Texts, pieces: Pieces) -> None:
        self._before = right, texts
        self._pieces = pieces
        self._right: Right = {}
        self._texts: Texts = {}
        self._judged = False

    @property
    def state(self) -> tuple[Right, Texts, Pieces]:
        """What the next check may know: what this one used; where it judged no words, what was known before."""
        right, texts = (self._right, self._texts) if self._judged else self._before
        return right, texts, self._pieces

    def read(
        self, path: str, raw: bytes, limits: strict.Limits
    ) -> tuple[strict.Document | None, list[Diagnostic]]:
        """The document of the fact file, and what is wrong with it as YAML."""
        document, problems, self._pieces = piecewise.parse(path, raw, limits, self._pieces)
        return document, problems

    def parse(self, text: str, language: str) -> prose.Parsed:
        """`text` parsed as prose, now or earlier."""
        key = language, text
        held = self._before[1].get(key)
        parsed = prose.parse(text, language) if held is None else prose.revived(held)
        self._texts[key] = prose.plain(parsed) if held is None else held
        return parsed

    def judge(
        self, briefing: Briefing, units: Mapping[Path, Sequence[walk.Marked]], judge: Judge
    ) -> Iterator[Diagnostic]:
        """What `judge` finds in those of the `units` that are not known to be right."""
        noted = _Noted()
        watched, grounds = _watched(briefing, noted), Grounds(briefing, noted.cited)
        digests, before = Digests(watched), self._before[0]
        for unit, fields in units.items():
            own = digests.of_unit(unit)
            held = before.get(own)
            if held is None or held[0] != digests.together(held[1]):
                noted.begin(unit)
                found = list(judge(watched, grounds, unit, fields))
                yield from found
                ids = tuple(sorted(noted.ids))
                held = (digests.together(ids), ids) if not found and noted.every else None
            if held is not None:
                self._right[own] = held
        self._judged = True


Judge = Callable[[Briefing, Grounds, Path, Iterable[walk.Marked]], Iterator[Diagnostic]]


class Memory:
    """What is known of every briefing of a site."""

    def __init__(self, before: State) -> None:
        self._before = before
        self._known: dict[str, Known] = {}

    def of(self, briefing: str) -> Known:
        """What is known of one briefing."""
        if briefing not in self._known:
            self._known[briefing] = Known(*self._before.get(briefing, ({}, {}, {})))
        return self._known[briefing]

    @property
    def state(self) -> State:
        """What the next check may know, of the briefings that were asked for."""
        return {id: known.state for id, known in self._known.items()}

    def following(self) -> Memory:
        """The memory of the next check in this process, also of the briefings that were not asked for."""
        return Memory({**self._before, **self.state})


class Digests:
    """What identifies the parts of a fact file, as they are written."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing
        self._data = briefing.document.data
        # Worked out here, so that no unit seems to look at every record for them.
        self._kinds = briefing.ids
        self._of_record: dict[str, bytes] = {}

    def of_unit(self, unit: Path) -> bytes:
        """A unit and what all rules share; where it stands in a list says nothing."""
        value = self._data[unit[0]]
        name = unit[1] if len(unit) > 1 and isinstance(unit[1], str) else ""
        if len(unit) > 1:
            value = value[unit[1]]
        return _digest(self.shared, repr((unit[0], name, value)).encode())

    def together(self, ids: Iterable[str]) -> bytes:
        """Some records."""
        return _digest(b"", b"".join([self._record(id) for id in ids]))

    def _record(self, id: str) -> bytes:
        if id not in self._of_record:
            # What does not exist says nothing, and which ids do is shared.
            kind = self._kinds.get(id, "")
            self._of_record[id] = b""  # a judgment that rests on itself
            own = repr((kind, id, self._data[kind][id] if kind else None)).encode()
            judgment = self._briefing.facts.judgments.get(id)
            below = [self._record(ground) for ground in judgment.rests_on] if judgment else []
            self._of_record[id] = _digest(b"", own + b"".join(below))
        return self._of_record[id]

    @once
    def shared(self) -> bytes:
        """What any rule may read: all but the prose of parties and the records that are noted one by one."""
        briefing, data = self._briefing, self._data
        apart = {*_BY_ID, *_NAMES, *_IN_ORDER, _UNREAD}
        rest = [(key, value) for key, value in data.items() if key not in apart]
        names = [_without_prose(data.get(section), kind) for section, kind in _NAMES.items()]
        archive = [(id, held.digest, held.problem) for id, held in briefing.archive.items()]
        return _digest(b"", repr((rest, names, archive, [*self._kinds.items()])).encode())


def _without_prose(records: Any, kind: type[Stakeholder | Term]) -> list[Any]:
    """Records as they are written, without their prose."""
    marks = ((field.key, walk.mark_of(field.kind)) for field in kind.fields)
    prose_keys = {key for key, mark in marks if isinstance(mark, ProseRule)}
    return [
        (id, {key: value for key, value in record.items() if key not in prose_keys})
        for id, record in (records or {}).items()
    ]


def _digest(start: bytes, content: bytes) -> bytes:
    return hashlib.blake2b(start + content, digest_size=16).digest()


class _Noted:
    """Which records the rules look at while they judge one unit; `every`: whether each of them could be noted."""

    def __init__(self) -> None:
        self.unit: Path = ()
        self.ids: set[str] = set()
        self.every = True

    def begin(self, unit: Path) -> None:
        """Notes what is looked at for this unit, from now on."""
        self.unit, self.ids, self.every = unit, set(), True

    def cited(self, id: str | None) -> None:
        """Notes a record by its id; None for all that there is."""
        if id is None:
            self.every = False
        else:
            self.ids.add(id)

    def path(self, path: Path) -> None:
        """Notes what stands at a path."""
        if path[:2] != self.unit:
            self.cited(str(path[1]) if path[0] in (*_BY_ID, *_NAMES) else None)


class _Records(Mapping[Any, Any]):
    """The records of a section, or parsed prose by its path, each noted when it is looked at."""

    def __init__(self, held: Mapping[Any, Any], section: str, noted: _Noted) -> None:
        self._held, self._section, self._noted = held, section, noted

    def __getitem__(self, key: Any) -> Any:
        self._noted.path((self._section, key) if self._section else key)
        return self._held[key]

    def __contains__(self, key: object) -> bool:
        return key in self._held

    def __iter__(self) -> Iterator[Any]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


class _Entries(Sequence[Any]):
    """The entries of a section without ids, each noted when it is looked at."""

    def __init__(self, held: Sequence[Any], section: str, noted: _Noted) -> None:
        self._held, self._section, self._noted = held, section, noted

    def __getitem__(self, place: Any) -> Any:
        self._noted.path((self._section, place))
        return self._held[place]

    def __len__(self) -> int:
        return len(self._held)


def _watched(briefing: Briefing, noted: _Noted) -> Briefing:
    """The briefing, with every look at a record noted."""
    held = {**briefing.facts.__dict__}
    del held[_UNREAD]
    for section in (*_BY_ID, *_NAMES):
        held[section] = _Records(held[section], section, noted)
    for section in _IN_ORDER:
        held[section] = _Entries(held[section], section, noted)
    return briefing.replaced(facts=Facts.of(held), prose=_Records(briefing.prose, "", noted))
