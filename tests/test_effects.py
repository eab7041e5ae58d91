"""The pages that a change is said to touch: rendered before and after, none that changes is missing.

Every text, choice and entry of a fact file is edited by itself. More pages may be named than change, because a table of
fields is asked and nothing is rendered for a comparison: a record that no page cites is treated like one that many cite,
and a text like any other of its field. How many of the named pages do change is measured, and may not fall.
"""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen import pipeline
from briefgen.base.diagnostics import has_errors
from briefgen.base.tree import Tree
from briefgen.changes.report import reviewed
from briefgen.disk import files, intake
from tests import factory

ROOT = Path(__file__).parent.parent
SHARE = float(os.environ.get("BRIEFGEN_EFFECTS", "0.03"))
TEMPLATES = files.read_templates(ROOT)
CHOICES = {
    "kind": ("fact", "reported", "forecast", "opinion"),
    "verdict": ("supported", "partly-supported", "contradicted", "unverified", "not-checkable"),
    "confidence": ("low", "moderate", "high"),
    "reliability": ("A", "B", "C", "D", "E", "F"),
    "status": ("open", "narrowed", "answered"),
    "key": ("true", "false"),
}
COPIES = (".json", ".csv", ".txt", "/print", "/changes")
"""What holds all of a briefing, or is about its changes: it changes with everything, and is not listed."""

Edit = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Site:
    """One briefing: its files, where its fact file is, and what that says."""

    files: dict[str, bytes]
    path: str
    data: Any

    @classmethod
    def of(cls, tree: Tree, id: str) -> Site:
        path = f"seeds/{id}/facts.yml"
        mine = {name: raw for name, raw in tree.files.items() if name.startswith(f"seeds/{id}/")}
        return cls(mine, path, yaml.load(mine[path], Loader=yaml.BaseLoader))  # noqa: S506  # strings only

    def tree(self, data: Any) -> Tree:
        text = yaml.dump(data, allow_unicode=True, sort_keys=False, Dumper=yaml.CSafeDumper)
        return Tree({**self.files, self.path: text.encode()}, {})


def edits(value: Any, path: tuple[Any, ...] = ()) -> Iterator[Edit]:
    """Every text that can be reworded and every entry that can be taken out."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in inside if isinstance(value, (dict, list)) else ():
        yield "drop", (*path, key)
        yield from edits(item, (*path, key))
    if isinstance(value, str):
        yield "reword", path


def edited(data: Any, edit: Edit) -> Any:
    """The fact file after the edit, or None where it would not be one."""
    kind, path = edit
    new = copy.deepcopy(data)
    holder = new
    for part in path[:-1]:
        holder = holder[part]
    if kind == "drop":
        del holder[path[-1]]
        return new
    value, choices = holder[path[-1]], CHOICES.get(path[-1], ())
    if value in choices:
        holder[path[-1]] = choices[(choices.index(value) + 1) % len(choices)]
        return new
    words, space, citation = value.partition(" [[")
    if " " not in words:
        return None
    end = words[-1] if words[-1] in ".?!" else ""
    holder[path[-1]] = f"{words.removesuffix(end)} too{end}{space}{citation}"
    return new


def rendered(tree: Tree) -> dict[str, str] | None:
    """Address → text of the pages that readers browse; None where there are errors."""
    built = pipeline.build(tree, TEMPLATES)
    if has_errors(built.diagnostics):
        return None
    pages = {page.uri.removesuffix(".md"): page.text for page in built.pages}
    return {uri: text for uri, text in pages.items() if not f"/{uri}".endswith(COPIES)}


@dataclass
class Count:
    """What was compared: edits that could be built, pages named, pages that changed among them."""

    edits: int = 0
    named: int = 0
    right: int = 0


def compared(site: Site, share: float, count: Count) -> list[str]:
    """The pages that changed and were not named, each with its edit, over a share of the edits of `site`."""
    chance = random.Random(4)  # noqa: S311  # repeatable, not secret
    base = site.tree(site.data)
    before = rendered(base)
    assert before is not None
    missing = []
    for edit in edits(site.data):
        data = edited(site.data, edit) if chance.random() < share else None
        after = rendered(site.tree(data)) if data is not None else None
        if after is None:
            continue
        review = reviewed(base, site.tree(data))
        named = {page for change in review.diff.changes for page in review.effect(change).pages}
        real = {uri for uri in before.keys() | after.keys() if before.get(uri) != after.get(uri)}
        rules = [f"{change.rule.id} {change.field}" for change in review.diff.changes]
        missing += [f"{page}: {edit} gives {rules}" for page in sorted(real - named)]
        count.edits += 1
        count.named += len(named)
        count.right += len(named & real)
    return missing


def sites() -> Iterator[tuple[Site, float]]:
    yield Site.of(factory.tree(), "aldra-ferry"), max(SHARE, 0.6)
    three = intake.read_tree(ROOT / "tests/sites/three")
    for id in ("harbour-bridge", "marsa-port", "minato-ferry"):
        yield Site.of(three, id), SHARE * 2
    yield Site.of(intake.read_tree(ROOT), "azure-databricks"), SHARE / 2


@pytest.mark.slow
def test_no_page_that_changes_is_missing_and_nearly_half_of_those_named_do_change() -> None:
    count = Count()
    missing = [line for site, share in sites() for line in compared(site, share, count)]
    assert missing == []
    assert count.edits > 60
    print(f"{count.edits} edits, {count.named} pages named, {count.right} of them changed")
    assert count.right / count.named > 0.45


def test_an_effect_that_forgets_a_page_is_found() -> None:
    """The comparison above would see it: a fact file edited behind the report's back changes pages that it does not name."""
    site = Site.of(factory.tree(), "aldra-ferry")
    data = edited(site.data, ("reword", ("terms", "pier", "definition")))
    before, after = rendered(site.tree(site.data)), rendered(site.tree(data))
    assert before
    assert after
    (changed,) = {uri for uri in before if before[uri] != after[uri]}
    assert changed == "briefings/aldra-ferry/glossary"
    review = reviewed(site.tree(site.data), site.tree(data))
    (term,) = review.diff.changes
    assert changed in review.effect(term).pages
    other = edited(site.data, ("reword", ("questions", "when-back", "why")))
    review = reviewed(site.tree(site.data), site.tree(other))
    assert not any(changed in review.effect(change).pages for change in review.diff.changes)
