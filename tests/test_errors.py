"""Every code has a page, every page a code, and the examples on them do what they say."""

from __future__ import annotations

import pytest

from briefgen.base.diagnostics import Code
from tests import error_examples
from tests.conftest import ROOT, briefgen

CODES = [code.code for code in Code]


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    pages = {path.stem for path in error_examples.FOLDER.glob("*.md")} - {"index"}
    assert pages == set(CODES)


def test_the_index_lists_every_code() -> None:
    written = (error_examples.FOLDER / "index.md").read_text(encoding="utf-8")
    assert written == error_examples.index(), "run: python -m tests.error_examples"


@pytest.mark.parametrize("code", Code, ids=lambda code: code.code)
def test_a_page_says_what_why_and_how_to_mend(code: Code) -> None:
    text = error_examples.page(code.code)
    assert text.startswith(f"# {code.code}: {code.title}\n")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["## Why it matters", "## Example", "## How to mend it"]


@pytest.mark.parametrize("code", Code, ids=lambda code: code.code)
def test_the_example_gives_its_code_and_the_mended_one_nothing(code: Code) -> None:
    if not error_examples.reported(code):
        pytest.skip(f"no rule reports {code.code} yet")
    found, _ = error_examples.outcome(code.code)
    assert {diagnostic.code for diagnostic in found} == {code}
    shown = error_examples.blocks(error_examples.page(code.code))["briefgen check"]
    assert shown == error_examples.printed(code.code).rstrip("\n"), "python -m tests.error_examples"
    mended, _ = error_examples.outcome(code.code, mended=True)
    # The encoding example is one line, not a whole fact file.
    assert code is Code.ENCODING or list(mended) == []
    assert code not in {diagnostic.code for diagnostic in mended}


def test_explain_prints_the_page_of_a_code_and_refuses_what_is_none() -> None:
    done = briefgen("explain", "bg301", cwd=ROOT)
    assert done.stdout == error_examples.page("BG301")
    wrong = briefgen("explain", "BG399", cwd=ROOT, check=False)
    assert wrong.returncode == 2
    assert "there is no code “BG399”" in wrong.stderr
