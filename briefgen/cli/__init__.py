"""The command line: arguments → one call → exit code. 0 clean, 1 findings, 2 wrong usage or a failing machine.

`briefgen check` alone is what editors, hooks and `make` run on every save, so it goes straight to its work. Everything
else goes through click: `commands` names the commands, and each file of commands is loaded when one of them is called.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def _plain_check() -> int:
    """Checks the site in this folder; returns the exit code."""
    # Nothing is worth giving back before the process ends.
    gc.disable()
    from briefgen.cli.asking import check_here

    return check_here()


def _end(status: int) -> NoReturn:
    """Ends the process at once. To give back all that it holds, piece by piece, takes up to a twentieth of the time."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def main() -> None:
    """The entry point of the command `briefgen`."""
    # What a run reads stays until its end: looking through it for garbage again and again finds none.
    gc.set_threshold(200_000, 50, 1_000)
    try:
        if sys.argv[1:] == ["check"]:
            _end(_plain_check())
        from briefgen.cli.commands import cli

        try:
            cli()
        except SystemExit as done:
            # A text is for Python to print.
            if isinstance(done.code, int):
                _end(done.code)
            raise
        finally:
            # At the end Python would look through everything once more.
            gc.freeze()
    except BrokenPipeError:
        # Whoever read our output has enough, such as `head`; what is left of it goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as problem:
        shown = f"briefgen: {problem.strerror or problem}: {problem.filename or ''}"
        print(shown.rstrip(": "), file=sys.stderr)  # noqa: T201  # the command line speaks
        sys.exit(2)
