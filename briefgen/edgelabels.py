"""Where the labels of a drawing's edges go: each on its own edge, where it covers the least of everything else."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefgen.values import once

CHARACTER = 5.7
HEIGHT = 14
_STEPS = 10
_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86)
"""Where on its edge a label may stand, as a share of its length, best first."""
_SAMPLES = tuple(step / 20 for step in range(21))

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Line = tuple[tuple[Point, Point, Point, Point], ...]
"""Cubic curves, each from where the one before ends: start, two points that pull, end."""


class _Way:
    """An edge as straight stretches. What few labels need to know of it is worked out when the first asks."""

    def __init__(self, line: Sequence[Point]) -> None:
        self._line = line
        self._lengths = [math.dist(a, b) for a, b in pairwise(line)]
        xs, ys = [x for x, _ in line], [y for _, y in line]
        self.around = (min(xs), min(ys), max(xs), max(ys))
        """The box around it."""

    @once
    def points(self) -> tuple[Point, ...]:
        """Points spread over it."""
        return tuple(_along(self._line, self._lengths, _SAMPLES))

    def places(self) -> Iterator[Point]:
        """Where its label may stand, best first."""
        return _along(self._line, self._lengths, _PLACES)


def places(
    curves: Sequence[Line], labels: Sequence[str], boxes: Sequence[Box]
) -> tuple[Point, ...]:
    """The centre of each edge's label; `boxes` are the parties'. Each label keeps clear of those before it."""
    ways = [_Way(corners(curve)) for curve in curves]
    taken: list[Box] = []
    found = []
    for number, (way, label) in enumerate(zip(ways, labels, strict=True)):
        width = max(len(label), 1) * CHARACTER + 4
        others = [*ways[:number], *ways[number + 1 :]]
        best = _best(way, width, boxes, taken, others)
        taken.append(box(*best, width, HEIGHT))
        found.append(best)
    return tuple(found)


def _best(
    way: _Way,
    width: float,
    boxes: Sequence[Box],
    taken: Sequence[Box],
    others: Sequence[_Way],
) -> Point:
    """The place on the edge where a label so wide covers least, the first of equals."""
    best, least = (0.0, 0.0), math.inf
    for place in way.places():
        cost = _cost(box(*place, width, HEIGHT), boxes, taken, others)
        if cost < least:
            best, least = place, cost
        if not cost:
            break
    return best


def _cost(label: Box, boxes: Sequence[Box], taken: Sequence[Box], others: Sequence[_Way]) -> float:
    """How much a label in this box would cover: other labels most, then parties, then other edges."""
    covered = sum([_overlap(label, other) for other in boxes]) * 6
    covered += sum([_overlap(label, other) for other in taken]) * 8
    left, top, right, bottom = label
    crossed = 0
    for way in others:
        low_x, low_y, high_x, high_y = way.around
        if left <= high_x and low_x <= right and top <= high_y and low_y <= bottom:
            crossed += len([1 for x, y in way.points if left <= x <= right and top <= y <= bottom])
    return covered + crossed * 6


def _along(
    line: Sequence[Point], lengths: Sequence[float], shares: Sequence[float]
) -> Iterator[Point]:
    """The points at these shares of the length of the line through these corners."""
    whole = sum(lengths)
    for share in shares:
        left = share * whole
        for start, length in enumerate(lengths):
            if left <= length and length:
                (ax, ay), (bx, by) = line[start], line[start + 1]
                part = left / length
                yield ax + (bx - ax) * part, ay + (by - ay) * part
                break
            left -= length
        else:
            yield line[-1]


def corners(line: Line) -> list[Point]:
    """The points of a chain of straight stretches that is as good as the curves, for measuring."""
    points = [line[0][0]]
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in line:
        points += [
            (a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy)
            for a, b, c, d in _SHARES
        ]
    return points


def _shares(t: float) -> tuple[float, float, float, float]:
    """How much each of a cubic curve's four points counts at `t` of the way."""
    return (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3


_SHARES = tuple(_shares(step / _STEPS) for step in range(1, _STEPS + 1))


def box(x: float, y: float, width: float, height: float) -> Box:
    """The box around a centre."""
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _overlap(one: Box, two: Box) -> float:
    left, top, right, bottom = one
    other_left, other_top, other_right, other_bottom = two
    # Most boxes are apart, which takes less to ask than the sides of what they share.
    if left >= other_right or other_left >= right or top >= other_bottom or other_top >= bottom:
        return 0.0
    width = min(right, other_right) - max(left, other_left)
    return width * (min(bottom, other_bottom) - max(top, other_top))
