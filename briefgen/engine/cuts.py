"""The chunks of a large search, cut shard by shard, and which of them are those of the last build.

All documents of a briefing are in one shard, which its id alone decides. A changed fact changes one of them: the others are
neither cut nor written again. What is kept of a shard is what its documents were, the digests of its files, and what a
search begins with. Its files stay in the published site, where they are used again if nobody has touched them.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from briefgen.base import indexsize
from briefgen.base.indexsize import Large
from briefgen.cache import maker, stamps
from briefgen.cache.rows import ByHand, Cut
from briefgen.cache.spare import Spare
from briefgen.cache.store import Store
from briefgen.disk import clock, collector
from briefgen.engine import pagefind, thorough
from briefgen.engine.ahead import AT_ONCE, Ahead, Begun
from briefgen.search import pages, shards, wordranges, words
from briefgen.search.pages import CHUNKS
from briefgen.search.shards import Index
from briefgen.search.wordranges import Known

WORDS = "words"
"""Where the index is, cut by words, below the chunks."""

_INDEX, _FRAGMENT = "index/", "fragment/"


class Placed(NamedTuple):
    """What a search begins with in each shard, name → content, which words are in which file, and where the metadata of a shard
    take the ranges of these: 0 where they have their own."""

    starts: Mapping[int, Mapping[str, bytes]]
    ahead: str
    ranges: Mapping[int, int]


class _Fresh(NamedTuple):
    """A shard that this build has cut, and its files."""

    cut: Cut
    files: dict[str, bytes]


class Cuts:
    """The cuts of one build. Without a `store` every shard is cut; `untouched` are files of the `published` site.

    Folders of the `spare` are used again where there is one, and runs that were begun `ahead`.
    """

    def __init__(
        self,
        store: Store | None = None,
        published: str = "",
        untouched: Mapping[str, stamps.Stamp] = {},
        spare: Spare | None = None,
        ahead: Ahead | None = None,
    ) -> None:
        self._store, self._published, self._untouched = store, published, untouched
        self._spare, self._ahead = spare, ahead
        self._fresh: dict[int, dict[str, bytes]] = {}
        self._sources: Mapping[int, str] = {}
        self._expected: dict[int, tuple[list[str], str]] = {}
        self._kept: dict[int, Cut | None] = {}
        self._begun: dict[int, Future[_Fresh]] = {}
        self._large: Large | None = None
        self.paths: list[str] = []
        """The files of all shards, below the site."""
        self.standing: dict[str, stamps.Stamp] = {}
        """Those that were moved there as they stood."""
        self.written = 0
        """When all of them stood there, in nanoseconds since 1970."""

    @property
    def begun(self) -> bool:
        """Whether the shards were looked at already."""
        return bool(self._sources)

    def foresee(self, found: Iterable[tuple[str, str]]) -> None:
        """Begins before the hand-written pages are there, as if they were those of the last build, if that one cut a search.

        `found` has the documents of each briefing.
        """
        if known := self._store and self._store.by_hand(self._published):
            self._begin([*known.parts, *found], known.language, foreseen=True)

    def is_larger(self, index: Index, limit: int) -> bool:
        """Whether a browser loads more than `limit` bytes for an index; where the last build told, it is not looked at again."""
        by_hand = self._store and self._store.by_hand(self._published)
        known = self._large or (by_hand.large if by_hand else None)
        self._large = indexsize.large(index.pieces, limit, known)
        return self._large is not None

    def begin(self, index: Index) -> None:
        """Begins to cut the shards of `index` that are not there, beside whatever else is done.

        If it is called again, what is the same is not cut again.
        """
        self._begin(index.parts, index.language)
        by_hand = ByHand(index.language, [*index.parts[: index.by_hand]], self._large)
        if self._store and self._store.by_hand(self._published) != by_hand:
            self._store.keep_by_hand(self._published, by_hand)

    def _begin(
        self, parts: Iterable[tuple[str, str]], language: str, *, foreseen: bool = False
    ) -> None:
        documents = shards.shards(parts)
        begun, before, expected = self._begun, self._sources, self._expected
        # Of a shard that came as it was foreseen it is known what it is made of: most are the very same documents.
        self._sources = {
            number: before[number]
            if expected.get(number) == (found, language)
            else _source(found, language)
            for number, found in documents.items()
        }
        self._expected = {n: (found, language) for n, found in documents.items() if foreseen}
        self._kept = {
            number: self._kept.get(number) or self._before(f"{number}") for number in documents
        }
        pool = ThreadPoolExecutor(AT_ONCE)
        # What came as it was foreseen is not cut again.
        self._begun = {
            number: begun[number]
            if number in begun and before[number] == self._sources[number]
            else pool.submit(
                _fresh,
                number,
                found,
                language,
                self._sources[number],
                self._ahead.take(number, found, language) if self._ahead else None,
                self._kept[number],
            )
            for number, found in documents.items()
            if not self._is_there(number, self._kept[number])
        }
        pool.shutdown(wait=False)

    def place(self, out: Path, index: Index) -> Placed:
        """Puts the files of every shard of an index that was begun below the new site `out`. Raises NoEngineError."""
        cuts: dict[int, Cut] = {}
        # Those that are there already come first, while Pagefind is at the others.
        for number in sorted(self._kept, key=lambda number: (number in self._begun, number)):
            before = self._kept[number]
            if number in self._begun:
                cut, self._fresh[number] = self._begun.pop(number).result()
            else:
                assert before  # noqa: S101  # what is not there was cut
                cut = before
            self._write(out, f"{number}", cut, before, partial(self._content, index, number))
            # What is written is held no longer.
            self._fresh.pop(number, None)
            cuts[number] = cut
        cuts = {number: cuts[number] for number in self._kept}
        ahead = self._bundle(out, cuts)
        self.written = clock.nanoseconds()
        starts = {number: cut.start for number, cut in cuts.items()}
        return Placed(starts, ahead, {number: cut.ranges for number, cut in cuts.items()})

    def _bundle(self, out: Path, cuts: Mapping[int, Cut]) -> str:
        """Writes the index by words; gives back where each file begins, and its name: " c m/1a2b3c4 3c4d5e6 5e6f7a8"."""
        index = {number: [*cut.index.values()] for number, cut in cuts.items() if cut.index}
        made = [*words.bundles(index)]
        names = words.named(file.identity for file in made)
        files = dict(zip(names, made, strict=True))
        made_by = maker.maker().encode()
        digests = {name: _digest(made_by + file.identity) for name, file in files.items()}

        def content(name: str) -> bytes:
            return thorough.one_of_many(files[name].content())

        # Most are those of the last build, and are not made.
        self._write(out, WORDS, Cut("", digests, {}, {}), self._before(WORDS), content)
        return "/".join((" ".join(file.first for file in made), " ".join(names))) if made else ""

    def _write(
        self, out: Path, folder: str, cut: Cut, before: Cut | None, content: Callable[[str], bytes]
    ) -> None:
        """Puts the files of a folder into their place, and keeps what they are; those of the last build are used again."""
        paths = {name: f"{CHUNKS}/{folder}/{name}" for name in cut.files}
        same = {
            path: self._untouched[path]
            for name, path in paths.items()
            if path in self._untouched and before and before.files.get(name) == cut.files[name]
        }
        part = f"{CHUNKS}/{folder}"
        standing = self._spare.take(part, str(out), same) if self._spare else ()
        self.standing |= {path: same[path] for path in standing}
        wanted = (
            (path, partial(content, name)) for name, path in paths.items() if path not in standing
        )
        stamps.place(str(out), self._published, wanted, same)
        self.paths += paths.values()
        if self._store and cut != before:
            self._store.keep_cut(f"{self._published} {folder}", cut)

    @property
    def parts(self) -> list[str]:
        """The folders of a large search below the site, of which most files stay what they are."""
        return [f"{CHUNKS}/{folder}" for folder in (*self._kept, WORDS)] if self.paths else []

    def _before(self, folder: str) -> Cut | None:
        return self._store.cut(f"{self._published} {folder}") if self._store else None

    def _is_there(self, number: int, cut: Cut | None) -> bool:
        return (
            cut is not None
            and cut.source == self._sources[number]
            and all(f"{CHUNKS}/{number}/{name}" in self._untouched for name in cut.files)
        )

    def _content(self, index: Index, number: int, name: str) -> bytes:
        """A file of a shard, which is cut where a file of the last build turns out not to be usable."""
        if number not in self._fresh:
            documents = shards.shards(index.parts)[number]
            self._fresh[number] = _cut(documents, index.language, None)
        return self._fresh[number][name]


def _source(documents: Iterable[str], language: str) -> str:
    """What identifies all that a shard's files are made of."""
    whole = hashlib.sha256(_made_by(language).encode())
    for found in documents:
        whole.update(hashlib.sha256(found.encode()).digest())
    return whole.hexdigest()


def _made_by(language: str) -> str:
    return repr((maker.maker(), sorted(pagefind.CHUNK_SIZE.items()), language))


def _fresh(
    number: int,
    documents: list[str],
    language: str,
    source: str,
    begun: Begun | None,
    before: Cut | None,
) -> _Fresh:
    """A shard that is cut: what is kept of it, and its files. What was known `before` is not looked for again."""
    made = _cut(documents, language, begun)
    made_by = _made_by(language)
    before = before if before and before.made_by == made_by else None
    old = before.start if before else {}
    begins = {name: made[name] for name in sorted(made) if _begins(name)}
    written = {name: made[name] for name in sorted(made) if name.startswith(_INDEX)}
    known = Known(_metadata(before.start), before.index) if before else None
    with collector.off():
        index = wordranges.chunks(_metadata(begins), written, number, known)
    ranges = 0
    if index:
        name = _metadata_name(begins)
        content, ranges = wordranges.bare(begins[name])
        begins[name] = gzip.compress(content, mtime=0)
    start = {name: thorough.packed(content, old.get(name, b"")) for name, content in begins.items()}
    # What is cut anew by words is not written as Pagefind cut it.
    placed = [name for name in sorted(made) if name.startswith((_FRAGMENT, _INDEX))]
    files = {name: _digest(made[name]) for name in placed if not (index and name in written)}
    return _Fresh(Cut(source, files, index, start, ranges, made_by), made)


def _cut(documents: list[str], language: str, begun: Begun | None) -> dict[str, bytes]:
    if begun is None:
        return pagefind.Run(language).cut(pages.pages(documents))
    return begun.run.cut(pages.pages(documents[len(begun.given) :]))


def _metadata(start: Mapping[str, bytes]) -> bytes:
    return start[_metadata_name(start)]


def _metadata_name(start: Iterable[str]) -> str:
    return next(name for name in start if name.endswith(".pf_meta"))


def _begins(name: str) -> bool:
    """Whether a file is one that a search begins with; the rest of Pagefind's output are interfaces of its own."""
    return name in ("pagefind.js", "pagefind-entry.json") or name.endswith(
        (".pf_meta", ".pagefind")
    )


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()
