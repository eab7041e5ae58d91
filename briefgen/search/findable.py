"""What the search finds: one entry for each claim, question, judgment, stakeholder, term, reference and section of prose.

A search index made of whole pages finds a sentence wherever it is repeated; this one has each record once, under its own
anchor, together with the other ways in which people type what stands in it.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefgen.base.values import answers
from briefgen.facts import prose
from briefgen.views.briefing import BriefingView
from briefgen.views.shown import Paragraphs, Target

_UNITS = {
    "trillion": ("trillion", "tn"),
    "billion": ("billion", "bn"),
    "million": ("million", "mn", "m"),
}
WEIGHTS = {"claims": 2.0, "questions": 2.0, "glossary": 3.0, "sources": 0.4}
"""Page without "/index" → how much more its records count than others: what is asked for is seldom the name of a reference."""

_AMOUNT = re.compile(
    r"([$€£¥]?)(\d+(?:[.,]\d+)?)\s?(trillion|billion|million|tn|bn|mn|m)\b", re.IGNORECASE
)
_AMOUNT_BEGINS = re.compile(r"\d\s?[tbmTBM]")
"""What stands in each of them; most texts hold none, and this is known ten times as fast."""
ALSO = "\u2063"
"""The invisible sign before the other spellings in a text: a search looks at them, and the box shows what stands before it."""

_POSSESSIVE = {mark: re.compile(rf"\w+{mark}\w+") for mark in "’'"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One result of a search, as plain text: where it leads, its title, and what is found in it; the box shows what stands before ALSO."""

    target: Target
    title: str
    text: str = ""
    boost: float = 1.0


def entries(briefing: BriefingView) -> Iterator[Entry]:
    """The entries of a briefing, page by page; the first of each page is the page itself."""
    name = briefing.facts.title
    yield Entry(briefing.target, name, briefing.asked)
    for judgment in briefing.judgments:
        yield _entry(briefing, judgment.target, judgment.record.statement, _words(judgment.basis))
    for page, label, records in (
        ("claims", "claims", _claims),
        ("questions", "questions", _questions),
        ("stakeholders", "stakeholders", _stakeholders),
        ("glossary", "glossary", _terms),
        ("background", "background", _sections),
        ("sources/index", "sources", _references),
    ):
        yield Entry(briefing.page(page), f"{briefing.word(label)} – {name}")
        yield from (
            replace(entry, boost=WEIGHTS.get(page.removesuffix("/index"), 1.0))
            for entry in records(briefing)
        )


def _claims(briefing: BriefingView) -> Iterator[Entry]:
    for claim in briefing.claims:
        verdict = briefing.label("verdict", claim.record.assessment.verdict)
        quoted = " ".join(f"“{quote.text}”" for quote in claim.quotes)
        date = claim.date.words if claim.date else ""
        text = " · ".join(part for part in (verdict, quoted, date, _words(claim.note)) if part)
        yield _entry(briefing, claim.target, claim.record.statement, text)


def _questions(briefing: BriefingView) -> Iterator[Entry]:
    for question in briefing.questions:
        status = briefing.label("question", question.record.status)
        text = f"{status}. {_words(question.why)} {_words(question.known)} {_words(question.contested)}"
        yield _entry(briefing, question.target, _words(question.question), text)


def _stakeholders(briefing: BriefingView) -> Iterator[Entry]:
    for party in briefing.stakeholders:
        text = " ".join((*map(_words, (party.role, *party.positions)), *party.record.aliases))
        yield _entry(briefing, party.target, party.record.name, text)


def _terms(briefing: BriefingView) -> Iterator[Entry]:
    for term in briefing.terms:
        text = f"{term.record.expansion or ''} {_words(term.definition)}"
        yield _entry(briefing, term.target, term.record.name, text)


def _sections(briefing: BriefingView) -> Iterator[Entry]:
    for number, (heading, paragraphs) in enumerate(briefing.sections, start=1):
        target = Target(briefing.page("background").page, f"_section-{number}")
        yield _entry(briefing, target, heading, _words(paragraphs))


def _references(briefing: BriefingView) -> Iterator[Entry]:
    for reference in briefing.references:
        text = f"{reference.record.publisher}, {reference.published}. {reference.record.note or ''}"
        yield _entry(briefing, reference.target, reference.record.title, text)


def _entry(briefing: BriefingView, target: Target, title: str, text: str) -> Entry:
    shown = " ".join(text.split())
    also = _also_typed(briefing, f"{title} {shown}")
    return Entry(target, title, " ".join((shown, ALSO, *also)) if also else shown)


def _also_typed(briefing: BriefingView, text: str) -> list[str]:
    """Other spellings of the amounts, abbreviations and possessives in `text`, sorted, none that it has already."""
    found = {*_amounts(text)} if _AMOUNT_BEGINS.search(text) else set()
    folded = text.casefold()
    for term in briefing.facts.terms.values():
        if term.expansion:
            names = (term.name, term.expansion)
            found |= {names[1 - place] for place in (0, 1) if _has(folded, _folded(names[place]))}
    for mark, other in (("’", "'"), ("'", "’")):
        if mark in text:
            found |= {word.replace(mark, other) for word in _POSSESSIVE[mark].findall(text)}
    return sorted(spelling for spelling in found if not _has(folded, spelling.casefold()))


def _amounts(text: str) -> Iterator[str]:
    """Other spellings of the amounts in `text`."""
    for currency, number, unit in _AMOUNT.findall(text):
        for long, forms in _UNITS.items():
            if unit.lower() in forms:
                short = forms[1]
                yield f"{currency}{number}{short}"
                yield f"{number}{short}"
                yield f"{currency}{number} {long}"


_folded = answers(str.casefold)


def _has(text: str, word: str) -> bool:
    """Whether the folded `text` holds the folded `word`, whole but for a plural."""
    # Nearly always it does not hold it at all.
    return word in text and re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text) is not None


def _words(paragraphs: Paragraphs) -> str:
    return prose.words(sentence for paragraph in paragraphs for sentence in paragraph)


def documents(found: Iterable[Entry], urls: Mapping[str, str]) -> str:
    """The documents of a search index for these entries, as JSON without brackets; `urls` has page → address.

    A search shows titles and texts as HTML, so both are escaped.
    """
    return ",".join(_document(entry, urls) for entry in found)


def _document(entry: Entry, urls: Mapping[str, str]) -> str:
    anchor = f"#{entry.target.anchor}" if entry.target.anchor else ""
    document = {
        "location": urls.get(entry.target.page, "") + anchor,
        "title": _shown(entry.title),
        "text": _shown(entry.text),
        **({"boost": entry.boost} if entry.boost != 1.0 else {}),
    }
    return _json(document)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _shown(text: str) -> str:
    """`text` as a page shows it, in NFC on one line, escaped."""
    return html.escape(" ".join(unicodedata.normalize("NFC", text).split()), quote=False)
