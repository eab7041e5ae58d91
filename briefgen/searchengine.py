"""Puts the engine behind the theme's search box: the theme's own for a small index, Pagefind for a large one.

The pages of a site are the same with both. They differ in two places of the built folder: the theme's search worker, which
gets our own in front of it or in its place, and the folder `search/`. So neither the templates nor a cache of pages need to
know which engine there is.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from briefgen import files, searchpages, searchranges
from briefgen.searchoptions import PAGEFIND, Search
from briefgen.searchpages import CHUNKS

THEME = "9.8."
"""The releases of the theme whose messages to its worker are known."""

WORKERS = "assets/javascripts/workers"
_OWN = Path(__file__).parent / "searchworker.js"
_NEEDED = ("pagefind.js", "pagefind-entry.json", "index", "fragment")
"""What a search needs beside its metadata and its program; the rest of Pagefind's output are interfaces of its own."""


_EXPORT = "export{createInstance,"
"""How the last statement of Pagefind's module begins, in the releases whose form is known."""


CHUNK_SIZE = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "3000"}
"""How much of its index Pagefind puts into one file, a seventh of what it would: a query loads a file for each of its words, and
readers on slow lines wait for nothing longer. A release that does not know the variable writes larger files, no others."""


class NoEngineError(Exception):
    """The engine that the site demands cannot be had; the message says why."""


def complete(
    out: Path, index: str, theme: Iterable[str], search: Search, weights: Mapping[str, float]
) -> str:
    """Writes the search of the site in `out`; gives back why it is not the engine that fits best, or nothing.

    `index` has every document; `theme` are the folders of the theme's files, in the order in which they are looked up.
    Raises NoEngineError, and OSError where the machine fails.
    """
    shutil.rmtree(out / CHUNKS, ignore_errors=True)
    worker = _worker(theme)
    obstacle = _obstacle(worker)
    wanted = search.chunked(index)
    if wanted and obstacle and search.engine == PAGEFIND:
        raise NoEngineError(obstacle)
    chunked = wanted and not obstacle
    if chunked:
        _cut(out / CHUNKS, index)
        settings = {
            **_start(out / CHUNKS),
            "chunks": f"../../../{CHUNKS}/",
            "weights": dict(weights),
        }
        index = searchpages.emptied(index, settings)
    files.replace(out / "search" / "search_index.json", index.encode())
    if worker is not None:
        theirs = _program(out / CHUNKS) if chunked else b"\n" + worker.read_bytes()
        files.replace(out / WORKERS / worker.name, _OWN.read_bytes() + theirs)
    return obstacle if wanted else ""


def _worker(theme: Iterable[str]) -> Path | None:
    """The theme's search worker; None in a theme or release whose messages to it are not known."""
    if not metadata.version("mkdocs-material").startswith(THEME):
        return None
    found = [path for folder in theme for path in Path(folder, WORKERS).glob("search.*.min.js")]
    return found[0] if found else None


def _obstacle(worker: Path | None) -> str:
    if worker is None:
        return f"Pagefind answers the search box of Material {THEME}x only"
    if not all(map(find_spec, ("pagefind_bin", "cbor2"))):
        return "Pagefind is not installed: pip install 'briefgen[search]'"
    return ""


def _start(chunks: Path) -> dict[str, object]:
    """What a search begins with: Pagefind's list of languages as it is, and the files that it would ask for first.

    They come with the index, in Base64, and not one round trip later. In front of them stands which chunk has which words.
    """
    entry = json.loads((chunks / "pagefind-entry.json").read_text(encoding="utf-8"))
    (language,) = entry["languages"].values()
    names = (
        f"pagefind.{language['hash']}.pf_meta",
        f"wasm.{language['wasm'] or 'unknown'}.pagefind",
    )
    ahead = searchranges.listed((chunks / names[0]).read_bytes())
    first = {name: base64.b64encode((chunks / name).read_bytes()).decode() for name in names}
    for path in (*chunks.glob("*.pf_meta"), *chunks.glob("*.pagefind")):
        path.unlink()
    return {"ahead": ahead, "entry": entry, "first": first}


def _program(chunks: Path) -> bytes:
    """Pagefind's module as a function of its address, for a worker that is no module; nothing where it looks otherwise.

    Where there is none, the worker imports the file.
    """
    path = chunks / "pagefind.js"
    body, exports, _ = path.read_text(encoding="utf-8").partition(_EXPORT)
    if not exports or re.search(r"(?:^|;)\s*(?:import|export)\b", body):
        return b""
    path.unlink()
    code = body.replace("import.meta.url", "address")
    return f'\nself.briefgenEngine=(address)=>{{"use strict";{code}return{{createInstance}}}};\n'.encode()


def _cut(chunks: Path, index: str) -> None:
    """Writes the chunks of `index`. Raises NoEngineError where Pagefind fails."""
    from pagefind_bin import get_executable

    # Neither the site's folder nor the environment may configure it: the same index gives the same chunks.
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith("PAGEFIND_")
    } | CHUNK_SIZE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        for file, text in searchpages.pages(index):
            (folder / "pages" / file).write_text(text, encoding="utf-8")
        done = subprocess.run(  # noqa: S603  # its own path, our own arguments
            [
                get_executable(),
                *("--site", "pages", "--output-path", "chunks", "--quiet"),
                *("--force-language", searchpages.language(index)),
            ],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode or not (folder / "chunks" / "pagefind.js").is_file():
            raise NoEngineError(f"Pagefind failed: {(done.stderr or done.stdout).strip()[-300:]}")
        chunks.mkdir(parents=True)
        for path in sorted((folder / "chunks").iterdir()):
            if path.name in _NEEDED or path.suffix in (".pf_meta", ".pagefind"):
                shutil.move(path, chunks / path.name)
