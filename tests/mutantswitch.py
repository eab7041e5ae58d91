"""Which version of an altered function runs: the original, or the one of the mutant that is being judged.

`tests.mutants` has each altered file import it in the place of mutmut's own switch, which looks into the environment at
each call, and which only runs where mutmut is installed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

MutantDict = dict[str, Callable[..., Any]]
"""Name of a version → the version; `_mutmut_orig` is the original. mutmut fills it below the function."""

reached: set[str] = set()
"""The altered functions that were called, as `module.x_function`, since somebody emptied it."""

_module = _version = ""


def choose(mutant: str) -> None:
    """From now on `mutant` runs in the place of its original."""
    global _module, _version
    _module, _, _version = mutant.rpartition(".")


def switched(
    versions: MutantDict, *, is_classmethod: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator: the function that stands for all `versions` of one."""

    def switch(function: Callable[..., Any]) -> Callable[..., Any]:
        module = function.__module__

        @wraps(function)
        def chosen(*args: Any, **kwargs: Any) -> Any:
            original = versions["_mutmut_orig"]
            reached.add(f"{module}.{original.__name__.removesuffix('__mutmut_orig')}")
            version = versions.get(_version, original) if module == _module else original
            if is_classmethod:
                return getattr(args[0], version.__name__)(*args[1:], **kwargs)
            return version(*args, **kwargs)

        @wraps(function)
        def generated(*args: Any, **kwargs: Any) -> Any:
            return (yield from chosen(*args, **kwargs))

        # Who asks whether the function is a generator gets the answer that the original gives.
        return generated if inspect.isgeneratorfunction(function) else chosen

    return switch
