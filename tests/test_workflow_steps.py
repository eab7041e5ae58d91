"""The steps of the workflows for pull requests, run as they are written: in clones, with a stand-in for the forge.

Left out are the steps that need a network: checking out (a clone stands for it) and installing (the environment of the
tests stands for it).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from briefgen.changes.report import MARKER
from tests import factory
from tests.conftest import ROOT, copy_site
from tests.past import commit, place

FOLDER = ROOT / "briefgen" / "forge" / ".github" / "workflows"
NUMBER = "7"
HOSTILE = (
    "title: A notice",
    'title: "@everyone Fixes #1 ``` <img src=x> ::error::x $(touch pwned) ${{ github.token }}"',
)
FAKE_GH = """\
#!/usr/bin/env bash
# What the workflow asks of the forge, answered out of the folder $FORGE; every request is noted there.
set -eu
echo "$*" >> "$FORGE/requests"
case "$*" in
  "run download"*) mkdir -p in && cp -r "$FORGE/artifact/." in/ ;;
  *"--method"*) [[ "$*" != *"@comment.md"* ]] || cp comment.md "$FORGE/posted" ;;
  *"/pulls/"*) cat "$FORGE/head" ;;
  *"/comments --jq"*) jq -r "${@: -1}" "$FORGE/comments.json" ;;
  *) echo "unexpected: $*" >&2; exit 9 ;;
esac
"""


def steps(name: str) -> dict[str, str]:
    """Name → script of the steps of a workflow's only job that run something."""
    loaded = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # strings only
    (job,) = loaded["jobs"].values()
    return {step["name"]: step["run"] for step in job["steps"] if "run" in step}


def shell(script: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """A step as the forge's runner starts it."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **env},
        capture_output=True,
        text=True,
        check=False,
    )


def git(*arguments: str, cwd: Path) -> str:
    done = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass(frozen=True)
class Run:
    """A run of facts-diff.yml: the clone that it worked in, and how each step ended."""

    clone: Path
    ended: dict[str, subprocess.CompletedProcess[str]]
    head: str

    @property
    def comment(self) -> str:
        return (self.clone / "out/comment.md").read_text(encoding="utf-8")


def pull_request(folder: Path, *edits: tuple[str, str], raw: str = "") -> Run:
    """What the first workflow does with a request that edits the facts so, and the configuration and a template too."""
    forge, clone = folder / "forge", folder / "clone"
    copy_site(ROOT / "tests" / "sites" / "three", forge)
    shutil.rmtree(forge / "seeds")
    git("init", "-q", "-b", "main", cwd=forge)
    place(forge)
    commit(forge, "base")
    base = git("rev-parse", "HEAD", cwd=forge)
    git("checkout", "-q", "-b", "request", cwd=forge)
    place(forge, *edits)
    if raw:
        (forge / "seeds/aldra-ferry/facts.yml").write_text(raw, encoding="utf-8")
    (forge / "mkdocs.yml").write_text("site_name: stolen\nhooks: [steal.py]\n", encoding="utf-8")
    (forge / "steal.py").write_text("open('pwned', 'w')\n", encoding="utf-8")
    (forge / "templates/briefing").mkdir(parents=True, exist_ok=True)
    (forge / "templates/briefing/index.md.jinja").write_text("stolen", encoding="utf-8")
    commit(forge, "request")
    head = git("rev-parse", "HEAD", cwd=forge)
    git("update-ref", f"refs/pull/{NUMBER}/head", head, cwd=forge)
    git("checkout", "-q", "main", cwd=forge)
    git("branch", "-q", "-D", "request", cwd=forge)
    git("clone", "-q", f"file://{forge}", str(clone), cwd=folder)
    _environment(clone)
    env = {"BASE": base, "HEAD": head, "NUMBER": NUMBER}
    env["GITHUB_STEP_SUMMARY"] = str(folder / "summary.md")
    ended = {}
    for name, script in steps("facts-diff.yml").items():
        if not name.startswith("Install"):
            ended[name] = shell(script, clone, **env)
    return Run(clone, ended, head)


def _environment(clone: Path) -> None:
    """What the step that installs leaves behind."""
    programs = clone / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, code in (
        ("briefgen", "from briefgen.cli import main; main()"),
        ("mkdocs", "from mkdocs.__main__ import cli; cli()"),
    ):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -W ignore -c "{code}" "$@"\n')
        program.chmod(0o755)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return pull_request(tmp_path_factory.mktemp("hostile"), HOSTILE)


def test_every_step_of_a_hostile_request_ends_well_and_nothing_of_it_runs(hostile: Run) -> None:
    assert len(hostile.ended) == 4
    assert {name: done.stderr for name, done in hostile.ended.items() if done.returncode} == {}
    assert not list(hostile.clone.rglob("pwned"))
    assert (hostile.clone / "out/number").read_text(encoding="utf-8") == f"{NUMBER}\n"
    assert git("rev-parse", "HEAD", cwd=hostile.clone) != hostile.head


def test_the_comment_is_the_comparison_and_the_summary_says_the_same(hostile: Run) -> None:
    assert hostile.comment.startswith(f"{MARKER}\n")
    assert "**record of a source changed**" in hostile.comment
    summary = hostile.clone.parent / "summary.md"
    assert summary.read_text(encoding="utf-8") == hostile.comment
    printed = hostile.ended["Compare"].stdout.splitlines()
    assert [line.partition(" ")[0] for line in printed] == ["::notice"]


def test_the_preview_has_the_facts_of_the_request_and_the_templates_of_the_base(
    hostile: Run,
) -> None:
    preview = hostile.clone / "out/preview"
    sources = (preview / "briefings/aldra-ferry/sources/index.html").read_text(encoding="utf-8")
    assert "@everyone Fixes #1" in sources
    assert "<img src=x>" not in sources
    assert not any("stolen" in page.read_text("utf-8") for page in preview.rglob("*.html"))


def test_a_request_that_cannot_be_read_fails_and_says_so_in_the_comment(tmp_path: Path) -> None:
    run = pull_request(tmp_path, raw="title: [")
    assert run.ended["Compare"].returncode == 2
    assert "could not be compared" in run.comment
    assert "no changes" not in run.comment


def test_a_request_that_changes_no_facts_leaves_an_empty_comment(tmp_path: Path) -> None:
    run = pull_request(tmp_path)
    assert run.ended["Compare"].returncode == 0
    assert run.comment == ""


def posted(
    folder: Path, *, comment: str, number: str = NUMBER, head: str = "abc", theirs: str = MARKER
) -> tuple[int, list[str], str]:
    """What the second workflow does: its exit code, the writing requests it makes, and the text it posts."""
    forge, work = folder / "forge", folder / "work"
    (forge / "artifact").mkdir(parents=True)
    work.mkdir()
    (forge / "artifact/number").write_text(number, encoding="utf-8")
    (forge / "artifact/comment.md").write_text(comment, encoding="utf-8")
    (forge / "head").write_text(f"{head}\n", encoding="utf-8")
    written = [
        {"id": 1, "user": {"login": "stranger"}, "body": f"{MARKER} mine"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": f"{theirs}\nold"},
    ]
    (forge / "comments.json").write_text(json.dumps(written), encoding="utf-8")
    programs = folder / "bin"
    programs.mkdir()
    (programs / "gh").write_text(FAKE_GH, encoding="utf-8")
    (programs / "gh").chmod(0o755)
    (script,) = steps("facts-comment.yml").values()
    env = {"PATH": f"{programs}:{os.environ['PATH']}", "FORGE": str(forge), "MARKER": MARKER}
    env |= {"GH_REPO": "o/r", "RUN": "1", "COMMIT": "abc"}
    done = shell(script, work, **env)
    requests = (forge / "requests").read_text(encoding="utf-8").splitlines()
    sent = forge / "posted"
    text = sent.read_text(encoding="utf-8") if sent.exists() else ""
    return done.returncode, [line for line in requests if "--method" in line], text


@pytest.mark.parametrize(
    ("comment", "theirs", "request_made"),
    [
        ("new", MARKER, "PATCH repos/o/r/issues/comments/2 "),
        ("new", "no mark", "POST repos/o/r/issues/7/comments "),
        ("", MARKER, "DELETE repos/o/r/issues/comments/2"),
        ("", "no mark", ""),
    ],
)
def test_one_comment_is_made_updated_and_removed_and_strangers_are_left_alone(
    tmp_path: Path, comment: str, theirs: str, request_made: str
) -> None:
    code, requests, text = posted(tmp_path, comment=comment, theirs=theirs)
    assert code == 0
    assert len(requests) == bool(request_made)
    assert all(f"--method {request_made}" in line for line in requests)
    assert text == comment


@pytest.mark.parametrize(
    ("number", "head", "code"),
    [("7; touch pwned", "abc", 1), ("../9", "abc", 1), ("", "abc", 1), ("7", "other", 0)],
)
def test_a_number_that_is_none_or_of_another_request_posts_nothing(
    tmp_path: Path, number: str, head: str, code: int
) -> None:
    ended, requests, _ = posted(tmp_path, comment="new", number=number, head=head)
    assert (ended, requests) == (code, [])
    assert not list(tmp_path.rglob("pwned"))


def test_a_comment_that_a_stranger_made_too_long_is_cut(tmp_path: Path) -> None:
    _, _, text = posted(tmp_path, comment="x" * 100_000)
    assert len(text) == 65_000


def test_the_stand_in_for_the_forge_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    program = tmp_path / "gh"
    program.write_text(FAKE_GH, encoding="utf-8")
    assert shell("bash gh api user", tmp_path, FORGE=str(tmp_path)).returncode == 9
    assert factory.facts(HOSTILE) != factory.facts()
