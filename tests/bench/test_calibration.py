"""The bench of counts against frames with detections of which everything is known."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from hardstand.bench.calibration import CalibrationBench, cover, judge_counts
from hardstand.bench.calibration import CountedFrame as Outcome
from hardstand.bench.calibration_plot import draw_calibration
from hardstand.bench.held_out import judge_class
from hardstand.bench.truth import HeldOutFrame
from hardstand.counting import CountedFrame, fit_calibration
from hardstand.detection import Detection
from hardstand.detection.card import ClassFacts, GsdRange
from hardstand.errors import OutputError
from hardstand.frames import PixelPolygon

SIDE = 400


def facts(recall: float = 0.8) -> ClassFacts:
    rng = np.random.default_rng(3)
    frames = []
    for number in rng.integers(5, 40, 40):
        hits = rng.binomial(number, recall)
        scores = np.concatenate([rng.uniform(0.5, 1.0, hits), rng.uniform(0.3, 0.5, 2)])
        frames.append(
            CountedFrame(
                place=str(rng.integers(10**9)),
                scores=scores,
                hit=np.arange(hits + 2) < hits,
                labelled=int(number),
                gsd_m=0.5,
                ground_km2=0.04,
            )
        )
    counts = fit_calibration(frames, lowest_score=0.2, measured_on="made frames", places={}, overlap=0.3)
    return ClassFacts(
        count_score=0.5,
        gsd_range_m=GsdRange(low=0.3, high=1.0),
        largest_object_m=20,
        made_of="made",
        counts=counts,
    )


def box_at(index: int) -> np.ndarray:
    corner = np.array([index % 20, index // 20]) * 20.0
    return np.concatenate([corner, corner + 10.0])


def detection(index: int, score: float, label: str = "aircraft") -> Detection:
    left, top, right, bottom = box_at(index)
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    return Detection(acquisition="a", label=label, score=score, polygon=PixelPolygon(corners))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> CalibrationBench:
    """60 frames with 20 objects each, of which 80 % are found as the calibration says; two detections are false."""
    path = tmp_path_factory.mktemp("frames") / "frame.png"
    cv2.imwrite(str(path), np.zeros((SIDE, SIDE, 3), np.uint8))
    rng = np.random.default_rng(5)
    frames, found = [], []
    for number in range(60):
        frames.append(
            HeldOutFrame(
                data_set="made" if number % 2 else "other",
                name=f"{number}.png",
                path=path,
                place=str(number),
                side="test",
                gsd_m=0.5,
                boxes={"aircraft": np.array([box_at(index) for index in range(20)]), "ship": np.array([box_at(300)])},
                outlines={},
                ignored=np.zeros((0, 4)),
            )
        )
        real = [detection(index, rng.uniform(0.5, 1)) for index in range(20) if rng.random() < 0.8]
        false = [detection(index, rng.uniform(0.3, 0.5)) for index in (100, 101)]
        found.append((*real, *false, detection(200, 0.05), detection(201, 0.9, "vehicle")))
    ship = facts().model_copy(update={"counts": None})
    return judge_counts(frames, found, {"aircraft": facts(), "ship": ship})


def test_intervals_hold_where_the_detector_errs_as_measured(bench: CalibrationBench) -> None:
    figures = bench.to_record()["classes"]["aircraft"]
    assert figures["all"]["held"] >= 0.85
    assert figures["all"]["frames"] == figures["made"]["frames"] + figures["other"]["frames"] == 60
    assert figures["all"]["objects"] == 1200
    assert 0.1 < figures["all"]["relative_width"] < 0.8


def test_detections_are_as_often_real_as_promised(bench: CalibrationBench) -> None:
    steps = bench.reliability["aircraft"]
    # What scores lower than the bench looks at is left out, and so are other classes: 22 a frame at most.
    assert sum(step.detections for step in steps) <= 60 * 22
    assert steps[-1].kept == pytest.approx(steps[-1].promised, abs=0.05)
    # The lowest bin holds the weakest hits beside all that is false.
    assert steps[0].kept <= steps[0].promised < 0.5


def test_a_class_without_measured_errors_is_named(bench: CalibrationBench) -> None:
    assert bench.not_calibrated == ("ship",)
    assert {frame.label for frame in bench.frames} == {"aircraft"}


def outcome(labelled: int, low: int, high: int, found: int = 0) -> Outcome:
    return Outcome(data_set="a", name="b", label="c", labelled=labelled, found=found, low=low, high=high)


def test_both_ends_of_an_interval_belong_to_it() -> None:
    figures = cover([outcome(4, 4, 6), outcome(6, 4, 6, found=6), outcome(3, 4, 6), outcome(7, 4, 6)])
    assert (figures.held, figures.too_high, figures.too_low, figures.exact) == (0.5, 0.25, 0.25, 0.25)
    assert (figures.width, figures.relative_width) == (2.0, 0.4)
    assert cover([outcome(0, 0, 1)]).relative_width is None


def test_the_plot_is_the_same_each_time(bench: CalibrationBench) -> None:
    first, second = (draw_calibration(bench, Path("a.svg")) for _ in range(2))
    assert first == second
    assert b"</svg>" in first
    assert draw_calibration(bench, Path("a.png")).startswith(b"\x89PNG")
    with pytest.raises(OutputError, match=r"\.svg"):
        draw_calibration(bench, Path("a.bmp"))


def test_windows_of_one_place_are_counted_together(tmp_path: Path) -> None:
    path = tmp_path / "window.png"
    cv2.imwrite(str(path), np.zeros((SIDE, SIDE, 3), np.uint8))
    windows = [
        HeldOutFrame(
            data_set="made",
            name=f"{number}.png",
            path=path,
            place="north" if number < 4 else "south",
            side="test",
            gsd_m=0.5,
            boxes={"aircraft": np.array([box_at(index) for index in range(5)])},
            outlines={},
            ignored=np.zeros((0, 4)),
            group="windows" if number < 6 else "",
        )
        for number in range(8)
    ]
    found = [tuple(detection(index, 0.9) for index in range(4))] * len(windows)
    bench = judge_counts(windows, found, {"aircraft": facts()})
    assert {(each.data_set, each.name, each.labelled, each.found) for each in bench.scenes} == {
        ("windows", "north", 20, 16),
        ("windows", "south", 10, 8),
    }
    assert [each.data_set for each in bench.frames] == ["windows"] * 6 + ["made"] * 2
    assert all(each.held for each in bench.scenes)


def test_nothing_on_unclear_ground_is_asked_for_or_held_against_a_detector() -> None:
    frame = HeldOutFrame(
        data_set="made",
        name="a.png",
        path=Path("a.png"),
        place="a",
        side="test",
        gsd_m=0.5,
        boxes={"aircraft": np.array([box_at(0)]), "ship": np.array([box_at(3)])},
        outlines={},
        ignored=np.zeros((0, 4)),
        unclear={"aircraft": np.array([[35.0, 0.0, 60.0, 20.0]])},
    )
    found = [(detection(0, 0.9), detection(2, 0.8), detection(3, 0.7, "ship"), detection(4, 0.6))]
    (aircraft,) = judge_class([frame], found, "aircraft", 0.5)
    (ship,) = judge_class([frame], found, "ship", 0.5)
    assert aircraft.hit.tolist() == [True, False]
    assert ship.hit.tolist() == [True]
