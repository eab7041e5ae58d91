"""What differs between two readable states of one briefing: records by kind, relations, the briefing's own fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefgen.changes import records, versions
from briefgen.changes.records import COME_AND_GO, Found
from briefgen.changes.rules import RULES, Change
from briefgen.changes.versions import Pair, Version, plain, shown
from briefgen.facts.corpus import KINDS

_SETTINGS = {
    "title": "title-changed",
    "question": "aim-changed",
    "as_of": "as-of-changed",
    "status": "status-changed",
    "bottom_line": "bottom-line-changed",
    "background": "background-changed",
}
"""Field of the fact file itself → rule; any other is a setting."""


def briefing_changes(pair: Pair) -> Iterator[Change]:
    """Every change of one briefing, unordered."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        yield _briefing_change(pair, "briefing-added" if new else "briefing-removed")
        return
    if old.raw == new.raw and all(old.digest(s) == new.digest(s) for s in old.facts.sources):
        if old.id != new.id:
            yield _briefing_change(pair, "briefing-renamed")
        return
    comparison = _Comparison(old, new)
    found = list(comparison.changes())
    if old.id != new.id:
        found.append(_briefing_change(pair, "briefing-renamed"))
    yield from found
    if not found:
        yield _briefing_change(pair, "editorial")


def _briefing_change(pair: Pair, rule: str) -> Change:
    old, new = pair.old, pair.new
    moved = rule == "briefing-renamed"
    texts = [(v.id if moved else v.facts.title) if v else "" for v in (old, new)]
    if rule == "editorial":
        texts = ["", ""]
    spans = [v.span("title") if v else None for v in (old, new)]
    return Change(RULES[rule], pair.last.id, "", "", "", texts[0], texts[1], *spans)


class _Comparison:
    """Two readable states of one briefing."""

    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new
        self.names = dict(_renamed(old, new))
        self.same_source = old.only_source == new.only_source

    def changes(self) -> Iterator[Change]:
        for kind in KINDS:
            yield from self._kind(kind)
        yield from self._relations()
        yield from self._settings()
        yield from self._corrections()
        yield from self._coverage()

    def _change(self, found: Found, kind: str, old_id: str, new_id: str) -> Change:
        path = tuple(found.field.split(".")) if found.field else ()
        spans = [
            v.span(kind, id, *path, key=not path) if id else None
            for v, id in ((self.old, old_id), (self.new, new_id))
        ]
        return Change(
            RULES[found.rule],
            self.new.id,
            kind,
            new_id or old_id,
            found.field,
            found.before,
            found.after,
            *spans,
        )

    def _kind(self, kind: str) -> Iterator[Change]:
        before, after = getattr(self.old.facts, kind), getattr(self.new.facts, kind)
        came, went = COME_AND_GO[kind]
        matched = {self.names.get(id, id): id for id in before}
        for id, record in after.items():
            earlier = matched.pop(id, None)
            if earlier is None:
                yield self._change(Found(came, "", "", name_of(record)), kind, "", id)
            elif not self._untouched(kind, before[earlier], record, renamed=earlier != id):
                yield from self._record(kind, earlier, id)
        for id in matched.values():
            yield self._change(Found(went, "", name_of(before[id]), ""), kind, id, "")

    def _untouched(self, kind: str, before: Any, after: Any, *, renamed: bool) -> bool:
        bound = kind == "sources" or (kind == "claims" and not self.same_source)
        return before == after and not renamed and not bound

    def _record(self, kind: str, earlier: str, id: str) -> Iterator[Change]:
        before, after = getattr(self.old.facts, kind)[earlier], getattr(self.new.facts, kind)[id]
        found: list[Found] = []
        if earlier != id:
            found.append(Found("renamed", "", earlier, id))
        lost = set(before.formerly) - set(after.formerly) - {id}
        kept = set(after.formerly) - set(before.formerly) - {earlier}
        found += [Found("permalink-dropped", "formerly", name, "") for name in sorted(lost)]
        found += [Found("permalink-kept", "formerly", "", name) for name in sorted(kept)]
        found += self._fields(
            kind,
            self._plain(self.old, kind, earlier, before),
            self._plain(self.new, kind, id, after),
        )
        if not found and before != after:
            found.append(Found("editorial", "", "", ""))
        for each in found:
            yield self._change(each, kind, earlier, id)

    def _plain(self, version: Version, kind: str, id: str, record: Any) -> dict[str, Any]:
        names = self.names if version is self.old else {}
        value: dict[str, Any] = plain(record, names)
        if kind == "sources":
            value["digest"] = version.digest(id)
        if kind == "claims":
            only = names.get(version.only_source, version.only_source)
            value["evidence"] = tuple(
                {**item, "source": item["source"] or only} for item in value["evidence"]
            )
        return value

    def _fields(self, kind: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Found]:
        if kind == "claims":
            names = {*self.old.facts.stakeholders, *self.new.facts.stakeholders}
            return records.claim(old, new, parties=frozenset(names))
        return records.OTHERS[kind](old, new)

    def _relations(self) -> Iterator[Change]:
        sides = [_edges(self.old, self.names), _edges(self.new, {})]
        for key in dict.fromkeys((*sides[1], *sides[0])):
            places = [side.get(key) for side in sides]
            spans = [
                v.span("relations", place[0], "type") if place else None
                for v, place in zip((self.old, self.new), places, strict=True)
            ]
            values = [place[1] if place else None for place in places]
            if values[0] != values[1]:
                gone, come = values[1] is None, values[0] is None
                rule = "dropped" if gone else "added" if come else "changed"
                id = " ".join(key[:3])
                yield Change(
                    RULES[f"relation-{rule}"],
                    self.new.id,
                    "relations",
                    id,
                    "",
                    shown(values[0]),
                    shown(values[1]),
                    *spans,
                )

    def _settings(self) -> Iterator[Change]:
        for field in (declared.name for declared in self.new.facts.fields):
            if field in KINDS or field in ("relations", "schema_", "coverage_floor", "corrections"):
                continue
            sides = getattr(self.old.facts, field), getattr(self.new.facts, field)
            values = [
                self._setting(field, *pair) for pair in zip(sides, (self.names, {}), strict=True)
            ]
            if values[0] != values[1]:
                yield self._setting_change(_SETTINGS.get(field, "setting-changed"), field, values)
        floors = [v.facts.coverage_floor for v in (self.old, self.new)]
        if floors[0] != floors[1]:
            raised = (floors[1] or 0) > (floors[0] or 0)
            rule = f"coverage-floor-{'raised' if raised else 'lowered'}"
            yield self._setting_change(rule, "coverage_floor", floors)

    def _setting(self, field: str, value: Any, names: Mapping[str, str]) -> Any:
        mark = versions.mark_of_setting(field)
        if field in ("bottom_line", "background"):
            # Their order is the author's: the most important first, the story as it is told.
            return tuple(plain(item, names, mark) for item in value)
        return plain(value, names, mark)

    def _setting_change(self, rule: str, field: str, values: Sequence[Any]) -> Change:
        spans = [v.span(field) for v in (self.old, self.new)]
        before, after = (shown(value) for value in values)
        return Change(RULES[rule], self.new.id, "", "", field, before, after, *spans)

    def _corrections(self) -> Iterator[Change]:
        sides = [(v, v.facts.corrections) for v in (self.old, self.new)]
        for rule, (version, mine), (_, others) in (
            ("correction-unlisted", sides[0], sides[1]),
            ("correction-listed", sides[1], sides[0]),
        ):
            for index, correction in enumerate(mine):
                if correction not in others:
                    text, span = shown(plain(correction, {})), version.span("corrections", index)
                    listed = version is self.new
                    texts = ("", text) if listed else (text, "")
                    spans = (None, span) if listed else (span, None)
                    yield Change(RULES[rule], self.new.id, "", "", "corrections", *texts, *spans)

    def _coverage(self) -> Iterator[Change]:
        """The share of each source that claims cover; measured only where something it depends on differs."""
        held = [
            [[claim.evidence for claim in v.facts.claims.values()], v.facts.sources]
            for v in (self.old, self.new)
        ]
        if held[0] == held[1] and all(
            self.old.digest(s) == self.new.digest(s) for s in self.old.facts.sources
        ):
            return
        before, after = self.old.covered, self.new.covered
        for earlier, share in before.items():
            id = self.names.get(earlier, earlier)
            if id in after and after[id] != share:
                rule = f"coverage-{'risen' if after[id] > share else 'fallen'}"
                found = Found(rule, "", f"{share} %", f"{after[id]} %")
                yield self._change(found, "sources", earlier, id)


def _edges(
    version: Version, names: Mapping[str, str]
) -> dict[tuple[str, str, str, str], tuple[int, Any]]:
    """(from, type, to, how many such were before) → position and plain value."""
    found: dict[tuple[str, str, str, str], tuple[int, Any]] = {}
    for index, relation in enumerate(version.facts.relations):
        value = plain(relation, names)
        number = 0
        while (key := (value["from_"], value["type"], value["to"], str(number))) in found:
            number += 1
        found[key] = (index, value)
    return found


def _renamed(old: Version, new: Version) -> Iterator[tuple[str, str]]:
    """Earlier id → later id, of records that kept the earlier one in `formerly`; either side may hold it."""
    before = {id: kind for kind, id, _ in old.records()}
    after = {id: kind for kind, id, _ in new.records()}
    for kind, id, record in new.records():
        for name in record.formerly:
            if before.get(name) == kind and name not in after and id not in before:
                yield name, id
    for kind, id, record in old.records():
        for name in record.formerly:
            if after.get(name) == kind and name not in before and id not in after:
                yield id, name


def name_of(record: Any) -> str:
    """What a person knows a record by."""
    for field in ("statement", "question", "name", "title"):
        if value := getattr(record, field, None):
            return str(value)
    return ""
