"""A draft proposes what stands in a text, with evidence that is exact, and decides nothing for the editor."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from briefgen.base.diagnostics import Code, Severity
from briefgen.disk import extract
from briefgen.editing import draft, passages
from briefgen.facts.fields import TO_DECIDE
from briefgen.languages import englishcues
from briefgen.texts import datewords
from briefgen.texts.quotes import Located, Verdict
from tests import factory
from tests.conftest import REAL, ROOT, briefgen
from tests.draft_figures import FRESH, TEXTS, Expected, checked, found, table, text_of


@pytest.mark.parametrize("expected", TEXTS.values(), ids=TEXTS)
def test_a_draft_finds_what_a_reader_finds(expected: Expected) -> None:
    figures = found(expected)
    beyond, _ = figures.pop("parties beyond")
    assert {name for name, (have, of) in figures.items() if have != of} == set()
    assert beyond <= 4


def test_the_figures_print_one_row_for_each_text() -> None:
    print(table())
    assert len(table().splitlines()) == len(TEXTS) + len(FRESH) + 1


@pytest.mark.parametrize("expected", TEXTS.values(), ids=TEXTS)
def test_a_draft_passes_the_check_with_warnings_only(expected: Expected) -> None:
    text = text_of(expected)
    build = checked(text, draft.propose(text, "source"))
    assert [d for d in build.diagnostics if d.severity is Severity.ERROR] == []
    assert {d.code for d in build.diagnostics} == {Code.TO_DECIDE}
    (briefing,) = build.briefings
    assert briefing.facts.status == "draft"
    verdicts = [p.found.verdict for p in briefing.passages if isinstance(p.found, Located)]
    assert verdicts == [Verdict.EXACT] * len(briefing.passages)
    assert {claim.assessment.verdict for claim in briefing.facts.claims.values()} == {"unverified"}


def test_what_is_to_be_decided_cannot_be_published() -> None:
    change = ("question: Will the ferry", f"question: '{TO_DECIDE} Will the ferry")
    quoted = (change, ("to Aldra run again?", "to Aldra run again?'"))
    published = factory.found(*quoted)
    assert [(d.code, d.severity) for d in published] == [(Code.TO_DECIDE, Severity.ERROR)]
    drafted = factory.found(*quoted, ("status: published", "status: draft"))
    assert [(d.code, d.severity) for d in drafted] == [(Code.TO_DECIDE, Severity.WARNING)]
    assert factory.found() == []


def test_a_sentence_that_stands_twice_is_told_apart_by_its_neighbours() -> None:
    text = "Headline here\n\nIt rained. Ann left. It rained. Bob stayed.\n"
    build = checked(text, draft.propose(text, "source", language="en"))
    assert not build.failed
    starts = [p.found.start for p in build.briefings[0].passages if isinstance(p.found, Located)]
    assert len(starts) == len(set(starts)) == 5


def test_a_sentence_that_cannot_be_quoted_is_left_out_and_counted() -> None:
    hidden = "A mark\u202e turns this around."
    proposal = draft.propose(f"Title\n\n{hidden} This one is fine.\n", "source", language="en")
    assert proposal.left_out == (hidden,)
    assert [claim.anchor.exact for claim in proposal.claims] == ["Title", "This one is fine."]


def test_a_language_without_cues_gives_plain_facts() -> None:
    text = "La nave è partita il 4 maggio. Il porto ha speso € 3.000.000 per il molo nel 2031.\n"
    proposal = draft.propose(text, "source", language="it")
    assert {(claim.kind, claim.speaker) for claim in proposal.claims} == {("fact", "source")}
    assert [date.edtf for claim in proposal.claims for date in claim.dates] == ["2031"]
    assert not checked(text, proposal).failed


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("on 4 May 2031", ["2031-05-04"]),
        ("on May 4, 2031", ["2031-05-04"]),
        ("in about 1999", ["1999~"]),
        ("in the 1990s", ["199X"]),
        ("from 2018 to 2020", ["2018/2020"]),
        ("in the second half of 2030", ["2030-07/2030-12"]),
        ("in March", ["2029-03"]),
        ("they may march on", []),
        ("for $2,018 or 2018%", []),
        ("on 31 February 2030", ["2030-02"]),
    ],
)
def test_dates_are_read_as_written(words: str, edtf: list[str]) -> None:
    found = datewords.find_dates(words, englishcues.CUES, year=2029)
    assert [date.edtf for date in found] == edtf


def test_a_month_without_any_year_is_no_date() -> None:
    assert datewords.find_dates("It began in March.", englishcues.CUES) == ()


def test_a_sentence_about_subscribers_is_content() -> None:
    text = "Title\n\nThe company said its subscribers rose by 5% and it will advertise more.\n"
    assert [p.part for p in passages.pieces(text, "en", englishcues.CUES)] == [
        "headline",
        "sentence",
    ]


def test_html_gives_its_text_and_what_it_says_of_itself() -> None:
    page = (
        b"<html lang=en><head><title>Harbour opens</title>"
        b"<meta property='og:site_name' content='Aldra Courier'>"
        b"<meta property='article:published_time' content='2021-03-02T08:00:00Z'></head><body><nav>Home</nav>"
        b"<article><h1>Harbour opens</h1><p>The harbour of Aldra opened on Monday, the council said in a long"
        b" statement that was read to the press.</p><p>Orla Finn said that the harbour cost $10 million. It is the"
        b" third one in the county and the largest so far.</p></article><footer>About us</footer></body></html>"
    )
    got = extract.extract(page, "text/html")
    assert (got.title, got.publisher, got.published, got.language) == (
        "Harbour opens",
        "Aldra Courier",
        "2021-03-02",
        "en",
    )
    assert b"$10 million" in got.text
    assert b"About us" not in got.text


def test_a_pdf_gives_its_text_and_a_broken_one_a_reason() -> None:
    assert b"The ferry left" in extract.extract(_pdf("The ferry left."), "application/pdf").text
    with pytest.raises(extract.ExtractError, match="cannot be read"):
        extract.extract(b"%PDF-1.7 and then nothing", "application/pdf")


def _pdf(words: str) -> bytes:
    """A PDF of one page that shows `words`."""
    import pypdf
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = stream
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_archived_plain_text_keeps_every_byte() -> None:
    raw = (ROOT / "seeds" / REAL / "sources" / "article.txt").read_bytes()
    assert extract.extract(raw, "text/plain").text == raw
    with pytest.raises(extract.ExtractError, match="no text"):
        extract.extract(b" \n", "text/plain")


def test_the_command_writes_a_folder_once_and_never_overwrites(tmp_path: Path) -> None:
    source = ROOT / "seeds" / REAL / "sources" / "article.txt"
    done = briefgen("draft", "new-one", "--source", source, cwd=tmp_path)
    assert "19 claims" in done.stdout
    folder = tmp_path / "seeds" / "new-one"
    assert (folder / "sources" / "article.txt").read_bytes() == source.read_bytes()
    assert sorted(path.name for path in (tmp_path / "seeds").iterdir()) == ["new-one"]
    assert "warnings" in briefgen("check", cwd=tmp_path).stdout
    (folder / "facts.yml").write_text("mine")
    again = briefgen("draft", "new-one", "--source", source, cwd=tmp_path, check=False)
    assert (again.returncode, (folder / "facts.yml").read_text()) == (2, "mine")
    bad = briefgen("draft", "../x", "--source", source, cwd=tmp_path, check=False)
    assert (bad.returncode, "is not an id" in bad.stderr) == (2, True)


FRESH_FLOORS = {
    "interview": {
        "sentences": 15,
        "asides": 4,
        "parties": 4,
        "dates": 5,
        "amounts": 1,
        "voices": 3,
    },
    "earnings": {
        "sentences": 11,
        "asides": 1,
        "parties": 5,
        "dates": 3,
        "amounts": 16,
        "voices": 5,
    },
    "French report": {
        "sentences": 9,
        "asides": 3,
        "parties": 4,
        "dates": 2,
        "amounts": 1,
        "voices": 0,
    },
}
"""What was found in texts that the rules had not seen, as a floor. French has no rules: its cues are not there."""


@pytest.mark.parametrize("name", FRESH_FLOORS)
def test_a_text_of_a_new_kind_gives_a_draft_that_passes_and_loses_nothing(name: str) -> None:
    expected = FRESH[name]
    counted = found(expected)
    assert {n: have for n, (have, _) in counted.items() if n in FRESH_FLOORS[name]} == FRESH_FLOORS[
        name
    ]
    text = text_of(expected)
    assert not checked(text, draft.propose(text, "source")).failed


def test_names_before_colons_speak_where_they_come_again_and_a_single_one_does_not() -> None:
    talk = "A talk\n\nMira Dou runs the mill. She likes it.\n\nDou: It is old. It leaks.\n\nAnn: Why?\n\nDou: Age.\n"
    heard = [(c.anchor.exact, c.speaker) for c in draft.propose(talk, "s", language="en").claims]
    assert ("It leaks.", "mira-dou") in heard
    assert ("She likes it.", "s") in heard
    once = "A note\n\nMira Dou runs the mill.\n\nDou: It is old. It leaks.\n"
    heard = [(c.anchor.exact, c.speaker) for c in draft.propose(once, "s", language="en").claims]
    assert ("It leaks.", "s") in heard


@pytest.mark.parametrize(
    ("line", "author", "publisher"),
    [
        ("By Mara Lind, Harbour Gazette, 4 May 2031", "Mara Lind", "Harbour Gazette"),
        ("By Mara Lind and Orla Finn", "Mara Lind and Orla Finn", ""),
        ("Von Jörg von Österling | Küstenblatt", "Jörg von Österling", "Küstenblatt"),
        ("By Mara Lind, 4 May 2031", "Mara Lind", ""),
        ("By March the ferry will run", "", ""),
        ("By the end of May, Nordal will decide.", "", ""),
        ("Stand By Mara Lind", "", ""),
    ],
)
def test_a_byline_of_a_plain_text_names_author_and_publisher(
    line: str, author: str, publisher: str
) -> None:
    found = extract.extract(f"A new ferry\n\n{line}\n\nIt sails.\n".encode(), "text/plain")
    assert (found.author, found.publisher) == (author, publisher)


def test_a_byline_far_down_names_nobody() -> None:
    text = "A\n\nB\n\nC\n\nD\n\nBy Mara Lind, Harbour Gazette\n"
    found = extract.extract(text.encode(), "text/plain")
    assert (found.author, found.publisher) == ("", "")
