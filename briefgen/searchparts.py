"""The documents of a search index, briefing by briefing, and the shard of a large search that each briefing is in.

They are JSON throughout: most of them are used as they were kept of the last build, and are never loaded.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SHARDS = 2
"""In so many parts a large search is cut. More would leave less to cut after a change, and give readers more to ask for."""


_BRIEFING = re.compile(r"briefings/([^/#]+)/")


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a search: `settings` beside the documents, and the documents of each briefing, as JSON without brackets.

    Those of pages that belong to no briefing come first, each page under its address.
    """

    settings: Mapping[str, Any]
    parts: Sequence[tuple[str, str]]

    @property
    def language(self) -> str:
        """The language that words are reduced to their stems in: the first of the index."""
        return str((self.settings["config"].get("lang") or ["en"])[0])

    def text(self) -> str:
        """The whole index."""
        settings = "".join(
            f"{_json(name)}:{_json(value)}," for name, value in self.settings.items()
        )
        found = ",".join(documents for _, documents in self.parts if documents)
        return f'{{{settings}"docs":[{found}]}}'

    def emptied(self, added: Mapping[str, object]) -> str:
        """The index without documents, with other settings `added` to its own."""
        config = {**self.settings["config"], "briefgen": added}
        return Index({**self.settings, "config": config}, ()).text()


def extended(index: str, found: Iterable[tuple[str, str]]) -> Index:
    """A search index in JSON with more documents in it: those of each briefing, as `documents` gives them."""
    own = read(index)
    return Index(own.settings, [*own.parts, *found])


def read(index: str) -> Index:
    """A search index in JSON."""
    loaded = json.loads(index)
    grouped = itertools.groupby(loaded.pop("docs"), lambda entry: _part(entry["location"]))
    return Index(loaded, [(part, ",".join(map(_json, found))) for part, found in grouped])


def _part(location: str) -> str:
    """The briefing that an address belongs to, or the page."""
    match = _BRIEFING.match(location)
    return match[1] if match else location.partition("#")[0]


def shard(part: str) -> int:
    """The shard that the documents of a briefing, or of a hand-written page, are in, whatever else there is."""
    return int.from_bytes(hashlib.sha256(part.encode()).digest()[:8], "big") % SHARDS


def shards(parts: Iterable[tuple[str, str]]) -> dict[int, str]:
    """The documents of each shard that has any, as JSON without brackets, out of those of each part of an index."""
    found: dict[int, list[str]] = {}
    for part, documents in parts:
        if documents:
            found.setdefault(shard(part), []).append(documents)
    return {number: ",".join(found[number]) for number in sorted(found)}


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
