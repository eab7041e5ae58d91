"""A site on the loopback interface as a slow network would bring it: compressed, counted, late and narrow."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

FAST_3G = (0.5625, 1_474_560 / 8)
"""Seconds before an answer begins, and bytes a second. Source: the preset of that name in Chromium's developer tools."""

_COMPRESSED = (".html", ".js", ".css", ".json", ".svg", ".xml")


@dataclass(slots=True)
class Line:
    """What goes over the network: every answer's body and some 200 bytes of its head, through one line of limited width.

    `files` has the bodies, compressed once, by path.
    """

    delay: float = 0.0
    width: float = 0.0
    transferred: int = 0
    free_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)
    files: dict[str, tuple[bytes, bool]] = field(default_factory=dict)

    def begin(self, speed: tuple[float, float] | None) -> None:
        """Counts anew, at another speed; None is as fast as the machine."""
        self.delay, self.width = speed or (0.0, 0.0)
        self.transferred, self.free_at = 0, 0.0

    def send(self, size: int) -> None:
        """Waits until `size` more bytes have gone through."""
        with self.lock:
            self.transferred += size
            if not self.width:
                return
            self.free_at = max(self.free_at, time.monotonic()) + size / self.width
            wait = self.free_at - time.monotonic()
        time.sleep(max(0.0, wait))

    def body(self, path: Path) -> tuple[bytes, bool]:
        """What is sent for a file, and whether it is compressed."""
        name = str(path)
        if name not in self.files:
            raw = path.read_bytes()
            packed = path.suffix in _COMPRESSED
            self.files[name] = (gzip.compress(raw, 6, mtime=0) if packed else raw, packed)
        return self.files[name]


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    line: Line

    def do_GET(self) -> None:  # the base class's name
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body, packed = self.line.body(path)
        time.sleep(self.line.delay)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        # As public hosts of static sites have it.
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.line.send(200)
        # A browser that has found what it looked for hangs up.
        with suppress(BrokenPipeError, ConnectionResetError):
            for start in range(0, len(body), 4096):
                part = body[start : start + 4096]
                self.line.send(len(part))
                self.wfile.write(part)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Line]]:
    """The address of `folder`, ending with a slash, and its line."""
    line = Line()
    handler = functools.partial(type("Handler", (_Handler,), {"line": line}), directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", line
        server.shutdown()
