"""The section on a text's claims: marked up, escaped, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.claims import Gazetteer, extract_claims
from hardstand.claims.reading.documents import document_of
from hardstand.errors import OutputError
from hardstand.report import add_claims, render_claims
from hardstand.report.claimed import pieces_of
from hardstand.timewindow import TimeWindow
from hardstand.verdicts import SIMULATED, Checked, Showing, check_claims
from hardstand.verdicts.showing import AcquisitionShown, EventShown

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
    page = render_claims(document_of(TEXT), checked(TEXT), (), Showing(site="Base"))
    assert "<b>two" not in page
    assert "&lt;b&gt;two" in page


def test_what_a_verdict_rests_on_is_linked_by_its_name_on_the_page():
    showing = Showing(
        site="Base",
        simulated=True,
        acquisitions=tuple(
            AcquisitionShown(
                id=name, time=time, gsd_m=0.3, seen_fraction=1, cloud_fraction=0, unplaced=None, scale_doubt=None
            )
            for name, time in (("a", datetime(2024, 5, 1, tzinfo=UTC)), ("b", datetime(2024, 5, 9, tzinfo=UTC)))
        ),
        events=(
            EventShown(
                id="event-3",
                kind="arrival",
                label="aircraft",
                window=TimeWindow(after=datetime(2024, 5, 1, tzinfo=UTC), by=datetime(2024, 5, 9, tzinfo=UTC)),
                stand="stand-7",
            ),
        ),
    )
    [first, *_] = checked(TEXT)
    rests = replace(first, evidence=("a", "b", "b/1", "event-3", "stand-7"), reason=f"So it is. {SIMULATED}")
    page = render_claims(document_of(TEXT), (rests,), (), showing)
    assert '<a href="#image-1">1\N{NO-BREAK SPACE}May 2024</a>' in page
    assert '<a href="#image-2">9\N{NO-BREAK SPACE}May 2024</a>, <a href="#event-3">stand 7</a> and 2 more' in page
    assert '<strong class="simulated">Simulated.</strong> So it is. <span' in page


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
