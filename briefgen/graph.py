"""The drawing of relations: where the parties, the edges and the labels go. Layout by igraph, coordinates in CSS pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

NODE_HEIGHT = 36
CHARACTER = 7.4
PADDING = 22
_MARGIN = 12
_WIDTH = 880
_ROW = 118
_GAP = 24
_LABEL_CHARACTER = 5.7
_LABEL_HEIGHT = 14
_FAN = 15.0
_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86)
"""Where on its edge a label may stand, as a share of its length, best first."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A party's box: its centre and width."""

    id: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from box to box as an SVG path, and the place of its label."""

    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole drawing; `edges` in the order of the relations given."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def draw(
    names: Sequence[tuple[str, str]],
    relations: Sequence[tuple[str, str]],
    labels: Sequence[str] = (),
) -> Drawing:
    """The layered drawing of `relations` (from id, to id) between parties given as (id, name).

    An edge over several layers bends around the boxes between; `labels`, one for each relation, are placed on their
    edges where they cover the least.
    """
    import igraph  # only a site that draws needs it

    index = {id: number for number, (id, _) in enumerate(names)}
    pairs = [(index[start], index[end]) for start, end in relations]
    # One layout edge for two parties, whatever stands between them and in which direction.
    unique = sorted({(min(pair), max(pair)): pair for pair in reversed(pairs)}.values())
    unique = [pair for pair in unique if pair[0] != pair[1]]
    graph = igraph.Graph(n=len(names), edges=unique, directed=True)
    layout = graph.layout_sugiyama(maxiter=500)
    bends = [[tuple(point) for point in route] for route in layout.edge_routing]
    widths = [min(CHARACTER * len(name) + PADDING, 230.0) for _, name in names]
    points = [tuple(point) for point in layout.coords] + [p for route in bends for p in route]
    # A bend is as wide as the edges that run side by side through it.
    together = [sum(set(pair) == set(other) for other in pairs) * _FAN for pair in unique]
    rooms = [room for room, route in zip(together, bends, strict=True) for _ in route]
    placed = _placed(points, [*widths, *rooms])
    nodes = tuple(
        Node(id, round(x, 1), round(y, 1), round(width, 1))
        for (id, _), (x, y), width in zip(names, placed, widths, strict=False)
    )
    routes = _routes(unique, bends, placed[len(names) :])
    lines = _lines(nodes, pairs, routes)
    words = [*labels, *[""] * (len(lines) - len(labels))]
    edges = _labelled(lines, words, nodes)
    right = max((node.x + node.width / 2 for node in nodes), default=0)
    right = max([right, *(x for line in lines for x, _ in line)]) + _MARGIN
    bottom = max((node.y for node in nodes), default=0) + NODE_HEIGHT / 2 + _MARGIN
    return Drawing(round(right, 1), round(bottom, 1), nodes, edges)


def _placed(points: Sequence[tuple[float, ...]], widths: Sequence[float]) -> list[Point]:
    """The layers that igraph found, stretched to the width, with nothing in a layer on top of something else."""
    low = min((point[0] for point in points), default=0.0)
    span = max((point[0] for point in points), default=0.0) - low or 1.0
    layers: dict[int, list[int]] = {}
    for number, point in enumerate(points):
        layers.setdefault(round(point[1]), []).append(number)
    xs = [0.0] * len(points)
    for members in layers.values():
        members.sort(key=lambda number: (points[number][0], number))
        wanted = [(points[number][0] - low) / span * _WIDTH for number in members]
        for number, x in zip(
            members, _apart(wanted, [widths[number] for number in members]), strict=True
        ):
            xs[number] = x
    left = min((x - width / 2 for x, width in zip(xs, widths, strict=True)), default=0.0)
    rows = {layer: row for row, layer in enumerate(sorted(layers))}
    return [
        (xs[number] - left + _MARGIN, rows[round(point[1])] * _ROW + NODE_HEIGHT / 2 + _MARGIN)
        for number, point in enumerate(points)
    ]


def _apart(wanted: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Centres near `wanted`, in the same order, so that boxes of these widths keep a gap."""
    forward: list[float] = []
    for number, x in enumerate(wanted):
        least = forward[-1] + _reach(widths, number) if forward else x
        forward.append(max(x, least))
    backward: list[float] = []
    for number in range(len(wanted) - 1, -1, -1):
        most = backward[-1] - _reach(widths, number + 1) if backward else wanted[number]
        backward.append(min(wanted[number], most))
    # The mean of both pushes keeps the distances and leans to neither side.
    return [(a + b) / 2 for a, b in zip(forward, reversed(backward), strict=True)]


def _reach(widths: Sequence[float], number: int) -> float:
    return (widths[number - 1] + widths[number]) / 2 + _GAP


def _routes(
    pairs: Sequence[tuple[int, int]],
    bends: Sequence[Sequence[tuple[float, ...]]],
    placed: list[Point],
) -> dict[tuple[int, int], list[Point]]:
    """Pair of parties, either way round → the points between them, on the way from the first to the second."""
    routes: dict[tuple[int, int], list[Point]] = {}
    start = 0
    for (first, second), route in zip(pairs, bends, strict=True):
        points = placed[start : start + len(route)]
        start += len(route)
        routes[first, second] = points
        routes[second, first] = points[::-1]
    return routes


def _lines(
    nodes: Sequence[Node],
    pairs: Sequence[tuple[int, int]],
    routes: dict[tuple[int, int], list[Point]],
) -> list[list[Point]]:
    """The corners of each edge from border to border; several edges between two boxes run side by side."""
    total: dict[frozenset[int], int] = {}
    for pair in pairs:
        total[frozenset(pair)] = total.get(frozenset(pair), 0) + 1
    seen: dict[frozenset[int], int] = {}
    lines = []
    for start, end in pairs:
        key = frozenset((start, end))
        shift = (seen.get(key, 0) - (total[key] - 1) / 2) * _FAN
        seen[key] = seen.get(key, 0) + 1
        inner = routes.get((start, end), [])
        if start == end:
            node = nodes[start]
            inner = [
                (node.x + node.width, node.y - NODE_HEIGHT),
                (node.x + node.width, node.y + NODE_HEIGHT),
            ]
        lines.append(_line(nodes[start], nodes[end], inner, shift))
    return lines


def _line(start: Node, end: Node, inner: Sequence[Point], shift: float) -> list[Point]:
    # Sideways for edges between layers, up and down for edges within one.
    dx, dy = (0.0, shift) if abs(start.y - end.y) < 1 else (shift, 0.0)
    between = [(x + dx, y + dy) for x, y in inner] or [
        ((start.x + end.x) / 2 + dx, (start.y + end.y) / 2 + dy)
    ]
    first, last = between[0], between[-1]
    return [_border(start, *first, dx), *between, _border(end, *last, dx)]


def _border(node: Node, x: float, y: float, shift: float) -> Point:
    """Where the line from near the centre of `node` to (x, y) leaves its box."""
    limit = node.width / 2 - 8
    centre = node.x + max(-limit, min(limit, shift))
    dx, dy = x - centre, y - node.y
    half_width, half_height = node.width / 2 + 2, NODE_HEIGHT / 2 + 2
    room = half_width - math.copysign(centre - node.x, dx) if dx else half_width
    scale = min(room / abs(dx) if dx else math.inf, half_height / abs(dy) if dy else math.inf, 1.0)
    return centre + dx * scale, node.y + dy * scale


def _labelled(
    lines: Sequence[Sequence[Point]], labels: Sequence[str], nodes: Sequence[Node]
) -> tuple[Edge, ...]:
    boxes = [_box(node.x, node.y, node.width, NODE_HEIGHT) for node in nodes]
    taken: list[Box] = []
    edges = []
    for number, (line, label) in enumerate(zip(lines, labels, strict=True)):
        others = [other for place, other in enumerate(lines) if place != number]
        width = max(len(label), 1) * _LABEL_CHARACTER + 4
        best = min(
            (
                (
                    _cost(_box(*_along(line, share), width, _LABEL_HEIGHT), boxes, taken, others),
                    rank,
                )
                for rank, share in enumerate(_PLACES)
            ),
        )
        x, y = _along(line, _PLACES[best[1]])
        taken.append(_box(x, y, width, _LABEL_HEIGHT))
        edges.append(Edge(_path(line), round(x, 1), round(y + 3.5, 1)))
    return tuple(edges)


def _cost(
    box: Box, boxes: Sequence[Box], taken: Sequence[Box], lines: Sequence[Sequence[Point]]
) -> float:
    """How much a label in `box` would cover: other labels most, then parties, then other edges."""
    covered = sum(_overlap(box, other) for other in boxes) * 6
    covered += sum(_overlap(box, other) for other in taken) * 8
    crossed = sum(_holds(box, _along(line, step / 20)) for line in lines for step in range(21))
    return covered + crossed * 6


def _box(x: float, y: float, width: float, height: float) -> Box:
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _overlap(one: Box, two: Box) -> float:
    width = min(one[2], two[2]) - max(one[0], two[0])
    height = min(one[3], two[3]) - max(one[1], two[1])
    return width * height if width > 0 and height > 0 else 0.0


def _holds(box: Box, point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _along(line: Sequence[Point], share: float) -> Point:
    """The point at `share` of the length of the line through these corners."""
    lengths = [math.dist(a, b) for a, b in pairwise(line)]
    left = share * sum(lengths)
    for (a, b), length in zip(pairwise(line), lengths, strict=True):
        if left <= length and length:
            part = left / length
            return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part
        left -= length
    return line[-1]


def _path(line: Sequence[Point]) -> str:
    """The SVG path through the corners, rounded: quadratic curves between the middles of its stretches."""
    parts = [f"M{line[0][0]:.1f} {line[0][1]:.1f}"]
    for number in range(1, len(line) - 1):
        (x, y), (next_x, next_y) = line[number], line[number + 1]
        last = number == len(line) - 2
        to_x, to_y = (next_x, next_y) if last else ((x + next_x) / 2, (y + next_y) / 2)
        parts.append(f"Q{x:.1f} {y:.1f} {to_x:.1f} {to_y:.1f}")
    return " ".join(parts)
