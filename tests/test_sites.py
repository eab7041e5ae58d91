"""Whole sites: three briefings in three scripts, broken fact files, the starter site, plain Markdown on disk."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import ROOT, briefgen, copy_site, mkdocs
from tests.factory import SOURCE, facts

THREE = ROOT / "tests" / "sites" / "three"


def words(page: Path) -> str:
    return str(html.parse(str(page)).getroot().text_content())


@pytest.mark.parametrize("name", ["Kestrel Lines", "ケストレル汽船", "خطوط كستريل"])
def test_a_party_of_three_briefings_is_listed_once_with_all_three(
    three_site: Path, name: str
) -> None:
    page = html.parse(str(three_site / "stakeholders" / "index.html")).getroot()
    entries = page.xpath("//h2[@id='kestrel-lines']")
    assert len(entries) == 1
    following = []
    for element in entries[0].itersiblings():
        if element.tag in ("h2", "h3"):
            break
        following.append(element)
    links = [link for element in following for link in element.xpath(".//a/@href")]
    for id in ("harbour-bridge", "minato-ferry", "marsa-port"):
        assert any(f"briefings/{id}/stakeholders/#kestrel-lines" in link for link in links), id
    assert name in words(three_site / "stakeholders" / "index.html")


def test_open_questions_of_all_briefings_stand_on_one_page(three_site: Path) -> None:
    page = (three_site / "questions" / "index.html").read_text(encoding="utf-8")
    for id in ("harbour-bridge", "minato-ferry", "marsa-port"):
        assert re.search(rf'href="\.\./briefings/{id}/questions/#[a-z0-9-]+"', page), id


@pytest.mark.parametrize(
    ("id", "language", "direction"), [("minato-ferry", "ja", "ltr"), ("marsa-port", "ar", "rtl")]
)
def test_a_page_in_another_language_says_so(
    three_site: Path, id: str, language: str, direction: str
) -> None:
    root = html.parse(str(three_site / "briefings" / id / "claims" / "index.html")).getroot()
    wrapper = root.xpath(f"//*[@lang='{language}' and @dir='{direction}']")
    assert wrapper
    assert wrapper[0].xpath(".//h1")


def test_a_page_in_the_sites_language_needs_no_wrapper(three_site: Path) -> None:
    root = html.parse(
        str(three_site / "briefings" / "harbour-bridge" / "claims" / "index.html")
    ).getroot()
    assert root.xpath("//*[contains(@class, 'bg-foreign')]") == []


def test_a_former_id_still_leads_to_its_claim(three_site: Path) -> None:
    text = (THREE / "seeds" / "harbour-bridge" / "facts.yml").read_text(encoding="utf-8")
    former = re.search(r"formerly: \[([a-z0-9-]+)\]", text)
    assert former
    page = html.parse(
        str(three_site / "briefings" / "harbour-bridge" / "claims" / "index.html")
    ).getroot()
    assert page.xpath(f"//h3//*[@id='{former[1]}']")
    assert not page.xpath("//h3//*[@id='never-an-id']")


BROKEN = {
    "wrong key": (("title: The Aldra ferry", "titel: The Aldra ferry"), "BG201", 2),
    "unknown stakeholder": (("about: [aldra-harbour]", "about: [aldra-harbor]"), "BG401", 33),
    "quote not in the source": (
        ("evidence: The ferry to Aldra will not", "evidence: The ferry to Aldra did not"),
        "BG301",
        34,
    ),
    "duplicate key": (("as_of:", "title: Again\nas_of:"), "BG104", 4),
    "bad date": (('as_of: "2031-03"', 'as_of: "March 2031"'), "BG206", 4),
}


@pytest.fixture(scope="module")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one valid briefing, built; read only."""
    folder = tmp_path_factory.mktemp("built")
    site = folder / "site-root"
    briefgen("init", site, cwd=folder)
    sources = site / "seeds" / "aldra-ferry" / "sources"
    sources.mkdir(parents=True)
    (sources.parent / "facts.yml").write_text(facts(), encoding="utf-8")
    (sources / "notice.txt").write_text(SOURCE, encoding="utf-8")
    mkdocs("build", "--strict", "-q", cwd=site)
    return site


@pytest.fixture
def built(first_build: Path, tmp_path: Path) -> Path:
    """A copy of that site to change and build again."""
    return shutil.copytree(first_build, tmp_path / "site-root")


def test_a_broken_fact_file_stops_the_build_and_keeps_the_old_site(built: Path) -> None:
    before = {path: path.read_bytes() for path in (built / "site").rglob("*") if path.is_file()}
    facts_file = built / "seeds" / "aldra-ferry" / "facts.yml"
    for name, (change, code, line) in BROKEN.items():
        facts_file.write_text(facts(change), encoding="utf-8")
        done = mkdocs("build", cwd=built, check=False)
        printed = done.stdout + done.stderr
        assert done.returncode != 0, name
        assert re.search(rf"seeds/aldra-ferry/facts\.yml:{line}:\d+: error {code}: ", printed), (
            f"{name}: {printed}"
        )
        assert "Traceback" not in printed, name
        after = {path: path.read_bytes() for path in (built / "site").rglob("*") if path.is_file()}
        assert after == before, name


def test_all_problems_are_reported_in_one_run(built: Path) -> None:
    changes = [
        change
        for name, (change, _, _) in BROKEN.items()
        if name in ("unknown stakeholder", "quote not in the source")
    ]
    (built / "seeds" / "aldra-ferry" / "facts.yml").write_text(facts(*changes), encoding="utf-8")
    done = briefgen("check", cwd=built, check=False)
    assert done.returncode == 1
    assert {"BG301", "BG401"} <= set(re.findall(r"BG\d{3}", done.stdout))


def test_a_site_without_the_literal_extension_is_refused(built: Path) -> None:
    config = built / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"\n *- briefgen\.literal[^\n]*", "", text), encoding="utf-8")
    assert "BG602" in briefgen("check", cwd=built, check=False).stdout
    done = mkdocs("build", cwd=built, check=False)
    assert done.returncode != 0
    assert "BG602" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("level", "told"), [("error", "error BG406"), ("warning", "warning BG406"), ("off", "")]
)
def test_a_code_weighs_in_a_build_what_the_site_says(built: Path, level: str, told: str) -> None:
    unused = ("[[harbour-report]]", "[[analyst]]")
    (built / "seeds" / "aldra-ferry" / "facts.yml").write_text(facts(unused), encoding="utf-8")
    with (built / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"extra: {{briefgen: {{severity: {{BG406: {level}}}}}}}\n")
    done = mkdocs("build", cwd=built, check=False)
    printed = done.stdout + done.stderr
    assert (done.returncode != 0) is (level == "error"), printed
    assert re.findall(r"\w+ BG\d{3}", printed) == ([told] if told else [])


def test_a_draft_is_not_published(built: Path) -> None:
    draft = facts(("status: published", "status: draft"))
    (built / "seeds" / "aldra-ferry" / "facts.yml").write_text(draft, encoding="utf-8")
    mkdocs("build", "-q", cwd=built)
    assert not (built / "site" / "briefings" / "aldra-ferry").exists()
    assert "aldra-ferry" not in (built / "site" / "briefings" / "index.html").read_text(
        encoding="utf-8"
    )


def test_init_leaves_a_folder_with_files_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = briefgen("init", tmp_path, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.txt"]


def test_an_authors_page_takes_the_place_of_a_generated_one(tmp_path: Path) -> None:
    site = copy_site(THREE, tmp_path / "three")
    (site / "docs" / "index.md").write_text("# A home of our own\n", encoding="utf-8")
    mkdocs("build", "-q", cwd=site)
    home = words(site / "site" / "index.html")
    assert "A home of our own" in home
    assert "Kestrel" not in words(site / "site" / "about" / "index.html")
