"""Who speaks in each sentence of a text: somebody quoted, a name before a colon, or the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen.languages.cues import Cues
from briefgen.texts import mentions

_NEAR = 60
_FAR = 1_000
_DESCRIBES = re.compile(r"\b(?:who [^,]*|(?:of|for|at|from) (?:the )?)$")
_QUOTATION = re.compile(r"[\"“”„«»]")
_LABEL = re.compile(r"([^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,3}): ")


@dataclass(frozen=True, slots=True)
class Voice:
    """The name of who speaks; "unnamed" where somebody does; empty where it is the text's own voice.

    `basis` says why a sentence has a speaker whom it does not name.
    """

    name: str
    basis: str = ""


def voices(
    sentences: Sequence[tuple[str, int]], names: Sequence[str], cues: Cues, language: str
) -> list[Voice]:
    """The voice of each sentence of running text, given with the number of its block, in order."""
    labels = _labels(sentences)
    last, found = "unnamed", []
    for number, (sentence, _) in enumerate(sentences):
        name = _speaker(sentence, names, cues, last)
        basis = _carried_over(sentence, name)
        if not name and _inside_quotation(sentences, number):
            name, basis = last, _carried_over(sentence, last)
        if not name and (label := labels[number]):
            name = _called(label, names)
            who = f"the paragraph begins with “{label}:”, which is {name}"
            basis = "" if name == "unnamed" or named_in(sentence, name) else who
        if not name and mentions.read(sentence, language).speaks:
            # What the check takes for speech cannot be proposed as the source's own voice.
            name = "unnamed"
        last = name if name not in ("", "unnamed") else last
        found.append(Voice(name, basis))
    return found


def _labels(sentences: Sequence[tuple[str, int]]) -> list[str]:
    """The name before the colon that opens the block of each sentence, where the text has such names again and again."""
    opened: dict[int, str] = {}
    for sentence, block in sentences:
        match = _LABEL.match(sentence)
        opened.setdefault(block, match[1] if match else "")
    times = Counter(filter(None, opened.values()))
    return [opened[block] if times[opened[block]] > 1 else "" for _, block in sentences]


def _called(label: str, names: Iterable[str]) -> str:
    """The party that is called so, whole or by its last word; "unnamed" where none is."""
    return next((n for n in names if label in (n, n.rpartition(" ")[2])), "unnamed")


def _carried_over(sentence: str, speaker: str) -> str:
    if speaker in ("", "unnamed") or named_in(sentence, speaker):
        return ""
    return f"the speaker of the sentence before, {speaker}, goes on"


def named_in(sentence: str, name: str) -> bool:
    """Whether `name` stands in the sentence as whole words."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence) is not None


def _speaker(sentence: str, names: Iterable[str], cues: Cues, last: str) -> str:
    """The name of who says it; "unnamed" where somebody says it; the empty string where it is the source's own voice."""
    says = rf"(?<!\w)(?:{cues.speech})(?!\w)"
    relayed = rf"(?<!\w)(?:{cues.according})(?!\w)"
    spoken = re.search(rf"{relayed}|{says}", sentence, re.IGNORECASE)
    if not spoken:
        return last if _QUOTATION.match(sentence) else ""
    near = [(_distance(sentence, name, spoken), -len(name), name) for name in names]
    gap, _, name = min(near, default=(_FAR, 0, ""))
    if gap < _NEAR:
        return name
    beside = rf"(?:(?:{cues.pronoun}) {says}|{says} (?:{cues.pronoun})(?!\w))"
    if re.search(beside, sentence, re.IGNORECASE):
        return last
    # A verb of speech with neither speaker nor words ("it is stated in part two") is the source's own voice.
    put_on_others = re.fullmatch(relayed, spoken[0], re.IGNORECASE) or re.match(
        r",? (?:that|dass)\b", sentence[spoken.end() :]
    )
    return "unnamed" if put_on_others or _QUOTATION.search(sentence) else ""


def _distance(sentence: str, name: str, spoken: re.Match[str]) -> int:
    """How many characters lie between a name and the verb; a large number where it is absent or a part of another's
    description, as in "Ann, who leads Contoso, said"."""
    gaps = [_FAR]
    for short in (name, name.rpartition(" ")[2]):
        for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", sentence):
            after = match.start() >= spoken.end()
            gap = match.start() - spoken.end() if after else spoken.start() - match.end()
            between = sentence[min(match.end(), spoken.end()) : max(match.start(), spoken.start())]
            describes = not after and _DESCRIBES.search(sentence[: match.start()])
            gaps.append(_FAR if _QUOTATION.search(between) or describes else gap)
    return min(gaps)


def _inside_quotation(sentences: Sequence[tuple[str, int]], number: int) -> bool:
    """Whether a quotation is open where the sentence begins, within its block."""
    block = sentences[number][1]
    text = " ".join(sentence for sentence, other in sentences[:number] if other == block)
    if "„" in text:
        return text.count("„") > text.count("“")
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1
