"""Compiled templates, kept from one run to the next: compiling them takes as long as printing a hundred pages.

They are one file in the folder of this user, for each set of templates and each version of the program. Like Python's own
compiled modules they are run as they are; so the file is marked with the user's secret, and one that is damaged, or came
with somebody's files, is not even read. Whatever cannot be read or kept makes a build slower, never wrong.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress

from briefgen.cache import maker, remembered, usercache
from briefgen.printing import render

SETS = 32
"""How many sets of templates are kept; for a new one the oldest goes."""

_SIZE = 32
_ENTRY = struct.Struct("!40sI")
"""The name that Jinja gives a compiled template, and how many bytes follow."""


def prepare(templates: Mapping[str, str]) -> None:
    """Has `templates` compiled, here or by an earlier run."""
    environment = render.environment(templates).direct
    if environment.bytecode_cache is not None or not remembered.wanted():
        return
    shelf = Shelf(sorted(templates.items()))
    environment.bytecode_cache = shelf.compiled
    render.compile_all(environment, templates)
    shelf.keep()


class Shelf:
    """A set of compiled templates; `name` tells it from others. Jinja itself compares a template's text."""

    def __init__(self, name: object) -> None:
        self._key = hashlib.blake2b(
            repr((maker.maker(), name)).encode(), digest_size=_SIZE
        ).digest()
        self._held = dict(_recalled(self._key))
        self.compiled = render.CompiledTemplates(dict(self._held))

    def keep(self) -> None:
        """Keeps what was compiled beyond what was there, for the next run."""
        if self.compiled.held != self._held:
            _keep(self._key, self.compiled.held)


def _recalled(key: bytes) -> Iterator[tuple[str, bytes]]:
    """What an earlier run kept under this key."""
    try:
        kept = usercache.read(usercache.place("templates", key.hex()))
        if kept[:_SIZE] != _mark(key, kept[_SIZE:]):
            return
    except (OSError, RuntimeError):
        return
    at = _SIZE
    while at < len(kept):
        name, size = _ENTRY.unpack_from(kept, at)
        at += _ENTRY.size + size
        yield name.decode(), kept[at - size : at]


def _keep(key: bytes, held: Mapping[str, bytes]) -> None:
    content = b"".join(
        _ENTRY.pack(name.encode(), len(code)) + code for name, code in sorted(held.items())
    )
    with suppress(OSError, RuntimeError):
        usercache.keep("templates", key.hex(), _mark(key, content) + content, SETS)


def _mark(key: bytes, content: bytes) -> bytes:
    """The mark of this user on what belongs to the key. Raises OSError, RuntimeError."""
    secret = usercache.secret()
    return hashlib.blake2b(
        key + content, digest_size=_SIZE, key=secret, person=b"templates"
    ).digest()
