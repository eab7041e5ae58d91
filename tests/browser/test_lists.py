"""The lists of a site with many briefings: letters to jump to, a filter, and everything there without a script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench import generate
from briefgen.views.sitelists import SHORT
from tests.browser.conftest import PHONE, Open
from tests.conftest import mkdocs, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COUNT = SHORT + 2


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a few briefings more than a list shows as cards, built strictly."""
    site = tmp_path_factory.mktemp("many") / "site"
    generate.write(site, COUNT)
    mkdocs("build", "--strict", "-q", cwd=site, measured=False)
    with serving(site / "site") as address:
        yield address


def test_a_filter_leaves_the_lines_with_its_words_and_their_letters(
    open_page: Open, many: str
) -> None:
    page = open_page(f"{many}stakeholders/")
    rows = page.locator(".bg-row:visible")
    whole = rows.count()
    assert page.locator(".bg-row .bg-actions").count() == 0
    page.locator(".bg-filter input[name=text]").fill("alder")
    assert 0 < rows.count() < whole
    assert all("alder" in text.lower() for text in rows.all_text_contents())
    assert page.locator(".bg-group:visible").count() < page.locator(".bg-group").count()
    page.locator(".bg-filter input[name=text]").fill("quokkaphone")
    assert rows.count() == 0


def test_a_letter_leads_to_its_first_line(open_page: Open, many: str) -> None:
    page = open_page(f"{many}stakeholders/", viewport=PHONE)
    page.locator(".bg-jump a", has_text="W").click()
    heading = page.locator("h2[id^=_letter]", has_text="W")
    box = heading.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < PHONE["height"] / 2


def test_without_a_script_the_whole_list_is_there(open_page: Open, many: str) -> None:
    page = open_page(f"{many}briefings/", java_script_enabled=False)
    assert page.locator(".bg-row:visible").count() == COUNT
    assert page.locator(".bg-filter:visible").count() == 0
    assert page.locator(".bg-jump a").count() > 1
    page = open_page(f"{many}stakeholders/", java_script_enabled=False)
    page.locator(".bg-row summary").first.click()
    assert page.locator(".bg-row details[open] a:visible").count() > 0


def test_the_first_page_shows_the_newest_and_leads_to_all(open_page: Open, many: str) -> None:
    page = open_page(many)
    assert page.locator(".bg-card").count() == 12
    page.get_by_role("link", name=f"All {COUNT} briefings").click()
    page.wait_for_url("**/briefings/")


@pytest.mark.parametrize("path", ["briefings/", "stakeholders/", "questions/"])
def test_nothing_on_a_phone_is_wider_than_the_screen(open_page: Open, many: str, path: str) -> None:
    page = open_page(f"{many}{path}", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
