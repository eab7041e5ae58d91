"""The way back from a key or value to its place in the text: spans for people, offsets for edits."""

from __future__ import annotations

import pytest

from briefgen.base.diagnostics import Path
from briefgen.yaml.marks import BREAK, Document, position
from briefgen.yaml.strict import parse


def read(text: str) -> Document:
    """The document, whatever is wrong with it."""
    document, _ = parse("f.yml", text.encode())
    assert document is not None
    return document


LISTED = "a: b\nlist:\n  - c: 'd'\n  - [e, f]\nempty:\n"


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        (("a",), False, (1, 4, 1, 5)),
        (("a",), True, (1, 1, 1, 2)),
        # Of a list or mapping, its key says more than a span over many lines.
        (("list",), False, (2, 1, 2, 5)),
        (("list",), True, (2, 1, 2, 5)),
        (("list", 0, "c"), False, (3, 8, 3, 11)),
        (("list", 0, "c"), True, (3, 5, 3, 6)),
        (("list", 0), False, (3, 5, 3, 11)),
        (("list", 1), False, (4, 5, 4, 11)),
        (("list", 1), True, (4, 5, 4, 11)),
        (("list", 1, 1), False, (4, 9, 4, 10)),
        (("empty",), False, (5, 7, 5, 8)),
        # What is not there: its parent.
        (("list", 7), False, (2, 1, 2, 5)),
        (("list", 0, "x"), False, (3, 5, 3, 11)),
        (("list", 7, "x", "y"), False, (2, 1, 2, 5)),
        # A record in its short form, as a bare value: the value.
        (("a", "statement"), False, (1, 4, 1, 5)),
        (("a", "statement", 0), True, (1, 4, 1, 5)),
        # The file as a whole, as nothing has the key.
        ((), False, (1, 1, 5, 7)),
        ((), True, (1, 1, 5, 7)),
        (("x",), False, (1, 1, 5, 7)),
    ],
)
def test_each_key_and_value_has_its_place(path: Path, key: bool, place: tuple[int, ...]) -> None:
    assert read(LISTED).span(path, key=key) == ("f.yml", *place)


def test_a_value_is_meant_where_nothing_else_is_said() -> None:
    assert read(LISTED).span(("a",)) == ("f.yml", 1, 4, 1, 5)
    assert read(LISTED).extent(("a",)) == (3, 4)


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        ("", (), (1, 1, 1, 2)),
        ("\n\na:", ("a",), (3, 3, 3, 4)),
        ("a: x\nb: *y\n", ("b",), (2, 4, 2, 6)),
        ("a: &x\nb: c", ("a",), (1, 4, 1, 6)),
        # A text over several lines ends where its last word does, not at the next key.
        ("a: |\n  b c\n  d\n\n\ne: f\n", ("a",), (1, 4, 3, 4)),
        ("a: 'b\n  c'\nd: e\n", ("a",), (1, 4, 2, 5)),
        ("a: >-\n\n\nb: c\n", ("a",), (1, 4, 1, 6)),
        ("a: |\n  b c\n  d\n\ne: f\n", ("a", "x"), (1, 4, 3, 4)),
        ("  \n a: b", ("a",), (2, 5, 2, 6)),
        # libyaml counts a line here, and so does the span of what stands on one line.
        ("a: b\u2028c: d", ("c",), (2, 4, 2, 5)),
        ("\U0001d538é: '\U0001d538'", ("\U0001d538é",), (1, 5, 1, 8)),
        ("a:\r\n  b: c\r\n  d: e\r\n", ("a", "d"), (3, 6, 3, 7)),
        ("a:\r  b: c", ("a", "b"), (2, 6, 2, 7)),
    ],
)
def test_a_span_covers_what_is_written(text: str, path: Path, place: tuple[int, ...]) -> None:
    assert read(text).span(path)[1:] == place


FOUND = "a: one two one\nb:\n  - two\n  - 'it''s two'\nc: two\n"


@pytest.mark.parametrize(
    ("path", "needle", "place"),
    [
        (("a",), "one", (1, 4, 1, 7)),
        (("a",), "two", (1, 8, 1, 11)),
        (("a",), "two one", (1, 8, 1, 15)),
        (("b",), "two", (3, 5, 3, 8)),
        (("b", 1), "two", (4, 12, 4, 15)),
        (("c",), "two", (5, 4, 5, 7)),
        ((), "two", (1, 8, 1, 11)),
        # In a record in its short form.
        (("c", "statement"), "wo", (5, 5, 5, 7)),
        (("c", "statement", 0), "wo", (5, 5, 5, 7)),
        (("b", 1), "it's", (4, 6, 4, 11)),
        # However much white space there is.
        (("a",), "two\n one\n", (1, 8, 1, 15)),
        # Not in this value: the whole value.
        (("c",), "one", (5, 4, 5, 7)),
        (("a",), "twoone", (1, 4, 1, 15)),
        (("a",), " ", (1, 4, 1, 15)),
        (("b",), "one", (2, 1, 2, 2)),
        # No such value: its parent.
        (("b", 2), "two", (2, 1, 2, 2)),
        (("b", 2, "x"), "two", (2, 1, 2, 2)),
    ],
)
def test_words_are_found_in_the_value_that_is_meant_and_in_no_other(
    path: Path, needle: str, place: tuple[int, ...]
) -> None:
    assert read(FOUND).find(path, needle) == ("f.yml", *place)


@pytest.mark.parametrize(
    ("value", "needle", "place"),
    [
        (">-\n  One two.\n  Three\n  four.\n", "One two.", (2, 3, 2, 11)),
        (">-\n  One two.\n  Three\n  four.\n", "Three four.", (3, 3, 4, 8)),
        (">-\n  One two.\n  Three\n  four.\n", "two. Three", (2, 7, 3, 8)),
        ("|2-\n   One\n\n  two.\n", "One two.", (2, 4, 4, 7)),
        (">-\r\n  One\r\n  two.\r\n", "One two.", (2, 3, 3, 7)),
        # Not in the line that says how the block is to be read.
        ("> # two\n  One\n  two", "two", (3, 3, 3, 6)),
        ("One\n  two |\n  three", "two | three", (2, 3, 3, 8)),
        (">-\r  One\r  two.\r", "One two.", (2, 3, 3, 7)),
        ("|\n  'One' isn''t \\n", "isn''t \\n", (2, 9, 2, 18)),
        # In quotation marks, what stands for a character is one.
        ("'One\n\n  isn''t\n  two'", "One isn't two", (1, 5, 4, 6)),
        ("'''One'''", "'One'", (1, 5, 1, 12)),
        ("'One \"two'", '"two', (1, 9, 1, 13)),
        ('"One\n  two\\\n  three \\\n  four"', "twothree four", (2, 3, 4, 7)),
        ('"One \\\n \\ two"', "One two", (1, 5, 2, 7)),
        ('"One\\ntwo"', "One two", (1, 5, 1, 13)),
        ('"One\\tisn\'t \\n two"', "One isn't two", (1, 5, 1, 22)),
        ('"\\"One\\\\ \\u00e9 \\x2d \\U0001d538 two"', '"One\\ é - \U0001d538', (1, 5, 1, 35)),
        ('"\\x41\\x42\\x43"', "B", (1, 9, 1, 13)),
        ('"One\\_two"', "One two", (1, 5, 1, 13)),
        ('"One\\_two"', "One\xa0two", (1, 5, 1, 13)),
        ("One\xa0two", "One two", (1, 4, 1, 11)),
        ("[One, two]", "One, two", (1, 5, 1, 13)),
    ],
)
def test_words_are_found_however_their_value_is_written(
    value: str, needle: str, place: tuple[int, ...]
) -> None:
    assert read(f"a: {value}").find(("a",), needle)[1:] == place


@pytest.mark.parametrize(
    ("value", "needle"),
    [
        # Words that are left out, run together, or of another letter.
        (">-\n  One two\n  three four.", "One three four."),
        (">-\n  One two\n  three four.", "One twothree"),
        (">-\n  One two\n  three four.", "one two three"),
        # What stands behind it or in its first line.
        (">- # five\n  One two\n  three four.\nb: five", "five"),
        # Outside the quotation marks that change their meaning.
        ("One isn''t two", "isn't"),
        ("'One \\n two'", "One two"),
        ('"One \\\\n two"', "One two"),
    ],
)
def test_words_that_do_not_stand_there_so_are_not_found(value: str, needle: str) -> None:
    document = read(f"a: {value}")
    assert document.find(("a",), needle) == document.span(("a",))


def test_words_are_found_in_a_long_value_that_nearly_holds_them_everywhere() -> None:
    """A search that tried each place on its own would take hours."""
    many = " a\n" * 15_000
    document = read(f"a: >-\n{many} b.\n{many} c.\n")
    assert document.find(("a",), "a " * 15_000 + "c.")[1:] == (15_003, 2, 30_003, 4)


EDITED = "a: b  # note\nlist:\n- c: |\n    d\n\n# end\ne: [f, g]  # flow\nh: {}\ni:\n  j: []\nk: # none\nl:\n  m: 'n'  \n\n"


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (("a",), "b"),
        (("list",), "- c: |\n    d"),
        (("list", 0), "c: |\n    d"),
        (("list", 0, "c"), "|\n    d"),
        (("e",), "[f, g]"),
        (("e", 1), "g"),
        (("h",), "{}"),
        (("i",), "j: []"),
        (("k",), ""),
        (("l",), "m: 'n'"),
        ((), EDITED.rstrip()),
    ],
)
def test_the_extent_of_a_value_ends_with_what_is_written_and_not_with_a_comment(
    path: Path, written: str
) -> None:
    extent = read(EDITED).extent(path)
    assert extent is not None
    start, end = extent
    assert (EDITED[start:end], start <= end) == (written, True)


def test_words_are_found_at_the_beginning_of_a_file() -> None:
    assert read("two").find((), "t") == ("f.yml", 1, 1, 1, 2)


def test_the_extent_of_a_key_is_that_of_its_name() -> None:
    document = read(EDITED)
    assert document.extent(("e",), key=True) == (39, 40)
    assert document.extent(("list", 0, "c"), key=True) == (21, 22)
    assert EDITED[39:41] == "e:"
    # The file has no key, and neither has an entry of a list.
    assert document.extent((), key=True) is None
    assert document.extent(("list", 0), key=True) is None


@pytest.mark.parametrize(
    "path", [("x",), ("a", "x"), ("a", "x", "y"), ("list", 1), ("list", 1, "c"), ("e", 0, 0)]
)
def test_what_is_not_there_has_no_extent(path: Path) -> None:
    assert read(EDITED).extent(path) is None
    assert read(EDITED).extent(path, key=True) is None


def test_texts_and_brackets_are_known_by_their_offsets() -> None:
    document = read("a: b\nc: [d, e]\nf:\n  - {g: h}\n  - i\nj: |\n  k\n\nl: m")
    assert sorted(document.starts()) == [3, 8, 9, 12, 22, 26, 33, 38, 48]
    assert sorted(document.extents()) == [
        (3, 4),
        (9, 10),
        (12, 13),
        (26, 27),
        (33, 34),
        (38, 43),
        (48, 49),
    ]
    assert list(read("a").extents()) == [(0, 1)]
    assert list(read("a").starts()) == list(read("[]").starts()) == [0]
    assert list(read("[]").extents()) == []


def test_a_span_of_offsets_has_lines_and_columns() -> None:
    assert read("a: b\nc: d").span_of(3, 9) == ("f.yml", 1, 4, 2, 5)


@pytest.mark.parametrize(
    ("offset", "place"),
    [(0, (1, 1)), (1, (1, 2)), (2, (2, 1)), (3, (3, 1)), (4, (3, 2)), (5, (3, 3)), (6, (4, 1))],
)
def test_a_position_counts_lines_and_columns_from_one(offset: int, place: tuple[int, int]) -> None:
    assert position("a\n\rb\r\nc", offset) == place


def test_a_line_ends_where_it_does_in_an_editor() -> None:
    assert BREAK.split("a\nb\r\nc\rd\u2028e\x85f") == ["a", "b", "c", "d\u2028e\x85f"]
