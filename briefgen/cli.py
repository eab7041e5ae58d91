"""The command line: arguments → one call → exit code. 0 clean, 1 findings, 2 wrong usage or a failing machine."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from briefgen import __version__, clock, files, report, selection, siteconfig
from briefgen.changerules import RULES
from briefgen.corpus import SEEDS, Tree
from briefgen.dates import Day
from briefgen.diagnostics import Diagnostic, has_errors
from briefgen.review import SUPPORT
from briefgen.siteoptions import SiteOptions

_SITE = click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The site's folder, with seeds/ in it.  [default: this folder]",
)
_FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(report.FORMATS),
    default="text",
    help="How findings are printed.",
)

_TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=lambda context, option, value: value.date() if value else clock.today(),
    help="The day that dates are compared with.  [default: the machine's]",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefgen")
def cli() -> None:
    """Checks fact files and makes briefing pages from them."""


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


@cli.command()
@_SITE
@_FORMAT
@_codes(
    "--select", "Show only these codes: BG301, or BG3 for all that begin so. Separate by commas."
)
@_codes("--ignore", "Leave these codes out.")
@_TODAY
@click.option("--watch", is_flag=True, help="Check again whenever a file changes; end with Ctrl+C.")
def check(
    site: Path,
    format_: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    watch: bool,  # noqa: FBT001  # click passes by name
    today: date,
) -> None:
    """Check every fact file of the site; write nothing."""

    def once() -> int:
        return _check(site, format_, select, ignore, _day(today))

    if not watch:
        sys.exit(once())
    from briefgen.watch import repeat

    repeat(once, [site / SEEDS])


def _check(
    site: Path, format_: str, select: tuple[str, ...], ignore: tuple[str, ...], today: Day
) -> int:
    from briefgen import checking

    tree, options, problems = _read(site)
    checked = checking.check(tree, weights=options.weights, today=today)
    claims = sum(len(briefing.facts.claims) for briefing in checked.briefings)
    shown = selection.chosen((*problems, *checked.diagnostics), select, ignore)
    briefings = len(checked.briefings)
    counted = f"{briefings} briefing{'s' * (briefings != 1)}, {claims} claim{'s' * (claims != 1)}"
    return _print(tree, shown, format_, counted)


@cli.command()
@click.argument("code")
def explain(code: str) -> None:
    """Print the page about CODE: what it means, why it matters, how to mend it."""
    if problem := selection.unknown_prefix([code.upper()]):
        raise click.UsageError(problem)
    if code.upper() not in selection.known_codes():
        raise click.UsageError(f"“{code}” is the beginning of several codes; write one of them")
    click.echo(files.read_error_page(code.upper()), nl=False)


@cli.command()
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
        from briefgen.schema import as_json as shown
    else:
        from briefgen.formatpage import as_markdown as shown
    click.echo(shown(), nl=False)


@cli.command()
@_SITE
@_FORMAT
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder for the pages.",
)
@_TODAY
def build(site: Path, format_: str, out: Path, today: date) -> None:
    """Write the pages as plain Markdown below --out, for any site generator."""
    from briefgen import git, pipeline

    tree, options, problems = _read(site)
    past = git.read_history(site)
    if past.gap:
        click.echo(f"briefgen: {git.GAPS[past.gap]}", err=True)
    templates, day = files.read_templates(site), _day(today)
    built = pipeline.build(tree, templates, options, past=past, today=day)
    found = (*problems, *built.diagnostics)
    if has_errors(found):
        _finish(tree, found, format_, "nothing written")
    done = files.write(out, built.pages, files.read_assets())
    counted = (
        f"{len(done.written)} written, {done.unchanged} unchanged, {len(done.removed)} removed"
    )
    _finish(tree, (*found, *done.problems), format_, counted)


@cli.command("coverage")
@_SITE
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How it is printed.",
)
def coverage_(site: Path, format_: str) -> None:
    """Show how much of each archived text the claims cover, and what they leave out."""
    from briefgen import checking, coverage

    tree, _, _ = _read(site)
    built = checking.check(tree)
    click.echo(
        coverage.as_json(built.briefings)
        if format_ == "json"
        else coverage.as_text(built.briefings),
        nl=False,
    )
    sys.exit(1 if built.failed else 0)


@cli.command()
@_SITE
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
    from briefgen import changereport

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
    from briefgen import git

    folder = Path(named) if named is not None else site
    if named is None or (folder / "seeds").is_dir():
        return files.read_tree(folder)
    try:
        return git.tree_at(site, named)
    except git.GitError as problem:
        raise click.UsageError(f"cannot compare with “{named}”: {problem}") from None


@cli.command()
@_SITE
@click.option("--by", required=True, help="Who read the claim and its passage.")
@click.option(
    "--support",
    type=click.Choice(SUPPORT),
    default="supports",
    help="What the passage does for the statement.  [default: supports]",
)
@click.option("--briefing", help="The briefing, where several have a claim of that id.")
@_TODAY
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
def review(
    site: Path, by: str, support: str, briefing: str | None, today: date, claims: tuple[str, ...]
) -> None:
    """Record that you have read each CLAIM beside its passage, in seeds/ID/reviews.yml."""
    from briefgen import reviewing

    tree = files.read_tree(site)
    asked = reviewing.Request(claims, by=by, on=today.isoformat(), support=support)
    written = reviewing.stamped(tree, asked, briefing)
    if isinstance(written, str):
        raise click.UsageError(written)
    for path, text in written.items():
        files.replace(site / path, text.encode())
        click.echo(f"{path}: {', '.join(claims)} reviewed by {report.printable(by)}")


@cli.command()
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


def _day(today: date) -> Day:
    return today.year, today.month, today.day


@cli.command("draft")
@_SITE
@click.argument("id")
@click.option(
    "--source", required=True, help="The article: a text, HTML or PDF file, or an http(s) address."
)
@click.option("--language", default="", help="Its language as a BCP 47 tag, if the guess is wrong.")
@click.option(
    "--allow-private", is_flag=True, help="Fetch also from addresses that are not public."
)
def draft_(site: Path, id: str, source: str, language: str, *, allow_private: bool) -> None:
    """Start the briefing ID from an article: archive its text and propose a fact file to decide on."""
    from briefgen import newbriefing  # fetching and reading documents is for this command only

    _checked_id(id)
    try:
        done = newbriefing.create(
            site, id, source, today=clock.today(), language=language, allow_private=allow_private
        )
    except newbriefing.DraftError as problem:
        raise click.UsageError(str(problem)) from None
    found = done.proposal
    click.echo(
        f"{done.folder / 'facts.yml'}: {len(found.claims)} claims, {len(found.parties)} parties,"
        f" {sum(claim.asks for claim in found.claims)} questions, {len(found.asides)} passages to ignore"
    )
    click.echo("Next: open it, follow the comments at its top, and run briefgen check")


@cli.group()
def add() -> None:
    """Add a record to a fact file; every other line stays as it is."""


_ID = click.option("--id", help="Its id.  [default: made from the words]")


@add.command("claim")
@_SITE
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
@_SITE
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
@_SITE
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
@_SITE
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
    from briefgen import amend

    with _refused_edits():
        click.echo(f"{amend.add_source(site, briefing, id, file, options)}: source {id} added")


@cli.command()
@_SITE
@click.argument("old")
@click.argument("new")
@click.option("--briefing", default="", help="The briefing, if several have the id.")
def rename(site: Path, old: str, new: str, briefing: str) -> None:
    """Rename the record OLD to NEW wherever it is named; its old permalink keeps working."""
    from briefgen import amend

    with _refused_edits():
        for path in amend.rename(site, old, new, briefing=briefing):
            click.echo(f"{path}: {old} is {new} now")


@cli.command()
@_SITE
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; fail if a file would change."
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def fmt(site: Path, paths: tuple[Path, ...], *, only_check: bool) -> None:
    """Lay out fact files (all of the site, or PATHS): white space only, never a word."""
    from briefgen import amend

    changed, problems = amend.lay_out(paths or amend.fact_files(site), write=not only_check)
    for path in changed:
        click.echo(f"{path}: {'would be laid out anew' if only_check else 'laid out anew'}")
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(1 if problems or (changed and only_check) else 0)


def _added(site: Path, briefing: str, kind: str, words: str, options: dict[str, Any]) -> None:
    from briefgen import amend

    with _refused_edits():
        path, id = amend.add(site, briefing, kind, words, options)
        click.echo(f"{path}: {kind} {id} added")


@contextlib.contextmanager
def _refused_edits() -> Iterator[None]:
    """Ends the command with the reason where an edit cannot be made."""
    from briefgen.edit import EditError

    try:
        yield
    except EditError as problem:
        raise click.UsageError(str(problem)) from None


def _checked_id(id: str) -> None:
    from briefgen.fields import ID_PATTERN, RESERVED_IDS

    if not re.fullmatch(ID_PATTERN, id) or id in RESERVED_IDS:
        raise click.UsageError(
            f"“{id}” is not an id: small letters a to z, digits and hyphens; some names are reserved"
        )


@cli.command()
@click.argument("site_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
def csp(site_dir: Path) -> None:
    """Print a Content-Security-Policy for the built site in SITE_DIR, with the hashes of its inline scripts."""
    from briefgen.csp import policy

    pages = sorted(site_dir.rglob("*.html"))
    if not pages:
        raise click.UsageError(f"there is no page below {site_dir}; build the site first")
    click.echo(policy(page.read_bytes().decode("utf-8") for page in pages))


def _read(site: Path) -> tuple[Tree, SiteOptions, list[Diagnostic]]:
    """The site's input, its options, and what is wrong with its configuration."""
    config = site / "mkdocs.yml"
    options, problems = (
        siteconfig.read("mkdocs.yml", config.read_bytes())
        if config.is_file()
        else (SiteOptions(), [])
    )
    return files.read_tree(site), options, problems


def _finish(tree: Tree, diagnostics: tuple[Diagnostic, ...], format_: str, counted: str) -> None:
    """Prints the findings and ends the process with the exit code they demand."""
    sys.exit(_print(tree, diagnostics, format_, counted))


def _print(tree: Tree, diagnostics: tuple[Diagnostic, ...], format_: str, counted: str) -> int:
    """Prints the findings; returns the exit code they demand."""
    sources = {path: content.decode("utf-8", "replace") for path, content in tree.files.items()}
    if format_ == "text":
        # NO_COLOR: set to anything but nothing, it turns colours off. Source: no-color.org
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(report.text(diagnostics, sources, colour=colour), nl=False, color=colour)
        click.echo(f"{report.summary(diagnostics)}; {counted}")
    else:
        shown = {"json": report.as_json, "github": report.github, "sarif": report.sarif}
        click.echo(shown[format_](diagnostics, sources), nl=False)
    return 1 if has_errors(diagnostics) else 0


def main() -> None:
    """The entry point of the command `briefgen`."""
    try:
        cli()
    except OSError as problem:
        click.echo(
            f"briefgen: {problem.strerror or problem}: {problem.filename or ''}".rstrip(": "),
            err=True,
        )
        sys.exit(2)
