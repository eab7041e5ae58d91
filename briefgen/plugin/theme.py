"""The theme's templates, looked up and compiled once where MkDocs would do it for every build and every environment."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable
from typing import Any

from mkdocs.theme import Theme

from briefgen.printing.render import CompiledTemplates


def lean(theme: Theme, compiled: CompiledTemplates | None) -> None:
    """Has the theme list its files without hidden folders, and take templates that are `compiled` already, if any.

    MkDocs leaves out what is hidden one by one: fourteen thousand icons.
    """
    make = theme.get_env

    def made() -> Any:
        environment: Any = make()
        # The listing is only for files that are copied; what a template asks for by name is found as before.
        environment.loader.list_templates = functools.partial(_listed, tuple(theme.dirs))
        environment.bytecode_cache = compiled
        return environment

    theme.get_env = made  # type: ignore[method-assign]  # made anew for every build, with the configuration


def _listed(folders: Iterable[str]) -> list[str]:
    """Every file of these folders by its path, sorted; nothing in a folder whose name begins with a dot."""
    found: set[str] = set()
    for top in folders:
        for folder, below, names in os.walk(top):
            below[:] = [name for name in below if not name.startswith(".")]
            path = os.path.relpath(folder, top).replace(os.sep, "/")
            found.update(name if path == "." else f"{path}/{name}" for name in names)
    return sorted(found)
