"""Commands that look and change nothing: check, coverage, explain, schema."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from briefgen.base import selection
from briefgen.base.tree import SEEDS
from briefgen.cache import remembered
from briefgen.cli import asking, running
from briefgen.cli.asking import Asked, coloured
from briefgen.cli.options import FORMAT, SITE, TODAY, day
from briefgen.disk import files


def _codes(name: str, help_text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        name, multiple=True, metavar="CODES", callback=_prefixes, default=(), help=help_text
    )


def _prefixes(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """“BG3,BG401” and repeated options → codes and beginnings of codes. A code that there is not is wrong usage."""
    found = tuple(code.strip().upper() for value in values for code in value.split(","))
    if problem := selection.unknown_prefix(found):
        raise click.BadParameter(problem, context, parameter)
    return found


@click.command()
@SITE
@FORMAT
@_codes(
    "--select", "Show only these codes: BG301, or BG3 for all that begin so. Separate by commas."
)
@_codes("--ignore", "Leave these codes out.")
@TODAY
@click.option(
    "--no-cache", is_flag=True, help="Check anew what has not changed since the last check."
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes; end with Ctrl+C.")
def check(
    site: Path,
    format_: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    no_cache: bool,  # noqa: FBT001  # click passes by name
    watch: bool,  # noqa: FBT001  # click passes by name
    today: date,
) -> None:
    """Check every fact file of the site; change nothing in it."""

    def once() -> int:
        asked = Asked(format_, day(today), select, ignore, coloured())
        return asking.check(site, asked, cache=remembered.wanted() and not no_cache)

    if not watch:
        sys.exit(once())
    from briefgen.disk.watch import repeat

    repeat(once, [site / SEEDS])


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Print the page about CODE: what it means, why it matters, how to mend it."""
    if problem := selection.unknown_prefix([code.upper()]):
        raise click.UsageError(problem)
    if code.upper() not in selection.known_codes():
        raise click.UsageError(f"“{code}” is the beginning of several codes; write one of them")
    click.echo(files.read_error_page(code.upper()), nl=False)


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "markdown"]),
    default="json",
    help="JSON Schema for editors, or the reference page for people.",
)
def schema(format_: str) -> None:
    """Print the format of fact files."""
    if format_ == "json":
        from briefgen.facts.schema import as_json as shown
    else:
        from briefgen.facts.formatpage import as_markdown as shown
    click.echo(shown(), nl=False)


@click.command()
@SITE
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How it is printed.",
)
def coverage(site: Path, format_: str) -> None:
    """Show how much of each archived text the claims cover, and what they leave out."""
    from briefgen import checking
    from briefgen.facts.coverage import as_json, as_text

    tree, _, _ = running.read(site)
    built = checking.check(tree)
    shown = as_json if format_ == "json" else as_text
    click.echo(shown(built.briefings), nl=False)
    sys.exit(1 if built.failed else 0)
