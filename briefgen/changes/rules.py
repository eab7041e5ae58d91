"""The catalogue of change rules: every kind of change between two states of a fact file, and how much it weighs.

Ids are stable: continuous integration names them in `--fail-on`, labels name them on pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from briefgen.base.diagnostics import Span
from briefgen.facts.corpus import KINDS


class Weight(StrEnum):
    """What a change does to a reader who relied on the earlier state, worst first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    EDITORIAL = "editorial"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return tuple(Weight).index(self)


class Group(StrEnum):
    """What a reader filters changes by."""

    ADDED = "added"
    REMOVED = "removed"
    MEANING = "meaning"
    EVIDENCE = "evidence"
    ASSESSMENT = "assessment"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of change. `inverse` is the id of the rule that the same change gives the other way round."""

    id: str
    weight: Weight
    group: Group
    title: str
    inverse: str


_WEIGHTS = {"!": Weight.HIGH, "*": Weight.MEDIUM, ".": Weight.LOW, "-": Weight.EDITORIAL}

# One line for each pair of opposites, or for each rule that is its own opposite:
# weight and id [weight and id of the opposite] : group [group of the opposite] : title [title of the opposite]
_CATALOGUE = """
. briefing-added ! briefing-removed : added removed : briefing added | briefing removed
! briefing-renamed : other : the briefing's address changed
* title-changed : other : title changed
* aim-changed : meaning : the briefing's question changed
* as-of-changed : other : as-of date changed
* status-changed : other : status changed
. setting-changed : other : setting changed
. coverage-floor-raised ! coverage-floor-lowered : evidence evidence : coverage floor raised | coverage floor lowered
* bottom-line-changed : meaning : bottom line changed
* background-changed : meaning : background changed
. correction-listed * correction-unlisted : other other : correction listed | correction taken off the list
. claim-added ! claim-removed : added removed : claim added | claim removed
* claim-reinstated ! claim-retracted : added removed : claim reinstated | claim retracted
! polarity-flipped : meaning : polarity flipped
! amount-changed : meaning : amount changed
! date-in-words-changed : meaning : date in the words changed
* hedge-added ! hedge-dropped : meaning meaning : hedge added | hedge dropped
* statement-changed : meaning : statement changed
* evidence-changed : evidence : evidence changed
. evidence-added ! evidence-dropped : evidence evidence : evidence added | evidence dropped
* kind-changed : meaning : kind of claim changed
* verdict-changed : assessment : verdict changed
! bin-changed : assessment : standing changed
* confidence-raised * confidence-lowered : assessment assessment : confidence raised | confidence lowered
* note-changed : assessment : note of the assessment changed
* support-added * support-dropped : assessment assessment : assessment cites one more reference | assessment cites one reference less
* speaker-changed : meaning : speaker changed
* attribution-gained ! attribution-lost : meaning meaning : attribution gained | attribution lost
* date-changed : meaning : date changed
. about-changed : other : parties it is about changed
. basis-changed : other : reason for our wording changed
. source-added ! source-dropped : added removed : source added | source dropped
! source-text-changed : evidence : archived text changed
* source-changed : other : record of a source changed
* ignored-changed : evidence : ignored passages changed
. coverage-risen * coverage-fallen : evidence evidence : coverage risen | coverage fallen
. reference-added * reference-dropped : added removed : reference added | reference dropped
* reference-changed : other : reference changed
* reliability-raised ! reliability-lowered : assessment assessment : reliability raised | reliability lowered
* judgment-added ! judgment-dropped : added removed : judgment added | judgment dropped
! likelihood-raised ! likelihood-lowered : meaning meaning : likelihood raised | likelihood lowered
* ground-added ! ground-dropped : evidence evidence : judgment rests on one record more | judgment rests on one record less
* judgment-changed : meaning : judgment changed
. stakeholder-added * stakeholder-dropped : added removed : stakeholder added | stakeholder dropped
* stakeholder-changed : other : stakeholder changed
. relation-added * relation-dropped : added removed : relation added | relation dropped
* relation-changed : other : relation changed
. question-opened * question-dropped : added removed : question opened | question dropped
* question-narrowed * question-widened : meaning meaning : question narrowed | question open again
* question-answered * question-reopened : meaning meaning : question answered | answered question reopened
* question-reworded : meaning : question reworded
* question-changed : other : question changed
. term-added . term-dropped : added removed : term added | term dropped
. term-changed : other : term changed
. problem-added * problem-dropped : added removed : problem of a source added | problem of a source dropped
* problem-changed : meaning : problem of a source changed
. event-added * event-dropped : added removed : event added | event dropped
* event-changed : meaning : event changed
. detail-changed : other : detail changed
- renamed : other : id changed, the old one kept
. permalink-kept ! permalink-dropped : other other : earlier id kept | earlier id dropped
- editorial : other : editing only
! correction-missing : meaning : published claim changed without a correction
"""


def _rules() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for line in _CATALOGUE.strip().splitlines():
        left, groups, titles = line.split(" : ")
        words = left.split()
        ids = words[1::2]
        for mark, id, other, group, title in zip(
            words[::2], ids, reversed(ids), groups.split(), titles.split(" | "), strict=True
        ):
            found[id] = Rule(id, _WEIGHTS[mark], Group(group), title, other)
    return found


RULES = _rules()
"""Every rule by its id, in the order of the model."""

ORDER = {id: index for index, id in enumerate(RULES)}

CORRECTED = frozenset(
    [
        "claim-removed",
        "claim-retracted",
        "polarity-flipped",
        "amount-changed",
        "date-in-words-changed",
        "hedge-added",
        "hedge-dropped",
        "statement-changed",
        "kind-changed",
        "speaker-changed",
        "attribution-gained",
        "attribution-lost",
        "date-changed",
        "bin-changed",
    ]
)
"""The changes of a published claim that readers are owed a line on the corrections page for."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `kind` and `id` name the record as it is called last ("" for the briefing itself).

    `before` and `after` are both states in words; `old_at` and `new_at` where they stand, None where they do not.
    """

    rule: Rule
    briefing: str
    kind: str
    id: str
    field: str = ""
    before: str = ""
    after: str = ""
    old_at: Span | None = None
    new_at: Span | None = None

    @property
    def at(self) -> Span:
        """Where the change shows: in the later file, or in the earlier one for what is gone."""
        return self.new_at or self.old_at or Span(f"seeds/{self.briefing}/facts.yml")


def in_order(found: Iterable[Change]) -> tuple[Change, ...]:
    """Worst first, then by briefing and in the order of the model."""
    kinds = {kind: index for index, kind in enumerate(("", *KINDS, "relations"))}
    return tuple(
        sorted(
            found,
            key=lambda c: (
                c.rule.weight.rank,
                c.briefing,
                kinds[c.kind],
                c.at,
                c.id,
                ORDER[c.rule.id],
                c.field,
                c.before,
                c.after,
            ),
        )
    )
