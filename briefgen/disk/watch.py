"""Repeats a call whenever one of some files changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_SETTLE = 0.05
"""Seconds from the first event to the call: an editor saves in several steps."""


class _Waker(FileSystemEventHandler):
    """Wakes the waiting thread on a change; opening and reading are none."""

    def __init__(self, changed: threading.Event) -> None:
        self.changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("created", "deleted", "modified", "moved"):
            self.changed.set()


def repeat(call: Callable[[], object], paths: Iterable[Path]) -> None:
    """Calls at once and after each change at or below `paths`, until the user interrupts."""
    changed = threading.Event()
    observer = Observer()
    for path in paths:
        if path.exists():
            observer.schedule(_Waker(changed), str(path), recursive=True)
    observer.start()
    try:
        while True:
            changed.clear()  # before the call: a change while it runs counts
            call()
            changed.wait()
            time.sleep(_SETTLE)
    except KeyboardInterrupt:
        pass
    finally:
        observer.stop()
        observer.join()
