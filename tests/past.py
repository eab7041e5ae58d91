"""A site with a past: a git repository whose commits edit, rename, merge, retract, correct and move."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests import factory
from tests.conftest import ROOT, copy_site

START = 1_700_000_000
DAY = 86_400
FLIP = (
    "will not run in March.\n    kind",
    "will run in March.\n    basis: It will not run, said the notice that was withdrawn.\n    kind",
)
_KNOWN = ("known: It will not run in March.", "known: It will run in March.")
_RENAME = ("  council-meeting:\n", "  council-date:\n    formerly: [council-meeting]\n")
_RETRACT = ("    kind: forecast", "    status: retracted\n    kind: forecast")
_LISTED = "{claims: [no-ferry], kind: correction, date: '2023-11-26', was: It stands still., now: It runs.}"
_CORRECTION = ("bottom_line:", f"corrections:\n  - {_LISTED}\nbottom_line:")


def day(number: int) -> str:
    """The day of commit `number`."""
    return datetime.fromtimestamp(START + number * DAY, UTC).date().isoformat()


def commit(repo: Path, message: str, *, when: int = START) -> None:
    """Commits everything, at a time of the caller's."""
    subprocess.run([*_GIT, "add", "-A"], cwd=repo, check=True)
    _dated(repo, when, "commit", "-q", "--allow-empty", "-m", message)


def _dated(repo: Path, when: int, *arguments: str) -> None:
    stamp = {"GIT_COMMITTER_DATE": f"{when} +0000", "GIT_AUTHOR_DATE": f"{when} +0000"}
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **stamp}
    subprocess.run([*_GIT, *arguments], cwd=repo, check=True, env=environment)


_GIT = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org"]


def place(repo: Path, *changes: tuple[str, str], id: str = "aldra-ferry") -> None:
    """Writes the site's input into the working tree."""
    for path, content in factory.tree(*changes, id=id).files.items():
        (repo / path).parent.mkdir(parents=True, exist_ok=True)
        (repo / path).write_bytes(content)


def made(repo: Path) -> Path:
    """A site with thirty commits: edits, a renamed claim, a merge, a retraction, a correction, a moved folder."""
    copy_site(ROOT / "tests" / "sites" / "three", repo)
    shutil.rmtree(repo / "seeds")
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=repo, check=True)

    def step(number: int, *edits: tuple[str, str], id: str = "aldra-ferry") -> None:
        place(repo, *edits, id=id)
        commit(repo, f"step {number}", when=START + number * DAY)

    step(0)
    step(1, FLIP, _KNOWN)
    done = [FLIP, _KNOWN, _CORRECTION]
    step(2, *done)
    for number in range(3, 12):
        step(number, *done, ("unsigned notice.", f"unsigned notice, read {number} times."))
    done.append(_RENAME)
    step(12, *done)
    subprocess.run(["git", "checkout", "-q", "-b", "side"], cwd=repo, check=True)
    step(13, *done, ("reliability: A", "reliability: B"))
    step(14, *done, ("reliability: A", "reliability: C"))
    subprocess.run(["git", "checkout", "-q", "main"], cwd=repo, check=True)
    commit(repo, "elsewhere", when=START + 15 * DAY)
    _dated(repo, START + 16 * DAY, "merge", "-q", "--no-ff", "-m", "merge", "side")
    done += [("reliability: A", "reliability: C"), _RETRACT]
    step(17, *done)
    (repo / "seeds/aldra-ferry").rename(repo / "seeds/aldra-boat")
    commit(repo, "moved", when=START + 18 * DAY)
    for number in range(19, 30):
        step(number, *done, ("title: A notice", f"title: A notice {number}"), id="aldra-boat")
    return repo
