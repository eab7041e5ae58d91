"""A check that knows what was right before finds what a check that knows nothing finds.

BRIEFGEN_CHANGES says how many random changes are tried (`make bench`: 200).
"""

from __future__ import annotations

import marshal
import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen import checking
from briefgen.base.diagnostics import Diagnostic
from briefgen.base.tree import Tree
from briefgen.disk import intake
from briefgen.facts import assembly
from briefgen.rules.judged import Digests, Memory, State
from briefgen.yaml import strict
from tests import factory
from tests.conftest import REAL, ROOT

COUNT = int(os.environ.get("BRIEFGEN_CHANGES", "60"))
THREE = ROOT / "tests" / "sites" / "three"
FERRY = "seeds/aldra-ferry/facts.yml"


def checked(tree: Tree, before: State) -> tuple[tuple[Diagnostic, ...], State]:
    """What a check finds that knows `before`, and what the next one may know, as it would be kept in a file."""
    memory = Memory(before)
    found = checking.check(tree, memory=memory).diagnostics
    return found, marshal.loads(marshal.dumps(memory.state))  # noqa: S302  # our own


def edited(tree: Tree, written: str, instead: str) -> Tree:
    """The tree with other words in the fact file of the ferry."""
    text = tree.files[FERRY].decode()
    assert written in text
    return Tree({**tree.files, FERRY: text.replace(written, instead, 1).encode()}, {})


@pytest.mark.parametrize("root", [ROOT, THREE], ids=["real", "three"])
def test_random_edits_are_found_alike_with_and_without_what_is_known(root: Path) -> None:
    chance = random.Random(7)  # noqa: S311  # the same edits every time
    good, known = intake.read_tree(root), State()
    wrong, again = 0, 0
    for _ in range(COUNT // 2):
        tree = good
        for _ in range(chance.randint(1, 3)):
            tree = chance.choice(EDITS)(tree, chance)
        before = known
        found, known = checked(tree, before)
        assert found == checking.check(tree).diagnostics
        wrong += bool(found)
        again += sum(len(known[id][0].keys() & before[id][0].keys()) for id in known if before)
    assert wrong > COUNT / 5
    assert again > COUNT * 30


def _lines(tree: Tree, chance: random.Random) -> tuple[str, list[str]]:
    path = chance.choice([path for path in sorted(tree.files) if path.endswith("/facts.yml")])
    return path, tree.files[path].decode().splitlines(keepends=True)


def _with(tree: Tree, path: str, lines: list[str]) -> Tree:
    return Tree({**tree.files, path: "".join(lines).encode()}, tree.refused)


def _word_changed(tree: Tree, chance: random.Random) -> Tree:
    """A word of a text gives way to another word, name or number of the file."""
    path, lines = _lines(tree, chance)
    place = chance.choice([at for at, line in enumerate(lines) if line.count(" ") > 8])
    words = [*re.findall(r"\w+", "".join(lines)), "not", "may", "1987", "$7", "Nobody"]
    old = chance.choice(re.findall(r"(?<=[a-z] )\w+", lines[place]) or [" "])
    lines[place] = lines[place].replace(old, chance.choice(words), 1)
    return _with(tree, path, lines)


def _citation_changed(tree: Tree, chance: random.Random) -> Tree:
    """A citation, or an id in a list, becomes another id of the file."""
    path, lines = _lines(tree, chance)
    ids = re.findall(r"(?m)^  ([a-z][a-z0-9-]+):", "".join(lines))
    place = chance.choice([at for at, line in enumerate(lines) if "[[" in line])
    lines[place] = re.sub(r"\[\[[a-z0-9-]+\]\]", f"[[{chance.choice(ids)}]]", lines[place], count=1)
    return _with(tree, path, lines)


def _named_otherwise(tree: Tree, chance: random.Random) -> Tree:
    """A party has another name, or a value of one word is another."""
    path, lines = _lines(tree, chance)
    key = chance.choice(["name", "aliases", "date", "speaker", "about", "rests_on", "language"])
    places = [at for at, line in enumerate(lines) if re.match(rf" *{key}: ", line)]
    if places:
        one, other = chance.choice(places), chance.choice(places)
        lines[one] = lines[one].split(":")[0] + ":" + lines[other].partition(":")[2]
    return _with(tree, path, lines)


def _line_gone(tree: Tree, chance: random.Random) -> Tree:
    path, lines = _lines(tree, chance)
    del lines[chance.randrange(len(lines))]
    return _with(tree, path, lines)


def _archive_changed(tree: Tree, chance: random.Random) -> Tree:
    path = chance.choice([path for path in sorted(tree.files) if "/sources/" in path])
    text = tree.files[path].decode()
    return Tree({**tree.files, path: text.replace("the", "a", 1).encode()}, tree.refused)


EDITS: tuple[Callable[[Tree, random.Random], Tree], ...] = (
    *(_word_changed,) * 6,
    *(_citation_changed,) * 3,
    *(_named_otherwise,) * 2,
    _line_gone,
    _archive_changed,
)


@pytest.fixture
def ferry() -> Tree:
    return factory.tree(id="aldra-ferry")


def test_what_is_known_to_be_right_is_not_judged_again(ferry: Tree) -> None:
    wrong = edited(ferry, "will not run in March", "will not run in June")
    found, known = checked(wrong, {})
    assert found
    briefing, _ = assembly.assemble("aldra-ferry", "seeds/aldra-ferry", wrong, strict.Limits())
    assert briefing
    digests = Digests(briefing)
    right, texts, _ = known["aldra-ferry"]
    unit = digests.of_unit(("claims", "no-ferry"))
    assert unit not in right
    planted = {**right, unit: (digests.together(()), ())}
    assert checked(wrong, {"aldra-ferry": (planted, texts, {})})[0] != found


def test_what_has_a_finding_is_never_known(ferry: Tree) -> None:
    wrong = edited(ferry, "will not run in March", "will not run in June")
    found, known = checked(wrong, {})
    assert checked(wrong, known)[0] == found
    assert checked(ferry, known)[0] == ()


def test_an_edit_leaves_known_what_does_not_depend_on_it(ferry: Tree) -> None:
    _, known = checked(ferry, {})
    before = known["aldra-ferry"][0].keys()
    _, known = checked(edited(ferry, "descriptor: ", "descriptor: A "), known)
    assert not before & known["aldra-ferry"][0].keys()  # every rule may read what a source is
    _, real = checked(intake.read_tree(ROOT), {})
    tree = intake.read_tree(ROOT)
    path = f"seeds/{REAL}/facts.yml"
    text = tree.files[path].replace(b"Databricks are collaborating.", b"Databricks collaborate.")
    _, after = checked(Tree({**tree.files, path: text}, {}), real)
    kept = real[REAL][0].keys() & after[REAL][0].keys()
    assert len(real[REAL][0]) - 1 == len(kept)
    changed = sum(real[REAL][0][unit] != after[REAL][0][unit] for unit in kept)
    assert 0 < changed < 20


def test_an_error_elsewhere_does_not_make_forget(ferry: Tree) -> None:
    _, known = checked(ferry, {})
    assert known["aldra-ferry"][0]
    for written, instead in (("kind: fact", "kynd: fact"), ("question: ", "qestion: ")):
        found, after = checked(edited(ferry, written, instead), known)
        assert found
        assert after["aldra-ferry"][:2] == known["aldra-ferry"][:2]
