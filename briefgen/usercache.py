"""The folder of this user for what may be lost, outside of every site, and the secret in it.

What is kept is marked with a digest made with the secret, so that a damaged file, or one that came with somebody's
files, is noticed and not used.
"""

from __future__ import annotations

import os
from pathlib import Path


def folder() -> Path:
    """The folder; it need not be there. Raises RuntimeError where the user has no home."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "briefgen"


def secret() -> bytes:
    """The secret, made when first needed. Raises OSError, RuntimeError."""
    path = folder() / "secret"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    made = os.urandom(32)
    replace(path, made)
    return made


def replace(path: Path, content: bytes) -> None:
    """Writes a file that only this user may read, in one step. Raises OSError."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.touch(mode=0o600)
    beside.write_bytes(content)
    beside.replace(path)
