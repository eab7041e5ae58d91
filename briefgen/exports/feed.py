"""The Atom feed of a site: an entry for each change and each correction that readers can see, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from briefgen.texts.dates import Day
from briefgen.views.reader import ChangeView
from briefgen.views.shown import Target
from briefgen.views.site import SiteView, Summary

LONGEST = 100
"""How many entries a feed has at most; the pages of changes have them all."""

_EPOCH_YEARS = range(1970, 10_000)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry: its moment, a title and a summary in plain words, where it leads, and what makes its id its own."""

    updated: str
    title: str
    summary: str
    target: Target
    language: str
    identity: str


def atom(site: SiteView, url: str, urls: Mapping[str, str]) -> str:
    """The feed, the same at every build of the same history. `urls` has the address of each page by its path.

    Source: RFC 4287.
    """
    found = [entry for briefing in site.briefings for entry in _entries(briefing)]
    # Stable: within a day a briefing's changes keep their order.
    found.sort(key=lambda entry: entry.updated, reverse=True)
    moments = [entry.updated for entry in found] or [
        _moment(briefing.as_of.order[1]) for briefing in site.briefings
    ]
    entries = "".join(_printed(entry, url, urls) for entry in found[:LONGEST])
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(site.name)}</title>\n<id>{escape(url)}</id>\n"
        f"<updated>{max(moments, default=_moment((1970, 1, 1)))}</updated>\n"
        f"<author><name>{escape(site.name)}</name></author>\n"
        f'<link rel="self" href={quoteattr(urljoin(url, "feed.xml"))}/>\n<link href={quoteattr(url)}/>\n{entries}</feed>\n'
    )


def _entries(briefing: Summary) -> Iterator[_Entry]:
    numbered: Counter[str] = Counter()
    found = []
    # Oldest first: a later change of the same kind on the same day must not take an earlier one's id.
    for change in reversed(briefing.changes):
        identity = f"{briefing.id}-{change.day}-{change.rule}-{change.id}"
        numbered[identity] += 1
        year, month, day = map(int, change.day.split("-"))
        found.append(
            _Entry(
                _moment((year, month, day)),
                f"{briefing.title}: {change.label}",
                _summary(
                    change.name, _around(change, change.before), _around(change, change.after)
                ),
                change.link.target if change.link else briefing.page("changes"),
                briefing.language,
                f"{identity}-{numbered[identity]}",
            )
        )
    yield from reversed(found)
    for number, correction in enumerate(reversed(briefing.corrections), start=1):
        yield _Entry(
            _moment(correction.date.order[1] if correction.date else (1970, 1, 1)),
            f"{briefing.title}: {correction.label}",
            _summary(correction.reason, correction.was, correction.now),
            correction.claims[0].target if correction.claims else briefing.page("changes"),
            briefing.language,
            f"{briefing.id}-correction-{number}",
        )


def _around(change: ChangeView, part: str) -> str:
    """One of a change's wordings with what stands around it; "" where there is none."""
    return " ".join(text for text in (change.lead, part, change.tail) if text) if part else ""


def _summary(name: str, before: str, after: str) -> str:
    turn = " → ".join(text for text in (before, after) if text)
    # Both on one line; a new title is its own name.
    name, turn = " ".join(name.split()), " ".join(turn.split())
    return ": ".join(text for text in (name, turn if turn != name else "") if text)


def _printed(entry: _Entry, url: str, urls: Mapping[str, str]) -> str:
    anchor = f"#{entry.target.anchor}" if entry.target.anchor else ""
    address = urljoin(url, urls.get(entry.target.page, "")) + anchor
    # An id of its own and not the address: several changes of one record lead to the same place.
    return (
        f"<entry xml:lang={quoteattr(entry.language)}>\n<title>{escape(entry.title)}</title>\n"
        f"<id>{escape(urljoin(url, 'changes/'))}#{entry.identity}</id>\n<link href={quoteattr(address)}/>\n"
        f"<updated>{entry.updated}</updated>\n"
        f"<summary>{escape(entry.summary)}</summary>\n</entry>\n"
    )


def _moment(day: Day) -> str:
    """The beginning of a day as RFC 3339 writes it; of one that it cannot write, the beginning of 1970."""
    if day[0] not in _EPOCH_YEARS:
        return "1970-01-01T00:00:00Z"
    return datetime(*day, tzinfo=UTC).strftime("%Y-%m-%dT00:00:00Z")
