"""Notes what the conversion of a page looks at and says: only one that says nothing, and looks at nothing but which files
there are, can be used again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mkdocs.structure.files import File, Files


class Asking:
    """Stands in for the files of a site while a page is converted, and notes which of them were looked for.

    `asked` has path → address, None where there is no such file; `beyond` says whether anything else was used.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self.asked: dict[str, str | None] = {}
        self.beyond = False

    def get_file_from_path(self, path: str) -> File | None:
        """The file at `path`, as `Files` has it."""
        found = self._files.get_file_from_path(path)
        self.asked[path] = address(found)
        return found

    def __getattr__(self, name: str) -> Any:
        self.beyond = True
        return getattr(self._files, name)


def address(file: File | None) -> str | None:
    """The address of a file as far as a link to it can depend on it; None where there is none."""
    if file is None:
        return None
    return f"excluded {file.url}" if file.inclusion.is_excluded() else file.url


class Ear(logging.Handler):
    """Notices whether anything was said that a reader of the log should see each time."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.heard = False

    def emit(self, record: logging.LogRecord) -> None:
        """Notes it."""
        self.heard = True


@contextmanager
def listening() -> Iterator[Ear]:
    """An ear at the site builder's log."""
    ear, log = Ear(), logging.getLogger("mkdocs")
    log.addHandler(ear)
    try:
        yield ear
    finally:
        log.removeHandler(ear)
