"""A plain check loads what it needs and nothing else; how long that takes is for `python -m bench.startup`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, briefgen, run
from tests.factory import facts

NOT_NEEDED = frozenset(
    [
        "babel",
        "click",
        "dataclasses",
        "email",
        "gzip",
        "html",
        "http",
        "igraph",
        "importlib.metadata",
        "inspect",
        "jinja2",
        "json",
        "logging",
        "markdown",
        "markdown_it",
        "mkdocs",
        "msgspec",
        "pydantic",
        "rapidfuzz",
        "socket",
        "subprocess",
        "tempfile",
        "urllib.request",
        "watchdog",
        "briefgen.cli.commands",
        "briefgen.views.graph",
        "briefgen.facts.modelmap",
        "briefgen.facts.phrase",
        "briefgen.pipeline",
        "briefgen.printing.render",
        "briefgen.facts.schema",
        "briefgen.facts.shape",
        "briefgen.views.shown",
    ]
)
_LOADED = """
import os, sys
os._exit = sys.exit  # a plain check would end the process at once
before = set(sys.modules)
sys.argv = ["briefgen", *{words!r}]
from briefgen.cli import main
try:
    main()
except SystemExit:
    pass
print("loaded:", *sorted(set(sys.modules) - before))
"""


def loaded(folder: Path, *words: str, cache: bool = False) -> frozenset[str]:
    """The modules that `briefgen` with these words loads in `folder`, where it recalls nothing or with `cache`."""
    code = _LOADED.format(words=list(words))
    done = run(sys.executable, "-c", code, cwd=folder, BRIEFGEN_CACHE=str(int(cache)))
    return frozenset(done.stdout.rpartition("loaded: ")[2].split())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder for the fact file of the tests, without its sources."""
    (tmp_path / "seeds" / "ferry").mkdir(parents=True)
    return tmp_path


def test_a_check_of_the_real_briefing_loads_no_library_that_it_does_not_need() -> None:
    found = loaded(ROOT, "check")
    assert found & NOT_NEEDED == set()
    assert {"briefgen.rules.consistency", "yaml"} <= found


def test_a_check_that_recalls_its_answer_loads_no_stage_and_no_library() -> None:
    loaded(ROOT, "check", cache=True)
    again = loaded(ROOT, "check", cache=True)
    stages = {
        "briefgen.facts.corpus",
        "briefgen.facts.model",
        "briefgen.report",
        "briefgen.yaml.strict",
    }
    assert again & (NOT_NEEDED | stages | {"yaml", "pathlib"}) == set()
    assert "briefgen.cache.remembered" in again
    assert stages <= loaded(ROOT, "check")


def test_options_are_read_by_click_and_a_plain_check_does_without() -> None:
    other = {"click", "briefgen.cli.commands"}
    assert other <= loaded(ROOT, "check", "--format", "json")
    assert not other & loaded(ROOT, "check")


@pytest.mark.parametrize(
    ("written", "instead", "needed"),
    [
        ("    kind: fact\n", "    knid: fact\n", "briefgen.facts.shape"),
        ("title: The Aldra ferry", "title: [The Aldra ferry]", "briefgen.facts.phrase"),
    ],
)
def test_words_for_mistakes_are_loaded_for_a_file_with_mistakes(
    site: Path, written: str, instead: str, needed: str
) -> None:
    path = site / "seeds" / "ferry" / "facts.yml"
    path.write_text(facts(), encoding="utf-8")
    assert needed not in loaded(site, "check")
    path.write_text(facts((written, instead)), encoding="utf-8")
    assert needed in loaded(site, "check")


def test_a_plain_check_says_what_a_check_with_options_says(site: Path) -> None:
    (site / "seeds" / "ferry" / "facts.yml").write_text(facts(), encoding="utf-8")
    plain = briefgen("check", cwd=site, check=False)
    asked = briefgen("check", "--site", ".", cwd=site, check=False)
    assert (plain.stdout, plain.returncode) == (asked.stdout, asked.returncode)
    assert plain.returncode == 1


def test_a_reader_of_the_output_that_leaves_is_no_failure_of_the_machine() -> None:
    words = [sys.executable, "-c", "from briefgen.cli import main; main()", "check"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 1
