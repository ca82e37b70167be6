"""From files of all kinds to one text: what is read, what is refused, and where each character stands."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hardstand.claims.document import Document, Role
from hardstand.claims.reading.decoding import MAX_BYTES
from hardstand.claims.reading.documents import document_of, read_document
from hardstand.errors import HardstandError, TextError
from tests.claims.texts import FIRST, SECOND, WriteText, paragraphs

PROSE = f"{FIRST}\n\n{SECOND}\n"


class TestPlainText:
    def test_the_text_is_every_character_of_the_file(self, write: WriteText):
        document = read_document(write(PROSE))
        assert document.text == PROSE
        assert document.name == "report.txt"
        assert paragraphs(document) == [FIRST, SECOND]
        assert document.notes == ()

    def test_windows_line_ends(self, write: WriteText):
        text = PROSE.replace("\n", "\r\n")
        document = read_document(write(text))
        assert document.text == text
        assert paragraphs(document) == [FIRST, SECOND]
        last = document.paragraphs[-1]
        start, end = document.place_in_text(last.start, last.end)
        assert document.text[start:end] == SECOND

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
    def test_a_byte_order_mark_is_no_character(self, write: WriteText, encoding: str):
        assert read_document(write(PROSE.encode(encoding))).text == PROSE

    def test_big_endian(self, write: WriteText):
        assert read_document(write(b"\xfe\xff" + PROSE.encode("utf-16-be"))).text == PROSE

    def test_windows_1252_is_read_and_noted(self, write: WriteText):
        text = f"“{FIRST}” — Café"
        document = read_document(write(text.encode("cp1252")))
        assert document.text == text
        assert "Windows-1252" in document.notes[0]

    def test_a_lost_byte_in_utf_8_is_noted(self, write: WriteText):
        document = read_document(write(f"“{FIRST}” — “Café”".encode() + b" \xe2\x80 and more."))
        assert document.text == f"“{FIRST}” — “Café” \ufffd and more."
        assert "1 characters were lost" in document.notes[0]

    def test_wrapped_lines_are_one_paragraph(self, write: WriteText):
        text = (
            "Six tanks were seen at the base near the river, and the trucks had left\n"
            "for the north. The ministry said that it had sent no more than 40 main\n"
            "battle tanks, and that they would leave in May.\n"
            "\n"
            "Two of the buildings beside the new taxiway had lost their roofs in the\n"
            "storm, the officials said on Monday.\n"
        )
        document = read_document(write(text))
        assert len(paragraphs(document)) == 2
        assert "40 main battle tanks, and" in document.folded
        start = document.folded.index("main battle")
        place, end = document.place_in_text(start, start + len("main battle"))
        assert document.text[place:end] == "main\nbattle"

    def test_a_word_with_a_hyphen_may_be_wrapped(self):
        document = document_of(
            "The images that were taken in the morning show a battery of surface-to-\n"
            "air missiles at the end of the runway, and six of the self-propelled guns.\n"
        )
        assert "surface-to-air missiles" in document.folded

    def test_lines_that_are_sentences_are_paragraphs(self):
        assert paragraphs(document_of(f"{FIRST}\n{SECOND}\n{FIRST}")) == [FIRST, SECOND, FIRST]

    def test_furniture_without_blank_lines(self):
        document = document_of(f"Tanks at the river\nShare\nAssociated Press\n{FIRST}\nAdvertisement\n{SECOND}")
        assert [one.role for one in document.paragraphs] == [
            Role.HEADLINE,
            Role.FURNITURE,
            Role.CREDIT,
            Role.BODY,
            Role.FURNITURE,
            Role.BODY,
        ]
        assert document.agency == "Associated Press"

    def test_items_of_a_list_are_paragraphs(self):
        document = document_of(f"{FIRST}\n\nAt the base there were:\n- six tanks\n- 26 carriers\n- a helicopter\n")
        assert paragraphs(document)[-3:] == ["- six tanks", "- 26 carriers", "- a helicopter"]

    def test_what_was_changed_for_matching_is_noted(self):
        document = document_of(f"{FIRST} \u202eThe t\u0430nks left.\u202c")
        assert "The tanks left." in document.folded
        assert any("1 letters of other alphabets" in note for note in document.notes)
        assert any("2 characters that no reader sees" in note for note in document.notes)

    @given(st.text(alphabet=st.one_of(st.sampled_from(" \n\r.-—Aat'\"\u200b"), st.characters()), max_size=80))
    def test_paragraphs_hold_all_that_is_no_space(self, tail: str):
        document = document_of(f"{FIRST} {SECOND}\n\n{tail}")
        ends = [0, *(one.end for one in document.paragraphs)]
        gaps = zip(ends, [*(one.start for one in document.paragraphs), len(document.folded)], strict=True)
        assert all(not document.folded[start:end].strip() for start, end in gaps)
        assert all(document.folded[one.start : one.end].strip() for one in document.paragraphs)
        assert len(document.offsets) == len(document.folded) + 1

    @given(st.binary(max_size=300))
    def test_any_file_is_read_or_refused(self, tmp_path_factory: pytest.TempPathFactory, data: bytes):
        path = tmp_path_factory.mktemp("any") / "any.txt"
        path.write_bytes(data)
        with suppress(TextError):
            read_document(path)


class TestRefusals:
    def refused(self, path: Path, words: str) -> None:
        with pytest.raises(TextError, match=words):
            read_document(path)

    def test_is_one_of_our_errors(self):
        assert issubclass(TextError, HardstandError)
        assert TextError.exit_code == 11

    @pytest.mark.parametrize("content", ["", " ", "\n\r\n\t ", "\u200b\u200e", "\ufeff"])
    def test_nothing(self, write: WriteText, content: str):
        self.refused(write(content), "is empty")

    def test_no_file(self, tmp_path: Path):
        self.refused(tmp_path / "gone.txt", "can't be read: No such file")

    def test_a_folder(self, tmp_path: Path):
        self.refused(tmp_path, "is a folder")

    def test_a_name_that_can_be_none(self):
        self.refused(Path("a\0b"), "can't be read")

    def test_a_device(self):
        self.refused(Path(os.devnull), "no ordinary file")

    def test_a_large_file_before_it_is_read(self, tmp_path: Path):
        path = tmp_path / "large.txt"
        with path.open("wb") as file:
            file.truncate(50_000_000)
        began = time.perf_counter()
        self.refused(path, r"50\.0 MB; texts of up to 10 MB")
        assert time.perf_counter() - began < 1

    def test_a_file_just_too_large(self, tmp_path: Path):
        path = tmp_path / "large.txt"
        with path.open("wb") as file:
            file.truncate(MAX_BYTES + 1)
        self.refused(path, "MB")

    @pytest.mark.parametrize("content", [b"\0\1\2" * 50, b"text\0text", bytes(range(1, 32)), b"\x81\x8d"])
    def test_binary(self, write: WriteText, content: bytes):
        self.refused(write(content), "is no text")

    def test_damaged_utf_16(self, write: WriteText):
        self.refused(write(b"\xff\xfe" + b"\x00\xd8a"), "is no text")

    @pytest.mark.parametrize(("suffix", "kind"), [("png", "PNG"), ("jpg", "JPEG"), ("tif", "TIFF"), ("bmp", "BMP")])
    def test_an_image_whatever_it_is_called(self, tmp_path: Path, suffix: str, kind: str):
        path = tmp_path / f"image.{suffix}"
        Image.fromarray(np.zeros((9, 9, 3), np.uint8)).save(path)
        self.refused(path.rename(tmp_path / "report.txt"), f"is a {kind} image")

    def test_an_office_document(self, write: WriteText):
        self.refused(write(b"PK\x03\x04" + b"\0" * 30, "report.docx"), "Office document")

    def test_another_language(self, write: WriteText):
        self.refused(write("Снимки показывают шесть танков на аэродроме."), "Only English is read")


@pytest.mark.parametrize(
    "tail",
    [
        "a" * 1_000_000,
        "a " * 500_000,
        "\n".join(["the base and"] * 80_000),
        "\n" * 1_000_000,
        " \n" * 500_000,
        "(AP) - " * 150_000,
        "copyright " * 100_000,
        "\n\n".join(["17 September 2015"] * 50_000),
    ],
    ids=["word", "line", "lines", "blank lines", "lines of space", "datelines", "copyright", "days"],
)
def test_a_megabyte_is_read_in_a_moment(tail: str):
    began = time.perf_counter()
    # Either answer is right, if it comes at once.
    with suppress(TextError):
        document_of(f"{PROSE * 20}\n\n{tail}")
    # Ten times what it takes on a busy machine; a quadratic way would take hours.
    assert time.perf_counter() - began < 20


@pytest.fixture(scope="module")
def article() -> Document:
    beside = Path(__file__).resolve().parents[3] / "shared" / "article"
    given = os.environ.get("HARDSTAND_DATA")
    folder = Path(given).parent / "article" if given else beside
    path = folder / "latakia-2015.txt"
    if not path.is_file():
        pytest.skip(f"needs the article, which is under copyright and not part of this repository: no {path}")
    return read_document(path)


class TestArticle:
    def test_every_paragraph_has_its_role(self, article: Document):
        roles = [one.role for one in article.paragraphs]
        assert roles[:4] == [Role.FURNITURE, Role.HEADLINE, Role.FURNITURE, Role.CREDIT]
        assert roles.count(Role.FURNITURE) == 7
        assert roles.count(Role.CREDIT) == 3
        assert roles.count(Role.BODY) == 18
        assert len(roles) == 29

    def test_its_year_and_agency(self, article: Document):
        assert (article.published.day, article.published.year) == (None, 2015)
        assert article.agency == "Associated Press"
        assert article.dateline is None

    def test_each_paragraph_stands_where_it_says(self, article: Document):
        for one in article.paragraphs:
            start, end = article.place_in_text(one.start, one.end)
            written = article.text[start:end]
            assert written[0].isprintable()
            assert written.split()[-1][-1:].isalnum() == article.folded[one.start : one.end][-1].isalnum()

    def test_quotation_marks_and_dashes_are_plain(self, article: Document):
        assert article.folded.isascii()
        assert article.notes == ()
