"""Reading stays inside its folder: no link, device or pipe is opened, and no name means two files."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from briefgen.disk import intake
from briefgen.pipeline import check
from tests import factory

FOLDER = "seeds/aldra-ferry"


def _site(root: Path) -> Path:
    """A site with one valid briefing; its folder."""
    folder = root / FOLDER
    (folder / "sources").mkdir(parents=True)
    (folder / "facts.yml").write_text(factory.facts(), encoding="utf-8")
    (folder / "sources" / "notice.txt").write_bytes(factory.SOURCE.encode())
    return folder


def _secret(root: Path) -> Path:
    outside = root / "outside"
    (outside / "sources").mkdir(parents=True)
    for name in ("facts.yml", "sources/notice.txt"):
        (outside / name).write_text("secret", encoding="utf-8")
    return outside


def test_a_plain_site_is_read_whole(tmp_path: Path) -> None:
    _site(tmp_path)
    tree = intake.read_tree(tmp_path)
    assert sorted(tree.files) == [f"{FOLDER}/facts.yml", f"{FOLDER}/sources/notice.txt"]
    assert tree.refused == {}


@pytest.mark.parametrize("name", ["facts.yml", "sources/notice.txt"])
def test_a_link_in_the_place_of_a_file_is_refused(tmp_path: Path, name: str) -> None:
    path = _site(tmp_path) / name
    path.unlink()
    path.symlink_to(_secret(tmp_path) / name)
    tree = intake.read_tree(tmp_path)
    assert "symbolic link" in tree.refused[f"{FOLDER}/{name}"]
    assert b"secret" not in tree.files.values()


@pytest.mark.parametrize("place", ["seeds", FOLDER, f"{FOLDER}/sources"])
def test_nothing_behind_a_linked_folder_is_read(tmp_path: Path, place: str) -> None:
    _site(tmp_path)
    (tmp_path / place).rename(tmp_path / "moved")
    _secret(tmp_path)
    (tmp_path / place).symlink_to(tmp_path / "moved", target_is_directory=True)
    found = intake.read_tree(tmp_path).files
    assert not [path for path in found if path.startswith(place)]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    folder = _site(tmp_path)
    (folder / "again").symlink_to(folder, target_is_directory=True)
    (folder / "sources" / "self.txt").symlink_to("self.txt")
    tree = intake.read_tree(tmp_path)
    assert list(tree.refused) == [f"{FOLDER}/sources/self.txt"]
    assert len(tree.files) == 2


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    folder = _site(tmp_path)
    os.mkfifo(folder / "sources" / "pipe.txt")
    assert intake.read_tree(tmp_path).refused == {
        f"{FOLDER}/sources/pipe.txt": "is not a regular file"
    }


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _site(tmp_path)
    monkeypatch.chdir(folder / "sources")  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("s.txt")
        assert list(intake.read_tree(tmp_path).refused) == [f"{FOLDER}/sources/s.txt"]


def test_a_device_is_refused(tmp_path: Path) -> None:
    folder = _site(tmp_path)
    try:
        os.mknod(folder / "sources" / "zero.txt", 0o600 | 0o020000, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("making a device needs more rights than this process has")
    assert list(intake.read_tree(tmp_path).refused) == [f"{FOLDER}/sources/zero.txt"]


def test_a_file_that_becomes_a_link_after_the_check_is_not_followed(tmp_path: Path) -> None:
    """The swap happens between the look at the folder and the opening of the file."""
    notice = _site(tmp_path) / "sources" / "notice.txt"
    for path, entry, held in intake._walk(tmp_path, "seeds"):
        if path.endswith("notice.txt"):
            notice.rename(tmp_path / "moved")
            notice.symlink_to(_secret(tmp_path) / "sources" / "notice.txt")
            assert "cannot be opened" in str(intake._read(held, entry.name))
            break
    else:
        raise AssertionError("the file was not seen")


def test_a_folder_that_becomes_a_link_after_the_check_is_read_as_it_was(tmp_path: Path) -> None:
    """The folder that was looked at is held: what is read is in it, not in what has its path now."""
    sources = _site(tmp_path) / "sources"
    for path, entry, held in intake._walk(tmp_path, "seeds"):
        if path.endswith("notice.txt"):
            sources.rename(tmp_path / "moved")
            sources.symlink_to(_secret(tmp_path) / "sources", target_is_directory=True)
            assert sources.joinpath("notice.txt").read_bytes() == b"secret"
            assert intake._read(held, entry.name) == factory.SOURCE.encode()
            break
    else:
        raise AssertionError("the file was not seen")


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    folder = _site(tmp_path)
    with (folder / "sources" / "big.txt").open("wb") as file:
        file.truncate(intake.MAX_SNAPSHOT + 1)
    with (folder / "sources" / "large.txt").open("wb") as file:
        file.truncate(intake.MAX_SNAPSHOT)
    tree = intake.read_tree(tmp_path)
    assert "larger than" in tree.refused[f"{FOLDER}/sources/big.txt"]
    assert len(tree.files[f"{FOLDER}/sources/large.txt"]) == intake.MAX_SNAPSHOT


def test_no_folder_stays_open(tmp_path: Path) -> None:
    """Neither after all was read, nor where reading ends early."""
    _site(tmp_path)
    listed = Path("/proc/self/fd")
    if not listed.is_dir():
        pytest.skip("this system does not list what is open")
    before = len([*listed.iterdir()])
    intake.read_tree(tmp_path)
    walk = intake._walk(tmp_path, "seeds")
    next(walk)
    assert len([*listed.iterdir()]) > before
    walk.close()
    assert len([*listed.iterdir()]) == before


@pytest.mark.parametrize(
    ("one", "other"), [("Notice.txt", "notice.txt"), ("\u00e9.txt", "e\u0301.txt")]
)
def test_two_names_that_some_system_takes_for_one_are_not_both_read(
    tmp_path: Path, one: str, other: str
) -> None:
    folder = _site(tmp_path) / "sources"
    for name in (one, other):
        (folder / name).write_text("text", encoding="utf-8")
    if len(list(folder.iterdir())) < 2:
        pytest.skip("this file system takes them for one")
    refused = intake.read_tree(tmp_path).refused
    assert [reason for reason in refused.values() if "but for case or accents" in reason]


@pytest.mark.parametrize(
    "path",
    [
        "../notice.txt",
        "sources/../../other/sources/notice.txt",
        "sources/..txt",
        "/etc/passwd",
        "~/notice.txt",
        "sources//notice.txt",
        "sources/./notice.txt",
        "\\\\\\\\host\\\\share.txt",
        "C:/notice.txt",
        "sources\\\\notice.txt",
        "sources/notice",
        "sources/a/b.txt",
        "sources/.hidden.txt",
        "sources/con.txt",
        "sources/NUL.a.txt",
        "sources/com1.txt",
        "file:///etc/passwd",
        "sources/n\u00f6tice.txt",
        "sources/notice.txt ",
    ],
)
def test_a_path_that_leaves_its_folder_or_is_odd_is_refused(path: str) -> None:
    found = factory.found(("snapshot: sources/notice.txt", f'snapshot: "{path}"'))
    assert [(d.code.code, d.span.line > 1) for d in found] == [("BG209", True)]


def test_a_path_with_nul_is_refused() -> None:
    assert "BG102" in factory.codes(("sources/notice.txt", '"sources/a\\0.txt"'))


@pytest.mark.parametrize(
    "id",
    ["index", "404", "search", "assets", "sitemap", "con", "nul", "lpt9", "A", "a.b", "é", "-a"],
)
def test_a_folder_that_cannot_be_an_address_everywhere_is_refused(id: str) -> None:
    found = check(factory.tree(id=id)).diagnostics
    assert [d.code.code for d in found] == ["BG205"]


@pytest.mark.parametrize("control", ["\0", "\x02", "\x1b", "\x7f", "\x9b", "\ufffe"])
def test_an_archived_text_with_a_control_character_is_not_shown(control: str) -> None:
    source = factory.SOURCE.replace("Advertisement", f"Adver{control}tisement")
    assert "BG305" in factory.codes(source=source)


def test_an_archived_text_may_hold_marks_of_direction() -> None:
    source = factory.SOURCE.replace("4 May", "\u200f4\u200e May\f")
    assert "BG305" not in factory.codes(source=source)
