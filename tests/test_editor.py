"""What an editor offers through the schema, asked of the real yaml-language-server over its protocol."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, missing
from tests.factory import facts
from tests.languageserver import Client

MODELINE = "# yaml-language-server: $schema=../../docs/schema/facts-1.json\n"

pytestmark = pytest.mark.peers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the schema and an empty place for fact files."""
    site = tmp_path_factory.mktemp("editor")
    (site / "docs" / "schema").mkdir(parents=True)
    shutil.copy(ROOT / "docs" / "schema" / "facts-1.json", site / "docs" / "schema")
    return site


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Client]:
    """The server that BRIEFGEN_YAML_LANGUAGE_SERVER names, or that is on the path."""
    command = os.environ.get("BRIEFGEN_YAML_LANGUAGE_SERVER") or shutil.which(
        "yaml-language-server"
    )
    if not command or not shutil.which("node"):
        missing("peers", "yaml-language-server (npm)")
        raise AssertionError
    client = Client([command, "--stdio"], folder)
    yield client
    client.close()


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / "seeds" / name / "facts.yml"
    path.parent.mkdir(parents=True)
    path.write_text(MODELINE + text, encoding="utf-8")
    return path


def _place(path: Path, needle: str) -> tuple[int, int]:
    """Line and column just behind the first `needle`, counted from 0."""
    text = path.read_text(encoding="utf-8")
    offset = text.index(needle) + len(needle)
    before = text[:offset]
    return before.count("\n"), offset - before.rfind("\n") - 1


def _labels(server: Client, path: Path, needle: str) -> set[str]:
    server.open(path)
    answer = server.at(path, *_place(path, needle), "completion")
    return {item["label"] for item in answer["items"]}


def test_the_keys_of_a_claim_are_offered(server: Client, folder: Path) -> None:
    path = _write(folder, "keys", facts(("    kind: fact\n", "    \n")))
    labels = _labels(server, path, "will not run in March.\n    ")
    assert {"kind", "date", "basis", "status", "key", "formerly"} <= labels
    assert "verdict" not in labels
    assert "statement" not in labels  # it is there already


@pytest.mark.parametrize(
    ("line", "words", "other"),
    [
        ("    kind: fact", {"fact", "reported", "forecast", "opinion"}, "contradicted"),
        (
            "      verdict: supported",
            {"supported", "partly-supported", "contradicted", "unverified", "not-checkable"},
            "forecast",
        ),
    ],
)
def test_the_words_of_a_choice_are_offered(
    server: Client, folder: Path, line: str, words: set[str], other: str
) -> None:
    key = line.partition(":")[0]
    path = _write(folder, key.strip(), facts((line, f"{key}: ")))
    labels = _labels(server, path, f"{key}: ")
    assert words <= labels
    assert other not in labels


def test_a_key_is_explained(server: Client, folder: Path) -> None:
    path = _write(folder, "hover", facts())
    server.open(path)
    line, column = _place(path, "    speaker")
    shown = server.at(path, line, column - 2, "hover")["contents"]["value"]
    assert "Who asserts it" in shown


def test_an_unknown_key_is_marked_where_it_stands_and_a_valid_file_is_not(
    server: Client, folder: Path
) -> None:
    assert server.open(_write(folder, "valid", facts())) == []
    path = _write(
        folder, "unknown", facts(("    kind: fact\n", "    kind: fact\n    mood: dark\n"))
    )
    found = server.open(path)
    assert [entry["message"] for entry in found] == ["Property mood is not allowed."]
    assert found[0]["range"]["start"]["line"] == _place(path, "mood")[0]


def test_the_real_fact_file_has_no_mark(server: Client, folder: Path) -> None:
    real = (ROOT / "seeds" / "azure-databricks" / "facts.yml").read_text(encoding="utf-8")
    assert real.startswith(MODELINE)
    assert server.open(_write(folder, "real", real.removeprefix(MODELINE))) == []
