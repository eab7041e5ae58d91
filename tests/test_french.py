"""A small briefing in French: what is right passes, and each change of meaning is noticed."""

from __future__ import annotations

import hashlib

import pytest

from briefgen.base.tree import Tree
from briefgen.checking import check

SOURCE = (
    "Le port de Brenne ne rouvrira pas avant le 3 mars 2031. Selon Claire Aubin, la ville a dépensé 4,5 millions d’euros "
    "pour 3 500 places. La société Nordal devrait livrer environ 20 grues.\n"
)
FACTS = """\
schema: 1
title: Le port de Brenne
question: Quand le port de Brenne rouvrira-t-il\u202f? [[brenne]]
as_of: "2031-02"
language: fr
status: published
bottom_line:
  - Le port ne rouvrira pas avant le 3 mars 2031. [[reprise]]
sources:
  avis:
    title: Un avis
    type: NewsArticle
    language: fr
    publisher: Courrier de Brenne
    published: "2031-02-01"
    snapshot: sources/avis.txt
    sha256: {digest}
    descriptor: Un court avis sans auteur.
claims:
  reprise:
    statement: Le port de Brenne ne rouvrira pas avant le 3 mars 2031.
    kind: forecast
    speaker: avis
    about: [brenne]
    evidence: Le port de Brenne ne rouvrira pas avant le 3 mars 2031.
    assessment: {{verdict: unverified}}
  depense:
    statement: Claire Aubin dit que la ville a dépensé 4,5 millions d’euros pour 3500 places.
    kind: reported
    speaker: aubin
    about: [aubin]
    evidence: Selon Claire Aubin, la ville a dépensé 4,5 millions d’euros pour 3 500 places.
    assessment: {{verdict: unverified}}
  grues:
    statement: La société Nordal devrait livrer environ vingt grues.
    kind: forecast
    speaker: avis
    about: [nordal]
    evidence: La société Nordal devrait livrer environ 20 grues.
    assessment: {{verdict: unverified}}
stakeholders:
  brenne: {{name: Port de Brenne, aliases: [Brenne], type: Organization, role: 'La partie. [[analyst]]'}}
  nordal: {{name: Nordal, type: Organization, role: 'La partie. [[analyst]]'}}
  aubin: {{name: Claire Aubin, type: Person, role: 'Le témoin. [[analyst]]'}}
"""


def codes(*changes: tuple[str, str]) -> list[str]:
    text = FACTS.format(digest=hashlib.sha256(SOURCE.encode()).hexdigest())
    for written, instead in changes:
        assert text.count(f"statement: {written}") == 1, written
        text = text.replace(f"statement: {written}", f"statement: {instead}")
    folder = "seeds/port"
    files = {f"{folder}/facts.yml": text.encode(), f"{folder}/sources/avis.txt": SOURCE.encode()}
    found = check(Tree(files, {})).diagnostics
    return [diagnostic.code.code for diagnostic in found]


def test_statements_in_french_that_say_what_their_evidence_says_pass() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        (
            "Le port de Brenne ne rouvrira pas avant le 3 mars",
            "Le port de Brenne rouvrira avant le 3 mars",
        ),
        (
            "Le port de Brenne ne rouvrira pas avant le 3 mars",
            "Le port de Brenne ne rouvrira pas avant le 3 mai",
        ),
        (
            "Claire Aubin dit que la ville a dépensé 4,5 millions",
            "Claire Aubin dit que la ville a dépensé 4,5 milliards",
        ),
        (
            "Claire Aubin dit que la ville a dépensé 4,5 millions d’euros",
            "Claire Aubin dit que la ville a dépensé 4,5 millions de dollars",
        ),
        (
            "La société Nordal devrait livrer environ vingt",
            "La société Nordal devrait livrer environ trente",
        ),
        (
            "La société Nordal devrait livrer environ vingt",
            "La société Nordal livrera environ vingt",
        ),
        (
            "La société Nordal devrait livrer environ vingt",
            "La société Nordal devrait livrer vingt",
        ),
    ],
)
def test_a_statement_in_french_that_says_something_else_is_noticed(
    written: str, instead: str
) -> None:
    assert codes((written, instead)) != []
