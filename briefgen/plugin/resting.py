"""Briefings whose pages are all used again, so that MkDocs need not hear of them.

MkDocs makes two objects of each page and walks through all of them many times, which is most of a build after one changed
fact. A briefing rests where its product is the one that the last build had, and all that its pages depend on beside it is
as it was. Its pages are no files of this build: they are put into the site as they are, and stand in the site map and the
search index. A page that links to one of them finds a file for it, with the anchors that were kept.

Whether a briefing rests is decided before MkDocs knows the titles in its navigation. So it depends on all that they are made
from: the configuration, the hand-written pages, and the front matter of the pages that lists are made of.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_build_date

from briefgen.cache import stamps
from briefgen.cache.rows import Order, Rest, Sheet
from briefgen.cache.spare import Spare
from briefgen.cache.store import Store
from briefgen.engine.ahead import Ahead
from briefgen.engine.cuts import Cuts
from briefgen.pipeline import Build
from briefgen.plugin.generated import GeneratedFile
from briefgen.plugin.job import digest
from briefgen.printing.pages import Page

_OWN_PAGE = re.compile(r"briefings/[^/'\"]+/")

_EXCLUDING = ("exclude_docs", "draft_docs")


class RestingFiles(Files):
    """The files of a site. Those at rest are found by their path and stand in no list; `woken` makes one."""

    def __init__(self, files: Files, woken: Callable[[str], File | None]) -> None:
        super().__init__(files)
        self._woken = woken
        self._awake: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file at `path`."""
        if path in self._awake:
            return self._awake[path]
        found = super().get_file_from_path(path)
        if found is None and (found := self._woken(PurePath(path).as_posix())):
            self._awake[path] = found
        return found


class _RestingFile(GeneratedFile):
    """The file of a page at rest; its page is made when its anchors are asked for."""

    made: Callable[[], MkDocsPage | None]
    _page: MkDocsPage | None = None

    @property
    def page(self) -> MkDocsPage | None:
        if self._page is None:
            self._page = self.made()
        return self._page

    @page.setter
    def page(self, page: MkDocsPage | None) -> None:
        self._page = page


@dataclass(slots=True)
class _Candidate:
    """A briefing that may rest in the next build: what Rest has, as it is found page by page."""

    pages: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    asked: dict[str, str | None] = field(default_factory=dict)
    ready: bool = True


class Resting:
    """The briefings at rest in one build, and those that may rest in the next. `inputs` is what all pages depend on;
    folders of the `spare` are used again where there is one.
    """

    def __init__(
        self,
        store: Store,
        built: Build,
        inputs: str,
        present: Files,
        config: MkDocsConfig,
        published: Path,
        spare: Spare | None,
        ahead: Ahead | None = None,
    ) -> None:
        self._store, self._built, self._config = store, built, config
        self._spare = spare
        self._published = str(published)
        self._files, self._present = present, {*present.src_uris}
        self._around = _around(inputs, built, present, config)
        self._numbers = Counter(p.briefing for p in built.pages if p.uri.endswith(".md"))
        authors = {uri.split("/")[1] for uri in self._present if uri.count("/") > 1}
        self._allowed = set() if _shows_more(config) else {*built.made} - authors
        self._candidates: dict[str, _Candidate] = {}
        self._ready: dict[str, Rest] = {}
        known = stamps.untouched(self._published, store.stamps(self._published))
        self.cuts = Cuts(store, self._published, known, spare, ahead)
        self._standing: dict[str, stamps.Stamp] = {}
        self._stamps, there = known, self._present | {page.uri for page in built.pages}
        self.asleep = {id: rest for id in sorted(self._allowed) if (rest := self._rest(id, there))}
        for rest in self.asleep.values():
            store.use(rest)
        self._pages = {page.uri: page for page in built.pages if page.briefing in self.asleep}

    def _name(self, id: str) -> str:
        return digest(self._around, id, self._built.made[id])

    def _rest(self, id: str, there: set[str]) -> Rest | None:
        """What was kept of a briefing, if that is all there and its links still lead to the same places."""
        rest = self._store.rest(self._name(id))
        if rest is None or any((path in there) != bool(to) for path, to in rest.asked.items()):
            return None
        whole = all(
            place in self._stamps or self._store.html(html) is not None
            for place, _, html in rest.pages.values()
        )
        return rest if whole else None

    @property
    def urls(self) -> dict[str, str]:
        """The addresses of the pages at rest, by path."""
        return {
            uri: address
            for rest in self.asleep.values()
            for uri, (_, address, _) in rest.pages.items()
        }

    def found(self) -> RestingFiles:
        """The files of the site, among which those at rest are found."""
        return RestingFiles(self._files, self._woken)

    def _woken(self, uri: str) -> File | None:
        page = self._pages.get(uri)
        if page is None:
            return None
        file = _RestingFile.of(self._config, page)
        set_exclusions([file], self._config)
        assert isinstance(file, _RestingFile)  # noqa: S101  # `of` makes its own class
        file.made = partial(self._shown, file) if file.is_documentation_page() else lambda: None
        return file

    def _shown(self, file: File) -> MkDocsPage:
        """The page of a file at rest, with its anchors."""
        page = MkDocsPage(None, file, self._config)
        anchors = self._store.anchors(file.src_uri)
        if anchors is not None:
            page.present_anchor_ids = set(anchors)
        else:
            page.read_source(self._config)
            page.render(self._config, self._files)
        return page

    def listed(self, documents: Sequence[File]) -> list[Any]:
        """All documents of the site in the order that MkDocs would have them in, for its site map."""
        awake = {file.src_uri: file for file in documents}
        found: list[Any] = [awake.pop(uri) for uri in [*awake] if uri in self._present]
        for page in self._built.pages:
            if page.uri in awake:
                found.append(awake.pop(page.uri))
            elif page.briefing in self.asleep and page.uri.endswith(".md"):
                address = self.asleep[page.briefing].pages[page.uri][1]
                found.append(_listed(self._config.site_url or "", address))
        return [*found, *awake.values()]

    def noted(self, file: File, sheet: Sheet | None) -> None:
        """Takes note of a page of this build, with what is kept of it."""
        if not isinstance(file, GeneratedFile) or file.kept.briefing not in self._allowed:
            return
        candidate = self._candidates.setdefault(file.kept.briefing, _Candidate())
        # What the search and the navigation say of a page is for MkDocs to look after.
        if sheet is None or sheet.found or file.inclusion is not InclusionLevel.NOT_IN_NAV:
            candidate.ready = False
            return
        folder = f"briefings/{file.kept.briefing}/"
        if not all(path.startswith(folder) for path in sheet.links):
            # And so are anchors elsewhere.
            candidate.ready = False
        candidate.pages[file.src_uri] = (file.dest_uri, file.url, sheet.whole)
        candidate.asked |= {
            path: to for path, to in sheet.asked.items() if not path.startswith(folder)
        }

    @property
    def most_rest(self) -> bool:
        """Whether only few briefings are made anew, but some."""
        count = len({*self._numbers} - {""})
        return count > len(self.asleep) >= count // 2

    def documents(self, made: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """The id and the documents in the search index of each briefing; `made` makes those of a briefing not at rest."""
        for briefing in self._built.site.briefings if self._built.site else ():
            rest = self.asleep.get(briefing.id)
            yield briefing.id, rest.found if rest else made(briefing.id)

    def searched(self, made: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """The same as `documents`, once the pages are finished; what they say is kept."""
        for id, found in self.documents(made):
            yield id, found
            one = self._candidates.get(id)
            if one and one.ready and len(one.pages) == self._numbers[id]:
                self._ready[id] = Rest(one.pages, one.asked, found)
                self._store.keep_rest(self._name(id), self._ready[id])
        self._keep_order()

    def _keep_order(self) -> None:
        """Keeps which briefings the search has, for runs that are begun ahead."""
        made, site = self._built.made, self._built.site
        ids = [briefing.id for briefing in site.briefings] if site else []
        order = Order([(id, made[id].partition(" ")[0], self._name(id)) for id in ids])
        if self._store.order(self._published) != order:
            self._store.keep_order(self._published, order)

    def place(self, out: Path, part: int, parts: int) -> bytes:
        """Puts the files of briefings at rest into the new site: the given part of so many parts.

        What it gives back, perhaps in another process, is for `placed`.
        """
        rests = dict(list(self.asleep.items())[part::parts])
        contents = dict(self._contents(rests))
        standing = self._taken(str(out), contents)
        wanted = [(path, contents[path]) for path in contents if path not in standing]
        stamps.place(str(out), self._published, wanted, self._stamps)
        # Never nothing, which would say that it was not done.
        return "\n".join(("placed", *standing)).encode()

    def placed(self, found: bytes) -> None:
        """Takes note of what `place` has moved as it stood."""
        self._standing |= {path: self._stamps[path] for path in found.decode().split("\n")[1:]}

    def _taken(self, out: str, paths: Iterable[str]) -> Set[str]:
        """Which of these files of briefings stand in the new site once their folders were taken from the spare."""
        if self._spare is None:
            return frozenset()
        known: dict[str, dict[str, stamps.Stamp]] = {}
        for path in paths:
            if path in self._stamps:
                known.setdefault(_folder(path), {})[path] = self._stamps[path]
        taken = (self._spare.take(folder, out, own) for folder, own in known.items())
        return frozenset().union(*taken)

    @property
    def parts(self) -> Iterator[str]:
        """The folders of the published site all of whose files have second names in the new one, or most."""
        for id, rest in self.asleep.items():
            if all(place in self._stamps for place, _, _ in rest.pages.values()):
                yield f"briefings/{id}"
        yield from self.cuts.parts

    def _contents(self, rests: Mapping[str, Rest]) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Every file of some briefings: its place, and what reads it."""
        for rest in rests.values():
            for place, _, html in rest.pages.values():
                yield place, partial(self._html, html)
        excluded = [spec for name in _EXCLUDING if (spec := self._config.get(name))]
        for page in self._built.pages:
            # MkDocs leaves out a file of data that the configuration excludes.
            left_out = any(spec.match_file(page.uri) for spec in excluded)
            if page.briefing in rests and not (page.uri.endswith(".md") or left_out):
                yield page.uri, partial(_raw, page)
        for page in self._built.copies:
            if page.briefing in rests:
                yield page.uri, partial(_raw, page)

    def _html(self, html: str) -> bytes:
        found = self._store.html(html)
        if found is None:
            raise PluginError(
                "briefgen: the build cache was damaged while it was used; build again"
            )
        return zlib.decompress(found)

    def stamp(self, sealed: int) -> None:
        """Keeps how the files of briefings that may rest, and those of the search, stand in the published site."""
        paths = [path for path, _ in self._contents({**self.asleep, **self._ready})]
        # What was moved with its folder is as it was, or will not be known again: it is not looked at once more.
        known = self._standing | self.cuts.standing
        wanted = [path for path in (*paths, *self.cuts.paths) if path not in known]
        found = stamps.taken(self._published, wanted, sealed)
        self._store.keep_stamps(self._published, {**known, **found})


def _around(inputs: str, built: Build, present: Files, config: MkDocsConfig) -> str:
    """What identifies all that a briefing's pages depend on beside its product."""
    patterns = [
        [(str(one.pattern), one.include) for one in getattr(config.get(name), "patterns", ())]
        for name in (*_EXCLUDING, "not_in_nav")
    ]
    documents = [
        (file.src_uri, file.inclusion.name, hashlib.sha256(file.content_bytes).digest())
        for file in present.documentation_pages()
    ]
    fronts = [
        (page.uri, page.raw.partition(b"\n---\n")[0])
        for page in built.pages
        if not page.briefing and page.uri.endswith(".md")
    ]
    return digest(inputs, patterns, documents, fronts)


def _shows_more(config: MkDocsConfig) -> bool:
    """Whether anything beside the pages themselves may show pages of briefings, other than MkDocs' own site map."""
    custom = config.theme.custom_dir
    return bool(
        config.extra_templates
        or {*config.theme.static_templates} - {"404.html", "sitemap.xml"}
        or (custom and Path(custom, "sitemap.xml").exists())
        or _OWN_PAGE.search(repr(config.nav))
    )


def _folder(path: str) -> str:
    """The folder of the briefing that a path of one of its files begins with."""
    return "/".join(path.split("/", 2)[:2])


def _listed(base: str, address: str) -> Any:
    """A page at rest as far as a site map shows it."""
    whole = urljoin(f"{base.rstrip('/')}/", address)
    shown = {"canonical_url": whole, "abs_url": urlsplit(whole).path}
    return SimpleNamespace(
        page=SimpleNamespace(is_link=False, update_date=get_build_date(), **shown)
    )


def _raw(page: Page) -> bytes:
    return page.raw
