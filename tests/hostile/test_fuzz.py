"""No fact file breaks the tool: whatever bytes it is made of, the outcome is pages or diagnostics.

BRIEFGEN_FUZZ says how many cases each of the two tests tries (`make fuzz`: 25,000).
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen import report
from briefgen.pipeline import check
from briefgen.report.github_format import github
from briefgen.report.json_format import as_json
from briefgen.report.sarif_format import sarif
from tests import factory
from tests.hostile import own, site

CASES = int(os.environ.get("BRIEFGEN_FUZZ", "150"))
FUZZ = settings(
    max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
VALID = factory.facts()
RECORD = yaml.load(VALID, Loader=yaml.BaseLoader)  # noqa: S506  # it makes strings only

WORDS = st.sampled_from(
    [
        "",
        "unknown",
        "[[no-ferry]]",
        "[[",
        "no-ferry",
        "2031-05",
        "-1",
        "null",
        "1.2.3.4",
        *own.STRINGS,
    ]
)
VALUES = st.recursive(
    WORDS | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


def _judge(text: bytes) -> None:
    """Checks a site with this fact file; every problem can be shown in every format."""
    tree = factory.tree_of("")
    path = "seeds/aldra-ferry/facts.yml"
    built = check(type(tree)({**tree.files, path: text}, {}))
    sources = {path: text.decode("utf-8", "replace")}
    for render in (report.text, github):
        shown = render(built.diagnostics, sources)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert json.loads(as_json(built.diagnostics, sources)) is not None
    assert json.loads(sarif(built.diagnostics, sources))["runs"]
    for diagnostic in built.diagnostics:
        assert diagnostic.span.line >= 1
        assert diagnostic.span.column >= 1


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in `data`."""
    entries = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    return [path, *(place for key, value in entries for place in _places(value, (*path, key)))]


PLACES = st.sampled_from(_places(RECORD)[1:])


def _changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of `data` with another value at `path`, as far as that path still leads anywhere."""
    if not path:
        return value
    head, rest = path[0], path[1:]
    if isinstance(data, dict) and head in data:
        return {**data, head: _changed(data[head], rest, value)}
    if isinstance(data, list) and isinstance(head, int) and head < len(data):
        return [*data[:head], _changed(data[head], rest, value), *data[head + 1 :]]
    return data


@FUZZ
@given(changes=st.lists(st.tuples(PLACES, VALUES), min_size=1, max_size=4))
def test_a_fact_file_with_other_values_ends_in_diagnostics(
    changes: list[tuple[tuple[Any, ...], Any]],
) -> None:
    data = RECORD
    for path, value in changes:
        data = _changed(data, path, value)
    _judge(site.as_yaml(data).encode("utf-8", "surrogatepass"))


@FUZZ
@given(
    cuts=st.lists(
        st.tuples(
            st.integers(0, len(VALID.encode())),
            st.integers(0, 30),
            st.binary(max_size=12) | WORDS.map(str.encode),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_fact_file_with_other_bytes_ends_in_diagnostics(
    cuts: list[tuple[int, int, bytes]],
) -> None:
    raw = VALID.encode()
    for start, length, inserted in cuts:
        raw = raw[:start] + inserted + raw[start + length :]
    _judge(raw)
