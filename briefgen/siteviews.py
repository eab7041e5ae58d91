"""What templates may see of the whole site: all briefings, and the parties and questions across them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefgen.briefingview import BriefingView
from briefgen.siteoptions import SiteOptions
from briefgen.views import StakeholderView, Target


@dataclass(frozen=True, slots=True)
class Party:
    """A stakeholder across briefings: its name in the first of them, and where it appears."""

    id: str
    name: str
    appearances: tuple[tuple[BriefingView, StakeholderView], ...]


class SiteView:
    """The site for templates."""

    def __init__(self, options: SiteOptions, briefings: Sequence[BriefingView]) -> None:
        self.name = options.name
        self.description = options.description
        self.briefings = tuple(sorted(briefings, key=lambda b: (b.facts.title.casefold(), b.id)))

    def page(self, name: str) -> Target:
        """A site-wide page ("stakeholders", "briefings/index", …)."""
        return Target(f"{name}.md")

    @cached_property
    def stakeholders(self) -> tuple[Party, ...]:
        """Every party of the site, by name."""
        found: dict[str, list[tuple[BriefingView, StakeholderView]]] = {}
        for briefing in self.briefings:
            for stakeholder in briefing.stakeholders:
                found.setdefault(stakeholder.id, []).append((briefing, stakeholder))
        parties = [Party(id, seen[0][1].record.name, tuple(seen)) for id, seen in found.items()]
        return tuple(sorted(parties, key=lambda party: (party.name.casefold(), party.id)))

    @property
    def question_count(self) -> int:
        return sum(len(briefing.open_questions) for briefing in self.briefings)
