"""Review stamps: kept by editing, made stale by a change of meaning, written by nobody but `briefgen review`."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.base.tree import Tree
from briefgen.changes.report import reviewed
from briefgen.changes.versions import read
from briefgen.editing import reviewing
from briefgen.editing.reviewing import Request
from briefgen.facts import review
from tests import factory
from tests.conftest import briefgen
from tests.test_git import place

FOLDER = "seeds/aldra-ferry"
ASKED = Request(("no-ferry",), by="Ada", on="2031-04-01", support="supports")


def stamped(tree: Tree) -> Tree:
    written = reviewing.stamped(tree, ASKED, None)
    assert not isinstance(written, str), written
    return Tree({**tree.files, **{path: text.encode() for path, text in written.items()}}, {})


def stale(*changes: tuple[str, str]) -> list[review.StaleStamp]:
    """The stale stamps after the fact file was changed so."""
    stamps = {p: c for p, c in stamped(factory.tree()).files.items() if p.endswith("reviews.yml")}
    tree = Tree({**factory.tree(*changes).files, **stamps}, {})
    version, problems = read(tree, FOLDER)
    assert version, problems
    held, wrong = review.read(tree, FOLDER)
    assert wrong == []
    assert held
    return list(review.stale("aldra-ferry", version.facts, held))


def test_a_fresh_stamp_is_current_and_names_person_day_and_support() -> None:
    ((held,), problems) = review.read(stamped(factory.tree()), FOLDER)
    assert problems == []
    assert (held.by, held.on, held.support) == ("Ada", "2031-04-01", "supports")
    assert stale() == []


@pytest.mark.parametrize(
    "edit",
    [
        (
            "statement: The ferry to Aldra will not run",
            'statement: "The  ferry to Aldra will not run',
        ),
        ("kind: fact\n", "kind: opinion\n"),
        ("  no-ferry:\n", "  no-boat:\n    formerly: [no-ferry]\n"),
        ("$10 million on it.\n    kind", "$12 million on it.\n    kind"),
    ],
)
def test_what_is_outside_the_reviewed_content_keeps_the_stamp(edit: tuple[str, str]) -> None:
    old, new = edit
    closed = (" run in March.\n    kind: fact", ' run in March."\n    kind: fact')
    changes = [(old, new), closed] if '"' in new else [(old, new)]
    assert stale(*changes) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("will not run in March.\n    kind", "will run in March.\n    kind"),
        ("evidence: The ferry to Aldra will not run in March.", "evidence: The ferry to Aldra"),
        ("assessment: {verdict: unverified}", "assessment: {verdict: supported}"),
        ("  no-ferry:\n", "  other-claim:\n"),
    ],
)
def test_a_change_of_meaning_makes_it_stale_and_shows_from_what_to_what(old: str, new: str) -> None:
    (found,) = stale((old, new))
    assert found.claim == "no-ferry"
    assert found.before != found.after


def test_the_comparison_shows_the_stale_stamp() -> None:
    old = stamped(factory.tree())
    edit = ("will not run in March.\n    kind", "will run in March.\n    kind")
    new = Tree({**old.files, **factory.tree(edit).files}, {})
    (found,) = reviewed(old, new).stale
    assert "not run" in found.before
    assert "not run" not in found.after


def test_a_second_review_by_the_same_person_takes_the_place_of_the_first() -> None:
    once = stamped(factory.tree())
    assert stamped(once).files == once.files


def test_a_tampered_stamp_is_refused_and_not_written_over() -> None:
    tree = stamped(factory.tree())
    path = f"{FOLDER}/reviews.yml"
    forged = tree.files[path].replace(b"will not run", b"will run")
    assert forged != tree.files[path]
    tree = Tree({**tree.files, path: forged}, {})
    stamps, problems = review.read(tree, FOLDER)
    assert (stamps, [problem.code.code for problem in problems]) == ((), ["BG208"])
    assert isinstance(reviewing.stamped(tree, ASKED, None), str)


def test_the_command_writes_and_checking_does_not(tmp_path: Path) -> None:
    place(tmp_path)
    path = tmp_path / FOLDER / "reviews.yml"
    briefgen("check", "--site", tmp_path, cwd=tmp_path)
    assert not path.exists()
    asked = ("review", "no-ferry", "--by", "Ada Möller", "--today", "2031-04-01")
    briefgen(*asked, "--site", tmp_path, cwd=tmp_path)
    before = path.read_bytes()
    facts = tmp_path / FOLDER / "facts.yml"
    facts.write_text(facts.read_text().replace("verdict: unverified", "verdict: supported"))
    done = briefgen("check", "--site", tmp_path, cwd=tmp_path)
    assert "BG451" in done.stdout
    assert path.read_bytes() == before


def test_a_claim_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    place(tmp_path)
    done = briefgen("review", "no-such", "--by", "Ada", cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "no-such" in done.stderr
