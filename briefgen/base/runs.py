"""Text in styles: runs, cut and joined."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.base.named import NamedTuple


class Run(NamedTuple):
    """A stretch of text in one style."""

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    href: str | None = None


def cut(runs: Iterable[Run], start: int, end: int) -> tuple[Run, ...]:
    """The stretches of runs between two offsets."""
    found: list[Run] = []
    offset = 0
    for run in runs:
        begin, offset = offset, offset + len(run.text)
        if begin >= end:
            break
        if offset > start and offset > begin:
            whole = begin >= start and offset <= end
            piece = run.text[max(start - begin, 0) : end - begin]
            found.append(run if whole else run._replace(text=piece))
    return tuple(found)


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one style joined, and no white space left at either end or where a citation was taken out."""
    tidy: list[Run] = []
    for run in runs:
        text, before = run.text, tidy[-1].text if tidy else " "
        if before.endswith(" "):
            text = text.lstrip(" ")
            if tidy and text[:1] and text[0] in ".,;:!?)":
                before = before[:-1]
                tidy[-1] = tidy[-1]._replace(text=before)
        if not text:
            continue
        if tidy and tidy[-1][1:] == run[1:]:
            tidy[-1] = run._replace(text=before + text)
        else:
            tidy.append(run if text == run.text else run._replace(text=text))
    while tidy and not tidy[-1].text.strip():
        tidy.pop()
    if tidy and tidy[-1].text[-1].isspace():
        tidy[-1] = tidy[-1]._replace(text=tidy[-1].text.rstrip())
    return tuple(tidy)
