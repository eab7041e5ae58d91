"""What is printed by a short way is what the long way prints: escapes, addresses, tidied pages."""

from __future__ import annotations

import posixpath
import re
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.printing.tidying import tidied
from briefgen.views import addresses, markup

SIGNS = st.characters(codec="utf-8")
TEXTS = st.text(st.sampled_from("aB9ß.,;#&<*_ \n\t\u00a0\u2028\u0958\U000e0020") | SIGNS)
LETTERS = st.text(st.sampled_from("ab1ä_- "), min_size=10, max_size=60)
STEPS = st.lists(st.sampled_from(["a", "b-1", "c_2", "index", "é", "x y"]), min_size=1, max_size=4)


@given(TEXTS)
@example("a.b")
@example("ä.b\u00a0“1”")
def test_a_text_of_ascii_or_all_printable_is_escaped_like_any_other(text: str) -> None:
    assert (
        markup.literal(text)
        == f"<bdi>{markup._entities(' '.join(markup._words(text)), markup._MEANINGFUL)}</bdi>"
    )


@given(TEXTS | LETTERS)
@example("0123456789abcdef0123456789abcdef01234567")
@example("1st")
@example("“ä1”")
@example("“ä١\u00adй²”")
def test_a_text_of_short_words_is_escaped_in_attributes_like_any_other(text: str) -> None:
    whole = markup._entities(" ".join(markup._words(text)), markup._MEANINGFUL_IN_LONG_WORDS)
    assert markup.attribute(text) == whole


def test_what_has_to_be_looked_for_where_a_text_is_neither_plain_nor_printable() -> None:
    unseen = [c for c in map(chr, range(0x80, 0x110000)) if markup._MEANINGFUL.match(c)]
    assert len(unseen) > 50
    assert not any(c.isprintable() for c in unseen)
    meant = [c for c in map(chr, range(0x80, 0x110000)) if c.isdecimal() or c in unseen]
    assert not any(markup._is_latin(f"a{c}") for c in meant)
    # The twin: what asked for no more would be slow, and pass.
    assert all(markup._is_latin(text) for text in ("a", "“é”", "²", ""))
    assert not markup._is_latin("й")


def test_each_of_the_ways_finds_what_only_it_finds() -> None:
    """The twin of the two above: patterns that found nothing would pass them."""
    assert markup.literal("a.b 1") == "<bdi>a&#x2e;b 1</bdi>"
    assert markup.literal("a\u200bb") == "<bdi>a&#x200b;b</bdi>"
    assert markup.attribute("1ä.") == "&#x31;ä&#x2e;"
    assert markup.attribute("1a") == "&#x31;a"
    assert markup.attribute("a" * 16) == "a" * 15 + "&#x61;"


@given(STEPS, STEPS)
def test_an_address_is_the_relative_path(here: list[str], there: list[str]) -> None:
    folder, page = "/".join(here), "/".join([*there, "claims.md"])
    assert addresses.ways(folder)[page, ""] == quote(posixpath.relpath(page, folder))


@pytest.mark.parametrize(
    ("folder", "page", "expected"),
    [
        ("", "briefings/x/index.md", "briefings/x/index.md#one"),
        ("briefings/x", "briefings/x/claims.md", "claims.md#one"),
        ("briefings/x/sources", "briefings/x/claims.md", "../claims.md#one"),
        ("briefings/x", "briefings/x-1/claims.md", "../x-1/claims.md#one"),
    ],
)
def test_an_address_leads_to_the_anchor(folder: str, page: str, expected: str) -> None:
    assert addresses.ways(folder)[page, "one"] == expected


def test_without_a_page_there_is_no_address() -> None:
    assert addresses.folder(SimpleNamespace(uri="briefings/x/index.md")) == "briefings/x"
    assert addresses.folder(None) is None
    with pytest.raises(AttributeError):
        addresses.ways(None)["briefings/x/index.md", ""]


@pytest.mark.parametrize("path", ["", "M1.0 -2.5 C3.0 4.0 5.0 6.0 7.0 8.0"])
def test_a_path_is_printed_as_it_is(path: str) -> None:
    assert markup.svg_path(path) == path


@pytest.mark.parametrize(
    "path", ['M1 2"', "M1 2>", "M1&2", "M1 2\n", "L1 2", "M１ 2"]
)  # a digit of another width
def test_what_is_no_path_of_numbers_is_not_printed_as_one(path: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        markup.svg_path(path)


LINES = st.lists(
    st.sampled_from(["", " ", "\t", "text", "  text", "{: .a }", "{: .a } x", "{: }", "}"])
)


@given(LINES)
@example(["text", "", "{: .a }", "", "{: }", ""])
def test_a_tidied_page_is_the_one_that_two_expressions_make(lines: list[str]) -> None:
    text = "\n".join(lines)
    single = re.sub(r"\n[ \t\n]*\n", "\n\n", text).strip("\n") + "\n"
    assert tidied(text) == re.sub(r"\n\n(?=\{: [^\n]*\}\n)", "\n", single)
