"""Finished pages that are used again, and pages that are converted only when their turn comes.

MkDocs converts all pages before it writes the first. Here a generated page, whose title is known beforehand, is converted
when it is written and released at once, so that memory does not grow with the site. A page that a `Store` holds under the
same digests is neither read, converted nor themed: a template of one character stands in for the theme, and
`on_post_page` gives the kept HTML. Links are still checked by MkDocs, from the anchors that were kept with the page.

Public events and attributes only. Two methods of `Page` are replaced on the objects, `read_source` and `render`, both
documented; without them a build is merely slower.
"""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from briefgen.cache.rows import Sheet, packed_sheet, sheet_of
from briefgen.cache.store import Store
from briefgen.disk import helper
from briefgen.engine import searchbox
from briefgen.plugin import dependencies
from briefgen.plugin.conversion import Conversion
from briefgen.plugin.converted import Conversions
from briefgen.plugin.generated import GeneratedFile
from briefgen.plugin.job import Job, digest, is_plain, packed, unpacked

LEAST = 24
"""So many pages must be waiting for a second process to pay."""


class PageWork:
    """The pages of one build. `inputs` is what all of them depend on; without a store nothing is kept.

    `resting` are the addresses of files that are there and that MkDocs does not hear of, by path.
    """

    def __init__(
        self,
        store: Store | None,
        inputs: str,
        head: Callable[[MkDocsPage], str],
        conversions: Conversions | None = None,
        resting: Mapping[str, str] = {},
    ) -> None:
        self.store, self._head = store, head
        self._inputs = inputs
        self._conversion = Conversion(store, inputs, conversions, resting)
        self._jobs: dict[str, Job] = {}
        self._files = Files([])
        self._nav = Navigation([], [])
        self._documents: list[File] = []
        self._aside: Mapping[str, Callable[[], bytes]] = {}
        self._helper: helper.Helper | None = None
        self._env: Any = None
        self._blank: Any = None
        self._searched: set[str] = set()
        self._quick_search, self._unseen = False, ""

    def take(self, nav: Navigation, files: Files, config: MkDocsConfig) -> None:
        """Takes over the pages of a site, once their place in the navigation is known."""
        self._nav, self._files, self._config = nav, files, config
        self._conversion.begin(files, config)
        self._quick_search = dependencies.searched_by_theme(config)
        self._documents = [*files.documentation_pages()]
        for file in self._documents:
            page = file.page
            if page is None:
                continue
            job = Job(page, page.title, page.read_source, page.render)
            if isinstance(file, GeneratedFile):
                job.digest = file.kept.digest
            self._jobs[file.src_uri] = job
            page.read_source = functools.partial(self._conversion.read, job)  # type: ignore[method-assign]  # documented above
            page.render = functools.partial(self._conversion.render, job)  # type: ignore[method-assign]  # documented above

    def choose(
        self, env: Any, *, share: bool, aside: Mapping[str, Callable[[], bytes]] = {}
    ) -> None:
        """Decides which kept pages are used, now that all titles are known, and shares the rest with a second process.

        `env` holds the theme; `share` allows the second process, which does what is in `aside` first, by name.
        """
        self._aside, self._env = aside, env
        blank = self._blank = env.from_string("-")
        shown = digest(self._inputs, dependencies.navigation_of(self._nav))
        for job in self._jobs.values():
            page = job.page
            job.title = str(page.title)
            neighbours = [
                (str(other.title), other.url) if other else None
                for other in (page.previous_page, page.next_page)
            ]
            job.whole = digest(
                shown,
                job.source,
                job.title,
                sorted((name, repr(value)) for name, value in page.meta.items()),
                neighbours,
                (page.canonical_url, page.edit_url),
                self._head(page),
            )
            if self.store and job.sheet and job.sheet.whole == job.whole:
                job.html = self.store.html(job.whole) or b""
                if job.html:
                    self._reuse(job, job.sheet)

        self._searched = {uri for uri, job in self._jobs.items() if not _is_unsearched(job.page)}
        if share:
            self._share(env, blank)

    def _share(self, env: Any, blank: Any) -> None:
        """Shares the pages of briefings with a second process."""
        waiting = {
            uri: job
            for uri, job in self._jobs.items()
            if isinstance(job.page.file, GeneratedFile)
            and not job.reused
            and not job.converted
            and _is_unsearched(job.page)
        }
        if len(waiting) < LEAST and not self._aside:
            return
        for job in waiting.values():
            job.template = job.page.meta.get("template", "main.html")
        # What is written beside the pages comes last there, while this process writes the other's pages.
        self._helper = helper.start([*self._aside, *waiting], self._made_aside)
        if self._helper:
            for job in waiting.values():
                job.shared, job.page.meta["template"] = True, blank

    def done_aside(self, name: str) -> bytes:
        """What a task of `aside` gives, done by the second process or now."""
        made = self._helper.take(name) if self._helper else None
        return self._aside[name]() if made is None else made

    def end(self) -> None:
        """Lets the second process go."""
        if self._helper:
            self._helper.end()

    def _made_aside(self, uri: str) -> bytes:
        """A page with its sheet, made in the second process; nothing where something was said that the first must say."""
        if uri in self._aside:
            return self._aside[uri]()
        job, log = self._jobs[uri], logging.getLogger("mkdocs")
        log.handlers.clear()
        log.propagate = False
        html = packed(self._themed(job))
        made = packed_sheet(job.sheet_with([]), html) if job.keepable else b""
        job.release()
        return made

    def _themed(self, job: Job) -> str:
        """The whole page of a job, as MkDocs would make it."""
        page, config = job.page, self._config
        page.active = True
        context = get_context(self._nav, self._documents, config, page)
        template = self._env.get_template(job.template)
        changed = config.plugins.on_page_context(context, page=page, config=config, nav=self._nav)
        output = str(template.render(changed))
        page.active = False
        return output.replace("</head>", f"{self._head(page)}</head>", 1)

    def _shared(self, job: Job) -> str:
        """The page that the second process made, or the same made here."""
        page = job.page
        raw = self._helper.take(page.file.src_uri) if self._helper else None
        found = sheet_of(raw) if raw else None
        if found is None:
            page.active = False
            self._conversion.convert(job)
            return self._themed(job)
        sheet, job.html = found
        job.asked, job.converted = sheet.asked, True
        self._checked(page, sheet)
        return unpacked(job.html)

    def _reuse(self, job: Job, sheet: Sheet) -> None:
        job.reused = True
        self._leave_out(job.page)
        self._checked(job.page, sheet)

    def first(self, wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The finished pages of these files of the site, before their turn; when it comes, they are there."""
        by_place = {job.page.file.dest_uri: job for job in self._jobs.values()}
        for place in wanted:
            job = by_place.get(place)
            if job is None or job.page.file.inclusion.is_excluded():
                continue
            if job.reused:
                yield place, unpacked(job.html)
                continue
            job.template = job.page.meta.get("template", "main.html")
            job.early = self._themed(job)
            self._leave_out(job.page)
            yield place, job.early

    def _leave_out(self, page: MkDocsPage) -> None:
        """Keeps a page that is finished from being themed and searched through (again)."""
        page.meta["template"] = self._blank
        page.meta["search"] = {"exclude": True}

    def _checked(self, page: MkDocsPage, sheet: Sheet) -> None:
        """Gives MkDocs what it checks links by."""
        page.present_anchor_ids = set(sheet.anchors)
        found = {self._files.get_file_from_path(path): links for path, links in sheet.links.items()}
        page.links_to_anchors = {file: links for file, links in found.items() if file}

    def ends_search(self, page: MkDocsPage) -> bool:
        """Whether a page that is finished was the last that a search looks at."""
        if page.file.src_uri not in self._searched:
            return False
        self._searched.remove(page.file.src_uri)
        return not self._searched

    def stands_in(self, page: MkDocsPage) -> bool:
        """Whether what the theme gave for a page is a single character, as the page is there or comes from elsewhere."""
        job = self._jobs.get(page.file.src_uri)
        return job is not None and (job.reused or bool(job.early) or self._is_awaited(job))

    def _is_awaited(self, job: Job) -> bool:
        """Whether the page comes from the second process; that one itself awaits nothing."""
        return job.shared and self._helper is not None and not job.converted

    def before_theme(self, page: MkDocsPage) -> None:
        """Converts a page whose turn it is, if that was put off."""
        job = self._jobs.get(page.file.src_uri)
        if job and not (job.reused or job.converted or self._is_awaited(job)):
            self._conversion.convert(job)

    def before_search(self, page: MkDocsPage) -> None:
        """Keeps an excluded page's content from the theme's search plugin, which would only take out its own attributes."""
        if self._quick_search and _is_unsearched(page):
            self._unseen, page.content = searchbox.without_search(page.content or ""), ""

    def after_search(self, page: MkDocsPage) -> None:
        """Gives the page the content back."""
        if self._unseen:
            page.content, self._unseen = self._unseen, ""

    def after_theme(self, output: str, page: MkDocsPage) -> str:
        """The HTML of a page: the kept one, or this one, which is kept."""
        job = self._jobs.get(page.file.src_uri)
        if job is None:
            return output
        if job.reused:
            return unpacked(job.html)
        if self._is_awaited(job):
            output = self._shared(job)
        elif job.early:
            output, job.early = job.early, ""
        if self.store and job.keepable and is_plain(job.kept_meta):
            self.store.keep_html(job.whole, job.html or packed(output))
            job.kept = True
        job.release()
        return output

    def searched(
        self, index: str, noted: Callable[[File, Sheet | None], None] | None = None
    ) -> str:
        """The search index with the entries of the pages that were used again.

        Once all are finished they are kept for the next build, and `noted` is told of each what is kept of it, if anything.
        """
        loaded = json.loads(index)
        fresh: dict[str, list[dict[str, Any]]] = {}
        for entry in loaded["docs"]:
            fresh.setdefault(entry["location"].partition("#")[0], []).append(entry)
        docs: list[dict[str, Any]] = []
        for file in self._documents:
            job = self._jobs.get(file.src_uri)
            own = fresh.pop(file.page.url, []) if file.page else []
            if job and job.reused and job.sheet:
                own = job.sheet.found
            if noted and job:
                noted(file, job.sheet if job.reused else self._kept(job, own))
            docs += own
        loaded["docs"] = [*docs, *(entry for rest in fresh.values() for entry in rest)]
        return json.dumps(loaded, ensure_ascii=False)

    def _kept(self, job: Job, found: list[dict[str, Any]]) -> Sheet | None:
        """What is kept of a page from now on."""
        if self.store is None or not job.kept:
            return None
        sheet = job.sheet_with(found)
        self.store.keep_sheet(job.page.file.src_uri, sheet)
        return sheet


def _is_unsearched(page: MkDocsPage) -> bool:
    """Whether a page says that no search should look at it, as all of a briefing's do."""
    return page.meta.get("search") == {"exclude": True}
