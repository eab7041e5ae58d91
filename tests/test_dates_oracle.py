"""Our reading of dates is that of the package `edtf`, on every form that level 1 has, but for listed differences."""

from __future__ import annotations

import re
import time
import warnings

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefgen.texts import dates

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

DIFFERENT = {
    "2023/2018": "an interval that ends before it begins is refused here",
    "../..": "an interval with no end that is known is refused here",
    "202X-05": "a month behind an open year is refused here: the format has no use for it",
}
"""Text that the package accepts and we do not → why."""

_YEARS = st.one_of(
    st.integers(1, 9999).map(lambda year: f"{year:04d}"),
    st.integers(0, 999).map(lambda decade: f"{decade:03d}X"),
    st.integers(0, 99).map(lambda century: f"{century:02d}XX"),
)
_MONTHS = st.one_of(st.just("XX"), st.integers(0, 25).map(lambda month: f"{month:02d}"))
_DAYS = st.one_of(st.just("XX"), st.integers(0, 32).map(lambda day: f"{day:02d}"))
_SIGNS = st.sampled_from(["", "~", "?", "%"])
POINTS = st.one_of(
    st.tuples(_YEARS, _SIGNS).map("".join),
    st.tuples(_YEARS, st.just("-"), _MONTHS, _SIGNS).map("".join),
    st.tuples(_YEARS, st.just("-"), _MONTHS, st.just("-"), _DAYS, _SIGNS).map("".join),
)


def ours(text: str) -> tuple[dates.Day, dates.Day] | None:
    """The first and last day that the text can mean, or None where we refuse it."""
    try:
        found = dates.parse(text)
    except dates.InvalidDateError:
        return None
    return found.first, found.last


def theirs(text: str) -> tuple[dates.Day, dates.Day] | None:
    """The same by the package."""
    try:
        found = edtf.parse_edtf(text)
    except EDTFParseException:
        return None
    return _day(found.lower_strict()), _day(found.upper_strict())


def _day(moment: time.struct_time) -> dates.Day:
    return moment.tm_year, moment.tm_mon, moment.tm_mday


@settings(deadline=None, max_examples=60)
@given(POINTS)
def test_a_date_that_we_read_has_the_bounds_that_the_package_gives(text: str) -> None:
    found = ours(text)
    # "2023-21~", about spring: the package has no sign after a season; we read it as "about".
    assume(not re.fullmatch(r"....-2[1-4][~?%]", text))
    assert found is None or found == theirs(text)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28), _SIGNS)
def test_no_day_of_the_calendar_is_refused(year: int, month: int, day: int, sign: str) -> None:
    text = f"{year:04d}-{month:02d}-{day:02d}{sign}"
    assert ours(text) == theirs(text) == ((year, month, day), (year, month, day))


@pytest.mark.parametrize(
    "text",
    ["2018/2023", "2023-01/2023-03", "1999-12-31/2000-01-01", "2023-05~/2023-06?", "-0044-03-15"],
)
def test_intervals_and_early_years_have_the_same_bounds(text: str) -> None:
    assert ours(text) is not None
    assert ours(text) == theirs(text)


@pytest.mark.parametrize(
    "text",
    ["2023-13", "2023-02-30", "2023-00", "17/08/2023", "August 2023", "2023-8", "", "2023-25-01"],
)
def test_what_the_package_refuses_we_refuse(text: str) -> None:
    assert theirs(text) is None
    assert ours(text) is None


@pytest.mark.parametrize("text", DIFFERENT)
def test_the_listed_differences_are_still_there(text: str) -> None:
    assert ours(text) is None
    edtf.parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "other"), [("2023", "2024"), ("2023-08", "2023"), ("202X", "20XX")]
)
def test_two_dates_with_other_bounds_differ_for_both(text: str, other: str) -> None:
    assert ours(text) != ours(other)
    assert theirs(text) != theirs(other)
