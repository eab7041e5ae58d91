"""Options that several commands have."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefgen import report
from briefgen.disk import clock
from briefgen.texts.dates import Day

SITE = click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The site's folder, with seeds/ in it.  [default: this folder]",
)
FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(report.FORMATS),
    default="text",
    help="How findings are printed.",
)
TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=lambda context, option, value: value.date() if value else clock.today(),
    help="The day that dates are compared with.  [default: the machine's]",
)


def day(today: date) -> Day:
    """The day as the core counts it."""
    return today.year, today.month, today.day
