"""Runs that are empty, single, crowded, foreign or without credits still make a whole page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hardstand.ledger.entries import Ledger, State
from hardstand.registration.result import SiteRegistration
from hardstand.report import make_pictures, open_pixels, render_report, tell, write_report
from hardstand.report.pdf import write_pdf
from hardstand.report.site_map import site_map
from hardstand.result import RunResult
from hardstand.statement import StatementKind


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.partition("<body>")[2]).replace("\N{NO-BREAK SPACE}", " "))


def rendered(run: RunResult) -> str:
    return render_report(run, make_pictures(run, open_pixels))


@pytest.fixture(scope="module")
def unchanged(real: RunResult) -> RunResult:
    """Only stands that were occupied whenever they were seen."""
    stands = tuple(stand for stand in real.ledger.stands if State.EMPTY not in stand.states.values())
    kept = {sighting.id for stand in stands for sighting in stand.sightings.values()}
    ledger = replace(real.ledger, stands=stands, events=())
    return replace(real, ledger=ledger, sightings=tuple(each for each in real.sightings if each.id in kept))


def test_no_change_at_all_tells_what_was_looked_at_and_what_stayed(unchanged: RunResult) -> None:
    told = words(rendered(unchanged))
    assert "No arrival or departure was seen at Basel al-Assad (OSLK) between 20 August and 15 September 2015" in told
    assert "None was found." in told
    assert "No change was found to be drawn." in told
    assert "were occupied on all three images" in told
    assert not [each for each in tell(unchanged) if each.kind is StatementKind.CHANGE]
    assert 'class="compare"' not in rendered(unchanged)


def test_one_date_has_no_pairs_and_says_why(real: RunResult) -> None:
    first = real.acquisitions[0]
    registration = SiteRegistration(
        frame=real.registration.frame,
        reference=first.id,
        ground={first.id: real.registration.ground[first.id]},
        pairs=(),
    )
    ledger = Ledger(
        acquisitions=(first.id,),
        stands=(),
        events=(),
        counts=tuple(count for count in real.ledger.counts if count.acquisition == first.id),
    )
    one = replace(real, acquisitions=(first,), registration=registration, sightings=(), ledger=ledger)
    page = rendered(one)
    assert 'class="compare"' not in page
    assert "One image alone shows no arrival and no departure." in words(page)
    assert {each.kind for each in tell(one)} >= {StatementKind.HEADLINE, StatementKind.COUNT, StatementKind.PLACE}


def test_five_thousand_objects_stay_within_bounds(
    real: RunResult, tmp_path: Path, crowd: Callable[..., RunResult]
) -> None:
    busy = crowd(real, tmp_path, 2, 5000, (10, 11))
    assert len(busy.ledger.stands) == len(busy.ledger.events) == 5000
    write_report(busy, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert len(page) < 10_000_000
    assert "4,952 more are in sightings.parquet." in words(page)
    assert "with 600 of the 5,000 changes that were found" in words(page)
    assert all(f'id="event-{number}"' in page for number in (0, 399, 400, 4999))


NAMES = ("قاعدة حميميم الجوية", "Авиабаза Хмеймим", "赫梅明空军基地")


@pytest.mark.parametrize("name", NAMES)
def test_names_in_other_alphabets(real: RunResult, tmp_path: Path, name: str) -> None:
    credit = real.acquisitions[0].credit
    assert credit is not None
    named = tuple(replace(each, credit=replace(credit, value=name)) for each in real.acquisitions)
    foreign = replace(real, site_name=name, acquisitions=named)
    write_report(foreign, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert name in page
    assert re.search(rf'<h1 dir="auto">[^<]*{name}', page)
    assert all(
        name in each.text for each in tell(foreign) if each.kind in {StatementKind.HEADLINE, StatementKind.PLACE}
    )


def test_names_from_right_to_left_leave_the_words_around_them_in_order(real: RunResult) -> None:
    page = rendered(replace(real, site_name=NAMES[0]))
    assert f"\N{FIRST STRONG ISOLATE}{NAMES[0]}\N{POP DIRECTIONAL ISOLATE} (OSLK)" in page
    assert "\N{FIRST STRONG ISOLATE}" not in rendered(real)


def test_a_missing_credit_is_said_wherever_an_image_is_shown(real: RunResult) -> None:
    bare = replace(real, acquisitions=tuple(replace(each, credit=None) for each in real.acquisitions))
    assert words(rendered(bare)).count("credit unknown") >= 5  # lead, map, three dates


def test_a_pdf_holds_the_page_and_asks_for_nothing(real: RunResult, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint", reason="the extra “pdf” is not installed")
    pypdf = pytest.importorskip("pypdf")
    write_report(real, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    (tmp_path / "report.html").write_text(
        page.replace("<footer>", '<img src="http://127.0.0.1:9/x.png" alt="x"><footer>')
    )
    write_pdf(tmp_path / "report.html", tmp_path / "report.pdf")
    text = " ".join(each.extract_text() for each in pypdf.PdfReader(tmp_path / "report.pdf").pages)
    assert "Map of the site" in text
    assert "Three aircraft arrived" in " ".join(text.split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report.pdf"]


def test_where_there_are_too_many_changes_large_objects_come_first(
    real: RunResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hardstand.report.plan.MOST_PAIRS", 2)
    monkeypatch.setattr("hardstand.report.site_map.MOST_SHAPES", 2)
    first, *others = real.ledger.events
    events = (replace(first, label="vehicle"), *others)
    mixed = replace(real, ledger=replace(real.ledger, events=events))
    pictures = make_pictures(mixed, open_pixels)
    assert set(pictures.chips) == {event.id for event in events[1:3]}
    drawn = site_map(mixed, pictures.backdrop, pictures.view)
    assert [shape.id for shape in drawn.shapes] == [event.id for event in events[1:3]]
    assert drawn.left_out == len(events) - 2
