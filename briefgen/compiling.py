"""Compiles the briefings of a large site in two processes, the last of them in a helper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from briefgen.base.siteoptions import SiteOptions
from briefgen.base.tree import Tree
from briefgen.cache import compiledtemplates, store
from briefgen.changes.history import History
from briefgen.checking import folders
from briefgen.disk import collector, helper
from briefgen.printing.pages import Maker, Page
from briefgen.product import Kept, Product, Setting, compiled, key
from briefgen.texts.dates import Day
from briefgen.yaml.strict import Limits

LEAST = 12
"""So many briefings must be new for a second process to pay."""

Told = Callable[[Mapping[str, str]], object]
"""Is called with briefing → the name of its product, before any is there."""


def silent(_: Mapping[str, str]) -> None:
    """Whoever does not want to know."""


class _AtHand:
    """What was kept, as far as it is `read`, and what the helper makes meanwhile."""

    def __init__(
        self,
        kept: Kept | None,
        read: dict[str, Product],
        made: helper.Helper | None,
        coming: Iterable[str],
    ) -> None:
        self._kept, self._read, self._made, self._coming = kept, read, made, {*coming}

    def product(self, key: str) -> Product | None:
        """The product as it was kept, or as the helper makes it."""
        if key in self._read:
            return self._read.pop(key)
        if self._made is None or key not in self._coming:
            return self._kept.product(key) if self._kept else None
        raw = self._made.take(key)
        found = store.product_of(raw) if raw is not None else None
        if found is not None:
            self.keep(key, found)
        return found

    def keep(self, key: str, product: Product) -> None:
        """Keeps a product for the next build."""
        if self._kept:
            self._kept.keep(key, product)


@contextmanager
def helped(
    tree: Tree,
    templates: Mapping[str, str],
    options: SiteOptions,
    past: History,
    today: Day | None,
    kept: Kept | None,
    *,
    pages_only: bool = False,
    made: Maker = Page.of_bytes,
    told: Told = silent,
) -> Iterator[Kept | None]:
    """What a build of this site should use as `kept`. Before anything is read there, the names of all products are `told`, by briefing."""
    setting = Setting(templates, options, Limits(), today, pages_only=pages_only, made=made)
    pasts = past.by_briefing()
    nothing = History(gap=past.gap)
    own = {id: (folder, pasts.get(id, nothing)) for id, folder in folders(tree).items()}
    names = {id: key(id, *parts, setting) for id, parts in own.items()}
    told(names)
    read = {name: found for name in names.values() if kept and (found := kept.product(name))}
    new = [id for id in own if names[id] not in read]
    ids = {names[id]: id for id in new}
    if new:
        compiledtemplates.prepare(templates)

    def made_of(name: str) -> Product:
        return compiled(ids[name], *own[ids[name]], setting)

    # In both processes. It could find the macros of each language, and ten kilobytes of a briefing: tests/test_compiling.py counts.
    with collector.off():
        helping = None
        if len(new) >= LEAST:
            # What the first briefing has loaded, libraries and languages, the other process need not load again.
            first, *others = ids
            read[first] = made_of(first)
            if kept:
                kept.keep(first, read[first])
            helping = helper.start(others, lambda name: store.packed(made_of(name)))
        yield _AtHand(kept, read, helping, ids) if helping or kept or read else None
        if helping:
            helping.end()
