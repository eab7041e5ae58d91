"""A build is whole or absent: killed at any moment, it leaves the old site or the new one, never a mixture.

BRIEFGEN_KILLS says how many builds are killed (`make kill`: 50).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from briefgen import publish
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


class _Reader(threading.Thread):
    """Reads one page over and over, as a web server does for its visitors."""

    def __init__(self, page: Path) -> None:
        super().__init__(daemon=True)
        self.page = page
        self.stop = threading.Event()
        self.wrong: list[str] = []
        self.reads = 0

    def run(self) -> None:
        while not self.stop.wait(0.002):
            try:
                content = self.page.read_bytes()
            except FileNotFoundError:
                self.wrong.append("missing")
                continue
            self.reads += 1
            if not content.rstrip().endswith(b"</html>"):
                self.wrong.append("cut off")


@pytest.mark.slow
def test_a_killed_build_leaves_a_whole_site(tmp_path: Path) -> None:
    root = _site(tmp_path)
    started = time.monotonic()
    mkdocs("build", "-q", cwd=root)
    whole = time.monotonic() - started
    chance = random.Random(6)  # noqa: S311  # moments, not secrets
    reader = _Reader(root / "site" / "briefings" / "aldra-ferry" / "claims" / "index.html")
    reader.start()
    for number in range(1, KILLS + 1):
        _name(root, f"edition-{number}")
        command = (sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "-q")
        build = subprocess.Popen(command, cwd=root, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 1.1) * whole)
        build.kill()
        build.wait()
        assert len(_editions(root / "site", KILLS + 2)) == 1
    reader.stop.set()
    reader.join()
    assert reader.reads > 0
    assert reader.wrong == []
    _name(root, f"edition-{KILLS + 1}")
    mkdocs("build", "-q", cwd=root)
    assert _editions(root / "site", KILLS + 2) == {b"edition-%d" % (KILLS + 1)}
    assert not list(root.glob(".site.*"))


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
