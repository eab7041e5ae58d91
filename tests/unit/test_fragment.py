"""The address of a passage on a live page: what means something in it is written so that it means itself."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from briefgen.texts.fragment import address

PAGE = "https://example.org/a"


@pytest.mark.parametrize(
    ("passage", "directive"),
    [
        ("plain words", "plain%20words"),
        ("one, two", "one%2C%20two"),
        ("well-known", "well%2Dknown"),
        ("salt & pepper", "salt%20%26%20pepper"),
        ("50 % of it", "50%20%25%20of%20it"),
        ("a/b?c=d#e", "a%2Fb%3Fc%3Dd%23e"),
        ("“naïve” – 霧", "%E2%80%9Cna%C3%AFve%E2%80%9D%20%E2%80%93%20%E9%9C%A7"),
        ("two\n  lines", "two%20lines"),
        ("a+b~c_d.e", "a%2Bb~c_d.e"),
    ],
)
def test_a_passage_is_named_character_for_character(passage: str, directive: str) -> None:
    found = address(PAGE, passage)
    assert found == f"{PAGE}#:~:text={directive}"
    # The parts of a directive are told apart by these alone, so none of them may stand in a passage.
    assert not set(found.partition("text=")[2]) & set(",-&# ")
    assert unquote(found).endswith(" ".join(passage.split()))


def test_the_words_beside_tell_two_places_apart() -> None:
    assert address(PAGE, "it ran", prefix="then,", suffix="on-time") == (
        f"{PAGE}#:~:text=then%2C-,it%20ran,-on%2Dtime"
    )
    assert address(PAGE, "it ran", prefix="then") == f"{PAGE}#:~:text=then-,it%20ran"
    assert address(PAGE, "it ran", suffix="then") == f"{PAGE}#:~:text=it%20ran,-then"
    assert address(PAGE, "it ran", prefix=" ", suffix="\n") == f"{PAGE}#:~:text=it%20ran"


def test_a_place_of_the_page_stays() -> None:
    assert address(f"{PAGE}?b=c#part", "it ran") == f"{PAGE}?b=c#part:~:text=it%20ran"


def test_a_long_passage_is_named_by_its_first_and_last_words() -> None:
    words = [f"word{number}" for number in range(40)]
    found = address(PAGE, " ".join(words))
    assert unquote(found).endswith(
        "text=word0 word1 word2 word3 word4,word35 word36 word37 word38 word39"
    )
    just = "x" * 99 + " " + "y" * 100
    assert unquote(address(PAGE, just)).endswith(f"text={just}")
    unspaced = "霧" * 150 + "市" * 150
    assert unquote(address(PAGE, unspaced)).endswith(f"text={'霧' * 50},{'市' * 50}")
