"""Work counted in calls of functions: what is done once stays done once, and nothing grows faster than the facts.

Calls are the same on every machine and every day, seconds are not. Each count has a twin that would be noticed.
"""

from __future__ import annotations

import cProfile
import posixpath
import pstats
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench import generate
from briefgen import checking, pipeline
from briefgen.base.tree import Tree
from briefgen.disk import files, intake
from briefgen.facts import assembly, walk
from briefgen.printing import render
from briefgen.views.shown import Target
from briefgen.yaml.strict import Limits
from tests import bench

SMALL, LARGE = 5, 20
LINEAR = 1.1
"""Calls for each byte of facts may be so many times as many at the large size: briefings differ a little."""

ROOT = Path(__file__).parent.parent
TEMPLATES = files.read_templates(ROOT)


def _named(path: Path) -> str:
    """A module of ours by its package and name, any other by its name."""
    return f"{path.parent.name}.{path.stem}" if files.PACKAGE in path.parents else path.stem


def calls(work: Callable[[], object]) -> Counter[str]:
    """Name of the module and function → how often `work` calls it."""
    profile = cProfile.Profile()
    profile.runcall(work)
    found: Counter[str] = Counter()
    for (path, _, name), (_, count, *_) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]  # as the standard library's own tools read it
        found[f"{_named(Path(path))}.{name}"] += count
    return found


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Tree]:
    """Invented sites by number of briefings, built once before anything is counted."""
    found = {}
    for size in (SMALL, LARGE):
        folder = tmp_path_factory.mktemp("calls") / "site"
        generate.write(folder, size)
        found[size] = intake.read_tree(folder)
    pipeline.build(found[LARGE], TEMPLATES)
    return found


@pytest.fixture(scope="module")
def counted(trees: dict[int, Tree]) -> dict[int, Counter[str]]:
    """The calls of a second build, by number of briefings."""
    return {
        size: calls(lambda tree=tree: pipeline.build(tree, TEMPLATES))
        for size, tree in trees.items()
    }


def per_byte(counts: dict[int, int], trees: dict[int, Tree]) -> float:
    """How many times as many calls a byte of input needs at the large size."""
    bytes_ = {size: sum(map(len, tree.files.values())) for size, tree in trees.items()}
    return (counts[LARGE] / bytes_[LARGE]) / (counts[SMALL] / bytes_[SMALL])


def test_work_grows_with_the_facts(
    counted: dict[int, Counter[str]], trees: dict[int, Tree]
) -> None:
    assert per_byte({size: found.total() for size, found in counted.items()}, trees) < LINEAR


def test_comparing_all_pages_with_each_other_would_be_noticed(
    counted: dict[int, Counter[str]], trees: dict[int, Tree]
) -> None:
    counts = {}
    for size, tree in trees.items():
        uris = [page.uri for page in pipeline.build(tree, TEMPLATES, pages_only=True).pages]
        more = calls(lambda uris=uris: [posixpath.normcase(a) for a in uris for _ in uris * 10])
        counts[size] = counted[size].total() + more.total()
    assert per_byte(counts, trees) > LINEAR


@pytest.fixture(scope="module")
def long_briefings(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Tree]:
    """One briefing with so many claims, by their number; checked once before anything is counted."""
    found = {}
    for claims in (100, 400):
        folder = tmp_path_factory.mktemp("long") / "site"
        bench.site(folder, claims=claims, briefings=1)
        found[claims] = intake.read_tree(folder)
        assert checking.check(found[claims]).diagnostics == ()
    return found


def test_a_briefing_of_four_times_the_claims_is_four_times_the_work(
    long_briefings: dict[int, Tree],
) -> None:
    few, many = (calls(partial(checking.check, tree)).total() for tree in long_briefings.values())
    assert many < 4 * LINEAR * few


def test_a_rule_that_compares_all_claims_would_be_noticed(long_briefings: dict[int, Tree]) -> None:
    def compared(tree: Tree) -> None:
        ids = list(checking.check(tree).briefings[0].facts.claims)
        for _ in ids:
            min(len(other) for other in ids)

    few, many = (calls(partial(compared, tree)).total() for tree in long_briefings.values())
    assert many > 4 * LINEAR * few


def test_a_fact_file_is_parsed_and_walked_once(counted: dict[int, Counter[str]]) -> None:
    labels = sum(name.startswith("labels/") for name in TEMPLATES)
    for size, found in counted.items():
        assert found["yaml.strict.parse"] <= size + labels
        assert found["facts.walk.marked"] == size


def test_walking_it_again_would_be_noticed(trees: dict[int, Tree]) -> None:
    def twice() -> None:
        briefing, _ = assembly.assemble("works-0000", "seeds/works-0000", trees[SMALL], Limits())
        assert briefing is not None
        list(walk.prose(briefing.facts))

    assert calls(twice)["facts.walk.marked"] == 2


def test_an_archived_text_is_cut_into_stretches_once_though_its_page_asks_twice(
    counted: dict[int, Counter[str]], trees: dict[int, Tree]
) -> None:
    for size, found in counted.items():
        sources = sum(len(one.archive) for one in checking.check(trees[size]).briefings)
        assert found["facts.coverage._stretches"] == sources > 0
        assert found["facts.coverage.stretches"] == 2 * sources


def test_what_a_text_mentions_and_how_it_is_escaped_is_remembered(
    counted: dict[int, Counter[str]], tmp_path: Path
) -> None:
    remembered = ("texts.mentions.read", "facts.parties.read", "views.markup._entities")
    assert [counted[LARGE][name] for name in remembered] == [0, 0, 0]
    # The twin: texts that nobody has read yet are read.
    generate.write(tmp_path / "other", SMALL, seed=77)
    fresh = calls(lambda: pipeline.build(intake.read_tree(tmp_path / "other"), TEMPLATES))
    assert all(fresh[name] > 0 for name in remembered)


def test_a_record_is_cited_by_one_value_however_often(counted: dict[int, Counter[str]]) -> None:
    assert 0 < counted[LARGE]["views.citing._cited"] < counted[LARGE]["views.citing.cite"] / 2


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        pytest.param(Target("claims.md"), 2, id="our own: on the first use, twice"),
        pytest.param(SimpleNamespace(page="claims.md"), 100, id="a stranger: each time"),
    ],
)
def test_the_sandbox_is_asked_once_for_each_attribute_of_our_own_values(
    value: object, asked: int
) -> None:
    loop = "{% for number in range(100) %}{{ value.page }}{% endfor %}"
    environment = render.Environment({"page": loop})
    template = environment.get_template("page")
    assert (
        calls(lambda: template.render(value=value))["printing.sandbox.is_safe_attribute"] == asked
    )


def test_an_attribute_that_is_not_for_templates_stays_closed_however_often() -> None:
    environment = render.Environment({"page": "{{ value._replace }}"})
    for _ in range(3):
        found = render.page_text(environment, "page", {"value": Limits()})
        assert not isinstance(found, str)
        assert "unsafe" in found.message


def test_templates_are_compiled_once(counted: dict[int, Counter[str]]) -> None:
    assert counted[LARGE]["environment.compile"] == 0
    changed = TEMPLATES | {"macros.jinja": TEMPLATES["macros.jinja"] + "\n"}
    again = calls(lambda: render.environment(changed).get_template("macros.jinja"))
    assert again["environment.compile"] == 1
