"""A sentence cut where it names the parties that it links, so that on the page each name is itself the link."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.base.runs import cut
from briefgen.facts import prose
from briefgen.facts.parties import Named, Parties
from briefgen.texts.folding import fold_text
from briefgen.views.shown import Cite, Stretch


def stretches(
    sentence: prose.Sentence, links: Iterable[Cite], parties: Parties
) -> tuple[tuple[Stretch, ...], tuple[Cite, ...]]:
    """The whole sentence in stretches, none where it names nobody whom it links; and the links that are left.

    Each of them leads from the place where the party is first named.
    """
    left = {link.id: link for link in links}
    found: list[Stretch] = []
    end = 0
    for place in _places(sentence, parties):
        link = left.pop(place.party, None)
        if link is None:
            continue
        if place.start > end:
            found.append(Stretch(cut(sentence.runs, end, place.start)))
        found.append(Stretch(cut(sentence.runs, place.start, place.end), link.target))
        end = place.end
    if found and end < len(sentence.text):
        found.append(Stretch(cut(sentence.runs, end, len(sentence.text))))
    return tuple(found), tuple(left.values())


def _places(sentence: prose.Sentence, parties: Parties) -> tuple[Named, ...]:
    """Where the sentence names parties; nowhere that no link can stand."""
    text = sentence.text
    # Places are counted in the folded text; and no link stands inside a link.
    whole = len(fold_text(text)) == len(text) and not any(run.href for run in sentence.runs)
    return parties.named(text) if whole else ()
