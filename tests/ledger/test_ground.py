"""The ground that a date shows of a class, by area and by the stands in use; and the way from views to a baseline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from hardstand.detection.result import Detection
from hardstand.frames import GroundTransform, PixelPolygon, SiteFrame
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger import AnomalyKind, DatedView, baselines, build_ledger, rehearsal
from hardstand.ledger.ground import seen_ground
from hardstand.measurement import place_on_ground

GROUND = GroundTransform(np.array([[0.5, 0.0, 0.0], [0.0, -0.5, 0.0]]))
SIZE, STEP = 1000, 20
APRON = [(100 + 80 * column, 100 + 80 * row) for row in range(2) for column in range(10)]
"""Twenty stands in the northern quarter of a square of 0.25 km2."""


def view(week: int, taken: int, cloud_rows: slice = slice(0, 0)) -> DatedView:
    """A date with aircraft on the first stands, less those under the cloud (rows of cells)."""
    cause = np.zeros((SIZE // STEP, SIZE // STEP), np.uint8)
    cause[cloud_rows] = Cause.CLOUD
    detections = tuple(
        Detection(acquisition=f"week-{week}", label="aircraft", score=0.9, polygon=square(column, row))
        for column, row in APRON[:taken]
        if cause[row // STEP, 0] == Cause.SEEN
    )
    return DatedView(
        acquisition=f"week-{week}",
        time=datetime(2015, 9, 1, tzinfo=UTC) + timedelta(weeks=week),
        ground=GROUND,
        visibility=Visibility(cause=cause, step_px=STEP, width=SIZE, height=SIZE),
        sightings=place_on_ground(detections, GROUND, SiteFrame(crs=None)),
    )


def square(column: int, row: int) -> PixelPolygon:
    return PixelPolygon(np.array([[-20, -20], [20, -20], [20, 20], [-20, 20]]) + np.array([column, row], dtype=float))


TAKEN = (14, 16, 15, 13, 17, 15, 14, 16)
SOUTH, NORTH = slice(25, 50), slice(0, 12)


def ground(*views: DatedView) -> list[list[float]]:
    ledger = build_ledger(views, ["aircraft"])
    return np.round(seen_ground(views, ledger.stands, "aircraft"), 3).tolist()


def test_where_all_was_seen_both_measures_agree() -> None:
    assert ground(*(view(week, taken) for week, taken in enumerate(TAKEN))) == [[0.25, 0.25]] * 8


def test_a_cloud_beside_the_stands_hides_area_and_no_stand() -> None:
    *others, half = ground(*(view(week, taken) for week, taken in enumerate(TAKEN)), view(8, 15, SOUTH))
    assert half[0] == 0.125
    assert half[1] > 0.2
    assert all(least > 0.2 for least, _ in others)


def test_a_cloud_over_the_stands_hides_all_of_them_and_little_area() -> None:
    hidden = ground(*(view(week, taken) for week, taken in enumerate(TAKEN)), view(8, 15, NORTH))[-1]
    assert hidden == [0.0, 0.19]


def test_without_any_stand_only_the_area_counts() -> None:
    assert ground(*(view(week, 0) for week in range(3)), view(3, 0, SOUTH))[-1] == [0.125, 0.125]


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        (view(8, 0), AnomalyKind.EMPTY),
        (view(8, 15, NORTH), AnomalyKind.NORMAL),
        (view(8, 15, SOUTH), AnomalyKind.NORMAL),
        (view(8, 15, slice(0, 50)), None),
    ],
    ids=["empty", "cloud over the stands", "cloud beside the stands", "cloud over all"],
)
def test_only_a_seen_apron_is_empty(last: DatedView, kind: AnomalyKind | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "LEAST_HISTORIES", 2)
    monkeypatch.setattr(rehearsal, "DATES_SIMULATED", 4)
    views = [*(view(week, taken) for week, taken in enumerate(TAKEN)), last]
    [found] = baselines(views, build_ledger(views, ["aircraft", "helicopter"]), np.random.default_rng(0))
    assert found.label == "aircraft"
    assert [each.kind for each in found.anomalies] == [AnomalyKind.NORMAL] * 8 + [kind]


def test_a_class_that_no_date_shows_has_no_baseline() -> None:
    views = [view(week, 0) for week in range(6)]
    assert baselines(views, build_ledger(views, ["aircraft"]), np.random.default_rng(0)) == ()
