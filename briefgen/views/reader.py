"""What templates may see of a briefing's past: its changes, corrections, review stamps and dates that it set itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.base.tree import Tree
from briefgen.base.values import once
from briefgen.changes import versions
from briefgen.changes.history import Entry, History
from briefgen.changes.rules import Change
from briefgen.facts import review
from briefgen.facts.corpus import Briefing
from briefgen.facts.evidence import When
from briefgen.facts.model import Correction
from briefgen.texts import dates
from briefgen.texts.dates import Day
from briefgen.views.briefing import BriefingView
from briefgen.views.shown import DateView, PartyView

_LONGEST = 280
_NAME = 110
_AROUND = 6
_NAMED = ("judgments", "references", "sources", "stakeholders", "terms")
_CITATION = re.compile(r"\s*\[\[[^\[\]]*\]\]")


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change for readers: its day, rule and group, the record as a link (None where it is gone), both wordings.

    `label` is the rule in words, `was` and `now` the whole wordings; `before` and `after` are what differs in them,
    between `lead` and `tail`, which are the same in both.
    """

    id: str
    day: str
    date: DateView | None
    rule: str
    label: str
    group: str
    name: str
    link: PartyView | None
    was: str
    now: str
    lead: str
    before: str
    after: str
    tail: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A line of the corrections page; `claims` are links to those that are still there."""

    kind: str
    label: str
    date: DateView | None
    claims: tuple[PartyView, ...]
    was: str
    now: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review stamp; where it is stale, from what to what."""

    stamp: review.Stamp
    date: DateView | None
    stale: review.StaleStamp | None


class ReaderView:
    """The past of one briefing. Everything is computed when first asked for, and once."""

    def __init__(
        self, view: BriefingView, briefing: Briefing, tree: Tree, past: History, today: Day | None
    ) -> None:
        self._view, self._briefing, self._tree = view, briefing, tree
        self._past, self._today = past, today
        self.facts = view.facts

    def _day(self, iso: str | None) -> DateView | None:
        return self._view.date(When(edtf=iso)) if iso else None

    @once
    def changes(self) -> tuple[ChangeView, ...]:
        """The changes that readers can see, newest first."""
        return tuple(self._change(entry) for entry in self._past.of(self._view.id))

    def _change(self, entry: Entry) -> ChangeView:
        change = entry.change
        id = self._current(change.id)
        place = self._view.place(id) if id else self._view.target
        name = self._name(id) or change.id.replace("-", " ") or self.facts.title
        lead, before, after, tail = _differing(*_words(change))
        return ChangeView(
            id=change.id,
            day=entry.day,
            date=self._day(entry.day),
            rule=change.rule.id,
            label=self._view.label("change", change.rule.id),
            group=change.rule.group.value,
            name=name,
            link=PartyView(id, name, place) if place else None,
            was=change.before,
            now=change.after,
            lead=lead,
            before=_cut(before),
            after=_cut(after),
            tail=tail,
        )

    def _name(self, id: str) -> str:
        """What readers know a record by, or "" where it has no such name or is gone."""
        if id in self.facts.claims:
            return _cut(self.facts.claims[id].statement, _NAME)
        held = next((kind for kind in _NAMED if id in getattr(self.facts, kind)), None)
        return _cut(self._view.cite(id).preview, _NAME) if held else ""

    def _current(self, id: str) -> str:
        return self._briefing.former_ids.get(id, id)

    @once
    def corrections(self) -> tuple[CorrectionView, ...]:
        """The published corrections, newest first; a waiver is for the comparison and not for readers."""
        listed = [c for c in self.facts.corrections if c.kind != "editorial"]
        listed.sort(key=lambda c: dates.parse(c.date.edtf).first, reverse=True)
        return tuple(self._correction(correction) for correction in listed)

    def _correction(self, record: Correction) -> CorrectionView:
        return CorrectionView(
            kind=record.kind,
            label=self._view.label("correction", record.kind),
            date=self._view.date(record.date),
            claims=self._links(record),
            was=record.was or "",
            now=record.now or "",
            reason=record.reason or "",
        )

    def _links(self, correction: Correction) -> tuple[PartyView, ...]:
        current = [(self._current(id), id) for id in correction.claims]
        places = [(id, name, self._view.place(id)) for id, name in current]
        return tuple(PartyView(id, name.replace("-", " "), at) for id, name, at in places if at)

    def first_seen(self, claim: str) -> DateView | None:
        """The day that the claim was first published, where history is known that far."""
        return self._day(self._past.first_seen.get((self._view.id, claim)))

    def last_changed(self, claim: str) -> DateView | None:
        """The day of the last change that a reader can see."""
        return self._day(self._past.last_changed.get((self._view.id, claim)))

    def noted(self, claim: str) -> bool:
        """Whether anything is known of a claim's past."""
        return (self._view.id, claim) in self._past.first_seen or claim in self._reviews

    def reviews(self, claim: str) -> tuple[ReviewView, ...]:
        """The stamps of a claim, in the order of the file."""
        return self._reviews.get(claim, ())

    @once
    def _reviews(self) -> Mapping[str, tuple[ReviewView, ...]]:
        stamps, _ = review.read(self._tree, self._briefing.document.path.rpartition("/")[0])
        found: dict[str, tuple[ReviewView, ...]] = {}
        for stamp in stamps:
            stale = next(review.stale(self._view.id, self.facts, [stamp]), None)
            shown = ReviewView(stamp, self._day(stamp.on), stale)
            id = self._current(stamp.claim)
            found[id] = (*found.get(id, ()), shown)
        return found

    @property
    def stale_after(self) -> DateView | None:
        return self._view.date(self.facts.stale_after)

    @property
    def review_by(self) -> DateView | None:
        return self._view.date(self.facts.review_by)

    def past(self, field: str) -> bool:
        """Whether the date in stale_after or review_by is past."""
        when = {"stale_after": self.facts.stale_after, "review_by": self.facts.review_by}[field]
        return bool(self._today and when and dates.parse(when.edtf).last < self._today)


def _cut(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"


def _words(change: Change) -> tuple[str, str]:
    """Both states, without citations: readers know records by their names. In plain text brackets cite nothing."""
    if versions.is_literal(change.kind, change.field):
        return change.before, change.after
    return _CITATION.sub("", change.before), _CITATION.sub("", change.after)


def _differing(before: str, after: str) -> tuple[str, str, str, str]:
    """What stands before the difference in both texts, each text's own part, and what stands behind; by words."""
    old, new = before.split(), after.split()
    shorter = min(len(old), len(new))
    same = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = range(shorter - same)
    alike = next((n for n in rest if old[-1 - n] != new[-1 - n]), len(rest))
    if not old or not new:
        return "", " ".join(old), " ".join(new), ""
    lead, tail = new[:same], new[len(new) - alike :]
    return (
        " ".join((["…"] if same > _AROUND else []) + lead[-_AROUND:]),
        " ".join(old[same : len(old) - alike]),
        " ".join(new[same : len(new) - alike]),
        " ".join(tail[:_AROUND] + (["…"] if alike > _AROUND else [])),
    )
