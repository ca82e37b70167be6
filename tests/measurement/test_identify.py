"""From a measurement to one sentence: what it must say and what it must never say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.detection.result import Detection
from hardstand.frames import PixelPolygon
from hardstand.measurement.equipment import load_equipment
from hardstand.measurement.identify import Context, identify
from hardstand.measurement.result import Level, Measurement, Points

TABLE = load_equipment()
POINTS = Points(nose=np.zeros(2), tail=np.zeros(2), left_tip=np.zeros(2), right_tip=np.zeros(2))
SOME_WHERE = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]])


def detection(label: str) -> Detection:
    return Detection(acquisition="a", label=label, score=0.9, polygon=PixelPolygon(SOME_WHERE))


def measured(length: float, span: float, sd: float, heading: float | None = None) -> Measurement:
    return Measurement(
        length_m=length,
        length_sd_m=sd,
        span_m=span,
        span_sd_m=sd,
        heading_deg=heading,
        heading_sd_deg=None if heading is None else 4.0,
        points=None if heading is None else POINTS,
    )


@pytest.mark.parametrize("name", ["T-72", "T-90", "BMP-2", "BTR-80", "MT-LB", "2S3", "M2 Bradley"])
@pytest.mark.parametrize("sd", [0.15, 0.3])
def test_tank_and_carrier_at_half_a_metre_are_armoured_vehicle_sized_and_never_a_type(name, sd):
    each = TABLE.find(name)
    found = identify(detection("long_vehicle"), measured(each.shortest_m, each.across_m, sd), 0.5, None, TABLE)
    assert found.size_class == "armoured-vehicle-sized"
    assert found.types == ()
    assert found.level is Level.SIZE_CLASS
    assert "type not observable at this resolution" in found.statement
    assert "tank" not in found.statement.lower()


@pytest.mark.parametrize("name", ["T-72", "BMP-2", "BTR-80"])
def test_at_thirty_centimetres_they_are_still_not_told_apart(name):
    each = TABLE.find(name)
    found = identify(detection("long_vehicle"), measured(each.shortest_m, each.across_m, 0.2), 0.3, None, TABLE)
    assert found.level is Level.SIZE_CLASS
    assert name not in found.statement
    assert sum(hypothesis.probability for hypothesis in found.types) == pytest.approx(1)


def test_an_aircraft_that_only_one_type_fits_is_named_with_its_size_and_its_error():
    found = identify(detection("aircraft"), measured(69.0, 73.3, 0.7, heading=47), 0.5, None, TABLE)
    assert found.level is Level.TYPE
    assert found.types[0].name == "An-124"
    assert found.statement == (
        "Aircraft, 69.0 m long (90 % interval 67.8 to 70.2) and 73.3 m across, nose to the north-east: "
        "very-large-transport-sized; by its size An-124 fits best."
    )


def test_types_of_one_size_are_all_named():
    """The A-50 is built on the Il-76: no measurement can part them."""
    found = identify(detection("aircraft"), measured(46.6, 50.5, 0.5), 0.5, None, TABLE)
    assert "Il-76" in found.statement
    assert "A-50" in found.statement


def test_without_a_georeference_the_nose_points_somewhere_on_the_image():
    shown = measured(69.0, 73.3, 0.7, heading=90)
    found = identify(detection("aircraft"), shown, 0.5, None, TABLE, Context(north_known=False))
    assert "nose to the right of the image" in found.statement
    assert "east" not in found.statement


@pytest.mark.parametrize(
    ("shown", "gsd", "sentence"),
    [
        (
            Measurement(reason="the edge of the image cuts it"),
            0.5,
            "Aircraft; not measured: the edge of the image cuts it.",
        ),
        (Measurement(reason="not measured"), 0.5, "Aircraft; not measured."),
        (measured(15, 10, 1), 8.0, "Object; what it is is not observable at this resolution."),
        (
            measured(12, 9, 1),
            2.4,
            (
                "Aircraft, 12.0 m long (90 % interval 10.4 to 13.6) and 9.0 m across: "
                "size class and type not observable at this resolution."
            ),
        ),
    ],
)
def test_what_can_not_be_told_is_said_plainly(shown, gsd, sentence):
    found = identify(detection("aircraft"), shown, gsd, None, TABLE)
    assert found.statement == sentence
    assert found.types == ()
    assert found.size_class is None


def test_an_aircraft_of_no_known_size_is_not_given_the_nearest_type():
    found = identify(detection("aircraft"), measured(90, 85, 1), 0.5, None, TABLE)
    assert found.level is Level.SIZE_CLASS
    assert "fits no type of the equipment table" in found.statement


def test_a_faint_object_is_not_typed():
    found = identify(detection("aircraft"), measured(69, 73.3, 0.7), 0.5, 0.04, TABLE)
    assert found.level is Level.CLASS
    assert found.types == ()
    assert "not observable, for it hardly stands out from the ground" in found.statement


@given(
    label=st.sampled_from(["aircraft", "helicopter", "vehicle", "long_vehicle", "ship", "unheard_of"]),
    length=st.none() | st.floats(0.5, 400),
    span=st.none() | st.floats(0.5, 100),
    sd=st.floats(0.01, 20),
    gsd=st.floats(0.05, 20),
)
def test_every_answer_keeps_its_promises(label, length, span, sd, gsd):
    shown = Measurement(
        length_m=length,
        length_sd_m=None if length is None else sd,
        span_m=span,
        span_sd_m=None if span is None else sd,
    )
    found = identify(detection(label), shown, gsd, None, TABLE)
    assert found.statement.endswith(".")
    assert "\n" not in found.statement
    assert not found.types or sum(each.probability for each in found.types) == pytest.approx(1)
    assert found.level >= Level.SIZE_CLASS or found.types == ()
    assert found.level < Level.TYPE or "by its size" in found.statement
