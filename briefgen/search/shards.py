"""The documents of a search index, briefing by briefing, and the shard of a large search that each briefing is in.

They are JSON throughout: most of them are used as they were kept of the last build, and are never loaded.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SHARDS = 8
"""In so many parts a large search is cut. More would leave less to cut after a change, and have a first search begin later."""


_BRIEFING = re.compile(r"briefings/([^/#]+)/")


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a search: `settings` beside the documents, and the documents of each briefing, as JSON without brackets.

    Those of the first `by_hand` parts are of pages that nobody generated, each page under its address.
    """

    settings: Mapping[str, Any]
    parts: Sequence[tuple[str, str]]
    by_hand: int = 0

    @property
    def language(self) -> str:
        """The language that words are reduced to their stems in: the first of the index."""
        return str((self.settings["config"].get("lang") or ["en"])[0])

    def text(self) -> str:
        """The whole index."""
        return "".join(self.pieces())

    def pieces(self) -> Iterator[str]:
        """The whole index, piece by piece: a large one need not be held once more to know its size."""
        settings = "".join(
            f"{_json(name)}:{_json(value)}," for name, value in self.settings.items()
        )
        yield f'{{{settings}"docs":['
        for place, documents in enumerate(found for _, found in self.parts if found):
            yield f",{documents}" if place else documents
        yield "]}"

    def emptied(self, added: Mapping[str, object]) -> str:
        """The index without documents, with other settings `added` to its own."""
        config = {**self.settings["config"], "briefgen": added}
        return Index({**self.settings, "config": config}, ()).text()


def extended(index: str, found: Iterable[tuple[str, str]]) -> Index:
    """A search index in JSON with more documents in it: those of each briefing, as `documents` gives them."""
    own = read(index)
    return Index(own.settings, [*own.parts, *found], own.by_hand)


def read(index: str) -> Index:
    """A search index in JSON."""
    loaded = json.loads(index)
    grouped: dict[str, list[str]] = {}
    for entry in loaded.pop("docs"):
        grouped.setdefault(_part(entry["location"]), []).append(_json(entry))
    parts = [(part, ",".join(found)) for part, found in grouped.items()]
    return Index(loaded, parts, len(parts))


def _part(location: str) -> str:
    """The briefing that an address belongs to, or the page."""
    match = _BRIEFING.match(location)
    return match[1] if match else location.partition("#")[0]


def shard(part: str) -> int:
    """The shard that the documents of a briefing, or of a hand-written page, are in, whatever else there is."""
    return int.from_bytes(hashlib.sha256(part.encode()).digest()[:8], "big") % SHARDS


def shards(parts: Iterable[tuple[str, str]]) -> dict[int, list[str]]:
    """The parts of an index in each shard that has any: their documents as JSON without brackets."""
    found: dict[int, list[str]] = {}
    for part, documents in parts:
        if documents:
            found.setdefault(shard(part), []).append(documents)
    return {number: found[number] for number in sorted(found)}


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
