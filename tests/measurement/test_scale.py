"""A GSD that can't be true is noticed; one that can is left alone."""

from __future__ import annotations

import ast
import csv

import numpy as np
import pytest

from hardstand.detection.result import Detection
from hardstand.frames import PixelPolygon, SitePolygon
from hardstand.measurement.equipment import load_equipment
from hardstand.measurement.outline import HEADINGS, box_sides
from hardstand.measurement.result import NOT_MEASURED, Measurement
from hardstand.measurement.scale import check_scale
from hardstand.measurement.sighting import Sighting

TABLE = load_equipment()


def square(side: float) -> np.ndarray:
    return np.array([[0.0, 0.0], [side, 0.0], [side, side], [0.0, side]])


def sighting(label: str, number: int, corners: np.ndarray, size: Measurement = NOT_MEASURED, cut=False) -> Sighting:
    detection = Detection(acquisition="a", label=label, score=0.9, polygon=PixelPolygon(corners), cut=cut)
    return Sighting(id=f"a/{number}", detection=detection, ground=SitePolygon(corners), lonlat=None, measurement=size)


def apron(names: list[str], factor: float, error: float = 0.02, seed: int = 1) -> list[Sighting]:
    """Aircraft of known types, measured with an error, as if the GSD were wrong by a factor."""
    rng = np.random.default_rng(seed)
    made = []
    for number, name in enumerate(names):
        each = TABLE.find(name)
        length, span = (value * factor * rng.normal(1, error) for value in (each.shortest_m, each.across_m))
        size = Measurement(length_m=length, length_sd_m=error * length, span_m=span, span_sd_m=error * span)
        made.append(sighting("aircraft", number, square(80), size))
    return made


CIVIL = ["A320"] * 6 + ["737-800"] * 5 + ["A321"] * 2 + ["E190"] * 3 + ["A330-300", "777-300ER", "787-9", "ATR 72"]
MILITARY = ["Il-76"] * 8 + ["An-124", "An-12", "An-26", "Su-24", "Su-24", "Su-34", "Su-25", "Su-25"]
TANKERS = ["KC-135"] * 12 + ["C-17"] * 4 + ["C-130"] * 5


@pytest.mark.parametrize("names", [CIVIL, MILITARY, TANKERS, ["Il-76"] * 20, ["F-16"] * 20, ["Cessna 172"] * 12])
@pytest.mark.parametrize("factor", [0.95, 1.0, 1.05])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_right_gsd_raises_no_doubt(names, factor, seed):
    assert check_scale("a", 0.5, apron(names, factor, seed=seed), TABLE) is None


def test_airliners_of_ninety_metres_are_noticed_and_the_true_gsd_is_found():
    doubt = check_scale("a", 0.7, apron(CIVIL, 1.4), TABLE)
    assert doubt is not None
    assert doubt.fitting_low_m <= 0.5 <= doubt.fitting_high_m
    assert doubt.fitting_gsd_m == pytest.approx(0.5, rel=0.06)
    assert "The stated 0.7 m per pixel is doubtful" in doubt.statement
    assert "the largest airliner spans 80 m" in doubt.statement


def test_a_gsd_that_is_too_small_is_noticed_by_the_mix_of_sizes():
    doubt = check_scale("a", 0.35, apron(CIVIL * 2, 0.7), TABLE)
    assert doubt is not None
    assert doubt.fitting_gsd_m == pytest.approx(0.5, rel=0.06)


def test_aircraft_smaller_than_any_are_noticed():
    doubt = check_scale("a", 0.05, apron(["A320"] * 8, 0.1), TABLE)
    assert doubt is not None
    assert "less than" in doubt.statement


def test_one_odd_box_is_no_doubt():
    """A detector may take two aircraft for one."""
    assert check_scale("a", 0.5, [*apron(CIVIL, 1.0), sighting("aircraft", 99, square(300))], TABLE) is None


def test_cut_aircraft_do_not_count():
    cut = [sighting("aircraft", number, square(300), cut=True) for number in range(5)]
    assert check_scale("a", 0.5, cut, TABLE) is None
    assert check_scale("a", 0.5, [], TABLE) is None


@pytest.mark.parametrize(("length", "doubtful"), [(4.6, False), (4.0, False), (5.4, False), (9.0, True), (2.2, True)])
def test_cars_of_nine_metres_are_noticed(length, doubtful):
    rng = np.random.default_rng(3)
    cars = []
    for number in range(40):
        size = Measurement(length_m=length * rng.normal(1, 0.1), length_sd_m=0.4, span_m=1.8, span_sd_m=0.3)
        cars.append(sighting("vehicle", number, square(10), size))
    doubt = check_scale("a", 0.5, cars, TABLE)
    assert (doubt is not None) is doubtful
    if doubt is not None:
        assert doubt.label == "vehicle"
        assert doubt.fitting_gsd_m == pytest.approx(0.5 * 4.5 / length, rel=0.1)
    assert check_scale("a", 0.5, cars[:10], TABLE) is None


def test_the_box_of_an_aircraft_is_that_of_its_points():
    """Against a drawing: along the axes the box is length by span, and it turns as the aircraft does."""
    columns, rows = box_sides(np.array([40.0]), np.array([30.0]))
    assert columns.shape == rows.shape == (1, len(HEADINGS))
    assert columns[0, 0] == pytest.approx(40, rel=0.03)
    assert rows[0, 0] == pytest.approx(30, rel=0.08)
    quarter = len(HEADINGS) // 2
    assert columns[0, quarter] == pytest.approx(rows[0, 0])
    assert (columns <= 50).all()
    assert (np.maximum(columns, rows) >= 40 / np.sqrt(2) - 1e-9).all()


def labelled(data, frame: str) -> list[Sighting]:
    with (data / "airbus-aircraft" / "annotations.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["image_id"] == frame]
    return [
        sighting(
            "aircraft", number, np.array(ast.literal_eval(row["geometry"])[:4], float), cut=row["class"] != "Airplane"
        )
        for number, row in enumerate(rows)
    ]


@pytest.mark.parametrize(
    "frame",
    ["29324dbf-6043-4521-bd83-44a97ffc5281.jpg", "e18dde99-6efd-4c6a-8fd3-343e8a393cd8.jpg"],
)
def test_on_real_frames_only_the_wrong_gsd_is_doubted(data, frame):
    """Boxes that people drew, without any measurement of length and span."""
    boxes = labelled(data, frame)
    assert check_scale(frame, 0.5, boxes, TABLE) is None
    doubt = check_scale(frame, 0.7, boxes, TABLE)
    assert doubt is not None
    assert doubt.fitting_low_m <= 0.5 <= doubt.fitting_high_m
