"""Each record is found once, under its own anchor, in whichever way people type what stands in it."""

from __future__ import annotations

import json

from briefgen.pipeline import build
from briefgen.search import findable, shards
from tests.conftest import ROOT
from tests.factory import tree

TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*"))
    if path.is_file()
}


def _entries(*changes: tuple[str, str]) -> tuple[findable.Entry, ...]:
    found = build(tree(*changes), TEMPLATES).entries
    return tuple(entry for entries in found.values() for entry in entries)


def _found(*changes: tuple[str, str]) -> dict[str, findable.Entry]:
    entries = _entries(*changes)
    places = [(entry.target.page, entry.target.anchor) for entry in entries]
    assert len(places) == len(set(places)), "a record is there twice"
    return {entry.target.anchor: entry for entry in entries}


def test_every_kind_of_record_is_an_entry_of_its_own() -> None:
    found = _found()
    assert {"no-ferry", "when-back", "aldra-harbour", "pier", "back-by-summer"} <= set(found)
    assert "no-such-record" not in found


def test_an_amount_is_found_with_its_unit_written_or_abbreviated() -> None:
    words = _found()["money-spent"].text.split()
    assert {"$10mn", "10mn"} <= set(words)
    assert "$10bn" not in words
    assert "$10mn" not in _found()["no-ferry"].text


def test_an_abbreviation_is_found_by_its_expansion_and_the_other_way_round() -> None:
    found = _found(("name: pier", "name: pier\n    expansion: council"))
    assert "pier" in found["council-meeting"].text.split()
    assert "pier" not in found["money-spent"].text.split()


def test_a_page_stands_before_its_records_so_that_results_name_it() -> None:
    seen: set[str] = set()
    for entry in _entries():
        assert not entry.target.anchor or entry.target.page in seen
        seen.add(entry.target.page)


def test_texts_are_escaped_in_the_index_because_a_search_shows_them_as_html() -> None:
    found = _entries(("title: The Aldra ferry", "title: The <img> ferry"))
    urls = {"briefings/aldra-ferry/index.md": "briefings/aldra-ferry/"}
    documents = findable.documents(found, urls)
    index = shards.extended('{"docs": []}', [("aldra-ferry", documents)])
    first = json.loads(index.text())["docs"][0]
    assert first["title"] == "The &lt;img&gt; ferry"
    assert first["location"] == "briefings/aldra-ferry/"
