"""Reads and checks every briefing of a tree. Apart from `pipeline`, so that a check loads nothing that makes pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen import checks, corpus, upkeep, yamltext
from briefgen.corpus import SEEDS, Briefing, Tree
from briefgen.dates import Day
from briefgen.diagnostics import Code, Diagnostic, Span, has_errors, ordered
from briefgen.fields import ID_PATTERN, RESERVED_IDS
from briefgen.selection import Weights


@dataclass(frozen=True, slots=True)
class Checked:
    """The briefings that could be read whole, and everything that is wrong."""

    diagnostics: tuple[Diagnostic, ...]
    briefings: tuple[Briefing, ...]

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)


def check(
    tree: Tree,
    limits: yamltext.Limits = yamltext.Limits(),
    weights: Weights = Weights(),
    *,
    today: Day | None = None,
) -> Checked:
    """Every briefing of the tree, read and checked. Without `today` no date is past."""
    briefings: list[Briefing] = []
    problems: list[Diagnostic] = []
    for id in briefing_ids(tree):
        folder = f"{SEEDS}/{id}"
        if not re.match(ID_PATTERN, id) or id in RESERVED_IDS:
            message = f"the folder name “{id}” is not an id"
            help_text = "ids have small letters a to z, digits and hyphens; some names are reserved"
            problems.append(
                Diagnostic(Code.BAD_ID, Span(f"{folder}/facts.yml"), message, help_text)
            )
            continue
        briefing, found = corpus.assemble(id, folder, tree, limits)
        problems += found
        if briefing is not None:
            problems += checks.check(briefing)
            problems += upkeep.check(briefing, tree, today)
            if not briefing.unread:
                briefings.append(briefing)
    return Checked(ordered(weights.apply(problems)), tuple(briefings))


def briefing_ids(tree: Tree) -> list[str]:
    """The folders below `seeds/` that hold a file, in order."""
    paths = (path.split("/") for path in (*tree.files, *tree.refused))
    return sorted({parts[1] for parts in paths if len(parts) > 2 and parts[0] == SEEDS})
