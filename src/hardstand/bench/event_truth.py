"""What came and left by the labels alone, on frames of one place, and what the labels of some frames lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from hardstand.bench.datasets import LabelledFrame, box_iou
from hardstand.bench.scenes import box_of, read_table
from hardstand.frames import GroundTransform, PixelPolygon
from hardstand.imagery.visibility import Visibility
from hardstand.ledger import EventKind, State
from hardstand.ledger.states import SEEN_SHARE

SAME_SPOT_IOU = 0.3
"""Labels of two dates that overlap at least this much stand on one spot."""

INSIDE_SHARE = 0.9
"""A label counts only where at least this share of it lies on the other date's frame."""

Array = NDArray[np.float64]

_CORNERS = [[0, 1], [2, 1], [2, 3], [0, 3]]
"""Where the corners of a box (column min, row min, column max, row max) are taken from."""


@dataclass(frozen=True, kw_only=True, eq=False)
class LabelsOnGround:
    """The labels of one date.

    Attributes:
        boxes: (n, 4) column min, row min, column max, row max.
        ground: pixels of the frame to the site frame.
        extent: (2,) columns and rows of the frame.
        visibility: where the ground was seen; None = everywhere.
    """

    boxes: Array
    ground: GroundTransform
    extent: Array
    visibility: Visibility | None = None

    def on(self, other: LabelsOnGround) -> Array:
        """Upright hulls of these boxes in pixels of the other date's frame."""
        there = [polygon.corners for polygon in self.polygons_on(other)]
        hulls = [np.concatenate([each.min(axis=0), each.max(axis=0)]) for each in there]
        return np.array(hulls, dtype=np.float64).reshape(-1, 4)

    def polygons_on(self, other: LabelsOnGround) -> list[PixelPolygon]:
        """These boxes in pixels of the other date's frame."""
        return [other.ground.to_pixels(self.ground.to_site(PixelPolygon(box[_CORNERS]))) for box in self.boxes]


@dataclass(frozen=True, kw_only=True, eq=False)
class DatedEvent:
    """An arrival or a departure between two dates of a run.

    Attributes:
        kind: which.
        earlier: number of the date at which the window begins, from 0.
        later: number of the date at which it ends.
        box: (4,) upright box of the object on the frame that shows it, pixels.
    """

    kind: EventKind
    earlier: int
    later: int
    box: Array

    @property
    def empty(self) -> int:
        """Number of the date that shows the spot empty."""
        return self.earlier if self.kind is EventKind.ARRIVAL else self.later


def labelled_events(dates: Sequence[LabelsOnGround], *, observable: bool = False) -> list[DatedEvent]:
    """What came and what left between the dates that show a spot, by the labels alone.

    Args:
        dates: in the order of time.
        observable: whether a date shows no spot that `measure_visibility` calls not seen; else it shows all that lies
            on its frame, and what a cloud hides has left.
    """
    spots = _spots(dates)
    shown = [[_shows(dates, spot, date, observable=observable) for date in range(len(dates))] for spot in spots]
    return [event for spot, states in zip(spots, shown, strict=True) for event in _events(dates, spot, states)]


_LabelSpot = dict[int, int]
"""Number of a date to the index of the label that stands on the spot."""


def _spots(dates: Sequence[LabelsOnGround]) -> list[_LabelSpot]:
    """Labels of all dates by spot, assigned so that the overlap summed over all is largest."""
    spots: list[_LabelSpot] = []
    for date, labels in enumerate(dates):
        hulls = [earlier.on(labels) for earlier in dates[:date]]
        overlap = np.zeros((len(spots), len(labels.boxes)))
        for row, spot in enumerate(spots):
            known = np.array([hulls[earlier][index] for earlier, index in spot.items()])
            overlap[row] = box_iou(known, labels.boxes).max(axis=0, initial=0.0)
        rows, columns = linear_sum_assignment(np.where(overlap >= SAME_SPOT_IOU, overlap, 0.0), maximize=True)
        paired = {int(c): int(r) for r, c in zip(rows, columns, strict=True) if overlap[r, c] >= SAME_SPOT_IOU}
        for index in range(len(labels.boxes)):
            if index in paired:
                spots[paired[index]][date] = index
            else:
                spots.append({date: index})
    return spots


def _shows(dates: Sequence[LabelsOnGround], spot: _LabelSpot, date: int, *, observable: bool) -> State:
    """What a date shows at a spot."""
    if date in spot:
        return State.OCCUPIED
    there = dates[date]
    for known, index in spot.items():
        alone = replace(dates[known], boxes=dates[known].boxes[index : index + 1])
        if not _inside(alone.on(there), there.extent).all() or (observable and not _seen(alone, there)):
            return State.NOT_SEEN
    return State.EMPTY


def _seen(labels: LabelsOnGround, there: LabelsOnGround) -> bool:
    visibility = there.visibility
    return visibility is None or all(visibility.seen_share(spot) >= SEEN_SHARE for spot in labels.polygons_on(there))


def _inside(boxes: Array, extent: Array) -> NDArray[np.bool_]:
    shown = np.clip(boxes, 0, np.tile(extent, 2))
    areas = [np.prod(each[:, 2:] - each[:, :2], axis=1) for each in (shown, boxes)]
    return np.asarray(areas[0] >= INSIDE_SHARE * areas[1])


def _events(dates: Sequence[LabelsOnGround], spot: _LabelSpot, states: Sequence[State]) -> Iterator[DatedEvent]:
    judged = [date for date, state in enumerate(states) if state.judged]
    for earlier, later in pairwise(judged):
        if states[earlier] is states[later]:
            continue
        arrived = states[later] is State.OCCUPIED
        shown = later if arrived else earlier
        yield DatedEvent(
            kind=EventKind.ARRIVAL if arrived else EventKind.DEPARTURE,
            earlier=earlier,
            later=later,
            box=dates[shown].boxes[spot[shown]],
        )


def completed(frames: Sequence[LabelledFrame]) -> list[LabelledFrame]:
    """The frames with the aircraft that people left out, as `left_out_aircraft.csv` lists them."""
    left_out: dict[str, list[tuple[Array, bool]]] = defaultdict(list)
    for row in read_table("left_out_aircraft.csv"):
        left_out[row["frame"]].append((box_of(row), row["shown"] == "cut"))
    return [_with(frame, left_out[frame.name]) for frame in frames]


def _with(frame: LabelledFrame, more: Sequence[tuple[Array, bool]]) -> LabelledFrame:
    if not more:
        return frame
    return replace(
        frame,
        boxes=np.concatenate([frame.boxes, [box for box, _ in more]]),
        truncated=np.concatenate([frame.truncated, [cut for _, cut in more]]),
    )


def thick_cloud() -> dict[str, shapely.MultiPolygon]:
    """File name to where cloud hides the ground, by eye, in pixels; frames without such cloud are left out."""
    outlines: dict[str, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for row in read_table("thick_cloud.csv"):
        outlines[row["frame"]][row["cloud"]].append((float(row["column"]), float(row["row"])))
    return {
        frame: shapely.MultiPolygon([shapely.Polygon(points) for points in clouds.values()])
        for frame, clouds in outlines.items()
    }
