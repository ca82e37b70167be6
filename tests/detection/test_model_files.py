"""A model that somebody brings along: read by its card, or refused with what is wrong, where, and what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto

from hardstand.detection import DetectionRequest, detect_objects, load_detector
from hardstand.detection.model_file import load_model
from hardstand.detection.oriented_box import oriented_corners
from hardstand.errors import DetectionError
from hardstand.imagery import AcquisitionOverrides, open_acquisition
from tests.detection.graphs import centre_point, class_facts, facts, write_card, yolo

ONE = np.array([[32, 20, 24, 8, 0.9, 0.1, 0.5]]).T
"""An anchor: a box of 24 x 8 px round (32, 20), turned by half a radian; classes 0.9 and 0.1."""


def model(folder: Path, anchors: np.ndarray = ONE, **changes: Any) -> Path:
    weights = yolo(folder / "my-obb.onnx", anchors)
    write_card(weights, facts("yolo-obb", ["plane", "boat"]) | changes)
    return weights


def tile(side: int = 64, red: int = 0) -> np.ndarray:
    pixels = np.zeros((1, side, side, 3), np.uint8)
    pixels[..., 0] = red
    return pixels


def test_a_yolo_box_has_its_corners_and_its_class(tmp_path: Path) -> None:
    [found] = load_model(model(tmp_path)).detect(tile(), 0.3)
    assert found.labels == ("plane",)
    assert found.scores == pytest.approx([0.9])
    wanted = cv2.boxPoints(((32, 20), (24, 8), np.rad2deg(0.5)))
    shape = shapely.Polygon(found.polygons[0])
    assert shape.area == pytest.approx(24 * 8, rel=1e-5)
    assert shape.symmetric_difference(shapely.Polygon(wanted)).area < 0.01


def test_the_image_goes_in_as_rgb_from_0_to_1(tmp_path: Path) -> None:
    """The graph scores by the red that it sees."""
    anchors = np.array([[32, 20, 24, 8, -1, 0, 0.5]]).T
    [found] = load_model(model(tmp_path, anchors)).detect(tile(red=153), 0.1)
    assert found.scores == pytest.approx([0.6], abs=1e-5)


def test_a_batch_goes_through_a_graph_that_takes_one_image(tmp_path: Path) -> None:
    anchors = np.array([[32, 20, 24, 8, -1, 0, 0.5]]).T
    found = load_model(model(tmp_path, anchors)).detect(np.concatenate([tile(red=153), tile(red=204)]), 0.1)
    assert [each.scores[0] for each in found] == pytest.approx([0.6, 0.8], abs=1e-5)


def test_of_doubled_boxes_the_best_stays_and_slanted_neighbours_all_stay(tmp_path: Path) -> None:
    """Four trucks side by side, slanted: their upright hulls overlap by far more than the boxes."""
    across = np.array([-np.sin(0.7), np.cos(0.7)]) * 9
    middles = [np.array([20, 20]) + step * across for step in range(4)]
    rows = [[*middle, 24, 8, score, 0, 0.7] for middle in middles for score in (0.6, 0.9)]
    [found] = load_model(model(tmp_path, np.array(rows).T)).detect(tile(), 0.3)
    assert found.scores == pytest.approx([0.9] * 4)


def test_channels_name_the_classes_and_may_leave_some_out(tmp_path: Path) -> None:
    """Two of the model's classes are aircraft to us, the third is nothing that we want."""
    anchors = np.array(
        [[10, 10, 8, 4, 0.9, 0.2, 0.0, 0], [30, 10, 8, 4, 0.1, 0.8, 0.0, 0], [50, 10, 8, 4, 0.1, 0.5, 0.95, 0]]
    ).T
    weights = yolo(tmp_path / "m.onnx", anchors)
    write_card(weights, facts("yolo-obb", ["aircraft"], channels=["aircraft", "aircraft", None]))
    [found] = load_model(weights).detect(tile(), 0.3)
    assert found.labels == ("aircraft", "aircraft")
    assert found.scores == pytest.approx([0.9, 0.8])


def test_a_fixed_size_is_asked_for_and_a_free_one_is_not(tmp_path: Path) -> None:
    assert load_model(model(tmp_path)).tile_px == (64, 64)
    free = yolo(tmp_path / "free.onnx", ONE, side=None, batch="batch")
    write_card(free, facts("yolo-obb", ["plane", "boat"]))
    detector = load_model(free)
    assert detector.tile_px is None
    assert len(detector.detect(np.concatenate([tile(96), tile(96)]), 0.3)) == 2


@settings(max_examples=40)
@given(
    st.floats(-50, 50),
    st.floats(-50, 50),
    st.floats(1, 60),
    st.floats(1, 60),
    st.floats(-np.pi, np.pi),
)
def test_oriented_corners_agree_with_opencv(
    column: float, row: float, length: float, width: float, turn: float
) -> None:
    [own] = oriented_corners(np.array([[column, row]]), np.array([[length, width]]), np.array([turn]))
    other = shapely.Polygon(cv2.boxPoints(((column, row), (length, width), float(np.rad2deg(turn)))))
    assert shapely.Polygon(own).symmetric_difference(other).area < 0.01 * (length + width)


class TestCentrePoint:
    """A graph of 8 x 8 cells of 4 px with one peak for each of two classes."""

    HEAT = np.zeros((2, 8, 8))
    HEAT[0, 2, 3] = 0.9
    HEAT[1, 5, 4] = 0.7
    SIDES = np.broadcast_to(np.array([3.0, 5.0, 7.0, 1.0])[:, None, None], (4, 8, 8))
    ORIENTED = np.broadcast_to(np.array([np.cos(1.0), np.sin(1.0), 12.0, 4.0])[:, None, None], (4, 8, 8))

    def load(self, folder: Path, *, turned: bool, **outputs: Any) -> Any:
        weights = centre_point(folder / "two.onnx", {"heat": self.HEAT, "sides": self.SIDES} | outputs)
        classes = {"aircraft": class_facts(), "vehicle": class_facts(oriented=turned)}
        write_card(weights, facts("centre-point", [], classes=classes))
        return load_model(weights)

    def test_each_class_has_its_channel(self, tmp_path: Path) -> None:
        [found] = self.load(tmp_path, turned=False).detect(tile(32), 0.1)
        assert found.labels == ("aircraft", "vehicle")
        assert found.scores == pytest.approx([0.9, 0.7])
        assert found.polygons[0].tolist() == [[11, 5], [21, 5], [21, 11], [11, 11]]

    def test_the_box_is_turned_where_the_card_says_so(self, tmp_path: Path) -> None:
        """Half of 1 rad: the angle comes doubled."""
        [found] = self.load(tmp_path, turned=True, oriented=self.ORIENTED).detect(tile(32), 0.1)
        assert found.polygons[0].tolist() == [[11, 5], [21, 5], [21, 11], [11, 11]]
        centre = (18 - 3 + 18 + 7) / 2, (22 - 5 + 22 + 1) / 2
        wanted = shapely.Polygon(cv2.boxPoints((centre, (12, 4), float(np.rad2deg(0.5)))))
        assert shapely.Polygon(found.polygons[1]).symmetric_difference(wanted).area < 0.01

    def test_a_card_that_wants_turned_boxes_needs_a_graph_that_gives_them(self, tmp_path: Path) -> None:
        with pytest.raises(DetectionError, match="no output 'oriented'"):
            self.load(tmp_path, turned=True)

    def test_a_graph_without_sides_is_refused(self, tmp_path: Path) -> None:
        weights = centre_point(tmp_path / "two.onnx", {"heat": self.HEAT})
        write_card(weights, facts("centre-point", ["aircraft", "vehicle"]))
        with pytest.raises(DetectionError, match=r"two\.onnx.*no output 'sides'"):
            load_model(weights)

    def test_a_graph_of_another_kind_is_refused(self, tmp_path: Path) -> None:
        weights = yolo(tmp_path / "yolo.onnx", ONE)
        write_card(weights, facts("centre-point", ["plane", "boat"]))
        with pytest.raises(DetectionError, match=r"yolo\.onnx.*uint8 RGB"):
            load_model(weights)


class TestRefusals:
    def test_no_such_model(self, tmp_path: Path) -> None:
        with pytest.raises(DetectionError, match=r"gone\.onnx does not exist"):
            load_detector("gone.onnx", tmp_path)

    def test_no_card(self, tmp_path: Path) -> None:
        weights = yolo(tmp_path / "my-obb.onnx", ONE)
        with pytest.raises(DetectionError, match=r"my-obb\.json.*card beside it"):
            load_model(weights)

    @pytest.mark.parametrize("content", ["", "{}", "[1, 2", '{"type": "Feature"}'])
    def test_a_card_that_is_none(self, tmp_path: Path, content: str) -> None:
        weights = model(tmp_path)
        weights.with_suffix(".json").write_text(content, encoding="utf-8")
        with pytest.raises(DetectionError, match=r"my-obb\.json"):
            load_model(weights)

    def test_a_misspelt_key_is_named(self, tmp_path: Path) -> None:
        weights = model(tmp_path)
        text = weights.with_suffix(".json").read_text(encoding="utf-8").replace("count_score", "count_scores", 1)
        weights.with_suffix(".json").write_text(text, encoding="utf-8")
        with pytest.raises(DetectionError, match=r"plane\.count_scores"):
            load_model(weights)

    def test_a_card_without_decoder(self, tmp_path: Path) -> None:
        with pytest.raises(DetectionError, match='decoder, "centre-point" or "yolo-obb"'):
            load_model(model(tmp_path, decoder=None))

    def test_the_card_of_another_file(self, tmp_path: Path) -> None:
        weights = yolo(tmp_path / "my-obb.onnx", ONE)
        write_card(weights, facts("yolo-obb", ["plane", "boat"]), **{"hardstand:sha256": "0" * 64})
        with pytest.raises(DetectionError, match=r"my-obb\.onnx have SHA-256 .* another file"):
            load_model(weights)

    @pytest.mark.parametrize("content", [b"", b"this is no model", b"\x08\x08\x12"])
    def test_a_file_that_is_no_onnx(self, tmp_path: Path, content: bytes) -> None:
        weights = tmp_path / "text.onnx"
        weights.write_bytes(content)
        write_card(weights, facts("yolo-obb", ["plane"]))
        with pytest.raises(DetectionError, match=r"text\.onnx is no ONNX model"):
            load_model(weights)

    @pytest.mark.parametrize("labels", [["plane"], ["plane", "boat", "car"]])
    def test_another_number_of_classes(self, tmp_path: Path, labels: list[str]) -> None:
        weights = yolo(tmp_path / "my-obb.onnx", ONE)
        write_card(weights, facts("yolo-obb", labels))
        with pytest.raises(DetectionError, match=f"holds 2 classes, but its card names {len(labels)}"):
            load_model(weights)

    def test_channels_of_unknown_classes(self, tmp_path: Path) -> None:
        with pytest.raises(DetectionError, match="disagree about ship"):
            load_model(model(tmp_path, channels=["plane", "boat", "ship"]))

    def test_an_input_of_another_type(self, tmp_path: Path) -> None:
        weights = yolo(tmp_path / "half.onnx", ONE, kind=TensorProto.FLOAT16)
        write_card(weights, facts("yolo-obb", ["plane", "boat"]))
        with pytest.raises(DetectionError, match=r"half\.onnx.*float16.*float RGB"):
            load_model(weights)

    def test_an_input_of_many_images_at_once(self, tmp_path: Path) -> None:
        weights = yolo(tmp_path / "four.onnx", ONE, batch=4)
        write_card(weights, facts("yolo-obb", ["plane", "boat"]))
        with pytest.raises(DetectionError, match="4 images at once"):
            load_model(weights)

    @pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
    def test_tiles_too_small_for_the_objects_of_the_card(self, tmp_path: Path) -> None:
        classes = {label: class_facts(largest_object_m=84.0) for label in ("plane", "boat")}
        detector = load_model(model(tmp_path, classes=classes))
        cv2.imwrite(str(tmp_path / "a.png"), np.full((300, 300, 3), 90, np.uint8))
        acquisition = open_acquisition(tmp_path / "a.png", overrides=AcquisitionOverrides(gsd_m=0.5))
        with pytest.raises(DetectionError, match="tiles of 64 x 64 pixels, too small"):
            detect_objects(acquisition, detector, DetectionRequest())


def test_the_card_in_the_documentation_is_one(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "detector.md").read_text(encoding="utf-8")
    written = json.loads(page.split("```json")[1].split("```")[0])
    weights = yolo(tmp_path / "my-obb.onnx", np.array([[32, 32, 8, 8, 0.1, 0.8, 0.1, 0.9, 0.0]]).T, side=1024)
    card = write_card(weights, written["properties"]["hardstand:detector"])
    written["assets"]["weights"]["hardstand:sha256"] = json.loads(card.read_text())["assets"]["weights"][
        "hardstand:sha256"
    ]
    card.write_text(json.dumps(written), encoding="utf-8")
    detector = load_model(weights)
    assert detector.card.hardstand.labels == ("aircraft", "ship", "storage_tank")
    [found] = detector.detect(tile(1024), 0.1)
    assert found.labels == ()  # its best class is the one that is left out


def test_a_card_can_be_short(tmp_path: Path) -> None:
    """What a person has to write by hand."""
    card = json.loads(model(tmp_path).with_suffix(".json").read_text(encoding="utf-8"))
    assert card["properties"]["hardstand:detector"].keys() == {"decoder", "input_gsd_m", "classes"}
    assert load_detector("my-obb.onnx", tmp_path).card.name == "my-obb"
