"""A name that a sentence links becomes the link; what it links and does not name stays behind it."""

from __future__ import annotations

from briefgen.facts import prose
from briefgen.facts.parties import finder_of
from briefgen.views import namelinks
from briefgen.views.shown import Cite, Target

PARTIES = finder_of((("fabrikam", "Fabrikam"), ("contoso", "Contoso"), ("contoso", "Contoso Ltd")))


def cite(id: str) -> Cite:
    return Cite(id, "stakeholders", "", Target("people.md", id), id.capitalize())


def cut(text: str, *ids: str) -> tuple[list[str], list[str]]:
    """The stretches of the first sentence of `text`, those that lead somewhere with where; and the links that are left."""
    sentence = prose.parse(text, "en").sentences[0]
    found, left = namelinks.stretches(sentence, [cite(id) for id in ids], PARTIES)
    shown = [
        "".join(run.text for run in part.runs) + (f"→{part.target.anchor}" if part.target else "")
        for part in found
    ]
    return shown, [link.id for link in left]


def test_a_name_leads_to_its_party_from_where_it_first_stands() -> None:
    told = "Then Contoso Ltd told Fabrikam that Contoso waits."
    assert cut(told, "fabrikam", "contoso") == (
        ["Then ", "Contoso Ltd→contoso", " told ", "Fabrikam→fabrikam", " that Contoso waits."],
        [],
    )
    assert cut("Contoso met Fabrikam", "contoso", "fabrikam") == (
        ["Contoso→contoso", " met ", "Fabrikam→fabrikam"],
        [],
    )


def test_a_party_that_is_not_linked_is_not_cut_out() -> None:
    assert cut("Contoso told Fabrikam.", "fabrikam") == (
        ["Contoso told ", "Fabrikam→fabrikam", "."],
        [],
    )
    assert cut("Contoso told Fabrikam.") == ([], [])


def test_a_link_to_somebody_who_is_not_named_is_left() -> None:
    assert cut("She told Fabrikam.", "contoso", "fabrikam") == (
        ["She told ", "Fabrikam→fabrikam", "."],
        ["contoso"],
    )
    assert cut("She waits.", "contoso") == ([], ["contoso"])


def test_a_name_keeps_its_style_and_no_link_stands_inside_a_link() -> None:
    sentence = prose.parse("A *word from Contoso* came.", "en").sentences[0]
    found, _ = namelinks.stretches(sentence, [cite("contoso")], PARTIES)
    assert [[(run.text, run.emphasis) for run in part.runs] for part in found] == [
        [("A ", False), ("word from ", True)],
        [("Contoso", True)],
        [(" came.", False)],
    ]
    linked = "[The page of Contoso](https://example.org) is new."
    assert cut(linked, "contoso") == ([], ["contoso"])


def test_no_name_is_cut_where_folding_moves_the_letters() -> None:
    assert cut("A\u00adb told Contoso.", "contoso") == ([], ["contoso"])
    assert cut("Ab told Contoso.", "contoso")[1] == []
