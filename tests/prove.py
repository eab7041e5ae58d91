"""`make prove`: plants every defect of `mutations` in the real briefing, one at a time, and counts what the gate catches.

Prints the table by kind and writes it into docs/reference/gate.md. Ends with 1 where a target is missed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from briefgen import pipeline
from briefgen.base.tree import Tree
from briefgen.disk import intake
from tests import honest
from tests.mutations import Defect, Subject, defects, harmless, rewritten_files

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reference" / "gate.md"
REAL = "azure-databricks"

CERTAIN = (
    "added “not” in a claim",
    "changed digit",
    "changed digit into another number of the record",
    "changed unit or scale",
    "citation broken",
    "citation removed",
    "date shifted",
    "added “not” in prose",
    "changed digit, in a sentence of pure inference",
    "changed digit, in a sentence of pure inference into another number of the record",
    "changed unit or scale, in a sentence of pure inference",
    "date shifted, in a sentence of pure inference",
    "dropped “not” in a claim",
    "dropped “not” in prose",
    "name replaced, in a sentence of pure inference",
    "name replaced by another of the passage, in a sentence of pure inference",
    "hash changed",
    "name replaced",
    "name replaced by another of the passage",
    "quote cut short (still verbatim)",
    "quote moved to another source",
    "quote: a clause cut out",
    "quote: a letter changed",
    "quote: a word added",
    "quote: a word dropped",
    "quote: two words swapped",
    "retracted claim cited",
    "source text edited",
    "source text edited and pinned anew",
    "two passages spliced",
)
"""Kinds of which the gate must catch every one."""

OVERALL = 90.0
"""The share of all defects, in per cent, that it must catch."""


@dataclass(frozen=True)
class Outcome:
    """Planted and caught by kind, the misses, and harmless rewrites by kind with those that failed."""

    planted: Counter[str]
    caught: Counter[str]
    missed: tuple[Defect, ...]
    rewrites: Counter[str]
    refused: tuple[str, ...]

    @property
    def share(self) -> float:
        return 100 * self.caught.total() / max(self.planted.total(), 1)

    def failures(self) -> list[str]:
        """The targets that are missed."""
        short = [
            f"{kind}: {self.caught[kind]} of {self.planted[kind]}"
            for kind in CERTAIN
            if self.caught[kind] < self.planted[kind]
        ]
        if self.share < OVERALL:
            short.append(f"over all {self.share:.1f} % of {self.planted.total()}")
        return [*short, *(f"harmless rewrite refused: {what}" for what in self.refused)]


_subject: list[Subject] = []


def _start(tree: Tree, id: str) -> None:
    _subject[:] = [Subject.of(tree, id)]


def _caught(defect: Defect) -> bool:
    return bool(_subject[0].errors(defect))


def measure(tree: Tree, id: str, *, every: int = 1, processes: int = 1) -> Outcome:
    """The outcome for the briefing `id`, of one defect in `every` and all kinds."""
    _start(tree, id)
    subject = _subject[0]
    chosen = _sampled(defects(subject), every)
    rewrites = _sampled(harmless(subject), every)
    if processes > 1:
        with Pool(processes, _start, (tree, id)) as pool:
            results = pool.map(_caught, chosen, chunksize=50)
            alarms = pool.map(_caught, rewrites, chunksize=50)
    else:
        results = [_caught(defect) for defect in chosen]
        alarms = [_caught(rewrite) for rewrite in rewrites]
    kinds = Counter(rewrite.kind for rewrite in rewrites)
    refused = [f"{r.kind} ({r.place})" for r, alarm in zip(rewrites, alarms, strict=True) if alarm]
    path = f"seeds/{id}/facts.yml"
    for kind, raw in rewritten_files(tree.files[path]):
        kinds[kind] += 1
        if pipeline.check(Tree({**tree.files, path: raw}, {})).failed:
            refused.append(f"{kind} (whole file)")
    pairs = list(zip(chosen, results, strict=True))
    return Outcome(
        Counter(defect.kind for defect in chosen),
        Counter(defect.kind for defect, caught in pairs if caught),
        tuple(defect for defect, caught in pairs if not caught),
        kinds,
        tuple(refused),
    )


def _sampled(found: Iterable[Defect], every: int) -> list[Defect]:
    """Every `every`-th of each kind, the first always."""
    seen: Counter[str] = Counter()
    chosen = []
    for defect in found:
        if seen[defect.kind] % every == 0:
            chosen.append(defect)
        seen[defect.kind] += 1
    return chosen


def table(outcome: Outcome) -> str:
    """The outcome as two Markdown tables."""
    rows = ["| defect | planted | caught | share |", "| --- | --: | --: | --: |"]
    for kind in sorted(outcome.planted):
        planted, caught = outcome.planted[kind], outcome.caught[kind]
        rows.append(f"| {kind} | {planted} | {caught} | {_share(caught, planted)} |")
    planted, caught = outcome.planted.total(), outcome.caught.total()
    rows += [f"| **all** | **{planted}** | **{caught}** | **{_share(caught, planted)}** |", ""]
    rows += ["| harmless rewrite | tried | refused |", "| --- | --: | --: |"]
    for kind in sorted(outcome.rewrites):
        refused = sum(what.startswith(f"{kind} (") for what in outcome.refused)
        rows.append(f"| {kind} | {outcome.rewrites[kind]} | {refused} |")
    total = outcome.rewrites.total()
    rows.append(f"| **all** | **{total}** | **{len(outcome.refused)}** |")
    return "\n".join(rows) + "\n"


def _share(part: int, whole: int) -> str:
    # Rounded down: "100 %" means every one.
    return f"{1000 * part // whole / 10:.1f} %"


INTRODUCTION = """\
# What the gate catches

<!-- Written by `make prove`; edit tests/prove.py instead. -->

`make prove` takes the real briefing and plants one defect at a time in its claims, judgments, relations, sentences,
quotations and archived text. A defect counts as caught when the check reports an error, so that nothing would be built.
Beside it stand rewrites that change nothing that is said; none of them may be refused. The choice of defects is fixed, so
that two runs give the same numbers.

"""

LIMITS = """
## What it cannot catch

- **A sentence that is wrong in other words.** The gate compares numbers, dates, names, denials and hedges. "Raised" for
  "lowered", or a cause for an effect, passes if both use the same names and numbers. Reviewers read for that.
- **A citation of another claim** that has a word, number, year or party in common with the sentence, or that stands
  behind a sentence marked as our inference. It still leads to a passage that a reader sees at once not to fit.
- **A quotation cut short** by words that neither the statement nor its `basis` uses: they add nothing to what it proves.
- **A denial that changes its place**: "A confirmed it, B did not" for "B confirmed it, A did not". Denials are kept in two
  books: a sentence denies as often as its records deny a word of it, and carries `[[not]]` for each denial that rests on
  no record. One that is lost or added shows; one lost and one added in the same sentence do not. Nor does a "not" that
  an author takes out together with its mark.
- **Hedges in prose**, but for amounts, for what all cited records hedge, and for "will" where they say "may". In claims every
  class of hedge in the evidence must return.
- **A name that is wrong in the words and in the links alike.** Where another party of the cited records would pass in the place
  of the one that a sentence names, the sentence links whom it names, in order, and a judgment says it in `about:`. So a name
  that is replaced or swapped no longer agrees with the links. An author who means the wrong party writes both wrong, and
  the words of the record do not tell. Nor do the links show which of two places a party has that is named twice.
- **A speaker** exchanged for another one who stands in the same passage as a speaker does.
- **A number that is wrong in the words and in the mark alike.** Where another number of the cited records would pass in its
  place, a sentence says its number twice, `[[=22 July 2019]]`. Two numbers of one sentence that change places agree with their
  marks. Statements of claims and judgments carry no marks: there a number may stand for another of the same evidence.
- **Numbers in words** up to a dozen in prose ("two accounts"), with which a briefing counts its own records. In a claim
  they are checked, but for "one", which is a pronoun as often as a number.
- **Languages without tables**: digits, years, currency signs and the parties' names are checked; months, number words,
  denials and hedges are not.
- **Whether the source is right.** That a quote was located says what a text says, not what happened.
"""


def page(outcome: Outcome) -> str:
    """The whole docs page."""
    return f"{INTRODUCTION}{table(outcome)}{paraphrases()}{aims(outcome)}{LIMITS}"


def paraphrases() -> str:
    """What the gate says of honest paraphrases: how many there are, and each that it refuses."""
    count = sum(len(pairs) for pairs in honest.CORPUS.values())
    refused = honest.refused()
    listed = "".join(f"\n- {sentence}" for sentence in refused)
    return (
        f"\nBeside the rewrites stand {count} honest paraphrases of claims, in English and German and on several topics,\n"
        f"written without an eye on the rules (`tests/honest.py`). Refused are {len(refused)} of them:\n{listed}\n"
    )


def aims(outcome: Outcome) -> str:
    """What is asked of the gate, and where it falls short of that."""
    asked = (
        f"Asked of the gate are every defect of {len(CERTAIN)} kinds ({', '.join(CERTAIN)}), {OVERALL:.0f} % of all\n"
        "defects, and no harmless rewrite refused.\n"
    )
    short = "".join(f"\n- {what}" for what in outcome.failures())
    return f"\n{asked}\nNot reached:\n{short}\n" if short else f"\n{asked}\nAll of it is reached.\n"


def main() -> None:
    outcome = measure(intake.read_tree(ROOT), REAL, processes=2)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(outcome), encoding="utf-8")
    print(table(outcome), paraphrases())
    if "-v" in sys.argv:
        for defect in outcome.missed:
            print("missed:", defect.kind, defect.place, str(defect.edits)[:200])
    failures = outcome.failures()
    print("\n".join(failures) or "every target is met")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
