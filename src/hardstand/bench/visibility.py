"""Measure whether the aircraft detector finds what stands where the ground is said to be seen.

Haze, darkness and overexposure are rendered over real frames of airports that neither trained nor calibrated anything;
what is found of the labelled aircraft is held against what is found on the same frames in clear air.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.curves import curve_frames
from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, box_iou, read_airbus
from hardstand.bench.detection import LABEL, Progress, detect_frames, unseen_frames, upright_boxes
from hardstand.bench.matching import match_greedily
from hardstand.bench.pictures import detect_picture, picture_file, read_picture, silent
from hardstand.bench.quality import STRICT_IOU
from hardstand.bench.veils import Veil, veils
from hardstand.detection import Detection, Detector
from hardstand.frames import PixelPolygon
from hardstand.imagery import Cause, Visibility, inspect_raster, measure_stretch, measure_visibility
from hardstand.imagery.visibility import measure_contrast
from hardstand.imagery.window import PixelWindow
from hardstand.ledger.states import SEEN_SHARE

CLOUDED = ("4e8c95f3-bbb6-4e2f-920d-8d3b2bd1d29f.jpg", "0263270b-e3ee-41dc-aeef-43ff77e66d5b.jpg")
"""Frames with cloud, by eye: no clear ground."""

FRAME_PX, WINDOW_PX = 2560, 1280
"""Side of an Airbus frame, and of the part of it that is hidden: a quarter costs a quarter of the time."""

CONTRAST_EDGES = (0.0, 1.5, 3.0, 4.5, 5.5, 7.0, 10.0, 15.0, 25.0, np.inf)
"""Limits of the classes of contrast over noise for which recall is given."""

_CORNERS = np.array([[0, 1], [2, 1], [2, 3], [0, 3]])
"""Which values of a box (column min, row min, column max, row max) are its corners' columns and rows."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Recall:
    """What is found of a group of aircraft.

    Attributes:
        name: of the group.
        aircraft: number of labelled aircraft.
        clear: of those, found in clear air.
        relative: share of those found in clear air that is still found; None where there are none.
    """

    name: str
    aircraft: int
    clear: int
    relative: float | None


@dataclass(frozen=True, kw_only=True)
class VeilFigures:
    """One way to hide the frames.

    Attributes:
        kind: "haze", "darkness" or "overexposure".
        strength: share of haze, or gain; None = in patches of all strengths.
        ground_seen: share of the ground that was said to be seen.
        all: all aircraft.
        seen: those that stand where seen is said.
        unseen: the others.
    """

    kind: str
    strength: float | None
    ground_seen: float
    all: Recall
    seen: Recall
    unseen: Recall


@dataclass(frozen=True, kw_only=True)
class VisibilityBench:
    """All figures.

    Attributes:
        frames: number of frames that were hidden.
        places: number of places.
        seen: by kind, aircraft that stand where seen is said, over all strengths.
        clear_frames: number of frames, without cloud, on which clear ground was judged.
        clear_unseen: by cause, share of clear ground that was said not to be seen.
        clear_aircraft_unseen: share of the labelled aircraft there that were said not to be seen.
        veils: strength by strength.
        by_contrast: aircraft behind haze and in darkness, by the contrast over noise around them.
    """

    frames: int
    places: int
    seen: dict[str, Recall]
    clear_frames: int
    clear_unseen: dict[str, float]
    clear_aircraft_unseen: float
    veils: tuple[VeilFigures, ...]
    by_contrast: tuple[Recall, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Look:
    """The labelled aircraft of one frame behind one veil; arrays are (n,).

    Attributes:
        veil: which.
        clear: found in clear air.
        found: found behind the veil.
        seen: stands where seen is said.
        contrast: over noise, around it.
        ground_seen: share of the frame's ground.
    """

    veil: Veil
    clear: Flags
    found: Flags
    seen: Flags
    contrast: NDArray[np.float32]
    ground_seen: float


def measure_visibility_bench(data: Path, detector: Detector, progress: Progress) -> VisibilityBench:
    """Measure everything.

    Raises:
        DatasetError: the Airbus set is missing.
    """
    every = read_airbus(data)
    frames = curve_frames(every, detector)
    score = detector.card.hardstand.classes[LABEL].count_score
    looks = []
    for number, frame in enumerate(frames, start=1):
        looks += _look_through_all(frame, number, detector, score)
        progress("Reading frames through haze", number, len(frames))
    clear = [frame for frame in unseen_frames(every, detector.card) if frame.name not in CLOUDED]
    grids = [visibility_of(frame.path) for frame in clear]
    boxes = [seen_boxes(grid, frame.boxes) for grid, frame in zip(grids, clear, strict=True)]
    return VisibilityBench(
        frames=len(frames),
        places=len({frame.place for frame in frames}),
        seen={kind: _recall(kind, _of_kind(looks, kind), _seen) for kind in ("haze", "darkness", "overexposure")},
        clear_frames=len(clear),
        clear_unseen=clear_shares(grids),
        clear_aircraft_unseen=float(1 - np.concatenate(boxes).mean()),
        veils=tuple(_figures([look for look in looks if look.veil is veil]) for veil in _veils_of(looks)),
        by_contrast=tuple(by_contrast([look for look in looks if look.veil.kind != "overexposure"])),
    )


def visibility_of(path: Path) -> Visibility:
    """Where a frame of the Airbus set shows the ground."""
    raster = inspect_raster(path)
    return measure_visibility(raster, measure_stretch(raster), AIRBUS_GSD_M)


def seen_boxes(visibility: Visibility, boxes: NDArray[np.float64]) -> Flags:
    """(n,) whether the ledger would take the ground below each box for seen."""
    shares = [visibility.seen_share(PixelPolygon(box[_CORNERS])) for box in boxes]
    return np.array([share >= SEEN_SHARE for share in shares], np.bool_)


def clear_shares(grids: Sequence[Visibility]) -> dict[str, float]:
    """By cause, the share of the measured ground of some frames that was said not to be seen."""
    numbers = np.sum([np.bincount(grid.cause.ravel(), minlength=len(Cause)) for grid in grids], axis=0)
    measured = numbers.sum() - numbers[Cause.NODATA]
    causes = [cause for cause in Cause if cause not in {Cause.SEEN, Cause.NODATA}]
    return {cause.name.lower(): float(numbers[cause] / measured) for cause in causes}


def found_boxes(boxes: NDArray[np.float64], found: Sequence[Detection], score: float) -> Flags:
    """(n,) whether each labelled box was found at a score or above it."""
    kept = sorted((each for each in found if each.score >= score), key=lambda each: -each.score)
    matches = match_greedily(box_iou(upright_boxes(kept), boxes), STRICT_IOU)
    hit = np.zeros(len(boxes), np.bool_)
    hit[matches[matches >= 0]] = True
    return hit


def _look_through_all(frame: LabelledFrame, seed: int, detector: Detector, score: float) -> list[_Look]:
    """The busiest window of a frame behind every veil."""
    window = busiest_window(frame.boxes)
    picture = read_picture(frame.path, window)
    inside = replace(frame, boxes=boxes_within(frame.boxes, window))
    clear = found_boxes(inside.boxes, detect_picture(picture, inside, detector, AIRBUS_GSD_M), score)
    looks = []
    for number, veil in enumerate(VEILS):
        with picture_file(veil.lay(picture, np.random.default_rng([seed, number]))) as path:
            hidden = replace(inside, path=path)
            found = detect_frames([hidden], detector, AIRBUS_GSD_M, silent)[0]
            looks.append(_judge(hidden, veil, clear, found_boxes(hidden.boxes, found, score)))
    return looks


def busiest_window(boxes: NDArray[np.float64]) -> PixelWindow:
    """Of a frame's windows of `WINDOW_PX`, by steps of a quarter, the one that holds most whole boxes."""
    starts = range(0, FRAME_PX - WINDOW_PX + 1, WINDOW_PX // 4)
    windows = [PixelWindow(column=c, row=r, width=WINDOW_PX, height=WINDOW_PX) for r in starts for c in starts]
    return max(windows, key=lambda window: len(boxes_within(boxes, window)))


def boxes_within(boxes: NDArray[np.float64], window: PixelWindow) -> NDArray[np.float64]:
    """The boxes that lie whole in a window, in its own pixels."""
    moved = boxes - np.tile((window.column, window.row), 2)
    whole = (moved[:, :2] >= 0).all(axis=1) & (moved[:, 2:] <= (window.width, window.height)).all(axis=1)
    return np.asarray(moved[whole])


def _judge(frame: LabelledFrame, veil: Veil, clear: Flags, found: Flags) -> _Look:
    visibility, raster = visibility_of(frame.path), inspect_raster(frame.path)
    contrast = measure_contrast(raster, measure_stretch(raster), AIRBUS_GSD_M)
    middles = (frame.boxes[:, :2] + frame.boxes[:, 2:]) / 2 / visibility.step_px
    column, row = np.clip(middles.astype(int), 0, np.array(contrast.shape)[::-1] - 1).T
    return _Look(
        veil=veil,
        clear=clear,
        found=found,
        seen=seen_boxes(visibility, frame.boxes),
        contrast=contrast[row, column],
        ground_seen=visibility.seen_fraction,
    )


VEILS = veils()


def _veils_of(looks: Iterable[_Look]) -> list[Veil]:
    return list(dict.fromkeys(look.veil for look in looks))


def _of_kind(looks: Iterable[_Look], kind: str) -> list[_Look]:
    return [look for look in looks if look.veil.kind == kind]


def _figures(looks: Sequence[_Look]) -> VeilFigures:
    veil = looks[0].veil
    return VeilFigures(
        kind=veil.kind,
        strength=veil.strength,
        ground_seen=float(np.mean([look.ground_seen for look in looks])),
        all=_recall("all", looks, lambda look: np.ones_like(look.seen)),
        seen=_recall("seen", looks, _seen),
        unseen=_recall("not seen", looks, lambda look: ~look.seen),
    )


def by_contrast(looks: Sequence[_Look]) -> Iterable[Recall]:
    """Recall by class of contrast over noise, the least first."""
    for low, high in pairwise(CONTRAST_EDGES):
        name = f"{low:g} and more" if np.isinf(high) else f"{low:g} to {high:g}"
        yield _recall(name, looks, _between(low, high))


def _between(low: float, high: float) -> Callable[[_Look], Flags]:
    return lambda look: (look.contrast >= low) & (look.contrast < high)


def _seen(look: _Look) -> Flags:
    return look.seen


def _recall(name: str, looks: Sequence[_Look], chosen: Callable[[_Look], Flags]) -> Recall:
    clear = sum(int((look.clear & chosen(look)).sum()) for look in looks)
    found = sum(int((look.found & look.clear & chosen(look)).sum()) for look in looks)
    return Recall(
        name=name,
        aircraft=sum(int(chosen(look).sum()) for look in looks),
        clear=clear,
        relative=found / clear if clear else None,
    )
