"""All rules together: each is asked, and those that must have seen everything stay silent where they have not."""

from __future__ import annotations

import inspect

import pytest

from briefgen.rules import checks, idrules, judgmentrules, proserules, quoterules
from briefgen.rules.judged import Known
from tests.unit.rules import Change, briefing

NUMBER = (
    "statement: Orla Finn said that the harbour spent $10",
    "statement: Orla Finn said that the harbour spent $11",
)
UNKNOWN = ("raised_by: [no-ferry]", "raised_by: [zzzzz]")
WRONG_KIND = ("raised_by: [no-ferry]", "raised_by: [pier]")
UNFOUNDED = (", claims: [money-spent]}", "}")
UNREAD = ("    kind: forecast\n", "    knid: forecast\n")
UNUSED = ("The accounts give the same sum. [[harbour-report]]", "It may be so. [[analyst]]")


def codes(*changes: Change) -> set[str]:
    return {diagnostic.code.code for diagnostic in checks.check(briefing(*changes))}


def test_a_valid_briefing_breaks_no_rule() -> None:
    assert checks.check(briefing()) == []


@pytest.mark.parametrize("module", [quoterules, idrules, proserules, judgmentrules])
def test_every_rule_of_a_family_is_asked_once(module: object) -> None:
    rules = [
        rule
        for name, rule in inspect.getmembers(module, inspect.isgeneratorfunction)
        # Where mutmut is at work, its copies stand beside each rule.
        if not name.startswith("_")
        and "__mutmut_" not in name
        and rule.__module__ == getattr(module, "__name__", "")
    ]
    assert len(rules) >= 4
    assert [checks.RULES.count(rule) for rule in rules] == [1] * len(rules)


def test_words_and_records_are_both_judged() -> None:
    assert codes(NUMBER) == {"BG503"}
    assert codes(NUMBER, UNUSED) == {"BG503", "BG406"}


@pytest.mark.parametrize(
    ("unsound", "code"), [(UNKNOWN, "BG401"), (WRONG_KIND, "BG403"), (UNFOUNDED, "BG407")]
)
def test_words_are_not_compared_where_records_do_not_fit(unsound: Change, code: str) -> None:
    assert codes(NUMBER, unsound) == {code}


def test_words_are_not_compared_where_a_record_could_not_be_read() -> None:
    assert codes(NUMBER, UNREAD) == set()


def test_what_may_stand_in_an_unread_record_is_not_missed() -> None:
    assert codes(UNUSED) == {"BG406"}
    assert codes(UNUSED, UNREAD) == set()
    # What is wrong in the records that were read is said all the same.
    assert codes(UNUSED, UNREAD, WRONG_KIND) == {"BG403"}


def test_the_rules_that_need_all_are_among_the_rules() -> None:
    assert set(checks.RULES) >= checks.NEED_ALL
    assert len(checks.NEED_ALL) == 3


def test_what_is_found_right_is_known_to_the_next_check() -> None:
    known = Known({}, {}, {})
    assert checks.check(briefing(), known) == []
    right, *_ = known.state
    assert len(right) > 5
    # What has a finding is not known to be right.
    wrong = Known({}, {}, {})
    assert {diagnostic.code.code for diagnostic in checks.check(briefing(NUMBER), wrong)} == {
        "BG503"
    }
    assert len(wrong.state[0]) < len(right)
