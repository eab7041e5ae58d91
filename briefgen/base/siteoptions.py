"""What a site's configuration says of it."""

from __future__ import annotations

from briefgen.base.named import NamedTuple
from briefgen.base.selection import Weights


class SiteOptions(NamedTuple):
    """Name, description and language of the site; whether drafts are shown; how much each diagnostic weighs.

    `about` says whether the site has a page about itself, and `cards` whether its briefings get a picture for links.
    """

    name: str = "Briefings"
    description: str = ""
    language: str = "en"
    drafts: bool = False
    weights: Weights = Weights()
    about: bool = False
    cards: bool = False
