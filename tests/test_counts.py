"""A number of things that a page shows leads to the list of these things, and the list has as many."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from lxml import html

from briefgen.facts.fields import BINS
from tests.test_html import generated

_BIN = re.compile(r"bg-bin-(\w+)")


def _article(page: Path) -> html.HtmlElement:
    (article,) = html.parse(str(page)).getroot().find_class("md-content__inner")
    return article


def _number(text: str) -> float | None:
    """The one number of a link's text, or None."""
    found = re.findall(r"\d+(?:\.\d+)?", text)
    return float(found[0]) if len(found) == 1 else None


def _listed(site: Path, target: Path, query: str, anchor: str) -> tuple[str, float] | None:
    """What a link leads to: the kind of list and how much it has; None where that is no list."""
    place = target.relative_to(site.resolve()).parts[:-1]
    article = _article(target)
    match place:
        case ("briefings", _, "claims") if not anchor:
            claims = article.find_class("bg-claim")
            (bin_,) = parse_qs(query).get("bin", [""])
            chosen = [claim for claim in claims if bin_ in ("", claim.get("data-bin"))]
            return f"claims {'of a bin' if bin_ else ''}".strip(), len(chosen)
        case ("briefings", _, "questions") if not anchor:
            asked = article.find_class("bg-open-question")
            return "open questions", sum(q.get("data-status") != "answered" for q in asked)
        case ("briefings", _, "sources", _) if anchor == "_coverage":
            (share,) = article.xpath(".//h2[@id='_coverage']/following::strong[1]")
            return "coverage", round(float(share.text_content().rstrip(" %")))
        case ("briefings", _, "sources", _) if anchor == "_text":
            return "passages", len(article.find_class("bg-w"))
        case ("questions",):
            return "questions of the site", len(
                article.xpath(".//*[contains(@class,'bg-asked')]//li")
            )
        case ("stakeholders",) | ("briefings",) if not anchor:
            # A short list has a heading for each, a long one a row.
            rows = article.xpath(".//li[contains(@class,'bg-row')]")
            return place[0], len(rows or article.xpath(".//h2[@id]"))
    return None


def counts(site: Path) -> list[tuple[Path, str, str, float, float]]:
    """Every number that leads to a list: (page, kind of list, link text, number shown, number listed)."""
    found = []
    for page, article in generated(site):
        for link in article.xpath(".//a[@href]"):
            classes = link.get("class") or ""
            shown = _number(link.text_content())
            path, _, anchor = link.get("href").partition("#")
            path, _, query = path.partition("?")
            marks = any(name in classes for name in ("bg-cite", "bg-back", "headerlink", "bg-link"))
            if shown is None or marks or ":" in path:
                continue
            target = (page.parent / path).resolve() if path else page.resolve()
            target = target / "index.html" if target.is_dir() else target
            listed = _listed(site, target, query, anchor)
            if listed is not None:
                found.append((page, listed[0], link.text_content(), shown, listed[1]))
    return found


@pytest.mark.parametrize("site", ["real_site", "three_site", "past_site"])
def test_a_number_is_that_of_the_list_it_leads_to(
    site: str, request: pytest.FixtureRequest
) -> None:
    found = counts(request.getfixturevalue(site))
    assert [one for one in found if one[3] != one[4]] == []
    kinds = Counter(kind for _, kind, *_ in found)
    assert set(kinds) >= {"claims", "open questions", "coverage", "passages"}, kinds


def test_a_claim_that_is_taken_out_of_its_list_is_noticed(real_site: Path, tmp_path: Path) -> None:
    import shutil

    site = shutil.copytree(real_site, tmp_path / "site")
    (page,) = site.glob("briefings/*/claims/index.html")
    before = {one[1] for one in counts(site) if one[3] != one[4]}
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('class="bg-claim"', 'class="bg-other"', 1), encoding="utf-8")
    wrong = {one[1] for one in counts(site) if one[3] != one[4]}
    assert before == set()
    assert "claims" in wrong


@pytest.mark.parametrize("site", ["real_site", "three_site", "past_site"])
def test_each_claim_is_in_one_bin_and_a_retracted_one_in_none(
    site: str, request: pytest.FixtureRequest
) -> None:
    root: Path = request.getfixturevalue(site)
    for page in root.glob("briefings/*/claims/index.html"):
        claims = _article(page).find_class("bg-claim")
        retracted = [c for c in claims if not c.get("data-bin")]
        assert {c.get("data-bin") for c in claims} - {""} <= set(BINS.values())
        for claim in claims:
            assert claim.get("data-bin") in ("", BINS[claim.get("data-verdict")])
        bins = _article(page.parent.parent / "index.html").xpath(".//*[contains(@class,'bg-bin ')]")
        names = [found[1] for one in bins if (found := _BIN.search(one.get("class")))]
        assert sorted(names) == sorted(set(BINS.values()))
        by_bin = Counter(c.get("data-bin") for c in claims)
        assert sum(by_bin[name] for name in names) + len(retracted) == len(claims)


def test_every_verdict_has_its_bin() -> None:
    assert sorted(set(BINS.values())) == ["attributed", "confirmed", "disputed", "unknown"]
