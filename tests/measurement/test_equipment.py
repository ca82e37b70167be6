"""The equipment table: complete, sane and honest about its sources."""

from __future__ import annotations

import pytest

from hardstand.errors import MetadataError
from hardstand.measurement.equipment import CLASSES, UNVERIFIED, load_equipment, read_equipment

HEADER = (
    "name,category,detector_class,length_m,length_source,overall_length_m,overall_length_source,span_or_width_m,"
    "span_or_width_source,swept_span_m,swept_span_source,rotor_diameter_m,rotor_diameter_source,note"
)


def row(**changes: str) -> str:
    values = dict.fromkeys(HEADER.split(","), "")
    values |= {
        "name": "T-1",
        "category": "tank",
        "detector_class": "long_vehicle",
        "length_m": "7.0",
        "length_source": "a book",
        "span_or_width_m": "3.5",
        "span_or_width_source": "a book",
    }
    return ",".join((values | changes).values())


def test_the_table_holds_all_classes_and_more_than_a_hundred_types():
    table = load_equipment()
    assert len(table.types) >= 100
    assert {each.label for each in table.types} == set(CLASSES)


def test_every_number_has_a_source_and_few_are_unverified():
    sources = [source for each in load_equipment().types for source in each.sources.values()]
    assert all(sources)
    assert sum(source == UNVERIFIED for source in sources) < 0.25 * len(sources)


@pytest.mark.parametrize(
    ("name", "length", "across"),
    # Figures that two or more independent publications agree on, typed in anew.
    [
        ("A320", 37.57, 35.8),
        ("an-124", 69, 73.3),
        ("IL 76", 46.6, 50.5),
        ("t72", 6.95, 3.59),
        ("BMP-2", 6.74, 3.15),
        ("Mi-24", 17.5, 17.3),
        ("Arleigh Burke class", 155, 20),
    ],
)
def test_known_sizes(name, length, across):
    found = load_equipment().find(name)
    assert found.shortest_m == pytest.approx(length, rel=0.01)
    assert found.across_m == pytest.approx(across, rel=0.01)


def test_wings_that_swing_have_both_spans():
    swinging = {each.name for each in load_equipment().types if each.swept_span_m is not None}
    assert {"Su-24", "Tu-22M3", "Tu-160", "B-1B", "MiG-23", "F-14", "Tornado"} <= swinging


def test_an_unknown_name_is_refused_with_the_nearest_ones():
    with pytest.raises(MetadataError, match="Su-24"):
        load_equipment().find("Su-240")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"length_m": "seven"}, "Line 2.*length_m is 'seven'"),
        ({"length_m": "-7"}, "Line 2.*length_m"),
        ({"length_m": "nan"}, "Line 2.*length_m"),
        ({"length_source": ""}, "no source"),
        ({"detector_class": "tank"}, "the class 'tank' is none of"),
        ({"length_m": "", "length_source": ""}, "no length"),
        ({"span_or_width_m": "", "span_or_width_source": ""}, "span or width"),
        ({"overall_length_m": "6", "overall_length_source": "a book"}, "overall length is less"),
        ({"swept_span_m": "6", "swept_span_source": "a book"}, "swept span"),
        ({"detector_class": "helicopter"}, "rotor"),
        ({"name": ""}, "name"),
    ],
)
def test_a_bad_row_is_refused_and_named(changes, message):
    with pytest.raises(MetadataError, match=message):
        read_equipment(f"{HEADER}\n{row(**changes)}\n")


def test_columns_and_twins_are_checked():
    with pytest.raises(MetadataError, match="columns"):
        read_equipment("name,length\nT-1,7\n")
    with pytest.raises(MetadataError, match="twice"):
        read_equipment(f"{HEADER}\n{row()}\n{row(name='t1')}\n")
    with pytest.raises(MetadataError, match="too few columns"):
        read_equipment(f"{HEADER}\nT-1,tank\n")
