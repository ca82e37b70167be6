"""Counts of the ledger: what their intervals stand on, their categories, and what a person says of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from shapely import box

from hardstand.counting import ItemKind, ReviewedDetection, ReviewedSample, ReviewedTile
from hardstand.detection.calibration import Agreement, CalibratedBand, CountCalibration, ScoreBin
from hardstand.detection.result import Detection
from hardstand.errors import MetadataError
from hardstand.frames import GroundTransform, PixelPolygon, SiteFrame
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger import Count, CountBasis, DatedView, Ledger, build_ledger
from hardstand.measurement import DOUBT, Identity, Level, Sighting, TypeHypothesis, place_on_ground

GROUND = GroundTransform(np.array([[0.5, 0.0, 0.0], [0.0, -0.5, 0.0]]))
SIZE = 2000

BAND = CalibratedBand(
    gsd_low_m=0.5,
    gsd_high_m=0.5,
    bins=(ScoreBin(low=0.2, hits=20, false=20), ScoreBin(low=0.5, hits=170, false=2)),
    missed=10,
    false_on_ground=15.0,
    ground_km2=40.0,
    frames=40,
    places=40,
    objects_beside=8.0,
    agreement=Agreement(recall=(30.0, 100.0), scores=(20.0,), false=(2.0,), false_falloff=(0.2,), false_scores=(20.0,)),
)
BASIS = CountBasis(
    calibration=CountCalibration(measured_on="made airports at 0.5 m", places={}, overlap=0.5, bands=(BAND,)),
    lowest_score=0.2,
)


def sightings(scores: list[float], label: str = "aircraft", prefix: str = "") -> tuple[Sighting, ...]:
    detections = []
    for number, score in enumerate(scores):
        middle = np.array([100 + 60 * (number % 30), 100 + 60 * (number // 30)])
        corners = np.array([[-20, -20], [20, -20], [20, 20], [-20, 20]]) + middle
        detections.append(Detection(acquisition="a", label=label, score=score, polygon=PixelPolygon(corners)))
    return place_on_ground(tuple(detections), GROUND, SiteFrame(crs=None), prefix)


def view(sure: tuple[Sighting, ...], doubtful: tuple[Sighting, ...] = (), cloud_rows: int = 0) -> DatedView:
    cause = np.zeros((100, 100), np.uint8)
    cause[100 - cloud_rows :] = Cause.CLOUD
    return DatedView(
        acquisition="a",
        time=datetime(2015, 9, 4, tzinfo=UTC),
        ground=GROUND,
        visibility=Visibility(cause=cause, step_px=20.0, width=SIZE, height=SIZE),
        sightings=sure,
        doubtful=doubtful,
    )


def ledger(shown: DatedView, basis: CountBasis = BASIS, reviewed: ReviewedSample | None = None) -> Ledger:
    return build_ledger([shown], ["aircraft"], bases={"aircraft": basis}, reviewed=reviewed)


def count(shown: DatedView, basis: CountBasis = BASIS, reviewed: ReviewedSample | None = None) -> Count:
    return ledger(shown, basis, reviewed).counts[0]


def ends(counted: Count) -> tuple[int, int]:
    assert counted.low is not None
    assert counted.high is not None
    return counted.low, counted.high


def of_types(sighting: Sighting, **categories: float) -> Sighting:
    types = tuple(
        TypeHypothesis(name=f"{category}-1", category=category, probability=share)
        for category, share in categories.items()
    )
    return replace(sighting, identity=Identity(level=Level.TYPE, size_class="x-sized", types=types, statement=""))


def test_a_count_has_an_interval_round_what_was_found() -> None:
    low, high = ends(count(view(sightings([0.9] * 24))))
    assert 20 <= low <= 24 <= high <= 29


def test_without_a_calibration_nothing_is_made_up() -> None:
    bare = build_ledger([view(sightings([0.9] * 5))], ["aircraft"])
    assert (bare.counts[0].found, bare.counts[0].low, bare.counts[0].high, bare.counts[0].basis) == (
        5,
        None,
        None,
        None,
    )
    assert bare.to_review == ()


def test_where_no_ground_was_seen_there_is_no_interval() -> None:
    assert count(view((), cloud_rows=100)).low is None


def test_doubtful_detections_raise_the_upper_end_only() -> None:
    sure = sightings([0.9] * 10)
    without = ends(count(view(sure)))
    with_doubt = ends(count(view(sure, sightings([0.3] * 8, prefix=DOUBT))))
    assert with_doubt[1] > without[1]
    assert with_doubt[0] - without[0] < 8


def test_only_what_was_seen_counts_as_ground() -> None:
    assert view(()).seen_km2 == pytest.approx(1.0)
    assert view((), cloud_rows=25).seen_km2 == pytest.approx(0.75)
    west = replace(view((), cloud_rows=50), area=box(0, -1000, 400, 0))
    assert west.seen_km2 == pytest.approx(0.4 / 2)


def test_the_basis_is_said_in_words() -> None:
    shown = view(sightings([0.9] * 3))
    assert count(shown).basis == "errors measured on made airports at 0.5 m"
    unlike = count(shown, replace(BASIS, unlike=True))
    assert unlike.basis == f"{count(shown).basis}, widened because this site is of another kind"
    coarse = replace(shown, ground=GroundTransform(np.array([[2.0, 0, 0], [0, -2.0, 0]])))
    assert (count(coarse).basis or "").endswith("widened because this resolution was not among them")


def test_categories_are_counted_from_the_posterior_over_types() -> None:
    small = [of_types(each, fighter=0.95, other=0.05) for each in sightings([0.9] * 16)[:12]]
    large = [of_types(each, transport=1.0) for each in sightings([0.9] * 16)[12:]]
    parts = {part.name: part for part in count(view((*small, *large))).parts}
    assert set(parts) == {"fighter", "transport", "other"}
    assert (parts["fighter"].found, parts["transport"].found, parts["other"].found) == (12, 4, 0)
    assert {part.kind for part in parts.values()} == {"category"}
    fighter, transport = parts["fighter"], parts["transport"]
    assert fighter.low is not None
    assert fighter.high is not None
    assert transport.high is not None
    assert 8 <= fighter.low <= 12 <= fighter.high
    assert fighter.low > transport.high


def test_where_types_are_not_observable_the_size_class_is_counted() -> None:
    identity = Identity(level=Level.SIZE_CLASS, size_class="armoured-vehicle-sized", types=(), statement="")
    (part,) = count(view(tuple(replace(each, identity=identity) for each in sightings([0.9] * 6)))).parts
    assert (part.kind, part.name, part.found) == ("size class", "armoured-vehicle-sized", 6)
    assert part.low is not None
    assert part.low <= 6


def test_unidentified_objects_have_no_parts() -> None:
    assert count(view(sightings([0.9] * 6))).parts == ()


def test_a_review_of_an_earlier_run_tightens_the_count() -> None:
    shown = view(sightings([0.9] * 12), sightings([0.3] * 4, prefix=DOUBT))
    items = ledger(shown).to_review
    answers = {
        item.item: ReviewedDetection(real=DOUBT not in item.item, share=item.share)
        for item in items
        if item.kind is ItemKind.DETECTION
    }
    tiles = tuple(
        ReviewedTile(acquisition="a", label="aircraft", share=item.share, missed=0)
        for item in items
        if item.kind is ItemKind.TILE
    )
    low, high = ends(count(shown, reviewed=ReviewedSample(detections=answers, tiles=tiles[:20])))
    before = ends(count(shown))
    assert low == 12
    assert high - low < before[1] - before[0]
    reviewed = count(shown, reviewed=ReviewedSample(detections=answers))
    assert reviewed.basis == "errors measured on made airports at 0.5 m, and a reviewed sample"


def test_what_to_look_at_lies_where_it_should() -> None:
    shown = replace(view(sightings([0.9] * 12), cloud_rows=30), area=box(0, -1000, 600, 0))
    items = ledger(shown).to_review
    detections = [item for item in items if item.kind is ItemKind.DETECTION]
    tiles = [item for item in items if item.kind is ItemKind.TILE]
    assert {item.item for item in detections} == {sighting.id for sighting in shown.sightings}
    assert sum(item.share for item in detections) == pytest.approx(1.0)
    assert len({item.item for item in tiles}) == len(tiles) > 10
    for item in tiles:
        assert item.column + item.width <= SIZE
        assert item.column < 1200
        assert item.row < 1400


def test_answers_of_another_run_are_refused() -> None:
    strange = ReviewedSample(detections={"b/7": ReviewedDetection(real=True, share=0.5)})
    with pytest.raises(MetadataError, match="'b/7'"):
        count(view(sightings([0.9])), reviewed=strange)
    tile = ReviewedTile(acquisition="c", label="aircraft", share=0.1, missed=0)
    with pytest.raises(MetadataError, match="'c'"):
        count(view(sightings([0.9])), reviewed=ReviewedSample(tiles=(tile,)))
