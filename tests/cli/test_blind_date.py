"""A date on which nothing is seen: the run goes on, and says so everywhere instead of counting zero."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
from affine import Affine

from tests.cli.conftest import Call, read_json
from tests.cli.test_own_detector import ANCHORS, Ground, site
from tests.detection.graphs import facts, write_card, yolo

PHRASE = "nothing can be said; all of the ground was hidden by haze or fog"


def write_fog(path: Path, side: int, *, placed: bool) -> None:
    grey = np.random.default_rng(8).normal(208, 1, (side, side)).astype(np.uint8)
    where = {"crs": "EPSG:32636", "transform": Affine(0.5, 0, 767_000, 0, -0.5, 3_921_000)} if placed else {}
    profile = {"driver": "GTiff", "width": side, "height": side, "count": 3, "dtype": "uint8", **where}
    with rasterio.open(path, "w", **profile) as dataset:
        dataset.write(np.repeat(grey[None], 3, axis=0))


def test_a_run_with_a_date_of_fog(hardstand: Call, tmp_path: Path, ground: Ground) -> None:
    for day in (1, 2):
        ground(f"{day}.tif", side=240)
    write_fog(tmp_path / "3.tif", 240, placed=True)
    weights = yolo(tmp_path / "models" / "my-obb.onnx", ANCHORS)
    write_card(weights, facts("yolo-obb", ["digger", "ship"]))
    path = site(tmp_path, 'detectors = ["models/my-obb.onnx"]')
    text = path.read_text(encoding="utf-8")
    third = '[[acquisition]]\nimage = "3.tif"\ndatetime = 2020-01-03T08:00:00Z\n[run]'
    path.write_text(text.replace("[run]", third), encoding="utf-8")
    outcome = hardstand("run", path, "-o", tmp_path / "out")
    assert outcome.code == 0, outcome.err
    assert f"3.tif: {PHRASE}" in outcome.err
    summary = read_json(tmp_path / "out" / "summary.json")
    blind = summary["acquisitions"][2]
    assert (blind["seen_fraction"], blind["causes"]["haze"]) == (0.0, 1.0)
    assert blind["registration"]["status"] == "unplaced"
    counts = [count for count in summary["counts"] if count["acquisition"] == "3"]
    assert {count["label"] for count in counts} == {"digger", "ship"}
    assert all(count["found"] is None and "none of the ground was seen" in count["reason"] for count in counts)
    assert summary["stands"]
    assert all(stand["states"]["3"] == "not seen" for stand in summary["stands"])
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8").replace("\xa0", " ")
    assert f"3 January 2020: {PHRASE}." in page
    assert "shows too little ground to be fitted to the others" in page
