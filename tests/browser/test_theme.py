"""The theme's script comes at the reader's first move, and nothing is missing before it or lost by it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import BRIEFING, PHONE, Open

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCHEME = "document.body.dataset.mdColorScheme"
LOADED = "'document$' in window"


def _scheme(page: Page) -> object:
    return page.evaluate(SCHEME)


def test_a_page_that_is_only_read_loads_neither_the_themes_script_nor_the_search(
    open_page: Open, served: str
) -> None:
    page = open_page(served + BRIEFING)
    page.wait_for_timeout(300)
    assert not page.evaluate(LOADED)
    fetched = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert fetched
    assert not [name for name in fetched if "/bundle" in name or "/search" in name]
    page.mouse.move(200, 200)
    page.wait_for_function(LOADED)


def test_what_a_search_begins_with_is_asked_for_while_our_script_is_on_its_way(
    open_page: Open, served: str
) -> None:
    page = open_page(served + BRIEFING)
    held: list[Route] = []
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # Playwright marks the function that it is given.
    page.route("**/assets/briefgen.js", lambda route: held.append(route))  # noqa: PLW0108  # as above
    page.reload(wait_until="commit")
    box = page.locator(".md-search__input")
    box.wait_for(state="attached")
    page.wait_for_timeout(200)
    wanted = ("/bundle.", "/workers/search.", "/search/search_index.json")
    assert not [url for url in asked if any(name in url for name in wanted)]
    box.focus()
    page.wait_for_timeout(200)
    assert held
    assert all(any(name in url for url in asked) for name in wanted)
    assert not page.evaluate(LOADED)
    held[0].continue_()
    page.wait_for_function(LOADED)


def test_the_row_of_pages_shows_the_present_one_and_is_no_move_of_the_reader(
    open_page: Open, served: str
) -> None:
    page = open_page(f"{served}{BRIEFING}claims/", viewport=PHONE)
    page.wait_for_timeout(300)
    expect(page.locator(".bg-tab[aria-current]")).to_be_in_viewport(ratio=1)
    assert page.locator(".bg-tabs p").evaluate("row => row.scrollLeft") > 0
    assert not page.evaluate(LOADED)


def test_the_first_key_opens_the_search(open_page: Open, served: str) -> None:
    page = open_page(served + BRIEFING)
    assert not page.evaluate(LOADED)
    page.keyboard.press("s")
    expect(page.locator(".md-search__input")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_first_visit_has_the_systems_colours_and_the_first_click_changes_them(
    open_page: Open, served: str, scheme: str
) -> None:
    page = open_page(served, color_scheme=scheme)
    assert not page.evaluate(LOADED)
    assert _scheme(page) == ("slate" if scheme == "dark" else "default")
    button = page.locator("[data-md-component=palette] label:visible")
    expect(button).to_have_count(1)
    # Without a pointer on its way there, as a finger does it: the theme's script comes only now, or later.
    button.dispatch_event("click")
    assert _scheme(page) == "default"
    button.dispatch_event("click")
    assert _scheme(page) == "slate"
    page.mouse.move(200, 200)
    page.wait_for_function(LOADED)
    page.wait_for_timeout(200)
    assert _scheme(page) == "slate", "the theme's script forgot the choice"
    page.goto(served + BRIEFING)
    assert _scheme(page) == "slate"


def test_the_search_dialog_has_a_name(open_page: Open, served: str) -> None:
    page = open_page(served)
    assert page.locator("[role=dialog]").evaluate_all("all => all.map(e => e.ariaLabel)") == [
        "Search"
    ]
