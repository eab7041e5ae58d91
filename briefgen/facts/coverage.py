"""How much of an archived text the claims cover: every stretch is covered, ignored or uncovered."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from briefgen.base.named import NamedTuple
from briefgen.base.values import Pattern
from briefgen.facts.corpus import Briefing, Passage
from briefgen.texts.folding import fold_text
from briefgen.texts.quotes import Located, line_and_column


class Stretch(NamedTuple):
    """A stretch of an archived text (code points, end exclusive) that lies in the same passages throughout."""

    start: int
    end: int
    claims: tuple[Passage, ...]
    ignored: Passage | None


class Coverage(NamedTuple):
    """Characters other than white space, by what became of them.

    `uncovered_at` lists the uncovered stretches that hold a letter or digit.
    """

    covered: int
    ignored: int
    uncovered: int
    uncovered_at: tuple[tuple[int, int], ...]
    passages: int

    @property
    def percent(self) -> float:
        """The covered share of what is not ignored."""
        content = self.covered + self.uncovered
        return 100.0 * self.covered / content if content else 100.0


_LETTER_OR_DIGIT = Pattern(r"[^\W_]")


def stretches(briefing: Briefing, source: str) -> tuple[Stretch, ...]:
    """The whole archived text of `source`, cut wherever a passage begins or ends, in order."""
    # The page of a source asks twice: what is covered, and what stands where.
    return briefing.kept(_stretches, source)


def _stretches(briefing: Briefing, source: str) -> tuple[Stretch, ...]:
    snapshot = briefing.archive[source].snapshot
    if snapshot is None:
        return ()
    located = [
        (passage, passage.found)
        for passage in briefing.passages
        if passage.source == source and isinstance(passage.found, Located)
    ]
    cuts = {0, len(snapshot.text)}
    for _, found in located:
        cuts |= {found.start, found.end}
    opening: dict[int, list[tuple[Passage, Located]]] = {}
    for passage, found in located:
        opening.setdefault(found.start, []).append((passage, found))
    current: list[tuple[Passage, Located]] = []
    result = []
    for start, end in pairwise(sorted(cuts)):
        if current:
            current = [held for held in current if held[1].end > start]
        if start in opening:
            current = current + opening[start]
        if not current:
            result.append(Stretch(start, end, (), None))
            continue
        claims = tuple(passage for passage, _ in current if passage.claim is not None)
        ignored = next((passage for passage, _ in current if passage.claim is None), None)
        result.append(Stretch(start, end, claims, ignored))
    return tuple(result)


def measure(briefing: Briefing, source: str) -> Coverage | None:
    """The coverage of one source, or None where its text cannot be read or is not the archived one."""
    # A rule asks where the briefing sets itself a floor, and then the page.
    return briefing.kept(_measured, source)


def _measured(briefing: Briefing, source: str) -> Coverage | None:
    held = briefing.archive[source]
    if held.snapshot is None or held.stale:
        return None
    texts: dict[str, list[str]] = {"covered": [], "ignored": [], "uncovered": []}
    uncovered: list[tuple[int, int]] = []
    for stretch in stretches(briefing, source):
        text = held.snapshot.text[stretch.start : stretch.end]
        kind = "covered" if stretch.claims else "ignored" if stretch.ignored else "uncovered"
        texts[kind].append(text)
        if kind == "uncovered" and _LETTER_OR_DIGIT.search(text):
            lead = len(text) - len(text.lstrip())
            uncovered.append((stretch.start + lead, stretch.start + len(text.rstrip())))
    # All of a kind at once: white space is none of it wherever it stands.
    counts = {kind: _written("".join(parts)) for kind, parts in texts.items()}
    passages = sum(
        passage.source == source and passage.claim is not None for passage in briefing.passages
    )
    return Coverage(**counts, uncovered_at=tuple(uncovered), passages=passages)


def _written(text: str) -> int:
    """How many characters of `text` are no white space."""
    rest = text.replace("\n", "").replace(" ", "")
    # Other white space cannot be printed, and is rare.
    return len(rest if rest.isprintable() else "".join(rest.split()))


def as_text(briefings: Iterable[Briefing]) -> str:
    """For each source its share and counts, then the uncovered stretches with line and column."""
    lines = []
    for briefing in briefings:
        for source in briefing.facts.sources:
            measured = measure(briefing, source)
            if measured is None:
                lines.append(f"{briefing.id} {source}: cannot be measured")
                continue
            lines.append(
                f"{briefing.id} {source}: {measured.percent:.1f} % covered ({measured.covered} characters in"
                f" {measured.passages} passages, {measured.ignored} ignored, {measured.uncovered} uncovered)"
            )
            text = _text(briefing, source)
            for start, end in measured.uncovered_at:
                line, column = line_and_column(text, start)
                lines.append(f"  uncovered {line}:{column} {fold_text(text[start:end])}")
    return "".join(f"{line}\n" for line in lines)


def as_json(briefings: Iterable[Briefing]) -> str:
    """A JSON array with one object for each source; offsets are code points, end exclusive."""
    import json  # a check measures, and prints none of it

    rows = []
    for briefing in briefings:
        for source in briefing.facts.sources:
            measured = measure(briefing, source)
            row: dict[str, object] = {
                "briefing": briefing.id,
                "source": source,
                "measured": measured is not None,
            }
            if measured is not None:
                text = _text(briefing, source)
                row |= {
                    "percent": round(measured.percent, 2),
                    "covered": measured.covered,
                    "ignored": measured.ignored,
                    "uncovered": measured.uncovered,
                    "passages": measured.passages,
                    "uncovered_at": [
                        {"start": start, "end": end, "text": text[start:end]}
                        for start, end in measured.uncovered_at
                    ],
                }
            rows.append(row)
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _text(briefing: Briefing, source: str) -> str:
    snapshot = briefing.archive[source].snapshot
    return snapshot.text if snapshot else ""
