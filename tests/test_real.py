"""The real article's briefing: complete, covered, and published whole, with the same bytes every time."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import sentencex
from lxml import html

from briefgen import pipeline
from briefgen.disk import intake
from briefgen.facts import coverage
from briefgen.facts.corpus import Briefing
from briefgen.texts.quotes import Located, Verdict
from tests.conftest import REAL, ROOT, briefgen, copy_site, mkdocs

PAGES = (
    "index.html",
    "background/index.html",
    "stakeholders/index.html",
    "questions/index.html",
    "claims/index.html",
    "sources/index.html",
    "sources/article/index.html",
    "glossary/index.html",
    "facts.json",
    "claims.csv",
)


@pytest.fixture(scope="module")
def real() -> Briefing:
    built = pipeline.check(intake.read_tree(ROOT))
    assert built.diagnostics == ()
    return next(briefing for briefing in built.briefings if briefing.id == REAL)


def article() -> str:
    return (ROOT / "seeds" / REAL / "sources" / "article.txt").read_bytes().decode()


def test_the_archived_article_is_the_article() -> None:
    raw = (ROOT / "seeds" / REAL / "sources" / "article.txt").read_bytes()
    digest = "430ca90a1bbc38d1def7754d6701a4b5b2e754496f4e57d2466231d3c2caba7f"
    assert (len(raw), hashlib.sha256(raw).hexdigest()) == (3170, digest)


def test_every_evidence_is_located_and_only_typography_was_folded(real: Briefing) -> None:
    verdicts = {passage.found.verdict for passage in real.passages}
    assert verdicts <= {Verdict.EXACT, Verdict.NORMALIZED}
    assert len(real.facts.claims) >= 48


def _sentences() -> list[tuple[int, int]]:
    """Start and end of the headline and of each sentence, boilerplate left out."""
    text = article()
    boilerplate = ("Become a Subscriber", "Please purchase", "Subscribe Now")
    found, start = [], 0
    for paragraph in text.split("\n\n"):
        for sentence in sentencex.segment("en", paragraph):
            words = sentence.strip()
            start = text.index(words, start)
            if not words.startswith(boilerplate):
                found.append((start, start + len(words)))
            start += len(words)
    return found


def test_each_of_the_nineteen_sentences_has_a_claim(real: Briefing) -> None:
    evidence = [p.found for p in real.passages if p.claim and isinstance(p.found, Located)]
    sentences = _sentences()
    assert len(sentences) == 19
    for start, end in sentences:
        assert any(start <= found.start < end for found in evidence), article()[start:end]


def test_without_its_claims_a_sentence_is_reported_as_uncovered(real: Briefing) -> None:
    start, end = _sentences()[0]
    kept = tuple(
        passage
        for passage in real.passages
        if not (isinstance(passage.found, Located) and start <= passage.found.start < end)
    )
    poorer = Briefing(
        real.id, real.document, real.facts, real.archive, kept, real.prose, real.marked
    )
    measured = coverage.measure(poorer, "article")
    assert measured is not None
    assert (start, end) in measured.uncovered_at


def test_what_stays_uncovered_is_connective_words(real: Briefing) -> None:
    measured = coverage.measure(real, "article")
    assert measured is not None
    assert measured.percent >= 90
    left = {" ".join(re.findall(r"\w+", article()[a:b].lower())) for a, b in measured.uncovered_at}
    assert left <= {"however", "on one hand", "while on the other", "and", "in"}


def test_the_subscription_prompt_is_ignored_with_a_reason(real: Briefing) -> None:
    ignored = {passage.exact: passage.reason for passage in real.passages if passage.claim is None}
    assert len(ignored) == 3
    assert all(ignored.values())


def test_every_page_is_there(real_site: Path) -> None:
    folder = real_site / "briefings" / REAL
    assert [name for name in PAGES if not (folder / name).is_file()] == []
    for page in (
        "index.html",
        "briefings/index.html",
        "stakeholders/index.html",
        "questions/index.html",
    ):
        assert REAL in (real_site / page).read_text(encoding="utf-8")


def _bytes(folder: Path) -> dict[str, bytes]:
    files_ = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files_}


def test_building_again_changes_no_byte(real_site: Path, tmp_path: Path) -> None:
    mkdocs("build", "--strict", "-q", "-d", tmp_path / "again", cwd=ROOT)
    first, again = _bytes(real_site), _bytes(tmp_path / "again")
    assert [name for name in first if first[name] != again.get(name)] == []
    assert set(first) == set(again)


def test_a_changed_fact_changes_the_site(real_site: Path, tmp_path: Path) -> None:
    site = copy_site(ROOT, tmp_path / "site")
    facts = site / "seeds" / REAL / "facts.yml"
    text = facts.read_text(encoding="utf-8")
    title = "title: Microsoft, Databricks and OpenAI"
    assert title in text
    facts.write_text(text.replace(title, title + " again", 1), encoding="utf-8")
    mkdocs("build", "--strict", "-q", "-d", tmp_path / "out", cwd=site)
    page = Path("briefings") / REAL / "index.html"
    assert (tmp_path / "out" / page).read_bytes() != (real_site / page).read_bytes()


def test_the_check_command_is_clean_and_coverage_prints_what_is_left() -> None:
    checked = briefgen("check", cwd=ROOT)
    assert "no problems" in checked.stdout
    printed = briefgen("coverage", cwd=ROOT).stdout
    assert "uncovered" in printed
    assert "On one hand" in printed


def test_every_box_of_the_drawing_leads_to_a_place_on_the_page(real_site: Path) -> None:
    path = real_site / "briefings" / "azure-databricks" / "stakeholders" / "index.html"
    root = html.parse(str(path)).getroot()
    targets = root.xpath("//figure//a/@href")
    assert "#_relations" in targets
    assert all(root.xpath("//*[@id=$id]", id=target[1:]) for target in targets)


def test_nothing_is_loaded_from_a_third_party(real_site: Path) -> None:
    loads = re.compile(
        r"""<(?:script|img|iframe|source|video|link)\b[^>]*\b(?:src|href)=["']?(https?:)?//[^"'> ]+"""
    )
    allowed = re.compile(r'rel="?(canonical|next|prev|alternate)')
    for page in real_site.rglob("*.html"):
        for match in loads.finditer(page.read_text(encoding="utf-8")):
            assert allowed.search(match[0]), f"{page.name}: {match[0]}"
