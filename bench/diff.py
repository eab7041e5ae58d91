"""How long a comparison takes as a process: the real fact file against two checks, and 5,000 claims with 50 changed.

    python bench/diff.py

The limits are those of the design: at most twice the time of two checks, and under three seconds. Ends with 1 if missed.
"""

from __future__ import annotations

import hashlib
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BRIEFINGS, CLAIMS, CHANGED = 50, 100, 50
RUNS = 3
COMMAND = [sys.executable, "-c", "from briefgen.cli import main; main()"]


def seconds(*arguments: str | Path) -> float:
    """The processor time of the fastest of a few runs of `briefgen`: other work on the machine does not count."""
    best = float("inf")
    for _ in range(RUNS):
        start = _spent()
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)], capture_output=True, check=False, text=True
        )
        best = min(best, _spent() - start)
        if done.returncode == 2:
            raise SystemExit(done.stderr)
    return best


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def large(folder: Path, *, edited: bool) -> None:
    """A site of many claims; in the edited one a claim of every briefing says something else."""
    for number in range(BRIEFINGS):
        seed = folder / "seeds" / f"briefing-{number}"
        (seed / "sources").mkdir(parents=True)
        passages = [f"Pier {number} was rebuilt {n} times by the port." for n in range(CLAIMS)]
        source = "\n\n".join(passages)
        (seed / "sources" / "text.txt").write_text(source, encoding="utf-8")
        records = "".join(_claim(n, text, edited=edited) for n, text in enumerate(passages))
        digest = hashlib.sha256(source.encode()).hexdigest()
        (seed / "facts.yml").write_text(_HEAD.format(digest=digest) + records, encoding="utf-8")


def _claim(number: int, text: str, *, edited: bool) -> str:
    statement = text.replace("rebuilt", "not rebuilt") if edited and number == 0 else text
    return (
        f"  claim-{number}:\n    statement: {statement}\n    kind: fact\n    speaker: text\n"
        f"    evidence: {text}\n    assessment: {{verdict: unverified}}\n"
    )


_HEAD = """\
schema: 1
title: Piers
question: How often?
as_of: "2031"
status: published
bottom_line: ["Often. [[claim-1]]"]
sources:
  text:
    title: A text
    type: Report
    publisher: unknown
    published: unknown
    snapshot: sources/text.txt
    sha256: {digest}
    descriptor: Made for measuring.
claims:
"""


def real(folder: Path) -> float:
    """The comparison of the real site with an edited copy, in units of two checks."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    facts = next(folder.glob("seeds/*/facts.yml"))
    text = facts.read_text(encoding="utf-8")
    edited = text.replace("verdict: contradicted", "verdict: supported", 3)
    facts.write_text(edited, encoding="utf-8")
    checks = seconds("check", "--site", ROOT) + seconds("check", "--site", folder)
    took = seconds("diff", "--site", ROOT, ROOT, folder)
    print(
        f"real fact file: diff {took:.2f} s, two checks {checks:.2f} s, {took / checks:.2f} times"
    )
    return took / checks


def main() -> int:
    """0 where both limits hold."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        ratio = real(folder / "real")
        large(folder / "old", edited=False)
        large(folder / "new", edited=True)
        took = seconds("diff", folder / "old", folder / "new", "--format", "json")
        claims = BRIEFINGS * CLAIMS
        print(f"{claims} claims, {CHANGED} changed, every fact file touched: diff {took:.2f} s")
    return 0 if ratio <= 2 and took < 3 else 1


if __name__ == "__main__":
    sys.exit(main())
