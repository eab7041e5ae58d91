"""What stands in an invented briefing. Every claim's statement repeats its evidence, every sentence of prose a statement."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bench.languages import LANGUAGES, SHARES, Language, Sentence

LEAST, MOST, SKEW = 11, 120, 1.3
"""Claims on one source, and the exponent of their distribution: some 48 a briefing on average, as the real one has."""

WORDS = {"x": (4, 7), "y": (12, 18)}
"""How many words the slots {x} and {y} of a sentence get."""

VERDICTS = (
    "unverified",
    "unverified",
    "unverified",
    "supported",
    "partly-supported",
    "contradicted",
)


@dataclass(slots=True)
class Draft:
    """A briefing in the making: its language, parties, claims and the text of each source."""

    number: int
    language: Language
    parties: list[int]
    chance: random.Random
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def name(self, party: int) -> str:
        return party_name(party, self.language)

    def say(self, pattern: str, **slots: object) -> str:
        """A pattern with its slots filled in, {x} and {y} with words of this language."""
        drawn = {
            name: self.language.some(self.chance, *count)
            for name, count in WORDS.items()
            if f"{{{name}}}" in pattern
        }
        return pattern.format(**drawn, **slots)

    def cited(self, *ids: str) -> str:
        """The statements of these claims as prose, each with its citation."""
        # Where nothing stands between two sentences each is a paragraph: its parties are then told from no others.
        return (self.language.space or "\n\n").join(
            f"{self.claims[id]['statement']} [[{id}]]".replace("。 [[", "。[[") for id in ids
        )


def party_name(party: int, language: Language) -> str:
    """The name of a party in a language; its number makes it unique once the words are used up."""
    first = language.first[party % len(language.first)]
    last = language.last[party // len(language.first) % len(language.last)]
    turn = party // (len(language.first) * len(language.last))
    return f"{first}{_letters(turn)}{language.joint}{last}"


def _letters(turn: int) -> str:
    """Nothing, then "ba", "be", …: a suffix that reads as a part of a name."""
    return "" if turn == 0 else "bdgklmnrst"[turn // 5 % 10] + "aeiou"[turn % 5]


def briefings(count: int, *, seed: int) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    """The id, the facts and the archived texts (path → text) of each briefing, in order."""
    for number in range(count):
        # A generator of its own for each briefing: the first ten of five hundred are the ten of a small site.
        chance = random.Random(f"{seed}/{number}")  # noqa: S311  # invented data, no secret
        yield f"works-{number:04d}", *briefing(number, chance)


def briefing(number: int, chance: random.Random) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts and the archived texts of one briefing."""
    language = chance.choices(LANGUAGES, SHARES)[0]
    draft = Draft(number, language, _parties(number, chance), chance)
    for source in range(chance.choice((1, 2, 2, 3))):
        _tell(draft, f"report-{source + 1}", chance)
    return _facts(draft, chance), {f"sources/{id}.txt": text for id, text in draft.texts.items()}


def _parties(number: int, chance: random.Random) -> list[int]:
    """Three to nine parties: some of a common few, by the reciprocal of their rank, the rest its own."""
    common = chance.choices(
        range(60), [1 / (rank + 1) for rank in range(60)], k=chance.randint(2, 5)
    )
    own = (60 + 4 * number + extra for extra in range(chance.randint(1, 4)))
    return list(dict.fromkeys((*common, *own)))


def _tell(draft: Draft, source: str, chance: random.Random) -> None:
    """Writes the text of a source and the claims on it."""
    language = draft.language
    paragraphs = [language.words["ignored"]]
    wanted = min(MOST, LEAST + int(chance.paretovariate(SKEW) * 5))
    numbers = chance.sample(range(1000, 9999), wanted)
    # The source's own number in front keeps a sentence of one source out of the others.
    place = len(draft.texts) + 1
    while numbers:
        told: list[str] = []
        for number in (numbers.pop() for _ in range(min(len(numbers), chance.randint(1, 5)))):
            sentence = chance.choice(language.sentences)
            told.append(_claim(draft, source, sentence, int(f"{place}{number}"), chance))
            if chance.random() < 0.4:
                told.append(draft.say(chance.choice(language.filler)))
        paragraphs.append(language.space.join(told))
    draft.texts[source] = "\n\n".join(paragraphs) + "\n"


def _claim(
    draft: Draft, source: str, sentence: Sentence, number: int, chance: random.Random
) -> str:
    """Adds the claim; gives back the sentence of the source."""
    language = draft.language
    a, b = (chance.sample(draft.parties, 2) + draft.parties)[:2]
    year, month, day = 2019 + chance.randrange(6), chance.randint(1, 12), chance.randint(1, 28)
    written = language.day.format(day=day, month=language.months[month - 1], year=year)
    text = draft.say(sentence.pattern, a=draft.name(a), b=draft.name(b), n=number, day=written)
    about = [a, b] if "{b}" in sentence.pattern else [a]
    claim: dict[str, Any] = {
        "statement": text,
        "kind": sentence.kind,
        "speaker": _party(a) if sentence.by_party else source,
        "about": [_party(party) for party in about],
        "evidence": [{"source": source, "exact": text}],
        "assessment": _assessment(draft, sentence, chance),
    }
    if "{day}" in sentence.pattern:
        claim["date"] = f"{year}-{month:02d}-{day:02d}"
    draft.claims[f"claim-{len(draft.claims) + 1}"] = claim
    return text


def _party(party: int) -> str:
    return f"party-{party}"


def _assessment(draft: Draft, sentence: Sentence, chance: random.Random) -> dict[str, Any]:
    if sentence.kind == "opinion":
        return {"verdict": "not-checkable"}
    verdict = chance.choice(VERDICTS)
    if verdict == "unverified":
        return {"verdict": verdict}
    note = draft.say(draft.language.words["note"]) + f"[[register-{chance.randint(1, 2)}]]"
    return {"verdict": verdict, "confidence": "moderate", "note": note}


def _facts(draft: Draft, chance: random.Random) -> dict[str, Any]:
    words, ids = draft.language.words, list(draft.claims)
    title = words["title"].format(a=draft.name(draft.parties[0]), i=draft.number + 1)
    picked = chance.sample(ids, min(4, len(ids)))
    return {
        "schema": 1,
        "title": title,
        "question": draft.say(words["question"]),
        "as_of": "2025-06",
        "status": "published",
        "language": draft.language.tag,
        "tags": ["works", f"volume {draft.number % 17}"],
        "bottom_line": [draft.cited(id) for id in picked],
        "background": [{"heading": words["heading"], "text": draft.cited(*ids[:6])}],
        "sources": {id: _source(draft, id, chance) for id in draft.texts},
        "references": _references(draft),
        "claims": draft.claims,
        "judgments": {"late": _judgment(draft, picked)},
        "stakeholders": dict(_stakeholders(draft)),
        "relations": list(_relations(draft)),
        "questions": {f"question-{n + 1}": _question(draft, id) for n, id in enumerate(picked[:3])},
        "terms": {"quay": {"name": words["term"], "definition": words["definition"]}},
    }


def _source(draft: Draft, id: str, chance: random.Random) -> dict[str, Any]:
    words = draft.language.words
    return {
        "title": words["source"].format(n=id.rpartition("-")[2]),
        "type": "NewsArticle",
        "publisher": words["publisher"],
        "published": "2025-05",
        "language": draft.language.tag,
        "snapshot": f"sources/{id}.txt",
        "sha256": hashlib.sha256(draft.texts[id].encode()).hexdigest(),
        "descriptor": words["descriptor"],
        "rights": {"publish": chance.choice(("full", "full", "excerpt", "locator"))},
        "ignore": [{"exact": words["ignored"], "reason": words["reason"]}],
    }


def _references(draft: Draft) -> dict[str, Any]:
    used = {id for claim in draft.claims.values() for id in _cited_in(claim)}
    return {
        id: {
            "title": draft.say(draft.language.words["reference"], n=id.rpartition("-")[2]),
            "publisher": draft.language.words["publisher"],
            "published": "2025",
            "url": f"https://example.org/{draft.number}/{id}",
            "reliability": "A",
            "access": "opened",
        }
        for id in sorted(used)
    }


def _cited_in(claim: dict[str, Any]) -> list[str]:
    note = claim["assessment"].get("note", "")
    return [note[note.index("[[") + 2 : note.index("]]")]] if note else []


def _judgment(draft: Draft, rests_on: list[str]) -> dict[str, Any]:
    words = draft.language.words
    likelihood = {"term": "likely"}
    if "wording" in words:
        likelihood["wording"] = words["wording"]
    return {
        "statement": draft.say(words["judgment"]),
        "likelihood": likelihood,
        "confidence": "low",
        "confidence_basis": f"{draft.say(words['basis'])}[[{rests_on[0]}]]",
        "rests_on": rests_on,
        "alternatives": [draft.say(words["other"])],
        "indicators": [draft.say(words["watch"])],
    }


def _stakeholders(draft: Draft) -> Iterator[tuple[str, dict[str, Any]]]:
    """The parties that a claim is about, each introduced by the claims about it."""
    for party in draft.parties:
        claims = [id for id, claim in draft.claims.items() if _party(party) in claim["about"]]
        if claims:
            record = {
                "name": draft.name(party),
                "type": "Organization",
                "role": draft.cited(claims[0]),
                "positions": [draft.cited(id) for id in claims[1:3]],
            }
            yield _party(party), record


def _relations(draft: Draft) -> Iterator[dict[str, Any]]:
    for id, claim in draft.claims.items():
        if len(claim["about"]) == 2:
            from_, to = claim["about"]
            yield {"from": from_, "type": "partner-of", "to": to, "claims": [id]}


def _question(draft: Draft, id: str) -> dict[str, Any]:
    words = draft.language.words
    return {
        "question": draft.say(words["question"]),
        "raised_by": [id],
        "why": draft.cited(id),
        "known": draft.cited(id),
        "contested": draft.cited(id),
        "settled_by": draft.say(words["settle"]),
        "answerable_by": [words["publisher"]],
        "indicators": [draft.say(words["watch"])],
    }
