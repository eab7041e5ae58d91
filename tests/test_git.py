"""Reading trees and history out of git objects; a clone that lacks them says so."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from briefgen.disk import git
from tests import factory
from tests.conftest import briefgen
from tests.past import commit, place


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    path = tmp_path / "repo"
    path.mkdir()
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=path, check=True)
    place(path)
    commit(path, "first")
    place(path, ("will not run in March.\n    kind", "will run in March.\n    kind"))
    commit(path, "second", when=1_700_086_400)
    return path


def test_a_revision_gives_the_same_tree_as_a_checkout(repo: Path) -> None:
    assert git.tree_at(repo, "HEAD~1").files == factory.tree().files


def test_two_revisions_are_compared_without_a_checkout(repo: Path) -> None:
    done = briefgen("diff", "HEAD~1", "HEAD", cwd=repo, check=False)
    assert done.returncode == 0
    assert "high polarity-flipped: claim no-ferry" in done.stdout


@pytest.mark.parametrize(("rule", "code"), [("polarity-flipped", 1), ("amount-changed", 0)])
def test_a_rule_that_is_found_fails_where_it_is_asked_to(repo: Path, rule: str, code: int) -> None:
    done = briefgen("diff", "HEAD~1", "--fail-on", rule, cwd=repo, check=False)
    assert done.returncode == code


@pytest.mark.parametrize("name", ["nowhere", "--help-me", "-O/tmp/x", "HEAD~99", "@{-9}"])
def test_a_revision_that_is_not_there_is_an_error_and_not_no_changes(repo: Path, name: str) -> None:
    done = briefgen("diff", "--", name, cwd=repo, check=False)
    assert done.returncode == 2
    assert "no changes" not in done.stdout + done.stderr


def test_a_shallow_clone_says_that_it_is_one(repo: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{repo}", str(shallow)], check=True)
    done = briefgen("diff", "HEAD~1", cwd=shallow, check=False)
    assert done.returncode == 2
    assert "shallow" in done.stderr


def test_a_link_in_a_commit_is_refused_and_not_followed(repo: Path) -> None:
    (repo / "seeds/aldra-ferry/facts.yml").unlink()
    (repo / "seeds/aldra-ferry/facts.yml").symlink_to("/etc/passwd")
    commit(repo, "link")
    tree = git.tree_at(repo, "HEAD")
    assert "seeds/aldra-ferry/facts.yml" in tree.refused
    assert briefgen("diff", "HEAD~1", "HEAD", cwd=repo, check=False).returncode == 2


def test_a_folder_that_is_no_repository_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(git.GitError, match="not a git repository"):
        git.tree_at(tmp_path, "HEAD")


def test_a_site_below_the_top_of_its_repository_is_found(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    place(tmp_path / "site")
    commit(tmp_path, "first")
    assert git.tree_at(tmp_path / "site", "HEAD").files == factory.tree().files


def test_the_past_is_the_tree_at_each_commit_whatever_names_lie_beside_the_facts(
    tmp_path: Path,
) -> None:
    """One run of git tells what changed; a tree read by itself at each commit says the same."""
    site = tmp_path / "site"
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=tmp_path, check=True)
    place(site)
    commit(tmp_path, "first")
    strange = site / "seeds" / "od\nd :100644 \x1e" / "sources"
    strange.mkdir(parents=True)
    (strange / ":000000 \n.txt").write_text("x", encoding="utf-8")
    place(site, id="second")
    commit(tmp_path, "second")
    (site / "seeds/aldra-ferry/facts.yml").unlink()
    commit(tmp_path, "third")
    place(site, ("title: The", "title: A"))
    place(tmp_path, id="elsewhere")
    commit(tmp_path, "fourth")
    steps, whole = git.history(site, most=10)
    assert whole
    assert len(steps) == 4
    for done, tree in steps:
        facts = {p: raw for p, raw in git.tree_at(site, done.id).files.items() if "facts" in p}
        assert tree.files == facts
    assert [len(tree.files) for _, tree in steps] == [1, 2, 1, 2]
    fewer, whole = git.history(site, most=2)
    assert (fewer, whole) == (steps[2:], False)
