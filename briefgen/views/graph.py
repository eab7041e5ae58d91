"""The drawing of relations: where the parties, the edges and the labels go. Layout by igraph, coordinates in CSS pixels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.views.edgelabels import Line, Point, Way, box, places

NODE_HEIGHT = 36
CHARACTER = 7.4
PADDING = 22
_MARGIN = 12
_WIDTH = 880
_ROW = 118
_GAP = 24
_FAN = 15.0
_ROUNDS = 50
"""How often the order within layers is tried again. A third of all drawings never settle, and with ten times as many rounds their
edges cross nearly as often."""


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
    # Its own way to begin looks on the disk for NumPy each time, which takes as long as all the rest.
    graph = igraph.Graph.__new__(igraph.Graph)
    igraph.GraphBase.__init__(graph, len(names), unique, True)  # noqa: FBT003  # whether it is directed, by position
    layout = graph.layout_sugiyama(maxiter=_ROUNDS)
    found = [[tuple(point) for point in route] for route in layout.edge_routing if route]
    bends = _bends(unique, [tuple(point) for point in layout.coords], found)
    widths = [min(CHARACTER * len(name) + PADDING, 230.0) for _, name in names]
    points = [tuple(point) for point in layout.coords[: len(names)]] + [
        p for route in bends for p in route
    ]
    # A bend is as wide as the edges that run side by side through it.
    both = Counter(pairs)
    together = [(both[a, b] + both[b, a]) * _FAN for a, b in unique]
    rooms = [room for room, route in zip(together, bends, strict=True) for _ in route]
    placed = _placed(points, [*widths, *rooms])
    nodes = tuple(
        Node(id, round(x, 1), round(y, 1), round(width, 1))
        for (id, _), (x, y), width in zip(names, placed, widths, strict=False)
    )
    routes = _routes(unique, bends, placed[len(names) :])
    lines = _lines(nodes, pairs, routes)
    words = [*labels, *[""] * (len(lines) - len(labels))]
    ways = [Way(line) for line in lines]
    edges = _labelled(lines, ways, words, nodes)
    right = max((node.x + node.width / 2 for node in nodes), default=0)
    right = max([right, *(way.right for way in ways)]) + _MARGIN
    bottom = max((node.y for node in nodes), default=0) + NODE_HEIGHT / 2 + _MARGIN
    return Drawing(round(right, 1), round(bottom, 1), nodes, edges)


def _bends(
    pairs: Sequence[tuple[int, int]],
    points: Sequence[tuple[float, ...]],
    routes: list[list[tuple[float, ...]]],
) -> list[list[tuple[float, ...]]]:
    """For each pair its bends, one on each layer between, on the way from the first to the second.

    igraph lists the bends in another order than the edges, so each edge takes those that lie nearest to its own way.
    """
    bends = []
    for first, second in pairs:
        (x, y), (end_x, end_y) = points[first], points[second]
        between = sorted(range(round(min(y, end_y)) + 1, round(max(y, end_y))))
        fitting = [
            sorted(route, key=lambda point: point[1], reverse=end_y < y)
            for route in routes
            if sorted(round(point[1]) for point in route) == between
        ]
        best = min(
            fitting,
            key=lambda route: sum(
                abs(bend_x - x - (end_x - x) * (bend_y - y) / (end_y - y))
                for bend_x, bend_y in route
            ),
            default=[],
        )
        routes = [route for route in routes if sorted(route) != sorted(best)]
        bends.append(best)
    return bends


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
) -> list[Line]:
    """The curves of each edge from border to border; several edges between two boxes run side by side.

    Between two layers a curve leaves and arrives upright, and through a layer it runs straight at its own place: so it
    stays in the space between the boxes.
    """
    total: dict[frozenset[int], int] = {}
    for pair in pairs:
        total[frozenset(pair)] = total.get(frozenset(pair), 0) + 1
    seen: dict[frozenset[int], int] = {}
    ports = _ports(nodes, pairs, routes)
    lines = []
    for number, (start, end) in enumerate(pairs):
        key = frozenset((start, end))
        turn = seen.get(key, 0)
        seen[key] = turn + 1
        if start == end:
            lines.append(_loop(nodes[start], turn))
            continue
        shift = (turn - (total[key] - 1) / 2) * _FAN
        inner = [(x + shift, y) for x, y in routes.get((start, end), [])]
        lines.append(_line(ports[number, 0], ports[number, 1], inner))
    return lines


def _ports(
    nodes: Sequence[Node],
    pairs: Sequence[tuple[int, int]],
    routes: dict[tuple[int, int], list[Point]],
) -> dict[tuple[int, int], Point]:
    """(number of an edge, 0 for its start or 1 for its end) → where it touches the box, in the order of where it comes from."""
    sides: dict[tuple[int, bool], list[tuple[float, int, int]]] = {}
    for number, (start, end) in enumerate(pairs):
        if start == end:
            continue
        inner = routes.get((start, end), [])
        way = [(nodes[start].x, nodes[start].y), *inner, (nodes[end].x, nodes[end].y)]
        for place, node, (x, y) in ((0, start, way[1]), (1, end, way[-2])):
            sides.setdefault((node, y > nodes[node].y), []).append((x, number, place))
    ports = {}
    for (node, below), ends in sides.items():
        box = nodes[node]
        step = min(_FAN * 1.4, (box.width - 16) / len(ends))
        y = box.y + (1 if below else -1) * (NODE_HEIGHT / 2 + 2)
        for turn, (_, number, place) in enumerate(sorted(ends)):
            ports[number, place] = (box.x + (turn - (len(ends) - 1) / 2) * step, y)
    return ports


def _line(start: Point, end: Point, inner: Sequence[Point]) -> Line:
    half = math.copysign(NODE_HEIGHT / 2 + 4, end[1] - start[1])
    stops = [start]
    for x, y in inner:
        stops += [(x, y - half), (x, y + half)]
    stops.append(end)
    curves = []
    for (x, y), (next_x, next_y) in pairwise(stops):
        middle = (y + next_y) / 2
        curves.append(((x, y), (x, middle), (next_x, middle), (next_x, next_y)))
    return tuple(curves)


def _loop(node: Node, turn: int) -> Line:
    """The curve of a relation to itself, on the right of its box."""
    x, out = node.x + node.width / 2 + 2, 34.0 + turn * _FAN
    return (((x, node.y - 9), (x + out, node.y - 22), (x + out, node.y + 22), (x, node.y + 9)),)


def _labelled(
    lines: Sequence[Line], ways: Sequence[Way], labels: Sequence[str], nodes: Sequence[Node]
) -> tuple[Edge, ...]:
    boxes = [box(node.x, node.y, node.width, NODE_HEIGHT) for node in nodes]
    return tuple(
        Edge(_path(line), round(x, 1), round(y + 3.5, 1))
        for line, (x, y) in zip(lines, places(ways, labels, boxes), strict=True)
    )


def _path(line: Line) -> str:
    """The curves as an SVG path."""
    parts = ["M{:.1f} {:.1f}".format(*line[0][0])]
    for _, b, c, d in line:
        parts.append("C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}".format(*b, *c, *d))
    return " ".join(parts)
