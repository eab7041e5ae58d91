"""A briefing's facts as data files: JSON for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from functools import cache
from json.encoder import encode_basestring
from typing import Any

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


def facts_json(briefing: BriefingView) -> str:
    """The fact file as JSON, in the author's order, without what was left out."""
    id = f'"id": {encode_basestring(briefing.id)}'
    members = ",\n ".join([id, *_members(briefing.facts, "\n ")])
    return f"{{\n {members}\n}}\n"


def _json(value: Any, newline: str) -> str:
    """A record, or what is in one, as `json.dumps` with an indent of 1 writes it, which Python itself does slowly."""
    if type(value) is str:
        return encode_basestring(value)
    inner = f"{newline} "
    if isinstance(value, Record):
        members = _members(value, inner)
    elif isinstance(value, tuple):
        listed = [
            encode_basestring(held) if type(held) is str else _json(held, inner) for held in value
        ]
        return f"[{inner}{f',{inner}'.join(listed)}{newline}]" if listed else "[]"
    elif isinstance(value, Mapping):
        members = [f"{encode_basestring(key)}: {_json(held, inner)}" for key, held in value.items()]
    else:
        return json.dumps(value)
    return f"{{{inner}{f',{inner}'.join(members)}{newline}}}" if members else "{}"


def _members(record: Record, newline: str) -> list[str]:
    """The fields of a record but for those that equal their default, in the order of the model."""
    held = record.__dict__
    return [
        # Most are texts, which need no second look.
        key + (encode_basestring(inside) if type(inside) is str else _json(inside, newline))
        for name, key, default, alone in _fields(type(record))
        # What was left out is the default itself, and to compare two records takes long.
        if (inside := held[name]) is not default and (alone or inside != default)
    ]


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, str, Any, bool], ...]:
    """Each field's attribute, its key as JSON, its default, and whether nothing else equals that."""
    return tuple(
        (
            one.name,
            f"{encode_basestring(one.key)}: ",
            one.default,
            one.required or one.default is None,
        )
        for one in kind.fields
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
