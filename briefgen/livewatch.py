"""Makes MkDocs' live preview notice a saved file within a tenth of a second, and rebuild with less looking around.

MkDocs looks twice a second, by asking for the state of every file, which works on every file system; then it waits for a
tenth of a second in which nothing changes. We keep the way of looking and shorten both times, as long as looking is cheap.
"""

from __future__ import annotations

import functools
import gc
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.theme import Theme
from watchdog.observers.polling import PollingObserver
from watchdog.utils.dirsnapshot import DirectorySnapshot

INTERVAL = 0.08
"""Seconds between two looks."""

SETTLE = 0.03
"""Seconds without another change before a rebuild: an editor saves in several steps."""

_SHARE = 0.05
"""The part of a processor that looking may take; on a site with so many files the interval is longer."""


def quicken(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Has the server look more often. What it watches stays the same."""
    started = time.perf_counter()
    for path in (config.docs_dir, *config.watch):
        DirectorySnapshot(path)
    interval = max(INTERVAL, (time.perf_counter() - started) / _SHARE)
    paths = []
    for path in (config.docs_dir, config.config_file_path, *config.theme.dirs):
        with suppress(KeyError):  # not watched
            server.unwatch(path)
            paths.append(path)
    server.observer = PollingObserver(timeout=min(0.5, interval))
    for path in paths:
        server.watch(path)
    server.build_delay = SETTLE
    # What the first build left stays: no later one looks through it for garbage.
    gc.collect()
    gc.freeze()


def without_hidden(theme: Theme) -> None:
    """Has the theme list its files without hidden folders, which MkDocs leaves out one by one: fourteen thousand icons."""
    make = theme.get_env

    def made() -> Any:
        environment: Any = make()
        # The listing is only for files that are copied; what a template asks for by name is found as before.
        environment.loader.list_templates = functools.partial(_listed, tuple(theme.dirs))
        return environment

    theme.get_env = made  # type: ignore[method-assign]  # made anew for every build, with the configuration


def _listed(folders: Iterable[str]) -> list[str]:
    """Every file of these folders by its path, sorted; nothing in a folder whose name begins with a dot."""
    found: set[str] = set()
    for top in folders:
        for folder, below, names in os.walk(top):
            below[:] = [name for name in below if not name.startswith(".")]
            path = os.path.relpath(folder, top).replace(os.sep, "/")
            found.update(name if path == "." else f"{path}/{name}" for name in names)
    return sorted(found)
