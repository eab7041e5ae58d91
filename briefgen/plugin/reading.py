"""What a build reads: the input is checked, what is wrong is said, and everything is rendered, or the build stops here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from briefgen import compiling, pipeline, preview, report
from briefgen.base.diagnostics import Diagnostic, Severity, has_errors, ordered
from briefgen.base.siteoptions import SiteOptions
from briefgen.base.tree import Tree
from briefgen.cache.store import Store
from briefgen.changes.history import History
from briefgen.disk import clock, files, git, intake, siteconfig
from briefgen.exports import card
from briefgen.pipeline import Build
from briefgen.preview import Preview
from briefgen.rules import upkeep
from briefgen.rules.judged import Memory
from briefgen.views.site import Summary

log = get_plugin_logger(__name__)


class Reading:
    """The input of the builds of one plugin; a live preview (`serving`) goes on from what it read before.

    `built` is what was made of it, `briefings` its briefings by id.
    """

    def __init__(self, *, serving: bool = False) -> None:
        self.built: Build | Preview = Preview()
        self.briefings: dict[str, Summary] = {}
        self._serving = serving
        self._past: History | None = None
        self._memory = Memory({})

    def read(
        self, config: MkDocsConfig, kept: Store | None, waiting: compiling.Waiting | None = None
    ) -> None:
        """Checks and renders everything. Raises PluginError, after logging each problem, where a build must stop.

        What somebody is `waiting` for is made first.
        """
        tree = intake.read_tree(root_of(config))
        built = self._made(tree, config, kept, waiting)
        found = ordered((*_configured(config), *built.diagnostics))
        _say(found, tree)
        strict = config.strict and any(d.code not in upkeep.CODES for d in found)
        if (strict or has_errors(found)) and not self._serving:
            raise PluginError(f"briefgen: {report.summary(found)}; the site was not built")
        self.built = built
        self.briefings = {b.id: b for b in built.site.briefings} if built.site else {}

    def _made(
        self,
        tree: Tree,
        config: MkDocsConfig,
        kept: Store | None,
        waiting: compiling.Waiting | None,
    ) -> Build | Preview:
        root = root_of(config)
        templates, options = files.read_templates(root), self._options(config)
        past, day = self._history(root), clock.today()
        today = (day.year, day.month, day.day)
        if isinstance(self.built, Preview) and self._serving:
            built = preview.following(
                self.built,
                tree,
                templates,
                options,
                partial(report.text, sources=_texts(tree)),
                past=past,
                today=today,
                kept=kept,
                memory=self._memory,
            )
            self._memory = self._memory.following()
            return built
        with compiling.helped(
            tree, templates, options, past, today, kept, waiting=waiting
        ) as known:
            return pipeline.build(tree, templates, options, past=past, today=today, kept=known)

    def _history(self, root: Path) -> History:
        """What git knows of the fact files; a live preview asks once, for an edit makes no commit."""
        if self._past is None or not self._serving:
            self._past = git.read_history(root)
            if self._past.gap:
                log.info(git.GAPS[self._past.gap])
        return self._past

    def _options(self, config: MkDocsConfig) -> SiteOptions:
        weights, _ = siteconfig.weights_in("mkdocs.yml", config.extra)
        options = siteconfig.options_from(
            config.site_name,
            config.site_description,
            config.theme.get("language"),
            drafts=self._serving,
            weights=weights,
        )
        return options._replace(
            about=(Path(config.docs_dir) / "about.md").is_file(),
            # A picture for links needs the address that it will have.
            cards=bool(config.site_url) and not self._serving and card.available(),
        )


def root_of(config: MkDocsConfig) -> Path:
    """The site's folder: where mkdocs.yml is."""
    return Path(config.config_file_path).parent if config.config_file_path else Path()


def _configured(config: MkDocsConfig) -> list[Diagnostic]:
    """What is wrong in mkdocs.yml, as far as it is ours to say."""
    _, weighed = siteconfig.weights_in("mkdocs.yml", config.extra)
    _, chosen = siteconfig.search_in("mkdocs.yml", config.extra)
    extensions = siteconfig.extension_problems("mkdocs.yml", list(config.markdown_extensions))
    return [*extensions, *weighed, *chosen]


def _say(found: Sequence[Diagnostic], tree: Tree) -> None:
    sources = _texts(tree) if found else {}
    for diagnostic in found:
        write = log.error if diagnostic.severity is Severity.ERROR else log.warning
        write = log.info if diagnostic.code in upkeep.CODES else write
        write(report.text([diagnostic], sources).rstrip("\n"))


def _texts(tree: Tree) -> Mapping[str, str]:
    """The input files as text, for messages that show their lines."""
    return {path: content.decode("utf-8", "replace") for path, content in tree.files.items()}
