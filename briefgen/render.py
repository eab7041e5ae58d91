"""Views → Markdown pages through Jinja templates, with every author's text literal by construction.

The environment escapes by default: what a template prints is literal text unless it is `Markup`, and the only ways to
`Markup` are the filters of `markup`, macros, and `|safe`, which a check lists. Values are data: none is compiled as a
template. Most of the time of a build is spent in here, so what a template does thousands of times goes the short way.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache, partial
from types import MethodType
from typing import Any
from urllib.parse import quote

from jinja2 import (
    DictLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from briefgen import graph, markup
from briefgen.diagnostics import Code, Diagnostic, Span
from briefgen.templatecode import DirectPrinter, Printer, Quick, Signature, signatures
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
    return address(folder(context["page"]), target.page, target.anchor)


def folder(page: Any) -> str | None:
    """The folder of the page that is being rendered; None where there is no page."""
    uri = getattr(page, "uri", None)
    return uri.rpartition("/")[0] if isinstance(uri, str) else None


@lru_cache(maxsize=8_192)
def address(folder: str | None, page: str, anchor: str) -> Markup:
    """The way from the pages of a folder to a place. Kept: they lead to the same places over and over."""
    if folder is None:
        raise AttributeError("an address leads from a page")
    path = _path(folder, page)
    return markup.marked(f"{path}#{anchor}" if anchor else path)


@lru_cache(maxsize=4_096)
def _path(folder: str, page: str) -> str:
    """The way from a folder to a page."""
    if not (_PLAIN.fullmatch(folder) and _PLAIN.fullmatch(page)):
        return quote(posixpath.relpath(page, folder or "."))
    here, there = folder.split("/"), page.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:])


_PLAIN = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*(?:\.md)?", re.ASCII)
"""An address without steps up and without characters that are written otherwise in a link."""


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


class DirectEnvironment(Environment):
    """Templates as quick code. What goes wrong in it is for its sandbox to say."""

    context_class = _PageContext

    def __init__(self, templates: Mapping[str, str]) -> None:
        super().__init__(templates)
        self.contexts: list[Context] = []

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

    code_generator_class = DirectPrinter
    address = staticmethod(address)
    folder = staticmethod(folder)

    def callee(self, context: Context, called: Any) -> Callable[..., Any]:
        """What to call for `called`: macros and methods of our own values themselves, others through the sandbox."""
        kind = type(called)
        if kind is Quick or (kind is MethodType and _ours(called.__self__.__class__)):
            return called  # type: ignore[no-any-return]  # just asked
        return partial(self.call, context, called)


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
    try:
        return _tidy(direct.get_template(template).render(context))
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
        return _tidy(environment.get_template(template).render(context))
    except TemplateSyntaxError as problem:
        return _template_problem(problem.name or template, problem.lineno, str(problem.message))
    except (TemplateError, TypeError, AttributeError, ValueError) as problem:
        return _template_problem(*_raised_at(problem, template), str(problem))


def _tidy(text: str) -> str:
    """`text` without runs of empty lines, and each attribute list directly below its block, where Markdown wants it.

    So a template may be laid out for its reader.
    """
    single = _EMPTY_LINES.sub("\n\n", text).strip("\n") + "\n"
    first, *rest = single.split(_APART)
    parts = [first]
    for part in rest:
        closed = part.partition("\n")[0].endswith("}")
        parts += ("\n{: " if closed else _APART, part)
    return "".join(parts)


_EMPTY_LINES = re.compile(r"\n(?!\n[^ \t\n])[ \t\n]*\n")
"""Empty lines, but for a single one that has nothing in it."""

_APART = "\n\n{: "


def _raised_at(problem: BaseException, template: str) -> tuple[str, int]:
    """The innermost template line of a traceback."""
    name, line = template, 1
    trace = problem.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_globals.get("__jinja_template__")
        if filename is not None:
            name, line = (
                filename.name or template,
                filename.get_corresponding_lineno(trace.tb_lineno),
            )
        trace = trace.tb_next
    return name, line


def _template_problem(name: str, line: int, message: str) -> Diagnostic:
    span = Span(f"templates/{name}", line, 1, line, 2)
    return Diagnostic(Code.TEMPLATE, span, message, "compare with the template that briefgen ships")
