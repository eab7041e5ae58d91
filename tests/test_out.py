"""`briefgen build --out`: the pages as plain Markdown on disk, and nothing of the author's touched."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from briefgen.disk import outfolder
from tests.conftest import ROOT, briefgen, copy_site

THREE = ROOT / "tests" / "sites" / "three"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with its pages on disk; read only."""
    copied = copy_site(THREE, tmp_path_factory.mktemp("written") / "three")
    briefgen("build", "--out", "out", cwd=copied)
    return copied


@pytest.fixture
def site(written: Path, tmp_path: Path) -> Path:
    """A copy of it to change and write again."""
    return shutil.copytree(written, tmp_path / "three")


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_writes_nothing(site: Path) -> None:
    before = times(site / "out")
    printed = briefgen("build", "--out", "out", cwd=site).stdout
    assert times(site / "out") == before
    assert " 0 written" in printed


def test_a_changed_title_rewrites_the_pages_that_show_it_only(site: Path) -> None:
    before = times(site / "out")
    facts = site / "seeds" / "minato-ferry" / "facts.yml"
    text = facts.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("title:"))
    facts.write_text(text.replace(line, f"{line}。", 1), encoding="utf-8")
    briefgen("build", "--out", "out", cwd=site)
    changed = [path for path, when in times(site / "out").items() if before.get(path) != when]
    assert changed
    assert not [path for path in changed if "harbour-bridge" in path or "marsa-port" in path]


def test_pages_of_a_removed_briefing_go_away_and_other_files_stay(site: Path) -> None:
    mine = site / "out" / "briefings" / "marsa-port" / "notes.md"
    mine.write_text("mine\n", encoding="utf-8")
    (site / "seeds" / "marsa-port" / "facts.yml").unlink()
    (site / "seeds" / "marsa-port" / "sources" / "khabar.txt").unlink()
    briefgen("build", "--out", "out", cwd=site)
    left = sorted(path.name for path in (site / "out" / "briefings" / "marsa-port").rglob("*"))
    assert left == ["notes.md"]
    assert mine.read_text(encoding="utf-8") == "mine\n"


def test_an_authors_file_at_a_pages_address_is_reported_and_kept(tmp_path: Path) -> None:
    site = copy_site(THREE, tmp_path / "three")
    (site / "out").mkdir()
    (site / "out" / "questions.md").write_text("mine\n", encoding="utf-8")
    done = briefgen("build", "--out", "out", cwd=site, check=False)
    assert done.returncode == 1
    assert "BG603" in done.stdout
    assert (site / "out" / "questions.md").read_text(encoding="utf-8") == "mine\n"


def test_a_page_edited_by_hand_is_reported_and_kept(site: Path) -> None:
    page = site / "out" / "questions.md"
    page.write_text("edited\n", encoding="utf-8")
    for _ in range(2):
        done = briefgen("build", "--out", "out", cwd=site, check=False)
        assert "was edited after it was generated" in done.stdout
    assert page.read_text(encoding="utf-8") == "edited\n"


def test_a_broken_fact_file_writes_nothing(site: Path) -> None:
    before = times(site / "out")
    (site / "seeds" / "marsa-port" / "facts.yml").write_text("schema: 1\n", encoding="utf-8")
    done = briefgen("build", "--out", "out", cwd=site, check=False)
    assert done.returncode == 1
    assert times(site / "out") == before


def laid(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.startswith(".briefgen-laid")]


def test_no_page_is_left_beside_its_place(site: Path) -> None:
    assert laid(site / "out") == []
    (site / "seeds" / "marsa-port" / "facts.yml").write_text("schema: 1\n", encoding="utf-8")
    briefgen("build", "--out", "out", cwd=site, check=False)
    briefgen("build", "--out", "new/out", cwd=site, check=False)
    assert laid(site / "out") == []
    # A folder that was made for nothing is not left either.
    assert not (site / "new").exists()


def test_what_a_killed_build_left_goes_away_when_it_is_old(site: Path) -> None:
    young, old = site / "out" / ".briefgen-laid-young", site / "out" / ".briefgen-laid-old"
    for folder in (young, old):
        folder.mkdir()
        (folder / "page").write_text("half\n", encoding="utf-8")
    long_ago = time.time() - 10_000
    os.utime(old, (long_ago, long_ago))
    briefgen("build", "--out", "out", cwd=site)
    assert laid(site / "out") == [young]


def test_the_list_of_files_is_json_in_the_order_of_paths(site: Path) -> None:
    listed = (site / "out" / outfolder.MANIFEST).read_text(encoding="utf-8")
    assert listed == json.dumps(json.loads(listed), indent=1, sort_keys=True) + "\n"
    assert all((site / "out" / path).is_file() for path in json.loads(listed))


def test_pages_for_an_empty_folder_are_moved_together(tmp_path: Path) -> None:
    out = tmp_path / "out"
    raw = {"index.md": b"one\n", "briefings/x/sources/a.md": b"two\n"}
    with outfolder.laying(out) as laid:
        pages = [laid.page(uri, content) for uri, content in raw.items()]
        assert not (out / "briefings").exists()
        done = outfolder.write(out, pages, {"assets/a.css": b"three\n"}, laid)
    assert done.written == ("assets/a.css", "briefings/x/sources/a.md", "index.md")
    held = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != outfolder.MANIFEST
    }
    assert held == raw | {"assets/a.css": b"three\n"}


def test_what_came_into_the_folder_meanwhile_is_reported_and_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with outfolder.laying(out) as laid:
        pages = [laid.page(uri, b"ours\n") for uri in ("index.md", "briefings/x/a.md")]
        (out / "index.md").write_bytes(b"mine\n")
        done = outfolder.write(out, pages, {}, laid)
    assert [problem.span.path for problem in done.problems] == ["index.md"]
    assert done.written == ("briefings/x/a.md",)
    assert (out / "index.md").read_bytes() == b"mine\n"
    assert (out / "briefings/x/a.md").read_bytes() == b"ours\n"
