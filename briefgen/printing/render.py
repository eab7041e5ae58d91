"""Views → Markdown pages through Jinja templates, with every author's text literal by construction.

A page is printed directly (`direct`); where that fails, the sandbox (`sandbox`) prints it anew and says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import Any

from jinja2 import TemplateError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.utils import missing

from briefgen.base.diagnostics import Diagnostic
from briefgen.printing import problems
from briefgen.printing.direct import DirectEnvironment
from briefgen.printing.sandbox import Sandbox
from briefgen.printing.tidying import tidied


class Environment(Sandbox):
    """The templates of a site, both ways."""

    @cached_property
    def direct(self) -> DirectEnvironment:
        """The same templates, compiled to code that asks this one only where it has to."""
        return DirectEnvironment(self._templates)


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


def compile_all(environment: Sandbox, templates: Iterable[str]) -> None:
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
        return problems.of(problem, template)
