"""`make hostile`: the oracle over every public corpus. Prints what was compared; ends with 1 where anything differs.

`--part 2/8` compares the second eighth of the sites, so that a long run can be cut in pieces.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.hostile import corpora, oracle, own, site

BATCH = 160
"""Strings in one site: enough to share the cost of a build, few enough for a navigation of every page."""


def accepted(count: int) -> list[str]:
    """About `count` strings of each corpus that a fact file may hold; says how many there are, and what was refused."""
    found = list(own.STRINGS)
    for name in corpora.CORPORA:
        taken = corpora.sample(name, count)
        refused = site.refusals(taken)
        found += [text for text in taken if text not in refused]
        codes = dict(Counter(refused.values()))
        print(f"{name}: {len(taken)} strings, refused {codes or 'none'}", flush=True)
    return found


def compare(calm: Path, folder: Path, strings: Sequence[str]) -> list[oracle.Difference]:
    """The differences that one batch of strings makes."""
    if len(strings) != BATCH:
        calm = oracle.build(site.write(folder / "inert", None, len(strings)))
    try:
        built = oracle.build(site.write(folder / "hostile", strings, len(strings)))
        found = list(oracle.differences(calm, built, site.values(strings)))
    except oracle.BuildError as problem:
        found = [oracle.Difference("structure", "", "the build", "a site", str(problem)[:2000])]
    shutil.rmtree(folder)
    print(f"site {folder.name}: {len(strings)} strings, {len(found)} differences", flush=True)
    return found


def main() -> int:
    """Everything, or one part of it, two sites at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=1250, help="strings of each corpus")
    parser.add_argument("--part", default="1/1", help="which part of how many")
    options = parser.parse_args()
    batches = list(enumerate(site.batches(accepted(options.each), BATCH)))
    part, parts = map(int, options.part.split("/"))
    chosen = batches[part - 1 :: parts]
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2) as pool:
        folder = Path(name)
        # All batches but the last have one size, so that one inert site serves them.
        calm = oracle.build(site.write(folder / "inert", None, BATCH))
        print(f"{len(oracle.contexts(calm))} contexts", flush=True)
        jobs = [pool.submit(compare, calm, folder / str(n), batch) for n, batch in chosen]
        found = [difference for job in jobs for difference in job.result()]
    count = sum(len(batch) for _, batch in chosen)
    print(f"part {options.part}: {count} strings compared in {len(chosen)} sites")
    for difference in found[:40]:
        print(difference)
    totals = Counter(difference.kind for difference in found)
    print(f"{totals['structure']} structural differences, {totals['text']} text differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
