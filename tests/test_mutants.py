"""The list of mutants that may survive: each with a reason, each still there, none that nobody sees. And who judges them.

mutmut is not among the packages of the tests, so a module that is altered by hand stands for those that it alters.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, run
from tests.mutantjudge import Mutant
from tests.mutants import modules, objections, reasons
from tests.mutantswitch import switched

LIVING = Mutant(
    "briefgen.texts.quotes.x_locate__mutmut_7", "briefgen.texts.quotes.locate", "a < b", "a <= b"
)
ALTERED = ["briefgen.texts.quotes"]


def test_a_survivor_needs_a_reason() -> None:
    [objection] = objections([LIVING], {}, ALTERED)
    assert objection.startswith(
        "survives without a reason: briefgen.texts.quotes.x_locate__mutmut_7"
    )
    assert objections([LIVING], {LIVING.key: "  "}, ALTERED) == [objection]
    assert objections([LIVING], {LIVING.key: "They are never equal."}, ALTERED) == []


def test_a_reason_needs_a_survivor() -> None:
    [objection] = objections([], {LIVING.key: "They are never equal."}, ALTERED)
    assert objection.startswith("a reason without a survivor: briefgen.texts.quotes.locate")
    # Of a file that was not altered in this run nothing is known.
    assert objections([], {LIVING.key: "They are never equal."}, ["briefgen.texts.folding"]) == []


def test_another_mutant_of_the_same_function_has_no_reason_through_it() -> None:
    other = LIVING._replace(after="a > b")
    assert len(objections([LIVING, other], {LIVING.key: "They are never equal."}, ALTERED)) == 1


def _inside(found: Any) -> set[str]:
    """The modules of a package; of anything else none."""
    return {module.name for module in pkgutil.iter_modules(getattr(found, "__path__", []))}


@pytest.mark.parametrize("key", sorted(reasons()), ids=lambda key: key[0])
def test_each_reason_is_about_a_line_that_is_there(key: tuple[str, str, str]) -> None:
    function, before, after = key
    found: Any = import_module("briefgen")
    for part in function.split(".")[1:]:
        found = (
            import_module(f"{found.__name__}.{part}")
            if part in _inside(found)
            else getattr(found, part)
        )
    source = " ".join(inspect.getsource(found).split())
    assert before in source
    assert before != after
    assert len(reasons()[key].split()) >= 5


def test_the_files_that_decide_are_altered() -> None:
    import briefgen

    known = {module.name for module in pkgutil.walk_packages(briefgen.__path__, "briefgen.")}
    altered = {path.removesuffix(".py").replace("/", ".") for path in modules()}
    assert altered <= known
    assert altered >= {f"briefgen.texts.{name}" for name in ("quotes", "folding", "boundaries")}
    assert altered >= {f"briefgen.yaml.{name}" for name in ("strict", "builder", "quick")}
    rules = {name for name in known if re.fullmatch(r"briefgen\.rules\.(checks|\w+rules)", name)}
    assert len(rules) > 4
    assert altered >= rules


SMALL = """
from briefgen import pipeline  # whatever is loaded is looked at when the caches are emptied
from briefgen.base.values import answers
from tests.mutantswitch import switched as _mutmut_mutated, MutantDict

mutants_x_longer__mutmut: MutantDict = {}

@_mutmut_mutated(mutants_x_longer__mutmut)
def longer(text): return len(text) > 3
def x_longer__mutmut_orig(text): return len(text) > 3
def x_longer__mutmut_1(text): return len(text) < 3
def x_longer__mutmut_2(text): return len(text) >= 3
def x_longer__mutmut_3(text): raise SystemExit

mutants_x_longer__mutmut["_mutmut_orig"] = x_longer__mutmut_orig
mutants_x_longer__mutmut["x_longer__mutmut_1"] = x_longer__mutmut_1
mutants_x_longer__mutmut["x_longer__mutmut_2"] = x_longer__mutmut_2
mutants_x_longer__mutmut["x_longer__mutmut_3"] = x_longer__mutmut_3

@answers
def kept(text): return longer(text)
"""
"""What `tests.mutants` makes of a function, and another that keeps its answers."""

SAYS_NOTHING = """
from briefgen.small import kept

def test_it_answers(): assert kept("five") is not None
"""
SAYS_WHAT = """
def test_four_are_longer(): assert kept("five")
"""
SAYS_ALL = """
def test_three_are_not(): assert not kept("two")
"""

JUDGE = """
import sys
from pathlib import Path
from typing import Any

from tests.mutantjudge import Mutant, survivors

tree = Path(sys.argv[1])
mutants = [Mutant(f"briefgen.small.x_longer__mutmut_{number}", "", "", "") for number in (1, 2, 3)]
print([mutant.name[-1] for mutant in survivors(tree, tree / "test_small.py", mutants)])
"""


def judged(tree: Path, tests: str) -> subprocess.CompletedProcess[str]:
    """The numbers of the mutants that survive these tests."""
    (tree / "briefgen").mkdir()
    package = f"__path__.append({str(ROOT / 'briefgen')!r})"
    (tree / "briefgen" / "__init__.py").write_text(package)
    (tree / "briefgen" / "small.py").write_text(SMALL)
    (tree / "test_small.py").write_text(tests)
    return run(sys.executable, "-c", JUDGE, tree, cwd=ROOT, check=False, measured=False)


@pytest.mark.parametrize(
    ("tests", "living"),
    [
        # The second test finds the answer of the first, if that is not forgotten.
        (SAYS_NOTHING + SAYS_WHAT + SAYS_ALL, "[]"),
        (SAYS_NOTHING + SAYS_WHAT, "['2']"),
        (SAYS_NOTHING, "['1', '2']"),
    ],
)
def test_what_no_test_notices_survives(tests: str, living: str, tmp_path: Path) -> None:
    done = judged(tmp_path, tests)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == living


@pytest.mark.parametrize(
    ("tests", "told"),
    [
        (
            "\ndef test_four_are_not(): assert not kept('five'), 'it is too long'",
            ["these tests fail without a mutant", "::test_four_are_not", "it is too long"],
        ),
        (
            "\nimport pytest\ndef test_it_ends(): pytest.exit(f'in {1 + 1}')",
            ["the process that runs the tests without a mutant has died", "Exit: in 2"],
        ),
    ],
)
def test_a_run_that_cannot_judge_says_why(tests: str, told: list[str], tmp_path: Path) -> None:
    done = judged(tmp_path, SAYS_NOTHING + tests)
    assert done.returncode != 0
    assert [words for words in told if words not in done.stderr] == []
    assert "test_it_answers" not in done.stderr


def test_a_file_of_tests_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    done = judged(tmp_path, "import briefgen.nowhere")
    assert done.returncode != 0
    assert "No module named 'briefgen.nowhere'" in done.stdout


def test_a_generator_stays_one_behind_the_switch() -> None:
    def each(count: int) -> Iterator[int]:
        yield from range(count)

    def last(count: int) -> int:
        return count - 1

    generator, plain = (switched({"_mutmut_orig": one})(one) for one in (each, last))
    assert inspect.isgeneratorfunction(generator)
    assert not inspect.isgeneratorfunction(plain)
    assert ([*generator(3)], plain(3)) == ([0, 1, 2], 2)
