"""The one file that runs git: trees and their history out of the objects of a repository, without a checkout.

Nothing here fetches, writes, runs a hook or follows a link. What a shallow clone does not hold is reported, not guessed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefgen.base.tree import SEEDS, Tree
from briefgen.changes.history import NO_HISTORY, History, State, trace
from briefgen.disk.intake import MAX_SNAPSHOT

_REGULAR = ("100644", "100755")
_GONE = "000000"


class GitError(Exception):
    """git is missing, the folder is no repository, or a revision cannot be read; the message says which."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id and the time it was committed, in seconds since 1970."""

    id: str
    time: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file in a commit's tree."""

    mode: str
    blob: str
    path: str


def _run(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git prints. Raises GitError."""
    git = shutil.which("git")
    if git is None:
        raise GitError("git is not installed")
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    safe = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager")
    # A list, no shell; revisions are resolved to commit ids before they get here.
    done = subprocess.run(  # noqa: S603
        [git, *safe, *arguments],
        cwd=root,
        input=stdin,
        env=environment,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise GitError(
            done.stderr.decode("utf-8", "replace").strip() or f"git {arguments[0]} failed"
        )
    return done.stdout


def resolve(root: Path, revision: str) -> str:
    """The full id of the commit that `revision` names. Raises GitError, and says where a shallow clone ends."""
    try:
        found = _run(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except GitError as problem:
        if "not a git repository" in str(problem) or "not installed" in str(problem):
            raise
        hint = ""
        if is_shallow(root):
            hint = "; this clone is shallow and lacks older commits: git fetch --unshallow"
        raise GitError(f"there is no revision “{revision}” here{hint}") from None
    return found.decode().split()[-1]


def is_shallow(root: Path) -> bool:
    """Whether the clone lacks the older part of its history."""
    return _run(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def tree_at(root: Path, revision: str) -> Tree:
    """The input files of the site in `root` as they were at `revision`. Raises GitError."""
    return _tree(root, _entries(root, resolve(root, revision)), {})


def _entries(root: Path, commit: str) -> list[_Entry]:
    """The files of a commit that belong to the site's input, with paths relative to the site."""
    prefix = _prefix(root)
    listed = _run(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{prefix}{SEEDS}/")
    found = []
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        if line:
            described, path = line.split("\t", 1)
            mode, _, blob = described.split(" ")
            path = path.removeprefix(prefix)
            parts = path.split("/")
            named = parts[2:] in (["facts.yml"], ["reviews.yml"])
            if named or (len(parts) == 4 and parts[2] == "sources"):
                found.append(_Entry(mode, blob, path))
    return found


def _prefix(root: Path) -> str:
    """Where the site lies in its repository: empty, or a path that ends with a slash."""
    return _run(root, "rev-parse", "--show-prefix").decode().rstrip("\n")


def _tree(root: Path, entries: Iterable[_Entry], known: Mapping[str, bytes]) -> Tree:
    """The tree of these entries; blobs in `known` are not read again."""
    entries = list(entries)
    regular = [entry for entry in entries if entry.mode in _REGULAR]
    refused = {e.path: "is not a regular file" for e in entries if e.mode not in _REGULAR}
    wanted = list(dict.fromkeys(e.blob for e in regular if e.blob not in known))
    contents = {**known, **dict(zip(wanted, _blobs(root, wanted), strict=True))}
    files = {}
    for entry in regular:
        if len(contents[entry.blob]) > MAX_SNAPSHOT:
            refused[entry.path] = f"is larger than {MAX_SNAPSHOT >> 20} MiB"
        else:
            files[entry.path] = contents[entry.blob]
    return Tree(files, refused)


def _blobs(root: Path, ids: list[str]) -> Iterator[bytes]:
    """The contents of blobs, in order. Raises GitError where the clone does not hold one."""
    if not ids:
        return
    output = _run(root, "cat-file", "--batch", stdin="".join(f"{id}\n" for id in ids).encode())
    position = 0
    for id in ids:
        end = output.index(b"\n", position)
        header = output[position:end].decode()
        if not re.fullmatch(r"[0-9a-f]+ blob \d+", header):
            raise GitError(f"the clone does not hold the object {id[:12]}")
        size = int(header.rpartition(" ")[2])
        yield output[end + 1 : end + 1 + size]
        position = end + 1 + size + 1


def history(root: Path, *, most: int) -> tuple[list[tuple[Commit, Tree]], bool]:
    """The fact files at each commit of the main line that touched the input, oldest first, and whether that is all there was.

    A merge counts as one step, at the time it was merged: that is when readers saw it. Raises GitError.
    """
    head = resolve(root, "HEAD")
    whole = not is_shallow(root)
    steps = _touched(root, head, most + 1)
    whole, steps = whole and len(steps) <= most, steps[:most]
    if not steps:
        return [], whole
    oldest = {e.path: e for e in _entries(root, steps[-1][0].id) if _is_facts(e.path)}
    states = [oldest]
    for _, changed in reversed(steps[:-1]):
        held = {**states[-1], **changed}
        states.append({path: entry for path, entry in held.items() if entry.mode != _GONE})
    wanted = {e.blob for held in states for e in held.values() if e.mode in _REGULAR}
    known = dict(zip(sorted(wanted), _blobs(root, sorted(wanted)), strict=True))
    commits = [commit for commit, _ in reversed(steps)]
    trees = [_tree(root, held.values(), known) for held in states]
    return list(zip(commits, trees, strict=True)), whole


def _touched(root: Path, head: str, most: int) -> list[tuple[Commit, dict[str, _Entry]]]:
    """The last commits that touched the input, newest first, each with the fact files that it changed; one run of git."""
    prefix = _prefix(root)
    form = ("--first-parent", "--diff-merges=first-parent", "--raw", "-z", "--no-abbrev")
    plain = ("--no-renames", "--no-relative", "--format=%H %ct", f"--max-count={most}")
    printed = _run(root, "log", *form, *plain, head, "--", f":(top){prefix}{SEEDS}")
    changed: dict[str, _Entry] = {}
    found: list[tuple[Commit, dict[str, _Entry]]] = []
    fields = iter(printed.decode("utf-8", "surrogateescape").split("\0"))
    # A path stands behind its description only, whatever characters it has.
    for field in fields:
        words = field.strip("\n").split(" ")
        if words[0].startswith(":"):
            path = next(fields).removeprefix(prefix)
            if _is_facts(path):
                changed[path] = _Entry(words[1], words[3], path)
        elif words != [""]:
            changed = {}
            found.append((Commit(words[0], int(words[1])), changed))
    return found


def _is_facts(path: str) -> bool:
    parts = path.split("/")
    return len(parts) == 3 and parts[0] == SEEDS and parts[2] == "facts.yml"


def read_history(root: Path, *, most: int = 100) -> History:
    """The history of the site in `root`; one that says it is missing where git cannot tell it."""
    try:
        steps, whole = history(root, most=most)
    except (GitError, OSError):
        return NO_HISTORY
    gap = "" if whole else "shallow" if is_shallow(root) else "long"
    states = [
        State(datetime.fromtimestamp(commit.time, UTC).date().isoformat(), commit.id, tree)
        for commit, tree in steps
    ]
    return trace(states, gap=gap) if states else NO_HISTORY


GAPS = {
    "none": "no git history is at hand, so pages show neither changes nor dates of claims",
    "shallow": "this clone is shallow, so older changes and dates are missing (git fetch --unshallow)",
    "long": "only the last 100 commits were read, so older changes and dates are missing",
}
"""What is missing from a history → one line for whoever builds."""
