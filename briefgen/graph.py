"""The drawing of relations: where the parties and the edges go. Layout by igraph, coordinates in CSS pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

NODE_HEIGHT = 40
CHARACTER = 7.4
PADDING = 22
_WIDTH = 760
_ROW = 104


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


def draw(names: Sequence[tuple[str, str]], relations: Sequence[tuple[str, str]]) -> Drawing:
    """The layered drawing of `relations` (from id, to id) between parties given as (id, name)."""
    import igraph  # only a site that draws needs it

    index = {id: number for number, (id, _) in enumerate(names)}
    pairs = sorted({(index[start], index[end]) for start, end in relations if start != end})
    graph = igraph.Graph(n=len(names), edges=pairs, directed=True)
    layout = graph.layout_sugiyama(hgap=1, vgap=1, maxiter=200)
    widths = [min(CHARACTER * len(name) + PADDING, 230.0) for _, name in names]
    placed = _rows([tuple(point) for point in layout.coords[: len(names)]], widths)
    nodes = tuple(
        Node(id, round(x, 1), round(y, 1), round(width, 1))
        for (id, _), (x, y), width in zip(names, placed, widths, strict=True)
    )
    right = max((node.x + node.width / 2 for node in nodes), default=0) + 12
    bottom = max((node.y for node in nodes), default=0) + NODE_HEIGHT / 2 + 12
    return Drawing(
        round(right, 1),
        round(bottom, 1),
        nodes,
        _edges(nodes, [(index[a], index[b]) for a, b in relations]),
    )


def _rows(
    points: Sequence[tuple[float, ...]], widths: Sequence[float]
) -> list[tuple[float, float]]:
    """The layers that igraph found, as rows of boxes that do not touch; a long layer is broken into several rows."""
    layers: dict[int, list[int]] = {}
    for number, (_, y, *_) in enumerate(points):
        layers.setdefault(round(y), []).append(number)
    placed: dict[int, tuple[float, float]] = {}
    top = NODE_HEIGHT / 2 + 12.0
    for _, members in sorted(layers.items()):
        for row in _broken(sorted(members, key=lambda number: (points[number][0], number)), widths):
            total = sum(widths[number] for number in row)
            gap = (_WIDTH - total) / (len(row) + 1)
            left = gap
            for number in row:
                placed[number] = (left + widths[number] / 2, top)
                left += widths[number] + gap
            top += _ROW
    return [placed[number] for number in range(len(points))]


def _broken(members: list[int], widths: Sequence[float]) -> list[list[int]]:
    rows: list[list[int]] = [[]]
    for number in members:
        if rows[-1] and sum(widths[other] + 26 for other in [*rows[-1], number]) > _WIDTH:
            rows.append([])
        rows[-1].append(number)
    return rows


def _edges(nodes: Sequence[Node], pairs: Sequence[tuple[int, int]]) -> tuple[Edge, ...]:
    """Curves from box to box; several edges between two boxes fan out."""
    seen: dict[frozenset[int], int] = {}
    edges = []
    for start, end in pairs:
        key = frozenset((start, end))
        number = seen.get(key, 0)
        seen[key] = number + 1
        bend = 26.0 * ((number + 1) // 2) * (1 if number % 2 else -1)
        edges.append(_edge(nodes[start], nodes[end], bend if start < end else -bend))
    return tuple(edges)


def _edge(start: Node, end: Node, bend: float) -> Edge:
    dx, dy = end.x - start.x, end.y - start.y
    length = math.hypot(dx, dy) or 1.0
    # Two boxes of one row: bow the edge so that it does not run through the boxes between them.
    bow = bend + (44.0 if abs(dy) < 1 and abs(dx) > 180 else 0.0)
    middle_x = (start.x + end.x) / 2 - dy / length * bow
    middle_y = (start.y + end.y) / 2 + dx / length * bow
    x1, y1 = _border(start, middle_x, middle_y)
    x2, y2 = _border(end, middle_x, middle_y)
    path = f"M{x1:.1f} {y1:.1f} Q{middle_x:.1f} {middle_y:.1f} {x2:.1f} {y2:.1f}"
    label_x, label_y = (x1 + 2 * middle_x + x2) / 4, (y1 + 2 * middle_y + y2) / 4
    return Edge(path, round(label_x, 1), round(label_y, 1))


def _border(node: Node, x: float, y: float) -> tuple[float, float]:
    """Where the line from the centre of `node` to (x, y) leaves its box."""
    dx, dy = x - node.x, y - node.y
    half_width, half_height = node.width / 2 + 2, NODE_HEIGHT / 2 + 2
    scale = min(
        half_width / abs(dx) if dx else math.inf, half_height / abs(dy) if dy else math.inf, 1.0
    )
    return node.x + dx * scale, node.y + dy * scale
