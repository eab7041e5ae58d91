"""One page of a build, from its text to what is kept of it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

from briefgen.cache.rows import Sheet
from briefgen.plugin.generated import GeneratedFile


@dataclass(slots=True)
class Job:
    """A page that is to be finished. `source` and `whole` as in Sheet; `reused` where its kept HTML is used."""

    page: MkDocsPage
    given: str | None
    """The title that the navigation gives it."""
    read: Callable[[MkDocsConfig], None]
    render: Callable[[MkDocsConfig, Files], None]
    digest: str = ""
    sheet: Sheet | None = None
    source: str = ""
    whole: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    asked: Mapping[str, str | None] = field(default_factory=dict)
    converted: bool = False
    reused: bool = False
    keepable: bool = True
    kept: bool = False
    """Whether the next build can have its HTML."""
    shared: bool = False
    template: Any = "main.html"
    html: bytes = b""
    """The finished page, packed: the kept one where it is used again."""
    early: str = ""
    """The finished page where it was wanted before its turn."""

    def release(self) -> None:
        """Lets go of all that a finished page is no longer asked for."""
        self.page.markdown = self.page.content = ""
        self.page.toc = []  # type: ignore[assignment]  # as MkDocs has it before a page is rendered
        self.html = b""

    @property
    def kept_meta(self) -> dict[str, Any]:
        """The meta data that are kept of the page."""
        return self.meta if isinstance(self.page.file, GeneratedFile) else {}

    def sheet_with(self, found: list[dict[str, Any]]) -> Sheet:
        """What is kept of the page; `found` are its entries in the search index."""
        links = self.page.links_to_anchors or {}
        return Sheet(
            self.source,
            self.whole,
            self.title,
            self.kept_meta,
            dict(self.asked),
            sorted(self.page.present_anchor_ids or ()),
            {file.src_uri: dict(own) for file, own in links.items()},
            found,
        )


def packed(output: str) -> bytes:
    """A finished page as it is kept: compressed, with references for what UTF-8 cannot write, as in the site."""
    return zlib.compress(output.encode("utf-8", "xmlcharrefreplace"), 1)


def unpacked(html: bytes) -> str:
    """The finished page that was packed."""
    return zlib.decompress(html).decode()


def is_plain(meta: dict[str, Any]) -> bool:
    """Whether meta data are the same after they were kept: no dates, for one."""
    try:
        return bool(json.loads(json.dumps(meta)) == meta)
    except (TypeError, ValueError):
        return False


def digest(*parts: object) -> str:
    """What identifies some values, by how they are written in Python."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
