"""Jinja in which a value prints as literal text, and from which nothing but data can be reached.

The environment escapes by default: what a template prints is literal text unless it is `Markup`, and the only ways to
`Markup` are the filters of `markup`, macros, and `|safe`, which a check lists. Values are data: none is compiled as a
template.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MethodType
from typing import Any

from jinja2 import DictLoader, StrictUndefined, TemplateSyntaxError, nodes, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from briefgen.printing.code import Printer
from briefgen.printing.macros import Quick, Signature, signatures
from briefgen.views import addresses, graph, markup
from briefgen.views.shown import Target

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


class Sandbox(SandboxedEnvironment):
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
        known = kind is TemplateModule or ours(kind)  # type: ignore[arg-type]  # a type can be hashed
        if known and self.is_safe_attribute(obj, attribute, value):
            self._open.add((kind, attribute))
        return value

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # as in Jinja, whose keyword arguments may have any name
        """What a call in a template gives back; macros and methods of our own values need no question asked."""
        kind = type(__obj)
        if kind is Quick or (kind is MethodType and ours(__obj.__self__.__class__)):
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


@lru_cache(maxsize=1_024)
def ours(kind: type) -> bool:
    """Whether a class is one of this package: a value without secrets or side effects, made to be shown."""
    return kind.__module__.startswith("briefgen.")
