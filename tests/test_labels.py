"""A site's own labels are laid over the shipped ones, and those that fit nowhere are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.base.diagnostics import Code
from briefgen.base.siteoptions import SiteOptions
from briefgen.disk import files
from briefgen.printing.pages import Press


def press(root: Path, language: str, labels: str) -> Press:
    folder = root / "templates" / "labels"
    folder.mkdir(parents=True)
    (folder / f"{language}.yml").write_text(labels, encoding="utf-8")
    return Press(files.read_templates(root), SiteOptions())


def test_a_label_of_the_site_takes_the_place_of_one_and_the_others_stay(tmp_path: Path) -> None:
    made = press(tmp_path, "en", "claims: Statements\nclaims_n: {one: one, other: many}\n")
    words = made.words("en")
    assert made.problems == ()
    assert (words["claims"], words.count("claims_n", 2)) == ("Statements", "many")
    assert words["sources"] == "Sources"
    assert made.words("de")["claims"] != "Statements"


def test_another_language_falls_back_to_the_site_s_english(tmp_path: Path) -> None:
    made = press(tmp_path, "fr", "claims: Affirmations\n")
    assert made.words("fr")["claims"] == "Affirmations"
    assert made.words("fr-CA")["sources"] == "Sources"


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ("clams: Statements\n", "there is no label “clams”"),
        ("claims: {one: a, other: b}\n", "the label “claims” is not one text"),
        ("claims_n: {one: a}\n", "a text for each plural form"),
        ("claims_n: [a]\n", "a text for each plural form"),
    ],
)
def test_a_label_that_fits_nowhere_is_reported_and_left_out(
    tmp_path: Path, labels: str, message: str
) -> None:
    made = press(tmp_path, "en", f"sources: Origins\n{labels}")
    (problem,) = made.problems
    assert (problem.code, problem.span.path) == (Code.TEMPLATE, "templates/labels/en.yml")
    assert (problem.span.line, problem.span.column) == (2, 1)
    assert message in problem.message
    words = made.words("en")
    assert (words["claims"], words["sources"]) == ("Claims", "Origins")
    assert words.count("claims_n", 1) == "1 claim"


def test_a_catalogue_that_is_no_yaml_is_reported(tmp_path: Path) -> None:
    made = press(tmp_path, "en", "claims: [\n")
    assert [problem.code for problem in made.problems] == [Code.SYNTAX]
    assert made.words("en")["claims"] == "Claims"
