"""The folder of this user for what may be lost, outside of every site, and the secret in it.

What is kept is marked with a digest made with the secret, so that a damaged file, or one that came with somebody's
files, is noticed and not used.
"""

from __future__ import annotations

import os


def folder() -> str:
    """The folder; it need not be there. Raises RuntimeError where the user has no home."""
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    if caches.startswith("~"):
        raise RuntimeError("the user has no home")
    return os.path.join(caches, "briefgen")


def place(kind: str, name: str) -> str:
    """The path of a file of one kind, each of which has a folder. Raises RuntimeError as above."""
    return os.path.join(folder(), kind, name)


def secret() -> bytes:
    """The secret, made when first needed. Raises OSError, RuntimeError."""
    path = os.path.join(folder(), "secret")
    try:
        return read(path)
    except FileNotFoundError:
        made = os.urandom(32)
    replace(path, made)
    return made


def read(path: str) -> bytes:
    """The content of a file. Raises OSError."""
    with open(path, "rb", 0) as file:
        return file.read()


def replace(path: str, content: bytes) -> None:
    """Writes a file that only this user may read, in one step, and its folder. Raises OSError."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    beside = f"{path}.{os.getpid()}"
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    os.replace(beside, path)


def keep(kind: str, name: str, content: bytes, most: int) -> None:
    """Writes a file of one kind, and has no more than `most` of them: for a new one the oldest goes. Raises OSError, RuntimeError."""
    path = place(kind, name)
    new = not os.path.exists(path)
    replace(path, content)
    if new:
        files = [(file.stat().st_mtime_ns, file.path) for file in os.scandir(os.path.dirname(path))]
        for _, old in sorted(files, reverse=True)[most:]:
            os.unlink(old)
