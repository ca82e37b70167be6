"""Measure arrivals and departures on real frames of one place against events derived from their labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, read_airbus
from hardstand.bench.detection import LABEL, unseen_frames, upright_boxes
from hardstand.bench.event_score import REFUSED, EventScore, score_events, total, wrong_events
from hardstand.bench.event_truth import DatedEvent, LabelsOnGround, completed, labelled_events, thick_cloud
from hardstand.detection import DetectionRequest, Detector, Findings, find_objects
from hardstand.errors import RegistrationError
from hardstand.imagery import AcquisitionOverrides, measure_stretch, measure_visibility, open_acquisition
from hardstand.imagery.acquisition import Acquisition
from hardstand.imagery.visibility import Visibility
from hardstand.ledger import DatedView, Event, EventKind, Ledger, build_ledger
from hardstand.measurement import DOUBT, PointsModel, load_points_model, place_on_ground, refine_detections
from hardstand.registration import SiteRegistration, register_site

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
"""The data set publishes no dates: frames are taken a day apart, in the order of its series."""

HIDDEN_SHARE = 0.1
"""A spot of which cloud hides more than this share was not seen."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Truths:
    """The same events held against three truths.

    Attributes:
        labels: what follows from the labels, as they are.
        observable: the same, where what `measure_visibility` calls not seen shows no spot: an aircraft under a cloud
            has no label, but has not left.
        completed: as `observable`, with the aircraft in full view that people left out.
    """

    labels: EventScore
    observable: EventScore
    completed: EventScore

    def to_record(self) -> dict[str, Any]:
        """For JSON and tables."""
        return {name: {**asdict(score), "f1": score.f1} for name, score in vars(self).items()}


@dataclass(frozen=True, kw_only=True)
class CloudCheck:
    """Closed windows of which the empty end lies on a frame under cloud.

    Attributes:
        closed: windows that the ledger closed, on all frames.
        on_clouded_frames: those whose empty end is a frame with thick cloud or haze somewhere on it.
        through_cloud: those whose empty spot lies under cloud that was outlined by eye: wrong because of it.
        wrong_on_clouded_frames: those on such a frame, but beside the outlined cloud, that the completed labels do not
            bear out: frame and middle of the spot, pixels.
        opened: arrivals with an open start, which are counted apart.
    """

    closed: int = 0
    on_clouded_frames: int = 0
    through_cloud: int = 0
    opened: int = 0
    wrong_on_clouded_frames: list[tuple[str, int, int]] = field(default_factory=list)

    def __add__(self, other: CloudCheck) -> CloudCheck:
        """Both together."""
        return CloudCheck(**{name: value + getattr(other, name) for name, value in vars(self).items()})


@dataclass(frozen=True, kw_only=True)
class LedgerBench:
    """Events on frames of one series.

    Attributes:
        unseen_pairs: pairs of airports at which the detector was neither trained nor calibrated.
        every_pair: pairs of all places.
        unseen_runs: all dates of a series as one run, of those airports.
        every_run: runs of all places.
        cloud_in_pairs: closed windows and cloud, over all pairs.
        cloud_in_runs: the same over all runs.
    """

    unseen_pairs: Truths
    every_pair: Truths
    unseen_runs: Truths
    every_run: Truths
    cloud_in_pairs: CloudCheck
    cloud_in_runs: CloudCheck

    def to_record(self) -> dict[str, Any]:
        """For JSON and tables."""
        scores = {name: value.to_record() for name, value in vars(self).items() if isinstance(value, Truths)}
        return {**scores, "cloud_in_pairs": asdict(self.cloud_in_pairs), "cloud_in_runs": asdict(self.cloud_in_runs)}


@dataclass(frozen=True, kw_only=True, eq=False)
class _Read:
    """A frame with all that does not depend on its partners."""

    frame: LabelledFrame
    acquisition: Acquisition
    findings: Findings
    visibility: Visibility


@dataclass(frozen=True, kw_only=True)
class RunScore:
    """One run of two or more frames, held against its three truths and the cloud."""

    truths: Truths
    cloud: CloudCheck


def measure_ledger(data: Path, detector: Detector, progress: Progress) -> LedgerBench:
    """Compare every pair of labelled frames of one series, and all dates of every series.

    Raises:
        DatasetError: the data set is not there.
    """
    frames = [frame for frame in read_airbus(data) if frame.labelled]
    fresh = {frame.place for frame in unseen_frames(frames, detector.card)}
    runs = sum(1 for place in _places(frames) for _ in _runs(_of(frames, place)))
    points = load_points_model()
    scores: list[tuple[str, int, RunScore]] = []
    for place in _places(frames):
        read = {frame.name: _read(frame, detector, points) for frame in _of(frames, place)}
        for members in _runs(_of(frames, place)):
            scores.append((place, len(members), score_run([read[frame.name] for frame in members])))
            progress("Comparing dates", len(scores), runs)
    return _gathered(scores, fresh)


def _of(frames: Sequence[LabelledFrame], place: str) -> list[LabelledFrame]:
    return [frame for frame in frames if frame.place == place]


def _places(frames: Sequence[LabelledFrame]) -> list[str]:
    """Those with two dates or more."""
    names = dict.fromkeys(frame.place for frame in frames)
    return [name for name in names if len(_of(frames, name)) > 1]


def _runs(members: Sequence[LabelledFrame]) -> Iterator[Sequence[LabelledFrame]]:
    """Every pair, then all together where there are more than two."""
    yield from combinations(members, 2)
    if len(members) > 2:
        yield members


def _gathered(scores: Sequence[tuple[str, int, RunScore]], fresh: set[str]) -> LedgerBench:
    pairs = [(place, score) for place, dates, score in scores if dates == 2]
    runs = [(place, score) for place, dates, score in scores if dates > 2]

    def of(members: Sequence[tuple[str, RunScore]]) -> Truths:
        truths = [score.truths for _, score in members]
        return Truths(**{name: total([getattr(each, name) for each in truths]) for name in Truths.__annotations__})

    return LedgerBench(
        unseen_pairs=of([each for each in pairs if each[0] in fresh]),
        every_pair=of(pairs),
        unseen_runs=of([each for each in runs if each[0] in fresh]),
        every_run=of(runs),
        cloud_in_pairs=sum((score.cloud for _, score in pairs), CloudCheck()),
        cloud_in_runs=sum((score.cloud for _, score in runs), CloudCheck()),
    )


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


def score_run(read: Sequence[_Read]) -> RunScore:
    """Register, build the ledger, and hold its closed windows against those of the labels."""
    try:
        registration = register_site([each.acquisition for each in read])
    except RegistrationError:
        return RunScore(truths=Truths(labels=REFUSED, observable=REFUSED, completed=REFUSED), cloud=CloudCheck())
    return hold(read, registration)


def hold(read: Sequence[_Read], registration: SiteRegistration) -> RunScore:
    """The ledger of registered frames against the truths."""
    ledger = build_ledger([_view(each, number, registration) for number, each in enumerate(read)], labels=(LABEL,))
    found = found_events(ledger)
    labels = [_labels(each, each.frame, registration) for each in read]
    whole = [
        _labels(each, frame, registration)
        for each, frame in zip(read, completed([each.frame for each in read]), strict=True)
    ]
    truth = labelled_events(whole, observable=True)
    truths = Truths(
        labels=score_events(labelled_events(labels), found),
        observable=score_events(labelled_events(labels, observable=True), found),
        completed=score_events(truth, found),
    )
    opened = len(ledger.events) - len(found)
    return RunScore(truths=truths, cloud=_check_cloud(read, whole, truth, found, opened))


def found_events(ledger: Ledger) -> list[DatedEvent]:
    """The closed windows of a ledger."""
    numbers = {name: number for number, name in enumerate(ledger.acquisitions)}
    return [
        _dated(event, numbers[event.sighting.detection.acquisition], numbers[event.empty_on])
        for event in ledger.events
        if event.empty_on is not None
    ]


def _dated(event: Event, shown: int, empty: int) -> DatedEvent:
    [box] = upright_boxes([event.sighting.detection])
    return DatedEvent(kind=event.kind, earlier=min(shown, empty), later=max(shown, empty), box=box)


def _labels(read: _Read, frame: LabelledFrame, registration: SiteRegistration) -> LabelsOnGround:
    raster = read.acquisition.raster
    return LabelsOnGround(
        boxes=frame.boxes,
        ground=registration.ground[read.acquisition.id],
        extent=np.array([raster.width, raster.height], dtype=np.float64),
        visibility=read.visibility,
    )


def _view(read: _Read, number: int, registration: SiteRegistration) -> DatedView:
    ground = registration.ground[read.acquisition.id]
    return DatedView(
        acquisition=read.acquisition.id,
        time=BEGIN + timedelta(days=number),
        ground=ground,
        visibility=read.visibility,
        doubtful=place_on_ground(read.findings.doubtful, ground, registration.frame, DOUBT),
        sightings=place_on_ground(read.findings.sure, ground, registration.frame),
        placing_sd_m=registration.placing_sd_m(read.acquisition.id),
    )


def _check_cloud(
    read: Sequence[_Read],
    labels: Sequence[LabelsOnGround],
    truth: Sequence[DatedEvent],
    found: Sequence[DatedEvent],
    opened: int,
) -> CloudCheck:
    clouds = thick_cloud()
    wrong = {id(event) for event in wrong_events(truth, found)}
    on_clouded = [(event, _spot(event, labels)) for event in found if read[event.empty].frame.name in clouds]
    hidden = [_share(spot, clouds[read[event.empty].frame.name]) > HIDDEN_SHARE for event, spot in on_clouded]
    return CloudCheck(
        closed=len(found),
        opened=opened,
        on_clouded_frames=len(on_clouded),
        through_cloud=sum(hidden),
        wrong_on_clouded_frames=[
            (read[event.empty].frame.name, round(spot.centroid.x), round(spot.centroid.y))
            for (event, spot), under in zip(on_clouded, hidden, strict=True)
            if id(event) in wrong and not under
        ],
    )


def _spot(event: DatedEvent, labels: Sequence[LabelsOnGround]) -> shapely.Polygon:
    """The event's box on the frame that shows its spot empty, pixels."""
    shown = event.later if event.kind is EventKind.ARRIVAL else event.earlier
    [polygon] = replace(labels[shown], boxes=event.box[None]).polygons_on(labels[event.empty])
    return polygon.shape


def _share(spot: shapely.Polygon, cloud: shapely.MultiPolygon) -> float:
    return float(spot.intersection(cloud).area / spot.area)
