"""What commands share: the site's input, and findings as output and exit code. No click here: a check runs without it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from briefgen import checking, clock, files, report, selection
from briefgen.corpus import Tree
from briefgen.dates import Day
from briefgen.diagnostics import Diagnostic, has_errors
from briefgen.siteoptions import SiteOptions


def check_here() -> int:
    """Checks the site in this folder as `briefgen check` without options does; returns the exit code."""
    today = clock.today()
    return check(Path(), "text", today=(today.year, today.month, today.day))


def check(
    site: Path,
    format_: str,
    *,
    today: Day,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> int:
    """Checks every fact file of the site and prints the findings; returns the exit code they demand."""
    tree, options, problems = read(site)
    checked = checking.check(tree, weights=options.weights, today=today)
    claims = sum(len(briefing.facts.claims) for briefing in checked.briefings)
    shown = selection.chosen((*problems, *checked.diagnostics), select, ignore)
    briefings = len(checked.briefings)
    counted = f"{briefings} briefing{'s' * (briefings != 1)}, {claims} claim{'s' * (claims != 1)}"
    return print_findings(tree, shown, format_, counted)


def read(site: Path) -> tuple[Tree, SiteOptions, list[Diagnostic]]:
    """The site's input, its options, and what is wrong with its configuration."""
    config = site / "mkdocs.yml"
    if not config.is_file():
        return files.read_tree(site), SiteOptions(), []
    from briefgen import siteconfig

    options, problems = siteconfig.read("mkdocs.yml", config.read_bytes())
    return files.read_tree(site), options, problems


def print_findings(
    tree: Tree, diagnostics: tuple[Diagnostic, ...], format_: str, counted: str
) -> int:
    """Prints the findings; returns the exit code they demand."""
    sources = {path: content.decode("utf-8", "replace") for path, content in tree.files.items()}
    if format_ == "text":
        colour = _coloured()
        found = report.text(diagnostics, sources, colour=colour)
        sys.stdout.write(f"{found}{report.summary(diagnostics)}; {counted}\n")
    else:
        shown = {"json": report.as_json, "github": report.github, "sarif": report.sarif}
        sys.stdout.write(shown[format_](diagnostics, sources))
    sys.stdout.flush()
    return 1 if has_errors(diagnostics) else 0


def _coloured() -> bool:
    """Whether colours can be seen, or are asked for. Set to nothing, a variable is not set.

    Source: no-color.org, force-color.org.
    """
    if os.environ.get("NO_COLOR"):
        return False
    seen = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return seen or bool(os.environ.get("FORCE_COLOR"))
