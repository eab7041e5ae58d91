"""Compiles the briefings of a large site in two processes, the last of them in a helper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from functools import partial
from typing import Protocol

from briefgen.base.siteoptions import SiteOptions
from briefgen.base.tree import Tree
from briefgen.cache import compiledtemplates, products
from briefgen.cache.store import Store
from briefgen.changes.history import History
from briefgen.checking import folders
from briefgen.disk import collector, helper
from briefgen.printing.pages import Maker, Page
from briefgen.product import Anew, Kept, Product, Setting, compiled, key
from briefgen.texts.dates import Day
from briefgen.yaml.strict import Limits

LEAST = 12
"""So many briefings must be new for a second process to pay."""


class Waiting(Protocol):
    """Whoever waits for what is made anew."""

    def begin(self, names: Mapping[str, str]) -> Set[str]:
        """Is told the name of each briefing's product before any is there; gives back which briefings it waits for."""

    def go_on(self, made: Mapping[str, Product]) -> None:
        """Is given the products of those, by briefing, before all others are there."""


class _AtHand:
    """What was kept, as far as it is `read`, and what the helper makes meanwhile."""

    def __init__(
        self,
        names: Mapping[str, str],
        kept: Store | None,
        read: dict[str, Product],
        made: helper.Helper | None,
        coming: Iterable[str],
    ) -> None:
        self.names = names
        self._kept, self._read, self._made, self._coming = kept, read, made, {*coming}

    def product(self, key: str, anew: Anew) -> Product | None:
        """The product as it was kept, or as the helper makes it."""
        if key in self._read:
            return self._read.pop(key)
        if self._made is None or key not in self._coming:
            return self._kept.product(key, anew) if self._kept else None
        raw = self._made.take(key)
        if raw is None:
            return None
        return self._kept.keep_packed(key, raw, anew) if self._kept else products.whole(raw)

    def keep(self, key: str, product: Product, anew: Anew) -> Product:
        """Keeps a product for the next build."""
        return self._kept.keep(key, product, anew) if self._kept else product


@contextmanager
def helped(
    tree: Tree,
    templates: Mapping[str, str],
    options: SiteOptions,
    past: History,
    today: Day | None,
    kept: Store | None,
    *,
    pages_only: bool = False,
    made: Maker = Page.of_bytes,
    waiting: Waiting | None = None,
) -> Iterator[Kept | None]:
    """What a build of this site should use as `kept`. What somebody is `waiting` for comes first."""
    setting = Setting(templates, options, Limits(), today, pages_only=pages_only, made=made)
    pasts = past.by_briefing()
    nothing = History(gap=past.gap)
    own = {id: (folder, pasts.get(id, nothing)) for id, folder in folders(tree).items()}
    # Pages that are kept nowhere need a name within this build only.
    named_by_id = pages_only and kept is None
    names = {id: id if named_by_id else key(id, *parts, setting) for id, parts in own.items()}
    known = {name: id for id, name in names.items()}

    def made_of(name: str) -> Product:
        return compiled(known[name], *own[known[name]], setting)

    read = _awaited(waiting, names, templates, kept, made_of) if waiting and kept else {}
    if kept:
        missing = {name: partial(made_of, name) for name in known if name not in read}
        read |= {n: found for n, anew in missing.items() if (found := kept.product(n, anew))}
    ids = {name: id for name, id in known.items() if name not in read}
    new = [*ids.values()]
    if new:
        compiledtemplates.prepare(templates)
    # In both processes. It could find the macros of each language, and ten kilobytes of a briefing: tests/test_compiling.py counts.
    with collector.off():
        helping = None
        if len(new) >= LEAST:
            # What the first briefing has loaded, libraries and languages, the other process need not load again.
            first, *others = ids
            read[first] = made_of(first)
            if kept:
                read[first] = kept.keep(first, read[first], partial(made_of, first))
            helping = helper.start(others, lambda name: products.packed(made_of(name)))
        yield _AtHand(names, kept, read, helping, ids) if helping or kept or read else None
        if helping:
            helping.end()


def _awaited(
    waiting: Waiting,
    names: Mapping[str, str],
    templates: Mapping[str, str],
    kept: Store,
    made_of: Callable[[str], Product],
) -> dict[str, Product]:
    """The products that somebody is waiting for, by name, if they are few: he has them when this is over."""
    wanted = {id: names[id] for id in names.keys() & waiting.begin(names)}
    if len(wanted) >= LEAST:
        return {}
    found: dict[str, Product] = {}
    with collector.off():
        for id in sorted(wanted):
            anew = partial(made_of, wanted[id])
            product = kept.product(wanted[id], anew)
            if product is None:
                compiledtemplates.prepare(templates)
                product = kept.keep(wanted[id], anew(), anew)
            found[id] = product
        waiting.go_on(found)
    return {wanted[id]: product for id, product in found.items()}
