"""What people type leads to the right record, once, on a server and from the file system."""

from __future__ import annotations

import gzip
import html
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import material
import pytest
from playwright.sync_api import Page, Route

from briefgen.base.searchoptions import MATERIAL, PAGEFIND, Search
from briefgen.engine import searchbox
from briefgen.search import findable, shards, wordranges
from briefgen.search.pages import CHUNKS
from tests.browser.conftest import BRIEFING, Open
from tests.conftest import REAL, ROOT, mkdocs, serving

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


_HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "</h2><b>bold</b>",
    "&amp;amp; <mark>",
    '" onmouseover=alert(1) a="',
    "zzkindclaims ${alert(1)} {{ 7 * 7 }}",
)

THEME = str(Path(material.__file__).parent / "templates")


@pytest.fixture(scope="module", params=[MATERIAL, PAGEFIND])
def engine(request: pytest.FixtureRequest) -> str:
    """One of the two engines that can stand behind the search box."""
    return str(request.param)


def _with(engine: str, site: Path, index: str, out: Path) -> Path:
    """A copy of `site` whose search has the documents of `index`, behind this engine."""
    shutil.copytree(site, out)
    choice = searchbox.choose(shards.read(index), [THEME], Search(engine))
    assert choice.obstacle == ""
    searchbox.complete(out, choice, findable.WEIGHTS)
    assert (out / CHUNKS).is_dir() == (engine == PAGEFIND)
    return out


@pytest.fixture(scope="module")
def served(engine: str, real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real site with this engine."""
    index = (real_site / "search" / "search_index.json").read_text(encoding="utf-8")
    out = tmp_path_factory.mktemp(engine) / "site"
    with serving(_with(engine, real_site, index, out)) as address:
        yield address


def _results(page: Page, query: str, wanted: str = "") -> list[str]:
    """Where the results lead, below the briefing, without what the search adds to the address.

    The first ones are shown before the others have come; if one is `wanted`, it is waited for.
    """
    page.wait_for_timeout(600)
    page.locator(".md-search__input").click()
    page.keyboard.type(query)
    page.locator(".md-search-result__link").first.wait_for()
    for _ in range(40):
        page.wait_for_timeout(300)
        links = page.locator(".md-search-result__link").evaluate_all("all => all.map(a => a.href)")
        paths = [link.split(BRIEFING)[1] for link in links if BRIEFING in link]
        found = [
            path.split("?")[0] + ("#" + path.split("#")[1] if "#" in path else "") for path in paths
        ]
        if not wanted or wanted in found:
            break
    return found


@pytest.mark.parametrize("query", CASES)
def test_a_search_leads_to_the_record(open_page: Open, served: str, query: str) -> None:
    found = _results(open_page(f"{served}{BRIEFING}glossary/"), query, CASES[query])
    assert CASES[query] in found
    assert len(found) == len(set(found)), "a record is found twice"


@pytest.mark.parametrize(
    ("one", "other"),
    [("$10bn", "$10 billion"), ("Microsoft's", "Microsoft’s"), ("LLM", "large language model")],
)
def test_two_ways_to_type_it_find_the_same_claims(
    open_page: Open, served: str, one: str, other: str
) -> None:
    wanted = CASES.get(one, "claims/#microsoft-ai-commitment")
    address = f"{served}{BRIEFING}glossary/"
    assert wanted in _results(open_page(address), one, wanted)
    assert wanted in _results(open_page(address), other, wanted)


def test_other_spellings_are_searched_and_not_shown(
    open_page: Open, served: str, real_site: Path
) -> None:
    page = open_page(f"{served}{BRIEFING}glossary/")
    assert CASES["$10bn"] in _results(page, "10bn", CASES["$10bn"])
    shown = page.locator(f".md-search-result__link[href*='{BRIEFING}']").all_text_contents()
    assert any("$10 billion" in text for text in shown)
    assert not any("10bn" in text or findable.ALSO in text for text in shown)
    # The twin: it does stand in the records.
    index = (real_site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert f" {findable.ALSO} $10bn 10bn" in index


def test_what_stands_nowhere_is_not_found(open_page: Open, served: str) -> None:
    page = open_page(served)
    page.wait_for_timeout(500)
    page.locator(".md-search__input").click()
    page.keyboard.type("quokkaphone")
    page.wait_for_timeout(500)
    assert page.locator(".md-search-result__link").count() == 0


def test_a_filter_among_the_words_narrows_the_results(open_page: Open, served: str) -> None:
    address = f"{served}{BRIEFING}glossary/"
    everything = _results(open_page(address), "conflict")
    assert not all(path.startswith("questions/") for path in everything)
    asked = _results(open_page(address), "kind:questions conflict")
    assert "questions/#who-raised-concerns" in asked
    assert all(path.startswith("questions/") for path in asked)
    assert _results(open_page(address), f"in:{REAL} conflict") == everything


def test_a_briefing_s_pages_lead_to_a_search_in_it(open_page: Open, served: str) -> None:
    page = open_page(f"{served}{BRIEFING}claims/")
    page.locator(".bg-seek").click()
    box = page.locator(".md-search__input")
    box.wait_for()
    page.wait_for_timeout(600)
    assert box.input_value() == f"in:{REAL} "
    box.press_sequentially("supercomputer")
    page.locator(".md-search-result__link[href*='supercomputer-provided']").first.wait_for()


def test_a_filter_that_fits_nothing_finds_nothing(open_page: Open, served: str) -> None:
    page = open_page(served)
    page.wait_for_timeout(500)
    page.locator(".md-search__input").click()
    page.keyboard.type("in:another-briefing conflict")
    page.wait_for_timeout(800)
    assert page.locator(".md-search-result__link").count() == 0


def test_hostile_text_stays_text_in_the_results(
    open_page: Open, engine: str, real_site: Path, tmp_path: Path
) -> None:
    index = json.loads((real_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    index["docs"] = [
        {
            "location": f"about/#at-{number}",
            "title": html.escape(f"quokka {string}", quote=False),
            "text": html.escape(f"{string} quokka", quote=False),
        }
        for number, string in enumerate(_HOSTILE)
    ]
    index["docs"].insert(0, {"location": "about/", "title": "About", "text": ""})
    out = _with(engine, real_site, json.dumps(index), tmp_path / "site")
    with serving(out) as address:
        page = open_page(f"{address}about/")
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.wait_for_timeout(600)
        page.locator(".md-search__input").click()
        page.keyboard.type("quokka")
        page.locator(".md-search-result__link").first.wait_for()
        page.wait_for_timeout(500)
        titles = page.locator(".md-search-result h2").all_text_contents()
        names = "all => [...new Set(all.map(one => one.localName))]"
        elements = page.locator(".md-search-result__list h2 *").evaluate_all(names)
    assert dialogs == []
    assert elements == ["mark"]
    assert sorted(titles) == sorted(f"quokka {string}" for string in _HOSTILE)


@pytest.mark.parametrize("known", [True, False], ids=["known", "other form"])
def test_a_first_search_asks_for_chunks_alone_where_the_program_is_known(
    known: bool, open_page: Open, real_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not known:
        monkeypatch.setattr(searchbox, "_EXPORT", "export{something else")
    index = (real_site / "search" / "search_index.json").read_text(encoding="utf-8")
    with serving(_with(PAGEFIND, real_site, index, tmp_path / "site")) as address:
        page = open_page(f"{address}about/")
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        assert any("#supercomputer-provided" in link for link in _results(page, "supercomputer"))
    paths = [url.split(f"{CHUNKS}/")[1] for url in asked if CHUNKS in url]
    chunks = {path.split("/")[-2] if "/" in path else path for path in paths}
    assert chunks == {"words", "fragment"} | (set() if known else {"pagefind.js"})


@pytest.mark.parametrize("known", [True, False], ids=["known", "other form"])
def test_chunks_of_the_words_are_asked_for_while_the_search_is_on_its_way(
    known: bool, open_page: Open, real_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not known:
        monkeypatch.setattr(wordranges, "_PAGES", 9)
    index = (real_site / "search" / "search_index.json").read_text(encoding="utf-8")
    with serving(_with(PAGEFIND, real_site, index, tmp_path / "site")) as address:
        page = open_page(f"{address}about/")
        held: list[Route] = []
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        # Playwright marks the function that it is given.
        page.route("**/bundle.*", lambda route: held.append(route))  # noqa: PLW0108  # as above
        # The words are there when the index comes, however fast that is.
        box = page.locator(".md-search__input")
        box.evaluate("box => { box.value = 'supercomputer'; box.focus(); }")
        for _ in range(100 if known else 10):
            if any(f"{CHUNKS}/words/" in url for url in asked):
                break
            page.wait_for_timeout(100)
        assert held
        assert any(f"{CHUNKS}/words/" in url for url in asked) == known
        for route in held:
            route.continue_()
        page.unroute("**/bundle.*")
        box.fill("")
        assert any("#supercomputer-provided" in link for link in _results(page, "supercomputer"))
    # One file for one word, or a chunk of each shard.
    named = {url.split(f"{CHUNKS}/")[1].split("/")[-2] for url in asked if f"{CHUNKS}/" in url}
    assert named == {"words" if known else "index", "fragment"}
    assert len({url for url in asked if f"{CHUNKS}/words/" in url}) == (1 if known else 0)


@pytest.mark.parametrize(("query", "asked_ahead"), [("ships pelicans", 1), ("ship", 0), ("pel", 0)])
def test_records_with_a_rare_word_are_asked_for_ahead_of_the_search_and_no_others(
    query: str, asked_ahead: int, open_page: Open, real_site: Path, tmp_path: Path
) -> None:
    index = json.loads((real_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    index["docs"] = [
        {"location": f"about{n}/", "title": f"Ship {n}", "text": "pelican" if n == 7 else "gull"}
        for n in range(30)
    ]
    with serving(_with(PAGEFIND, real_site, json.dumps(index), tmp_path / "site")) as address:
        page = open_page(f"{address}about/")
        held: list[Route] = []
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        # Playwright marks the function that it is given.
        page.route("**/bundle.*", lambda route: held.append(route))  # noqa: PLW0108  # as above
        page.locator(".md-search__input").evaluate(
            "(box, query) => { box.value = query; box.focus(); }", query
        )
        page.wait_for_timeout(1000)
        assert held
        records = {url for url in asked if "/fragment/" in url}
        assert len(records) == asked_ahead
        for route in held:
            route.continue_()
        page.unroute("**/bundle.*")
        page.locator(".md-search-result__link").first.wait_for()
        links = page.locator(".md-search-result__link").evaluate_all("all => all.map(a => a.href)")
        # What is shown first is what was asked for ahead.
        assert not records or "about7/" in links[0]


def test_files_that_came_unpacked_are_searched_as_well(
    open_page: Open, real_site: Path, tmp_path: Path
) -> None:
    index = (real_site / "search" / "search_index.json").read_text(encoding="utf-8")
    out = _with(PAGEFIND, real_site, index, tmp_path / "site")
    packed = [path for path in (out / CHUNKS).rglob("*") if path.is_file()]
    assert {path.parent.name for path in packed} == {"fragment", "words"}
    # As they come from a host that unpacks what it has.
    for path in packed:
        path.write_bytes(gzip.decompress(path.read_bytes()))
    with serving(out) as address:
        found = _results(open_page(f"{address}about/"), "supercomputer")
    assert any("#supercomputer-provided" in link for link in found)


@pytest.mark.parametrize("there", [True, False], ids=["there", "gone"])
def test_a_script_that_the_browser_kept_of_an_earlier_site_does_no_harm(
    there: bool, open_page: Open, real_site: Path, tmp_path: Path
) -> None:
    index = (real_site / "search" / "search_index.json").read_text(encoding="utf-8")
    out = _with(PAGEFIND, real_site, index, tmp_path / "site")
    script = out / searchbox.SCRIPT
    # Of an earlier state of the site, which had the same words in other files.
    now = script.read_text("utf-8")
    code, _, listed = now.partition("window.briefgenAhead=")
    if there:
        words = out / CHUNKS / "words"
        shutil.copy(next(words.iterdir()), words / "0000000")
    script.write_text(f"{code}window.briefgenAhead={re.sub('[0-9a-f]{7}', '0000000', listed)}")
    with serving(out) as address:
        page = open_page(f"{address}about/", gone=None if there else "words/0000000")
        script.write_text(now, "utf-8")
        assert any("#supercomputer-provided" in link for link in _results(page, "supercomputer"))


def test_an_index_that_the_browser_kept_of_an_earlier_site_is_noticed(
    open_page: Open, real_site: Path, tmp_path: Path
) -> None:
    index = (real_site / "search" / "search_index.json").read_text(encoding="utf-8")
    out = _with(PAGEFIND, real_site, index, tmp_path / "site")
    settings = out / "search" / "search_index.json"
    told = settings.read_text("utf-8")
    edition = json.loads(told)["config"]["briefgen"]["edition"]
    settings.write_text(told.replace(edition, "0" * len(edition)), "utf-8")
    with serving(out) as address:
        page = open_page(f"{address}about/")
        page.wait_for_timeout(600)
        page.locator(".md-search__input").click()
        with page.expect_console_message(lambda message: "could not be loaded" in message.text):
            page.keyboard.type("supercomputer")
        assert page.locator(".md-search-result__link").count() == 0


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline variant of the real site."""
    out = tmp_path_factory.mktemp("offline") / "site"
    before = os.environ.get("BRIEFGEN_OFFLINE")
    os.environ["BRIEFGEN_OFFLINE"] = "true"
    try:
        mkdocs("build", "--strict", "-q", "-d", out, cwd=ROOT, measured=False)
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
