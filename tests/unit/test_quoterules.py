"""The rules about quotations and archived texts: each passage that does not stand there, and why."""

from __future__ import annotations

import pytest

from briefgen.rules import quoterules
from tests.factory import SOURCE
from tests.unit.rules import NAMED, REPORT, SECOND, Case, said

"""Each evidence with the name of its source."""

FLOOR = ("status: published\n", "status: published\ncoverage_floor: 99\n")
NO_FERRY = "evidence: The ferry to Aldra will not run in March."

CASES = (
    Case(
        quoterules.quotes_located,
        (
            SECOND,
            ("references:\n", SECOND[1].replace("  report:", "  again:")),
            *NAMED[1:],
            (
                NO_FERRY,
                "evidence:\n      - source: notice\n        exact: The report says the pier is closed.",
            ),
        ),
        [
            "BG303 f/facts.yml:52:16-52:51 the quote does not stand in source “notice” but does in another → name the right source: “report”, “again”"
        ],
        files=REPORT,
    ),
    Case(
        quoterules.evidence_is_content,
        (("exact: Advertisement", "exact: council is expected"), NAMED[2]),
        [
            "BG307 f/facts.yml:52:16-52:62 the quote overlaps a passage that is ignored as “advertisement” → take the passage out of ignore:, or quote another one [ignored here: f/facts.yml:18:16-18:35]"
        ],
    ),
    Case(
        quoterules.quotes_located,
        ((NO_FERRY, "evidence: The ferry to Aldra will run in March."),),
        [
            "BG301 f/facts.yml:34:15-34:52 quote not found in source “notice” → the source says “The ferry to Aldra will not run in March.” (f/sources/notice.txt:1:1); “not” is missing [the nearest passage: f/sources/notice.txt:1:1-1:42]"
        ],
    ),
    Case(
        quoterules.quotes_located,
        ((NO_FERRY, "evidence: Zzz qqq xxx vvv www kkk"),),
        [
            "BG301 f/facts.yml:34:15-34:38 quote not found in source “notice” → copy the passage word for word from f/sources/notice.txt"
        ],
    ),
    Case(
        quoterules.quotes_located,
        ((NO_FERRY, "evidence: It is."),),
        [
            "BG302 f/facts.yml:34:15-34:21 the quote stands in source “notice” more than once (1:1, 3:1) → add prefix: or suffix: with the words beside the right one",
            "BG301 f/facts.yml:41:15-41:66 quote not found in source “notice” → copy the passage word for word from f/sources/notice.txt",
            "BG301 f/facts.yml:50:15-50:61 quote not found in source “notice” → copy the passage word for word from f/sources/notice.txt",
            "BG301 f/facts.yml:18:16-18:29 quote not found in source “notice” → copy the passage word for word from f/sources/notice.txt",
        ],
        source="It is. No.\n\nIt is. Yes. It is.\n",
    ),
    Case(
        quoterules.quotes_located,
        (
            SECOND,
            (
                NO_FERRY,
                "evidence:\n      - source: notice\n        exact: The report says the pier is closed.",
            ),
        ),
        [
            "BG303 f/facts.yml:44:16-44:51 the quote does not stand in source “notice” but does in another → name the right source: “report”"
        ],
        files=REPORT,
    ),
    Case(
        quoterules.quotes_located,
        (("exact: Advertisement", "exact: Advertisements"),),
        [
            "BG301 f/facts.yml:18:16-18:30 quote not found in source “notice” → the source says “Advertisement” (f/sources/notice.txt:3:1); “Advertisements” should be “Advertisement” [the nearest passage: f/sources/notice.txt:3:1-3:14]"
        ],
    ),
    Case(
        quoterules.quotes_located,
        (
            ("snapshot: sources/notice.txt", "snapshot: sources/other.txt"),
            (NO_FERRY, "evidence: Nothing of it."),
        ),
        [],
    ),
    Case(
        quoterules.quotes_located,
        ((NO_FERRY, "evidence: Nothing of it."),),
        [],
        files={"sources/notice.txt": "Another text.\n"},
    ),
    Case(
        quoterules.evidence_is_content,
        (("exact: Advertisement", "exact: council is expected"),),
        [
            "BG307 f/facts.yml:50:15-50:61 the quote overlaps a passage that is ignored as “advertisement” → take the passage out of ignore:, or quote another one [ignored here: f/facts.yml:18:16-18:35]"
        ],
    ),
    Case(
        quoterules.evidence_is_content,
        (("exact: Advertisement", "exact: March. Orla"),),
        [
            "BG307 f/facts.yml:34:15-34:56 the quote overlaps a passage that is ignored as “advertisement” → take the passage out of ignore:, or quote another one [ignored here: f/facts.yml:18:16-18:27]",
            "BG307 f/facts.yml:41:15-41:66 the quote overlaps a passage that is ignored as “advertisement” → take the passage out of ignore:, or quote another one [ignored here: f/facts.yml:18:16-18:27]",
        ],
    ),
    Case(
        quoterules.evidence_is_content,
        (("exact: Advertisement", "exact: 半後"), (NO_FERRY, "evidence: 前半")),
        [
            "BG307 f/facts.yml:34:15-34:17 the quote overlaps a passage that is ignored as “advertisement” → take the passage out of ignore:, or quote another one [ignored here: f/facts.yml:18:16-18:18]"
        ],
        source="前半後半",
    ),
    Case(
        quoterules.evidence_is_content,
        (("exact: Advertisement", "exact: 前半"), (NO_FERRY, "evidence: 半後")),
        [
            "BG307 f/facts.yml:34:15-34:17 the quote overlaps a passage that is ignored as “advertisement” → take the passage out of ignore:, or quote another one [ignored here: f/facts.yml:18:16-18:18]"
        ],
        source="前半後半",
    ),
    # Side by side is no overlap, and neither is the same place of another source.
    Case(
        quoterules.evidence_is_content,
        (("exact: Advertisement", "exact: 後半"), (NO_FERRY, "evidence: 前半")),
        [],
        source="前半後半",
    ),
    Case(
        quoterules.evidence_is_content,
        (("exact: Advertisement", "exact: 前半"), (NO_FERRY, "evidence: 後半")),
        [],
        source="前半後半",
    ),
    Case(
        quoterules.evidence_is_content,
        (
            (
                SECOND[0],
                SECOND[1].replace(
                    "Short.\n",
                    "Short.\n    ignore:\n      - exact: The report\n        reason: title\n",
                ),
            ),
            *NAMED,
        ),
        [],
        files=REPORT,
    ),
    Case(quoterules.evidence_is_content, (), []),
    Case(
        quoterules.snapshots_unchanged,
        (("snapshot: sources/notice.txt", "snapshot: sources/other.txt"),),
        [
            "BG305 f/facts.yml:14:15-14:32 the archived text f/sources/other.txt is missing → put the archived text there; nothing quoted from it passes"
        ],
    ),
    Case(
        quoterules.snapshots_unchanged,
        (),
        [
            "BG304 f/facts.yml:15:13-15:77 f/sources/notice.txt is not the text that was archived: its SHA-256 is c5270ace1fe95cb12374a870178e9a52aa838d75aa9be5ed3270ccff80496e0a → restore the file; if the new text is right, read every quote again and then change sha256"
        ],
        files={"sources/notice.txt": "Another text.\n"},
    ),
    Case(
        quoterules.snapshots_unchanged,
        (),
        [
            "BG305 f/facts.yml:14:15-14:33 the archived text f/sources/notice.txt holds the control character U+0007 (at character 2) → put the archived text there; nothing quoted from it passes"
        ],
        source="a\x07b",
    ),
    Case(
        quoterules.snapshots_unchanged,
        (SECOND,),
        [
            "BG305 f/facts.yml:25:15-25:33 the archived text f/sources/report.txt is missing → put the archived text there; nothing quoted from it passes"
        ],
    ),
    Case(
        quoterules.sources_named,
        (SECOND,),
        [
            "BG202 f/facts.yml:42:15-42:56 the key “source” is missing: there is more than one source → add source: with one of notice, report",
            "BG202 f/facts.yml:49:15-49:66 the key “source” is missing: there is more than one source → add source: with one of notice, report",
            "BG202 f/facts.yml:58:15-58:61 the key “source” is missing: there is more than one source → add source: with one of notice, report",
        ],
        files=REPORT,
    ),
    Case(
        quoterules.coverage_reached,
        (FLOOR,),
        [
            "BG306 f/facts.yml:6:17-6:19 claims cover 84.8 % of “notice”; the floor is 99 % → add claims, or ignore what is not content, with a reason"
        ],
        source=SOURCE + "\nMore that nobody cites.\n",
    ),
    Case(
        quoterules.coverage_reached,
        (
            FLOOR,
            (NO_FERRY, "evidence: Nothing of it."),
        ),
        [],
        source=SOURCE + "\nMore that nobody cites.\n",
    ),
    Case(
        quoterules.coverage_reached,
        (("status: published\n", "status: published\ncoverage_floor: 100\n"),),
        [],
    ),
    Case(quoterules.coverage_reached, (), [], source=SOURCE + "\nMore that nobody cites.\n"),
    Case(
        quoterules.coverage_reached,
        (
            FLOOR,
            SECOND,
        ),
        [],
        files=REPORT,
    ),
    Case(
        quoterules.coverage_reached,
        (
            FLOOR,
            SECOND,
        ),
        [],
    ),
    Case(
        quoterules.coverage_reached,
        (
            FLOOR,
            SECOND,
            NAMED[0],
            NAMED[1],
            NAMED[2],
        ),
        [
            "BG306 f/facts.yml:6:17-6:19 claims cover 0.0 % of “report”; the floor is 99 % → add claims, or ignore what is not content, with a reason"
        ],
        files=REPORT,
    ),
    Case(
        quoterules.coverage_reached,
        (
            FLOOR,
            SECOND,
            NAMED[0],
            NAMED[1],
            NAMED[2],
        ),
        [],
    ),
    Case(
        quoterules.quotes_located,
        (
            SECOND,
            NAMED[1],
            NAMED[2],
            (
                NO_FERRY,
                "evidence:\n      - source: notice\n        exact: The report says the pier is closed.",
            ),
        ),
        [
            "BG303 f/facts.yml:44:16-44:51 the quote does not stand in source “notice” but does in another → name the right source: “report”"
        ],
        files=REPORT,
    ),
    Case(
        quoterules.sources_named,
        (
            SECOND,
            NAMED[0],
            NAMED[1],
            NAMED[2],
        ),
        [],
        files=REPORT,
    ),
    Case(
        quoterules.sources_named,
        (
            SECOND,
            NAMED[0],
            NAMED[1],
        ),
        [
            "BG202 f/facts.yml:62:15-62:61 the key “source” is missing: there is more than one source → add source: with one of notice, report"
        ],
        files=REPORT,
    ),
    Case(quoterules.sources_named, (), []),
    Case(
        quoterules.sources_named,
        (
            SECOND,
            ("    title: A report\n", "    titel: A report\n"),
        ),
        [],
        files=REPORT,
    ),
)


@pytest.mark.parametrize("case", CASES)
def test_a_rule_says_this_of_that_and_no_more(case: Case) -> None:
    assert said(case.rule, *case.changes, source=case.source, files=case.files) == case.said
