"""From an acquisition to its detections: read by tile at the model's GSD, detect in batches, merge what tiles share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from hardstand.detection.card import ModelCard
from hardstand.detection.detector import Detector, TileDetections
from hardstand.detection.merging import Candidate, merge_overlapping
from hardstand.detection.request import (
    DOUBT_SHARE,
    DetectionRequest,
    not_observable,
    outside_measured_gsd,
    reported_labels,
    score_thresholds,
)
from hardstand.detection.result import Detection
from hardstand.detection.sheet import ReadTile, Sheet, batches
from hardstand.detection.tiles import Tile, TilePlan
from hardstand.errors import DetectionError, HardstandError
from hardstand.frames import PixelPolygon
from hardstand.imagery import open_reader, require_gsd
from hardstand.imagery.acquisition import Acquisition

BATCH_PIXELS = 1_800_000
"""Pixels that go through the network at once: about half a GiB of activations, which each of several
detectors keeps."""

SEAM_SLACK_PX = 16
"""A tile also reports objects centred this far beyond its own part: two tiles place one centre a little differently."""

Progress = Callable[[int, int], None]
"""Called with the number of tiles done and the number of all tiles."""


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What was found on one acquisition, highest score first.

    Attributes:
        sure: at or above the threshold of their class; these are counted.
        doubtful: below it, but too likely an object for its ground to be called empty.
        not_observable: classes that could not be looked for on this acquisition, each with the reason.
    """

    sure: tuple[Detection, ...]
    doubtful: tuple[Detection, ...]
    not_observable: dict[str, str] = field(default_factory=dict)


def find_objects(
    acquisition: Acquisition, detector: Detector, request: DetectionRequest, progress: Progress = no_progress
) -> Findings:
    """Find what stands on one acquisition, and what may stand there.

    Raises:
        HardstandError: as `detect_objects`.
    """
    thresholds = score_thresholds(detector.card, request)
    lowest = {label: DOUBT_SHARE * threshold for label, threshold in thresholds.items()}
    found = _search(acquisition, detector, request, lowest, progress)
    hidden = {} if request.forced else not_observable(detector.card, require_gsd(acquisition))
    return Findings(
        sure=tuple(detection for detection in found if detection.score >= thresholds[detection.label]),
        doubtful=tuple(detection for detection in found if detection.score < thresholds[detection.label]),
        not_observable=hidden,
    )


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
        DetectionError: the GSD is outside the range of every class and the request is not forced, or the detector
            fails.
        ImageError: the image can't be read.
    """
    thresholds = score_thresholds(detector.card, request)
    return _search(acquisition, detector, request, thresholds, progress, batch_pixels)


def _search(
    acquisition: Acquisition,
    detector: Detector,
    request: DetectionRequest,
    lowest: Mapping[str, float],
    progress: Progress,
    batch_pixels: int = BATCH_PIXELS,
) -> tuple[Detection, ...]:
    """Everything from the lowest score of its class upwards."""
    gsd_m, card = require_gsd(acquisition), detector.card
    require_measured_gsd(acquisition, (card,), request)
    wanted = {label: lowest[label] for label in reported_labels(card, gsd_m, request)}
    with open_reader(acquisition.raster) as reader:
        sheet = Sheet.of(reader, gsd_m, card, tuple(wanted))
        plan = sheet.plan(detector.tile_px, batch_pixels)
        search = _Search(sheet=sheet, detector=detector, lowest=wanted, image=acquisition.raster.path.name)
        found = list(search.over(plan, batch_pixels, progress))
    # Classes are weighed by the card's thresholds whatever score is asked for: the same object wins either way.
    merged = merge_overlapping(found, gsd_m, score_thresholds(card, DetectionRequest()))
    return tuple(
        Detection(
            acquisition=acquisition.id,
            label=entry.label,
            score=entry.score,
            polygon=PixelPolygon(entry.corners),
            cut=entry.cut,
        )
        for entry in merged
    )


def require_measured_gsd(acquisition: Acquisition, cards: Sequence[ModelCard], request: DetectionRequest) -> None:
    """Refuse an acquisition at whose GSD no class of any of the detectors was measured.

    Raises:
        MetadataError: the GSD is not known.
        DetectionError: the GSD is outside the range of every class, and the request is not forced.
    """
    gsd_m = require_gsd(acquisition)
    if request.forced or not all(outside_measured_gsd(card, gsd_m) for card in cards):
        return
    ranges = [facts.gsd_range_m for card in cards for facts in card.hardstand.classes.values()]
    names = " and ".join(repr(card.name) for card in cards)
    raise DetectionError(
        f"{acquisition.raster.path.name} has a ground sampling distance of {gsd_m:g} m, but {names} "
        f"{'was' if len(cards) == 1 else 'were'} measured on {min(each.low for each in ranges):g} to "
        f"{max(each.high for each in ranges):g} m only. Use another detector, or --force to go on: every output then "
        "says so."
    )


@dataclass(frozen=True, kw_only=True)
class _Search:
    """One detector on one sheet.

    Attributes:
        lowest: by class that is wanted, the score below which nothing is kept.
        image: the image's name, for messages.
    """

    sheet: Sheet
    detector: Detector
    lowest: Mapping[str, float]
    image: str

    def over(self, plan: TilePlan, batch_pixels: int, progress: Progress) -> Iterator[Candidate]:
        """The candidates of all tiles, in pixels of the image."""
        done = 0
        for batch in batches(plan, batch_pixels):
            yield from self._batch(batch)
            done += len(batch)
            progress(done, len(plan.tiles))

    def _batch(self, batch: Sequence[Tile]) -> Iterator[Candidate]:
        filled = [read for read in map(self.sheet.read, batch) if read.valid.any()]
        if filled:
            for read, found in zip(filled, self._ask(filled), strict=True):
                yield from self._owned(read, found)

    def _ask(self, filled: Sequence[ReadTile]) -> Sequence[TileDetections]:
        """The detector's answer; whatever it raises is told as an error of its own."""
        name, tiles = self.detector.card.name, np.stack([read.pixels for read in filled])
        try:
            found = self.detector.detect(tiles, min(self.lowest.values()))
            problem = _problem(found, len(filled), self.detector.card)
        except HardstandError:
            raise
        except Exception as error:
            raise DetectionError(
                f"The detector {name!r} failed on {self.image}: {type(error).__name__}: {error}. Leave it out, or tell "
                "the people who made it."
            ) from error
        if problem is not None:
            raise DetectionError(
                f"The detector {name!r} gave an answer on {self.image} that can't be used: {problem}. Leave it out, "
                "or tell the people who made it."
            )
        return found

    def _owned(self, read: ReadTile, found: TileDetections) -> Iterator[Candidate]:
        """The detections that a tile answers for, in pixels of the image, cut at its edges."""
        tile, raster = read.tile, self.sheet.reader.raster
        shifted = found.polygons + np.array([tile.columns.start, tile.rows.start])
        centres = shifted.mean(axis=1)
        low = np.array([tile.columns.own_start, tile.rows.own_start]) - SEAM_SLACK_PX
        high = np.array([tile.columns.own_stop, tile.rows.own_stop]) + SEAM_SLACK_PX
        lowest = np.array([self.lowest.get(label, np.inf) for label in found.labels])
        kept = ((centres >= low) & (centres < high)).all(axis=1) & (found.scores >= lowest)
        for index in np.nonzero(kept)[0]:
            yield Candidate(
                label=found.labels[index],
                score=float(found.scores[index]),
                corners=np.clip(shifted[index] / self.sheet.scale, 0, np.array([raster.width, raster.height])),
                cut=self.sheet.cuts(read, shifted[index]),
            )


def _problem(found: Sequence[TileDetections], tiles: int, card: ModelCard) -> str | None:
    """What is wrong with a detector's answer, or None."""
    if len(found) != tiles:
        return f"{len(found)} results for {tiles} tiles"
    odd = sorted({label for each in found for label in each.labels} - set(card.hardstand.labels))
    if odd:
        return f"its card does not know the class {odd[0]!r}"
    if not all(np.isfinite(each.polygons).all() and np.isfinite(each.scores).all() for each in found):
        return "a corner or a score is no finite number"
    return None
