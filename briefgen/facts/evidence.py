"""What a briefing rests on, as typed records: dates, passages, archived sources and outside works."""

# No `from __future__ import annotations`: `Record` reads the types when a class is made.

from typing import Annotated, Literal

from briefgen.facts.declare import Record, Short, field
from briefgen.facts.fields import (
    Digest,
    Edtf,
    Id,
    Line,
    Publish,
    Published,
    SnapshotPath,
    SourceRef,
    Text,
    Url,
)


class Named(Record):
    """A record under an id of its own."""

    formerly: tuple[Id, ...] = field(
        "Earlier ids of this record; their permalinks keep working.", default=()
    )


class When(Record):
    """A date and why we read it so. Short form: the date alone."""

    edtf: Edtf = field(
        "The date as EDTF level 1, always quoted.",
        examples=("2023-08-17", "2023-08~", "2023-01/2023-03"),
    )
    basis: Line | None = field(
        "How the date was inferred where the source does not state it.", default=None
    )


DateField = Annotated[When, Short("edtf")]


class Evidence(Record):
    """A verbatim passage of an archived source. Short form: the passage alone, from the only source."""

    source: SourceRef | None = field(
        "Which source; may be left out where there is only one.", default=None
    )
    exact: Text = field(
        "The passage, word for word and contiguous, as it stands in the archived text."
    )
    prefix: Text | None = field(
        "The words just before it, where it occurs more than once.", default=None
    )
    suffix: Text | None = field(
        "The words just after it, where it occurs more than once.", default=None
    )


EvidenceList = Annotated[tuple[Evidence, ...], Short("exact", listed=True)]


class Ignored(Record):
    """A passage of the archived text that is not content, such as an advertisement."""

    exact: Text = field("The passage, word for word.")
    prefix: Text | None = field(
        "The words just before it, where it occurs more than once.", default=None
    )
    suffix: Text | None = field(
        "The words just after it, where it occurs more than once.", default=None
    )
    reason: Line = field("Why it is not content.", examples=("subscription prompt",))


class Rights(Record):
    """How much of the archived text the site may show."""

    publish: Publish = field(
        "full: the whole text; excerpt: quoted passages with a little context; locator: positions only.",
        default="excerpt",
    )
    note: Line | None = field("The licence, permission or exception this rests on.", default=None)


class Source(Named):
    """A document that the briefing relies on, with its archived text (ICD 206; prov:hadPrimarySource)."""

    title: Line = field("The title as the source prints it.")
    type: Line = field(
        "What it is, as a schema.org type.",
        examples=("NewsArticle", "Report", "Legislation"),
    )
    author: Line = field("Who wrote it, or unknown.", default="unknown")
    author_reason: Line | None = field(
        "Why the author is unknown, or how it is known.", default=None
    )
    publisher: Line = field("Who published it, or unknown.")
    publisher_reason: Line | None = field(
        "Why the publisher is unknown, or how it is known.", default=None
    )
    published: Published = field("When it was published (EDTF), or unknown.")
    published_reason: Line | None = field(
        "Why the date is unknown, or how it is known.", default=None
    )
    url: Url | None = field("The address of the live document.", default=None)
    language: Line = field(
        "Its language, as a BCP 47 tag.",
        default="en",
        examples=("en", "de", "ja"),
    )
    snapshot: SnapshotPath = field(
        "The archived text, below the briefing's folder.", examples=("sources/article.txt",)
    )
    sha256: Digest = field("SHA-256 of the archived text's bytes, in hexadecimal.")
    descriptor: Text = field("What kind of source it is and how far it can be trusted (ICD 206).")
    rights: Rights = field("How much of it may be shown.", default=Rights())
    ignore: tuple[Ignored, ...] = field("Passages that are not content.", default=())


class Reference(Named):
    """An outside work without an archived text, known by what we say of it."""

    title: Line = field("Its title, or its subject.")
    author: Line | None = field("Who wrote it.", default=None)
    publisher: Line = field("Who published it.")
    published: Published = field("When it was published (EDTF), or unknown.")
    published_reason: Line | None = field(
        "Why the date is unknown, or how it is known.", default=None
    )
    url: Url = field("Its address.")
    reliability: Literal["A", "B", "C"] = field(
        "A: the organisation's or regulator's own publication; B: established press;"
        " C: trade site, blog, aggregator or repost."
    )
    access: Literal["opened", "stored-copy", "second-hand", "not-opened"] = field(
        "How we read it: the live page, a stored copy, only through another work, or not at all."
    )
    note: Text | None = field(
        "What it says, in our words, and what could not be verified.", default=None
    )
