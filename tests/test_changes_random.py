"""Random edits of the real fact file: the comparison names the records that were edited, and no other."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.base.tree import Tree
from briefgen.changes import between, versions
from briefgen.changes.comparison import briefing_changes
from briefgen.changes.rules import RULES, Change
from briefgen.changes.versions import Pair, Version
from briefgen.disk import intake

ROOT = Path(__file__).parent.parent
FACTS = "seeds/azure-databricks/facts.yml"
TREE = intake.read_tree(ROOT)
DATA = yaml.load(TREE.files[FACTS], Loader=yaml.BaseLoader)  # noqa: S506  # a loader of strings only
SEQUENCES = 300

# Measured from other records, not edited in one.
DERIVED = {"coverage-risen", "coverage-fallen"}
TEXTS = {
    "claims": "statement",
    "references": "title",
    "stakeholders": "name",
    "questions": "question",
    "terms": "definition",
    "judgments": "statement",
    "sources": "descriptor",
}


def written(data: Any) -> Tree:
    """The real site with this fact file."""
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return Tree({**TREE.files, FACTS: text.encode()}, {})


def quickly(data: Any) -> Tree:
    """The same as JSON, which is YAML too and written in a tenth of the time."""
    return Tree({**TREE.files, FACTS: json.dumps(data, ensure_ascii=False).encode()}, {})


def reworded(data: Any, chance: random.Random) -> tuple[str, str]:
    kind = chance.choice(list(TEXTS))
    id = chance.choice(list(data[kind]))
    data[kind][id][TEXTS[kind]] += f" Zug {chance.randrange(10**6)}x"
    return kind, id


def dropped(data: Any, chance: random.Random) -> tuple[str, str]:
    kind = chance.choice(["claims", "references", "terms", "questions"])
    id = chance.choice(list(data[kind]))
    del data[kind][id]
    return kind, id


def added(data: Any, chance: random.Random) -> tuple[str, str]:
    kind = chance.choice(["claims", "references", "terms"])
    id = f"new-{chance.randrange(10**9)}"
    data[kind][id] = copy.deepcopy(chance.choice(list(data[kind].values())))
    data[kind][id].pop("formerly", None)
    return kind, id


def judged(data: Any, chance: random.Random) -> tuple[str, str]:
    id = chance.choice(list(data["claims"]))
    held = data["claims"][id]["assessment"]
    verdicts = ["supported", "partly-supported", "contradicted", "unverified", "not-checkable"]
    held["verdict"] = chance.choice([verdict for verdict in verdicts if verdict != held["verdict"]])
    return "claims", id


def shuffled(data: Any, chance: random.Random) -> None:
    kind = chance.choice(list(TEXTS))
    items = list(data[kind].items())
    chance.shuffle(items)
    data[kind] = dict(items)


def sequence(seed: int) -> tuple[Any, set[tuple[str, str]]]:
    """An edited fact file, and the records that differ from the real one."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    data = copy.deepcopy(DATA)
    touched: set[tuple[str, str]] = set()
    for _ in range(chance.randrange(1, 9)):
        touched.add(chance.choice([reworded, reworded, dropped, added, judged])(data, chance))
        if chance.random() < 0.3:
            shuffled(data, chance)
    differing = {(k, id) for k, id in touched if data[k].get(id) != DATA[k].get(id)}
    return data, differing


def named(found: tuple[Change, ...]) -> set[tuple[str, str]]:
    return {(c.kind, c.id) for c in found if c.rule.id not in DERIVED and c.kind}


def mirrored(found: tuple[Change, ...]) -> list[tuple[str, ...]]:
    return sorted((c.rule.inverse, c.kind, c.id, c.field, c.after, c.before) for c in found)


def told(found: tuple[Change, ...]) -> list[tuple[str, ...]]:
    return sorted((c.rule.id, c.kind, c.id, c.field, c.before, c.after) for c in found)


def version(tree: Tree) -> Version:
    found, problems = versions.read(tree, "seeds/azure-databricks")
    assert found is not None, problems
    return found


@pytest.mark.slow
def test_a_comparison_names_exactly_the_edited_records_and_mirrors() -> None:
    real = version(quickly(DATA))
    edits = 0
    for seed in range(SEQUENCES):
        data, differing = sequence(seed)
        edited = version(quickly(data))
        there = tuple(briefing_changes(Pair(real, edited)))
        assert named(there) == differing, f"seed {seed}"
        assert told(tuple(briefing_changes(Pair(edited, real)))) == mirrored(there), f"seed {seed}"
        assert tuple(briefing_changes(Pair(edited, edited))) == ()
        edits += len(differing)
        if seed % 10 == 0:
            again = tuple(briefing_changes(Pair(edited, version(written(data)))))
            assert {change.rule.id for change in again} == {"editorial"}
    assert edits > SEQUENCES


def test_reading_and_writing_the_real_file_anew_is_editing_only() -> None:
    found = between.compare(TREE, written(DATA))
    assert [change.rule.id for change in found.changes] == ["editorial"]
    assert RULES["editorial"].inverse == "editorial"
