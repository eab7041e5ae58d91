"""Where the time of our own build goes: processor seconds by stage, in one process, at several sizes.

python -m bench.stages --sizes 100,500
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bench import generate
from bench.measure import exponent
from briefgen import checks, corpus, files, pipeline, yamltext
from briefgen.siteviews import SiteOptions

Result = TypeVar("Result")


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


def stages(site: Path) -> dict[str, float]:
    """Stage → processor seconds; each stage repeats the ones before it where it cannot be had alone.

    "parse" is in "assemble", "assemble" and "check" are in "pages".
    """
    clock = Clock()
    tree = clock("read", lambda: files.read_tree(site))
    for id in pipeline.briefing_ids(tree):
        folder = f"{pipeline.SEEDS}/{id}"
        path = f"{folder}/facts.yml"
        clock("parse", lambda path=path: yamltext.parse(path, tree.files[path]))
        briefing, _ = clock(
            "assemble",
            lambda id=id, folder=folder: corpus.assemble(id, folder, tree, yamltext.Limits()),
        )
        if briefing:
            clock("check", lambda briefing=briefing: checks.check(briefing))
    templates = files.read_templates(site)
    built = clock("pages", lambda: pipeline.build(tree, templates, SiteOptions()))
    with tempfile.TemporaryDirectory() as out:
        clock("write", lambda: files.write(Path(out), built.pages, files.read_assets()))
    return clock.seconds


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure the stages of briefgen's own build.")
    parser.add_argument("--sizes", default="10,100", help="numbers of briefings")
    sizes = [int(text) for text in parser.parse_args().sizes.split(",")]
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            generate.write(Path(name), size)
            found.append(stages(Path(name)))
    for stage in found[0]:
        shown = "".join(f"{seconds[stage]:10.2f}" for seconds in found)
        growth = exponent(found[0][stage], found[-1][stage], sizes[-1] / sizes[0])
        print(f"{stage:10}{shown}   exponent {growth:.2f}")  # the result


if __name__ == "__main__":
    main()
