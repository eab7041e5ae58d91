"""Commands that edit fact files: draft, add, rename, fmt."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from briefgen.cli.options import SITE
from briefgen.disk import clock
from briefgen.facts.fields import ID_PATTERN, RESERVED_IDS


@click.command()
@SITE
@click.argument("id")
@click.option(
    "--source", required=True, help="The article: a text, HTML or PDF file, or an http(s) address."
)
@click.option("--language", default="", help="Its language as a BCP 47 tag, if the guess is wrong.")
@click.option(
    "--allow-private", is_flag=True, help="Fetch also from addresses that are not public."
)
def draft(site: Path, id: str, source: str, language: str, *, allow_private: bool) -> None:
    """Start the briefing ID from an article: archive its text and propose a fact file to decide on."""
    from briefgen.editing import (
        newbriefing,  # fetching and reading documents is for this command only
    )

    _checked_id(id)
    try:
        done = newbriefing.create(
            site, id, source, today=clock.today(), language=language, allow_private=allow_private
        )
    except newbriefing.DraftError as problem:
        raise click.UsageError(str(problem)) from None
    found = done.proposal
    counts = {
        "claim": len(found.claims),
        "party": len(found.parties),
        "question": sum(claim.asks for claim in found.claims),
        "passage to ignore": len(found.asides),
    }
    listed = ", ".join(f"{number} {_plural(what, number)}" for what, number in counts.items())
    click.echo(f"{done.folder / 'facts.yml'}: {listed}")
    click.echo("Next: open it, follow the comments at its top, and run briefgen check")


def _plural(what: str, number: int) -> str:
    words = {"party": "parties", "passage to ignore": "passages to ignore"}
    return what if number == 1 else words.get(what, f"{what}s")


@click.group()
def add() -> None:
    """Add a record to a fact file; every other line stays as it is."""


_ID = click.option("--id", help="Its id.  [default: made from the words]")


@add.command("claim")
@SITE
@click.argument("briefing")
@click.argument("quote")
@_ID
@click.option("--statement", help="What it says, in our words.  [default: the quote]")
@click.option("--kind", type=click.Choice(["fact", "reported", "forecast", "opinion"]))
@click.option("--speaker", help="Who asserts it.  [default: the source]")
@click.option("--about", multiple=True, help="A stakeholder or term; may be repeated.")
@click.option("--source", help="The source that QUOTE stands in, if there is more than one.")
def add_claim(site: Path, briefing: str, quote: str, **options: Any) -> None:
    """Add a claim to BRIEFING that rests on the words QUOTE of its archived text."""
    _added(site, briefing, "claim", quote, options)


@add.command("question")
@SITE
@click.argument("briefing")
@click.argument("question")
@_ID
@click.option("--raised-by", multiple=True, help="A claim that raises it; may be repeated.")
@click.option("--why")
@click.option("--known")
@click.option("--contested")
@click.option("--settled-by")
@click.option("--answerable-by", multiple=True)
@click.option("--indicator", multiple=True)
def add_question(site: Path, briefing: str, question: str, **options: Any) -> None:
    """Add an open QUESTION to BRIEFING; what is not given is marked as to be decided."""
    _added(site, briefing, "question", question, options)


@add.command("stakeholder")
@SITE
@click.argument("briefing")
@click.argument("name")
@_ID
@click.option("--type", help="What it is, as a schema.org type.  [default: Organization]")
@click.option("--alias", multiple=True, help="Another name; may be repeated.")
@click.option("--role", help="Who it is in this matter, with a [[citation]].")
def add_stakeholder(site: Path, briefing: str, name: str, **options: Any) -> None:
    """Add the party NAME to BRIEFING."""
    _added(site, briefing, "stakeholder", name, options)


@add.command("source")
@SITE
@click.argument("briefing")
@click.argument("id")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title")
@click.option("--type")
@click.option("--author")
@click.option("--publisher")
@click.option("--published", help="When, as EDTF.")
@click.option("--unknown-reason", help="Why author, publisher or date are unknown.")
@click.option("--url")
@click.option("--language")
@click.option("--descriptor", help="What kind of source it is, and how far it can be trusted.")
def add_source(site: Path, briefing: str, id: str, file: Path, **options: Any) -> None:
    """Archive the text of FILE and add it to BRIEFING as the source ID."""
    from briefgen.editing import amend

    with _refused_edits():
        click.echo(f"{amend.add_source(site, briefing, id, file, options)}: source {id} added")


@click.command()
@SITE
@click.argument("old")
@click.argument("new")
@click.option("--briefing", default="", help="The briefing, if several have the id.")
def rename(site: Path, old: str, new: str, briefing: str) -> None:
    """Rename the record OLD to NEW wherever it is named; its old permalink keeps working."""
    from briefgen.editing import amend

    with _refused_edits():
        for path in amend.rename(site, old, new, briefing=briefing):
            click.echo(f"{path}: {old} is {new} now")


@click.command()
@SITE
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; fail if a file would change."
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def fmt(site: Path, paths: tuple[Path, ...], *, only_check: bool) -> None:
    """Lay out fact files (all of the site, or PATHS): white space only, never a word."""
    from briefgen.editing import amend

    changed, problems = amend.lay_out(paths or amend.fact_files(site), write=not only_check)
    for path in changed:
        click.echo(f"{path}: {'would be laid out anew' if only_check else 'laid out anew'}")
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(1 if problems or (changed and only_check) else 0)


def _added(site: Path, briefing: str, kind: str, words: str, options: dict[str, Any]) -> None:
    from briefgen.editing import amend

    with _refused_edits():
        path, id = amend.add(site, briefing, kind, words, options)
        click.echo(f"{path}: {kind} {id} added")


@contextlib.contextmanager
def _refused_edits() -> Iterator[None]:
    """Ends the command with the reason where an edit cannot be made."""
    from briefgen.editing.edit import EditError

    try:
        yield
    except EditError as problem:
        raise click.UsageError(str(problem)) from None


def _checked_id(id: str) -> None:
    if not re.fullmatch(ID_PATTERN, id) or id in RESERVED_IDS:
        raise click.UsageError(
            f"“{id}” is not an id: small letters a to z, digits and hyphens; some names are reserved"
        )
