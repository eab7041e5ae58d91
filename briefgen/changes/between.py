"""What changed between two states of a site's facts: by record, matched by id and `formerly`, each under a rule.

Pure: both states come as trees. A briefing that cannot be read on a side that has it is a failure and never "no changes".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefgen.base.diagnostics import Diagnostic, ordered
from briefgen.base.tree import Tree
from briefgen.changes import versions
from briefgen.changes.comparison import briefing_changes
from briefgen.changes.rules import CORRECTED, RULES, Change, Weight, in_order
from briefgen.changes.versions import Pair, Version
from briefgen.yaml import strict

SEEDS = "seeds"


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes, worst first; the pairs they were found in; what could not be compared."""

    changes: tuple[Change, ...]
    pairs: tuple[Pair, ...]
    failures: tuple[Diagnostic, ...]

    @property
    def editorial(self) -> bool:
        """Whether there are changes and none of them touches what a reader is told."""
        return bool(self.changes) and all(c.rule.weight is Weight.EDITORIAL for c in self.changes)


def compare(old: Tree, new: Tree, limits: strict.Limits = strict.Limits()) -> Diff:
    """The changes from one tree to the other. A briefing whose files are the same bytes is not even read."""
    failures: list[Diagnostic] = []
    sides: list[dict[str, Version]] = []
    before, after = _folders(old), _folders(new)
    for tree, mine, other in ((old, before, after), (new, after, before)):
        read: dict[str, Version] = {}
        for id, files in mine.items():
            if files == other.get(id):
                continue
            version, problems = versions.read(tree, f"{SEEDS}/{id}", limits)
            failures += problems
            if version:
                read[id] = version
        sides.append(read)
    broken = {problem.span.path.split("/")[1] for problem in failures}
    pairs = tuple(pair for pair in paired(*sides) if pair.last.id not in broken)
    found = [change for pair in pairs for change in briefing_changes(pair)]
    return Diff(in_order(found), pairs, ordered(failures))


def _folders(tree: Tree) -> dict[str, dict[str, bytes | str]]:
    """Briefing → its files, by path, with their bytes or why they cannot be read."""
    found: dict[str, dict[str, bytes | str]] = {}
    contents: dict[str, bytes | str] = {**tree.files, **tree.refused}
    for path, content in contents.items():
        parts = path.split("/")
        if parts[0] == SEEDS and len(parts) > 2:
            found.setdefault(parts[1], {})[path] = content
    return found


def paired(old: Mapping[str, Version], new: Mapping[str, Version]) -> Iterator[Pair]:
    """The briefings by id; of those on one side only, each with the one that has most of its claims."""
    gone = {id: version for id, version in old.items() if id not in new}
    for id, version in sorted(new.items()):
        match = old.get(id) or _moved(version, gone.values())
        if match:
            gone.pop(match.id, None)
        yield Pair(match, version)
    for version in gone.values():
        yield Pair(version, None)


def _moved(new: Version, gone: Iterable[Version]) -> Version | None:
    """The briefing that was at another address: it shares more than half of the claims of either."""
    for old in gone:
        shared = len(new.facts.claims.keys() & old.facts.claims.keys())
        if 2 * shared > max(len(new.facts.claims), len(old.facts.claims)):
            return old
    return None


def demands(diff: Diff) -> tuple[Change, ...]:
    """The changes of published claims that no line on the corrections page explains, as `correction-missing`."""
    return tuple(
        replace(change, rule=RULES["correction-missing"])
        for pair in diff.pairs
        if pair.old and pair.new and pair.old.facts.status == pair.new.facts.status == "published"
        for change in _owed(diff, pair.old, pair.new)
    )


def _owed(diff: Diff, old: Version, new: Version) -> Iterator[Change]:
    listed = {
        name
        for correction in new.facts.corrections
        if correction not in old.facts.corrections
        for name in correction.claims
    }
    seen: set[str] = set()
    for change in diff.changes:
        ours = change.briefing == new.id and change.kind == "claims"
        if ours and change.rule.id in CORRECTED and change.id not in listed | seen:
            seen.add(change.id)
            yield change


def moved(change: Change, briefing: str) -> Change:
    """The change under the address that its briefing has now."""
    return replace(change, briefing=briefing)
