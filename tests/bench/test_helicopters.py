"""Helicopters boxed by eye: those that train and those that judge lie on different scenes, on no aeroplane."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.datasets import box_iou, read_coco
from hardstand.bench.scenes import read_unusual_scenes
from hardstand.bench.truth import helicopter_frames, hrplanes_frames
from training.examples import HELICOPTERS, hrplanes_examples, read_helicopters

SCENE_PX = (640, 360)


def assert_plausible(boxes: NDArray[np.float64], aeroplanes: NDArray[np.float64]) -> None:
    """Inside the scene, of a helicopter's size at 0.5 to 1.5 m, each listed once, and none of them an aeroplane."""
    sides = boxes[:, 2:] - boxes[:, :2]
    assert (boxes >= 0).all()
    assert (boxes[:, 2:] <= SCENE_PX).all()
    assert (sides >= 8).all()
    assert (sides.max(axis=1) <= 60).all()
    among = box_iou(boxes, boxes)
    np.fill_diagonal(among, 0)
    assert among.max() < 0.4
    if len(aeroplanes):
        assert box_iou(boxes, aeroplanes).max() < 0.3


def test_those_that_calibrate_and_judge(data: Path) -> None:
    frames = helicopter_frames(data)
    assert sum(len(frame.boxes["helicopter"]) for frame in frames) >= 50
    sides = {side: [frame for frame in frames if frame.side == side] for side in ("calibration", "test")}
    assert all(sum(len(frame.boxes["helicopter"]) for frame in own) >= 15 for own in sides.values())
    unusual = {scene.file_name for scene in read_unusual_scenes()}
    assert not unusual & {frame.name for frame in sides["calibration"]}  # nothing is ever tuned on those
    assert {frame.name for frame in frames} <= {frame.name for frame in hrplanes_frames(data)}
    for frame in frames:
        assert_plausible(frame.boxes["helicopter"], frame.boxes["aircraft"])


def test_those_that_train(data: Path) -> None:
    scenes = {frame.name: frame for frame in read_coco(data, "hrplanes", "airplane", split="train")}
    listed = read_helicopters(HELICOPTERS)
    assert listed.keys() <= scenes.keys()
    for name, boxes in listed.items():
        assert_plausible(np.array(boxes), scenes[name].boxes)
    shown = [example for example in hrplanes_examples(data) if "helicopter" in example.labels]
    assert {example.path.name for example in shown} == set(listed)
    assert all(example.asked == {"aircraft"} for example in shown)  # others stand there without a label
