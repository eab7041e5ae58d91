"""The disk: reading templates and our own data, writing single files, copying the starter site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
"""Where briefgen itself is installed."""
THEME = PACKAGE / "theme"
"""Our changes to the theme's templates; a site's own `custom_dir` goes before them."""


def read_templates(root: Path) -> dict[str, str]:
    """Every template by its name below `templates/`: the shipped ones, a site's own in place of them file by file.

    A site's own labels stand beside the shipped ones, as `own/labels/en.yml`, for they take the place of single words.
    """
    shipped, own = _shipped("templates"), root / "templates"
    found = dict(_templates_in(shipped))
    # In the repository of briefgen the two are the same.
    if own.resolve() != shipped.resolve():
        found |= {
            f"{'own/' * name.startswith('labels/')}{name}": t for name, t in _templates_in(own)
        }
    return found


def _templates_in(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".jinja", ".yml"):
            yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


def read_assets() -> dict[str, bytes]:
    """The style sheet and script that pages need, by their path below the docs folder."""
    folder = _shipped("assets")
    return {
        f"assets/{path.name}": path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.suffix in (".css", ".js")
    }


def read_error_page(code: str) -> str:
    """The page about a code, as Markdown. Raises FileNotFoundError where there is none."""
    return (_shipped("errors") / f"{code}.md").read_text(encoding="utf-8")


def _shipped(name: str) -> Path:
    """A folder of data that travels in the wheel; in a checkout it stands beside the package."""
    packaged = PACKAGE / name
    if packaged.is_dir():
        return packaged
    return PACKAGE.parent / (name if name == "templates" else f"docs/{name}")


def replace(path: Path, content: bytes) -> None:
    """Writes a file in one step: a reader sees the old or the new content, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    beside.write_bytes(content)
    beside.replace(path)


def write_new(path: Path, content: bytes) -> None:
    """Writes a file that nobody reads yet."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def scaffold(folder: Path) -> tuple[str, ...]:
    """Copies the starter site into an empty or missing folder and returns its files. Raises FileExistsError."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    return _copied("scaffold", folder)


def workflows(folder: Path) -> tuple[str, ...]:
    """Copies the workflows for pull requests to a forge into a site and returns them. Raises FileExistsError."""
    source = PACKAGE / "forge"
    for path in source.rglob("*.yml"):
        if os.path.lexists(folder / path.relative_to(source)):
            raise FileExistsError(f"{path.relative_to(source)} is there already")
    return _copied("forge", folder)


def _copied(part: str, folder: Path) -> tuple[str, ...]:
    """Copies a part of the package's data into `folder` and returns the files."""
    source = PACKAGE / part
    copied = []
    for path in sorted(source.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            name = path.relative_to(source).as_posix()
            replace(folder / name, path.read_bytes())
            copied.append(name)
    return tuple(copied)
