"""The commands by name, each with the file that has it; the file is loaded when the command is called or explained."""

from __future__ import annotations

from importlib import import_module

import click

from briefgen import __version__

_FILES = {
    "add": "edits",
    "build": "sites",
    "check": "checks",
    "coverage": "checks",
    "csp": "sites",
    "diff": "changes",
    "draft": "edits",
    "explain": "checks",
    "fmt": "edits",
    "init": "sites",
    "rename": "edits",
    "review": "changes",
    "schema": "checks",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_FILES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _FILES:
            return None
        found: click.Command = getattr(import_module(f"briefgen.cli.{_FILES[cmd_name]}"), cmd_name)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefgen")
def cli() -> None:
    """Checks fact files and makes briefing pages from them."""
