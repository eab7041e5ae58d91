"""Makes MkDocs' live preview notice a saved file within a tenth of a second, and rebuild with less looking around.

MkDocs looks twice a second, by asking for the state of every file, which works on every file system; then it waits for a
tenth of a second in which nothing changes. We keep the way of looking and shorten both times, as long as looking is cheap.
"""

from __future__ import annotations

import gc
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter, PollingObserver
from watchdog.utils.dirsnapshot import DirectorySnapshot

INTERVAL = 0.04
"""Seconds between two looks."""

SETTLE = 0.01
"""Seconds without another change before a rebuild: an editor saves in several steps. Longer would be in vain, for the
next look comes later; a change that it finds is a reason for another rebuild."""

EMPTIED = 1.0
"""Seconds to wait for the content of a file that has just been emptied: most programs empty a file and then write it."""

_SHARE = 0.05
"""The part of a processor that looking may take; on a site with so many files the interval is longer."""


def quicken(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Has the server look more often. What it watches stays the same."""
    # Of the processor, not of the clock, which on a busy machine would make the interval long for good.
    started = time.thread_time()
    for path in (config.docs_dir, *config.watch):
        DirectorySnapshot(path)
    interval = max(INTERVAL, (time.thread_time() - started) / _SHARE)
    paths = []
    for path in (config.docs_dir, config.config_file_path, *config.theme.dirs):
        with suppress(KeyError):  # not watched
            server.unwatch(path)
            paths.append(path)
    server.observer = _Observer(min(0.5, interval))
    for path in paths:
        server.watch(path)
    server.build_delay = SETTLE
    server.builder = Rebuilding(server.builder, [*paths, *config.watch])
    # What the first build left stays: no later one looks through it for garbage.
    gc.collect()
    gc.freeze()


class Rebuilding:
    """A rebuild that is left out where no file below `paths` changed since the last one began.

    A save in two steps can be seen as two, when the first rebuild has begun and found the whole file.
    """

    def __init__(self, build: Callable[[], None], paths: Iterable[str]) -> None:
        self._build, self._paths = build, tuple(paths)
        self._built: State | None = None
        self._empty = _empty(dict(_states(self._paths)))

    def __call__(self) -> None:
        """Rebuilds, or does nothing."""
        # Before anything is read, so that a change from now on counts for the next one.
        state = self._settled()
        if state == self._built:
            return
        self._built = None
        _GOING_ON.set()
        try:
            self._build()
        finally:
            _GOING_ON.clear()
        self._built = state

    def _settled(self) -> State:
        """The state of all files, once none has just been emptied: such a file is being written."""
        until = time.monotonic() + EMPTIED
        while True:
            state = dict(_states(self._paths))
            empty = _empty(state)
            if empty <= self._empty or time.monotonic() > until:
                self._empty = empty
                return state
            time.sleep(SETTLE)


_GOING_ON = threading.Event()
"""Set while a rebuild goes on."""


class _Lookout(PollingEmitter):
    """Looks at intervals, but not while a rebuild goes on, which it would slow down; what changes then is seen after it."""

    def queue_events(self, timeout: float) -> None:
        while _GOING_ON.is_set() and not self.stopped_event.wait(timeout):
            pass
        super().queue_events(timeout)


State = dict[str, tuple[int, int, int]]


def _states(paths: Iterable[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Every file at or below `paths`, with what shows that it was written to."""
    for path in map(Path, paths):
        for file in path.rglob("*") if path.is_dir() else (path,):
            with suppress(OSError):  # gone in the meantime
                status = file.stat()
                yield str(file), (status.st_mtime_ns, status.st_size, status.st_ino)


def _empty(state: State) -> set[str]:
    return {path for path, (_, size, _) in state.items() if not size}


class _Observer(PollingObserver):
    """An observer that looks in this way."""

    def __init__(self, timeout: float) -> None:
        BaseObserver.__init__(self, _Lookout, timeout=timeout)


def empty(site: Path) -> None:
    """Empties the folder that a preview serves by moving its content away, which is deleted beside the build.

    MkDocs would delete it file by file before it writes the first page.
    """
    # Where that is not allowed, MkDocs does it in its own way.
    with suppress(OSError):
        aside = site.with_name(f"{site.name}-{time.monotonic_ns()}")
        site.rename(aside)
        site.mkdir()
        threading.Thread(
            target=shutil.rmtree, args=(aside,), kwargs={"ignore_errors": True}
        ).start()
