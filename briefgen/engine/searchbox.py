"""Puts the engine behind the theme's search box: the theme's own for a small index, Pagefind for a large one.

The pages of a site are the same with both. They differ in two places of the built folder: the theme's search worker, which
gets our own in front of it or in its place, and the folder `search/`. So neither the templates nor a cache of pages need to
know which engine there is.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from briefgen.base.searchoptions import PAGEFIND, Search
from briefgen.disk import files
from briefgen.engine.cuts import Cuts
from briefgen.engine.pagefind import NoEngineError
from briefgen.search.pages import CHUNKS
from briefgen.search.shards import Index

THEME = "9.8."
"""The releases of the theme whose messages to its worker are known, and what its search plugin does to pages."""

WORKERS = "assets/javascripts/workers"
SCRIPT = "assets/briefgen-search.js"
_LIST = "window.briefgenAhead="
_EDITION = 12
"""How many signs of a digest tell a list of files for words from one of an earlier state of the site."""

_OWN = Path(__file__).parent / "searchworker.js"
_EXPORT = "export{createInstance,"
"""How the last statement of Pagefind's module begins, in the releases whose form is known."""

_ATTRIBUTE = re.compile(r'data-search-\w+="[^"]+"')


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine of a site: the theme's `worker`, why it is not the engine that fits best, and the cuts that were begun."""

    index: Index
    worker: Path | None
    obstacle: str = ""
    cuts: Cuts | None = None


def choose(index: Index, theme: Iterable[str], search: Search, cuts: Cuts | None = None) -> Choice:
    """Chooses the engine for an index, and has Pagefind begin where it is the one.

    `theme` are the folders of the theme's files, in the order in which they are looked up; `cuts` knows the chunks of the
    last build, if any. Raises NoEngineError.
    """
    worker, cuts = _worker(theme), cuts or Cuts()
    if not search.chunked(partial(cuts.is_larger, index)) or not any(
        documents for _, documents in index.parts
    ):
        return Choice(index, worker)
    if obstacle := _obstacle(worker):
        if search.engine == PAGEFIND:
            raise NoEngineError(obstacle)
        return Choice(index, worker, obstacle)
    cuts.begin(index)
    return Choice(index, worker, "", cuts)


def complete(out: Path, choice: Choice, weights: Mapping[str, float]) -> None:
    """Writes the search of the site in `out`. Raises NoEngineError, and OSError where the machine fails."""
    shutil.rmtree(out / CHUNKS, ignore_errors=True)
    worker = choice.worker
    theirs = b"\n" + worker.read_bytes() if worker else b""
    text: Callable[[], str] = choice.index.text
    if choice.cuts:
        starts, ahead, ranges = choice.cuts.place(out, choice.index)
        edition = hashlib.sha256(ahead.encode()).hexdigest()[:_EDITION]
        told = _tell(out / SCRIPT, f"{ahead}/{edition}" if ahead else "")
        # A browser has the script of the pages already, and is not sent the list a second time.
        listed = (
            {"listed": f"../../../{SCRIPT}", "edition": edition}
            if told and ahead
            else {"ahead": ahead}
        )
        settings = {**listed, **_start(starts, ranges), "chunks": f"../../../{CHUNKS}/"}
        text = partial(choice.index.emptied, {**settings, "weights": dict(weights)})
        theirs = _program(out / CHUNKS, next(iter(starts.values()))["pagefind.js"])
    files.replace(out / "search" / "search_index.json", text().encode())
    if worker is not None:
        files.replace(out / WORKERS / worker.name, _OWN.read_bytes() + theirs)


def _tell(script: Path, ahead: str) -> bool:
    """Writes at the end of a script of the pages, if it is there, which file has which words: a first search needs not wait for it."""
    if not script.is_file():
        return False
    text = script.read_text("utf-8").partition(_LIST)[0]
    files.replace(script, f"{text}{_LIST}{json.dumps(ahead, ensure_ascii=False)};\n".encode())
    return True


def is_known() -> bool:
    """Whether the installed release of the theme is one whose search is known."""
    return metadata.version("mkdocs-material").startswith(THEME)


def without_search(content: str) -> str:
    """What the theme's search plugin makes of a page that it leaves out: its attributes and a space before each are gone.

    That plugin looks at each character for a space. Source: `SearchPlugin.on_page_context` in Material 9.8.
    """
    *parts, rest = _ATTRIBUTE.split(content)
    return "".join([*(part[:-1] if part[-1:].isspace() else part for part in parts), rest])


def _worker(theme: Iterable[str]) -> Path | None:
    """The theme's search worker; None in a theme or release whose messages to it are not known."""
    if not is_known():
        return None
    found = [path for folder in theme for path in Path(folder, WORKERS).glob("search.*.min.js")]
    return found[0] if found else None


def _obstacle(worker: Path | None) -> str:
    if worker is None:
        return f"Pagefind answers the search box of Material {THEME}x only"
    if not all(map(find_spec, ("pagefind_bin", "cbor2", "deflate"))):
        return "Pagefind is not installed: pip install 'briefgen[search]'"
    return ""


def _start(
    starts: Mapping[int, Mapping[str, bytes]], ranges: Mapping[int, int]
) -> dict[str, object]:
    """What a search begins with: Pagefind's lists of languages as they are, and the files that it would ask for first.

    Those with metadata have a place for the `ranges` of the files for words, which the worker puts there.

    They come with the index, in Base64, and not one round trip later. The program of all shards is that of the first.
    """
    entries: dict[str, object] = {}
    first: dict[str, str] = {}
    for number, start in starts.items():
        entry = json.loads(start["pagefind-entry.json"])
        entries[str(number)] = entry
        (language,) = entry["languages"].values()
        names = [f"pagefind.{language['hash']}.pf_meta"]
        if not first:
            names.append(f"wasm.{language['wasm'] or 'unknown'}.pagefind")
        first |= {f"{number}/{name}": base64.b64encode(start[name]).decode() for name in names}
    return {"entries": entries, "first": first, "ranges": {f"{n}": at for n, at in ranges.items()}}


def _program(chunks: Path, module: bytes) -> bytes:
    """Pagefind's module as a function of its address, for a worker that is no module; nothing where it looks otherwise.

    Then it is a file, which the worker imports. It looks whether its WebAssembly is ready every 50 milliseconds, by a clock
    that the worker gives it.
    """
    body, exports, _ = module.decode().partition(_EXPORT)
    if not exports or re.search(r"(?:^|;)\s*(?:import|export)\b", body):
        files.replace(chunks / "pagefind.js", module)
        return b""
    code = body.replace("import.meta.url", "address")
    head = "self.briefgenEngine=(address,setTimeout)=>"
    return f'\n{head}{{"use strict";{code}return{{createInstance}}}};\n'.encode()
