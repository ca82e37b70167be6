"""The pictures show what they are said to show."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from hardstand.frames import SiteFrame
from hardstand.measurement import Measurement, Points
from hardstand.report import Pictures, Shot, make_pictures, open_pixels
from hardstand.report.drawing import Canvas, round_length, to_jpeg
from hardstand.report.happenings import happenings_of
from hardstand.report.plan import _densest, north_known, plan_of
from hardstand.report.standing import STYLES, LineStyle, Standing, marks_of
from hardstand.result import RunResult


def decoded(shot: Shot | None) -> NDArray[np.int64]:
    """(rows, columns, 3)."""
    assert shot is not None
    return np.asarray(Image.open(io.BytesIO(shot.picture.jpeg))).astype(np.int64)


def shots(pictures: Pictures) -> list[Shot]:
    pairs = [*pictures.chips.values(), *([pictures.lead] if pictures.lead else [])]
    return [*pictures.overviews, *(shot for pair in pairs for shot in (pair.before, pair.after) if shot)]


def test_every_arrival_and_departure_has_its_chips(run: RunResult, simulated: Pictures) -> None:
    assert set(simulated.chips) == {told.id for told in happenings_of(run)}
    for told in happenings_of(run):
        pair = simulated.chips[told.id]
        assert (pair.before and pair.before.acquisition, pair.after and pair.after.acquisition) == (
            told.before,
            told.after,
        )
    assert [told.stand for told in happenings_of(run) if simulated.chips[told.id].before is None] == ["stand-7"]


def test_chips_show_one_ground_with_the_object_on_one_side(real: RunResult, plain: Pictures) -> None:
    for told in happenings_of(real):
        pair = plain.chips[told.id]
        if pair.before is None:
            continue
        before, after = decoded(pair.before), decoded(pair.after)
        assert before.shape == after.shape
        shown, empty = (after, before) if told.sighting.detection.acquisition == told.after else (before, after)
        middle = slice(round(0.46 * len(before)), round(0.54 * len(before)))
        assert shown[middle, middle].mean() > 200  # the white fuselage
        assert empty[middle, middle].mean() < 170  # the apron


def test_both_chips_of_a_pair_lie_on_one_another(real: RunResult, plain: Pictures) -> None:
    """The grass begins at one row on both sides, though the rasters begin 20 rows apart."""
    wide = next(told for told in happenings_of(real) if told.stand == "stand-5")
    pair = plain.chips[wide.id]
    edges = []
    for shot in (pair.before, pair.after):
        blueness = (decoded(shot)[:, :24, 2] - decoded(shot)[:, :24, 1]).mean(axis=1)
        edges.append(int(np.argmax(blueness > -16)))
    assert edges[0] > 5
    assert abs(edges[0] - edges[1]) <= 1


def test_overviews_all_have_one_size(simulated: Pictures) -> None:
    assert len({(shot.picture.width, shot.picture.height) for shot in simulated.overviews}) == 1
    assert simulated.overviews[0].picture.width == 1400


def test_simulated_is_burned_into_every_picture(simulated: Pictures, plain: Pictures) -> None:
    for burned, clean in zip(shots(simulated), shots(plain), strict=True):
        changed = np.abs(decoded(burned) - decoded(clean)).max(axis=2) > 12
        rows, columns = changed.shape
        assert changed.mean() > 0.02
        # In every part of the picture, so that no crop of a third goes without.
        for row in range(3):
            part = changed[row * rows // 3 : (row + 1) * rows // 3]
            assert all(part[:, at * columns // 3 : (at + 1) * columns // 3].any() for at in range(3))


def test_what_was_not_seen_is_hatched(run: RunResult, real: RunResult, plain: Pictures) -> None:
    without = make_pictures(replace(real, visibility={}), open_pixels)
    hatched = np.abs(decoded(plain.overviews[1]) - decoded(without.overviews[1])).max(axis=2) > 20
    # The cloud's corner, in pixels of the overview: 800 raster pixels in 1400, the raster begins 23 columns east.
    assert hatched[10:180, 1000:1300].mean() > 0.2
    assert hatched[600:1300, 200:1300].mean() < 0.001


def test_boxes_are_drawn_in_the_style_of_their_standing(plain: Pictures) -> None:
    """On the last date an arrived aircraft has an amber box, one that stayed a white one."""
    picture = decoded(plain.overviews[2])
    amber = (np.abs(picture - np.array([255, 176, 0])).max(axis=2) < 60).astype(int)
    scale = 1400 / 800
    arrived = amber[round(370 * scale) : round(470 * scale), round(90 * scale) : round(190 * scale)]
    stayed = amber[round(100 * scale) : round(200 * scale), round(70 * scale) : round(170 * scale)]
    assert arrived.sum() > 200
    assert stayed.sum() == 0


def test_standings(run: RunResult) -> None:
    marks = marks_of(run)
    by_number = {
        (sighting.detection.acquisition, marks[sighting.id].number): marks[sighting.id].standing
        for sighting in run.sightings
    }
    assert by_number["before", "1"] is Standing.PRESENT
    assert by_number["before", "3"] is Standing.LEAVING
    assert by_number["cloudy", "4"] is Standing.LEAVING
    assert by_number["cloudy", "7"] is Standing.FIRST_SEEN
    assert by_number["after", "7"] is Standing.PRESENT
    assert by_number["after", "5"] is Standing.ARRIVED
    assert len(by_number) == len(run.sightings)


def test_no_two_standings_share_a_line_style() -> None:
    """A reader who sees no colours must still tell them apart: by dashes or by width."""
    assert len({(style.width >= 2, style.dashes) for style in STYLES.values()}) == len(STYLES)


def test_an_object_that_came_and_left_is_marked_as_both(run: RunResult) -> None:
    arrival = next(event for event in run.ledger.events if event.stand == "stand-10")
    leaving = replace(
        next(event for event in run.ledger.events if event.stand == "stand-4"),
        sighting=arrival.sighting,
        stand=arrival.stand,
    )
    both = replace(run, ledger=replace(run.ledger, events=(arrival, leaving)))
    assert marks_of(both)[arrival.sighting.id].standing is Standing.PASSING


def test_a_few_stands_on_a_large_image_are_shown_large(run: RunResult) -> None:
    one = replace(run, ledger=replace(run.ledger, stands=run.ledger.stands[:1], events=()))
    view = plan_of(one).overview.view
    assert view.columns * view.gsd_m < 200  # of 480 m


def test_the_lead_is_where_most_changes_lie() -> None:
    """Three close together, five far from one another; a window of 100 m by 75 m holds three."""
    corners = [(0, 0), (1000, 0), (40, 20), (2000, 0), (70, 45), (0, 3000), (3000, 3000)]
    spots = np.array([(east, north, east + 20, north + 20) for east, north in corners], dtype=float)
    assert _densest(spots, 100) == [0, 2, 4]
    assert _densest(spots, 5000) == list(range(7))
    assert _densest(spots, 1) == [0]


def test_the_lead_shows_every_change_where_they_lie_close(run: RunResult, simulated: Pictures) -> None:
    assert simulated.lead_shows == 4
    assert simulated.lead is not None
    assert simulated.lead.before is not None
    assert simulated.lead.after is not None
    assert (simulated.lead.before.acquisition, simulated.lead.after.acquisition) == ("cloudy", "after")


def test_north_is_claimed_only_with_a_georeference(run: RunResult) -> None:
    local = replace(run, registration=replace(run.registration, frame=SiteFrame(crs=None)))
    assert north_known(run)
    assert not north_known(local)


@settings(deadline=None)
@given(st.floats(1e-3, 1e7))
def test_scale_bars_are_round_and_fit(metres: float) -> None:
    length = round_length(metres)
    assert metres * 0.4 <= length <= metres * (1 + 1e-6)
    assert f"{length:.0e}"[0] in "125"


@settings(max_examples=8, deadline=None)
@given(st.integers(2_000, 60_000))
def test_a_jpeg_keeps_to_its_budget(budget: int) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    picture = to_jpeg(Image.fromarray(noise), budget)
    assert len(picture.jpeg) <= budget
    with Image.open(io.BytesIO(picture.jpeg)) as image:
        assert image.size == (picture.width, picture.height)


def test_an_outline_lies_on_its_corners() -> None:
    canvas = Canvas(np.full((100, 100, 3), 90, dtype=np.uint8))
    canvas.outline(np.array([[20.0, 30.0], [70.0, 30.0], [70.0, 80.0], [20.0, 80.0]]), STYLES[Standing.ARRIVED])
    drawn = np.argwhere(np.asarray(canvas.finish())[..., 0] > 200)
    assert np.abs(drawn.min(axis=0) - [30, 20]).max() <= 3
    assert np.abs(drawn.max(axis=0) - [80, 70]).max() <= 3


def test_nose_tail_and_wing_tips_are_marked_on_the_chips_of_their_aircraft(real: RunResult, plain: Pictures) -> None:
    told = next(told for told in happenings_of(real) if plain.chips[told.id].before is not None)
    corners = told.sighting.detection.polygon.corners
    [nose, left_tip, tail, right_tip] = (corners + np.roll(corners, 1, axis=0)) / 2
    points = Points(nose=nose, tail=tail, left_tip=left_tip, right_tip=right_tip)
    measured = replace(told.sighting, measurement=Measurement(length_m=1.0, points=points))
    ledger = replace(
        real.ledger,
        events=tuple(
            replace(event, sighting=measured) if event.sighting is told.sighting else event
            for event in real.ledger.events
        ),
    )
    pictures = make_pictures(replace(real, ledger=ledger), open_pixels)
    marked, bare = (
        {shot.acquisition: decoded(shot) for shot in (pair.before, pair.after) if shot}
        for pair in (pictures.chips[told.id], plain.chips[told.id])
    )
    own = told.sighting.detection.acquisition
    changed = {name: (np.abs(marked[name] - bare[name]).max(axis=2) > 80).sum() for name in bare}
    assert changed[own] > 40
    assert all(count == 0 for name, count in changed.items() if name != own)


@given(middle=st.floats(60, 160), foot=st.floats(120, 219), slant=st.floats(-30, 30))
@settings(max_examples=40, deadline=None)
def test_a_measure_never_lies_on_the_word_that_a_picture_is_rendered(middle: float, foot: float, slant: float) -> None:
    canvas = Canvas(np.full((220, 220, 3), 128, dtype=np.uint8))
    canvas.burn("SIMULATED", 14)
    word = canvas.finish().crop((60, 196, 160, 214)).tobytes()
    ends = np.array([(middle + slant, 40.0), (middle, foot)])
    canvas.measure(ends, LineStyle(colour="#808080", width=0.0), "53 m", 15)
    plain = Canvas(np.full((220, 220, 3), 128, dtype=np.uint8))
    plain.burn("SIMULATED", 14)
    plain.measure(ends, LineStyle(colour="#808080", width=0.0), "", 15)
    assert canvas.finish().crop((60, 196, 160, 214)).tobytes() in {
        word,
        plain.finish().crop((60, 196, 160, 214)).tobytes(),
    }
