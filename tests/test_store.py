"""What a build makes waits on disk for one transaction, and builds at once neither hinder nor mistake each other."""

from __future__ import annotations

import os
import sqlite3
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefgen.cache import store
from briefgen.cache.spool import Spool
from briefgen.cache.store import Store, open_store
from briefgen.plugin.keeping import Keeping

SIZE, COUNT = 1 << 16, 200


@pytest.fixture(autouse=True)
def _user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store is, or will be."""
    return tmp_path / "site" / "build.sqlite"


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """A store that is there at once and without a word."""
    found, notice = open_store(path, "maker")
    assert notice == ""
    yield found
    found.close()


def value(number: int) -> bytes:
    return number.to_bytes(2, "big") * (SIZE // 2)


def most_in_memory(kept: Store) -> int:
    """How many bytes there were at once in the values of a build, from the first that was made to the last that was saved."""
    tracemalloc.start()
    for number in range(COUNT):
        kept.keep_html(f"{number}", value(number))
    assert kept.html("7") == value(7)
    kept.save()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_of_what_a_build_makes_the_store_holds_a_few_values_at_most(path: Path) -> None:
    with opened(path) as kept:
        assert most_in_memory(kept) < 8 * SIZE
    with opened(path) as kept:
        assert [kept.html(f"{number}") for number in range(COUNT)] == [*map(value, range(COUNT))]


def test_values_that_are_held_would_be_noticed() -> None:
    kept = Store(None)
    assert most_in_memory(kept) > COUNT * SIZE
    kept.close()


def test_what_waits_has_no_name_and_is_gone_with_a_build_that_ends_before_it_saves(
    path: Path,
) -> None:
    with opened(path) as kept:
        kept.keep_html("old", value(1))
        kept.save()
    before = path.read_bytes()
    with opened(path) as kept:
        kept.keep_html("old", value(2))
        assert kept.html("old") == value(2)
        assert {one.name for one in path.parent.iterdir()} == {".gitignore", path.name}
    assert path.read_bytes() == before
    with opened(path) as kept:
        assert kept.html("old") == value(1)


def test_a_build_that_makes_values_keeps_no_other_from_saving_nor_loses_its_own(path: Path) -> None:
    with opened(path) as slow, opened(path) as quick:
        slow.keep_html("slow", value(1))
        quick.keep_html("quick", value(2))
        quick.save()
        assert slow.html("quick") == value(2)
        slow.save()
    with opened(path) as kept:
        assert (kept.html("slow"), kept.html("quick")) == (value(1), value(2))


def test_of_two_first_builds_at_once_one_makes_the_tables_and_both_keep(path: Path) -> None:
    path.parent.mkdir()
    first = sqlite3.connect(path, isolation_level=None)
    first.execute("BEGIN IMMEDIATE")
    found: list[tuple[Store, str]] = []

    def second() -> None:
        kept, notice = open_store(path, "maker")
        kept.keep_html("second", value(2))
        kept.save()
        kept.close()
        found.append((kept, notice))

    waiting = threading.Thread(target=second)
    # It finds an empty file, and waits for the right to write.
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()
    first.execute(f"PRAGMA application_id={store._MARK}")
    first.execute(f"PRAGMA user_version={store.LAYOUT}")
    for table in store.TABLES:
        first.execute(f"CREATE TABLE {table} {store._COLUMNS}")
    first.execute("COMMIT")
    first.close()
    waiting.join()
    ((kept, notice),) = found
    assert (notice, kept.damaged) == ("", False)
    with opened(path) as again:
        assert again.html("second") == value(2)


@pytest.mark.parametrize("held", [True, False])
def test_a_store_that_another_build_writes_for_long_is_not_taken_for_a_damaged_one(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, held: bool
) -> None:
    monkeypatch.setattr(store, "_WAIT", 0.05)
    with opened(path) as kept:
        kept.keep_html("old", value(1))
        kept.save()
    other = sqlite3.connect(path, isolation_level=None)
    with opened(path) as kept:
        if held:
            other.execute("BEGIN EXCLUSIVE")
        else:
            other.execute("UPDATE html SET value = 'other'")
        assert kept.html("old") is None
        assert kept.damaged is not held
    other.close()


def test_where_the_disk_takes_nothing_values_are_held_in_memory(tmp_path: Path) -> None:
    """A full disk costs memory, and no build."""
    values = [value(number) for number in range(3)]
    for folder, held in ((tmp_path, False), (tmp_path / "nowhere", True), (None, True)):
        spool = Spool(folder)
        places = [spool.put(one) for one in values]
        assert [isinstance(place, bytes) for place in places] == [held] * 3
        assert [spool.get(place) for place in places] == values
        spool.clear()


def _unreadable(kept: Store) -> None:
    """What waits can no longer be read, as where a disk fails."""
    assert kept._spool._file
    with open(os.devnull, "wb") as other:  # noqa: PTH123  # its number is what counts
        os.dup2(other.fileno(), kept._spool._file.fileno())


@pytest.mark.parametrize("fails", [True, False])
def test_a_disk_that_fails_when_all_is_kept_costs_the_cache_and_no_build(
    path: Path, caplog: pytest.LogCaptureFixture, *, fails: bool
) -> None:
    caplog.set_level("INFO")
    keeping = Keeping()
    keeping.store, _ = open_store(path, "maker")
    keeping.store.keep_html("page", b"x" * 1000)
    if fails:
        _unreadable(keeping.store)
    keeping.save()
    assert ("could not be written" in caplog.text) == fails
    after, notice = open_store(path, "maker")
    assert (after.html("page") is None, notice) == (fails, "")
    after.close()
