"""How long `briefgen check` takes as a process, against the start of two libraries that such a tool would begin with.

Of checks there are three kinds: one that recalls its answer, because nothing changed since the last one; the one that people
wait for, after an edit of the real fact file; and one that works everything out. All find their compiled files in a folder of
this run, as an installed program does: without that, they would mostly compile source. Runs alternate, so that a busy
machine slows all; medians and their ratios are printed, of wall time and of processor time, which is the steadier figure
on a busy machine.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from tests.conftest import REAL, copy_site

ROOT = Path(__file__).parent.parent
RUNS = 21
LIMIT = 1.6
CHECK = "import sys; sys.argv = ['briefgen', 'check']; from briefgen.cli import main; main()"
BASE = "import pydantic, yaml"
FACTS = f"seeds/{REAL}/facts.yml"
EDITS = {
    "a claim": ("Databricks are collaborating.", "Databricks are collaborating ({letter}).", 0),
    "a sentence": ("was reported by the press", "was reported by the press ({letter})", 0),
    "a mistake": ("dates from May 2020", "dates from May 19{number}", 1),
}
"""What is edited → the words as they stand, the words instead, and the exit code of the check after it."""


class Run(NamedTuple):
    """Milliseconds of one process, from its start to its end."""

    wall: float
    processor: float


class Machine(NamedTuple):
    """Where programs find their compiled files and kept answers: folders of this run."""

    folder: Path

    def measured(self, code: str, site: Path, *, cache: str = "1", status: int = 0) -> Run:
        """One run of `code` in the site's folder."""
        kept = {
            "PYTHONPYCACHEPREFIX": f"{self.folder}/compiled",
            "XDG_CACHE_HOME": f"{self.folder}/user",
        }
        environment = {**os.environ, **kept, "BRIEFGEN_CACHE": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = (sys.executable, "-c", code)
        done = subprocess.run(
            command, cwd=site, env=environment, stdout=subprocess.PIPE, check=False
        )
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        assert done.returncode == status, done.stdout.decode()
        processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Run(wall * 1000, processor * 1000)

    def after_edit(self, edit: str, number: int) -> Run:
        """One check of a site of its own, after its fact file was edited; each edit is another one."""
        written, instead, status = EDITS[edit]
        site = self.folder / edit
        if not site.exists():
            copy_site(ROOT, site)
            self.measured(CHECK, site)
        text = (ROOT / FACTS).read_text(encoding="utf-8")
        assert written in text
        words = instead.format(letter=ascii_lowercase[number], number=number + 10)
        (site / FACTS).write_text(text.replace(written, words, 1), encoding="utf-8")
        return self.measured(CHECK, site, status=status)


def main() -> None:
    """Prints the table."""
    runs: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(Path(folder))
        kinds: dict[str, Callable[[int], Run]] = {
            BASE: lambda number: machine.measured(BASE, ROOT),
            "check, nothing changed": lambda number: machine.measured(CHECK, ROOT),
        }
        kinds |= {f"check after edit: {edit}": partial(machine.after_edit, edit) for edit in EDITS}
        kinds["check, without cache"] = lambda number: machine.measured(CHECK, ROOT, cache="0")
        for number in range(RUNS + 1):
            for name, kind in kinds.items():
                runs.setdefault(name, []).append(kind(number))
    # The first of each compiled what it loads, or had nothing to recall.
    medians = {
        name: Run(*map(statistics.median, zip(*found[1:], strict=True)))
        for name, found in runs.items()
    }
    base = medians[BASE]
    print(f"{f'medians of {RUNS} runs':30}{'wall':>10}{'ratio':>8}{'processor':>12}{'ratio':>8}")
    for name, run in medians.items():
        wall, processor = run.wall / base.wall, run.processor / base.processor
        print(f"{name:30}{run.wall:7.0f} ms{wall:8.2f}{run.processor:9.0f} ms{processor:8.2f}")
    print(f"the goal is a ratio of {LIMIT}")


if __name__ == "__main__":
    main()
