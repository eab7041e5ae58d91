"""One document from the web, for `briefgen draft`: bounded in size, time and redirects, and from public addresses only.

A name is resolved once, every address that it has is checked, and the connection goes to the checked address: a second
look-up, which could answer otherwise, does not take place. Proxies from the environment are not used, for the same reason.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

MEDIA_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


class FetchError(Exception):
    """The document cannot be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may take: bytes of the body, seconds over all, redirects."""

    size: int = 8 << 20
    seconds: float = 20.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document: its bytes, media type, declared character set ("" if none), and the address that it came from."""

    raw: bytes
    media_type: str
    charset: str
    url: str


def fetch(url: str, *, allow_private: bool = False, limits: Limits = Limits()) -> Fetched:
    """The document at `url`. Raises FetchError."""
    deadline = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        try:
            answer = _request(url, deadline, limits, allow_private=allow_private)
        except (OSError, http.client.HTTPException) as problem:
            raise FetchError(f"{url}: {problem}") from problem
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise FetchError(f"more than {limits.redirects} redirects")


def _request(url: str, deadline: float, limits: Limits, *, allow_private: bool) -> Fetched | str:
    """The document, or the address that the server sends us to."""
    scheme, host, port, path = _parts(url)
    address = _checked_address(host, port, allow_private=allow_private)
    connection = _connection(scheme, host, port, address, _left(deadline))
    try:
        headers = {
            "Accept": ", ".join(MEDIA_TYPES),
            "Accept-Encoding": "identity",
            "User-Agent": "briefgen",
        }
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        if response.status in _REDIRECTS:
            return _redirect(url, response.headers.get("Location"))
        if response.status != 200:
            raise FetchError(f"{url}: the server answers {response.status} {response.reason}")
        media_type = response.headers.get_content_type()
        if media_type not in MEDIA_TYPES:
            raise FetchError(f"{url}: “{media_type}” is not a text, HTML or PDF document")
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise FetchError(f"{url}: the server sends it compressed although it was asked not to")
        raw = _body(response, connection, deadline, limits)
        return Fetched(raw, media_type, response.headers.get_content_charset() or "", url)
    finally:
        connection.close()


def _parts(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as problem:
        raise FetchError(f"{url}: {problem}") from problem
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{url}: only http:// and https:// addresses can be fetched")
    if parts.username is not None or parts.password is not None:
        raise FetchError("an address with a user name or password is not fetched")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or any(character.isspace() for character in path):
        raise FetchError(f"{url}: write spaces and other special characters percent-encoded")
    return parts.scheme, parts.hostname, port, path


def _redirect(url: str, location: str | None) -> str:
    if not location:
        raise FetchError(f"{url}: a redirect to nowhere")
    target = urljoin(url, location)
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
        raise FetchError(f"{url}: a redirect from https to {target}")
    return target


def _checked_address(host: str, port: int, *, allow_private: bool) -> str:
    """One address of the host, after all of them were found to be public."""
    addresses = [
        str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ]
    for address in addresses:
        if not allow_private and not is_public(address):
            raise FetchError(
                f"{host} has the address {address}, which is not public; --allow-private fetches it"
            )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public network, also where it is wrapped into an IPv6 address."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = (
            parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        )
        if inner is not None:
            return is_public(str(inner))
        # The prefix under which a gateway reaches IPv4 addresses. Source: RFC 6052.
        if parsed in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
    return parsed.is_global and not parsed.is_multicast


def _connection(
    scheme: str, host: str, port: int, address: str, seconds: float
) -> http.client.HTTPConnection:
    """A connection to `address` that speaks to `host`: that name is in the request, and the certificate must bear it."""
    plain = socket.create_connection((address, port), timeout=seconds)
    if scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(host, port)
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    else:
        connection = http.client.HTTPConnection(host, port)
        connection.sock = plain
    return connection


def _body(
    response: http.client.HTTPResponse,
    connection: http.client.HTTPConnection,
    deadline: float,
    limits: Limits,
) -> bytes:
    content = bytearray()
    while True:
        if connection.sock is not None:
            connection.sock.settimeout(_left(deadline))
        piece = response.read1(1 << 16)
        if not piece:
            return bytes(content)
        content += piece
        if len(content) > limits.size:
            raise FetchError(f"the document is larger than {limits.size >> 20} MiB")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchError("the server takes too long")
    return left
