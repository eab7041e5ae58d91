"""What briefgen needs to know of a site's mkdocs.yml, read safely: tags in it are skipped, never run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.base.diagnostics import Code, Diagnostic, Span
from briefgen.base.searchoptions import Search, search_from
from briefgen.base.selection import Weights, weights_from
from briefgen.base.siteoptions import SiteOptions
from briefgen.yaml.libyaml import yaml

LITERAL = "briefgen.literal"
REQUIRED_EXTENSIONS = ("attr_list", "def_list", "md_in_html", LITERAL)
"""The Markdown extensions that generated pages are written for, beyond MkDocs' own tables and toc."""


class _Loader(yaml.CSafeLoader):
    """A safe loader that reads every unknown tag as nothing."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read(path: str, raw: bytes) -> tuple[SiteOptions, list[Diagnostic]]:
    """The options of the site, and what is wrong with its configuration."""
    try:
        # The loader is a subclass of the safe one.
        config = yaml.load(raw, Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        mark = getattr(problem, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = getattr(problem, "problem", None) or "cannot be read"
        return SiteOptions(), [
            Diagnostic(Code.SITE, Span(path, line, column, line, column + 1), str(reason))
        ]
    if not isinstance(config, dict):
        return SiteOptions(), [
            Diagnostic(Code.SITE, Span(path), "the configuration is not a mapping")
        ]
    weights, problems = weights_in(path, config.get("extra"))
    _, search_problems = search_in(path, config.get("extra"))
    options = options_from(
        config.get("site_name"), config.get("site_description"), _language(config), weights=weights
    )
    return options, [
        *extension_problems(path, _names(config.get("markdown_extensions"))),
        *problems,
        *search_problems,
    ]


def options_from(
    name: object,
    description: object,
    language: object,
    *,
    drafts: bool = False,
    weights: Weights = Weights(),
) -> SiteOptions:
    """The options out of values that a configuration may lack."""
    return SiteOptions(
        str(name or "Briefings"), str(description or ""), str(language or "en"), drafts, weights
    )


def weights_in(path: str, extra: Any) -> tuple[Weights, list[Diagnostic]]:
    """How much the site lets each code weigh, out of `extra:` in its configuration, and what is wrong with that."""
    return weights_from(_ours(extra).get("severity"), path)


def search_in(path: str, extra: Any) -> tuple[Search, list[Diagnostic]]:
    """Which engine the site's search uses, out of `extra:` in its configuration, and what is wrong with that."""
    return search_from(_ours(extra).get("search"), path)


def _ours(extra: Any) -> dict[Any, Any]:
    # A mapping and not a dict: what MkDocs reads is none.
    ours = extra.get("briefgen") if isinstance(extra, Mapping) else None
    return ours if isinstance(ours, dict) else {}


def extension_problems(path: str, loaded: list[str]) -> Iterator[Diagnostic]:
    """What is wrong with the Markdown extensions of a site that loads these."""
    for name in REQUIRED_EXTENSIONS:
        if name in loaded or f"markdown.extensions.{name}" in loaded:
            continue
        help_text = f"add “- {name}” below markdown_extensions:"
        if name == LITERAL:
            message = f"the Markdown extension {name} is not loaded, so text from fact files would be read as markup"
            yield Diagnostic(Code.LITERAL, Span(path), message, help_text)
        else:
            yield Diagnostic(
                Code.SITE, Span(path), f"the Markdown extension {name} is not loaded", help_text
            )


def _names(extensions: Any) -> list[str]:
    if isinstance(extensions, dict):
        return [str(name) for name in extensions]
    entries = extensions if isinstance(extensions, list) else []
    return [
        str(next(iter(entry), "")) if isinstance(entry, dict) else str(entry) for entry in entries
    ]


def _language(config: dict[Any, Any]) -> Any:
    theme = config.get("theme")
    return theme.get("language") if isinstance(theme, dict) else None
