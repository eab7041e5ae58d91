"""Commands about a whole site: build, init, csp."""

from __future__ import annotations

import gc
import sys
from datetime import date
from pathlib import Path

import click

from briefgen.base.diagnostics import has_errors
from briefgen.cli import running
from briefgen.cli.options import FORMAT, SITE, TODAY, day
from briefgen.disk import files


@click.command()
@SITE
@FORMAT
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder for the pages.",
)
@TODAY
def build(site: Path, format_: str, out: Path, today: date) -> None:
    """Write the pages as plain Markdown below --out, for any site generator."""
    from briefgen import compiling, pipeline
    from briefgen.disk import git, outfolder

    # To look for garbage through all that was made, once it is made, takes a fortieth of the time and finds none.
    gc.disable()
    tree, options, problems = running.read(site)
    options = options._replace(about=(out / "about.md").is_file())
    past = git.read_history(site)
    if past.gap:
        click.echo(f"briefgen: {git.GAPS[past.gap]}", err=True)
    templates = files.read_templates(site)
    now = day(today)
    with outfolder.laying(out) as laid:
        # Each page goes to the disk as it is made, by the process that made it.
        with compiling.helped(
            tree, templates, options, past, now, None, pages_only=True, made=laid.page
        ) as kept:
            built = pipeline.build(
                tree,
                templates,
                options,
                past=past,
                today=now,
                kept=kept,
                pages_only=True,
                made=laid.page,
            )
        found = (*problems, *built.diagnostics)
        if has_errors(found):
            sys.exit(running.print_findings(tree, found, format_, "nothing written"))
        done = outfolder.write(out, built.pages, files.read_assets(), laid)
    counted = (
        f"{len(done.written)} written, {done.unchanged} unchanged, {len(done.removed)} removed"
    )
    sys.exit(running.print_findings(tree, (*found, *done.problems), format_, counted))


@click.command()
@click.option(
    "--github", is_flag=True, help="Add the workflows for pull requests to a site that is there."
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path, *, github: bool) -> None:
    """Start a new site in FOLDER, with one example briefing about an invented subject."""
    try:
        copied = files.workflows(folder) if github else files.scaffold(folder)
    except FileExistsError as problem:
        raise click.UsageError(f"{problem}; choose a new folder") from None
    for name in copied:
        click.echo(f"{folder / name}")
    if not github:
        click.echo(f"\nNext: cd {folder} && mkdocs serve")


@click.command()
@click.argument("site_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
def csp(site_dir: Path) -> None:
    """Print a Content-Security-Policy for the built site in SITE_DIR, with the hashes of its inline scripts."""
    from briefgen.exports.csp import policy
    from briefgen.search.pages import CHUNKS

    pages = sorted(site_dir.rglob("*.html"))
    if not pages:
        raise click.UsageError(f"there is no page below {site_dir}; build the site first")
    texts = (page.read_bytes().decode("utf-8") for page in pages)
    click.echo(policy(texts, wasm=(site_dir / CHUNKS).is_dir()))
