"""Detectors by name, found through the entry point group `hardstand.detectors`, or by the path of a model file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from hardstand.detection.card import ModelCard
from hardstand.detection.detector import Detector
from hardstand.detection.model_file import load_model
from hardstand.detection.result import DetectorFailure
from hardstand.errors import DetectionError, HardstandError

GROUP = "hardstand.detectors"
AIRCRAFT_DETECTOR = "craft"

DEFAULT_DETECTORS = (AIRCRAFT_DETECTOR, "vehicles")
"""Those that take part where none is named; the first that knows a class answers for it."""

MODEL_ENDING = ".onnx"


def detector_names() -> tuple[str, ...]:
    """Names of all installed detectors, sorted."""
    return tuple(sorted(entry_points(group=GROUP).names))


def load_detector(name: str, folder: Path = Path()) -> Detector:
    """Load a detector.

    Args:
        name: of an installed detector, or the path of an ONNX file with its card beside it.
        folder: where paths begin.

    Raises:
        DetectionError: no detector of that name is installed, its package is broken, two packages claim the name, or
            the file can't be used.
    """
    if name.lower().endswith(MODEL_ENDING):
        return load_model(folder / name)
    found = entry_points(group=GROUP, name=name)
    if len(found) != 1:
        known = ", ".join(detector_names()) or "none"
        problem = "is not installed" if not found else "is claimed by several packages"
        raise DetectionError(
            f"The detector {name!r} {problem}; installed detectors: {known}. A model file is named by its path, which "
            f"ends in {MODEL_ENDING}."
        )
    return _make(next(iter(found)))


def load_detectors(names: Sequence[str], folder: Path = Path()) -> tuple[list[Detector], list[DetectorFailure]]:
    """Load several detectors; one that can't be loaded does not stop the others.

    Args:
        names: as for `load_detector`.
        folder: where paths begin.

    Raises:
        DetectionError: none can be loaded.
    """
    loaded: list[Detector] = []
    failures: list[DetectorFailure] = []
    for name in names:
        try:
            loaded.append(load_detector(name, folder))
        except DetectionError as error:
            # The reason is published with the result, and where a person keeps files is nobody's business.
            reason = str(error).replace(f"{(folder / name).parent}{os.sep}", "")
            failures.append(DetectorFailure(detector=Path(name).name, reason=reason))
    if not loaded:
        raise DetectionError(" ".join(failure.reason for failure in failures) or "No detector was asked for.")
    return loaded, failures


def _make(entry: EntryPoint) -> Detector:
    try:
        maker: Callable[[], Detector] = entry.load()
        detector = maker()
        known = isinstance(detector.card, ModelCard)
    except HardstandError:
        raise
    except Exception as error:  # a plug-in may raise anything
        raise DetectionError(
            f"The detector {entry.name!r} ({entry.value}) can't be loaded: {type(error).__name__}: {error}. Install it "
            "again, or tell the people who made it."
        ) from error
    if not known:
        raise DetectionError(f"The detector {entry.name!r} ({entry.value}) has no model card; leave it out.")
    return detector
