"""The kinds of values a fact file has: ids, dates, addresses, prose, and what each may refer to.

A reader sees strings only (`yaml.strict` reads every scalar as one), so `country: no` stays "no" and a value becomes a
number or a flag here or nowhere. It gives the value, or `Faults`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, Literal

from briefgen.base.named import NamedTuple
from briefgen.facts.faults import Faults, Kind, wrong
from briefgen.texts import dates

ANALYST = "analyst"
"""The id that stands for the people who wrote the briefing: `raised_by: analyst`, `[[analyst]]`."""

NOT = "not"
"""`[[not]]` behind a sentence: one of its denials is our own finding, and stands in no record that it cites."""

NUMBER = "="
"""What `[[=9 August]]` behind a sentence begins with: it repeats a number for which another of its records would pass."""

TO_DECIDE = "[to be decided]"
"""Marks text that a draft leaves to the editor; a published briefing may not hold it."""

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
RESERVED_IDS = _DEVICES | {
    "index",
    "404",
    "search",
    "assets",
    "lists",
    "sitemap",
    "analyst",
    "unnamed",
    "not",
}
"""Names that a page address, a Windows file system or this format itself needs."""


class RefersTo(NamedTuple):
    """Marks a field whose value is the id of a record of one of `kinds`, or one of the words in `also`."""

    kinds: tuple[str, ...]
    also: tuple[str, ...] = ()


class ProseRule(NamedTuple):
    """Marks a prose field. `cited`: every sentence needs a citation; otherwise it is published as our inference."""

    cited: bool


class Scalar(NamedTuple):
    """Marks the type of a single value: its name, by which `schema` describes it, and its reader."""

    name: str
    read: Callable[[Any], Any]


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


def _date_problem(value: str) -> str | None:
    try:
        dates.parse(value)
    except dates.InvalidDateError as problem:
        return str(problem)
    return None


def _published_problem(value: str) -> str | None:
    return None if value == "unknown" else _date_problem(value)


def _snapshot_problem(value: str) -> str | None:
    # Windows opens a device for "con.txt", and for "con.a.txt" too.
    device = value.removeprefix("sources/").partition(".")[0].lower() in _DEVICES
    if not re.fullmatch(_SNAPSHOT, value) or ".." in value or device:
        return "must be sources/NAME.txt, inside the briefing's own folder"
    return None


_SNAPSHOT = r"sources/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.txt"
# Letters that are blank by definition, and the blank pattern of Braille; the rest is told by its category.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_UNSEEN = ("Cf", "Zs", "Zl", "Zp", "Cc")


def _text(name: str, longest: int) -> Scalar:
    """A text of which a reader sees something, without the white space around it."""

    def read(value: Any) -> str | Faults:
        if not isinstance(value, str):
            return wrong("text", value)
        text = value.strip()
        if not text:
            return wrong("empty", value)
        if len(text) > longest:
            return wrong("long text", value, longest)
        # Nearly every text begins with a character that is seen; asking that first is much quicker.
        if not "!" <= text[0] <= "~" and all(map(_unseen, text)):
            return wrong("invisible", value)
        return text

    return Scalar(name, read)


def is_visible(text: str) -> bool:
    """Whether a reader sees anything of `text`."""
    return not all(map(_unseen, text))


def _unseen(character: str) -> bool:
    return character in _BLANK or unicodedata.category(character) in _UNSEEN


def _spelled(
    name: str, kind: Kind, longest: int | None, problem_of: Callable[[str], str | None]
) -> Scalar:
    """A text that follows a rule of its own, which `problem_of` says the breach of."""

    def read(value: Any) -> str | Faults:
        if not isinstance(value, str):
            return wrong("text", value)
        if longest is not None and len(value) > longest:
            return wrong("long text", value, longest)
        problem = problem_of(value)
        return value if problem is None else wrong(kind, value, problem)

    return Scalar(name, read)


_is_id = re.compile(ID_PATTERN).fullmatch


def _ref(value: Any) -> str | Faults:
    if not isinstance(value, str):
        return wrong("text", value)
    return value if _is_id(value) else wrong("id", value)


def _id(value: Any) -> str | Faults:
    reserved = isinstance(value, str) and value in RESERVED_IDS
    return wrong("reserved", value) if reserved else _ref(value)


def _digest(value: Any) -> str | Faults:
    if not isinstance(value, str):
        return wrong("text", value)
    return value if re.fullmatch(r"[0-9a-f]{64}", value) else wrong("digest", value)


def _flag(value: Any) -> bool | Faults:
    return value == "true" if value in ("true", "false") else wrong("flag", value)


def _percent(value: Any) -> int | Faults:
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]+", value):
        return wrong("number", value)
    return int(value) if re.fullmatch(r"0?[0-9]{1,2}|100", value) else wrong("share", value)


Id = Annotated[str, Scalar("id", _id)]
Ref = Annotated[str, Scalar("ref", _ref)]
Text = Annotated[str, _text("text", 65_536)]
Line = Annotated[str, _text("line", 1_000)]
Prose = Annotated[Text, ProseRule(cited=True)]
Inference = Annotated[Text, ProseRule(cited=False)]
Url = Annotated[str, _spelled("url", "url", 2_000, url_problem)]
Edtf = Annotated[str, _spelled("date", "date", 60, _date_problem)]
Published = Annotated[str, _spelled("published", "date", 60, _published_problem)]
SnapshotPath = Annotated[str, _spelled("path", "path", None, _snapshot_problem)]
Digest = Annotated[str, Scalar("digest", _digest)]
Flag = Annotated[bool, Scalar("flag", _flag)]
Percent = Annotated[int, Scalar("percent", _percent)]

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
