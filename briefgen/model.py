"""The fact file as typed, frozen records: the one description of the format.

From these classes come the loader's shape check, the JSON Schema for editors and the format reference in the docs.
`decode` is the only way in; after it, nothing re-checks a shape. Source for the vocabulary: ICD 203 (judgments),
W3C Web Annotation (evidence), schema.org Claim, EDTF level 1 (dates).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.functional_validators import AfterValidator

from briefgen.fields import (
    ID_PATTERN,
    BasisRef,
    ClaimKind,
    ClaimRef,
    Confidence,
    Edtf,
    Flag,
    Id,
    Inference,
    Line,
    PartyRef,
    Percent,
    Prose,
    Publish,
    Published,
    RaiserRef,
    ReferenceRef,
    SourceRef,
    SpeakerRef,
    Text,
    Url,
    Verdict,
    checked_snapshot,
    edtf_alone,
    passage_alone,
)


class Record(BaseModel):
    """What every part of a fact file has in common: frozen, and no key that is not declared."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=False, validate_by_alias=True
    )


class Named(Record):
    """A record under an id of its own."""

    formerly: tuple[Id, ...] = Field(
        (), description="Earlier ids of this record; their permalinks keep working."
    )


class When(Record):
    """A date and why we read it so. Short form: the date alone."""

    edtf: Edtf = Field(
        description="The date as EDTF level 1, always quoted.",
        examples=["2023-08-17", "2023-08~", "2023-01/2023-03"],
    )
    basis: Line | None = Field(
        None, description="How the date was inferred where the source does not state it."
    )


DateField = Annotated[When, BeforeValidator(edtf_alone, json_schema_input_type=When | Edtf)]


class Evidence(Record):
    """A verbatim passage of an archived source. Short form: the passage alone, from the only source."""

    source: SourceRef | None = Field(
        None, description="Which source; may be left out where there is only one."
    )
    exact: Text = Field(
        description="The passage, word for word and contiguous, as it stands in the archived text."
    )
    prefix: Text | None = Field(
        None, description="The words just before it, where it occurs more than once."
    )
    suffix: Text | None = Field(
        None, description="The words just after it, where it occurs more than once."
    )


EvidenceList = Annotated[
    tuple[Evidence, ...],
    BeforeValidator(passage_alone, json_schema_input_type=str | list[Evidence]),
    Field(min_length=1),
]


class Ignored(Record):
    """A passage of the archived text that is not content, such as an advertisement."""

    exact: Text = Field(description="The passage, word for word.")
    prefix: Text | None = Field(
        None, description="The words just before it, where it occurs more than once."
    )
    suffix: Text | None = Field(
        None, description="The words just after it, where it occurs more than once."
    )
    reason: Line = Field(description="Why it is not content.", examples=["subscription prompt"])


class Rights(Record):
    """How much of the archived text the site may show."""

    publish: Publish = Field(
        "excerpt",
        description="full: the whole text; excerpt: quoted passages with a little context; locator: positions only.",
    )
    note: Line | None = Field(
        None, description="The licence, permission or exception this rests on."
    )


class Source(Named):
    """A document that the briefing relies on, with its archived text (ICD 206; prov:hadPrimarySource)."""

    title: Line = Field(description="The title as the source prints it.")
    type: Line = Field(
        description="What it is, as a schema.org type.",
        examples=["NewsArticle", "Report", "Legislation"],
    )
    author: Line = Field("unknown", description="Who wrote it, or unknown.")
    author_reason: Line | None = Field(
        None, description="Why the author is unknown, or how it is known."
    )
    publisher: Line = Field(description="Who published it, or unknown.")
    publisher_reason: Line | None = Field(
        None, description="Why the publisher is unknown, or how it is known."
    )
    published: Published = Field(description="When it was published (EDTF), or unknown.")
    published_reason: Line | None = Field(
        None, description="Why the date is unknown, or how it is known."
    )
    url: Url | None = Field(None, description="The address of the live document.")
    language: Line = Field(
        "en", description="Its language, as a BCP 47 tag.", examples=["en", "de", "ja"]
    )
    snapshot: Annotated[str, AfterValidator(checked_snapshot)] = Field(
        description="The archived text, below the briefing's folder.",
        examples=["sources/article.txt"],
    )
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the archived text's bytes, in hexadecimal."
    )
    descriptor: Text = Field(
        description="What kind of source it is and how far it can be trusted (ICD 206)."
    )
    rights: Rights = Field(default_factory=Rights, description="How much of it may be shown.")
    ignore: tuple[Ignored, ...] = Field((), description="Passages that are not content.")


class Reference(Named):
    """An outside work without an archived text, known by what we say of it."""

    title: Line = Field(description="Its title, or its subject.")
    author: Line | None = Field(None, description="Who wrote it.")
    publisher: Line = Field(description="Who published it.")
    published: Published = Field(description="When it was published (EDTF), or unknown.")
    published_reason: Line | None = Field(
        None, description="Why the date is unknown, or how it is known."
    )
    url: Url = Field(description="Its address.")
    reliability: Literal["A", "B", "C"] = Field(
        description="A: the organisation's or regulator's own publication; B: established press;"
        " C: trade site, blog, aggregator or repost."
    )
    access: Literal["opened", "stored-copy", "second-hand", "not-opened"] = Field(
        description="How we read it: the live page, a stored copy, only through another work, or not at all."
    )
    note: Text | None = Field(
        None, description="What it says, in our words, and what could not be verified."
    )


class Assessment(Record):
    """Our verdict on a claim against references. It is about the world, not about the quotation."""

    verdict: Verdict = Field(
        description="supported, partly-supported, contradicted, unverified (checkable, but nothing found),"
        " not-checkable (no record could settle it)."
    )
    confidence: Confidence | None = Field(None, description="How sure we are of the verdict.")
    note: Prose | None = Field(
        None, description="What the references say; each sentence cites its own."
    )
    references: tuple[ReferenceRef, ...] = Field(
        (), description="References beyond those that the note cites."
    )


class Claim(Named):
    """One atomic thing that a source says, in our words, with the passage that says it."""

    statement: Line = Field(description="What the source says, in our words, as one sentence.")
    kind: ClaimKind = Field(
        description="fact: stated as fact, true or not; reported: put on other people; forecast; opinion: judgement,"
        " motive or framing."
    )
    speaker: SpeakerRef = Field(
        description="Who asserts it: a source's id for its own voice, a stakeholder, or unnamed.",
        examples=["article"],
    )
    date: DateField | None = Field(
        None, description="When it happened or will happen, by the source."
    )
    about: tuple[PartyRef, ...] = Field((), description="The stakeholders and terms it is about.")
    evidence: EvidenceList = Field(description="The passage or passages that say it.")
    basis: Line | None = Field(
        None,
        description="Why the statement says more, less or otherwise than the words of its evidence.",
    )
    assessment: Assessment = Field(description="Our verdict on it.")
    status: Literal["active", "retracted"] = Field(
        "active", description="A retracted claim may not be cited."
    )
    key: Flag = Field(False, description="true: shown on the briefing's first page.")


class Likelihood(Record):
    """How likely a judgment is, in the words of one declared scale."""

    scale: Literal["icd203"] = Field("icd203", description="The scale of the term.")
    term: Line = Field(description="The term.", examples=["likely", "very unlikely"])
    wording: Line | None = Field(
        None, description="The words in the statement that stand for the term, if others."
    )


class Judgment(Named):
    """Our own inference (ICD 203)."""

    statement: Line = Field(
        description="The judgment as one sentence that contains the likelihood term."
    )
    likelihood: Likelihood = Field(description="The likelihood term and its scale.")
    confidence: Confidence = Field(description="How well founded the judgment is.")
    confidence_basis: Prose = Field(description="Why the confidence is what it is.")
    rests_on: tuple[BasisRef, ...] = Field(
        min_length=1, description="The claims, references and judgments it rests on."
    )
    alternatives: tuple[Inference, ...] = Field(
        (), description="What else could explain the same facts."
    )
    indicators: tuple[Inference, ...] = Field(
        (), description="What to watch that would strengthen or weaken it."
    )
    major: Flag = Field(True, description="A major judgment needs an alternative and an indicator.")


class Stakeholder(Named):
    """A party; the same id in two briefings is the same party."""

    name: Line = Field(description="The party's name.")
    type: Line = Field(
        description="What it is, as a schema.org type.",
        examples=["Organization", "Person", "Product"],
    )
    aliases: tuple[Line, ...] = Field((), description="Other names the sources use for it.")
    named_in_source: Flag = Field(
        True, description="false: implied by the sources or known from outside only."
    )
    role: Prose = Field(description="Who it is in this matter.")
    interests: tuple[Prose, ...] = Field((), description="What it wants, by the sources.")
    positions: tuple[Prose, ...] = Field((), description="What it says or does, by the sources.")
    background: tuple[Prose, ...] = Field(
        (), description="What references add; shown apart from the sources."
    )


class Relation(Record):
    """A typed edge between two parties, with what it rests on."""

    from_: PartyRef = Field(alias="from", description="The party it starts from.")
    type: Annotated[str, StringConstraints(pattern=ID_PATTERN)] = Field(
        description="What the first is to the second; hyphens print as spaces.",
        examples=["investor-in", "partner-of"],
    )
    to: PartyRef = Field(description="The party it leads to.")
    claims: tuple[ClaimRef, ...] = Field((), description="The claims that state it.")
    references: tuple[ReferenceRef, ...] = Field((), description="The references that support it.")
    date: DateField | None = Field(None, description="Since when, or when.")
    background: Flag = Field(
        False, description="true: no source states it; it is outside knowledge."
    )
    note: Prose | None = Field(None, description="What a reader must know about it.")


class Question(Named):
    """An open question, complete enough to work on."""

    question: Inference = Field(description="The question.")
    raised_by: tuple[RaiserRef, ...] = Field(
        min_length=1, description="The claims that raise it, or analyst."
    )
    why: Prose = Field(description="Why it matters.")
    known: Prose = Field(description="What is known.")
    contested: Prose = Field(description="What is contested or not known.")
    settled_by: Inference = Field(description="What evidence would settle it.")
    answerable_by: tuple[Inference, ...] = Field(min_length=1, description="Who can answer it.")
    indicators: tuple[Inference, ...] = Field(min_length=1, description="What to watch.")
    status: Literal["open", "narrowed", "answered"] = Field(
        "open", description="How far it is settled."
    )
    answer: Prose | None = Field(None, description="The answer, once there is one.")


class Term(Named):
    """A glossary entry."""

    name: Line = Field(description="The term.")
    expansion: Line | None = Field(None, description="The long form of an abbreviation.")
    aliases: tuple[Line, ...] = Field((), description="Other spellings.")
    definition: Inference = Field(description="What it means, in our words.")
    in_source: Literal["defined", "partly", "wrongly", "not-defined", "not-used"] = Field(
        "not-used", description="Whether the sources define it."
    )
    claims: tuple[ClaimRef, ...] = Field(
        (), description="The claims in which the source uses or defines it."
    )


class Problem(Named):
    """A weakness of a source that a reader must know."""

    kind: Literal[
        "contradiction", "error", "unattributed", "missing", "implied", "unclear", "incomplete"
    ] = Field(description="What is wrong.")
    statement: Prose = Field(
        description="The problem, in our words, citing the claims or the source it is about."
    )


class Event(Named):
    """Something dated that the sources do not tell; later than `as_of`, it is shown apart as a later event."""

    date: DateField = Field(description="When it happened.")
    statement: Prose = Field(description="What happened.")
    key: Flag = Field(False, description="true: shown on the briefing's first page.")


class Correction(Record):
    """A line for readers about a published claim that changed, or the reason why none is owed."""

    claims: tuple[Id, ...] = Field(
        min_length=1,
        description="The claims that changed, also those that are gone or were retracted.",
    )
    kind: Literal["correction", "clarification", "update", "retraction", "editorial"] = Field(
        description="correction: we were wrong; clarification: we could be misread; update: the world or the evidence"
        " moved on; retraction: withdrawn; editorial: the meaning is the same, which `reason` explains (not published)."
    )
    date: DateField = Field(description="When it was corrected.")
    was: Line | None = Field(None, description="What was wrong, in our words.")
    now: Line | None = Field(None, description="What is right, in our words.")
    reason: Line | None = Field(None, description="Why it changed.")


class Section(Record):
    """A section of the background."""

    heading: Line = Field(description="Its heading.")
    text: Prose = Field(description="Its text; paragraphs are separated by an empty line.")


class Facts(Record):
    """A whole fact file."""

    schema_: Literal["1"] = Field(
        alias="schema",
        description="The version of this format.",
        json_schema_extra={"enum": [1, "1"]},
    )
    title: Line = Field(description="The briefing's title.")
    question: Inference = Field(description="The question that the briefing answers.")
    as_of: DateField = Field(description="The date that the briefing describes the world at.")
    stale_after: DateField | None = Field(
        None, description="After this day the briefing is out of date unless somebody renews it."
    )
    review_by: DateField | None = Field(
        None, description="By this day somebody has to read the briefing again."
    )
    status: Literal["draft", "published", "archived"] = Field(description="Where it stands.")
    language: Line = Field(
        "en", description="The briefing's language, as a BCP 47 tag.", examples=["en", "de", "ja"]
    )
    tags: tuple[Line, ...] = Field((), description="Subjects.")
    coverage_floor: Percent | None = Field(
        None, description="The share of each source's content, in per cent, that claims must cover."
    )
    bottom_line: tuple[Prose, ...] = Field(
        min_length=1, max_length=5, description="The most important first, at most five."
    )
    problems: Mapping[Id, Problem] = Field(
        default_factory=dict, description="Weaknesses of the sources."
    )
    background: tuple[Section, ...] = Field((), description="What a reader needs to know first.")
    sources: Mapping[Id, Source] = Field(min_length=1, description="The archived sources.")
    references: Mapping[Id, Reference] = Field(default_factory=dict, description="Outside works.")
    claims: Mapping[Id, Claim] = Field(min_length=1, description="What the sources say.")
    judgments: Mapping[Id, Judgment] = Field(default_factory=dict, description="What we infer.")
    stakeholders: Mapping[Id, Stakeholder] = Field(
        default_factory=dict, description="Who is involved."
    )
    relations: tuple[Relation, ...] = Field((), description="What the parties are to each other.")
    questions: Mapping[Id, Question] = Field(default_factory=dict, description="What is not known.")
    terms: Mapping[Id, Term] = Field(default_factory=dict, description="The glossary.")
    events: Mapping[Id, Event] = Field(
        default_factory=dict, description="Dated events beyond the claims."
    )
    corrections: tuple[Correction, ...] = Field(
        (), description="What readers of an earlier version have to know, newest first."
    )
