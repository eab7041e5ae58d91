"""What programs read in the head of a briefing's page."""

from __future__ import annotations

import html
from urllib.parse import urljoin

from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url

from briefgen.exports import card, machine
from briefgen.views.site import SiteView, Summary


def head(site: SiteView, briefing: Summary, page: MkDocsPage) -> str:
    """The elements for the head of `page`, which belongs to `briefing`, as HTML."""
    base = page.canonical_url or ""
    elements = machine.head(
        site,
        briefing,
        title=html.unescape(str(page.title)),
        address=base,
        feed=get_relative_url("feed.xml", page.url) if base else "",
        picture=urljoin(base, get_relative_url(f"{briefing.folder}/{card.NAME}", page.url))
        if site.cards
        else "",
        first=page.file.src_uri == briefing.target.page,
    )
    name = page.file.src_uri.rpartition("/")[2]
    address = get_relative_url(page.file.src_uri, page.url) if page.url else name
    # With the space, as in machine.head.
    return f'{elements}<link rel="alternate " type="text/markdown" href="{address}">'
