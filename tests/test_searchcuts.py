"""A large search is cut shard by shard: what did not change is neither cut nor written again, and all is as without a cache."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.pages import Page as MkDocsPage

from briefgen import pipeline
from briefgen.cache.rows import ByHand, Rest
from briefgen.cache.store import Store
from briefgen.engine import pagefind
from briefgen.engine.ahead import Ahead, Begun
from briefgen.engine.cuts import Cuts
from briefgen.plugin.early import Early
from briefgen.plugin.pagework import PageWork
from briefgen.search.pages import CHUNKS
from briefgen.search.shards import SHARDS, Index, shard
from tests import cachechanges
from tests.test_cache import _edited, build, different

pytestmark = pytest.mark.slow

ONE, OTHER = "aldra-ferry", "corra-ferry"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert shard(ONE) != shard(OTHER)
    root = cachechanges.chunked(tmp_path, monkeypatch)
    # There is something in every shard.
    for number in range(SHARDS):
        name = next(f"page-{n}" for n in count() if shard(f"page-{n}/") == number)
        cachechanges.write(root / "docs" / f"{name}.md", f"# A page\n\nIt is in shard {number}.\n")
    return root


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The language of each run of Pagefind, over all builds of a test."""
    found: list[str] = []

    class Noted(pagefind.Run):
        def __init__(self, language: str) -> None:
            found.append(language)
            super().__init__(language)

    monkeypatch.setattr(pagefind, "Run", Noted)
    return found


def _changed(root: Path, id: str, word: str = "ferries") -> None:
    facts = root / "seeds" / id / "facts.yml"
    text = facts.read_text(encoding="utf-8")
    assert "Where the ferry lands" in text
    facts.write_text(text.replace("Where the ferry lands", f"Where {word} land"), encoding="utf-8")


def _times(root: Path, folder: str) -> dict[str, tuple[int, int]]:
    """Number and time of each file of a shard."""
    found = sorted((root / "site" / CHUNKS / folder).rglob("*.*"))
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def test_where_nothing_changed_pagefind_is_not_run(root: Path, runs: list[str]) -> None:
    before = build(root)
    assert len(runs) == SHARDS
    times = [_times(root, str(number)) for number in range(SHARDS)]
    assert all(times)
    assert different(build(root), before) == []
    assert len(runs) == SHARDS
    assert [_times(root, str(number)) for number in range(SHARDS)] == times
    assert different(build(root, "without", cache=False), before) == []
    assert len(runs) == 2 * SHARDS


def test_a_changed_fact_has_its_own_shard_cut_and_leaves_the_other_as_it_is(
    root: Path, runs: list[str]
) -> None:
    before = build(root)
    runs.clear()
    other, own = (_times(root, str(shard(id))) for id in (OTHER, ONE))
    _changed(root, ONE)
    after = build(root)
    assert len(runs) == 1
    assert _times(root, str(shard(OTHER))) == other
    now = _times(root, str(shard(ONE)))
    # Of its own files those that are the same are the same, and no old one is left.
    assert {*now.items()} & {*own.items()}
    assert {*now} - {*own}
    assert {*own} - {*now}
    assert different(after, before) != []
    assert different(build(root, "without", cache=False), after) == []


@pytest.fixture
def foreseen(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many shards each build had begun to cut before its pages were finished."""
    found: list[int] = []
    real = Cuts.foresee

    def noted(self: Cuts, parts: Iterable[tuple[str, str]]) -> None:
        real(self, parts)
        found.append(len(self._begun))

    monkeypatch.setattr(Cuts, "foresee", noted)
    return found


def test_a_changed_fact_is_cut_while_its_pages_are_made(
    root: Path, runs: list[str], foreseen: list[int]
) -> None:
    build(root)
    build(root)
    # The first build knows no earlier one, and where nothing changed there is nothing to cut.
    assert foreseen == []
    runs.clear()
    _changed(root, ONE)
    build(root)
    assert foreseen == [1]
    assert len(runs) == 1


def test_what_was_foreseen_wrongly_is_not_used(
    root: Path, runs: list[str], foreseen: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    _changed(root, ONE)
    runs.clear()
    # As if a plugin had another word on hand-written pages each time.
    wrong = [
        (page, '{"location": "", "title": "", "text": "Pelicans"}') for page in ("a", "b", "c")
    ]
    monkeypatch.setattr(Store, "by_hand", lambda *_: ByHand("en", wrong))
    after = build(root)
    assert len(foreseen) == 1
    assert foreseen[0] > 0
    assert len(runs) > foreseen[0]
    assert different(build(root, "without", cache=False), after) == []


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What each run that went on after it was begun ahead had been given, over all builds of a test."""
    found: list[list[str]] = []
    real = Ahead.take

    def noted(self: Ahead, number: int, documents: list[str], language: str) -> Begun | None:
        begun = real(self, number, documents, language)
        if begun:
            found.append(begun.given)
        return begun

    monkeypatch.setattr(Ahead, "take", noted)
    return found


def test_pagefind_begins_before_what_changed_is_made_anew(
    root: Path, runs: list[str], given: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    build(root)
    assert given == []
    runs.clear()
    _changed(root, ONE)
    told: list[int] = []
    real = pipeline.build

    def noted(*parts: Any, **options: Any) -> pipeline.Build:
        told.append(len(runs))
        return real(*parts, **options)

    monkeypatch.setattr(pipeline, "build", noted)
    after = build(root)
    # The only run was there before the site was put together, and took the changed briefing before its pages had addresses.
    assert told == [len(runs)] == [1]
    assert len(given) == 1
    assert "Where ferries land" in "".join(given[0])
    assert different(build(root, "without", cache=False), after) == []


@pytest.mark.parametrize("wrong", ["kept", "made", "language"])
def test_what_was_given_ahead_and_came_otherwise_is_not_used(
    root: Path,
    runs: list[str],
    given: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    wrong: str,
) -> None:
    # It stands before the changed one, in the same shard.
    beside = next(id for id in (f"a{n}-ferry" for n in range(99)) if shard(id) == shard(ONE))
    cachechanges.add_briefing(root, beside)
    build(root)
    _changed(root, ONE)
    runs.clear()
    pelicans = '{"location": "", "title": "", "text": "Pelicans"}'
    if wrong == "kept":
        monkeypatch.setattr(Store, "foreseen", lambda *_: Rest({}, {}, pelicans))
    elif wrong == "made":
        monkeypatch.setattr(Early, "_documents", lambda *_: pelicans)
    else:
        monkeypatch.setattr(Store, "by_hand", lambda *_: ByHand("de", []))
    after = build(root)
    assert len(runs) > 1
    assert wrong == "language" or given == []
    assert different(build(root, "without", cache=False), after) == []


@pytest.mark.parametrize("harm", ["error", "killed"])
def test_a_build_that_fails_leaves_no_run_behind(
    root: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    build(root)
    _changed(root, ONE)
    runs.clear()
    stopped: list[pagefind.Run] = []
    stop = pagefind.Run.stop
    monkeypatch.setattr(pagefind.Run, "stop", lambda self: (stopped.append(self), stop(self)))
    error = PluginError("no") if harm == "error" else OSError("no")

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(Early, "_documents", fails)
    with pytest.raises((Abort, OSError)):
        build(root)
    assert len(stopped) == len(runs) == 1


def test_a_first_search_is_cut_while_pages_are_made(
    root: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    begin, ends_search = Cuts.begin, PageWork.ends_search

    def noted(self: Cuts, index: Index) -> None:
        told.append("begun")
        begin(self, index)

    def told_of(self: PageWork, page: MkDocsPage) -> bool:
        told.append(page.file.src_uri)
        return ends_search(self, page)

    monkeypatch.setattr(Cuts, "begin", noted)
    monkeypatch.setattr(PageWork, "ends_search", told_of)
    build(root, cache=False)
    first = told.index("begun")
    later, before = told[first + 1 :], told[:first]
    assert {"notes.md", "more.md", "index.md", "stakeholders.md"} <= {*before}
    assert f"briefings/{ONE}/claims.md" in later
    # It is asked again at the end, and nothing is cut twice.
    assert later[-1] == "begun"
    assert len(runs) == SHARDS


def test_a_first_search_that_was_begun_too_early_is_not_used(
    root: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build(root, "right", cache=False)
    runs.clear()
    # As if other pages for the search came after the last: those of the theme's plugin are not in what is begun.
    monkeypatch.setattr(PageWork, "ends_search", lambda *_: True)
    assert different(build(root, cache=False), before) == []
    assert len(runs) > SHARDS


def test_a_removed_briefing_has_no_other_shard_cut(root: Path, runs: list[str]) -> None:
    build(root)
    runs.clear()
    cachechanges.add_briefing(root, "dorn-ferry")
    assert different(build(root), build(root, "without", cache=False)) == []
    # One with the cache, all without.
    assert len(runs) == 1 + SHARDS


@pytest.mark.parametrize("harm", ["edited", "removed", "added", "all"])
def test_what_somebody_did_to_the_chunks_is_made_good(
    root: Path, runs: list[str], harm: str
) -> None:
    before = build(root)
    runs.clear()
    folder = root / "site" / CHUNKS
    files = [min((folder / name).rglob("*.*")) for name in (str(shard(ONE)), str(shard(OTHER)))]
    word = min((folder / "words").iterdir())
    if harm == "edited":
        for path in (files[0], word):
            _edited(path)
    elif harm == "removed":
        files[0].unlink()
        word.unlink()
    elif harm == "added":
        files[0].with_name("foreign.pf_fragment").write_bytes(b"foreign")
        (folder / f"{SHARDS}").mkdir()
    else:
        for path in [*folder.rglob("*")]:
            if path.is_file():
                path.unlink()
    assert different(build(root), before) == []
    assert not (folder / f"{SHARDS}").exists()
    # What is there is not trusted, and what is there and was not touched is not made again.
    assert len(runs) == {"edited": 1, "removed": 1, "added": 0, "all": SHARDS}[harm]


def test_another_setting_of_pagefind_has_everything_cut(
    root: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    runs.clear()
    monkeypatch.setattr(pagefind, "CHUNK_SIZE", {})
    assert different(build(root), build(root, "without", cache=False)) == []
    assert len(runs) == 2 * SHARDS


def test_a_build_that_was_given_up_leaves_nothing_that_is_trusted(
    root: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build(root)
    _changed(root, ONE)
    with monkeypatch.context() as broken:
        broken.setattr("briefgen.disk.publish.publish", _killed)
        with pytest.raises(KeyboardInterrupt):
            build(root)
    _changed_back(root)
    runs.clear()
    # It gave files of the site second names: what somebody may have touched is made anew, once.
    assert different(build(root), before) == []
    assert different(build(root), before) == []
    assert len(runs) == SHARDS


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def _changed_back(root: Path) -> None:
    facts = root / "seeds" / ONE / "facts.yml"
    text = facts.read_text(encoding="utf-8").replace("Where ferries land", "Where the ferry lands")
    facts.write_text(text, encoding="utf-8")


def test_after_changes_of_every_kind_the_chunks_are_the_same_with_and_without_the_cache(
    root: Path,
) -> None:
    chance = random.Random(3)  # noqa: S311  # the same changes every time
    kinds = (
        cachechanges.title,
        cachechanges.new_claim,
        cachechanges.docs_page,
        cachechanges.removed_briefing,
    )
    build(root)
    for change in kinds:
        change(root, chance)
        with_cache, without = build(root), build(root, "without", cache=False)
        assert any(path.startswith(f"{CHUNKS}/") for path in without)
        assert different(with_cache, without) == [], change.__name__
