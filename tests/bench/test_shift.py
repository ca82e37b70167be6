"""The shift bench on pictures of which everything is known, read by a detector that finds white squares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage
from typer.testing import CliRunner

from hardstand.bench.curves import DegradedQuality, curve_frames, measure_curves
from hardstand.bench.datasets import LabelledFrame, read_airbus
from hardstand.bench.degradation import degradations
from hardstand.bench.empty import EmptyQuality, measure_empty
from hardstand.bench.pictures import read_picture, silent
from hardstand.bench.quality import Quality, assess
from hardstand.bench.scenes import EmptyScene, UnusualScene
from hardstand.bench.shift import ShiftBench, unusual_frames
from hardstand.bench.shift_plot import draw_shift
from hardstand.cli.bench import bench
from hardstand.detection import Detection, TileDetections
from hardstand.detection.card import ClassFacts, GsdRange, ModelCard, Properties
from hardstand.errors import DatasetError, OutputError
from hardstand.frames import PixelPolygon
from hardstand.imagery import PixelWindow

SIDE = 60


class SquareFinder:
    """Finds connected white pixels and calls them aircraft."""

    tile_px: tuple[int, int] | None = None

    def __init__(self, trained: Sequence[str] = ()) -> None:
        facts = ClassFacts(
            count_score=0.5, gsd_range_m=GsdRange(low=0.3, high=1), largest_object_m=84, made_of="Nothing is trained."
        )
        properties = Properties(
            input_gsd_m=GsdRange(low=0.5, high=0.5),
            classes={"aircraft": facts},
            trained_places={"airbus-aircraft": tuple(trained)},
        )
        self.card = ModelCard(name="squares", version="1", licence="none", sha256="0" * 64, hardstand=properties)

    def detect(self, tiles: NDArray[np.uint8], min_score: float) -> Sequence[TileDetections]:
        assert min_score <= 0.9
        return [self._one(tile) for tile in tiles]

    def _one(self, tile: NDArray[np.uint8]) -> TileDetections:
        marks, _ = ndimage.label(tile.min(axis=2) > 180)
        boxes = [(s[1].start, s[0].start, s[1].stop, s[0].stop) for s in ndimage.find_objects(marks)]
        corners = [[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in boxes]
        return TileDetections(
            polygons=np.array(corners, dtype=float).reshape(-1, 4, 2),
            scores=np.full(len(boxes), 0.9),
            labels=("aircraft",) * len(boxes),
        )


def draw(path: Path, squares: Sequence[tuple[int, int]], width: int = 500, height: int = 400) -> None:
    pixels = np.full((height, width, 3), 20, np.uint8)
    for column, row in squares:
        pixels[row : row + SIDE, column : column + SIDE] = 250
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)


def airbus(data: Path, squares: dict[str, list[tuple[int, int]]]) -> None:
    """A data set of the Airbus kind: one place to each frame."""
    folder = data / "airbus-aircraft"
    lines = ["id,image_id,geometry,class"]
    for name, places in squares.items():
        draw(folder / "images" / name, places)
        for a, b in places:
            corners = [(a, b), (a + SIDE, b), (a + SIDE, b + SIDE), (a, b + SIDE), (a, b)]
            lines.append(f'{len(lines)},{name},"{corners}",Airplane')
    (folder / "annotations.csv").write_text("\n".join(lines))
    series = {f"place-{number}": [name] for number, name in enumerate(squares)}
    (folder / "series.json").write_text(json.dumps({"series": series, "unlabelled": []}))


def window(name: str, column: float, **extra: float) -> EmptyScene:
    part = PixelWindow(column=column, row=0, width=200, height=400)
    return EmptyScene(
        data_set="town", file_name=name, window=part, gsd_m=extra.get("gsd_m", 0.5), gsd_from="publisher", note=""
    )


def test_what_stands_beside_a_window_is_not_counted(tmp_path: Path) -> None:
    draw(tmp_path / "town" / "images" / "a.png", [(50, 50), (120, 300), (350, 200)])
    left, middle = (
        window("a.png", 0),
        replace(window("a.png", 220), window=PixelWindow(column=220, row=0, width=110, height=400)),
    )
    both = measure_empty(tmp_path, SquareFinder(), [left, middle], silent)[0]
    assert both.false_aircraft == 2
    assert both.area_km2 == pytest.approx((200 + 110) * 400 * 0.25e-6)
    assert both.per_km2 == pytest.approx(2 / both.area_km2)


def test_false_aircraft_are_told_by_data_set(tmp_path: Path) -> None:
    draw(tmp_path / "town" / "images" / "a.png", [(50, 50)])
    draw(tmp_path / "port" / "images" / "b.png", [])
    scenes = [window("a.png", 0), replace(window("b.png", 0), data_set="port")]
    groups = measure_empty(tmp_path, SquareFinder(), scenes, silent)
    assert [(each.name, each.false_aircraft) for each in groups] == [("all", 1), ("port", 0), ("town", 1)]


def test_a_window_is_read_to_the_pixel(tmp_path: Path) -> None:
    draw(tmp_path / "a.png", [(50, 50)])
    part = read_picture(tmp_path / "a.png", PixelWindow(column=40, row=45, width=30, height=20))
    assert part.shape == (20, 30, 3)
    assert np.argwhere(part[..., 0] > 180).min(axis=0).tolist() == [5, 10]


def test_labels_follow_the_picture_through_every_resampling(tmp_path: Path) -> None:
    airbus(tmp_path, {"a.png": [(40, 60), (300, 250)], "b.png": [(111, 77)]})
    clean, curves = measure_curves(tmp_path, SquareFinder(), silent)
    assert (clean.objects, clean.ap50, clean.precision) == (3, 1, 1)
    by_gsd = {point.strength: point.quality.ap50 for point in curves if point.kind == "gsd_m"}
    assert by_gsd == dict.fromkeys((0.3, 0.4, 0.6, 0.8, 1.0, 1.5), 1.0)
    inverted = next(point for point in curves if point.kind == "inverted")
    assert (inverted.quality.ap50, inverted.lost_ap50) == (0, 1)
    assert len(curves) == len(degradations())


def test_curves_are_drawn_on_the_fullest_frame_of_each_place_that_trained_nothing(tmp_path: Path) -> None:
    airbus(tmp_path, {"a.png": [(40, 60), (300, 250)], "b.png": [(111, 77)], "c.png": [(10, 10)]})
    index = tmp_path / "airbus-aircraft" / "series.json"
    index.write_text(json.dumps({"series": {"p": ["b.png", "a.png"], "q": ["c.png"]}, "unlabelled": []}))
    frames = read_airbus(tmp_path)
    assert [frame.name for frame in curve_frames(frames, SquareFinder())] == ["a.png", "c.png"]
    assert [frame.name for frame in curve_frames(frames, SquareFinder(["q"]))] == ["a.png"]


def frame(boxes: Sequence[Sequence[float]]) -> LabelledFrame:
    labels = np.array(boxes, dtype=float).reshape(-1, 4)
    return LabelledFrame(name="f", path=Path("f"), place="f", boxes=labels, truncated=np.zeros(len(labels), bool))


def detection(left: float, top: float, right: float, bottom: float, score: float) -> Detection:
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=float)
    return Detection(acquisition="f", label="aircraft", score=score, polygon=PixelPolygon(corners))


def test_a_poor_box_is_told_from_a_miss() -> None:
    frames = [frame([(0, 0, 10, 10), (50, 0, 60, 10), (90, 0, 100, 10)])]
    # Exact; shifted by 4 of 10 (IoU 6/14); nothing on the third; one more on bare ground.
    found = [(detection(0, 0, 10, 10, 0.9), detection(54, 0, 64, 10, 0.8), detection(200, 0, 210, 10, 0.7))]
    quality = assess("by hand", frames, found, 0.5)
    assert (quality.recall, quality.precision) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert (quality.loose_recall, quality.loose_precision) == (pytest.approx(2 / 3), pytest.approx(2 / 3))


CELLS = st.lists(st.integers(0, 19), unique=True, max_size=12)
SCORES = st.floats(0.05, 0.95)


@given(CELLS.filter(len), st.dictionaries(st.integers(0, 19), SCORES, max_size=15))
def test_figures_agree_with_counting_cells(labelled: list[int], scored: dict[int, float]) -> None:
    """Boxes that lie in cells of a grid match exactly or not at all, so that sets give the same figures."""
    frames = [frame([(20 * cell, 0, 20 * cell + 10, 10) for cell in labelled])]
    found = [tuple(detection(20 * cell, 0, 20 * cell + 10, 10, score) for cell, score in scored.items())]
    quality = assess("cells", frames, found, 0.5)
    above = {cell for cell, score in scored.items() if score >= 0.5}
    right = len(above & set(labelled))
    assert quality.recall == pytest.approx(right / len(labelled))
    assert quality.precision == pytest.approx(right / len(above) if above else 1)
    assert (quality.loose_recall, quality.loose_precision) == (quality.recall, quality.precision)


def test_a_split_without_the_scenes_is_refused() -> None:
    with pytest.raises(DatasetError, match="check the data set's version"):
        unusual_frames([frame([])])


def a_bench() -> ShiftBench:
    quality = Quality(
        name="q", frames=2, objects=9, recall=0.8, precision=0.9, loose_recall=0.8, loose_precision=0.9, ap50=0.85
    )
    empty = EmptyQuality(name="all", windows=3, area_km2=2.0, false_aircraft=1, per_km2=0.5)
    points = tuple(
        DegradedQuality(kind=step.kind, strength=step.strength, lost_ap50=0.1, quality=quality)
        for step in degradations()
    )
    return ShiftBench(
        score=0.5, assumed_gsd_m=1.0, unusual=quality, unusual_complete=quality, unusual_estimated_gsd=quality,
        gsd_known_as_assumed=quality, gsd_known_as_estimated=quality, hrplanes_valid=quality, empty=empty,
        clean=quality, by_kind=(quality,), by_look=(quality,), empty_by_data_set=(empty,), curves=points,
    )  # fmt: skip


def test_the_same_figures_give_the_same_plot() -> None:
    drawn = draw_shift(a_bench(), Path("p.SVG"))
    assert drawn.startswith(b"<?xml")
    assert drawn == draw_shift(a_bench(), Path("p.SVG"))
    assert draw_shift(a_bench(), Path("p.png")).startswith(b"\x89PNG")


def test_a_plot_of_another_kind_is_refused() -> None:
    with pytest.raises(OutputError, match=r"ends in \.png or \.svg"):
        draw_shift(a_bench(), Path("plot.xls"))


def hrplanes(data: Path, squares: dict[str, list[tuple[int, int]]]) -> None:
    """A data set of the HRPlanes kind, all of it in the split that trains nothing."""
    images, boxes = [], []
    for number, (name, places) in enumerate(squares.items()):
        draw(data / "hrplanes" / "images" / name, places)
        images.append({"id": number, "file_name": name, "width": 500, "height": 400, "split": "valid"})
        boxes += [{"image_id": number, "category_id": 1, "bbox": [a, b, SIDE, SIDE]} for a, b in places]
    content = {"categories": [{"id": 1, "name": "airplane"}], "images": images, "annotations": boxes}
    (data / "hrplanes" / "annotations.json").write_text(json.dumps(content))


def unusual(name: str, **extra: Any) -> UnusualScene:
    facts = {"kind": "fighters", "look": "grey", "labels": "complete", "gsd_m": None, "note": ""}
    return UnusualScene(file_name=name, **{**facts, **extra})


def test_the_whole_bench_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three scenes, of which two are unusual; of one of those a label is missing, and its GSD is known."""
    airbus(tmp_path, {"a.png": [(40, 60)]})
    hrplanes(tmp_path, {"plain.png": [(40, 60)], "grey.png": [(40, 60), (200, 100)], "green.png": [(300, 90)]})
    draw(tmp_path / "hrplanes" / "images" / "green.png", [(300, 90), (100, 250)])
    draw(tmp_path / "town" / "images" / "t.png", [(50, 50)])
    scenes = (unusual("grey.png"), unusual("green.png", look="camouflage", labels="missed: one", gsd_m=0.5))
    monkeypatch.setattr("hardstand.bench.shift.read_unusual_scenes", lambda: scenes)
    monkeypatch.setattr("hardstand.bench.shift.read_empty_scenes", lambda: (window("t.png", 0),))
    monkeypatch.setattr("hardstand.cli.bench.load_detector", lambda _: SquareFinder())
    files = [str(tmp_path / name) for name in ("shift.json", "shift.png")]
    done = CliRunner().invoke(bench, ["shift", "--data", str(tmp_path), "-o", files[0], "--plot", files[1]])
    assert done.exit_code == 0, done.output
    figures = json.loads(Path(files[0]).read_text())
    assert [figures[name]["objects"] for name in ("hrplanes_valid", "unusual", "unusual_complete")] == [4, 3, 2]
    assert [each["name"] for each in figures["by_look"]] == ["camouflage", "grey"]
    assert [each["precision"] for each in figures["by_look"]] == [0.5, 1]
    assert figures["gsd_known_as_estimated"]["recall"] == 1
    assert figures["empty"]["false_aircraft"] == 1
    assert Path(files[1]).read_bytes().startswith(b"\x89PNG")


def test_a_plot_that_can_not_be_drawn_is_refused_before_the_measuring(tmp_path: Path) -> None:
    done = CliRunner().invoke(bench, ["shift", "--data", str(tmp_path), "--plot", str(tmp_path / "p.xls")])
    assert isinstance(done.exception, OutputError)
