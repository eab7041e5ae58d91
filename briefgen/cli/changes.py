"""Commands about changes: diff and review."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from briefgen import report
from briefgen.base.tree import Tree
from briefgen.changes.rules import RULES
from briefgen.cli.options import SITE, TODAY
from briefgen.disk import files, intake
from briefgen.facts.review import SUPPORT


@click.command()
@SITE
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json", "github"]),
    default="text",
    help="How changes are printed; markdown is the comment on a pull request.",
)
@click.option(
    "--fail-on",
    type=click.Choice(list(RULES)),
    metavar="RULE",
    multiple=True,
    help="End with 1 if a change of this rule is found; may be given more than once.",
)
@click.argument("base")
@click.argument("head", required=False)
def diff(site: Path, format_: str, fail_on: tuple[str, ...], base: str, head: str | None) -> None:
    """Show what changed in meaning from BASE to HEAD: git revisions or folders; without HEAD, the files as they are."""
    from briefgen.changes import report as changereport

    found = changereport.reviewed(_side(site, base), _side(site, head))
    click.echo(changereport.FORMATS[format_](found), nl=False)
    for problem in found.diff.failures:
        click.echo(report.text([problem], {}), nl=False, err=True)
    if found.diff.failures:
        click.echo("briefgen: not everything could be compared", err=True)
        sys.exit(2)
    sys.exit(1 if found.rules() & set(fail_on) else 0)


def _side(site: Path, named: str | None) -> Tree:
    """The tree of one side of a comparison. Raises UsageError where there is none."""
    from briefgen.disk import git

    folder = Path(named) if named is not None else site
    if named is None or (folder / "seeds").is_dir():
        return intake.read_tree(folder)
    try:
        return git.tree_at(site, named)
    except git.GitError as problem:
        raise click.UsageError(f"cannot compare with “{named}”: {problem}") from None


@click.command()
@SITE
@click.option("--by", required=True, help="Who read the claim and its passage.")
@click.option(
    "--support",
    type=click.Choice(SUPPORT),
    default="supports",
    help="What the passage does for the statement.  [default: supports]",
)
@click.option("--briefing", help="The briefing, where several have a claim of that id.")
@TODAY
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
def review(
    site: Path, by: str, support: str, briefing: str | None, today: date, claims: tuple[str, ...]
) -> None:
    """Record that you have read each CLAIM beside its passage, in seeds/ID/reviews.yml."""
    from briefgen.editing import reviewing

    tree = intake.read_tree(site)
    asked = reviewing.Request(claims, by=by, on=today.isoformat(), support=support)
    written = reviewing.stamped(tree, asked, briefing)
    if isinstance(written, str):
        raise click.UsageError(written)
    for path, text in written.items():
        files.replace(site / path, text.encode())
        click.echo(f"{path}: {', '.join(claims)} reviewed by {report.printable(by)}")
