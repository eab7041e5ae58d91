"""What a build writes beside its pages: copies and data files, the feed, the search, and the files of briefings that rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from briefgen.base import searchoptions
from briefgen.disk import files, siteconfig
from briefgen.engine import searchbox
from briefgen.engine.cuts import Cuts
from briefgen.engine.pagefind import NoEngineError
from briefgen.engine.searchbox import Choice
from briefgen.exports import feed
from briefgen.pipeline import Build
from briefgen.plugin import dependencies
from briefgen.plugin.pagework import PageWork
from briefgen.plugin.resting import Resting
from briefgen.preview import Preview
from briefgen.printing.pages import Page
from briefgen.search import findable, shards
from briefgen.search.shards import Index

log = get_plugin_logger(__name__)

COPIES, REST = "copies", "rest"
PARTS = 8
"""In so many parts two processes share what is put into its place."""

MANY = 100
"""So many copies must be written for a second process to pay."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What one build has to write. `urls` are the addresses of all pages by path, `cuts` those of a large search."""

    built: Build | Preview
    urls: Mapping[str, str]
    work: PageWork | None
    resting: Resting | None
    cuts: Cuts
    serving: bool

    def shared(self, out: Path) -> Mapping[str, Callable[[], bytes]]:
        """What a second process may write below the new folder `out`, by name; nothing where that does not pay."""
        return self._tasks(out) if self._many else {}

    @property
    def _many(self) -> bool:
        # A preview has no second process, and makes its copies when they are asked for.
        return not self.serving and len(self.built.copies) >= MANY

    def _tasks(self, out: Path) -> dict[str, Callable[[], bytes]]:
        """Everything that is written to addresses of its own."""
        asleep = self.resting.asleep if self.resting else {}
        copies = [page for page in self.built.copies if page.briefing not in asleep]
        tasks: dict[str, Callable[[], bytes]] = {COPIES: partial(_written, out, copies)}
        if self.resting and asleep:
            tasks |= {
                f"{REST} {part}": partial(self.resting.place, out, part, PARTS)
                for part in range(PARTS)
            }
        return tasks

    def write(self, config: MkDocsConfig) -> None:
        """Writes what no second process has written, the feed, and the records into the search index."""
        if self.built.site is None:
            return
        out = Path(config.site_dir)
        content = _written_index(out)
        # Pagefind works while this process does the rest.
        choice = None
        if content is not None:
            with _told():
                choice = self._choice(self._index(content), config)
            if choice.obstacle:
                log.info("the search index is large, and stays in one file: %s", choice.obstacle)
        for name, task in self._tasks(out).items():
            done = self.work.done_aside(name) if self.work and self._many else task()
            if self.resting and name != COPIES:
                self.resting.placed(done)
        if config.site_url:
            made = feed.atom(self.built.site, config.site_url, self.urls)
            files.replace(out / "feed.xml", made.encode())
        if choice:
            with _told():
                searchbox.complete(out, choice, findable.WEIGHTS)

    def _index(self, content: str) -> Index:
        """The search index with the records of all briefings, once all pages are finished."""
        noted = self.resting.noted if self.resting else lambda *_: None
        content = self.work.searched(content, noted) if self.work else content
        return shards.extended(content, self._found(last=True))

    def _found(self, *, last: bool = False) -> Iterable[tuple[str, str]]:
        """The id and the documents of each briefing; where they are the `last` word they are kept."""
        if self.resting is None:
            return ((id, self._documents(id)) for id in self.built.entries)
        made = self._documents
        return self.resting.searched(made) if last else self.resting.documents(made)

    def foresee(self) -> None:
        """Has Pagefind begin with a large search of which little changed, before the pages are finished."""
        if self.resting and not self.serving and self.resting.most_rest:
            self.cuts.foresee(self._found())

    def hasten(self, config: MkDocsConfig) -> None:
        """Has Pagefind begin with any large search, once no page is left that the theme's search looks at.

        That plugin writes its index for it, as it will again when all pages are there.
        """
        theirs = config.plugins.get(dependencies.SEARCH)
        if theirs is None or self.serving or self.cuts.begun or self.built.site is None:
            return
        theirs.on_post_build(config=config)
        content = _written_index(Path(config.site_dir))
        if content is not None and self.work:
            index = shards.extended(self.work.searched(content), self._found())
            # What is in the way is told at the end.
            with suppress(NoEngineError):
                self._choice(index, config)

    def _documents(self, id: str) -> str:
        return findable.documents(self.built.entries[id], self.urls)

    def _choice(self, index: Index, config: MkDocsConfig) -> Choice:
        """The engine for these documents, which begins. A preview and an offline copy stay with the theme's own.

        Raises NoEngineError.
        """
        search, _ = siteconfig.search_in("mkdocs.yml", config.extra)
        if self.serving or offline(config):
            search = searchoptions.Search(searchoptions.MATERIAL)
        return searchbox.choose(index, config.theme.dirs, search, self.cuts)


def _written_index(out: Path) -> str | None:
    """The index that the theme's search has written, if any."""
    index = out / "search" / "search_index.json"
    return index.read_text(encoding="utf-8") if index.is_file() else None


@contextmanager
def _told() -> Iterator[None]:
    """Gives a build up where the engine that it demands cannot be had."""
    try:
        yield
    except NoEngineError as problem:
        raise PluginError(f"briefgen: {problem}; the site was not built") from problem


def _written(out: Path, copies: Iterable[Page]) -> bytes:
    """Writes copies below a folder that is new and that nobody reads yet."""
    for page in copies:
        files.write_new(out / page.uri, page.raw)
    return b"written"


def offline(config: MkDocsConfig) -> bool:
    """Whether the site is built to be opened from the file system."""
    plugin = config.plugins.get("material/offline") or config.plugins.get("offline")
    return plugin is not None and bool(plugin.config.get("enabled"))
