"""The live preview: what to show while a fact file is being edited and has errors.

A briefing with errors is shown as it last was without them, under a banner with what is wrong now; the rest of the site
is shown as it is. Only a briefing that never was without errors since the preview began has nothing but the errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from briefgen import checking, machine, pipeline
from briefgen.dates import Day
from briefgen.diagnostics import Diagnostic, has_errors
from briefgen.history import NO_HISTORY, History
from briefgen.pages import Page
from briefgen.pipeline import Build
from briefgen.product import Kept
from briefgen.searchindex import Entry
from briefgen.siteoptions import SiteOptions
from briefgen.siteviews import SiteView
from briefgen.tree import SEEDS, Tree

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
    copies: tuple[Page, ...] = ()
    entries: tuple[Entry, ...] = ()


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
) -> Preview:
    """What is shown after `before`, now that the input is `tree`."""
    build = partial(
        pipeline.build, templates=templates, options=options, past=past, today=today, kept=kept
    )
    built = build(tree)
    broken = {id for id in map(_briefing_of, _errors(built)) if id}
    present = checking.briefing_ids(tree)
    good = {
        id: before.good[id] if id in broken else _folder(tree, id)
        for id in present
        if id not in broken or id in before.good
    }
    held = {id: good[id] for id in broken & set(good)}
    shown = build(_standing_in(tree, held)) if held else built
    plain = {page.uri: page for page in shown.pages}
    unbuilt = [d for d in _errors(built) if not _briefing_of(d)]
    stale = {
        uri: page
        for uri, page in before.plain.items()
        if unbuilt and uri not in plain and (not page.briefing or page.briefing in present)
    }
    complete = Build(tuple(plain.values()), built.diagnostics)
    empty = pipeline.error_pages(complete, templates, options, excerpts(built.diagnostics))
    pages = [
        _with_banner(page, _concerning(built, page, unbuilt), templates, options, excerpts)
        if page.briefing in broken or page.uri in stale
        else page
        for page in (*plain.values(), *stale.values())
    ]
    pages += [page for page in empty if page.uri not in stale]
    return Preview(
        tuple(pages),
        built.diagnostics,
        good,
        {**plain, **stale},
        shown.site or before.site,
        _copies(pages, shown.copies),
        shown.entries,
    )


def _copies(pages: Iterable[Page], made: Iterable[Page]) -> tuple[Page, ...]:
    """The pages as plain Markdown, with their banners."""
    plain = {copy.uri: copy for copy in made}
    return tuple(
        Page.of(page.uri, machine.plain(page.text), page.briefing)
        if page.uri not in plain or "bg-banner" in page.text
        else plain[page.uri]
        for page in pages
        if page.uri.endswith(".md")
    )


def _errors(built: Build) -> list[Diagnostic]:
    return [diagnostic for diagnostic in built.diagnostics if has_errors([diagnostic])]


def _briefing_of(diagnostic: Diagnostic) -> str:
    """The briefing that a diagnostic is about, or the empty string where it is about a template or the site."""
    parts = diagnostic.span.path.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == SEEDS else ""


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


def _concerning(built: Build, page: Page, unbuilt: list[Diagnostic]) -> list[Diagnostic]:
    own = [d for d in _errors(built) if page.briefing and _briefing_of(d) == page.briefing]
    return own or unbuilt


def _with_banner(
    page: Page,
    found: list[Diagnostic],
    templates: Mapping[str, str],
    options: SiteOptions,
    excerpts: Excerpts,
) -> Page:
    """The page with what is wrong on top; a file of data has no place for it and stays as it is."""
    front = re.match(r"---\n.*?\n---\n", page.text, re.DOTALL)
    if front is None or not page.uri.endswith(".md"):
        return page
    banner = pipeline.banner(templates, options, excerpts(found))
    text = f"{front[0]}\n{banner}\n{page.text[front.end() :]}"
    return Page.of(page.uri, text, page.briefing)
