"""From an acquisition to its detections: read by tile at the model's GSD, detect in batches, merge what tiles share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hardstand.detection.card import ModelCard
from hardstand.detection.detector import Detector, TileDetections
from hardstand.detection.merging import Candidate, merge_overlapping
from hardstand.detection.result import Detection
from hardstand.detection.tiles import Tile, TilePlan, plan_tiles
from hardstand.errors import DetectionError
from hardstand.frames import PixelPolygon
from hardstand.imagery import PixelWindow, RasterReader, Stretch, measure_stretch, open_reader, require_gsd
from hardstand.imagery.acquisition import Acquisition

BATCH_PIXELS = 3_600_000
"""Pixels that go through the network at once: about 1 GiB of its activations, and half a frame of 2560 x 2560."""

CONTEXT_M = 6.0
"""Ground that a tile sees around the largest object centred on its edge, metres."""

SEAM_SLACK_PX = 16
"""A tile also reports objects centred this far beyond its own part: two tiles place one centre a little differently."""

SAME_GSD = 0.03
"""An image whose GSD differs by less than this share from the model's is not resampled."""

Progress = Callable[[int, int], None]
"""Called with the number of tiles done and the number of all tiles."""


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class DetectionRequest:
    """How to detect.

    Attributes:
        min_score: drop what scores lower; None = where the card says that counts are right.
        forced: go on although the GSD is outside the range that the model was measured on.
    """

    min_score: float | None = None
    forced: bool = False


def score_threshold(card: ModelCard, request: DetectionRequest) -> float:
    """The score below which detections are dropped.

    Raises:
        DetectionError: the score asked for is no score.
    """
    score = card.hardstand.count_score if request.min_score is None else request.min_score
    if not 0 <= score <= 1:
        raise DetectionError(f"A score of {score} can't be asked for; give a number from 0 to 1.")
    return score


DOUBT_SHARE = 0.4
"""What scores at least this share of the threshold is too likely an object for its ground to be called empty."""


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What was found on one acquisition, highest score first.

    Attributes:
        sure: at or above the threshold; these are counted.
        doubtful: below it, but too likely an object for its ground to be called empty.
    """

    sure: tuple[Detection, ...]
    doubtful: tuple[Detection, ...]


def find_objects(
    acquisition: Acquisition, detector: Detector, request: DetectionRequest, progress: Progress = no_progress
) -> Findings:
    """Find what stands on one acquisition, and what may stand there.

    Raises:
        HardstandError: as `detect_objects`.
    """
    threshold = score_threshold(detector.card, request)
    lowered = replace(request, min_score=DOUBT_SHARE * threshold)
    found = detect_objects(acquisition, detector, lowered, progress)
    return Findings(
        sure=tuple(detection for detection in found if detection.score >= threshold),
        doubtful=tuple(detection for detection in found if detection.score < threshold),
    )


def outside_measured_gsd(card: ModelCard, gsd_m: float) -> bool:
    """Whether the model was not measured on images of this GSD; what would not be resampled is the same GSD."""
    measured = card.hardstand.gsd_range_m
    return not measured.low * (1 - SAME_GSD) <= gsd_m <= measured.high * (1 + SAME_GSD)


def detect_objects(
    acquisition: Acquisition,
    detector: Detector,
    request: DetectionRequest,
    progress: Progress = no_progress,
    batch_pixels: int = BATCH_PIXELS,
) -> tuple[Detection, ...]:
    """Find the objects on one acquisition, highest score first.

    Args:
        acquisition: with its GSD.
        detector: what to find.
        request: how.
        progress: told after each batch of tiles.
        batch_pixels: most pixels in the network at once; decides memory, not the result.

    Raises:
        MetadataError: the GSD is not known.
        DetectionError: the GSD is outside the measured range, and the request is not forced.
        ImageError: the image can't be read.
    """
    gsd_m = require_gsd(acquisition)
    _refuse_unmeasured(acquisition, detector.card, gsd_m, request)
    with open_reader(acquisition.raster) as reader:
        sheet = _Sheet.of(acquisition, reader, gsd_m, detector.card)
        plan = plan_tiles(sheet.width, sheet.height, margin=sheet.margin, budget=batch_pixels)
        batches = _batches(plan, batch_pixels)
        found = list(_detect_sheet(sheet, detector, score_threshold(detector.card, request), batches, progress))
    merged = merge_overlapping([_on_image(entry, sheet) for entry in found], gsd_m)
    return tuple(
        Detection(acquisition=acquisition.id, label=entry.label, score=entry.score, polygon=PixelPolygon(entry.corners))
        for entry in merged
    )


def _refuse_unmeasured(acquisition: Acquisition, card: ModelCard, gsd_m: float, request: DetectionRequest) -> None:
    if request.forced or not outside_measured_gsd(card, gsd_m):
        return
    measured = card.hardstand.gsd_range_m
    raise DetectionError(
        f"{acquisition.raster.path.name} has a ground sampling distance of {gsd_m:g} m, but the detector {card.name!r} "
        f"was measured on {measured.low:g} to {measured.high:g} m only. Use another detector, or --force to go on: "
        "every output then says so."
    )


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """An acquisition as the model sees it.

    Attributes:
        scale: pixels of the model per pixel of the image.
        width: columns at the model's GSD.
        height: rows at the model's GSD.
        margin: pixels at the model's GSD that a tile sees beyond its own part.
        extent: columns and rows of the image itself.
    """

    reader: RasterReader
    stretch: Stretch
    scale: float
    width: int
    height: int
    margin: int
    extent: tuple[int, int]

    @classmethod
    def of(cls, acquisition: Acquisition, reader: RasterReader, gsd_m: float, card: ModelCard) -> _Sheet:
        scale = gsd_m / card.hardstand.gsd_m
        if abs(scale - 1) < SAME_GSD:
            scale = 1.0
        raster = acquisition.raster
        return cls(
            reader=reader,
            stretch=measure_stretch(raster),
            scale=scale,
            width=max(1, round(raster.width * scale)),
            height=max(1, round(raster.height * scale)),
            margin=math.ceil((card.hardstand.largest_object_m / 2 + CONTEXT_M) / card.hardstand.gsd_m),
            extent=(raster.width, raster.height),
        )

    def read(self, tile: Tile) -> tuple[NDArray[np.uint8], bool]:
        """Pixels of a tile, (rows, columns, 3), and whether any of them holds data."""
        window = PixelWindow(
            column=tile.columns.start / self.scale,
            row=tile.rows.start / self.scale,
            width=tile.columns.size / self.scale,
            height=tile.rows.size / self.scale,
        )
        pixels, valid = self.reader.read_rgb(window, tile.rows.size, tile.columns.size, self.stretch)
        return pixels, bool(valid.any())


def _batches(plan: TilePlan, batch_pixels: int) -> list[Sequence[Tile]]:
    size = max(1, batch_pixels // (plan.columns * plan.rows))
    return [plan.tiles[first : first + size] for first in range(0, len(plan.tiles), size)]


def _detect_sheet(
    sheet: _Sheet, detector: Detector, min_score: float, batches: Sequence[Sequence[Tile]], progress: Progress
) -> Iterator[Candidate]:
    total = sum(len(batch) for batch in batches)
    done = 0
    for batch in batches:
        yield from _detect_batch(sheet, detector, batch, min_score)
        done += len(batch)
        progress(done, total)


def _detect_batch(sheet: _Sheet, detector: Detector, batch: Sequence[Tile], min_score: float) -> Iterator[Candidate]:
    read = [(tile, *sheet.read(tile)) for tile in batch]
    filled = [(tile, pixels) for tile, pixels, has_data in read if has_data]
    if not filled:
        return
    found = detector.detect(np.stack([pixels for _, pixels in filled]), min_score)
    for (tile, _), detections in zip(filled, found, strict=True):
        yield from _owned(tile, detections)


def _owned(tile: Tile, found: TileDetections) -> Iterator[Candidate]:
    """The detections that a tile answers for, in pixels of the sheet."""
    shifted = found.polygons + np.array([tile.columns.start, tile.rows.start])
    centres = shifted.mean(axis=1)
    low = np.array([tile.columns.own_start, tile.rows.own_start]) - SEAM_SLACK_PX
    high = np.array([tile.columns.own_stop, tile.rows.own_stop]) + SEAM_SLACK_PX
    for index in np.nonzero(((centres >= low) & (centres < high)).all(axis=1))[0]:
        yield Candidate(label=found.labels[index], score=float(found.scores[index]), corners=shifted[index])


def _on_image(candidate: Candidate, sheet: _Sheet) -> Candidate:
    """In pixels of the image, cut at its edges."""
    corners = np.clip(candidate.corners / sheet.scale, 0, np.array(sheet.extent))
    return Candidate(label=candidate.label, score=candidate.score, corners=corners)
