"""Comparing two states of the facts: each kind of change gives its rule, and a rewrite that nobody sees gives none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.base.tree import Tree
from briefgen.changes import between
from briefgen.changes.report import reviewed
from briefgen.changes.rules import RULES, Weight
from briefgen.changes.versions import read
from tests import factory

CASES = Path(__file__).parent / "changes"
INVENTED = "seeds/aldra-ferry/sources/second.txt"


def cases(name: str) -> list[Any]:
    """The cases of one file, each under its title."""
    loaded = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["title"].replace(" ", "-")) for case in loaded]


def sides(case: dict[str, Any]) -> tuple[Tree, Tree]:
    """Both trees of a case."""
    before = factory.facts(*[tuple(edit) for edit in case.get("base", [])])
    if "swap" in case:
        first, second = case["swap"]
        after = before.replace(first + second, second + first)
    elif "renames" in case:
        old, new = case["renames"]
        after = before.replace(f"  {old}:\n", f"  {new}:\n    formerly: [{old}]\n")
        head, kept, rest = after.partition(f"formerly: [{old}]")
        after = head.replace(old, new) + kept + rest.replace(old, new)
    else:
        assert case["before"] in before, "the base does not hold what the case changes"
        after = before.replace(case["before"], case["after"], 1)
    assert before != after
    return factory.tree_of(before), factory.tree_of(after)


def rules(old: Tree, new: Tree) -> list[str]:
    """The rules of a comparison in which nothing failed, sorted."""
    found = between.compare(old, new)
    assert found.failures == ()
    return sorted(change.rule.id for change in found.changes)


@pytest.mark.parametrize("case", [*cases("claims"), *cases("records")])
def test_a_change_gives_exactly_its_rules(case: dict[str, Any]) -> None:
    old, new = sides(case)
    assert sorted(set(rules(old, new))) == sorted(case["expected"])


@pytest.mark.parametrize("case", [*cases("claims"), *cases("records")])
def test_a_change_undone_gives_the_opposite_rules(case: dict[str, Any]) -> None:
    old, new = sides(case)
    assert rules(new, old) == sorted(RULES[rule].inverse for rule in rules(old, new))


@pytest.mark.parametrize("case", cases("harmless"))
def test_a_harmless_rewrite_is_editing_only(case: dict[str, Any]) -> None:
    old, new = sides(case)
    assert between.compare(old, new).editorial
    assert set(rules(old, new)) <= {"editorial", "renamed"}


def test_there_are_enough_cases_and_every_rule_is_in_one_or_tested_below() -> None:
    pairs = [case.values[0] for name in ("claims", "records") for case in cases(name)]
    assert len(pairs) >= 40
    assert len(cases("harmless")) >= 12
    named = {rule for pair in pairs for rule in pair["expected"]}
    named |= {RULES[rule].inverse for rule in named}
    elsewhere = {"briefing-added", "briefing-removed", "briefing-renamed", "source-text-changed"}
    assert set(RULES) - named - elsewhere == {"editorial", "correction-missing"}


def test_the_same_tree_has_no_changes() -> None:
    assert rules(factory.tree(), factory.tree()) == []


def test_an_archived_text_that_changed_is_reported_with_the_fact_file_untouched() -> None:
    old = factory.tree()
    files = {**old.files, "seeds/aldra-ferry/sources/notice.txt": b"Another text.\n"}
    assert "source-text-changed" in rules(old, Tree(files, {}))


def test_briefings_come_go_and_move() -> None:
    one, none = factory.tree(), Tree({}, {})
    assert rules(none, one) == ["briefing-added"]
    assert rules(one, none) == ["briefing-removed"]
    assert rules(one, factory.tree(id="aldra-boat")) == ["briefing-renamed"]


def test_an_unrelated_briefing_at_a_new_address_is_no_move() -> None:
    other = factory.facts(
        ("  no-ferry:\n", "  a:\n"),
        ("  money-spent:\n", "  b:\n"),
        ("  council-meeting:\n", "  c:\n"),
    )
    assert rules(factory.tree(), factory.tree_of(other, id="other")) == [
        "briefing-added",
        "briefing-removed",
    ]


@pytest.mark.parametrize("broken", ["title: [", "titel: x\n", ""])
def test_a_file_that_cannot_be_read_is_a_failure_and_not_no_changes(broken: str) -> None:
    good, bad = factory.tree(), factory.tree_of(broken)
    for old, new in ((good, bad), (bad, good)):
        found = between.compare(old, new)
        assert found.failures
        assert found.changes == ()


def test_both_wordings_and_both_places_are_given() -> None:
    (change,) = between.compare(
        factory.tree(), factory.tree(("not run in March.\n    kind", "run in March.\n    kind"))
    ).changes
    assert "will not run" in change.before
    assert "will run" in change.after
    assert change.at.line == change.old_at.line if change.old_at else False


def test_what_rests_on_a_changed_claim_is_followed_through_all_levels() -> None:
    more = (
        "  so-no-tourists:\n    statement: Tourists are unlikely to come.\n    likelihood: {term: unlikely}\n"
        "    confidence: low\n    confidence_basis: A guess. [[analyst]]\n    rests_on: [back-by-summer]\n"
        "    alternatives: [Planes.]\n    indicators: [Bookings.]\nstakeholders:\n"
    )
    second = ("stakeholders:\n", more)
    edit = ("not run in March.\n    kind", "run in March.\n    kind")
    review = reviewed(factory.tree(second), factory.tree(second, edit))
    effect = review.effect(review.diff.changes[0])
    assert ("judgments", "back-by-summer", 1) in effect.rests
    assert ("judgments", "so-no-tourists", 2) in effect.rests
    assert "briefings/aldra-ferry/claims" in effect.pages
    assert (
        "briefings/aldra-ferry/questions" not in effect.pages
    )  # it names the claim and does not show its words
    assert not any(id == "money-spent" for _, id, _ in effect.rests)


CHANGED = ("not run in March.\n    kind", "run in March.\n    kind")
LISTED = "corrections: [{{claims: [no-ferry], kind: {}, date: '2031-04', reason: x}}]\nbottom_line:"


@pytest.mark.parametrize("kind", ["correction", "editorial"])
def test_a_listed_correction_or_a_waiver_meets_the_demand(kind: str) -> None:
    new = factory.tree(CHANGED, ("bottom_line:", LISTED.format(kind)))
    assert reviewed(factory.tree(), new).demands == ()


def test_a_published_claim_that_changes_its_meaning_demands_a_correction() -> None:
    (demand,) = reviewed(factory.tree(), factory.tree(CHANGED)).demands
    assert (demand.rule.id, demand.id) == ("correction-missing", "no-ferry")


def test_an_old_correction_does_not_meet_a_new_demand() -> None:
    listed = ("bottom_line:", LISTED.format("correction"))
    assert len(reviewed(factory.tree(listed), factory.tree(listed, CHANGED)).demands) == 1


def test_a_draft_and_an_editorial_change_demand_nothing() -> None:
    draft = ("status: published", "status: draft")
    assert reviewed(factory.tree(draft), factory.tree(draft, CHANGED)).demands == ()
    quoted = ("statement: The ferry to", "statement:   The ferry to")
    assert reviewed(factory.tree(), factory.tree(quoted)).demands == ()


def test_opposites_are_opposites_and_weights_are_known() -> None:
    for rule in RULES.values():
        assert RULES[rule.inverse].inverse == rule.id or rule.id == "correction-missing"
        assert rule.weight in Weight


def test_a_version_reads_the_factory_file() -> None:
    version, problems = read(factory.tree(), "seeds/aldra-ferry")
    assert problems == []
    assert version is not None
    assert version.covered == {"notice": 100.0}
