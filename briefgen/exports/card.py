"""The picture that other sites show beside a link to a briefing: its title, its question and what it holds, as a PNG.

Drawn in one hue on a canvas of grey levels, which become colours by a table of 256: that is quick to draw and to compress.
The font writes Latin, Greek and Cyrillic. A text in another script is left out whole, for a line of boxes would say less.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import util
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageFont

NAME = "card.png"
SIZE = (1200, 630)
_MARGIN = 80
_WIDTH = SIZE[0] - 2 * _MARGIN
# Ink and paper of the style sheet.
_DARK, _LIGHT = (0x14, 0x23, 0x3B), (0xFF, 0xFF, 0xFF)
_FAINT, _MUTED, _TEXT, _FULL = 60, 165, 215, 255
_BOLD, _REGULAR = 700, 400
_SCRIPTS = ("LATIN ", "GREEK ", "CYRILLIC ")


def available() -> bool:
    """Whether what a card is drawn with is installed (`briefgen[cards]`)."""
    return all(util.find_spec(name) for name in ("PIL", "fontpkg_noto_sans"))


def png(site: str, title: str, question: str, facts: str) -> bytes:
    """The card as a file, the same bytes for the same words; `facts` is the line at its foot."""
    # Here and not above: a check, and a build without cards, must not wait for it.
    from PIL import Image, ImageDraw

    image = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 16, SIZE[1]), fill=_MUTED)
    draw.text((_MARGIN - 8, -30), "“", font=_font(240, _BOLD), fill=_FAINT)
    height = 138
    for text, size, weight, fill, most in (
        (title, 62, _BOLD, _FULL, 3),
        (question, 34, _REGULAR, _TEXT, 3),
    ):
        for line in _lines(text, _font(size, weight), most):
            draw.text((_MARGIN, height), line, font=_font(size, weight), fill=fill)
            height += size * 5 // 4
        height += 20
    draw.line((_MARGIN, 540, SIZE[0] - _MARGIN, 540), fill=_FAINT, width=2)
    for text, anchor, across, width in (
        (site, "ls", _MARGIN, 380),
        (facts, "rs", SIZE[0] - _MARGIN, 640),
    ):
        for line in _lines(text, _font(28, _REGULAR), 1, width):
            draw.text((across, 585), line, font=_font(28, _REGULAR), fill=_MUTED, anchor=anchor)
    image.putpalette(_palette())
    written = BytesIO()
    image.save(written, "PNG", compress_level=3)
    return written.getvalue()


@cache
def _palette() -> bytes:
    """From ink to paper in 256 steps."""
    steps = range(256)
    return bytes(
        dark + (light - dark) * step // 255
        for step in steps
        for dark, light in zip(_DARK, _LIGHT, strict=True)
    )


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    import fontpkg_noto_sans
    from PIL import ImageFont

    path = fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf"
    # Not the other engine: it is not in every build of the library, and shapes the same letters a little otherwise.
    font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
    axes = {b"Weight": weight, b"Width": 100}
    font.set_variation_by_axes([axes[axis["name"]] for axis in font.get_variation_axes()])
    return font


def _lines(
    text: str, font: ImageFont.FreeTypeFont, most: int, width: int = _WIDTH
) -> Iterator[str]:
    """`text` broken at spaces into at most so many lines, an ellipsis where it is cut; none if it cannot be written."""
    words = unicodedata.normalize("NFC", text).split()
    if not all(_writable(character) for word in words for character in word):
        return
    lengths = [font.getlength(word) for word in words]
    space = font.getlength(" ")
    while words and most:
        fitting, used = 0, -space
        while fitting < len(words) and used + space + lengths[fitting] <= width:
            used += space + lengths[fitting]
            fitting += 1
        if (most == 1 and fitting < len(words)) or not fitting:
            yield _cut(" ".join(words), font, width)
            return
        yield " ".join(words[:fitting])
        words, lengths, most = words[fitting:], lengths[fitting:], most - 1


def _cut(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """As many letters of `line` as fit before an ellipsis."""
    # No letter is so narrow that more of them could fit.
    end = min(len(line), width // 4)
    while end and font.getlength(f"{line[:end]}…") > width:
        end -= 1
    return f"{line[:end].rstrip()}…"


@cache
def _writable(character: str) -> bool:
    """Whether the font writes a character as it should be read, one after the other from the left."""
    kind = unicodedata.category(character)
    if kind[0] in "MC":
        return False
    return kind[0] != "L" or unicodedata.name(character, "").startswith(_SCRIPTS)
