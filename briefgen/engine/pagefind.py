"""Has Pagefind cut pages into the chunks of a search, without a file: it is asked and answers over a pipe.

From a folder it would take the pages in the order in which the file system happens to list them, and that order is in the
bytes of the index. Over a pipe it takes them in ours, and the first of them before the others are known.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from briefgen.disk import helper

CHUNK_SIZE = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "750"}
"""How much of its index Pagefind puts into one file, less than a twentieth of what it would: a query loads a file for each of its words, and
readers on slow lines wait for nothing longer. A release that does not know the variable writes larger files, no others."""

_INDEX = 0
"""The number of the first index that is made."""


class NoEngineError(Exception):
    """The engine that the site demands cannot be had; the message says why."""


class Run:
    """One run of Pagefind, on pages in one `language`, each given as name and HTML. Raises OSError, and ImportError without it."""

    def __init__(self, language: str) -> None:
        from pagefind_bin import get_executable

        program = Path(get_executable())
        # Neither the folder that it starts in nor the environment may configure it: the same pages give the same chunks.
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PAGEFIND_")}
        self._process = subprocess.Popen(  # noqa: S603  # its own path, our own arguments
            [program, "--service"],
            cwd=program.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment | CHUNK_SIZE,
        )
        self._given, self._whole = 0, False
        self._waiting = _request(0, "NewIndex", config={"force_language": language})

    def give(self, pages: Iterable[tuple[str, str]], *, last: bool = False) -> None:
        """Has it take the first pages, or the next, as far as that can be done without waiting for it, and cut after the `last`.

        There is no thread: a second process that is begun meanwhile would be without.
        """
        self._waiting += b"".join(self._added(pages))
        if last and not self._whole:
            self._waiting += self._asked()
        stream = self._process.stdin
        assert stream  # noqa: S101  # it is a pipe
        for pipe in (stream, self._process.stdout):
            helper.widen(pipe.fileno())  # type: ignore[union-attr]  # as above
        os.set_blocking(stream.fileno(), False)
        with suppress(BlockingIOError, BrokenPipeError):
            while self._waiting:
                self._waiting = self._waiting[os.write(stream.fileno(), self._waiting) :]
        os.set_blocking(stream.fileno(), True)

    def cut(self, pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
        """Every file that it makes of all pages, of which these are the last: path → content. Raises NoEngineError."""
        with self._process as process:
            assert process.stdin  # noqa: S101  # it is a pipe, as is the other
            assert process.stdout  # noqa: S101  # as above
            # It answers while it is asked: who did one after the other would wait for ever.
            asking = threading.Thread(target=_ask, args=(process.stdin, self._rest(pages)))
            asking.start()
            try:
                return _files(process.stdout)
            finally:
                process.kill()
                asking.join()

    def stop(self) -> None:
        """Ends it; what it took is not wanted."""
        with self._process as process:
            process.kill()

    def _rest(self, pages: Iterable[tuple[str, str]]) -> Iterator[bytes]:
        yield self._waiting
        yield from self._added(pages)
        if not self._whole:
            yield self._asked()

    def _added(self, pages: Iterable[tuple[str, str]]) -> Iterator[bytes]:
        for name, text in pages:
            self._given += 1
            given = {"index_id": _INDEX, "file_path": name, "file_contents": text}
            yield _request(self._given, "AddFile", **given)

    def _asked(self) -> bytes:
        self._whole = True
        return _request(self._given + 1, "GetFiles", index_id=_INDEX)


def _request(number: int, kind: str, **given: object) -> bytes:
    message = {"message_id": number, "payload": {"type": kind, **given}}
    return base64.b64encode(json.dumps(message, ensure_ascii=False).encode()) + b","


def _ask(stream: BinaryIO, requests: Iterable[bytes]) -> None:
    """Asks page by page, so that no more than one is held."""
    asked = False
    # Where it has died, what it said before tells why.
    with suppress(BrokenPipeError):
        try:
            stream.writelines(requests)
            stream.flush()
            asked = True
        finally:
            if not asked:
                # It ends, and nobody waits for its answer.
                stream.close()


def _answers(stream: Any) -> Iterator[dict[str, Any]]:
    """Its answers, as they come."""
    parts: list[bytes] = []
    while part := stream.read1(1 << 20):
        first, *others = part.split(b",")
        parts.append(first)
        for one in others:
            # The last is most of what it says, and is not held once more than it takes to read it.
            whole, parts = b"".join(parts), [one]
            yield json.loads(base64.b64decode(whole))["payload"]


def _files(stream: Any) -> dict[str, bytes]:
    for answer in _answers(stream):
        if answer["type"] == "Error":
            raise NoEngineError(f"Pagefind failed: {str(answer.get('message'))[-300:]}")
        if "files" in answer:
            return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
    raise NoEngineError("Pagefind failed: it ended before its answer")
