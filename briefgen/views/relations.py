"""The relations of a briefing as templates see them, and the drawing of them: its parties, its arrows and their labels."""

from __future__ import annotations

from briefgen.base.values import once
from briefgen.facts.model import Relation
from briefgen.views.claims import ClaimsView
from briefgen.views.shown import RelationView


class RelationsView(ClaimsView):
    """The relations, in the author's order; those of the drawing by their arrows."""

    @once
    def relations(self) -> tuple[RelationView, ...]:
        return tuple(
            self._relation(index, record) for index, record in enumerate(self.facts.relations)
        )

    def _relation(self, index: int, record: Relation) -> RelationView:
        verdicts = [self.facts.claims[id].assessment.verdict for id in record.claims]
        return RelationView(
            record=record,
            from_=self.party(record.from_),
            to=self.party(record.to),
            type=record.type.replace("-", " "),
            date=self.date(record.date),
            cites=self.cites((*record.claims, *record.references)),
            note=self.paragraphs("relations", index, "note"),
            disputed="contradicted" in verdicts,
        )

    @once
    def map_parties(self) -> tuple[tuple[str, str], ...]:
        """The parties that a relation touches, as (id, short name), in the order of the relations."""
        ids = dict.fromkeys(
            id for relation in self.facts.relations for id in (relation.from_, relation.to)
        )
        return tuple((id, self.short_name(id)) for id in ids)

    @once
    def map_arrows(self) -> tuple[tuple[RelationView, ...], ...]:
        """The relations by pair of parties and direction, one arrow for each, in the order of the first."""
        arrows: dict[tuple[str, str], list[RelationView]] = {}
        for edge in self.relations:
            arrows.setdefault((edge.record.from_, edge.record.to), []).append(edge)
        return tuple(tuple(edges) for edges in arrows.values())

    @once
    def map_pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple((edges[0].record.from_, edges[0].record.to) for edges in self.map_arrows)

    @once
    def map_labels(self) -> tuple[str, ...]:
        """What stands on each arrow: its relation, and how many more there are."""
        return tuple(
            edges[0].type + (f" +{len(edges) - 1}" if len(edges) > 1 else "")
            for edges in self.map_arrows
        )

    @once
    def map_marks(self) -> tuple[tuple[bool, bool], ...]:
        """Of each arrow, whether all of its relations are background, and whether one of them is disputed."""
        return tuple(
            (
                all(edge.record.background for edge in edges),
                any(edge.disputed for edge in edges),
            )
            for edges in self.map_arrows
        )

    def short_name(self, id: str) -> str:
        """A party's name, cut to what fits a box."""
        name = self.party(id).name
        return name if len(name) <= 26 else name[:25].rstrip() + "…"
