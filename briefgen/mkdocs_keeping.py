"""What a build has of the last one and leaves to the next: what was made, and the theme's compiled templates."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from briefgen import maker, mkdocs_inputs, render, store
from briefgen.store import Store
from briefgen.templatecache import Shelf

log = get_plugin_logger(__name__)


class Keeping:
    """What is kept beside the builds of one plugin: in files, in memory for a preview (`serving`), or not at all.

    `store` has what the last build made, None where nothing is kept, as by a build that is not `whole`; `compiled` the
    theme's compiled templates.
    """

    def __init__(self, *, serving: bool = False, whole: bool = True) -> None:
        self.store: Store | None = None
        self.compiled: render.CompiledTemplates | None = None
        self._serving, self._whole, self._wanted = serving, whole, True
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
        if self._wanted and mkdocs_inputs.unknown(config) is None:
            self._shelf = Shelf(("theme", config.theme.name, str(config.theme.locale)))
            self.compiled = self._shelf.compiled

    def open(self, folder: Path) -> None:
        """Opens what was kept of the last build: in memory for a preview, else in a file in `folder`; none where it is turned off."""
        if not self._wanted:
            self.store = None
        elif self._serving:
            self.store = self.store or Store(None)
        elif self._whole:
            self.store, notice = store.open_store(folder / "build.sqlite", maker.maker())
            if notice:
                log.info(notice)

    def save(self) -> None:
        """Keeps what was made for the next build."""
        if self._shelf:
            self._shelf.keep()
        if self.store is None:
            return
        if self.store.damaged:
            log.info("the build cache was damaged or foreign, and is begun anew")
        try:
            self.store.save()
        except sqlite3.Error as problem:
            log.info("the build cache could not be written (%s)", problem)
        if not self._serving:
            self.store.close()
            self.store = None
