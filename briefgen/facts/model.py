"""The fact file as typed, frozen records: the one description of the format.

From these classes come the loader's shape check, the JSON Schema for editors and the format reference in the docs.
`decode` is the only way in; after it, nothing re-checks a shape. Source for the vocabulary: ICD 203 (judgments),
W3C Web Annotation (evidence), schema.org Claim, EDTF level 1 (dates).
"""

# No `from __future__ import annotations`: `Record` reads the types when a class is made.

from collections.abc import Mapping
from typing import Literal

from briefgen.facts.declare import Record, field
from briefgen.facts.evidence import DateField, EvidenceList, Named, Reference, Source
from briefgen.facts.fields import (
    BasisRef,
    ClaimKind,
    ClaimRef,
    Confidence,
    Flag,
    Id,
    Inference,
    Line,
    PartyRef,
    Percent,
    Prose,
    RaiserRef,
    Ref,
    ReferenceRef,
    SpeakerRef,
    StakeholderRef,
    Verdict,
)


class Assessment(Record):
    """Our verdict on a claim against references. It is about the world, not about the quotation."""

    verdict: Verdict = field(
        "supported, partly-supported, contradicted, unverified (checkable, but nothing found),"
        " not-checkable (no record could settle it)."
    )
    confidence: Confidence | None = field("How sure we are of the verdict.", default=None)
    note: Prose | None = field(
        "What the references say; each sentence cites its own.", default=None
    )
    references: tuple[ReferenceRef, ...] = field(
        "References beyond those that the note cites.", default=()
    )


class Claim(Named):
    """One atomic thing that a source says, in our words, with the passage that says it."""

    statement: Line = field("What the source says, in our words, as one sentence.")
    kind: ClaimKind = field(
        "fact: stated as fact, true or not; reported: put on other people; forecast; opinion: judgement,"
        " motive or framing."
    )
    speaker: SpeakerRef = field(
        "Who asserts it: a source's id for its own voice, a stakeholder, or unnamed.",
        examples=("article",),
    )
    date: DateField | None = field("When it happened or will happen, by the source.", default=None)
    about: tuple[PartyRef, ...] = field("The stakeholders and terms it is about.", default=())
    evidence: EvidenceList = field("The passage or passages that say it.", at_least=1)
    basis: Line | None = field(
        "Why the statement says more, less or otherwise than the words of its evidence.",
        default=None,
    )
    assessment: Assessment = field("Our verdict on it.")
    status: Literal["active", "retracted"] = field(
        "A retracted claim may not be cited.", default="active"
    )
    key: Flag = field("true: shown on the briefing's first page.", default=False)


class Likelihood(Record):
    """How likely a judgment is, in the words of one declared scale."""

    scale: Literal["icd203"] = field("The scale of the term.", default="icd203")
    term: Line = field(
        "The term.",
        examples=("likely", "very unlikely"),
    )
    wording: Line | None = field(
        "The words in the statement that stand for the term, if others.", default=None
    )


class Judgment(Named):
    """Our own inference (ICD 203)."""

    statement: Line = field("The judgment as one sentence that contains the likelihood term.")
    likelihood: Likelihood = field("The likelihood term and its scale.")
    denies: Flag = field(
        "true: the statement denies something, once; it says so in its words and here.",
        default=False,
    )
    about: tuple[StakeholderRef, ...] = field(
        "The stakeholders that the statement names, in its order; asked for where what it rests on names others too.",
        default=(),
    )
    confidence: Confidence = field("How well founded the judgment is.")
    confidence_basis: Prose = field("Why the confidence is what it is.")
    rests_on: tuple[BasisRef, ...] = field(
        "The claims, references and judgments it rests on.", at_least=1
    )
    alternatives: tuple[Inference, ...] = field(
        "What else could explain the same facts.", default=()
    )
    indicators: tuple[Inference, ...] = field(
        "What to watch that would strengthen or weaken it.", default=()
    )
    major: Flag = field("A major judgment needs an alternative and an indicator.", default=True)


class Stakeholder(Named):
    """A party; the same id in two briefings is the same party."""

    name: Line = field("The party's name.")
    type: Line = field(
        "What it is, as a schema.org type.",
        examples=("Organization", "Person", "Product"),
    )
    aliases: tuple[Line, ...] = field("Other names the sources use for it.", default=())
    named_in_source: Flag = field(
        "false: implied by the sources or known from outside only.", default=True
    )
    role: Prose = field("Who it is in this matter.")
    interests: tuple[Prose, ...] = field("What it wants, by the sources.", default=())
    positions: tuple[Prose, ...] = field("What it says or does, by the sources.", default=())
    background: tuple[Prose, ...] = field(
        "What references add; shown apart from the sources.", default=()
    )


class Relation(Record):
    """A typed edge between two parties, with what it rests on."""

    from_: PartyRef = field("The party it starts from.", key="from")
    type: Ref = field(
        "What the first is to the second; hyphens print as spaces.",
        examples=("investor-in", "partner-of"),
    )
    to: PartyRef = field("The party it leads to.")
    claims: tuple[ClaimRef, ...] = field("The claims that state it.", default=())
    references: tuple[ReferenceRef, ...] = field("The references that support it.", default=())
    date: DateField | None = field("Since when, or when.", default=None)
    background: Flag = field("true: no source states it; it is outside knowledge.", default=False)
    note: Prose | None = field("What a reader must know about it.", default=None)


class Question(Named):
    """An open question, complete enough to work on."""

    question: Inference = field("The question.")
    raised_by: tuple[RaiserRef, ...] = field("The claims that raise it, or analyst.", at_least=1)
    why: Prose = field("Why it matters.")
    known: Prose = field("What is known.")
    contested: Prose = field("What is contested or not known.")
    settled_by: Inference = field("What evidence would settle it.")
    answerable_by: tuple[Inference, ...] = field("Who can answer it.", at_least=1)
    indicators: tuple[Inference, ...] = field("What to watch.", at_least=1)
    status: Literal["open", "narrowed", "answered"] = field(
        "How far it is settled.", default="open"
    )
    answer: Prose | None = field("The answer, once there is one.", default=None)


class Term(Named):
    """A glossary entry."""

    name: Line = field("The term.")
    expansion: Line | None = field("The long form of an abbreviation.", default=None)
    aliases: tuple[Line, ...] = field("Other spellings.", default=())
    definition: Inference = field("What it means, in our words.")
    in_source: Literal["defined", "partly", "wrongly", "not-defined", "not-used"] = field(
        "Whether the sources define it.", default="not-used"
    )
    claims: tuple[ClaimRef, ...] = field(
        "The claims in which the source uses or defines it.", default=()
    )


class Problem(Named):
    """A weakness of a source that a reader must know."""

    kind: Literal[
        "contradiction", "error", "unattributed", "missing", "implied", "unclear", "incomplete"
    ] = field("What is wrong.")
    statement: Prose = field(
        "The problem, in our words, citing the claims or the source it is about."
    )


class Event(Named):
    """Something dated that the sources do not tell; later than `as_of`, it is shown apart as a later event."""

    date: DateField = field("When it happened.")
    statement: Prose = field("What happened.")
    key: Flag = field("true: shown on the briefing's first page.", default=False)


class Correction(Record):
    """A line for readers about a published claim that changed, or the reason why none is owed."""

    claims: tuple[Id, ...] = field(
        "The claims that changed, also those that are gone or were retracted.", at_least=1
    )
    kind: Literal["correction", "clarification", "update", "retraction", "editorial"] = field(
        "correction: we were wrong; clarification: we could be misread; update: the world or the evidence"
        " moved on; retraction: withdrawn; editorial: the meaning is the same, which `reason` explains (not published)."
    )
    date: DateField = field("When it was corrected.")
    was: Line | None = field("What was wrong, in our words.", default=None)
    now: Line | None = field("What is right, in our words.", default=None)
    reason: Line | None = field("Why it changed.", default=None)


class Section(Record):
    """A section of the background."""

    heading: Line = field("Its heading.")
    text: Prose = field("Its text; paragraphs are separated by an empty line.")


class Facts(Record):
    """A whole fact file."""

    schema_: Literal["1"] = field("The version of this format.", key="schema")
    title: Line = field("The briefing's title.")
    question: Inference = field("The question that the briefing answers.")
    as_of: DateField = field("The date that the briefing describes the world at.")
    stale_after: DateField | None = field(
        "After this day the briefing is out of date unless somebody renews it.", default=None
    )
    review_by: DateField | None = field(
        "By this day somebody has to read the briefing again.", default=None
    )
    status: Literal["draft", "published", "archived"] = field("Where it stands.")
    language: Line = field(
        "The briefing's language, as a BCP 47 tag.",
        default="en",
        examples=("en", "de", "ja"),
    )
    tags: tuple[Line, ...] = field("Subjects.", default=())
    coverage_floor: Percent | None = field(
        "The share of each source's content, in per cent, that claims must cover.", default=None
    )
    bottom_line: tuple[Prose, ...] = field(
        "The most important first, at most five.", at_least=1, at_most=5
    )
    problems: Mapping[Id, Problem] = field("Weaknesses of the sources.", default={})
    background: tuple[Section, ...] = field("What a reader needs to know first.", default=())
    sources: Mapping[Id, Source] = field("The archived sources.", at_least=1)
    references: Mapping[Id, Reference] = field("Outside works.", default={})
    claims: Mapping[Id, Claim] = field("What the sources say.", at_least=1)
    judgments: Mapping[Id, Judgment] = field("What we infer.", default={})
    stakeholders: Mapping[Id, Stakeholder] = field("Who is involved.", default={})
    relations: tuple[Relation, ...] = field("What the parties are to each other.", default=())
    questions: Mapping[Id, Question] = field("What is not known.", default={})
    terms: Mapping[Id, Term] = field("The glossary.", default={})
    events: Mapping[Id, Event] = field("Dated events beyond the claims.", default={})
    corrections: tuple[Correction, ...] = field(
        "What readers of an earlier version have to know, newest first.", default=()
    )
