"""The GSD from objects of known type: against images whose GSD is known because they were made so."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.errors import MetadataError
from hardstand.measurement.equipment import load_equipment
from hardstand.measurement.known_objects import (
    PixelSize,
    combine,
    parse_mark,
    read_gsd,
    size_of_ends,
)
from hardstand.measurement.outline import HEADINGS, box_sides

TABLE = load_equipment()
ENDS = PixelSize(length_px=100.0, error=0.01, how="its two ends")


def reading(name: str, gsd: float, error: float = 0.01):
    each = TABLE.find(name)
    size = PixelSize(length_px=each.shortest_m / gsd, span_px=each.across_m / gsd, error=error, how="its points")
    return read_gsd(parse_mark(f"{name}@10,10", TABLE), size)


@given(
    name=st.sampled_from([each.name for each in TABLE.types if each.label == "aircraft"]),
    gsd=st.floats(0.05, 5),
    across=st.booleans(),
)
def test_two_ends_give_the_gsd_within_the_stated_error(name, gsd, across):
    each = TABLE.find(name)
    pixels = (each.across_m if across else each.shortest_m) / gsd
    if pixels < 10:
        return
    mark = parse_mark(f"{name}{'/span' if across else ''}@5,7:5,{7 + pixels}", TABLE)
    found = read_gsd(mark, size_of_ends(mark))
    assert abs(math.log(found.gsd_m / gsd)) < 3 * found.sd_m / found.gsd_m


@given(gsd=st.floats(0.05, 5), factor=st.floats(0.1, 10))
def test_twice_the_pixels_are_half_the_gsd(gsd, factor):
    first, second = reading("A320", gsd), reading("A320", gsd * factor)
    assert second.gsd_m / first.gsd_m == pytest.approx(factor)
    assert second.sd_m / second.gsd_m == pytest.approx(first.sd_m / first.gsd_m)


@pytest.mark.parametrize("heading", range(0, len(HEADINGS), 4))
def test_an_upright_box_alone_gives_the_gsd_whatever_the_heading(heading):
    each = TABLE.find("A320")
    columns, rows = box_sides(np.array([each.shortest_m]), np.array([each.across_m]))
    sides = (float(columns[0, heading]) / 0.5, float(rows[0, heading]) / 0.5)
    found = read_gsd(parse_mark("A320@1,1", TABLE), PixelSize(sides_px=sides, error=0.03, how="its box"))
    assert found.gsd_m == pytest.approx(0.5, abs=2 * found.sd_m)
    assert found.sd_m < 0.1


def test_wings_that_swing_and_guns_that_turn_have_a_larger_error():
    assert reading("Su-24", 0.5).sd_m > reading("Su-25", 0.5).sd_m
    assert reading("T-72", 0.3).sd_m > reading("BMP-2", 0.3).sd_m


def test_several_objects_are_better_than_one():
    one, many = combine([reading("A320", 0.5)]), combine([reading("A320", 0.5) for _ in range(4)])
    assert many.sd_m == pytest.approx(one.sd_m / 2)
    assert many.gsd_m == pytest.approx(0.5)


def test_a_wrong_type_among_several_is_left_out_and_named():
    readings = [reading("A320", 0.5), reading("737-800", 0.505), reading("E190", 0.495), reading("A330-300", 0.8)]
    found = combine(readings)
    assert [each.used for each in found.readings] == [True, True, True, False]
    assert found.gsd_m == pytest.approx(0.5, rel=0.01)
    assert found.agree


def test_two_that_contradict_each_other_are_both_kept_and_it_is_said():
    found = combine([reading("A320", 0.5), reading("A330-300", 0.8)])
    assert not found.agree
    assert found.sd_m > 0.1
    assert all(each.used for each in found.readings)


@given(st.lists(st.floats(0.3, 1.0), min_size=1, max_size=8))
def test_the_estimate_lies_among_its_readings(gsds):
    found = combine([reading("A320", gsd) for gsd in gsds])
    used = [each.gsd_m for each in found.readings if each.used]
    assert min(used) * 0.999 <= found.gsd_m <= max(used) * 1.001
    assert found.sd_m > 0
    assert len(used) >= min(2, len(gsds))


def test_the_error_that_is_stated_holds():
    """Clicks that miss by a pixel and a half, sizes that differ by a per cent: 90 % of the intervals hold the truth."""
    rng = np.random.default_rng(11)
    each, held = TABLE.find("737-800"), 0
    for _ in range(300):
        truth = rng.uniform(0.3, 1.0)
        pixels = each.shortest_m * rng.normal(1, 0.012) / truth
        ends = np.array([[0.0, 0.0], [pixels, 0.0]]) + rng.normal(0, 1.5, (2, 2)) + 50
        text = ":".join(f"{column:.2f},{row:.2f}" for column, row in ends)
        mark = parse_mark(f"737-800@{text}", TABLE)
        found = read_gsd(mark, size_of_ends(mark))
        held += abs(found.gsd_m - truth) < 1.645 * found.sd_m
    assert 0.85 <= held / 300 <= 0.99


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A320", "names no known object"),
        ("A320@", "names no known object"),
        ("A320@12", "no place on an image"),
        ("A320@1,2,3", "no place on an image"),
        ("A320@nan,3", "no place on an image"),
        ("A320@1,2:3", "no place on an image"),
        ("A320/span@1,2", "without its two ends"),
        ("A3200@1,2", "Did you mean A320"),
        ("@1,2", "names no known object"),
    ],
)
def test_what_is_no_known_object_is_refused_with_an_example(text, message):
    with pytest.raises(MetadataError, match=message):
        parse_mark(text, TABLE)


def test_names_with_a_slash_are_names():
    assert parse_mark("F/A-18@3,4", TABLE).equipment.name == "F/A-18"
    assert parse_mark("F/A-18/span@3,4:9,9", TABLE).across


def test_two_ends_at_one_place_are_refused():
    with pytest.raises(MetadataError, match="too little"):
        size_of_ends(parse_mark("A320@3,4:4,4", TABLE))
