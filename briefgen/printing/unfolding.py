"""Macros that print each other → macros that print it all themselves: a citation in a sentence in a paragraph.

So its parts are joined once, with the page, and not at each step on the way. Only the quick code is made so; the sandbox
calls.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Set

from jinja2 import nodes

from briefgen.printing.macros import Signature

_UNFOLDABLE = (
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.With,
    nodes.Expr,
)
"""What the body of a macro may consist of to be printed at another place: nothing that gives a name to anything for long."""


def unfold(template: nodes.Template, macros: Mapping[str, Signature], steady: Set[str]) -> None:
    """Puts the body of a macro where another macro prints what it gives, so that no text is joined to be joined again.

    `macros` are those of the template, `steady` the names that never mean anything else in it. A body sees nothing of
    the place where it is put: all of its own names are parameters, names of its loops, steady ones, or macros.
    """
    parameters = {a.name for macro in template.find_all(nodes.Macro) for a in macro.args}
    known = steady | (macros.keys() - parameters)
    unfolded: dict[str, nodes.Macro] = {}
    for macro in template.body:
        if isinstance(macro, nodes.Macro) and macro.name in macros:
            # Only those before it: none can come to hold itself.
            _unfold_in(macro.body, macros, unfolded)
            if macro.name in known and _is_unfoldable(macro, known):
                unfolded[macro.name] = macro


def _is_unfoldable(macro: nodes.Macro, known: Set[str]) -> bool:
    """Whether the body of a macro means the same wherever it stands."""
    names = list(macro.find_all(nodes.Name))
    own = {name.name for name in names if name.ctx != "load"}
    read = {name.name for name in names if name.ctx == "load"}
    parts = [part for top in macro.body for part in (top, *top.find_all(nodes.Node))]
    plain = all(isinstance(part, (*_UNFOLDABLE, nodes.Helper)) for part in parts)
    return plain and not macro.defaults and "loop" not in read and read - own <= known


def _unfold_in(
    body: list[nodes.Node], macros: Mapping[str, Signature], unfolded: Mapping[str, nodes.Macro]
) -> None:
    """Puts bodies where they are printed in `body`, and in what is inside of it."""
    found: list[nodes.Node] = []
    for part in body:
        if isinstance(part, nodes.Output):
            found += _unfolded(part, macros, unfolded)
            continue
        for inside in ("body", "else_"):
            _unfold_in(getattr(part, inside, None) or [], macros, unfolded)
        for other in part.elif_ if isinstance(part, nodes.If) else ():
            _unfold_in(other.body, macros, unfolded)
        found.append(part)
    body[:] = found


def _unfolded(
    output: nodes.Output, macros: Mapping[str, Signature], unfolded: Mapping[str, nodes.Macro]
) -> Iterator[nodes.Node]:
    """What is printed, with the bodies of macros among it."""
    pending: list[nodes.Expr] = []
    for part in output.nodes:
        macro = (
            unfolded.get(part.node.name)
            if isinstance(part, nodes.Call) and isinstance(part.node, nodes.Name)
            else None
        )
        given = macros[macro.name].bound(part) if macro and isinstance(part, nodes.Call) else None
        if macro is None or given is None or None in given:
            pending.append(part)
            continue
        if pending:
            yield nodes.Output(pending, lineno=output.lineno)
            pending = []
        targets = [nodes.Name(a.name, "param", lineno=part.lineno) for a in macro.args]
        # All that is held twice but for this is never changed.
        held = {id(macro.environment): macro.environment}
        yield nodes.With(targets, given, copy.deepcopy(macro.body, held), lineno=part.lineno)
    if pending:
        yield nodes.Output(pending, lineno=output.lineno)
