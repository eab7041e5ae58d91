"""A build is whole or absent: killed at any moment, it leaves the old site or the new one, never a mixture.

BRIEFGEN_KILLS says how many builds are killed (`make kill`: 50).
"""

from __future__ import annotations

import http.client
import itertools
import os
import random
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefgen.disk import publish
from tests import factory
from tests.conftest import mkdocs

KILLS = int(os.environ.get("BRIEFGEN_KILLS", "4"))
CONFIG = """\
site_name: {name}
theme: {{name: material, font: false}}
plugins: [search, briefgen]
markdown_extensions: [attr_list, def_list, md_in_html, briefgen.literal]
"""


def _site(root: Path) -> Path:
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "about.md").write_text("# About\n", encoding="utf-8")
    sources = root / "seeds" / "aldra-ferry" / "sources"
    sources.mkdir(parents=True)
    (sources.parent / "facts.yml").write_text(factory.facts(), encoding="utf-8")
    (sources / "notice.txt").write_bytes(factory.SOURCE.encode())
    _name(root, "edition-0")
    return root


def _name(root: Path, name: str) -> None:
    (root / "mkdocs.yml").write_text(CONFIG.format(name=name), encoding="utf-8")


def _editions(site: Path, count: int) -> set[bytes]:
    """The edition that each page of the site is of, and whether it is whole."""
    found: set[bytes] = set()
    for page in sorted(site.rglob("*.html")):
        content = page.read_bytes()
        assert content.rstrip().endswith(b"</html>"), f"{page} is cut off"
        found |= {b"edition-%d" % n for n in range(count) if b"edition-%d<" % n in content}
    return found


PAGES = ("briefings/aldra-ferry/claims/", "briefings/aldra-ferry/", "about/", "")


class _Visitor(threading.Thread):
    """Asks a web server for one page after the other, and notes each answer that is no whole page of one edition."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address = address
        self.stop = threading.Event()
        self.wrong: list[str] = []
        self.read = 0
        self.editions: set[bytes] = set()

    def run(self) -> None:
        for page in itertools.cycle(PAGES):
            if self.stop.wait(0.002):
                return
            try:
                with urllib.request.urlopen(self.address + page) as answer:  # noqa: S310  # our own server
                    content = answer.read()
            except (OSError, http.client.HTTPException) as problem:
                self.wrong.append(f"{page}: {problem}")
                continue
            self.read += 1
            found = set(re.findall(rb"edition-\d+", content))
            self.editions |= found
            if len(found) != 1 or not content.rstrip().endswith(b"</html>"):
                self.wrong.append(f"{page}: {len(content)} bytes of {found}")


@contextmanager
def _server(folder: Path, *, inside: bool = False) -> Iterator[str]:
    """The address of a web server, a process of its own, that serves `folder`; `inside`: that has it open as its own folder."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory"]
    command += ["." if inside else str(folder)]
    with subprocess.Popen(
        command,
        cwd=folder if inside else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            port = re.search(r"port (\d+)", server.stdout.readline())
            assert port is not None
            yield f"http://127.0.0.1:{port[1]}/"
        finally:
            server.kill()


@pytest.mark.slow
def test_a_killed_build_leaves_a_whole_site_to_whoever_visits_it(tmp_path: Path) -> None:
    root = _site(tmp_path)
    started = time.monotonic()
    mkdocs("build", "-q", cwd=root)
    whole = time.monotonic() - started
    chance = random.Random(6)  # noqa: S311  # moments, not secrets
    with _server(root / "site") as address:
        visitor = _Visitor(address)
        visitor.start()
        for number in range(1, KILLS + 1):
            _name(root, f"edition-{number}")
            command = (sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "-q")
            build = subprocess.Popen(command, cwd=root, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.3, 1.1) * whole)
            build.kill()
            build.wait()
            assert len(_editions(root / "site", KILLS + 2)) == 1
        _name(root, f"edition-{KILLS + 1}")
        mkdocs("build", "-q", cwd=root)
        time.sleep(0.1)
        visitor.stop.set()
        visitor.join()
    assert visitor.read > KILLS
    assert visitor.wrong == []
    # One edition at the beginning, one at the end, and what was finished before its build was killed.
    assert {b"edition-0", b"edition-%d" % (KILLS + 1)} <= visitor.editions
    assert _editions(root / "site", KILLS + 2) == {b"edition-%d" % (KILLS + 1)}
    assert not list(root.glob(".site.*"))


def test_a_server_that_holds_the_folder_open_loses_it(tmp_path: Path) -> None:
    """The documented limit: such a server finds nothing any more, and never half a page."""
    site = _folder(tmp_path / "site", a="edition-0")
    (site / "index.html").write_text("<html>edition-0</html>", encoding="utf-8")
    with _server(site) as by_name, _server(site, inside=True) as by_handle:
        for address in (by_name, by_handle):
            assert b"edition-0" in urllib.request.urlopen(f"{address}a/").read()  # noqa: S310  # our own server
        publish.publish(_folder(tmp_path / "new", a="edition-1"), site)
        assert b"edition-1" in urllib.request.urlopen(f"{by_name}a/").read()  # noqa: S310  # our own server
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{by_handle}a/")  # noqa: S310  # our own server


def test_a_build_with_wrong_facts_leaves_the_old_site(tmp_path: Path) -> None:
    root = _site(tmp_path)
    mkdocs("build", "-q", cwd=root)
    before = {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}
    facts = root / "seeds" / "aldra-ferry" / "facts.yml"
    facts.write_text(factory.facts(("will not run", "will run")), encoding="utf-8")
    assert mkdocs("build", "-q", cwd=root, check=False).returncode == 1
    after = {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}
    assert after == before


UNUSED = """\
references:
  harbour-plan:
    title: Harbour plan
    publisher: Aldra Harbour
    published: "2030"
    url: https://example.org/plan
    reliability: A
    access: opened
"""


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        ("seeds/aldra-ferry/facts.yml", "references:\n", UNUSED),
        ("docs/about.md", "# About\n", "# About\n\n[gone](nowhere.md)\n"),
    ],
    ids=["a warning of ours", "a broken link"],
)
def test_a_strict_build_with_warnings_leaves_the_old_site(
    tmp_path: Path, place: str, old: str, new: str
) -> None:
    root = _site(tmp_path)
    mkdocs("build", "-q", "--strict", cwd=root)
    before = {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}
    _name(root, "edition-1")
    text = (root / place).read_text(encoding="utf-8")
    assert old in text
    (root / place).write_text(text.replace(old, new, 1), encoding="utf-8")
    # Not -q: with it MkDocs itself hears no warning.
    assert mkdocs("build", "--strict", cwd=root, check=False).returncode == 1
    after = {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}
    assert after == before
    assert not list(root.glob(".site.*"))
    mkdocs("build", "-q", cwd=root)
    assert _editions(root / "site", 2) == {b"edition-1"}


def _folder(path: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (path / name).mkdir(parents=True, exist_ok=True)
        (path / name / "index.html").write_text(text, encoding="utf-8")
    return path


def _texts(path: Path) -> dict[str, str]:
    return {page.parent.name: page.read_text(encoding="utf-8") for page in path.rglob("*.html")}


def test_publishing_replaces_everything(tmp_path: Path) -> None:
    old, new = _folder(tmp_path / "site", a="old", gone="old"), tmp_path / "new"
    publish.publish(_folder(new, a="new", b="new"), old)
    assert _texts(old) == {"a": "new", "b": "new"}
    assert not new.exists()


def test_without_a_swap_of_folders_each_file_is_replaced_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_is_linux", lambda: False)
    old = _folder(tmp_path / "site", a="old", gone="old")
    publish.publish(_folder(tmp_path / "new", a="new", b="new"), old)
    assert _texts(old) == {"a": "new", "b": "new"}
    assert not (old / "gone").exists()
