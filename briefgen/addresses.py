"""The way from the page that is being rendered to another place of the site."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from briefgen import markup


def folder(page: Any) -> str | None:
    """The folder of the page that is being rendered; None where there is no page."""
    uri = getattr(page, "uri", None)
    return uri.rpartition("/")[0] if isinstance(uri, str) else None


@lru_cache(maxsize=8_192)
def address(folder: str | None, page: str, anchor: str) -> Markup:
    """The way from the pages of a folder to a place. Kept: they lead to the same places over and over."""
    if folder is None:
        raise AttributeError("an address leads from a page")
    path = _path(folder, page)
    return markup.marked(f"{path}#{anchor}" if anchor else path)


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
