"""The generator alone: claims a second of `briefgen build` as a process, and where the time of our own stages goes.

    python -m bench.stages --sizes 60,600,2900

Sizes are numbers of briefings; 2,900 of the invented ones hold over 50,000 claims. Growth is by the number of claims.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bench import generate
from bench.cases import BRIEFGEN
from bench.measure import Failed, Run, exponent, run
from briefgen import checking, pipeline
from briefgen.base.tree import SEEDS
from briefgen.disk import files, intake, outfolder
from briefgen.facts import assembly
from briefgen.printing.pages import Page
from briefgen.rules import checks
from briefgen.yaml import strict

Result = TypeVar("Result")

CLAIMS_A_SECOND = 4_000
GROWTH = 1.02
ENV = {"SOURCE_DATE_EPOCH": "1700000000"}
STAGED = 600
"""The largest number of briefings whose stages are measured one by one: they hold everything in memory at once."""


class Clock:
    """Adds up processor seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, work: Callable[[], Result]) -> Result:
        """The result of `work`, whose time counts for `stage`."""
        started = time.process_time()
        result = work()
        self.seconds[stage] = self.seconds.get(stage, 0) + time.process_time() - started
        return result


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured at one number of briefings: the whole process, and the stages unless there are too many."""

    briefings: int
    claims: int
    whole: Run
    stages: dict[str, float]


def stages(site: Path, out: Path) -> dict[str, float]:
    """Stage → processor seconds; each stage repeats the ones before it where it cannot be had alone.

    "parse" is in "assemble", "assemble" and "check" are in "pages", and these in "pages, laid". Pages stay in `out`.
    """
    clock = Clock()
    tree = clock("read", lambda: intake.read_tree(site))
    for id in checking.briefing_ids(tree):
        folder = f"{SEEDS}/{id}"
        path = f"{folder}/facts.yml"
        clock("parse", lambda path=path: strict.parse(path, tree.files[path]))
        briefing, _ = clock(
            "assemble",
            lambda id=id, folder=folder: assembly.assemble(id, folder, tree, strict.Limits()),
        )
        if briefing:
            clock("check", lambda briefing=briefing: checks.check(briefing))
    templates = files.read_templates(site)
    clock("pages", lambda: pipeline.build(tree, templates, pages_only=True, made=_unwritten))
    with outfolder.laying(out) as laid:
        built = clock(
            "pages, laid", lambda: pipeline.build(tree, templates, pages_only=True, made=laid.page)
        )
        assets = files.read_assets()
        clock("put", lambda: outfolder.write(out, built.pages, assets, laid))
    return clock.seconds


def _unwritten(uri: str, raw: bytes, briefing: str) -> Page:
    return Page(uri, b"", "", briefing)


def whole(work: Path, *, limit: float) -> Run:
    """The quickest of three runs of `briefgen build` as a process; only one where the first takes long."""
    # As it is for whoever installed the package: its modules and templates were compiled by an earlier run.
    kept = {
        "PYTHONPYCACHEPREFIX": str(work / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
        "XDG_CACHE_HOME": str(work / "user"),
    }
    best: Run | None = None
    for number in range(3):
        out = work / f"pages-{number}"
        command = [BRIEFGEN, "build", "--site", str(work / "content"), "--out", str(out)]
        done = run(command, work, out, limit=limit, env={**ENV, **kept}, keep=True)
        if isinstance(done, Failed):
            raise RuntimeError(done.reason)  # noqa: TRY004  # a value, not a wrong type
        if best is None or done.wall < best.wall:
            best = done
        if done.wall > limit / 20:
            break
    assert best is not None
    return best


def measure(briefings: int, work: Path, *, limit: float) -> Size:
    """Everything at one size, in a folder that it fills."""
    claims = generate.write(work / "content", briefings)
    done = whole(work, limit=limit)
    parts = stages(work / "content", work / "staged") if briefings <= STAGED else {}
    return Size(briefings, claims, done, parts)


def table(found: list[Size]) -> Iterator[str]:
    """The lines of the report."""
    yield f"{'briefings':>24}" + "".join(f"{size.briefings:12,}" for size in found)
    yield f"{'claims':>24}" + "".join(f"{size.claims:12,}" for size in found)
    rows: dict[str, Callable[[Size], float]] = {
        "wall seconds": lambda size: size.whole.wall,
        "processor seconds": lambda size: size.whole.cpu,
        "peak memory MB": lambda size: size.whole.memory / 1e6,
        "claims a second (wall)": lambda size: size.claims / size.whole.wall,
        "written MB": lambda size: size.whole.output / 1e6,
    }
    for name, figure in rows.items():
        yield f"{name:>24}" + "".join(f"{figure(size):12,.2f}" for size in found)
    staged = [size for size in found if size.stages]
    for stage in staged[0].stages if staged else ():
        yield f"{f'{stage}, cpu s':>24}" + "".join(f"{size.stages[stage]:12.2f}" for size in staged)


def growth(found: list[Size]) -> float:
    """By which power of the claims the wall time grows, from the smallest size to the largest."""
    first, last = found[0], found[-1]
    return exponent(first.whole.wall, last.whole.wall, last.claims / first.claims)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure briefgen's own build without MkDocs.")
    parser.add_argument("--sizes", default="60,600", help="numbers of briefings")
    parser.add_argument("--limit", type=float, default=900, help="seconds before a run is stopped")
    options = parser.parse_args()
    # Nothing is deleted until all is measured: ext4 leaves the place of a file alone for a minute after the file is gone, and
    # to make the next one then takes five times as long.
    with tempfile.TemporaryDirectory() as name:
        found = [
            measure(int(text), Path(name) / text, limit=options.limit)
            for text in options.sizes.split(",")
        ]
    for line in table(found):
        print(line)  # the result
    rates = ", ".join(f"{size.claims / size.whole.wall:,.0f}" for size in found)
    print(f"briefgen build, claims a second: {rates} (target: at least {CLAIMS_A_SECOND:,})")
    if len(found) > 1:
        print(f"growth exponent of wall time: {growth(found):.3f} (target: at most {GROWTH})")


if __name__ == "__main__":
    main()
