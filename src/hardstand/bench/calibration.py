"""Hold the intervals of counts against labels, on every frame that neither trained nor calibrated.

For each frame and class: does the 90 % interval hold the labelled number, and how wide is it? And of the detections
that were given some probability of being an object: what share is one?
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.airports import airport_windows
from hardstand.bench.datasets import airport_of, read_airbus
from hardstand.bench.held_out import detect_all, judge_class
from hardstand.bench.matching import JudgedFrame
from hardstand.bench.random_ground import random_ground
from hardstand.bench.truth import (
    HeldOutFrame,
    airbus_frames,
    helicopter_frames,
    hrplanes_frames,
    nwpu_frames,
    only,
    resampled,
    vehicle_frames,
)
from hardstand.counting import FrameCount, FrameScores
from hardstand.detection import Detection, Detector
from hardstand.detection.card import ClassFacts
from hardstand.detection.request import DOUBT_SHARE
from hardstand.detection.several import owners

VEHICLE_GSD_M = 0.3
"""Ground sampling distance to which frames with vehicles are reduced."""

AIRBUS = "airbus-aircraft"

STEPS = 10
"""Steps of probability in the reliability diagram."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, kw_only=True)
class CountedFrame:
    """One class on one frame.

    Attributes:
        data_set: folder of the data set, with the kind of picture where it shows several.
        name: file name of the frame; of a place, where its windows are counted together.
        label: class.
        labelled: objects that people labelled.
        found: detections at or above the default score.
        low: lower end of the 90 % interval.
        high: upper end.
    """

    data_set: str
    name: str
    label: str
    labelled: int
    found: int
    low: int
    high: int

    @property
    def held(self) -> bool:
        """Whether the interval holds the labelled number."""
        return self.low <= self.labelled <= self.high


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How well the intervals of many frames hold.

    Attributes:
        frames: number of frames.
        objects: labelled objects on all of them.
        held: share of the frames of which the 90 % interval holds the labelled number, 0..1; at least 0.9 is promised.
        too_low: share of the frames with more objects than the interval allows.
        too_high: share of the frames with fewer.
        width: mean of upper less lower end, objects.
        relative_width: sum of the widths over the sum of the objects; None without objects.
        exact: share of the frames on which the number found is the labelled one, for comparison.
    """

    frames: int
    objects: int
    held: float
    too_low: float
    too_high: float
    width: float
    relative_width: float | None
    exact: float


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """Detections that were given a probability within one step.

    Attributes:
        low: of the step.
        high: of the step.
        detections: how many.
        promised: mean probability.
        kept: share of them that is an object.
    """

    low: float
    high: float
    detections: int
    promised: float
    kept: float


@dataclass(frozen=True, kw_only=True)
class CalibrationBench:
    """Counts against labels.

    Attributes:
        frames: every class on every frame.
        scenes: every class on all windows of one place together, as if they were one scene.
        reliability: class to its steps of probability, ascending; those without detections are left out.
        not_calibrated: classes with labels on held-out frames that the card gives no errors for.
    """

    frames: tuple[CountedFrame, ...]
    scenes: tuple[CountedFrame, ...]
    reliability: dict[str, tuple[Reliability, ...]]
    not_calibrated: tuple[str, ...]

    def to_record(self) -> dict[str, Any]:
        """Figures by class, and by class and data set, with every frame below."""
        return {
            "classes": _by_class_and_set(self.frames),
            "scenes": _by_class_and_set(self.scenes),
            "not_calibrated": list(self.not_calibrated),
            "reliability": {label: [asdict(step) for step in steps] for label, steps in self.reliability.items()},
            "frames": [asdict(frame) for frame in chain(self.frames, self.scenes)],
        }


def _by_class_and_set(frames: Sequence[CountedFrame]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for label in sorted({frame.label for frame in frames}):
        own = [frame for frame in frames if frame.label == label]
        record[label] = {"all": asdict(cover(own))}
        for name in sorted({frame.data_set for frame in own}):
            record[label][name] = asdict(cover([frame for frame in own if frame.data_set == name]))
    return record


def measure_calibration(data: Path, detectors: Sequence[Detector], progress: Progress) -> CalibrationBench:
    """Count on every frame that judges, and compare with the labels.

    Args:
        data: the folder that holds the data sets.
        detectors: the first that knows a class answers for it.
        progress: told what is being done.

    Raises:
        DatasetError: a data set is not there.
    """
    owned = owners(detectors)
    parts = [
        _measure(data, detector, {label for label, owner in owned.items() if owner == index}, progress)
        for index, detector in enumerate(detectors)
    ]
    return CalibrationBench(
        frames=tuple(chain.from_iterable(part.frames for part in parts)),
        scenes=tuple(chain.from_iterable(part.scenes for part in parts)),
        reliability={label: steps for part in parts for label, steps in part.reliability.items()},
        not_calibrated=tuple(chain.from_iterable(part.not_calibrated for part in parts)),
    )


def _measure(data: Path, detector: Detector, labels: set[str], progress: Progress) -> CalibrationBench:
    with tempfile.TemporaryDirectory() as spare:
        frames = judging_frames(data, detector, Path(spare))
        found = detect_all(frames, detector, progress, f"Counting on held-out frames ({detector.card.name})")
        classes = detector.card.hardstand.classes
        return judge_counts(frames, found, {label: facts for label, facts in classes.items() if label in labels})


def judging_frames(data: Path, detector: Detector, spare: Path) -> list[HeldOutFrame]:
    """The frames with labels of a detector's classes that neither trained, nor set a threshold, nor calibrated counts.

    Args:
        data: the folder that holds the data sets.
        detector: whose card names the places that it used.
        spare: a folder for reduced pictures.
    """
    used = detector.card.hardstand
    known = {*used.trained_places.get(AIRBUS, ()), *used.calibration_places.get(AIRBUS, ())}
    fine = [*vehicle_frames(data), *(only("vehicle", frame) for frame in nwpu_frames(data, fine=True))]
    streets = [resampled(frame, VEHICLE_GSD_M, spare) for frame in fine if frame.side == "test"]
    helicopters = [only("helicopter", frame) for frame in helicopter_frames(data)]
    windows = [*airport_windows(data, spare), *random_ground(data, spare)]
    every = [*hrplanes_frames(data), *helicopters, *nwpu_frames(data), *streets, *windows]
    judging = [*unseen_airbus(data, known), *(frame for frame in every if frame.side == "test")]
    return [frame for frame in judging if not frame.boxes.keys().isdisjoint(used.labels)]


def judge_counts(
    frames: Sequence[HeldOutFrame],
    found: Sequence[tuple[Detection, ...]],
    classes: dict[str, ClassFacts],
) -> CalibrationBench:
    """Intervals against labels, from the detections of every frame down to a low score.

    Args:
        frames: with their labels.
        found: detections of each.
        classes: of the detector's card, by name.
    """
    counted: list[CountedFrame] = []
    scenes: list[CountedFrame] = []
    reliability = {}
    for label, facts in classes.items():
        if facts.counts is None:
            continue
        own = [frame for frame in frames if label in frame.boxes]
        judged = judge_class(frames, found, label, facts.counts.overlap)
        outcomes = [_outcome([frame], [each], label, facts) for frame, each in zip(own, judged, strict=True)]
        scenes += _scenes(own, judged, label, facts)
        counted += [frame for frame, _, _ in outcomes]
        reliability[label] = _reliability((likely, hit) for _, likely, hit in outcomes)
    labelled = {label for frame in frames for label, boxes in frame.boxes.items() if len(boxes)}
    return CalibrationBench(
        frames=tuple(counted),
        scenes=tuple(scenes),
        reliability=reliability,
        not_calibrated=tuple(label for label, facts in classes.items() if facts.counts is None and label in labelled),
    )


def cover(frames: Sequence[CountedFrame]) -> Coverage:
    """Figures over some frames, one at least."""
    widths = np.array([frame.high - frame.low for frame in frames])
    objects = sum(frame.labelled for frame in frames)
    return Coverage(
        frames=len(frames),
        objects=objects,
        held=float(np.mean([frame.held for frame in frames])),
        too_low=float(np.mean([frame.labelled > frame.high for frame in frames])),
        too_high=float(np.mean([frame.labelled < frame.low for frame in frames])),
        width=float(widths.mean()),
        relative_width=float(widths.sum() / objects) if objects else None,
        exact=float(np.mean([frame.found == frame.labelled for frame in frames])),
    )


_Judged = tuple[NDArray[np.float64], NDArray[np.bool_]]


def _scenes(
    frames: Sequence[HeldOutFrame], judged: Sequence[JudgedFrame], label: str, facts: ClassFacts
) -> list[CountedFrame]:
    """Windows of one place counted together: what holds on small pieces of ground need not hold on a large one."""
    places: dict[tuple[str, str], list[tuple[HeldOutFrame, JudgedFrame]]] = {}
    for frame, each in zip(frames, judged, strict=True):
        if frame.group:
            places.setdefault((frame.kind, frame.place), []).append((frame, each))
    scenes = []
    for (_, place), parts in sorted(places.items()):
        counted, _, _ = _outcome([frame for frame, _ in parts], [each for _, each in parts], label, facts)
        scenes.append(replace(counted, name=place))
    return scenes


def _outcome(
    frames: Sequence[HeldOutFrame], judged: Sequence[JudgedFrame], label: str, facts: ClassFacts
) -> tuple[CountedFrame, NDArray[np.float64], NDArray[np.bool_]]:
    """The count on some ground of one kind; and by detection its probability to be an object, and whether it is one."""
    assert facts.counts is not None
    lowest = DOUBT_SHARE * facts.count_score
    scores, hit = (np.concatenate([getattr(each, name) for each in judged]) for name in ("scores", "hit"))
    looked = scores >= lowest
    seen = FrameScores(
        scores=scores[looked],
        gsd_m=frames[0].gsd_m,
        ground_km2=sum(frame.ground_km2 for frame in frames),
        lowest_score=lowest,
    )
    count = FrameCount(facts.counts, seen)
    interval = count.total()
    outcome = CountedFrame(
        data_set=frames[0].kind,
        name=frames[0].name,
        label=label,
        labelled=sum(each.labelled for each in judged),
        found=int((scores >= facts.count_score).sum()),
        low=interval.low,
        high=interval.high,
    )
    return outcome, count.probabilities, hit[looked]


def _reliability(judged: Iterable[_Judged]) -> tuple[Reliability, ...]:
    pairs = list(judged)
    likely = np.concatenate([np.zeros(0), *(each for each, _ in pairs)])
    hit = np.concatenate([np.zeros(0, np.bool_), *(each for _, each in pairs)])
    steps = np.minimum((likely * STEPS).astype(int), STEPS - 1)
    return tuple(
        Reliability(
            low=step / STEPS,
            high=(step + 1) / STEPS,
            detections=int((steps == step).sum()),
            promised=float(likely[steps == step].mean()),
            kept=float(hit[steps == step].mean()),
        )
        for step in np.unique(steps).tolist()
    )


def unseen_airbus(data: Path, known: set[str]) -> list[HeldOutFrame]:
    """The Airbus frames of airports at which no place is among the known ones."""
    places = sorted({frame.place for frame in read_airbus(data)})
    airports = {airport_of(place) for place in known}
    return airbus_frames(data, {"test": [place for place in places if airport_of(place) not in airports]})
