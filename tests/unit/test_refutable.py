"""Whom a sentence names is certain: by the words around the names, or because the sentence says it twice."""

from __future__ import annotations

from briefgen.facts.fields import TO_DECIDE
from briefgen.facts.prose import parse
from briefgen.rules import consistency, partylinks, refutable
from briefgen.rules.agreement import Cited
from briefgen.rules.grounds import Grounds
from tests.factory import SOURCE
from tests.unit.rules import Change, briefing, said

STILL = "The ferry stands still. [[no-ferry]]"
MONEY = "Orla Finn said that the harbour spent $10 million on it."

SUPPORT = "Orla Finn supports Aldra Harbour."
SUPPORTS: tuple[Change, ...] = (
    ("evidence: Orla Finn said the harbour spent $10 million on it.", f"evidence: {SUPPORT}"),
    (f"statement: {MONEY}", f"statement: {SUPPORT}"),
)
SUPPORT_SOURCE = SOURCE.replace("Orla Finn said the harbour spent $10 million on it.", SUPPORT)
BELA: Change = (
    "relations:\n",
    "  bela-kovar:\n    name: Bela Kovar\n    type: Person\n    role: He is a pilot. [[money-spent]]\nrelations:\n",
)
"""A third party, whom no claim names."""


def prose(sentence: str, *changes: Change) -> list[str]:
    """What is said of a sentence that stands first in the briefing."""
    return first(said(consistency.check, (STILL, f'"{sentence}"'), *changes))


def first(lines: list[str]) -> list[str]:
    """What is said of the sentence in the first line of prose."""
    return [line for line in lines if line.startswith("BG504 f/facts.yml:7:")]


def supported(sentence: str, *changes: Change) -> list[str]:
    """The same where the record says who supports whom."""
    changes = (*SUPPORTS, (STILL, f'"{sentence}"'), *changes)
    return first(said(consistency.check, *changes, source=SUPPORT_SOURCE))


def doubt(wrong: str, links: str, columns: str) -> list[str]:
    message = f"the sentence would pass as well with {wrong}"
    return [
        f"BG504 f/facts.yml:7:{columns} {message} → link whom it names, in that order: write {links} behind it"
    ]


def test_a_name_for_which_another_of_the_record_would_pass_is_linked() -> None:
    wrong = "“Aldra Harbour” in place of “Orla Finn”"
    assert prose("Orla Finn paid. [[money-spent]]") == doubt(wrong, "[[orla-finn]]", "6-7:21")
    assert prose("Orla Finn paid. [[money-spent]] [[orla-finn]]") == []


def test_a_name_is_certain_where_the_record_names_nobody_else() -> None:
    assert prose("Aldra Harbour waits. [[no-ferry]]") == []
    # Somebody whom the file knows and the record does not name cannot have been meant.
    assert prose("Aldra Harbour waits. [[no-ferry]]", BELA) == []


def test_a_name_is_certain_beside_a_word_that_the_record_has_beside_it() -> None:
    assert supported("Orla Finn supports them. [[money-spent]]") == []
    wrong = "“Aldra Harbour” in place of “Orla Finn”"
    assert supported("Orla Finn helps them. [[money-spent]]") == doubt(
        wrong, "[[orla-finn]]", "6-7:27"
    )


def test_two_names_that_could_change_places_are_linked() -> None:
    told = "Orla Finn helps Aldra Harbour. [[money-spent]]"
    wrong = "“Orla Finn” and “Aldra Harbour” exchanged"
    assert supported(told) == doubt(wrong, "[[orla-finn]] [[aldra-harbour]]", "6-7:36")
    assert supported(f"{told} [[orla-finn]] [[aldra-harbour]]") == []
    # In a list they say the same in any order; around a word of the record they cannot be exchanged.
    assert supported("Orla Finn and Aldra Harbour agree. [[money-spent]]") == []
    assert supported("Orla Finn supports Aldra Harbour today. [[money-spent]]") == []


def test_a_sentence_that_repeats_the_record_is_certain() -> None:
    assert prose(f"{MONEY} [[money-spent]]") == []
    assert prose(f"{MONEY.removesuffix('.')} [[money-spent]]") == []
    [line] = prose(f"Later, {MONEY} [[money-spent]]")
    assert "with “Aldra Harbour” in place of “Orla Finn”" in line


def test_a_sentence_that_links_one_party_links_all_that_it_names_and_no_other() -> None:
    told = "Orla Finn paid Aldra Harbour. [[money-spent]]"
    assert prose(f"{told} [[aldra-harbour]]") == [
        (
            "BG504 f/facts.yml:7:6-7:35 the sentence links parties and not “orla-finn”, which it names"
            " → write [[orla-finn]] behind it"
        )
    ]
    assert prose("Orla Finn paid. [[money-spent]] [[orla-finn]] [[aldra-harbour]]") == [
        (
            "BG504 f/facts.yml:7:6-7:21 the sentence links “aldra-harbour”, which it does not name"
            " → name it, or take the link out"
        )
    ]
    assert prose(f"{told} [[aldra-harbour]] [[orla-finn]]") == [
        (
            "BG504 f/facts.yml:7:6-7:35 the links name “aldra-harbour” where the sentence names “orla-finn”"
            " → link the parties in the order in which the sentence names them: [[orla-finn]] [[aldra-harbour]]"
        )
    ]
    # Who is meant by "she" may be linked where nobody is named.
    assert prose("She spent millions. [[money-spent]] [[orla-finn]]") == []


def test_the_order_of_a_list_counts_before_a_rank() -> None:
    turned = "[[money-spent]] [[aldra-harbour]] [[orla-finn]]"
    assert prose(f"Orla Finn and Aldra Harbour came. {turned}") == []
    for rank in ("first", "1st"):
        [line] = prose(f"Orla Finn and Aldra Harbour {rank} came. {turned}")
        assert "the links name “aldra-harbour” where" in line
    assert prose(f"Aldra Harbour and Orla Finn first came. {turned}") == []


def test_a_name_that_is_wrong_is_reported_once() -> None:
    [line] = supported("Aldra Harbour supports Orla Finn. [[money-spent]]")
    assert "stands where what the sentence cites names" in line


def test_a_draft_is_not_asked() -> None:
    told = "Orla Finn paid. [[money-spent]]"
    assert prose(told) != []
    assert prose(f"{TO_DECIDE} {told}") == []


JUDGED = "statement: The ferry is likely to stay away until summer."
NAMING = (JUDGED, "statement: Orla Finn is likely to stay away until summer.")
RESTED = ("rests_on: [money-spent]", "rests_on: [no-ferry]")
RESTING = ("rests_on: [no-ferry]", "rests_on: [money-spent]")


def judged(*changes: Change) -> list[str]:
    return judging(NAMING, *changes)


def judging(*changes: Change) -> list[str]:
    """What is said of the judgment's statement."""
    lines = said(consistency.check, RESTING, *changes)
    return [line for line in lines if line.startswith("BG504 f/facts.yml:54:")]


def about(parties: str) -> Change:
    return ("    confidence: low", f"    about: [{parties}]\n    confidence: low")


def test_a_judgment_says_again_whom_it_names_where_another_would_do() -> None:
    assert judged() == [
        (
            "BG504 f/facts.yml:54:16-54:62 the judgment would pass as well with “Aldra Harbour” in place of “Orla Finn”"
            " → say again whom it names, in that order: about: [orla-finn]"
        )
    ]
    assert judged(about("orla-finn")) == []
    assert judged(about("aldra-harbour")) == [
        (
            "BG504 f/facts.yml:54:16-54:62 the statement names “orla-finn”, which about: does not list"
            " → list whom it names: about: [orla-finn]"
        )
    ]
    # Nobody is named, or nobody else could have been meant.
    assert judging() == []
    alone = (JUDGED, "statement: Aldra Harbour is likely to stay away until summer.")
    assert judging(alone, RESTED) == []


def test_two_parties_of_a_judgment_are_listed_in_their_order() -> None:
    both = (JUDGED, "statement: Orla Finn is likely to leave Aldra Harbour.")
    [line] = judging(both)
    assert "“Aldra Harbour” in place of “Orla Finn”" in line
    assert "about: [orla-finn, aldra-harbour]" in line
    assert judging(both, about("orla-finn, aldra-harbour")) == []
    [line] = judging(both, about("aldra-harbour, orla-finn"))
    assert line.endswith(
        "about: lists “aldra-harbour” where the statement names “orla-finn”"
        " → list them in the order of the statement: about: [orla-finn, aldra-harbour]"
    )
    [line] = judged(about("orla-finn, aldra-harbour"))
    assert line.endswith(
        "about: lists “aldra-harbour”, which the statement does not name"
        " → list whom it names: about: [orla-finn]"
    )


HELPS = (f"statement: {SUPPORT}", "statement: Orla Finn helps Aldra Harbour.")
SPEAKER = "speaker: orla-finn\n    about: [aldra-harbour]"


def claimed(listed: str, *changes: Change) -> list[str]:
    named = (SPEAKER, f"speaker: orla-finn\n    about: [{listed}]")
    return said(consistency.check, *SUPPORTS, named, *changes, source=SUPPORT_SOURCE)


def test_a_claim_lists_the_parties_in_the_order_of_its_statement() -> None:
    assert claimed("orla-finn, aldra-harbour", HELPS) == []
    [line] = claimed("aldra-harbour, orla-finn", HELPS)
    assert line.endswith("about: [orla-finn, aldra-harbour]")
    assert claimed("aldra-harbour, pier, orla-finn", HELPS, BASIS) == [
        (
            "BG504 f/facts.yml:40:5-40:10 about: lists “aldra-harbour” where the statement names “orla-finn”"
            " → list them in the order of the statement: about: [orla-finn, aldra-harbour, pier]"
        )
    ]


BASIS = (
    "    evidence: Orla Finn supports",
    "    basis: At the pier.\n    evidence: Orla Finn supports",
)


def test_a_claim_that_repeats_its_evidence_lists_them_in_any_order() -> None:
    assert claimed("aldra-harbour, orla-finn") == []
    assert claimed("orla-finn, aldra-harbour") == []


THREE = briefing(BELA)
ORLA, ALDRA, KOVAR = "orla-finn", "aldra-harbour", "bela-kovar"


def rows(text: str) -> list[list[str]]:
    return partylinks.named(THREE, Grounds(THREE), text)


def test_the_names_of_a_text_stand_in_its_order_those_of_a_list_together() -> None:
    assert rows("Orla Finn and Aldra Harbour told Bela Kovar.") == [[ORLA, ALDRA], [KOVAR]]
    assert rows("Bela Kovar told Orla Finn, Aldra Harbour.") == [[KOVAR], [ORLA, ALDRA]]
    assert rows("Orla Finn told Aldra Harbour of Orla Finn.") == [[ORLA], [ALDRA]]
    assert rows("Orla Finn, Bela Kovar and Aldra Harbour second") == [[ORLA], [KOVAR], [ALDRA]]
    assert rows("Nobody, and the harbour.") == []


def test_what_is_linked_is_compared_name_by_name() -> None:
    named = [["a"], ["b", "c"], ["d"]]
    assert partylinks.astray(named, ["a", "c", "b", "d"]) is None
    assert partylinks.astray(named, ["a", "b", "d", "c"]) == ("b", "b")
    assert partylinks.astray([["a"], ["b"], ["c"]], ["a", "b", "c"]) is None
    assert partylinks.astray([["a"], ["b"], ["c"]], ["a", "c", "b"]) == ("c", "b")


def others(text: str, *strange: str) -> list[tuple[refutable.Doubt, list[str]]]:
    places = partylinks.places(THREE, Grounds(THREE), text)
    return [
        (doubt, [place.party for place in changed])
        for doubt, changed in refutable.alternatives(text, places, strange)
    ]


def test_each_name_is_replaced_and_neighbours_are_exchanged() -> None:
    doubt = refutable.Doubt
    assert others("Orla Finn told Aldra Harbour of Orla Finn.", KOVAR) == [
        (doubt(ORLA, KOVAR), [KOVAR, ALDRA, ORLA]),
        (doubt(ALDRA, KOVAR), [ORLA, KOVAR, ORLA]),
        (doubt(ORLA, KOVAR), [ORLA, ALDRA, KOVAR]),
        (doubt(ORLA, ALDRA, exchanged=True), [ALDRA, ORLA, ORLA]),
        (doubt(ALDRA, ORLA, exchanged=True), [ORLA, ORLA, ALDRA]),
    ]
    assert others("Orla Finn told Aldra Harbour of a plan of Bela Kovar.") == [
        (doubt(ORLA, ALDRA, exchanged=True), [ALDRA, ORLA, KOVAR]),
        (doubt(ALDRA, KOVAR, exchanged=True), [ORLA, KOVAR, ALDRA]),
    ]
    assert others("Orla Finn told Orla Finn.") == []
    assert others("Orla Finn and Aldra Harbour came.") == []


def test_in_a_language_without_tables_no_word_makes_a_name_certain() -> None:
    told = "Orla Finn supports them."
    grounds = Grounds(THREE)
    places = partylinks.places(THREE, grounds, told)
    for language, expected in (("ja", refutable.Doubt(ORLA, ALDRA)), ("en", None)):
        cited = Cited(parse(told, "en").sentences[0], language, ((SUPPORT, language),))
        assert refutable.doubtful(cited, grounds, places, frozenset((ORLA, ALDRA))) == expected
