"""Pages printed directly: the same templates as quick code, which leaves to the sandbox whatever goes wrong.

Most of the time of a build is spent in here, so what a template does thousands of times goes the short way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MethodType
from typing import Any

from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing

from briefgen.printing.code import DirectPrinter
from briefgen.printing.macros import Quick
from briefgen.printing.sandbox import Sandbox, ours
from briefgen.views import addresses


class _PageContext(Context):
    """The names of a page, or of a template that it imports, which its environment can give back."""

    def __init__(self, environment: DirectEnvironment, *args: Any, **kwargs: Any) -> None:
        super().__init__(environment, *args, **kwargs)
        environment.contexts.append(self)


class Place:
    """The page that is being printed, and the ways from its folder."""

    __slots__ = ("page", "ways")

    def __init__(self, page: object) -> None:
        self.turn(page)

    def turn(self, page: object) -> None:
        """Goes to another page."""
        self.page, self.ways = page, addresses.ways(addresses.folder(page))


_SHARED = 8
"""How many modules are held: those of a few languages, on pages of a briefing and of the site."""


class DirectEnvironment(Sandbox):
    """Templates as quick code. What goes wrong in it is for its sandbox to say."""

    context_class = _PageContext

    def __init__(self, templates: Mapping[str, str]) -> None:
        super().__init__(templates)
        self.contexts: list[Context] = []
        self._loaded: dict[str, Template] = {}
        self.ours: set[type] = set()
        """The classes of this package that a method was called of."""
        self._current = Place(missing)
        self._sharing = False
        self._shared: dict[tuple[object, ...], tuple[tuple[object, ...], TemplateModule]] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: Any = None,  # noqa: A002  # as in Jinja
    ) -> Template:
        """The template of this name, which never changes: asked for once for each page and each import on it."""
        found = self._loaded.get(name) if isinstance(name, str) and globals is None else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if found.name is not None and globals is None:
                self._loaded[found.name] = found
        return found

    def printed(self, template: str, context: Mapping[str, Any]) -> str:
        """What a template prints; without the words that Jinja has for what goes wrong."""
        found = self.get_template(template)
        names = {**self.globals, **context}
        made = _PageContext(self, names, found.name, found.blocks)
        return self.concat(found.root_render_func(made))

    def begin(self, page: object) -> None:
        """Says which page is printed next."""
        self._current.turn(page)

    def place(self, context: Context) -> Place:
        """The page of a template that begins; of one that pages share, that of whichever page is printed."""
        return self._current if self._sharing else Place(context.resolve_or_missing("page"))

    def imported(
        self, template: Template, context: Context, local: Mapping[str, object]
    ) -> TemplateModule:
        """The module of a template that is imported with the names of a page.

        A template of macros that see nothing but the page and what all pages of a language have is the same for all of
        these pages, and making it takes as long as a quarter of a small page.
        """
        names = template.root_render_func.__globals__.get("shared")
        page = context.resolve_or_missing("page")
        if names is None or page is not self._current.page or not local.keys().isdisjoint(names):
            return template.make_module(context.get_all(), shared=True, locals=dict(local))
        values = tuple([context.resolve_or_missing(name) for name in names])
        key = (template.name, *map(id, values))
        if key not in self._shared:
            if len(self._shared) >= _SHARED:
                self._shared.clear()
            given = {n: v for n, v in zip(names, values, strict=True) if v is not missing}
            self._sharing = True
            try:
                # The values are held together with the module, so that nothing else gets their places in memory.
                self._shared[key] = values, template.make_module(given, shared=True)
            finally:
                self._sharing = False
        return self._shared[key][1]

    def release(self) -> None:
        """Gives back what pages shared; call it when a site is printed."""
        self._shared.clear()

    def forget(self) -> None:
        """Gives back what the last page held; call it when the page is printed.

        A macro and the names among which it was made hold each other, and through them the whole briefing. Python's
        collector would have to look for that through everything else, again and again.
        """
        for context in self.contexts:
            # What was imported without a page is the same for all pages.
            if "page" in context.parent:
                context.vars.clear()
        self.contexts.clear()
        self._current.turn(missing)

    code_generator_class = DirectPrinter
    method = MethodType

    def callee(self, context: Context, called: Any) -> Callable[..., Any]:
        """What to call for `called`: macros and methods of our own values themselves, others through the sandbox."""
        if type(called) is MethodType:
            kind: type = called.__self__.__class__
            if ours(kind):
                self.ours.add(kind)
                return called
        return called if type(called) is Quick else partial(self.call, context, called)
