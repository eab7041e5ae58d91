"""The parts of the docs that are made from the code, between two marks of a page. `make reference` writes them anew.

Everything outside the marks is written by hand. `tests/test_docs.py` fails where a page and the code have parted.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from briefgen import pipeline, report
from briefgen.base.tree import Tree
from briefgen.base.values import once
from briefgen.cli.commands import cli
from briefgen.disk import intake
from briefgen.printing import render
from briefgen.texts import folding
from briefgen.views import annotate, briefing, shown, site

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
_BEGIN = "<!-- generated: {name}, by make reference -->"
_END = "<!-- end -->"
_WIDTH = 80
_ALTERED = (b"exact: that nine of the twenty boats", b"exact: that ten of the twenty boats")


def commands(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """Every command below `command` and itself, as (its words, what `--help` prints)."""
    settings = command.context_settings or {"help_option_names": ["-h", "--help"]}
    with click.Context(command, info_name=name, terminal_width=_WIDTH, **settings) as context:
        yield name, command.get_help(context)
    if isinstance(command, click.Group):
        for key in command.list_commands(context):
            inside = command.get_command(context, key)
            assert inside is not None
            yield from commands(inside, f"{name} {key}")


def cli_text() -> str:
    """A section for each command with its help."""
    return "\n".join(
        f"### `{name}`\n\n```text\n{help_text}\n```\n"
        for name, help_text in commands(cli, "briefgen")
    )


def folding_text() -> str:
    """The table of characters that folding replaces."""
    rows = [
        f"| {_shown(character)} | U+{ord(character):04X} | {unicodedata.name(character).lower()} | `{plain}` |"
        for character, plain in folding.FOLDED_CHARACTERS.items()
    ]
    return "\n".join(
        ["| Character | Code point | Name | Read as |", "| :-: | --- | --- | :-: |", *rows, ""]
    )


def _shown(character: str) -> str:
    return f"&#x{ord(character):04X};"


def filters_text() -> str:
    """The filters and functions of templates, by name."""
    environment = render.Environment({})
    names = ", ".join(f"`{name}`" for name in sorted(environment.filters))
    functions = ", ".join(f"`{name}`" for name in sorted(environment.globals))
    return f"Filters: {names}.\n\nFunctions: {functions}.\n"


def views_text() -> str:
    """What templates may see: each view with its fields."""
    parts = [_class_text(kind) for kind in (site.Frame, site.SiteView, briefing.BriefingView)]
    for module in (site, shown, annotate):
        parts += [
            _fields_text(kind)
            for _, kind in inspect.getmembers(module, inspect.isclass)
            if kind.__module__ == module.__name__
            and (dataclasses.is_dataclass(kind) or issubclass(kind, tuple))
            and kind is not site.SiteOptions
        ]
    return "\n".join(parts)


def _class_text(kind: type) -> str:
    """A view that is a class of its own, with what it inherits from ours first."""
    rows = []
    members = {
        name: member
        for one in reversed(kind.__mro__)
        if one.__module__.startswith("briefgen.")
        for name, member in vars(one).items()
    }
    for name, member in members.items():
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            rows.append(_row(name, member.fget))
        elif isinstance(member, once):
            rows.append(_row(name, member.func))
        elif inspect.isfunction(member):
            parameters = [p for p in inspect.signature(member).parameters if p != "self"]
            rows.append(_row(f"{name}({', '.join(parameters)})", member))
    table = ["| Name | Gives | What it is |", "| --- | --- | --- |", *rows, ""]
    return "\n".join([f"## {kind.__name__}\n", f"{inspect.getdoc(kind)}\n", *table])


def _row(name: str, function: Callable[..., object] | None) -> str:
    assert function is not None
    gives = _code(str(function.__annotations__.get("return", "")))
    return f"| `{name}` | {gives} | {(inspect.getdoc(function) or '').replace('|', '/')} |"


def _fields_text(kind: type) -> str:
    fields = [
        f"| `{name}` | {_code(getattr(of, '__forward_arg__', str(of)))} |"
        for name, of in kind.__annotations__.items()
        if not name.startswith("_")
    ]
    doc = (inspect.getdoc(kind) or "").replace("\n", " ")
    return "\n".join(
        [f"## {kind.__name__}\n", f"{doc}\n", "| Field | Type |", "| --- | --- |", *fields, ""]
    )


def _code(annotation: str) -> str:
    return f"`{annotation}`".replace("|", "or")


def layers_text() -> str:
    """The layers of packages and those inside of each, with what each module says of itself, the top one first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = {
        contract["containers"][0].replace(".", "/"): contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    }
    packages = layers.pop("briefgen")
    ordered = [f"briefgen/{name}" for layer in packages for name in layer.split(" | ")]
    parts = [_table("briefgen", packages)]
    for package in sorted(layers, key=ordered.index):
        parts.append(f"### {package}\n")
        parts.append(_table(package, layers[package]))
    return "\n".join(parts)


def _table(package: str, layers: Sequence[str]) -> str:
    rows = [
        f"| {number} | `{name}` | {_purpose(f'{package}/{name}')} |"
        for number, layer in enumerate(layers, start=1)
        for name in layer.split(" | ")
    ]
    return "\n".join(["| Layer | Module | What it is |", "| --- | --- | --- |", *rows, ""])


def _purpose(module: str) -> str:
    """The first sentence of the docstring of a module or package, both by their path."""
    path = ROOT / f"{module}.py"
    if not path.is_file():
        path = path.with_suffix("") / "__init__.py"
    source = path.read_text(encoding="utf-8")
    doc = ast.get_docstring(ast.parse(source)) or ""
    sentence = re.split(r"(?<=\.)\s|\n\n", doc.replace("\n", " "), maxsplit=1)[0]
    return sentence.replace("|", "/")


def message_text() -> str:
    """What a check prints of the example site when one word of a quotation was altered."""
    tree = intake.read_tree(ROOT / "briefgen" / "scaffold")
    altered = {path: content.replace(*_ALTERED) for path, content in tree.files.items()}
    if altered == tree.files:
        raise ValueError(f"the example site does not have {_ALTERED[0]!r} any more")
    found = pipeline.check(Tree(altered, tree.refused)).diagnostics
    sources = {path: content.decode() for path, content in altered.items()}
    return f"```text\n{report.text(found, sources)}{report.summary(found)}\n```\n"


def decisions_text() -> str:
    """The list of decisions, from the first line of each page."""
    rows = []
    for path in sorted((DOCS / "design" / "decisions").glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        number, _, words = title.partition(" ")
        rows.append(f"| {number} | [{words}]({path.name}) |")
    return "\n".join(["| Number | Decision |", "| --- | --- |", *rows, ""])


GENERATED: Mapping[str, tuple[str, Callable[[], str]]] = {
    "commands": ("reference/cli.md", cli_text),
    "folded characters": ("reference/folding.md", folding_text),
    "views": ("reference/views.md", views_text),
    "filters": ("guide/templates.md", filters_text),
    "message": ("guide/edit-a-fact.md", message_text),
    "layers": ("design/architecture.md", layers_text),
    "decisions": ("design/decisions/index.md", decisions_text),
}
"""Name of the mark → page below docs/, and what stands there."""


def renewed(page: str, name: str, text: str) -> str:
    """`page` with `text` between the marks of `name`. Raises ValueError where it has no such marks."""
    begin = _BEGIN.format(name=name)
    if page.count(begin) != 1 or _END not in page.partition(begin)[2]:
        raise ValueError(f"the page does not have one place for “{name}”")
    before, _, rest = page.partition(begin)
    return f"{before}{begin}\n\n{text}\n{_END}{rest.partition(_END)[2]}"


def main() -> None:
    """Writes each generated part into its page."""
    for name, (uri, make) in GENERATED.items():
        path = DOCS / uri
        path.write_text(renewed(path.read_text(encoding="utf-8"), name, make()), encoding="utf-8")


if __name__ == "__main__":
    main()
