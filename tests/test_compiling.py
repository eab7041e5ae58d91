"""Compiling leaves next to nothing for Python's collector to find, so the collector stands still meanwhile."""

from __future__ import annotations

import gc
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from bench import generate
from briefgen import compiling, pipeline
from briefgen.base.siteoptions import SiteOptions
from briefgen.base.tree import Tree
from briefgen.changes.history import NO_HISTORY
from briefgen.disk import files, intake

TEMPLATES = files.read_templates(Path(__file__).parent.parent)


FEW, MORE = 6, 12
"""How many briefings the two sites have; both have all languages."""


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Tree]:
    found = {}
    for number in (FEW, MORE):
        folder = tmp_path_factory.mktemp("compiling") / "site"
        generate.write(folder, number)
        found[number] = intake.read_tree(folder)
    return found


@pytest.fixture
def tree(trees: dict[int, Tree]) -> Tree:
    return trees[FEW]


def left_behind(tree: Tree, templates: dict[str, str]) -> int:
    """How many objects of a build only the collector can give back."""
    pipeline.build(tree, templates)
    gc.collect()
    gc.disable()
    try:
        pipeline.build(tree, templates)
        return gc.collect()
    finally:
        gc.enable()


def test_a_briefing_leaves_next_to_no_circles(trees: dict[int, Tree]) -> None:
    few, more = (left_behind(trees[number], TEMPLATES) for number in (FEW, MORE))
    # The macros of its history, on three pages.
    assert more - few < 150 * (MORE - FEW)


def test_a_circle_for_each_briefing_would_be_noticed(tree: Tree) -> None:
    name = "briefing/glossary.md.jinja"
    own = {name: TEMPLATES[name] + "{% set ring = [] %}{% if ring.append(ring) %}{% endif %}"}
    # A list that holds itself, one for each glossary.
    assert left_behind(tree, TEMPLATES | own) >= left_behind(tree, TEMPLATES) + FEW


@pytest.mark.parametrize(
    "failure", [nullcontext(), pytest.raises(KeyboardInterrupt)], ids=["to the end", "interrupted"]
)
def test_the_collector_stands_still_while_a_site_is_compiled(
    tree: Tree, failure: AbstractContextManager[object]
) -> None:
    assert gc.isenabled()
    with failure, compiling.helped(tree, TEMPLATES, SiteOptions(), NO_HISTORY, None, None):
        assert not gc.isenabled()
        if not isinstance(failure, nullcontext):
            raise KeyboardInterrupt
    assert gc.isenabled()
