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
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from briefgen.cache import stamps
from briefgen.disk import collector, files, publish
from briefgen.engine.ahead import Ahead
from briefgen.engine.cuts import Cuts
from briefgen.pipeline import Build
from briefgen.plugin import (
    beside,
    dependencies,
    generated,
    head,
    livepages,
    livewatch,
    reading,
    theme,
)
from briefgen.plugin.beside import Beside
from briefgen.plugin.converted import Conversions
from briefgen.plugin.early import Early
from briefgen.plugin.generated import GeneratedFile
from briefgen.plugin.keeping import Keeping
from briefgen.plugin.livepages import LivePages
from briefgen.plugin.pagework import PageWork
from briefgen.plugin.reading import Reading
from briefgen.plugin.resting import Resting
from briefgen.views import markup
from briefgen.views.site import Summary

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
    urls: Mapping[str, str] = {}
    work: PageWork | None = None
    inputs: str | dependencies.UnknownInputError = ""
    resting: Resting | None = None
    cuts: Cuts
    live: LivePages | None = None
    begun = 0

    def __init__(self) -> None:
        self.generated: set[str] = set()
        self.cuts, self.ahead = Cuts(), Ahead()
        self.reading = Reading()
        self.keeping = Keeping()
        self.conversions = Conversions()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remembers whether this is a live preview; being there, keeps the plugin alive between rebuilds."""
        self.serving = command == "serve"
        # A preview has its own folder; a "dirty" build changes single files of the old site.
        self.whole = not self.serving and not dirty
        self.reading = Reading(serving=self.serving)
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
        root = reading.root_of(config)
        config.watch.extend(
            str(folder) for folder in (root / "seeds", root / "templates") if folder.is_dir()
        )
        if config.theme.name == "material":
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(files.THEME))
        config.extra.setdefault("polyfills", [])
        for uri in files.read_assets():
            if uri == OFFLINE_SHIM:
                if beside.offline(config):
                    config.extra["polyfills"].append(uri)
                continue
            listed = config.extra_css if uri.endswith(".css") else config.extra_javascript
            if uri not in [str(entry) for entry in listed]:
                listed.append(uri)
        self.keeping.begin(config, wanted=self.config.cache)
        theme.lean(config.theme, self.keeping.compiled)
        if self.whole:
            self.published = Path(config.site_dir).resolve()
            config.site_dir = str(publish.staging(self.published))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Checks and renders everything. Raises PluginError, after logging each problem, where a build must stop."""
        self.keeping.open(reading.root_of(config) / ".cache" / "briefgen", self.published)
        self.ahead = Ahead(self.keeping.store if self.whole else None, str(self.published))
        with collector.off():
            self.reading.read(config, self.keeping.store, Early(self.ahead, config))
            if self.whole:
                # What was made so far stays: the collector need not look through it, not even once.
                gc.freeze()
        if self.serving:
            livewatch.empty(Path(config.site_dir))

    def on_files(self, present: Files, /, *, config: MkDocsConfig) -> Files:
        """Adds the generated pages and assets; a file of the author's own at the same address takes precedence."""
        self.generated.clear()
        self._rest(present, config)
        asleep = self.resting.asleep if self.resting else {}
        assets = {uri: content.decode() for uri, content in files.read_assets().items()}
        for page in self.reading.built.pages:
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
        self.resting, self.cuts = None, Cuts()
        try:
            self.inputs = dependencies.digest_of(config)
        except dependencies.UnknownInputError as reason:
            self.inputs = reason
            return
        kept = self.keeping.store
        if kept and self.published and isinstance(self.reading.built, Build):
            self.resting = Resting(
                kept,
                self.reading.built,
                self.inputs,
                present,
                config,
                self.published,
                self.keeping.spare,
                self.ahead,
            )
            self.cuts = self.resting.cuts

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> None:
        """Takes over the pages, unless something beside us may change them in a way that cannot be known."""
        self.work = None
        if isinstance(self.inputs, dependencies.UnknownInputError):
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
            self.live.offer(generated.contents(files))
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
    def _convert(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Converts a page whose conversion was put off."""
        if self.work:
            self.work.before_theme(page)
            self.work.before_search(page)

    # After the search plugin.
    @event_priority(-1)
    def _go_on(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Has the theme see what the search had no need to see."""
        if self.work:
            self.work.after_search(page)

    on_page_context = CombinedEvent(_convert, _go_on)

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
        if self.work is None:
            return output
        output = self.work.after_theme(output, page)
        if self.work.ends_search(page):
            self._beside().hasten(config)
        return output

    def _head(self, page: MkDocsPage) -> str:
        """What programs read in the head of a briefing's page."""
        briefing = self._briefing_of(page)
        if briefing is None or self.reading.built.site is None:
            return ""
        return head.head(self.reading.built.site, briefing, page)

    # After the search plugin (0) has written its index, before the offline plugin (-100) copies it.
    @event_priority(-50)
    def _complete(self, *, config: MkDocsConfig) -> None:
        """Writes what stands beside the pages."""
        self._beside().write(config)
        self.ahead.end()
        if self.work and self.reading.built.site is not None:
            self.work.end()

    def _beside(self) -> Beside:
        """What stands beside the pages of this build."""
        return Beside(
            self.reading.built,
            self.urls,
            self.work,
            self.resting,
            self.cuts,
            serving=self.serving,
        )

    # After every other plugin, for what is published is never touched again.
    @event_priority(-1000)
    def _publish(self, *, config: MkDocsConfig) -> None:
        """Publishes the finished site in one step, unless MkDocs gives it up for its warnings after this hook."""
        if self.published is not None and config.strict and _warned():
            publish.discard(Path(config.site_dir))
            log.error("the site was built with warnings, and is not published because of --strict")
        elif self.published is not None:
            sealed = stamps.sealed(self.cuts.written)
            publish.publish(Path(config.site_dir), self.published, self._rescue)
            config.site_dir, self.published = str(self.published), None
            if self.resting:
                self.resting.stamp(sealed)
        self.keeping.save()

    def on_build_error(self, *, error: Exception) -> None:
        """Lets nothing go on that was begun for a build that failed."""
        self.ahead.end()

    def _rescue(self, old: Path) -> None:
        """Keeps what the next build can use of the site that was replaced."""
        self.keeping.rescue(old, self.resting.parts if self.resting else ())

    on_post_build = CombinedEvent(_complete, _publish)

    def _briefing_of(self, page: MkDocsPage) -> Summary | None:
        """The briefing that a generated page belongs to."""
        if page.file.src_uri not in self.generated:
            return None
        folder, *rest = page.file.src_uri.split("/")
        return (
            self.reading.briefings.get(rest[0]) if folder == "briefings" and len(rest) > 1 else None
        )


def _warned() -> bool:
    """Whether the site builder has counted a warning, as it does under --strict: by a handler of its own logger."""
    loggers = (logging.getLogger(name) for name in ("mkdocs", "properdocs"))
    counters = (getattr(handler, "get_counts", list) for log in loggers for handler in log.handlers)
    return any(count() for count in counters)
