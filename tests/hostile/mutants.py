"""Weakened escapes: each must be caught by the oracle, or the oracle proves nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from markupsafe import Markup

from briefgen import literal
from briefgen.exports import export, feed, machine
from briefgen.printing import sandbox
from briefgen.search import findable
from briefgen.texts import fragment
from briefgen.views import markup


def _without(*characters: str) -> Callable[[], None]:
    """The escape with these characters left out."""

    def weaken() -> None:
        whole = markup._entities

        def fewer(text: str, meaningful: re.Pattern[str]) -> str:
            left_out = "".join(re.escape(c) for c in characters)
            return whole(text, re.compile(rf"(?![{left_out}])(?:{meaningful.pattern})"))

        markup._entities = fewer

    return weaken


def _filter(name: str, weak: Callable[[str], Markup]) -> Callable[[], None]:
    """A filter of the templates replaced by a weak one."""

    def weaken() -> None:
        begin = sandbox.Sandbox.__init__

        def init(self: sandbox.Sandbox, templates: dict[str, str]) -> None:
            begin(self, templates)
            self.filters[name] = weak

        sandbox.Sandbox.__init__ = init  # type: ignore[method-assign, assignment]

    return weaken


def _set(module: object, name: str, value: object) -> Callable[[], None]:
    return lambda: setattr(module, name, value)


def _data_with_tags() -> None:
    """JSON-LD in which an end tag ends the script element."""
    linked = machine._linked
    machine._linked = lambda *values: linked(*values).replace("\\u003c", "<")


def _as_html(text: str) -> Markup:
    return Markup(html.escape(text))  # noqa: S704  # weak on purpose


MUTANTS: dict[str, Callable[[], None]] = {
    "the quotation mark left out": _without('"'),
    "the angle brackets left out": _without("<", ">"),
    "the ampersand left out": _without("&"),
    "the asterisk left out": _without("*"),
    "the backtick left out": _without("`"),
    "the square brackets left out": _without("[", "]"),
    "text escaped as HTML only": _set(markup, "literal", _as_html),
    "attributes escaped as HTML only": _filter("attribute", _as_html),
    "attributes not escaped": _filter("attribute", Markup),
    "archived text forgotten": _filter("run", _as_html),
    "titles not escaped": _set(html, "escape", lambda text, quote=True: text),
    "titles not marked as escaped": _set(markup, "escaped_title", str),
    "titles escaped for text only": _set(markup, "escaped_title", Markup),
    "labels of the contents taken as HTML": _set(literal, "_plain", lambda text: text[5:-6]),
    "the extension below the other rules": _set(literal, "_ABOVE_ALL_OTHERS", 0),
    "formulas let through": _set(export, "_inert", lambda cell: cell),
    "the feed not escaped": _set(feed, "escape", str),
    "an end tag in JSON-LD": _data_with_tags,
    "the search index not escaped": _set(findable, "_shown", str),
    "Markdown beside the page not escaped": _set(machine, "_marked", str),
    "text fragments not encoded": _set(fragment, "_encoded", str),
}
"""Name → what it does to this process."""


def apply(name: str) -> None:
    """Weakens the escape of this process in one way; the empty name leaves it as it is."""
    if name:
        MUTANTS[name]()
