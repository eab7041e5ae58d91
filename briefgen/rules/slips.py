"""Slips that leave a valid file which does not say what its author meant: a text cut off, tags in prose, no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.base.diagnostics import Code, Diagnostic, Severity
from briefgen.base.values import Pattern
from briefgen.facts.corpus import Briefing

_CUT = Pattern(r"[ \t]+(#[^\s#][^\r\n]*)")
_SIGN = re.compile(r"#(?<=[ \t]#)[^\s#]")
"""What such a cut holds; looking for its sign alone is much quicker."""

_TAG = Pattern(
    r"</?(?:a|b|blockquote|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|s|small|span|strong|sub|sup|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)


def texts_whole(briefing: Briefing) -> Iterator[Diagnostic]:
    """No text without quotation marks is cut off by a number sign that YAML takes for a comment."""
    document = briefing.document
    if not _SIGN.search(document.text):
        return
    for start, end in document.extents():
        cut = _CUT.match(document.text, end)
        if cut and start < end and document.text[start] not in "\"'|>":
            rest = cut[1].strip()
            yield Diagnostic(
                Code.SYNTAX,
                document.span_of(cut.start(1), cut.start(1) + len(rest)),
                f"“{rest}” is read as a comment, not as part of the text",
                "put the whole text in quotation marks; a comment has a space after its #",
                Severity.WARNING,
            )


def tags_known(briefing: Briefing) -> Iterator[Diagnostic]:
    """Prose has no HTML: readers would see the tag."""
    for path, parsed in briefing.prose.items():
        for sentence in parsed.sentences:
            if "<" not in sentence.text:
                continue
            plain = " ".join(run.text for run in sentence.runs if not run.code)
            if tag := _TAG.search(plain):
                yield Diagnostic(
                    Code.MARKUP,
                    briefing.document.find(path, tag[0]),
                    f"prose has no tags: readers would see “{tag[0]}”",
                    "write *emphasis* or **strong**, or put `backticks` around it if you mean the tag itself",
                    Severity.WARNING,
                )


def answers_given(briefing: Briefing) -> Iterator[Diagnostic]:
    """A question that is answered has its answer."""
    for id, question in briefing.facts.questions.items():
        if question.status == "answered" and question.answer is None:
            yield Diagnostic(
                Code.MISSING_KEY,
                briefing.span("questions", id, "status"),
                "the question is answered, but the key “answer” is missing",
                "add answer: with what was found, and its [[citation]]; or write status: open",
            )
