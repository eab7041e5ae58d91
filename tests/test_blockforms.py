"""A page that is laid out beforehand is what Markdown makes of it: the same bytes, contents, links and anchors.

BRIEFGEN_FUZZ says how many pages and lines each property tries (`make fuzz`: 25,000).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from bench import generate
from briefgen.literal import blockforms, shortcut
from briefgen.views import sitelists
from tests.conftest import ROOT, briefgen, copy_site

LINK = '[<bdi>B&#x2a;</bdi>](more.md#b){: .bg-cite data-kind="label" title="&#x2a;x, y" }'
KNOWN = [
    "Words alone, with 3 signs: (a) b; c!",
    f'<span class="bg-s" id="in-a-tag"><bdi>A &#x26; b&#x2e;</bdi>{LINK}</span> · 5 % [left out]',
    f'**<span>{LINK}</span>** and **words** \u2013 here\n{{: .bg-meta #_p data-kind="label" }}',
    " <small>begins with a space</small> &#x2c; ends with one ",
    "two\nlines with [a link](#here)",
    f"- one {LINK}",
    "- one \n- **two** words\n- <em>three</em>",
    "> <q><bdi>a</bdi></q> [where](a.md)",
    "> one\n> two",
    f"term\n: meaning {LINK} ",
    "| A | B |\n| --- | --- |\n| <bdi>a</bdi> | [b](c.md){: .d } |\n|  | **x** |",
    '# Title {: data-kind="label" }',
    "## Section",
    f'### <span id="former"></span>[<bdi>A &#x3c; b</bdi>](a.md) &#x2c; {LINK} {{: #claim-1 data-sign="1" .c }}',
    '<div class="bg-x" data-day="&#x32;&#x26;amp&#x3b;" markdown="1" id="box">',
    '<details class="d" markdown="1"><summary data-kind="label">Why, and what</summary>',
    "</div>",
    "</details>",
    '<ul class="f" markdown="1">\n<li markdown="1">a </li>\n<li id="i" class="c" markdown="1"> [b](c.md)</li>\n</ul>',
    '<ol markdown="1">\n<li markdown="1">a<details class="e" markdown="1"><summary>2 more</summary>[b](c.md)</details></li>\n</ol>',
    '<p markdown="1"><strong>What</strong> this is</p>',
    '<form class="f" hidden>\n<label>A [b](c.md) <input type="text"/>&amp; &#x2a;</label>\n\n<output></output>\n</form>',
    '<div class="empty" hidden></div>',
    '<figure>\n<svg viewBox="0 0 1 1">\n<title id="t">A &lt; B</title>\n<path d="M0 0"/>\n</svg>\n</figure>',
    '<section markdown="1">\n\n</section>',
]
"""What our templates write; each is laid out, if tags are closed."""

OTHER = [
    "a *word* or _two_",
    "`code` <b>bold</b>",
    "a \\* sign",
    "![image](a.png)",
    "[a][b] and [b]",
    "[b]: https://example.org",
    "line  \nbreak",
    "1. one",
    "1. one\n2. two",
    "- one\n    - inner",
    "- one\n\n    more",
    "* one",
    "    code",
    "head\n===",
    "head\n---",
    "---",
    "text\n# heading",
    "# heading\ntext",
    "# heading #",
    "a & b, a < b",
    "a &amp; b",
    "{: .alone }",
    "- one\n{: .x }",
    "- # one",
    "a\n- b",
    "a\n: b\n: c",
    ": b",
    "a | b",
    "| A | B |\n| :--- | --- |\n| a | b |",
    "| A | B |\n| --- | --- |\n| a |",
    "| A | B |\n| --- | --- |",
    "[a](b.md 'title') [c](<d>)",
    "[a](b.md){: .c } {: .d }",
    "[a](b.md){.c}",
    '<div class="plain">a</div>',
    '<div class=plain markdown="1">\n\n</div>',
    '<div markdown="1">text\n</div>',
    '<div markdown="span">a *b*</div>',
    '<li class="[a](b.md)" markdown="1">a</li>',
    '<li markdown="1"><details markdown="1"><summary>A</summary>b</details></li>',
    "<form>\n</form>\ntext",
    "<form>\n</form> [a](b.md) <form>\n</form>",
    "<!-- comment -->",
    '<svg>\n<path d="M0 0"/>\n</svg>',
    "<select><option>a</option></select>",
    "<form>\n<!-- comment -->\n</form>",
    "<form>\na & b &lt\n</form>",
    "<pre>\n```\na\n```\n</pre>",
    "<figure>\n<figure>\n</figure>\n</figure>",
    "<https://example.org> me@example.org",
    '<a name="n">a</a>',
    "~~~\n[a](b.md)\n~~~",
    "!!! note\n    text",
    "<bdi>a\n# b</bdi>",
    "\u00a0- a",
]
"""What looks a little otherwise."""

INLINE = [
    *'*_`[]()!<>{}&\\|~:-=+#"',
    "**",
    "  ",
    " ",
    "\n",
    "\n- ",
    "\n: ",
    "a",
    "b c",
    "1.",
    "\u6f22",
    "&#x2a;",
]
INLINE += [
    "<bdi>a&#x2a;</bdi>",
    "<span>",
    "</span>",
    LINK,
    "[a](b.md)",
    "{: .x }",
    "\n{: .x }",
    "[a]",
    "&amp;",
]


@dataclass
class Links(Treeprocessor):
    """Stands in for MkDocs' own rule, which needs a site."""

    seen: list[str] = field(default_factory=list)

    def path_to_url(self, url: str) -> str:
        self.seen.append(url)
        return f"to/{url}"

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            link.set("href", self.path_to_url(link.get("href", "")))


@dataclass
class Anchors(Treeprocessor):
    """Stands in for MkDocs' own rule as well."""

    present_anchor_ids: set[str] = field(default_factory=set)

    def run(self, root: Element) -> None:
        self.present_anchor_ids.update(e.attrib["id"] for e in root.iter() if "id" in e.attrib)


class Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.update(value for key, value in attrs if key == "id" and value)


@pytest.fixture(autouse=True, scope="module")
def rules() -> None:
    for rule in (Links, Anchors):
        rule.__module__ = "mkdocs.structure.pages"


def _markdown(*more: str) -> Markdown:
    extensions = ["attr_list", "def_list", "md_in_html", "tables", "fenced_code", "admonition"]
    md = Markdown(
        extensions=[*extensions, "toc", "briefgen.literal", *more],
        extension_configs={"toc": {"permalink": True}},
    )
    md.treeprocessors.register(Anchors(), "mkdocs_extract_anchors", 5)
    md.treeprocessors.register(Links(), "relpath", 0)
    return md


def _names(tokens: list[dict[str, object]]) -> list[object]:
    return [(t["name"], t["id"], t["level"], _names(t["children"])) for t in tokens]  # type: ignore[arg-type]  # a tree


def _made(text: str, *, before: bool) -> tuple[str, list[object], set[str], set[str]]:
    """The HTML of a page with its contents, links and anchors."""
    md = _markdown()
    html = md.convert(f"{shortcut.MARK}\n{text}" if before else text)
    links, anchors = md.treeprocessors["relpath"], md.treeprocessors["mkdocs_extract_anchors"]
    assert isinstance(links, Links)
    assert isinstance(anchors, Anchors)
    return html, _names(md.toc_tokens), set(links.seen), anchors.present_anchor_ids  # type: ignore[attr-defined]  # toc adds it


def _same(text: str) -> None:
    """Holds for every page that is laid out at all."""
    blocks = blockforms.blocks(text)
    if blocks is None:
        return
    fast, slow = _made(text, before=True), _made(text, before=False)
    assert fast[:3] == slow[:3]
    # What is left, MkDocs finds itself.
    if not any(isinstance(block, blockforms.Left) for block in blocks):
        ids = Ids()
        ids.feed(fast[0])
        assert fast[3] == ids.seen


EXAMPLES = int(os.environ.get("BRIEFGEN_FUZZ", "150"))
PAGES = st.lists(st.sampled_from([*KNOWN, *KNOWN, *KNOWN, *OTHER]), max_size=9)
LINES = st.lists(st.sampled_from(INLINE), min_size=1, max_size=9).map("".join)


@settings(max_examples=EXAMPLES, deadline=None)
@given(PAGES, st.sampled_from(["\n\n", "\n\n", "\n\n\n", "\n"]))
def test_any_page_is_what_markdown_makes_of_it(parts: list[str], apart: str) -> None:
    _same(apart.join(parts))


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    LINES,
    st.sampled_from(
        [
            "{}",
            "- {}",
            "> {}",
            "a\n: {}",
            "## {} {{: #x }}",
            '<li markdown="1">{}</li>',
            "| {} | b |\n| --- | --- |\n| c | {} |",
        ]
    ),
)
def test_any_line_is_what_markdown_makes_of_it(line: str, form: str) -> None:
    _same(form.format(line, line))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.sampled_from(KNOWN), max_size=12))
def test_elements_within_elements_are_what_markdown_makes_of_them(parts: list[str]) -> None:
    open_: list[str] = []
    closed: list[str] = []
    for part in parts:
        if part in {"</div>", "</details>"}:
            closed += [f"</{open_.pop()}>"] if open_ else []
            continue
        closed.append(part)
        if begun := re.fullmatch("<(div|details) [^\n]*(?<!</div>)", part):
            open_.append(begun[1])
    page = "\n\n".join([*closed, *(f"</{name}>" for name in reversed(open_))])
    _same(page)


@pytest.mark.parametrize(
    "form", [form for form in KNOWN if not form.startswith(("</", "<details", '<div class="bg'))]
)
def test_what_our_templates_write_is_known(form: str) -> None:
    assert blockforms.blocks(form) is not None
    around = f'<div class="a" markdown="1">\n\n{form}\n\n</div>'
    assert blockforms.blocks(around) is not None
    _same(form)
    _same(around)


@pytest.mark.parametrize("form", OTHER)
def test_what_looks_otherwise_is_left_to_markdown_with_the_whole_page(form: str) -> None:
    assert blockforms.blocks(f"Words\n\n{form}\n\n{KNOWN[1]}") is None
    assert blockforms.blocks(f"Words\n\n{KNOWN[1]}") is not None


@pytest.mark.parametrize("heading", ["In a tag", "In <small>a</small> [tag](a.md)"])
def test_a_heading_that_may_be_given_the_id_of_something_else_is_left_to_markdown(
    heading: str,
) -> None:
    assert blockforms.blocks(f"# {heading}\n\n{KNOWN[1]}") is None
    assert blockforms.blocks(f"# {heading} more\n\n{KNOWN[1]}") is not None
    assert blockforms.blocks(f"# {heading} {{: #own }}\n\n{KNOWN[1]}") is not None


def test_beside_a_rule_that_is_not_known_no_page_is_laid_out() -> None:
    page = [shortcut.MARK, "Words alone", "", KNOWN[1]]
    for more in ((), ("sane_lists",), ("smarty",), ("abbr",), ("footnotes",), ("nl2br",)):
        finisher = _markdown(*more).preprocessors["briefgen_finish"]
        assert isinstance(finisher, shortcut.Finisher)
        finisher.run(page)
        assert bool(finisher.elements) is not bool(more)


@pytest.mark.slow
@pytest.mark.parametrize("site", ["the real one", "three scripts", "long lists"])
def test_every_page_that_our_templates_make_is_laid_out(site: str, tmp_path: Path) -> None:
    if site == "long lists":
        generate.write(tmp_path / "root", sitelists.SHORT + 6)
    else:
        copy_site(
            ROOT / ("." if site == "the real one" else "tests/sites/three"), tmp_path / "root"
        )
    briefgen("build", "--out", tmp_path / "out", cwd=tmp_path / "root")
    pages = {
        page.relative_to(tmp_path / "out").as_posix(): page.read_text(encoding="utf-8")
        for page in (tmp_path / "out").rglob("*.md")
    }
    made = {path: text.partition("\n---\n")[2] for path, text in pages.items()}
    assert sum(path.endswith("claims.md") for path in made) >= 1
    assert [path for path, text in made.items() if blockforms.blocks(text) is None] == []
