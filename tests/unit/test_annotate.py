"""An archived text as blocks for its page: passages highlighted, whatever overlaps; of the rest as much as may be shown."""

from __future__ import annotations

from briefgen.views.annotate import Block, blocks
from briefgen.views.rights import CONTEXT, excerpt
from tests.factory import SOURCE
from tests.unit.rules import Change, briefing

MONEY = "evidence: Orla Finn said the harbour spent $10 million on it."
LONG = " ".join(f"word{number}" for number in range(30))


def shown(*changes: Change, source: str = SOURCE, whole: bool = True) -> list[list[object]]:
    """Each block as a list of its pieces in short."""
    made: tuple[Block, ...] = blocks(briefing(*changes, source=source), "notice", whole=whole)
    return [
        [
            piece.omitted
            or (
                piece.kind,
                [(segment.text, segment.levels) for segment in piece.segments],
                [passage.claim for passage in piece.passages],
                piece.reason,
            )
            for piece in block
        ]
        for block in made
    ]


def text(words: str) -> tuple[str, list[tuple[str, tuple[int, ...]]], list[str], str]:
    return "text", [(words, ())], [], ""


def test_paragraphs_are_blocks_and_passages_are_groups() -> None:
    assert shown() == [
        [
            ("group", [("The ferry to Aldra will not run in March.", (1,))], ["no-ferry"], ""),
            text(" "),
            (
                "group",
                [("Orla Finn said the harbour spent $10 million on it.", (1,))],
                ["money-spent"],
                "",
            ),
            text(""),
        ],
        [text(""), ("ignored", [("Advertisement", ())], [], "advertisement"), text("")],
        [
            text(""),
            (
                "group",
                [("The council is expected to meet on 4 May 2031.", (1,))],
                ["council-meeting"],
                "",
            ),
            text("\n"),
        ],
    ]


def test_passages_that_cross_are_one_group_with_a_level_for_each() -> None:
    change = (
        MONEY,
        "evidence: not run in March. Orla Finn said the harbour spent $10 million on it.",
    )
    assert shown(change)[0][0] == (
        "group",
        [
            ("The ferry to Aldra will ", (1,)),
            ("not run in March.", (1, 2)),
            (" Orla Finn said the harbour spent $10 million on it.", (2,)),
        ],
        ["no-ferry", "money-spent"],
        "",
    )


def test_passages_side_by_side_are_two_groups() -> None:
    change = (MONEY, "evidence: 半後")
    made = shown(
        change,
        ("evidence: The ferry to Aldra will not run in March.", "evidence: 前"),
        source="前半後",
    )
    assert [piece[2] for piece in made[0] if isinstance(piece, tuple)] == [
        ["no-ferry"],
        ["money-spent"],
    ]


def test_a_whole_text_is_shown_whole() -> None:
    assert shown(source=f"{SOURCE}\n \n{LONG}")[-1] == [text(LONG)]
    assert shown(source=f"{SOURCE}{LONG}")[-1][-1] == text(f"\n{LONG}")


def test_an_excerpt_shows_the_edges_of_what_no_claim_cites() -> None:
    source = f"{SOURCE}\n\n{LONG}\n\nShort."
    head, tail = "word0 word1 word2 word3 word4 word5", "word24 word25 word26 word27 word28 word29"
    *_, cut, short = shown(source=source, whole=False)
    assert short == [text("Short.")]
    assert len(cut) == 3
    assert (cut[0], cut[2]) == (text(head), text(tail[tail.index(" ") + 1 :]))
    assert cut[1] == len(LONG) - len(head) - len(tail[tail.index(" ") + 1 :])
    assert shown(source=source)[-2] == [text(LONG)]


def test_an_ignored_passage_is_cut_like_the_rest_but_not_at_its_paragraphs() -> None:
    source = f"{SOURCE}\n\n{LONG[:60]}\n\n{LONG[60:]}"
    ignore = ("- exact: Advertisement", f'- exact: "{LONG[:60]}\\n\\n{LONG[60:]}"')
    [whole] = shown(ignore, source=source)[-1:]
    assert [piece for piece in whole if isinstance(piece, tuple) and piece[0] == "ignored"] == [
        ("ignored", [(f"{LONG[:60]}\n\n{LONG[60:]}", ())], [], "advertisement")
    ]
    [cut] = shown(ignore, source=source, whole=False)[-1:]
    ignored = [piece for piece in cut if isinstance(piece, tuple) and piece[0] == "ignored"]
    assert [piece[3] for piece in ignored] == ["advertisement", "advertisement"]
    assert sum(len(piece[1][0][0]) for piece in ignored) < 2 * CONTEXT


def test_blocks_of_white_space_are_left_out() -> None:
    source = f"{SOURCE}\n\n \n\n   \n\nEnd."
    assert shown(source=source)[-1] == [text("End.")]
    assert len(shown(source=source)) == 4


def test_without_a_text_there_is_no_block() -> None:
    gone = briefing(("snapshot: sources/notice.txt", "snapshot: sources/gone.txt"))
    assert blocks(gone, "notice", whole=True) == ()


def test_an_excerpt_of_a_text_is_its_edges_or_all_of_a_short_one() -> None:
    assert excerpt("a " * CONTEXT) == "a " * CONTEXT
    assert excerpt("ab " * CONTEXT) == f"{'ab ' * 12}ab […] {'ab ' * 12}ab"
    assert excerpt("x" * 81) == f"{'x' * 40} […] {'x' * 40}"
