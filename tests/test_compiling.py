"""Compiling leaves nothing for Python's collector to find, so the collector stands still meanwhile."""

from __future__ import annotations

import gc
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from bench import generate
from briefgen import compiling, files, intake, pipeline
from briefgen.history import NO_HISTORY
from briefgen.siteoptions import SiteOptions
from briefgen.tree import Tree

TEMPLATES = files.read_templates(Path(__file__).parent.parent)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    folder = tmp_path_factory.mktemp("compiling") / "site"
    generate.write(folder, 6)
    return intake.read_tree(folder)


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


def test_a_build_leaves_no_circles(tree: Tree) -> None:
    assert left_behind(tree, TEMPLATES) == 0


def test_a_circle_would_be_noticed(tree: Tree) -> None:
    name = "briefing/glossary.md.jinja"
    own = {name: TEMPLATES[name] + "{% set ring = [] %}{% if ring.append(ring) %}{% endif %}"}
    # A list that holds itself, one for each glossary.
    assert left_behind(tree, TEMPLATES | own) >= 6


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
