"""What readers of earlier versions missed: the changes at each commit, and when each claim was first and last touched.

Pure: the states come in as values, oldest first; dates are those of the commits, so that the same commit gives the same
pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefgen.base.tree import Tree
from briefgen.changes import between, versions
from briefgen.changes.between import paired
from briefgen.changes.comparison import briefing_changes
from briefgen.changes.rules import Change, Weight, in_order
from briefgen.changes.versions import Version


@dataclass(frozen=True, slots=True)
class State:
    """The fact files as one commit left them: its day (YYYY-MM-DD, UTC) and id."""

    day: str
    commit: str
    tree: Tree


@dataclass(frozen=True, slots=True)
class Entry:
    """A change with the day it was published on."""

    day: str
    commit: str
    change: Change


@dataclass(frozen=True)
class History:
    """Entries newest first, and the days of each claim as (briefing, claim) → day.

    `gap` says why older history is missing: "" where nothing is, "shallow", "long", or "none" where there is none at all.
    """

    entries: tuple[Entry, ...] = ()
    first_seen: Mapping[tuple[str, str], str] = field(default_factory=dict)
    last_changed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    gap: str = ""

    def of(self, briefing: str) -> tuple[Entry, ...]:
        """The entries of one briefing."""
        return tuple(entry for entry in self.entries if entry.change.briefing == briefing)

    def by_briefing(self) -> Mapping[str, History]:
        """Each briefing's own history, for those that have one."""
        entries: dict[str, list[Entry]] = {}
        for entry in self.entries:
            entries.setdefault(entry.change.briefing, []).append(entry)
        first, last = _by_briefing(self.first_seen), _by_briefing(self.last_changed)
        return {
            id: History(tuple(entries.get(id, ())), first.get(id, {}), last.get(id, {}), self.gap)
            for id in {*entries, *first, *last}
        }


def _by_briefing(days: Mapping[tuple[str, str], str]) -> dict[str, dict[tuple[str, str], str]]:
    found: dict[str, dict[tuple[str, str], str]] = {}
    for (briefing, claim), day in days.items():
        found.setdefault(briefing, {})[briefing, claim] = day
    return found


NO_HISTORY = History(gap="none")


class _Trace:
    """The history so far; folders that moved and claims that were renamed keep their past."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.first: dict[tuple[str, str], str] = {}
        self.last: dict[tuple[str, str], str] = {}
        self.moved: dict[str, str] = {}

    def step(self, state: State, old: Mapping[str, Version], new: Mapping[str, Version]) -> None:
        """One commit, from what was there to what is there."""
        found: list[Change] = []
        for pair in paired(old, new):
            if pair.old and pair.new and pair.old.id != pair.new.id:
                self._move(pair.old.id, pair.new.id)
            for change in briefing_changes(pair):
                if change.rule.id == "renamed":
                    self._rename((pair.last.id, change.before), (pair.last.id, change.after))
                if change.rule.weight is not Weight.EDITORIAL:
                    found.append(change)
            for claim in pair.new.facts.claims if pair.new else ():
                self.first.setdefault((pair.last.id, claim), state.day)
        for change in found:
            if change.kind == "claims" and change.rule.id != "claim-added":
                self.last[change.briefing, change.id] = state.day
        ordered = in_order(found)
        self.entries += [Entry(state.day, state.commit, change) for change in reversed(ordered)]

    def _move(self, old: str, new: str) -> None:
        self.moved[old] = new
        for held in (self.first, self.last):
            for briefing, claim in [key for key in held if key[0] == old]:
                held[new, claim] = held.pop((briefing, claim))

    def _rename(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        for held in (self.first, self.last):
            if old in held:
                held[new] = held.pop(old)

    def now(self, briefing: str) -> str:
        """Where the briefing is today."""
        seen: set[str] = set()
        while briefing in self.moved and briefing not in seen:
            seen.add(briefing)
            briefing = self.moved[briefing]
        return briefing


def trace(states: Iterable[State], *, gap: str = "") -> History:
    """The history that these states tell, oldest first.

    Where older history is missing, the oldest state is where the account begins and nothing in it counts as new. A fact
    file that cannot be read in a commit is taken as it was before.
    """
    found = _Trace()
    held: dict[str, Version] = {}
    began = False
    for state in states:
        read = _read(state.tree, held)
        if began or not gap:
            found.step(state, _changed(held, read), _changed(read, held))
        held, began = read, True
    entries = [
        Entry(e.day, e.commit, between.moved(e.change, found.now(e.change.briefing)))
        for e in reversed(found.entries)
    ]
    return History(tuple(entries), found.first, found.last, gap)


def _changed(mine: Mapping[str, Version], others: Mapping[str, Version]) -> dict[str, Version]:
    return {id: version for id, version in mine.items() if others.get(id) is not version}


def _read(tree: Tree, held: Mapping[str, Version]) -> dict[str, Version]:
    """The briefings of a commit; those that did not change are the same objects as before."""
    found: dict[str, Version] = {}
    for path, raw in sorted(tree.files.items()):
        folder, _, name = path.rpartition("/")
        id = folder.rpartition("/")[2]
        if name != "facts.yml":
            continue
        before = held.get(id)
        version = before if before and before.raw == raw else versions.read(tree, folder)[0]
        if kept := version or before:
            found[id] = kept
    return found
