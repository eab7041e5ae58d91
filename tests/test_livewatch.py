"""What a live preview leaves out, it leaves out only where nothing changed."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from briefgen.plugin import livewatch
from briefgen.plugin.livewatch import Rebuilding, empty


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is watched, with a file two levels down."""
    (tmp_path / "seeds" / "bren").mkdir(parents=True)
    (tmp_path / "seeds" / "bren" / "facts.yml").write_text("title: The pier\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Harbours\n")
    return tmp_path


@pytest.fixture
def built() -> list[str]:
    """One entry for each rebuild."""
    return []


@pytest.fixture
def rebuild(folder: Path, built: list[str]) -> Rebuilding:
    paths = [str(folder / "seeds"), str(folder / "mkdocs.yml"), str(folder / "not-there")]
    return Rebuilding(lambda: built.append("built"), paths)


def test_where_nothing_changed_since_the_last_rebuild_nothing_is_rebuilt(
    rebuild: Rebuilding, built: list[str]
) -> None:
    rebuild()
    rebuild()
    assert built == ["built"]


@pytest.mark.parametrize("name", ["seeds/bren/facts.yml", "seeds/new.txt", "mkdocs.yml"])
def test_every_written_new_or_deleted_file_is_a_reason_to_rebuild(
    folder: Path, rebuild: Rebuilding, built: list[str], name: str
) -> None:
    rebuild()
    (folder / name).write_text("other\n")
    rebuild()
    os.utime(folder / name, ns=(1, 1))
    rebuild()
    (folder / name).unlink()
    rebuild()
    assert len(built) == 4


def test_a_change_while_a_rebuild_goes_on_counts_for_the_next(
    folder: Path, built: list[str]
) -> None:
    facts = folder / "seeds" / "bren" / "facts.yml"

    def build() -> None:
        built.append(facts.read_text())
        facts.write_text("title: The other pier\n")

    rebuild = Rebuilding(build, [str(folder / "seeds")])
    rebuild()
    rebuild()
    assert built == ["title: The pier\n", "title: The other pier\n"]


def test_a_rebuild_that_failed_is_tried_again(folder: Path, built: list[str]) -> None:
    def build() -> None:
        built.append("tried")
        if len(built) == 1:
            raise OSError("the disk is full")

    rebuild = Rebuilding(build, [str(folder)])
    with pytest.raises(OSError, match="full"):
        rebuild()
    rebuild()
    rebuild()
    assert len(built) == 2


def test_a_file_that_was_just_emptied_is_waited_for(folder: Path, built: list[str]) -> None:
    facts = folder / "seeds" / "bren" / "facts.yml"
    rebuild = Rebuilding(lambda: built.append(facts.read_text()), [str(folder)])
    facts.write_text("")
    writing = threading.Timer(0.05, facts.write_text, ["title: The new pier\n"])
    writing.start()
    rebuild()
    writing.join()
    assert built == ["title: The new pier\n"]


def test_a_file_that_stays_empty_is_built_as_it_is_and_waited_for_once(
    folder: Path, built: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = folder / "seeds" / "bren" / "facts.yml"
    rebuild = Rebuilding(lambda: built.append(facts.read_text()), [str(folder)])
    facts.write_text("")
    monkeypatch.setattr(livewatch, "EMPTIED", 0.01)
    rebuild()
    assert built == [""]
    (folder / "mkdocs.yml").write_text("site_name: Ferries\n")
    # Whoever waited for it again would not come back from here.
    monkeypatch.setattr(livewatch, "EMPTIED", 3_600)
    rebuild()
    assert built == ["", ""]


def test_a_folder_is_empty_at_once_and_what_was_in_it_goes(tmp_path: Path) -> None:
    site = tmp_path / "out" / "site"
    (site / "briefings").mkdir(parents=True)
    (site / "briefings" / "index.html").write_text("old")
    empty(site)
    assert list(site.iterdir()) == []
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_folder_that_is_not_there_is_left_to_the_site_builder(tmp_path: Path) -> None:
    empty(tmp_path / "not-there")
    assert list(tmp_path.iterdir()) == []
