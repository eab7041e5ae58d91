"""What is YAML for us: each thing that is refused, word for word with its place, and what is read all the same."""

from __future__ import annotations

import pytest

from briefgen.base.diagnostics import Diagnostic
from briefgen.yaml.limits import FORBIDDEN, is_plain
from briefgen.yaml.strict import Limits, decode, parse
from tests.unit.showing import shown

# As (text, what is said of it, what is read all the same or None).
REFUSED = (
    (
        "a: x\nb: *y\nc: z",
        ["BG105 f.yml:2:4-2:6 an alias (*name) is not used here → write the value out"],
        {"a": "x", "b": None, "c": "z"},
    ),
    ("*y", ["BG105 f.yml:1:1-1:3 an alias (*name) is not used here → write the value out"], None),
    (
        "- *y\n- z",
        ["BG105 f.yml:1:3-1:5 an alias (*name) is not used here → write the value out"],
        [None, "z"],
    ),
    (
        "&x a: 1\n*x : 2",
        [
            "BG105 f.yml:1:1-1:5 an anchor (&name) is not used here → write the value out where it is needed",
            "BG105 f.yml:2:1-2:3 an alias (*name) is not used here → write the value out",
            "BG105 f.yml:1:1-1:2 an alias cannot be a key → write a word as the key",
        ],
        None,
    ),
    (
        "a: &x b",
        [
            "BG105 f.yml:1:4-1:8 an anchor (&name) is not used here → write the value out where it is needed"
        ],
        {"a": "b"},
    ),
    (
        "a: &x [b]\nc: d",
        [
            "BG105 f.yml:1:4-1:8 an anchor (&name) is not used here → write the value out where it is needed"
        ],
        {"a": ["b"], "c": "d"},
    ),
    (
        "a: !!str b",
        [
            "BG105 f.yml:1:4-1:11 a tag (!name) is not used here → delete it, or put quotation marks around the text"
        ],
        {"a": "b"},
    ),
    (
        "a: !x {b: c}",
        [
            "BG105 f.yml:1:4-1:8 a tag (!name) is not used here → delete it, or put quotation marks around the text"
        ],
        {"a": {"b": "c"}},
    ),
    (
        "a: ! b",
        ["BG105 f.yml:1:4-1:7 a tag (!) is not used here → delete it; all values are read as text"],
        {"a": "b"},
    ),
    (
        "%YAML 1.1\n---\na: b",
        ["BG105 f.yml:1:1-2:4 a directive (%) is not used here → delete it"],
        {"a": "b"},
    ),
    (
        "%TAG ! tag:x,2000:\n---\na: b",
        ["BG105 f.yml:1:1-2:4 a directive (%) is not used here → delete it"],
        {"a": "b"},
    ),
    (
        "a: b\n---\nc: d",
        [
            "BG105 f.yml:2:1-2:4 a second document (---) is not used here → put it into a file of its own"
        ],
        None,
    ),
    (
        "a: b\n<<: {c: d}\ne: f",
        ["BG105 f.yml:2:1-2:3 a merge key (<<) is not used here → write the keys out"],
        {"a": "b", "e": "f"},
    ),
    (
        "? {a: b}\n: c",
        ["BG105 f.yml:1:3-1:4 a list or mapping cannot be a key → write a word as the key"],
        None,
    ),
    (
        "z: y\n? [a]\n: c",
        ["BG105 f.yml:2:3-2:4 a list or mapping cannot be a key → write a word as the key"],
        None,
    ),
    (
        "a: 1\nbb: 2\na: 3",
        [
            "BG104 f.yml:3:1-3:2 the key “a” stands twice in this mapping → delete or rename one of them; the first is on line 1 [first written here: f.yml:1:1-1:2]"
        ],
        {"a": "1", "bb": "2"},
    ),
    (
        "- a: 1\n- a: 1\n  b: 2\n  a: 3",
        [
            "BG104 f.yml:4:3-4:4 the key “a” stands twice in this mapping → delete or rename one of them; the first is on line 2 [first written here: f.yml:2:3-2:4]"
        ],
        [{"a": "1"}, {"a": "1", "b": "2"}],
    ),
    (
        '"\xe9": 1\n"e\u0301": 2',
        [
            "BG104 f.yml:2:1-2:5 the key “é” stands twice in this mapping → delete or rename one of them; the first is on line 1 [first written here: f.yml:1:1-1:4]"
        ],
        {"\xe9": "1"},
    ),
    (
        '"a\\tb": 1\n"a\\tb": 2',
        [
            "BG104 f.yml:2:1-2:7 the key 'a\\tb' stands twice in this mapping → delete or rename one of them; the first is on line 1 [first written here: f.yml:1:1-1:7]"
        ],
        {"a\tb": "1"},
    ),
    (
        "a: 1\na: 2\na: 3",
        [
            "BG104 f.yml:2:1-2:2 the key “a” stands twice in this mapping → delete or rename one of them; the first is on line 1 [first written here: f.yml:1:1-1:2]",
            "BG104 f.yml:3:1-3:2 the key “a” stands twice in this mapping → delete or rename one of them; the first is on line 1 [first written here: f.yml:1:1-1:2]",
        ],
        {"a": "1"},
    ),
    (
        "a: 1\na\u200bb: 2",
        ["BG102 f.yml:2:1-2:4 the key 'a\\u200bb' has an invisible character → delete it"],
        {"a": "1", "a\u200bb": "2"},
    ),
    (
        "so\xadft: 1",
        ["BG102 f.yml:1:1-1:6 the key 'so\\xadft' has an invisible character → delete it"],
        {"so\xadft": "1"},
    ),
    ("a: b\u202ec", ["BG102 f.yml:1:5-1:6 U+202E may not be used → delete it"], None),
    ("a: b\nc:\n  d: e\x07f", ["BG102 f.yml:3:7-3:8 U+0007 may not be used → delete it"], None),
    (
        "a: \u200eb\u200f",
        [
            "BG102 f.yml:1:4-1:5 U+200E may not be used → delete it",
            "BG102 f.yml:1:6-1:7 U+200F may not be used → delete it",
        ],
        None,
    ),
    (
        'a: "b\\u202ec"',
        ["BG102 f.yml:1:4-1:14 U+202E may not be used, not even as an escape → delete it"],
        {"a": "b\u202ec"},
    ),
    (
        'a: b\nc: "\\x07d\\x08"',
        [
            "BG102 f.yml:2:4-2:15 U+0007 may not be used, not even as an escape → delete it",
            "BG102 f.yml:2:4-2:15 U+0008 may not be used, not even as an escape → delete it",
        ],
        {"a": "b", "c": "\x07d\x08"},
    ),
    (
        '"a\\x07": b',
        ["BG102 f.yml:1:1-1:8 U+0007 may not be used, not even as an escape → delete it"],
        {"a\x07": "b"},
    ),
    (
        "a: b\nc: [d\n",
        [
            "BG103 f.yml:2:4-2:5 did not find expected ',' or ']' → close the bracket on its line, and put commas between the entries"
        ],
        None,
    ),
    (
        'a: "b\nc: d\n',
        ["BG103 f.yml:1:4-1:5 found unexpected end of stream → close the quotation mark"],
        None,
    ),
    (
        'a: "b\nc: "d"\n',
        [
            "BG103 f.yml:1:4-1:5 this quotation mark is closed on line 2 only → close the quotation mark at the end of its text"
        ],
        None,
    ),
    (
        "a: &x 1\nb: *x\nb: [c",
        [
            "BG105 f.yml:1:4-1:8 an anchor (&name) is not used here → write the value out where it is needed",
            "BG105 f.yml:2:4-2:6 an alias (*name) is not used here → write the value out",
            "BG104 f.yml:3:1-3:2 the key “b” stands twice in this mapping → delete or rename one of them; the first is on line 2 [first written here: f.yml:2:1-2:2]",
            "BG103 f.yml:3:4-3:5 did not find expected ',' or ']' → close the bracket on its line, and put commas between the entries",
        ],
        None,
    ),
    (
        "[",
        [
            "BG103 f.yml:2:1-2:2 did not find expected node content → look at this line and the one above it: indentation, colons, quotation marks"
        ],
        None,
    ),
    (
        "@a",
        [
            "BG103 f.yml:1:1-1:2 found character that cannot start any token → put quotation marks around a text that begins with a special character"
        ],
        None,
    ),
    (
        "- a\nb",
        [
            "BG103 f.yml:2:1-2:2 could not find expected ':' → write a colon and a space after the key"
        ],
        None,
    ),
)

SMALL = Limits(file_bytes=40, nodes=6, scalar=5, depth=3, indent=8)

TOO_LARGE = (
    (
        "a: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        [
            "BG106 f.yml:1:1-1:1 the file has 41 bytes; the limit is 40 → split the briefing, or raise the limit in the site's configuration"
        ],
    ),
    (
        "[a,b,c,d,e,f]",
        ["BG106 f.yml:1:12-1:13 more than 6 values → split the briefing, or raise the limit"],
    ),
    (
        "a: [b, c, d, e]",
        ["BG106 f.yml:1:14-1:15 more than 6 values → split the briefing, or raise the limit"],
    ),
    ("a: bbbbbb", ["BG106 f.yml:1:4-1:10 a text of more than 5 characters → shorten or split it"]),
    ("abcdef: a", ["BG106 f.yml:1:1-1:7 a text of more than 5 characters → shorten or split it"]),
    ("[[[a]]]", ["BG106 f.yml:1:4-1:5 nested deeper than 3 levels → write it flatter"]),
    ("a: {b: {c: d}}", ["BG106 f.yml:1:9-1:10 nested deeper than 3 levels → write it flatter"]),
    (
        "a:\n         - b",
        ["BG106 f.yml:2:1-2:12 indented by more than 8 columns → write it less deep"],
    ),
    (
        "a:\n - - - - - b",
        ["BG106 f.yml:2:1-2:12 indented by more than 8 columns → write it less deep"],
    ),
    (
        "a:\n - b\n\t\t\t\t\t\t\t\t\t- c",
        ["BG106 f.yml:3:1-3:12 indented by more than 8 columns → write it less deep"],
    ),
    # A line that just fits beside one that does not.
    (
        "a:\n      - b\n         - c",
        ["BG106 f.yml:3:1-3:12 indented by more than 8 columns → write it less deep"],
    ),
    ("? ? ? ? ? a", ["BG106 f.yml:1:1-1:11 indented by more than 8 columns → write it less deep"]),
    (
        "a:\n         - b\n  - c\n          d",
        [
            "BG106 f.yml:2:1-2:12 indented by more than 8 columns → write it less deep",
            "BG106 f.yml:4:1-4:11 indented by more than 8 columns → write it less deep",
        ],
    ),
)

LARGE_ENOUGH = (
    ("[a,b,c,d,e]", ["a", "b", "c", "d", "e"]),
    ("a: bbbbb", {"a": "bbbbb"}),
    ("[[a]]", [["a"]]),
    ("a:\n      - b", {"a": ["b"]}),
    ("a: {b: c}", {"a": {"b": "c"}}),
    ("# xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", None),
    ("a: b   #           c", {"a": "b"}),
    ("a: b    \n\n\n     ", {"a": "b"}),
)

NOT_UTF8 = (
    (
        b"\xef\xbb\xbfa\xc3\xa4: \xe9",
        "BG101 f.yml:1:5-1:6 byte 0xe9 is not UTF-8 → save the file with the encoding UTF-8",
    ),
    (
        b"a: \xe9",
        "BG101 f.yml:1:4-1:5 byte 0xe9 is not UTF-8 → save the file with the encoding UTF-8",
    ),
    (
        b"a: b\nc: \xe9d\n",
        "BG101 f.yml:2:4-2:5 byte 0xe9 is not UTF-8 → save the file with the encoding UTF-8",
    ),
    (
        b"a: b\xc3\xa4\xff",
        "BG101 f.yml:1:6-1:7 byte 0xff is not UTF-8 → save the file with the encoding UTF-8",
    ),
    (
        b"a\n\nb: \xe2\x82",
        "BG101 f.yml:3:4-3:5 byte 0xe2 is not UTF-8 → save the file with the encoding UTF-8",
    ),
    (
        b"\xfe\xff\x00a",
        "BG101 f.yml:1:1-1:2 byte 0xfe is not UTF-8; the file is UTF-16 → save the file with the encoding UTF-8",
    ),
    (
        b"\xff\xfea\x00",
        "BG101 f.yml:1:1-1:2 byte 0xff is not UTF-8; the file is UTF-16 → save the file with the encoding UTF-8",
    ),
    (
        b"\xe9\na: \xe9",
        "BG101 f.yml:1:1-1:2 byte 0xe9 is not UTF-8 → save the file with the encoding UTF-8",
    ),
)


@pytest.mark.parametrize(("text", "said", "read"), REFUSED)
def test_what_is_no_part_of_the_subset_is_refused_at_its_place(
    text: str, said: list[str], read: object
) -> None:
    document, problems = parse("f.yml", text.encode())
    assert shown(problems) == said
    assert (document.data if document else None) == read


@pytest.mark.parametrize(("text", "said"), TOO_LARGE)
def test_reading_stops_at_the_first_limit(text: str, said: list[str]) -> None:
    document, problems = parse("f.yml", text.encode(), SMALL)
    assert (document, shown(problems)) == (None, said)


@pytest.mark.parametrize(("text", "read"), LARGE_ENOUGH)
def test_what_just_fits_is_read(text: str, read: object) -> None:
    document, problems = parse("f.yml", text.encode(), SMALL)
    assert document is not None
    assert (document.data, problems) == (read, [])


@pytest.mark.parametrize(("raw", "said"), NOT_UTF8)
def test_a_file_in_another_encoding_is_refused_at_its_first_wrong_byte(
    raw: bytes, said: str
) -> None:
    found = decode("f.yml", raw, Limits())
    assert isinstance(found, Diagnostic)
    assert shown([found]) == [said]
    assert parse("f.yml", raw) == (None, [found])


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode("f.yml", "\ufeffa: ä".encode(), Limits()) == "a: ä"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", None),
        ("# nothing", None),
        ("a", "a"),
        (
            "a: 1\nb: [true, 2.5]\nc: {d: 2001-01-01}",
            {"a": "1", "b": ["true", "2.5"], "c": {"d": "2001-01-01"}},
        ),
        (
            "a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: ''\ng: 'null'\nh: \"~\"\ni: nULL",
            {
                "a": None,
                "b": None,
                "c": None,
                "d": None,
                "e": None,
                "f": "",
                "g": "null",
                "h": "~",
                "i": "nULL",
            },
        ),
        ("- null\n- |\n  null\n- >-\n  null", [None, "null\n", "null"]),
        ("null: a\n~: b", {"null": "a", "~": "b"}),
        ('"<": a\n<<<: b', {"<": "a", "<<<": "b"}),
        ('"e\u0301": a', {"é": "a"}),
        ("a: e\u0301", {"a": "e\u0301"}),
        ("a: b\tc\u00adé", {"a": "b\tc\u00adé"}),
        ("a: {a: {a: b}}\nb: {a: c}", {"a": {"a": {"a": "b"}}, "b": {"a": "c"}}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("a: '*b'\nc: '&d'\ne: '!f'", {"a": "*b", "c": "&d", "e": "!f"}),
        ("? a\n: b", {"a": "b"}),
        ("[]", []),
        ("{}", {}),
        ("a: |\n  b\r\n  c", {"a": "b\nc"}),
    ],
)
def test_every_scalar_is_a_text_and_only_an_empty_one_is_nothing(text: str, read: object) -> None:
    document, problems = parse("f.yml", text.encode())
    assert document is not None
    assert (document.data, problems) == (read, [])
    assert (document.path, document.text) == ("f.yml", text)


def test_limits_are_those_of_the_documentation() -> None:
    assert Limits() == Limits(1_048_576, 50_000, 65_536, 24, 200)
    document, problems = parse("f.yml", b"a: " + b"b" * 65_536)
    assert (document is not None, problems) == (True, [])
    assert parse("f.yml", b"a: " + b"b" * 65_537)[0] is None


def test_only_what_can_be_printed_is_plain() -> None:
    """Every character alone, and one behind each kind that is left out; a mark of byte order is none of them."""
    for code in (*range(0xD800), *range(0xE000, 0x11_0000)):
        character = chr(code)
        plain = is_plain(f"a é\n{character}".encode())
        assert plain is (character.isprintable() or character == "\n")
        assert not plain or not FORBIDDEN.search(character)
