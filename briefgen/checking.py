"""Reads and checks every briefing of a tree. Apart from `pipeline`, so that a check loads nothing that makes pages."""

from __future__ import annotations

import re

from briefgen.base.diagnostics import Code, Diagnostic, Span, has_errors, ordered
from briefgen.base.named import NamedTuple
from briefgen.base.selection import Weights
from briefgen.base.tree import SEEDS, Tree
from briefgen.facts import assembly, prose
from briefgen.facts.corpus import Briefing
from briefgen.facts.fields import ID_PATTERN, RESERVED_IDS
from briefgen.rules import checks, upkeep
from briefgen.rules.judged import Known, Memory
from briefgen.texts.dates import Day
from briefgen.yaml import strict


class Checked(NamedTuple):
    """The briefings that could be read whole, and everything that is wrong."""

    diagnostics: tuple[Diagnostic, ...]
    briefings: tuple[Briefing, ...]

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)


def check(
    tree: Tree,
    limits: strict.Limits = strict.Limits(),
    weights: Weights = Weights(),
    *,
    today: Day | None = None,
    memory: Memory | None = None,
) -> Checked:
    """Every briefing of the tree, read and checked. Without `today` no date is past. `memory`: what earlier checks found."""
    briefings: list[Briefing] = []
    problems: list[Diagnostic] = []
    for id, folder in folders(tree).items():
        known = memory.of(id) if memory else None
        briefing, found = check_one(id, folder, limits, weights, today=today, known=known)
        problems += found
        if briefing is not None and not briefing.unread:
            briefings.append(briefing)
    return Checked(ordered(problems), tuple(briefings))


def check_one(
    id: str,
    tree: Tree,
    limits: strict.Limits,
    weights: Weights,
    *,
    today: Day | None,
    known: Known | None = None,
) -> tuple[Briefing | None, tuple[Diagnostic, ...]]:
    """The briefing `id`, or None where its fact file has no usable shape, and what is wrong with it."""
    folder = f"{SEEDS}/{id}"
    if not re.match(ID_PATTERN, id) or id in RESERVED_IDS:
        message = f"the folder name “{id}” is not an id"
        help_text = f"{_offered(id)}ids have small letters a to z, digits and hyphens; some names are reserved"
        problem = Diagnostic(Code.BAD_ID, Span(f"{folder}/facts.yml"), message, help_text)
        return None, weights.apply([problem])
    read = known.read if known else strict.parse
    parse = known.parse if known else prose.parse
    briefing, problems = assembly.assemble(id, folder, tree, limits, read=read, parse=parse)
    if briefing is not None:
        # What is known is of what is written; where that has no right shape, the facts are not all of it.
        problems += checks.check(briefing, None if problems else known)
        problems += upkeep.check(briefing, tree, today)
    return briefing, weights.apply(problems)


def _offered(name: str) -> str:
    """The next step for a folder whose name is no id, where its name makes one."""
    from briefgen.facts.phrase import nearest_id  # a folder with a right name needs none

    id = nearest_id(name)
    fits = re.match(ID_PATTERN, id) and id not in RESERVED_IDS
    return f"rename the folder, for example to “{id}”; " if fits else ""


def briefing_ids(tree: Tree) -> list[str]:
    """The folders below `seeds/` that hold a file, in order."""
    return list(folders(tree))


def folders(tree: Tree) -> dict[str, Tree]:
    """Each briefing's own part of the tree, by its id, in order."""
    found: dict[str, tuple[dict[str, bytes], dict[str, str]]] = {}
    for place, paths in enumerate((tree.files, tree.refused)):
        for path, content in paths.items():
            parts = path.split("/", 2)
            if len(parts) > 2 and parts[0] == SEEDS:
                found.setdefault(parts[1], ({}, {}))[place][path] = content  # type: ignore[assignment]  # each its own
    return {id: Tree(*found[id]) for id in sorted(found)}
