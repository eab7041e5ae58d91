"""`briefgen fmt`: whatever mess of white space a file is in, it comes back in the one layout and says the same."""

from __future__ import annotations

import random
import re

import pytest

from briefgen.editing import layout
from briefgen.facts import decode
from briefgen.yaml import strict
from tests import factory
from tests.conftest import OWN_FACTS

CLEAN = {
    "factory": factory.facts(),
    **{path.parent.name: path.read_text("utf-8") for path in OWN_FACTS},
}


def messed(text: str, chance: random.Random) -> str:
    """The text with white space that means nothing, and with comments, wherever a line lies outside of a long text."""
    document, _ = strict.parse("f", text.encode())
    assert document is not None
    inside = layout._lines_of_long_texts(document)
    lines = []
    for number, line in enumerate(text.split("\n")[:-1]):
        if number not in inside:
            # What is indented behind a folded text is part of it.
            deep = 1 if number - 1 in inside else 6
            lines += [
                " " * chance.randrange(min(deep, 4)) for _ in range(chance.choice([0, 0, 0, 1, 3]))
            ]
            if chance.random() < 0.1:
                lines.append(f"{' ' * chance.randrange(deep)}# note {number}: {'x ' * 3}")
            gap = " " * chance.choice([1, 1, 2, 5])
            spread = re.sub(r"^( *(?:- )?[\w-]+:) (?=[^|>\s#])", rf"\1{gap}", line)
            bare = not line or re.search(r"[|>][+-]?$", line)
            end = "" if bare else chance.choice(["", "", " ", "   ", "  # said later "])
            lines.append(spread + end)
        else:
            lines.append(line)
    lines += [""] * chance.randrange(3)
    return chance.choice(["\n", "\r\n"]).join(lines) + chance.choice(["", "\n"])


def comments(text: str) -> list[str]:
    """The comments of our own making, in order."""
    return re.findall(r"# (?:note \d+: (?:x )*x|said later)", text)


def facts(text: str) -> object:
    """What the file says, as typed records."""
    document, problems = strict.parse("f", text.encode())
    assert document is not None
    assert not problems
    decoded = decode.decode(document)
    assert decoded.facts is not None
    return decoded.facts


@pytest.mark.parametrize("name", CLEAN)
def test_any_mess_of_white_space_is_laid_out_once_and_says_the_same(name: str) -> None:
    chance = random.Random(name)  # noqa: S311  # repeatable, not secret
    for _ in range(40 if name == "factory" else 3):
        mess = messed(CLEAN[name], chance)
        out = layout.lay_out("f", mess.encode())
        assert isinstance(out, bytes), out
        tidy = out.decode()
        assert facts(tidy) == facts(mess) == facts(CLEAN[name])
        assert comments(tidy) == comments(mess)
        assert layout.lay_out("f", out) == out
        assert not re.search(r"\r|\n\n\n\n", tidy)
        kept = [line for line in tidy.split("\n") if line and "# note" not in line]
        bare = [re.sub(r" +# said later$", "", line) for line in kept]
        assert bare == [line for line in CLEAN[name].split("\n") if line]


def test_a_layout_that_lost_a_comment_or_a_word_would_be_seen() -> None:
    chance = random.Random(1)  # noqa: S311  # repeatable, not secret
    mess = messed(CLEAN["factory"], chance)
    assert len(comments(mess)) > 3
    assert comments(mess.replace("# said later", "", 1)) != comments(mess)
    assert facts(mess.replace("stands still", "stood still")) != facts(mess)
    assert mess.encode() != layout.lay_out("f", mess.encode())
