"""What commands share: the site's input, and findings as output and exit code. No click here: a check runs without it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from briefgen import checking, report
from briefgen.base import selection
from briefgen.base.diagnostics import Diagnostic, has_errors
from briefgen.base.siteoptions import SiteOptions
from briefgen.base.tree import SEEDS, Tree
from briefgen.cache.remembered import Answer, Question
from briefgen.cli.asking import Asked, coloured
from briefgen.disk import intake
from briefgen.facts.corpus import Briefing
from briefgen.rules.judged import Memory

if TYPE_CHECKING:
    # What a check runs through does without it.
    from pathlib import Path


def checked(
    tree: Tree, config: bytes | None, asked: Asked, question: Question | None = None
) -> Answer:
    """The findings about every fact file of the site. With `question`, what it recalls as right is not judged again."""
    options, problems = configured(config)
    memory = Memory(question.recall_state()) if question else None
    found = checking.check(tree, weights=options.weights, today=asked.today, memory=memory)
    if question and memory:
        question.keep_state(memory.state)
    every = (*problems, *found.diagnostics)
    shown = selection.chosen(every, asked.select, asked.ignore)
    counted = _counted(tree, found.briefings)
    if hidden := len(every) - len(shown):
        counted = f"{hidden} not asked for; {counted}"
    return answer(tree, shown, asked.format_, counted, colour=asked.colour)


def _counted(tree: Tree, briefings: tuple[Briefing, ...]) -> str:
    """How much was checked, in words."""
    claims, read = sum(len(one.facts.claims) for one in briefings), len(briefings)
    every = len(checking.folders(tree))
    if not every:
        return f"there is no briefing below {SEEDS}/"
    whole = f"{read} of " if read < every else ""
    unread = " could be read whole" if read < every else ""
    return (
        f"{whole}{every} briefing{'s' * (every != 1)}{unread}, {claims} claim{'s' * (claims != 1)}"
    )


def read(site: Path) -> tuple[Tree, SiteOptions, list[Diagnostic]]:
    """The site's input, its options, and what is wrong with its configuration."""
    options, problems = configured(intake.read_config(site))
    return intake.read_tree(site), options, problems


def configured(config: bytes | None) -> tuple[SiteOptions, list[Diagnostic]]:
    """The options in the site's configuration, and what is wrong with it."""
    if config is None:
        return SiteOptions(), []
    from briefgen.disk import siteconfig

    return siteconfig.read(intake.CONFIG, config)


def answer(
    tree: Tree, diagnostics: tuple[Diagnostic, ...], format_: str, counted: str, *, colour: bool
) -> Answer:
    """The findings as text, and the exit code they demand."""
    named = {diagnostic.span.path for diagnostic in diagnostics} & tree.files.keys()
    sources = {path: tree.files[path].decode("utf-8", "replace") for path in named}
    if format_ == "text":
        found = report.text(diagnostics, sources, colour=colour)
        text = f"{found}{report.summary(diagnostics)}; {counted}\n"
    else:
        text = _for_programs(format_)(diagnostics, sources)
    return Answer(1 if has_errors(diagnostics) else 0, text)


def _for_programs(format_: str) -> Callable[[Iterable[Diagnostic], report.Sources], str]:
    """What writes findings in the format of that name; only a program asks for it."""
    from briefgen.report.github_format import github
    from briefgen.report.json_format import as_json
    from briefgen.report.sarif_format import sarif

    return {"json": as_json, "github": github, "sarif": sarif}[format_]


def print_findings(
    tree: Tree, diagnostics: tuple[Diagnostic, ...], format_: str, counted: str
) -> int:
    """Prints the findings; returns the exit code they demand."""
    found = answer(tree, diagnostics, format_, counted, colour=coloured())
    sys.stdout.write(found.text)
    sys.stdout.flush()
    return found.status
