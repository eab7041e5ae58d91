"""The generated pages as MkDocs has files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from briefgen.printing.pages import Page


class GeneratedFile(File):
    """A file of ours, whose text is unpacked only when it is asked for."""

    kept: Page

    @classmethod
    def of(cls, config: MkDocsConfig, page: Page) -> GeneratedFile:
        """The file of a generated page."""
        made = cls.generated(config, page.uri, content=b"")
        assert isinstance(made, GeneratedFile)  # noqa: S101  # `generated` makes its own class
        made.kept = page
        return made

    @property  # type: ignore[misc]  # read only: it is what a product holds
    def content_bytes(self) -> bytes:
        return self.kept.raw

    @property  # type: ignore[misc]  # as above
    def content_string(self) -> str:
        return self.kept.text

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002  # the base class's signature
        """Writes the file; it is always new."""
        target = Path(self.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self.kept.raw)


def contents(files: Files) -> Mapping[str, Callable[[], bytes]]:
    """What is copied into a preview as it is: path in the site → what gives its content."""
    return {
        file.dest_uri: partial(getattr, file, "content_bytes")
        for file in files
        if not file.is_documentation_page() and file.inclusion.is_in_serve()
    }
