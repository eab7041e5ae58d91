"""The hand-written docs are true: their commands run, their links lead somewhere, their generated parts are in step."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import reference
from tests.conftest import ROOT, copy_site, run

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINKING = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]

NOT_RUN = {
    "git push --set-upstream origin mend-openai-investment": "there is no remote in a test",
}
"""Command → why it cannot run in a test."""

MADE_ELSEWHERE = {"docs/assets/screenshot.png": "a picture of the built site, by make screenshots"}
"""Link target → why it may be missing."""


def commands(page: str) -> list[str]:
    """The commands of a page, in order: the lines behind `$ ` in its console blocks."""
    blocks = re.findall(r"^```console\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


def listings(page: str) -> dict[str, str]:
    """The files that a page shows: path below the site's folder → text."""
    shown = re.findall(
        r'^```\w+ title="((?:seeds/[^"]+|[\w-]+\.txt))"\n(.*?)^```', page, re.DOTALL | re.MULTILINE
    )
    return dict(shown)


def put_listings(site: Path, page: str) -> None:
    """Writes the files that a page shows; the word SHA256 stands for the hash of the text beside the fact file."""
    files = listings(page)
    for path, text in files.items():
        folder = path.rpartition("/")[0]
        beside = "".join(files.get(f"{folder}/sources/{name}", "") for name in ("notice.txt",))
        digest = hashlib.sha256(beside.encode()).hexdigest()
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace("sha256: SHA256", f"sha256: {digest}"), encoding="utf-8")


def run_commands(site: Path, wanted: list[str]) -> subprocess.CompletedProcess[str]:
    """All commands in one shell that ends at the first failure; targets of make are only resolved, not made."""
    lines = [
        command.replace("make ", f"make --dry-run --directory={ROOT} ", 1)
        if command.startswith("make ")
        else command
        for command in wanted
        if command not in NOT_RUN
    ]
    script = "\n".join(["set -eu", *lines])
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    names = {
        f"GIT_{role}_{part}": f"{part.lower()}@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for part in ("NAME", "EMAIL")
    }
    # As a forge hands them to the job that compares.
    names |= {"BASE": "HEAD", "HEAD": "HEAD"}
    return run("bash", "-c", script, cwd=site, check=False, measured=False, PATH=path, **names)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of this repository's site with a git history of one commit and one change that is not committed."""
    copied = copy_site(ROOT, tmp_path / "site")
    (copied / ".gitignore").write_text("/site/\n")
    begin = ["git init --quiet", "git add .", "git commit --quiet --message Begin"]
    done = run_commands(copied, begin)
    assert done.returncode == 0, done.stderr
    with (copied / "docs" / "about.md").open("a", encoding="utf-8") as about:
        about.write("\nA change.\n")
    return copied


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [page for page in PAGES if commands(page.read_text(encoding="utf-8"))],
    ids=lambda p: p.name,
)
def test_every_command_of_a_page_runs(path: Path, site: Path) -> None:
    page = path.read_text(encoding="utf-8")
    put_listings(site, page)
    done = run_commands(site, commands(page))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "command",
    ["briefgen chekc", "make nothing-of-this-name", "sha256sum seeds/nowhere.txt", "false"],
)
def test_a_command_that_does_not_run_fails_its_page(command: str, site: Path) -> None:
    page = f"```console\n$ true\n$ {command}\n$ true\n```\n"
    assert commands(page) == ["true", command, "true"]
    assert run_commands(site, commands(page)).returncode != 0


def not_run(page: str) -> list[str]:
    """The lines of a page's code blocks that look like commands and that no test runs."""
    blocks = re.findall(r"^```(\w*)[^\n]*\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    lines = [
        line for language, block in blocks if language != "yaml" for line in block.splitlines()
    ]
    return [
        line for line in lines if re.match(r"(?:briefgen|make|mkdocs|git|pip|npm|python) \w", line)
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_no_page_shows_a_command_that_no_test_runs(path: Path) -> None:
    assert not_run(path.read_text(encoding="utf-8")) == []


def test_a_command_outside_of_a_console_block_is_found() -> None:
    page = "```text\nbriefgen check --watch\n```\n\n```console\n$ briefgen fmt\n```\n"
    assert not_run(page) == ["briefgen check --watch"]


def test_every_target_of_make_that_a_page_names_is_there() -> None:
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        target
        for path in PAGES
        for target in re.findall(
            r"(?:`|^    |\$ )make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE
        )
    }
    assert len(named) > 8
    assert named <= made
    assert "nothing-of-this-name" not in made


def test_the_pages_that_tell_people_what_to_type_have_commands() -> None:
    named = {page.name for page in PAGES if commands(page.read_text(encoding="utf-8"))}
    assert {"README.md", "add-a-briefing.md", "edit-a-fact.md"} <= named
    assert {"draft.md", "review-a-change.md"} <= named


def test_commands_that_are_not_run_are_still_written_somewhere() -> None:
    written = {command for page in PAGES for command in commands(page.read_text(encoding="utf-8"))}
    assert set(NOT_RUN) <= written


def test_the_message_in_the_guide_names_the_word_that_differs() -> None:
    guide = (ROOT / "docs" / "guide" / "edit-a-fact.md").read_text(encoding="utf-8")
    assert "BG301: quote not found" in guide
    assert "“ten” should be “nine”" in guide
    assert "no problems" not in guide


def dead_links(path: Path, text: str) -> list[str]:
    """The relative links of a Markdown file that lead to no file."""
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    local = [target.partition("#")[0] for target in targets if "://" not in target]
    return [
        target
        for target in local
        if target and target not in MADE_ELSEWHERE and not (path.parent / target).exists()
    ]


@pytest.mark.parametrize("path", LINKING, ids=lambda p: p.name)
def test_every_relative_link_leads_to_a_file(path: Path) -> None:
    assert dead_links(path, path.read_text(encoding="utf-8")) == []


def test_a_link_to_nowhere_is_found() -> None:
    text = "[a](docs/about.md) [b](docs/abuot.md#x) [c](https://example.org/) [d](#here)"
    assert dead_links(ROOT / "README.md", text) == ["docs/abuot.md"]


@pytest.mark.parametrize("name", reference.GENERATED)
def test_the_generated_part_of_a_page_is_in_step_with_the_code(name: str) -> None:
    uri, make = reference.GENERATED[name]
    page = (ROOT / "docs" / uri).read_text(encoding="utf-8")
    assert reference.renewed(page, name, make()) == page, "run: make reference"


@pytest.mark.parametrize("name", reference.GENERATED)
def test_a_generated_part_that_was_changed_by_hand_is_noticed(name: str) -> None:
    uri, make = reference.GENERATED[name]
    page = (ROOT / "docs" / uri).read_text(encoding="utf-8")
    first_row = make().splitlines()[0]
    assert first_row in page
    changed = page.replace(first_row, f"{first_row} and more", 1)
    assert reference.renewed(changed, name, make()) != changed


def test_a_page_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="one place"):
        reference.renewed("# A page\n", "commands", "text")


def test_the_folding_table_names_every_character_and_no_other() -> None:
    page = (ROOT / "docs" / "reference" / "folding.md").read_text(encoding="utf-8")
    named = {chr(int(code, 16)) for code in re.findall(r"\| U\+([0-9A-F]+) \|", page)}
    from briefgen.texts.folding import FOLDED_CHARACTERS

    assert named == set(FOLDED_CHARACTERS)
    assert "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}" not in named


def test_the_command_reference_shows_what_help_prints() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    done = run(
        sys.executable,
        "-c",
        "from briefgen.cli import main; main()",
        "check",
        "--help",
        cwd=ROOT,
        COLUMNS="80",
    )
    options = [line for line in done.stdout.splitlines() if line.lstrip().startswith("--")]
    assert options
    assert [line for line in options if line not in page] == []


def test_the_page_of_components_shows_every_class_of_the_style_sheet() -> None:
    style = (ROOT / "docs" / "assets" / "briefgen.css").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "reference" / "components.md").read_text(encoding="utf-8")
    shown = set(" ".join(re.findall(r'class="([^"]*)"', page)).split())
    # Overlapping passages are numbered; a wrapper has no look of its own; a group is hidden or not.
    alike = re.compile(r"bg-[lw][2-9]|bg-foreign|bg-group")
    known = {name for name in re.findall(r"\.(bg-[a-z0-9-]+)", style) if not alike.fullmatch(name)}
    assert len(known) > 60
    assert known - shown == set()
