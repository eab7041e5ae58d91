"""A proposal → the text of a fact file, with comments that tell the editor what to decide.

What only a person can write is marked `[to be decided]`; `checks.nothing_left_to_decide` keeps asking for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.editing.draft import Anchor, Proposal, ProposedClaim
from briefgen.facts.fields import TO_DECIDE
from briefgen.facts.inlinemarkup import literal
from briefgen.yaml.writing import inline, quoted, scalar


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the document beside its text; empty where it was not found. `today` is an EDTF day."""

    snapshot: str
    sha256: str
    today: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""


def write(proposal: Proposal, about: About) -> str:
    """The fact file of a new briefing, status draft."""
    title = proposal.headline or about.title or "Untitled"
    lines = [
        *_head(proposal, about, title),
        *_source(proposal, about, about.title or title),
        *_claims(proposal.claims),
        *_parties(proposal),
        *_questions(proposal.claims),
        *_terms(proposal),
    ]
    return "\n".join(lines) + "\n"


def _head(proposal: Proposal, about: About, title: str) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../../docs/schema/facts-1.json"
    yield "#"
    yield "# A draft. The passages under `evidence` stand in the archived text; everything else is a guess. To decide:"
    yield "#"
    yield f"# - every place marked {TO_DECIDE}: write it, or delete the entry where that is allowed"
    yield "# - claims: say `statement` in your own words, split what says two things, delete what says nothing;"
    yield "#   `kind`, `speaker`, `date` and `about` are guessed; `verdict: unverified` means that nobody has looked yet"
    yield "# - parties: join those that are one party, delete those that are none, mend `type`"
    yield "# - ignored passages: take out of `ignore` what is content after all"
    yield "# - at the end: `status: published`"
    if proposal.left_out:
        yield f"# - {len(proposal.left_out)} sentences are too long or hold characters that cannot be quoted;"
        yield "#   `briefgen coverage` shows them"
    yield "schema: 1"
    yield _field("title", title, 0)
    yield _field("question", f"{TO_DECIDE} What does this briefing answer?", 0)
    published = about.published or proposal.published
    yield "as_of:"
    yield f"  edtf: {quoted(published or about.today)}"
    basis = "the day of publication" if published else "the day on which the draft was made"
    yield _field("basis", f"{TO_DECIDE} {basis}; which date does the briefing describe?", 2)
    yield "status: draft"
    yield f"language: {inline(proposal.language)}"
    yield ""
    yield "bottom_line:"
    first = proposal.claims[0].id if proposal.claims else proposal.source
    yield f"  - {quoted(f'{TO_DECIDE} what must a reader know first? [[{first}]]')}"


def _source(proposal: Proposal, about: About, title: str) -> Iterator[str]:
    yield ""
    yield "sources:"
    yield f"  {proposal.source}:"
    yield _field("title", title, 4)
    yield "    type: NewsArticle # decide: or Report, Legislation, WebPage, …"
    yield from _known("author", about.author)
    yield from _known("publisher", about.publisher)
    yield from _known("published", about.published or proposal.published)
    if about.url:
        yield _field("url", about.url, 4)
    yield f"    language: {inline(proposal.language)}"
    yield f"    snapshot: {about.snapshot}"
    yield f"    sha256: {about.sha256}"
    yield _field(
        "descriptor", f"{TO_DECIDE} What kind of source is it, and how far can it be trusted?", 4
    )
    yield "    rights: {publish: excerpt} # decide: full only with a licence"
    if proposal.asides:
        yield "    ignore:"
    for aside in proposal.asides:
        yield from _passage(aside.anchor, "- ", 6)
        yield _field("reason", aside.reason, 8)


def _known(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"    {name}: {quoted(value) if name == 'published' else inline(value)}"
    else:
        yield f"    {name}: unknown"
        yield _field(f"{name}_reason", f"{TO_DECIDE} not found in the document", 4)


def _passage(anchor: Anchor, lead: str, indent: int) -> Iterator[str]:
    inner = indent + len(lead)
    yield " " * indent + lead + _field("exact", anchor.exact, inner).lstrip()
    if anchor.prefix:
        yield _field("prefix", anchor.prefix, inner)
    if anchor.suffix:
        yield _field("suffix", anchor.suffix, inner)


def _claims(claims: tuple[ProposedClaim, ...]) -> Iterator[str]:
    yield ""
    yield "claims:"
    for claim in claims:
        yield f"  {claim.id}:"
        if claim.headline:
            yield "    # The headline. Decide: does it say more than the text below?"
        yield _field("statement", claim.anchor.exact, 4)
        yield f"    kind: {claim.kind}"
        yield f"    speaker: {claim.speaker}"
        yield from _dates(claim)
        if claim.amounts:
            yield f"    # amounts: {'; '.join(claim.amounts)}"
        if claim.about:
            yield f"    about: [{', '.join(claim.about)}]"
        if claim.anchor.prefix or claim.anchor.suffix:
            yield "    evidence:"
            yield from _passage(claim.anchor, "- ", 6)
        else:
            yield _field("evidence", claim.anchor.exact, 4)
        if claim.basis:
            yield _field("basis", claim.basis, 4)
        yield "    assessment: {verdict: unverified} # decide"


def _dates(claim: ProposedClaim) -> Iterator[str]:
    if not claim.dates:
        return
    first, *others = claim.dates
    if first.basis:
        yield "    date:"
        yield f"      edtf: {quoted(first.edtf)}"
        yield _field("basis", first.basis, 6)
    else:
        yield f"    date: {quoted(first.edtf)} # “{first.words}”"
    if others:
        named = "; ".join(f"“{other.words}” ({other.edtf})" for other in others)
        yield f"    # also names: {named}"


def _parties(proposal: Proposal) -> Iterator[str]:
    if proposal.parties:
        yield ""
        yield "# The claims about a party name it under `about`."
        yield "stakeholders:"
    for party in proposal.parties:
        yield f"  {party.id}:"
        yield _field("name", party.name, 4)
        yield f"    type: {party.type} # decide: Organization, Person, Product, …"
        role = f"{TO_DECIDE} who is it, and what part does it have? [[{party.claims[0]}]]"
        yield _field("role", role, 4)


def _questions(claims: tuple[ProposedClaim, ...]) -> Iterator[str]:
    asking = [claim for claim in claims if claim.asks]
    if asking:
        yield ""
        yield "questions:"
    for number, claim in enumerate(asking, 1):
        words = claim.anchor.exact
        own = "" if words.endswith("?") else f"{TO_DECIDE} Put as a question: "
        yield f"  question-{number}:"
        yield _field("question", own + literal(words), 4)
        yield f"    raised_by: [{claim.id}]"
        yield _field("why", f"{TO_DECIDE} why does it matter? [[{claim.id}]]", 4)
        yield _field("known", f"{TO_DECIDE} what is known? [[{claim.id}]]", 4)
        yield _field("contested", f"{TO_DECIDE} what is contested? [[{claim.id}]]", 4)
        yield _field("settled_by", f"{TO_DECIDE} What evidence would settle it?", 4)
        yield f"    answerable_by: [{quoted(f'{TO_DECIDE} Who can answer it?')}]"
        yield f"    indicators: [{quoted(f'{TO_DECIDE} What is to be watched?')}]"


def _terms(proposal: Proposal) -> Iterator[str]:
    if proposal.terms:
        yield ""
        yield "terms:"
    for term in proposal.terms:
        yield f"  {term.id}:"
        yield _field("name", term.name, 4)
        yield _field("expansion", term.expansion, 4)
        yield _field("definition", f"{TO_DECIDE} What does it mean?", 4)
        yield "    in_source: partly"
        yield f"    claims: [{term.claim}]"


def _field(name: str, value: str, indent: int) -> str:
    return f"{' ' * indent}{name}: {scalar(value, indent)}"
