"""The site for programs: pages as plain Markdown, llms.txt, and what stands in the head of a page."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from urllib.parse import quote

from briefgen import card
from briefgen.siteviews import Frame, SiteView, Summary

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FURNITURE = re.compile(r"<(nav|form|figure)\b.*?</\1>", re.DOTALL)
_LITERAL = re.compile(r"<bdi>([^<>]*)</bdi>")


def plain(page: str) -> str:
    """The Markdown of a generated page as a program wants to read it: text as text, no attributes, no furniture."""
    text = _FURNITURE.sub("", _FRONT_MATTER.sub("", page))
    # Literal text holds no brace, bracket or quotation mark of its own yet: each is still an entity.
    text = re.sub(r"[ \t]*\{:[^{}]*\}", "", text)
    text = re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', _link, text)
    text = re.sub(r"</?q\b[^>]*>", '"', text)
    text = re.sub(r"<li\b[^>]*>", "- ", text)
    text = re.sub(r"<(?!/?bdi>)/?[a-z][^>]*>", "", text)
    text = _LITERAL.sub(_literal, text)
    text = re.sub(r"&#x[0-9a-f]+;", lambda match: html.unescape(match[0]), text)
    return (
        re.sub(r"\n\s*\n+", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()
        + "\n"
    )


def _literal(match: re.Match[str]) -> str:
    return _shown(match[1])


@lru_cache(maxsize=8_192)
def _shown(entities: str) -> str:
    """Literal text as Markdown; kept, because a briefing says the same thing on several pages."""
    return _marked(html.unescape(entities))


def _link(match: re.Match[str]) -> str:
    """A link in Markdown; nothing in its address can end it."""
    address = re.sub(r"[()<>\\\s]", lambda found: quote(found[0]), html.unescape(match[1]))
    return f"[{match[2]}]({address})"


# Everywhere; then what means something at the beginning of a line, and before a link at the end.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~#]|&(?=[#\w])|\A[-+=:]|!\Z")
_NUMBERED = re.compile(r"\A(\d+)([.)])")


def _marked(text: str) -> str:
    """`text` with what Markdown would read as markup behind a backslash."""
    return _NUMBERED.sub(r"\1\\\2", _MARKUP.sub(lambda match: f"\\{match[0]}", text))


def llms(site: SiteView) -> str:
    """The list of pages for language models. Source: llmstxt.org."""
    lines = [f"# {_line(site.name)}", ""]
    if site.description:
        lines += [f"> {_line(site.description)}", ""]
    lines += [
        "Each page is also there as Markdown, at the address given here. facts.json holds every record.",
        "",
    ]
    for briefing in site.briefings:
        folder = briefing.folder
        lines += [f"## {_line(briefing.title)}", "", _line(briefing.plain_question), ""]
        lines += [f"- [{_line(label)}]({folder}/{name}.md)" for name, label in briefing.page_labels]
        lines += [
            f"- [facts.json]({folder}/facts.json)",
            f"- [claims.csv]({folder}/claims.csv)",
            "",
        ]
    return "\n".join(lines)


def _line(text: str) -> str:
    return _marked(" ".join(text.split()))


def head(
    site: Frame,
    briefing: Summary,
    *,
    title: str,
    address: str,
    feed: str,
    picture: str,
    first: bool,
) -> str:
    """The elements for the head of a briefing's page: Open Graph, and on the first page JSON-LD.

    `title` is plain text, `address` the page's own URL or "", `feed` that of the feed or "", `picture` that of
    the card or "".
    """
    question = briefing.plain_question
    properties = {
        "og:type": "article",
        "og:site_name": site.name,
        "og:title": title,
        "og:description": question,
        "og:locale": briefing.language.replace("-", "_"),
        "og:url": address,
        "og:image": picture,
        **(_PICTURE if picture else {}),
    }
    lines = [
        f'<meta property="{name}" content="{html.escape(value)}">'
        for name, value in properties.items()
        if value
    ]
    if picture:
        # The others take Open Graph's word for it; this one asks for its own.
        lines.append('<meta name="twitter:card" content="summary_large_image">')
    if feed:
        # With the space: Material asks for the sitemap behind each link whose rel is exactly "alternate".
        lines.append(
            f'<link rel="alternate " type="application/atom+xml" href="{html.escape(feed)}">'
        )
    if first:
        lines.append(
            f'<script type="application/ld+json">{_linked(site, briefing, address)}</script>'
        )
    return "".join(lines)


def _linked(site: Frame, briefing: Summary, address: str) -> str:
    """The briefing as schema.org Report. Source: schema.org/Report."""
    data = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": briefing.title,
        "description": briefing.plain_question,
        "inLanguage": briefing.language,
        "keywords": list(briefing.tags),
        "temporalCoverage": briefing.as_of.edtf,
        "publisher": {"@type": "Organization", "name": site.name},
        "about": [
            {
                "@type": party.type if party.type in _TYPES else "Thing",
                "name": party.name,
            }
            for party in briefing.stakeholders
            if party.named_in_source
        ],
        "isBasedOn": [{"@type": "CreativeWork", "name": title} for title in briefing.source_titles],
        **({"url": address} if address else {}),
    }
    # An end tag inside a string would end the script element.
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")


_PICTURE = {
    "og:image:type": "image/png",
    "og:image:width": str(card.SIZE[0]),
    "og:image:height": str(card.SIZE[1]),
}
_TYPES = ("Organization", "Person", "Place", "Product")
