"""The schema for editors and the reference page say what the loader does."""

from __future__ import annotations

import copy
import json
import random
import re
from typing import Any

import jsonschema
import pytest

from briefgen.facts import formatpage, reading, schema
from briefgen.facts.model import Facts
from briefgen.yaml import strict
from tests.conftest import OWN_FACTS, ROOT
from tests.factory import codes, facts

VALIDATOR = jsonschema.Draft202012Validator(schema.build())
FILES = OWN_FACTS
VALUES = (
    *("", " ", "x", "no", "true", "false", "2023", "1", "50", "0", "900", "-3", "unknown", "index"),
    *("2023-08~", "2018/2023", "../2020", "2023-02-30", "2023-13", "Not-An-Id", "an-id", "a b"),
    *("https://example.org/a?b=c#d", "https://u@example.org", "http://[::1]:80/", "https://"),
    *(
        "mailto:a@example.org",
        "javascript:x",
        "sources/a.txt",
        "sources/../a.txt",
        "fact",
        "likely",
    ),
    *("supported", "published", "icd203", "A", "ab" * 32, "y" * 1001, "y" * 65_537),
    *(None, [], {}, ["x"], {"exact": "x"}, {"edtf": "2023"}, [{"exact": "x"}], {"an-id": {}}),
)


def _data(text: str) -> Any:
    document, problems = strict.parse("facts.yml", text.encode())
    assert document
    assert problems == []
    return document.data


def _loader_errors(data: Any) -> set[str]:
    found = reading.read(Facts, data)
    return set() if isinstance(found, Facts) else {fault.kind for fault in found}


def _as_an_editor_sees_it(data: Any) -> Any:
    """The data with what an editor takes for a number or a truth value as one."""
    if isinstance(data, dict):
        return {key: _as_an_editor_sees_it(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_an_editor_sees_it(value) for value in data]
    if data in ("true", "false"):
        return data == "true"
    return int(data) if isinstance(data, str) and re.fullmatch(r"0|[1-9][0-9]{0,9}", data) else data


def _disagreement(data: Any) -> str:
    """What the schema and the loader see differently; that a day exists, only the loader's calendar knows."""
    errors = _loader_errors(data)
    for seen in (data, _as_an_editor_sees_it(data)):
        refused = [f"{list(e.path)}: {e.message[:300]}" for e in VALIDATOR.iter_errors(seen)]
        if bool(refused) != bool(errors) and errors != {"date"}:
            return f"loader: {errors or 'accepts'}; schema: {refused or 'accepts'}"
    return ""


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data)
    found = []
    for key, value in inside:
        found.append((*path, key))
        if isinstance(value, (dict, list)):
            found += _places(value, (*path, key))
    return found


def _mutated(data: Any, chance: random.Random) -> Any:
    """A copy with one place changed: dropped, renamed, doubled, or given another value."""
    changed = copy.deepcopy(data)
    path = chance.choice(_places(changed))
    parent = changed
    for part in path[:-1]:
        parent = parent[part]
    key = path[-1]
    kind = chance.choice(("drop", "rename", "value", "value", "value", "wrap"))
    if kind == "drop":
        del parent[key]
    elif kind == "rename" and isinstance(parent, dict):
        parent[chance.choice(("x", "index", "Not An Id", "kind", "a" * 65))] = parent.pop(key)
    elif kind == "wrap":
        parent[key] = [parent[key]]
    else:
        parent[key] = copy.deepcopy(chance.choice(VALUES))
    return changed


def test_the_schema_in_the_repository_is_that_of_the_model() -> None:
    written = (ROOT / "docs" / "schema" / "facts-1.json").read_text(encoding="utf-8")
    assert written == schema.as_json(), "run: briefgen schema > docs/schema/facts-1.json"


def test_the_reference_page_is_that_of_the_model() -> None:
    written = (ROOT / "docs" / "reference" / "format.md").read_text(encoding="utf-8")
    command = "briefgen schema --format markdown > docs/reference/format.md"
    assert written == formatpage.as_markdown(), f"run: {command}"


def test_the_schema_is_a_schema_and_explains_every_key() -> None:
    built = json.loads(schema.as_json())
    jsonschema.Draft202012Validator.check_schema(built)
    for record in (built, *built["$defs"].values()):
        assert record["additionalProperties"] is False
        for name, field in record["properties"].items():
            assert field.get("description"), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_valid_files_pass_both(path: Any) -> None:
    data = _data(path.read_text(encoding="utf-8"))
    assert _loader_errors(data) == set()
    assert _disagreement(data) == ""


def test_schema_and_loader_accept_and_refuse_the_same_files() -> None:
    chance = random.Random(20310304)  # noqa: S311  # a fixed row of mutations
    data = _data(facts())
    accepted = refused = calendar = 0
    for _ in range(1500):
        mutant = _mutated(data, chance)
        assert _disagreement(mutant) == "", mutant
        errors = _loader_errors(mutant)
        accepted += not errors
        refused += bool(errors)
        calendar += errors == {"date"} and VALIDATOR.is_valid(mutant)
    assert accepted > 100
    assert refused > 500
    assert calendar < 30


def test_a_date_that_only_the_calendar_refuses_is_the_one_exception() -> None:
    impossible = _data(facts(('date: "2031-05-04"', 'date: "2031-02-30"')))
    assert VALIDATOR.is_valid(impossible)
    assert _loader_errors(impossible) == {"date"}
    assert not VALIDATOR.is_valid(_data(facts(('date: "2031-05-04"', "date: May 2031"))))


@pytest.mark.parametrize("blank", ["\\u200b\\u00ad", "\\u3164", "\\u2800 \\u200d"])
def test_a_text_of_which_nothing_is_seen_is_refused(blank: str) -> None:
    title = "title: The Aldra ferry"
    assert codes((title, f'title: "{blank}"')) == ["BG208"]
    assert codes((title, f'title: "{blank}a"')) == []


@pytest.mark.parametrize("key", ["as_of", "stale_after", "review_by"])
def test_every_date_of_the_file_is_a_date_to_an_editor_too(key: str) -> None:
    data = _data(facts())
    assert VALIDATOR.is_valid({**data, key: "2031-05-04"})
    assert not VALIDATOR.is_valid({**data, key: "in May"})
    assert _loader_errors({**data, key: "in May"}) == {"date"}
