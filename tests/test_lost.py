"""What a person reads who is nearly there: a folder, a file or a name that is almost right."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.base.diagnostics import Diagnostic
from briefgen.base.tree import Tree
from briefgen.checking import check
from briefgen.disk import intake
from tests import factory
from tests.conftest import briefgen


def only(tree: Tree) -> Diagnostic:
    (found,) = check(tree).diagnostics
    return found


def stored(root: Path, *, name: str = "facts.yml", id: str = "aldra-ferry") -> Path:
    for path, raw in factory.tree(id=id).files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_name(name if place.name == "facts.yml" else place.name).write_bytes(raw)
    return root


@pytest.mark.parametrize("name", ["facts.yaml", "fact.yml", "Facts.yml", "facts.yml.txt"])
def test_a_fact_file_under_nearly_its_name_is_reported_with_that_name(
    tmp_path: Path, name: str
) -> None:
    found = only(intake.read_tree(stored(tmp_path, name=name)))
    assert (found.code.code, found.message) == ("BG210", f"the fact file is named {name}")
    assert found.help == "rename it to facts.yml"


def test_a_copy_beside_the_fact_file_is_nobodys_business(tmp_path: Path) -> None:
    tree = intake.read_tree(stored(stored(tmp_path), name="facts.yaml"))
    assert tree.refused == {}
    other = stored(tmp_path / "other", name="notes.yaml")
    assert only(intake.read_tree(other)).message == "the fact file is missing"


@pytest.mark.parametrize("raw", [b"", b"# to be written\n\n"])
def test_an_empty_fact_file_is_called_empty(raw: bytes) -> None:
    tree = factory.tree()
    path = "seeds/aldra-ferry/facts.yml"
    found = only(Tree({**tree.files, path: raw}, {}))
    assert (found.code.code, found.message) == ("BG210", "the fact file is empty")
    assert "briefgen draft" in found.help


def test_a_file_in_another_encoding_is_told_which() -> None:
    path = "seeds/aldra-ferry/facts.yml"
    text = factory.tree().files[path].decode()
    assert "UTF-16" in only(Tree({path: text.encode("utf-16")}, {})).message
    assert (
        "UTF-16"
        not in only(Tree({path: f"title: {text}é".encode("latin-1", "replace")}, {})).message
    )


def test_a_folder_whose_name_is_no_id_is_offered_one() -> None:
    assert "“my-briefing”" in only(factory.tree(id="My Briefing")).help
    assert "for example" not in only(factory.tree(id="Žž")).help
    assert "for example" not in only(factory.tree(id="Index")).help


def test_a_check_outside_of_a_site_says_so_and_does_not_pass(tmp_path: Path) -> None:
    done = briefgen("check", cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no site here" in done.stderr
    (tmp_path / "mkdocs.yml").write_text("site_name: Empty\n")
    assert (
        "there is no briefing below seeds/" in briefgen("check", cwd=tmp_path, check=False).stdout
    )


def test_what_was_not_asked_for_or_not_read_is_counted(tmp_path: Path) -> None:
    stored(stored(tmp_path), id="bren")
    assert briefgen("check", cwd=tmp_path).stdout.endswith("2 briefings, 6 claims\n")
    facts = tmp_path / "seeds" / "bren" / "facts.yml"
    facts.write_text(facts.read_text().replace("    kind: fact\n", "    knid: fact\n", 1))
    done = briefgen("check", "--ignore", "BG2", cwd=tmp_path)
    assert (
        done.stdout
        == "no problems; 1 not asked for; 1 of 2 briefings could be read whole, 3 claims\n"
    )
