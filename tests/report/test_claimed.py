"""The section on a text's claims: marked up, escaped, whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.claims import Gazetteer, extract_claims
from hardstand.claims.reading.documents import document_of
from hardstand.errors import OutputError
from hardstand.report import add_claims, render_claims
from hardstand.report.claimed import pieces_of
from hardstand.verdicts import Checked, Showing, check_claims

GAZETTEER = Gazetteer()
TEXT = "Images show six T-72 tanks & <b>two</b> howitzers at the base, the army said. It plans to build a runway."


def checked(text: str) -> tuple[Checked, ...]:
    document = document_of(text, published=date(2024, 5, 16))
    return check_claims(extract_claims(document, GAZETTEER), Showing(site="Base"))


def test_pieces_are_the_text():
    assert "".join(piece.text for piece in pieces_of(TEXT, checked(TEXT))) == TEXT


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 30)), max_size=8))
def test_pieces_of_overlapping_claims_are_the_text(spans: list[tuple[int, int]]):
    """Whatever the spans, nothing of the text is lost or told twice, and each claim's number stands once."""
    some = checked(TEXT)[0]
    claims = []
    for number, (start, length) in enumerate(spans):
        end = min(len(TEXT), start + length)
        claim = type(some.claim)(**{**vars(some.claim), "id": f"claim-{number}", "start": start, "end": end})
        claims.append(type(some)(**{**vars(some), "claim": claim}))
    pieces = list(pieces_of(TEXT, claims))
    assert "".join(piece.text for piece in pieces) == TEXT
    assert sorted(name for piece in pieces for _, name in piece.numbers) == sorted(each.claim.id for each in claims)


def test_the_text_is_escaped():
    page = render_claims(document_of(TEXT), checked(TEXT), ())
    assert "<b>two" not in page
    assert "&lt;b&gt;two" in page


def test_a_second_text_takes_the_place_of_the_first(tmp_path: Path):
    report = tmp_path / "report.html"
    report.write_text("<p>before</p><!-- claims begin --><!-- claims end --><p>after</p></html>", encoding="utf-8")
    add_claims(report, "<section>one</section>")
    add_claims(report, "<section>two</section>")
    page = report.read_text(encoding="utf-8")
    assert page.startswith("<p>before</p>")
    assert page.endswith("<p>after</p></html>")
    assert "two" in page
    assert "one" not in page


def test_a_page_without_a_place_is_refused(tmp_path: Path):
    report = tmp_path / "report.html"
    report.write_text("<p>another page</p></html>", encoding="utf-8")
    with pytest.raises(OutputError, match=r"no place for claims.*Run the site again"):
        add_claims(report, "<section></section>")
    assert report.read_text(encoding="utf-8") == "<p>another page</p></html>"


def test_a_page_that_is_cut_off_is_refused(tmp_path: Path):
    report = tmp_path / "report.html"
    report.write_text("<p>before</p><!-- claims begin --><!-- claims end --><p>aft", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cut off.*Run the site again"):
        add_claims(report, "<section></section>")
    assert report.read_text(encoding="utf-8").endswith("<p>aft")
