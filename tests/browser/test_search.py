"""What people type leads to the right record, once, on a server and from the file system."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import material
import pytest
from playwright.sync_api import Page

from briefgen import searchengine, searchindex
from briefgen.searchoptions import MATERIAL, PAGEFIND, Search
from briefgen.searchpages import CHUNKS
from tests.browser.conftest import BRIEFING, Open
from tests.conftest import ROOT, mkdocs, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASES = {
    "supercomputer": "claims/#supercomputer-provided",
    "$10 billion": "claims/#investment-ten-billion",
    "$10bn": "claims/#investment-ten-billion",
    "10 billion": "claims/#investment-ten-billion",
    "LLM": "claims/#databricks-own-llm",
    "large language model": "glossary/#llm",
    "March": "claims/#databricks-own-llm",
    "conflict of interest": "questions/#who-raised-concerns",
    "Microsoft's commitment": "claims/#microsoft-ai-commitment",
    "Microsoft’s commitment": "claims/#microsoft-ai-commitment",
}


THEME = str(Path(material.__file__).parent / "templates")


@pytest.fixture(scope="module", params=[MATERIAL, PAGEFIND])
def served(
    request: pytest.FixtureRequest, real_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the real site with one of the two engines behind its search box."""
    site = tmp_path_factory.mktemp(request.param) / "site"
    shutil.copytree(real_site, site)
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    search = Search(request.param)
    assert searchengine.complete(site, index, [THEME], search, searchindex.WEIGHTS) == ""
    assert (site / CHUNKS).is_dir() == (request.param == PAGEFIND)
    with serving(site) as address:
        yield address


def _results(page: Page, query: str) -> list[str]:
    """Where the results lead, below the briefing, without what the search adds to the address."""
    page.wait_for_timeout(600)
    page.locator(".md-search__input").click()
    page.keyboard.type(query)
    page.locator(".md-search-result__link").first.wait_for()
    page.wait_for_timeout(300)
    links = page.locator(".md-search-result__link").evaluate_all("all => all.map(a => a.href)")
    paths = [link.split(BRIEFING)[1] for link in links if BRIEFING in link]
    return [
        path.split("?")[0] + ("#" + path.split("#")[1] if "#" in path else "") for path in paths
    ]


@pytest.mark.parametrize("query", CASES)
def test_a_search_leads_to_the_record(open_page: Open, served: str, query: str) -> None:
    found = _results(open_page(f"{served}{BRIEFING}glossary/"), query)
    assert CASES[query] in found
    assert len(found) == len(set(found)), "a record is found twice"


@pytest.mark.parametrize(
    ("one", "other"),
    [("$10bn", "$10 billion"), ("Microsoft's", "Microsoft’s"), ("LLM", "large language model")],
)
def test_two_ways_to_type_it_find_the_same_claims(
    open_page: Open, served: str, one: str, other: str
) -> None:
    wanted = {CASES.get(one, "claims/#microsoft-ai-commitment")}
    address = f"{served}{BRIEFING}glossary/"
    assert wanted <= set(_results(open_page(address), one))
    assert wanted <= set(_results(open_page(address), other))


def test_what_stands_nowhere_is_not_found(open_page: Open, served: str) -> None:
    page = open_page(served)
    page.wait_for_timeout(500)
    page.locator(".md-search__input").click()
    page.keyboard.type("quokkaphone")
    page.wait_for_timeout(500)
    assert page.locator(".md-search-result__link").count() == 0


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline variant of the real site."""
    out = tmp_path_factory.mktemp("offline") / "site"
    before = os.environ.get("BRIEFGEN_OFFLINE")
    os.environ["BRIEFGEN_OFFLINE"] = "true"
    try:
        mkdocs("build", "--strict", "-q", "-d", out, cwd=ROOT)
    finally:
        os.environ.pop("BRIEFGEN_OFFLINE") if before is None else None
    return out


def test_a_copy_opened_from_the_file_system_can_be_searched_and_filtered(
    open_page: Open, copy: Path
) -> None:
    page = open_page((copy / BRIEFING / "claims.html").as_uri() + "?verdict=contradicted")
    assert page.locator(".bg-claim:visible").count() < page.locator(".bg-claim").count()
    assert "claims.html#supercomputer-provided" in _results(page, "supercomputer")
    page.locator(".md-search-result__link[href*='supercomputer-provided']").first.click()
    page.wait_for_url("**/claims.html?h=supercomputer#supercomputer-provided")
