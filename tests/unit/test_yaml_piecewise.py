"""A file read in pieces is what it is as a whole: data, problems, and every place in it."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from typing import Any

import pytest

from briefgen.base.diagnostics import Path
from briefgen.yaml import piecewise, strict
from briefgen.yaml.limits import Limits
from briefgen.yaml.marks import Document
from briefgen.yaml.piecewise import InPieces, Pieces

LIMITS = Limits()
FILE = """# yaml-language-server: $schema=x

schema: '1'
title: >-
  A title
  on two lines
list:
- a: b   # note
  c: |+
    kept

# about claims
claims:
  # about one

# and all
  one:
    statement: "Words: one"
    evidence:
    - exact: x
      prefix: 'it''s'
  # about two
  two: short
  three: {a: b, c: [d, e]}
terms: # none yet
  four:
    a: |
      text
events:
  five:
    on: 2020
"""


def parsed(text: str, known: Pieces) -> tuple[Document | None, list[Any], Pieces]:
    """`text` read with what is known, as it would be kept in a file."""
    kept = marshal.loads(marshal.dumps(known))  # noqa: S302  # our own
    return piecewise.parse("f", text.encode(), LIMITS, kept)


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """The path to every value, and to one that is not there in each."""
    yield path
    yield (*path, "absent")
    pairs = data.items() if isinstance(data, dict) else enumerate(data or ())
    for key, value in () if isinstance(data, str) else pairs:
        yield from paths(value, (*path, key))


def assert_alike(text: str, known: Pieces) -> tuple[bool, Pieces]:
    """Whether it was read in pieces, and the pieces for the next time."""
    whole, problems = strict.parse("f", text.encode(), LIMITS)
    document, found, after = parsed(text, known)
    assert found == problems
    assert (document is None) is (whole is None)
    if document and whole:
        assert repr(document.data) == repr(whole.data)
        for path in paths(whole.data):
            for key in (False, True):
                assert document.span(path, key=key) == whole.span(path, key=key)
            assert document.find(path, "e") == whole.find(path, "e")
        assert sorted(document.extents()) == sorted(whole.extents())
    return isinstance(document, InPieces), after


def test_a_file_is_read_in_pieces_once_it_is_known() -> None:
    inside, known = assert_alike(FILE, {})
    assert not inside
    assert known["  two: short\n"] == ("two", "short")
    assert known["schema: '1'\n"] == ("schema", "1")
    assert [key for key, _ in known.values()] == [
        *("schema", "title", "list", "one", "two", "three", "four", "five")
    ]
    assert assert_alike(FILE, known) == (True, known)
    again, after = assert_alike(FILE.replace("short", "long"), known)
    assert again
    assert known.keys() - after.keys() == {"  two: short\n"}
    assert after.keys() - known.keys() == {"  two: long\n"}


def test_what_is_known_of_a_piece_is_what_is_read() -> None:
    _, known = assert_alike(FILE, {})
    planted = {**known, "  two: short\n": ("two", "planted")}
    document, _, _ = parsed(FILE, planted)
    assert document is not None
    assert document.data["claims"]["two"] == "planted"


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        # Inside quotation marks, or a text that goes on in the column of a key.
        ("  two: short\n", '  two: "short\n  six: long"\n'),
        ("schema: '1'\n", "schema: '1\nsix: long'\n"),
        ("  two: short\n", "  two: short\n  and more\n"),
        ('"Words: one"', '"Words: one'),
        # A key twice, in one section, in one section that stands twice, and as a section.
        ("  two: short\n", "  two: short\n  one: other\n"),
        ("  two: short\n", "  two: short\nclaims:\n  six: other\n"),
        ("events:\n", "claims:\n  six: other\nevents:\n"),
        ("events:\n", "claims: other\nevents:\n"),
        ("schema: '1'\n", "schema: '1'\nclaims: other\n"),
        ("schema: '1'\n", "schema: '1'\nschema: '1'\n"),
        ("  two: short\n", "  two: short\n  two: short\n"),
        # What is not used in a fact file, and what is no YAML.
        ("  two: short\n", "  two: &a short\n"),
        ("  two: short\n", "  two: *a\n"),
        ("  two: short\n", "  two: !a short\n"),
        ("  two: short\n", "  two: {<<: short}\n"),
        ("  two: short\n", "  two: @short\n"),
        ("  two: short\n", "  two: [short\n"),
        ("  two: short\n", "  two: a: b\n"),
        ("  two: short\n", " two: short\n"),
        ("  two: short\n", "  two\n"),
        ("  two: short\n", "  ? two\n  : short\n"),
        ("  two: short\n", "- two\n"),
        ("  two: short\n", "Two: short\n"),
        ("events:\n", "---\nevents:\n"),
        ("events:\n", "...\nevents:\n"),
        ("events:\n", "%YAML 1.1\nevents:\n"),
        ("events:\n", "events: &a\n"),
        ("events:\n", "events:#\n"),
        # Other ends of lines, and characters that may not be used or that show nothing.
        ("\n", "\r\n"),
        ("short\n", "short\r"),
        ("short\n", "short\x85"),
        ("short", "sho\u2028rt"),
        ("short", "sho\u202ert"),
        ("  two:", "  tw\u200bo:"),
        ("short", "sh\tort"),
        ("# yaml", "'a': b\n# yaml"),
        ("  two: short\n", "  two: short\n  öne: a\n"),
        # Too large, too deep.
        ("short", "s" * (LIMITS.scalar + 1)),
        ("short", "[" * (LIMITS.depth - 1) + "]" * (LIMITS.depth - 1)),
        ("short", "[" + "a, " * LIMITS.nodes + "]"),
        ("short", "\n" + " " * (LIMITS.indent + 1) + "a"),
    ],
)
def test_what_cannot_be_read_in_pieces_is_read_as_a_whole(written: str, instead: str) -> None:
    _, known = assert_alike(FILE, {})
    assert written in FILE
    inside, after = assert_alike(FILE.replace(written, instead), known)
    assert not inside
    # What was learnt of it, if anything, is right for the next edit.
    for text in (FILE, FILE.replace(written, instead), FILE.replace("kept", "held")):
        _, after = assert_alike(text, after)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("# yaml", "\ufeff# yaml"),
        ("short", "[" * (LIMITS.depth - 2) + "]" * (LIMITS.depth - 2)),
        ("  two: short\n", "  two:\n"),
        ("  two: short\n", "  two: 'short'   # note\n\n# more\n\n"),
        ("  two: short\n", "  two: |+\n    short\n\n\n"),
        ("  two: short\n", "  two: >\n    short\n\n    long\n"),
        ("  two: short\n", "  two: a\n    b\n"),
        ("  two: short\n", "  twö: shört\n"),
        ("  two: short\n", "  two:\n    - a\n    -\n    - - b\n"),
        ("    on: 2020\n", "    on: 2020"),
        ("    on: 2020\n", "    on: |\n      2020"),
        ("    on: 2020\n", "    on: 2020\n# the end"),
        ("events:\n  five:\n    on: 2020\n", ""),
        ("events:\n", "events:\n  six: a\n"),
        ("events:\n", "events:   # none\n\n"),
        ("events:\n", "events: |\n"),
        ("terms: # none yet\n", "terms:\n"),
        ("terms: # none yet\n", "terms: {}\nnames:\n"),
    ],
)
def test_an_edit_of_one_record_leaves_the_others_unread(written: str, instead: str) -> None:
    _, known = assert_alike(FILE, {})
    assert written in FILE
    inside, after = assert_alike(FILE.replace(written, instead), known)
    assert inside
    assert assert_alike(FILE, after)[0]


def test_other_limits_are_kept() -> None:
    _, known = assert_alike(FILE, {})
    document, problems, _ = piecewise.parse("f", FILE.encode(), Limits(scalar=4), known)
    assert document is None
    assert problems
