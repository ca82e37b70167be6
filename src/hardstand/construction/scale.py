"""Which dates can be compared: those of a resolution that was measured, with others of about the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from hardstand.construction.aligned import DatedImage
from hardstand.construction.entries import NotCompared
from hardstand.construction.models_of import Models
from hardstand.imagery import require_gsd


class Scale(StrEnum):
    """Resolutions at which works are looked for."""

    FINE = "fine"
    COARSE = "coarse"


def scale_of(image: DatedImage, models: Models) -> Scale | None:
    """The resolution of an image; None where no network was measured on it.

    Raises:
        MetadataError: its GSD is not known.
    """
    gsd = require_gsd(image.acquisition)
    return next((scale for scale, (low, high) in _ranges(models).items() if low <= gsd <= high), None)


def refused(images: Sequence[DatedImage], models: Models) -> Iterator[NotCompared]:
    """Neighbouring dates that are not compared, and why."""
    for first, second in pairwise(images):
        scales = scale_of(first, models), scale_of(second, models)
        if None in scales or scales[0] is not scales[1]:
            reason = _reason((first, second), scales, models)
            yield NotCompared(before=first.acquisition.id, after=second.acquisition.id, reason=reason)


def _reason(images: tuple[DatedImage, DatedImage], scales: tuple[Scale | None, Scale | None], models: Models) -> str:
    each = " and ".join(f"{image.acquisition.id} has {require_gsd(image.acquisition):g}" for image in images)
    if None not in scales:
        return f"{each} m per pixel: too far apart to be compared."
    known = " or ".join(f"{low:g} to {high:g}" for low, high in _ranges(models).values())
    return f"{each} m per pixel; works are compared on images of {known} m."


def _ranges(models: Models) -> dict[Scale, tuple[float, float]]:
    """Lowest and highest GSD, metres."""
    fine = models.fine.card.hardstand.gsd_m
    return {Scale.FINE: (fine.low, fine.high), Scale.COARSE: models.coarse.card.hardstand.gsd_range_m}
