"""A detector of one's own drops in by one line of the site file; one that fails leaves the run whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from hardstand.errors import DetectionError
from tests.cli.conftest import Call, read_json
from tests.detection.graphs import class_facts, facts, write_card, yolo

Ground = Callable[..., Path]

ANCHORS = np.array([[32, 32, 12, 6, 0.9, 0.1, 0.5], [32, 50, 12, 6, 0.1, 0.8, 0.5]]).T


def site(folder: Path, detectors: str) -> Path:
    path = folder / "site.toml"
    images = "\n".join(f'[[acquisition]]\nimage = "{day}.tif"\ndatetime = 2020-01-0{day}T08:00:00Z' for day in (1, 2))
    path.write_text(f'[site]\nname = "A"\n{images}\n[run]\n{detectors}\n', encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path, ground: Ground) -> Path:
    """Two images of one ground, and a YOLO-OBB export in a folder beside them, with its card."""
    for day in (1, 2):
        ground(f"{day}.tif", side=240)
    weights = yolo(tmp_path / "models" / "my-obb.onnx", ANCHORS)
    write_card(weights, facts("yolo-obb", ["digger", "ship"]))
    return tmp_path


def test_one_line_in_the_site_file(hardstand: Call, place: Path) -> None:
    outcome = hardstand("run", site(place, 'detectors = ["models/my-obb.onnx"]'), "-o", place / "out")
    assert outcome.code == 0, outcome.err
    summary = read_json(place / "out" / "summary.json")
    [model] = summary["models"]
    assert (model["name"], model["licence"]) == ("my-obb", "CC0-1.0")
    assert model["min_scores"] == {"digger": 0.5, "ship": 0.5}
    counts = {(count["acquisition"], count["label"]): count["found"] for count in summary["counts"]}
    assert counts.keys() == {(day, label) for day in ("1", "2") for label in ("digger", "ship")}
    assert all(found > 0 for found in counts.values())
    assert summary["failures"] == []
    assert str(place) not in (place / "out" / "summary.json").read_text(encoding="utf-8")


def test_a_second_one_that_can_not_be_used_leaves_the_run_whole(hardstand: Call, place: Path) -> None:
    (place / "models" / "broken.onnx").write_bytes(b"no model")
    write_card(place / "models" / "broken.onnx", facts("yolo-obb", ["tank"]))
    detectors = 'detectors = ["models/broken.onnx", "models/my-obb.onnx"]'
    outcome = hardstand("run", site(place, detectors), "-o", place / "out")
    assert outcome.code == 0, outcome.err
    assert "broken.onnx failed" in outcome.err
    summary = read_json(place / "out" / "summary.json")
    [failure] = summary["failures"]
    assert failure["detector"] == "broken.onnx"
    assert "no ONNX model" in failure["reason"]
    assert {count["label"] for count in summary["counts"]} == {"digger", "ship"}
    page = (place / "out" / "report.html").read_text(encoding="utf-8")
    assert "The detector broken.onnx failed" in page


def test_where_none_can_be_used_nothing_is_left_behind(hardstand: Call, place: Path) -> None:
    (place / "models" / "my-obb.json").unlink()
    outcome = hardstand("run", site(place, 'detectors = ["models/my-obb.onnx"]'), "-o", place / "out")
    assert outcome.code == DetectionError.exit_code
    assert "my-obb.json" in outcome.err
    assert not (place / "out").exists()


def test_a_class_that_one_image_can_not_show_is_not_counted_there(hardstand: Call, place: Path) -> None:
    """At 0.5 m the ships were never measured."""
    classes = {"digger": class_facts(), "ship": class_facts(gsd_range_m={"low": 0.1, "high": 0.3})}
    write_card(place / "models" / "my-obb.onnx", facts("yolo-obb", [], classes=classes))
    outcome = hardstand("run", site(place, 'detectors = ["models/my-obb.onnx"]'), "-o", place / "out")
    assert outcome.code == 0, outcome.err
    summary = read_json(place / "out" / "summary.json")
    assert all("not observable" in image["not_observable"]["ship"] for image in summary["acquisitions"])
    assert not [stand for stand in summary["stands"] if stand["label"] == "ship"]
    assert not [count for count in summary["counts"] if count["label"] == "ship" and count["found"] is not None]


def test_detect_takes_several_detectors(hardstand: Call, place: Path) -> None:
    second = yolo(place / "other.onnx", np.array([[20, 20, 10, 10, 0.7, 0.0]]).T)
    write_card(second, facts("yolo-obb", ["crane"]))
    words = ("--detector", place / "models" / "my-obb.onnx", "--detector", second)
    outcome = hardstand("detect", place / "1.tif", "-o", place / "found.geojson", *words)
    assert outcome.code == 0, outcome.err
    found = read_json(place / "found.geojson")
    assert {feature["properties"]["label"] for feature in found["features"]} == {"digger", "ship", "crane"}
    assert [model["name"] for model in found["hardstand"]["models"]] == ["my-obb", "other"]
    assert found["hardstand"]["failures"] == []
