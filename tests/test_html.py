"""Every text node of a generated page says its kind, and every statement leads to its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import ROOT, copy_site, mkdocs

GENERATED = {"briefings", "changes", "corrections", "index.html", "questions", "stakeholders"}
KINDS = {"statement", "quote", "judgment", "label"}


def generated(site: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    """The article area of every page that briefgen made."""
    for page in sorted(site.rglob("*.html")):
        if page.relative_to(site).parts[0] in GENERATED:
            (article,) = html.parse(str(page)).getroot().find_class("md-content__inner")
            yield page, article


def unmarked(article: html.HtmlElement) -> list[str]:
    """The text nodes that no element with a `data-kind` holds."""
    found = []
    for text in article.xpath(".//text()[normalize-space()]"):
        holder = text.getparent() if text.is_text else text.getparent().getparent()
        chain = [holder, *holder.iterancestors()]
        own = any(element.tag in ("script", "style") for element in chain)
        # Material's own controls: the permalink sign behind a heading.
        if own or "headerlink" in (holder.get("class") or ""):
            continue
        if not any(element.get("data-kind") in KINDS for element in chain):
            found.append(text.strip())
    return found


def words(element: html.HtmlElement) -> str:
    """The words of an element, without those of the marks that are not its text."""
    return "".join(str(element.text_content()).split())


@pytest.mark.parametrize(
    ("site", "least"), [("real_site", 11), ("three_site", 21), ("past_site", 12)]
)
def test_every_text_node_says_its_kind(
    site: str, least: int, request: pytest.FixtureRequest
) -> None:
    pages = list(generated(request.getfixturevalue(site)))
    assert len(pages) >= least
    assert {str(page): unmarked(article) for page, article in pages if unmarked(article)} == {}


def test_changes_corrections_and_dates_of_claims_were_among_those_pages(past_site: Path) -> None:
    """The walk above proves nothing about a page that is empty."""
    shown = {
        page.parent.relative_to(past_site).as_posix(): words(article)
        for page, article in generated(past_site)
    }
    assert "polarityflipped" in shown["briefings/aldra-boat/changes"]
    assert "polarityflipped" in shown["changes"]
    assert "Itstandsstill." in shown["corrections"]
    assert "Firstseen" in shown["briefings/aldra-boat/claims"]


@pytest.mark.parametrize("site", ["real_site", "three_site"])
def test_every_citation_leads_to_an_element_that_is_there(
    site: str, request: pytest.FixtureRequest
) -> None:
    root: Path = request.getfixturevalue(site)
    articles = dict(generated(root))
    cited = 0
    for page, article in articles.items():
        for link in [*article.find_class("bg-cite"), *article.find_class("bg-source-link")]:
            target, anchor = resolved(page, link.get("href"))
            holder = articles[target]
            assert not anchor or holder.xpath(".//*[@id=$id]", id=anchor), (page, link.get("href"))
            cited += 1
    assert cited > 100


@pytest.mark.parametrize("site", ["real_site", "three_site"])
def test_every_quotation_is_the_text_that_it_leads_to(
    site: str, request: pytest.FixtureRequest
) -> None:
    root: Path = request.getfixturevalue(site)
    articles = dict(generated(root))
    compared = 0
    for page, article in articles.items():
        for quote in article.find_class("bg-quote"):
            link = quote.getnext()
            target, anchor = resolved(page, link.get("href"))
            (passage,) = articles[target].xpath(".//*[@id=$id]", id=anchor)
            if passage.xpath(".//mark"):
                assert straight(words(quote)) in straight(words(passage))
                compared += 1
    assert compared > 15


def straight(text: str) -> str:
    return text.translate(str.maketrans("’‘“”–—", "''\"\"--"))


def resolved(page: Path, href: str) -> tuple[Path, str]:
    """The page file and the anchor that a relative link leads to."""
    path, _, anchor = href.partition("#")
    target = (page.parent / path).resolve() if path else page.resolve()
    return (target / "index.html" if target.is_dir() else target), anchor


def test_a_template_with_one_factual_sentence_is_found(tmp_path: Path) -> None:
    site = copy_site(ROOT / "tests" / "sites" / "three", tmp_path / "site")
    shipped = (ROOT / "templates" / "briefing" / "glossary.md.jinja").read_text(encoding="utf-8")
    planted = site / "templates" / "briefing" / "glossary.md.jinja"
    planted.parent.mkdir(parents=True)
    planted.write_text(f"{shipped}\n\nThe bridge is unsafe.\n", encoding="utf-8")
    mkdocs("build", "-q", "-d", tmp_path / "out", cwd=site)
    found = [text for _, article in generated(tmp_path / "out") for text in unmarked(article)]
    assert "The bridge is unsafe." in found
