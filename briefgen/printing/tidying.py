"""A printed page → the same page as Markdown wants it laid out."""

from __future__ import annotations

import re


def tidied(text: str) -> str:
    """`text` without runs of empty lines, and each attribute list directly below its block, where Markdown wants it.

    So a template may be laid out for its reader.
    """
    return _APART.sub(_laid, text).strip("\n") + "\n"


_APART = re.compile(r"\n(?!\n[^ \t\n{])[ \t\n]*\n(?:\{: [^\n]*)?")
"""Empty lines, but for a single one that has nothing in it; and what may be an attribute list behind them."""


def _laid(match: re.Match[str]) -> str:
    _, brace, rest = match[0].partition("{")
    return ("\n" if rest.endswith("}") else "\n\n") + brace + rest
