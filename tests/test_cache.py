"""A build with the cache gives the site that a build without it gives, byte for byte, whatever changed in between.

BRIEFGEN_CHANGES says how many random changes are tried (`make bench`: 200). They come in parts, each from a new site and
with chances of its own, so that some can be run apart: pytest -k part7.
"""

from __future__ import annotations

import logging
import os
import random
import re
import shutil
import sqlite3
import sys
import warnings
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from material.plugins.search.plugin import SearchPlugin
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page

from briefgen.cache.store import Store
from briefgen.engine import searchbox
from briefgen.plugin import pagework
from briefgen.plugin import resting as mkdocs_resting
from briefgen.product import Product
from tests import cachechanges
from tests.conftest import run
from tests.test_calls import calls

COUNT = int(os.environ.get("BRIEFGEN_CHANGES", "20"))
PART = 20
STORE = Path(".cache") / "briefgen" / "build.sqlite"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    return cachechanges.site(tmp_path / "root")


def build(root: Path, out: str = "site", *, cache: bool = True) -> dict[str, bytes]:
    """Path → bytes of the site, built in this process, or in its own one with another version of the theme."""
    os.environ["BRIEFGEN_CACHE"] = "1" if cache else "0"
    if (root / "newer").is_dir():
        command = ("-W", "ignore", "-m", "mkdocs", "build", "-q", "-d", root / out)
        path = os.pathsep.join((str(root / "newer"), os.environ.get("PYTHONPATH", "")))
        run(
            sys.executable,
            *command,
            cwd=root,
            measured=False,
            PYTHONPATH=path.rstrip(os.pathsep),
        )
    else:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / out))
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
    return content(root / out)


def content(folder: Path) -> dict[str, bytes]:
    """Path → bytes of a built site; the time in a compressed site map is the only thing left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".gz"
    }


def different(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that are not the same."""
    return [path for path in sorted({*one, *other}) if one.get(path) != other.get(path)]


@pytest.fixture
def reused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the pages that were used again, over all builds of a test."""
    found: list[str] = []
    real = pagework.PageWork._reuse

    def noted(work: pagework.PageWork, job: pagework.Job, *rest: object) -> None:
        found.append(job.page.file.src_uri)
        real(work, job, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pagework.PageWork, "_reuse", noted)
    found_at_rest = mkdocs_resting.Resting.found

    def resting(rests: mkdocs_resting.Resting) -> mkdocs_resting.RestingFiles:
        found.extend(rests.urls)
        return found_at_rest(rests)

    monkeypatch.setattr(mkdocs_resting.Resting, "found", resting)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("part", range(-(-COUNT // PART)), ids=lambda part: f"part{part}")
def test_after_random_changes_the_site_is_the_same_with_and_without_the_cache(
    root: Path, reused: list[str], part: int
) -> None:
    chance = random.Random(7 + part)  # noqa: S311  # the same changes every time
    count = min(PART, COUNT - part * PART)
    # Every kind of change once, then any; a change of the theme's version needs processes of its own, so it comes last.
    first = [*cachechanges.CHANGES[:-1]]
    chance.shuffle(first)
    order = [*first, *chance.choices(first, k=count)][: count - 1]
    with_cache = without = build(root)
    for change in [*order, cachechanges.theme_version]:
        change(root, chance)
        with_cache, without = build(root, "with"), build(root, "without", cache=False)
        assert different(with_cache, without) == [], change.__name__
    # Pages were used again, except where the theme itself had changed.
    assert len(reused) > 5 * count
    newer = re.search(rb"mkdocs-material-9\.8\.\d{3}", without["index.html"])
    assert newer
    assert newer[0] in with_cache["index.html"]


@pytest.mark.slow
def test_one_changed_fact_converts_the_pages_that_show_it_and_no_other(
    root: Path, reused: list[str]
) -> None:
    build(root)
    assert reused == []
    facts = root / "seeds" / "bren-ferry" / "facts.yml"
    text = facts.read_text(encoding="utf-8").replace("Where the ferry lands", "Where ferries land")
    facts.write_text(text, encoding="utf-8")
    pages = {path for path in build(root) if path.endswith("index.html")}
    made = {uri.removesuffix(".md").removesuffix("index").rstrip("/") for uri in reused}
    again = {path.removesuffix("index.html").rstrip("/") for path in pages} - made
    assert again == {"briefings/bren-ferry/glossary", "briefings/bren-ferry/print"}


def _edited(path: Path) -> None:
    """Other bytes in a file, with nothing to see of it but that its entry changed."""
    before, raw = path.stat(), path.read_bytes()
    path.write_bytes(raw.upper())
    assert path.stat().st_size == before.st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.slow
def test_what_somebody_changed_in_the_built_site_is_made_good_by_the_next_build(
    root: Path, reused: list[str]
) -> None:
    before = build(root)
    pages = sorted((root / "site" / "briefings").glob("*/*/index.html"))
    _edited(pages[0])
    _edited(root / "site" / "briefings" / "bren-ferry" / "facts.json")
    pages[1].unlink()
    assert different(build(root), before) == []
    assert "briefings/aldra-ferry/claims.md" in reused
    shutil.rmtree(root / "site")
    assert different(build(root), before) == []


@pytest.mark.slow
def test_a_briefing_rests_unless_something_beside_it_shows_its_pages(
    root: Path, reused: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asleep: list[set[str]] = []
    found = mkdocs_resting.Resting.found

    def noted(rests: mkdocs_resting.Resting) -> mkdocs_resting.RestingFiles:
        asleep.append(set(rests.asleep))
        return found(rests)

    monkeypatch.setattr(mkdocs_resting.Resting, "found", noted)
    every = {"aldra-ferry", "bren-ferry", "corra-ferry"}

    def again() -> set[str]:
        """Who rests in the second of two builds, which is that without a cache."""
        build(root)
        assert different(build(root), build(root, "without", cache=False)) == []
        return asleep[-1]

    assert again() == every
    # A hand-written page among a briefing's own.
    cachechanges.write(root / "docs" / "briefings" / "bren-ferry" / "own.md", "# Own\n")
    assert again() == every - {"bren-ferry"}
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    cachechanges.write(
        root / "docs" / "listing.xml", "{% for file in pages %}{{ file.url }} {% endfor %}"
    )
    config.write_text(f"{text}extra_templates: [listing.xml]\n", encoding="utf-8")
    assert again() == set()
    named = text.replace("nav: [", "nav: [briefings/corra-ferry/claims.md, ")
    config.write_text(named, encoding="utf-8")
    assert again() == set()
    # A file of data that is left out, by which no page changes.
    left_out = f"{text}exclude_docs: 'claims.csv'\nvalidation: {{links: {{not_found: ignore}}}}\n"
    config.write_text(left_out, encoding="utf-8")
    assert again() == every - {"bren-ferry"}
    assert not list((root / "site").rglob("claims.csv"))
    # In the navigation by itself.
    config.write_text(re.sub(r"not_in_nav: \|\n(?:  .*\n)+", "", text), encoding="utf-8")
    assert again() == set()
    config.write_text(text, encoding="utf-8")
    assert again() == every - {"bren-ferry"}


@pytest.mark.slow
def test_an_anchor_that_a_page_at_rest_has_not_is_reported_every_time(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        with (root / "docs" / "notes.md").open("a", encoding="utf-8") as notes:
            notes.write("\n[lost](briefings/aldra-ferry/claims.md#lost)\n")
        caplog.clear()
        with caplog.at_level(logging.INFO):
            build(root)
        assert "#lost" in caplog.text
        assert "#no-ferry" not in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"no database at all", b""], ids=["foreign", "torn"])
def test_a_damaged_store_is_thrown_away_with_one_line(
    root: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    before = build(root)
    store = root / STORE
    raw = bytearray(store.read_bytes())
    for place in range(4096, len(raw), 512):
        raw[place : place + 64] = b"x" * 64
    store.write_bytes(damage or bytes(raw))
    with caplog.at_level(logging.INFO):
        assert different(build(root), before) == []
    assert sum("the build cache was damaged" in line for line in caplog.messages) == 1
    caplog.clear()
    with caplog.at_level(logging.INFO):
        assert different(build(root), before) == []
    assert "the build cache" not in caplog.text


@pytest.mark.slow
def test_a_row_that_somebody_changed_is_not_used(root: Path) -> None:
    before = build(root)
    with sqlite3.connect(root / STORE) as base:
        base.execute("UPDATE html SET value = (SELECT value FROM html LIMIT 1)")
    base.close()
    assert different(build(root), before) == []


@pytest.mark.slow
def test_beside_what_may_change_pages_in_unknown_ways_no_page_is_kept(
    root: Path, reused: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    (root / "hook.py").write_text("def on_page_content(html, **_):\n    return html + '<hr>'\n")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [hook.py]\n")
    with caplog.at_level(logging.INFO):
        first = build(root)
    assert sum("because of hooks" in line for line in caplog.messages) == 1
    assert b"<hr>" in first["briefings/aldra-ferry/claims/index.html"]
    assert different(build(root), first) == []
    assert reused == []


def test_a_second_build_compiles_no_template_of_the_theme_unless_its_filters_may_be_others(
    root: Path,
) -> None:
    def compiled() -> int:
        return calls(lambda: build(root))["environment._generate"]

    # The one that stands in for the theme has no file.
    assert compiled() > 20
    assert compiled() == 1
    (root / "hook.py").write_text("def on_env(env, **_):\n    env.filters['mine'] = len\n")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [hook.py]\n")
    assert compiled() > 20
    assert compiled() > 20


HELPED = """
import os
from mkdocs.__main__ import cli
from briefgen.disk import helper
real = helper.start
def start(names, work):
    left = [{most}]
    def some(name):
        left[0] -= 1
        if left[0] < 0:
            os._exit(1)
        return work(name)
    started = real(names, some)
    print("started" if started else "alone")
    return started
helper.start = {start}
cli(["build", "-q", "-d", "{out}"])
"""


@pytest.mark.slow
def test_a_finished_page_is_not_held_until_the_end(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    searched = pagework.PageWork.searched

    def noted(work: pagework.PageWork, *rest: object) -> str:
        held.append(sum(bool(job.html) for job in work._jobs.values()))
        assert len(work._jobs) > 10
        return searched(work, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pagework.PageWork, "searched", noted)
    build(root)
    # The last time, when all pages are finished.
    fresh = held[-1]
    # Pages that are used again are, which shows that it would be noticed.
    with (root / "docs" / "about.md").open("a") as file:
        file.write("More.\n")
    build(root)
    assert fresh == 0 < held[-1]


@pytest.mark.slow
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one processor")
def test_the_site_is_the_same_with_and_without_a_second_process(root: Path) -> None:
    for number in range(12):
        cachechanges.add_briefing(root, f"more-{number}")
    found = {}
    # Whole, ending after its first result, and none. In processes of their own, as a process with threads does not fork.
    for out, most, start in (
        ("all", 1000, "start"),
        ("one", 1, "start"),
        ("none", 0, "lambda names, work: None"),
    ):
        code = HELPED.format(most=most, start=start, out=root / out)
        done = run(
            sys.executable, "-W", "ignore", "-c", code, cwd=root, measured=False, BRIEFGEN_CACHE="0"
        )
        assert done.stdout.split() == (["started"] * 2 if start == "start" else [])
        found[out] = content(root / out)
    assert different(found["all"], found["none"]) == []
    assert different(found["one"], found["none"]) == []


@pytest.mark.slow
def test_a_broken_link_is_reported_every_time(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    with (root / "docs" / "notes.md").open("a", encoding="utf-8") as notes:
        notes.write("\n[gone](nowhere.md) and [lost](more.md#lost)\n")
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.INFO):
            build(root)
        assert "nowhere.md" in caplog.text
        assert "#lost" in caplog.text


def test_a_store_that_came_with_the_files_is_thrown_away(
    root: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = build(root)
    with sqlite3.connect(root / STORE) as base:
        assert base.execute("SELECT count(*) FROM html").fetchone()[0] > 10
    base.close()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another-user"))
    with caplog.at_level(logging.INFO):
        assert different(build(root), before) == []
    assert sum("the build cache was damaged" in line for line in caplog.messages) == 1


def test_a_product_that_another_program_made_is_not_used(root: Path) -> None:
    path, made = root / "store.sqlite", Product((), shown="this one")
    kept = Store(path, "one")
    kept.keep("key", made, lambda: made)
    kept.save()
    kept.close()
    for maker, found in (("one", made.shown), ("other", None)):
        again = Store(path, maker)
        product = again.product("key", lambda: made)
        assert (product and product.shown) == found
        again.close()


@pytest.mark.slow
@pytest.mark.parametrize("release", [None, "10.0.0"])
def test_the_search_plugin_sees_what_it_may_change_and_what_it_must_look_at(
    root: Path, monkeypatch: pytest.MonkeyPatch, release: str | None
) -> None:
    seen: dict[str, bool] = {}
    real, version = SearchPlugin.on_page_context, metadata.version

    def noted(plugin: SearchPlugin, context: object, *, page: Page, **rest: object) -> object:
        seen[page.file.src_uri] = bool(page.content)
        return real(plugin, context, page=page, **rest)

    def versions(name: str) -> str:
        return release if release and name == "mkdocs-material" else version(name)

    monkeypatch.setattr(SearchPlugin, "on_page_context", noted)
    monkeypatch.setattr(metadata, "version", versions)
    # The helper's pages are not seen here.
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    attribute = '## A part { data-search-exclude="true" }\n\nText of it.\n'
    for name, front in (("plain", ""), ("hidden", "---\nsearch: {exclude: true}\n---\n\n")):
        cachechanges.write(root / "docs" / f"{name}.md", f"{front}# A page\n\n{attribute}")
    site = build(root, cache=False)
    assert seen["plain.md"]
    # In a release that is not known it looks at everything.
    assert seen["hidden.md"] is seen["briefings/aldra-ferry/claims.md"] is (release is not None)
    for name in ("plain", "hidden", "briefings/aldra-ferry/claims"):
        assert b"data-search-" not in site[f"{name}/index.html"]
    assert b"Text of it." in site["hidden/index.html"]
    assert b"no-ferry" in site["briefings/aldra-ferry/claims/index.html"]


@given(st.lists(st.sampled_from([*' \n\u2003"=<x', ' data-search-a="b"', "data-search-", '="é"'])))
def test_a_page_without_search_is_what_the_search_plugin_leaves(parts: list[str]) -> None:
    content = "".join(parts)
    assert searchbox.without_search(content) == re.sub(
        r"\s?data-search-\w+=\"[^\"]+\"", "", content
    )
