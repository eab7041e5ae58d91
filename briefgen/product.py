"""One briefing, compiled: everything that the rest of a build needs of it, as a small value that can be kept.

A product depends on the briefing's own files, its history, the day where the briefing has dates that can pass, and what
all briefings share: templates, options, limits. It depends on no other briefing. `key` covers all of it but the day, which
the product itself names; so a kept product is either exactly what compiling would give, or not used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from briefgen.base.diagnostics import Diagnostic, has_errors
from briefgen.base.siteoptions import SiteOptions
from briefgen.base.tree import Tree
from briefgen.changes.history import History
from briefgen.checking import check_one
from briefgen.exports import card, export, machine
from briefgen.facts.corpus import Briefing
from briefgen.printing.pages import Draft, Maker, Page, Press
from briefgen.rules.judged import Memory
from briefgen.search import findable
from briefgen.texts import folding
from briefgen.texts.dates import Day
from briefgen.views import annotate, rights
from briefgen.views.briefing import BriefingView
from briefgen.views.reader import ReaderView
from briefgen.views.shown import SourceView
from briefgen.views.site import Frame, Summary, summarize
from briefgen.views.words import Words
from briefgen.yaml import strict

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
class Product:
    """What is wrong with a briefing, and where nothing is: its pages, what goes beside them (the same as plain
    Markdown, the picture for links), what a search finds.

    `summary` is None where errors or the status leave the briefing without pages, `shown` is its digest, which a
    product of pages only has no use for. `day` is the day
    that the product is of, or None where it is the same on every day. The pages of the site are a product as well.
    """

    diagnostics: tuple[Diagnostic, ...]
    pages: tuple[Page, ...] = ()
    copies: tuple[Page, ...] = ()
    entries: Sequence[findable.Entry] = ()
    summary: Summary | None = None
    shown: str = ""
    day: Day | None = None


Anew = Callable[[], Product]
"""Makes a product again."""


class Kept(Protocol):
    """Where products are kept from one build to the next."""

    @property
    def names(self) -> Mapping[str, str]:
        """What identifies a briefing's product, for those of which it is known already."""

    def product(self, key: str, anew: Anew) -> Product | None:
        """The product that was kept under `key`; what turns out to be lost of it is taken from one that is made `anew`."""

    def keep(self, key: str, product: Product, anew: Anew) -> Product:
        """Keeps a product, and gives it back as it is kept; `anew` is as above."""


class Setting:
    """What all briefings of a build share. `digest` identifies it, but for the day."""

    def __init__(
        self,
        templates: Mapping[str, str],
        options: SiteOptions,
        limits: strict.Limits,
        today: Day | None,
        *,
        pages_only: bool = False,
        copied: bool = True,
        made: Maker = Page.of_bytes,
        memory: Memory | None = None,
    ) -> None:
        self.press = Press(templates, options, made)
        self.frame = Frame(options)
        self.options, self.limits, self.today = options, limits, today
        self.memory = memory
        """What earlier checks found right; it changes no product."""
        self.pages_only = pages_only
        """Whether copies for programs and search entries, which only a finished site needs, are left out."""
        self.copied = copied and not pages_only
        """Whether there are copies for programs."""
        self.digest = digest(repr((sorted(templates.items()), options, limits, pages_only, copied)))


def digest(text: str) -> str:
    """What identifies a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def key(id: str, tree: Tree, past: History, setting: Setting) -> str:
    """What a product depends on, but for the day; `tree` and `past` are the briefing's own."""
    files = [(path, hashlib.sha256(raw).digest()) for path, raw in sorted(tree.files.items())]
    return digest(repr((setting.digest, id, files, sorted(tree.refused.items()), past)))


def product(
    id: str, tree: Tree, past: History, setting: Setting, kept: Kept | None
) -> tuple[str, Product]:
    """The product of a briefing, kept or compiled, after what identifies it: "" where nothing is kept.

    `tree` and `past` are the briefing's own.
    """
    if kept is None:
        return "", compiled(id, tree, past, setting)
    name = kept.names.get(id) or key(id, tree, past, setting)
    anew = partial(compiled, id, tree, past, setting)
    found = kept.product(name, anew)
    if found is None or found.day not in (None, setting.today):
        found = kept.keep(name, anew(), anew)
    return f"{name} {found.day}", found


def compiled(id: str, tree: Tree, past: History, setting: Setting) -> Product:
    """The product of a briefing from its files."""
    options = setting.options
    known = setting.memory.of(id) if setting.memory else None
    briefing, found = check_one(
        id, tree, setting.limits, options.weights, today=setting.today, known=known
    )
    facts = briefing.facts if briefing else None
    day = setting.today if facts and (facts.stale_after or facts.review_by) else None
    hidden = facts is not None and facts.status == "draft" and not options.drafts
    if briefing is None or hidden or briefing.unread or has_errors(found):
        return Product(found, day=day)
    briefing, past = rights.publishable(briefing), rights.publishable_past(past, briefing.facts)
    words = setting.press.words(briefing.facts.language)
    view = BriefingView(briefing, words)
    reader = ReaderView(view, briefing, tree, past, setting.today)
    shared = {"site": setting.frame, "b": view, "h": reader, "past": past}
    pages, copies, problems = printed(setting, _drafts(view, briefing, words), words, shared, id)
    summary = summarize(view, reader)
    return Product(
        (*found, *problems),
        (*pages, *_data(view, setting.press)),
        (*copies, *_card(view, options)) if setting.copied else (),
        () if setting.pages_only else tuple(findable.entries(view)),
        summary,
        "" if setting.pages_only else digest(repr(summary)),
        day,
    )


def printed(
    setting: Setting,
    drafts: Iterable[Draft],
    words: Words,
    context: Mapping[str, Any],
    briefing: str = "",
) -> tuple[list[Page], list[Page], list[Diagnostic]]:
    """The pages of these drafts, the same pages for programs where there are any, and what is wrong with templates."""
    pages: list[Page] = []
    copies: list[Page] = []
    problems: list[Diagnostic] = []
    for draft in drafts:
        text = setting.press.text(draft, words, context)
        if isinstance(text, Diagnostic):
            problems.append(text)
            continue
        pages.append(setting.press.file(draft.uri, text, briefing))
        if setting.copied:
            copies.append(Page.of(draft.uri, machine.plain(text), briefing))
    return pages, copies, problems


def _card(view: BriefingView, options: SiteOptions) -> Iterator[Page]:
    """The picture for links to the briefing, where the site has one."""
    if options.cards:
        facts = " · ".join(
            (
                view.as_of.words,
                view.count("claims_n", len(view.claims)),
                view.count("open_questions_n", len(view.open_questions)),
            )
        )
        drawn = card.png(options.name, view.facts.title, view.asked, facts)
        yield Page.of_bytes(f"{view.folder}/{card.NAME}", drawn, view.id)


def _data(view: BriefingView, press: Press) -> Iterator[Page]:
    yield press.made(f"{view.folder}/facts.json", export.facts_json(view), view.id)
    yield press.file(f"{view.folder}/claims.csv", export.claims_csv(view), view.id)


def _drafts(view: BriefingView, briefing: Briefing, words: Words) -> Iterator[Draft]:
    title = view.facts.title
    yield Draft(f"{view.folder}/index.md", "briefing/index.md.jinja", title, {})
    for name, template in PAGES:
        label = words[template]
        yield Draft(
            f"{view.folder}/{name}.md", f"briefing/{template}.md.jinja", f"{label} – {title}", {}
        )
    yield Draft(f"{view.folder}/print.md", "briefing/print.md.jinja", title, {}, paper=True)
    for source in view.sources:
        context = _source_context(briefing, source)
        yield Draft(
            source.target.page,
            "briefing/source.md.jinja",
            f"{source.record.title} – {title}",
            context,
        )


def _source_context(briefing: Briefing, source: SourceView) -> Mapping[str, Any]:
    whole = source.record.rights.publish == "full"
    snapshot = briefing.archive[source.id].snapshot
    text = snapshot.text if snapshot else ""
    cut = (lambda text: text) if whole else rights.excerpt
    ignored = [
        (cut(passage.exact), passage.reason)
        for passage in briefing.passages
        if passage.source == source.id and passage.claim is None
    ]
    uncovered = (
        [cut(folding.fold_text(text[start:end])) for start, end in source.coverage.uncovered_at]
        if source.coverage
        else []
    )
    shown = annotate.blocks(briefing, source.id, whole=whole)
    return {"s": source, "text": shown, "ignored": ignored, "uncovered": uncovered}
