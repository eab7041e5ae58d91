"""The disk: reading templates and our own data, writing pages, copying the starter site.

Writing changes only what differs and removes only what an
earlier run wrote; a file that somebody else made or edited is reported and left alone.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from briefgen.diagnostics import Code, Diagnostic, Span

if TYPE_CHECKING:
    # Only the type: a check reads files and makes no pages.
    from briefgen.pages import Page

MANIFEST = ".briefgen.json"
"""The list of what `write` wrote into a folder, with digests, beside the pages."""

_PACKAGE = Path(__file__).parent
THEME = _PACKAGE / "theme"
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
    packaged = _PACKAGE / name
    if packaged.is_dir():
        return packaged
    return _PACKAGE.parent / (name if name == "templates" else f"docs/{name}")


class Written(NamedTuple):
    """What a run of `write` did, as paths below the folder, and what it left alone."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    problems: tuple[Diagnostic, ...]


def write(folder: Path, pages: Iterable[Page], assets: Mapping[str, bytes]) -> Written:
    """Brings `folder` in step with `pages`. Raises OSError where the machine fails."""
    wanted = {page.uri: page.raw for page in pages} | dict(assets)
    known = _manifest(folder)
    written, removed, problems, ours = [], [], [], {}
    unchanged = 0
    for uri, content in sorted(wanted.items()):
        path = folder / uri
        present = path.read_bytes() if path.is_file() and not path.is_symlink() else None
        digest = hashlib.sha256(content).hexdigest()
        if present == content:
            unchanged += uri in known
            if uri in known:
                ours[uri] = digest
            continue
        if os.path.lexists(path) and (
            present is None or hashlib.sha256(present).hexdigest() != known.get(uri)
        ):
            problems.append(_not_ours(uri, edited=uri in known))
            if uri in known:
                ours[uri] = known[uri]
            continue
        replace(path, content)
        written.append(uri)
        ours[uri] = digest
    for uri in sorted(set(known) - set(wanted)):
        path = folder / uri
        if (
            path.is_file()
            and not path.is_symlink()
            and hashlib.sha256(path.read_bytes()).hexdigest() == known[uri]
        ):
            path.unlink()
            removed.append(uri)
            _remove_empty(path.parent, folder)
    import json

    manifest = json.dumps(ours, indent=1, sort_keys=True).encode() + b"\n"
    if not (folder / MANIFEST).is_file() or (folder / MANIFEST).read_bytes() != manifest:
        replace(folder / MANIFEST, manifest)
    return Written(tuple(written), tuple(removed), unchanged, tuple(problems))


def _not_ours(uri: str, *, edited: bool) -> Diagnostic:
    if edited:
        message = "the page was edited after it was generated; it is left as it is"
        return Diagnostic(
            Code.ADDRESS,
            Span(uri),
            message,
            "move your changes to the fact file or a template, delete the page",
        )
    message = "a file that briefgen did not write has the address of a page; it is left as it is"
    return Diagnostic(
        Code.ADDRESS, Span(uri), message, "move it, or write into a folder of its own"
    )


def _manifest(folder: Path) -> dict[str, str]:
    """Path → digest of what an earlier run wrote; nothing where the list is missing or was tampered with."""
    import json

    try:
        loaded = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {
        uri: digest for uri, digest in loaded.items() if isinstance(digest, str) and _inside(uri)
    }


def _inside(uri: str) -> bool:
    path = PurePosixPath(uri)
    return not path.is_absolute() and ".." not in path.parts and uri == path.as_posix()


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
        path.parent.mkdir(parents=True)
        path.write_bytes(content)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def scaffold(folder: Path) -> tuple[str, ...]:
    """Copies the starter site into an empty or missing folder and returns its files. Raises FileExistsError."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    return _copied("scaffold", folder)


def workflows(folder: Path) -> tuple[str, ...]:
    """Copies the workflows for pull requests to a forge into a site and returns them. Raises FileExistsError."""
    source = _PACKAGE / "forge"
    for path in source.rglob("*.yml"):
        if os.path.lexists(folder / path.relative_to(source)):
            raise FileExistsError(f"{path.relative_to(source)} is there already")
    return _copied("forge", folder)


def _copied(part: str, folder: Path) -> tuple[str, ...]:
    """Copies a part of the package's data into `folder` and returns the files."""
    source = _PACKAGE / part
    copied = []
    for path in sorted(source.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            name = path.relative_to(source).as_posix()
            replace(folder / name, path.read_bytes())
            copied.append(name)
    return tuple(copied)
