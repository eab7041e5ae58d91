"""A hook for MkDocs that keeps the search index as the theme makes it of all pages, before briefgen replaces it.

    hooks: [bench/everything.py]

It is written beside the site, as `everything.json`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

NAME = "everything.json"


# After briefgen (0), which keeps the pages of briefings out of the search.
@event_priority(-10)
def on_page_markdown(markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Lets the search have every page."""
    page.meta.pop("search", None)


# After the search (0), before briefgen (-50).
@event_priority(-10)
def on_post_build(*, config: MkDocsConfig) -> None:
    """Keeps the index."""
    index = Path(config.site_dir) / "search" / "search_index.json"
    shutil.copy(index, Path(config.config_file_path).parent / NAME)
    # Briefgen adds its entries to what hand-written pages have; here everything is there already.
    index.write_text(_without_briefings(index.read_text("utf-8")), "utf-8")


def _without_briefings(index: str) -> str:
    import json

    loaded = json.loads(index)
    listed = ("briefings/", "stakeholders/", "questions/", "changes/", "corrections/")
    loaded["docs"] = [
        entry
        for entry in loaded["docs"]
        if entry["location"] and not entry["location"].startswith((*listed, "#"))
    ]
    return json.dumps(loaded)
