"""The setting of the search's engine, and the pages that a large index is cut into."""

from __future__ import annotations

import gzip
import json
import shutil
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path

import cbor2
import material
import pytest

from briefgen.base.indexsize import Large, large
from briefgen.base.searchoptions import PAGEFIND, Search, search_from
from briefgen.engine import pagefind, searchbox, thorough
from briefgen.engine.cuts import WORDS
from briefgen.search import findable, wordranges, words
from briefgen.search import shards as searchparts
from briefgen.search.pages import CHUNKS, pages, place
from briefgen.search.shards import SHARDS, read, shard, shards

THEME = str(Path(material.__file__).parent / "templates")


def _index(*documents: tuple[str, str, str]) -> str:
    docs = [{"location": a, "title": b, "text": c} for a, b, c in documents]
    return json.dumps({"config": {"lang": ["en"], "separator": " "}, "docs": docs})


FERRY = _index(
    ("briefings/ferry/claims/", "Claims – The ferry", ""),
    ("briefings/ferry/claims/#rammed", "A ship rammed the pier", "“A ship &lt;b&gt; rammed it”"),
    ("guide/", "Guide", "<p>Read this.</p>"),
    ("briefings/quay/claims/", "Claims – The quay", "Built in 1974"),
)


def _pages(index: str) -> list[str]:
    parts = searchparts.read(index).parts
    return [page for _, page in pages(documents for _, documents in parts)]


def _complete(out: Path, index: str, search: Search, theme: str = THEME) -> str:
    choice = searchbox.choose(searchparts.read(index), [theme], search)
    searchbox.complete(out, choice, findable.WEIGHTS)
    return choice.obstacle


def test_auto_cuts_an_index_above_the_limit_and_no_smaller_one() -> None:
    size = len(gzip.compress(FERRY.encode(), 6, mtime=0))
    assert 100 < size < 1000
    assert large(lambda: [FERRY], size - 1)
    assert not large(lambda: [FERRY], size)
    limits: list[int] = []
    assert Search(kilobytes=7).chunked(lambda limit: not limits.append(limit))
    assert not Search(kilobytes=7).chunked(limits.remove)
    assert not Search("material", 0).chunked(lambda _: True)
    assert Search("pagefind", 9_999).chunked(lambda _: False)


def test_what_told_that_an_index_is_large_is_believed_of_the_same_beginning_only() -> None:
    pieces = [f"{number} {7 ** (3_000 + number)}" for number in range(40)]
    found = large(lambda: pieces, 20_000)
    assert found
    assert 1 < found.pieces < 40
    begun = pieces[: found.pieces]
    # It is believed, whatever it says, of an index with the same beginning and the same limit.
    known = Large(9**9, found.pieces, found.digest)
    assert large(lambda: [*begun, "another"], 9**9, known) is known
    others = (begun[:-1], ["".join(begun[:2]), *begun[2:]], [*begun[:-1], "another"], begun[1:])
    assert not any(large(partial(iter, other), 9**9, known) for other in others)
    assert large(lambda: begun, 9**9 - 1, known) is None
    # What is read to compare is looked at all the same.
    moved = ["", *pieces]
    assert large(lambda: moved, 20_000, found) == large(lambda: moved, 20_000)


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
    claims, guide, _ = _pages(FERRY)
    assert '<h2 id="rammed">A ship rammed the pier</h2>' in claims
    assert "&lt;b&gt;" in claims
    assert "<b>" not in claims
    assert "zzinferry zzkindclaims" in claims
    assert "zz" not in guide


def test_text_without_spaces_is_cut_into_characters_and_tags_are_not() -> None:
    (page,) = _pages(_index(("a/", "港の船", '<p title="港">a b</p>')))
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


def _ahead(out: Path) -> list[tuple[str, str]]:
    """Where each file for words begins, and its name, as the worker is told."""
    settings = json.loads((out / "search" / "search_index.json").read_text())
    starts, names = settings["config"]["briefgen"]["ahead"].split("/")
    return [*zip(starts.split(" "), names.split(" "), strict=True)]


def test_the_files_for_words_are_listed_in_the_order_of_words(tmp_path: Path) -> None:
    _complete(tmp_path, FERRY, Search(PAGEFIND))
    starts = [start for start, _ in _ahead(tmp_path)]
    assert starts == sorted(starts)
    files = {path.name for path in (tmp_path / CHUNKS / WORDS).iterdir()}
    assert {name for _, name in _ahead(tmp_path)} == files


def test_a_page_s_script_has_the_list_once_and_a_small_site_s_has_none(tmp_path: Path) -> None:
    script = tmp_path / searchbox.SCRIPT
    script.parent.mkdir()
    script.write_text("run();\n", encoding="utf-8")
    _complete(tmp_path, FERRY, Search())
    assert script.read_text("utf-8") == "run();\n"
    for _ in range(2):
        _complete(tmp_path, FERRY, Search(PAGEFIND))
    settings = json.loads((tmp_path / "search" / "search_index.json").read_text())
    ahead = json.dumps(settings["config"]["briefgen"]["ahead"])
    assert script.read_text("utf-8") == f"run();\nwindow.briefgenAhead={ahead};\n"


@pytest.mark.parametrize(
    "ranges",
    [
        [["a", "b", "en_1"], ["c", "d", "en_2"]],
        [["c", "d", "en_2"], ["a", "b", "en_1"]],
    ],
)
def test_ranges_are_sorted(ranges: list[list[str]]) -> None:
    listed = wordranges.listed(_metadata(["1.5.2", [], ranges]))
    assert listed == [("a", "b", "en_1"), ("c", "d", "en_2")]


@pytest.mark.parametrize(
    "loaded",
    [
        ["1.5.2", []],
        ["1.5.2", [], [["a", "b"]]],
        ["1.5.2", [], [["a b", "c", "en_1"]]],
        ["1.5.2", [], [["a", "c", "en_1"], ["b", "d", "en_2"]]],
        7,
        {},
    ],
)
def test_metadata_of_another_form_list_nothing(loaded: object) -> None:
    assert wordranges.listed(_metadata(loaded)) == []


@pytest.mark.parametrize(
    "raw",
    [b"", b"no gzip", gzip.compress(b"\xff", mtime=0), gzip.compress(b"", mtime=0)[:9]],
    ids=["empty", "no gzip", "no text", "cut off"],
)
def test_what_is_no_metadata_lists_nothing(raw: bytes) -> None:
    assert wordranges.listed(raw) == []
    assert wordranges.few(raw, {"index/en_1.pf_index": raw}, 0) == {}


def test_of_a_rare_word_the_pages_are_listed_and_of_a_common_one_none() -> None:
    metadata = _metadata(["1.5.2", [[f"en_{n}", 9] for n in range(9)], []])
    # Of each page the distance from the last, as the index has it.
    chunk = _metadata([[["pier", [[2, [1], []], [3, [4], []]], []], ["ship", [[1, [1], []]] * 3]]])
    found = wordranges.few(metadata, {"index/en_1.pf_index": chunk}, 7)
    assert found == {"index/en_1.pf_index": "pier 7/en_2 7/en_5\nship"}
    # A page that there is not is another form.
    beyond = _metadata([[["pier", [[9, [1], []]], []]]])
    assert wordranges.few(metadata, {"index/en_1.pf_index": beyond}, 7) == {}


def test_a_chunk_that_was_known_is_not_read_again_unless_it_names_a_page_that_is_another() -> None:
    pages = [f"en_{n}" for n in range(9)]
    metadata = _metadata(["1.5.2", [[page, 9] for page in pages], []])
    chunks = {
        "a": _metadata([[["pier", [[2, [1], []]]]]]),
        "b": _metadata([[["ship", [[5, [1], []]]]]]),
    }
    # As if something else had been found in them, so that it shows where it is from.
    known = wordranges.Known(metadata, chunks, {"a": "known 7/en_2", "b": "known 7/en_5"})

    def found(names: list[str], chunks: dict[str, bytes]) -> dict[str, str]:
        new = _metadata(["1.5.2", [[page, 9] for page in names], []])
        return wordranges.few(new, chunks, 7, known)

    assert found(pages, chunks) == {"a": "known 7/en_2", "b": "known 7/en_5"}
    other = [*pages[:5], "en_new", *pages[6:]]
    assert found(other, chunks) == {"a": "known 7/en_2", "b": "ship 7/en_new"}
    assert found([*pages, "en_9"], chunks) == {"a": "pier 7/en_2", "b": "ship 7/en_5"}
    assert found(pages, chunks | {"a": chunks["b"]})["a"] == "ship 7/en_5"


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
        parts[name] = len([*(tmp_path / name / CHUNKS).glob("*/index/*.pf_index")])
        monkeypatch.setattr(pagefind, "CHUNK_SIZE", {})
    assert parts["small"] > 3 * parts["as it comes"] > 0


def test_what_every_search_begins_with_comes_with_the_index(tmp_path: Path) -> None:
    _complete(tmp_path, FERRY, Search(PAGEFIND))
    loaded = json.loads((tmp_path / "search" / "search_index.json").read_text())
    names = sorted(loaded["config"]["briefgen"]["first"])
    filled = [str(number) for number in shards(read(FERRY).parts)]
    assert len(filled) > 1
    # One program for all shards, and the metadata of each.
    kinds = sorted(name.rpartition(".")[2] for name in names)
    assert kinds == ["pagefind", *["pf_meta"] * len(filled)]
    assert {path.name for path in (tmp_path / CHUNKS).iterdir()} == {*filled, WORDS}
    folders = {path.name for path in (tmp_path / CHUNKS).glob("*/*") if path.is_dir()}
    assert folders == {"index", "fragment"}


def test_a_briefing_s_shard_depends_on_its_id_alone() -> None:
    parts = [(f"works-{number}", f'{{"at": {number}}}') for number in range(200)]
    before = shards(parts)
    assert sorted(before) == [*range(SHARDS)]
    # All have about as much.
    sizes = [len(parts) for parts in before.values()]
    assert min(sizes) > 0.6 * max(sizes)
    after = shards([part for part in parts if part[0] != "works-7"])
    changed = [number for number in before if before[number] != after[number]]
    assert changed == [shard("works-7")]
    assert shards([("empty", ""), parts[0]]) == {shard("works-0"): ['{"at": 0}']}


def test_a_page_s_name_does_not_change_with_the_pages_before_it() -> None:
    first, second = (f'{{"location": "{at}/", "title": "", "text": ""}}' for at in "ab")
    both = dict(pages([f"{first}, {second}"]))
    assert dict(pages([first, second])) == both
    one = dict(pages([second]))
    assert len(both) == 2
    assert one.items() < both.items()


def test_what_a_search_begins_with_is_packed_anew_and_stays_the_same() -> None:
    whole = " ".join(
        f"pier {number % 97} of {number**2 % 1009}" for number in range(3_000)
    ).encode()
    loose = gzip.compress(whole, 1, mtime=0)
    packed = thorough.packed(loose)
    assert gzip.decompress(packed) == whole
    assert len(packed) < len(gzip.compress(whole, 9)) < len(loose)
    # What was found before is taken for the same file, however it was packed, and for no other.
    assert thorough.packed(loose, loose) is loose
    assert thorough.packed(loose, gzip.compress(b"another")) == packed
    assert thorough.packed(packed) == packed
    # What is packed already as well as can be, or is no such file, is left alone.
    assert all(
        thorough.packed(other) is other for other in (b"export{", packed[:-9], loose[:50], b"")
    )


def test_what_pagefind_says_of_its_failure_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "pagefind.js" in pagefind.Run("en").cut([("a.html", "<html><body>a</body></html>")])
    monkeypatch.setattr(pagefind, "_INDEX", 9)
    with pytest.raises(pagefind.NoEngineError, match="Pagefind failed"):
        pagefind.Run("en").cut([("a.html", "<html><body>a</body></html>")])


def test_a_file_for_a_word_has_the_chunks_of_every_shard_that_may_have_it() -> None:
    ranges = {
        0: [("anna", "dora", "A"), ("kilo", "lima", "K")],
        1: [("bert", "bill", "B"), ("cut", "lima", "C"), ("milk", "much", "M")],
    }
    found = _bundles(
        ranges, {0: {"A": "anna\ncap 0/en_1", "K": "kilo"}, 1: {"C": "cap 1/en_2\ncut"}}
    )
    # The shard with most chunks says where a file begins, by as few signs as it takes; before the first is nothing.
    assert list(found) == ["", "c", "m"]
    # "dora" may stand in A, and "lima" in K; neither in B.
    assert [path for path, _ in found["c"]] == ["few", *_paths("0A", "0K", "1C")]
    assert [part for _, part in found["c"]][1:] == [b"AAA", b"KKK", b"CCC"]
    assert [path for path, _ in found[""]][1:] == _paths("0A", "1B")
    assert [path for path, _ in found["m"]][1:] == _paths("0K", "1M")
    # The words of a chunk that stand in the file alone.
    lines = [gzip.decompress(found[start][0][1]).decode().split("\n") for start in found]
    assert lines == [["anna"], ["cap 0/en_1", "kilo", "cap 1/en_2", "cut"], [""]]
    assert _bundles({**ranges, 1: []}, {0: {}, 1: {}}) == {}


def test_a_file_for_a_word_that_is_alone_in_a_chunk_has_what_pagefind_takes_for_it_as_well() -> (
    None
):
    # Of "about" its ranges say "ab"; it also loads what ends with "a", for that may be meant.
    alone = {0: [("9", "a", "A"), ("ab", "ab", "B"), ("ac", "ad", "C")]}
    found = _bundles(alone, {0: {}})
    assert [path for path, _ in found["ab"]][1:] == _paths("0B", "0A")
    assert [path for path, _ in found["ac"]][1:] == _paths("0C")
    several = {0: [("9", "a", "A"), ("ab", "ac", "B")]}
    assert [path for path, _ in _bundles(several, {0: {}})["ab"]][1:] == _paths("0B")


def _bundles(
    ranges: dict[int, list[wordranges.Range]], few: dict[int, dict[str, str]]
) -> dict[str, list[tuple[str, bytes]]]:
    """Path and content of the parts of each file, by the word that it begins with; a chunk has its name three times."""
    chunks = {
        number: {f"index/{name}.pf_index": name.encode() * 3 for _, _, name in listed}
        for number, listed in ranges.items()
    }
    lines = {
        number: {f"index/{name}.pf_index": text for name, text in few.get(number, {}).items()}
        for number in ranges
    }
    made = words.bundles(ranges, chunks, lines, chunks)
    return {file.first: _parts(file.content()) for file in made}


def _parts(raw: bytes) -> list[tuple[str, bytes]]:
    head, _, body = raw.partition(b"\n")
    given = head.decode().split()
    ends = [*accumulate(map(int, given[1::2]), initial=0)]
    assert ends[-1] == len(body)
    return [(path, body[a:b]) for path, (a, b) in zip(given[::2], pairwise(ends), strict=True)]


def _paths(*chunks: str) -> list[str]:
    return [f"{chunk[0]}/index/{chunk[1]}.pf_index" for chunk in chunks]


_RANGES: list[wordranges.Range] = [("anna", "dora", "A"), ("kilo", "lima", "K")]


@pytest.mark.parametrize(
    ("ranges", "chunk", "few", "same"),
    [
        (_RANGES, b"A", "anna 0/en_1", True),
        (_RANGES, b"B", "anna 0/en_1", False),
        (_RANGES, b"A", "anna 0/en_2", False),
        ([("anna", "ewa", "A"), ("kilo", "lima", "K")], b"A", "anna 0/en_1", True),
        ([("anna", "kiel", "A"), ("kilo", "lima", "K")], b"A", "anna 0/en_1\nkiel", False),
    ],
)
def test_a_file_for_a_word_has_another_identity_where_anything_in_it_is_another(
    ranges: list[wordranges.Range], chunk: bytes, few: str, *, same: bool
) -> None:
    before, now = (_first(*one) for one in ((_RANGES, b"A", "anna 0/en_1"), (ranges, chunk, few)))
    assert (before.identity == now.identity) == same
    assert (before.content() == now.content()) == same


def _first(ranges: list[wordranges.Range], chunk: bytes, few: str) -> words.Bundle:
    chunks = {0: {"index/A.pf_index": chunk, "index/K.pf_index": b"K"}}
    return next(words.bundles({0: ranges}, chunks, {0: {"index/A.pf_index": few}}, chunks))


def test_a_file_is_named_after_what_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    names = words.named([b"a", b"b", b"a"])
    assert names[0] == names[2] != names[1]
    assert words.named([b"b"]) == names[1:2]
    monkeypatch.setattr(words, "_SHORT", 0)
    several = [str(number).encode() for number in range(99)]
    assert len(set(words.named(several))) == 99


def test_every_word_of_an_index_is_in_the_file_that_is_asked_for(tmp_path: Path) -> None:
    rows = (
        (f"briefings/b{n % 9}/claims/#c{n}", f"word{n}", f"pier{n} mole{n}") for n in range(3_000)
    )
    _complete(tmp_path, _index(*rows), Search(PAGEFIND))
    listed = _ahead(tmp_path)
    assert len(listed) > 2
    chunks = {
        str(path.relative_to(tmp_path / CHUNKS)): path.read_bytes()
        for path in (tmp_path / CHUNKS).glob("*/index/*")
    }
    for word in ("mole0", "pier512", "word7", "word899"):
        name = [name for first, name in listed if first <= word][-1]
        raw = (tmp_path / CHUNKS / WORDS / name).read_bytes()
        having = [path for path, chunk in chunks.items() if word.encode() in gzip.decompress(chunk)]
        assert having
        assert all(path.encode() in raw.partition(b"\n")[0] for path in having)
        assert all(chunks[path] in raw for path in having)
        # Each is on one page only, and its record is the one that has it.
        lines = gzip.decompress(_parts(raw)[0][1]).decode().split("\n")
        (page,) = [line.split()[1:] for line in lines if line.split()[0] == word]
        (at,) = page
        record = (tmp_path / CHUNKS / f"{at.replace('/', '/fragment/')}.pf_fragment").read_bytes()
        assert word in gzip.decompress(record).decode()


def test_a_site_that_became_small_loses_its_chunks(tmp_path: Path) -> None:
    _complete(tmp_path, FERRY, Search(PAGEFIND))
    index = tmp_path / "search" / "search_index.json"
    assert json.loads(index.read_text())["docs"] == []
    _complete(tmp_path, FERRY, Search())
    assert len(json.loads(index.read_text())["docs"]) == 4
    assert not (tmp_path / CHUNKS).exists()


def test_a_site_without_documents_has_no_chunks(tmp_path: Path) -> None:
    _complete(tmp_path, _index(), Search(PAGEFIND))
    assert not (tmp_path / CHUNKS).exists()
    assert json.loads((tmp_path / "search" / "search_index.json").read_text())["docs"] == []


def test_another_theme_keeps_its_own_search_and_says_so(tmp_path: Path) -> None:
    said = _complete(tmp_path, FERRY, Search(kilobytes=0), theme=str(tmp_path))
    assert "Material 9.8" in said
    assert not (tmp_path / "assets").exists()
    with pytest.raises(pagefind.NoEngineError, match=r"Material 9\.8"):
        _complete(tmp_path, FERRY, Search(PAGEFIND), theme=str(tmp_path))


def test_another_release_of_the_theme_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searchbox, "THEME", "9.99.")
    assert _complete(tmp_path, FERRY, Search()) == ""
    assert not (tmp_path / "assets").exists()


def test_our_worker_goes_before_the_theme_s_own_once(tmp_path: Path) -> None:
    shutil.copytree(Path(THEME) / searchbox.WORKERS, tmp_path / searchbox.WORKERS)
    for _ in range(2):
        _complete(tmp_path, FERRY, Search())
    (worker,) = (tmp_path / searchbox.WORKERS).glob("search.*.min.js")
    text = worker.read_text(encoding="utf-8")
    assert text.count("End of briefgen's part") == 1
    assert text.endswith((Path(THEME) / searchbox.WORKERS / worker.name).read_text("utf-8"))
