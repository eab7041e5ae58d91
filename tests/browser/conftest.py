"""A real browser over the built site. Each page records what went wrong in it, and a test ends with nothing recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}

BRIEFING = "briefings/azure-databricks/"
KINDS = {
    "home": "",
    "briefings": "briefings/",
    "all-stakeholders": "stakeholders/",
    "all-questions": "questions/",
    "index": BRIEFING,
    "background": f"{BRIEFING}background/",
    "stakeholders": f"{BRIEFING}stakeholders/",
    "questions": f"{BRIEFING}questions/",
    "claims": f"{BRIEFING}claims/",
    "sources": f"{BRIEFING}sources/",
    "source": f"{BRIEFING}sources/article/",
    "glossary": f"{BRIEFING}glossary/",
    "print": f"{BRIEFING}print/",
    "changes": f"{BRIEFING}changes/",
    "all-changes": "changes/",
    "corrections": "corrections/",
    "about": "about/",
    "components": "reference/components/",
    "error": "404.html",
}
"""A page of each kind, by its address below the site."""

Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens an address; at the end no page may have logged an error or asked another server for anything.

    Of a file that is `gone`, which is a part of its address, the browser itself may say so.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(address: str, gone: str | None = None, **options: object) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        origin = address.split("/", 3)[:3]
        page.on(
            "console",
            lambda entry: (
                wrong.append(f"{entry.text} ({entry.location['url']})")
                if entry.type == "error" and not (gone and gone in entry.location["url"])
                else None
            ),
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda request: (
                wrong.append(request.url)
                if request.url.split("/", 3)[:3] != origin and not request.url.startswith("data:")
                else None
            ),
        )
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
