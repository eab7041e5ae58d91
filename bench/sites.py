"""The same briefings through briefgen and through its peers, side by side in one run.

    python -m bench.sites --sizes 10,100,500

Runs are interleaved, so that a busy minute of the machine meets every generator; what is slow runs once. What writes
gigabytes comes when all others are measured, as nobody after it would find his files in memory. The result is printed, kept
as JSON below .cache/, and written as the page docs/reference/performance.md where --page names it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import page
from bench.cases import BRIEFGEN, CASES, ROOT, Case, Content
from bench.measure import Failed, Run, run, set_aside

# Compiled Python is kept, as it is for everybody who builds twice.
ENV = {
    "SOURCE_DATE_EPOCH": "1700000000",
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONDONTWRITEBYTECODE": "",
}
RESULT = ROOT / ".cache" / "bench-sites.json"
"""Where the figures of the last run are kept."""

FREE = 8 * 1024**3
"""No case starts with less disk space than this, in bytes: the slowest one writes over 4 GB."""


def content(work: Path, size: int) -> Content:
    """The briefings in three forms. Made in other processes, as a child's peak memory starts at ours."""
    site, pages, data = work / "content", work / "pages", work / "data.json"
    generate = [sys.executable, "-m", "bench.generate", "--briefings", str(size)]
    _run([*generate, str(site)])
    _run([*generate, str(data), "--data"])
    _run([BRIEFGEN, "build", "--site", str(site), "--out", str(pages)])
    return Content(site, pages, data)


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # our own


def measure(
    cases: list[Case], made: Content, work: Path, *, rounds: int, slow: float, limit: float
) -> dict[str, list[Run] | Failed]:
    """Case name → its runs. After a run of more than `slow` seconds a case is not run again."""
    results: dict[str, list[Run] | Failed] = {}
    for number, case in _turns(cases, rounds):
        before = results.get(case.name, [])
        if isinstance(before, Failed) or (before and before[0].wall > slow):
            continue
        done = _once(case, made, work / case.name, limit=limit)
        results[case.name] = done if isinstance(done, Failed) else [*before, done]
        said = done.reason if isinstance(done, Failed) else f"{done.wall:.2f} s"
        print(f"  round {number + 1}: {case.title}: {said}", flush=True)  # progress
    return results


def _turns(cases: list[Case], rounds: int) -> Iterator[tuple[int, Case]]:
    """The round and the case of each run, in their order."""
    for heavy in (False, True):
        for number in range(rounds):
            yield from ((number, case) for case in cases if case.heavy == heavy)


def _once(case: Case, made: Content, folder: Path, *, limit: float) -> Run | Failed:
    if case.missing:
        return Failed(f"skipped: {case.missing}")
    if shutil.disk_usage(folder.parent).free < FREE:
        return Failed("skipped: less than 8 GB of disk space left")
    env, out = {**ENV, **case.env}, folder / case.out
    if not folder.exists():
        _apart(case, made, folder)
        if case.change:
            first = run(list(case.command), folder, out, limit=limit, env=env, keep=True)
            if isinstance(first, Failed):
                return first
    if case.change:
        case.change(folder)
    if case.forgotten:
        set_aside(folder / case.forgotten, folder.parent)
    return run(list(case.command), folder, out, limit=limit, env=env, keep=bool(case.change))


def _apart(case: Case, made: Content, folder: Path) -> None:
    """Prepares a case in another process, as a child's peak memory starts at ours."""
    process = multiprocessing.get_context("fork").Process(target=case.prepare, args=(made, folder))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"{case.name} cannot be prepared")


def main() -> None:
    """The command line."""
    options = _options()
    wanted = options.cases.split(",") if options.cases else [case.name for case in CASES]
    cases = [case for case in CASES if case.name in wanted]
    ceilings = dict(entry.split("=") for entry in options.at_most.split(",") if entry)
    sizes: dict[str, Any] = {}
    if options.add and RESULT.is_file():
        sizes = json.loads(RESULT.read_text("utf-8"))["sizes"]
    report = {"machine": page.machine(), "versions": page.versions(list(CASES)), "sizes": sizes}
    # Below the repository: /tmp may be a small file system in memory.
    RESULT.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=RESULT.parent, prefix="bench-") as name:
        for size in (int(text) for text in options.sizes.split(",")):
            print(f"{size} briefings", flush=True)  # progress
            taken = [case for case in cases if size <= int(ceilings.get(case.name, size))]
            before = sizes.get(str(size), {}).get("cases", {})
            sizes[str(size)] = _size(size, taken, options, Path(name, str(size)))
            sizes[str(size)]["cases"] = {**before, **sizes[str(size)]["cases"]}
            # After every size, so that an interrupted run has a result.
            report["machine"] = page.machine()
            RESULT.write_text(json.dumps(report, indent=1), "utf-8")
            if options.page:
                options.page.write_text(page.text(report), "utf-8")
    print(page.text(report))  # the result


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure briefgen and its peers side by side.")
    parser.add_argument("--sizes", default="10,100", help="numbers of briefings")
    parser.add_argument("--cases", default="", help="names of cases, all by default")
    parser.add_argument("--at-most", default="", help="largest sizes of cases: name=100,…")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--slow", type=float, default=20, help="seconds; what is slower runs once")
    parser.add_argument("--limit", type=float, default=400, help="seconds before a run is stopped")
    parser.add_argument("--add", action="store_true", help="keep the last run's other figures")
    parser.add_argument("--page", type=Path, help="the Markdown page to write")
    return parser.parse_args()


def _size(size: int, cases: list[Case], options: argparse.Namespace, work: Path) -> dict[str, Any]:
    """What was measured at one size, in a new folder."""
    work.mkdir()
    made = content(work, size)
    limits = {"rounds": options.rounds, "slow": options.slow, "limit": options.limit}
    found = measure(cases, made, work, **limits)
    return {
        "pages": sum(1 for _ in made.pages.rglob("*.md")),
        "claims": _claims(made.pages),
        "cases": {case: _plain(result) for case, result in found.items()},
    }


def _claims(pages: Path) -> int:
    """How many claims there are: the entries of all data files."""
    return sum(
        len(json.loads(path.read_text("utf-8"))["claims"]) for path in pages.rglob("facts.json")
    )


def _plain(result: list[Run] | Failed) -> object:
    return result.reason if isinstance(result, Failed) else [asdict(entry) for entry in result]


if __name__ == "__main__":
    main()
