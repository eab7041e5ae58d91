"""The request to stamp claims → the files of stamps as they are to be written. Pure; the caller writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.base.tree import Tree
from briefgen.changes import versions
from briefgen.changes.versions import Version
from briefgen.facts import review


@dataclass(frozen=True, slots=True)
class Request:
    """Which claims, who read them, on which day, and what they judged."""

    claims: tuple[str, ...]
    by: str
    on: str
    support: str


def stamped(tree: Tree, asked: Request, briefing: str | None) -> Mapping[str, str] | str:
    """Path → new text of the one file of stamps that changes, or why there is none."""
    if not asked.by.strip() or not asked.by.isprintable():
        return "--by needs the name of a person"
    folders = [path.rpartition("/")[0] for path in tree.files if path.endswith("/facts.yml")]
    if briefing is not None:
        folders = [folder for folder in folders if folder == f"seeds/{briefing}"]
    read = [versions.read(tree, folder)[0] for folder in folders]
    holding = [v for v in read if v and all(id in v.facts.claims for id in asked.claims)]
    if len(holding) != 1:
        if holding:
            names = ", ".join(version.id for version in holding)
            return f"more than one briefing has that claim ({names}); name it: --briefing ID"
        return f"no readable fact file has the claims {', '.join(asked.claims)}"
    return _written(tree, asked, holding[0])


def _written(tree: Tree, asked: Request, version: Version) -> Mapping[str, str] | str:
    path = f"{version.folder}/{review.FILE}"
    stamps, problems = review.read(tree, version.folder)
    if problems:
        # Writing would drop what could not be read.
        return f"{path} cannot be read: {problems[0].message}"
    facts, on, support = version.facts, asked.on, asked.support
    added = [
        review.stamp(facts, id, by=asked.by.strip(), on=on, support=support) for id in asked.claims
    ]
    return {path: review.write(stamps, added)}
