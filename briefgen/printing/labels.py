"""The words of a page as its template sees them: trusted text, escaped for HTML."""

from __future__ import annotations

import html

from markupsafe import Markup

from briefgen.views.words import Words


class Labels:
    """The catalogue as templates see it: `l.known` is trusted text, `l.count("claims", 3)` with its number."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._enums: dict[tuple[str, str], Markup] = {}
        self._counts: dict[tuple[str, int], Markup] = {}

    def __getattr__(self, key: str) -> Markup:
        """The label `key`, as templates write it; it stays here as an attribute, so that the next time is quick."""
        if key.startswith("_"):
            raise AttributeError(key)
        try:
            label = self[key]
        except KeyError as problem:
            raise AttributeError(key) from problem
        self.__dict__[key] = label
        return label

    def __getitem__(self, key: str) -> Markup:
        return Markup(html.escape(self._words[key], quote=False))

    def count(self, key: str, number: int) -> Markup:
        """The label for `number` things."""
        asked = key, number
        label = self._counts.get(asked)
        if label is None:
            label = Markup(html.escape(self._words.count(key, number), quote=False))
            self._counts[asked] = label
        return label

    def enum(self, group: str, value: str) -> Markup:
        """The label of a value of an enumeration."""
        asked = group, value
        label = self._enums.get(asked)
        if label is None:
            label = Markup(html.escape(self._words.enum(group, value), quote=False))
            self._enums[asked] = label
        return label
