"""A briefing's facts as data files: JSON for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import Any

import msgspec

from briefgen.facts.declare import Record
from briefgen.views.briefing import BriefingView

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIRST = frozenset(_FORMULA)
_COLUMNS = (
    "id",
    "statement",
    "kind",
    "speaker",
    "date",
    "about",
    "source",
    "exact",
    "quote_verdict",
    "assessment",
    "confidence",
    "references",
    "status",
)


def facts_json(briefing: BriefingView) -> bytes:
    """The fact file as JSON, in the author's order, without what was left out."""
    return as_json({"id": briefing.id, **_members(briefing.facts)})


def as_json(value: object) -> bytes:
    """A record, or what is in one, as `json.dumps` with an indent of 1 writes it."""
    return msgspec.json.format(_ENCODER.encode(value), indent=1) + b"\n"


def _written_out(value: Any) -> dict[str, Any]:
    return _members(value) if isinstance(value, Record) else dict(value)


_ENCODER = msgspec.json.Encoder(enc_hook=_written_out)


def _members(record: Record) -> dict[str, Any]:
    """The fields of a record but for those that equal their default, in the order of the model."""
    held = record.__dict__
    return {
        key: inside
        for name, key, default, alone in _fields(type(record))
        # What was left out is the default itself, and to compare two records takes long.
        if (inside := held[name]) is not default and (alone or inside != default)
    }


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, str, Any, bool], ...]:
    """Each field's attribute, its key, its default, and whether nothing else equals that."""
    return tuple(
        (one.name, one.key, one.default, one.required or one.default is None) for one in kind.fields
    )


def claims_csv(briefing: BriefingView) -> str:
    """One row for each passage of each claim.

    A cell that a spreadsheet would run as a formula begins with an apostrophe. Source: OWASP, CSV Injection.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for claim in briefing.claims:
        record = claim.record
        for quote in claim.quotes:
            row = (
                claim.id,
                record.statement,
                record.kind,
                record.speaker,
                record.date.edtf if record.date else "",
                " ".join(record.about),
                quote.source,
                quote.text,
                quote.verdict,
                record.assessment.verdict,
                record.assessment.confidence or "",
                " ".join(reference.id for reference in claim.references),
                record.status,
            )
            writer.writerow(
                [_inert(cell) if cell[:1] in _FIRST or "\r" in cell else cell for cell in row]
            )
    return out.getvalue()


def _inert(cell: str) -> str:
    # A lone carriage return is not quoted by every version of the csv module, and would begin a row.
    lines = cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
    return f"'{lines}" if cell.startswith(_FORMULA) else lines
