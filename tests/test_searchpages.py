"""The setting of the search's engine, and the pages that a large index is cut into."""

from __future__ import annotations

import base64
import gzip
import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

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
    assert any(path.suffix == ".pf_fragment" for path in one)
    assert not any(path.suffix == ".css" or path.name == "pagefind-ui.js" for path in one)


def _settings(out: Path) -> dict[str, Any]:
    """What the worker is told of a search in chunks."""
    loaded = json.loads((out / "search" / "search_index.json").read_text())
    return loaded["config"]["briefgen"]


def _ahead(out: Path) -> list[tuple[str, str]]:
    """Where each file for words begins, and its name, as the worker is told."""
    starts, names = _settings(out)["ahead"].split("/")
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
    # The worker is told where it is, and not sent it a second time.
    settings = _settings(tmp_path)
    assert "ahead" not in settings
    worker = tmp_path / searchbox.WORKERS / "search.js"
    assert (worker.parent / settings["listed"]).resolve() == script.resolve()
    told = script.read_text("utf-8")
    _complete(tmp_path / "bare", FERRY, Search(PAGEFIND))
    ahead = json.dumps(f"{_settings(tmp_path / 'bare')['ahead']}/{settings['edition']}")
    assert told == f"run();\nwindow.briefgenAhead={ahead};\n"
    assert "listed" not in _settings(tmp_path / "bare")


def _packed(loaded: object) -> bytes:
    return gzip.compress(wordranges.SIGNATURE + cbor2.dumps(loaded))


def _metadata(pages: Iterable[str], *rest: object, chunks: int = 1) -> bytes:
    ranges = [["a", "b", f"en_{number}"] for number in range(chunks)]
    return _packed(["1.5.2", [[page, 9] for page in pages], ranges, *rest])


def _chunk(**words: list[int]) -> bytes:
    """A chunk as Pagefind writes it: of each page that a word stands on the distance from the last."""
    return _packed([[[word, [[page, [1], []] for page in found]] for word, found in words.items()]])


PAGES = [f"en_{n}" for n in range(9)]


def test_a_chunk_is_taken_apart_into_its_words() -> None:
    chunk = _chunk(pier=[2, 3], ship=[1, 1, 1])
    (found,) = wordranges.chunks(_metadata(PAGES), {"index/en_1.pf_index": chunk}, 7).values()
    # Of a rare word the pages are listed, and of a common one none.
    assert found.lines == "pier 7/en_2 7/en_5\nship"
    assert (found.first, found.last) == ("pier", "ship")
    pier, ship = (
        cbor2.dumps(["pier", [[2, [1], []], [3, [1], []]]]),
        cbor2.dumps(["ship", [[1, [1], []]] * 3]),
    )
    assert found.between("", None) == (["pier 7/en_2 7/en_5", "ship"], pier + ship)
    assert found.between("pi", "ship") == (["pier 7/en_2 7/en_5"], pier)
    assert found.between("pies", None) == (["ship"], ship)
    assert found.between("q", "s") == ([], b"")


def test_chunks_come_in_the_order_of_their_words() -> None:
    index = {"x": _chunk(ship=[1]), "y": _chunk(mole=[1], pier=[2])}
    assert [*wordranges.chunks(_metadata(PAGES, chunks=2), index, 0)] == ["y", "x"]
    both = index | {"z": _chunk(pier=[3])}
    # With a word in two of them, they cannot be told apart by words.
    assert wordranges.chunks(_metadata(PAGES, chunks=3), both, 0) == {}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no gzip",
        gzip.compress(b"\xff", mtime=0),
        gzip.compress(b"", mtime=0)[:9],
        _packed(7),
        _packed({}),
        _packed([[]]),
        _packed([[["pier"]]]),
        _packed([[["pier", [[9, [1], []]]]]]),
        _packed([[["a pier", [[1, [1], []]]]]]),
        _packed([[["pier", [[1, [1], []]]]], []]),
    ],
    ids=[
        *("empty", "no gzip", "no text", "cut off", "number", "mapping", "no word", "no pages"),
        *("a page that there is not", "a space", "more"),
    ],
)
def test_what_has_another_form_is_not_taken_apart(raw: bytes) -> None:
    good = _chunk(pier=[2])
    assert wordranges.chunks(_metadata(PAGES), {"a": good}, 0)
    assert wordranges.chunks(_metadata(PAGES), {"a": raw}, 0) == {}
    assert wordranges.chunks(raw, {"a": good}, 0) == {}


def test_a_chunk_that_was_known_is_not_read_again_unless_it_names_a_page_that_is_another() -> None:
    metadata = _metadata(PAGES, chunks=2)
    index = {"a": _chunk(pier=[2]), "b": _chunk(ship=[5])}
    before = wordranges.chunks(metadata, index, 7)
    # As if something else had been found in them, so that it shows where it is from.
    marked = {
        name: replace(chunk, lines=chunk.lines.replace(" ", "known "))
        for name, chunk in before.items()
    }
    known = wordranges.Known(metadata, marked)

    def found(names: list[str], index: dict[str, bytes]) -> list[str]:
        made = wordranges.chunks(_metadata(names, chunks=2), index, 7, known)
        return [chunk.lines for chunk in made.values()]

    assert found(PAGES, index) == ["pierknown 7/en_2", "shipknown 7/en_5"]
    other = [*PAGES[:5], "en_new", *PAGES[6:]]
    assert found(other, index) == ["pierknown 7/en_2", "ship 7/en_new"]
    assert found([*PAGES, "en_9"], index) == ["pier 7/en_2", "ship 7/en_5"]
    assert found(PAGES, index | {"b": _chunk(ship=[4])}) == ["pierknown 7/en_2", "ship 7/en_4"]


@pytest.mark.parametrize(
    "ranges",
    [[], [["a", "b"]], [["a", "b", "en_1"]] * 2, [7]],
    ids=["none", "pairs", "two", "other"],
)
def test_with_other_ranges_than_known_nothing_is_taken_apart(ranges: list[object]) -> None:
    pages = [[page, 9] for page in PAGES]
    index = {"a": _chunk(pier=[2])}
    assert wordranges.chunks(_packed(["1.5.2", pages, [["a", "b", "en_1"]]]), index, 0)
    assert wordranges.chunks(_packed(["1.5.2", pages, ranges]), index, 0) == {}
    assert wordranges.chunks(_packed(["1.5.2", pages]), index, 0) == {}


def test_metadata_have_a_place_for_other_ranges() -> None:
    bare, place = wordranges.bare(_metadata(PAGES, [], ["at"]))
    others = cbor2.dumps([["a", "z", "1a2b3c4"]])
    whole = bare[:place] + others + bare[place + 1 :]
    loaded = cbor2.loads(whole.removeprefix(wordranges.SIGNATURE))
    assert loaded == ["1.5.2", [[p, 9] for p in PAGES], [["a", "z", "1a2b3c4"]], [], ["at"]]
    assert cbor2.loads(bare.removeprefix(wordranges.SIGNATURE))[2] == []


@pytest.mark.parametrize("count", [0, 1, 23, 24, 70_000])
def test_an_array_begins_as_the_standard_says(count: int) -> None:
    assert cbor2.loads(wordranges.begin(count) + b"\x00" * count) == [0] * count


def test_a_word_brings_a_small_part_of_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ((f"briefings/ferry/claims/#c{n}", f"word{n}", f"pier{n} mole{n}") for n in range(2000))
    index = _index(*rows)
    parts = {}
    for name in ("small", "as it comes"):
        _complete(tmp_path / name, index, Search(PAGEFIND))
        parts[name] = len(_ahead(tmp_path / name))
        monkeypatch.setattr(pagefind, "CHUNK_SIZE", {})
    assert parts["small"] > 3 * parts["as it comes"] > 0


def test_an_index_of_another_form_is_left_as_pagefind_cuts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _complete(tmp_path / "known", FERRY, Search(PAGEFIND))
    assert [*(tmp_path / "known" / CHUNKS / WORDS).iterdir()]
    assert [*(tmp_path / "known" / CHUNKS).glob("*/index/*")] == []
    monkeypatch.setattr(wordranges, "_PAGES", 9)
    _complete(tmp_path / "other", FERRY, Search(PAGEFIND))
    settings = _settings(tmp_path / "other")
    assert not (tmp_path / "other" / CHUNKS / WORDS).exists()
    assert settings["ahead"] == ""
    for number, at in settings["ranges"].items():
        assert at == 0
        # What it begins with names each of the chunks.
        (name,) = (name for name in settings["first"] if re.match(rf"{number}/.*pf_meta", name))
        metadata = gzip.decompress(base64.b64decode(settings["first"][name]))
        chunks = [*(tmp_path / "other" / CHUNKS / number / "index").iterdir()]
        assert chunks
        assert all(path.stem.encode() in metadata for path in chunks)


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
    assert folders == {"fragment"}


def test_a_briefing_s_shard_depends_on_its_id_alone() -> None:
    parts = [(f"works-{number}", f'{{"at": {number}}}') for number in range(800)]
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


def _shard(number: int, *chunks: dict[str, list[int]]) -> list[wordranges.Chunk]:
    """The chunks of a shard whose words stand on these pages."""
    index = {str(place): _chunk(**words) for place, words in enumerate(chunks)}
    return [*wordranges.chunks(_metadata(PAGES, chunks=len(index)), index, number).values()]


def _read(raw: bytes) -> tuple[list[str], dict[str, list[str]]]:
    """The lines of a file for words, and the words of each of its parts as Pagefind reads them."""
    head, _, body = raw.partition(b"\n")
    size, *given = head.decode().split()
    lines, rest = body[: int(size)].decode().split("\n"), body[int(size) :]
    parts = {}
    for number, length in zip(given[::2], map(int, given[1::2]), strict=True):
        loaded = cbor2.loads(rest[:length].removeprefix(wordranges.SIGNATURE))
        parts[number], rest = [word for word, *_ in loaded[0]], rest[length:]
        assert len(loaded) == 1
    assert rest == b""
    return lines, parts


def test_a_file_for_words_has_those_of_every_shard_and_no_others() -> None:
    found = {
        file.first: _read(file.content())
        for file in words.bundles(
            {
                0: _shard(0, {"anna": [1], "cap": [1, 1, 1]}, {"kilo": [2], "lima": [3]}),
                1: _shard(1, {"bill": [4]}, {"cap": [5], "lima": [1]}, {"milk": [2], "much": [3]}),
            }
        )
    }
    # The shard with most chunks says where a file begins, by as few signs as it takes; before the first is nothing.
    assert found == {
        "": (["anna 0/en_1", "bill 1/en_4"], {"0": ["anna"], "1": ["bill"]}),
        "c": (
            ["cap", "kilo 0/en_2", "lima 0/en_3", "cap 1/en_5", "lima 1/en_1"],
            {"0": ["cap", "kilo", "lima"], "1": ["cap", "lima"]},
        ),
        # Of a shard without such words there is a part as well.
        "m": (["milk 1/en_2", "much 1/en_3"], {"0": [], "1": ["milk", "much"]}),
    }
    assert [*words.bundles({})] == []


def test_no_file_begins_with_the_sign_that_parts_the_list() -> None:
    shard = _shard(0, {"a": [1]}, {"a/b": [1]}, {"b": [1]})
    assert [file.first for file in words.bundles({0: shard})] == ["", "b"]


_ONE = ({"anna": [1], "dora": [2]}, {"kilo": [3]})


@pytest.mark.parametrize(
    ("chunks", "pages", "same"),
    [
        (_ONE, PAGES, True),
        (({"anna": [1], "dora": [4]}, {"kilo": [3]}), PAGES, False),
        (_ONE, ["en_0", "en_new", *PAGES[2:]], False),
        (({"anna": [1], "dora": [2]}, {"kilo": [4]}), PAGES, True),
        (({"anna": [1], "dora": [2]}, {"easy": [3]}), PAGES, False),
    ],
    ids=["same", "a page", "a page's record", "another file", "where it ends"],
)
def test_a_file_for_words_has_another_identity_where_anything_in_it_is_another(
    chunks: tuple[dict[str, list[int]], ...], pages: list[str], *, same: bool
) -> None:
    now = {str(place): _chunk(**held) for place, held in enumerate(chunks)}
    other = [*wordranges.chunks(_metadata(pages, chunks=len(now)), now, 0).values()]
    before, after = (next(words.bundles({0: held})) for held in (_shard(0, *_ONE), other))
    assert (before.identity == after.identity) == same
    if same:
        assert before.content() == after.content()


def test_a_file_is_named_after_what_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    names = words.named([b"a", b"b", b"a"])
    assert names[0] == names[2] != names[1]
    assert words.named([b"b"]) == names[1:2]
    monkeypatch.setattr(words, "_NAME", 0)
    several = [str(number).encode() for number in range(99)]
    assert len(set(words.named(several))) == 99


def test_every_word_of_an_index_is_in_the_file_that_is_asked_for(tmp_path: Path) -> None:
    rows = (
        (f"briefings/b{n % 9}/claims/#c{n}", f"word{n}", f"pier{n} mole{n}") for n in range(3_000)
    )
    _complete(tmp_path, _index(*rows), Search(PAGEFIND))
    listed = _ahead(tmp_path)
    assert len(listed) > 2
    for word in ("mole0", "pier512", "word7", "word899"):
        name = [name for first, name in listed if first <= word][-1]
        raw = gzip.decompress((tmp_path / CHUNKS / WORDS / name).read_bytes())
        lines, parts = _read(raw)
        assert sum(word in held for held in parts.values()) == 1
        # Each is on one page only, and its record is the one that has it.
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
