"""A real `mkdocs serve` of a copied site on the loopback interface, for tests and for the benchmark."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def live_preview(site: Path) -> Iterator[str]:
    """The address of the preview of `site`, ending with a slash; the server is gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with (site / "serve.log").open("w") as log:
        server = subprocess.Popen(command, cwd=site, env=environment, stdout=log, stderr=log)
        try:
            _await(address, server, site / "serve.log")
            yield address
            assert server.poll() is None, "the server died"
        finally:
            server.terminate()
            server.wait(20)


def _await(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=10):  # noqa: S310  # our own server
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the preview does not start\n{log.read_text()}")
