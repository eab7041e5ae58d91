"""Diagnostics → text for people, JSON for programs, annotations for a forge, SARIF for code scanners. One file per format.

No character of an author's file reaches a terminal or a log unescaped: what does not print is shown as \\xNN or \\uNNNN.
"""

from briefgen.report.github_format import annotation, github
from briefgen.report.json_format import as_json
from briefgen.report.printing import FORMATS, Sources, printable, summary
from briefgen.report.sarif_format import sarif
from briefgen.report.text_format import text

__all__ = [
    "FORMATS",
    "Sources",
    "annotation",
    "as_json",
    "github",
    "printable",
    "sarif",
    "summary",
    "text",
]
