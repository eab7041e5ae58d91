"""Defects to plant in a briefing, one at a time, and harmless rewrites beside them: what the gate is measured with.

A defect is a set of edits to the parsed fact file, or to a file of the tree. Every choice is made by a generator with a
fixed seed, so that two runs plant the same defects.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from briefgen.base.diagnostics import Diagnostic, Path, Severity
from briefgen.base.tree import Tree
from briefgen.facts import assembly, prose, walk
from briefgen.facts.corpus import Briefing, Passage
from briefgen.facts.fields import NOT, NUMBER, ProseRule
from briefgen.facts.inlinemarkup import CITATION
from briefgen.facts.parties import Named, parties
from briefgen.rules import checks
from briefgen.rules.grounds import Grounds
from briefgen.yaml import strict

SEED = 20_230_817


@dataclass(frozen=True)
class Defect:
    """One planted defect: its kind, where, the edited values by path, and files of the tree that are replaced."""

    kind: str
    place: str
    edits: tuple[tuple[Path, Any], ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True)
class Subject:
    """The briefing that defects are planted in."""

    folder: str
    tree: Tree
    briefing: Briefing

    @classmethod
    def of(cls, tree: Tree, id: str) -> Subject:
        folder = f"seeds/{id}"
        briefing, problems = assembly.assemble(id, folder, tree, strict.Limits())
        assert briefing is not None
        assert not [p for p in (*problems, *checks.check(briefing)) if p.severity is Severity.ERROR]
        return cls(folder, tree, briefing)

    def errors(self, defect: Defect) -> list[Diagnostic]:
        """What the gate finds once the defect is planted.

        The fact file's tree of values is edited and everything after parsing runs anew; only reading YAML is left out.
        """
        data = self.briefing.document.data
        for path, value in defect.edits:
            data = _edited(data, path, value)
        tree = Tree({**self.tree.files, **dict(defect.files)}, self.tree.refused)
        document = self.briefing.document.replaced(data=data)
        made, problems = assembly.of_document(self.briefing.id, self.folder, document, tree)
        found = [*problems, *(checks.check(made) if made else ())]
        return [problem for problem in found if problem.severity is Severity.ERROR]


def _edited(data: Any, path: Path, value: Any) -> Any:
    """`data` with the value at `path` replaced; nothing that is shared is changed."""
    if not path:
        return value
    head, rest = path[0], path[1:]
    if isinstance(data, dict):
        return {**data, head: _edited(data.get(head), rest, value)}
    if isinstance(data, list) and isinstance(head, int):
        return [*data[:head], _edited(data[head], rest, value), *data[head + 1 :]]
    return value  # a record in its short form


def value_at(data: Any, path: Path) -> Any:
    """The value at `path`, or the short form that stands for the record there."""
    for part in path:
        if not isinstance(data, (dict, list)):
            return data
        data = data[part] if not isinstance(data, dict) or part in data else None
    return data


@dataclass(frozen=True)
class Sentence:
    """A sentence where it stands: the path of its field, the field's text, the sentence's words, what kind it is."""

    path: Path
    field: str
    words: str
    cites: tuple[str, ...]
    where: str

    def with_words(self, words: str) -> Defect | None:
        """The edit that puts other words in its place, or None where markup stands between them."""
        if words == self.words or self.words not in self.field:
            return None
        return Defect("", self.where, ((self.path, self.field.replace(self.words, words, 1)),))


def sentences(subject: Subject) -> Iterator[Sentence]:
    """Every statement of a claim or judgment, and every sentence of prose."""
    facts = subject.briefing.facts
    for kind in ("claims", "judgments"):
        for id, record in getattr(facts, kind).items():
            text = record.statement
            yield Sentence((kind, id, "statement"), text, text, (id,), f"{kind[:-1]} {id}")
    for marked in walk.prose(facts):
        if isinstance(marked.mark, ProseRule):
            field = re.sub(r"\s+", " ", marked.value)
            for parsed in subject.briefing.prose[marked.path].sentences:
                where = "/".join(map(str, marked.path))
                yield Sentence(marked.path, field, parsed.text, parsed.citations, where)


def grounded(subject: Subject, sentence: Sentence) -> bool:
    """Whether the sentence cites a record with words of its own; else it is pure inference."""
    grounds = Grounds(subject.briefing)
    return any(grounds.texts(id) for id in sentence.cites)


Planter = Callable[[Subject, random.Random], Iterator[Defect]]


def _worded(
    kind: str, subject: Subject, change: Callable[[Sentence], Iterator[str]]
) -> Iterator[Defect]:
    """Defects that change words, in every statement and sentence; those of pure inference under a kind of their own."""
    for sentence in sentences(subject):
        own = kind if grounded(subject, sentence) else f"{kind}, in a sentence of pure inference"
        for words in change(sentence):
            if defect := sentence.with_words(words):
                yield replace(defect, kind=own)


def digits(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    def change(sentence: Sentence) -> Iterator[str]:
        for match in re.finditer(r"(?<![A-Za-z\d-])\d[\d.,]*", sentence.words):
            for at in range(*match.span()):
                if sentence.words[at].isdigit():
                    digit = rng.choice([d for d in "123456789" if d != sentence.words[at]])
                    yield sentence.words[:at] + digit + sentence.words[at + 1 :]

    for defect in _worded("changed digit", subject, change):
        yield _if_new(subject, defect)


def _if_new(subject: Subject, defect: Defect) -> Defect:
    """The defect under a kind of its own where every number that it writes stands in the file's own words of the record.

    Read off the digits alone, so that the gate does not mark its own paper.
    """
    (path, text), *_ = defect.edits
    old = set(re.findall(r"\d+", str(value_at(subject.briefing.document.data, path))))
    new = set(re.findall(r"\d+", text)) - old
    grounds = Grounds(subject.briefing)
    ids = _cited_ids(text) or (str(path[1]),)
    held = {
        str(int(d))
        for id in ids
        for words, _ in grounds.texts(id)
        for d in re.findall(r"\d+", words)
    }
    kept = all(str(int(number)) in held for number in new)
    return (
        replace(defect, kind=f"{defect.kind} into another number of the record") if kept else defect
    )


UNITS = {
    "billion": "million", "million": "billion", "per cent": "per mille", "$": "€", "dollar": "euro",
    "crowns": "florins",
}  # fmt: skip


def units(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    def change(sentence: Sentence) -> Iterator[str]:
        for old, new in UNITS.items():
            for match in re.finditer(rf"(?<=\d )\b{old}\b|{re.escape(old)}(?=\d)", sentence.words):
                yield sentence.words[: match.start()] + new + sentence.words[match.end() :]

    yield from _worded("changed unit or scale", subject, change)


def months(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]

    def change(sentence: Sentence) -> Iterator[str]:
        for match in re.finditer("|".join(names), sentence.words):
            other = rng.choice([name for name in names if name != match[0]])
            yield sentence.words[: match.start()] + other + sentence.words[match.end() :]

    yield from _worded("date shifted", subject, change)
    for path in _dated(subject):
        text = value_at(subject.briefing.document.data, path)
        for match in re.finditer(r"\d\d(?=\D|$)", text):
            number = int(match[0])
            shifted = f"{number + 1 if number < 12 else number - 1:02d}"
            yield Defect(
                "date shifted",
                "/".join(map(str, path)),
                ((path, text[: match.start()] + shifted + text[match.end() :]),),
            )


def _dated(subject: Subject) -> Iterator[Path]:
    """Where a claim, event or relation has its date."""
    data = subject.briefing.document.data
    for kind in ("claims", "events"):
        for id, record in data.get(kind, {}).items():
            if "date" in record:
                yield (
                    (kind, id, "date", "edtf")
                    if isinstance(record["date"], dict)
                    else (kind, id, "date")
                )
    for index, record in enumerate(data.get("relations", [])):
        if "date" in record:
            path: Path = ("relations", index, "date")
            yield (*path, "edtf") if isinstance(record["date"], dict) else path


_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|did|does)\b(?! not)"
)
_NOT = re.compile(r" not\b(?! only)|\bno (?=\w)|\bnever ")


def negation_added(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    def change(sentence: Sentence) -> Iterator[str]:
        if match := _VERB.search(sentence.words):
            yield f"{sentence.words[: match.end()]} not{sentence.words[match.end() :]}"

    for defect in _worded("", subject, change):
        yield replace(defect, kind=_by_place("added “not”", defect))


def negation_dropped(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    def change(sentence: Sentence) -> Iterator[str]:
        if match := _NOT.search(sentence.words):
            yield sentence.words[: match.start()] + sentence.words[match.end() :]

    for defect in _worded("", subject, change):
        yield replace(defect, kind=_by_place("dropped “not”", defect))


def _by_place(kind: str, defect: Defect) -> str:
    return f"{kind} in a claim" if defect.place.startswith("claim ") else f"{kind} in prose"


def names_replaced(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    """Each party's name by another's: one that the cited records do not name, or one that they do."""
    facts, grounds = subject.briefing.facts, Grounds(subject.briefing)
    found = parties(facts)
    for sentence in sentences(subject):
        held = grounds.parties_in(grounds.of(sentence.cites)) | set(sentence.cites)
        for place in found.named(sentence.words):
            if not place.proper or place.party not in facts.stakeholders:
                continue
            others = [id for id in facts.stakeholders if id != place.party]
            for kind, ids in (
                ("name replaced", [id for id in others if id not in held]),
                ("name replaced by another of the passage", [id for id in others if id in held]),
            ):
                other = facts.stakeholders[rng.choice(ids)].name if ids else ""
                if other and other not in sentence.words:
                    words = sentence.words[: place.start] + other + sentence.words[place.end :]
                    own = (
                        kind
                        if grounded(subject, sentence)
                        else f"{kind}, in a sentence of pure inference"
                    )
                    if defect := sentence.with_words(words):
                        yield replace(defect, kind=own)


def names_swapped(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    found = parties(subject.briefing.facts)
    stakeholders = subject.briefing.facts.stakeholders

    def change(sentence: Sentence) -> Iterator[str]:
        places = [p for p in found.named(sentence.words) if p.proper and p.party in stakeholders]
        for one, other in pairwise(places):
            if one.party != other.party and not _listed(sentence.words, one, other):
                words = sentence.words
                first, second = words[one.start : one.end], words[other.start : other.end]
                yield (
                    words[: one.start]
                    + second
                    + words[one.end : other.start]
                    + first
                    + words[other.end :]
                )

    for defect in _worded("", subject, change):
        yield replace(defect, kind=_by_place("two names swapped", defect))


_LIST = re.compile(r",? (?:and|or) |, ")
_LIST_ENDS = re.compile(r"(?!['’])(?! (?:first|second|third|\d))")


def _listed(words: str, one: Named, other: Named) -> bool:
    """Whether nothing but "and", "or" or a comma stands between two names, so that their order says nothing.

    Such an exchange is no defect: it is planted among the harmless rewrites, which the gate must let pass.
    """
    owned = words[: one.start].rstrip().endswith(("'s", "s'"))
    listed = _LIST.fullmatch(words, one.end, other.start) and _LIST_ENDS.match(words, other.end)
    return bool(listed) and not owned


def _lists_turned(subject: Subject) -> Iterator[Defect]:
    found = parties(subject.briefing.facts)
    for sentence in sentences(subject):
        words = sentence.words
        places = [p for p in found.named(words) if p.proper]
        for one, other in pairwise(places):
            if one.party != other.party and _listed(words, one, other):
                first, second = words[one.start : one.end], words[other.start : other.end]
                joint = words[one.end : other.start]
                turned = f"{words[: one.start]}{second}{joint}{first}{words[other.end :]}"
                if defect := sentence.with_words(turned):
                    yield replace(defect, kind="names of a list in another order")


HEDGES = (
    (r"\bappeared to be\b", "was"), (r"\bappeared to\b", "did"), (r"\b(?:is|are) (?:expected|set|poised) to\b", "will"),
    (r"\bpotential ", ""), (r"\bsaid to (?:be|have)\b", ""), (r"\babout (?=\$?\d)", ""), (r"\bmay\b", "will"),
    (r"\bmore than (?=half|\d)", ""), (r"\blikely ", ""), (r"\bunlikely\b", "certain"),
)  # fmt: skip


def hedges(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    def change(sentence: Sentence) -> Iterator[str]:
        for pattern, plain in HEDGES:
            if match := re.search(pattern, sentence.words):
                yield sentence.words[: match.start()] + plain + sentence.words[match.end() :]

    for defect in _worded("", subject, change):
        own = defect.place.partition(" ")[0] in ("claim", "judgment")
        yield replace(
            defect, kind="hedge dropped in a claim or judgment" if own else "hedge dropped in prose"
        )


def _quotes(subject: Subject) -> Iterator[tuple[Path, str, str]]:
    """Every evidence: the path of its words, the words, the claim."""
    data = subject.briefing.document.data
    for passage in subject.briefing.passages:
        if passage.claim is not None:
            short = isinstance(value_at(data, ("claims", passage.claim, "evidence")), str)
            path: Path = ("claims", passage.claim, "evidence")
            yield (
                path if short else (*path, passage.position, "exact"),
                passage.exact,
                passage.claim,
            )


def quotes_changed(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    quotes = list(_quotes(subject))
    for path, exact, claim in quotes:
        words = exact.split()
        place = f"evidence of {claim}"
        if len(words) > 2:
            at = rng.randrange(1, len(words) - 1)
            for gap in range(1, len(words) - 1):
                dropped = " ".join([*words[:gap], *words[gap + 1 :]])
                yield Defect("quote: a word dropped", place, ((path, dropped),))
            swapped = [*words[:at], words[at + 1], words[at], *words[at + 2 :]]
            yield Defect("quote: two words swapped", place, ((path, " ".join(swapped)),))
            cut = [*words[:at], "…", *words[at + 1 :]]
            yield Defect("quote: a clause cut out", place, ((path, " ".join(cut)),))
            added = [*words[:at], "not", *words[at:]]
            yield Defect("quote: a word added", place, ((path, " ".join(added)),))
        letters = [i for i, c in enumerate(exact) if c.isalpha()]
        at = rng.choice(letters)
        yield Defect(
            "quote: a letter changed",
            place,
            ((path, exact[:at] + ("x" if exact[at] != "x" else "y") + exact[at + 1 :]),),
        )
        other = rng.choice([text for _, text, name in quotes if text != exact] or ["elsewhere"])
        spliced = " ".join([*words[: len(words) // 2 + 1], *other.split()[-3:]])
        yield Defect("two passages spliced", place, ((path, spliced),))
        yield Defect(
            "quote cut short (still verbatim)",
            place,
            ((path, " ".join(words[: max(len(words) // 2, 1)])),),
        )


def sources(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    facts = subject.briefing.facts
    for id, source in facts.sources.items():
        path: Path = ("sources", id, "sha256")
        for at, digit in enumerate(source.sha256):
            other = "0" if digit != "0" else "1"
            yield Defect(
                "hash changed",
                f"{id} digit {at + 1}",
                ((path, source.sha256[:at] + other + source.sha256[at + 1 :]),),
            )
    for passage in subject.briefing.passages:
        held = subject.briefing.archive[passage.source]
        if passage.claim is None or held.snapshot is None or not hasattr(passage.found, "start"):
            continue
        start, end = passage.found.start, passage.found.end
        at = rng.choice([i for i in range(start, end) if held.snapshot.text[i].isalpha()])
        text = (
            held.snapshot.text[:at]
            + ("q" if held.snapshot.text[at] != "q" else "w")
            + held.snapshot.text[at + 1 :]
        )
        yield Defect(
            "source text edited",
            f"evidence of {passage.claim}",
            files=((held.path, text.encode()),),
        )
        pinned = _digest(text)
        edit = (("sources", passage.source, "sha256"), pinned)
        yield Defect(
            "source text edited and pinned anew",
            f"evidence of {passage.claim}",
            (edit,),
            ((held.path, text.encode()),),
        )
        yield _moved(subject, passage)


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


def _moved(subject: Subject, passage: Passage) -> Defect:
    """The passage attributed to a second source, which the proof adds; every other evidence names its own."""
    text = "A second archived text that holds other words.\n"
    data = subject.briefing.document.data
    added = {
        "title": "Another text", "type": "Report", "publisher": "Nobody", "published": "2020",
        "snapshot": "sources/planted.txt", "sha256": _digest(text), "descriptor": "Planted by the proof.",
    }  # fmt: skip
    edits: list[tuple[Path, Any]] = [(("sources", "planted"), added)]
    for other in subject.briefing.passages:
        if other.claim is None or other.position:
            continue
        short = value_at(data, ("claims", other.claim, "evidence"))
        listed = [{"exact": short}] if isinstance(short, str) else list(short)
        moved = [
            {
                **one,
                "source": "planted"
                if other.claim == passage.claim and i == passage.position
                else one.get("source", other.source),
            }
            for i, one in enumerate(listed)
        ]
        edits.append((("claims", other.claim, "evidence"), moved))
    file = (f"{subject.folder}/sources/planted.txt", text.encode())
    return Defect(
        "quote moved to another source", f"evidence of {passage.claim}", tuple(edits), (file,)
    )


def speakers(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    facts = subject.briefing.facts
    for id, claim in facts.claims.items():
        others = [*facts.stakeholders, "unnamed", *facts.sources]
        for speaker in rng.sample(
            [name for name in others if name != claim.speaker], k=min(3, len(others) - 1)
        ):
            yield Defect("speaker changed", f"claim {id}", ((("claims", id, "speaker"), speaker),))


def citations(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    facts = subject.briefing.facts
    claims = list(facts.claims)
    for marked in walk.prose(facts):
        if not isinstance(marked.mark, ProseRule):
            continue
        field, where = marked.value, "/".join(map(str, marked.path))
        for group in re.finditer(r"(?:\s*\[\[[^\]]+\]\])+", field):
            if marked.mark.cited:
                without = field[: group.start()] + field[group.end() :]
                if not _cited_ids(without) or _uncited(without, facts.language):
                    yield Defect("citation removed", where, ((marked.path, without),))
        # The mark of a denial is no citation.
        for match in re.finditer(r"\[\[(?!not\])([^\]]+)\]\]", field):
            broken = field[: match.start()] + f"[[{match[1]}x]]" + field[match.end() :]
            yield Defect("citation broken", where, ((marked.path, broken),))
            if match[1] in facts.claims:
                other = rng.choice([id for id in claims if id != match[1]])
                text = field[: match.start()] + f"[[{other}]]" + field[match.end() :]
                yield Defect("citation to another claim", where, ((marked.path, text),))
    yield from _relations_and_retracted(subject, rng)


def _cited_ids(text: str) -> tuple[str, ...]:
    """Every id that a prose field cites, in order, repeated as often as it is cited."""
    marks = CITATION.findall(text)
    return tuple(mark for mark in marks if mark != NOT and not mark.startswith(NUMBER))


def _uncited(field: str, language: str) -> bool:
    return any(not sentence.citations for sentence in prose.parse(field, language).sentences)


def _relations_and_retracted(subject: Subject, rng: random.Random) -> Iterator[Defect]:
    facts = subject.briefing.facts
    claims = list(facts.claims)
    names = list(facts.stakeholders)
    for index, relation in enumerate(facts.relations):
        where = f"relation {index}"
        for end in ("from", "to"):
            now = relation.from_ if end == "from" else relation.to
            other = rng.choice([id for id in names if id not in (relation.from_, relation.to)])
            yield Defect(
                "relation: party replaced", f"{where} {now}", ((("relations", index, end), other),)
            )
        for position in range(len(relation.claims)):
            other = rng.choice([id for id in claims if id not in relation.claims])
            yield Defect(
                "relation: another claim cited",
                where,
                ((("relations", index, "claims", position), other),),
            )
        if relation.claims:
            yield Defect(
                "citation removed",
                where,
                ((("relations", index, "claims"), []), (("relations", index, "references"), [])),
            )
    used = {marked.value for marked in walk.references(facts)}
    used |= {
        id
        for parsed in subject.briefing.prose.values()
        for s in parsed.sentences
        for id in s.citations
    }
    for id in claims:
        if id in used:
            yield Defect(
                "retracted claim cited", f"claim {id}", ((("claims", id, "status"), "retracted"),)
            )


PLANTERS: tuple[Planter, ...] = (
    digits, units, months, negation_added, negation_dropped, names_replaced, names_swapped, hedges, quotes_changed,
    sources, speakers, citations,
)  # fmt: skip


def defects(subject: Subject, seed: int = SEED) -> list[Defect]:
    """Every defect, in a fixed order."""
    return [defect for plant in PLANTERS for defect in plant(subject, random.Random(seed))]  # noqa: S311  # not secret


def harmless(subject: Subject) -> Iterator[Defect]:
    """Rewrites that change nothing that is said: the gate must let each of them pass."""
    for path, exact, claim in _quotes(subject):
        place = f"evidence of {claim}"
        forms = {
            "curly quotation marks": _curled(exact),
            "straight quotation marks": exact.replace("’", "'").replace("“", '"').replace("”", '"'),
            "no-break spaces": exact.replace(" ", "\u00a0", 1),
            "lines wrapped anew": exact.replace(" ", "\n   "),
            "NFD for NFC": unicodedata.normalize("NFD", exact),
            "hyphens for dashes": exact.replace("-", "\u2011"),
        }
        for kind, text in forms.items():
            if text != exact:
                yield Defect(kind, place, ((path, text),))
    for sentence in sentences(subject):
        for kind, words in (
            ("curly quotation marks", _curled(sentence.words)),
            ("no-break spaces", sentence.words.replace(" ", "\u00a0", 1)),
        ):
            if defect := sentence.with_words(words):
                yield replace(defect, kind=kind)
    yield from _lists_turned(subject)
    data = subject.briefing.document.data
    for kind in (
        "claims",
        "references",
        "stakeholders",
        "judgments",
        "questions",
        "terms",
        "events",
        "sources",
    ):
        yield Defect(
            "keys in another order",
            kind,
            (((kind,), dict(reversed(data.get(kind, {}).items()))),) if kind in data else (),
        )
        for id, record in data.get(kind, {}).items():
            yield Defect(
                "keys in another order",
                f"{kind} {id}",
                (((kind, id), dict(reversed(record.items()))),),
            )


def _curled(text: str) -> str:
    return re.sub(r"(?<=\w)'", "’", re.sub(r'"([^"]*)"', "“\\1”", text))


def rewritten_files(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The whole fact file written differently: line ends, and trailing blanks on empty lines."""
    yield "CRLF line ends", raw.replace(b"\n", b"\r\n")
    yield "no final newline", raw.rstrip(b"\n")
    yield "empty lines at the end", raw + b"\n\n\n"
    yield "comments removed", re.sub(rb"(?m)^ *# .*\n", b"", raw)
    text = raw.decode()
    yield "NFD for NFC", unicodedata.normalize("NFD", text).encode()
