"""The setting of the search's engine, and the pages that a large index is cut into."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import cbor2
import material
import pytest

from briefgen import searchengine, searchindex, searchranges
from briefgen.searchoptions import PAGEFIND, Search, compressed, search_from
from briefgen.searchpages import CHUNKS, pages, place

THEME = str(Path(material.__file__).parent / "templates")


def _index(*documents: tuple[str, str, str]) -> str:
    docs = [{"location": a, "title": b, "text": c} for a, b, c in documents]
    return json.dumps({"config": {"lang": ["en"], "separator": " "}, "docs": docs})


FERRY = _index(
    ("briefings/ferry/claims/", "Claims – The ferry", ""),
    ("briefings/ferry/claims/#rammed", "A ship rammed the pier", "“A ship &lt;b&gt; rammed it”"),
    ("guide/", "Guide", "<p>Read this.</p>"),
)


def _complete(out: Path, index: str, search: Search, theme: str = THEME) -> str:
    return searchengine.complete(out, index, [theme], search, searchindex.WEIGHTS)


def test_auto_cuts_an_index_above_the_limit_and_no_smaller_one() -> None:
    size = compressed(FERRY)
    assert 100 < size < 1000
    assert Search(kilobytes=0).chunked(FERRY)
    assert not Search(kilobytes=1).chunked(FERRY)
    assert not Search("material", 0).chunked(FERRY)
    assert Search("pagefind", 9_999).chunked(FERRY)


@pytest.mark.parametrize(
    "given",
    ["pagefind", {"engine": "lunr"}, {"kilobytes": "many"}, {"kilobytes": -1}, {"size": 1}, []],
)
def test_a_wrong_setting_is_reported_and_the_default_holds(given: object) -> None:
    search, problems = search_from(given, "mkdocs.yml")
    assert search == Search()
    assert [problem.span.path for problem in problems] == ["mkdocs.yml"]


def test_a_right_setting_is_taken() -> None:
    assert search_from({"engine": "pagefind"}, "mkdocs.yml") == (Search("pagefind"), [])
    assert search_from({"kilobytes": 9}, "mkdocs.yml") == (Search("auto", 9), [])
    assert search_from(None, "mkdocs.yml") == (Search(), [])


def test_an_address_tells_briefing_and_kind() -> None:
    assert place("briefings/ferry/claims/#rammed") == ("ferry", "claims")
    assert place("briefings/ferry/claims.html") == ("ferry", "claims")
    assert place("briefings/ferry/sources/article/") == ("ferry", "sources")
    assert place("briefings/ferry/") == ("ferry", "overview")
    assert place("briefings/") == place("guide/") == ("", "")


def test_a_page_holds_its_records_under_their_anchors_and_stays_escaped() -> None:
    made = dict(pages(FERRY))
    assert list(made) == ["000000.html", "000001.html"]
    claims = made["000000.html"]
    assert '<h2 id="rammed">A ship rammed the pier</h2>' in claims
    assert "&lt;b&gt;" in claims
    assert "<b>" not in claims
    assert "zzinferry zzkindclaims" in claims
    assert "zz" not in made["000001.html"]


def test_text_without_spaces_is_cut_into_characters_and_tags_are_not() -> None:
    page = dict(pages(_index(("a/", "港の船", '<p title="港">a b</p>'))))["000000.html"]
    assert [*page.split("<h1>")[1].split("</h1>")[0].split()] == ["港", "の", "船"]
    assert '<p title="港">a b</p>' in page


def test_the_same_index_gives_the_same_chunks_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pagefind.yml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made = []
    for number in range(6):
        assert _complete(tmp_path / str(number), FERRY, Search(PAGEFIND)) == ""
        files = (path for path in (tmp_path / str(number)).rglob("*") if path.is_file())
        made.append({path.relative_to(tmp_path / str(number)): path.read_bytes() for path in files})
        monkeypatch.setenv("PAGEFIND_INCLUDE_CHARACTERS", "<>")
    one = made[0]
    # Six, as a random order of two things would be the same by chance.
    assert all(other == one for other in made)
    assert any(path.suffix == ".pf_index" for path in one)
    assert not any(path.suffix == ".css" or path.name == "pagefind-ui.js" for path in one)


def test_the_ranges_of_chunks_are_listed_in_the_order_of_words(tmp_path: Path) -> None:
    _complete(tmp_path, FERRY, Search(PAGEFIND))
    settings = json.loads((tmp_path / "search" / "search_index.json").read_text())
    settings = settings["config"]["briefgen"]
    # A page reads it while the rest is still on its way.
    assert next(iter(settings)) == "ahead"
    names = [entry.split("/")[1] for entry in settings["ahead"].split(" ")]
    files = {path.stem for path in (tmp_path / CHUNKS / "index").iterdir()}
    assert len(names) == len(files) > 0
    assert {*names} == files


@pytest.mark.parametrize(
    "ranges",
    [
        [["a", "b", "en_1"], ["c", "d", "en_2"]],
        [["c", "d", "en_2"], ["a", "b", "en_1"]],
    ],
)
def test_ranges_are_sorted(ranges: list[list[str]]) -> None:
    assert searchranges.listed(_metadata(["1.5.2", [], ranges])) == "a/en_1 c/en_2"


@pytest.mark.parametrize(
    "loaded",
    [["1.5.2", []], ["1.5.2", [], [["a", "b"]]], ["1.5.2", [], [["a b", "c", "en_1"]]], 7, {}],
)
def test_metadata_of_another_form_list_nothing(loaded: object) -> None:
    assert searchranges.listed(_metadata(loaded)) == ""


@pytest.mark.parametrize("raw", [b"", b"no gzip", gzip.compress(b"\xff"), gzip.compress(b"")[:9]])
def test_what_is_no_metadata_lists_nothing(raw: bytes) -> None:
    assert searchranges.listed(raw) == ""


def _metadata(loaded: object) -> bytes:
    return gzip.compress(b"pagefind_dcd" + cbor2.dumps(loaded))


def test_a_word_brings_a_small_part_of_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ((f"briefings/ferry/claims/#c{n}", f"word{n}", f"pier{n} mole{n}") for n in range(2000))
    index = _index(*rows)
    parts = {}
    for name in ("small", "as it comes"):
        _complete(tmp_path / name, index, Search(PAGEFIND))
        parts[name] = len([*(tmp_path / name / CHUNKS).glob("index/*.pf_index")])
        monkeypatch.setattr(searchengine, "CHUNK_SIZE", {})
    assert parts["small"] > 3 * parts["as it comes"] > 0


def test_what_every_search_begins_with_comes_with_the_index(tmp_path: Path) -> None:
    _complete(tmp_path, FERRY, Search(PAGEFIND))
    loaded = json.loads((tmp_path / "search" / "search_index.json").read_text())
    names = sorted(loaded["config"]["briefgen"]["first"])
    assert [name.rpartition(".")[2] for name in names] == ["pf_meta", "pagefind"]
    left = {path.name for path in (tmp_path / CHUNKS).iterdir()}
    assert left == {"index", "fragment", "pagefind-entry.json"}


def test_a_site_that_became_small_loses_its_chunks(tmp_path: Path) -> None:
    _complete(tmp_path, FERRY, Search(PAGEFIND))
    index = tmp_path / "search" / "search_index.json"
    assert json.loads(index.read_text())["docs"] == []
    _complete(tmp_path, FERRY, Search())
    assert len(json.loads(index.read_text())["docs"]) == 3
    assert not (tmp_path / CHUNKS).exists()


def test_another_theme_keeps_its_own_search_and_says_so(tmp_path: Path) -> None:
    said = _complete(tmp_path, FERRY, Search(kilobytes=0), theme=str(tmp_path))
    assert "Material 9.8" in said
    assert not (tmp_path / "assets").exists()
    with pytest.raises(searchengine.NoEngineError, match=r"Material 9\.8"):
        _complete(tmp_path, FERRY, Search(PAGEFIND), theme=str(tmp_path))


def test_another_release_of_the_theme_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searchengine, "THEME", "9.99.")
    assert _complete(tmp_path, FERRY, Search()) == ""
    assert not (tmp_path / "assets").exists()


def test_our_worker_goes_before_the_theme_s_own_once(tmp_path: Path) -> None:
    shutil.copytree(Path(THEME) / searchengine.WORKERS, tmp_path / searchengine.WORKERS)
    for _ in range(2):
        _complete(tmp_path, FERRY, Search())
    (worker,) = (tmp_path / searchengine.WORKERS).glob("search.*.min.js")
    text = worker.read_text(encoding="utf-8")
    assert text.count("End of briefgen's part") == 1
    assert text.endswith((Path(THEME) / searchengine.WORKERS / worker.name).read_text("utf-8"))
