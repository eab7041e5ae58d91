"""The gate lets honest paraphrases pass, but for those that the docs name."""

from __future__ import annotations

import pytest

from tests import honest

REFUSED = (
    "Latin is not taught there.",
    "The operator refused to let anyone see its books.",
    "The country of origin is not named on the label.",
    "Buyers cannot see where it is from. [[not]]",
)
"""Denials of a word that the record does not use, which ask for `[[not]]`, and a sentence without any word of its claim."""


def test_honest_paraphrases_pass() -> None:
    assert sum(len(pairs) for pairs in honest.CORPUS.values()) >= 60
    assert honest.refused() == [*REFUSED]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("The school does not teach Latin.", "The school does teach Latin."),
        ("The harbour spent $10 million.", "The harbour spent $20 million."),
        ("Niemand wurde verletzt.", "Jemand wurde verletzt."),
    ],
)
def test_a_false_one_is_refused(
    statement: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    language = "de" if statement.startswith("Niemand") else "en"
    monkeypatch.setattr(honest, "CORPUS", {language: ((statement, sentence),)})
    assert honest.refused() == [sentence]
