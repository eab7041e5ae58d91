"""The pre-commit hooks, run by pre-commit in a repository with fact files.

pre-commit would install the package anew for each hook, from the network. Here the environment of the tests stands for
that installation; what the hooks run, on which files and with which arguments is what other repositories get.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests import factory
from tests.conftest import ROOT
from tests.past import commit, place

MANIFEST = ROOT / ".pre-commit-hooks.yaml"


def pre_commit(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=cwd,
        env={**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(cwd.parent / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with the hooks and one fact file, all committed."""
    path = tmp_path / "repo"
    path.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=path, check=True)
    hooks = [{**hook, "language": "system"} for hook in yaml.safe_load(MANIFEST.read_text("utf-8"))]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    place(path)
    commit(path, "begin")
    return path


def committed(repo: Path, text: str) -> subprocess.CompletedProcess[str]:
    """What pre-commit says when the fact file with this text is to be committed."""
    (repo / "seeds/aldra-ferry/facts.yml").write_text(text, encoding="utf-8")
    subprocess.run(["git", "add", "-A"], cwd=repo, check=True)
    return pre_commit("run", cwd=repo)


def test_the_manifest_is_one_that_pre_commit_takes(tmp_path: Path) -> None:
    assert pre_commit("validate-manifest", str(MANIFEST), cwd=tmp_path).returncode == 0
    broken = tmp_path / "hooks.yaml"
    broken.write_text(MANIFEST.read_text("utf-8").replace("  entry:", "  enrty:"), "utf-8")
    assert pre_commit("validate-manifest", str(broken), cwd=tmp_path).returncode == 1


def test_a_sound_edit_passes_both_hooks(repo: Path) -> None:
    done = committed(repo, factory.facts(("title: The Aldra ferry", "title: The ferry to Aldra")))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 2


def test_a_wrong_quote_stops_the_commit_with_its_diagnostic(repo: Path) -> None:
    done = committed(
        repo, factory.facts(("will not run in March.\n    as", "will run in March.\n    as"))
    )
    assert done.returncode == 1
    assert "seeds/aldra-ferry/facts.yml:34:15: error BG301" in done.stdout


def test_a_messy_file_is_laid_out_and_the_commit_waits_for_it(repo: Path) -> None:
    done = committed(repo, factory.facts(("title: The", "title:    The")))
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert (repo / "seeds/aldra-ferry/facts.yml").read_text("utf-8") == factory.facts()
    subprocess.run(["git", "add", "-A"], cwd=repo, check=True)
    assert pre_commit("run", cwd=repo).returncode == 0


def test_a_change_elsewhere_runs_neither(repo: Path) -> None:
    (repo / "notes.txt").write_text("x\n", encoding="utf-8")
    subprocess.run(["git", "add", "-A"], cwd=repo, check=True)
    assert pre_commit("run", cwd=repo).stdout.count("Skipped") == 2
