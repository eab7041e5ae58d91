"""Markup of prose that is read without a parser means what markdown-it makes of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefgen.facts import inlinemarkup, prose

PIECES = (
    *(
        "*",
        "**",
        "`",
        "``",
        "[[a]]",
        "[[b-1]]",
        "[",
        "]",
        "(",
        ")",
        "\\",
        "_",
        " ",
        " ",
        " ",
        "word",
        "two words",
    ),
    *(
        ".",
        ",",
        "!",
        "ß",
        "日本",
        "x*y",
        "*one*",
        " *two words* ",
        "`code`",
        " `a * b` ",
        "«",
        "~",
        "&amp;",
        "<b>",
    ),
)


def _shown(inline: inlinemarkup.Inline) -> object:
    """The styled characters and the citations, however the text is cut into runs."""
    characters = [(c, *run._replace(text="")) for run in inline.runs for c in run.text]
    return characters, inline.citations, inline.problems


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("calls *another* one. [[a]]")
@example("(*a*) `*b*` *c d*, [[a]]")
@example("*[[a]]*")
def test_what_needs_no_parser_is_what_the_parser_says(source: str) -> None:
    easy = None if inlinemarkup._HARD.search(source) else inlinemarkup._flatten_easy(source)
    assert easy is None or _shown(easy) == _shown(inlinemarkup._flatten_markup(source))


@pytest.mark.parametrize(
    "source", ["an *open star", "a * b * c", "x*y*z", "``two``", "`open", "*`a*`"]
)
def test_what_is_not_plain_is_left_to_the_parser(source: str) -> None:
    assert inlinemarkup._flatten_easy(source) is None


@pytest.mark.parametrize("source", ["*one*", "see *two words*, [[a]]", "in `robots.txt`. [[a]]"])
def test_what_is_plain_is_not(source: str) -> None:
    assert inlinemarkup._flatten_easy(source) is not None


WORDS = (
    "Word",
    "two words",
    ".",
    ".",
    ",",
    "?",
    ")",
    " ",
    " ",
    "  ",
    "[[a]]",
    "[[b]]",
    "[[not]]",
    "日本。",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join), st.sampled_from(("en", "ja")))
@example("One. [[a]] Two [[b]] , and more. [[not]]", "en")
@example("One [[a]] [[b]] .", "en")
def test_a_paragraph_without_markup_is_read_as_one_with_runs(source: str, language: str) -> None:
    inline = inlinemarkup._flatten_easy(source)
    assert inline is not None
    assert prose._plain_sentences(source, language) == prose._sentences(inline, language)
