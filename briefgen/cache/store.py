"""Keeps what a build made for the next one: products of briefings, and finished pages, in one SQLite file.

Values are MessagePack of our own data classes, checked against their types when read: nothing in the file is ever run. Each
row carries a digest made with a secret of this user, so a damaged row, or one that came with somebody's files, is noticed
and not used; a file that is damaged, of another layout or not ours is thrown away. What a build makes waits in a file of
its own for one transaction at the end, so a killed build leaves the old state, of two builds at once one waits for the
other's writing, and memory does not grow with the site. All names but those of sheets, stamps and cuts are digests of what
the value depends on, so that a value is right whoever wrote it. Without a path everything is in memory, for the live preview.
"""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from briefgen.cache import products, usercache
from briefgen.cache.products import Texts
from briefgen.cache.rows import Anchors, ByHand, Cut, Order, Rest, Sheet
from briefgen.cache.spool import Place, Spool
from briefgen.product import Anew, Product

LAYOUT = 8
"""Counts up when the tables change; a file with another number is thrown away."""

TABLES = ("products", "texts", "sheets", "html", "rests", "stamps", "cuts")

_MARK = 0x62726667
_WAIT = 30.0
"""For so many seconds a build waits while another writes: 90 MB after a first build of 3,000 pages, on whatever disk."""
_COLUMNS = "(name TEXT PRIMARY KEY, digest BLOB NOT NULL, value BLOB NOT NULL)"


Value = TypeVar("Value")


_REST = msgspec.msgpack.Decoder(Rest)
_CUT = msgspec.msgpack.Decoder(Cut)
_BY_HAND = msgspec.msgpack.Decoder(ByHand)
_ORDER = msgspec.msgpack.Decoder(Order)
_ANCHORS = msgspec.msgpack.Decoder(Anchors)
_SHEET = msgspec.msgpack.Decoder(Sheet)
_STAMPS = msgspec.msgpack.Decoder(dict[str, tuple[int, int, int, int]])


class Store:
    """An open store. What this build neither used nor made is dropped by `save`."""

    def __init__(self, path: Path | None, maker: str = "") -> None:
        # Another program may make another product of the same files.
        self._path, self._maker = path, maker
        self._secret = usercache.secret() if path else b""
        self._made: dict[tuple[str, str], tuple[bytes, Place]] = {}
        """Table and name → digest, and where the value waits."""
        self._spool = Spool(path.parent if path else None)
        self._used: dict[str, set[str]] = {table: set() for table in TABLES}
        self._open: tuple[str, Texts] | None = None
        self.damaged = False
        self._base = _connection(path)
        try:
            self._prepare()
        except sqlite3.Error:
            self._base.close()
            raise

    def _prepare(self) -> None:
        ours = (_MARK, LAYOUT, True)
        if self._state() == ours:
            return
        self._base.execute("BEGIN IMMEDIATE")
        # Looked at again now that nobody else writes: of two first builds at once, one makes the tables.
        if (found := self._state()) == (0, 0, False):
            self._base.execute(f"PRAGMA application_id={_MARK}")
            self._base.execute(f"PRAGMA user_version={LAYOUT}")
            for table in TABLES:
                self._base.execute(f"CREATE TABLE {table} {_COLUMNS}")
        elif found != ours:
            raise sqlite3.DatabaseError("not a store of this layout")
        self._base.execute("COMMIT")

    def _state(self) -> tuple[int, int, bool]:
        """Whose the file is, its layout, and whether there is anything in it."""
        mark, layout = (
            self._base.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version")
        )
        tables = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        return mark, layout, tables > 0

    @property
    def names(self) -> Mapping[str, str]:
        """No names: nobody has told any."""
        return {}

    def product(self, key: str, anew: Anew) -> Product | None:
        """The product that was kept under `key`; if its texts turn out to be lost, it is made `anew`."""
        name = f"{self._maker}{key}"
        first = self._raw("products", name)
        if first is None:
            return None
        self._used["texts"].add(name)
        found = products.opened(first, partial(self._texts, name, anew))
        self.damaged |= found is None
        return found

    def keep(self, key: str, product: Product, anew: Anew) -> Product:
        """Keeps a product; what is given back has its texts read when they are asked for."""
        return self._keep(key, *products.divided(product), anew) or product

    def keep_packed(self, key: str, raw: bytes, anew: Anew) -> Product | None:
        """The same of a product that was packed; None where these are other bytes."""
        parts = products.parts(raw)
        return self._keep(key, *parts, anew) if parts else None

    def _keep(self, key: str, first: bytes, texts: bytes, anew: Anew) -> Product | None:
        name = f"{self._maker}{key}"
        self._put("products", name, first)
        self._put("texts", name, texts)
        return products.opened(first, partial(self._texts, name, anew))

    def _texts(self, name: str, anew: Anew) -> Texts:
        """The texts of a product. Those asked for last are held: whoever asks for one goes on with the next."""
        if self._open is None or self._open[0] != name:
            raw = self._raw("texts", name)
            found = None if raw is None else products.texts(raw)
            self._open = name, found or products.texts_of(anew())
        return self._open[1]

    def sheet(self, uri: str) -> Sheet | None:
        """What was kept of the page `uri`."""
        return self._read("sheets", uri, _SHEET)

    def anchors(self, uri: str) -> list[str] | None:
        """The ids on the page `uri`, without the rest of what was kept of it."""
        found = self._read("sheets", uri, _ANCHORS)
        return found.anchors if found else None

    def html(self, whole: str) -> bytes | None:
        """The finished page with this `whole` in its sheet, compressed."""
        return self._raw("html", whole)

    def rest(self, name: str) -> Rest | None:
        """What was kept of a briefing whose pages are all used again."""
        return self._read("rests", name, _REST)

    def foreseen(self, name: str) -> Rest | None:
        """The same as `rest`, for somebody who may be wrong about the name: nothing is kept for him."""
        marked = name in self._used["rests"]
        found = self.rest(name)
        if not marked:
            self._used["rests"].discard(name)
        return found

    def keep_rest(self, name: str, rest: Rest) -> None:
        """Keeps what must be known of a briefing."""
        self._put("rests", name, msgspec.msgpack.encode(rest))

    def use(self, rest: Rest) -> None:
        """Keeps the pages of a briefing without looking at them."""
        self._used["sheets"].update(rest.pages)
        self._used["html"].update(whole for _, _, whole in rest.pages.values())

    def stamps(self, site: str) -> dict[str, tuple[int, int, int, int]]:
        """The stamps of the files in the folder `site`, by path, as the last build left them."""
        return self._read("stamps", site, _STAMPS) or {}

    def keep_stamps(self, site: str, stamps: dict[str, tuple[int, int, int, int]]) -> None:
        """Keeps the stamps of the files in the folder `site`."""
        self._put("stamps", site, msgspec.msgpack.encode(stamps))

    def cut(self, name: str) -> Cut | None:
        """What was kept of a shard of a site's search."""
        return self._read("cuts", name, _CUT)

    def keep_cut(self, name: str, cut: Cut) -> None:
        """Keeps what must be known of a shard."""
        self._put("cuts", name, msgspec.msgpack.encode(cut))

    def by_hand(self, site: str) -> ByHand | None:
        """What was kept of the hand-written pages in the search of the site in the folder `site`."""
        return self._read("cuts", f"{site} by hand", _BY_HAND)

    def keep_by_hand(self, site: str, found: ByHand) -> None:
        """Keeps the documents of a site's hand-written pages."""
        self._put("cuts", f"{site} by hand", msgspec.msgpack.encode(found))

    def order(self, site: str) -> Order | None:
        """The briefings in the search of the site in the folder `site`, as the last build had them."""
        return self._read("cuts", f"{site} order", _ORDER)

    def keep_order(self, site: str, order: Order) -> None:
        """Keeps the briefings in a site's search."""
        self._put("cuts", f"{site} order", msgspec.msgpack.encode(order))

    def keep_html(self, whole: str, html: bytes) -> None:
        """Keeps a finished page, compressed."""
        self._put("html", whole, html)

    def keep_sheet(self, uri: str, sheet: Sheet) -> None:
        """Keeps what other parts of a build must know of a page."""
        self._put("sheets", uri, msgspec.msgpack.encode(sheet))

    def _put(self, table: str, name: str, value: bytes) -> None:
        self._used[table].add(name)
        # The digest is of what was made, whatever becomes of it on the way.
        self._made[table, name] = self._digest(table, name, value), self._spool.put(value)

    def _read(self, table: str, name: str, decoder: msgspec.msgpack.Decoder[Value]) -> Value | None:
        raw = self._raw(table, name)
        try:
            return None if raw is None else decoder.decode(raw)
        except msgspec.DecodeError:
            self.damaged = True
            return None

    def _raw(self, table: str, name: str) -> bytes | None:
        """The value of a row, or None where there is none that is whole."""
        self._used[table].add(name)
        try:
            row = self._row(table, name)
        except (OSError, sqlite3.OperationalError):
            # Another build has been writing for very long, or the disk fails: that says nothing of the row.
            return None
        except sqlite3.DatabaseError:
            self.damaged = True
            return None
        if row is None:
            return None
        digest, value = row
        if not isinstance(value, bytes) or self._digest(table, name, value) != digest:
            self.damaged = True
            return None
        return value

    def _row(self, table: str, name: str) -> tuple[object, object] | None:
        """Digest and value, of this build or as they were kept."""
        if made := self._made.get((table, name)):
            return made[0], self._spool.get(made[1])
        query = f"SELECT digest, value FROM {table} WHERE name = ?"  # noqa: S608  # our own names of tables
        found: tuple[object, object] | None = self._base.execute(query, (name,)).fetchone()
        return found

    def save(self) -> None:
        """Writes what was made and drops what was not used, in one transaction. Raises OSError and sqlite3.Error."""
        if self.damaged and self._path:
            self._base.close()
            discard(self._path)
            self._base = _connection(self._path)
            self._prepare()
        self._base.execute("BEGIN IMMEDIATE")
        for (table, name), (digest, place) in self._made.items():
            self._base.execute(
                f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)",  # noqa: S608  # our own names of tables
                (name, digest, self._spool.get(place)),
            )
        for table, names in self._used.items():
            for name in sorted(set(self._names(table)) - names):
                self._base.execute(f"DELETE FROM {table} WHERE name = ?", (name,))  # noqa: S608  # as above
            names.clear()
        self._base.execute("COMMIT")
        self._made.clear()
        self._spool.clear()

    def _digest(self, table: str, name: str, value: bytes) -> bytes:
        # Not BLAKE2b, which takes twice as long: today's processors have instructions for SHA-256.
        whole = b"\0".join((table.encode(), name.encode(), value))
        return hmac.digest(self._secret, whole, "sha256")

    def _names(self, table: str) -> Iterator[str]:
        return (name for (name,) in self._base.execute(f"SELECT name FROM {table}").fetchall())  # noqa: S608  # as above

    def close(self) -> None:
        """Lets the file go; what was not saved is lost."""
        self._base.close()
        self._spool.clear()


def _connection(path: Path | None) -> sqlite3.Connection:
    return sqlite3.connect(path or ":memory:", timeout=_WAIT, isolation_level=None)


def open_store(path: Path, maker: str) -> tuple[Store, str]:
    """The store in the file `path`, which is made anew where it cannot be used; then with a notice.

    `maker` identifies the program that makes products.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        ignored = path.with_name(".gitignore")
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
        return Store(path, maker), ""
    except (OSError, RuntimeError, sqlite3.OperationalError) as problem:
        # Another build holds it, or the disk does not let us: this build keeps nothing.
        return Store(None), f"the build cache cannot be used ({problem})"
    except sqlite3.DatabaseError as problem:
        discard(path)
        return Store(
            path, maker
        ), f"the build cache was damaged or foreign, and is begun anew ({problem})"


def discard(path: Path) -> None:
    """Removes the store in the file `path`."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
