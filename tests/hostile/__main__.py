"""`make hostile`: the oracle over every public corpus. Prints what was compared; ends with 1 where anything differs."""

from __future__ import annotations

import argparse
import random
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
    found: dict[str, str] = {site.key(text): text for text in own.STRINGS}
    for name in corpora.CORPORA:
        taken = corpora.sample(name, count)
        refused = Counter(filter(None, (site.refusal(text) for text in taken)))
        found |= {site.key(text): text for text in taken if not site.refusal(text)}
        print(f"{name}: {len(taken)} strings, refused {dict(refused) or 'none'}", flush=True)
    mixed = list(found.values())
    # Every site gets strings of every corpus, the same ones in each run.
    random.Random(6).shuffle(mixed)  # noqa: S311  # an order, not a secret
    return mixed


def compare(calm: Path, folder: Path, strings: Sequence[str]) -> list[oracle.Difference]:
    """The differences that one batch of strings makes."""
    if len(strings) != BATCH:
        calm = oracle.build(site.write(folder / "inert", None, len(strings)))
    built = oracle.build(site.write(folder / "hostile", strings, len(strings)))
    found = list(oracle.differences(calm, built, site.values(strings)))
    shutil.rmtree(folder)
    print(f"site {folder.name}: {len(strings)} strings, {len(found)} differences", flush=True)
    return found


def main() -> int:
    """Everything, two sites at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=1250, help="strings of each corpus")
    count = parser.parse_args().each
    strings = accepted(count)
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2) as pool:
        folder = Path(name)
        # All batches but the last have one size, so that one inert site serves them.
        calm = oracle.build(site.write(folder / "inert", None, BATCH))
        print(f"{len(oracle.contexts(calm))} contexts", flush=True)
        batches: list[int] = []
        jobs = []
        for number, batch in enumerate(site.batches(strings, BATCH)):
            batches.append(len(batch))
            jobs.append(pool.submit(compare, calm, folder / str(number), batch))
        found = [difference for job in jobs for difference in job.result()]
    print(f"{sum(batches)} strings compared in {len(batches)} sites")
    for difference in found[:40]:
        print(difference)
    totals = Counter(difference.kind for difference in found)
    print(f"{totals['structure']} structural differences, {totals['text']} text differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
