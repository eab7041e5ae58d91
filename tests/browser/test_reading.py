"""What a reader can do: see the evidence in place, reach it by keyboard, filter a register and share the view."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BRIEFING, KINDS, PHONE, Open

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CARD = "#__bg-preview"


def test_a_citation_shows_its_passage_under_the_mouse_and_hides_it_again(
    open_page: Open, served: str
) -> None:
    page = open_page(served + BRIEFING)
    expect(page.locator(CARD)).to_be_hidden()
    citation = page.locator(".bg-bottom-line .bg-cite-claims").first
    citation.hover()
    expect(page.locator(CARD)).to_contain_text("recently announced its partnership")
    expect(page.locator(CARD)).to_contain_text("Not verified")
    assert citation.get_attribute("title") is None, "the browser's own tooltip would cover ours"
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()


def test_a_citation_shows_its_passage_on_focus_and_says_so_to_screen_readers(
    open_page: Open, served: str
) -> None:
    page = open_page(served + BRIEFING)
    citation = page.locator(".bg-bottom-line .bg-cite-references").first
    citation.focus()
    expect(page.locator(CARD)).to_be_visible()
    assert citation.get_attribute("aria-describedby") == CARD.strip("#")
    page.keyboard.press("Tab")
    assert citation.get_attribute("aria-describedby") is None


def test_the_first_tap_shows_the_passage_and_the_second_leads_to_it(
    open_page: Open, served: str
) -> None:
    page = open_page(served + BRIEFING, viewport=PHONE, has_touch=True, is_mobile=True)
    citation = page.locator(".bg-bottom-line .bg-cite-claims").first
    citation.tap()
    expect(page.locator(CARD)).to_be_visible()
    assert page.url == served + BRIEFING
    citation.tap()
    page.wait_for_url(re.compile("sources/article/#"))


def test_a_keyboard_alone_leads_from_home_to_a_highlighted_passage(
    open_page: Open, served: str
) -> None:
    page = open_page(served)
    _tab_to(page, "a[href='briefings/azure-databricks/']")
    page.keyboard.press("Enter")
    page.wait_for_url(served + BRIEFING)
    _tab_to(page, ".bg-bottom-line .bg-cite-claims")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("sources/article/#"))
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    shade = "m => getComputedStyle(m).backgroundColor"
    lit = page.evaluate(
        f"[...document.querySelector(':target').querySelectorAll('mark')].map({shade})"
    )
    others = page.evaluate(
        f"""[...document.querySelectorAll('.bg-text mark')]
        .filter(m => !document.querySelector(':target').contains(m)).map({shade})"""
    )
    assert others
    assert set(lit) - set(others), "the passage looks like every other"


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"80 presses of Tab do not reach {selector}")


def test_without_scripts_citations_are_links_and_registers_are_whole(
    open_page: Open, served: str
) -> None:
    page = open_page(served + BRIEFING, java_script_enabled=False)
    page.locator(".bg-bottom-line .bg-cite-claims").first.click()
    assert "sources/article/#" in page.url
    page.goto(f"{served}{BRIEFING}claims/")
    expect(page.locator(".bg-filter")).to_be_hidden()
    assert page.locator(".bg-claim:visible").count() == page.locator(".bg-claim").count() > 0


def test_a_filter_counts_what_it_shows_and_stands_in_the_address(
    open_page: Open, served: str
) -> None:
    page = open_page(f"{served}{BRIEFING}claims/")
    whole = page.locator(".bg-claim").count()
    page.locator("select[name=verdict]").select_option("contradicted")
    shown = page.locator(".bg-claim:visible")
    assert 0 < shown.count() < whole
    expect(page.locator(".bg-filter output")).to_contain_text(f"{shown.count()} / {whole}")
    verdicts = shown.evaluate_all("all => all.map(e => e.dataset.verdict)")
    assert set(verdicts) == {"contradicted"}
    assert page.url.endswith("claims/?verdict=contradicted")
    page.locator(".bg-filter [type=reset]").click()
    expect(shown).to_have_count(whole)
    assert page.url.endswith("claims/")


def test_on_a_phone_the_filters_unfold_when_asked_for(open_page: Open, served: str) -> None:
    page = open_page(f"{served}{BRIEFING}claims/", viewport=PHONE)
    choices = page.locator(".bg-filter select")
    expect(choices.first).to_be_hidden()
    page.get_by_role("button", name="Filters", expanded=False).click()
    expect(choices.first).to_be_visible()
    page.get_by_role("button", name="Filters", expanded=True).click()
    expect(choices.first).to_be_hidden()
    page.goto(f"{served}{BRIEFING}claims/?verdict=contradicted")
    expect(choices.first).to_be_visible()


def test_on_a_desk_the_filters_stand_open(open_page: Open, served: str) -> None:
    page = open_page(f"{served}{BRIEFING}claims/")
    expect(page.locator(".bg-filter select").first).to_be_visible()
    expect(page.locator(".bg-narrow")).to_be_hidden()


def test_a_shared_address_shows_the_same_view(open_page: Open, served: str) -> None:
    page = open_page(f"{served}{BRIEFING}claims/?about=openai&text=%2410+billion&sort=date")
    assert page.locator("select[name=about]").input_value() == "openai"
    texts = page.locator(".bg-claim:visible").all_inner_texts()
    assert texts
    assert all("$10 billion" in text for text in texts)
    dates = page.locator(".bg-claim:visible").evaluate_all(
        "all => all.map(e => e.dataset.date || '9999')"
    )
    assert dates == sorted(dates)


def test_each_choice_has_words_of_the_catalogue(open_page: Open, served: str) -> None:
    page = open_page(f"{served}{BRIEFING}claims/?bin=attributed")
    chosen = page.locator("select[name=bin] option:checked").inner_text()
    assert re.fullmatch(r"Opinion, framing and forecast \(\d+\)", chosen)


def test_a_link_to_a_claim_shows_it_whatever_the_filter_says(open_page: Open, served: str) -> None:
    page = open_page(f"{served}{BRIEFING}claims/?verdict=supported#gpt-4-anticipated")
    expect(page.locator("#gpt-4-anticipated")).to_be_in_viewport()


def test_questions_can_be_filtered_by_status_and_origin(open_page: Open, served: str) -> None:
    page = open_page(f"{served}{BRIEFING}questions/?by=analyst")
    shown = page.locator(".bg-open-question:visible")
    assert 0 < shown.count() < page.locator(".bg-open-question").count()
    expect(page.locator("#_raised")).to_be_hidden()


def test_a_citation_of_a_claim_can_be_copied(open_page: Open, served: str) -> None:
    page = open_page(
        f"{served}{BRIEFING}claims/", permissions=["clipboard-read", "clipboard-write"]
    )
    claim = page.locator(".bg-claim").first
    claim.get_by_role("button", name="Copy citation").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    identifier = claim.locator("h3").get_attribute("id")
    assert copied.endswith(f"{served}{BRIEFING}claims/#{identifier}")
    assert claim.locator(".bg-quote").first.inner_text() in copied


def test_the_theme_follows_the_reader(open_page: Open, served: str) -> None:
    shade = "getComputedStyle(document.body).backgroundColor"
    light = open_page(served, color_scheme="light").evaluate(shade)
    dark = open_page(served, color_scheme="dark").evaluate(shade)
    assert light != dark


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_a_phone(open_page: Open, served: str, kind: str) -> None:
    page = open_page(served + KINDS[kind], viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_while_a_page_loads(open_page: Open, served: str, kind: str) -> None:
    page = open_page(served + KINDS[kind], viewport=PHONE)
    shift = page.evaluate(
        """() => new Promise(done => { let sum = 0;
        new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
          .observe({type: "layout-shift", buffered: true});
        setTimeout(() => done(sum), 400); })"""
    )
    assert shift < 0.1


def test_the_first_page_of_a_briefing_prints_on_two_sheets(open_page: Open, served: str) -> None:
    assert _sheets(open_page(served + BRIEFING)) <= 2


def test_the_page_made_for_print_holds_the_whole_briefing(open_page: Open, served: str) -> None:
    page = open_page(f"{served}{BRIEFING}print/")
    assert _sheets(page) > 2
    dangling = page.evaluate(
        "[...document.querySelectorAll('.bg-paper .bg-cite')].filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert dangling == 0


def _sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
