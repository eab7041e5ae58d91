"""libyaml's events → data with marks, in a strict subset of YAML, on a stack of our own.

Nothing here recurses, and building stops at the first limit, whatever is nested below it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from briefgen.base.diagnostics import Code, Diagnostic, Related, Span
from briefgen.yaml.libyaml import yaml
from briefgen.yaml.limits import FORBIDDEN, INVISIBLE, Limits
from briefgen.yaml.marks import Container, Mark, span_at

_DROPPED = "\0"
"""Stands for the key of a value that is read but not kept; no file can write it."""

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
"""Plain scalars that stand for no value, here as in an editor. A party of the name Null is written in quotation marks."""


class _Start:
    """The start of a text."""

    index = line = column = 0


_START = _Start()

Unreadable = yaml.YAMLError
"""What libyaml raises where a text is no YAML."""


class Stopped(Exception):  # noqa: N818  # a jump out of the loop, not an error
    """Building cannot go on; the reason is among the problems."""


class Builder:
    """Builds `data` and its marks, `root`; `problems` are what the subset refuses, `last` is the last value read."""

    def __init__(self, path: str, text: str, limits: Limits) -> None:
        self.path = path
        self.text = text
        self.limits = limits
        self.problems: list[Diagnostic] = []
        self.data: Any = None
        self.root: Mark | Container = (_START, _START)
        self.last: Mark = (_START, _START)
        self.stack: list[Container] = []
        self.nodes = 0
        self._most_nodes, self._deepest = limits.nodes, limits.depth
        self.documents = 0

    def run(self) -> None:
        """Reads all of the text. Raises Unreadable, or Stopped where building cannot go on."""
        loader = yaml.CSafeLoader(self.text)
        # As yaml.parse does, without a generator and a question between two events.
        take = loader.get_event
        try:
            while (kind := type(event := take())) is not yaml.StreamEndEvent:
                if handle := _HANDLERS.get(kind):
                    handle(self, event)
        finally:
            loader.dispose()

    def alias(self, event: Any) -> None:
        """Refuses `*name`."""
        self._refuse(event, "an alias (*name)", "write the value out")
        self._add(None, (event.start_mark, event.end_mark))

    def document(self, event: Any) -> None:
        """Refuses directives and a second document."""
        self.documents += 1
        if event.version or event.tags:
            self._refuse(event, "a directive (%)", "delete it")
        if self.documents > 1:
            self._refuse(event, "a second document (---)", "put it into a file of its own")
            raise Stopped

    def _refuse(self, event: Any, what: str, help_text: str) -> None:
        message = f"{what} is not used here"
        self.problems.append(
            Diagnostic(Code.YAML_FEATURE, self._span_of(event), message, help_text)
        )

    def _check_node(self, event: Any) -> None:
        self.nodes += 1
        if (
            self.nodes <= self._most_nodes
            and len(self.stack) < self._deepest
            and event.anchor is None
            and event.tag is None
        ):
            return
        if self.nodes > self.limits.nodes:
            self._limit(
                event,
                f"more than {self.limits.nodes:,} values",
                "split the briefing, or raise the limit",
            )
        if len(self.stack) >= self.limits.depth:
            self._limit(event, f"nested deeper than {self.limits.depth} levels", "write it flatter")
        if event.anchor is not None:
            self._refuse(event, "an anchor (&name)", "write the value out where it is needed")
        if event.tag is None:
            return
        if event.tag != "!":
            self._refuse(
                event, "a tag (!name)", "delete it, or put quotation marks around the text"
            )
        elif self.text[event.start_mark.index : event.start_mark.index + 1] == "!":
            self._refuse(event, "a tag (!)", "delete it; all values are read as text")

    def _limit(self, event: yaml.Event, what: str, help_text: str) -> None:
        self.problems.append(Diagnostic(Code.LIMIT, self._span_of(event), what, help_text))
        raise Stopped

    def scalar(self, event: Any) -> None:
        """Takes a key or a value that is a text."""
        self._check_node(event)
        value: str = event.value
        self.last = mark = (event.start_mark, event.end_mark)
        if len(value) > self.limits.scalar:
            self._limit(
                event,
                f"a text of more than {self.limits.scalar:,} characters",
                "shorten or split it",
            )
        # Whatever is forbidden cannot be printed; asking that first is much quicker.
        for match in () if value.isprintable() else FORBIDDEN.finditer(value):
            message = f"U+{ord(match[0]):04X} may not be used, not even as an escape"
            self.problems.append(
                Diagnostic(Code.FORBIDDEN_CHARACTER, self._span(mark), message, "delete it")
            )
        top = self.stack[-1] if self.stack else None
        if top is not None and top.pending is None and isinstance(top.data, dict):
            self._key(top, value, mark)
        else:
            nothing = value in NOTHING and event.implicit[0] and event.style in (None, "")
            self._add(None if nothing else value, mark)

    def _key(self, top: Container, value: str, mark: Mark) -> None:
        if value == "<<":
            self.problems.append(
                Diagnostic(
                    Code.YAML_FEATURE,
                    self._span(mark),
                    "a merge key (<<) is not used here",
                    "write the keys out",
                )
            )
            top.pending = _DROPPED
            return
        key = value if value.isascii() else unicodedata.normalize("NFC", value)
        if not key.isascii() and INVISIBLE.search(key):
            message = f"the key {key!a} has an invisible character"
            self.problems.append(
                Diagnostic(Code.FORBIDDEN_CHARACTER, self._span(mark), message, "delete it")
            )
        if key in top.keys:
            first = Related(self._span(top.keys[key]), "first written here")
            self.problems.append(
                Diagnostic(
                    Code.DUPLICATE_KEY,
                    self._span(mark),
                    f"the key {_shown(key)} stands twice in this mapping",
                    f"delete or rename one of them; the first is on line {first.span.line}",
                    related=(first,),
                )
            )
            top.pending = _DROPPED
            return
        top.keys[key] = mark
        top.pending = key

    def open(self, event: Any) -> None:
        """Begins a list or mapping."""
        self._check_node(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.pending is None and isinstance(top.data, dict):
            message = "a list or mapping cannot be a key"
            self.problems.append(
                Diagnostic(
                    Code.YAML_FEATURE, self._span_of(event), message, "write a word as the key"
                )
            )
            raise Stopped
        data: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        mark = (event.start_mark, event.end_mark)
        container = Container(data, mark, flow=bool(event.flow_style))
        self._add(data, container)
        self.stack.append(container)

    def close(self, event: Any) -> None:
        """Ends a list or mapping."""
        container = self.stack.pop()
        container.mark = (container.mark[0], event.end_mark)

    def _add(self, value: Any, mark: Mark | Container) -> None:
        if not self.stack:
            self.data, self.root = value, mark
            return
        top = self.stack[-1]
        if isinstance(top.data, list):
            top.values[len(top.data)] = mark
            top.data.append(value)
        elif top.pending is None:
            self.problems.append(
                Diagnostic(
                    Code.YAML_FEATURE,
                    self._span(top.mark),
                    "an alias cannot be a key",
                    "write a word as the key",
                )
            )
            raise Stopped
        else:
            key, top.pending = top.pending, None
            if key != _DROPPED:
                top.values[key] = mark
                top.data[key] = value

    def _span(self, mark: Mark) -> Span:
        return span_at(self.path, self.text, mark)

    def _span_of(self, event: Any) -> Span:
        return self._span((event.start_mark, event.end_mark))


_HANDLERS: Mapping[type, Callable[[Builder, Any], None]] = {
    yaml.ScalarEvent: Builder.scalar,
    yaml.MappingStartEvent: Builder.open,
    yaml.SequenceStartEvent: Builder.open,
    yaml.MappingEndEvent: Builder.close,
    yaml.SequenceEndEvent: Builder.close,
    yaml.AliasEvent: Builder.alias,
    yaml.DocumentStartEvent: Builder.document,
}
"""What is done at each event; the others say nothing."""


def _shown(key: str) -> str:
    return f"“{key}”" if key.isprintable() else ascii(key)
