"""The shipped detectors: their cards tell the truth about their files, and they work on real images not seen before."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pystac
import pytest

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, read_airbus
from hardstand.bench.detection import detect_frames, summarise, unseen_frames
from hardstand.bench.held_out import detect_all, judge_class
from hardstand.bench.matching import average_precision
from hardstand.bench.truth import resampled, vehicle_frames
from hardstand.detection import (
    AIRCRAFT_DETECTOR,
    DEFAULT_DETECTORS,
    DetectionRequest,
    Detector,
    detect_objects,
    detector_names,
    load_detector,
)
from hardstand.detection.several import owners
from hardstand.detection.shipped import MODELS
from hardstand.errors import DetectionError
from hardstand.imagery import AcquisitionOverrides, open_acquisition

shipped = pytest.mark.parametrize("name", DEFAULT_DETECTORS)


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_detector(AIRCRAFT_DETECTOR)


@shipped
def test_each_is_found_by_its_name(name: str) -> None:
    assert name in detector_names()


def test_together_they_know_every_class() -> None:
    owned = owners([load_detector(name) for name in DEFAULT_DETECTORS])
    assert owned == {"aircraft": 0, "helicopter": 0, "ship": 0, "vehicle": 1, "long_vehicle": 1}


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(DetectionError, match="craft"):
        load_detector("zeppelin")


def test_the_weights_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in MODELS.glob("*.onnx")) < 20_000_000


@shipped
def test_the_card_is_a_stac_item_with_the_mlm_extension(name: str) -> None:
    item = pystac.Item.from_dict(json.loads((MODELS / f"{name}.json").read_text(encoding="utf-8")))
    assert any("/mlm/" in extension for extension in item.stac_extensions)
    for key in ("name", "architecture", "tasks", "input", "output", "total_parameters"):
        assert f"mlm:{key}" in item.properties
    assert item.assets["weights"].extra_fields["file:size"] == (MODELS / f"{name}.onnx").stat().st_size


def test_no_place_stands_on_two_sides(detector: Detector) -> None:
    facts = detector.card.hardstand
    for name, places in facts.trained_places.items():
        assert places
        assert not set(places) & set(facts.calibration_places[name])


@pytest.mark.parametrize(("name", "label"), [("craft", "aircraft"), ("craft", "ship"), ("vehicles", "vehicle")])
def test_precision_rises_and_recall_falls_with_the_score(name: str, label: str) -> None:
    rows = sorted(load_detector(name).card.hardstand.classes[label].quality, key=lambda row: row.score)
    recalls = [row.recall for row in rows]
    assert recalls == sorted(recalls, reverse=True)
    assert rows[-1].precision >= rows[0].precision


@pytest.fixture(scope="module")
def unseen(data: Path, detector: Detector) -> list[LabelledFrame]:
    """Three real frames of places that the weights have not seen."""
    frames = unseen_frames(read_airbus(data), detector.card)
    assert len(frames) >= 15
    return frames[::12][:3]


def test_it_finds_aircraft_on_real_places_that_it_has_not_seen(unseen: list[LabelledFrame], detector: Detector) -> None:
    found = detect_frames(unseen, detector, AIRBUS_GSD_M, lambda *_: None)
    figures = summarise(unseen, found, detector.card.hardstand.classes["aircraft"].count_score)
    assert figures.objects > 30
    assert figures.ap50 > 0.95
    assert figures.count_error < 0.1


def test_a_turned_image_gives_turned_boxes(unseen: list[LabelledFrame], detector: Detector, tmp_path: Path) -> None:
    """Each clear detection of a crop is found again, at its turned place, on the crop turned by a quarter."""
    busiest = max(unseen, key=lambda frame: len(frame.boxes))
    column, row = np.clip(np.median(busiest.boxes[:, :2], axis=0).astype(int) - 512, 0, 2560 - 1024)
    image = cv2.imread(str(busiest.path))[row : row + 1024, column : column + 1024]
    middles = []
    for name, pixels in (("as-it-is.png", image), ("turned.png", np.ascontiguousarray(np.rot90(image)))):
        cv2.imwrite(str(tmp_path / name), pixels)
        acquisition = open_acquisition(tmp_path / name, overrides=AcquisitionOverrides(gsd_m=AIRBUS_GSD_M))
        found = detect_objects(acquisition, detector, DetectionRequest(min_score=0.6 if not middles else 0.2))
        middles.append(np.array([detection.polygon.corners.mean(axis=0) for detection in found]).reshape(-1, 2))
    assert len(middles[0]) >= 3
    turned = np.stack([middles[0][:, 1], 1024 - middles[0][:, 0]], axis=1)
    distances = np.linalg.norm(turned[:, None] - middles[1][None], axis=2).min(axis=1)
    assert np.median(distances) < 4
    assert (distances < 20).all()


def test_it_finds_vehicles_on_a_street_that_it_has_not_seen(data: Path, tmp_path: Path) -> None:
    street = next(frame for frame in vehicle_frames(data) if frame.side == "test")
    frame = resampled(street, 0.3, tmp_path)
    found = detect_all([frame], load_detector("vehicles"), lambda *_: None, "")
    [judged] = judge_class([frame], found, "vehicle", 0.5)
    assert judged.labelled > 10
    assert average_precision([judged]) > 0.7
