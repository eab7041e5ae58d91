"""Edits of a fact file in place: a record is added or an id renamed, and every other line keeps its bytes.

An edit replaces stretches of the text at the positions that `yaml.strict` knows. The result is read again and compared with
what the edit was to bring about; where it says anything else, nothing is changed.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.base.diagnostics import Path
from briefgen.base.nearest import did_you_mean
from briefgen.facts import decode, walk
from briefgen.facts.fields import ID_PATTERN, RESERVED_IDS, RefersTo
from briefgen.facts.model import Facts
from briefgen.yaml import strict

_BOM = b"\xef\xbb\xbf"
_RECORDS = ("problems", "sources", "references", "claims", "judgments", "stakeholders")
KINDS = (*_RECORDS, "questions", "terms", "events")
"""The sections of a fact file whose keys are ids."""


class EditError(Exception):
    """The edit is not made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A fact file that can be edited: it is valid YAML of the right shape."""

    document: strict.Document
    facts: Facts
    bom: bool

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"


@dataclass(frozen=True, slots=True)
class _Change:
    """The stretch from `start` to `end` of the old text, and what stands there in the new one."""

    start: int
    end: int
    text: str


def opened(path: str, raw: bytes) -> Opened:
    """The fact file in `raw`. Raises EditError."""
    document, problems = strict.parse(path, raw)
    decoded = decode.decode(document) if document else None
    if document is None or decoded is None or decoded.facts is None or problems or decoded.problems:
        raise EditError(f"{path} has errors; mend them first, briefgen check shows them")
    return Opened(document, decoded.facts, raw.startswith(_BOM))


def checked_id(id: str) -> str:
    """`id`, where it can be one. Raises EditError."""
    if not re.fullmatch(ID_PATTERN, id) or id in RESERVED_IDS:
        raise EditError(
            f"“{id}” is not an id: small letters a to z, digits and hyphens; some are reserved"
        )
    return id


def kind_of(facts: Facts, id: str) -> str:
    """The section that holds the record `id`, or the empty string."""
    return next((kind for kind in KINDS if id in getattr(facts, kind)), "")


def former(facts: Facts) -> Mapping[str, str]:
    """Earlier id → today's."""
    return {
        old: id
        for kind in KINDS
        for id, record in getattr(facts, kind).items()
        for old in record.formerly
    }


def add(
    file: Opened, section: str, id: str, lines: Sequence[str], record: Mapping[str, Any]
) -> bytes:
    """The file with `record` under `id` at the end of `section`; `lines` are its YAML without indentation."""
    checked_id(id)
    if kind_of(file.facts, id) or id in former(file.facts):
        raise EditError(f"the id “{id}” is used already; give another with --id")
    wanted = copy.deepcopy(file.document.data)
    wanted[section] = {**(wanted.get(section) or {}), id: dict(record)}
    changes = _insertion(file, section, lines)
    if section == "sources" and len(file.facts.sources) == 1:
        changes += _from_source(file, next(iter(file.facts.sources)), wanted)
    return _verified(file, changes, wanted)


def _from_source(file: Opened, only: str, wanted: Any) -> Iterator[_Change]:
    """The changes that let each passage say that it is from `only`: with a second source beside it, it has to."""
    for id, claim in wanted["claims"].items():
        path: Path = ("claims", id, "evidence")
        held = claim["evidence"]
        if isinstance(held, str):
            claim["evidence"] = [{"source": only, "exact": held}]
            yield _written_out(file, path, only)
        for index, item in enumerate(held if isinstance(held, list) else ()):
            if isinstance(item, dict) and "source" not in item:
                held[index] = {"source": only, **item}
                start, _ = file.document.extent((*path, index)) or (0, 0)
                yield _before(file, start, f"source: {only}")


def _written_out(file: Opened, path: Path, only: str) -> _Change:
    """The short form of an evidence as a list of one; a text over several lines keeps its lines, further in."""
    (begin, key_end), (start, end) = (
        file.document.extent(path, key=True) or (0, 0),
        file.document.extent(path) or (0, 0),
    )
    pad = f"{file.newline}{' ' * _column(file.text, begin)}"
    passage = re.sub(r"\n(?=[^\r\n])", "\n    ", file.text[start:end])
    return _Change(key_end + 1, end, f"{pad}  - source: {only}{pad}    exact: {passage}")


def _before(file: Opened, start: int, key: str) -> _Change:
    """The change that puts `key` before what a record begins with, in braces or in a column."""
    if file.text[start] == "{":
        return _Change(start + 1, start + 1, f"{key}, ")
    return _Change(start, start, f"{key}{file.newline}{' ' * _column(file.text, start)}")


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)


def _insertion(file: Opened, section: str, lines: Sequence[str]) -> list[_Change]:
    text, newline = file.text, file.newline
    held = file.document.data.get(section)
    key, value = file.document.extent((section,), key=True), file.document.extent((section,))
    if key is None or value is None:
        lead = "" if text.endswith("\n") else newline
        body = newline.join([f"{section}:", *(_indented(line, 2) for line in lines)])
        return [_Change(len(text), len(text), f"{lead}{newline}{body}{newline}")]
    if held and text[value[0]] == "{":
        raise EditError(f"“{section}” is written in braces; write one record below the other first")
    column = _column(text, value[0]) if held else 2
    body = "".join(newline + _indented(line, column) for line in lines)
    if not held:
        changes = [_Change(value[0], value[1], "")] if text[value[0] : value[1]] == "{}" else []
        place = _line_end(text, max(key[1], value[1]))
        return [*changes, _Change(place, place, body)]
    place = _line_end(text, value[1])
    return [_Change(place, place, body)]


def _indented(line: str, columns: int) -> str:
    return " " * columns + line if line else line


def _line_end(text: str, offset: int) -> int:
    """Where the line ends that holds `offset`, before its line break."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end - (text[end - 1] == "\r")


def rename(files: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """The changed ones among the fact files (path → bytes) of one briefing, or of all that know one stakeholder.

    Raises EditError, before anything is changed, where one of them cannot be.
    """
    checked_id(new)
    opened_files = {path: opened(path, raw) for path, raw in sorted(files.items())}
    holders = {path: file for path, file in opened_files.items() if kind_of(file.facts, old)}
    if not holders:
        now = next(
            (former(f.facts)[old] for f in opened_files.values() if old in former(f.facts)), ""
        )
        ids = [
            id
            for file in opened_files.values()
            for kind in KINDS
            for id in getattr(file.facts, kind)
        ]
        hint = f"it is “{now}” now" if now else did_you_mean(old, ids)
        raise EditError(f"there is no record “{old}”{'; ' * bool(hint)}{hint}")
    shared = all(kind_of(file.facts, old) == "stakeholders" for file in holders.values())
    if len(holders) > 1 and not shared:
        names = ", ".join(path.split("/")[1] for path in holders)
        raise EditError(f"“{old}” stands in several briefings ({names}); name one with --briefing")
    for path, file in (opened_files if shared else holders).items():
        if kind_of(file.facts, new) or former(file.facts).get(new, old) != old:
            raise EditError(f"the id “{new}” is used already in {path}")
    return {path: _renamed(file, old, new) for path, file in holders.items()}


def _renamed(file: Opened, old: str, new: str) -> bytes:
    kind = kind_of(file.facts, old)
    wanted = copy.deepcopy(file.document.data)
    changes = [*_mentions(file, old, new, wanted)]
    key = file.document.extent((kind, old), key=True)
    if key is None:
        raise EditError(f"“{old}” cannot be found in {file.document.path}")
    changes.append(_Change(*key, file.text[slice(*key)].replace(old, new)))
    changes.append(_formerly(file, kind, old, new, wanted))
    wanted[kind] = {new if id == old else id: record for id, record in wanted[kind].items()}
    return _verified(file, changes, wanted)


def _mentions(file: Opened, old: str, new: str, wanted: Any) -> Iterator[_Change]:
    """The fields that name the record, and the citations in prose; `wanted` is brought up to date beside them."""
    for marked in walk.references(file.facts):
        if marked.value == old and isinstance(marked.mark, RefersTo):
            yield from _swapped(file, marked.path, old, new)
            _put(wanted, marked.path, new)
    cited, cites = f"[[{old}]]", f"[[{new}]]"
    for marked in walk.prose(file.facts):
        if cited in marked.value:
            yield from _swapped(file, marked.path, cited, cites)
            _put(wanted, marked.path, _at(wanted, marked.path).replace(cited, cites))


def _swapped(file: Opened, path: Path, old: str, new: str) -> Iterator[_Change]:
    start, end = file.document.extent(path) or (0, 0)
    for match in re.finditer(re.escape(old), file.text[start:end]):
        yield _Change(start + match.start(), start + match.end(), new)


def _formerly(file: Opened, kind: str, old: str, new: str, wanted: Any) -> _Change:
    """The change that keeps the old id under `formerly`; an id that is taken back leaves that list."""
    record = wanted[kind][old]
    past = list(record.get("formerly") or [])
    if new in past:
        index = past.index(new)
        past[index] = old
        record["formerly"] = past
        return next(_swapped(file, (kind, old, "formerly", index), new, old))
    listed = file.document.extent((kind, old, "formerly"))
    record["formerly"] = [*past, old]
    start, _ = file.document.extent((kind, old)) or (0, 0)
    if listed and past:
        end = listed[1]
        if file.text[listed[0]] == "[":
            return _Change(end - 1, end - 1, f", {old}")
        column = _column(file.text, listed[0])
        place = _line_end(file.text, end)
        return _Change(place, place, f"{file.newline}{' ' * column}- {old}")
    if listed:
        return _Change(*listed, f"[{old}]")
    wanted[kind][old] = {"formerly": [old], **record}
    return _before(file, start, f"formerly: [{old}]")


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _put(data: Any, path: Path, value: str) -> None:
    _at(data, path[:-1])[path[-1]] = value


def _verified(file: Opened, changes: list[_Change], wanted: Any) -> bytes:
    """The new text, read again and found to say `wanted` and nothing else."""
    text = file.text
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        text = text[: change.start] + change.text + text[change.end :]
    raw = (_BOM if file.bom else b"") + text.encode()
    document, problems = strict.parse(file.document.path, raw)
    if document is None or problems or document.data != wanted:
        raise EditError(
            f"{file.document.path} is written in a way that this edit cannot change safely; change it by hand"
        )
    return raw
