"""The lists of scenes: they must name real pictures, and the windows must hold no aircraft."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from shapely import Polygon, box

from hardstand.bench.nwpu import nwpu_side
from hardstand.bench.scenes import EmptyScene, read_empty_scenes, read_unusual_scenes
from hardstand.errors import DatasetError
from training.split import side_of


@cache
def content_of(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text())


UNUSUAL, EMPTY = read_unusual_scenes(), read_empty_scenes()


def test_the_lists_are_long_enough_and_name_nothing_twice() -> None:
    assert len(UNUSUAL) >= 60
    assert len({scene.file_name for scene in UNUSUAL}) == len(UNUSUAL)
    assert len(EMPTY) >= 30
    assert len({(scene.data_set, scene.file_name) for scene in EMPTY}) == len(EMPTY)


def test_most_unusual_scenes_can_be_taken_at_their_word() -> None:
    assert sum(scene.complete for scene in UNUSUAL) >= 60
    assert all(scene.kind and scene.look and scene.labels for scene in UNUSUAL)


def test_ground_sampling_distances_are_of_the_order_that_the_publishers_state() -> None:
    assert all(0.3 <= scene.gsd_m <= 1.6 for scene in UNUSUAL if scene.gsd_m is not None)
    assert all(0.3 <= scene.gsd_m <= 1.6 for scene in EMPTY)


def test_the_area_of_a_window_by_hand() -> None:
    airbus = next(scene for scene in EMPTY if scene.data_set == "airbus-aircraft")
    assert airbus.area_km2 == pytest.approx(airbus.window.width * airbus.window.height * 0.25e-6)


def test_a_missing_picture_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="incomplete"):
        EMPTY[0].path(tmp_path)


def test_unusual_scenes_are_of_the_split_that_trains_nothing(data: Path) -> None:
    content = content_of(data / "hrplanes" / "annotations.json")
    valid = {row["file_name"]: row["id"] for row in content["images"] if row["split"] == "valid"}
    labelled = {row["image_id"] for row in content["annotations"]}
    for scene in UNUSUAL:
        assert valid[scene.file_name] in labelled
        assert (data / "hrplanes" / "images" / scene.file_name).is_file()


@pytest.mark.parametrize("scene", EMPTY, ids=lambda scene: scene.file_name)
def test_windows_lie_in_their_picture_and_touch_no_label(data: Path, scene: EmptyScene) -> None:
    window = scene.window
    with Image.open(scene.path(data)) as picture:
        assert window.column >= 0
        assert window.row >= 0
        assert window.column + window.width <= picture.width
        assert window.row + window.height <= picture.height
    assert min(window.width, window.height) >= 200
    ground = box(window.column, window.row, window.column + window.width, window.row + window.height)
    assert not any(ground.intersects(label) for label in _aircraft(data, scene))


@pytest.mark.parametrize("scene", EMPTY, ids=lambda scene: scene.file_name)
def test_windows_come_from_pictures_that_train_nothing(data: Path, scene: EmptyScene) -> None:
    if scene.data_set == "airbus-aircraft":
        series = content_of(data / "airbus-aircraft" / "series.json")["series"]
        assert side_of(next(place for place, names in series.items() if scene.file_name in names)) == "test"
        assert scene.gsd_m == 0.5
    elif scene.data_set == "nwpu-vhr10":
        assert nwpu_side(scene.file_name) == "test"
    elif scene.data_set == "hrplanes":
        content = content_of(data / "hrplanes" / "annotations.json")
        assert next(row["split"] for row in content["images"] if row["file_name"] == scene.file_name) == "valid"
    else:
        assert scene.data_set == "joplin"


def _aircraft(data: Path, scene: EmptyScene) -> list[Polygon]:
    """Labels of a picture, read without the code that the bench reads them with."""
    if scene.data_set == "joplin":
        return []
    if scene.data_set == "airbus-aircraft":
        with (data / scene.data_set / "annotations.csv").open(newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["image_id"] == scene.file_name]
        return [Polygon(json.loads(row["geometry"].replace("(", "[").replace(")", "]"))) for row in rows]
    content = content_of(data / scene.data_set / "annotations.json")
    number = next(row["id"] for row in content["images"] if row["file_name"] == scene.file_name)
    kind = next(row["id"] for row in content["categories"] if row["name"] == "airplane")
    wanted = [row for row in content["annotations"] if (row["image_id"], row["category_id"]) == (number, kind)]
    return [box(x, y, x + width, y + height) for x, y, width, height in (row["bbox"] for row in wanted)]
