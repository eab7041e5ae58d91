"""The wheel: installed alone, it starts a site and builds it."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return next(out.glob("briefgen-*.whl"))


def test_the_wheel_carries_templates_assets_and_the_starter_site(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "briefgen/templates/briefing/index.md.jinja",
        "briefgen/templates/labels/en.yml",
        "briefgen/assets/briefgen.css",
        "briefgen/errors/BG301.md",
        "briefgen/scaffold/mkdocs.yml",
        "briefgen/theme/main.html",
        "briefgen/py.typed",
    ):
        assert needed in names
    assert not [name for name in names if name.startswith(("tests/", "seeds/", "docs/"))]


def missing(python: str | Path) -> str:
    """What the distributions of an environment need and do not find there; a lock is installed as it stands."""
    checked = run(python, "-m", "pip", "check", cwd=ROOT, check=False)
    return checked.stdout if checked.returncode else ""


def test_an_empty_environment_with_the_wheel_starts_and_builds_a_site(
    wheel: Path, tmp_path: Path
) -> None:
    run(sys.executable, "-m", "venv", "venv", cwd=tmp_path)
    bin_ = tmp_path / "venv" / "bin"
    run(
        bin_ / "python",
        "-m",
        "pip",
        "-q",
        "install",
        "--no-deps",
        "--require-hashes",
        "-r",
        ROOT / "requirements.txt",
        cwd=tmp_path,
    )
    run(bin_ / "python", "-m", "pip", "-q", "install", "--no-deps", wheel, cwd=tmp_path)
    assert not missing(bin_ / "python")
    run(bin_ / "briefgen", "init", "demo", cwd=tmp_path)
    demo = tmp_path / "demo"
    assert "no problems" in run(bin_ / "briefgen", "check", cwd=demo).stdout
    assert run(bin_ / "briefgen", "explain", "BG301", cwd=demo).stdout.startswith("# BG301:")
    run(bin_ / "mkdocs", "build", "--strict", cwd=demo)
    assert (demo / "site" / "briefings" / "example-lighthouse" / "claims" / "index.html").is_file()
    assert (demo / "site" / "assets" / "briefgen.css").is_file()
    run(bin_ / "python", "-m", "pip", "-q", "uninstall", "--yes", "markupsafe", cwd=tmp_path)
    assert "markupsafe, which is not installed" in missing(bin_ / "python").lower()


def test_the_lock_of_the_tests_names_all_that_is_needed() -> None:
    assert not missing(sys.executable)
