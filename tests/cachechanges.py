"""A small site, and random changes of everything that its pages can depend on, for the tests of the build cache."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable
from importlib import metadata, util
from pathlib import Path

import pytest
import yaml

from tests import factory
from tests.conftest import ROOT

MKDOCS = """\
site_name: Harbours
site_url: https://harbours.example.org/
theme:
  name: material
  font: false
  custom_dir: overrides
  features: [navigation.top, navigation.footer]
plugins: [search, briefgen]
markdown_extensions: [attr_list, def_list, md_in_html, {toc: {permalink: true}}, briefgen.literal]
extra_css: [own.css]
nav: [{Home: index.md}, briefings/index.md, {Notes: [notes.md, more.md]}]
not_in_nav: |
  /briefings/*/
  /*.md
"""
NOTES = "# Notes\n\n## A part\n\nSee [more](more.md#part) and [a claim](briefings/aldra-ferry/claims.md#no-ferry).\n"
MORE = "# More\n\n## Part\n\nBack to the [notes](notes.md#a-part).\n"
OVERRIDE = '{% extends "base.html" %}\n{% block announce %}Word 0{% endblock %}\n'


def site(root: Path) -> Path:
    """A site with three briefings, two pages of its own, an override of the theme and a stylesheet."""
    files = {"mkdocs.yml": MKDOCS, "docs/notes.md": NOTES, "docs/more.md": MORE}
    files |= {"overrides/main.html": OVERRIDE, "docs/own.css": "p { color: black }\n"}
    for name, text in files.items():
        write(root / name, text)
    for id in ("aldra-ferry", "bren-ferry", "corra-ferry"):
        add_briefing(root, id)
    return root


def search(root: Path, engine: str) -> None:
    """Has a site searched by this engine, whatever its size."""
    config = root / "mkdocs.yml"
    chosen = f"extra: {{briefgen: {{search: {{engine: {engine}}}}}}}\n"
    write(config, config.read_text(encoding="utf-8") + chosen)


def chunked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site below `folder`, with the search of a large one and its user's cache beside it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "user"))
    made = site(folder / "root")
    search(made, "pagefind")
    return made


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def add_briefing(root: Path, id: str) -> None:
    for path, raw in factory.tree(("The Aldra ferry", f"The {id}"), id=id).files.items():
        write(root / path, raw.decode())


def _edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, f"nothing changed in {path.name}"
    path.write_text(after, encoding="utf-8")


def _facts(root: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(root.glob("seeds/*/facts.yml")))


def _word(chance: random.Random) -> str:
    return "".join(chance.choices("abcdefghij", k=8))


def fact_text(root: Path, chance: random.Random) -> None:
    key = chance.choice(["question", "descriptor", "publisher", "reason"])
    _edit(
        _facts(root, chance),
        lambda text: re.sub(
            rf"(?m)^( *{key}: ).*$", rf"\1Has {_word(chance)} changed?", text, count=1
        ),
    )


def title(root: Path, chance: random.Random) -> None:
    _edit(
        _facts(root, chance),
        lambda text: re.sub(r"(?m)^title: .*$", f"title: The {_word(chance)}", text),
    )


def new_claim(root: Path, chance: random.Random) -> None:
    claim = "\n  no-ferry:\n"
    copy = (
        f"\n  c-{_word(chance)}:\n    statement: The ferry to Aldra will not run in March.\n    kind: fact\n"
        "    speaker: notice\n    about: [aldra-harbour]\n    evidence: The ferry to Aldra will not run in March.\n"
        "    assessment: {verdict: unverified}"
    )
    _edit(_facts(root, chance), lambda text: text.replace(claim, f"{copy}{claim}", 1))


def removed_claim(root: Path, chance: random.Random) -> None:
    new_claim(root, chance)
    for facts in sorted(root.glob("seeds/*/facts.yml")):
        text = facts.read_text(encoding="utf-8")
        added = r"(?m)^  c-[a-j]+:\n(?:    .*\n)+"
        facts.write_text(re.sub(added, "", text), encoding="utf-8")


def renamed_id(root: Path, chance: random.Random) -> None:
    """Also the page of the site that links to it, whose link would break otherwise: that is a change of its own."""
    facts = _facts(root, chance)
    old = chance.choice(["money-spent", "when-back", "pier"])
    found = re.search(rf"(?m)^  ({old}[a-z-]*):$", facts.read_text(encoding="utf-8"))
    assert found, old
    _edit(facts, lambda text: re.sub(rf"\b{found[1]}\b", f"{old}-{_word(chance)}", text))


def removed_briefing(root: Path, chance: random.Random) -> None:
    present = sorted(path.name for path in (root / "seeds").iterdir() if path.name != "aldra-ferry")
    if len(present) > 1:
        shutil.rmtree(root / "seeds" / chance.choice(present))
    else:
        add_briefing(root, f"new-{_word(chance)}")


def template(root: Path, chance: random.Random) -> None:
    name = chance.choice(["briefing/glossary.md.jinja", "briefing/claims.md.jinja", "macros.jinja"])
    shipped = (ROOT / "templates" / name).read_text(encoding="utf-8")
    write(root / "templates" / name, f"{shipped}{{# {_word(chance)} #}}\n")
    label = yaml.safe_load((ROOT / "templates/labels/en.yml").read_text(encoding="utf-8"))
    label["claims"] = f"Claims {_word(chance)}"
    write(root / "templates" / "labels" / "en.yml", json.dumps(label))


def configuration(root: Path, chance: random.Random) -> None:
    config = root / "mkdocs.yml"
    word = _word(chance)
    changes = [
        lambda text: re.sub(r"site_name: .*", f"site_name: {word}", text),
        lambda text: (
            f"{text}copyright: {word}\n"
            if "copyright" not in text
            else text.replace("copyright: ", "copyright: x")
        ),
        lambda text: re.sub(r"\{[A-Z]\w*: \[notes", f"{{{word.title()}: [notes", text),
        lambda text: re.sub(r"permalink: \w+", f"permalink: {word}", text),
        lambda text: _switched(text, "toc.follow, ", before="navigation.top, "),
        lambda text: _switched(text, "admonition, ", before="attr_list, "),
    ]
    _edit(config, chance.choice(changes))


def _switched(text: str, words: str, *, before: str) -> str:
    """The text with `words` where they were missing, and without them where they were not."""
    return text.replace(words, "") if words in text else text.replace(before, f"{words}{before}", 1)


def docs_page(root: Path, chance: random.Random) -> None:
    page = root / "docs" / chance.choice(["notes.md", "more.md"])
    word = _word(chance)
    changes = [
        lambda text: f"{text}\nAnd {word}.\n",
        lambda text: re.sub(r"^# .*", f"# {word.title()}", text),
        lambda text: f"{text}\n## Heading {word}\n\n[index](index.md)\n",
    ]
    _edit(page, chance.choice(changes))


def moved_page(root: Path, chance: random.Random) -> None:
    """A page of the author's own appears at an address that others link to, or goes."""
    page = root / "docs" / "glossary.md"
    if page.exists():
        page.unlink()
    else:
        write(page, f"# {_word(chance)}\n\n[notes](notes.md)\n")


def stylesheet(root: Path, chance: random.Random) -> None:
    write(root / "docs" / "own.css", f"p {{ content: '{_word(chance)}' }}\n")


def override(root: Path, chance: random.Random) -> None:
    _edit(
        root / "overrides" / "main.html",
        lambda text: re.sub(r"Word \w+", f"Word {_word(chance)}", text),
    )


def theme_version(root: Path, chance: random.Random) -> None:
    """Another version of the theme, in a folder that stands before the installed one on the path of Python."""
    installed = util.find_spec("material")
    assert installed
    assert installed.origin
    real, newer = Path(installed.origin).parent, root / "newer"
    shutil.rmtree(newer, ignore_errors=True)
    _linked(real, newer / "material")
    _linked(real / "templates", newer / "material" / "templates")
    base = newer / "material" / "templates" / "base.html"
    text = base.read_text(encoding="utf-8")
    base.unlink()
    version = f"9.8.{chance.randrange(100, 999)}"
    now = metadata.version("mkdocs-material")
    assert now in text
    base.write_text(text.replace(now, version), encoding="utf-8")


def _linked(source: Path, target: Path) -> None:
    """A folder with a link to each entry of another."""
    if target.is_symlink():
        target.unlink()
    target.mkdir(parents=True)
    for entry in source.iterdir():
        (target / entry.name).symlink_to(entry)


CHANGES: tuple[Callable[[Path, random.Random], None], ...] = (
    fact_text,
    title,
    new_claim,
    removed_claim,
    renamed_id,
    removed_briefing,
    template,
    configuration,
    docs_page,
    moved_page,
    stylesheet,
    override,
    theme_version,
)
