"""What a change of words does to a sentence: polarity, amounts, dates, hedges; and the differing words marked.

The word lists are those of English and German; for other languages a change of wording is a change of wording, no less.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher

_NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "without",
        "cannot",
        "denied",
        "denies",
        "deny",
        "refused",
        "refuses",
        "refuse",
        "fails",
        "failed",
        "fail",
        "rejected",
        "rejects",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "keiner",
        "keinem",
        "keines",
        "nie",
        "niemals",
        "niemand",
        "nichts",
        "weder",
        "ohne",
        "bestreitet",
        "bestritt",
    ]
)
_HEDGES = frozenset(
    [
        "may",
        "might",
        "could",
        "can",
        "perhaps",
        "possibly",
        "probably",
        "likely",
        "unlikely",
        "reportedly",
        "allegedly",
        "apparently",
        "seemingly",
        "about",
        "around",
        "approximately",
        "roughly",
        "nearly",
        "almost",
        "expected",
        "expects",
        "said",
        "says",
        "suggests",
        "suggested",
        "appears",
        "seems",
        "potential",
        "potentially",
        "reported",
        "presumably",
        "claimed",
        "plans",
        "planned",
        "könnte",
        "könnten",
        "dürfte",
        "vielleicht",
        "möglicherweise",
        "wahrscheinlich",
        "vermutlich",
        "angeblich",
        "offenbar",
        "anscheinend",
        "etwa",
        "rund",
        "ungefähr",
        "soll",
        "sollen",
        "voraussichtlich",
    ]
)
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "januar",
        "februar",
        "märz",
        "mai",
        "juni",
        "juli",
        "oktober",
        "dezember",
    ]
)
_TOKEN = re.compile(r"\d[\d.,:]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*|[$€£¥%]")
_SCALES = re.compile(
    r"hundred|thousand|million|billion|trillion|tausend|millionen?|milliarden?|per|percent|prozent"
)
_SIGNS = frozenset("$€£¥%")
_MOST_COMPARED = 40_000
"""Pairs of words above which two texts are shown whole: comparing them takes the square of their length."""


def rules(before: str, after: str) -> list[str]:
    """The ids of the rules that say what happened between two wordings, which differ; never empty."""
    old, new = _tokens(before), _tokens(after)
    found = []
    if _count(old, _is_negation) % 2 != _count(new, _is_negation) % 2:
        found.append("polarity-flipped")
    if _dates(old) != _dates(new):
        found.append("date-in-words-changed")
    if _amounts(old) != _amounts(new):
        found.append("amount-changed")
    hedges_before, hedges_after = _count(old, _is_hedge), _count(new, _is_hedge)
    if hedges_before != hedges_after:
        found.append("hedge-added" if hedges_after > hedges_before else "hedge-dropped")
    return found or ["statement-changed"]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _count(tokens: list[str], wanted: Callable[[str], bool]) -> int:
    return sum(map(wanted, tokens))


def _is_negation(token: str) -> bool:
    folded = token.casefold().replace("’", "'")
    return folded in _NEGATIONS or folded.endswith("n't")


def _is_hedge(token: str) -> bool:
    # "May" with a capital is the month.
    return token != "May" and token.casefold() in _HEDGES  # noqa: S105  # a word, no password


def _is_month(token: str) -> bool:
    return token[:1].isupper() and token.casefold() in _MONTHS


def _is_year(token: str) -> bool:
    return re.fullmatch(r"1[5-9]\d\d|20\d\d", token) is not None


def _dates(tokens: list[str]) -> Counter[str]:
    """Months, years, and the day numbers beside a month."""
    found: Counter[str] = Counter()
    for index, token in enumerate(tokens):
        beside = tokens[max(index - 1, 0) : index] + tokens[index + 1 : index + 2]
        year = _is_year(token) and tokens[max(index - 1, 0)] not in _SIGNS
        if _is_month(token) or year or (_is_day(token) and any(map(_is_month, beside))):
            found[token.casefold()] += 1
    return found


def _is_day(token: str) -> bool:
    return token.isascii() and token.isdigit() and len(token) <= 2


def _amounts(tokens: list[str]) -> Counter[str]:
    """Numbers that are no dates, with their currency signs and scales."""
    dates = _dates(tokens)
    found = Counter(
        token.casefold()
        for token in tokens
        if token[0].isdigit() or token in _SIGNS or _SCALES.fullmatch(token.casefold())
    )
    return found - dates


def marked(before: str, after: str) -> tuple[str, str]:
    """Both wordings with their differing words marked: [-gone-] in the first, {+come+} in the second."""
    old, new = before.split(), after.split()
    if len(old) * len(new) > _MOST_COMPARED:
        return f"[-{before}-]", f"{{+{after}+}}"
    gone, come = [], []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = " ".join(old[a:b]), " ".join(new[c:d])
        gone += [left if tag == "equal" else f"[-{left}-]"] if left else []
        come += [right if tag == "equal" else f"{{+{right}+}}"] if right else []
    return " ".join(gone), " ".join(come)
