"""Changes as a comment, as annotations, as JSON and as text; a hostile pull request can do nothing through any of them."""

from __future__ import annotations

import json
import re

from markdown_it import MarkdownIt

from briefgen.changes import report
from briefgen.changes.report import LARGEST_COMMENT, MARKER, Review, code, reviewed
from tests import factory

HOSTILE = (
    "@everyone ping @octocat",
    "Fixes #1, closes org/repo#2",
    "``` ```` ` `````",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</details><details open>",
    "-->",
    "![i](https://evil.example/p.png) [l](javascript:alert(1))",
    "::error file=x::y",
    "##[error]x",
    "| a | b |",
    "\\\\` \\\\",
)


def hostile(text: str) -> Review:
    quoted = json.dumps(text)
    edit = ("statement: The ferry to Aldra will not run in March.", f"statement: {quoted}")
    role = ("role: It runs the ferry. [[money-spent]]", f"role: {quoted}")
    return reviewed(factory.tree(), factory.tree(edit, role))


def structure(comment: str) -> list[tuple[str, str]]:
    """What the comment is to a Markdown reader: every token but the contents of code spans."""
    found = []
    for block in MarkdownIt("commonmark", {"html": True}).enable("table").parse(comment):
        found.append((block.type, "" if block.type == "inline" else block.content))
        found += [
            (token.type, "" if token.type == "code_inline" else token.content)
            for token in block.children or []
        ]
    return found


def test_hostile_text_is_nothing_but_code_in_the_comment() -> None:
    for text in HOSTILE:
        comment = report.markdown(hostile(text))
        spans = "".join(content for kind, content in structure(comment) if kind != "code_inline")
        for needle in ("@", "#1", "#2", "alert", "evil", "::", "##["):
            assert needle not in spans, text
        allowed = {"html_block", "softbreak", "text", "code_inline", "strong_open", "strong_close"}
        kinds = {kind for kind, _ in structure(comment)}
        assert not kinds & {
            "link_open",
            "image",
            "html_inline",
            "table_open",
            "fence",
            "code_block",
        }
        assert kinds & allowed
        html = [content for kind, content in structure(comment) if kind == "html_block"]
        assert [part.strip() for part in html] == [MARKER]


def test_the_same_text_outside_of_code_would_be_noticed() -> None:
    kinds = {kind for kind, _ in structure(f"{MARKER}\n\n- {HOSTILE[6]} {HOSTILE[3]}\n")}
    assert {"image", "html_inline"} <= kinds


def test_a_code_span_shows_its_text_whatever_backticks_it_has() -> None:
    for text in ("a", "`", "a`b", "``a``", "`````", "a `` b ` c"):
        (block,) = [t for t in MarkdownIt().parse(code(text)) if t.type == "inline"]
        assert [(t.type, t.content) for t in block.children or []] == [("code_inline", text)]


def test_a_huge_change_fits_a_comment_and_says_what_was_cut() -> None:
    filler = "`" * 300 + " @all " + "ü" * 60_000
    more = "".join(
        f"  term-{number}:\n    name: {json.dumps(f'@team {number}')}\n    definition: {json.dumps(filler)}\n"
        for number in range(170)
    )
    text = factory.facts(("terms:\n", f"terms:\n{more}"))
    limits = len(text.encode())
    assert limits > 10_000_000
    new = factory.tree_of(text)
    from briefgen.changes import between
    from briefgen.yaml import strict  # a limit of one test

    diff = between.compare(factory.tree(), new, strict.Limits(file_bytes=1 << 30))
    comment = report.markdown(Review(diff, ()))
    assert len(comment.encode()) <= LARGEST_COMMENT
    assert "<details><summary>" in comment
    many = Review(diff, diff.changes * 30)
    cut = report.markdown(many)
    assert len(cut.encode()) <= LARGEST_COMMENT
    assert re.search(r"Cut to fit a comment: \d+ of 5270 are not shown", cut)


def test_too_large_a_file_is_named_as_not_compared() -> None:
    new = factory.tree_of(factory.facts() + "# " + "x" * (10 << 20))
    review = reviewed(factory.tree(), new)
    assert "could not be compared" in report.markdown(review)
    assert "no changes" not in report.text(review)


def test_nothing_changed_is_an_empty_comment_and_says_so_in_text() -> None:
    review = reviewed(factory.tree(), factory.tree())
    assert report.markdown(review) == ""
    assert report.text(review) == "no changes\n"
    assert report.github(review) == ""


def test_worst_first_with_the_differing_words_marked() -> None:
    edits = (
        ("definition: Where", "definition: There where"),
        ("will not run in March.\n    kind", "will run in March.\n    kind"),
    )
    review = reviewed(factory.tree(), factory.tree(*edits))
    text = report.text(review)
    assert text.index("polarity-flipped") < text.index("term-changed")
    assert "- The ferry to Aldra will [-not-] run in March." in text
    assert "rests on it: back-by-summer (judgment)" in text
    assert [c["rule"] for c in json.loads(report.as_json(review))["changes"]] == [
        "polarity-flipped",
        "term-changed",
    ]


def test_annotations_stand_on_the_line_of_the_change_and_hold_one_line_each() -> None:
    review = hostile("::error::x %0A ##[group]")
    lines = report.github(review).splitlines()
    assert all(line.startswith(("::warning file=seeds/", "::notice file=seeds/")) for line in lines)
    assert not any(line.startswith("::error") for line in lines)
