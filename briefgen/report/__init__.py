"""Diagnostics → text for people, JSON for programs, annotations for a forge, SARIF for code scanners. One file per format;
those for programs are loaded where they are asked for.

No character of an author's file reaches a terminal or a log unescaped: what does not print is shown as \\xNN or \\uNNNN.
"""

from briefgen.report.printing import FORMATS, Sources, printable, summary
from briefgen.report.text_format import text

__all__ = [
    "FORMATS",
    "Sources",
    "printable",
    "summary",
    "text",
]
