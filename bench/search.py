"""The search in Chromium: bytes and seconds from opening a page to the first result, memory of the page's process, and
whether both engines find the same claims.

    python -m bench.search --briefings 100

Three searches of the same site, side by side: the theme's own over all pages, as it comes; the theme's own with one entry
a record, which small sites get; and Pagefind's chunks, which large sites get. The built site is kept in .cache/.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import material
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as TooLate

from bench import everything, generate
from bench.cases import ROOT
from bench.network import FAST_3G, Line, served
from briefgen.base.searchoptions import Search
from briefgen.engine import searchbox
from briefgen.search import findable, shards

THEME = str(Path(material.__file__).parent / "templates")
SLOWER = 4
FIRST = 10
"""How far down a claim may stand among the results to be found."""

LINK = ".md-search-result__link"


@dataclass(frozen=True, slots=True)
class First:
    """From opening a page to its first result."""

    seconds: float
    transferred: int
    memory: int


def build(work: Path, briefings: int) -> Path:
    """The built site of so many briefings with one entry a record, and `everything.json` beside it; made once."""
    site = work / f"search-{briefings}"
    if not (site / "site").is_dir():
        shutil.rmtree(site, ignore_errors=True)
        generate.write(site, briefings)
        hook = os.path.relpath(everything.__file__, site)
        settings = f"\nhooks: [{hook}]\nextra: {{briefgen: {{search: {{engine: material}}}}}}\n"
        with (site / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write(settings)
        command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "-q"]
        subprocess.run(command, cwd=site, check=True)
    return site


def engines(site: Path, work: Path) -> dict[str, Path]:
    """Name of a search → the site with it; the sites share the bytes of all else."""
    records = (site / "site" / "search" / "search_index.json").read_text("utf-8")
    made = {}
    for name in ("all pages", "records", "chunks"):
        folder = work / "variants" / name.replace(" ", "-")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(site / "site", folder, copy_function=os.link)
        search = Search("pagefind" if name == "chunks" else "material")
        choice = searchbox.choose(shards.read(records), [THEME], search)
        searchbox.complete(folder, choice, findable.WEIGHTS)
        if name == "all pages":
            (folder / "search" / "search_index.json").unlink()
            shutil.copy(site / everything.NAME, folder / "search" / "search_index.json")
            for worker in (folder / searchbox.WORKERS).glob("search.*.min.js"):
                worker.unlink()
                shutil.copy(Path(THEME) / searchbox.WORKERS / worker.name, worker)
        made[name] = folder
    return made


def claims(site: Path, count: int) -> Iterator[tuple[str, str]]:
    """Queries and the claim that each is made from: a number that few other records have, and two of its words."""
    chance = random.Random(7)  # noqa: S311  # the same queries every time
    folders = sorted((site / "site" / "briefings").glob("*/facts.json"))
    for path in chance.sample(folders, min(count * 3, len(folders))):
        facts = json.loads(path.read_text("utf-8"))
        # The third language has no spaces, and the theme's own search no way into its sentences.
        if facts.get("language") == "ja":
            continue
        id, claim = chance.choice(sorted(facts["claims"].items()))
        words = claim["statement"].strip(".").split()
        numbers = [word for word in words if word.isdigit() and len(word) > 4]
        if numbers and count:
            count -= 1
            yield (
                f"{words[0]} {words[1]} {numbers[0]}",
                f"briefings/{path.parent.name}/claims/#{id}",
            )


@contextmanager
def slowed(pid: int) -> Iterator[None]:
    """A process that runs a quarter of the time, with all its threads."""
    running = threading.Event()
    running.set()

    def halt() -> None:
        with suppress(ProcessLookupError):
            while running.is_set():
                os.kill(pid, signal.SIGSTOP)
                time.sleep(0.006 * (SLOWER - 1))
                os.kill(pid, signal.SIGCONT)
                time.sleep(0.006)

    thread = threading.Thread(target=halt)
    thread.start()
    yield
    running.clear()
    thread.join()


def renderer(browser: Browser) -> int:
    """The process of the one page that is open."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return max((int(p["id"]) for p in found if p["type"] == "renderer"), key=memory)


def memory(pid: int) -> int:
    """The bytes of memory that a process shares with no other."""
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(row.split()[1]) * 1024 for row in rows if row.startswith("Private"))


def first(
    browser: Browser, address: str, line: Line, query: str, *, slow: bool, limit: float
) -> First:
    """One visit with an empty cache: the page is opened and the query typed at once."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.set_default_timeout(limit * 1000)
        page.goto("about:blank")
        pid = renderer(browser)
        line.begin(FAST_3G if slow else None)
        started = time.perf_counter()
        if slow:
            page.goto(address, wait_until="commit")
            pid = renderer(browser)
            with slowed(pid):
                _ask(page, query, limit)
                seconds = time.perf_counter() - started
        else:
            page.goto(address, wait_until="commit")
            _ask(page, query, limit)
            seconds = time.perf_counter() - started
        return First(seconds, line.transferred, memory(renderer(browser)))


def _ask(page: Page, query: str, limit: float) -> None:
    """Types the query as soon as there is a box, and moves until there is a result: the theme's script waits for a move."""
    page.locator(".md-search__input").focus()
    page.keyboard.insert_text(query)
    deadline = time.perf_counter() + limit
    while time.perf_counter() < deadline:
        page.keyboard.press("Shift")
        with suppress(TooLate):
            page.locator(LINK).first.wait_for(state="attached", timeout=100)
            return
    raise TimeoutError(f"no result for {query!r} in {limit:.0f} s")


def found(browser: Browser, address: str, queries: dict[str, str]) -> dict[str, bool]:
    """Query → whether its claim is among the first results."""
    result = {}
    with browser.new_context() as context:
        for query, wanted in queries.items():
            page = context.new_page()
            page.goto(address)
            with suppress(TimeoutError):
                _ask(page, query, 8)
                page.wait_for_timeout(300)
            links = page.locator(LINK).evaluate_all("all => all.map(a => a.href)")
            path, anchor = wanted.split("#")
            at = [n for n, link in enumerate(links) if path in link and link.endswith(f"#{anchor}")]
            result[query] = bool(at) and at[0] < FIRST
            page.close()
    return result


def main() -> None:
    """The command line."""
    options = _options()
    work = ROOT / ".cache" / "bench-search"
    site = build(work, options.briefings)
    pages = sum(1 for _ in (site / "site").rglob("*.html"))
    queries = dict(claims(site, options.queries))
    start = min((site / "site" / "briefings").glob("*/facts.json")).parent.name
    print(f"{options.briefings} briefings, {pages} pages; page opened: {options.page or start}")
    print(f"{'search':10} {'KB':>7} {'slow, s':>8} {'memory MB':>10} {'claims found':>13}")
    rows: dict[str, tuple[float, float, float]] = {}
    right: dict[str, dict[str, bool]] = {}
    with sync_playwright() as playwright:
        for name, folder in engines(site, work).items():
            with served(folder) as (base, line):
                address = base + (f"briefings/{start}/" if options.page is None else options.page)
                fast, slow = [], []
                for query in list(queries)[: options.runs]:
                    for runs, slowly in ((fast, False), (slow, True)):
                        with _browser(playwright) as browser:
                            limit = options.limit
                            runs.append(
                                first(browser, address, line, query, slow=slowly, limit=limit)
                            )
                line.begin(None)
                # Whether all pages as they come find a claim is not asked: they have it up to four times.
                right[name] = {}
                if name != "all pages":
                    with _browser(playwright) as browser:
                        right[name] = found(browser, address, queries)
            size = statistics.median(run.transferred for run in fast) / 1000
            peak = statistics.median(run.memory for run in fast) / 1_000_000
            rows[name] = (size, statistics.median(run.seconds for run in slow), peak)
            hits = f"{sum(right[name].values())} of {len(queries)}" if right[name] else "–"
            print(f"{name:10} {size:7.0f} {rows[name][1]:8.1f} {peak:10.0f} {hits:>13}", flush=True)
    same = sum(right["records"][query] == right["chunks"][query] for query in queries)
    ratios = [
        f"{ours / theirs:.3f}"
        for ours, theirs in zip(rows["chunks"], rows["all pages"], strict=True)
    ]
    print(
        f"chunks as a multiple of all pages: bytes {ratios[0]}, seconds {ratios[1]}, memory {ratios[2]}"
    )
    print(f"both engines agree on {same} of {len(queries)} queries")


@contextmanager
def _browser(playwright: object) -> Iterator[Browser]:
    path = shutil.which("chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--renderer-process-limit=1"]
    browser = playwright.chromium.launch(executable_path=path, args=arguments)  # type: ignore[attr-defined]
    yield browser
    browser.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the search in Chromium.")
    parser.add_argument("--briefings", type=int, default=100)
    parser.add_argument("--queries", type=int, default=20, help="how many claims are looked for")
    parser.add_argument("--runs", type=int, default=3, help="visits at each speed")
    parser.add_argument(
        "--limit", type=float, default=180, help="seconds before a visit is given up"
    )
    parser.add_argument("--page", help="the page that is opened; a briefing's first by default")
    return parser.parse_args()


if __name__ == "__main__":
    main()
