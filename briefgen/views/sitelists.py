"""Site-wide lists that stay usable with hundreds of briefings: groups by letter, cut into leaves that link to each other.

A short list is one leaf and shows all it has; a long one shows a line for each item.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from briefgen.base.values import answers
from briefgen.views.shown import Target
from briefgen.views.site import Party, SiteView, Summary

Item = TypeVar("Item")

SHORT = 24
"""How many briefings a list shows with all that it has of them."""

FOLDER = "briefings/lists"
"""Where the later leaves are: below the briefings, whose pages no site has in its navigation."""

_IDEOGRAPHS = "漢"


@dataclass(frozen=True, slots=True)
class Group(Generic[Item]):
    """The items of one leaf whose names begin with one letter."""

    letter: str
    target: Target
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Item]):
    """One page of a list. `jumps` has each letter of the whole list with where it begins, `leaves` every page of it."""

    number: int
    target: Target
    groups: tuple[Group[Item], ...]
    jumps: tuple[tuple[str, Target], ...]
    leaves: tuple[Target, ...]
    long: bool

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)


def leaves(
    items: Sequence[Item], name: Callable[[Item], str], page: str, *, short: int, size: int
) -> tuple[Leaf[Item], ...]:
    """The leaves of a list, by name; the first is the page `page`. It is long with more than `short` items."""
    ordered = sorted(items, key=lambda item: (_place(name(item)), name(item)))
    parts = [ordered[start : start + size] for start in range(0, len(ordered), size)] or [[]]
    targets = tuple(Target(_address(page, number)) for number in range(1, len(parts) + 1))
    grouped = [
        tuple(
            Group(letter, Target(target.page, _anchor(letter)), tuple(group))
            for letter, group in groupby(part, key=lambda item: initial(name(item)))
        )
        for part, target in zip(parts, targets, strict=True)
    ]
    jumps: dict[str, Target] = {}
    for groups in grouped:
        for group in groups:
            jumps.setdefault(group.letter, group.target)
    return tuple(
        Leaf(number, targets[number - 1], groups, tuple(jumps.items()), targets, len(items) > short)
        for number, groups in enumerate(grouped, start=1)
    )


def lists(site: SiteView) -> Iterator[tuple[str, Leaf[Summary] | Leaf[Party]]]:
    """Every leaf of the site's lists, each with the name of its label and template."""
    asked = [briefing for briefing in site.briefings if briefing.open_questions]
    # A short list says of each briefing that nothing has changed, a long one leaves such briefings out.
    few = len(site.briefings) <= SHORT
    changed = [briefing for briefing in site.briefings if few or briefing.changes]
    short = SHORT * 3
    for leaf in leaves(site.briefings, _title, "briefings/index", short=SHORT, size=500):
        yield "briefings", leaf
    for party in leaves(site.stakeholders, _name, "stakeholders", short=short, size=300):
        yield "stakeholders", party
    for label, listed, size in (("questions", asked, 75), ("changes", changed, 50)):
        for leaf in leaves(listed, _title, label, short=SHORT, size=size):
            yield label, leaf


def _title(briefing: Summary) -> str:
    return briefing.title


def _name(party: Party) -> str:
    return party.name


def initial(name: str) -> str:
    """The letter that a name is listed under: without accents, "0–9" for digits, one for all ideographs."""
    first = next((sign for sign in _folded(name) if sign.isalnum()), "")
    if first.isdecimal():
        return "0–9"
    if unicodedata.name(first or " ").startswith("CJK"):
        return _IDEOGRAPHS
    return first.upper()[:1] or "#"


def _place(name: str) -> str:
    """What a name is sorted by: "part 9" comes before "part 10"."""
    return re.sub(r"\d+", lambda number: number[0].zfill(12), _folded(name))


@answers
def _folded(name: str) -> str:
    """`name` for sorting: small, without accents and what stands before its first letter or digit."""
    bare = unicodedata.normalize("NFKD", name)
    if not bare.isascii():
        bare = "".join([sign for sign in bare if not unicodedata.combining(sign)])
    plain = bare.casefold()
    start = next((at for at, sign in enumerate(plain) if sign.isalnum()), 0)
    return plain[start:]


def _address(page: str, number: int) -> str:
    if number == 1:
        return f"{page}.md"
    return f"{FOLDER}/{page.removesuffix('/index')}-{number}.md"


def _anchor(letter: str) -> str:
    return "_letter-" + "-".join(f"{ord(sign):x}" for sign in letter)
