"""Composes the stages: a tree of input files → pages and diagnostics. Nothing here touches disk, clock or network.

Two levels: each briefing becomes a product of its own, and the site's pages are made from the products alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from briefgen.base.diagnostics import Diagnostic, has_errors, ordered
from briefgen.base.siteoptions import SiteOptions
from briefgen.base.tree import SEEDS, Tree
from briefgen.changes.history import NO_HISTORY, History
from briefgen.checking import briefing_ids, check, folders
from briefgen.exports import machine
from briefgen.printing.pages import Draft, Maker, Page, Press
from briefgen.product import PAGES, Kept, Product, Setting, digest, printed, product
from briefgen.rules.judged import Memory
from briefgen.search import findable
from briefgen.texts.dates import Day
from briefgen.views.site import SiteView
from briefgen.views.sitelists import lists
from briefgen.views.words import Words
from briefgen.yaml import strict

__all__ = ("Build", "Page", "banner", "briefing_ids", "build", "check", "error_pages")


@dataclass(frozen=True, slots=True)
class Build:
    """The outcome of a run. With errors, the pages of the briefings concerned are missing.

    `copies` are the pages as plain Markdown, briefing by briefing; `entries` has briefing → what a search finds of it. `made`
    has briefing → what identifies its product, where products are kept.
    """

    pages: tuple[Page, ...]
    diagnostics: tuple[Diagnostic, ...]
    site: SiteView | None = None
    copies: tuple[Page, ...] = ()
    entries: Mapping[str, Sequence[findable.Entry]] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)


def build(
    tree: Tree,
    templates: Mapping[str, str],
    options: SiteOptions = SiteOptions(),
    limits: strict.Limits = strict.Limits(),
    *,
    past: History = NO_HISTORY,
    today: Day | None = None,
    kept: Kept | None = None,
    pages_only: bool = False,
    copied: bool = True,
    made: Maker = Page.of_bytes,
    memory: Memory | None = None,
) -> Build:
    """The whole site: every page that can be rendered, and every problem. Products are taken from and left in `kept`.

    `memory` is what earlier checks found right. With `pages_only` there are no copies and no entries, and pages may be
    whatever `made` makes of their text; without `copied` there are no copies.
    """
    setting = Setting(
        templates,
        options,
        limits,
        today,
        pages_only=pages_only,
        copied=copied,
        made=made,
        memory=memory,
    )
    pasts = past.by_briefing()
    nothing = History(gap=past.gap)
    named = {
        id: product(id, folder, pasts.get(id, nothing), setting, kept)
        for id, folder in folders(tree).items()
    }
    products = [product for _, product in named.values()]
    shown = [made for made in products if made.summary]
    site = SiteView(options, [made.summary for made in shown if made.summary])
    own = _site_product(site, setting, past, kept, [made.shown for made in shown])
    setting.press.done()
    by_id = {made.summary.id: made for made in shown if made.summary}
    # In the order of titles, as the site lists them.
    *pages, llms = own.pages
    found = [*own.diagnostics, *(one for made in products for one in made.diagnostics)]
    return Build(
        (*pages, *(page for made in shown for page in made.pages), llms),
        ordered(found),
        site,
        (*own.copies, *(page for made in shown for page in made.copies)),
        {summary.id: by_id[summary.id].entries for summary in site.briefings},
        {id: name for id, (name, _) in named.items() if name},
    )


def _site_product(
    site: SiteView, setting: Setting, past: History, kept: Kept | None, shown: list[str]
) -> Product:
    """The pages of the site, kept or printed; `shown` are the digests of the summaries in it, but for pages only."""
    if kept is None or setting.pages_only:
        return _printed(site, setting, past)
    name = digest(repr((setting.digest, past.gap, shown)))
    anew = partial(_printed, site, setting, past)
    found = kept.product(name, anew)
    return kept.keep(name, anew(), anew) if found is None else found


def _printed(site: SiteView, setting: Setting, past: History) -> Product:
    """The pages of the site; the last of them is the list for language models."""
    press = setting.press
    words = press.words(press.options.language)
    # Of the history they show what is in the summaries, and whether it is whole.
    context = {"site": site, "past": History(gap=past.gap)}
    pages, copies, problems = printed(setting, _site_pages(site, words), words, context)
    llms = press.file("llms.txt", machine.llms(site))
    return Product((*press.problems, *problems), (*pages, llms), tuple(copies))


def error_pages(
    build: Build, templates: Mapping[str, str], options: SiteOptions, excerpts: str
) -> tuple[Page, ...]:
    """A page at each address that errors left empty, for the live preview: what is wrong, and that the page comes back.

    `excerpts` are the diagnostics as text with their lines.
    """
    shown = {page.briefing for page in build.pages}
    wrong = {
        d.span.path.split("/")[1] for d in build.diagnostics if d.span.path.startswith(f"{SEEDS}/")
    }
    if wrong <= shown:
        return ()
    press = Press(templates, options)
    words = press.words(options.language)
    pages: list[Page] = []
    for id in sorted(wrong - shown):
        for name in (*(name for name, _ in PAGES), "index"):
            draft = Draft(
                f"briefings/{id}/{name}.md", "site/error.md.jinja", words["error_title"], {}
            )
            page = press.page(draft, words, {"excerpts": excerpts.splitlines()}, id)
            if isinstance(page, Page):
                pages.append(page)
    return tuple(pages)


def banner(templates: Mapping[str, str], options: SiteOptions, excerpts: str) -> str:
    """Markdown that says what is wrong, for the top of a page that shows an earlier state; empty if that fails too."""
    press = Press(templates, options)
    words = press.words(options.language)
    draft = Draft("banner.md", "site/banner.md.jinja", words["banner_title"], {})
    text = press.text(draft, words, {"excerpts": excerpts.splitlines()})
    return text if isinstance(text, str) else ""


def _site_pages(site: SiteView, words: Words) -> Iterator[Draft]:
    yield Draft("index.md", "site/home.md.jinja", site.name, {})
    for label, leaf in lists(site):
        title = words[label] if leaf.number == 1 else f"{words[label]} – {leaf.number}"
        yield Draft(leaf.target.page, f"site/{label}.md.jinja", title, {"leaf": leaf})
    yield Draft("corrections.md", "site/corrections.md.jinja", words["corrections"], {})
