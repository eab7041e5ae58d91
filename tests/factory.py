"""Small fact files for tests: one valid briefing, and trees made of it with one thing changed."""

from __future__ import annotations

import hashlib

from briefgen.base.diagnostics import Diagnostic
from briefgen.base.tree import Tree
from briefgen.pipeline import check

SOURCE = (
    "The ferry to Aldra will not run in March. Orla Finn said the harbour spent $10 million on it.\n\n"
    "Advertisement\n\nThe council is expected to meet on 4 May 2031.\n"
)

FACTS = """\
schema: 1
title: The Aldra ferry
question: Will the ferry to Aldra run again?
as_of: "2031-03"
status: published
bottom_line:
  - The ferry stands still. [[no-ferry]]
sources:
  notice:
    title: A notice
    type: NewsArticle
    publisher: Aldra Courier
    published: "2031-03-02"
    snapshot: sources/notice.txt
    sha256: {digest}
    descriptor: A short unsigned notice.
    ignore:
      - exact: Advertisement
        reason: advertisement
references:
  harbour-report:
    title: Harbour accounts
    publisher: Aldra Harbour
    published: "2030"
    url: https://example.org/accounts
    reliability: A
    access: opened
claims:
  no-ferry:
    statement: The ferry to Aldra will not run in March.
    kind: fact
    speaker: notice
    about: [aldra-harbour]
    evidence: The ferry to Aldra will not run in March.
    assessment: {{verdict: unverified}}
  money-spent:
    statement: Orla Finn said that the harbour spent $10 million on it.
    kind: reported
    speaker: orla-finn
    about: [aldra-harbour]
    evidence: Orla Finn said the harbour spent $10 million on it.
    assessment:
      verdict: supported
      note: The accounts give the same sum. [[harbour-report]]
  council-meeting:
    statement: The council is expected to meet on 4 May 2031.
    kind: forecast
    speaker: notice
    date: "2031-05-04"
    evidence: The council is expected to meet on 4 May 2031.
    assessment: {{verdict: not-checkable}}
judgments:
  back-by-summer:
    statement: The ferry is likely to stay away until summer.
    likelihood: {{term: likely}}
    confidence: low
    confidence_basis: One notice says so. [[no-ferry]]
    rests_on: [no-ferry]
    alternatives: [The notice is out of date.]
    indicators: [A timetable for June.]
stakeholders:
  aldra-harbour:
    name: Aldra Harbour
    aliases: [the harbour, the ferry]
    type: Organization
    role: It runs the ferry. [[money-spent]]
  orla-finn:
    name: Orla Finn
    type: Person
    role: She speaks for the harbour. [[money-spent]]
relations:
  - {{from: orla-finn, type: speaks-for, to: aldra-harbour, claims: [money-spent]}}
questions:
  when-back:
    question: When will it run again?
    raised_by: [no-ferry]
    why: The island has no other link. [[analyst]] [[not]]
    known: It will not run in March. [[no-ferry]]
    contested: No date was given. [[notice]] [[not]]
    settled_by: A timetable.
    answerable_by: ["[[aldra-harbour]]"]
    indicators: [A notice at the pier.]
terms:
  pier:
    name: pier
    definition: Where the ferry lands.
"""


def facts(*changes: tuple[str, str], source: str = SOURCE) -> str:
    """The valid fact file with each (old, new) replaced; every old text must occur in it."""
    text = FACTS.format(digest=hashlib.sha256(source.encode()).hexdigest())
    for old, new in changes:
        assert old in text, f"the fact file does not hold {old!r}"
        text = text.replace(old, new, 1)
    return text


def tree(*changes: tuple[str, str], source: str = SOURCE, id: str = "aldra-ferry") -> Tree:
    """A site with that one briefing."""
    return tree_of(facts(*changes, source=source), source=source, id=id)


def tree_of(text: str, *, source: str = SOURCE, id: str = "aldra-ferry") -> Tree:
    """A site whose one briefing has this fact file."""
    folder = f"seeds/{id}"
    files = {f"{folder}/facts.yml": text.encode(), f"{folder}/sources/notice.txt": source.encode()}
    return Tree(files, {})


def found(*changes: tuple[str, str], source: str = SOURCE) -> list[Diagnostic]:
    """What a check finds in the fact file with these changes."""
    return list(check(tree(*changes, source=source)).diagnostics)


def codes(*changes: tuple[str, str], source: str = SOURCE) -> list[str]:
    """The codes that a check finds, in order."""
    return [diagnostic.code.code for diagnostic in found(*changes, source=source)]
