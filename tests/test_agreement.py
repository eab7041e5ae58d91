"""A sentence agrees with what it cites: who does what, what is denied, what is hedged, and what is cited at all."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from briefgen.rules.alignment import words
from tests.factory import SOURCE, codes, found

STILL = "The ferry stands still. [[no-ferry]]"
FERRY = "statement: The ferry to Aldra will not run in March."
COUNCIL = "statement: The council is expected to meet on 4 May 2031."


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        # Two denials where the record has one.
        ("No ferry does not run in March. [[no-ferry]]", "BG505"),
        # Nothing in common with the claim.
        ("Tickets went up by a third. [[no-ferry]]", "BG504"),
    ],
)
def test_a_sentence_that_says_otherwise_is_reported(sentence: str, code: str) -> None:
    assert code in codes((STILL, sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry will not run in March. [[no-ferry]]",
        "No ferry runs in March, and nobody else goes to Aldra. [[no-ferry]] [[analyst]] [[not]]",
        "The council is expected to meet on 4 May 2031. [[council-meeting]]",
        "The council is to meet on 4 May 2031, according to the notice. [[council-meeting]]",
        "By March the island is on its own. [[no-ferry]]",
        "The notice of March says so. [[no-ferry]]",
        "Tickets went up by a third. [[no-ferry]] [[analyst]]",
    ],
)
def test_the_same_thing_said_otherwise_passes(sentence: str) -> None:
    assert codes((STILL, sentence)) == []


BACKED = (
    ("Orla Finn said the harbour spent", "Orla Finn supports Aldra Harbour with"),
    (
        "statement: Orla Finn said that the harbour spent $10 million on it.",
        "statement: Orla Finn supports Aldra Harbour.",
    ),
)


def _backed(sentence: str) -> list[str]:
    (_, said), statement = BACKED
    source = SOURCE.replace("Orla Finn said the harbour spent", said)
    quote = ("evidence: Orla Finn said the harbour spent", f"evidence: {said}")
    return codes(quote, statement, (STILL, f"{sentence} [[money-spent]]"), source=source)


def test_two_parties_stand_around_a_word_as_in_what_is_cited() -> None:
    assert _backed("Orla Finn supports Aldra Harbour.") == []
    assert _backed("Aldra Harbour is supported by Orla Finn.") == []
    assert _backed("Aldra Harbour supports Orla Finn.") == ["BG504"]


def test_what_the_record_denies_is_denied() -> None:
    source = SOURCE.replace("not run", "not travel")
    travel = (
        (FERRY, FERRY.replace("run", "travel")),
        (
            "evidence: The ferry to Aldra will not run",
            "evidence: The ferry to Aldra will not travel",
        ),
        ("known: It will not run", "known: It will not travel"),
    )
    for words_, expected in (("will travel", ["BG505"]), ("will not travel", [])):
        sentence = f"The ferry {words_} in March. [[no-ferry]]"
        assert codes(*travel, (STILL, sentence), source=source) == expected


def test_what_is_only_expected_is_not_certain() -> None:
    source = SOURCE.replace("expected to meet", "expected to gather")
    gather = (
        (COUNCIL, COUNCIL.replace("meet", "gather")),
        (
            "evidence: The council is expected to meet",
            "evidence: The council is expected to gather",
        ),
    )
    for words_, expected in (("will gather", ["BG506"]), ("is expected to gather", [])):
        sentence = f"The council {words_} on 4 May 2031. [[council-meeting]]"
        assert codes(*gather, (STILL, sentence), source=source) == expected


def test_an_amount_keeps_the_word_before_it() -> None:
    source = SOURCE.replace("spent $10", "spent about $10")
    about = (
        ("spent $10 million on it.\n    kind", "spent about $10 million on it.\n    kind"),
        ("spent $10 million on it.\n    assess", "spent about $10 million on it.\n    assess"),
    )
    for amount, expected in (("about $10 million", []), ("$10 million", ["BG506"])):
        sentence = f"The harbour spent {amount}. [[money-spent]]"
        assert codes(*about, (STILL, sentence), source=source) == expected


def test_a_list_of_names_has_no_order() -> None:
    assert _backed("Aldra Harbour and Orla Finn go together.") == []
    assert _backed("Orla Finn and Aldra Harbour go together.") == []


def test_scope_ends_with_the_clause() -> None:
    first, second = words("It was not closed, but opened again.", "en")[:2]
    assert (first.shown, first.denied) == ("closed", True)
    assert (second.shown, second.denied) == ("opened", False)


def test_a_language_without_tables_denies_nothing_that_could_be_compared() -> None:
    assert not any(word.denied or word.hedged for word in words("それは not closed", "ja"))


def test_a_quotation_that_stops_short_is_reported() -> None:
    whole = "evidence: The council is expected to meet on 4 May 2031."
    assert codes((whole, "evidence: meet on 4 May 2031.")) == ["BG511"]
    # What stands outside may be said in a basis; what the statement does not say may stand outside.
    basis = "\n    basis: It is the council that is expected to meet."
    assert codes((whole, f"evidence: meet on 4 May 2031.{basis}")) == []
    assert codes((whole, "evidence: The council is expected to meet on 4 May 2031")) == []


def test_the_word_beside_a_quotation_is_quoted_whatever_the_basis_says() -> None:
    whole = "evidence: The council is expected to meet on 4 May 2031."
    basis = "\n    basis: It is the council that is expected to meet."
    for cut in ("council is expected to meet on 4 May 2031.", "to meet on 4 May 2031."):
        assert codes((whole, f"evidence: {cut}{basis}")) == ["BG511"] * ("council" not in cut)
    source = SOURCE.replace("meet on 4 May 2031", "meet on 4 May 2031 quietly")
    said = ("meet on 4 May 2031.\n    kind", "meet on 4 May 2031 quietly.\n    kind")
    short = (whole, "evidence: The council is expected to meet on 4 May 2031\n    basis: Quietly.")
    assert codes(said, short, source=source) == ["BG511"]
    assert codes(said, (whole, f"{whole[:-1]} quietly."), source=source) == []
    # Another passage that has the word does not quote it here.
    twice = "evidence:\n      - exact: {}\n      - exact: The council is expected to meet on 4 May 2031."
    assert codes((whole, twice.format("The council is"))) == ["BG511"]
    assert codes((whole, twice.format("The council"))) == []


def test_a_quotation_without_the_not_before_it_is_reported() -> None:
    source = SOURCE.replace(
        "Orla Finn said the harbour spent", "Orla Finn said the harbour never spent"
    )
    cut = (
        (
            "statement: Orla Finn said that the harbour spent $10 million on it.",
            "statement: The harbour spent $10 million on it.",
        ),
        (
            "evidence: Orla Finn said the harbour spent $10 million on it.",
            "evidence: spent $10 million on it.",
        ),
    )
    basis = (
        "about: [aldra-harbour]\n    evidence: spent",
        "about: [aldra-harbour]\n    basis: %s\n    evidence: spent",
    )
    explained = (basis[0], basis[1] % "Orla Finn of the harbour")
    messages = [problem.message for problem in found(*cut, explained, source=source)]
    assert "the quotation leaves out “never”, which stands just before it" in messages
    messages = [problem.message for problem in found(*cut, explained)]
    assert not any("leaves out" in message for message in messages)


def test_an_opinion_of_a_party_needs_a_word_of_speaking() -> None:
    opinion = (
        "speaker: notice\n    about: [aldra-harbour]",
        "speaker: aldra-harbour\n    about: [aldra-harbour]",
    )
    kind = ("in March.\n    kind: fact", "in March.\n    kind: opinion")
    messages = [problem.message for problem in found(opinion, kind)]
    assert any("shows that “aldra-harbour” speaks" in message for message in messages)
    assert not any("speaks" in problem.message for problem in found())


def test_a_question_takes_nothing_for_granted() -> None:
    asked = "question: When will it run again?"
    assert codes((asked, "question: Why does the ferry not run in March? [[not]]")) == []
    assert codes((asked, "question: Why did the council not meet?")) == ["BG505"]


def test_a_basis_of_a_date_names_one_of_several_dates() -> None:
    source = SOURCE.replace("4 May 2031", "4 May 2031, not on 9 June 2031")
    quote = (
        "meet on 4 May 2031.\n    assess",
        "meet on 4 May 2031, not on 9 June 2031.\n    assess",
    )
    said = (COUNCIL, f"{COUNCIL[:-1]}, not on 9 June 2031.")
    dated = 'date: {edtf: "2031-05-04", basis: %s}'
    named = ('date: "2031-05-04"', dated % "the date of 4 May 2031")
    bare = ('date: "2031-05-04"', dated % "as the notice has it")
    assert codes(quote, said, named, source=source) == []
    assert codes(quote, said, bare, source=source) == ["BG503"]


def test_the_year_of_a_date_stands_in_the_same_record() -> None:
    other = ("title: Harbour accounts", "title: Harbour accounts of 9 June")
    both = "It met on 9 June 2031. [[council-meeting]] [[harbour-report]] [[=9 June 2031]]"
    assert "BG503" in codes(other, (STILL, both))
    year = ("title: Harbour accounts", "title: Harbour accounts of 9 June 2031")
    assert "BG503" not in codes(year, (STILL, both))


def test_of_several_parties_on_the_wrong_side_the_same_one_is_told_of_each_time() -> None:
    script = (
        "from briefgen.rules.agreement import _replaced, _turned\n"
        "from briefgen.rules.alignment import Beside\n"
        "named = [frozenset(f'{side}{n}' for n in range(9)) for side in 'ab']\n"
        "own, held = Beside('pay', *named, *named), Beside('pay', *named[::-1], *named[::-1])\n"
        "one = [Beside('pay', left=frozenset(['c']))]\n"
        "print(list(_turned(own, [held])), list(_replaced(own, one)))\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in (1, 2, 3)
    }
    (only,) = told
    # All of them, in the order of their ids.
    assert only.startswith("[('a0', 'b0'), ('a0', 'b1'), ")
    assert "('a8', 'b8')] [('a0', 'c'), " in only
