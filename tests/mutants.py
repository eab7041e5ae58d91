"""Whether the unit tests notice every alteration that mutmut makes in the files that decide what is published.

`make mutants` runs it. mutmut writes each file with all its mutants; pytest collects the tests once; then each mutant is
judged in a child process by the tests that reach its function. So one of them costs milliseconds instead of a whole start
of pytest. What survives is listed in tests/mutants.toml with the reason why no test can tell it from the original.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import gc
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
REASONS = ROOT / "tests" / "mutants.toml"
TREE = ROOT / "mutants"
SECONDS = 5
"""How much processor time the tests of one mutant may take; an endless loop is noticed by that."""

_ACTIVE = "MUTANT_UNDER_TEST"
"""What mutmut's own switch in each altered function looks at."""


class Mutant(NamedTuple):
    """One alteration: mutmut's name of it, the function, and the lines of it before and after."""

    name: str
    function: str
    before: str
    after: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same when mutmut numbers anew."""
        return self.function, self.before, self.after


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
        (TREE / path).write_text(made.code, encoding="utf-8")
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


class Judge:
    """A plugin of pytest that runs the collected tests once for each mutant, in a child process of its own."""

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        self.mutants = mutants
        self.survivors: list[Mutant] = []
        self.failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One failure is enough."""
        self.failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Finds out which test reaches which function, then judges one mutant after the other."""
        session.config.pluginmanager.unregister(name="terminalreporter")
        reached = _Child(lambda: self._reached(session.items)).answer()
        if reached is None:
            raise pytest.UsageError("the tests fail without a mutant")
        items = {item.nodeid: item for item in session.items}
        tests = {name: [items[id] for id in ids] for name, ids in reached.items()}
        # A child that collects garbage would copy the pages of memory that it looks at.
        gc.freeze()
        count = os.cpu_count() or 1
        # One judge for each processor; the mutants of a function, which cost alike, go to them in turn.
        judges = [
            _Child(lambda first=first: self._alive(self.mutants[first::count], tests))
            for first in range(count)
        ]
        answers = [judge.answer() for judge in judges]
        if None in answers:
            raise pytest.UsageError("a process that judges mutants has died")
        alive = {name for names in answers for name in names}
        self.survivors = [mutant for mutant in self.mutants if mutant.name in alive]
        return True

    def _alive(self, mutants: Sequence[Mutant], tests: dict[str, list[pytest.Item]]) -> list[str]:
        """The names of the mutants that no test notices."""
        found = []
        for mutant in mutants:
            reaching = tests.get(mutant.name.partition("__mutmut_")[0], [])
            one = _Child(lambda mutant=mutant, reaching=reaching: self._passes(mutant, reaching))
            if one.answer(within=12 * SECONDS):
                found.append(mutant.name)
        return found

    def _reached(self, items: Sequence[pytest.Item]) -> dict[str, list[str]] | None:
        """Function → the tests that call it, the quickest first; None where a test fails."""
        from mutmut.state import state

        os.environ[_ACTIVE] = "stats"
        took: dict[str, dict[str, float]] = defaultdict(dict)
        for item in items:
            _forget()
            state()._stats.clear()  # mutmut's switch writes there
            started = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            for name in state()._stats:  # as above
                took[name][item.nodeid] = time.process_time() - started
        if self.failed:
            return None
        return {name: sorted(tests, key=tests.__getitem__) for name, tests in took.items()}

    def _passes(self, mutant: Mutant, items: Sequence[pytest.Item]) -> bool:
        os.environ[_ACTIVE] = mutant.name
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        for item in items:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if self.failed:
                return False
        return True


def _forget() -> None:
    """Empties the caches of the package: a kept result would hide that a test needs a function."""
    for name, module in list(sys.modules.items()):
        if name.startswith("briefgen."):
            for value in vars(module).values():
                # What `values.answers` gives back is a method of what holds the answers.
                for holder in (value, getattr(value, "__self__", None)):
                    if clear := getattr(holder, "cache_clear", None):
                        clear()


class _Child:
    """A process that runs `work`, a copy of this one."""

    def __init__(self, work: Callable[[], Any]) -> None:
        reading, writing = os.pipe()
        self._id = os.fork()
        if self._id == 0:
            try:
                os.close(reading)
                answer = json.dumps(work()).encode()
                with os.fdopen(writing, "wb") as pipe:
                    pipe.write(answer)
            finally:
                # Nothing of what the parent was about to do.
                os._exit(0)
        os.close(writing)
        self._reading = reading

    def answer(self, *, within: int = 0) -> Any:
        """What `work` returns, or None where that ends badly or takes longer than `within` seconds, where given."""
        signal.signal(signal.SIGALRM, lambda *_: os.kill(self._id, signal.SIGKILL))
        signal.alarm(within)
        with os.fdopen(self._reading, "rb") as pipe:
            answer = pipe.read()
        os.waitpid(self._id, 0)
        signal.alarm(0)
        return json.loads(answer) if answer else None


def reasons() -> dict[tuple[str, str, str], str]:
    """What survives for a reason: (function, lines before, lines after) → the reason."""
    held = tomllib.loads(REASONS.read_text(encoding="utf-8")).get("survivor", [])
    return {(one["function"], one["before"], one["after"]): one["reason"] for one in held}


def objections(
    survivors: Sequence[Mutant],
    given: dict[tuple[str, str, str], str],
    altered: Sequence[str],
) -> list[str]:
    """Each survivor without a reason and, for the `altered` modules, each reason without a survivor."""
    keys = {mutant.key for mutant in survivors}
    found = [
        f"survives without a reason: {mutant.name}\n  - {mutant.before}\n  + {mutant.after}"
        for mutant in survivors
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
    sys.path.insert(0, str(TREE))
    # pytest puts the root before it; what is imported by then stays.
    importlib.import_module("briefgen")
    judge = Judge(mutants)
    started = time.monotonic()
    arguments = [
        "-q",
        "-p",
        "no:cacheprovider",
        # That a test fails is all that counts; how, nobody reads.
        "--assert=plain",
        "--tb=no",
        "--rootdir",
        str(ROOT),
        str(ROOT / "tests" / "unit"),
    ]
    if code := pytest.main(arguments, plugins=[judge]):
        return int(code)
    altered = [path.removesuffix(".py").replace("/", ".") for path in chosen]
    found = objections(judge.survivors, reasons(), altered)
    per_module = Counter(mutant.name.rpartition(".")[0] for mutant in mutants)
    survived = Counter(mutant.name.rpartition(".")[0] for mutant in judge.survivors)
    for module, made in sorted(per_module.items()):
        print(f"{module}: {made} mutants, {survived[module]} survive")
    print("\n".join(found))
    print(
        f"{len(mutants)} mutants, {len(judge.survivors)} survive, {len(found)} objections,"
        f" {time.monotonic() - started:.0f} s"
    )
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
