"""Composes the stages: a tree of input files → pages and diagnostics. Nothing here touches disk, clock or network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen import annotate, export, machine, quotes, render, yamltext
from briefgen.briefingview import BriefingView
from briefgen.checking import check
from briefgen.corpus import SEEDS, Briefing, Tree
from briefgen.dates import Day
from briefgen.diagnostics import Diagnostic, has_errors, ordered
from briefgen.history import NO_HISTORY, History
from briefgen.readerview import ReaderView
from briefgen.siteoptions import SiteOptions
from briefgen.siteviews import SiteView
from briefgen.views import SourceView
from briefgen.words import FALLBACK, Catalogue, Words

PAGES = (
    ("background", "background"),
    ("stakeholders", "stakeholders"),
    ("questions", "questions"),
    ("claims", "claims"),
    ("sources/index", "sources"),
    ("glossary", "glossary"),
    ("changes", "changes"),
)
"""The pages of a briefing beside its first and its sources': address, and name of the template and the label."""


@dataclass(frozen=True, slots=True)
class Page:
    """One generated file: its path below the docs folder, its text, the briefing it belongs to ("" for the site)."""

    uri: str
    text: str
    briefing: str = ""


@dataclass(frozen=True, slots=True)
class Build:
    """The outcome of a run. With errors, the pages of the briefings concerned are missing."""

    pages: tuple[Page, ...]
    diagnostics: tuple[Diagnostic, ...]
    briefings: tuple[Briefing, ...]
    site: SiteView | None = None
    """What the pages were made from; None where nothing was rendered."""

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page before rendering."""

    uri: str
    template: str
    title: str
    context: Mapping[str, Any]
    paper: bool = False
    """Whether citations stay on the page, as a page made for print needs it."""


def build(
    tree: Tree,
    templates: Mapping[str, str],
    options: SiteOptions = SiteOptions(),
    limits: yamltext.Limits = yamltext.Limits(),
    *,
    past: History = NO_HISTORY,
    today: Day | None = None,
) -> Build:
    """The whole site: every page that can be rendered, and every problem."""
    checked = check(tree, limits, options.weights, today=today)
    catalogues, problems = _catalogues(templates)
    environment = render.environment(templates)
    broken = {d.span.path.split("/")[1] for d in checked.diagnostics if has_errors([d])}
    views = [
        BriefingView(briefing, _words(briefing.facts.language, catalogues))
        for briefing in checked.briefings
        if briefing.id not in broken and (options.drafts or briefing.facts.status != "draft")
    ]
    by_id = {briefing.id: briefing for briefing in checked.briefings}
    site = SiteView(options, views)
    readers = {view.id: ReaderView(view, by_id[view.id], tree, past, today) for view in views}
    words = _words(options.language, catalogues)
    pages: list[Page] = []
    for draft in _site_pages(options, words):
        _render(
            draft,
            environment,
            {"site": site, "readers": readers, "past": past, **_language(words, options)},
            pages,
            problems,
            "",
        )
    for view in views:
        language = _words(view.facts.language, catalogues)
        shared = {"site": site, "b": view, "h": readers[view.id], "past": past}
        shared |= _language(language, options)
        for draft in _briefing_pages(view, by_id[view.id], language):
            _render(draft, environment, shared, pages, problems, view.id)
        pages.append(Page(f"{view.folder}/facts.json", export.facts_json(view), view.id))
        pages.append(Page(f"{view.folder}/claims.csv", export.claims_csv(view), view.id))
    pages.append(Page("llms.txt", machine.llms(site)))
    found = ordered((*checked.diagnostics, *problems))
    return Build(tuple(pages), found, checked.briefings, site)


def error_pages(
    build: Build, templates: Mapping[str, str], options: SiteOptions, excerpts: str
) -> tuple[Page, ...]:
    """A page at each address that errors left empty, for the live preview: what is wrong, and that the page comes back.

    `excerpts` are the diagnostics as text with their lines.
    """
    environment = render.environment(templates)
    catalogues, _ = _catalogues(templates)
    words = _words(options.language, catalogues)
    pages: list[Page] = []
    for id in sorted(
        {
            d.span.path.split("/")[1]
            for d in build.diagnostics
            if d.span.path.startswith(f"{SEEDS}/")
        }
    ):
        if any(page.briefing == id for page in build.pages):
            continue
        for name in (*(name for name, _ in PAGES), "index"):
            draft = _Draft(
                f"briefings/{id}/{name}.md", "site/error.md.jinja", words["error_title"], {}
            )
            context = {"excerpts": excerpts.splitlines(), **_language(words, options)}
            _render(draft, environment, context, pages, [], id)
    return tuple(pages)


def banner(templates: Mapping[str, str], options: SiteOptions, excerpts: str) -> str:
    """Markdown that says what is wrong, for the top of a page that shows an earlier state; empty if that fails too."""
    catalogues, _ = _catalogues(templates)
    words = _words(options.language, catalogues)
    draft = _Draft("banner.md", "site/banner.md.jinja", words["banner_title"], {})
    pages: list[Page] = []
    context = {"excerpts": excerpts.splitlines(), **_language(words, options)}
    _render(draft, render.environment(templates), context, pages, [], "")
    return pages[0].text if pages else ""


def _render(
    draft: _Draft,
    environment: render.Environment,
    shared: Mapping[str, Any],
    pages: list[Page],
    problems: list[Diagnostic],
    briefing: str,
) -> None:
    text = render.page_text(environment, draft.template, {**shared, **draft.context, "page": draft})
    if isinstance(text, Diagnostic):
        problems.append(text)
    else:
        pages.append(Page(draft.uri, text, briefing))


def _site_pages(options: SiteOptions, words: Words) -> Iterator[_Draft]:
    yield _Draft("index.md", "site/home.md.jinja", options.name, {})
    yield _Draft("briefings/index.md", "site/briefings.md.jinja", words["briefings"], {})
    yield _Draft("stakeholders.md", "site/stakeholders.md.jinja", words["stakeholders"], {})
    yield _Draft("questions.md", "site/questions.md.jinja", words["questions"], {})
    yield _Draft("changes.md", "site/changes.md.jinja", words["changes"], {})
    yield _Draft("corrections.md", "site/corrections.md.jinja", words["corrections"], {})


def _briefing_pages(view: BriefingView, briefing: Briefing, words: Words) -> Iterator[_Draft]:
    title = view.facts.title
    yield _Draft(f"{view.folder}/index.md", "briefing/index.md.jinja", title, {})
    for name, template in PAGES:
        label = words[template]
        yield _Draft(
            f"{view.folder}/{name}.md", f"briefing/{template}.md.jinja", f"{label} – {title}", {}
        )
    yield _Draft(f"{view.folder}/print.md", "briefing/print.md.jinja", title, {}, paper=True)
    for source in view.sources:
        context = _source_context(briefing, source)
        yield _Draft(
            source.target.page,
            "briefing/source.md.jinja",
            f"{source.record.title} – {title}",
            context,
        )


def _source_context(briefing: Briefing, source: SourceView) -> Mapping[str, Any]:
    whole = source.record.rights.publish == "full"
    snapshot = briefing.archive[source.id].snapshot
    text = snapshot.text if snapshot else ""
    ignored = [
        (passage.exact, passage.reason)
        for passage in briefing.passages
        if passage.source == source.id and passage.claim is None
    ]
    uncovered = (
        [quotes.fold_text(text[start:end]) for start, end in source.coverage.uncovered_at]
        if source.coverage
        else []
    )
    shown = annotate.blocks(briefing, source.id, whole=whole)
    return {"s": source, "text": shown, "ignored": ignored, "uncovered": uncovered}


@dataclass(frozen=True, slots=True)
class _Language:
    """The language of a page: its tag, direction, and whether it is another than the site's."""

    code: str
    direction: str
    foreign: bool


def _language(words: Words, options: SiteOptions) -> dict[str, Any]:
    foreign = words.language != options.language
    return {"l": render.Labels(words), "lang": _Language(words.language, words.direction, foreign)}


def _catalogues(templates: Mapping[str, str]) -> tuple[Mapping[str, Catalogue], list[Diagnostic]]:
    """Language → labels, from `labels/*.yml` among the templates."""
    found: dict[str, Catalogue] = {}
    problems: list[Diagnostic] = []
    for name, text in templates.items():
        if match := re.fullmatch(r"labels/([A-Za-z0-9-]+)\.yml", name):
            document, wrong = yamltext.parse(f"templates/{name}", text.encode())
            problems += wrong
            if document and isinstance(document.data, dict):
                found[match[1]] = document.data
    return found, problems


def _words(language: str, catalogues: Mapping[str, Catalogue]) -> Words:
    base = language.partition("-")[0]
    own = catalogues.get(language) or catalogues.get(base) or {}
    return Words(language, own, catalogues.get(FALLBACK, {}))
