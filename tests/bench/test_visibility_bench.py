"""The figures of the visibility bench, from looks whose outcome is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.bench import visibility as bench
from hardstand.bench.veils import veils
from hardstand.bench.visibility_plot import draw_visibility
from hardstand.detection import Detection
from hardstand.errors import OutputError
from hardstand.frames import PixelPolygon
from hardstand.imagery import Cause, PixelWindow, Visibility

HAZE = next(veil for veil in veils() if veil.kind == "haze")


def box(left, upper, side=40.0):
    return [left, upper, left + side, upper + side]


def detection(values, score):
    left, upper, right, lower = values
    corners = np.array([[left, upper], [right, upper], [right, lower], [left, lower]])
    return Detection(acquisition="a", label="aircraft", score=score, polygon=PixelPolygon(corners))


def look(clear, found, seen, contrast):
    flags = (np.array(each, bool) for each in (clear, found, seen))
    names = ("clear", "found", "seen")
    return bench._Look(
        veil=HAZE, contrast=np.array(contrast, np.float32), ground_seen=0.5, **dict(zip(names, flags, strict=True))
    )


LOOKS = [
    look([1, 1, 1, 0], [1, 0, 0, 1], [1, 1, 0, 1], [30, 6, 2, 30]),
    look([1, 1], [1, 1], [1, 0], [8, 1]),
]


def test_recall_is_relative_to_what_clear_air_shows():
    figures = bench._figures(LOOKS)
    assert (figures.all.aircraft, figures.all.clear, figures.all.relative) == (6, 5, 3 / 5)
    assert (figures.seen.aircraft, figures.seen.clear, figures.seen.relative) == (4, 3, 2 / 3)
    assert (figures.unseen.aircraft, figures.unseen.clear, figures.unseen.relative) == (2, 2, 0.5)


def test_classes_of_contrast_part_all_aircraft():
    classes = list(bench.by_contrast(LOOKS))
    assert sum(each.aircraft for each in classes) == 6
    assert [each.aircraft for each in classes] == [1, 1, 0, 0, 1, 1, 0, 0, 2]
    assert classes[2].relative is None


def test_a_box_is_found_once_and_above_the_score():
    boxes = np.array([box(0, 0), box(100, 0), box(200, 0)])
    found = [detection(box(2, 2), 0.9), detection(box(1, 1), 0.8), detection(box(101, 3), 0.3)]
    np.testing.assert_array_equal(bench.found_boxes(boxes, found, 0.41), [True, False, False])
    np.testing.assert_array_equal(bench.found_boxes(boxes, found, 0.2), [True, True, False])
    np.testing.assert_array_equal(bench.found_boxes(boxes[:0], found, 0.2), np.zeros(0, bool))


@given(seed=st.integers(0, 50), count=st.integers(0, 30))
def test_the_busiest_window_holds_most_boxes(seed, count):
    rng = np.random.default_rng(seed)
    boxes = np.array([box(*rng.uniform(0, 2500, 2)) for _ in range(count)]).reshape(-1, 4)
    window = bench.busiest_window(boxes)
    inside = bench.boxes_within(boxes, window)
    assert ((inside >= 0) & (inside <= bench.WINDOW_PX)).all()
    for column, row in ((0, 0), (640, 640), (1280, 1280), (320, 960)):
        other = PixelWindow(column=column, row=row, width=bench.WINDOW_PX, height=bench.WINDOW_PX)
        assert len(bench.boxes_within(boxes, other)) <= len(inside)


def test_clear_ground_leaves_out_what_was_not_measured():
    cause = np.zeros((10, 10), np.uint8)
    cause[:5], cause[5] = Cause.NODATA, Cause.HAZE
    grid = Visibility(cause=cause, step_px=8.0, width=80, height=80)
    shares = bench.clear_shares([grid])
    assert shares["haze"] == pytest.approx(0.2)
    assert sum(shares.values()) == pytest.approx(0.2)


def test_the_plot_is_drawn_alike_each_time_and_refuses_other_files(tmp_path):
    figures = bench.VisibilityBench(
        frames=2,
        places=2,
        seen={"haze": bench._figures(LOOKS).seen},
        clear_frames=2,
        clear_unseen={"haze": 0.001, "cloud": 0.0},
        clear_aircraft_unseen=0.0,
        veils=(bench._figures(LOOKS),),
        by_contrast=tuple(bench.by_contrast(LOOKS)),
    )
    drawn = draw_visibility(figures, tmp_path / "plot.svg")
    assert drawn == draw_visibility(figures, tmp_path / "plot.svg")
    assert drawn.startswith(b"<?xml")
    assert draw_visibility(figures, tmp_path / "plot.png").startswith(b"\x89PNG")
    with pytest.raises(OutputError, match="png"):
        draw_visibility(figures, tmp_path / "plot.gif")


def test_a_veil_gives_the_same_picture_for_the_same_numbers():
    picture = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    for veil in veils():
        one, two = (veil.lay(picture, np.random.default_rng([1, 2])) for _ in range(2))
        np.testing.assert_array_equal(one, two)
        assert one.shape == picture.shape
