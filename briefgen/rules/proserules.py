"""The rules about prose: its markup, the citation behind each sentence, what a draft leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.base.diagnostics import Code, Diagnostic, Path, Severity
from briefgen.facts.corpus import Briefing
from briefgen.facts.fields import ANALYST, ID_PATTERN, TO_DECIDE, ProseRule, is_visible
from briefgen.facts.prose import Sentence

CITABLE = ("claims", "references", "sources", "judgments")
"""The record kinds that carry a sentence of prose."""


def markup_known(briefing: Briefing) -> Iterator[Diagnostic]:
    """Prose uses only the markup that it has; addresses in it are safe."""
    for path, parsed in briefing.prose.items():
        for problem in parsed.problems:
            span = briefing.document.find(path, problem.needle)
            if problem.address:
                yield Diagnostic(
                    Code.BAD_URL, span, f"“{problem.needle}” {problem.message}", "write https://…"
                )
            else:
                yield Diagnostic(
                    Code.MARKUP,
                    span,
                    problem.message,
                    "write a backslash before it to mean it literally",
                )
        for sentence in parsed.sentences:
            for id in sentence.citations:
                if not _is_id(id):
                    span = briefing.document.find(path, f"[[{id}]]")
                    yield Diagnostic(
                        Code.BAD_ID,
                        span,
                        f"“{id}” is not an id",
                        "write [[id]] with the id of a record",
                    )


def sentences_seen(briefing: Briefing) -> Iterator[Diagnostic]:
    """No citation stands behind a sentence of which a reader sees nothing.

    A link to a party shows its name, and an id that does not exist is reported for itself.
    """
    for path, parsed in briefing.prose.items():
        for sentence in parsed.sentences:
            ids = sentence.citations
            if (
                ids
                and not is_visible(sentence.text)
                and all(briefing.ids.get(id) in CITABLE or id == ANALYST for id in ids)
            ):
                yield Diagnostic(
                    Code.BAD_VALUE,
                    briefing.document.find(path, f"[[{ids[0]}]]"),
                    f"nothing visible stands before [[{ids[0]}]]",
                    "write the sentence, or take out its citation",
                )


def sentences_cited(briefing: Briefing) -> Iterator[Diagnostic]:
    """Every sentence of a cited prose field carries a citation or is marked as our inference."""
    for marked in briefing.prose_fields:
        if not isinstance(marked.mark, ProseRule) or not marked.mark.cited:
            continue
        sentences = briefing.prose[marked.path].sentences
        for number, sentence in enumerate(sentences, start=1):
            if bracketed := _bracketed(briefing, sentence):
                yield _wrong_brackets(briefing, marked.path, bracketed)
            elif not _cited(briefing, sentence) and not any(
                _bracketed(briefing, after) for after in sentences[number : number + 1]
            ):
                # A citation in wrong brackets behind it was to be its own.
                span = briefing.document.find(marked.path, sentence.text)
                message = f"no citation after “{_shortened(sentence.text)}”"
                help_text = "add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
                yield Diagnostic(Code.UNCITED, span, message, help_text)


def _cited(briefing: Briefing, sentence: Sentence) -> bool:
    """Whether the sentence says what it rests on, or that it is ours."""
    # An id that does not exist is reported for itself; what it was to name may well carry the sentence.
    return sentence.inferred or any(
        id not in briefing.ids or briefing.ids[id] in CITABLE for id in sentence.citations
    )


def _bracketed(briefing: Briefing, sentence: Sentence) -> re.Match[str] | None:
    """The id in round or single square brackets at the end of a sentence without a citation."""
    # Most sentences end with a stop, which one look shows.
    text = sentence.text
    found = _BRACKETED.search(text) if text.endswith((")", "]")) else None
    return found if found and found[1] in briefing.ids and not sentence.citations else None


_is_id = re.compile(ID_PATTERN).match
_BRACKETED = re.compile(r"[\[(]([a-z0-9][a-z0-9-]*)[\])]$")


def _wrong_brackets(briefing: Briefing, path: Path, found: re.Match[str]) -> Diagnostic:
    span = briefing.document.find(path, found[0])
    message = f"“{found[0]}” is no citation"
    help_text = f"write [[{found[1]}]]: a citation has two square brackets on each side"
    return Diagnostic(Code.UNCITED, span, message, help_text)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rsplit(" ", 1)[0] + "…"


def nothing_left_to_decide(briefing: Briefing) -> Iterator[Diagnostic]:
    """What `briefgen draft` leaves open is asked for until it is written, and may not be published."""
    if TO_DECIDE not in briefing.document.text:
        return
    drafted = briefing.facts.status == "draft"
    for path, value in _texts(briefing.document.data, ()):
        if TO_DECIDE in value:
            asked = _shortened(value.replace(TO_DECIDE, "").strip())
            yield Diagnostic(
                Code.TO_DECIDE,
                briefing.document.find(path, TO_DECIDE),
                f"draft text: {asked}",
                "write it, or delete the entry",
                Severity.WARNING if drafted else Severity.ERROR,
            )


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text of the fact file with the path to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
