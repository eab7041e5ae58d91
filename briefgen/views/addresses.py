"""The way from the page that is being rendered to another place of the site."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from briefgen.base.values import KEPT
from briefgen.views import markup

_FOLDERS = 4
"""Of how many folders the ways are kept: that of a briefing, that of its sources, those of the site."""


def folder(page: Any) -> str | None:
    """The folder of the page that is being rendered; None where there is no page."""
    uri = getattr(page, "uri", None)
    return uri.rpartition("/")[0] if isinstance(uri, str) else None


class Ways(dict[tuple[str, str], Markup]):
    """Page and anchor → the way there from the pages of a folder. Kept: they lead to the same places over and over."""

    def __init__(self, folder: str | None) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, place: tuple[str, str]) -> Markup:
        if self._folder is None:
            raise AttributeError("an address leads from a page")
        if len(self) >= KEPT:
            self.clear()
        page, anchor = place
        path = _path(self._folder, page)
        found = self[place] = markup.marked(f"{path}#{anchor}" if anchor else path)
        return found


@lru_cache(maxsize=_FOLDERS)
def ways(folder: str | None) -> Ways:
    """The ways from the pages of a folder."""
    return Ways(folder)


@lru_cache(maxsize=4_096)
def _path(folder: str, page: str) -> str:
    """The way from a folder to a page."""
    if not (_PLAIN.fullmatch(folder) and _PLAIN.fullmatch(page)):
        return quote(posixpath.relpath(page, folder or "."))
    here, there = folder.split("/"), page.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:])


_PLAIN = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*(?:\.md)?", re.ASCII)
"""An address without steps up and without characters that are written otherwise in a link."""
