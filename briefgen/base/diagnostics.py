"""What can be wrong, and where: the values that every stage reports problems with.

A problem in an author's file is a `Diagnostic`, never an exception: it travels beside the data, so that one run reports
everything. Codes are stable and never reused; each has a page `docs/errors/BGnnn.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum, StrEnum

from briefgen.base.named import NamedTuple

Path = tuple[str | int, ...]
"""The way to a value of a fact file: keys of mappings and indexes of sequences, from the outside in."""


class Severity(StrEnum):
    """How much a diagnostic weighs: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Code(Enum):
    """Every kind of problem: its code, which is its value, and its name in words."""

    title: str

    ENCODING = ("BG101", "file is not UTF-8")
    FORBIDDEN_CHARACTER = ("BG102", "forbidden character")
    SYNTAX = ("BG103", "not valid YAML")
    DUPLICATE_KEY = ("BG104", "duplicate key")
    YAML_FEATURE = ("BG105", "YAML feature that fact files do not use")
    LIMIT = ("BG106", "too large")

    UNKNOWN_KEY = ("BG201", "unknown key")
    MISSING_KEY = ("BG202", "missing key")
    WRONG_TYPE = ("BG203", "wrong type of value")
    NOT_ALLOWED = ("BG204", "value is not one of the allowed ones")
    BAD_ID = ("BG205", "not a valid id")
    BAD_DATE = ("BG206", "not a valid date")
    BAD_URL = ("BG207", "not a valid address")
    BAD_VALUE = ("BG208", "value does not fit")
    BAD_PATH = ("BG209", "not a valid path")
    NO_FACTS = ("BG210", "no fact file")

    NOT_FOUND = ("BG301", "quote not found")
    AMBIGUOUS = ("BG302", "quote stands in more than one place")
    MISATTRIBUTED = ("BG303", "quote stands in another source")
    STALE_SOURCE = ("BG304", "archived text has changed")
    UNCHECKED = ("BG305", "archived text cannot be read")
    COVERAGE = ("BG306", "coverage below the floor")
    IGNORED = ("BG307", "quote overlaps an ignored passage")

    UNKNOWN_ID = ("BG401", "unknown id")
    DUPLICATE_ID = ("BG402", "id used twice")
    WRONG_KIND = ("BG403", "id names another kind of record")
    UNUSED_SOURCE = ("BG404", "unused source")
    RETRACTED = ("BG405", "cites a retracted claim")
    UNUSED_REFERENCE = ("BG406", "unused reference")
    UNFOUNDED_RELATION = ("BG407", "relation without a claim or reference")
    SPEAKER = ("BG408", "attributed to nobody")

    STALE_REVIEW = ("BG451", "review is of an earlier content")
    OUTDATED = ("BG452", "briefing is past a date it set itself")

    UNCITED = ("BG501", "sentence without a citation")
    MARKUP = ("BG502", "markup that prose does not have")
    NUMBER = ("BG503", "number or date not in the evidence")
    NAME = ("BG504", "name not in the evidence")
    NEGATION = ("BG505", "negation differs from the evidence")
    HEDGE = ("BG506", "hedge of the evidence dropped")
    LIKELIHOOD = ("BG507", "likelihood term missing or doubled")
    CONFIDENCE = ("BG508", "confidence and likelihood in one sentence")
    JUDGMENT = ("BG509", "judgment is not complete")
    TO_DECIDE = ("BG510", "draft text to be decided")
    CUT_SHORT = ("BG511", "quotation stops short of what rests on it")

    TEMPLATE = ("BG601", "template cannot be used")
    LITERAL = ("BG602", "untrusted text is not protected")
    ADDRESS = ("BG603", "page address is taken")
    SITE = ("BG604", "site configuration")

    def __new__(cls, code: str, title: str) -> Code:
        """A member whose value is its code, so that it can be kept in a file."""
        member = object.__new__(cls)
        member._value_ = code
        member.title = title
        return member

    @property
    def code(self) -> str:
        """The code, as authors read it."""
        return str(self.value)


class Span(NamedTuple):
    """A stretch of a text file. Lines and columns count from 1, columns in code points; the end is exclusive."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


At = Callable[[], Span]
"""Where something stands, worked out only once there is something to report: a rule asks of everything, a few fail."""


class Related(NamedTuple):
    """A second place that helps to understand a diagnostic, such as the other definition of a duplicate."""

    span: Span
    message: str


class Diagnostic(NamedTuple):
    """One problem: the smallest wrong thing, what is wrong with it, and the next step."""

    code: Code
    span: Span
    message: str
    help: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics by file, position and code, each once."""
    return tuple(sorted(set(diagnostics), key=lambda d: (d.span, d.code.code, d.message)))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether one of them stops a build."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
