"""Views → Markdown pages through Jinja templates, with every author's text literal by construction.

The environment escapes by default: what a template prints is literal text unless it is `Markup`, and the only ways to
`Markup` are the filters below, macros, and `|safe`, which a check lists. Values are data: none is compiled as a template.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
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
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from briefgen import graph
from briefgen.diagnostics import Code, Diagnostic, Span
from briefgen.prose import Run
from briefgen.views import Target
from briefgen.words import Words

_FILTERS = (
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
)
_SAFE_FILTERS = (
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
)


def literal(text: str) -> Markup:
    """`text` as a span that `briefgen.literal` turns into exactly this text, whatever it looks like."""
    return Markup(f"<bdi>{_entities(text, _MEANINGFUL)}</bdi>")


def _entities(text: str, meaningful: re.Pattern[str]) -> str:
    """`text` in NFC on one line, with everything that could mean something to Markdown or HTML as an entity."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return meaningful.sub(lambda match: f"&#x{ord(match[0]):x};", folded)


# Every ASCII punctuation character, and what is not seen or breaks lines outside ASCII (categories Zs, Zl, Zp, Cf).
_MEANINGFUL = re.compile(
    "[!-/:-@\\[-`{-~\u00a0\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680\u180e\u2000-\u200f"
    "\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_MEANINGFUL_IN_ATTRIBUTES = re.compile(rf"{_MEANINGFUL.pattern}|\d|(?<=[^\W_]{{15}})[^\W_]")


def attribute(text: str) -> Markup:
    """`text` for the inside of a quoted attribute.

    An attribute list is plain text to Markdown's other rules until the very end, and no literal span can stand in it.
    So digits, and letters of a run as long as a commit's digest, are entities as well: "1st" would become a superscript.
    """
    return Markup(_entities(text, _MEANINGFUL_IN_ATTRIBUTES))


def token(text: str) -> Markup:
    """`text` as it is, for class names, ids and numbers. Raises ValueError for anything but letters, digits, - and _."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", str(text)):
        raise ValueError(f"{text!r} is not a token")
    return Markup(text)


def front_matter(text: str) -> Markup:
    """`text` as a front-matter value.

    Themes print a title raw as text and escaped in attributes. So only what would mean something as text is escaped: an
    ampersand that begins a character reference, a less-than sign that begins a tag. The rest is right in both places.
    """
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return Markup(json.dumps(_TAG.sub("&lt;", _REFERENCE.sub(_escaped_reference, folded))))


_TAG = re.compile(r"<(?=[A-Za-z/!?]|\Z)")
_REFERENCE = re.compile(r"&(#?\w*;?)")


def _escaped_reference(match: re.Match[str]) -> str:
    means = html.unescape(match[0]) != match[0] or match.end() == len(match.string)
    return f"&amp;{match[1]}" if means else match[0]


def escaped_title(title: str) -> Markup:
    """A title out of the front matter that `front_matter` wrote, escaped for attributes too, and marked as that."""
    return Markup(html.escape(html.unescape(title)))


def runs(styled: tuple[Run, ...]) -> Markup:
    """The styled text of a sentence."""
    return Markup("").join(_run(run) for run in styled)


def _run(run: Run) -> Markup:
    # A space at the edge of a style is printed outside of it: inside a literal it would be lost.
    core = run.text.strip()
    if not core:
        return Markup(" ")
    text = literal(core)
    for tag, on in (("code", run.code), ("em", run.emphasis), ("strong", run.strong)):
        if on:
            text = Markup(f"<{tag}>{text}</{tag}>")
    if run.href:
        text = Markup(f'<a href="{attribute(run.href)}" rel="nofollow noopener">{text}</a>')
    return (
        Markup(" " if run.text[0].isspace() else "")
        + text
        + Markup(" " if run.text[-1].isspace() else "")
    )


def archived(text: str) -> Markup:
    """A stretch of an archived text: its own white space at the edges, and a break where a paragraph ends inside it."""
    parts = [
        literal(part) if part.strip() else Markup("") for part in re.split(r"\n[^\S\n]*\n\s*", text)
    ]
    body = Markup("<br><br>").join(parts)
    return (
        Markup(" " if text[:1].isspace() else "")
        + body
        + Markup(" " if text[-1:].isspace() and text.strip() else "")
    )


def preformatted(text: str) -> Markup:
    """One line of a raw <pre> block, with its spaces kept; never empty, which would end the block for Markdown."""
    return Markup(
        "".join(f"&#x{ord(c):x};" if not c.isalnum() and c != " " else c for c in text) or "&#x20;"
    )


def tokens(values: Iterable[str]) -> Markup:
    """Tokens with spaces between them, for class and data attributes."""
    return Markup(" ").join(token(value) for value in values)


@pass_context
def url(context: Context, target: Target) -> Markup:
    """The address of `target`, relative to the page being rendered."""
    here = str(context["page"].uri)
    path = posixpath.relpath(target.page, posixpath.dirname(here) or ".")
    return Markup(quote(path) + (f"#{target.anchor}" if target.anchor else ""))


class Environment(SandboxedEnvironment):
    """Jinja with literal text by default and without the ways around it."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        super().__init__(
            loader=DictLoader(dict(templates)),
            autoescape=True,
            finalize=_finalize,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        # An allowlist: many built-in filters build strings that would be escaped as HTML only.
        self.filters = {name: self.filters[name] for name in (*_FILTERS, *_SAFE_FILTERS)}
        self.filters |= {
            "url": url,
            "runs": runs,
            "attribute": attribute,
            "front_matter": front_matter,
        }
        self.filters |= {
            "token": token,
            "join_tokens": tokens,
            "run": archived,
            "preformatted": preformatted,
        }
        self.globals = {"draw": graph.draw, "range": range}

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


def _finalize(value: Any) -> Any:
    if value is None:
        return Markup("")
    if isinstance(value, str) and not isinstance(value, Markup):
        return literal(value) if value.strip() else Markup("")
    return value


class Labels:
    """The catalogue as templates see it: `l.known` is trusted text, `l.count("claims", 3)` with its number."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __getitem__(self, key: str) -> Markup:
        return Markup(html.escape(self._words[key], quote=False))

    def count(self, key: str, number: int) -> Markup:
        """The label for `number` things."""
        return Markup(html.escape(self._words.count(key, number), quote=False))

    def enum(self, group: str, value: str) -> Markup:
        """The label of a value of an enumeration."""
        return Markup(html.escape(self._words.enum(group, value), quote=False))


def environment(templates: Mapping[str, str]) -> Environment:
    """The environment for `templates`; the same one for the same templates, so that they are compiled once."""
    return _environment(tuple(sorted(templates.items())))


@lru_cache(maxsize=2)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    return Environment(dict(templates))


def page_text(
    environment: Environment, template: str, context: Mapping[str, Any]
) -> str | Diagnostic:
    """The Markdown of one page, or what is wrong with its template."""
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
    single = re.sub(r"\n(?:[ \t]*\n)+", "\n\n", text).strip("\n") + "\n"
    return re.sub(r"\n\n(?=\{: [^\n]*\}\n)", "\n", single)


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


Renderer = Callable[[str, Mapping[str, Any]], str | Diagnostic]
