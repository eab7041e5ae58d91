"""A check that recalls its answer prints what a check that works it out prints, whatever changed in between.

BRIEFGEN_CHANGES says how many random changes are tried (`make bench`: 200).
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import briefgen
from briefgen.cache import usercache
from briefgen.cache.remembered import ANSWERS, LONGEST, SITES, Answer, Question
from briefgen.cli import asking
from briefgen.cli.asking import Asked
from briefgen.disk import intake
from tests import factory
from tests.conftest import ROOT, run

COUNT = int(os.environ.get("BRIEFGEN_CHANGES", "60"))
ASKED = Asked("text", (2031, 3, 1))
Say = Callable[..., tuple[int, str]]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two briefings, one of them to be looked at again, and a configuration; a user who has kept nothing."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    root = tmp_path / "root"
    for id, change in (
        ("bren", ()),
        ("aldra", (("status: pub", "review_by: 2031-04\nstatus: pub"),)),
    ):
        for path, raw in factory.tree(*change, id=id).files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(raw)
    (root / "mkdocs.yml").write_text("site_name: Harbours\nmarkdown_extensions: [attr_list]\n")
    return root


@pytest.fixture
def say(site: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """What a check of the site ends with and prints."""

    def said(asked: Asked = ASKED, *, cache: bool = True) -> tuple[int, str]:
        status = asking.check(site, asked, cache=cache)
        return status, capsys.readouterr().out

    return said


def question(site: Path, asked: Asked = ASKED) -> Question:
    return Question(site, intake.read_tree(site), intake.read_config(site), asked)


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "user" / "briefgen" / "checks").glob("*"))


def test_an_unchanged_site_is_answered_from_what_was_kept(site: Path, say: Say) -> None:
    first = say()
    assert first[0] == 1
    assert "BG6" in first[1]
    assert question(site).recall() == Answer(*first)
    question(site).keep(Answer(0, "not worked out\n"))
    assert say() == (0, "not worked out\n")
    assert say(cache=False) == first


def test_random_changes_are_answered_alike_with_and_without_what_was_kept(
    site: Path, say: Say
) -> None:
    chance = random.Random(4)  # noqa: S311  # the same changes every time
    answers, recalled = set(), 0
    for _ in range(COUNT):
        chance.choice(CHANGES)(site, chance)
        asked = chance.choice(WAYS)
        recalled += question(site, asked).recall() is not None
        with_kept = say(asked)
        assert with_kept == say(asked, cache=False)
        assert with_kept == say(asked)
        answers.add(with_kept)
    assert len(answers) > COUNT / 3
    assert recalled > COUNT / 20


def _one_byte(path: Path, chance: random.Random) -> None:
    raw = bytearray(path.read_bytes())
    raw[chance.randrange(len(raw))] = chance.choice(b"aZ 0\n:-]")
    path.write_bytes(raw)


def _input_changed(site: Path, chance: random.Random) -> None:
    _one_byte(chance.choice(sorted(site.glob("seeds/*/facts.yml"))), chance)


def _archive_changed(site: Path, chance: random.Random) -> None:
    _one_byte(chance.choice(sorted(site.glob("seeds/*/sources/*"))), chance)


def _config_changed(site: Path, chance: random.Random) -> None:
    weigh = chance.choice(["{BG601: off}", "{BG302: warning}", "{}", "{BG999: off}"])
    text = f"markdown_extensions: [{chance.choice(['toc', 'attr_list'])}]\nextra: {{briefgen: {{weights: {weigh}}}}}\n"
    (site / "mkdocs.yml").write_text(text)


def _file_added_or_gone(site: Path, chance: random.Random) -> None:
    path = site / "seeds" / chance.choice(["aldra", "bren"]) / "sources" / "more.txt"
    if path.exists():
        path.unlink()
    else:
        path.write_text(f"More {chance.random()}\n")


def _link_in_place(site: Path, chance: random.Random) -> None:
    path = site / "seeds" / "aldra" / "reviews.yml"
    if path.is_symlink():
        path.unlink()
    else:
        path.unlink(missing_ok=True)
        path.symlink_to(site / "mkdocs.yml")


def _mended(site: Path, chance: random.Random) -> None:
    for id in ("aldra", "bren"):
        for path, raw in factory.tree(id=id).files.items():
            (site / path).write_bytes(raw)


def _touched(site: Path, chance: random.Random) -> None:
    for path in site.rglob("*.yml"):
        os.utime(path, (chance.randrange(10**9), chance.randrange(10**9)))


CHANGES = (
    _input_changed,
    _archive_changed,
    _config_changed,
    _file_added_or_gone,
    _link_in_place,
    _mended,
    _touched,
)
WAYS = (
    ASKED,
    ASKED,
    ASKED._replace(today=(2032, 1, 1)),
    ASKED._replace(colour=True),
    ASKED._replace(format_="json"),
    ASKED._replace(format_="sarif"),
    ASKED._replace(format_="github", ignore=("BG6",)),
    ASKED._replace(select=("BG3",)),
)


def test_a_changed_byte_of_an_archived_text_is_noticed_though_size_and_time_are_the_same(
    site: Path, say: Say
) -> None:
    archived = site / "seeds" / "bren" / "sources" / "notice.txt"
    times = archived.stat().st_atime_ns, archived.stat().st_mtime_ns
    assert "read every quote again" not in say()[1]
    archived.write_bytes(archived.read_bytes().replace(b"March", b"Marsh"))
    os.utime(archived, ns=times)
    assert "read every quote again" in say()[1]


def test_the_day_is_part_of_what_an_answer_depends_on(say: Say) -> None:
    before, after = say(), say(ASKED._replace(today=(2031, 5, 1)))
    assert "review" in after[1]
    assert before != after
    assert before == say()


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[:-1],
        lambda raw: raw[:40],
        lambda raw: bytes([raw[0] ^ 1]) + raw[1:],
        lambda raw: raw[:64] + b"\x00" + raw[65:],
        lambda raw: raw.replace(b"error", b"erron"),
        lambda raw: raw + b"x",
    ],
)
def test_a_damaged_answer_is_not_used_and_made_anew(
    site: Path, say: Say, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    first, (place,) = say(), kept(tmp_path)
    whole = place.read_bytes()
    assert damage(whole) != whole
    place.write_bytes(damage(whole))
    assert question(site).recall() is None
    assert say() == first
    assert place.read_bytes() == whole


def test_an_answer_of_another_user_is_not_used(site: Path, say: Say, tmp_path: Path) -> None:
    say()
    question(site).keep(Answer(0, "planted\n"))
    assert question(site).recall() == Answer(0, "planted\n")
    (tmp_path / "user" / "briefgen" / "secret").unlink()
    assert question(site).recall() is None
    assert say()[0] == 1


def test_an_answer_of_another_version_of_the_program_is_not_used(
    site: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(Path(briefgen.__file__).parent, other / "briefgen")

    def checked(folder: Path) -> str:
        code = f"import sys; sys.path.insert(0, {str(folder)!r}); from briefgen.cli import main; main()"
        return run(sys.executable, "-c", code, "check", cwd=site, check=False).stdout

    first = checked(ROOT)
    assert checked(other) == first
    words = other / "briefgen" / "cli" / "running.py"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace(" briefing{", " BRIEFING{"), encoding="utf-8")
    assert checked(other) == first.replace("2 briefings", "2 BRIEFINGs") != first


@pytest.mark.parametrize(("words", "value"), [(("--no-cache",), "1"), ((), "0")])
def test_the_option_and_the_variable_turn_it_off(
    site: Path, tmp_path: Path, words: tuple[str, ...], value: str
) -> None:
    def checked(*words: str, value: str = "1") -> str:
        code = "from briefgen.cli import main; main()"
        command = (sys.executable, "-c", code, "check", *words)
        return run(*command, cwd=site, check=False, BRIEFGEN_CACHE=value).stdout

    off = checked(*words, value=value)
    assert kept(tmp_path) == []
    assert checked() == off
    assert len(kept(tmp_path)) == 1


def test_nothing_is_kept_in_the_site(site: Path, say: Say) -> None:
    before = sorted(site.rglob("*"))
    say()
    assert sorted(site.rglob("*")) == before


def test_sites_take_no_place_from_each_other_until_the_oldest_goes(
    site: Path, tmp_path: Path
) -> None:
    state = {"bren": ({}, {}, {"a: b\n": ("a", "b")})}
    tree = intake.read_tree(site)
    sites = [Question(site / str(number), tree, None, ASKED) for number in range(ANSWERS + 2)]
    for asked in sites:
        asked.keep(Answer(0, "clean"))
        asked.keep_state(state)
        for path in (tmp_path / "user" / "briefgen").rglob("*"):
            os.utime(path, ns=(0, path.stat().st_mtime_ns - 10**9))
    assert [bool(asked.recall()) for asked in sites] == [False] * 2 + [True] * ANSWERS
    gone = len(sites) - SITES
    assert [bool(asked.recall_state()) for asked in sites] == [False] * gone + [True] * SITES


def test_only_the_user_may_read_what_is_kept(say: Say, tmp_path: Path) -> None:
    say()
    files = [path for path in (tmp_path / "user").rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} == {"briefgen", "checks", "right"}
    assert {path.stat().st_mode & 0o077 for path in files} == {0}


def test_what_was_found_right_is_used_after_an_edit_and_thrown_away_where_it_is_damaged(
    site: Path, say: Say, tmp_path: Path
) -> None:
    first = say()
    (place,) = (tmp_path / "user" / "briefgen" / "right").iterdir()
    whole, state = place.read_bytes(), question(site).recall_state()
    assert {id: len(right) > 10 for id, (right, *_) in state.items()} == {
        "aldra": True,
        "bren": True,
    }
    for damaged in (b"", whole[:-1], bytes([whole[0] ^ 1]) + whole[1:], whole[:64] + whole, b"x"):
        place.write_bytes(damaged)
        assert question(site).recall_state() == {}
    facts = site / "seeds" / "bren" / "facts.yml"
    facts.write_bytes(facts.read_bytes() + b"# a comment\n")
    assert say() == first
    again = question(site).recall_state()
    assert again["aldra"] == state["aldra"]
    assert again["bren"][:2] == state["bren"][:2]
    # The comment belongs to the record before it.
    assert len(again["bren"][2].keys() - state["bren"][2].keys()) == 1
    (tmp_path / "user" / "briefgen" / "secret").unlink()
    assert question(site).recall_state() == {}


def test_of_two_checks_at_once_each_prints_its_own(site: Path, say: Say, tmp_path: Path) -> None:
    """Each writes whole files of its own and puts them in place in one step."""
    facts, code = site / "seeds" / "bren" / "facts.yml", "from briefgen.cli import main; main()"
    good = facts.read_bytes()
    for number in range(3):
        facts.write_bytes(good.replace(b"March", f"the year 201{number}".encode(), 1))
        alone = run(sys.executable, "-c", code, "check", "--no-cache", cwd=site, check=False)
        both = [
            subprocess.Popen(
                [sys.executable, "-c", code, "check"], cwd=site, stdout=subprocess.PIPE
            )
            for _ in range(2)
        ]
        assert {one.communicate()[0].decode() for one in both} == {alone.stdout}
    assert sorted(path.name for path in (tmp_path / "user").rglob("*.*")) == []


def test_a_folder_that_cannot_be_written_makes_a_check_slower_and_not_different(
    say: Say, tmp_path: Path
) -> None:
    (tmp_path / "user").write_text("a file where the folder should be")
    assert say() == say(cache=False)
    with pytest.raises(OSError, match="Not a directory"):
        usercache.secret()


def test_of_a_user_without_a_home_nothing_is_kept(
    say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    # What stands for a home is not known.
    monkeypatch.setenv("HOME", "~")
    monkeypatch.chdir(tmp_path)
    assert say() == say(cache=False)
    with pytest.raises(RuntimeError, match="no home"):
        usercache.folder()
    assert not (tmp_path / "~").exists()


def test_an_answer_that_is_too_long_is_not_kept(site: Path, tmp_path: Path) -> None:
    question(site).keep(Answer(0, "x" * (LONGEST + 1)))
    assert kept(tmp_path) == []
    question(site).keep(Answer(0, "x" * LONGEST))
    assert len(kept(tmp_path)) == 1
