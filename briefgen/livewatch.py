"""Makes MkDocs' live preview notice a saved file within a tenth of a second, and rebuild with less looking around.

MkDocs looks twice a second, by asking for the state of every file, which works on every file system; then it waits for a
tenth of a second in which nothing changes. We keep the way of looking and shorten both times, as long as looking is cheap.
"""

from __future__ import annotations

import gc
import time
from contextlib import suppress

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
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
