"""An archived text → a proposal for its fact file: claims with evidence, parties, questions, passages to ignore.

Everything here is a guess for an editor to decide on, but for the evidence: a passage that does not stand in the text
exactly where it was taken from is not proposed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import count

from briefgen.editing.passages import Piece, pieces
from briefgen.facts.fields import RESERVED_IDS
from briefgen.languages.cues import Cues
from briefgen.languages.known import cues_for, guess_language
from briefgen.texts import datewords, namedparties, voices
from briefgen.texts.datewords import DateMention
from briefgen.texts.folding import Snapshot
from briefgen.texts.quotes import Located, locate
from briefgen.yaml.strict import FORBIDDEN

_LONGEST = 1_000
_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage as evidence names it: its words, and those beside it where they stand more than once."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A passage that seems to be no content, and why."""

    anchor: Anchor
    reason: str


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """A sentence as a claim. `dates` and `amounts` are all that it names, the claim's own date first."""

    id: str
    anchor: Anchor
    kind: str
    speaker: str
    dates: tuple[DateMention, ...]
    amounts: tuple[str, ...]
    about: tuple[str, ...]
    headline: bool
    asks: bool
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ProposedParty:
    """A party, and the claims that name it."""

    id: str
    name: str
    type: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedTerm:
    """An abbreviation that the text explains, and the claim in which it does."""

    id: str
    name: str
    expansion: str
    claim: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a text seems to hold. `left_out` are sentences that cannot be quoted: too long, or with characters that fact
    files refuse."""

    source: str
    language: str
    headline: str
    claims: tuple[ProposedClaim, ...]
    asides: tuple[Aside, ...]
    parties: tuple[ProposedParty, ...]
    terms: tuple[ProposedTerm, ...]
    left_out: tuple[str, ...]
    published: str = ""


@dataclass(slots=True)
class _Ids:
    """Hands out ids, each once in the file."""

    used: set[str] = field(default_factory=lambda: set(RESERVED_IDS))

    def take(self, words: str, fallback: str) -> str:
        base = slug(words) or fallback
        for number in count(1):
            id = base if number == 1 else f"{base[:60]}-{number}"
            if id not in self.used:
                self.used.add(id)
                return id
        raise AssertionError


def propose(text: str, source: str, *, language: str = "") -> Proposal:
    """The proposal for `text`; `source` is the id that it gets. Without `language` that is guessed from the words."""
    tongue = language or guess_language(text)
    cues = cues_for(tongue)
    tongue = "en" if tongue == "und" else tongue
    snapshot, ids = Snapshot.of(text), _Ids({*RESERVED_IDS, source})
    found = pieces(text, tongue, cues)
    anchored = [(piece, _anchor(piece, snapshot)) for piece in found]
    content = [(piece, anchor) for piece, anchor in anchored if piece.part != "aside"]
    kept = [(piece, anchor) for piece, anchor in content if anchor is not None]
    running = [anchor.exact if piece.part == "sentence" else "" for piece, anchor in kept]
    named = namedparties.find_parties(running, cues)
    party_ids = {party.name: ids.take(party.name, "party") for party in named}
    claims = _claims(kept, named, party_ids, _Context(source, cues, ids, tongue))
    terms = [
        ProposedTerm(ids.take(name, "term"), name, long_form, claims[number].id)
        for name, (long_form, number) in namedparties.find_abbreviations(running).items()
    ]
    asides = tuple(_aside(p, a, cues) for p, a in anchored if a and p.part == "aside")
    return Proposal(
        source=source,
        language=tongue,
        headline=next((a.exact for p, a in kept if p.part == "headline"), ""),
        claims=tuple(claims),
        asides=tuple(aside for aside, _ in asides),
        published=next((date for _, date in asides if date), ""),
        parties=tuple(
            ProposedParty(
                party_ids[p.name], p.name, p.type, tuple(claims[n].id for n in p.sentences)
            )
            for p in named
        ),
        terms=tuple(terms),
        left_out=tuple(text[p.start : p.end] for p, anchor in content if anchor is None),
    )


def _anchor(piece: Piece, snapshot: Snapshot) -> Anchor | None:
    """How evidence can name the piece, or None where it cannot."""
    exact = " ".join(snapshot.text[piece.start : piece.end].split())
    if len(exact) > _LONGEST or FORBIDDEN.search(exact):
        return None
    before = " ".join(snapshot.text[max(0, piece.start - 200) : piece.start].split()[-4:])
    after = " ".join(snapshot.text[piece.end : piece.end + 200].split()[:4])
    for anchor in (
        Anchor(exact),
        Anchor(exact, prefix=before),
        Anchor(exact, suffix=after),
        Anchor(exact, before, after),
    ):
        at = locate(exact, snapshot, prefix=anchor.prefix, suffix=anchor.suffix)
        if isinstance(at, Located) and at.start == piece.start:
            return anchor
    return None


def _aside(piece: Piece, anchor: Anchor, cues: Cues) -> tuple[Aside, str]:
    """The aside, and the date where it is nothing but a date."""
    found = datewords.find_dates(anchor.exact, cues)
    if len(found) == 1 and found[0].words == anchor.exact:
        return Aside(anchor, "date line"), found[0].edtf
    return Aside(anchor, piece.reason), ""


@dataclass(frozen=True, slots=True)
class _Context:
    """What every claim of one text shares."""

    source: str
    cues: Cues
    ids: _Ids
    language: str


def _claims(
    kept: list[tuple[Piece, Anchor]],
    named: tuple[namedparties.Party, ...],
    party_ids: dict[str, str],
    context: _Context,
) -> list[ProposedClaim]:
    cues, year, claims = context.cues, None, []
    sentences = [(anchor.exact, piece.block) for piece, anchor in kept]
    heard = voices.voices(sentences, [p.name for p in named], cues, context.language)
    for number, (piece, anchor) in enumerate(kept):
        sentence = anchor.exact
        here = [p.name for p in named if number in p.sentences or voices.named_in(sentence, p.name)]
        voice = heard[number]
        found = datewords.find_dates(sentence, cues, year=year)
        year = next((int(d.edtf[:4]) for d in reversed(found) if d.edtf[:4].isdigit()), year)
        claims.append(
            ProposedClaim(
                id=context.ids.take(_gist(sentence, cues), "claim"),
                anchor=anchor,
                kind=_kind(sentence, cues, reported=bool(voice.name)),
                speaker=party_ids.get(voice.name, voice.name) or context.source,
                dates=found,
                amounts=datewords.amounts(sentence),
                about=tuple(party_ids[name] for name in here),
                headline=piece.part == "headline",
                asks=sentence.endswith("?") or bool(cues.asked.search(sentence)),
                basis=voice.basis,
            )
        )
    return claims


def _kind(sentence: str, cues: Cues, *, reported: bool) -> str:
    if reported:
        return "reported"
    if cues.forecast.search(sentence):
        return "forecast"
    return "opinion" if cues.opinion.search(sentence) else "fact"


def _gist(sentence: str, cues: Cues) -> str:
    """The first words of a sentence that say something."""
    words = [
        w for w in re.findall(r"[\w$€£]+", sentence) if w.lower() not in cues.common and len(w) > 1
    ]
    return " ".join(words[:5])


def slug(words: str) -> str:
    """`words` as an id, or the empty string where nothing of them can stand in one."""
    german = re.sub("[äöüß]", lambda match: _GERMAN[match[0]], words.lower())
    plain = unicodedata.normalize("NFKD", german).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
