"""A product that was kept has its texts read when they are asked for, and is made again where they are lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from briefgen.cache import products
from briefgen.cache.store import Store
from briefgen.printing.pages import Page
from briefgen.product import Product
from briefgen.search.findable import Entry
from briefgen.views.shown import Target

KEY = "key"


def made(word: str = "first") -> Product:
    return Product(
        (),
        (Page.of("a.md", f"{word} page", "one"), Page.of("b.md", "second page", "one")),
        (Page.of("a.md", f"{word} copy", "one"),),
        (Entry(Target("a", "x"), word),),
        shown="digest",
    )


def refused() -> Product:
    raise AssertionError("it need not be made again")


def texts(product: Product) -> list[object]:
    pages = [(page.uri, page.text, page.digest, page.briefing) for page in product.pages]
    copies = [(page.uri, page.text, page.digest, page.briefing) for page in product.copies]
    return [*pages, *copies, *product.entries, product.shown, len(product.entries)]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with a product in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    store = Store(tmp_path / "store.sqlite", "maker")
    given = store.keep(KEY, made(), refused)
    # Before it is saved as well as after.
    assert texts(given) == texts(made())
    store.save()
    store.close()
    return tmp_path / "store.sqlite"


def changed(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as base:
        base.execute(statement)
    base.close()


def test_a_kept_product_is_what_was_made(kept: Path) -> None:
    store = Store(kept, "maker")
    found = store.product(KEY, refused)
    assert found
    assert texts(found) == texts(made())
    assert texts(found) != texts(made("another"))
    assert store.product("another", refused) is None
    store.close()


@pytest.mark.parametrize(
    ("loss", "damaged"),
    [
        ("DELETE FROM texts", False),
        ("UPDATE texts SET value = x'c0'", True),
        ("UPDATE texts SET value = (SELECT value FROM products)", True),
    ],
)
def test_texts_that_are_lost_are_those_of_a_product_that_is_made_again(
    kept: Path, loss: str, *, damaged: bool
) -> None:
    changed(kept, loss)
    store = Store(kept, "maker")
    found = store.product(KEY, lambda: made("again"))
    assert found
    # Nobody has asked for them yet.
    assert found.pages[0].digest == made().pages[0].digest
    assert not store.damaged
    assert found.pages[0].text == "again page"
    assert store.damaged is damaged
    store.close()


def test_the_texts_of_a_briefing_at_rest_are_not_read(kept: Path) -> None:
    changed(kept, "UPDATE texts SET value = x'c0'")
    store = Store(kept, "maker")
    found = store.product(KEY, refused)
    assert found
    assert [page.uri for page in (*found.pages, *found.copies)] == ["a.md", "b.md", "a.md"]
    with pytest.raises(AssertionError, match="made again"):
        list(found.entries)
    store.close()


def test_what_a_second_process_has_made_is_kept_as_it_came(tmp_path: Path) -> None:
    store, raw = Store(None), products.packed(made())
    for found in (store.keep_packed(KEY, raw, refused), products.whole(raw)):
        assert found
        assert texts(found) == texts(made())
    for broken in (b"", raw[:-1], b"\xc0"):
        assert store.keep_packed(KEY, broken, refused) is None
        assert products.whole(broken) is None
    store.close()


def test_texts_that_were_used_stay_for_the_next_build(kept: Path) -> None:
    for used in (True, False):
        store = Store(kept, "maker")
        assert not used or store.product(KEY, refused)
        store.save()
        left = [
            store._base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("products", "texts")
        ]
        assert left == [used, used]
        store.close()
