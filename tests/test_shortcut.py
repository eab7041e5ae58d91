"""What is finished before Markdown reads it is what Markdown would have made of it, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.preprocessors import NormalizeWhitespace
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import _RelativePathTreeprocessor

from briefgen.literal import shortcut
from tests import cachechanges, factory
from tests.conftest import ROOT, copy_site
from tests.test_cache import build, different

HOSTILE = (
    "'*a* _b_ [c](d.md) <b>e</b> `f` {: .g } &amp; | \\ ![h](i.png) https://j.example x^2 ==k=='"
)
LINK = '[&#x31;](more.md#part){: .bg-cite data-kind="label" title="&#x2a;x" }'


def _slow(self: shortcut.Finisher, lines: list[str]) -> list[str]:
    return lines[1:] if lines[:1] == [shortcut.MARK] else lines


def _both(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, bytes], dict[str, bytes]]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    fast = build(root, "fast", cache=False)
    with monkeypatch.context() as patch:
        patch.setattr(shortcut.Finisher, "run", _slow)
        return fast, build(root, "slow", cache=False)


@pytest.mark.slow
@pytest.mark.parametrize("site", ["tests/sites/three", "."])
def test_a_whole_site_is_the_same(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_site(ROOT / site, tmp_path / "root")
    if site == ".":
        # The pages of the documentation are none of ours.
        for folder in ("errors", "reference", "guide", "design"):
            for page in (root / "docs" / folder).rglob("*.md"):
                page.unlink()
    fast, slow = _both(root, monkeypatch)
    assert any(path.endswith("claims/index.html") for path in fast)
    assert different(fast, slow) == []


@pytest.mark.slow
def test_text_that_looks_like_markup_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = cachechanges.site(tmp_path / "root")
    changes = [
        ("title: The Aldra ferry", f"title: {HOSTILE}"),
        ("title: Harbour accounts", f"title: {HOSTILE}"),
        ("descriptor: A short unsigned notice.", f"descriptor: {HOSTILE}"),
        ("publisher: Aldra Courier", f"publisher: {HOSTILE}"),
    ]
    for path, raw in factory.tree(*changes, id="bren-ferry").files.items():
        cachechanges.write(root / path, raw.decode())
    fast, slow = _both(root, monkeypatch)
    assert b"*a* _b_ [c](d.md)" in fast["briefings/bren-ferry/index.html"]
    assert different(fast, slow) == []


def _converted(text: str, *, links: bool = True, other: bool = False) -> list[str]:
    """What is left for Markdown of a page's lines."""
    md = Markdown(extensions=["attr_list", "md_in_html"])
    if links:
        md.treeprocessors.register(_Links(), "relpath", 0)
    if other:
        md.treeprocessors.register(_Links(), "somebody-elses", 1)
    return shortcut.Finisher(md).run(text.split("\n"))


class _Links:
    def path_to_url(self, url: str) -> str:
        return f"resolved/{url}"


def test_only_pages_of_ours_are_finished_and_only_where_every_rule_is_known() -> None:
    page = f"{shortcut.MARK}\n<bdi>A&#x2e;</bdi>{LINK}"
    assert "more.md" not in _converted(page)[0]
    assert _converted(page, links=False) == [page.split("\n")[1]]
    assert _converted(page, other=True) == [page.split("\n")[1]]
    assert _converted(page.split("\n")[1]) == [page.split("\n")[1]]


@pytest.mark.parametrize(
    "line",
    [
        f"# <bdi>A</bdi> {LINK}",
        f"{{: .b }} {LINK}",
        "[<b>x</b>](more.md)",
        "[words *of* markup](more.md)",
        "[two_words_more](more.md)",
        "[What? Words](more.md)",
        '<a href="more.md">x</a>',
        "![&#x31;](more.png)",
        f"<pre>\n{LINK}\n</pre>",
    ],
)
def test_what_is_not_one_of_our_forms_is_left_to_markdown(line: str) -> None:
    assert _converted(f"{shortcut.MARK}\n{line}") == line.split("\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A&#x2e; &#x26;amp&#x3b; &#x3c;b&#x3e;", "A. &amp;amp; &lt;b&gt;"),
        ("&#x26x", "&amp;x"),
        ("&amp; &lt;", "&amp; &lt;"),
        ("&#x1f600;&#x2a;", "\U0001f600*"),
        ("&", "&amp;"),
    ],
)
def test_references_to_characters_are_resolved_once(text: str, shown: str) -> None:
    assert shortcut._literal(text) == f"<bdi>{shown}</bdi>"


@given(st.text("a \n\r\t\x02\x03"))
def test_white_space_is_made_regular_as_markdown_makes_it(text: str) -> None:
    md = Markdown()
    lines = text.split("\n")
    assert shortcut.Evener(md).run(lines) == NormalizeWhitespace(md).run(lines)


@pytest.mark.parametrize("published", [True, False])
def test_links_to_one_page_are_resolved_and_noted_one_by_one(
    published: bool, caplog: pytest.LogCaptureFixture
) -> None:
    urls = [
        "b/c.md",
        "b/c.md#x",
        "b/c.md#y",
        "./b/c.md#y",
        "b/c.md?q#x",
        "#z",
        "no.md#x",
        "no.md#y",
    ]
    config = load_config(str(ROOT / "mkdocs.yml"))
    files = Files(
        [File(path, "docs", "site", use_directory_urls=True) for path in ("a.md", "b/c.md")]
    )
    if not published:
        files.src_uris["b/c.md"].inclusion = InclusionLevel.EXCLUDED
    caplog.set_level("DEBUG", "mkdocs")
    made = []
    for mark in (shortcut.MARK, ""):
        md = Markdown(extensions=["attr_list", "briefgen.literal"])
        rule = _RelativePathTreeprocessor(files.src_uris["a.md"], files, config)
        md.treeprocessors.register(rule, "relpath", 0)
        caplog.clear()
        html = md.convert("\n".join([mark, *(f"[<bdi>A</bdi>]({url}) " for url in urls)]))
        made.append((html, rule.links_to_anchors, sorted(caplog.messages)))
    assert made[0] == made[1]
    assert any("excluded" in message for message in made[0][2]) is not published
