"""The disk side of `add`, `rename` and `fmt`: read the fact files, call the edit once, write what changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from briefgen.base.tree import SEEDS
from briefgen.disk import extract, files, intake
from briefgen.editing import edit, layout, records
from briefgen.editing.edit import EditError, Opened
from briefgen.texts.folding import Snapshot


def add(
    site: Path, briefing: str, kind: str, words: str, options: Mapping[str, Any]
) -> tuple[Path, str]:
    """Adds a claim, question or stakeholder; gives the file and the new id. Raises EditError."""
    path, file = _opened(site, briefing)
    if kind == "claim":
        record = records.claim(file, _snapshots(site, briefing, file), words, options)
        id = options.get("id") or records.id_for(record["statement"])
    elif kind == "question":
        record = records.question(words, options)
        id = options.get("id") or records.id_for(words)
    else:
        record = records.stakeholder(words, options)
        id = options.get("id") or records.id_for(words)
    raw = edit.add(file, f"{kind}s", id, records.lines(id, record), record)
    files.replace(path, raw)
    return path, id


def add_source(
    site: Path, briefing: str, id: str, document: Path, options: Mapping[str, Any]
) -> Path:
    """Archives `document` as sources/ID.txt and adds its record. Raises EditError."""
    path, file = _opened(site, briefing)
    archived = path.parent / "sources" / f"{edit.checked_id(id)}.txt"
    if archived.exists() or archived.is_symlink():
        raise EditError(f"{archived} exists already; an archived text is never overwritten")
    try:
        found = extract.extract(document.read_bytes(), extract.media_type_of(document.name))
    except extract.ExtractError as problem:
        raise EditError(str(problem)) from None
    known = {
        "title": found.title or id,
        "author": found.author,
        "publisher": found.publisher,
        "published": found.published,
        "language": found.language,
    }
    given = {name: value for name, value in options.items() if value}
    record = records.source(id, hashlib.sha256(found.text).hexdigest(), {**known, **given})
    raw = edit.add(file, "sources", id, records.lines(id, record), record)
    files.replace(archived, found.text)
    files.replace(path, raw)
    return path


def rename(site: Path, old: str, new: str, *, briefing: str = "") -> tuple[Path, ...]:
    """Renames a record wherever it is named; gives the files that changed. Raises EditError."""
    held = {
        path: raw
        for path, raw in intake.read_tree(site).files.items()
        if path.endswith("/facts.yml") and (not briefing or path == f"{SEEDS}/{briefing}/facts.yml")
    }
    if briefing and held:
        everywhere = rename_scope(site, briefing, old)
        if everywhere:
            names = ", ".join(everywhere)
            raise EditError(
                f"the stakeholder “{old}” is the same party in {names}; leave out --briefing"
            )
    changed = edit.rename(held, old, new)
    for path, raw in changed.items():
        files.replace(site / path, raw)
    return tuple(site / path for path in changed)


def rename_scope(site: Path, briefing: str, id: str) -> tuple[str, ...]:
    """The other briefings in which the stakeholder `id` of `briefing` is named too; none for other records."""
    found: dict[str, str] = {}
    for path, raw in intake.read_tree(site).files.items():
        if path.endswith("/facts.yml"):
            found[path.split("/")[1]] = edit.kind_of(edit.opened(path, raw).facts, id)
    if found.get(briefing) != "stakeholders":
        return ()
    return tuple(
        name for name, kind in found.items() if name != briefing and kind == "stakeholders"
    )


def lay_out(paths: Iterable[Path], *, write: bool) -> tuple[list[Path], list[str]]:
    """The files that are not in the one layout, which they are afterwards if `write`; and why others cannot be."""
    changed, problems = [], []
    for path in paths:
        raw = path.read_bytes()
        try:
            out = layout.lay_out(path.as_posix(), raw)
        except layout.LayoutError:
            problems.append(
                f"{path}: cannot be laid out without changing what it says; left as it is"
            )
            continue
        if isinstance(out, list):
            problems.append(f"{path}: is not valid YAML; briefgen check shows where")
        elif out != raw:
            changed.append(path)
            if write:
                files.replace(path, out)
    return changed, problems


def fact_files(site: Path) -> list[Path]:
    """Every fact file of the site."""
    return [site / path for path in intake.read_tree(site).files if path.endswith("/facts.yml")]


def _opened(site: Path, briefing: str) -> tuple[Path, Opened]:
    path = f"{SEEDS}/{briefing}/facts.yml"
    raw = intake.read_tree(site).files.get(path)
    if raw is None:
        raise EditError(f"there is no fact file {path}")
    return site / path, edit.opened(path, raw)


def _snapshots(site: Path, briefing: str, file: Opened) -> dict[str, Snapshot]:
    held = intake.read_tree(site).files
    found = {}
    for id, source in file.facts.sources.items():
        raw = held.get(f"{SEEDS}/{briefing}/{source.snapshot}")
        if raw is not None:
            found[id] = Snapshot.of(raw.decode("utf-8", "replace"))
    return found
