"""The reader's language: the catalogue of labels, plural forms, and dates in words.

Labels are trusted text from `templates/labels/LANGUAGE.yml`; a key that a catalogue lacks comes from the English one.
Month names, plural rules and writing direction come from the Unicode CLDR (Babel).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from briefgen.base.values import once
from briefgen.texts import dates
from briefgen.texts.dates import Edtf, Point

FALLBACK = "en"

Catalogue = Mapping[str, str | Mapping[str, str]]
"""Label key → text, or → text by CLDR plural category."""


@dataclass(frozen=True)
class Words:
    """The labels of one language over the English ones."""

    language: str
    own: Catalogue
    english: Catalogue
    _dates: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getitem__(self, key: str) -> str:
        """The label `key`. Raises KeyError: a template that asks for an unknown label is a defect."""
        found = self.own.get(key, self.english.get(key))
        if not isinstance(found, str):
            raise KeyError(f"there is no label “{key}” in templates/labels/{FALLBACK}.yml")
        return found

    def count(self, key: str, number: int) -> str:
        """The label `key` for `number` things, with `{n}` filled in."""
        language, forms = (
            (self.language, self.own[key]) if key in self.own else (FALLBACK, self.english[key])
        )
        if isinstance(forms, str):
            return forms.replace("{n}", str(number))
        return forms.get(locale(language).plural_form(number), forms["other"]).replace(
            "{n}", str(number)
        )

    def enum(self, group: str, value: str) -> str:
        """The label of one value of an enumeration, or the value itself in plain words where there is none."""
        try:
            return self[f"{group}_{value.replace('-', '_')}"]
        except KeyError:
            return value.replace("-", " ")

    @once
    def direction(self) -> str:
        """ltr or rtl."""
        return locale(self.language).text_direction

    def date(self, text: str) -> str:
        """An EDTF date in words: "about August 2023", "January 2023 to March 2023", "since 2018"."""
        # The days of a few years, which briefings share; thousands at the most.
        words = self._dates.get(text)
        if words is None:
            words = self._dates[text] = self._date(dates.parse(text))
        return words

    def _date(self, edtf: Edtf) -> str:
        if edtf.interval:
            return self._interval(edtf)
        return self._point(edtf.start) if edtf.start else edtf.text

    def _interval(self, edtf: Edtf) -> str:
        if edtf.start and edtf.end:
            pattern = self["date_interval"]
            return pattern.replace("{start}", self._point(edtf.start)).replace(
                "{end}", self._point(edtf.end)
            )
        if edtf.start:
            return self["date_since"].replace("{start}", self._point(edtf.start))
        return self["date_until"].replace("{end}", self._point(edtf.end)) if edtf.end else edtf.text

    def _point(self, point: Point) -> str:
        words = self._calendar(point)
        if point.approximate:
            words = self["date_about"].replace("{date}", words)
        if point.uncertain:
            words = self["date_uncertain"].replace("{date}", words)
        return words

    def _calendar(self, point: Point) -> str:
        year = point.first[0]
        if "X" in point.year or not 1 <= year <= 9999:
            return point.text.rstrip("?~%")
        if point.season:
            return self[f"season_{point.season}"].replace("{year}", point.year)
        if not point.month:
            return point.year
        day = date(year, point.month, point.day or 1)
        if point.day:
            return format_date(day, format="long", locale=_of_dates(self.language))
        return format_skeleton("yMMMM", day, locale=locale(self.language))


def _of_dates(language: str) -> Locale:
    """The locale that orders a date: plain "en" means day, month, year, as our texts are written, not the American order."""
    return locale("en-GB" if language == "en" else language)


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """The CLDR locale of a BCP 47 tag; that of its base language, or English, where CLDR has none."""
    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(FALLBACK)
