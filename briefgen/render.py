"""Views → Markdown pages through Jinja templates, with every author's text literal by construction.

The environment escapes by default: what a template prints is literal text unless it is `Markup`, and the only ways to
`Markup` are the filters of `markup`, macros, and `|safe`, which a check lists. Values are data: none is compiled as a
template. Most of the time of a build is spent in here, so what a template does thousands of times goes the short way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache, partial
from types import MethodType
from typing import Any

from jinja2 import (
    DictLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from briefgen import addresses, graph, markup, templateproblems
from briefgen.diagnostics import Diagnostic
from briefgen.templatecode import DirectPrinter, Printer
from briefgen.templatemacros import Quick, Signature, signatures
from briefgen.tidying import tidied
from briefgen.views import Target

_FILTERS = [
    "length",
    "first",
    "last",
    "list",
    "sort",
    "map",
    "select",
    "reject",
    "selectattr",
    "rejectattr",
    "groupby",
]
_SAFE_FILTERS = [
    "batch",
    "slice",
    "default",
    "safe",
    "int",
    "round",
    "abs",
    "sum",
    "min",
    "max",
    "unique",
    "dictsort",
]


@pass_context
def url(context: Context, target: Target) -> Markup:
    """The address of `target`, relative to the page being rendered."""
    return addresses.ways(addresses.folder(context["page"]))[target.page, target.anchor]


class Environment(SandboxedEnvironment):
    """Jinja with literal text by default and without the ways around it."""

    code_generator_class = Printer

    def __init__(self, templates: Mapping[str, str]) -> None:
        super().__init__(
            loader=DictLoader(dict(templates)),
            autoescape=True,
            finalize=markup.shown,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        # An allowlist: many built-in filters build strings that would be escaped as HTML only.
        self.filters = {name: self.filters[name] for name in (*_FILTERS, *_SAFE_FILTERS)}
        self.filters |= {
            "url": url,
            "runs": markup.runs,
            "attribute": markup.attribute,
            "front_matter": markup.front_matter,
        }
        self.filters |= {
            "token": markup.token,
            "join_tokens": markup.tokens,
            "run": markup.archived,
            "preformatted": markup.preformatted,
            "svg_path": markup.svg_path,
        }
        self.globals = {"draw": graph.draw, "range": range}
        self._open: set[tuple[type, str]] = set()
        self._templates = templates
        self._signatures: dict[str, dict[str, Signature]] = {}

    quick = staticmethod(Quick)
    shown_text = staticmethod(markup.shown_text)
    marked = staticmethod(markup.marked)

    @cached_property
    def direct(self) -> DirectEnvironment:
        """The same templates, compiled to code that asks this one only where it has to."""
        return DirectEnvironment(self._templates)

    def signatures(self, name: str) -> dict[str, Signature]:
        """The macros of a template that can be called directly."""
        if name not in self._signatures:
            source = self._templates.get(name)
            self._signatures[name] = {} if source is None else signatures(self.parse(source, name))
        return self._signatures[name]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute as the sandbox gives it.

        Whether a template may see an attribute of our own values, or a macro of another template, hangs on their class and its name alone, so it is asked
        once for each; of anything else, it is asked every time.
        """
        kind = type(obj)
        if (kind, attribute) in self._open:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
        value = super().getattr(obj, attribute)
        known = kind is TemplateModule or _ours(kind)  # type: ignore[arg-type]  # a type can be hashed
        if known and self.is_safe_attribute(obj, attribute, value):
            self._open.add((kind, attribute))
        return value

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # as in Jinja, whose keyword arguments may have any name
        """What a call in a template gives back; macros and methods of our own values need no question asked."""
        kind = type(__obj)
        if kind is Quick or (kind is MethodType and _ours(__obj.__self__.__class__)):
            # Jinja adds these for functions that ask for the context; neither kind does.
            if kwargs:
                kwargs.pop("_loop_vars", None)
                kwargs.pop("_block_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__context, __obj, *args, **kwargs)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use an attribute: no methods of strings, which would join or format unescaped."""
        return not (isinstance(obj, str) and callable(value)) and super().is_safe_attribute(
            obj, attr, value
        )

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        for concat in template.find_all(nodes.Concat):
            # markupsafe would escape the other side of "~" as HTML, not as literal text.
            raise TemplateSyntaxError(
                "“~” is not used in templates; print the parts", concat.lineno, name, filename
            )
        return template


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


class DirectEnvironment(Environment):
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
            if _ours(kind):
                self.ours.add(kind)
                return called
        return called if type(called) is Quick else partial(self.call, context, called)


@lru_cache(maxsize=1_024)
def _ours(kind: type) -> bool:
    """Whether a class is one of this package: a value without secrets or side effects, made to be shown."""
    return kind.__module__.startswith("briefgen.")


def environment(templates: Mapping[str, str]) -> Environment:
    """The environment for `templates`; the same one for the same templates, so that they are compiled once."""
    return _environment(tuple(sorted(templates.items())))


@lru_cache(maxsize=2)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    return Environment(dict(templates))


class CompiledTemplates(BytecodeCache):
    """Compiled templates in memory: of a theme that each rebuild loads anew, or those that an earlier run kept."""

    def __init__(self, held: dict[str, bytes] | None = None) -> None:
        self.held = held or {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket, if the template is the one that was compiled."""
        if held := self.held.get(bucket.key):
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Holds what is in the bucket."""
        self.held[bucket.key] = bucket.bytecode_to_string()


def compile_all(environment: Environment, templates: Iterable[str]) -> None:
    """Has all of these templates compiled; one that cannot be is left to the page that needs it."""
    for name in templates:
        if name.endswith(".jinja"):
            with suppress(TemplateError):
                environment.get_template(name)


def page_text(
    environment: Environment, template: str, context: Mapping[str, Any]
) -> str | Diagnostic:
    """The Markdown of one page, or what is wrong with its template."""
    direct = environment.direct
    direct.begin(context.get("page", missing))
    try:
        return tidied(direct.printed(template, context))
    except _FAILED:
        # The sandbox finds more than a direct look, and has the words for what is wrong.
        return _careful(environment, template, context)
    finally:
        direct.forget()


_FAILED = (TemplateError, TypeError, AttributeError, ValueError, LookupError, NameError)


def _careful(
    environment: Environment, template: str, context: Mapping[str, Any]
) -> str | Diagnostic:
    try:
        return tidied(environment.get_template(template).render(context))
    except (TemplateError, TypeError, AttributeError, ValueError) as problem:
        return templateproblems.of(problem, template)
