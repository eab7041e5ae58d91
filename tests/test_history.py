"""The past as readers see it, out of a real git history; without one the build works and says so."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefgen.changes import history
from briefgen.changes.history import State
from briefgen.disk import git
from tests import factory
from tests.conftest import briefgen, copy_site, mkdocs
from tests.past import FLIP, day, place


def test_the_history_has_thirty_commits(past: Path) -> None:
    counted = subprocess.run(
        ["git", "rev-list", "--count", "HEAD"], cwd=past, capture_output=True, text=True, check=True
    )
    assert int(counted.stdout) >= 30


def test_each_change_has_the_day_it_was_published_on(past: Path) -> None:
    found = git.read_history(past)
    assert found.gap == ""
    days = {(entry.change.rule.id, entry.day) for entry in found.entries}
    assert {
        ("briefing-added", day(0)),
        ("polarity-flipped", day(1)),
        ("correction-listed", day(2)),
        ("claim-retracted", day(17)),
        ("briefing-renamed", day(18)),
    } <= days
    assert {entry.change.briefing for entry in found.entries} == {"aldra-boat"}
    assert [entry.day for entry in found.entries] == sorted(
        (entry.day for entry in found.entries), reverse=True
    )


def test_a_merge_counts_once_on_the_day_of_the_merge(past: Path) -> None:
    found = git.read_history(past)
    lowered = [e.day for e in found.entries if e.change.rule.id == "reliability-lowered"]
    assert lowered == [day(16)]


def test_a_claim_keeps_its_first_day_through_a_new_id_and_a_new_folder(past: Path) -> None:
    found = git.read_history(past)
    assert found.first_seen["aldra-boat", "council-date"] == day(0)
    assert found.last_changed["aldra-boat", "council-date"] == day(17)
    assert found.last_changed["aldra-boat", "no-ferry"] == day(1)
    assert ("aldra-boat", "money-spent") not in found.last_changed
    assert not any(briefing == "aldra-ferry" for briefing, _ in found.first_seen)


def built(site: Path, out: Path) -> tuple[str, Path]:
    done = mkdocs("build", "--strict", "-d", out, cwd=site)
    return done.stdout + done.stderr, out


def text(page: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")).split())


def test_the_pages_tell_changes_corrections_and_dates(
    past: Path, past_site: Path, tmp_path: Path
) -> None:
    changes = text(past_site / "briefings/aldra-boat/changes/index.html")
    assert "polarity flipped" in changes
    assert "claim retracted" in changes
    corrections = text(past_site / "corrections/index.html")
    assert "It stands still." in corrections
    assert "It runs." in corrections
    assert "First seen" in text(past_site / "briefings/aldra-boat/claims/index.html")
    printed, again = built(past, tmp_path / "again")
    assert "history" not in printed
    for page in ("changes", "briefings/aldra-boat/changes", "briefings/aldra-boat/claims"):
        one, two = ((site / page / "index.html").read_bytes() for site in (past_site, again))
        assert one == two


@pytest.mark.parametrize("kind", ["archive", "shallow"])
def test_without_the_history_the_build_works_and_says_so_once(
    past: Path, tmp_path: Path, kind: str
) -> None:
    site = tmp_path / kind
    if kind == "shallow":
        subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{past}", site], check=True)
    else:
        copy_site(past, site)
    printed, out = built(site, tmp_path / "out")
    notice = git.GAPS["shallow" if kind == "shallow" else "none"]
    assert printed.count(notice) == 1
    page = text(out / "briefings/aldra-boat/changes/index.html")
    assert "changes and dates are missing" in page
    assert "polarity flipped" not in page
    assert (
        "First seen" not in text(out / "briefings/aldra-boat/claims/index.html")
        or kind == "shallow"
    )


def test_a_commit_that_cannot_be_read_is_passed_over() -> None:
    states = [
        State("2031-01-01", "a", factory.tree()),
        State("2031-01-02", "b", factory.tree_of("title: [")),
        State("2031-01-03", "c", factory.tree(FLIP)),
    ]
    found = history.trace(states)
    assert [(e.day, e.change.rule.id) for e in found.entries] == [
        ("2031-01-03", "polarity-flipped"),
        ("2031-01-03", "basis-changed"),
        ("2031-01-01", "briefing-added"),
    ]
    assert found.first_seen["aldra-ferry", "no-ferry"] == "2031-01-01"


def test_where_history_begins_late_nothing_counts_as_new() -> None:
    found = history.trace([State("2031-01-01", "a", factory.tree())], gap="shallow")
    assert found.entries == ()
    assert found.first_seen == {}


DATES = ("bottom_line:", "stale_after: '2031-06'\nreview_by: '2031-05-01'\nbottom_line:")


@pytest.mark.parametrize(
    ("today", "past_fields"),
    [
        ("2031-05-01", []),
        ("2031-05-02", ["review_by"]),
        ("2031-07-01", ["review_by", "stale_after"]),
    ],
)
def test_a_date_that_is_past_warns_and_shows(
    tmp_path: Path, today: str, past_fields: list[str]
) -> None:
    place(tmp_path, DATES)
    done = briefgen("check", "--today", today, cwd=tmp_path)
    assert sorted(re.findall(r"BG452: (\w+) is past", done.stdout)) == past_fields
    briefgen("build", "--out", tmp_path / "out", "--today", today, cwd=tmp_path)
    index = (tmp_path / "out/briefings/aldra-ferry/index.md").read_text(encoding="utf-8")
    assert ("Review overdue since" in index) is ("review_by" in past_fields)
    assert ("Out of date since" in index) is ("stale_after" in past_fields)


@pytest.mark.browser
def test_new_since_and_kinds_filter_by_keyboard_and_the_list_is_whole_without_script(
    past_site: Path, browser: Browser
) -> None:
    page_file = past_site / "briefings/aldra-boat/changes/index.html"
    total = len(re.findall(r'class="bg-change"', page_file.read_text(encoding="utf-8")))
    assert total > 10
    context, scriptless = browser.new_context(), browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{page_file.as_uri()}?since={day(17)}")
    visible = page.locator(".bg-change:visible")
    assert page.input_value("input[name=since]") == day(17)
    recent = visible.count()
    assert 0 < recent < total
    page.focus("select[name=group]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert 0 < visible.count() < recent
    assert "group=removed" in page.url
    page.focus("input[name=since]")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    page.reload()
    assert page.input_value("select[name=group]") != ""
    plain = scriptless.new_page()
    plain.goto(page_file.as_uri())
    assert plain.locator(".bg-change:visible").count() == total
    assert plain.locator(".bg-changes-filter:visible").count() == 0
    context.close()
    scriptless.close()
