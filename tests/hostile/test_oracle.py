"""Untrusted text stays text: the differential oracle over our own strings and a sample of the public corpora."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.hostile import corpora, mutants, oracle, own, site

SAMPLE = 5
"""Strings of each corpus in this run; `make hostile` takes a thousand."""
BOTH = 500
"""More than our own strings and the sample together, so that one site takes all that do not name each other."""


def _sites(folder: Path, strings: Sequence[str]) -> tuple[Path, Path, dict[str, str]]:
    """The inert and the hostile site, built, with the words that tell them apart."""
    paths = (
        site.write(folder / "inert", None, len(strings)),
        site.write(folder / "hostile", strings, len(strings)),
    )
    with ThreadPoolExecutor(2) as pool:
        calm, hostile = pool.map(oracle.build, paths)
    return calm, hostile, site.values(strings)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, str]]:
    return _sites(tmp_path_factory.mktemp("ours"), site.in_order(own.STRINGS))


def test_our_strings_are_all_accepted() -> None:
    assert site.refusals(own.STRINGS) == {}


def test_a_string_with_a_control_character_is_refused() -> None:
    assert site.refusals(["plain", "a\x07b", "plain too"]) == {"a\x07b": "BG102"}


def test_our_strings_change_nothing_but_text(ours: tuple[Path, Path, dict[str, str]]) -> None:
    assert [str(found) for found in oracle.differences(*ours)] == []


def test_the_oracle_sees_a_word_that_is_not_where_it_belongs(
    ours: tuple[Path, Path, dict[str, str]],
) -> None:
    calm, hostile, words = ours
    wrong = words | {site.inert("l", 3): "something else"}
    assert {d.kind for d in oracle.differences(calm, hostile, wrong)} == {"text"}


def test_every_context_holds_hostile_text(ours: tuple[Path, Path, dict[str, str]]) -> None:
    calm = ours[0]
    shown = oracle.contexts(calm)
    assert len(shown) >= 18, sorted(shown)


@pytest.mark.slow
def test_every_weakened_escape_is_caught(tmp_path: Path) -> None:
    strings = site.in_order(own.FEW)
    calm, whole, words = _sites(tmp_path / "whole", strings)
    assert next(oracle.differences(calm, whole, words), None) is None
    names = list(mutants.MUTANTS)[:: 1 if os.environ.get("BRIEFGEN_HOSTILE") else 2]

    def escapes(name: str) -> bool:
        folder = site.write(tmp_path / str(names.index(name)), strings, len(strings))
        try:
            hostile = oracle.build(folder, name)
        except oracle.BuildError:
            return False
        return next(oracle.differences(calm, hostile, words), None) is None

    assert len(names) >= 10
    assert len(strings) == 10
    with ThreadPoolExecutor(2) as pool:
        survivors = [
            name for name, lives in zip(names, pool.map(escapes, names), strict=True) if lives
        ]
    assert survivors == []


def _sampled() -> list[str]:
    """Some strings of each public corpus that a fact file may hold."""
    taken = [text for name in corpora.CORPORA for text in corpora.sample(name, SAMPLE)]
    refused = site.refusals(taken)
    batch = site.batches((text for text in taken if text not in refused), len(taken))[0]
    assert len(batch) > SAMPLE * len(corpora.CORPORA) * 3 // 4
    return batch


@pytest.mark.slow
def test_a_sample_of_public_corpora_changes_nothing_but_text(tmp_path: Path) -> None:
    assert [str(found) for found in oracle.differences(*_sites(tmp_path, _sampled()))] == []


@pytest.mark.peers
def test_zensical_shows_the_same_text(tmp_path: Path) -> None:
    program = os.environ.get("BRIEFGEN_ZENSICAL", "")
    if not program:
        missing("peers", "Zensical")
    sample = _sampled()
    strings = site.batches([*own.STRINGS, *sample], BOTH)[0]
    assert len(strings) > len(sample)
    built = [
        oracle.build_with_zensical(site.write(tmp_path / name, text, len(strings)), program)
        for name, text in (("inert", None), ("hostile", strings))
    ]
    found = oracle.differences(built[0], built[1], site.values(strings), twice=True)
    assert [str(difference) for difference in found] == []
