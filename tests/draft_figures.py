"""What a draft finds in four texts of different kinds, counted. `python -m tests.draft_figures` prints the table."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from briefgen.base.tree import Tree
from briefgen.checking import Checked, check
from briefgen.editing import draft, draftfile
from briefgen.editing.draft import Proposal
from tests.conftest import REAL, ROOT

DRAFTS = ROOT / "tests" / "drafts"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader finds in a text: sentences of its body, lines that are no content, parties, words of dates, sums,
    and (beginning of a sentence, kind, speaker) for sentences whose voice matters."""

    path: str
    sentences: int
    asides: tuple[str, ...]
    parties: tuple[str, ...]
    dates: tuple[str, ...]
    amounts: tuple[str, ...]
    voices: tuple[tuple[str, str, str], ...]
    questions: int


TEXTS = {
    "article": Expected(
        f"seeds/{REAL}/sources/article.txt",
        18,
        (
            "Become a Subscriber",
            "Please purchase a subscription to continue reading this article.",
            "Subscribe Now",
        ),
        (
            "Microsoft",
            "Azure",
            "Databricks",
            "OpenAI",
            "Google",
            "GitHub",
            "Microsoft 365",
            "businesses",
            "industry experts",
            "rivals",
        ),
        ("2018", "early 2023", "March"),
        ("$10 billion",),
        (
            ("Databricks made a significant", "opinion", "source"),
            ("This collaboration is poised", "forecast", "source"),
            ("The history of this", "fact", "source"),
        ),
        2,
    ),
    "press release": Expected(
        "tests/drafts/press-release.txt",
        11,
        (
            "FOR IMMEDIATE RELEASE",
            "4 March 2031",
            "Follow us for more news",
            "Media contact: press office of Lumora Ferries",
            "ENDS",
        ),
        (
            "Lumora Ferries",
            "Kestrel Marine",
            "Ines Calloway",
            "Tomas Reuel",
            "Velden Port Authority",
            "Nordgrid",
            "Pilar Ostrand",
            "residents",
            "passengers",
        ),
        ("late 2033", "January 2031"),
        ("2.4 million", "€180 million", "70%"),
        (
            ("“This is the largest", "reported", "ines-calloway"),
            ("“We will cut", "reported", "ines-calloway"),
            ("Tomas Reuel, who leads", "reported", "tomas-reuel"),
            ("According to the company", "reported", "unnamed"),
            ("“We welcome the order", "reported", "pilar-ostrand"),
            ("The first ship is expected", "forecast", "source"),
        ),
        1,
    ),
    "court notice": Expected(
        "tests/drafts/court-notice.txt",
        12,
        ("Notice of hearing",),
        (
            "Harrow Textiles Ltd",
            "Dunmore Council",
            "Environment Agency",
            "Amara Selwyn",
            "Colin Farrant",
            "creditors",
        ),
        (
            "14 February 2029",
            "between 2026 and 2028",
            "3 June 2027",
            "30 September 2029",
            "2027",
            "12 November 2029",
        ),
        ("£3.2 million", "40 per cent"),
        (
            ("The defendant submitted", "reported", "unnamed"),
            ("Mr Colin Farrant", "reported", "colin-farrant"),
            ("He added that", "reported", "colin-farrant"),
            ("The court will hear", "forecast", "source"),
        ),
        1,
    ),
    "German report": Expected(
        "tests/drafts/bericht.txt",
        10,
        ("Von Lena Brandt", "Jetzt weiterlesen mit dem Probeabo", "Alle Rechte vorbehalten"),
        (
            "Stadtwerke Nordheim",
            "Marta Köhling",
            "Stadtrat",
            "Hafen Nordheim GmbH",
            "Jonas Treber",
            "NordLicht Energie",
            "Anwohner",
            "Haushalte",
        ),
        ("Ende 2032", "2027", "2033", "12. Mai 2030", "März"),
        ("48 Millionen Euro", "15 Prozent"),
        (
            ("„Wir brauchen das Netz", "reported", "marta-koehling"),
            ("Bürgermeister Jonas Treber", "reported", "jonas-treber"),
            ("Laut NordLicht Energie", "reported", "nordlicht-energie"),
            ("Der Stadtrat hat", "fact", "source"),
        ),
        1,
    ),
}
"""The texts that the rules were written with."""

FRESH = {
    "interview": Expected(
        "tests/drafts/interview.txt",
        15,
        (
            "Interview: Hal Brennock",
            "17 September 2030",
            "Share this article",
            "Photographs: Lena Obst",
        ),
        (
            "Mirela Doukas",
            "Ostrava Film Archive",
            "Hal Brennock",
            "Palanta",
            "Hrabal Institute",
            "city council",
            "critics",
        ),
        ("2024", "the end of 2031", "June", "2035", "3 November"),
        ("61,000", "€4.5 million", "900"),
        (
            ("Mirela Doukas has run", "fact", "source"),
            ("Last month the city said", "reported", "city"),
            ("Doukas: No.", "reported", "mirela-doukas"),
            ("Brennock: The streaming service", "reported", "hal-brennock"),
            ("Without it, about 900", "reported", "hrabal-institute"),
        ),
        2,
    ),
    "earnings": Expected(
        "tests/drafts/earnings.txt",
        11,
        ("Investor relations: ir@tavira.example",),
        (
            "Tavira Semiconductors",
            "Renske Vaart",
            "Corvane Research",
            "China",
            "analysts",
        ),
        (
            "24 October 2031",
            "30 September",
            "the second quarter of 2031",
            "the first half of 2033",
        ),
        (
            "€1.284 billion",
            "12.5%",
            "€1.141 billion",
            "€96.2 million",
            "€0.41",
            "€118.7 million",
            "43.1%",
            "45.0%",
            "31%",
            "58%",
            "7%",
            "$210 million",
            "€1.25 billion",
            "€1.32 billion",
            "€1.26 billion",
            "4.2%",
        ),
        (
            ("Lisbon, 24 October", "reported", "tavira-semiconductors"),
            ("Net income fell", "fact", "source"),
            ("Tavira expects", "forecast", "source"),
            ("Chief financial officer", "reported", "renske-vaart"),
            ("Analysts at Corvane", "forecast", "source"),
        ),
        0,
    ),
    "French report": Expected(
        "tests/drafts/rapport.txt",
        9,
        ("Par Solène Abgrall", "Publié le 12 mars 2031", "Abonnez-vous pour lire la suite"),
        (
            "Yannick Le Floch",
            "Ouest-Marine",
            "CGM",
            "Voltacier",
            "Atlantique",
            "Marenne",
        ),
        ("décembre 2032", "2030", "2029", "12 mars 2031"),
        ("1,8 million", "25 millions d’euros", "340"),
        (
            ("La décision a été", "reported", "ouest-marine"),
            ("« Nous ne laisserons", "reported", "yannick-le-floch"),
            ("La région Atlantique", "forecast", "source"),
        ),
        1,
    ),
}
"""Texts that were written, with what a reader finds in them, before any draft of them was looked at."""


def text_of(expected: Expected) -> str:
    return (ROOT / expected.path).read_text(encoding="utf-8")


def checked(text: str, proposal: Proposal) -> Checked:
    """What a check says of the draft for `text`."""
    raw = text.encode()
    about = draftfile.About("sources/source.txt", hashlib.sha256(raw).hexdigest(), "2031-05-01")
    files = {
        "seeds/new/facts.yml": draftfile.write(proposal, about).encode(),
        "seeds/new/sources/source.txt": raw,
    }
    return check(Tree(files, {}))


def found(expected: Expected) -> dict[str, tuple[int, int]]:
    """What was asked for → (how many of it were found, how many there are)."""
    text = text_of(expected)
    proposal = draft.propose(text, "source")
    body = [c for c in proposal.claims if not c.headline and c.anchor.exact in text]
    asides = {aside.anchor.exact for aside in proposal.asides}
    parties = {party.name for party in proposal.parties}
    dates = {date.words for claim in proposal.claims for date in claim.dates}
    amounts = {amount for claim in proposal.claims for amount in claim.amounts}
    voices = [(c.anchor.exact, c.kind, c.speaker) for c in proposal.claims]
    heard = [
        any(text.startswith(begin) and (k, s) == (kind, speaker) for text, k, s in voices)
        for begin, kind, speaker in expected.voices
    ]
    return {
        "sentences": (len(body), expected.sentences),
        "asides": (len(asides & set(expected.asides)), len(expected.asides)),
        "parties": (len(parties & set(expected.parties)), len(expected.parties)),
        "dates": (len(dates & set(expected.dates)), len(expected.dates)),
        "amounts": (len(amounts & set(expected.amounts)), len(expected.amounts)),
        "voices": (sum(heard), len(heard)),
        "questions": (sum(claim.asks for claim in proposal.claims), expected.questions),
        "parties beyond": (len(parties - set(expected.parties)), 0),
    }


def table() -> str:
    """The figures of every text, one row each."""
    rows = [f"{'':14} " + " ".join(f"{name:>14}" for name in found(TEXTS["article"]))]
    for name, expected in {**TEXTS, **FRESH}.items():
        cells = [f"{have}/{of}" for have, of in found(expected).values()]
        rows.append(f"{name:14} " + " ".join(f"{cell:>14}" for cell in cells))
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
