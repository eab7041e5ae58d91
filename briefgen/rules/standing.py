"""What a text says stands in its ground: its numbers, its dates and its names."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.base.diagnostics import At, Code, Diagnostic
from briefgen.rules.ground import Ground
from briefgen.rules.grounds import Grounds
from briefgen.texts.folding import fold_text
from briefgen.texts.mentions import Mentions


def numbers(
    own: Mentions,
    ground: Ground,
    dated: Ground,
    at: At,
    place: str,
    *,
    spelled: bool = True,
    months: bool = True,
) -> Iterator[Diagnostic]:
    """Every number and date stands in the ground.

    Unless `spelled`, numbers in words are ours to count with; unless `months`, a month without a year is ours to expect.
    """
    units = {quantity.unit for quantity in own.quantities}
    for quantity in own.quantities:
        if quantity.spelled and not spelled:
            continue
        if not ground.has(quantity, units) and not dated.has(quantity, units):
            yield Diagnostic(
                Code.NUMBER, at(), f"“{quantity.shown}” does not stand in the {place}", _NUMBER_HELP
            )
    for day in own.days:
        if not months and not (day.year or day.day or day.quarter):
            continue
        if not ground.dates(day) and not dated.dates(day):
            yield Diagnostic(
                Code.NUMBER,
                at(),
                f"the date “{day.shown}” does not stand in the {place}",
                _NUMBER_HELP,
            )


_NUMBER_HELP = "write it as the source does, cite what says it, or explain it in basis:"


def names(
    grounds: Grounds, text: str, own: Mentions, ground: Ground, linked: frozenset[str], at: At
) -> Iterator[Diagnostic]:
    """Every party and other name of a sentence stands in what it cites, or is linked by it."""
    proper = [place for place in grounds.parties.named(text) if place.proper]
    held = grounds.parties_in(ground) | linked if proper else linked
    for place in proper:
        if place.party not in held:
            yield _missing_name_in(place.party, at)
    for word in own.capitals:
        lower = fold_text(word).lower()
        if lower not in ground.folded and lower not in grounds.every_name:
            message = f"the name “{word}” does not stand in what the sentence cites"
            yield Diagnostic(Code.NAME, at(), message, "cite the record that names it")


def _missing_name_in(party: str, at: At) -> Diagnostic:
    message = f"“{party}” is not named in what the sentence cites"
    return Diagnostic(
        Code.NAME,
        at(),
        message,
        f"cite a record that names it; where we infer it, [[analyst]] [[{party}]]",
    )


def missing_name(party: str, at: At, place: str) -> Diagnostic:
    """That no name of a party stands in `place`, which is said in words."""
    message = f"the name of “{party}” does not stand in {place}"
    help_text = "name the party that the source names, add an alias to it, or explain it in basis:"
    return Diagnostic(Code.NAME, at(), message, help_text)
