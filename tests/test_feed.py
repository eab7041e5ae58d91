"""The Atom feed: an entry for each change and correction that readers can see, with an id that stays."""

from __future__ import annotations

from xml.etree import ElementTree

from briefgen.base.siteoptions import SiteOptions
from briefgen.changes import history
from briefgen.changes.history import NO_HISTORY, History, State
from briefgen.exports import feed
from briefgen.pipeline import build
from briefgen.views.reader import _differing
from tests.factory import tree
from tests.test_findable import TEMPLATES

URL = "https://ferry.example.org/"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = ("title: The Aldra ferry", "title: 'The </title><b>*Aldra* & ferry'")
ASSESSED = ("assessment: {verdict: unverified}", "assessment: {verdict: contradicted}")
LISTED = "{claims: [no-ferry], kind: correction, date: '2031-04-02', was: It stands still., now: It runs.}"
CORRECTED = ("bottom_line:", f"corrections:\n  - {LISTED}\nbottom_line:")


def _entries(*edits: tuple[str, str], past: History = NO_HISTORY) -> list[ElementTree.Element]:
    built = build(tree(*edits), TEMPLATES, SiteOptions("Ferries & boats"), past=past)
    assert built.site is not None
    urls = {page.uri: f"{page.uri.removesuffix('.md')}/" for page in built.pages}
    root = ElementTree.fromstring(feed.atom(built.site, URL, urls))  # noqa: S314  # our own output
    assert root.findtext(f"{ATOM}updated")
    return root.findall(f"{ATOM}entry")


def _past(*states: tuple[tuple[str, str], ...]) -> History:
    return history.trace(
        State(f"2031-04-{number:02}", f"{number:040}", tree(*edits))
        for number, edits in enumerate(states, start=1)
    )


def test_each_change_is_an_entry_that_leads_to_its_record_newest_first() -> None:
    entries = _entries(ASSESSED, past=_past((), (ASSESSED,)))
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "The Aldra ferry: standing changed",
        "The Aldra ferry: verdict changed",
        "The Aldra ferry: briefing added",
    ]
    assert entries[0].findtext(f"{ATOM}updated") == "2031-04-02T00:00:00Z"
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{URL}briefings/aldra-ferry/claims/#no-ferry"
    assert "The ferry to Aldra will not run in March." in str(entries[0].findtext(f"{ATOM}summary"))


def test_a_correction_is_an_entry_with_both_wordings() -> None:
    assert _entries() == []
    (entry,) = _entries(CORRECTED)
    assert entry.findtext(f"{ATOM}summary") == "It stands still. → It runs."
    assert entry.findtext(f"{ATOM}updated") == "2031-04-02T00:00:00Z"


def test_ids_differ_and_stay_when_more_changes_come() -> None:
    before = [e.findtext(f"{ATOM}id") for e in _entries(ASSESSED, past=_past((), (ASSESSED,)))]
    back = _past((), (ASSESSED,), ())
    after = [e.findtext(f"{ATOM}id") for e in _entries(past=back)]
    assert len(set(after)) == len(after) == 2 * len(before) - 1
    assert after[2:] == before


def test_hostile_text_stays_text() -> None:
    entries = _entries(HOSTILE, CORRECTED)
    assert str(entries[0].findtext(f"{ATOM}title")).startswith("The </title><b>*Aldra* & ferry: ")


def test_a_change_shows_the_words_that_differ_and_a_few_around_them() -> None:
    before = "one two three four five six seven eight. nine ten eleven"
    after = "one two three four five six seven 8. nine ten eleven"
    assert _differing(before, after) == (
        "… two three four five six seven",
        "eight.",
        "8.",
        "nine ten eleven",
    )
    assert _differing("", "new words") == ("", "", "new words", "")
    assert _differing("a b b c", "a b c") == ("a b", "b", "", "c")
