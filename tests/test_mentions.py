"""What a text mentions: quantities, dates, negations and hedges, in the languages that have tables and in others."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.languages.known import lexicon
from briefgen.texts import quantities
from briefgen.texts.mentions import read


def amounts(text: str, language: str = "en") -> set[tuple[Decimal, str]]:
    return {(quantity.value, quantity.unit) for quantity in read(text, language).quantities}


def days(text: str, language: str = "en") -> list[tuple[int, int, int]]:
    return [(day.year, day.month, day.day) for day in read(text, language).days]


@pytest.mark.parametrize(
    ("one", "language", "other", "other_language"),
    [
        ("$10 billion", "en", "10bn dollars", "en"),
        ("$10 billion", "en", "10 Mrd. Dollar", "de"),
        ("US$1.3 billion", "en", "1,3 Milliarden US-Dollar", "de"),
        ("18 per cent", "en", "18%", "en"),
        ("18 percent", "en", "18 Prozent", "de"),
        ("1,500 euros", "en", "1.500 Euro", "de"),
        ("$10 billion", "en", "10 milliards de dollars", "fr"),
        ("1.3 million euros", "en", "1,3 million d’euros", "fr"),
        ("18 percent", "en", "18 pour cent", "fr"),
        ("1,500 euros", "en", "1 500 euros", "fr"),
        ("12,500 euros", "en", "12 500 €", "fr"),
        ("ten thousand tonnes", "en", "dix mille tonnes", "fr"),
        ("the third", "en", "la 3e", "fr"),
        ("twelve tonnes", "en", "12 tonnes", "en"),
        ("5,000 yen", "en", "5000円", "ja"),
        ("3 million yen", "en", "300万円", "ja"),
        ("12", "en", "١٢", "ar"),
    ],
)
def test_the_same_amount_written_otherwise_is_the_same(
    one: str, language: str, other: str, other_language: str
) -> None:
    assert amounts(one, language) == amounts(other, other_language) != set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$10 billion", "$10 million"),
        ("$10 billion", "€10 billion"),
        ("$10 billion", "10 billion"),
        ("$10 billion", "$11 billion"),
        ("18 per cent", "18"),
        ("18 per cent", "18 percentage points"),
        ("3.5", "35"),
        ("second", "third"),
        ("second-largest", "2 largest"),
        ("4.2 million crowns", "4.2 million florins"),
    ],
)
def test_another_amount_is_another(one: str, other: str) -> None:
    assert amounts(one) != amounts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10 millions d’euros", "10 milliards d’euros"),
        ("10 millions d’euros", "10 millions de dollars"),
        ("1 500 euros", "500 euros"),
        ("le deuxième", "le troisième"),
        ("18 pour cent", "18 points de pourcentage"),
    ],
)
def test_another_amount_in_french_is_another(one: str, other: str) -> None:
    assert amounts(one, "fr") != amounts(other, "fr") != set()


def test_a_space_parts_thousands_in_french_only_and_never_a_year_from_a_number() -> None:
    assert amounts("1 500 navires", "en") == amounts("1 500", "en") != amounts("1,500", "en")
    assert amounts("en 2024 500 navires", "fr") == amounts("500", "fr")


def test_a_number_before_a_joint_shares_the_scale_and_unit_behind_it() -> None:
    assert amounts("3.8 to 4.4 million crowns") == {
        (Decimal(3_800_000), "crown"),
        (Decimal(4_400_000), "crown"),
    }
    assert amounts("two cables and 4 million crowns") == {
        (Decimal(2), ""),
        (Decimal(4_000_000), "crown"),
    }


_PIECES = [
    *quantities.CURRENCIES,
    *"179.,-' \n%AGxſK",
    "  ",
    "US$",
    "CHF",
    "bn",
    "Mio.",
    "GPT",
    "st",
    "１",
    "٣",
]


@given(
    st.lists(st.sampled_from(_PIECES), max_size=14).map("".join),
    st.sampled_from(["en", "fr", "ja"]),
)
def test_numbers_are_found_where_the_pattern_finds_them_in_the_whole_text(
    text: str, language: str
) -> None:
    number = quantities._patterns(lexicon(language)).number
    found = [match.span() for match in quantities._numbers(text, number)]
    assert found == [match.span() for match in number.finditer(text)]


def test_digits_inside_a_name_are_no_number() -> None:
    assert amounts("GPT-4 and H2O and Q2") == set()
    assert amounts("GPT 4") == {(Decimal(4), "")}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("on 15 November 2017", "en", [(2017, 11, 15)]),
        ("on November 15, 2017", "en", [(2017, 11, 15)]),
        ("7 or 8 August 2023", "en", [(2023, 8, 7), (2023, 8, 8)]),
        ("in early 2023", "en", [(2023, 0, 0)]),
        ("in March", "en", [(0, 3, 0)]),
        ("of 2023-10-28", "en", [(2023, 10, 28)]),
        ("am 3. März 2024", "de", [(2024, 3, 3)]),
        ("le 3 mars 2024", "fr", [(2024, 3, 3)]),
        ("du 1er au 4 août 2023", "fr", [(2023, 8, 4)]),
        ("le 1er avril 2025", "fr", [(2025, 4, 1)]),
        ("en décembre", "fr", [(0, 12, 0)]),
        ("ils marchent en maillot", "fr", []),
        ("2024年6月5日", "ja", [(2024, 6, 5)]),
        ("8月1日", "ja", [(0, 8, 1)]),
        ("they may march", "en", []),
        ("2,023 people", "en", []),
        ("$2000", "en", []),
        ("3億2000万円", "ja", []),
    ],
)
def test_dates_are_read_as_far_as_they_go(
    text: str, language: str, expected: list[tuple[int, int, int]]
) -> None:
    assert days(text, language) == expected


def test_a_quarter_is_read_with_its_year() -> None:
    (day,) = read("the fourth quarter of 2022", "en").days
    assert (day.year, day.quarter) == (2022, 4)


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("It is not so.", "en", 1),
        ("It isn't so and never was.", "en", 2),
        ("not only here but also there", "en", 0),
        ("There is no doubt.", "en", 0),
        ("He denied it.", "en", 1),
        ("a notice about knots", "en", 0),
        ("Das ist nicht so, und niemand sagt es.", "de", 2),
        ("nicht nur hier", "de", 0),
        ("It is not so.", "fr", 0),
        ("Le projet n’a pas été annulé.", "fr", 1),
        ("Elle ne l’a jamais dit, et rien ne change.", "fr", 2),
        ("Il n’a que deux filiales, et ne vise que le nord.", "fr", 0),
        ("Il nie toute faute, sans preuve.", "fr", 2),
        ("non seulement ici mais aussi là", "fr", 0),
        ("une année pleine de neige", "fr", 0),
    ],
)
def test_negating_words_are_counted(text: str, language: str, count: int) -> None:
    assert read(text, language).denials == count


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It appeared to work.", {"seeming"}),
        ("It is widely expected to grow.", {"expectation"}),
        ("It is said to grow.", {"hearsay"}),
        ("It may cost about 60,000.", {"possibility", "approximation"}),
        ("It talks about ferries.", set()),
        ("It set to work.", set()),
    ],
)
def test_hedges_are_read_by_class(text: str, kinds: set[str]) -> None:
    assert read(text, "en").hedges == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Le port semble fermé.", {"seeming"}),
        ("Le port devrait rouvrir.", {"expectation"}),
        ("Il aurait signé.", {"hearsay"}),
        ("Cela pourrait coûter environ 60 000 euros.", {"possibility", "approximation"}),
        ("Plus de 20 navires", {"bound"}),
        ("Le port rouvre, selon la mairie.", set()),
        ("Il parle des environs et de plus de soin.", set()),
    ],
)
def test_french_hedges_are_read_by_class(text: str, kinds: set[str]) -> None:
    assert read(text, "fr").hedges == kinds


def test_words_with_a_capital_inside_a_sentence_are_names_and_months_are_not() -> None:
    assert read("The report of Orla Finn in March. She spoke.", "en").capitals == ("Orla", "Finn")
    assert read("Der Bericht von Orla Finn", "de").capitals == ()


def test_speech_beside_a_date_is_found_where_it_stands_by_itself_once_dates_are_blanked() -> None:
    assert read("2020-05said the mayor", "en").speaks
    assert read("On 5 May 2020 the mayor said so.", "en").speaks
    assert not read("On 5 May 2020 it stood unsaid.", "en").speaks
    assert not read("On 5 May 2020 the mayor left.", "en").speaks


def test_a_quarter_is_read_from_any_of_its_names_and_from_no_other_word_with_its_letter() -> None:
    assert [day.quarter for day in read("the Third Quarter of 2020, and Q1", "en").days] == [3, 1]
    assert not read("the quay and the quartermaster of Quito", "en").days


def test_of_two_dates_both_are_read() -> None:
    days = read("from 2020-05-07 to 8 June 2021, and in 1999", "en").days
    assert [(day.year, day.month, day.day) for day in days] == [
        (2020, 5, 7),
        (2021, 6, 8),
        (1999, 0, 0),
    ]
