"""The MkDocs plugin `briefgen`: hooks → calls.

`on_config` watches the input files and adds our style sheet and script; `on_pre_build` reads and checks everything, and on
`mkdocs build` stops there if something is wrong, before MkDocs empties the old site; `on_files` adds the pages in memory.
Under `mkdocs serve` a briefing with errors keeps its addresses, with the errors on them: a dropped page would be a 404
and a shower of misleading warnings.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files

from briefgen import clock, files, git, pipeline, report, siteconfig, upkeep
from briefgen.diagnostics import Severity, has_errors, ordered
from briefgen.pipeline import Build, Page
from briefgen.siteoptions import SiteOptions

log = get_plugin_logger(__name__)


class BriefgenPlugin(BasePlugin):  # type: ignore[type-arg]  # the plugin has no settings to name
    """Adds the pages of every briefing below seeds/ to the site."""

    serving = False
    pages: tuple[Page, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remembers whether this is a live preview; being there, keeps the plugin alive between rebuilds."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Watches the input, and puts our assets on every page."""
        root = _root(config)
        config.watch.extend(
            str(folder) for folder in (root / "seeds", root / "templates") if folder.is_dir()
        )
        for uri in files.read_assets():
            listed = config.extra_css if uri.endswith(".css") else config.extra_javascript
            if uri not in [str(entry) for entry in listed]:
                listed.append(uri)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Checks and renders everything. Raises PluginError, after logging each problem, where a build must stop."""
        root = _root(config)
        tree, templates, options = (
            files.read_tree(root),
            files.read_templates(root),
            self._options(config),
        )
        past, day = git.read_history(root), clock.today()
        if past.gap:
            log.info(git.GAPS[past.gap])
        today = (day.year, day.month, day.day)
        built = pipeline.build(tree, templates, options, past=past, today=today)
        configured = siteconfig.extension_problems("mkdocs.yml", list(config.markdown_extensions))
        _, weighed = siteconfig.weights_in("mkdocs.yml", config.extra)
        found = ordered((*configured, *weighed, *built.diagnostics))
        sources = {path: content.decode("utf-8", "replace") for path, content in tree.files.items()}
        for diagnostic in found:
            write = log.error if diagnostic.severity is Severity.ERROR else log.warning
            write = log.info if diagnostic.code in upkeep.CODES else write
            write(report.text([diagnostic], sources).rstrip("\n"))
        if has_errors(found) and not self.serving:
            raise PluginError(f"briefgen: {report.summary(found)}; the site was not built")
        self.pages = built.pages + self._error_pages(built, templates, options, sources)

    def _error_pages(
        self, built: Build, templates: dict[str, str], options: SiteOptions, sources: dict[str, str]
    ) -> tuple[Page, ...]:
        excerpts = report.text(built.diagnostics, sources)
        return pipeline.error_pages(built, templates, options, excerpts) if built.failed else ()

    def _options(self, config: MkDocsConfig) -> SiteOptions:
        language = config.theme.get("language")
        weights, _ = siteconfig.weights_in("mkdocs.yml", config.extra)
        return siteconfig.options_from(
            config.site_name,
            config.site_description,
            language,
            drafts=self.serving,
            weights=weights,
        )

    def on_files(self, present: Files, /, *, config: MkDocsConfig) -> Files:
        """Adds the generated pages and assets; a file of the author's own at the same address takes precedence."""
        assets = {uri: content.decode() for uri, content in files.read_assets().items()}
        for uri, text in {**{page.uri: page.text for page in self.pages}, **assets}.items():
            if present.get_file_from_path(uri) is None:
                present.append(File.generated(config, uri, content=text))
            elif uri not in assets:
                log.info("docs/%s takes the place of a generated page", uri)
        return present


def _root(config: MkDocsConfig) -> Path:
    """The site's folder: where mkdocs.yml is."""
    return Path(config.config_file_path).parent if config.config_file_path else Path()
