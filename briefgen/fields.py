"""The kinds of values a fact file has: ids, dates, addresses, prose, and what each may refer to.

pydantic sees strings only (`yamltext` reads every scalar as one), so `country: no` stays "no" and a value becomes a
number, a flag or a date here or nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError

from briefgen import dates

ANALYST = "analyst"
"""The id that stands for the people who wrote the briefing: `raised_by: analyst`, `[[analyst]]`."""

TO_DECIDE = "[to be decided]"
"""Marks text that a draft leaves to the editor; a published briefing may not hold it."""

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"
RESERVED_IDS = frozenset(
    [
        "index",
        "404",
        "search",
        "assets",
        "sitemap",
        "con",
        "prn",
        "aux",
        "nul",
        "analyst",
        "unnamed",
        "com1",
        "com2",
        "com3",
        "com4",
        "com5",
        "com6",
        "com7",
        "com8",
        "com9",
        "lpt1",
        "lpt2",
        "lpt3",
        "lpt4",
        "lpt5",
        "lpt6",
        "lpt7",
        "lpt8",
        "lpt9",
    ]
)
"""Names that a page address, a Windows file system or this format itself needs."""


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Marks a field whose value is the id of a record of one of `kinds`, or one of the words in `also`."""

    kinds: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProseRule:
    """Marks a prose field. `cited`: every sentence needs a citation; otherwise it is published as our inference."""

    cited: bool


def _checked_url(value: str) -> str:
    if reason := url_problem(value):
        raise PydanticCustomError("url", "{reason}", {"reason": reason})
    return value


def url_problem(value: str) -> str | None:
    """Why `value` may not be published as a link, or None: only absolute http, https and mailto, no user info."""
    if re.search(r"[\s<>\"\\^`{|}]", value):
        return "has a character that an address must write percent-encoded"
    if value.startswith("mailto:"):
        return None if re.fullmatch(r"mailto:[^@/]+@[^@/]+", value) else "is not a mail address"
    if not (match := re.match(r"https?://([^/?#]*)", value)):
        return "must begin with https://, http:// or mailto:"
    host = match[1]
    if "@" in host:
        return "must not carry a user name"
    return (
        None
        if re.fullmatch(r"[^:@\[\]]+(:[0-9]+)?|\[[0-9a-fA-F:.]+\](:[0-9]+)?", host)
        else "has no valid host"
    )


def _checked_edtf(value: str) -> str:
    try:
        dates.parse(value)
    except dates.InvalidDateError as problem:
        raise PydanticCustomError("edtf", "{reason}", {"reason": str(problem)}) from None
    return value


def _checked_id(value: str) -> str:
    if value in RESERVED_IDS:
        raise PydanticCustomError("reserved_id", "is a reserved name")
    return value


# Letters that are blank by definition, and the blank pattern of Braille; the rest is told by its category.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_UNSEEN = ("Cf", "Zs", "Zl", "Zp", "Cc")


def is_visible(text: str) -> bool:
    """Whether a reader sees anything of `text`."""
    return any(c not in _BLANK and unicodedata.category(c) not in _UNSEEN for c in text)


def _checked_visible(value: str) -> str:
    """`value`, of which a reader must see something. An empty value is refused for its length."""
    if value and not is_visible(value):
        raise PydanticCustomError("invisible", "has no visible character")
    return value


_SNAPSHOT = r"sources/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.txt"
_DEVICES = RESERVED_IDS - {"index", "404", "search", "assets", "sitemap", "analyst", "unnamed"}


def checked_snapshot(value: str) -> str:
    # Windows opens a device for "con.txt", and for "con.a.txt" too.
    device = value.removeprefix("sources/").partition(".")[0].lower() in _DEVICES
    if not re.fullmatch(_SNAPSHOT, value) or ".." in value or device:
        raise PydanticCustomError(
            "path", "must be sources/NAME.txt, inside the briefing's own folder"
        )
    return value


def _flag(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def edtf_alone(value: Any) -> Any:
    """The record for a date that is written as a bare string."""
    return {"edtf": value} if isinstance(value, str) else value


def passage_alone(value: Any) -> Any:
    """The list of evidence for a passage that is written as a bare string."""
    return [{"exact": value}] if isinstance(value, str) else value


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN), AfterValidator(_checked_id)]
Ref = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=65_536, strip_whitespace=True),
    AfterValidator(_checked_visible),
]
Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=1_000, strip_whitespace=True),
    AfterValidator(_checked_visible),
]
Prose = Annotated[Text, ProseRule(cited=True)]
Inference = Annotated[Text, ProseRule(cited=False)]
Url = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_checked_url)]
Edtf = Annotated[str, StringConstraints(max_length=60), AfterValidator(_checked_edtf)]
Published = Annotated[
    str,
    StringConstraints(max_length=60),
    AfterValidator(lambda value: value if value == "unknown" else _checked_edtf(value)),
]
Flag = Annotated[
    bool, BeforeValidator(_flag), Field(strict=True), WithJsonSchema({"type": "boolean"})
]
Percent = Annotated[
    int,
    BeforeValidator(
        lambda value: (
            int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,3}", value) else value
        )
    ),
    Field(ge=0, le=100),
]

ClaimRef = Annotated[Ref, RefersTo(("claims",))]
SourceRef = Annotated[Ref, RefersTo(("sources",))]
ReferenceRef = Annotated[Ref, RefersTo(("references",))]
StakeholderRef = Annotated[Ref, RefersTo(("stakeholders",))]
PartyRef = Annotated[Ref, RefersTo(("stakeholders", "terms"))]
SpeakerRef = Annotated[Ref, RefersTo(("sources", "stakeholders"), also=("unnamed",))]
RaiserRef = Annotated[Ref, RefersTo(("claims",), also=(ANALYST,))]
BasisRef = Annotated[Ref, RefersTo(("claims", "references", "judgments"))]

ClaimKind = Literal["fact", "reported", "forecast", "opinion"]
Verdict = Literal["supported", "partly-supported", "contradicted", "unverified", "not-checkable"]
Confidence = Literal["low", "moderate", "high"]
Publish = Literal["full", "excerpt", "locator"]

BINS = {
    "supported": "confirmed",
    "partly-supported": "disputed",
    "contradicted": "disputed",
    "unverified": "unknown",
    "not-checkable": "attributed",
}
"""Verdict → what a reader may make of the claim; each claim is in exactly one bin."""
