"""A published file is used again where it is only if nobody has touched it since it was stamped."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cache import stamps

TEXT = b"<p>as it was written</p>"
PATH = "briefings/one/index.html"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A site with one file."""
    path = tmp_path / "site" / PATH
    path.parent.mkdir(parents=True)
    path.write_bytes(TEXT)
    return tmp_path / "site"


def sealed(published: Path) -> dict[str, stamps.Stamp]:
    """The stamps of the site, published a while after its files were written."""
    time.sleep(2 * stamps.TICK / 1e9)
    return stamps.taken(str(published), [PATH], time.time_ns())


def placed(published: Path, known: dict[str, stamps.Stamp], out: Path) -> tuple[bytes, bool]:
    """What stands in the new folder, and whether it is the published file itself."""
    untouched = stamps.untouched(str(published), known)
    stamps.place(str(out), str(published), [(PATH, lambda: TEXT)], untouched)
    there = published / PATH
    return (out / PATH).read_bytes(), there.exists() and there.samefile(out / PATH)


def test_a_file_that_nobody_touched_gets_a_second_name(published: Path, tmp_path: Path) -> None:
    assert placed(published, sealed(published), tmp_path / "new") == (TEXT, True)


def _rewritten(path: Path) -> None:
    before = path.stat()
    with path.open("r+b") as file:
        file.write(TEXT.upper())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replaced(path: Path) -> None:
    before = path.stat()
    path.unlink()
    path.write_bytes(TEXT.upper())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _linked(path: Path) -> None:
    other = path.rename(path.with_name("other.html"))
    path.symlink_to(other)


@pytest.mark.parametrize("touch", [_rewritten, _replaced, _linked, Path.unlink, Path.touch])
def test_a_file_that_somebody_touched_is_written_anew(
    published: Path, tmp_path: Path, touch: Callable[[Path], object]
) -> None:
    known = sealed(published)
    touch(published / PATH)
    assert placed(published, known, tmp_path / "new") == (TEXT, False)


def test_a_file_touched_after_it_was_looked_at_is_written_anew(
    published: Path, tmp_path: Path
) -> None:
    untouched = stamps.untouched(str(published), sealed(published))
    (published / PATH).write_bytes(TEXT.upper())
    stamps.place(str(tmp_path / "new"), str(published), [(PATH, lambda: TEXT)], untouched)
    assert (tmp_path / "new" / PATH).read_bytes() == TEXT


def test_a_file_written_after_the_site_was_published_has_no_stamp(published: Path) -> None:
    moment = time.time_ns()
    time.sleep(2 * stamps.TICK / 1e9)
    (published / PATH).write_bytes(TEXT.upper())
    assert stamps.taken(str(published), [PATH], moment) == {}


def test_a_file_that_was_just_written_is_looked_at_again_a_tick_later(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(stamps.time, "sleep", waited.append)
    later = time.time_ns() + 10**9
    (published / PATH).write_bytes(TEXT.upper())
    assert stamps.taken(str(published), [PATH], later)
    assert waited == [stamps.TICK / 1e9]
    # Who takes it away meanwhile leaves none.
    monkeypatch.setattr(stamps.time, "sleep", lambda _: (published / PATH).unlink(missing_ok=True))
    (published / PATH).write_bytes(TEXT)
    assert stamps.taken(str(published), [PATH], later) == {}


def test_nobody_waits_for_files_that_have_been_there_for_a_while(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    time.sleep(2 * stamps.TICK / 1e9)
    monkeypatch.delattr(stamps.time, "sleep")
    assert [*stamps.taken(str(published), [PATH, "gone"], time.time_ns())] == [PATH]


def test_a_site_is_sealed_a_tick_after_its_last_file_was_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(stamps.time, "sleep", waited.append)
    now = time.time_ns()
    monkeypatch.setattr(stamps.time, "time_ns", lambda: now)
    # A clock that was set back makes nobody wait for long.
    for written in (now - stamps.TICK, now - stamps.TICK // 2, now, now + 10**12, 0):
        assert stamps.sealed(written) == now
    tick = stamps.TICK / 1e9
    assert waited == [0, tick / 2, tick, tick, 0]


def test_what_a_process_that_was_killed_left_in_the_new_folder_is_replaced(
    published: Path, tmp_path: Path
) -> None:
    left = tmp_path / "new" / PATH
    left.parent.mkdir(parents=True)
    left.write_bytes(TEXT[:5])
    assert placed(published, sealed(published), tmp_path / "new")[0] == TEXT
    assert (published / PATH).read_bytes() == TEXT
