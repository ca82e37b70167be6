"""The rate against another model: what is timed, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto

from hardstand.bench import rival
from hardstand.bench.datasets import read_airbus
from hardstand.detection import DEFAULT_DETECTORS
from hardstand.errors import DetectionError
from hardstand.measurement.crops import CROP_PX
from tests.detection.graphs import yolo

ANCHORS = np.array([[32, 32, 12, 6, 0.9, 0.5]]).T


def test_both_get_the_same_tiles_in_one_run(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rival, "REPEATS", 1)
    tiles = rival._tiles(read_airbus(data)[0], (1024, 1024))
    monkeypatch.setattr(rival, "_tiles", lambda *_: tiles[:1])
    figures = rival.measure_against(data, yolo(tmp_path / "other.onnx", ANCHORS, side=1024), lambda *_: None)
    assert (figures.rival, figures.tile_px, figures.tiles, len(tiles)) == ("other.onnx", (1024, 1024), 1, 4)
    assert figures.aircraft > 0
    for row, threads in ((figures.one_thread, 1), (figures.two_threads, 2)):
        assert row.threads == threads
        assert row.ratios.keys() == row.detector_seconds.keys() == set(DEFAULT_DETECTORS)
        for name, seconds in row.detector_seconds.items():
            assert row.ratios[name] == pytest.approx(row.rival_seconds / seconds)
        own = row.points_seconds + sum(row.detector_seconds.values())
        assert row.ratio_all == pytest.approx(row.rival_seconds / own)
        assert 0 < row.ratio_all < min(row.ratios.values()) < 1  # a graph of six nodes is no match


def test_a_crop_holds_its_aircraft_whole(data: Path) -> None:
    frame = read_airbus(data)[0]
    crops = rival._crops(frame, (1024, 1024))
    inside = (frame.boxes[:, 2] < 2048) & (frame.boxes[:, 3] < 2048)
    assert crops.shape == (inside.sum(), CROP_PX, CROP_PX, 3)


@pytest.mark.parametrize("kind", [TensorProto.FLOAT16, TensorProto.UINT8])
def test_a_model_of_another_form_is_refused(data: Path, tmp_path: Path, kind: int) -> None:
    with pytest.raises(DetectionError, match=r"other\.onnx takes tensor.*float RGB"):
        rival.measure_against(data, yolo(tmp_path / "other.onnx", ANCHORS, kind=kind), lambda *_: None)


def test_a_missing_or_damaged_model_is_refused(data: Path, tmp_path: Path) -> None:
    with pytest.raises(DetectionError, match=r"gone\.onnx can't be read"):
        rival.measure_against(data, tmp_path / "gone.onnx", lambda *_: None)
    (tmp_path / "text.onnx").write_text("no model")
    with pytest.raises(DetectionError, match=r"text\.onnx is no ONNX model"):
        rival.measure_against(data, tmp_path / "text.onnx", lambda *_: None)
