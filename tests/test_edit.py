"""An edit changes its own lines and no other; a rename keeps every reference right and the old permalink alive."""

from __future__ import annotations

import gc
import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.base.diagnostics import has_errors
from briefgen.base.tree import Tree
from briefgen.checking import check
from briefgen.editing import edit, layout, records
from briefgen.editing.edit import EditError
from briefgen.texts.folding import Snapshot
from tests import factory
from tests.conftest import OWN_FACTS, REAL, ROOT, briefgen, copy_site

PATH = f"seeds/{REAL}/facts.yml"
SOURCE = f"seeds/{REAL}/sources/article.txt"


def _lines(raw: bytes) -> list[str]:
    return raw.decode().splitlines(keepends=True)


def _inserted(before: bytes, after: bytes) -> list[str]:
    """The lines that came, where nothing but one block of lines may have come."""
    old, new = _lines(before), _lines(after)
    first = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    more = len(new) - len(old)
    assert more >= 0
    assert old[first:] == new[first + more :]
    return new[first : first + more]


def _replaced(before: bytes, after: bytes) -> tuple[list[tuple[str, str]], list[str]]:
    """The lines that changed, as pairs, and the one line that may have come for the earlier id."""
    old, new = _lines(before), _lines(after)
    came = []
    if len(new) > len(old):
        place = next(
            i
            for i, line in enumerate(new)
            if "formerly: [" in line and (i >= len(old) or line != old[i])
        )
        came.append(new.pop(place))
    assert len(old) == len(new)
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b], came


class _Editor:
    """Random edits of the real fact file; the same seed makes the same ones."""

    def __init__(self) -> None:
        self.raw = (ROOT / PATH).read_bytes()
        self.source = (ROOT / SOURCE).read_bytes()
        self.random = random.Random(4)  # noqa: S311  # not for secrets
        facts = edit.opened(PATH, self.raw).facts
        self.ids = {kind: list(getattr(facts, kind)) for kind in edit.KINDS}
        words = self.source.decode().split()
        self.quotes = [" ".join(words[i : i + 8]) for i in range(30, len(words) - 8, 3)]

    def add(self, number: int) -> list[str]:
        """Adds a record of a random kind; the lines that came with it."""
        file = edit.opened(PATH, self.raw)
        kind = self.random.choice(["claims", "questions", "stakeholders"])
        id = f"added-{number}"
        if kind == "claims":
            snapshots = {next(iter(file.facts.sources)): Snapshot.of(self.source.decode())}
            quote = self.random.choice(self.quotes)
            record = records.claim(file, snapshots, quote, {})
        elif kind == "questions":
            cited = "It matters: a lot. [[analyst]]"
            given = dict.fromkeys(["why", "known", "contested"], cited)
            lists = {"answerable_by": ["Nobody"], "indicator": ["A sign: any"]}
            more = {"settled_by": "A record.", **lists}
            record = records.question(f"What is number {number}?", {**given, **more})
        else:
            role = "Somebody. [[analyst]]"
            record = records.stakeholder(f"Party {number}", {"role": role, "alias": ["P: one"]})
        lines = records.lines(id, record)
        self.raw = edit.add(file, kind, id, lines, record)
        self.ids[kind].append(id)
        return [f"  {line}\n" for line in lines]

    def rename(self, number: int) -> tuple[str, str]:
        kind = self.random.choice([kind for kind in edit.KINDS if self.ids[kind]])
        place = self.random.randrange(len(self.ids[kind]))
        old = self.ids[kind][place]
        self.ids[kind][place] = new = f"{old[:40]}-r{number}"
        self.raw = edit.rename({PATH: self.raw}, old, new)[PATH]
        return old, new

    def problems(self) -> list[str]:
        build = check(Tree({PATH: self.raw, SOURCE: self.source}, {}))
        # A cut-off sentence is no good statement: the rules about words (BG503 to BG506, BG511) are not meant here, nor
        # is the one about passages that are ignored (BG307).
        words = ("BG307", "BG503", "BG504", "BG505", "BG506", "BG511")
        return [
            f"{d.span.line} {d.code.code} {d.message}"
            for d in build.diagnostics
            if has_errors([d]) and d.code.code not in words
        ]


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Without the garbage collector, which takes most of the time of 500 parses and finds nothing."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.slow
def test_200_random_edits_leave_every_untouched_line_as_it_is(no_collector: None) -> None:
    editor = _Editor()
    added = renamed = 0
    for number in range(200):
        before = editor.raw
        if editor.random.random() < 0.5:
            lines = editor.add(number)
            assert _inserted(before, editor.raw) == lines
            added += 1
        else:
            old, new = editor.rename(number)
            pairs, came = _replaced(before, editor.raw)
            came += [b for _, b in pairs if b.strip().startswith("formerly: [")]
            assert [old in line for line in came] == [True]
            named = [(a, b) for a, b in pairs if not b.strip().startswith("formerly: [")]
            assert named
            assert [b.replace(new, old) for _, b in named] == [a for a, _ in named]
            renamed += 1
    assert min(added, renamed) > 60
    facts = edit.opened(PATH, editor.raw).facts
    assert {kind: list(getattr(facts, kind)) for kind in edit.KINDS} == editor.ids
    assert editor.problems() == []


FERRY = "seeds/aldra-ferry/facts.yml"


def _rename(text: str, old: str, new: str) -> str:
    return edit.rename({FERRY: text.encode()}, old, new)[FERRY].decode()


@pytest.mark.parametrize(
    "old", ["no-ferry", "orla-finn", "notice", "harbour-report", "pier", "when-back"]
)
def test_a_renamed_record_keeps_its_references_and_its_old_id(old: str) -> None:
    text = factory.facts()
    after = _rename(text, old, "new-name")
    assert after.count("formerly: [" + old + "]") == 1
    assert check(factory.tree_of(after)).diagnostics == ()
    assert f"[[{old}]]" not in after


def test_renaming_there_and_back_leaves_only_the_list_of_earlier_ids() -> None:
    once = _rename(factory.facts(), "no-ferry", "ferry-off")
    twice = _rename(once, "ferry-off", "ferry-away")
    assert "formerly: [no-ferry, ferry-off]" in twice
    back = _rename(twice, "ferry-away", "no-ferry")
    assert "formerly: [ferry-away, ferry-off]" in back
    assert check(factory.tree_of(back)).diagnostics == ()


def test_a_rename_touches_no_word_that_only_looks_like_the_id() -> None:
    text = factory.facts(
        ("definition: Where the ferry lands.", "definition: The no-ferry pier. # no-ferry")
    )
    assert "The no-ferry pier. # no-ferry" in _rename(text, "no-ferry", "ferry-off")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("no-ferry", "money-spent", "used already"),
        ("no-ferry", "No Ferry", "not an id"),
        ("nothing", "something", "no record “nothing”$"),
        ("no-fery", "something", "no record “no-fery”; did you mean “no-ferry”"),
    ],
)
def test_a_rename_that_cannot_be_is_refused(old: str, new: str, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        _rename(factory.facts(), old, new)


def test_a_broken_file_is_not_edited() -> None:
    with pytest.raises(EditError, match="has errors"):
        _rename(factory.facts() + "colour: red\n", "no-ferry", "ferry-off")


def test_a_stakeholder_is_renamed_in_every_briefing_and_a_claim_in_one() -> None:
    second = "seeds/second/facts.yml"
    both = {FERRY: factory.facts().encode(), second: factory.facts().encode()}
    changed = edit.rename(both, "orla-finn", "orla-finn-mp")
    assert set(changed) == set(both)
    assert all(b"formerly: [orla-finn]" in raw for raw in changed.values())
    with pytest.raises(EditError, match="several briefings"):
        edit.rename(both, "no-ferry", "ferry-off")


def test_line_ends_and_mark_of_windows_stay() -> None:
    raw = b"\xef\xbb\xbf" + factory.facts().replace("\n", "\r\n").encode()
    out = edit.rename({FERRY: raw}, "no-ferry", "ferry-off")[FERRY]
    assert out.startswith(b"\xef\xbb\xbf")
    assert out.count(b"\n") == out.count(b"\r\n") == raw.count(b"\n") + 1


def test_a_section_that_is_not_there_yet_is_made() -> None:
    text = factory.facts().partition("terms:\n")[0]
    file = edit.opened(
        FERRY, (text + "questionless: x\n").replace("questionless: x\n", "").encode()
    )
    record = {"name": "pier", "definition": "Where the ferry lands."}
    out = edit.add(file, "terms", "pier", records.lines("pier", record), record).decode()
    assert (
        out == text + "\nterms:\n  pier:\n    name: pier\n    definition: Where the ferry lands.\n"
    )
    with pytest.raises(EditError, match="used already"):
        edit.add(edit.opened(FERRY, out.encode()), "terms", "pier", [], record)


def test_a_claim_needs_words_that_stand_in_the_source() -> None:
    file = edit.opened(FERRY, factory.facts().encode())
    snapshots = {"notice": Snapshot.of(factory.SOURCE)}
    with pytest.raises(
        EditError, match="does not stand in notice; did you mean “The ferry to Aldra"
    ):
        records.claim(file, snapshots, "The ferry to Aldra will run in March.", {})
    with pytest.raises(EditError, match="does not stand in notice; copy it"):
        records.claim(file, snapshots, "Trains were late again", {})
    with pytest.raises(EditError, match="stands 2 times in notice; give it the words"):
        records.claim(file, snapshots, "on", {})
    assert (
        records.claim(file, snapshots, "The ferry to Aldra", {})["evidence"] == "The ferry to Aldra"
    )


def test_the_commands_edit_the_files_of_a_site(tmp_path: Path) -> None:
    site = copy_site(ROOT, tmp_path / "site")
    facts = site / PATH
    quote = "Microsoft's commitment to leveraging AI is evident"
    briefgen(
        "add", "claim", REAL, quote, "--id", "commitment-evident", "--kind", "opinion", cwd=site
    )
    briefgen(
        "add", "stakeholder", REAL, "Aldra Watch", "--role", "It watches. [[analyst]]", cwd=site
    )
    briefgen("rename", "databricks", "databricks-inc", cwd=site)
    assert f"evidence: {quote}" in facts.read_text()
    assert "formerly: [databricks]" in facts.read_text()
    assert briefgen("check", cwd=site).returncode == 0
    document = tmp_path / "more.txt"
    document.write_text("More is known now.\n")
    options = ("--descriptor", "A note.", "--unknown-reason", "it does not say")
    briefgen("add", "source", REAL, "more", document, *options, cwd=site)
    archived = site / "seeds" / REAL / "sources" / "more.txt"
    assert hashlib.sha256(archived.read_bytes()).hexdigest() in facts.read_text()
    again = briefgen("add", "source", REAL, "more", document, cwd=site, check=False)
    assert (again.returncode, "never overwritten" in again.stderr) == (2, True)


LONG = (
    "    evidence: The ferry to Aldra will not run in March.\n",
    "    evidence: >-\n      The ferry to Aldra\n      will not run in March.\n",
)
LISTED = (
    "    evidence: Orla Finn said the harbour spent $10 million on it.\n",
    "    evidence:\n      - exact: Orla Finn said the harbour spent $10 million on it.\n",
)
BRACES = (
    "    evidence: The council is expected to meet on 4 May 2031.\n",
    "    evidence: [{exact: The council is expected to meet on 4 May 2031.}] # said twice\n",
)


@pytest.mark.parametrize("edits", [(), (LONG,), (LISTED,), (BRACES,), (LONG, LISTED, BRACES)])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_with_a_second_source_every_passage_says_which_it_is_from(
    tmp_path: Path, edits: tuple[tuple[str, str], ...], newline: str
) -> None:
    folder = tmp_path / "seeds" / "aldra-ferry"
    (folder / "sources").mkdir(parents=True)
    (folder / "sources/notice.txt").write_text(factory.SOURCE)
    before = factory.facts(*edits)
    (folder / "facts.yml").write_bytes(before.replace("\n", newline).encode())
    document = tmp_path / "minutes.txt"
    document.write_text("The pier was painted.\n")
    about = ("--descriptor", "A note.", "--unknown-reason", "it does not say")
    briefgen("add", "source", "aldra-ferry", "minutes", document, *about, cwd=tmp_path)
    done = briefgen("check", "--ignore", "BG404", cwd=tmp_path)
    assert done.stdout == "no problems; 1 not asked for; 1 briefing, 3 claims\n"
    after = (folder / "facts.yml").read_bytes().decode().replace(newline, "\n")
    assert after.count("source: notice") == 3
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    assert all(
        "evidence" in line or "exact" in line or "ferry" in line or "will" in line for line in gone
    )
    again = briefgen("add", "source", "aldra-ferry", "third", document, *about, cwd=tmp_path)
    assert again.returncode == 0
    assert (folder / "facts.yml").read_text("utf-8").count("source: notice") == 3


MESSY = (
    b"\r\n\r\n# top  \r\na:   1  # one\r\n\r\n\r\n\r\nb:\r\n  - x: >-\r\n      kept  \r\n\r\n\r\n"
    b"      apart\r\n\r\n\r\n  - y: |\r\n      l  \r\n      m\r\n\r\n\r\n# end  \r\n\r\n"
)


def test_layout_moves_white_space_only_and_is_stable() -> None:
    out = layout.lay_out("f", MESSY)
    assert isinstance(out, bytes)
    assert out == (
        b"# top\na: 1  # one\n\nb:\n  - x: >-\n      kept  \n\n\n      apart\n\n"
        b"  - y: |\n      l  \n      m\n\n# end\n"
    )
    assert layout.lay_out("f", out) == out


def test_layout_refuses_where_white_space_means_something() -> None:
    with pytest.raises(layout.LayoutError):
        layout.lay_out("f", b"a: |+\n  kept\n\n\n\n")


@pytest.mark.parametrize("path", OWN_FACTS, ids=lambda p: p.parent.name)
def test_our_own_fact_files_are_laid_out(path: Path) -> None:
    raw = path.read_bytes()
    assert layout.lay_out(path.name, raw) == raw


def test_fmt_check_fails_and_changes_nothing_and_fmt_mends(tmp_path: Path) -> None:
    site = copy_site(ROOT, tmp_path / "site")
    facts = site / PATH
    clean = facts.read_bytes()
    assert briefgen("fmt", "--check", cwd=site).returncode == 0
    facts.write_bytes(clean.replace(b"status: published", b"status:  published ", 1))
    messy = facts.read_bytes()
    assert briefgen("fmt", "--check", facts, cwd=site, check=False).returncode == 1
    assert facts.read_bytes() == messy != clean
    assert briefgen("fmt", cwd=site).returncode == 0
    assert facts.read_bytes() == clean
