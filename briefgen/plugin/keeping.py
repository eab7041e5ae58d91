"""What a build has of the last one and leaves to the next: what was made, and the theme's compiled templates."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from briefgen.cache import maker, store
from briefgen.cache.compiledtemplates import Shelf
from briefgen.cache.spare import Spare, open_spare
from briefgen.cache.store import Store
from briefgen.plugin import dependencies
from briefgen.printing import render

log = get_plugin_logger(__name__)


class Keeping:
    """What is kept beside the builds of one plugin: in files, in memory for a preview (`serving`), or not at all.

    `store` has what the last build made, None where nothing is kept, as by a build that is not `whole`; `compiled` the
    theme's compiled templates; `spare` folders of the site before.
    """

    def __init__(self, *, serving: bool = False, whole: bool = True) -> None:
        self.store: Store | None = None
        self.compiled: render.CompiledTemplates | None = None
        self._serving, self._whole, self._wanted = serving, whole, True
        self.spare: Spare | None = None
        self._shelf: Shelf | None = None

    def begin(self, config: MkDocsConfig, *, wanted: bool) -> None:
        """Has the theme's compiled templates at hand: those of this preview, or of the last build if that is `wanted`.

        What is compiled may hold what a filter made of a constant, so beside anything unknown it is not kept for a next build.
        """
        self._wanted = wanted and os.environ.get("BRIEFGEN_CACHE") != "0"
        if self._serving:
            self.compiled = self.compiled or render.CompiledTemplates()
            return
        self._shelf = self.compiled = None
        if self._wanted and dependencies.unknown(config) is None:
            self._shelf = Shelf(("theme", config.theme.name, str(config.theme.locale)))
            self.compiled = self._shelf.compiled

    def open(self, folder: Path, site: Path | None) -> None:
        """Opens what was kept of the last build: in memory for a preview, else in `folder`; none where it is turned off.

        `site` is where a whole build is published.
        """
        if not self._wanted:
            self.store = None
        elif self._serving:
            self.store = self.store or Store(None)
        elif self._whole:
            self.store, notice = store.open_store(folder / "build.sqlite", maker.maker())
            if notice:
                log.info(notice)
            self.spare = open_spare(folder, site) if site else None

    def rescue(self, old: Path, parts: Iterable[str]) -> None:
        """Keeps `parts` of a site that was replaced."""
        if self.spare:
            self.spare.keep(old, parts)

    def save(self) -> None:
        """Keeps what was made for the next build."""
        if self.spare:
            self.spare.close()
            self.spare = None
        if self._shelf:
            self._shelf.keep()
        if self.store is None:
            return
        if self.store.damaged:
            log.info("the build cache was damaged or foreign, and is begun anew")
        try:
            self.store.save()
        except (OSError, sqlite3.Error) as problem:
            # The disk fails: the site is there, and the next build makes all anew.
            log.info("the build cache could not be written (%s)", problem)
        if not self._serving:
            self.store.close()
            self.store = None
