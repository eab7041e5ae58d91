"""Work grows with the number of briefings and not faster, counted in pages and bytes: seconds differ from machine to machine.

Output is compared with input: twice the facts may make about twice the bytes. A page that lists the whole site would make
every measure of bytes grow with the square, which the negative twins show.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path

import pytest

from bench import cases, generate, stages
from briefgen import pipeline
from briefgen.disk import files, intake
from briefgen.pipeline import Build
from tests.conftest import mkdocs

SMALL, LARGE = 5, 12
LINEAR = 1.1
"""Bytes of output per byte of facts may be so many times as many at the large size: briefings differ a little."""


def per_input(output: dict[int, int], inputs: dict[int, int]) -> float:
    """How many times as much output a byte of input makes at the large size."""
    return (output[LARGE] / inputs[LARGE]) / (output[SMALL] / inputs[SMALL])


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The invented sites, by number of briefings."""
    found = {}
    for size in (SMALL, LARGE):
        found[size] = tmp_path_factory.mktemp("work") / "site-root"
        generate.write(found[size], size)
    return found


@pytest.fixture(scope="module")
def builds(sites: dict[int, Path]) -> dict[int, Build]:
    return {
        size: pipeline.build(intake.read_tree(site), files.read_templates(site))
        for size, site in sites.items()
    }


@pytest.fixture(scope="module")
def inputs(sites: dict[int, Path]) -> dict[int, int]:
    """The bytes of facts and sources."""
    return {size: weight(site / "seeds") for size, site in sites.items()}


def weight(folder: Path, pattern: str = "*") -> int:
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())


def test_the_invented_sites_have_no_problem(builds: dict[int, Build]) -> None:
    for size, build in builds.items():
        assert build.diagnostics == ()
        assert len(build.site.briefings) == size


def test_the_invented_sites_are_always_the_same_and_grow_at_the_end(tmp_path: Path) -> None:
    few, many = (list(generate.briefings(count, seed=1)) for count in (SMALL, LARGE))
    assert many[:SMALL] == few
    assert list(generate.briefings(SMALL, seed=2)) != few


def test_the_invented_sites_have_three_languages_and_shared_parties() -> None:
    made = [facts for _, facts, _ in generate.briefings(60, seed=1)]
    assert {facts["language"] for facts in made} == {"en", "de", "ja"}
    homes = functools.reduce(lambda all_, facts: [*all_, *facts["stakeholders"]], made, [])
    counts = sorted((homes.count(party) for party in set(homes)), reverse=True)
    assert counts[0] >= 20
    assert counts[-1] == 1


def test_every_stage_of_the_build_can_be_measured_alone(
    sites: dict[int, Path], tmp_path: Path
) -> None:
    found = stages.stages(sites[SMALL], tmp_path / "out")
    named = ["read", "parse", "assemble", "check", "pages", "pages, laid", "put"]
    assert list(found) == named
    # Whoever deletes them measures more than the build, in what comes next.
    assert len([*(tmp_path / "out").rglob("*.md")]) > 10


def test_a_briefing_has_a_fixed_number_of_pages_beside_its_sources_and_so_has_the_site(
    builds: dict[int, Build],
) -> None:
    own, shared = set(), set()
    for build in builds.values():
        for briefing in build.site.briefings:
            pages = [page for page in build.pages if page.briefing == briefing.id]
            own.add(len(pages) - len(briefing.source_titles))
        shared.add(sum(page.briefing == "" for page in build.pages))
    assert len(own) == len(shared) == 1


def test_markdown_grows_with_the_facts(builds: dict[int, Build], inputs: dict[int, int]) -> None:
    output = {size: sum(len(p.text.encode()) for p in b.pages) for size, b in builds.items()}
    assert 1 / LINEAR < per_input(output, inputs) < LINEAR


def test_a_list_of_all_pages_on_every_page_would_be_noticed(
    builds: dict[int, Build], inputs: dict[int, int]
) -> None:
    output = {}
    for size, build in builds.items():
        listed = sum(len(f"- [{page.uri}](/{page.uri})\n") for page in build.pages)
        output[size] = sum(len(page.text.encode()) + listed for page in build.pages)
    assert per_input(output, inputs) > LINEAR


def test_a_briefings_pages_do_not_depend_on_how_many_others_there_are(
    builds: dict[int, Build],
) -> None:
    few, many = ({p.uri: p.text for p in b.pages if p.briefing} for b in builds.values())
    assert few
    assert few == {uri: text for uri, text in many.items() if uri in few}


@pytest.mark.slow
def test_the_built_site_grows_with_the_facts_unless_every_page_is_in_the_navigation(
    sites: dict[int, Path], inputs: dict[int, int]
) -> None:
    html: dict[int, int] = {}
    index: dict[int, int] = {}
    whole: dict[int, int] = {}
    for size, site in sites.items():
        mkdocs("build", "--strict", "-q", cwd=site, measured=False)
        html[size] = weight(site / "site", "*.html")
        index[size] = (site / "site" / "search" / "search_index.json").stat().st_size
        entries = json.loads((site / "site" / "search" / "search_index.json").read_bytes())
        assert len(entries["docs"]) > size
        config = site / "mkdocs.yml"
        config.write_text(cases.whole_navigation(config.read_text("utf-8")), "utf-8")
        assert not re.search("^nav:", config.read_text("utf-8"), re.MULTILINE)
        mkdocs("build", "-q", cwd=site, measured=False)
        whole[size] = weight(site / "site", "*.html")
    assert per_input(html, inputs) < LINEAR
    assert per_input(index, inputs) < LINEAR
    assert per_input(whole, inputs) > LINEAR
