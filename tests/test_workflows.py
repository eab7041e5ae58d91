"""The workflows that comment on pull requests: what may run where, and that `init --github` copies them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.changereport import MARKER
from tests.conftest import ROOT, briefgen

FOLDERS = [ROOT / ".github" / "workflows", ROOT / "briefgen" / "forge" / ".github" / "workflows"]


def workflow(folder: Path, name: str) -> Any:
    """The workflow with `on` as the key that YAML 1.1 takes for a truth value."""
    return yaml.load((folder / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # strings only


@pytest.mark.parametrize("folder", FOLDERS, ids=["ours", "for others"])
def test_what_runs_on_a_pull_request_can_only_read(folder: Path) -> None:
    found = workflow(folder, "facts-diff.yml")
    assert found["permissions"] == {"contents": "read"}
    assert "pull_request" in found["on"]
    assert "pull_request_target" not in found["on"]
    assert "secrets." not in (folder / "facts-diff.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=["ours", "for others"])
def test_what_may_write_checks_nothing_out_and_runs_nothing_of_the_request(folder: Path) -> None:
    found = workflow(folder, "facts-comment.yml")
    assert list(found["on"]) == ["workflow_run"]
    (job,) = found["jobs"].values()
    assert all("uses" not in step for step in job["steps"])
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert job["env"]["MARKER"] == MARKER


@pytest.mark.parametrize("folder", FOLDERS, ids=["ours", "for others"])
def test_actions_are_pinned_and_nothing_untrusted_is_written_into_a_script(folder: Path) -> None:
    for path in folder.glob("facts-*.yml"):
        text = path.read_text(encoding="utf-8")
        for action in re.findall(r"uses: (\S+)", text):
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action)
        for job in workflow(folder, path.name)["jobs"].values():
            assert all("${{" not in step.get("run", "") for step in job["steps"])


def test_init_github_adds_the_workflows_once(tmp_path: Path) -> None:
    briefgen("init", "--github", tmp_path, cwd=tmp_path)
    assert (tmp_path / ".github/workflows/facts-comment.yml").is_file()
    again = briefgen("init", "--github", tmp_path, cwd=tmp_path, check=False)
    assert again.returncode == 2
    assert "is there already" in again.stderr
