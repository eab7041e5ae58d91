"""The labels of each language: a site's own catalogue is laid over the one that briefgen ships, key by key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from briefgen.base.diagnostics import Code, Diagnostic
from briefgen.base.nearest import did_you_mean
from briefgen.views.words import FALLBACK, Catalogue
from briefgen.yaml import strict
from briefgen.yaml.marks import Document

OWN = "own/"
"""Stands before the name of a site's own catalogue among the templates: `own/labels/en.yml`."""

_NAME = re.compile(rf"({OWN})?labels/([A-Za-z0-9-]+)\.yml")


def catalogues(
    templates: Mapping[str, str],
) -> tuple[Mapping[str, Catalogue], tuple[Diagnostic, ...]]:
    """Language → labels, and what is wrong with the site's own; a label that is wrong is left out."""
    labels = [(name, text) for name, text in sorted(templates.items()) if _NAME.fullmatch(name)]
    return _read(tuple(labels))


# A live preview asks again after every edit of a fact, which changes no label.
@lru_cache(maxsize=1)
def _read(
    texts: tuple[tuple[str, str], ...],
) -> tuple[Mapping[str, Catalogue], tuple[Diagnostic, ...]]:
    found: dict[str, dict[str, Any]] = {}
    own: list[tuple[str, Document]] = []
    problems: list[Diagnostic] = []
    for name, text in texts:
        if match := _NAME.fullmatch(name):
            document, wrong = strict.parse(f"templates/{name.removeprefix(OWN)}", text.encode())
            problems += wrong
            if document is None or not isinstance(document.data, dict):
                continue
            if match[1]:
                own.append((match[2], document))
            else:
                found[match[2]] = document.data
    for language, document in own:
        found.setdefault(language, {})
        wrong = list(_misfits(document, found.get(FALLBACK, {})))
        problems += wrong
        bad = {diagnostic.span.line for diagnostic in wrong}
        for key, label in document.data.items():
            if document.span((key,), key=True).line not in bad:
                found[language] = {**found[language], key: label}
    return found, tuple(problems)


def _misfits(document: Document, english: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """What is wrong with the labels of a site's own catalogue, each at its key."""
    for key, label in document.data.items():
        span = document.span((key,), key=True)
        if key not in english:
            help_text = did_you_mean(key, english) or "the labels are those of the shipped en.yml"
            yield Diagnostic(Code.TEMPLATE, span, f"there is no label “{key}”", help_text)
        elif not _fits(label, english[key]):
            counted = isinstance(english[key], dict)
            shape = "a text for each plural form, with other:" if counted else "one text"
            message = f"the label “{key}” is not {shape}"
            yield Diagnostic(Code.TEMPLATE, span, message, "write it as the shipped en.yml does")


def _fits(label: Any, english: Any) -> bool:
    """Whether a label can stand for the English one: a text, or where numbers are counted also one for each form."""
    if isinstance(label, str):
        return True
    forms = label if isinstance(label, dict) and isinstance(english, dict) else {}
    return "other" in forms and all(isinstance(text, str) for text in forms.values())
