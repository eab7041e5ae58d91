"""How the text of a page is read and converted: a kept page neither, a page of ours when its turn comes, others as MkDocs does it.

What conversion asks for is noted, for a page is used again only where the same questions have the same answers.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils.meta import get_data

from briefgen.cache.rows import Sheet
from briefgen.cache.store import Store
from briefgen.literal import shortcut
from briefgen.plugin.converted import Conversions
from briefgen.plugin.generated import GeneratedFile
from briefgen.plugin.job import Job, digest
from briefgen.plugin.observed import Asking, address, listening


class Conversion:
    """The conversion of the pages of one build. `inputs` is what all of them depend on.

    `resting` are the addresses of files that are there and that MkDocs does not hear of, by path.
    """

    def __init__(
        self,
        store: Store | None,
        inputs: str,
        conversions: Conversions | None,
        resting: Mapping[str, str],
    ) -> None:
        self._store, self._inputs, self._conversions = store, inputs, conversions
        self._addresses: dict[str, str | None] = {**resting}
        self._files = Files([])

    def begin(self, files: Files, config: MkDocsConfig) -> None:
        """Learns which files there are."""
        self._files, self._config = files, config

    def _source(self, job: Job) -> str:
        file = job.page.file
        return digest(self._inputs, file.src_uri, file.url, job.given, job.digest)

    def _known(self, job: Job) -> Sheet | None:
        """What is kept of the page, if it is made of the same text and its links lead to the same places."""
        sheet = self._store.sheet(job.page.file.src_uri) if self._store else None
        if sheet is None or sheet.source != job.source:
            return None
        same = all(self._address_of(path) == address for path, address in sheet.asked.items())
        return sheet if same else None

    def read(self, job: Job, config: MkDocsConfig) -> None:
        """Stands for `Page.read_source`."""
        page = job.page
        if not isinstance(page.file, GeneratedFile):
            job.read(config)
            job.meta = copy.deepcopy(dict(page.meta))
            return
        job.source = self._source(job)
        job.sheet = self._known(job)
        # Its text is read when it is converted: unpacked, the texts of a site are most of its memory.
        page.markdown = ""
        job.meta = job.sheet.meta if job.sheet else get_data(page.file.kept.front)[1]
        page.meta = copy.deepcopy(job.meta)

    def render(self, job: Job, config: MkDocsConfig, files: Files) -> None:
        """Stands for `Page.render`: a page whose title is known is converted when its turn comes."""
        page = job.page
        if not job.digest:
            job.digest = digest(page.markdown, repr(sorted(job.meta.items())))
            job.source = self._source(job)
            job.sheet = self._known(job)
        if job.sheet:
            if job.given is None and "title" not in page.meta:
                page.title = job.sheet.title
        elif not isinstance(page.file, GeneratedFile) or "title" not in page.meta:
            self.convert(job)
            return
        page.content = ""

    def convert(self, job: Job) -> None:
        """Converts the text of a page, and notes what was asked for meanwhile."""
        page = job.page
        if isinstance(page.file, GeneratedFile):
            # What events left in `meta` stays.
            meta = page.meta
            job.read(self._config)
            page.meta = meta
            page.markdown = f"{shortcut.MARK}\n{page.markdown}"
            if self._converted_before(job):
                return
        asking = Asking(self._files)
        with listening() as ear:
            job.render(self._config, asking)  # type: ignore[arg-type]  # answers what is asked of Files
        job.asked = asking.asked
        job.keepable = not (ear.heard or asking.beyond)
        job.converted = True
        if self._conversions and job.keepable and isinstance(page.file, GeneratedFile):
            self._conversions.keep(page, self._inputs, job.asked)

    def _converted_before(self, job: Job) -> bool:
        """Whether the text of a page was converted in an earlier build of this preview; then the page has its content."""
        if self._conversions is None:
            return False
        asked = self._conversions.take(job.page, self._inputs, self._files, self._address_of)
        if asked is None:
            return False
        job.asked, job.converted = asked, True
        return True

    def _address_of(self, path: str) -> str | None:
        if path not in self._addresses:
            self._addresses[path] = address(self._files.get_file_from_path(path))
        return self._addresses[path]
