"""Generated pages: the value that holds one, and the press that prints them from templates and labels."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.base.diagnostics import Diagnostic
from briefgen.base.siteoptions import SiteOptions
from briefgen.printing import render
from briefgen.printing.catalogues import catalogues
from briefgen.printing.labels import Labels
from briefgen.views.words import FALLBACK, Words

FRONT = 2_000
"""So many bytes are enough for nearly all front matter: a title, and little else."""


@dataclass(frozen=True, slots=True)
class Page:
    """One generated file: its path below the docs folder, its text, the briefing it belongs to ("" for the site).

    The text is held compressed, because a large site has all of its pages in memory at once; `digest` identifies it. It is
    not held at all where whoever asked for the page put it elsewhere at once (`Maker`).
    """

    uri: str
    packed: bytes
    digest: str
    briefing: str = ""

    @classmethod
    def of(cls, uri: str, text: str, briefing: str = "") -> Page:
        """The page with this text."""
        return cls.of_bytes(uri, text.encode(), briefing)

    @classmethod
    def of_bytes(cls, uri: str, raw: bytes, briefing: str = "") -> Page:
        """The file with these bytes."""
        return cls(uri, zlib.compress(raw, 1), hashlib.sha256(raw).hexdigest(), briefing)

    @property
    def raw(self) -> bytes:
        """The text in UTF-8."""
        return zlib.decompress(self.packed)

    @property
    def text(self) -> str:
        return self.raw.decode()

    @property
    def front(self) -> str:
        """The beginning of the text with all of its front matter; the whole text where it has none, or a long one."""
        begun = zlib.decompressobj().decompress(self.packed, FRONT).decode("utf-8", "ignore")
        whole = begun.startswith("---\n") and "\n---\n" in begun
        return begun if whole else self.text


Maker = Callable[[str, bytes, str], Page]
"""What makes a page of its path, its bytes and its briefing."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A page before printing."""

    uri: str
    template: str
    title: str
    context: Mapping[str, Any]
    paper: bool = False
    """Whether citations stay on the page, as a page made for print needs it."""


@dataclass(frozen=True, slots=True)
class _Language:
    """The language of a page: its tag, direction, and whether it is another than the site's."""

    code: str
    direction: str
    foreign: bool


class Press:
    """Prints drafts. `problems` says what is wrong with the catalogues of labels among the templates."""

    def __init__(
        self, templates: Mapping[str, str], options: SiteOptions, made: Maker = Page.of_bytes
    ) -> None:
        self.options, self.made = options, made
        self._environment = render.environment(templates)
        self._catalogues, self.problems = catalogues(templates)
        self._words: dict[str, Words] = {}
        self._spoken: dict[str, dict[str, object]] = {}

    def words(self, language: str) -> Words:
        """The labels in a language, those of its base language or the site's fallback where it has none."""
        if language not in self._words:
            self._words[language] = self._worded(language)
        return self._words[language]

    def _worded(self, language: str) -> Words:
        base = language.partition("-")[0]
        own = self._catalogues.get(language) or self._catalogues.get(base) or {}
        return Words(language, own, self._catalogues.get(FALLBACK, {}))

    def page(
        self, draft: Draft, words: Words, context: Mapping[str, Any], briefing: str = ""
    ) -> Page | Diagnostic:
        """The printed page, or what is wrong with its template."""
        text = self.text(draft, words, context)
        return text if isinstance(text, Diagnostic) else self.file(draft.uri, text, briefing)

    def text(self, draft: Draft, words: Words, context: Mapping[str, Any]) -> str | Diagnostic:
        """The text of the printed page, or what is wrong with its template."""
        if words.language not in self._spoken:
            foreign = words.language != self.options.language
            language = _Language(words.language, words.direction, foreign)
            self._spoken[words.language] = {"l": Labels(words), "lang": language}
        given = {**self._spoken[words.language], "page": draft}
        whole = {**context, **draft.context, **given}
        return render.page_text(self._environment, draft.template, whole)

    def done(self) -> None:
        """Gives back what pages had in common; call it when all are printed."""
        self._environment.direct.release()

    def file(self, uri: str, text: str, briefing: str = "") -> Page:
        """A file that is no draft of ours, as a page."""
        return self.made(uri, text.encode(), briefing)
