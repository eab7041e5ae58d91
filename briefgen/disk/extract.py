"""A document as bytes → its text and what it says of itself: plain text as it is, HTML and PDF through libraries.

The libraries come with `pip install 'briefgen[draft]'` and are loaded only here, only when a document needs them.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from briefgen.texts import dates
from briefgen.yaml.strict import FORBIDDEN

_SUFFIXES = {
    "pdf": "application/pdf",
    "html": "text/html",
    "htm": "text/html",
    "xhtml": "text/html",
}


class ExtractError(Exception):
    """The document cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text to archive, as bytes, and what was found beside it; empty where nothing was."""

    text: bytes
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""


def media_type_of(name: str) -> str:
    """The media type that a file's name stands for; what is not HTML or PDF is read as text."""
    return _SUFFIXES.get(name.lower().rpartition(".")[2], "text/plain")


def extract(raw: bytes, media_type: str, *, charset: str = "") -> Extracted:
    """The text of a document. Raises ExtractError."""
    if media_type == "application/pdf" or raw.startswith(b"%PDF-"):
        found = _from_pdf(raw)
    elif media_type in ("text/html", "application/xhtml+xml"):
        found = _from_html(raw, charset)
    else:
        found = _from_text(raw, charset)
    if not found.text.strip():
        raise ExtractError(
            "the document has no text that can be read; is it a scan or an empty page?"
        )
    return found


_NAME = r"[^\W\d_a-z][\w.'’-]*(?: (?:[a-z]{2,3} )?[^\W\d_a-z][\w.'’-]*){1,3}"
_BYLINE = re.compile(
    rf"(?:By|Von|Par) (?P<author>{_NAME}(?: (?:and|und|et) {_NAME})?)"
    r"(?:\s*[,|·–—]\s*(?P<publisher>[^\W\d_a-z][^,|·–—\d]{2,60}))?(?:\s*[,|·–—]\s*[^,|·–—]*\d.*)?"
)


def _from_text(raw: bytes, charset: str) -> Extracted:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(raw, charset or "")
        raw = text.encode()
    author, publisher = _byline(text)
    return Extracted(raw, author=author, publisher=publisher)


def _byline(text: str) -> tuple[str, str]:
    """The author and publisher that one of the first lines names, as in “By Mara Lind, Harbour Gazette”; or nothing."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[:4]:
        if found := _BYLINE.fullmatch(line):
            return _line(found["author"]), _line(found["publisher"])
    return "", ""


def _decoded(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError) as problem:
        raise ExtractError(f"the text cannot be decoded ({problem}); save it as UTF-8") from None


def _from_html(raw: bytes, charset: str) -> Extracted:
    try:
        import trafilatura
    except ImportError:
        raise _missing("HTML") from None
    content: str | bytes = raw.decode(charset, "replace") if _known(charset) else raw
    found = trafilatura.bare_extraction(content, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        raise ExtractError(
            "the page has no article text that could be found; save its text and use --source FILE.txt"
        )
    paragraphs = [line.strip() for line in (found.text or "").split("\n")]
    declared = re.search(rb"<html[^>]*\blang=[\"']?([A-Za-z-]{2,12})", raw[:4096], re.IGNORECASE)
    return Extracted(
        _archived("\n\n".join(line for line in paragraphs if line)),
        title=_line(found.title),
        author=_line(found.author),
        publisher=_line(found.sitename),
        published=_date(found.date),
        language=declared[1].decode().lower() if declared else "",
    )


def _known(charset: str) -> bool:
    try:
        return bool(charset) and "".encode(charset) == b""
    except LookupError:
        return False


def _from_pdf(raw: bytes) -> Extracted:
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError:
        raise _missing("PDF") from None
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        pages = [page.extract_text() for page in reader.pages]
        title, author = (
            (reader.metadata.title, reader.metadata.author) if reader.metadata else ("", "")
        )
    except (PyPdfError, ValueError, KeyError, TypeError) as problem:
        raise ExtractError(f"the PDF cannot be read ({problem})") from None
    return Extracted(_archived("\n\n".join(pages)), title=_line(title), author=_line(author))


def _archived(text: str) -> bytes:
    """Extracted text as it is archived: without characters that no fact file could quote."""
    return (FORBIDDEN.sub("", text.replace("\r\n", "\n")).strip() + "\n").encode()


def _line(value: object) -> str:
    return " ".join(FORBIDDEN.sub("", str(value or "")).split())[:1_000]


def _date(value: object) -> str:
    text = str(value or "")
    try:
        dates.parse(text)
    except dates.InvalidDateError:
        return ""
    return text


def _missing(kind: str) -> ExtractError:
    return ExtractError(f"reading {kind} needs more libraries: pip install 'briefgen[draft]'")
