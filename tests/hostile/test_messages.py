"""What leaves the tool beside pages: annotations, SARIF, the comment on a pull request and bare titles say a text and obey none.

Each is read back as its reader reads it, with an inert word and with a hostile text; nothing but the text may differ.
The mutants at the end are weakened escapes, which must be noticed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
import yaml
from lxml import etree, html
from markdown_it import MarkdownIt

from briefgen.base.diagnostics import Code, Diagnostic, Span
from briefgen.changes import report
from briefgen.changes.report import reviewed
from briefgen.facts.inlinemarkup import literal
from briefgen.report import github_format, printing, sarif_format
from briefgen.views import markup
from tests import factory
from tests.hostile import own
from tests.hostile.site import folded, quoted

TEXTS = (
    *own.STRINGS,
    "::error file=a::b",
    "x\n::add-mask::y",
    "x\r\n##[group]y",
    "100%0A::error::y %25",
    "a,line=9:b",
    "\x1b[31mred\x1b]8;;https://example.org\x07",
    "turned \u202e round",
    "@everyone Fixes #1",
    "`` ` ````",
    "-->\n\n# heading",
)
INERT = "inert"

_COMMAND = re.compile(
    r"::(?:error|warning|notice) file=([^:,]*),line=\d+,col=\d+,endLine=\d+,title=([^:,]*)::(.*)"
)


def _diagnostic(text: str) -> Diagnostic:
    return Diagnostic(Code.BAD_VALUE, Span("seeds/a/facts.yml", 1, 2, 3, 4), text, f"write {text}")


def _decoded(value: str) -> str:
    for coded, plain in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(coded, plain)
    return value


def _said(text: str) -> str:
    """`text` as a message may show it: on lines without anything that does not print."""
    return "\n".join(printing.printable(line) for line in text.splitlines())


def annotations(text: str) -> Iterator[str]:
    """What is wrong with the workflow commands for a problem that tells of `text`."""
    shown = github_format.github([_diagnostic(text)], {})
    match = _COMMAND.fullmatch(shown.removesuffix("\n"))
    if match is None:
        yield f"not one command: {shown!a}"
    elif _decoded(match[3]) != _said(f"{text}\nhelp: write {text}"):
        yield f"another text: {match[3]!a}"


def sarif(text: str) -> Iterator[str]:
    """What is wrong with the SARIF for a problem that tells of `text`."""
    (result,) = json.loads(sarif_format.sarif([_diagnostic(text)], {}))["runs"][0]["results"]
    if any(not c.isprintable() and c != "\n" for c in result["message"]["text"]):
        yield f"a character that does not print: {result['message']!a}"
    if result["message"].keys() != {"text"}:
        yield "a message in a format"


def comment(text: str) -> Iterator[str]:
    """What is wrong with the comment on a change to `text`."""
    expected, found = (_outline(report.markdown(_change(words))) for words in (INERT, text))
    if expected != found:
        yield f"{found} instead of {expected}"


def title(text: str) -> Iterator[str]:
    """What is wrong with `text` in a front matter, as a theme prints it that escapes nothing."""
    try:
        printed = yaml.load(str(markup.front_matter(text)), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as problem:
        yield f"no front matter: {problem}"
        return
    element = html.fragment_fromstring(f"<div>{printed}</div>")
    if len(element) or element.text != folded(text):
        yield f"{printed!a} shows {etree.tostring(element)!a}"
    if unescape(printed) != folded(text):
        yield f"{printed!a} is another text for the program"


def _change(text: str) -> report.Review:
    """A new definition of a term, which is a change of one kind whatever it says."""
    old = "definition: Where the ferry lands."
    return reviewed(factory.tree(), factory.tree((old, f"definition: {quoted(literal(text))}")))


def _outline(markdown: str) -> list[tuple[str, str]]:
    """The comment as a Markdown reader takes it apart, without what stands in code spans."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return [
        (token.type, "" if token.type == "code_inline" else token.content)
        for block in parser.parse(markdown)
        for token in (block.children or [block])
    ]


FORMS: tuple[Callable[[str], Iterator[str]], ...] = (annotations, sarif, comment, title)
ACCEPTED = tuple(text for text in TEXTS if not re.search(r"[\x00-\x08\x0e-\x1f\u202e]", text))


@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_text_is_told_and_not_obeyed(form: Callable[[str], Iterator[str]]) -> None:
    texts = ACCEPTED if form in (comment, title) else TEXTS
    assert {text: wrong for text in texts if (wrong := list(form(text)))} == {}


MUTANTS = {
    "a tag in a title": (title, markup, "_TAG", re.compile(r"<(?=x)")),
    "the two surrogates of a character in a title": (
        title,
        markup,
        "_yaml_escape",
        lambda match: json.dumps(match[0])[1:-1],
    ),
    "a character reference in a title": (title, markup, "_escaped_reference", lambda m: m[0]),
    "per cent signs left alone": (annotations, github_format, "_data", lambda text: text),
    "lines of a message left as they are": (
        annotations,
        github_format,
        "annotation",
        lambda level, span, title, body: (
            f"::{level} file={span.path},line=1,col=1,endLine=1,title={title}::{body}\n"
        ),
    ),
    "control characters in annotations": (annotations, github_format, "printable", str),
    "control characters in SARIF": (sarif, sarif_format, "printable", str),
    "a comment without code spans": (comment, report, "code", str),
    "a code span with a short fence": (comment, report, "code", lambda text: f"`{text}`"),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_weakened_message_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    form, module, attribute, weak = MUTANTS[name]
    monkeypatch.setattr(module, attribute, weak)
    texts = ACCEPTED if form in (comment, title) else TEXTS
    assert any(list(form(text)) for text in texts)
