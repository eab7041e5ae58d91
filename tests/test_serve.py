"""While a fact file is edited, the browser follows; a mistake shows as a banner and takes nothing away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from briefgen import pipeline, preview, report
from briefgen.base.siteoptions import SiteOptions
from briefgen.base.tree import Tree
from briefgen.disk import files
from briefgen.preview import Preview
from tests import factory
from tests.conftest import REAL, ROOT, copy_site
from tests.serving import live_preview

TEMPLATES = files.read_templates(ROOT)
GOOD = factory.tree()
WRONG_QUOTE = factory.tree(
    ("evidence: The ferry to Aldra will not", "evidence: The ferry to Aldra will")
)
NO_YAML = factory.tree(("claims:\n", "claims: [\n"))


def _shown(before: Preview, tree: Tree) -> Preview:
    sources = {path: raw.decode() for path, raw in tree.files.items()}
    return preview.following(
        before, tree, TEMPLATES, SiteOptions(), lambda found: report.text(found, sources)
    )


def _page(shown: Preview, name: str = "briefings/aldra-ferry/claims.md") -> str:
    return next(page.text for page in shown.pages if page.uri == name)


@pytest.mark.parametrize(("tree", "code"), [(WRONG_QUOTE, "BG301"), (NO_YAML, "BG103")])
def test_a_mistake_keeps_the_last_good_pages_under_a_banner(tree: Tree, code: str) -> None:
    first = _shown(Preview(), GOOD)
    broken = _shown(first, tree)
    assert {page.uri for page in broken.pages} == {page.uri for page in first.pages}
    assert "bg-banner" in _page(broken)
    assert code in _page(broken).replace("&#x", "").replace(";", "")
    assert "money-spent" in _page(broken)
    assert "bg-banner" not in _page(broken, "index.md")
    assert _shown(broken, GOOD).pages == first.pages


def test_the_copies_for_programs_are_those_of_a_build_and_say_what_is_wrong() -> None:
    first = _shown(Preview(), GOOD)
    built = {page.uri: page for page in pipeline.build(GOOD, TEMPLATES, SiteOptions()).copies}
    assert {page.uri: page for page in first.copies} == built
    broken = {page.uri: page for page in _shown(first, WRONG_QUOTE).copies}
    assert broken.keys() == built.keys()
    assert [uri for uri, page in broken.items() if page != built[uri] and not page.briefing] == []
    assert "BG301" in broken["briefings/aldra-ferry/claims.md"].text


def test_only_the_briefing_with_the_mistake_has_the_banner() -> None:
    other = factory.tree(id="other-ferry")
    both = Tree({**GOOD.files, **other.files}, {})
    shown = _shown(_shown(Preview(), both), Tree({**NO_YAML.files, **other.files}, {}))
    with_banner = {page.briefing for page in shown.pages if "bg-banner" in page.text}
    assert with_banner == {"aldra-ferry"}


def test_a_briefing_that_never_was_right_shows_its_errors_at_its_addresses() -> None:
    shown = _shown(Preview(), NO_YAML)
    assert "bg-errors" in _page(shown)
    assert "bg-banner" not in _page(shown)
    assert "bg-errors" not in _page(_shown(shown, GOOD))


def test_a_deleted_briefing_is_gone() -> None:
    shown = _shown(_shown(Preview(), GOOD), Tree({}, {}))
    assert [page.uri for page in shown.pages if page.briefing] == []


def test_a_broken_template_keeps_the_pages_that_it_made() -> None:
    first = _shown(Preview(), GOOD)
    templates = {**TEMPLATES, "briefing/claims.md.jinja": "{{ nothing.here }}"}
    broken = preview.following(
        first, GOOD, templates, SiteOptions(), lambda found: report.text(found, {})
    )
    assert "bg-banner" in _page(broken)
    assert "bg-banner" not in _page(broken, "briefings/aldra-ferry/index.md")


def test_a_build_that_is_no_preview_shows_no_page_of_a_broken_briefing() -> None:
    built = pipeline.build(NO_YAML, TEMPLATES)
    assert built.failed
    assert [page for page in built.pages if page.briefing] == []


@pytest.mark.browser
@pytest.mark.slow
def test_the_browser_follows_an_edit_a_mistake_and_its_mending(
    browser: Browser, tmp_path: Path
) -> None:
    title = re.compile("Edited, Databricks")
    site = copy_site(ROOT, tmp_path / "site")
    facts = site / "seeds" / REAL / "facts.yml"
    good = facts.read_text(encoding="utf-8")
    with live_preview(site) as address:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        page.goto(f"{address}briefings/{REAL}/claims/")
        page.locator("[data-kind=quote]").last.scroll_into_view_if_needed()
        heading, banner = page.locator("h1").first, page.locator(".bg-banner")
        expect(banner).to_have_count(0)
        edited = good.replace("title: Microsoft, Databricks", "title: Edited, Databricks", 1)
        facts.write_text(edited, encoding="utf-8")
        expect(page).to_have_title(title)
        quote = "evidence: the growing demand for specialized"
        assert quote in edited
        facts.write_text(edited.replace(quote, "evidence: a growing demand for specialized", 1))
        expect(banner).to_contain_text("BG301")
        # In sight where the page was scrolled to, and not over everything.
        expect(banner).to_be_in_viewport()
        expect(heading).not_to_be_in_viewport()
        expect(page.locator("[data-kind=quote]").last).to_be_in_viewport()
        expect(heading).to_be_visible()
        expect(page.locator("[data-kind=quote]").first).to_be_visible()
        facts.write_text("claims: [\n", encoding="utf-8")
        expect(banner).to_contain_text("BG103")
        expect(page.locator("[data-kind=quote]").first).to_be_visible()
        page.goto(address)
        expect(page.locator(".bg-banner")).to_have_count(0)
        page.goto(f"{address}briefings/{REAL}/claims/")
        facts.write_text(edited, encoding="utf-8")
        expect(banner).to_have_count(0)
        expect(page).to_have_title(title)
        context.close()
