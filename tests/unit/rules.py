"""One rule asked about one briefing: the valid fact file of `factory` with something changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from briefgen.base.diagnostics import Diagnostic
from briefgen.base.tree import Tree
from briefgen.facts import assembly
from briefgen.facts.corpus import Briefing
from briefgen.yaml.strict import Limits
from tests.factory import SOURCE, facts
from tests.unit.showing import shown

Change = tuple[str, str]
Rule = Callable[[Briefing], Iterable[Diagnostic]]


REPORT_TEXT = "The report says the pier is closed. The end.\n"
REPORT = {"sources/report.txt": REPORT_TEXT}
"""A second source, for the changes of a fact file in which passages must say where they are from."""
SECOND = (
    "references:\n",
    """  report:
    title: A report
    type: Report
    publisher: Aldra
    published: "2031"
    snapshot: sources/report.txt
    sha256: """
    + hashlib.sha256(REPORT_TEXT.encode()).hexdigest()
    + """
    descriptor: Short.
references:
""",
)
NAMED = tuple(
    (f"    evidence: {text}", f"    evidence:\n      - source: notice\n        exact: {text}")
    for text in (
        "The ferry to Aldra will not run in March.",
        "Orla Finn said the harbour spent $10 million on it.",
        "The council is expected to meet on 4 May 2031.",
    )
)


class Case(NamedTuple):
    """A rule, what is changed in the valid briefing, and all that the rule says of it, word for word."""

    rule: Rule
    changes: tuple[Change, ...]
    said: list[str]
    source: str = SOURCE
    files: Mapping[str, str] = {}


def briefing(*changes: Change, source: str = SOURCE, files: Mapping[str, str] = {}) -> Briefing:
    """The briefing with these changes; `files` are further ones of its folder, or take the place of its own."""
    held = {"facts.yml": facts(*changes, source=source), "sources/notice.txt": source, **files}
    tree = Tree({f"f/{name}": text.encode() for name, text in held.items()}, {})
    made, _ = assembly.assemble("f", "f", tree, Limits())
    assert made is not None
    return made


def said(
    rule: Rule,
    *changes: Change,
    source: str = SOURCE,
    files: Mapping[str, str] = {},
) -> list[str]:
    """What the rule says of that briefing, each diagnostic as one line."""
    return shown(rule(briefing(*changes, source=source, files=files)))
