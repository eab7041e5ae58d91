"""The parties that a text names: people, organisations, products and groups, by the shape of their names.

No list of known names: a party is a run of words that are written as a name, or a group word such as "regulators".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.languages.cues import Cues

_TOKEN = re.compile(r"[^\W_][\w&'’.+-]*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_COMPOUND = re.compile(r"(?<=\w)-[a-zà-ÿ][\w-]*$")
"""The lower-case tail of "Contoso-backed": the name is what stands before it."""

_MIXED = re.compile(r"[^\W\d_]*[a-zà-ÿ][A-Z]\w*|[A-Z]{2,}[a-z]\w*|[A-Z]+-?\d[\w.-]*")
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,7}s?")
_JOINERS = frozenset(("of", "de", "van", "von", "der", "del", "la", "zu", "und", "&"))


@dataclass(frozen=True, slots=True)
class Party:
    """A party: its name as the text writes it, its guessed schema.org type, and the sentences that name it."""

    name: str
    type: str
    sentences: tuple[int, ...]


@dataclass(slots=True)
class _Run:
    """Words in one sentence that are written as one name."""

    words: list[str]
    sentence: int
    opens: bool
    before_noun: bool = False
    titled: bool = False
    determined: bool = False

    @property
    def name(self) -> str:
        return " ".join(self.words)


@dataclass(slots=True)
class _Names:
    """Everything that was collected, before it is decided what is a name."""

    runs: list[_Run] = field(default_factory=list)
    lower: Counter[str] = field(default_factory=Counter)


def find_abbreviations(sentences: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Abbreviation → its long form and sentence, where a text writes the long form with the abbreviation in brackets."""
    found: dict[str, tuple[str, int]] = {}
    for number, sentence in enumerate(sentences):
        for match in re.finditer(r"((?:[\w-]+ ){2,6})\(([A-Z]{2,6})s?\)", sentence):
            words = match[1].split()[-len(match[2]) :]
            if [word[0].upper() for word in words] == list(match[2]):
                found.setdefault(match[2], (" ".join(words), number))
    return found


def find_parties(sentences: Sequence[str], cues: Cues) -> tuple[Party, ...]:
    """The parties in the order of their first sentence; `sentences` are those of running text, not headlines."""
    explained = find_abbreviations(sentences)
    names = _Names()
    for number, sentence in enumerate(sentences):
        names.lower.update(re.findall(r"(?<![\w-])[a-zà-ÿ][\w-]+", sentence))
        names.runs += _runs(sentence, number, cues)
    kept = [
        run
        for run in _split_known(names.runs)
        if _is_name(run, names, cues) and (run.titled or not _explained(run.words[0], explained))
    ]
    parties = [*_named(_merge_short(kept), sentences, cues), *_groups(sentences, cues)]
    return tuple(sorted(parties, key=lambda party: (party.sentences[0], party.name)))


def _runs(sentence: str, number: int, cues: Cues) -> Iterator[_Run]:
    """The runs of capitalised words, cut at possessives, punctuation and words that are never names."""
    run: _Run | None = None
    end = 0
    titled, previous = False, ""
    for match in _TOKEN.finditer(sentence):
        word = match[0].rstrip(".")
        bare = _COMPOUND.sub("", _POSSESSIVE.sub("", word))
        near = sentence[end : match.start()] == " "
        end = match.end()
        if run is not None and near and (_continues(word, sentence[match.end() :], cues)):
            run.words.append(bare)
        else:
            if run is not None:
                run.before_noun = near and word[:1].islower() and word not in cues.common
                yield _trimmed(run)
            run = None
            if bare.lower().rstrip(".") in cues.titles:
                titled = True
                continue
            if _starts_name(bare, cues):
                opens = not re.search(r"\w", sentence[: match.start()])
                determined = previous.lower() in cues.common
                run = _Run([bare], number, opens, titled=titled, determined=determined)
        titled, previous = False, bare
        if run is not None and (bare != word or match[0] != word):
            yield _trimmed(run)
            run = None
    if run is not None:
        yield _trimmed(run)


def _starts_name(word: str, cues: Cues) -> bool:
    # A digit may continue a name but not begin one.
    return word[:1].isupper() and len(word) > 1 and word.lower() not in cues.common


def _continues(word: str, rest: str, cues: Cues) -> bool:
    if word in _JOINERS:
        return bool(re.match(r"\s[^\W\d_]", rest)) and rest[1:2].isupper()
    if re.fullmatch(r"\d{1,4}", word):
        return not re.match(r"[.,]?\d|\s?%", rest) and not re.fullmatch(r"(?:19|20)\d\d", word)
    bare = _POSSESSIVE.sub("", word)
    return word[:1].isupper() and bare.lower() not in cues.common


def _trimmed(run: _Run) -> _Run:
    while run.words and run.words[-1] in _JOINERS:
        run.words.pop()
    return run


def _split_known(runs: list[_Run]) -> list[_Run]:
    """Runs of two names that also stand alone ("Contoso Fabricam"), as two."""
    alone = Counter(run.words[0] for run in runs if len(run.words) == 1)
    result = []
    for run in runs:
        if len(run.words) == 2 and all(alone[word] for word in run.words):
            result += [
                _Run([word], run.sentence, run.opens and not i) for i, word in enumerate(run.words)
            ]
        else:
            result.append(run)
    return result


def _is_name(run: _Run, names: _Names, cues: Cues) -> bool:
    if not run.words:
        return False
    if len(run.words) > 1:
        return cues.capitals_name or _is_german_name(run, cues)
    word = run.words[0]
    if _MIXED.fullmatch(word) and not _plural_acronym(word):
        return True
    alike = [other for other in names.runs if other.words == run.words]
    if _ACRONYM.fullmatch(word):
        # An abbreviation that mostly stands before a noun ("AI tools") names a thing, not a party.
        return not _plural_acronym(word) and 2 * sum(r.before_noun for r in alike) < len(alike)
    if not cues.capitals_name:
        return run.titled or bool(cues.organisation.fullmatch(word))
    return not names.lower[word.lower()] and any(not other.opens for other in alike)


def _explained(word: str, explained: Mapping[str, tuple[str, int]]) -> bool:
    """Whether the text spells `word` out in lower case: then it is a term, not a party."""
    long_form, _ = explained.get(word, ("", 0))
    return bool(long_form) and long_form.islower()


def _plural_acronym(word: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{2,}s", word))


def _is_german_name(run: _Run, cues: Cues) -> bool:
    """Where every noun has a capital, two in a row are a name only after a title, or as organisation or person."""
    if run.titled or cues.organisation.search(run.name) or any(map(_MIXED.fullmatch, run.words)):
        return True
    # "das Land Mittel": a determiner belongs to a noun, and the next noun begins another phrase.
    return not (run.opens or run.determined) and all(
        re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß-]+|[A-Z]{2,}", w) for w in run.words[:2]
    )


def _merge_short(runs: list[_Run]) -> dict[str, list[_Run]]:
    """Name → its runs; a surname alone goes to the one full name that ends with it."""
    by_name: dict[str, list[_Run]] = {}
    for run in runs:
        by_name.setdefault(run.name, []).append(run)
    for name in [name for name in by_name if " " not in name]:
        full = [
            other
            for other in by_name
            if other.endswith(f" {name}") and not any(c.isdigit() for c in other)
        ]
        if len(full) == 1 and not any(run.before_noun for run in by_name[name]):
            by_name[full[0]] += by_name.pop(name)
    return by_name


def _named(by_name: dict[str, list[_Run]], sentences: Sequence[str], cues: Cues) -> Iterator[Party]:
    for name, runs in by_name.items():
        numbers = tuple(sorted({run.sentence for run in runs}))
        context = [sentences[number] for number in numbers]
        titled = any(run.titled for run in runs)
        yield Party(name, "Person" if titled else _type(name, context, cues), numbers)


def _type(name: str, context: list[str], cues: Cues) -> str:
    """Person for two or three plain words of which the text says what a person does; an organisation otherwise."""
    shaped = re.fullmatch(r"[^\W\d_][a-zà-ÿ’'-]+(?: [^\W\d_][\w.’'-]*){1,2}", name)
    if cues.organisation.search(name) or not shaped:
        return "Organization"
    does = rf"{re.escape(name)},? (?:who |aged |an? |{cues.speech})|(?:{cues.speech}) {re.escape(name)}"
    return "Person" if any(re.search(does, sentence) for sentence in context) else "Organization"


def _groups(sentences: Sequence[str], cues: Cues) -> Iterator[Party]:
    found: dict[str, tuple[str, list[int]]] = {}
    for number, sentence in enumerate(sentences):
        for match in cues.groups.finditer(
            sentence[:1].lower() + sentence[1:] if cues.capitals_name else sentence
        ):
            found.setdefault(match[0].lower(), (match[0], []))[1].append(number)
    for name, numbers in found.values():
        yield Party(name, "Organization", tuple(dict.fromkeys(numbers)))
