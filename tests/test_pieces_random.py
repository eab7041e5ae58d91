"""A file read in pieces is what it is as a whole, after random edits too.

BRIEFGEN_CHANGES says how many are tried. Apart from the unit tests, which `make mutants` runs for every alteration.
"""

from __future__ import annotations

import os
import random

import pytest

from tests.conftest import REAL, ROOT
from tests.unit.test_yaml_piecewise import assert_alike, parsed

COUNT = int(os.environ.get("BRIEFGEN_CHANGES", "60"))


@pytest.mark.parametrize("path", [f"seeds/{REAL}", "tests/sites/three/seeds/minato-ferry"])
def test_random_edits_are_read_alike(path: str) -> None:
    chance = random.Random(11)  # noqa: S311  # the same edits every time
    good = (ROOT / path / "facts.yml").read_text(encoding="utf-8")
    _, _, known = parsed(good, {})
    first, in_pieces, count = known, 0, COUNT if len(good) < 50_000 else COUNT // 4
    assert first
    for _ in range(count):
        text = good
        for _ in range(chance.randint(1, 2)):
            text = changed(text, chance)
        inside, known = assert_alike(text, known)
        in_pieces += inside
    assert in_pieces > count / 8
    assert in_pieces < count


def changed(text: str, chance: random.Random) -> str:
    """The text with a stretch of it taken out, repeated, moved in or out, or with something written into it."""
    lines = text.splitlines(keepends=True)
    start = chance.randrange(len(lines))
    end = start + chance.choice((1, 1, 1, 2, 5))
    some = lines[start:end]
    kind = chance.randrange(6)
    if kind == 0:
        some = []
    elif kind == 1:
        some = some * 2
    elif kind == 2:
        some = [chance.choice((" ", "  ", "\t")) + line for line in some]
    elif kind == 3:
        some = [line.removeprefix(chance.choice((" ", "  "))) for line in some]
    else:
        at = chance.randrange(len(some[0]))
        put = chance.choice(
            ("'", '"', ": ", "#", " #", "\n", "- ", "|\n", "é", "a", "[", "\n\n", "?")
        )
        some[0] = some[0][:at] + put + some[0][at:]
    return "".join(lines[:start] + some + lines[end:])
