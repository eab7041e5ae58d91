"""The site for programs: pages as plain Markdown, llms.txt, and what stands in the head of a page."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote

from briefgen.base.values import answers
from briefgen.exports import card
from briefgen.views.site import Frame, SiteView, Summary

_FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_FURNITURE = re.compile(r"<(nav|form|figure)\b")
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')
_QUOTE = re.compile(r"</?q\b[^>]*>")
_ITEM = re.compile(r"<li\b[^>]*>")
_TAG = re.compile(r"<(?!/?bdi>)/?[a-z][^>]*>")
_LITERAL = re.compile(r"<bdi>([^<>]*)</bdi>")
_ENTITY = re.compile(r"(&#x[0-9a-f]+;)")
_GAP = re.compile(r"\n\n\n+")


def plain(page: str) -> str:
    """The Markdown of a generated page as a program wants to read it: text as text, no attributes, no furniture."""
    front = _FRONT_MATTER.match(page)
    # Literal text holds no brace, bracket or quotation mark of its own yet: each is still an entity.
    text = _bare(_unfurnished(page[front.end() :] if front else page))
    text = _LINK.sub(_link, text)
    text = _QUOTE.sub('"', text)
    text = _ITEM.sub("- ", text)
    text = _TAG.sub("", text)
    # Every second part is what stands between the tags; to be called for each match takes longer.
    parts = _LITERAL.split(text)
    parts[1::2] = map(_shown, parts[1::2])
    text = _unescaped("".join(parts))
    text = "\n".join([line.rstrip() for line in text.split("\n")])
    return _GAP.sub("\n\n", text).strip() + "\n"


def _unfurnished(text: str) -> str:
    """`text` without menus, forms and drawings, each up to the next end tag of its kind."""
    parts, at, start = [], 0, 0
    while found := _FURNITURE.search(text, start):
        end = text.find(f"</{found[1]}>", found.end())
        start = found.end()
        if end >= 0:
            parts.append(text[at : found.start()])
            at = start = end + len(f"</{found[1]}>")
    return "".join([*parts, text[at:]])


def _bare(text: str) -> str:
    """`text` without attribute lists, which are a third of a page, and the space before them."""
    first, *others = text.split("{:")
    parts = [first]
    for part in others:
        inner, end, after = part.partition("}")
        if end and "{" not in inner:
            parts[-1] = parts[-1].rstrip(" \t")
            parts.append(after)
        else:
            parts.append(f"{{:{part}")
    return "".join(parts)


def _unescaped(text: str) -> str:
    """`text` with characters for their entities, as far as they are written as pages write them."""
    parts = _ENTITY.split(text)
    parts[1::2] = map(_character, parts[1::2])
    return "".join(parts)


@answers
def _character(entity: str) -> str:
    return html.unescape(entity)


@answers
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
_SUSPECT = re.compile(r"[\\`*_\[\]<>|~#&]")
"""What may be markup anywhere; to look for it alone takes a quarter of the time."""


def _marked(text: str) -> str:
    """`text` with what Markdown would read as markup behind a backslash."""
    if _SUSPECT.search(text) or text[:1] in "-+=:" or text[-1:] == "!":
        text = _MARKUP.sub(lambda match: f"\\{match[0]}", text)
    return _NUMBERED.sub(r"\1\\\2", text) if text[:1].isdigit() else text


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
