"""No YAML breaks the reader: every refusal has a code, a line and a column, and comes quickly."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import pytest

from briefgen.yaml import quick, strict
from briefgen.yaml.builder import Builder
from tests import factory
from tests.hostile import corpora


def _judged(name: str, raw: bytes) -> list[str]:
    """The codes that `raw` is refused with; what must hold of every file is checked here."""
    document, problems = strict.parse("facts.yml", raw)
    assert document is not None or problems, name
    for problem in problems:
        span = problem.span
        assert problem.code.code.startswith("BG1"), name
        assert (span.line, span.column) >= (1, 1), name
        assert (span.end_line, span.end_column) >= (span.line, span.column), name
    return [problem.code.code for problem in problems]


def _hostile() -> Iterator[tuple[str, bytes, str]]:
    """Files of our own as (name, content, code)."""
    features = {
        "anchor": "a: &x 1",
        "alias": "a: &x 1\nb: *x",
        "merge": "<<: {a: b}",
        "tag": "a: !!str b",
        "python tag": "a: !!python/object/apply:os.system [id]",
        "own tag": "a: !x b",
        "bang": "a: ! b",
        "directive": "%YAML 1.1\n---\na: b",
        "tag directive": "%TAG ! tag:x,2000:\n---\na: b",
        "second document": "a: b\n---\nc: d",
        "mapping as key": "? {a: b}\n: c",
        "list as key": "? [a]\n: c",
        "alias as key": "&x a: 1\n*x : 2",
    }
    frames = {
        "alone": "{}",
        "after a record": "z: y\n{}",
        "with a comment": "# comment\n{}",
        "with carriage returns": "{}\r\n",
    }
    for (name, text), (frame, around) in itertools.product(features.items(), frames.items()):
        yield f"{name} {frame}", around.replace("{}", text).encode(), "BG105"
    characters = [*range(9), 11, 12, *range(14, 32), 127, 0x80, 0x9B, 0x061C, 0x200E, 0x200F]
    characters += [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFDD0, 0xFFFE, 0x1FFFF]
    for number in characters:
        yield f"raw U+{number:04X}", f"a: b{chr(number)}c".encode(), "BG102"
        yield f"escaped U+{number:04X}", f'a: "b\\U{number:08x}c"'.encode(), "BG102"
    broken = {
        "UTF-16": "a: b".encode("utf-16"),
        "Latin 1": b"a: \xe9",
        "overlong": b"a: \xc0\xaf",
        "surrogate": b"a: \xed\xa0\x80",
        "cut off": b"a: \xe2\x82",
    }
    for name, raw in broken.items():
        yield name, raw, "BG101"
    large = {
        "big": b"a: " + b"x" * (1 << 20),
        "long text": b"a: " + b"x" * (1 << 16) + b"x",
        "many values": b"[" + b"a," * 60_000 + b"]",
        "deep flow lists": b"[" * 200_000,
        "deep flow mappings": b"{a: " * 100_000,
        "deep block lists": b"- " * 150 + b"a",
        "deep block mappings": "\n".join(" " * n + "a:" for n in range(190)).encode(),
        "deep indentation": b" " * 300 + b"a: b",
        "bomb": b"a: &a [x,x]\n"
        + b"".join(b"%c: &%c [*%c,*%c]\n" % (98 + n, 98 + n, 97 + n, 97 + n) for n in range(20)),
    }
    for name, raw in large.items():
        yield name, raw, "BG105" if name == "bomb" else "BG106"
    twins = {
        "equal keys": "a: 1\na: 2",
        "keys equal in NFC": '"\u00e9": 1\n"e\u0301": 2',
        "equal keys, quoted": "a: 1\n'a': 2",
        "equal keys, flow": "{a: 1, a: 2}",
    }
    for name, text in twins.items():
        yield name, text.encode(), "BG104"
    for name, text in {"zero-width key": "a\u200bb: 1", "soft hyphen": "a\u00adb: 1"}.items():
        yield name, text.encode(), "BG102"
    for number, text in enumerate(
        (
            "a: b: c",
            "a:\n\tb: c",
            '"',
            "a: [",
            "a: }",
            "- a\nb",
            "a: 'x",
            "@a",
            "`a",
            "a: %b: c",
            ": :",
            "]",
        )
    ):
        yield f"broken {number}", text.encode(), "BG103"


HOSTILE = list(_hostile())


def test_there_are_enough_hostile_files() -> None:
    assert len(HOSTILE) >= 120
    assert len({raw for _, raw, _ in HOSTILE}) == len(HOSTILE)


@pytest.mark.parametrize(("name", "raw", "code"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_a_hostile_file_is_refused_with_its_code(name: str, raw: bytes, code: str) -> None:
    assert code in _judged(name, raw)


def test_a_valid_file_is_not_refused() -> None:
    assert _judged("valid", factory.facts().encode()) == []


def _read_twice(texts: Iterable[str]) -> tuple[int, int]:
    """How many texts are read without positions, and how many not; a builder reads the first ones without a problem."""
    plain = unusual = 0
    for text in texts:
        data = quick.read(text, strict.Limits())
        if data is None:
            unusual += 1
            continue
        builder = Builder("facts.yml", text, strict.Limits())
        builder.run()
        assert (builder.data, builder.problems) == (data, []), text
        plain += 1
    return plain, unusual


def _characters_allowed(raws: Iterable[bytes]) -> Iterator[str]:
    """The texts that are looked into."""
    for raw in raws:
        text = strict.decode("facts.yml", raw, strict.Limits())
        if isinstance(text, str) and not strict.FORBIDDEN.search(text):
            yield text


def test_what_is_read_without_positions_is_what_a_builder_reads() -> None:
    plain, unusual = _read_twice(_characters_allowed(raw for _, raw, _ in HOSTILE))
    # One is refused for its indentation before it is parsed.
    assert plain == 1
    assert unusual > 50
    assert _read_twice([factory.facts()]) == (1, 0)


def test_the_corpora_are_read_without_positions_as_by_a_builder() -> None:
    suite = [text.encode() for _, text in corpora.yaml_suite()]
    plain, unusual = _read_twice(
        _characters_allowed([*suite, *(raw for _, raw in corpora.pyyaml_data())])
    )
    assert plain > 100
    assert unusual > 100


def test_the_yaml_test_suite_is_read_or_refused() -> None:
    found = [_judged(name, text.encode()) for name, text in corpora.yaml_suite()]
    assert len(found) > 350
    assert 50 < sum(not codes for codes in found) < len(found)


def test_the_files_of_pyyaml_are_read_or_refused() -> None:
    found = [_judged(name, raw) for name, raw in corpora.pyyaml_data()]
    assert len(found) > 500
    assert 50 < sum(not codes for codes in found) < len(found)
