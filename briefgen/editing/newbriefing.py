"""`briefgen draft`: a document → a new folder below seeds/, which is written whole or not at all.

Files that are there already are never touched.
"""

from __future__ import annotations

import datetime
import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from briefgen.base.tree import SEEDS
from briefgen.disk import extract, fetch
from briefgen.editing import draft, draftfile
from briefgen.editing.draft import Proposal


class DraftError(Exception):
    """No draft can be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was written: the folder, and the proposal in it."""

    folder: Path
    proposal: Proposal


def create(
    site: Path,
    id: str,
    origin: str,
    *,
    today: datetime.date,
    language: str = "",
    allow_private: bool = False,
) -> Drafted:
    """A new briefing from a file or address. Raises DraftError, OSError."""
    target = site / SEEDS / id
    if target.exists() or target.is_symlink():
        raise DraftError(f"{target} exists already; a draft never overwrites")
    try:
        document, name, url = _document(origin, allow_private=allow_private)
    except (extract.ExtractError, fetch.FetchError) as problem:
        raise DraftError(str(problem)) from None
    proposal = draft.propose(
        document.text.decode("utf-8"), name, language=language or document.language
    )
    about = draftfile.About(
        snapshot=f"sources/{name}.txt",
        sha256=hashlib.sha256(document.text).hexdigest(),
        today=today.isoformat(),
        title=document.title,
        author=document.author,
        publisher=document.publisher,
        published=document.published,
        url=url,
    )
    _write(
        target,
        {about.snapshot: document.text, "facts.yml": draftfile.write(proposal, about).encode()},
    )
    return Drafted(target, proposal)


def _document(origin: str, *, allow_private: bool) -> tuple[extract.Extracted, str, str]:
    """What the document holds, the id of its source, and its address ("" for a file)."""
    if origin.startswith(("http://", "https://")):
        fetched = fetch.fetch(origin, allow_private=allow_private)
        found = extract.extract(fetched.raw, fetched.media_type, charset=fetched.charset)
        return found, "article", fetched.url
    path = Path(origin)
    media_type = extract.media_type_of(path.name)
    return extract.extract(path.read_bytes(), media_type), draft.slug(path.stem) or "article", ""


def _write(target: Path, contents: dict[str, bytes]) -> None:
    """Makes the folder with its files in one step: beside its place first, then by renaming."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for name, content in contents.items():
            path = beside / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        beside.chmod(0o755)
        # An empty folder of that name would be replaced; a folder with files, made meanwhile, makes this fail.
        beside.rename(target)
    except OSError:
        shutil.rmtree(beside)
        raise
