"""The drawing of relations: nothing on top of anything else, every relation drawn, the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from briefgen.views.edgelabels import CHARACTER, Way, box, places
from briefgen.views.graph import NODE_HEIGHT, Drawing, Node, draw

NAMES = [(id, f"The party called {id}") for id in "abcdefgh"]
PAIRS = [
    ("a", "b"),
    ("a", "b"),
    ("b", "a"),
    ("a", "c"),
    ("c", "d"),
    ("a", "d"),
    ("e", "d"),
    ("f", "g"),
    ("a", "g"),
    ("h", "h"),
]
LABELS = [f"relation {number}" for number in range(len(PAIRS))]


def _touch(one: Node, two: Node) -> bool:
    near_x = abs(one.x - two.x) < (one.width + two.width) / 2
    return near_x and abs(one.y - two.y) < NODE_HEIGHT


def _drawn() -> Drawing:
    return draw(NAMES, PAIRS, LABELS)


def test_no_two_boxes_touch() -> None:
    assert [pair for pair in combinations(_drawn().nodes, 2) if _touch(*pair)] == []


def test_each_relation_has_an_arrow_of_its_own() -> None:
    edges = _drawn().edges
    assert len({edge.path for edge in edges}) == len(edges) == len(PAIRS)


def _points(path: str) -> Iterator[tuple[float, float]]:
    """Points along a path of cubic curves."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    for first in range(0, len(points) - 1, 3):
        a, b, c, d = points[first : first + 4]
        for t in (step / 20 for step in range(21)):
            shares = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
            yield (
                sum(share * x for share, (x, _) in zip(shares, (a, b, c, d), strict=True)),
                sum(share * y for share, (_, y) in zip(shares, (a, b, c, d), strict=True)),
            )


def _inside(node: Node, point: tuple[float, float]) -> bool:
    return abs(point[0] - node.x) < node.width / 2 and abs(point[1] - node.y) < NODE_HEIGHT / 2


def test_no_arrow_runs_behind_a_box() -> None:
    drawing = _drawn()
    behind = [
        (pair, node.id)
        for pair, edge in zip(PAIRS, drawing.edges, strict=True)
        for node in drawing.nodes
        if any(_inside(node, point) for point in _points(edge.path))
    ]
    assert behind == []
    assert _inside(drawing.nodes[0], (drawing.nodes[0].x, drawing.nodes[0].y))


def test_an_arrow_leads_from_its_first_party_to_its_second() -> None:
    drawing = _drawn()
    at = {node.id: node for node in drawing.nodes}
    for (start, end), edge in zip(PAIRS, drawing.edges, strict=True):
        first, *_, last = _points(edge.path)
        for id, (x, y) in ((start, first), (end, last)):
            assert abs(x - at[id].x) <= at[id].width / 2 + 3
            assert abs(y - at[id].y) <= NODE_HEIGHT / 2 + 3


def test_labels_of_parallel_relations_stand_apart() -> None:
    places = [(edge.label_x, edge.label_y) for edge in _drawn().edges]
    assert len(set(places)) == len(places)


def test_everything_is_inside_the_drawing() -> None:
    drawing = _drawn()
    for node in drawing.nodes:
        assert node.x - node.width / 2 >= 0
        assert node.x + node.width / 2 <= drawing.width
        assert node.y + NODE_HEIGHT / 2 <= drawing.height


def test_the_same_relations_give_the_same_drawing() -> None:
    assert _drawn() == _drawn()
    assert _drawn() != draw(NAMES, PAIRS[:-1], LABELS[:-1])


def test_without_relations_the_drawing_is_empty() -> None:
    assert draw([], []).nodes == ()


def test_a_label_makes_way_for_a_box_on_its_edge_and_for_no_other() -> None:
    way = Way((((0.0, 0.0), (100.0, 0.0), (200.0, 0.0), (300.0, 0.0)),))
    (alone,) = places([way], ["relation"], [])
    apart = [box(150, 80, 60, NODE_HEIGHT), box(400, 0, 60, NODE_HEIGHT)]
    assert places([way], ["relation"], apart) == (alone,)
    assert places([way], ["relation"], [*apart, box(*alone, 60, NODE_HEIGHT)]) != (alone,)


def test_a_label_makes_way_for_an_edge_that_crosses_its_own_and_for_no_other() -> None:
    way = Way((((0.0, 0.0), (100.0, 0.0), (200.0, 0.0), (300.0, 0.0)),))
    (alone,) = places([way], ["relation"], [])

    def upright(x: float, middle: float) -> Way:
        return Way((((x, middle - 40), (x, middle), (x, middle), (x, middle + 40)),))

    apart = [upright(alone[0], 80.0), upright(400.0, 0.0)]
    assert places([way, *apart], ["relation", "", ""], [])[0] == alone
    moved = places([way, *apart, upright(alone[0], 0.0)], ["relation", "", "", ""], [])[0]
    assert moved != alone
    assert abs(moved[0] - alone[0]) > (len("relation") * CHARACTER + 4) / 2
