"""Templates → Python code that reads attributes and calls macros directly, wherever the sandbox could only agree.

The sandbox refuses by name, but for values of a few kinds of Python's own. So an ordinary name that none of those kinds has
is read at once, and every other name is asked for as ever (`NEVER_DIRECT`). Whatever fails here says nothing yet: the page
is then printed anew through the sandbox, which has the last word. Without this file the pages would be the same.
"""

from __future__ import annotations

import keyword
import types
from collections.abc import Mapping, Sequence, Set

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.meta import find_undeclared_variables
from markupsafe import Markup

from briefgen.printing.macros import Signature, inherits, signatures, stored
from briefgen.printing.unfolding import unfold

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

_SAME_FOR_PAGES = frozenset(("l", "lang", "site"))
"""The names that mean the same on all pages of a language: labels, the language, what a briefing sees of the site."""

_MARKED = (
    "attribute",
    "front_matter",
    "join_tokens",
    "preformatted",
    "run",
    "runs",
    "svg_path",
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
    _asked: Set[tuple[str, str]] = frozenset()
    _steady: frozenset[str] = frozenset()
    _printed: nodes.Expr | None = None
    _gathers: bool = False
    _common: tuple[str, ...] | None = None
    _root: Frame | None = None

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  # as in Jinja
        """The whole template; looks first at what can be known of it."""
        if not inherits(node):
            given = list(stored(node))
            parameters = {a.name for macro in node.find_all(nodes.Macro) for a in macro.args}
            self._macros = signatures(node)
            self._imported = {
                imported.target: self.environment.signatures(imported.template.value)  # type: ignore[attr-defined]  # an Environment of ours
                for imported in node.body
                if isinstance(imported, nodes.Import)
                and isinstance(imported.template, nodes.Const)
                and given.count(imported.target) == 1
                and imported.target not in parameters
            }
            self._asked = {
                (asked.node.name, asked.attr)
                for asked in node.find_all(nodes.Getattr)
                if isinstance(asked.node, nodes.Name)
            }
            read = {name.name for name in node.find_all(nodes.Name) if name.ctx == "load"}
            # Every address is one from the page.
            self._steady = frozenset((read | {"page"}) - set(given) - parameters)
            # What is included without the names of the page is handed on as it comes.
            self._gathers = all(one.with_context for one in node.find_all(nodes.Include))
            self._common = self._shared(node)
            unfold(node, self._macros, self._steady)
        super().visit_Template(node, frame)
        self.writeline(f"shared = {self._common!r}")

    def _shared(self, node: nodes.Template) -> tuple[str, ...] | None:
        """The names that a template of nothing but macros sees, where all pages of a language may share it."""
        if not all(isinstance(part, nodes.Macro) or _is_layout(part) for part in node.body):
            return None
        read = find_undeclared_variables(node)
        if not read <= self._steady or not read <= {"page", *_SAME_FOR_PAGES}:
            return None
        return tuple(sorted(read - {"page"}))

    def write_commons(self) -> None:
        """What the code uses all the time, under short names; and what stays the same for the whole page."""
        super().write_commons()
        for name in ("shown_text", "finalize", "callee", "marked", "method", "ours"):
            self.writeline(f"{name} = environment.{name}")
        self.writeline("place = environment.place(context)")
        for name in sorted(self._steady - {"page"}):
            self.writeline(f"g_{name} = resolve({name!r})")

    def enter_frame(self, frame: Frame) -> None:
        """The names of a scope; those that stay the same for the whole page are not looked up again."""
        loads = frame.symbols.loads
        kept = {
            target: name
            for target, (action, name) in loads.items()
            if action == VAR_LOAD_RESOLVE and name in self._steady
        }
        for target, name in kept.items():
            self.writeline(f"{target} = {'place.page' if name == 'page' else f'g_{name}'}")
        frame.symbols.loads = {t: load for t, load in loads.items() if t not in kept}
        super().enter_frame(frame)
        frame.symbols.loads = loads
        if frame.rootlevel and self._gathers:
            # The whole page is handed on at once: to hand on each of its thousands of parts takes longer than to make it.
            self._root, self._gathers = frame, False
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:  # noqa: FBT001, FBT002  # as in Jinja
        """The end of a scope; at that of the page, its text."""
        super().leave_frame(frame, with_python_scope)
        if frame is self._root:
            self.writeline(f"yield concat({frame.buffer})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The macro; and its function under a name of its own, by which it is called from here."""
        super().macro_def(macro_ref, frame)
        name = getattr(macro_ref.node, "name", None)
        if name in self._macros:
            self.writeline(f"m_{name} = macro")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if not node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.imported(environment.get_template(")
        self.visit(node.template, frame)
        self.write(f", {self.name!r}), context, {self.dump_local_context(frame)})")

    def visit_Import(self, node: nodes.Import, frame: Frame) -> None:  # noqa: N802  # as in Jinja
        """An import, and the functions of those of its macros that are called here."""
        super().visit_Import(node, frame)
        for name in self._imported.get(node.target, ()):
            if (node.target, name) not in self._asked:
                continue
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
            # A method of one of our own values, as nearly all are, is called at once.
            self.write("(f_ if type(f_ := ")
            self.visit(node.node, frame)
            self.write(") is method and type(f_.__self__) in ours else callee(context, f_))(")
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
        self.write("place.ways[(p_ := ")
        self.visit(node.node, frame)
        self.write(").page, p_.anchor]")

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


def _is_layout(node: nodes.Node) -> bool:
    """Whether a part of a template is text of its own, as between two macros."""
    return isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) for part in node.nodes
    )


def _imported(module: str, macro: str) -> str:
    """What the function of an imported macro is called; another name for each pair."""
    return f"i{len(module)}_{module}_{macro}"


def _is_marked(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name in _MARKED
