"""Whether the unit tests notice every alteration that mutmut makes in the files that decide what is published.

`make mutants` runs it. mutmut writes each file with all its mutants, `tests.mutantjudge` judges them. What survives is listed
in tests/mutants.toml with the reason why no test can tell it from the original.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import shutil
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.mutantjudge import Mutant, NotJudgedError, survivors

ROOT = Path(__file__).parent.parent
REASONS = ROOT / "tests" / "mutants.toml"
TREE = ROOT / "mutants"
_SWITCH = "from mutmut.mutation.trampoline import wrap_in_trampoline as _mutmut_mutated, MutantDict"
_OURS = "from tests.mutantswitch import switched as _mutmut_mutated, MutantDict"


def modules() -> tuple[str, ...]:
    """The files that are altered, as the configuration of mutmut names them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named: list[str] = settings["tool"]["mutmut"]["only_mutate"]
    return tuple(named)


def written(chosen: Sequence[str]) -> list[Mutant]:
    """Writes the package into mutants/, the chosen files with all their mutants; these in order."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    shutil.rmtree(TREE, ignore_errors=True)
    shutil.copytree(ROOT / "briefgen", TREE / "briefgen")
    found: list[Mutant] = []
    for path in chosen:
        made = mutate_file_contents(path, (ROOT / path).read_text(encoding="utf-8"))
        assert made.code.count(_SWITCH) == 1, f"{path}: mutmut's switch is not where it was"
        (TREE / path).write_text(made.code.replace(_SWITCH, _OURS), encoding="utf-8")
        module = path.removesuffix(".py").replace("/", ".")
        found += _described(module, made.code, made.mutant_names)
    return found


def _described(module: str, code: str, names: Sequence[str]) -> Iterator[Mutant]:
    """Each mutant with the lines that make it differ from the original function beside it."""
    lines = code.splitlines()
    bodies = {
        node.name: lines[node.lineno - 1 : node.end_lineno]
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef)
    }
    for name in names:
        function = name.partition("__mutmut_")[0]
        before, after = _difference(bodies[f"{function}__mutmut_orig"], bodies[name])
        shown = function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
        yield Mutant(f"{module}.{name}", f"{module}.{shown}", before, after)


def _difference(original: list[str], altered: list[str]) -> tuple[str, str]:
    """The lines that were taken out and those that came, without their indentation; the first line has the name."""
    delta = list(difflib.ndiff(original[1:], altered[1:]))
    if original[0].partition("(")[2] != altered[0].partition("(")[2]:
        delta += [f"- {original[0]}", f"+ {altered[0].replace('__mutmut_', '')}"]
    out, came = (
        " ".join(" ".join(line[2:].split()) for line in delta if line.startswith(sign))
        for sign in ("- ", "+ ")
    )
    return out, came


def reasons() -> dict[tuple[str, str, str], str]:
    """What survives for a reason: (function, lines before, lines after) → the reason."""
    held = tomllib.loads(REASONS.read_text(encoding="utf-8")).get("survivor", [])
    return {(one["function"], one["before"], one["after"]): one["reason"] for one in held}


def objections(
    living: Sequence[Mutant],
    given: dict[tuple[str, str, str], str],
    altered: Sequence[str],
) -> list[str]:
    """Each of the `living` without a reason and, for the `altered` modules, each reason without a survivor."""
    keys = {mutant.key for mutant in living}
    found = [
        f"survives without a reason: {mutant.name}\n  - {mutant.before}\n  + {mutant.after}"
        for mutant in living
        if not given.get(mutant.key, "").strip()
    ]
    found += [
        f"a reason without a survivor: {function}\n  - {before}\n  + {after}"
        for function, before, after in given
        if (function, before, after) not in keys
        and any(function.startswith(f"{module}.") for module in altered)
    ]
    return found


def main() -> int:
    """0 where every mutant is noticed or has its reason."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument(
        "module", nargs="*", help="boundaries, quotes, ...; all where none is named"
    )
    names = parser.parse_args().module
    chosen = [path for path in modules() if not names or Path(path).stem in names]
    mutants = written(chosen)
    started = time.monotonic()
    try:
        living = survivors(TREE, ROOT / "tests" / "unit", mutants)
    except NotJudgedError:
        return 2
    altered = [path.removesuffix(".py").replace("/", ".") for path in chosen]
    found = objections(living, reasons(), altered)
    per_module = Counter(mutant.name.rpartition(".")[0] for mutant in mutants)
    survived = Counter(mutant.name.rpartition(".")[0] for mutant in living)
    for module, made in sorted(per_module.items()):
        print(f"{module}: {made} mutants, {survived[module]} survive")
    print("\n".join(found))
    print(
        f"{len(mutants)} mutants, {len(living)} survive, {len(found)} objections,"
        f" {time.monotonic() - started:.0f} s"
    )
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
