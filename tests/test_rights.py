"""Of a source whose rights give positions only, no words reach anything that a site publishes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from briefgen import pipeline
from briefgen.base.tree import Tree
from briefgen.disk import files
from briefgen.views import rights
from tests.conftest import ROOT, copy_site, mkdocs
from tests.factory import SOURCE, facts, tree_of

LOCATOR = (
    "    descriptor: A short unsigned notice.",
    "    descriptor: A short unsigned notice.\n    rights: {publish: locator}",
)
LIVE = ("    descriptor: A short", "    url: https://example.org/notice\n    descriptor: A short")
"""The address of the source's live page."""

OWN_WORDS = (
    (
        "statement: The ferry to Aldra will not run in March.",
        "statement: In March the ferry will not go to Aldra.",
    ),
    (
        "statement: Orla Finn said that the harbour spent $10 million on it.",
        "statement: Orla Finn put at $10 million what the harbour spent.",
    ),
    (
        "statement: The council is expected to meet on 4 May 2031.",
        "statement: The council is planned to sit on 4 May 2031.",
    ),
    ("known: It will not run in March.", "known: In March it stands still."),
)


def _published(tree: Tree) -> dict[str, str]:
    """Address → text of everything that a build of the tree writes beside the pages' pictures."""
    build = pipeline.build(tree, files.read_templates(ROOT))
    assert not build.failed, [d.message for d in build.diagnostics]
    found = {page.uri: page.text for page in (*build.pages, *build.copies)}
    return found | {"search": "\n".join(map(repr, build.entries.values()))}


def _runs(text: str, words: int = 5) -> set[str]:
    """Every run of so many words of a text."""
    found = re.findall(r"\w+", text)
    return {" ".join(found[at : at + words]) for at in range(len(found) - words + 1)}


def _leaks(published: dict[str, str], source: str) -> set[tuple[str, str]]:
    """Where something published holds a run of words of a source."""
    return {(path, run) for path, text in published.items() for run in _runs(source) & _runs(text)}


def test_no_five_words_of_a_withheld_source_are_published() -> None:
    published = _published(tree_of(facts(LOCATOR, *OWN_WORDS)))
    assert any(path.endswith("facts.json") for path in published)
    assert any(path.endswith("sources/notice.md") for path in published)
    assert _leaks(published, SOURCE) == set()


def _site(root: Path, text: str) -> dict[str, str]:
    """Path → text of every file of the site that MkDocs builds from this fact file; titles of pages beside it."""
    copy_site(ROOT / "tests" / "sites" / "three", root)
    shutil.rmtree(root / "seeds")
    for path, content in tree_of(text).files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    config = root / "mkdocs.yml"
    config.write_text(
        f"site_url: https://example.org/\n{config.read_text(encoding='utf-8')}", "utf-8"
    )
    mkdocs("build", "--strict", "-q", "-d", root / "out", cwd=root)
    files_ = (path for path in (root / "out").rglob("*") if path.suffix in TEXTS)
    return {
        str(path.relative_to(root / "out")): path.read_text(encoding="utf-8") for path in files_
    }


TEXTS = {".html", ".xml", ".json", ".md", ".txt", ".csv", ".js", ".svg"}


def test_no_file_of_a_built_site_holds_five_words_of_a_withheld_source(tmp_path: Path) -> None:
    withheld = _site(tmp_path / "withheld", facts(LIVE, LOCATOR, *OWN_WORDS))
    assert {Path(path).name for path in withheld} >= {"feed.xml", "facts.json", "claims.csv"}
    assert any("application/ld+json" in text for text in withheld.values())
    assert _leaks(withheld, SOURCE) == set()
    assert not any(":~:text" in text for text in withheld.values())
    # The same site with excerpts shows what the walk above would have found.
    quoted = _leaks(_site(tmp_path / "quoted", facts(LIVE, *OWN_WORDS)), SOURCE)
    assert {Path(path).name for path, _ in quoted} >= {"index.html", "facts.json", "claims.csv"}


def test_the_same_source_with_excerpts_is_quoted() -> None:
    leaks = _leaks(_published(tree_of(facts(*OWN_WORDS))), SOURCE)
    assert {path.rpartition("/")[2] for path, _ in leaks} >= {
        "claims.md",
        "facts.json",
        "notice.md",
    }


def test_a_quotation_leads_to_its_place_on_the_live_page() -> None:
    published = _published(tree_of(facts(LIVE)))
    place = "https://example.org/notice#:~:text=The%20council%20is%20expected%20to%20meet"
    assert {path.rpartition("/")[2] for path, text in published.items() if place in text} == {
        "claims.md",
        "notice.md",
    }
    assert not any(":~:text" in text for text in _published(tree_of(facts())).values())


def test_the_address_of_a_withheld_passage_says_nothing_of_it() -> None:
    published = _published(tree_of(facts(LIVE, LOCATOR, *OWN_WORDS)))
    assert any("https://example.org/notice" in text for text in published.values())
    assert not any(":~:text" in text for text in published.values())


UNCITED = (
    " ".join(f"quay{number}" for number in range(40))
    + "\n\n"
    + " ".join(f"buoy{number}" for number in range(40))
)
"""Two paragraphs that no claim cites; the second one is ignored."""


def _with_uncited(publish: str) -> dict[str, str]:
    source = f"{SOURCE}\n{UNCITED}\n"
    second = UNCITED.partition("\n\n")[2]
    changes = (
        (
            "reason: advertisement\n",
            f"reason: advertisement\n      - exact: {second}\n        reason: menu\n",
        ),
        ("    descriptor: A short", f"    rights: {{publish: {publish}}}\n    descriptor: A short"),
    )
    return _published(tree_of(facts(*changes, source=source), source=source))


def test_an_excerpt_shows_the_edges_of_what_no_claim_cites() -> None:
    published = _with_uncited("excerpt")
    assert any("quay0" in text and "quay39" in text for text in published.values())
    assert "buoy0" in next(text for path, text in published.items() if path.endswith("facts.json"))
    for word in ("quay", "buoy"):
        seen = {
            number for text in published.values() for number in re.findall(rf"{word}(\d+)", text)
        }
        assert "20" not in seen
        assert len(seen) < 20


def test_a_whole_text_shows_all_of_it() -> None:
    published = _with_uncited("full")
    assert any("quay20" in text and "buoy20" in text for text in published.values())


def test_positions_stay_where_they_are() -> None:
    assert len(rights.masked(SOURCE)) == len(SOURCE)
    assert rights.masked(SOURCE).count("\n") == SOURCE.count("\n")
    assert not re.search(r"\w", rights.masked(SOURCE))
