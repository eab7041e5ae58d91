"""Templates → Python code that reads attributes and calls macros directly, wherever the sandbox could only agree.

The sandbox refuses by name, but for values of a few kinds of Python's own. So an ordinary name that none of those kinds has
is read at once, and every other name is asked for as ever (`NEVER_DIRECT`). Whatever fails here says nothing yet: the page
is then printed anew through the sandbox, which has the last word. Without this file the pages would be the same.
"""

from __future__ import annotations

import keyword
import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef, find_undeclared
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Macro
from markupsafe import Markup

from briefgen import markup

_INTERNAL = (
    type,
    types.FunctionType,
    types.MethodType,
    types.BuiltinMethodType,
    types.CodeType,
    types.FrameType,
    types.TracebackType,
    types.GeneratorType,
    types.CoroutineType,
    types.AsyncGeneratorType,
)
NEVER_DIRECT = frozenset(name for kind in (Markup, *_INTERNAL) for name in dir(kind))
"""The names that a text or a thing of the interpreter has: whether a template may have one depends on the value."""

_MARKED = (
    "attribute",
    "front_matter",
    "join_tokens",
    "preformatted",
    "run",
    "runs",
    "token",
    "url",
)
"""The filters that give `Markup` for whatever they are given."""


def direct(name: str) -> bool:
    """Whether an attribute of this name can be read without asking the sandbox.

    Python reads a name outside ASCII as another one (NFKC), which could begin with an underscore.
    """
    plain = name.isascii() and name.isidentifier() and not keyword.iskeyword(name)
    return plain and not name.startswith("_") and name not in NEVER_DIRECT


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
    if _inherits(template):
        return {}
    names = list(_stored(template))
    return {
        macro.name: Signature(tuple(argument.name for argument in macro.args))
        for macro in template.body
        if isinstance(macro, nodes.Macro)
        and names.count(macro.name) == 1
        and not find_undeclared(macro.body, ("caller", "kwargs", "varargs"))
    }


def _inherits(template: nodes.Template) -> bool:
    """Whether a template has blocks, which are functions of their own that see none of its names."""
    return bool(template.find(nodes.Block) or template.find(nodes.Extends))


def _stored(template: nodes.Template) -> Iterator[str]:
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


class Printer(CodeGenerator):
    """Compiles `{{ value }}` to one call; Jinja's own way finalizes and then escapes what is `Markup` already."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write("environment.finalize(")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The macro, together with the function that it stands for."""
        names = tuple(argument.name for argument in macro_ref.node.args)
        catches = (
            macro_ref.accesses_kwargs,
            macro_ref.accesses_varargs,
            macro_ref.accesses_caller,
        )
        name = getattr(macro_ref.node, "name", None)
        self.write(
            f"environment.quick(environment, macro, {name!r}, {names!r}, "
            f"{', '.join(map(repr, catches))}, context.eval_ctx.autoescape)"
        )


class DirectPrinter(Printer):
    """Compiles attributes and calls of macros to attributes and calls of Python's own."""

    _macros: Mapping[str, Signature] = {}
    _imported: Mapping[str, Mapping[str, Signature]] = {}
    _steady: frozenset[str] = frozenset()
    _printed: nodes.Expr | None = None

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  # as in Jinja
        """The whole template; looks first at what can be known of it."""
        if not _inherits(node):
            stored = list(_stored(node))
            parameters = {a.name for macro in node.find_all(nodes.Macro) for a in macro.args}
            self._macros = signatures(node)
            self._imported = {
                imported.target: self.environment.signatures(imported.template.value)  # type: ignore[attr-defined]  # an Environment of ours
                for imported in node.body
                if isinstance(imported, nodes.Import)
                and isinstance(imported.template, nodes.Const)
                and stored.count(imported.target) == 1
                and imported.target not in parameters
            }
            read = {name.name for name in node.find_all(nodes.Name) if name.ctx == "load"}
            # Every address is one from the page.
            self._steady = frozenset((read | {"page"}) - set(stored) - parameters)
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """What the code uses all the time, under short names; and what stays the same for the whole page."""
        super().write_commons()
        for name in ("address", "shown_text", "finalize", "callee", "marked"):
            self.writeline(f"{name} = environment.{name}")
        for name in sorted(self._steady):
            self.writeline(f"g_{name} = resolve({name!r})")
        if "page" in self._steady:
            self.writeline("folder_ = environment.folder(g_page)")

    def enter_frame(self, frame: Frame) -> None:
        """The names of a scope; those that stay the same for the whole page are not looked up again."""
        loads = frame.symbols.loads
        kept = {
            target: name
            for target, (action, name) in loads.items()
            if action == VAR_LOAD_RESOLVE and name in self._steady
        }
        for target, name in kept.items():
            self.writeline(f"{target} = g_{name}")
        frame.symbols.loads = {t: load for t, load in loads.items() if t not in kept}
        super().enter_frame(frame)
        frame.symbols.loads = loads

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The macro; and its function under a name of its own, by which it is called from here."""
        super().macro_def(macro_ref, frame)
        name = getattr(macro_ref.node, "name", None)
        if name in self._macros:
            self.writeline(f"m_{name} = macro")

    def visit_Import(self, node: nodes.Import, frame: Frame) -> None:  # noqa: N802  # as in Jinja
        """An import, and the functions of its macros."""
        super().visit_Import(node, frame)
        for name in self._imported.get(node.target, ()):
            held = f"{frame.symbols.ref(node.target)}.__dict__[{name!r}].function"
            self.writeline(f"{_imported(node.target, name)} = {held}")

    def _macro(self, node: nodes.Node, frame: Frame) -> tuple[str, list[nodes.Expr | None]] | None:
        """The function and the arguments of a call whose macro is known; None for any other expression."""
        if not isinstance(node, nodes.Call):
            return None
        called, found, function = node.node, None, ""
        if (
            isinstance(called, nodes.Name)
            and frame.symbols.ref(called.name) == f"l_0_{called.name}"
        ):
            found, function = self._macros.get(called.name), f"m_{called.name}"
        elif isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name):
            module = called.node.name
            found = self._imported.get(module, {}).get(called.attr)
            function = _imported(module, called.attr)
        arguments = found.bound(node) if found else None
        return None if arguments is None else (function, arguments)

    def _call(self, function: str, arguments: list[nodes.Expr | None], frame: Frame) -> None:
        self.write(f"{function}(")
        self._arguments(arguments, frame)
        self.write(")")

    def _arguments(self, arguments: Sequence[nodes.Expr | None], frame: Frame) -> None:
        for argument in arguments:
            if argument is None:
                self.write("missing")
            else:
                self.visit(argument, frame)
            self.write(", ")

    def visit_Call(  # noqa: N802  # as in Jinja
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002  # as in Jinja
    ) -> None:
        """A call: of a macro that is known, or of what may be called."""
        if forward_caller:
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif known := self._macro(node, frame):
            # What is printed at once needs no mark.
            marked = node is not self._printed
            self.write("marked(" * marked)
            self._call(*known, frame)
            self.write(")" * marked)
        else:
            self.write("callee(context, ")
            self.visit(node.node, frame)
            self.write(")(")
            if node.kwargs or node.dyn_args or node.dyn_kwargs:
                # The signature begins with a comma.
                self.write("*()")
                self.signature(node, frame)
            else:
                self._arguments(node.args, frame)
            self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # as in Jinja
        """An attribute, read at once where the sandbox could only agree."""
        if not direct(node.attr):
            super().visit_Getattr(node, frame)
            return
        self._operand(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802  # as in Jinja
        """An entry; where there is none, the sandbox looks for more."""
        self._operand(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802  # as in Jinja
        """A filter; an address, of which a page has hundreds, without asking the context for the page."""
        if node.name != "url" or node.args or node.node is None or "page" not in self._steady:
            super().visit_Filter(node, frame)
            return
        self.write("address(folder_, (p_ := ")
        self.visit(node.node, frame)
        self.write(").page, p_.anchor)")

    def _operand(self, node: nodes.Expr, frame: Frame) -> None:
        # A name that is not there needs no words of its own here: `missing` has no attributes and no entries.
        if isinstance(node, nodes.Name):
            self.write(frame.symbols.ref(node.name))
        else:
            self.write("(")
            self.visit(node, frame)
            self.write(")")

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if self._macro(node, frame):
            self._printed = node
        elif not _is_marked(node):
            self.write("(v_ if (k_ := type(v_ := ")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if not _is_marked(node) and not self._macro(node, frame):
            self.write(")) is Markup else shown_text(v_) if k_ is str else finalize(v_))")


def _imported(module: str, macro: str) -> str:
    """What the function of an imported macro is called; another name for each pair."""
    return f"i{len(module)}_{module}_{macro}"


def _is_marked(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name in _MARKED
