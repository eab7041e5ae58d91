"""A briefing's facts as data files: JSON for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from json.encoder import encode_basestring
from typing import Any

from briefgen.briefingview import BriefingView
from briefgen.declare import written

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
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


def facts_json(briefing: BriefingView) -> str:
    """The fact file as JSON, in the author's order, without what was left out."""
    return _json({"id": briefing.id, **written(briefing.facts)}, "\n") + "\n"


def _json(value: Any, newline: str) -> str:
    """What `json.dumps` with an indent of 1 makes; with an indent, Python's own is written in Python and slow."""
    inner = f"{newline} "
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict) and value:
        members = [f"{encode_basestring(key)}: {_json(held, inner)}" for key, held in value.items()]
        return f"{{{inner}{f',{inner}'.join(members)}{newline}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{f',{inner}'.join([_json(held, inner) for held in value])}{newline}]"
    return json.dumps(value)


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
            writer.writerow([_inert(cell) for cell in row])
    return out.getvalue()


def _inert(cell: str) -> str:
    # A lone carriage return is not quoted by every version of the csv module, and would begin a row.
    lines = cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
    return f"'{lines}" if cell.startswith(_FORMULA) else lines
