"""The tables of languages: each is found by its tag, and says what the rules understand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.languages import known
from briefgen.languages.cues import OTHER

KNOWN = ("en", "de", "fr")
DRAFTED = ("en", "de")
MODULES = Path(known.__file__).parent


@pytest.mark.parametrize("tag", KNOWN)
def test_a_language_is_found_by_its_tag_with_any_region(tag: str) -> None:
    assert known.lexicon(tag).months
    assert known.lexicon(f"{tag.upper()}-CH") is known.lexicon(tag)


def test_a_language_that_is_not_known_has_no_words_and_no_cues() -> None:
    assert known.lexicon("xx") is known.UNKNOWN
    assert not known.UNKNOWN.months
    assert known.cues_for("xx") is OTHER


def test_every_module_of_a_language_is_chosen_by_some_tag() -> None:
    written = {
        path.stem for path in MODULES.glob("*.py") if "LEXICON = " in path.read_text("utf-8")
    }
    drafting = {
        path.stem for path in MODULES.glob("*cues.py") if "CUES = " in path.read_text("utf-8")
    }
    assert len(written) == len({id(known.lexicon(tag)) for tag in KNOWN})
    assert len(drafting) == len({id(known.cues_for(tag)) for tag in DRAFTED})


@pytest.mark.parametrize("tag", KNOWN)
def test_units_and_classes_of_hedges_have_the_names_that_all_languages_share(tag: str) -> None:
    english, one = known.lexicon("en"), known.lexicon(tag)
    assert set(one.units.values()) <= set(english.units.values())
    assert set(one.hedges) <= set(english.hedges)


@pytest.mark.parametrize("tag", KNOWN)
def test_words_are_in_small_letters_and_months_and_quarters_are_of_a_year(tag: str) -> None:
    one = known.lexicon(tag)
    words = (*one.words, *one.ordinals, *one.scales, *one.units, *one.months, *one.quarters)
    assert [word for word in (*words, *one.light, *one.small) if word != word.lower()] == []
    assert set(one.months.values()) == set(range(1, 13))
    assert set(one.quarters.values()) == set(range(1, 5))


@pytest.mark.parametrize("tag", KNOWN)
def test_a_pattern_finds_nothing_in_an_empty_text(tag: str) -> None:
    one = known.lexicon(tag)
    patterns = [one.negations, one.speech, one.clauses, one.breaks, *one.hedges.values()]
    assert [pattern for pattern in patterns if not pattern or re.search(pattern, "")] == []


@pytest.mark.parametrize("tag", DRAFTED)
def test_a_text_of_small_words_is_taken_for_its_own_language(tag: str) -> None:
    cues = known.cues_for(tag)
    assert known.guess_language(" ".join(sorted(cues.common))) == tag
    assert known.guess_language("xq zv 12") == "und"
    assert len(cues.months) == 12
