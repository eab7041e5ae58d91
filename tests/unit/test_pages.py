"""A page tells its front matter without its text being unpacked, and never less than all of it."""

from __future__ import annotations

import pytest
from mkdocs.utils.meta import get_data

from briefgen.printing.pages import FRONT, Page

TEXT = "Ärger am Fähranleger\n\n---\n\n" * 1_000


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Die Fähre"\n---\n',
        f'---\ntitle: "{"ä" * (FRONT // 2 - 9)}"\n---\n',
        f'---\ntitle: "{"ä" * FRONT}"\n---\n',
        "---\ntitle: without an end\n",
        "title: of another kind\n\n",
        "",
    ],
)
def test_front_matter_is_the_same_in_front_and_in_the_whole_text(front: str) -> None:
    page = Page.of("index.md", front + TEXT)
    assert page.text == front + TEXT
    assert get_data(page.front)[1] == get_data(page.text)[1]


def test_only_front_matter_that_is_whole_is_given_alone() -> None:
    short = Page.of("index.md", "---\ntitle: short\n---\n" + TEXT)
    long = Page.of("index.md", f"---\ntitle: {'long ' * FRONT}\n---\n" + TEXT)
    assert len(short.front) < FRONT < len(short.text)
    assert long.front == long.text
