"""A folder of the site before becomes part of the next one only with the files that stand in the published site."""

from __future__ import annotations

import errno
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from briefgen.cache import spare, stamps
from briefgen.disk import publish
from tests import cachechanges
from tests.test_cache import build, content, different
from tests.test_publish import KILLS

PART = "briefings/one"
PATHS = {f"{PART}/index.html": b"<p>one</p>", f"{PART}/claims/index.html": b"<p>claims</p>"}
FIRST = min(PATHS)


class Site:
    """A published site beside its build cache, and the site that it replaced."""

    def __init__(self, folder: Path) -> None:
        self.cache, self.published, self.old = folder / "cache", folder / "site", folder / "old"
        self.new = folder / "new"
        for path, text in PATHS.items():
            (self.published / path).parent.mkdir(parents=True, exist_ok=True)
            (self.old / path).parent.mkdir(parents=True, exist_ok=True)
            (self.published / path).write_bytes(text)
            os.link(self.published / path, self.old / path)
        time.sleep(2 * stamps.TICK / 1e9)
        self.known = stamps.taken(str(self.published), PATHS, time.time_ns())

    @contextmanager
    def spare(self) -> Iterator[spare.Spare]:
        found = spare.open_spare(self.cache, self.published)
        assert found is not None
        yield found
        found.close()

    def keep(self) -> None:
        with self.spare() as kept:
            kept.keep(self.old, [PART])
        publish.discard(self.old)

    def take(self) -> frozenset[str]:
        """What a new build takes, looking at the published site as it does."""
        known = stamps.untouched(str(self.published), self.known)
        with self.spare() as kept:
            return kept.take(PART, str(self.new), known)

    def lying(self) -> Path:
        """The folder as it lies in the cache."""
        (found,) = (self.cache / spare.NAME).glob(f"*/{PART}")
        return found


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    return Site(tmp_path)


def files(folder: Path) -> dict[str, bytes]:
    """Path → bytes of every file, and path → nothing of every empty folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
        if path.is_file() or (path.is_dir() and not any(path.iterdir()))
    }


def test_a_folder_in_which_nothing_changed_is_moved_into_the_next_site(site: Site) -> None:
    site.keep()
    assert site.take() == {*PATHS}
    assert files(site.new) == PATHS
    for path in PATHS:
        assert (site.new / path).samefile(site.published / path)
    # And it is used once.
    assert not any(files(site.cache / spare.NAME).values())
    publish.discard(site.new)
    assert site.take() == frozenset()
    assert not site.new.exists()


def test_without_a_spare_nothing_is_taken(site: Site) -> None:
    assert site.take() == frozenset()
    assert files(site.new) == {}


def _added(folder: Path) -> None:
    (folder / "foreign.html").write_bytes(b"foreign")
    (folder / "foreign").mkdir()
    (folder / "foreign" / "index.html").write_bytes(b"foreign")
    (folder / "empty").mkdir()
    (folder / "link").symlink_to(folder.parent)


def _replaced(folder: Path) -> None:
    (folder / "index.html").unlink()
    (folder / "index.html").write_bytes(PATHS[f"{PART}/index.html"])


def _linked(folder: Path) -> None:
    (folder / "index.html").rename(folder.parent / "elsewhere.html")
    (folder / "index.html").symlink_to(folder.parent / "elsewhere.html")


def _a_folder_in_its_place(folder: Path) -> None:
    (folder / "index.html").unlink()
    (folder / "index.html").mkdir()


def _a_file_in_place_of_a_folder(folder: Path) -> None:
    (folder / "claims").rename(folder.parent / "claims")
    (folder / "claims").write_bytes(b"foreign")


def _a_link_in_place_of_a_folder(folder: Path) -> None:
    (folder / "claims").rename(folder.parent / "claims")
    (folder / "claims").symlink_to(folder.parent / "claims")


@pytest.mark.parametrize(
    ("touch", "left"),
    [
        (_added, {*PATHS}),
        (lambda folder: (folder / "index.html").unlink(), {f"{PART}/claims/index.html"}),
        (_replaced, {f"{PART}/claims/index.html"}),
        (_linked, {f"{PART}/claims/index.html"}),
        (_a_folder_in_its_place, {f"{PART}/claims/index.html"}),
        (_a_file_in_place_of_a_folder, {f"{PART}/index.html"}),
        (_a_link_in_place_of_a_folder, {f"{PART}/index.html"}),
    ],
    ids=["added", "removed", "replaced", "linked", "file", "folder", "folder linked"],
)
def test_what_somebody_did_to_a_spare_does_not_reach_the_site(
    site: Site, touch: Callable[[Path], object], left: set[str]
) -> None:
    site.keep()
    lying = site.lying()
    touch(lying)
    # A name that was removed is a change of the published file as well: look at what differs otherwise.
    site.known = stamps.taken(str(site.published), PATHS, time.time_ns() + stamps.TICK)
    assert site.take() == left
    # A folder that is wanted may be empty: its files are put there next.
    there = {path: text for path, text in files(site.new).items() if text}
    assert there == {path: PATHS[path] for path in left}
    assert files(site.published) == PATHS


def test_a_file_of_the_published_site_that_somebody_touched_is_not_taken(site: Site) -> None:
    site.keep()
    before = (site.published / FIRST).stat()
    (site.published / FIRST).write_bytes(PATHS[FIRST].upper())
    os.utime(site.published / FIRST, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert site.take() == {*PATHS} - {FIRST}
    assert not (site.new / FIRST).exists()


def test_a_file_touched_after_the_published_site_was_looked_at_is_not_taken(site: Site) -> None:
    site.keep()
    known = stamps.untouched(str(site.published), site.known)
    (site.published / FIRST).write_bytes(PATHS[FIRST].upper())
    with site.spare() as kept:
        assert kept.take(PART, str(site.new), known) == {*PATHS} - {FIRST}


def test_a_link_in_place_of_a_folder_of_the_cache_is_not_followed(
    site: Site, tmp_path: Path
) -> None:
    site.keep()
    lying = site.lying()
    lying.rename(tmp_path / "theirs")
    lying.symlink_to(tmp_path / "theirs")
    assert site.take() == frozenset()
    assert len(files(tmp_path / "theirs")) == len(PATHS)
    top = site.cache / spare.NAME
    top.rename(tmp_path / "top")
    top.symlink_to(tmp_path / "top")
    assert spare.open_spare(site.cache, site.published) is None


def test_what_the_new_site_has_already_stays(site: Site) -> None:
    site.keep()
    (site.new / PART).mkdir(parents=True)
    (site.new / PART / "index.html").write_bytes(b"new")
    assert site.take() == frozenset()
    assert files(site.new) == {FIRST.replace("claims/", ""): b"new"}


def test_the_spare_of_another_site_or_of_another_user_is_not_taken_but_removed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.keep()
    other = spare.open_spare(site.cache, tmp_path / "other")
    assert other is not None
    assert other.take(PART, str(site.new), site.known) == frozenset()
    other.close()
    with monkeypatch.context() as another:
        another.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
        assert site.take() == frozenset()
        with site.spare() as kept:
            kept.clear()
    assert files(site.cache / spare.NAME) == {}


def test_what_is_not_ours_in_the_folder_of_the_spare_stays(site: Site) -> None:
    site.keep()
    (site.cache / spare.NAME / "notes.txt").write_bytes(b"mine")
    with site.spare() as kept:
        kept.clear()
    assert files(site.cache / spare.NAME) == {"notes.txt": b"mine"}


HOLD = """
import sys, pathlib
from briefgen.cache import spare
held = spare.open_spare(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
print(held is not None, flush=True)
sys.stdin.read()
"""


def test_a_spare_is_one_builds_until_that_ends_or_is_killed(site: Site) -> None:
    command = [sys.executable, "-c", HOLD, str(site.cache), str(site.published)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"True\n"
        assert spare.open_spare(site.cache, site.published) is None
        other.kill()
        other.wait()
        with site.spare() as kept:
            assert kept is not None


def test_on_another_file_system_there_is_none(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EXDEV, "another file system")

    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "rename", refused)
        site.keep()
    assert not site.old.exists()
    assert site.take() == frozenset()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return cachechanges.chunked(tmp_path, monkeypatch)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Folder → how many of its files stood in the new site, of the last time that it was taken."""
    found: dict[str, int] = {}
    real = spare.Spare.take

    def noted(self: spare.Spare, part: str, out: str, wanted: dict[str, stamps.Stamp]) -> object:
        standing = real(self, part, out, wanted)
        found[part] = len(standing)
        return standing

    monkeypatch.setattr(spare.Spare, "take", noted)
    return found


def _change(root: Path, number: int) -> None:
    """Ends a definition with so many marks."""
    facts = root / "seeds" / "bren-ferry" / "facts.yml"
    text, count = re.subn(
        "Where the ferry lands!*",
        "Where the ferry lands" + "!" * number,
        facts.read_text(encoding="utf-8"),
    )
    assert count
    facts.write_text(text, encoding="utf-8")


def _folders(site: Path) -> set[Path]:
    return {path.relative_to(site) for path in site.rglob("*") if path.is_dir()}


def _lying(root: Path) -> list[Path]:
    return [path for path in (root / ".cache/briefgen/spare").rglob("*") if path.is_file()]


@pytest.mark.slow
def test_a_changed_fact_moves_the_other_briefings_from_one_site_to_the_next(
    root: Path, taken: dict[str, int]
) -> None:
    build(root)
    assert _lying(root) == []
    for number in range(1, 4):
        taken.clear()
        _change(root, number)
        with_cache, without = build(root), build(root, "without", cache=False)
        assert different(with_cache, without) == []
        assert _folders(root / "site") == _folders(root / "without")
        others = {part: count for part, count in taken.items() if part.startswith("briefings/")}
        assert "briefings/bren-ferry" not in others
        assert others
        # The first of these builds has nothing to take from.
        assert all(others.values()) is (number > 1)
        assert not list(root.glob(".site.*"))
    published = {path.stat().st_ino for path in (root / "site").rglob("*")}
    pages = [path for path in _lying(root) if "briefings" in path.parts]
    # No room is taken but by what Pagefind cut anew.
    assert pages
    assert all(path.stat().st_ino in published for path in pages)


SHARED = """
import os
from mkdocs.__main__ import cli
from briefgen.disk import helper
from briefgen.plugin import beside, resting

real, taken, placed, own = resting.Resting.place, helper._Taken.by_me, [], os.getpid()
beside.MANY, os.cpu_count = 0, lambda: 2
resting.Resting.place = lambda *given: (placed.append(given), real(*given))[1]
# All is left to the second process.
helper._Taken.by_me = lambda self, name: (
    name not in self._places if os.getpid() == own else taken(self, name)
)
cli(["build", "-q"], standalone_mode=False)
print(len(placed))
"""


@pytest.mark.slow
def test_a_page_that_a_second_process_has_put_into_its_place_is_not_written_again(
    root: Path,
) -> None:
    build(root)
    page = root / "site/briefings/aldra-ferry/claims/index.html"
    number = page.stat().st_ino
    # The first of these builds has no spare to take it from.
    for change in (1, 2):
        _change(root, change)
        command = [sys.executable, "-W", "ignore", "-c", SHARED]
        said = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
        assert said == "0\n"
        assert page.stat().st_ino == number


@pytest.mark.slow
def test_without_the_cache_or_with_dirty_there_is_no_spare(root: Path) -> None:
    build(root)
    _change(root, 1)
    build(root, cache=False)
    os.environ["BRIEFGEN_CACHE"] = "1"
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
    config.plugins.on_startup(command="build", dirty=True)
    mkdocs_build(config, dirty=True)
    assert _lying(root) == []
    build(root)
    build(root)
    assert _lying(root) != []


@pytest.mark.slow
def test_where_nothing_rests_the_spare_goes(root: Path) -> None:
    build(root)
    build(root)
    assert _lying(root) != []
    page = root / "docs" / "about.md"
    page.write_text("---\ntitle: Another\n---\n# About\n", encoding="utf-8")
    assert different(build(root), build(root, "without", cache=False)) == []
    assert [path for path in _lying(root) if "briefings" in path.parts] == []


@pytest.mark.slow
@pytest.mark.parametrize("done", [0, 1], ids=["before", "half-way"])
def test_a_build_killed_when_it_has_published_leaves_nothing_behind(
    root: Path, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    build(root)
    build(root)
    real = spare.Spare.keep

    def killed(self: spare.Spare, old: Path, parts: object) -> None:
        real(self, old, list(parts)[:done])  # type: ignore[call-overload]  # paths
        # As when a process ends.
        self.close()
        raise KeyboardInterrupt

    _change(root, 1)
    with monkeypatch.context() as broken:
        broken.setattr(spare.Spare, "keep", killed)
        with pytest.raises(KeyboardInterrupt):
            build(root)
    assert list(root.glob(".site.*"))
    _change(root, 2)
    assert different(build(root), build(root, "without", cache=False)) == []
    assert not list(root.glob(".site.*"))
    assert _lying(root) != []


@pytest.mark.slow
def test_killed_at_any_moment_a_build_that_moves_folders_leaves_a_whole_site(root: Path) -> None:
    build(root)
    _change(root, 1)
    started = time.monotonic()
    before = build(root)
    took = time.monotonic() - started
    chance = random.Random(9)  # noqa: S311  # moments, not secrets
    for number in range(2, KILLS + 2):
        _change(root, number)
        command = (sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "-q")
        environment = {**os.environ, "BRIEFGEN_CACHE": "1"}
        one = subprocess.Popen(command, cwd=root, stderr=subprocess.DEVNULL, env=environment)
        time.sleep(chance.uniform(0.4, 1.6) * took)
        one.kill()
        one.wait()
        # The old site or the new one, and nothing between.
        after, there = build(root, "without", cache=False), content(root / "site")
        assert [] in (different(there, before), different(there, after))
        assert different(before, after) != []
        before = there
    _change(root, KILLS + 2)
    assert different(build(root), build(root, "without", cache=False)) == []
    assert _folders(root / "site") == _folders(root / "without")
    assert not list(root.glob(".site.*"))
