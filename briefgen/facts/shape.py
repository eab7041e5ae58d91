"""What is wrong with the shape of a fact file, in words for an editor: one mistake, one diagnostic.

The readers report every consequence of a mistake. A key that is mistyped is unknown and missing at once; a key that stands
one level too far out is missing where it belongs and no record where it stands. The steps here join what belongs
together, most telling first; `phrase` words what is left, one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from briefgen.base.diagnostics import Code, Diagnostic, Path
from briefgen.base.nearest import nearest_of
from briefgen.facts import phrase
from briefgen.facts.faults import Fault
from briefgen.facts.modelmap import keys_at, sections
from briefgen.yaml import strict

_Step = Callable[[strict.Document, list[Fault]], Iterator[tuple[Diagnostic, list[Fault]]]]
"""Finds mistakes; yields each with the faults that it explains."""


def diagnose(document: strict.Document, faults: list[Fault]) -> list[Diagnostic]:
    """One diagnostic for each mistake behind `faults`."""
    found: list[Diagnostic] = []
    rest = faults
    for step in _STEPS:
        for diagnostic, explained in step(document, rest):
            found.append(diagnostic)
            gone = {id(fault) for fault in explained}
            rest = [fault for fault in rest if id(fault) not in gone]
    return found


def _section_too_deep(
    document: strict.Document, faults: list[Fault]
) -> Iterator[tuple[Diagnostic, list[Fault]]]:
    """A key of the whole file that stands among the records of a section."""
    for place in _strangers(document, faults):
        if place[1] in keys_at(()) and place[1] not in keys_at((*place[:1], "id")):
            message = f"“{place[1]}” is a key of the whole file, but stands inside “{place[0]}”"
            records = list(document.data[place[0]])
            # Its own records, where they stand in the same column: from here on they are taken for claims, say.
            inside = records[records.index(place[1]) :]
            own = inside if document.data[place[0]][place[1]] is None else inside[:1]
            explained = [
                f
                for f in faults
                if (f.path[:1] == place[:1] and f.path[1:2] and f.path[1] in own)
                or f.path == place[1:]
            ]
            yield _unknown(document, place, message, "move it to the start of its line"), explained


def _key_too_far_out(
    document: strict.Document, faults: list[Fault]
) -> Iterator[tuple[Diagnostic, list[Fault]]]:
    """Keys of a record that stand in the column of the records' ids: all of them, as one mistake."""
    by_record: dict[Path, list[Path]] = {}
    for place in _strangers(document, faults):
        if place[1] in keys_at((*place[:1], "id")):
            by_record.setdefault(_record_before(document, place), []).append(place)
    for record, places in by_record.items():
        names = {place[1] for place in places}
        explained = [
            f
            for f in faults
            if f.path[:2] in places
            or (f.path[:2] == record and (len(f.path) == 2 or f.name in names))
        ]
        message = f"“{places[0][1]}” stands where an id is expected"
        help_text = f"indent it further, so that it belongs to “{record[1]}”"
        yield _unknown(document, places[0], message, help_text), explained


def _strangers(document: strict.Document, faults: list[Fault]) -> list[Path]:
    """What stands at the place of a record and has none of a record's required keys, in the file's order."""
    found: dict[Path, None] = {}
    for fault in faults:
        place = fault.path[:2]
        if len(place) == 2 and place[0] in sections():
            value = _value_at(document.data, place)
            needed = keys_at(place, required=True)
            if not isinstance(value, dict) or not any(key in value for key in needed):
                found[place] = None
    return list(found)


def _record_before(document: strict.Document, place: Path) -> Path:
    """The nearest place before `place` in its section that is not itself named like a record's key."""
    section = document.data[place[0]]
    before = place
    for id in section:
        if id == place[1]:
            break
        if id not in keys_at(place):
            before = (place[0], id)
    return before


def _value_too_far_out(
    document: strict.Document, faults: list[Fault]
) -> Iterator[tuple[Diagnostic, list[Fault]]]:
    """An unknown key that is missing in a record just inside, or that belongs to one left without a value."""
    done: set[int] = set()
    for unknown in _only(faults, Code.UNKNOWN_KEY):
        for other in faults if id(unknown) not in done else ():
            inside = other.path[: len(unknown.record)] == unknown.record
            if not inside or len(other.path) <= len(unknown.record):
                continue
            absent = other.code is Code.MISSING_KEY and other.name == unknown.name
            empty = other.value is None and unknown.name in keys_at(other.path)
            owner = other.path if empty else other.record
            if (absent and len(other.path) > len(unknown.path)) or empty:
                message = f"there is no key “{unknown.name}” here"
                help_text = f"indent it further, so that it belongs to “{_shown(owner)}”"
                related = [f for f in _only(faults, Code.UNKNOWN_KEY) if f.record == unknown.record]
                explained = [f for f in related if f.name in keys_at(owner)]
                done |= {id(fault) for fault in explained}
                yield _unknown(document, unknown.path, message, help_text), [*explained, other]
                break


def _mistyped(
    document: strict.Document, faults: list[Fault]
) -> Iterator[tuple[Diagnostic, list[Fault]]]:
    """Unknown keys; the missing key of the same record that is most like one is explained by it."""
    missing = _only(faults, Code.MISSING_KEY)
    for unknown in _only(faults, Code.UNKNOWN_KEY):
        there = _value_at(document.data, unknown.record)
        allowed = [key for key in keys_at(unknown.record) if key not in there]
        common = phrase.COMMON.get(unknown.name, ())
        meant = next((key for key in common if key in allowed), None)
        meant = meant or nearest_of(unknown.name, allowed)
        explained = [unknown]
        explained += [f for f in missing if f.path == (*unknown.record, meant)]
        message = f"there is no key “{unknown.name}” here"
        help_text = f"did you mean “{meant}”?" if meant else f"allowed: {', '.join(allowed)}"
        yield _unknown(document, unknown.path, message, help_text), explained


def _missing(
    document: strict.Document, faults: list[Fault]
) -> Iterator[tuple[Diagnostic, list[Fault]]]:
    """The missing keys of one record, together."""
    records: dict[Path, list[Fault]] = {}
    for fault in _only(faults, Code.MISSING_KEY):
        records.setdefault(fault.record, []).append(fault)
    for record, group in records.items():
        message, help_text = phrase.missing([fault.path for fault in group])
        # What the whole file lacks is reported at its first key.
        span = document.span(record or (next(iter(document.data), ""),), key=True)
        yield Diagnostic(Code.MISSING_KEY, span, message, help_text), group


def _single(
    document: strict.Document, faults: list[Fault]
) -> Iterator[tuple[Diagnostic, list[Fault]]]:
    """Whatever stands for itself."""
    for fault in faults:
        message, help_text = phrase.words(_as_written(document, fault))
        span = document.span(fault.path, key=fault.on_key)
        yield Diagnostic(fault.code, span, message, help_text), [fault]


def _as_written(document: strict.Document, fault: Fault) -> Fault:
    """The fault at the key that the author wrote, where a short form stands for a record."""
    value, depth = document.data, 0
    for part in fault.path:
        if not isinstance(value, (dict, list)):
            break
        value, depth = _value_at(value, (part,)), depth + 1
    return fault if fault.on_key else fault._replace(path=fault.path[:depth])


_STEPS: tuple[_Step, ...] = (
    _section_too_deep,
    _key_too_far_out,
    _value_too_far_out,
    _mistyped,
    _missing,
    _single,
)


def _only(faults: list[Fault], code: Code) -> list[Fault]:
    return [fault for fault in faults if fault.code is code]


def _unknown(document: strict.Document, path: Path, message: str, help_text: str) -> Diagnostic:
    return Diagnostic(Code.UNKNOWN_KEY, document.span(path, key=True), message, help_text)


def _shown(path: Path) -> str:
    return str(next((part for part in reversed(path) if isinstance(part, str)), "the record"))


def _value_at(data: Any, path: Path) -> Any:
    """The value at `path`; an empty mapping where a short form stands for the record."""
    for part in path:
        inside = isinstance(data, dict) and part in data
        inside = inside or (isinstance(data, list) and isinstance(part, int) and part < len(data))
        if not inside:
            return {}
        data = data[part]
    return data
