"""The MkDocs plugin `briefgen`: hooks → calls.

`on_config` watches the input files and adds our style sheet and script; `on_pre_build` reads and checks everything, and on
`mkdocs build` stops there if something is wrong, before MkDocs empties the old site; `on_files` adds the pages in memory.
`mkdocs build` writes into a folder beside the site, which the last hook puts in its place. Under `mkdocs serve` a briefing
with errors keeps its pages as they last were without, with the errors on top: a dropped page would be a 404 and a shower
of misleading warnings.
"""

from __future__ import annotations

import gc
import html
import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from briefgen import (
    card,
    clock,
    compiling,
    files,
    git,
    intake,
    livepages,
    livewatch,
    machine,
    markup,
    mkdocs_beside,
    mkdocs_files,
    mkdocs_inputs,
    mkdocs_theme,
    pipeline,
    preview,
    publish,
    report,
    siteconfig,
    upkeep,
)
from briefgen.diagnostics import Severity, has_errors, ordered
from briefgen.history import History
from briefgen.judged import Memory
from briefgen.livepages import LivePages
from briefgen.mkdocs_beside import Beside
from briefgen.mkdocs_converted import Conversions
from briefgen.mkdocs_files import GeneratedFile
from briefgen.mkdocs_keeping import Keeping
from briefgen.mkdocs_pages import PageWork
from briefgen.mkdocs_resting import Resting
from briefgen.pipeline import Build
from briefgen.preview import Preview
from briefgen.siteoptions import SiteOptions
from briefgen.siteviews import Summary
from briefgen.tree import Tree

log = get_plugin_logger(__name__)

OFFLINE_SHIM = "assets/iframe-worker.js"


class BriefgenConfig(Config):
    """The plugin's settings below `plugins:`."""

    cache = Type(bool, default=True)


class BriefgenPlugin(BasePlugin[BriefgenConfig]):
    """Adds the pages of every briefing below seeds/ to the site."""

    serving = False
    whole = True
    published: Path | None = None
    built: Build | Preview = Preview()
    past: History | None = None
    urls: Mapping[str, str] = {}
    work: PageWork | None = None
    inputs: str | mkdocs_inputs.UnknownInputError = ""
    resting: Resting | None = None
    live: LivePages | None = None
    begun = 0

    def __init__(self) -> None:
        self.generated: set[str] = set()
        self.briefings: dict[str, Summary] = {}
        self.keeping = Keeping()
        self.conversions = Conversions()
        self.memory = Memory({})

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remembers whether this is a live preview; being there, keeps the plugin alive between rebuilds."""
        self.serving = command == "serve"
        # A preview has its own folder; a "dirty" build changes single files of the old site.
        self.whole = not self.serving and not dirty
        self.keeping = Keeping(serving=self.serving, whole=self.whole)
        self.begun = livepages.epoch() - 1

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any) -> None:
        """Makes the preview notice a saved file sooner than twice a second, and show first what is looked at."""
        self.live = LivePages(server.serve_request, server.mount_path, self.begun)
        server.set_app(self.live)
        server.builder = self.live.during(server.builder)
        livewatch.quicken(server, config)

    # Before the offline plugin (0), which would ask another server for the shim of its search.
    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Watches the input, and puts our assets on every page."""
        root = _root(config)
        config.watch.extend(
            str(folder) for folder in (root / "seeds", root / "templates") if folder.is_dir()
        )
        if config.theme.name == "material":
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(files.THEME))
        config.extra.setdefault("polyfills", [])
        for uri in files.read_assets():
            if uri == OFFLINE_SHIM:
                if mkdocs_beside.offline(config):
                    config.extra["polyfills"].append(uri)
                continue
            listed = config.extra_css if uri.endswith(".css") else config.extra_javascript
            if uri not in [str(entry) for entry in listed]:
                listed.append(uri)
        self.keeping.begin(config, wanted=self.config.cache)
        mkdocs_theme.lean(config.theme, self.keeping.compiled)
        if self.whole:
            self.published = Path(config.site_dir).resolve()
            config.site_dir = str(publish.staging(self.published))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Checks and renders everything. Raises PluginError, after logging each problem, where a build must stop."""
        root = _root(config)
        tree, templates, options = (
            intake.read_tree(root),
            files.read_templates(root),
            self._options(config),
        )
        self.keeping.open(root / ".cache" / "briefgen", self.published)
        kept = self.keeping.store
        past, day = self._history(root), clock.today()
        today = (day.year, day.month, day.day)
        built: Build | Preview
        if isinstance(self.built, Preview) and self.serving:
            excerpts = partial(report.text, sources=_texts(tree))
            built = preview.following(
                self.built,
                tree,
                templates,
                options,
                excerpts,
                past=past,
                today=today,
                kept=kept,
                memory=self.memory,
            )
            self.memory = self.memory.following()
        else:
            with compiling.helped(tree, templates, options, past, today, kept) as known:
                built = pipeline.build(tree, templates, options, past=past, today=today, kept=known)
        configured = siteconfig.extension_problems("mkdocs.yml", list(config.markdown_extensions))
        _, weighed = siteconfig.weights_in("mkdocs.yml", config.extra)
        _, chosen = siteconfig.search_in("mkdocs.yml", config.extra)
        found = ordered((*configured, *weighed, *chosen, *built.diagnostics))
        sources = _texts(tree) if found else {}
        for diagnostic in found:
            write = log.error if diagnostic.severity is Severity.ERROR else log.warning
            write = log.info if diagnostic.code in upkeep.CODES else write
            write(report.text([diagnostic], sources).rstrip("\n"))
        strict = config.strict and any(d.code not in upkeep.CODES for d in found)
        if (strict or has_errors(found)) and not self.serving:
            raise PluginError(f"briefgen: {report.summary(found)}; the site was not built")
        if self.whole:
            # What was made so far stays: the collector need not look through it again and again.
            gc.freeze()
        self.built = built
        self.briefings = {b.id: b for b in built.site.briefings} if built.site else {}
        if self.serving:
            livewatch.empty(Path(config.site_dir))

    def _history(self, root: Path) -> History:
        """What git knows of the fact files; a live preview asks once, for an edit makes no commit."""
        if self.past is None or not self.serving:
            self.past = git.read_history(root)
            if self.past.gap:
                log.info(git.GAPS[self.past.gap])
        return self.past

    def _options(self, config: MkDocsConfig) -> SiteOptions:
        language = config.theme.get("language")
        weights, _ = siteconfig.weights_in("mkdocs.yml", config.extra)
        options = siteconfig.options_from(
            config.site_name,
            config.site_description,
            language,
            drafts=self.serving,
            weights=weights,
        )
        return options._replace(
            about=(Path(config.docs_dir) / "about.md").is_file(),
            # A picture for links needs the address that it will have.
            cards=bool(config.site_url) and not self.serving and card.available(),
        )

    def on_files(self, present: Files, /, *, config: MkDocsConfig) -> Files:
        """Adds the generated pages and assets; a file of the author's own at the same address takes precedence."""
        self.generated.clear()
        self._rest(present, config)
        asleep = self.resting.asleep if self.resting else {}
        assets = {uri: content.decode() for uri, content in files.read_assets().items()}
        for page in self.built.pages:
            if page.briefing in asleep:
                continue
            if present.get_file_from_path(page.uri) is None:
                present.append(GeneratedFile.of(config, page))
                self.generated.add(page.uri)
            elif page.uri not in assets:
                log.info("docs/%s takes the place of a generated page", page.uri)
        for uri, text in assets.items():
            if present.get_file_from_path(uri) is None:
                present.append(File.generated(config, uri, content=text))
                self.generated.add(uri)
        self.urls = {file.src_uri: file.url for file in present}
        if self.resting is None:
            return present
        self.urls |= self.resting.urls
        return self.resting.found()

    def _rest(self, present: Files, config: MkDocsConfig) -> None:
        """Finds out what all pages depend on, and which briefings need nothing."""
        self.resting = None
        try:
            self.inputs = mkdocs_inputs.digest_of(config)
        except mkdocs_inputs.UnknownInputError as reason:
            self.inputs = reason
            return
        kept = self.keeping.store
        if kept and self.published and isinstance(self.built, Build):
            self.resting = Resting(
                kept, self.built, self.inputs, present, config, self.published, self.keeping.spare
            )

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> None:
        """Takes over the pages, unless something beside us may change them in a way that cannot be known."""
        self.work = None
        if isinstance(self.inputs, mkdocs_inputs.UnknownInputError):
            if self.keeping.store is not None:
                log.info(
                    "finished pages are not kept for the next build, because of %s", self.inputs
                )
            return
        self.work = PageWork(
            self.keeping.store,
            self.inputs,
            self._head,
            self.conversions if self.serving else None,
            self.resting.urls if self.resting else {},
        )
        self.work.take(nav, files, config)

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> None:
        """Decides which kept pages are used, once the titles of all are known."""
        if self.work:
            aside = self._beside().shared(Path(config.site_dir))
            self.work.choose(env, share=not self.serving, aside=aside)
            # After the second process has begun: a thread would be cut off in it.
            self._beside().foresee()
        if self.work and self.live:
            self.live.offer(mkdocs_files.contents(files))
            for page, finished in self.work.first(self.live.looked_at()):
                self.live.show(page, finished)

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> None:
        """Has the site map list the pages of briefings that rest."""
        if template_name == "sitemap.xml" and self.resting and config.site_url:
            context["pages"] = self.resting.listed(context["pages"])

    # Before the search plugin (0), which reads the content.
    @event_priority(100)
    def on_page_context(
        self,
        context: TemplateContext,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> None:
        """Converts a page whose conversion was put off."""
        if self.work:
            self.work.before_theme(page)

    def on_page_markdown(
        self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> None:
        """Keeps a briefing's pages out of the search, which gets their records instead, and describes them.

        A generated page's title is escaped already, and says so: the theme prints it raw in one place, escaped in others.
        """
        if page.file.src_uri in self.generated and "title" in page.meta:
            page.meta["title"] = markup.escaped_title(str(page.meta["title"]))
        if briefing := self._briefing_of(page):
            page.meta["search"] = {"exclude": True}
            page.meta["description"] = html.escape(briefing.plain_question)

    # After every other plugin, as the page is kept as it is then.
    @event_priority(-1000)
    def on_post_page(self, output: str, /, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Adds what programs read to the head of a briefing's page; gives a kept page as it was."""
        blank = self.work is not None and self.work.stands_in(page)
        if added := "" if blank else self._head(page):
            output = output.replace("</head>", f"{added}</head>", 1)
        return self.work.after_theme(output, page) if self.work else output

    def _head(self, page: MkDocsPage) -> str:
        """What programs read in the head of a briefing's page."""
        briefing = self._briefing_of(page)
        if briefing is None or self.built.site is None:
            return ""
        elements = machine.head(
            self.built.site,
            briefing,
            title=html.unescape(str(page.title)),
            address=page.canonical_url or "",
            feed=get_relative_url("feed.xml", page.url) if page.canonical_url else "",
            picture=urljoin(
                page.canonical_url or "",
                get_relative_url(f"{briefing.folder}/{card.NAME}", page.url),
            )
            if self.built.site.cards
            else "",
            first=page.file.src_uri == briefing.target.page,
        )
        name = page.file.src_uri.rpartition("/")[2]
        address = get_relative_url(page.file.src_uri, page.url) if page.url else name
        # With the space, as in machine.head.
        link = f'<link rel="alternate " type="text/markdown" href="{address}">'
        return f"{elements}{link}"

    # After the search plugin (0) has written its index, before the offline plugin (-100) copies it.
    @event_priority(-50)
    def _complete(self, *, config: MkDocsConfig) -> None:
        """Writes what stands beside the pages."""
        self._beside().write(config)
        if self.work and self.built.site is not None:
            self.work.end()

    def _beside(self) -> Beside:
        """What stands beside the pages of this build."""
        return Beside(self.built, self.urls, self.work, self.resting, serving=self.serving)

    # After every other plugin, for what is published is never touched again.
    @event_priority(-1000)
    def _publish(self, *, config: MkDocsConfig) -> None:
        """Publishes the finished site in one step, unless MkDocs gives it up for its warnings after this hook."""
        if self.published is not None and config.strict and _warned():
            publish.discard(Path(config.site_dir))
            log.error("the site was built with warnings, and is not published because of --strict")
        elif self.published is not None:
            sealed = clock.nanoseconds()
            publish.publish(Path(config.site_dir), self.published, self._rescue)
            config.site_dir, self.published = str(self.published), None
            if self.resting:
                self.resting.stamp(sealed)
        self.keeping.save()

    def _rescue(self, old: Path) -> None:
        """Keeps what the next build can use of the site that was replaced."""
        self.keeping.rescue(old, self.resting.parts if self.resting else ())

    on_post_build = CombinedEvent(_complete, _publish)

    def _briefing_of(self, page: MkDocsPage) -> Summary | None:
        """The briefing that a generated page belongs to."""
        if page.file.src_uri not in self.generated:
            return None
        folder, *rest = page.file.src_uri.split("/")
        return self.briefings.get(rest[0]) if folder == "briefings" and len(rest) > 1 else None


def _warned() -> bool:
    """Whether the site builder has counted a warning, as it does under --strict: by a handler of its own logger."""
    loggers = (logging.getLogger(name) for name in ("mkdocs", "properdocs"))
    counters = (getattr(handler, "get_counts", list) for log in loggers for handler in log.handlers)
    return any(count() for count in counters)


def _texts(tree: Tree) -> Mapping[str, str]:
    """The input files as text, for messages that show their lines."""
    return {path: content.decode("utf-8", "replace") for path, content in tree.files.items()}


def _root(config: MkDocsConfig) -> Path:
    """The site's folder: where mkdocs.yml is."""
    return Path(config.config_file_path).parent if config.config_file_path else Path()
