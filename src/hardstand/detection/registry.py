"""Detectors by name, found through the entry point group `hardstand.detectors`."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points

from hardstand.detection.detector import Detector
from hardstand.errors import DetectionError

GROUP = "hardstand.detectors"
DEFAULT_DETECTOR = "aircraft"


def detector_names() -> tuple[str, ...]:
    """Names of all installed detectors, sorted."""
    return tuple(sorted(entry_points(group=GROUP).names))


def load_detector(name: str) -> Detector:
    """Load a detector by name.

    Raises:
        DetectionError: no detector of that name is installed, its package is broken, or two packages claim the name.
    """
    found = entry_points(group=GROUP, name=name)
    if len(found) != 1:
        known = ", ".join(detector_names()) or "none"
        problem = "is not installed" if not found else "is claimed by several packages"
        raise DetectionError(f"The detector {name!r} {problem}; installed detectors: {known}.")
    return _make(next(iter(found)))


def _make(entry: EntryPoint) -> Detector:
    try:
        maker: Callable[[], Detector] = entry.load()
    except (ImportError, AttributeError) as error:
        raise DetectionError(f"The detector {entry.name!r} ({entry.value}) can't be loaded: {error}.") from error
    return maker()
