"""`make bench`: how fast passages are located and a large site is checked, with the share of each stage.

Timings are no tests: they depend on the machine. Ends with 1 where a target is missed, so that a person looks.
"""

from __future__ import annotations

import gc
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from briefgen.base.tree import SEEDS
from briefgen.disk import intake
from briefgen.facts import assembly, decode
from briefgen.rules import checks
from briefgen.texts.folding import Snapshot
from briefgen.texts.quotes import locate
from briefgen.yaml import strict

WORDS = [
    "harbour",
    "ferry",
    "council",
    "bridge",
    "cable",
    "engineer",
    "report",
    "closure",
    "traffic",
    "province",
    "budget",
    "letter",
    "crossing",
    "morning",
    "company",
    "notice",
    "trade",
    "service",
    "winter",
    "repair",
    "island",
    "timetable",
    "meeting",
    "vote",
]
CLAIMS = 5_000
BRIEFINGS = 5
"""A fact file may have 50,000 nodes, which 5,000 claims exceed; so they are spread over five."""


def sentences(rng: random.Random, count: int) -> list[str]:
    """Sentences of twelve words, each with a number of its own."""
    return [
        f"The {' '.join(rng.choices(WORDS, k=9))} number {index} stands." for index in range(count)
    ]


def timed(work: Callable[[], object]) -> float:
    """The seconds of the fastest of three runs."""
    best = float("inf")
    for _ in range(3):
        gc.collect()
        begin = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begin)
    return best


def locating() -> float:
    """5,000 passages in 20 texts of 60 KB, the texts' folding included."""
    rng = random.Random(1)  # noqa: S311  # not secret
    texts = [sentences(rng, 760) for _ in range(20)]
    joined = [" ".join(text)[:60_000] for text in texts]
    wanted = [(joined[i % 20], texts[i % 20][i % 600]) for i in range(CLAIMS)]

    def work() -> None:
        snapshots = {text: Snapshot.of(text) for text in joined}
        for text, passage in wanted:
            locate(passage, snapshots[text])

    return timed(work)


def periodic() -> float:
    """A passage that nearly matches everywhere in 1 MB of "abab…"."""
    return timed(lambda: locate("ab" * 2_000, Snapshot.of("ab" * 500_000)))


def site(folder: Path, *, claims: int = CLAIMS, briefings: int = BRIEFINGS) -> None:
    """A site of so many claims, each with its evidence and a note."""
    rng = random.Random(2)  # noqa: S311  # not secret
    for number in range(briefings):
        said = sentences(rng, claims // briefings)
        text = "\n\n".join(said)
        lines = [
            "schema: 1", f"title: Briefing {number}", "question: What holds?", 'as_of: "2031"', "status: published",
            "bottom_line:", f"  - {said[0]} [[c0]]", "sources:", "  text:", "    title: A text",
            "    type: Report", "    publisher: Nobody", '    published: "2031"', "    snapshot: sources/text.txt",
            f"    sha256: {hashlib.sha256(text.encode()).hexdigest()}", "    descriptor: Invented.", "claims:",
        ]  # fmt: skip
        for index, sentence in enumerate(said):
            lines += [
                f"  c{index}:", f"    statement: {sentence}", "    kind: fact", "    speaker: text",
                f"    evidence: {sentence}", "    assessment:", "      verdict: unverified",
                f"      note: It stands. [[c{index}]]",
            ]  # fmt: skip
        target = folder / SEEDS / f"briefing-{number}"
        (target / "sources").mkdir(parents=True)
        (target / "sources" / "text.txt").write_text(text, encoding="utf-8")
        (target / "facts.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def checking(folder: Path) -> float:
    """`briefgen check` as a process, start to end, that recalls nothing."""
    command = [
        sys.executable,
        "-c",
        "from briefgen.cli import main; main()",
        "check",
        "--no-cache",
        "--site",
        str(folder),
    ]
    return timed(lambda: subprocess.run(command, check=True, capture_output=True))


def stages(folder: Path) -> dict[str, float]:
    """Seconds of each stage, in one process, one after the other."""
    spent = dict.fromkeys(("read", "parse", "decode", "locate and prose", "rules"), 0.0)
    begin = time.perf_counter()

    def lap(stage: str) -> None:
        nonlocal begin
        now = time.perf_counter()
        spent[stage] += now - begin
        begin = now

    tree = intake.read_tree(folder)
    lap("read")
    for number in range(BRIEFINGS):
        path = f"{SEEDS}/briefing-{number}"
        document, _ = strict.parse(f"{path}/facts.yml", tree.files[f"{path}/facts.yml"])
        lap("parse")
        assert document is not None
        decode.decode(document)
        lap("decode")
        briefing, _ = assembly.of_document(f"briefing-{number}", path, document, tree)
        lap("locate and prose")
        assert briefing is not None
        assert checks.check(briefing) == []
        lap("rules")
    return spent


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site(folder)
        parts = stages(folder)
        measured = [
            ("5,000 passages located in 20 texts of 60 KB", locating(), 0.3),
            ("a periodic passage in 1 MB of “abab…”", periodic(), 1.0),
            (f"briefgen check of {CLAIMS:,} claims, as a process", checking(folder), 2.0),
        ]
    for what, seconds, target in measured:
        print(f"{seconds:7.3f} s  (target {target} s)  {what}")
    print(f"{CLAIMS / measured[-1][1]:7.0f} claims a second")
    total = sum(parts.values())
    for stage, seconds in parts.items():
        print(f"{100 * seconds / total:6.1f} %  {seconds:.3f} s  {stage}")
    sys.exit(any(seconds > target for _, seconds, target in measured))


if __name__ == "__main__":
    main()
