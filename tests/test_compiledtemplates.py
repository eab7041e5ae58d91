"""Compiled templates are kept for the next run, and used only as they were kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen.cache import compiledtemplates, usercache
from briefgen.printing import render
from tests.test_calls import calls

TEMPLATES = {"page.jinja": "{{ text }}", "other.jinja": "{% for n in [1] %}{{ n }}{% endfor %}"}


@pytest.fixture(autouse=True)
def own_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("BRIEFGEN_CACHE", raising=False)


def run(templates: dict[str, str] = TEMPLATES) -> int:
    """How many templates a run compiles that begins anew and prints a page."""
    render._environment.cache_clear()

    def printed() -> None:
        compiledtemplates.prepare(templates)
        environment = render.environment(templates)
        assert render.page_text(environment, "page.jinja", {"text": "a*b"}) == (
            "<bdi>a&#x2a;b</bdi>\n"
        )

    return calls(printed)["environment._generate"]


def kept() -> list[Path]:
    return sorted((Path(usercache.folder()) / "templates").glob("*"))


def test_a_second_run_compiles_nothing() -> None:
    assert [run(), run(), run()] == [2, 0, 0]
    assert len(kept()) == 1


def test_other_templates_are_compiled() -> None:
    run()
    changed = TEMPLATES | {"other.jinja": "{{ 1 }}"}
    assert [run(changed), run(changed)] == [2, 0]


def numbered(number: int) -> dict[str, str]:
    return {"page.jinja": f"{{{{ text }}}}{{# {number} #}}"}


def test_several_sets_are_kept_beside_each_other() -> None:
    sets = [numbered(number) for number in range(compiledtemplates.SETS)]
    assert [run(one) for one in sets] == [1] * len(sets)
    assert [run(one) for one in sets] == [0] * len(sets)


def test_for_a_new_set_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiledtemplates, "SETS", 2)
    for number in (0, 1):
        run(numbered(number))
        for path in kept():
            seconds = path.stat().st_mtime - 60
            os.utime(path, (seconds, seconds))
    run(numbered(2))
    assert len(kept()) == 2
    assert [run(numbered(number)) for number in (2, 1, 0)] == [0, 0, 1]


@pytest.mark.parametrize("place", [0, 40, -1])
def test_a_damaged_file_is_not_used_but_replaced(place: int) -> None:
    run()
    [path] = kept()
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)
    assert [run(), run()] == [2, 0]


def test_a_file_of_another_user_is_not_used() -> None:
    run()
    (Path(usercache.folder()) / "secret").write_bytes(b"x" * 32)
    assert [run(), run()] == [2, 0]


def test_nothing_is_kept_where_that_is_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", "0")
    # What no page needs is not compiled either.
    assert [run(), run()] == [1, 1]
    assert kept() == []


def test_a_template_that_cannot_be_compiled_is_left_to_its_page() -> None:
    broken = TEMPLATES | {"other.jinja": "{% for %}"}
    assert [run(broken), run(broken)] == [1, 0]
    environment = render.environment(broken)
    found = render.page_text(environment, "other.jinja", {})
    assert not isinstance(found, str)
    assert found.span.path == "templates/other.jinja"
