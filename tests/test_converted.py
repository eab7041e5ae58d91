"""A preview that uses converted texts again shows what a preview that has just begun shows."""

from __future__ import annotations

import os
import random
import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from briefgen.plugin import theme
from briefgen.plugin.converted import Conversions, Converted
from tests import cachechanges
from tests.test_cache import content, different

COUNT = int(os.environ.get("BRIEFGEN_CHANGES", "8"))
CLAIMS = "briefings/bren-ferry/claims"
Show = Callable[..., dict[str, bytes]]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return cachechanges.site(tmp_path / "root")


@pytest.fixture
def going() -> dict[str, Any]:
    """The plugins of the preview that goes on, by name."""
    return {}


@pytest.fixture
def show(root: Path, going: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Show:
    """Path → bytes of the preview's site: of the one that goes on from call to call, or of one that begins."""
    option = dict(MkDocsConfig._schema)["plugins"]

    def shown(*, anew: bool = False) -> dict[str, bytes]:
        monkeypatch.setattr(option, "plugin_cache", {} if anew else going)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
            config.plugins.on_startup(command="serve", dirty=False)
            build(config)
        return content(root / "site")

    return shown


def retitled(root: Path) -> None:
    facts = root / "seeds" / "bren-ferry" / "facts.yml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(re.sub(r"(?m)^title: .*$", "title: The new pier", text), encoding="utf-8")


@pytest.mark.slow
def test_after_random_changes_a_preview_shows_what_one_that_begins_shows(
    root: Path, show: Show, going: dict[str, Any]
) -> None:
    chance = random.Random(11)  # noqa: S311  # the same changes every time
    # A change of the theme's version needs processes of its own.
    changes = chance.sample(cachechanges.CHANGES[:-1], k=min(COUNT, 12))
    changes += chance.choices(cachechanges.CHANGES[:-1], k=COUNT - len(changes))
    show()
    for change in changes:
        change(root, chance)
        assert different(show(), show(anew=True)) == [], change.__name__


@pytest.mark.slow
def test_a_new_title_leaves_the_text_of_a_page_converted_and_a_new_fact_does_not(
    root: Path, show: Show, going: dict[str, Any]
) -> None:
    show()
    kept: dict[str, dict[tuple[str, ...], Converted]] = going["briefgen"].conversions._by_page
    for texts in kept.values():
        for key, one in texts.items():
            texts[key] = replace(one, content=f"<p>was converted before</p>{one.content}")
    retitled(root)
    page = f"{CLAIMS.replace('claims', 'glossary')}/index.html"
    again = show()
    assert b"was converted before" in again[page]
    assert b"The new pier" in again[page]
    facts = root / "seeds" / "bren-ferry" / "facts.yml"
    text = facts.read_text(encoding="utf-8")
    assert "Where the ferry lands" in text
    facts.write_text(text.replace("Where the ferry lands", "Where ferries land"), encoding="utf-8")
    assert b"was converted before" not in show()[page]
    facts.write_text(text, encoding="utf-8")
    assert b"was converted before" in show()[page]
    for word in ("one", "two", "three", "four"):
        other = text.replace("Where the ferry lands", f"Where {word} lands")
        facts.write_text(other, encoding="utf-8")
        assert b"was converted before" not in show()[page]
    facts.write_text(text, encoding="utf-8")
    assert b"was converted before" not in show()[page]


@pytest.mark.slow
def test_a_converted_text_whose_link_leads_elsewhere_now_is_converted_anew(
    show: Show, going: dict[str, Any]
) -> None:
    show()
    conversions: Conversions = going["briefgen"].conversions
    uri, key, kept = next(
        (uri, key, one)
        for uri, texts in conversions._by_page.items()
        for key, one in texts.items()
        if one.asked
    )

    class Page:
        """The page as the next build makes it, before its text is converted."""

        file = type("File", (), {"src_uri": uri, "url": key[1]})
        markdown = key[2]
        content: str | None = None
        toc: object = None

    def taken(page: Any, **moved: str) -> object:
        there = {**kept.asked, **moved}
        return conversions.take(page, key[0], Files([]), there.get)

    assert taken(Page()) == kept.asked
    assert taken(Page(), **{next(iter(kept.asked)): "elsewhere/"}) is None


def test_the_theme_lists_its_files_as_before_but_for_those_in_hidden_folders() -> None:
    whole, lean = Theme(name="material"), Theme(name="material")
    theme.lean(lean, None)
    before = whole.get_env().list_templates()
    after = lean.get_env().list_templates()
    hidden = {name for name in before if any(part[0] == "." for part in name.split("/")[:-1])}
    assert after == [name for name in before if name not in hidden]
    assert len(hidden) > len(after) > 100
    icon = ".icons/material/pencil.svg"
    assert icon in hidden
    assert "svg" in lean.get_env().get_template(icon).render()
