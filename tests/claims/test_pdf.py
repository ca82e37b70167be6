"""The text of a PDF: words and lines joined, running heads gone, what can't be read refused."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from hardstand.claims.document import Role
from hardstand.claims.reading.documents import read_document
from hardstand.errors import TextError
from tests.claims.texts import WriteText, paragraphs


def pdf(*pages: list[str], encrypt: str | None = None) -> bytes:
    """A PDF that shows the lines of each page one below the other; "" leaves a line free."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for lines in pages:
        sheet = writer.add_blank_page(width=600, height=800)
        shown = "".join(
            f"BT /F1 10 Tf 50 {760 - 14 * row} Td ({line}) Tj ET\n" for row, line in enumerate(lines) if line
        )
        stream = DecodedStreamObject()
        stream.set_data(shown.encode("latin-1"))
        sheet[NameObject("/Contents")] = writer._add_object(stream)
        sheet[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    if encrypt is not None:
        writer.encrypt(encrypt, algorithm="RC4-128")
    return _bytes_of(writer)


def _bytes_of(writer: PdfWriter) -> bytes:
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


REPORT = [
    "Tanks at the river",
    "",
    "Six tanks were seen at the base near the river on Monday, and the ar-",
    "mored trucks had left for the north. The ministry said that it had sent",
    "no more than 40 of the self-",
    "propelled guns, and that they would leave in May.",
    "",
    "Two of the buildings beside the new taxiway had lost their roofs in the",
    "storm, the officials said.",
]


PARTS = ("they saw tanks.", "there were many of the old and grey", "they had the trucks and")


class TestPdf:
    def test_words_and_lines_are_joined(self, write: WriteText):
        document = read_document(write(pdf(REPORT), "report.pdf"))
        assert paragraphs(document, Role.HEADLINE) == ["Tanks at the river"]
        assert "and the armored trucks had left" in document.text
        assert "40 of the self-propelled guns" in document.text
        assert "\n\nTwo of the buildings beside the new taxiway had lost their roofs in the storm" in document.text

    def test_a_sentence_runs_over_pages_and_running_heads_go(self, write: WriteText):
        pages = [
            [f"The Wire - weekly {number}", *(f"In the {word} of the base {part}" for part in PARTS), str(number)]
            for number, word in enumerate(("north", "south", "east", "west"))
        ]
        document = read_document(write(pdf(*pages), "report.pdf"))
        assert "weekly" not in document.text
        assert "In the north of the base there were many of the old and grey In the north" in document.folded
        assert "they had the trucks and In the south" in document.folded

    def test_without_text(self, write: WriteText):
        with pytest.raises(TextError, match=r"PDF without text.*OCR"):
            read_document(write(pdf([]), "scan.pdf"))

    def test_pages_without_text_are_noted(self, write: WriteText):
        document = read_document(write(pdf(REPORT, []), "report.pdf"))
        assert "1 of 2 pages" in document.notes[0]

    def test_encrypted(self, write: WriteText):
        with pytest.raises(TextError, match="encrypted"):
            read_document(write(pdf(REPORT, encrypt="secret"), "report.pdf"))

    def test_encrypted_without_a_password_is_read(self, write: WriteText):
        assert "armored" in read_document(write(pdf(REPORT, encrypt=""), "report.pdf")).text

    @pytest.mark.parametrize("keep", [9, 60, 200, 400, 700])
    def test_damaged(self, write: WriteText, keep: int):
        with pytest.raises(TextError, match=r"damaged|without text"):
            read_document(write(pdf(REPORT)[:keep], "report.pdf"))

    @given(st.integers(0, 1200), st.binary(min_size=1, max_size=8))
    def test_any_damage_is_read_or_refused(self, tmp_path_factory: pytest.TempPathFactory, at: int, data: bytes):
        whole = pdf(REPORT)
        path = tmp_path_factory.mktemp("damaged") / "report.pdf"
        path.write_bytes(whole[: 9 + at] + data + whole[9 + at + len(data) :])
        with suppress(TextError):
            read_document(path)

    def test_the_day_on_which_it_was_made_is_not_that_of_publication(self, write: WriteText):
        writer = PdfWriter(clone_from=PdfReader(write(pdf(REPORT))))
        writer.add_metadata({"/CreationDate": "D:20240102030405Z"})
        document = read_document(write(_bytes_of(writer), "report.pdf"))
        assert document.published.day is None
        assert any("2024-01-02" in note for note in document.notes)
