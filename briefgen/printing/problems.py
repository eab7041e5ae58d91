"""What went wrong in a template, as a diagnostic at its line."""

from __future__ import annotations

from jinja2 import TemplateSyntaxError

from briefgen.base.diagnostics import Code, Diagnostic, Span


def of(problem: Exception, template: str) -> Diagnostic:
    """The diagnostic for what was raised when `template` was printed, at the innermost line of a template."""
    if isinstance(problem, TemplateSyntaxError):
        name = problem.name or template
        return _diagnostic(name, problem.lineno, str(problem.message))
    return _diagnostic(*_raised_at(problem, template), str(problem))


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


def _diagnostic(name: str, line: int, message: str) -> Diagnostic:
    span = Span(f"templates/{name}", line, 1, line, 2)
    return Diagnostic(Code.TEMPLATE, span, message, "compare with the template that briefgen ships")
