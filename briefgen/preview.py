"""The live preview: what to show while a fact file is being edited and has errors.

A briefing with errors is shown as it last was without them, under a banner with what is wrong now; the rest of the site
is shown as it is. Only a briefing that never was without errors since the preview began has nothing but the errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from briefgen import checking, pipeline
from briefgen.base.diagnostics import Diagnostic, has_errors
from briefgen.base.siteoptions import SiteOptions
from briefgen.base.tree import SEEDS, Tree
from briefgen.changes.history import NO_HISTORY, History
from briefgen.exports import machine
from briefgen.pipeline import Build
from briefgen.printing.pages import Page
from briefgen.product import Kept
from briefgen.rules.judged import Memory
from briefgen.search.findable import Entry
from briefgen.texts.dates import Day
from briefgen.views.site import SiteView

Errors = dict[str, list[Diagnostic]]
"""Briefing → its errors; those of templates and of the site stand under `_OF_NONE`."""

_OF_NONE = ""

Excerpts = Callable[[Iterable[Diagnostic]], str]
"""Diagnostics → text with the lines they are about."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown. `good` holds the input files of every briefing as they last were without errors, `plain` the
    pages without banners."""

    pages: tuple[Page, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    good: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    plain: Mapping[str, Page] = field(default_factory=dict)
    site: SiteView | None = None
    entries: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    @property
    def copies(self) -> tuple[Page, ...]:
        """The pages as plain Markdown, with their banners; made when they are asked for, which is after the pages."""
        return tuple(
            Page.of(page.uri, machine.plain(page.text), page.briefing)
            for page in self.pages
            if page.uri.endswith(".md")
        )


def following(
    before: Preview,
    tree: Tree,
    templates: Mapping[str, str],
    options: SiteOptions,
    excerpts: Excerpts,
    *,
    past: History = NO_HISTORY,
    today: Day | None = None,
    kept: Kept | None = None,
    memory: Memory | None = None,
) -> Preview:
    """What is shown after `before`, now that the input is `tree`."""
    build = partial(
        pipeline.build,
        templates=templates,
        options=options,
        past=past,
        today=today,
        kept=kept,
        memory=memory,
        copied=False,
    )
    built = build(tree)
    wrong = _errors(built)
    good = _good(before, tree, wrong)
    held = {id: good[id] for id in wrong if id in good}
    shown = build(_standing_in(tree, held)) if held else built
    stale = _stale(before, tree, shown) if _OF_NONE in wrong else {}
    plain = {page.uri: page for page in shown.pages} | stale
    banner = partial(_with_banner, templates=templates, options=options, excerpts=excerpts)
    pages = [
        banner(page, _concerning(wrong, page, stale=page.uri in stale)) for page in plain.values()
    ]
    complete = Build(shown.pages, built.diagnostics)
    empty = pipeline.error_pages(complete, templates, options, excerpts(built.diagnostics))
    pages += [page for page in empty if page.uri not in stale]
    site = shown.site or before.site
    return Preview(tuple(pages), built.diagnostics, good, plain, site, shown.entries)


def _good(before: Preview, tree: Tree, wrong: Errors) -> dict[str, Mapping[str, bytes]]:
    """The folder of every briefing without errors; of one with errors as it was before it had them, if ever."""
    return {
        id: before.good[id] if id in wrong else _folder(tree, id)
        for id in checking.briefing_ids(tree)
        if id not in wrong or id in before.good
    }


def _stale(before: Preview, tree: Tree, shown: Build) -> dict[str, Page]:
    """The pages that could not be made again, but for those of briefings that are gone."""
    made, present = {page.uri for page in shown.pages}, checking.briefing_ids(tree)
    return {
        uri: page
        for uri, page in before.plain.items()
        if uri not in made and (not page.briefing or page.briefing in present)
    }


def _errors(built: Build) -> Errors:
    found: Errors = {}
    for diagnostic in built.diagnostics:
        if has_errors([diagnostic]):
            parts = diagnostic.span.path.split("/")
            of_one = len(parts) > 2 and parts[0] == SEEDS
            found.setdefault(parts[1] if of_one else _OF_NONE, []).append(diagnostic)
    return found


def _folder(tree: Tree, id: str) -> Mapping[str, bytes]:
    return {path: raw for path, raw in tree.files.items() if path.startswith(f"{SEEDS}/{id}/")}


def _standing_in(tree: Tree, kept: Mapping[str, Mapping[str, bytes]]) -> Tree:
    """The tree with the folders of some briefings as they last were without errors."""
    folders = tuple(f"{SEEDS}/{id}/" for id in kept)
    files = {path: raw for path, raw in tree.files.items() if not path.startswith(folders)}
    refused = {path: why for path, why in tree.refused.items() if not path.startswith(folders)}
    for folder in kept.values():
        files |= folder
    return Tree(files, refused)


def _concerning(wrong: Errors, page: Page, *, stale: bool) -> list[Diagnostic]:
    """The errors of the page's briefing; of a page that could not be made again those of the site."""
    own = wrong.get(page.briefing, []) if page.briefing else []
    return own or (wrong[_OF_NONE] if stale else [])


def _with_banner(
    page: Page,
    found: list[Diagnostic],
    templates: Mapping[str, str],
    options: SiteOptions,
    excerpts: Excerpts,
) -> Page:
    """The page with what is wrong on top, if anything is; a file of data has no place for it and stays as it is."""
    if not found:
        return page
    front = re.match(r"---\n.*?\n---\n", page.text, re.DOTALL)
    if front is None or not page.uri.endswith(".md"):
        return page
    banner = pipeline.banner(templates, options, excerpts(found))
    text = f"{front[0]}\n{banner}\n{page.text[front.end() :]}"
    return Page.of(page.uri, text, page.briefing)
