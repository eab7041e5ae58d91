"""What tests share: the real site, built once; a browser; the peers. What is missing skips, or fails where it is demanded.

BRIEFGEN_REQUIRE names what may not be missing ("browser,peers"), as continuous integration sets it.
"""

from __future__ import annotations

import fcntl
import functools
import gc
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
OWN_FACTS = sorted(
    path
    for folder in (".", "briefgen/scaffold", "tests/sites/*")
    for path in ROOT.glob(f"{folder}/seeds/*/facts.yml")
)
"""Every fact file of the project; not those that a benchmark has made and left."""
REAL = "azure-databricks"


@pytest.fixture(scope="session", autouse=True)
def own_user_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a run keeps for the next one lies in a folder of the tests, not in the home of who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("user")))
        yield


def missing(kind: str, what: str) -> None:
    """Skips the test with a clear line, or fails it where `kind` may not be missing."""
    if kind in os.environ.get("BRIEFGEN_REQUIRE", "").split(","):
        pytest.fail(f"{what} is missing, and BRIEFGEN_REQUIRE demands it", pytrace=False)
    pytest.skip(f"{what} is not installed")


def tool(name: str) -> Path:
    """A package that `make tools` put into .tools; skips the test where it is not."""
    found = ROOT / ".tools" / "node_modules" / name
    if not found.exists():
        missing("tools", f"the npm package {name} (make tools)")
    return found


def run(
    *arguments: str | Path, cwd: Path, check: bool = True, measured: bool = True, **env: str
) -> subprocess.CompletedProcess[str]:
    """A finished command with its output; the same bytes every time through SOURCE_DATE_EPOCH.

    `measured`: whether its lines count for the coverage; one build of many like it is slow for nothing.
    """
    inherited = {
        name: value
        for name, value in os.environ.items()
        if measured or not name.startswith("COVERAGE_PROCESS_")
    }
    environment = {
        **inherited,
        "SOURCE_DATE_EPOCH": "1700000000",
        "NO_MKDOCS_2_WARNING": "1",
        **env,
    }
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not check or done.returncode == 0, (
        f"{arguments} ended with {done.returncode}\n{done.stdout}{done.stderr}"
    )
    return done


def mkdocs(
    *arguments: str | Path, cwd: Path, check: bool = True, measured: bool = True
) -> subprocess.CompletedProcess[str]:
    """`mkdocs` of the environment that runs the tests."""
    command = (sys.executable, "-W", "ignore", "-m", "mkdocs", *arguments)
    return run(*command, cwd=cwd, check=check, measured=measured)


def briefgen(
    *arguments: str | Path, cwd: Path, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """`briefgen` of the environment that runs the tests."""
    code = "from briefgen.cli import main; main()"
    return run(sys.executable, "-c", code, *arguments, cwd=cwd, check=check)


def copy_site(source: Path, target: Path) -> Path:
    """The parts of a site that a build reads, copied into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for name in ("mkdocs.yml", "docs", "templates", "seeds"):
        origin = source / name
        if origin.is_dir():
            shutil.copytree(origin, target / name)
        elif origin.is_file():
            shutil.copy(origin, target / name)
    return target


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files with slow tests come first, so that at the end no worker is left alone with one of them."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Garbage is looked for seldom: after every 700 objects it takes a sixth of the time of tests that parse a lot."""
    gc.set_threshold(20_000, 50, 100)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` has filled, once for all processes of this run; nobody may write there."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, done = base / name, base / f"{name}.done"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built strictly by MkDocs."""
    return once(tmp_path_factory, "real", lambda out: _built(ROOT, out))


@pytest.fixture(scope="session")
def three_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The test site with three briefings in three scripts, built strictly by MkDocs."""
    return once(tmp_path_factory, "three", lambda out: _built(ROOT / "tests/sites/three", out))


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in a git repository with thirty commits; read only."""
    from tests.past import made  # it imports this module

    return once(tmp_path_factory, "past", made)


@pytest.fixture(scope="session")
def past_site(past: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with a past, built strictly by MkDocs."""
    return once(tmp_path_factory, "past-built", lambda out: _built(past, out))


def _built(site: Path, out: Path) -> None:
    mkdocs("build", "--strict", "-q", "-d", out, cwd=site)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The machine's Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    missing("browser", "Chromium")
    raise AssertionError


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass


@pytest.fixture(scope="session")
def served(real_site: Path) -> Iterator[str]:
    """The address of the real site."""
    with serving(real_site) as address:
        yield address


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of `folder` on the loopback interface, ending with a slash."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """One browser for all tests; a second one could not be started beside it in the same process."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
        started = playwright.chromium.launch(executable_path=str(chromium), args=arguments)
        yield started
        started.close()
