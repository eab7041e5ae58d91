"""The macros of templates: what can be known of one before it runs, and how it is called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from jinja2 import nodes
from jinja2.compiler import find_undeclared
from jinja2.runtime import Macro

from briefgen.views import markup


class Signature(NamedTuple):
    """The parameters of a macro, in order."""

    names: tuple[str, ...]

    def bound(self, call: nodes.Call) -> list[nodes.Expr | None] | None:
        """The argument for each parameter, None where the call leaves it out; no list where they do not fit."""
        if call.dyn_args or call.dyn_kwargs or len(call.args) > len(self.names):
            return None
        given: dict[str, nodes.Expr] = dict(zip(self.names, call.args, strict=False))
        for argument in call.kwargs:
            if argument.key in given or argument.key not in self.names:
                return None
            given[argument.key] = argument.value
        return [given.get(name) for name in self.names]


def signatures(template: nodes.Template) -> dict[str, Signature]:
    """The macros that a template defines once, at its top, under a name that is never anything else."""
    if inherits(template):
        return {}
    names = list(stored(template))
    return {
        macro.name: Signature(tuple(argument.name for argument in macro.args))
        for macro in template.body
        if isinstance(macro, nodes.Macro)
        and names.count(macro.name) == 1
        and not find_undeclared(macro.body, ("caller", "kwargs", "varargs"))
    }


def inherits(template: nodes.Template) -> bool:
    """Whether a template has blocks, which are functions of their own that see none of its names."""
    return bool(template.find(nodes.Block) or template.find(nodes.Extends))


def stored(template: nodes.Template) -> Iterator[str]:
    """Every name that a template gives to something at any place, but for the parameters of macros."""
    parameters = {
        id(argument) for macro in template.find_all(nodes.Macro) for argument in macro.args
    }
    for name in template.find_all(nodes.Name):
        if name.ctx != "load" and id(name) not in parameters:
            yield name.name
    for macro in template.find_all(nodes.Macro):
        yield macro.name
    for imported in template.find_all(nodes.Import):
        yield imported.target
    for listed in template.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in listed.names)


class Quick:
    """A macro that is called directly where all of its arguments are given, and else as Jinja calls it."""

    __slots__ = ("function", "made")

    def __init__(self, *made: Any) -> None:
        # Each page makes all of them and calls few.
        self.made, self.function = made, made[1]

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        _, _, _, names, *catches, _ = self.made
        if len(args) == len(names) and not kwargs and not any(catches):
            return markup.marked(self.function(*args))
        return Macro(*self.made)(*args, **kwargs)
