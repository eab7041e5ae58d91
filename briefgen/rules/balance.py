"""The rule that keeps the books of denials: as often as a sentence denies, so often must something account for it.

A denial of a sentence is accounted for by a record that it cites, which denies a word of the sentence, or
by the mark `[[not]]`: our own finding, such as what a source does not say. Both sides must be equal, so that a "not" that
is lost shows as surely as one that is added. A source as a whole accounts for nothing, for its text denies much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.base.diagnostics import At, Code, Diagnostic
from briefgen.base.named import NamedTuple
from briefgen.languages.known import lexicon
from briefgen.rules.ground import Text
from briefgen.rules.grounds import Grounds
from briefgen.texts.denials import Denial, content, denials

MARK = "[[not]] behind the sentence"
FIELD = "denies: true in the judgment"
"""How a judgment says that it denies. It infers, so that no record accounts for its denial."""


def check(
    grounds: Grounds, text: Text, cited: Iterable[str], at: At, *, marks: int, mark: str = MARK
) -> Iterator[Diagnostic]:
    """What does not balance in a sentence that cites the records `cited`.

    marks: how many of its denials the author marks as our own, by `mark`.
    """
    if not lexicon(text[1]).negations:
        return
    own = len(denials(*text))
    answered = _answered(grounds, text, cited)
    over = own - len(answered) - marks
    if over > 0:
        yield Diagnostic(Code.NEGATION, at(), *_too_many(own, len(answered), marks, mark))
    elif over < 0 and marks > own:
        message = f"the sentence has {_times(own)}, which are fewer than its marks {mark} say"
        help_text = "put back the denial that was lost, or take the mark out"
        yield Diagnostic(Code.NEGATION, at(), message, help_text)
    elif over < 0:
        last = answered[-1]
        message = f"“{last.record}” denies with “{last.denial.shown}” what the sentence does not"
        help_text = "deny it as often as the record does, or cite the record that says what the sentence says"
        yield Diagnostic(Code.NEGATION, at(), message, help_text)


class _Answered(NamedTuple):
    """A denial of a record that the sentence speaks of."""

    record: str
    denial: Denial


def _answered(grounds: Grounds, text: Text, cited: Iterable[str]) -> list[_Answered]:
    """The denials of a word of the sentence; where two records deny the same word, those of the first."""
    found: list[_Answered] = []
    for id in cited:
        held = grounds.denials(id)
        if not held:
            continue
        said = content(*text)
        before = {other.denial.word for other in found}
        found += [_Answered(id, denial) for denial in held if denial.word in said - before]
    return found


def _too_many(own: int, answered: int, marks: int, mark: str) -> tuple[str, str]:
    """Message and help for denials that nothing accounts for."""
    if not answered and not marks:
        message = "the sentence denies what nothing that it cites denies"
    else:
        message = f"the sentence has {_times(own)}; its records account for {answered}, its marks for {marks}"
    return message, (
        f"take the denial out, cite the record that denies it, or write {mark} if it is our own finding"
    )


def _times(count: int) -> str:
    return {0: "no denial", 1: "one denial"}.get(count, f"{count} denials")
