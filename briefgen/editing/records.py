"""New records for `briefgen add`: their data, and the lines of YAML that say it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefgen.editing.draft import slug
from briefgen.editing.edit import EditError, Opened
from briefgen.facts.fields import TO_DECIDE
from briefgen.texts.folding import Snapshot, fold_text
from briefgen.texts.likeness import nearest
from briefgen.texts.quotes import Located, Missing, locate
from briefgen.yaml.writing import inline, scalar

Record = Mapping[str, Any]


def _not_found(
    quote: str, snapshots: Mapping[str, Snapshot], wanted: list[str], several: Mapping[str, int]
) -> str:
    """Why a quote cannot be taken, with the next step; `several` is source → how often it stands there."""
    for id, times in several.items():
        if times > 1:
            return f"the quote stands {times} times in {id}; give it the words before or after it"
    for id in several:
        if place := nearest(quote, snapshots[id]):
            closest = fold_text(snapshots[id].text[slice(*place)])
            return f"the quote does not stand in {id}; did you mean “{closest}”?"
    return f"the quote does not stand in {', '.join(wanted)}; copy it word for word"


def claim(
    file: Opened, snapshots: Mapping[str, Snapshot], quote: str, options: Mapping[str, Any]
) -> Record:
    """A claim on the passage `quote`, which must stand once in one of the archived texts (source id → text)."""
    wanted = [options["source"]] if options.get("source") else list(file.facts.sources)
    places = {id: locate(quote, snapshots[id]) for id in wanted if id in snapshots}
    found = [id for id, place in places.items() if isinstance(place, Located)]
    if not found:
        several = {
            id: len(place.places) for id, place in places.items() if isinstance(place, Missing)
        }
        raise EditError(_not_found(quote, snapshots, wanted, several))
    if len(found) > 1:
        raise EditError(f"the quote stands in {', '.join(found)}; name one with --source")
    statement = options.get("statement") or quote
    long = [{"source": found[0], "exact": quote}]
    return {
        "statement": statement,
        "kind": options.get("kind") or "fact",
        "speaker": options.get("speaker") or found[0],
        **_given({"about": options.get("about") or _named(file, statement)}, "about"),
        "evidence": quote if len(file.facts.sources) == 1 else long,
        "assessment": {"verdict": "unverified"},
    }


def _named(file: Opened, statement: str) -> list[str]:
    """The stakeholders whose name or alias stands in a statement, as whole words."""
    return [
        id
        for id, party in file.facts.stakeholders.items()
        if any(
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)", statement)
            for name in (party.name, *party.aliases)
        )
    ]


def question(text: str, options: Mapping[str, Any]) -> Record:
    """An open question; what is not given is left to be decided."""
    raised = list(options.get("raised_by") or ["analyst"])
    cited = f"[[{raised[0]}]]"
    return {
        "question": text,
        "raised_by": raised,
        "why": options.get("why") or f"{TO_DECIDE} why does it matter? {cited}",
        "known": options.get("known") or f"{TO_DECIDE} what is known? {cited}",
        "contested": options.get("contested") or f"{TO_DECIDE} what is contested? {cited}",
        "settled_by": options.get("settled_by") or f"{TO_DECIDE} What evidence would settle it?",
        "answerable_by": list(options.get("answerable_by") or [f"{TO_DECIDE} Who can answer it?"]),
        "indicators": list(options.get("indicator") or [f"{TO_DECIDE} What is to be watched?"]),
    }


def stakeholder(name: str, options: Mapping[str, Any]) -> Record:
    """A party."""
    return {
        "name": name,
        "type": options.get("type") or "Organization",
        **_given(options, "alias", "aliases"),
        "role": options.get("role")
        or f"{TO_DECIDE} who is it, and what part does it have? [[analyst]]",
    }


def source(id: str, sha256: str, options: Mapping[str, Any]) -> Record:
    """A source with its archived text at sources/ID.txt."""
    unknown = f"{TO_DECIDE} not given"
    record = {"title": options["title"], "type": options.get("type") or "NewsArticle"}
    for name in ("author", "publisher", "published"):
        record[name] = options.get(name) or "unknown"
        if record[name] == "unknown":
            record[f"{name}_reason"] = options.get("unknown_reason") or unknown
    return {
        **record,
        **_given(options, "url"),
        "language": options.get("language") or "en",
        "snapshot": f"sources/{id}.txt",
        "sha256": sha256,
        "descriptor": options.get("descriptor") or f"{TO_DECIDE} What kind of source is it?",
    }


def _given(options: Mapping[str, Any], name: str, key: str = "") -> Record:
    value = options.get(name)
    return {key or name: value if isinstance(value, str) else list(value)} if value else {}


def id_for(words: str) -> str:
    """The id that a record gets where none is given."""
    return "-".join(slug(words).split("-")[:6])


def lines(id: str, record: Record) -> list[str]:
    """The record as YAML, without indentation of its own."""
    found = [f"{id}:"]
    for name, value in record.items():
        found += _field(name, value)
    return found


def _field(name: str, value: Any) -> list[str]:
    if isinstance(value, str):
        # A date as an unquoted plain scalar is what other YAML readers turn into something else.
        return f"  {name}: {scalar(value, 2)}".split("\n")
    if isinstance(value, Mapping):
        return [
            f"  {name}: {{{', '.join(f'{key}: {inline(item)}' for key, item in value.items())}}}"
        ]
    if all(isinstance(item, str) for item in value):
        flat = f"  {name}: [{', '.join(inline(item) for item in value)}]"
        return [flat] if len(flat) < 110 else [f"  {name}:", *_list(value)]
    return [f"  {name}:", *(line for item in value for line in _entry(item))]


def _list(values: Sequence[str]) -> list[str]:
    return [line for value in values for line in f"    - {scalar(value, 4)}".split("\n")]


def _entry(item: Record) -> list[str]:
    rows = [row for key, value in item.items() for row in f"{key}: {scalar(value, 6)}".split("\n")]
    first, *rest = rows
    return [f"    - {first}", *(row if row.startswith(" ") else f"      {row}" for row in rest)]
