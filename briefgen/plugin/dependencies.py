"""What every page of a MkDocs site depends on beside its own text, as one digest; or why that cannot be known.

It covers the whole configuration, every file of the theme and its overrides that can reach a page, the versions of all that is
installed, and our own code. What is not on the lists below may read files, the clock or the network, so with it no page is
kept: a slower build, never a stale page.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import BuiltinFunctionType, FunctionType
from typing import Any

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from briefgen.cache import maker
from briefgen.disk import files
from briefgen.engine import searchbox

PLUGINS = frozenset(["briefgen", "offline", "search", "material/offline", "material/search"])
"""The plugins beside which pages are kept: what they do to a page depends on the page and the configuration alone."""

SEARCH = "material/search"
"""The theme's search plugin."""

EXTENSIONS = frozenset(
    [
        "abbr",
        "admonition",
        "attr_list",
        "codehilite",
        "def_list",
        "extra",
        "fenced_code",
        "footnotes",
        "legacy_attrs",
        "legacy_em",
        "md_in_html",
        "meta",
        "nl2br",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
        "wikilinks",
        "briefgen.literal",
        "pymdownx.arithmatex",
        "pymdownx.betterem",
        "pymdownx.blocks.admonition",
        "pymdownx.blocks.caption",
        "pymdownx.blocks.definition",
        "pymdownx.blocks.details",
        "pymdownx.blocks.html",
        "pymdownx.blocks.tab",
        "pymdownx.caret",
        "pymdownx.critic",
        "pymdownx.details",
        "pymdownx.emoji",
        "pymdownx.escapeall",
        "pymdownx.extra",
        "pymdownx.fancylists",
        "pymdownx.highlight",
        "pymdownx.inlinehilite",
        "pymdownx.keys",
        "pymdownx.magiclink",
        "pymdownx.mark",
        "pymdownx.progressbar",
        "pymdownx.quotes",
        "pymdownx.saneheaders",
        "pymdownx.smartsymbols",
        "pymdownx.striphtml",
        "pymdownx.superfences",
        "pymdownx.tabbed",
        "pymdownx.tasklist",
        "pymdownx.tilde",
    ]
)
"""The Markdown extensions whose output depends on the text and their settings alone: none that reads files."""

_TRUSTED = ("markdown", "material", "mkdocs", "pymdownx")
"""Packages whose functions may stand in the configuration: their versions are part of the digest."""

_UNSEEN = frozenset(["plugins", "theme", "hooks", "site_dir", "watch", "dev_addr", "strict"])
"""Settings that are looked at otherwise, or that no page shows."""

_INCLUSION = frozenset(["exclude_docs", "draft_docs", "not_in_nav"])
"""Settings that decide which files there are; pages depend on those files, which are looked at one by one."""

_ELSEWHERE = re.compile(
    r"\bpages\b|\b(?:update_date|build_date\w*|random|shuffle|now)\b|\.content\b"
)
"""What a template of the site's own may not use: other pages' text, the clock, chance."""


class UnknownInputError(Exception):
    """Something that pages may depend on and that cannot be put into a digest; the message says what."""


def digest_of(config: MkDocsConfig) -> str:
    """The digest of what all pages depend on. Raises UnknownInputError."""
    if reason := unknown(config):
        raise UnknownInputError(reason)
    parts = [
        repr(_frozen({k: v for k, v in config.items() if k not in _UNSEEN | _INCLUSION})),
        repr(_frozen(dict(config.theme.items()))),
        repr([(name, _frozen(plugin.config)) for name, plugin in config.plugins.items()]),
        repr(
            (
                config.theme.name,
                sorted(config.theme.static_templates),
                sys.version,
                maker.maker(),
            )
        ),
    ]
    whole = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass"))
    for folder in map(Path, config.theme.dirs):
        whole.update(_fixed(folder) if _is_installed(folder) else _digest(folder))
    return whole.hexdigest()


@functools.cache
def _fixed(folder: Path) -> bytes:
    """The digest of a folder of an installed theme, which stays as it is while a program runs."""
    return _digest(folder)


def _digest(folder: Path) -> bytes:
    """The digest of the templates in a folder. Raises UnknownInputError."""
    whole = hashlib.sha256()
    for path in _files_of(folder):
        whole.update(repr((path.relative_to(folder).as_posix(), _content(folder, path))).encode())
    return whole.digest()


def unknown(config: MkDocsConfig) -> str | None:
    """What may do to pages, or to the theme's templates, what cannot be known; None where there is nothing of that kind."""
    if not mkdocs.__version__.startswith("1.6."):
        return f"MkDocs {mkdocs.__version__}"
    if config.hooks:
        return "hooks"
    for name in config.plugins:
        if name not in PLUGINS:
            return f"the plugin “{name}”"
    for name in config.markdown_extensions:
        if name.removeprefix("markdown.extensions.") not in EXTENSIONS:
            return f"the Markdown extension “{name}”"
    return "icons from the site’s own files" if "custom_icons" in repr(config.mdx_configs) else None


def searched_by_theme(config: MkDocsConfig) -> bool:
    """Whether only the theme's search plugin looks at pages before the theme does, in a release whose ways are known."""
    others = {*config.plugins} - {"briefgen", "offline", "material/offline"}
    return others == {SEARCH} and searchbox.is_known()


def _frozen(value: Any) -> object:
    """A value whose `repr` is the same wherever the setting is. Raises UnknownInputError."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Mapping):
        return sorted((str(key), _frozen(one)) for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return [_frozen(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, map(_frozen, value)))
    if isinstance(value, functools.partial):
        return [_frozen(value.func), _frozen(value.args), _frozen(value.keywords)]
    if isinstance(value, (FunctionType, BuiltinFunctionType, type)):
        if value.__module__.partition(".")[0] in _TRUSTED and "<" not in value.__qualname__:
            return f"{value.__module__}.{value.__qualname__}"
        raise UnknownInputError(f"the function “{value.__qualname__}” in the configuration")
    shown = f"{type(value).__module__}.{type(value).__name__} {value}"
    if " at 0x" in repr(value) and " at 0x" in shown:
        raise UnknownInputError(f"a setting of the type “{type(value).__name__}”")
    return shown


def navigation_of(nav: Navigation) -> object:
    """What a page may show of the navigation: all of it, as something whose `repr` is the same where it is."""
    return [_item(item) for item in nav.items]


def _item(item: Any) -> object:
    meta = sorted((name, repr(value)) for name, value in getattr(item, "meta", {}).items())
    below = [_item(child) for child in item.children or ()]
    return (type(item).__name__, str(item.title), getattr(item, "url", ""), meta, below)


def _files_of(folder: Path) -> Iterator[Path]:
    """The files of a folder of templates that can reach a page; of an installed theme's icons the version tells all."""
    installed = _is_installed(folder)
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if name != "__pycache__" and not (installed and name in _FIXED)
        )
        for name in sorted(names):
            if not installed or name.endswith((".html", ".xml", ".yml")):
                yield Path(parent, name)


_FIXED = (".icons", "assets")


def _is_installed(folder: Path) -> bool:
    """Whether a folder of templates belongs to an installed theme, and not to the site."""
    for package in ("material", "mkdocs"):
        found = importlib.util.find_spec(package)
        if found and found.origin and folder.is_relative_to(Path(found.origin).parent):
            return True
    return False


def _content(folder: Path, path: Path) -> str:
    """The digest of a file. Raises UnknownInputError where a template of the site looks beyond its page."""
    raw = path.read_bytes()
    own = folder.is_relative_to(files.PACKAGE)
    if path.suffix == ".html" and not own and not _is_installed(folder):
        for match in re.finditer(r"\{[{%].*?[%}]\}", raw.decode("utf-8", "replace"), re.DOTALL):
            if _ELSEWHERE.search(match[0].replace("page.content", "")):
                raise UnknownInputError(f"{path.name}, which uses more than its own page")
    return hashlib.sha256(raw).hexdigest()
