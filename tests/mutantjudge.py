"""Judges mutants: pytest collects the tests once, then each mutant is judged in a process of its own by those that reach it.

So one mutant costs milliseconds instead of a whole start of pytest (docs/design/decisions/0100).
"""

from __future__ import annotations

import gc
import importlib
import json
import math
import os
import resource
import signal
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests import mutantswitch

SECONDS = 5
"""How much more processor time a test of a mutant may take than twice that of the original; an endless loop is noticed by that."""

WAIT = 300
"""How many seconds on the wall all tests of a mutant may take; one that waits without end is noticed by that."""


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


class NotJudgedError(Exception):
    """pytest could not judge, and has said why."""


def survivors(tree: Path, tests: Path, mutants: Sequence[Mutant]) -> list[Mutant]:
    """Those of the `mutants` of the package briefgen in `tree` that none of the `tests` notices.

    Only once in a process, for modules stay loaded.
    Raises: NotJudgedError, after the reason was printed.
    """
    sys.path.insert(0, str(tree))
    # pytest puts the root before it; what is imported by then stays.
    importlib.import_module("briefgen")
    judge = _Judge(mutants)
    arguments = ["-q", "-p", "no:cacheprovider", "--assert=plain", "--tb=short", str(tests)]
    if pytest.main(arguments, plugins=[judge]):
        raise NotJudgedError
    return judge.survivors


_Timed = Sequence[tuple[pytest.Item, float]]
"""Tests, each with the seconds of processor time that it may take."""


class _Judge:
    """A plugin of pytest that runs the collected tests once for each mutant, in a child process of its own."""

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        self.mutants = mutants
        self.survivors: list[Mutant] = []
        self.failures: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failures.append(f"{report.nodeid}\n{report.longreprtext}")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Finds out which test reaches which function, then judges one mutant after the other."""
        if session.testsfailed:
            raise session.Interrupted("some tests cannot be collected")
        session.config.pluginmanager.unregister(name="terminalreporter")
        found = _Child(lambda: self._reached(session.items)).answer()
        if found is None:
            raise pytest.UsageError("the process that runs the tests without a mutant has died")
        if found["failures"]:
            failures = "\n\n".join(found["failures"])
            raise pytest.UsageError(f"these tests fail without a mutant:\n\n{failures}")
        items = {item.nodeid: item for item in session.items}
        tests = {
            function: [(items[id], 2 * seconds + SECONDS) for id, seconds in took.items()]
            for function, took in found["reached"].items()
        }
        # That a test fails is all that counts from here on; how, nobody reads.
        session.config.option.tbstyle = "no"
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

    def _reached(self, items: Sequence[pytest.Item]) -> dict[str, Any]:
        """`reached`: function → the tests that call it, the quickest first → seconds; `failures`: what fails, and why."""
        took: dict[str, dict[str, float]] = defaultdict(dict)
        for item in items:
            forget()
            mutantswitch.reached.clear()
            started = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            for name in mutantswitch.reached:
                took[name][item.nodeid] = time.process_time() - started
        reached = {
            function: dict(sorted(tests.items(), key=lambda test: test[1]))
            for function, tests in took.items()
        }
        return {"reached": reached, "failures": self.failures}

    def _alive(self, mutants: Sequence[Mutant], tests: dict[str, _Timed]) -> list[str]:
        """The names of the mutants that no test notices."""
        found = []
        for mutant in mutants:
            reaching = tests.get(mutant.name.partition("__mutmut_")[0], ())
            one = _Child(lambda mutant=mutant, reaching=reaching: self._passes(mutant, reaching))
            if one.answer(within=WAIT):
                found.append(mutant.name)
        return found

    def _passes(self, mutant: Mutant, tests: _Timed) -> bool:
        mutantswitch.choose(mutant.name)
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        for item, seconds in tests:
            # Each test for itself: all that reach a function may take long together.
            limit = math.ceil(time.process_time() + seconds)
            resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if self.failures:
                return False
        return True


def forget() -> None:
    """Empties the caches of the package: a kept result would hide that a test needs a function."""
    for name, module in list(sys.modules.items()):
        if name.startswith("briefgen."):
            for value in vars(module).values():
                # A class has the methods of its caches and no cache.
                if isinstance(value, type):
                    continue
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
            # Whatever it is: here nobody above could tell of it.
            except BaseException:
                os.write(2, traceback.format_exc().encode())
                raise
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
