"""Measure arrivals and departures on pairs of real frames against events derived from their labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, box_iou, read_airbus
from hardstand.bench.detection import LABEL, unseen_frames, upright_boxes
from hardstand.detection import DetectionRequest, Detector, Findings, find_objects
from hardstand.errors import RegistrationError
from hardstand.frames import GroundTransform, PixelPolygon
from hardstand.imagery import AcquisitionOverrides, measure_stretch, measure_visibility, open_acquisition
from hardstand.imagery.acquisition import Acquisition
from hardstand.imagery.visibility import Visibility
from hardstand.ledger import DatedView, Event, EventKind, build_ledger
from hardstand.ledger.states import SEEN_SHARE
from hardstand.measurement import DOUBT, PointsModel, load_points_model, place_on_ground, refine_detections
from hardstand.registration import SiteRegistration, register_site

SAME_SPOT_IOU = 0.3
"""Labels of two dates that overlap at least this much stand on one spot."""

SAME_EVENT_IOU = 0.5
"""An event is found when its box overlaps the label's at least this much."""

INSIDE_SHARE = 0.9
"""A label counts only where at least this share of it lies on the other date's frame."""

DATES = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 1, 2, tzinfo=UTC))
"""The data set publishes no dates: the first frame of a pair is taken for the earlier."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class EventScore:
    """Events found against events labelled, over many pairs.

    Attributes:
        pairs: pairs of frames that were compared.
        refused: pairs that could not be registered; without a transform their labels give no events to hold against.
        labelled: events that follow from the labels.
        found: events that the ledger states.
        right: events that both hold.
    """

    pairs: int
    refused: int
    labelled: int
    found: int
    right: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0..1; 1 where there was nothing to find and nothing was found."""
        total = self.labelled + self.found
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, kw_only=True)
class LedgerBench:
    """Events on pairs of one series.

    Attributes:
        unseen: pairs of airports at which the detector was neither trained nor calibrated.
        unseen_observable: the same, without labelled events of which one end lies under what `measure_visibility`
            calls not seen: an aircraft under a cloud has no label, but has not left.
        every: pairs of all places.
        every_observable: the same, as above.
    """

    unseen: EventScore
    unseen_observable: EventScore
    every: EventScore
    every_observable: EventScore

    def to_record(self) -> dict[str, Any]:
        """For JSON and tables."""
        return {name: {**asdict(score), "f1": score.f1} for name, score in vars(self).items()}


@dataclass(frozen=True, kw_only=True, eq=False)
class _Read:
    """A frame with all that does not depend on its partner."""

    frame: LabelledFrame
    acquisition: Acquisition
    findings: Findings
    visibility: Visibility


def measure_ledger(data: Path, detector: Detector, progress: Progress) -> LedgerBench:
    """Compare every pair of labelled frames of one series.

    Raises:
        DatasetError: the data set is not there.
    """
    frames = [frame for frame in read_airbus(data) if frame.labelled]
    fresh = {frame.place for frame in unseen_frames(frames, detector.card)}
    scores: dict[bool, list[PairScore]] = defaultdict(list)
    pairs = sum(1 for _ in _pairs(frames))
    points = load_points_model()
    for number, (place, first, second) in enumerate(_read_pairs(frames, detector, points), start=1):
        scores[place in fresh].append(score_pair(first, second))
        progress("Comparing pairs of dates", number, pairs)
    every = [*scores[True], *scores[False]]
    return LedgerBench(
        unseen=_total([score.labels for score in scores[True]]),
        unseen_observable=_total([score.observable for score in scores[True]]),
        every=_total([score.labels for score in every]),
        every_observable=_total([score.observable for score in every]),
    )


def _pairs(frames: Sequence[LabelledFrame]) -> Iterator[tuple[LabelledFrame, LabelledFrame]]:
    for first, second in combinations(frames, 2):
        if first.place == second.place:
            yield first, second


def _read_pairs(
    frames: Sequence[LabelledFrame], detector: Detector, points: PointsModel
) -> Iterator[tuple[str, _Read, _Read]]:
    """Each frame is read once, and forgotten with its place."""
    for place in dict.fromkeys(frame.place for frame in frames):
        members = [frame for frame in frames if frame.place == place]
        if len(members) > 1:
            read = [_read(frame, detector, points) for frame in members]
            for first, second in combinations(read, 2):
                yield place, first, second


def _read(frame: LabelledFrame, detector: Detector, points: PointsModel) -> _Read:
    """What a run would find on a frame."""
    acquisition = open_acquisition(frame.path, overrides=AcquisitionOverrides(gsd_m=AIRBUS_GSD_M))
    visibility = measure_visibility(acquisition.raster, measure_stretch(acquisition.raster), AIRBUS_GSD_M)
    found = _aircraft(find_objects(acquisition, detector, DetectionRequest()))
    found = replace(found, sure=refine_detections(found.sure, acquisition, points))
    return _Read(frame=frame, acquisition=acquisition, findings=found, visibility=visibility)


def _aircraft(findings: Findings) -> Findings:
    """What the labels hold."""
    sure, doubtful = (
        tuple(each for each in found if each.label == LABEL) for found in (findings.sure, findings.doubtful)
    )
    return Findings(sure=sure, doubtful=doubtful)


@dataclass(frozen=True, kw_only=True)
class PairScore:
    """One pair of frames, held against all its labels and against those that could be observed."""

    labels: EventScore
    observable: EventScore


def score_pair(first: _Read, second: _Read) -> PairScore:
    """Register, build the ledger, and hold its events against those of the labels."""
    try:
        registration = register_site([first.acquisition, second.acquisition])
    except RegistrationError:
        nothing = EventScore(pairs=1, refused=1, labelled=0, found=0, right=0)
        return PairScore(labels=nothing, observable=nothing)
    sides = _placed(first, registration), _placed(second, registration)
    labelled = labelled_events(*sides)
    found = _found_events(first, second, registration)
    return PairScore(labels=_score(labelled, found), observable=_score(observable_events(labelled, *sides), found))


_Events = dict[EventKind, NDArray[np.float64]]
"""Boxes of the events of each kind, on the frame that shows the object."""


def _score(labelled: _Events, found: _Events) -> EventScore:
    return EventScore(
        pairs=1,
        refused=0,
        labelled=sum(len(boxes) for boxes in labelled.values()),
        found=sum(len(boxes) for boxes in found.values()),
        right=sum(_matches(labelled[kind], found[kind]) for kind in EventKind),
    )


def observable_events(labelled: _Events, first: LabelsOnGround, second: LabelsOnGround) -> _Events:
    """Those labelled events whose spot the other date shows."""
    return {
        EventKind.DEPARTURE: _shown(labelled[EventKind.DEPARTURE], first, second),
        EventKind.ARRIVAL: _shown(labelled[EventKind.ARRIVAL], second, first),
    }


def _shown(boxes: NDArray[np.float64], own: LabelsOnGround, other: LabelsOnGround) -> NDArray[np.float64]:
    if other.visibility is None:
        return boxes
    spots = [other.ground.to_pixels(own.ground.to_site(PixelPolygon(box[_CORNERS]))) for box in boxes]
    seen = [other.visibility.seen_share(spot) >= SEEN_SHARE for spot in spots]
    return boxes[np.array(seen, dtype=np.bool_)]


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

    boxes: NDArray[np.float64]
    ground: GroundTransform
    extent: NDArray[np.float64]
    visibility: Visibility | None = None

    def on(self, other: LabelsOnGround) -> NDArray[np.float64]:
        """Upright hulls of these boxes in pixels of the other date's frame."""
        corners = self.boxes[:, _CORNERS]
        there = [other.ground.to_pixels(self.ground.to_site(PixelPolygon(each))).corners for each in corners]
        hulls = [np.concatenate([each.min(axis=0), each.max(axis=0)]) for each in there]
        return np.array(hulls, dtype=np.float64).reshape(-1, 4)


def _placed(read: _Read, registration: SiteRegistration) -> LabelsOnGround:
    raster = read.acquisition.raster
    extent = np.array([raster.width, raster.height], dtype=np.float64)
    return LabelsOnGround(
        boxes=read.frame.boxes,
        ground=registration.ground[read.acquisition.id],
        extent=extent,
        visibility=read.visibility,
    )


def labelled_events(first: LabelsOnGround, second: LabelsOnGround) -> _Events:
    """What left and what came, from the labels alone: boxes without a partner, in pixels of their own frame."""
    moved = second.on(first)
    overlap = box_iou(first.boxes, moved)
    rows, columns = linear_sum_assignment(np.where(overlap >= SAME_SPOT_IOU, overlap, 0.0), maximize=True)
    paired = overlap[rows, columns] >= SAME_SPOT_IOU
    left = np.setdiff1d(np.arange(len(first.boxes)), rows[paired])
    came = np.setdiff1d(np.arange(len(second.boxes)), columns[paired])
    on_second = _inside(first.on(second), second.extent)
    on_first = _inside(moved, first.extent)
    return {
        EventKind.DEPARTURE: first.boxes[left[on_second[left]]],
        EventKind.ARRIVAL: second.boxes[came[on_first[came]]],
    }


def _inside(boxes: NDArray[np.float64], extent: NDArray[np.float64]) -> NDArray[np.bool_]:
    shown = np.clip(boxes, 0, np.tile(extent, 2))
    areas = [np.prod(each[:, 2:] - each[:, :2], axis=1) for each in (shown, boxes)]
    return np.asarray(areas[0] >= INSIDE_SHARE * areas[1])


def _found_events(first: _Read, second: _Read, registration: SiteRegistration) -> dict[EventKind, NDArray[np.float64]]:
    views = [_view(read, time, registration) for read, time in zip((first, second), DATES, strict=True)]
    events = [event for event in build_ledger(views, labels=("aircraft",)).events if event.window.closed]
    return {kind: _boxes(event for event in events if event.kind is kind) for kind in EventKind}


def _view(read: _Read, time: datetime, registration: SiteRegistration) -> DatedView:
    ground = registration.ground[read.acquisition.id]
    return DatedView(
        acquisition=read.acquisition.id,
        time=time,
        ground=ground,
        visibility=read.visibility,
        doubtful=place_on_ground(read.findings.doubtful, ground, registration.frame, DOUBT),
        sightings=place_on_ground(read.findings.sure, ground, registration.frame),
        placing_sd_m=registration.placing_sd_m(read.acquisition.id),
    )


def _boxes(events: Iterator[Event]) -> NDArray[np.float64]:
    return upright_boxes([event.sighting.detection for event in events])


def _matches(labelled: NDArray[np.float64], found: NDArray[np.float64]) -> int:
    overlap = box_iou(labelled, found)
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    return int((overlap[rows, columns] >= SAME_EVENT_IOU).sum())


def _total(scores: Sequence[EventScore]) -> EventScore:
    names = ("pairs", "refused", "labelled", "found", "right")
    return EventScore(**{name: sum(getattr(score, name) for score in scores) for name in names})
