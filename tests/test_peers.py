"""Other engines: Zensical builds the written pages without the plugin, ProperDocs builds the site with it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html

from tests.conftest import ROOT, briefgen, copy_site, missing, mkdocs, run

pytestmark = pytest.mark.peers

THREE = ROOT / "tests" / "sites" / "three"


def peer(name: str) -> str:
    """The executable of a peer."""
    path = os.environ.get(f"BRIEFGEN_{name.upper()}", str(ROOT / ".peers" / name / "bin" / name))
    if not Path(path).is_file():
        missing("peers", name)
    return path


def without_plugin(config: str) -> str:
    """A configuration that loads no plugin of ours, and our assets by hand."""
    kept = re.sub(r"\n *- briefgen(?: #[^\n]*)?\n", "\n", config)
    return kept + "\nextra_css: [assets/briefgen.css]\nextra_javascript: [assets/briefgen.js]\n"


def without_history(source: Path, folder: Path) -> Path:
    """A copy of a site outside of git: the pages of changes must not differ because one build knows the history."""
    return copy_site(source, folder / "site-root")


@pytest.fixture(scope="module", params=["real", "three"])
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """A site built by MkDocs with the plugin, and the same by Zensical from pages on disk."""
    zensical = peer("zensical")
    source = ROOT if request.param == "real" else THREE
    folder = tmp_path_factory.mktemp("zensical")
    site = without_history(source, folder)
    mkdocs("build", "--strict", "-q", "-d", folder / "ours", cwd=site, measured=False)
    briefgen("build", "--out", "docs", cwd=site)
    config = site / "mkdocs.yml"
    config.write_text(without_plugin(config.read_text(encoding="utf-8")), encoding="utf-8")
    run(zensical, "build", "--clean", cwd=site)
    return folder / "ours", site / "site"


def pages(folder: Path) -> dict[str, html.HtmlElement]:
    """The generated pages' article areas by address."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        article = html.parse(str(path)).getroot().xpath("//article")
        if article and not name.startswith(
            ("404", "docs/", "about", "guide", "reference", "design", "errors")
        ):
            found[name] = article[0]
    return found


def links(name: str, article: html.HtmlElement) -> set[str]:
    """Where the links of a page's own content lead, as addresses from the site's root."""
    found = article.xpath(".//a[not(contains(@class, 'headerlink'))]/@href")
    base = "https://site.example/" + name.removesuffix("index.html")
    return {urljoin(base, link).replace("/index.html", "/") for link in found}


def test_zensical_makes_the_same_pages(pair: tuple[Path, Path]) -> None:
    ours, theirs = (set(pages(folder)) for folder in pair)
    assert ours
    assert ours == theirs


def test_zensical_makes_the_same_anchors_and_links(pair: tuple[Path, Path]) -> None:
    ours, theirs = (pages(folder) for folder in pair)
    for name, article in ours.items():
        other = theirs[name]
        mine = {id for id in article.xpath(".//@id") if not id.startswith("__")}
        assert mine == {id for id in other.xpath(".//@id") if not id.startswith("__")}, name
        assert links(name, article) == links(name, other), name


def test_zensical_shows_the_same_words(pair: tuple[Path, Path]) -> None:
    def words(article: html.HtmlElement) -> list[str]:
        return [
            text
            for node in article.xpath(".//bdi")
            if (text := " ".join(node.text_content().split()))
        ]

    ours, theirs = (pages(folder) for folder in pair)
    assert sum(len(words(article)) for article in ours.values()) > 200
    for name, article in ours.items():
        assert words(article) == words(theirs[name]), name


def test_properdocs_builds_the_site_with_the_plugin(tmp_path: Path) -> None:
    properdocs = peer("properdocs")
    site = without_history(THREE, tmp_path)
    mkdocs("build", "--strict", "-q", "-d", tmp_path / "ours", cwd=site, measured=False)
    run(properdocs, "build", "--strict", "-q", "-f", "mkdocs.yml", cwd=site)
    ours, theirs = pages(tmp_path / "ours"), pages(site / "site")
    assert ours
    assert set(ours) == set(theirs)
    for name, article in ours.items():
        assert article.text_content() == theirs[name].text_content(), name
