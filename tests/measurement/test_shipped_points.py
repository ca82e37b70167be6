"""The shipped points network on aircraft whose truth is known: rendered ones, and some that people outlined."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from hardstand.bench.nwpu import nwpu_side
from hardstand.bench.points_truth import read_nwpu_aircraft
from hardstand.bench.sizes import errors_of, jittered, summarise_sizes
from hardstand.detection.result import Detection
from hardstand.errors import DetectionError
from hardstand.frames import PixelPolygon
from hardstand.imagery import AcquisitionOverrides, open_acquisition
from hardstand.measurement import load_points_model, measure_detections
from hardstand.measurement.locate import CUT, rectangle
from hardstand.measurement.points_model import MODELS
from hardstand.registration import ground_of
from training.sprites import draw_sprite, paste

GSD_M = 0.5
SIZE = 240


@pytest.fixture(scope="module")
def model():
    return load_points_model(threads=1)


@pytest.fixture(scope="module")
def aircraft():
    """A drawn airliner, (image, its box, length and span in metres) for any direction of its nose in degrees."""
    sprite = draw_sprite("airliner", np.random.default_rng(3), GSD_M)
    nose, tail, left, right = sprite.points * sprite.metres_per_pixel
    sizes = float(np.hypot(*(nose - tail))), float(np.hypot(*(left - right)))

    def draw(heading_deg):
        rng = np.random.default_rng(4)
        ground = cv2.GaussianBlur(rng.normal(110, 25, (SIZE, SIZE)), (0, 0), 1.2)
        image = np.repeat(np.clip(ground, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
        middle = (SIZE / 2, SIZE / 2)
        image, placed = paste(image, sprite, middle, np.radians(heading_deg - 90), 0.8, rng)
        return image, placed.upright, sizes

    return draw


def _measure(image, box, model, folder, *, cut=False):
    path = folder / "image.png"
    cv2.imwrite(str(path), image[..., ::-1])
    acquisition = open_acquisition(path, overrides=AcquisitionOverrides(gsd_m=GSD_M))
    detection = Detection(acquisition=acquisition.id, label="aircraft", score=0.9, polygon=rectangle(box), cut=cut)
    frame, ground = ground_of(acquisition)
    [sighting] = measure_detections([detection], acquisition, ground, frame, model)
    return sighting


@pytest.mark.parametrize("heading", [0, 35, 110, 200, 305])
def test_a_rendered_airliner_is_measured(aircraft, model, tmp_path, heading):
    image, box, (length, span) = aircraft(heading)
    measured = _measure(image, box, model, tmp_path).measurement
    assert abs((measured.heading_deg - heading + 180) % 360 - 180) < 6
    assert abs(measured.length_m - length) < 3 * measured.length_sd_m < 0.25 * length
    assert abs(measured.span_m - span) < 3 * measured.span_sd_m < 0.25 * span


def test_turning_the_image_turns_the_heading_along(aircraft, model, tmp_path):
    image, box, _ = aircraft(35)
    straight = _measure(image, box, model, tmp_path).measurement
    left, top, right, bottom = box
    turned_box = np.array([top, SIZE - right, bottom, SIZE - left])
    turned = _measure(np.rot90(image), turned_box, model, tmp_path).measurement
    assert abs((turned.heading_deg - straight.heading_deg + 90 + 180) % 360 - 180) < 0.5
    assert turned.length_m == pytest.approx(straight.length_m, rel=0.01)


def test_a_mirror_image_has_the_mirrored_heading_and_swaps_the_wing_tips(aircraft, model, tmp_path):
    image, box, _ = aircraft(35)
    straight = _measure(image, box, model, tmp_path).measurement
    left, top, right, bottom = box
    mirrored = _measure(image[:, ::-1], np.array([SIZE - right, top, SIZE - left, bottom]), model, tmp_path).measurement
    assert abs((mirrored.heading_deg + straight.heading_deg + 180) % 360 - 180) < 0.5
    flipped = np.array([SIZE, 0]) + straight.points.right_tip * (-1, 1)
    assert mirrored.points.left_tip == pytest.approx(flipped, abs=0.5)


def test_a_box_that_is_off_comes_nearer(aircraft, model, tmp_path):
    image, box, _ = aircraft(35)
    off = box + np.array([-8.0, 5.0, -6.0, 9.0])
    polygon = _measure(image, off, model, tmp_path).detection.polygon.corners
    fitted = np.concatenate([polygon.min(axis=0), polygon.max(axis=0)])
    assert np.abs(fitted - box).mean() < 0.75 * np.abs(off - box).mean()


def test_what_is_cut_is_not_measured(aircraft, model, tmp_path):
    image, box, _ = aircraft(35)
    sighting = _measure(image, box, model, tmp_path, cut=True)
    assert (sighting.measurement.length_m, sighting.measurement.reason) == (None, CUT)
    assert sighting.detection.polygon.corners == pytest.approx(rectangle(box).corners)


def test_bare_ground_is_not_measured(aircraft, model, tmp_path):
    image, _, _ = aircraft(35)
    measured = _measure(image, np.array([2.0, 2.0, 42.0, 42.0]), model, tmp_path).measurement
    assert measured.length_m is None
    assert measured.reason


def test_other_classes_keep_their_box(aircraft, model, tmp_path):
    image, _, _ = aircraft(35)
    path = tmp_path / "image.png"
    cv2.imwrite(str(path), image)
    acquisition = open_acquisition(path, overrides=AcquisitionOverrides(gsd_m=GSD_M))
    polygon = PixelPolygon(np.array([[10, 10], [20, 20], [17, 23], [7, 13]], dtype=float))
    vehicle = Detection(acquisition=acquisition.id, label="vehicle", score=0.9, polygon=polygon)
    frame, ground = ground_of(acquisition)
    [sighting] = measure_detections([vehicle], acquisition, ground, frame, model)
    assert sighting.measurement.length_m == pytest.approx(np.sqrt(200) * GSD_M)
    assert sighting.measurement.heading_deg == pytest.approx(135)


def test_outlined_aircraft_that_trained_nothing(data: Path, model):
    wanted = {"013.jpg", "030.jpg", "058.jpg"} | {f"0{number}.jpg" for number in range(25, 30)}
    truths = read_nwpu_aircraft(data, lambda name: name in wanted and nwpu_side(name) == "test")
    assert len(truths) >= 10
    figures = summarise_sizes(errors_of(truths, jittered([t.box for t in truths]), model, lambda *_: None))
    assert figures.heading_error_deg < 4
    assert figures.swapped == 0
    assert max(figures.length_error, figures.span_error) < 0.08


def test_a_card_of_other_weights_is_refused(tmp_path):
    (tmp_path / "points.onnx").write_bytes((MODELS / "points.onnx").read_bytes() + b" ")
    (tmp_path / "points.json").write_bytes((MODELS / "points.json").read_bytes())
    with pytest.raises(DetectionError, match="SHA-256"):
        load_points_model(tmp_path / "points.onnx")


def test_a_card_without_scales_is_refused(tmp_path):
    (tmp_path / "points.onnx").write_bytes(b"")
    text = (MODELS / "points.json").read_text(encoding="utf-8").replace('"scales"', '"factors"')
    (tmp_path / "points.json").write_text(text, encoding="utf-8")
    with pytest.raises(DetectionError, match="scales"):
        load_points_model(tmp_path / "points.onnx")


def test_the_network_is_small(model):
    assert (MODELS / "points.onnx").stat().st_size < 6e6
    assert replace(model).card.hardstand.limits.agreement >= 0.5
