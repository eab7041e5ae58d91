"""The drawing of relations: nothing on top of anything else, every relation drawn, the same every time."""

from __future__ import annotations

from itertools import combinations

from briefgen.graph import NODE_HEIGHT, Drawing, Node, draw

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
