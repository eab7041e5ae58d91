"""Where the labels of a drawing's edges go: each on its own edge, where it covers the least of everything else."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

CHARACTER = 5.7
HEIGHT = 14
_STEPS = 10
_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86)
"""Where on its edge a label may stand, as a share of its length, best first."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Passed = tuple[float, float, int]
"""A point that an edge passes: its y, its x, and the number of the edge."""
Line = tuple[tuple[Point, Point, Point, Point], ...]
"""Cubic curves, each from where the one before ends: start, two points that pull, end."""


class Way:
    """An edge as straight stretches."""

    def __init__(self, curves: Line) -> None:
        self.corners = _corners(curves)
        self._starts = [0.0, *accumulate(map(math.dist, self.corners, self.corners[1:]))]
        xs, ys = zip(*self.corners, strict=True)
        self.left, self.top, self.right, self.bottom = min(xs), min(ys), max(xs), max(ys)

    def places(self) -> Iterator[Point]:
        """Where its label may stand, best first."""
        line, starts = self.corners, self._starts
        last = len(line) - 1
        for share in _PLACES:
            at = share * starts[-1]
            number = bisect_left(starts, at, 1, last)
            (ax, ay), (bx, by) = line[number - 1], line[number]
            start = starts[number - 1]
            # A stretch without length begins where it ends.
            part = (at - start) / (starts[number] - start or 1)
            yield ax + (bx - ax) * part, ay + (by - ay) * part


def places(ways: Sequence[Way], labels: Sequence[str], boxes: Sequence[Box]) -> tuple[Point, ...]:
    """The centre of each edge's label; `boxes` are the parties'. Each label keeps clear of those before it."""
    weighted = [(box, 6) for box in boxes]
    # By height: a label is low, so next to it there are few.
    points = sorted([(y, x, number) for number, way in enumerate(ways) for x, y in way.corners])
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
        best = _best(number, way, width, near, points)
        weighted.append((box(*best, width, HEIGHT), 8))
        found.append(best)
    return tuple(found)


def _best(
    number: int, way: Way, width: float, boxes: Sequence[tuple[Box, int]], points: Sequence[Passed]
) -> Point:
    """The place on the edge where a label so wide covers least, the first of equals."""
    best, least = (0.0, 0.0), math.inf
    for place in way.places():
        label = left, top, right, bottom = box(*place, width, HEIGHT)
        cost = _shared(label, boxes)
        if cost >= least:
            continue
        low, high = bisect_left(points, (top,)), bisect_left(points, (bottom,))
        for _, x, owner in points[low:high]:
            if left <= x <= right and owner != number:
                cost += 6
                if cost >= least:
                    break
        if cost < least:
            best, least = place, cost
        if not cost:
            break
    return best


def _shared(label: Box, boxes: Sequence[tuple[Box, int]]) -> float:
    """How much a label in this box would cover of other labels and, which weighs less, of parties."""
    left, top, right, bottom = label
    cost = 0.0
    for (other_left, other_top, other_right, other_bottom), weight in boxes:
        # Most boxes are apart, which takes less to ask than the sides of what they share.
        if left < other_right and other_left < right and top < other_bottom and other_top < bottom:
            width = min(right, other_right) - max(left, other_left)
            cost += width * (min(bottom, other_bottom) - max(top, other_top)) * weight
    return cost


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
