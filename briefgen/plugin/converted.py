"""Texts that the live preview has converted, so that an edit converts again only what it changed.

A whole finished page is kept elsewhere (`pagework`), but a new title changes every page of a briefing, and the text of
few. What is kept here is the content of a page, in memory and while a preview runs; it is used again for the same text at
the same address of the same site, where every link still leads to the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

Asked = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Converted:
    """What conversion made of a text. `asked` is which files were looked for, and the addresses found."""

    asked: Asked
    content: str | None
    toc: Any
    anchors: frozenset[str]
    links: Mapping[str, Mapping[str, str]]


TEXTS = 4
"""So many texts of each page are kept: an edit is often taken back."""


class Conversions:
    """The last texts of every page, converted."""

    def __init__(self) -> None:
        self._by_page: dict[str, dict[tuple[str, ...], Converted]] = {}

    def take(
        self, page: MkDocsPage, inputs: str, files: Files, address: Callable[[str], str | None]
    ) -> Asked | None:
        """Gives `page` the content that its text was converted to before and returns what was asked, or None.

        `inputs` identifies what all pages depend on, `address` says where a file is found now.
        """
        texts, key = self._by_page.get(page.file.src_uri, {}), _key(page, inputs)
        kept = texts.pop(key, None)
        if kept is None:
            return None
        # From now on the one that was used last.
        texts[key] = kept
        if any(address(path) != before for path, before in kept.asked.items()):
            return None
        page.content, page.toc = kept.content, kept.toc
        page.present_anchor_ids = set(kept.anchors)
        found = {files.get_file_from_path(path): dict(links) for path, links in kept.links.items()}
        page.links_to_anchors = {file: links for file, links in found.items() if file}
        return kept.asked

    def keep(self, page: MkDocsPage, inputs: str, asked: Asked) -> None:
        """Keeps what the text of `page` was converted to."""
        links = {file.src_uri: dict(own) for file, own in (page.links_to_anchors or {}).items()}
        texts, key = self._by_page.setdefault(page.file.src_uri, {}), _key(page, inputs)
        texts.pop(key, None)
        texts[key] = Converted(
            dict(asked),
            page.content,
            page.toc,
            frozenset(page.present_anchor_ids or ()),
            links,
        )
        if len(texts) > TEXTS:
            del texts[next(iter(texts))]


def _key(page: MkDocsPage, inputs: str) -> tuple[str, ...]:
    return (inputs, page.file.url, page.markdown or "")
