"""What Pagefind is given of briefings that changed, before MkDocs has heard of them."""

from __future__ import annotations

from collections.abc import Mapping, Set

from mkdocs.config.defaults import MkDocsConfig

from briefgen.engine.ahead import Ahead
from briefgen.plugin.generated import GeneratedFile
from briefgen.product import Product
from briefgen.search import findable


class Early:
    """Has the runs that are begun `ahead` go on with what was made anew."""

    def __init__(self, ahead: Ahead, config: MkDocsConfig) -> None:
        self._ahead, self._config = ahead, config

    def begin(self, names: Mapping[str, str]) -> Set[str]:
        """Begins; gives back which briefings the runs wait for."""
        return self._ahead.begin(names)

    def go_on(self, made: Mapping[str, Product]) -> None:
        """Goes on with these briefings; what a run waits for beside them is gone."""
        self._ahead.go_on(lambda id: self._documents(made[id]) if id in made else "")

    def _documents(self, made: Product) -> str:
        """The documents of a briefing, as if its pages had the addresses that MkDocs gives them by itself."""
        urls = {page.uri: GeneratedFile.of(self._config, page).url for page in made.pages}
        return findable.documents(made.entries, urls)
