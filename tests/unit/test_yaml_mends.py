"""What libyaml cannot read is one mistake, at the place where it was made, with the mend that fits it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import yaml

from briefgen.base.diagnostics import Code
from briefgen.yaml.mends import open_quote, syntax_problem
from briefgen.yaml.strict import parse
from tests.unit.showing import shown

TABS = "indent with spaces; YAML does not take tabs"
COMMENT = "begin a comment with #"
DEEPER = "if the text above goes on here, indent it further than its key; a key needs a colon"
COLUMN = "line this key up with the line above it: one of the two is not in its column"
WHOLE = "put the whole text in quotation marks, in single ones if it holds double ones"
INSIDE = (
    'a text with ": " inside needs quotation marks around it; or the line above lacks its colon'
)
KEY = "write a colon and a space after the key"
KEYS = "line up the keys of one record in one column, and close quotation marks on the line above"
MARK = "close the quotation mark"
BRACKET = "close the bracket on its line, and put commas between the entries"
ENTRY = "line up the keys of one entry of the list in one column"
SPECIAL = "put quotation marks around a text that begins with a special character"
LOOK = "look at this line and the one above it: indentation, colons, quotation marks"

NO_VALUES = "mapping values are not allowed in this context"
NO_COLON = "could not find expected ':'"
NO_KEY = "did not find expected key"
NO_ENTRY = "did not find expected '-' indicator"
NO_COMMA = "did not find expected ',' or ']'"
NO_START = "found character that cannot start any token"
NO_END = "found unexpected end of stream"

# As (text, place, what is said, how to mend it).
BROKEN = (
    ("a: b\n\tc: d\n", "2:1-2:2", "found a tab character that violates indentation", TABS),
    ("a:\n  - b\n \t- c\n", "3:2-3:3", "found a tab character that violates indentation", TABS),
    ("a:\tb: \tc", "1:5-1:6", NO_VALUES, INSIDE),
    ("a: \tb\n@\t", "2:1-2:2", NO_START, TABS),
    ("\ta: b", "1:1-1:2", NO_START, TABS),
    ("a: b\n// c\n", "2:1-2:2", NO_COLON, COMMENT),
    ("a:\n  b: c\n  // d\n", "3:3-3:4", NO_COLON, COMMENT),
    ("a: b\nc // d\n", "2:1-2:2", NO_COLON, KEY),
    ("a: b\nc d e f\ng: h\n", "2:1-2:2", NO_COLON, DEEPER),
    ("a: b\nc d e\ng: h\n", "2:1-2:2", NO_COLON, KEY),
    ("a: b\nc d e:f\ng: h\n", "2:1-2:2", NO_COLON, KEY),
    ("a: b\nc d e f:g\nh: i\n", "2:1-2:2", NO_COLON, KEY),
    ("a: b\nc\nd: e\n", "2:1-2:2", NO_COLON, KEY),
    ("a: b\n  c: d\n", "2:4-2:5", NO_VALUES, COLUMN),
    ("- a: b\n  c: d\n   e: f\n", "3:5-3:6", NO_VALUES, COLUMN),
    ("a: b\n\n  \n  c: d\n", "4:4-4:5", NO_VALUES, COLUMN),
    # Not deeper than the line above, dash and all; or nothing stands there that could go on.
    ("a: b: c\n", "1:5-1:6", NO_VALUES, INSIDE),
    ("a: x\nb: c: d\n", "2:5-2:6", NO_VALUES, INSIDE),
    ("- a: x\n- b: c: d\n", "2:7-2:8", NO_VALUES, INSIDE),
    ("-  a: x\n   b: c: d\n", "2:8-2:9", NO_VALUES, INSIDE),
    ("a:\n- b\n c: d\n", "3:3-3:4", NO_VALUES, INSIDE),
    ("# x: y\n  a: b: c\n", "2:7-2:8", NO_VALUES, INSIDE),
    ("x: |\n  y: z\na: b: c\n", "3:5-3:6", NO_VALUES, INSIDE),
    ('a: "b" c\n', "1:8-1:9", NO_KEY, WHOLE),
    ("a: 'b' c\n", "1:8-1:9", NO_KEY, WHOLE),
    ('- a: "b" c "d"\n', "1:10-1:11", NO_KEY, WHOLE),
    ('- "b" c\n', "1:7-1:8", NO_ENTRY, ENTRY),
    ("a: b\n- c\n", "2:1-2:2", NO_KEY, KEYS),
    ("a:\n  b: c\n d: e\n", "3:2-3:3", NO_KEY, KEYS),
    ("a: b # x\n   c: d\n", "2:4-2:5", NO_KEY, KEYS),
    ("a:\n  - b\n  c: d\n", "3:3-3:4", NO_ENTRY, ENTRY),
    ("a: b\nc: [d, e\nf: g\n", "2:4-2:5", NO_COMMA, BRACKET),
    ("a: {b: c\n", "1:4-1:5", "did not find expected ',' or '}'", BRACKET),
    ("a: @b\n", "1:4-1:5", NO_START, SPECIAL),
    ("a: &\n", "1:5-1:6", "did not find expected alphabetic or numeric character", SPECIAL),
    ('a: b\nc: "d\n\n', "2:4-2:5", NO_END, MARK),
    ("a: 'b\n---\n", "1:4-1:5", "found unexpected document indicator", MARK),
    ("a: |x\n", "1:5-1:6", "did not find expected comment or line break", LOOK),
    ("a: - b\n", "1:4-1:5", "block sequence entries are not allowed in this context", LOOK),
    # A word and keys further in below it: it lacks its colon.
    ("claims\n  x: y\n", "1:1-1:7", NO_COLON, KEY),
    ("the-claims  \n  x: y\n", "1:1-1:11", NO_COLON, KEY),
    ("- x\n- a\n   b: c\n", "3:5-3:6", NO_VALUES, INSIDE),
    ("a:\n  b\n   c: d\n", "2:3-2:4", NO_COLON, KEY),
    ("a:\n  b\n\n \n    c: d\n", "2:3-2:4", NO_COLON, KEY),
    ("c: >\n  bb\nd:\n  bb\n\n    c: d\n", "4:3-4:5", NO_COLON, KEY),
    ("d:\n  b\n  c: d\n", "3:4-3:5", NO_VALUES, INSIDE),
    ("d:\n  b b\n    c: d\n", "3:6-3:7", NO_VALUES, INSIDE),
    # libyaml counts a line more: at the end of a text, and where an editor sees no end of a line.
    ("[", "2:1-2:2", "did not find expected node content", LOOK),
    ("x: a\u2028  b: c", "2:4-2:5", NO_VALUES, INSIDE),
    ("a\u2028  b: c", "2:4-2:5", NO_VALUES, INSIDE),
)


@pytest.mark.parametrize(("text", "place", "said", "mend"), BROKEN)
def test_what_is_no_yaml_is_told_where_it_went_wrong_and_how_to_mend_it(
    text: str, place: str, said: str, mend: str
) -> None:
    document, problems = parse("f.yml", text.encode())
    assert shown(problems) == [f"BG103 f.yml:{place} {said} → {mend}"]
    assert document is None


OPEN = "close the quotation mark at the end of its text"


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ('a: "b\nc: "d"\n', "1:4-1:5", 2),
        ("a: 'b\n\nc: 'd'\n", "1:4-1:5", 3),
        ("a: b\nc:\n  - 'd\n  - 'e'\n", "3:5-3:6", 4),
    ],
)
def test_a_text_that_runs_on_to_the_next_quotation_mark_was_not_closed(
    text: str, place: str, line: int
) -> None:
    document, problems = parse("f.yml", text.encode())
    said = f"this quotation mark is closed on line {line} only"
    assert shown(problems) == [f"BG103 f.yml:{place} {said} → {OPEN}"]
    assert document is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # Closed on its line.
        ('a: "b" "d"\n', f"1:8-1:9 {NO_KEY} → {WHOLE}"),
        # Several lines, and the mistake is elsewhere.
        ('a: "b\n  c"\nd: [\n', f"4:1-4:2 did not find expected node content → {LOOK}"),
        # Several lines without a quotation mark.
        ("a: b\n  c\n  d: e\n", f"3:4-3:5 {NO_VALUES} → {INSIDE}"),
        ("a: |\n  'b\n- c\n", f"3:1-3:2 {NO_KEY} → {KEYS}"),
    ],
)
def test_a_text_that_is_closed_is_not_to_blame(text: str, said: str) -> None:
    assert shown(parse("f.yml", text.encode())[1]) == [f"BG103 f.yml:{said}"]


def test_a_mistake_without_a_place_stands_at_the_beginning() -> None:
    """libyaml may say so little; what it reads from us never makes it."""
    start = SimpleNamespace(index=0, line=0, column=0)
    quoted = SimpleNamespace(index=5, line=1, column=0)
    for problem in (yaml.YAMLError(), yaml.MarkedYAMLError()):
        assert open_quote("f.yml", "'a\nb'", (start, quoted), problem) is None
        found = syntax_problem("f.yml", "a: b", problem)
        assert found.code is Code.SYNTAX
        assert shown([found]) == [f"BG103 f.yml:1:1-1:2 cannot be read → {LOOK}"]
