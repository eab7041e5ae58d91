"""What is read without positions: exactly what a builder reads without a problem, and nothing that a builder has to look at."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen.base.diagnostics import Diagnostic
from briefgen.yaml import quick
from briefgen.yaml.builder import Builder, Stopped, Unreadable
from briefgen.yaml.strict import FORBIDDEN, Limits
from tests.unit.test_yaml_strict import LARGE_ENOUGH, REFUSED, SMALL, TOO_LARGE


def built(text: str, limits: Limits) -> tuple[Any, list[Diagnostic] | None]:
    """What a builder reads, and what is wrong with it; None where it could not go on."""
    builder = Builder("f.yml", text, limits)
    try:
        builder.run()
    except (Unreadable, Stopped):
        return None, None
    return builder.data, builder.problems


PLAIN = (
    ("a: b", {"a": "b"}),
    ("{}", {}),
    ("---\na:\n...\n", {"a": None}),
    (
        "a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: ''\ng: 'null'\nh: \"~\"\ni: nULL",
        {**dict.fromkeys("abcde"), "f": "", "g": "null", "h": "~", "i": "nULL"},
    ),
    ("a: [~, 'null', b]\nnull: c", {"a": [None, "null", "b"], "null": "c"}),
    (
        "a:\n- b: 1\n  c: [d, [e]]\n- {f: {}, g: []}\n-\n  - h\ni: j",
        {"a": [{"b": "1", "c": ["d", ["e"]]}, {"f": {}, "g": []}, ["h"]], "i": "j"},
    ),
    ("a: {a: {a: b}}\nb: {a: c}", {"a": {"a": {"a": "b"}}, "b": {"a": "c"}}),
    ("a: >-\n  b\n  c\nd: |\n  e\n", {"a": "b c", "d": "e\n"}),
    ("a: é\u00ad e\u0301", {"a": "é\u00ad e\u0301"}),
    # Signs that mean nothing where they stand.
    ("a: R&D *b* c!\nd: '&e'\nf: '!g'", {"a": "R&D *b* c!", "d": "&e", "f": "!g"}),
    ('a: "\\u00e9\\t\\u00ad"\n"\\x62": c', {"a": "é\t\u00ad", "b": "c"}),
    ('"<": a\n<<<: b', {"<": "a", "<<<": "b"}),
)


@pytest.mark.parametrize(("text", "data"), PLAIN)
def test_a_usual_file_is_read_as_a_builder_reads_it(text: str, data: object) -> None:
    assert quick.read(text, Limits()) == data
    assert built(text, Limits()) == (data, [])


@pytest.mark.parametrize(
    "text",
    [
        *(text for text, _, _ in REFUSED if not FORBIDDEN.search(text)),
        # Not wrong, but for a builder to decide: another spelling of a key, and a whole that is no mapping.
        "é: a",
        "",
        "a",
        "[a]",
        "# nothing",
        "a: ! ''",
        "! ~ : a",
        "a: ! [b]",
        "a: [&x b]",
        "&x {a: b}",
        "a: *x",
        "a: [*x]",
        "a: b\n...\n---\nc",
        "a: [b",
        'a: &x "!\\u0041"',
    ],
)
def test_a_builder_looks_at_what_is_unusual(text: str) -> None:
    assert quick.read(text, Limits()) is None


@pytest.mark.parametrize(
    ("text", "data"), [case for case in LARGE_ENOUGH if isinstance(case[1], dict)]
)
def test_what_just_fits_is_read(text: str, data: object) -> None:
    assert quick.read(text, SMALL) == data


@pytest.mark.parametrize(
    "text",
    [text for text, said in TOO_LARGE if "indented" not in said[0] and "bytes" not in said[0]],
)
def test_a_builder_looks_at_what_is_too_large(text: str) -> None:
    assert built(text, SMALL) == (None, None)
    assert quick.read(text, SMALL) is None


@pytest.mark.parametrize(
    ("text", "name", "limit"),
    [
        ("{a: b, c: [d, {}]}", "nodes", 7),
        ("a: b", "nodes", 3),
        ("{a: {b: [c]}}", "depth", 4),
        ("a: [[b]]", "depth", 4),
        ("abc: def", "scalar", 3),
        ("a: [b, cde]", "scalar", 3),
        ("abc: d", "scalar", 3),
    ],
)
def test_the_last_value_level_and_character_that_are_allowed_are_read(
    text: str, name: str, limit: int
) -> None:
    allowed = Limits()._replace(**{name: limit})
    assert quick.read(text, allowed) == built(text, allowed)[0]
    assert quick.read(text, allowed) is not None
    assert quick.read(text, allowed._replace(**{name: limit - 1})) is None
