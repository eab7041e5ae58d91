"""Runs of Pagefind that begin before what changed is made anew, with what stands before it in the order of the search.

Half of a run is to take the pages, one after the other. Which briefings changed is known as soon as the input was read, and
the documents of all others are those of the last build, unless something beside the facts changes them: then the run is not
used. So what is cut never depends on what was foreseen.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from briefgen.cache.store import Store
from briefgen.engine import pagefind
from briefgen.search import pages, shards

AT_ONCE = 2
"""So many shards are cut at the same time: as many as there are processors, and no more than memory has room for."""

Made = Callable[[str], str]
"""Gives the documents of a briefing that was made anew, as JSON without brackets."""


Part = tuple[str, Callable[[], str | None] | None]
"""A part of an index, and what gives its documents as they were, or None where it changed."""


@dataclass(slots=True)
class Begun:
    """A run, the documents that it was `given`, and the parts that come next."""

    run: pagefind.Run
    coming: list[Part]
    given: list[str] = field(default_factory=list)

    def go_on(self, made: Made | None) -> None:
        """Has the run take what comes next, as far as it is known: what changed is where it was `made`."""
        found: list[str] = []
        while self.coming:
            part, kept = self.coming[0]
            documents = kept() if kept else made and made(part)
            if documents is None:
                break
            found += [documents] if documents else []
            del self.coming[0]
        self.run.give(pages.pages(found), last=not self.coming)
        self.given += found


class Ahead:
    """The runs that a build has begun ahead, for the search of the `published` site; none without a `store`."""

    def __init__(self, store: Store | None = None, published: str = "") -> None:
        self._store, self._published = store, published
        self._begun: dict[int, Begun] = {}
        self._language = ""

    def begin(self, names: Mapping[str, str]) -> Set[str]:
        """Begins with the shards of what changed, if these are few; `names` has briefing → the name of its product.

        Gives back which briefings it waits for.
        """
        # Elsewhere no file of the last build is used again.
        if self._store is None or os.name != "posix":
            return frozenset()
        order, known = self._store.order(self._published), self._store.by_hand(self._published)
        if order is None or known is None:
            return frozenset()
        before = {id: name for id, name, _ in order.briefings}
        changed = {id for id in {**before, **names} if before.get(id) != names.get(id)}
        numbers = {shards.shard(id) for id in changed}
        # Where a new briefing will stand is not known.
        if changed - {*before} or len(numbers) > AT_ONCE:
            return frozenset()
        self._language = known.language
        parts: list[Part] = [(part, partial(str, documents)) for part, documents in known.parts]
        parts += [
            (id, None if id in changed else partial(self._documents, rest))
            for id, _, rest in order.briefings
        ]
        # What is not installed any more, or fails, is told where it is needed.
        with suppress(ImportError, OSError):
            for number in sorted(numbers):
                coming = [one for one in parts if shards.shard(one[0]) == number]
                self._begun[number] = Begun(pagefind.Run(self._language), coming)
        self.go_on(None)
        return changed if self._begun else frozenset()

    def _documents(self, rest: str) -> str | None:
        found = self._store.foreseen(rest) if self._store else None
        return found.found if found else None

    def go_on(self, made: Made | None) -> None:
        """Goes on with each run, as far as what comes next is known."""
        for begun in self._begun.values():
            begun.go_on(made)

    def take(self, number: int, documents: list[str], language: str) -> Begun | None:
        """The run that took the first of these documents of a shard; another is stopped."""
        begun = self._begun.pop(number, None)
        if begun is None:
            return None
        # It may have been told that there is no more.
        same = begun.given == (documents[: len(begun.given)] if begun.coming else documents)
        if language == self._language and same:
            return begun
        begun.run.stop()
        return None

    def end(self) -> None:
        """Stops the runs that nobody wanted."""
        while self._begun:
            self._begun.popitem()[1].run.stop()
