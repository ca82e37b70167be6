"""Class by class, with labels and detections of which everything is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hardstand.bench.classes import NOTHING, SetScore, confusion, oriented_iou, score_set
from hardstand.bench.classes_plot import draw_confusion
from hardstand.bench.matching import match_greedily
from hardstand.bench.truth import HeldOutFrame, nwpu_frames, resampled, vehicle_frames
from hardstand.detection import Detection
from hardstand.detection.model_file import load_model
from hardstand.detection.oriented_box import oriented_corners
from hardstand.frames import PixelPolygon
from tests.detection.graphs import class_facts, facts, write_card, yolo


def boxes(*corners: tuple[float, float, float, float]) -> np.ndarray:
    return np.array(corners, float).reshape(-1, 4)


def outlines(upright: np.ndarray) -> np.ndarray:
    return np.array([[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in upright], float).reshape(-1, 4, 2)


def frame(ignored: np.ndarray | None = None, path: Path = Path("a.png"), **labelled: np.ndarray) -> HeldOutFrame:
    return HeldOutFrame(
        data_set="made",
        name=path.name,
        path=path,
        place="nowhere",
        side="test",
        gsd_m=0.5,
        outlines={label: outlines(each) for label, each in labelled.items()},
        boxes=labelled,
        ignored=boxes() if ignored is None else ignored,
    )


def detection(label: str, score: float, box: tuple[float, float, float, float]) -> Detection:
    return Detection(acquisition="a", label=label, score=score, polygon=PixelPolygon(outlines(boxes(box))[0]))


CAR, TRUCK, VAN = (10, 10, 20, 30), (40, 10, 52, 60), (70, 10, 80, 40)


def test_the_confusion_names_what_is_taken_for_what() -> None:
    truth = frame(ignored=boxes(VAN), vehicle=boxes(CAR), long_vehicle=boxes(TRUCK, (100, 10, 112, 60)))
    found = [
        detection("long_vehicle", 0.9, CAR),
        detection("long_vehicle", 0.8, TRUCK),
        detection("vehicle", 0.7, (200, 200, 210, 220)),
        detection("vehicle", 0.6, VAN),
        detection("ship", 0.5, (300, 300, 310, 320)),
    ]
    assert confusion([truth], [found]) == {
        "long_vehicle": {"long_vehicle": 1, NOTHING: 1},
        NOTHING: {"vehicle": 1},
        "vehicle": {"long_vehicle": 1},
    }


def test_every_label_is_found_or_missed_once() -> None:
    truth = frame(vehicle=boxes(CAR, CAR), ship=boxes())
    table = confusion([truth, frame(vehicle=boxes(TRUCK))], [[detection("vehicle", 0.9, CAR)] * 3, []])
    assert sum(table["vehicle"].values()) == 3
    assert table == {"vehicle": {"vehicle": 2, NOTHING: 1}, NOTHING: {"vehicle": 1}}


TURNED = st.tuples(st.floats(0, 40), st.floats(0, 40), st.floats(8, 40), st.floats(8, 40), st.floats(-np.pi, np.pi))


@settings(max_examples=30)
@given(TURNED, TURNED, st.permutations(range(4)))
def test_oriented_overlap_is_that_of_the_points_inside_whatever_the_order_of_corners(
    first: tuple[float, ...], second: tuple[float, ...], order: Sequence[int]
) -> None:
    column, row = np.meshgrid(np.arange(-40, 80, 0.25), np.arange(-40, 80, 0.25))

    def inside(box: tuple[float, ...]) -> np.ndarray:
        across, down, cosine, sine = column - box[0], row - box[1], np.cos(box[4]), np.sin(box[4])
        along, aside = across * cosine + down * sine, down * cosine - across * sine
        return (np.abs(along) <= box[2] / 2) & (np.abs(aside) <= box[3] / 2)

    def corners(box: tuple[float, ...]) -> np.ndarray:
        return oriented_corners(np.array([box[:2]]), np.array([box[2:4]]), np.array([box[4]]))

    one, other = inside(first), inside(second)
    wanted = (one & other).sum() / (one | other).sum()
    [[own]] = oriented_iou(corners(first)[:, order], corners(second))
    assert own == pytest.approx(wanted, abs=0.06)


def test_a_label_goes_to_the_surer_detection_once() -> None:
    overlaps = np.array([[0.6, 0.7], [0.9, 0.8], [0.9, 0.9]])
    assert match_greedily(overlaps, 0.5).tolist() == [1, 0, -1]
    assert match_greedily(np.zeros((3, 0)), 0.5).tolist() == [-1, -1, -1]


pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


@pytest.fixture
def scored(tmp_path: Path) -> SetScore:
    """A model that says the same of each of two frames: a car turned by half a radian, and a truck that is none."""
    anchors = np.array([[30, 30, 24, 8, 0.9, 0.1, 0.5], [48, 12, 20, 8, 0.1, 0.6, 0.0]]).T
    weights = yolo(tmp_path / "m.onnx", anchors)
    classes = {"vehicle": class_facts(), "long_vehicle": class_facts(count_score=0.7)}
    write_card(weights, facts("yolo-obb", [], classes=classes))
    car = oriented_corners(np.array([[30.0, 30.0]]), np.array([[24.0, 8.0]]), np.array([0.5]))
    hull = boxes((*car[0].min(axis=0), *car[0].max(axis=0)))
    frames = []
    for name in ("a", "b"):
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.full((64, 64, 3), 90, np.uint8))
        entries = {"vehicle": (car, hull), "long_vehicle": (outlines(boxes()), boxes())}
        if name == "b":
            entries["long_vehicle"] = (outlines(boxes((5, 50, 25, 58))), boxes((5, 50, 25, 58)))
        plain = frame(path=tmp_path / f"{name}.png", **{label: each[1] for label, each in entries.items()})
        frames.append(replace(plain, outlines={label: each[0] for label, each in entries.items()}))
    return score_set("two frames", 0.5, frames, [load_model(weights)], lambda *_: None)


def test_a_detector_that_finds_all_of_one_class_and_none_of_another(scored: SetScore) -> None:
    cars, trucks = scored.classes
    assert (cars.label, cars.objects, trucks.label, trucks.objects) == ("vehicle", 2, "long_vehicle", 1)
    assert cars.ap50_oriented == cars.ap50_hull == cars.precision == cars.recall == 1
    assert trucks.ap50_oriented == trucks.recall == 0
    assert trucks.precision == 1  # 0.6 lies below the class's own threshold: nothing is counted
    assert scored.confusion == {"vehicle": {"vehicle": 2}, "long_vehicle": {NOTHING: 1}}


@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_the_plot_is_the_same_each_time(scored: SetScore, ending: str) -> None:
    first, second = (draw_confusion([scored, scored], Path(f"a{ending}")) for _ in range(2))
    assert first == second
    assert first.startswith(b"\x89PNG" if ending == ".png" else b"<?xml")


class TestRealFrames:
    def test_vehicles_have_the_sizes_of_their_classes(self, data: Path) -> None:
        """Buses seen from a drone look longer than they are: their roofs are nearer to it than the road."""
        lengths: dict[str, list[float]] = {"vehicle": [], "long_vehicle": []}
        for each in vehicle_frames(data):
            for label, corners in each.outlines.items():
                sides = [cv2.minAreaRect(own.astype(np.float32))[1] for own in corners]
                lengths[label] += [max(side) * each.gsd_m for side in sides]
        assert 3.5 < np.median(lengths["vehicle"]) < 5.5
        assert 6 < np.median(lengths["long_vehicle"]) < 16

    def test_outlines_lie_in_their_boxes(self, data: Path) -> None:
        """NWPU's masks and boxes were drawn apart; they hold the same objects."""
        for fine in (True, False):
            frames = nwpu_frames(data, fine=fine)
            assert len(frames) > 20
            for each in frames:
                assert ("vehicle" in each.boxes) == fine
                for label, own in each.outlines.items():
                    hulls = np.concatenate([own.min(axis=1), own.max(axis=1)], axis=1)
                    overlap = [shapely.box(*a).intersection(shapely.box(*b)).area / shapely.box(*b).area
                               for a, b in zip(hulls, each.boxes[label], strict=True)]  # fmt: skip
                    assert not overlap or (min(overlap) > 0.5 and np.median(overlap) > 0.9)

    def test_a_resampled_frame_keeps_its_ground(self, data: Path, tmp_path: Path) -> None:
        whole = nwpu_frames(data, fine=True)[0]
        small = resampled(whole, 0.4, tmp_path)
        for label, own in whole.boxes.items():
            assert small.boxes[label] * small.gsd_m == pytest.approx(own * whole.gsd_m)
        assert cv2.imread(str(small.path)).shape[0] == pytest.approx(
            cv2.imread(str(whole.path)).shape[0] * whole.gsd_m / 0.4, abs=1
        )
