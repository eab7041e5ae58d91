"""The list of mutants that may survive: each with a reason, each still there, none that nobody sees."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

import pytest

from tests.mutants import Mutant, modules, objections, reasons

LIVING = Mutant("briefgen.quotes.x_locate__mutmut_7", "briefgen.quotes.locate", "a < b", "a <= b")
ALTERED = ["briefgen.quotes"]


def test_a_survivor_needs_a_reason() -> None:
    [objection] = objections([LIVING], {}, ALTERED)
    assert objection.startswith("survives without a reason: briefgen.quotes.x_locate__mutmut_7")
    assert objections([LIVING], {LIVING.key: "  "}, ALTERED) == [objection]
    assert objections([LIVING], {LIVING.key: "They are never equal."}, ALTERED) == []


def test_a_reason_needs_a_survivor() -> None:
    [objection] = objections([], {LIVING.key: "They are never equal."}, ALTERED)
    assert objection.startswith("a reason without a survivor: briefgen.quotes.locate")
    # Of a file that was not altered in this run nothing is known.
    assert objections([], {LIVING.key: "They are never equal."}, ["briefgen.folding"]) == []


def test_another_mutant_of_the_same_function_has_no_reason_through_it() -> None:
    other = LIVING._replace(after="a > b")
    assert len(objections([LIVING, other], {LIVING.key: "They are never equal."}, ALTERED)) == 1


@pytest.mark.parametrize("key", sorted(reasons()), ids=lambda key: key[0])
def test_each_reason_is_about_a_line_that_is_there(key: tuple[str, str, str]) -> None:
    function, before, after = key
    module, _, name = function.removeprefix("briefgen.").partition(".")
    found = import_module(f"briefgen.{module}")
    for part in name.split("."):
        found = getattr(found, part)
    source = " ".join(inspect.getsource(found).split())
    assert before in source
    assert before != after
    assert len(reasons()[key].split()) >= 5


def test_the_files_that_decide_are_altered() -> None:
    import briefgen

    known = {module.name for module in pkgutil.iter_modules(briefgen.__path__)}
    altered = {path.removeprefix("briefgen/").removesuffix(".py") for path in modules()}
    assert altered <= known
    assert altered >= {"quotes", "folding", "boundaries", "yamltext", "yamlbuilder", "checks"}
    assert altered >= {name for name in known if name.endswith("rules")} - {"changerules"}
