"""The picture for links: the same bytes for the same words, no text that its font cannot write, on the page as a link."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from briefgen.exports import card
from tests.conftest import ROOT, mkdocs

WORDS = ("Ferries", "The Aldra ferry", "Will it run again?", "March 2031 · 3 claims")


def _ink(written: bytes, top: int, bottom: int) -> int:
    """How many points between two heights are not the background, the mark in the corner left out."""
    image = Image.open(BytesIO(written)).convert("RGB").crop((300, top, 1200, bottom))
    return sum(count for count, color in image.getcolors(1 << 20) or () if color != (20, 35, 59))


def test_a_card_is_small_and_the_same_for_the_same_words_only() -> None:
    written = card.png(*WORDS)
    assert Image.open(BytesIO(written)).size == card.SIZE == (1200, 630)
    assert len(written) < 60_000
    assert card.png(*WORDS) == written
    assert card.png(*WORDS[:3], "April 2031 · 3 claims") != written


def test_long_texts_are_cut_and_stay_above_the_line() -> None:
    long = "word " * 400
    written = card.png(long, long, long, long)
    assert _ink(written, 138, 520) > 1000
    assert _ink(written, 525, 539) == 0
    assert _ink(card.png("a" * 900, "b" * 900, "c" * 900, "d" * 900), 525, 539) == 0


def test_a_text_in_a_script_that_the_font_cannot_write_is_left_out_whole() -> None:
    blank = card.png("", "", "", "")
    for text in (
        "رصيف ثالث",
        "霧凪市、星降島航路を再開へ",
        "काम",
        "a\u0301\u0300\u0489 漢",
        "\u202eabc",
    ):
        assert card.png("", text, text, text) == blank, text
    for text in ("Größe – „Öl“ für €5", "Άλφα έως Ωμέγα", "Жук или майка №5", "Źródło: Łódź"):
        assert _ink(card.png("", text, "", ""), 138, 520) > 500, text


def test_pages_name_the_card_where_the_site_has_an_address(real_site: Path, tmp_path: Path) -> None:
    folder = real_site / "briefings" / "azure-databricks"
    assert Image.open(BytesIO((folder / "card.png").read_bytes())).size == card.SIZE
    head = (folder / "claims" / "index.html").read_text(encoding="utf-8").split("</head>")[0]
    address = "https://briefgen.example.org/briefings/azure-databricks/card.png"
    assert f'<meta property="og:image" content="{address}">' in head
    three = ROOT / "tests" / "sites" / "three"
    mkdocs("build", "-q", "-d", tmp_path / "site", cwd=three)
    assert not list((tmp_path / "site").rglob("card.png"))
    assert "og:image" not in (tmp_path / "site/briefings/marsa-port/index.html").read_text("utf-8")
