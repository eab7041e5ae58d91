"""Changes → text for people, Markdown for a pull request, JSON for programs, annotations for a forge.

Both wordings of a change come from files that a stranger may have written. In Markdown they stand only inside code spans
with a longer fence, where neither mentions nor closing keywords nor tags mean anything.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from briefgen import report
from briefgen.base.diagnostics import Diagnostic, ordered
from briefgen.base.tree import Tree
from briefgen.changes import between, effects, wording
from briefgen.changes.between import Diff
from briefgen.changes.effects import Effect
from briefgen.changes.rules import Change, Weight
from briefgen.facts import review as review_
from briefgen.facts.review import StaleStamp
from briefgen.report.github_format import annotation

MARKER = "<!-- briefgen: changes -->"
"""The first line of a comment, by which the workflow finds the one that it wrote before."""

LARGEST_COMMENT = 60_000
"""Bytes. GitHub refuses a comment of more than 65,536 characters; Forgejo and GitLab take more."""

_SHOWN_OPEN = 12
_MOST_BLOCKS = 1_000
_LONGEST_TEXT = 400
_SIGNS = {Weight.HIGH: "!!", Weight.MEDIUM: "! ", Weight.LOW: "+ ", Weight.EDITORIAL: "  "}


@dataclass(frozen=True)
class Review:
    """All there is to say about a change of the facts. `demands` are corrections that readers are owed."""

    diff: Diff
    demands: tuple[Change, ...]
    stale: tuple[StaleStamp, ...] = ()

    def effect(self, change: Change) -> Effect:
        """What a change reaches."""
        pair = next(pair for pair in self.diff.pairs if pair.last.id == change.briefing)
        return effects.effect(pair, change)

    @property
    def all(self) -> tuple[Change, ...]:
        """The demands first, then the changes."""
        return (*self.demands, *self.diff.changes)

    def rules(self) -> frozenset[str]:
        """The ids of the rules that occur."""
        return frozenset(change.rule.id for change in self.all)


def reviewed(old: Tree, new: Tree) -> Review:
    """The comparison of two trees with the corrections it demands and the review stamps it made stale."""
    diff = between.compare(old, new)
    stale: list[StaleStamp] = []
    failures = list(diff.failures)
    for version in (pair.new for pair in diff.pairs):
        if version:
            stamps, problems = review_.read(new, version.folder)
            failures += problems
            stale += review_.stale(version.id, version.facts, stamps)
    diff = dataclasses.replace(diff, failures=ordered(failures))
    return Review(diff, between.demands(diff), tuple(stale))


def text(review: Review) -> str:
    """For a terminal: one block for each change, worst first."""
    lines: list[str] = []
    for change in review.all:
        span = change.at
        place = f"{span.path}:{span.line}:{span.column}"
        head = f"{place}: {change.rule.weight.value} {change.rule.id}: {_name(change)}"
        lines += [report.printable(head), *_wordings(change), *_reach(review.effect(change))]
    for stamp in review.stale:
        lines += [f"stale review of {stamp.claim} by {report.printable(stamp.by)} ({stamp.on})"]
        lines += [f"  {line}" for line in _from_to(stamp.before, stamp.after)]
    lines += [f"not compared: {_problem(problem)}" for problem in review.diff.failures]
    return "".join(f"{line}\n" for line in (*lines, summary(review)))


def _name(change: Change) -> str:
    kind = change.kind.removesuffix("s") if change.kind else "briefing"
    return f"{kind} {change.id or change.briefing}" + (f" ({change.field})" if change.field else "")


def _wordings(change: Change) -> list[str]:
    return [f"  {line}" for line in _from_to(change.before, change.after)]


def _from_to(before: str, after: str) -> list[str]:
    if not before or not after:
        return [f"{sign} {report.printable(t)}" for sign, t in (("-", before), ("+", after)) if t]
    gone, come = wording.marked(before, after)
    return [f"- {report.printable(gone)}", f"+ {report.printable(come)}"]


def _reach(effect: Effect) -> list[str]:
    lines = []
    if effect.claims_and_judgments:
        rests = (f"{id} ({kind[:-1]})" for kind, id, _ in effect.claims_and_judgments)
        lines.append(f"  rests on it: {', '.join(rests)}")
    if effect.pages:
        lines.append(f"  pages: {', '.join(_short(effect.pages))}")
    return lines


def _short(pages: Iterable[str]) -> list[str]:
    """A briefing's own pages without the folder that all of them have; those of the whole site say so."""
    found = []
    for page in pages:
        _, inside, rest = page.partition("/")[2].partition("/")
        found.append(rest if inside else f"site: {page}")
    return sorted(found, key=lambda page: page.startswith("site: "))


def _problem(problem: Diagnostic) -> str:
    span = problem.span
    place = f"{span.path}:{span.line}:{span.column}"
    return report.printable(f"{place}: {problem.code.code}: {problem.message}")


def summary(review: Review) -> str:
    """How much changed, in one line."""
    counts = [
        f"{number} {weight.value}"
        for weight in Weight
        if (number := sum(change.rule.weight is weight for change in review.diff.changes))
    ]
    parts = [", ".join(counts) or "no changes"] if counts or not review.diff.failures else []
    if review.demands:
        parts.append(f"{len(review.demands)} without a correction")
    if review.stale:
        parts.append(f"{len(review.stale)} reviews went stale")
    if review.diff.failures:
        broken = len({problem.span.path for problem in review.diff.failures})
        parts.append(f"{broken} fact files could not be compared")
    return "; ".join(parts)


def as_json(review: Review) -> str:
    """One object: changes, demands, stale reviews, failures; spans and effects with each change."""
    return (
        json.dumps(
            {
                "changes": [_fields(review, change) for change in review.diff.changes],
                "corrections_missing": [_fields(review, change) for change in review.demands],
                "stale_reviews": [stamp._asdict() for stamp in review.stale],
                "failures": [_problem(problem) for problem in review.diff.failures],
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _fields(review: Review, change: Change) -> dict[str, object]:
    effect = review.effect(change)
    return {
        "rule": change.rule.id,
        "weight": change.rule.weight.value,
        "briefing": change.briefing,
        "kind": change.kind,
        "id": change.id,
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "at": change.at._asdict(),
        "rests_on_it": [{"kind": k, "id": i, "levels": n} for k, i, n in effect.rests],
        "pages": list(effect.pages),
    }


def github(review: Review) -> str:
    """Workflow commands that a forge shows on the lines of the later file."""
    parts = []
    for change in review.all:
        if change.rule.weight is Weight.EDITORIAL:
            continue
        level = "warning" if change.rule.weight is Weight.HIGH else "notice"
        body = "\n".join([_name(change), *_from_to(change.before, change.after)])
        title = f"{change.rule.id}: {change.rule.title}"
        parts.append(annotation(level, change.at, title=title, body=body))
    for problem in review.diff.failures:
        title = f"{problem.code.code} not compared"
        parts.append(annotation("error", problem.span, title=title, body=problem.message))
    return "".join(parts)


def markdown(review: Review) -> str:
    """The comment on a pull request, within `LARGEST_COMMENT`; the empty string where nothing changed."""
    if not review.all and not review.diff.failures and not review.stale:
        return ""
    lead = [MARKER, "", f"**Facts:** {summary(review)}.", ""]
    if review.diff.failures:
        lead += ["These fact files could not be compared, so nothing is said about them:", ""]
        lead += [f"- {code(_problem(problem))}" for problem in review.diff.failures[:_SHOWN_OPEN]]
        lead += [""]
    blocks = [_block(review, change) for change in review.all[:_MOST_BLOCKS]]
    blocks += [_stale_block(stamp) for stamp in review.stale[:_MOST_BLOCKS]]
    total = len(review.all) + len(review.stale)
    return _fitted("\n".join(lead), blocks, total)


def _fitted(lead: str, blocks: list[str], total: int) -> str:
    """The lead, the first blocks open, the rest folded, and how many did not fit."""
    room = LARGEST_COMMENT - len(lead.encode()) - 300
    kept: list[str] = []
    for block in blocks:
        room -= len(block.encode()) + 1
        if room < 0:
            break
        kept.append(block)
    parts = [lead, *kept[:_SHOWN_OPEN]]
    if folded := kept[_SHOWN_OPEN:]:
        parts += [f"\n<details><summary>{len(folded)} more</summary>\n", *folded, "\n</details>"]
    if len(kept) < total:
        parts.append(
            f"\nCut to fit a comment: {total - len(kept)} of {total} are not shown here;"
            " `briefgen diff` prints them all."
        )
    return "\n".join(parts) + "\n"


def _block(review: Review, change: Change) -> str:
    span = change.at
    place = code(f"{span.path}:{span.line}")
    lines = [
        f"- **{change.rule.title}** ({change.rule.weight.value}) {code(_name(change))} at {place}"
    ]
    lines += [
        f"  - {_was(line)} {code(line[2:])}" for line in _from_to(change.before, change.after)
    ]
    effect = review.effect(change)
    if effect.claims_and_judgments:
        named = [id for _, id, _ in effect.claims_and_judgments]
        lines.append(f"  - rests on it: {_listed(named)}")
    if effect.pages:
        lines.append(f"  - pages: {_listed(_short(effect.pages))}")
    return "\n".join(lines)


def _was(line: str) -> str:
    return "was" if line.startswith("-") else "now"


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(code(name) for name in names[:10]) + more


def _stale_block(stamp: StaleStamp) -> str:
    lines = [
        f"- **review is stale** {code(f'claim {stamp.claim}')} by {code(stamp.by)}, {stamp.on}"
    ]
    lines += [f"  - {_was(line)} {code(line[2:])}" for line in _from_to(stamp.before, stamp.after)]
    return "\n".join(lines)


def code(value: str) -> str:
    """`value` as a code span on one line, cut to a bounded length, with a fence longer than any inside."""
    shown = report.printable(" ".join(value.split()))
    if len(shown) > _LONGEST_TEXT:
        shown = f"{shown[:_LONGEST_TEXT]}… ({len(value) - _LONGEST_TEXT} characters cut)"
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    # The spaces are stripped by Markdown, and keep a backtick at the edge apart from the fence.
    return f"{fence} {shown} {fence}"


FORMATS: Mapping[str, Callable[[Review], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
    "github": github,
}
"""Name → renderer."""
