"""A fetch takes one document from a public address, within its limits, and nothing else."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from briefgen.disk.fetch import FetchError, Limits, fetch, is_public


class _Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass

    def do_GET(self) -> None:
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/") or "/to/")
            self.end_headers()
            return
        kinds = {"/image": "image/png", "/page": "text/html; charset=latin-1"}
        body = b"x" * 5000 if self.path == "/large" else b"hello"
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", kinds.get(self.path, "text/plain"))
        self.end_headers()
        self.wfile.write(body)
        if self.path == "/slow":
            threading.Event().wait(1.5)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_a_document_comes_with_its_type_and_last_address(server: str) -> None:
    got = fetch(f"{server}/to//page", allow_private=True)
    assert (got.raw, got.media_type, got.charset) == (b"hello", "text/html", "latin-1")
    assert got.url == f"{server}/page"


@pytest.mark.parametrize(
    ("path", "limits", "reason"),
    [
        ("/large", Limits(size=4000), "larger"),
        ("/slow", Limits(seconds=0.5), "timed out|too long"),
        ("/to/", Limits(), "more than 5 redirects"),
        ("/image", Limits(), "image/png"),
        ("/gone", Limits(), "404"),
        ("/to/file:///etc/passwd", Limits(), "only http"),
    ],
)
def test_what_is_over_the_limits_is_refused(
    server: str, path: str, limits: Limits, reason: str
) -> None:
    with pytest.raises(FetchError, match=reason):
        fetch(server + path, allow_private=True, limits=limits)


def test_an_address_that_is_not_public_is_refused_unless_told(server: str) -> None:
    with pytest.raises(FetchError, match="not public"):
        fetch(f"{server}/page")
    with pytest.raises(FetchError, match="not public"):
        fetch(f"{server.replace('127.0.0.1', 'localhost')}/page")
    assert fetch(f"{server}/page", allow_private=True).raw == b"hello"


@pytest.mark.parametrize("url", ["ftp://example.org/x", "http:///x", "http://a:b@example.org/"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  # an address that must be refused
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
    ],
)
def test_only_the_public_network_counts_as_public(address: str, public: bool) -> None:
    assert is_public(address) is public
