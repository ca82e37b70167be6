"""How single values are written in JSON: times, rounding, acquisitions and models."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hardstand.detection.result import DetectorFailure
from hardstand.imagery.acquisition import Acquisition, Sourced
from hardstand.measurement.result import Identity, Measurement
from hardstand.measurement.scale import ScaleDoubt
from hardstand.result import ModelUse
from hardstand.timewindow import utc

PIXEL_DECIMALS = 2
DEGREE_DECIMALS = 7
"""About a centimetre on the ground; RFC 7946, section 11.2, finds even six decimals enough."""
METRE_DECIMALS = 3
ANGLE_DECIMALS = 2
SHARE_DECIMALS = 4
SCORE_DECIMALS = 6
"""More than for shares, so that rounding ties few scores: a precision-recall curve is made from their order."""

POINT_NAMES = ("nose", "tail", "left_tip", "right_tip")
"""Points of an aircraft, each [column, row]."""

Record = dict[str, Any]


def to_json(document: Record) -> str:
    """As indented JSON that ends in a newline; keys stay in their order, other alphabets stay readable.

    Raises:
        ValueError: a number is not finite, which JSON can't hold.
    """
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def inert_json(document: Record) -> str:
    r"""As `to_json`, without markup: it can stand in the script element of a page.

    Raises:
        ValueError: a number is not finite, which JSON can't hold.
    """
    return without_markup(to_json(document))


def without_markup(text: str) -> str:
    r"""JSON in which `<`, `>` and `&`, which stand in its texts only, are written `\u003c` and so on."""
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def iso_utc(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with a Z, or None."""
    return None if moment is None else utc(moment).isoformat().replace("+00:00", "Z")


def rounded(value: float | None, decimals: int) -> float | None:
    """A number for people to read, or None; never minus zero."""
    return None if value is None else round(float(value), decimals) + 0.0


def corners(points: NDArray[np.float64], decimals: int) -> list[list[float]]:
    """(n, 2) points as nested lists."""
    return [[round(float(value), decimals) + 0.0 for value in point] for point in points]


def measurement_record(measured: Measurement) -> Record:
    """Size and direction with their standard deviations; null where unknown, and then `not_measured` says why."""
    points = measured.points
    named = {} if points is None else {name: getattr(points, name) for name in POINT_NAMES}
    return {
        "length_m": rounded(measured.length_m, METRE_DECIMALS),
        "length_sd_m": rounded(measured.length_sd_m, METRE_DECIMALS),
        "span_m": rounded(measured.span_m, METRE_DECIMALS),
        "span_sd_m": rounded(measured.span_sd_m, METRE_DECIMALS),
        "heading_deg": rounded(measured.heading_deg, ANGLE_DECIMALS),
        "heading_sd_deg": rounded(measured.heading_sd_deg, ANGLE_DECIMALS),
        "points": {name: corners(place[None], PIXEL_DECIMALS)[0] for name, place in named.items()} or None,
        "not_measured": measured.reason,
    }


def identity_record(identity: Identity) -> Record:
    """What the object is, as far as the image tells; `types` is empty where the resolution allows none."""
    return {
        "level": identity.level.name.lower(),
        "size_class": identity.size_class,
        "types": [
            {"name": each.name, "category": each.category, "probability": rounded(each.probability, SHARE_DECIMALS)}
            for each in identity.types
        ],
        "statement": identity.statement,
    }


def scale_doubt_record(doubt: ScaleDoubt | None) -> Record | None:
    """Why the GSD of an image is doubtful, or null."""
    if doubt is None:
        return None
    return {
        "label": doubt.label,
        "objects": doubt.count,
        "stated_gsd_m": rounded(doubt.gsd_m, METRE_DECIMALS),
        "fitting_gsd_m": rounded(doubt.fitting_gsd_m, METRE_DECIMALS),
        "fitting_low_m": rounded(doubt.fitting_low_m, METRE_DECIMALS),
        "fitting_high_m": rounded(doubt.fitting_high_m, METRE_DECIMALS),
        "statement": doubt.statement,
    }


def acquisition_record(acquisition: Acquisition) -> Record:
    """What is known of one image, each value with its origin under `origins`; unknown values are null."""
    known: dict[str, Sourced[Any] | None] = {
        "datetime": acquisition.time,
        "gsd": acquisition.gsd_m,
        "sensor": acquisition.sensor,
        "off_nadir": acquisition.off_nadir_deg,
        "sun_azimuth": acquisition.sun_azimuth_deg,
        "sun_elevation": acquisition.sun_elevation_deg,
        "credit": acquisition.credit,
    }
    return {
        "id": acquisition.id,
        "image": acquisition.raster.path.name,
        "sha256": acquisition.raster.sha256,
        "size": [acquisition.raster.width, acquisition.raster.height],
        **{name: _plain(name, sourced) for name, sourced in known.items()},
        "origins": {name: sourced.origin for name, sourced in known.items() if sourced is not None},
        "warnings": list(acquisition.warnings),
    }


def model_records(models: Iterable[ModelUse]) -> list[Record]:
    """The detectors as they were used."""
    return [
        {
            "name": model.name,
            "version": model.version,
            "sha256": model.sha256,
            "input_gsd_m": [rounded(end, METRE_DECIMALS) for end in model.input_gsd_m],
            "min_scores": {label: rounded(score, SCORE_DECIMALS) for label, score in model.min_scores.items()},
            "licence": model.licence,
            "forced": model.forced,
        }
        for model in models
    ]


def failure_records(failures: Iterable[DetectorFailure]) -> list[Record]:
    """The detectors that were asked for and failed."""
    return [{"detector": failure.detector, "reason": failure.reason} for failure in failures]


def _plain(name: str, sourced: Sourced[Any] | None) -> str | float | None:
    if sourced is None:
        return None
    if isinstance(sourced.value, datetime):
        return iso_utc(sourced.value)
    if isinstance(sourced.value, str):
        return sourced.value
    return rounded(sourced.value, METRE_DECIMALS if name == "gsd" else ANGLE_DECIMALS)
