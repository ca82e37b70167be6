"""What a detector says about one acquisition."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.frames import PixelPolygon


@dataclass(frozen=True, kw_only=True)
class Detection:
    """An object on one acquisition.

    Attributes:
        acquisition: id of the acquisition.
        label: class name, for example "aircraft".
        score: the detector's own figure, 0..1; not a probability until calibrated.
        polygon: four corners on the image.
        cut: whether the edge of the image, or missing data, cuts the object: then it is not measured.
    """

    acquisition: str
    label: str
    score: float
    polygon: PixelPolygon
    cut: bool = False


@dataclass(frozen=True, kw_only=True)
class DetectorFailure:
    """A detector that took no part in a run, because it failed.

    Attributes:
        detector: its name.
        reason: what went wrong, for a reader.
    """

    detector: str
    reason: str
