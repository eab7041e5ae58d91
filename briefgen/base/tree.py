"""A site's input as it was read, before anything is known of what it says. Imports next to nothing, for a check that is remembered."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.base.named import NamedTuple

SEEDS = "seeds"
"""The folder that holds one folder per briefing."""

MISNAMED = "is named "
"""Begins the reason why a fact file may not be read where only another name stands in its way."""


class Tree(NamedTuple):
    """A site's input files: site-relative POSIX path → bytes, and path → reason for those that may not be read."""

    files: Mapping[str, bytes]
    refused: Mapping[str, str]
