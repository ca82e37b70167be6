"""The resolution gate: never more than an image can show, never more on a coarser one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.measurement.gate import cycles_across, observable
from hardstand.measurement.result import Level, Measurement
from hardstand.measurement.size_classes import size_classes, size_name

CLASSES = st.sampled_from(["aircraft", "helicopter", "vehicle", "long_vehicle", "ship", "something else"])
GSD = st.floats(0.01, 20)
SIZES = st.none() | st.floats(0.5, 300)
CONTRASTS = st.none() | st.floats(0, 1)


@given(label=CLASSES, fine=GSD, coarse=GSD, contrast=CONTRASTS, length=SIZES, span=SIZES)
def test_a_coarser_image_never_shows_more(label, fine, coarse, contrast, length, span):
    fine, coarse = sorted((fine, coarse))
    assert observable(label, fine, contrast, length, span) >= observable(label, coarse, contrast, length, span)


@given(label=CLASSES, gsd=GSD, faint=st.floats(0, 1), strong=st.floats(0, 1), length=SIZES, span=SIZES)
def test_a_fainter_object_never_shows_more(label, gsd, faint, strong, length, span):
    faint, strong = sorted((faint, strong))
    assert observable(label, gsd, faint, length, span) <= observable(label, gsd, strong, length, span)


@given(label=CLASSES, gsd=GSD, small=st.floats(0.5, 300), large=st.floats(0.5, 300))
def test_a_smaller_object_never_shows_more(label, gsd, small, large):
    small, large = sorted((small, large))
    assert observable(label, gsd, None, small, small) <= observable(label, gsd, None, large, large)


@pytest.mark.parametrize(
    ("label", "gsd", "length", "span", "level"),
    [
        ("long_vehicle", 0.5, 6.95, 3.59, Level.SIZE_CLASS),  # a tank at half a metre: its size, not its type
        ("long_vehicle", 0.5, 7.65, 2.9, Level.SIZE_CLASS),
        ("long_vehicle", 0.3, 6.95, 3.59, Level.TYPE),
        ("long_vehicle", 2.0, 6.95, 3.59, Level.DETECT),
        ("vehicle", 0.5, 4.5, 1.8, Level.SIZE_CLASS),
        ("vehicle", 0.1, 4.5, 1.8, Level.SIZE_CLASS),  # a car is never typed by its size
        ("vehicle", 3.0, 4.5, 1.8, Level.NOTHING),
        ("aircraft", 0.5, 15.0, 9.5, Level.TYPE),
        ("aircraft", 1.0, 37.6, 35.8, Level.TYPE),
        ("aircraft", 1.5, 37.6, 35.8, Level.SIZE_CLASS),
        ("aircraft", 10.0, 37.6, 35.8, Level.DETECT),
    ],
)
def test_what_can_be_told_of_an_object(label, gsd, length, span, level):
    assert observable(label, gsd, None, length, span) is level


def test_a_cycle_is_two_pixels():
    assert cycles_across(0.5, 4.0, 4.0) == 4.0
    with pytest.raises(ValueError, match="above zero"):
        observable("aircraft", 0.0)


def measured(length: float, span: float | None, sd: float) -> Measurement:
    return Measurement(length_m=length, length_sd_m=sd, span_m=span, span_sd_m=None if span is None else sd)


@given(label=CLASSES, length=st.floats(0.5, 300), span=SIZES, sd=st.floats(0, 10))
def test_size_classes_sum_to_one(label, length, span, sd):
    found = size_classes(label, measured(length, span, sd))
    assert found == () or sum(share for _, share in found) == pytest.approx(1)


@pytest.mark.parametrize(
    ("label", "length", "span", "name"),
    [
        ("aircraft", 21.9, 14.7, "fighter-sized"),
        ("aircraft", 33.0, 38.0, "medium-transport-sized"),
        ("aircraft", 37.6, 35.8, "airliner-sized (narrow body)"),
        ("aircraft", 63.7, 60.3, "airliner-sized (wide body)"),
        ("aircraft", 46.6, 50.5, "heavy-transport-sized"),
        ("aircraft", 69.0, 73.3, "very-large-transport-sized"),
        ("aircraft", 54.1, 31.0, "heavy-bomber-sized"),
        ("long_vehicle", 6.95, 3.59, "armoured-vehicle-sized"),
        ("long_vehicle", 9.53, 3.59, "armoured-vehicle-sized"),
        ("long_vehicle", 6.74, 3.15, "armoured-vehicle-sized"),
        ("long_vehicle", 7.4, 2.3, "truck-sized"),
        ("vehicle", 4.5, 1.8, "car-sized"),
        ("helicopter", 17.5, 17.3, "medium-helicopter-sized"),
        ("ship", 155.0, 20.0, "destroyer-sized"),
    ],
)
def test_sizes_have_plain_names(label, length, span, name):
    assert size_name(label, measured(length, span, 0.1)) == name


def test_near_a_limit_two_names_are_given():
    assert size_name("long_vehicle", measured(7.4, 2.55, 0.3)) == "armoured-vehicle-sized or truck-sized"


def test_without_a_length_there_is_no_size_class():
    assert size_name("aircraft", Measurement(reason="cut")) is None
    assert size_name("balloon", measured(10, 10, 0.1)) is None
