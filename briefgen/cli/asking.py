"""A check as it is asked for: its answer is recalled where nothing changed since, and worked out otherwise.

Only working out loads the stages of a check.
"""

from __future__ import annotations

import os
import sys

from briefgen.base.named import NamedTuple
from briefgen.base.tree import SEEDS
from briefgen.cache import remembered
from briefgen.disk import clock, intake
from briefgen.disk.intake import Folder

Day = tuple[int, int, int]

_NO_SITE = (
    f"briefgen: there is no site here: neither {intake.CONFIG} nor {SEEDS}/. Go to the site's folder, or name it "
    "with --site"
)


class Asked(NamedTuple):
    """How a check is asked for. Without `today` it is the machine's day."""

    format_: str
    today: Day
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    colour: bool = False


def check_here() -> int:
    """Checks the site in this folder as `briefgen check` without options does; returns the exit code."""
    today = clock.today()
    asked = Asked("text", (today.year, today.month, today.day), colour=coloured())
    return check(".", asked, cache=remembered.wanted())


def check(site: Folder, asked: Asked, *, cache: bool) -> int:
    """Prints the findings about every fact file of the site; returns the exit code they demand."""
    tree, config = intake.read_tree(site), intake.read_config(site)
    if config is None and not os.path.exists(os.path.join(site, SEEDS)):
        print(_NO_SITE, file=sys.stderr)  # noqa: T201  # the command line speaks
        return 2
    question = remembered.Question(site, tree, config, asked) if cache else None
    answer = question.recall() if question else None
    if answer is None:
        from briefgen.cli import running

        answer = running.checked(tree, config, asked, question)
        if question:
            question.keep(answer)
    sys.stdout.write(answer.text)
    sys.stdout.flush()
    return answer.status


def coloured() -> bool:
    """Whether colours can be seen, or are asked for. Set to nothing, a variable is not set.

    Source: no-color.org, force-color.org.
    """
    if os.environ.get("NO_COLOR"):
        return False
    seen = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return seen or bool(os.environ.get("FORCE_COLOR"))
