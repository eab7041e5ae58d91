"""Where the labels of a drawing's edges go: each on its own edge, where it covers the least of everything else."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

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


class Way:
    """An edge as straight stretches. What few labels need to know of it is worked out when the first asks."""

    def __init__(self, curves: Line) -> None:
        self._line = _corners(curves)
        xs, ys = zip(*self._line, strict=True)
        self.left, self.top, self.right, self.bottom = min(xs), min(ys), max(xs), max(ys)

    @once
    def _lengths(self) -> list[float]:
        return list(map(math.dist, self._line, self._line[1:]))

    @once
    def points(self) -> tuple[Point, ...]:
        """Points spread over it."""
        return tuple(_along(self._line, self._lengths, _SAMPLES))

    def places(self) -> Iterator[Point]:
        """Where its label may stand, best first."""
        return _along(self._line, self._lengths, _PLACES)


def places(ways: Sequence[Way], labels: Sequence[str], boxes: Sequence[Box]) -> tuple[Point, ...]:
    """The centre of each edge's label; `boxes` are the parties'. Each label keeps clear of those before it."""
    weighted = [(box, 6) for box in boxes]
    found = []
    for number, (way, label) in enumerate(zip(ways, labels, strict=True)):
        width = max(len(label), 1) * CHARACTER + 4
        # Whatever stands on this edge, nothing else can be in its way.
        left, right = way.left - width / 2, way.right + width / 2
        top, bottom = way.top - HEIGHT / 2, way.bottom + HEIGHT / 2
        near = [
            (other, weight)
            for other, weight in weighted
            if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        ]
        others = [
            one
            for one in (*ways[:number], *ways[number + 1 :])
            if left <= one.right and one.left <= right and top <= one.bottom and one.top <= bottom
        ]
        best = _best(way, width, near, others)
        weighted.append((box(*best, width, HEIGHT), 8))
        found.append(best)
    return tuple(found)


def _best(way: Way, width: float, boxes: Sequence[tuple[Box, int]], others: Sequence[Way]) -> Point:
    """The place on the edge where a label so wide covers least, the first of equals."""
    best, least = (0.0, 0.0), math.inf
    for place in way.places():
        cost = _cost(box(*place, width, HEIGHT), boxes, others, least)
        if cost < least:
            best, least = place, cost
        if not cost:
            break
    return best


def _cost(
    label: Box, boxes: Sequence[tuple[Box, int]], others: Sequence[Way], enough: float
) -> float:
    """How much a label in this box would cover: other labels most, then parties, then other edges.

    Where that is `enough` or more, the cost is no less than `enough`, and not looked into further.
    """
    left, top, right, bottom = label
    cost = 0.0
    for (other_left, other_top, other_right, other_bottom), weight in boxes:
        # Most boxes are apart, which takes less to ask than the sides of what they share.
        if left < other_right and other_left < right and top < other_bottom and other_top < bottom:
            width = min(right, other_right) - max(left, other_left)
            cost += width * (min(bottom, other_bottom) - max(top, other_top)) * weight
    if cost >= enough:
        return cost
    for way in others:
        if left <= way.right and way.left <= right and top <= way.bottom and way.top <= bottom:
            cost += 6 * len([1 for x, y in way.points if left <= x <= right and top <= y <= bottom])
    return cost


def _along(
    line: Sequence[Point], lengths: Sequence[float], shares: Sequence[float]
) -> Iterator[Point]:
    """The points at these shares of the length of the line through these corners."""
    starts = [0.0, *accumulate(lengths)]
    for share in shares:
        at = share * starts[-1]
        number = bisect_left(starts, at, 1, len(lengths)) - 1
        (ax, ay), (bx, by) = line[number], line[number + 1]
        # A stretch without length begins where it ends.
        part = (at - starts[number]) / (lengths[number] or 1)
        yield ax + (bx - ax) * part, ay + (by - ay) * part


def _corners(line: Line) -> list[Point]:
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
