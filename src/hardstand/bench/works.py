"""Measure what was built at 0.5 m: works painted over real frames, and real pairs of dates that nobody touched."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from shapely import Polygon

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, airport_of, read_airbus
from hardstand.bench.pairs import FramePair, series_pairs
from hardstand.bench.scenes import read_table
from hardstand.bench.truth import read_picture
from hardstand.construction import Construction, DatedImage, Models, Work, WorkKind, find_construction
from hardstand.errors import RegistrationError
from hardstand.frames import SitePolygon
from hardstand.imagery import AcquisitionOverrides, measure_stretch, measure_visibility, open_acquisition
from hardstand.imagery.acquisition import Acquisition
from hardstand.registration import SiteRegistration, register_site
from hardstand.simulation.frame_look import measure_look
from hardstand.simulation.light import Sun
from hardstand.simulation.open_ground import open_ground
from hardstand.simulation.over_types import FrameLight
from hardstand.simulation.random_works import random_works
from hardstand.simulation.works import WorkKind as PaintedKind
from hardstand.simulation.works_over import PaintedWork, paint_works

SAME_WORK_IOU = 0.5
"""A work is found when its outline overlaps the painted one at least this much (intersection over union)."""

LEAST_M2 = 100.0
"""Smaller painted works are neither asked for nor held against the network, square metres."""

LEAST_CONTRAST = 8.0
"""The same for those that hardly differ from the ground that they cover, digital numbers."""

PAINTED = 10
"""Works painted over one frame, at most; there is room for fewer on most."""

SEED = 20150904

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class FoundWork:
    """A work that the untouched pair of frames was said to show.

    Attributes:
        pair: names of the two frames.
        change: new or vanished.
        kind: what it was said to be.
        probability: 0..1.
        area_m2: square metres.
        column: of its middle on the first frame, pixels.
        row: of its middle on the first frame, pixels.
        real: whether a person who looked at both frames saw a work there; None where nobody looked.
    """

    pair: tuple[str, str]
    change: str
    kind: str
    probability: float
    area_m2: float
    column: float
    row: float
    real: bool | None = None


@dataclass(frozen=True, kw_only=True)
class WorksFigures:
    """How well works are found at airports that trained nothing.

    Attributes:
        pairs: pairs of dates compared.
        painted: works painted on either date that can be seen.
        found: works stated on the painted pairs, without those that the untouched pair shows too.
        right: works that are both.
        by_kind: kind painted to number painted, found, and found as that kind.
        compared_km2: ground compared on the untouched pairs, square kilometres.
        untouched: works stated on the untouched pairs; all that nobody has found to be real count as false.
    """

    pairs: int
    painted: int
    found: int
    right: int
    by_kind: dict[str, tuple[int, int, int]]
    compared_km2: float
    untouched: tuple[FoundWork, ...] = field(repr=False)

    @property
    def f1(self) -> float:
        """Of the painted works, 0..1."""
        total = self.painted + self.found
        return 2 * self.right / total if total else 1.0

    @property
    def false_per_km2(self) -> float:
        """Works stated on untouched pairs that are none, per square kilometre."""
        wrong = sum(not each.real for each in self.untouched)
        return wrong / self.compared_km2 if self.compared_km2 else 0.0

    def to_record(self) -> dict[str, Any]:
        """For JSON and tables."""
        return {**asdict(self), "f1": self.f1, "false_per_km2": self.false_per_km2, **self._looked_at()}

    def _looked_at(self) -> dict[str, int]:
        answers = Counter(each.real for each in self.untouched)
        return {
            "untouched_real": answers[True],
            "untouched_false": answers[False],
            "untouched_not_looked_at": answers[None],
        }


def unseen_pairs(data: Path, models: Models) -> list[FramePair]:
    """Pairs of dates at airports at which no place trained the network or set how its answers are read.

    Raises:
        DatasetError: the data set is not there.
    """
    used = models.fine.card.hardstand
    known = {*used.trained_places.get("airbus-aircraft", ()), *used.calibration_places.get("airbus-aircraft", ())}
    airports = {airport_of(place) for place in known}
    return [pair for pair in series_pairs(read_airbus(data)) if airport_of(pair[0].place) not in airports]


def measure_works(pairs: Sequence[FramePair], models: Models, progress: Progress) -> WorksFigures:
    """Compare each pair as it is, and with works painted over its first frame."""
    scores, kinds, untouched, km2 = Counter[str](), Counter[tuple[str, str]](), list[FoundWork](), 0.0
    for number, (first, second) in enumerate(pairs, start=1):
        with tempfile.TemporaryDirectory() as spare:
            score = _score_pair(first, second, number, models, Path(spare))
        progress("Looking for painted works", number, len(pairs))
        if score is None:
            continue
        scores.update(score.scores)
        kinds.update(score.kinds)
        untouched += score.untouched
        km2 += score.compared_km2
    names = sorted({name for name, _ in kinds})
    return WorksFigures(
        pairs=scores["pairs"],
        painted=scores["painted"],
        found=scores["found"],
        right=scores["right"],
        by_kind={name: (kinds[name, "painted"], kinds[name, "right"], kinds[name, "named"]) for name in names},
        compared_km2=km2,
        untouched=tuple(untouched),
    )


@dataclass(frozen=True, kw_only=True)
class _PairScore:
    scores: Counter[str]
    kinds: Counter[tuple[str, str]]
    untouched: list[FoundWork]
    compared_km2: float


def _score_pair(
    first: LabelledFrame, second: LabelledFrame, number: int, models: Models, spare: Path
) -> _PairScore | None:
    acquisitions = [_open(each.path) for each in (first, second)]
    try:
        registration = register_site(acquisitions)
    except RegistrationError:
        return None
    before = _construction(acquisitions, registration, models)
    path, painted = _painted(first, number, spare)
    swapped = _open(path, acquisitions[0].id)
    dates = [swapped, acquisitions[1]] if number % 2 else [acquisitions[1], swapped]
    after = _construction(dates, registration, models)
    ground = registration.ground[acquisitions[0].id]
    asked = [_Asked(work=each, outline=ground.to_site(each.outline).shape) for each in painted]
    scores, kinds = _hold(asked, [work for work in after.works if not _known(work, before)])
    found = [_found(work, (first.name, second.name), ground.to_pixels) for work in before.works]
    return _PairScore(scores=scores, kinds=kinds, untouched=found, compared_km2=before.compared_km2)


def _open(path: Path, name: str | None = None) -> Acquisition:
    acquisition = open_acquisition(path, overrides=AcquisitionOverrides(gsd_m=AIRBUS_GSD_M))
    return acquisition if name is None else replace(acquisition, id=name)


def _construction(acquisitions: Sequence[Acquisition], registration: SiteRegistration, models: Models) -> Construction:
    images = [
        DatedImage(
            acquisition=each,
            ground=registration.ground[each.id],
            visibility=measure_visibility(each.raster, measure_stretch(each.raster), AIRBUS_GSD_M),
        )
        for each in acquisitions
    ]
    return find_construction(images, models, lambda _: None, lambda *_: None)[0]


def _painted(frame: LabelledFrame, number: int, folder: Path) -> tuple[Path, tuple[PaintedWork, ...]]:
    """The frame with works painted over it, on two frames of three on open ground, as a picture without loss."""
    rng = np.random.default_rng([SEED, number])
    picture = read_picture(frame.path)[..., ::-1].copy()
    look = measure_look(picture, AIRBUS_GSD_M)
    avoid = np.zeros(picture.shape[:2], np.bool_) if number % 3 == 0 else ~open_ground(picture, AIRBUS_GSD_M, look)
    for left, top, right, bottom in frame.boxes.astype(int):
        avoid[max(0, top) : bottom, max(0, left) : right] = True
    works = random_works(picture.shape[:2], AIRBUS_GSD_M, rng, avoid=avoid, count=PAINTED, kinds=tuple(PAINTED_AS))
    light = FrameLight(sun=Sun(azimuth_deg=float(rng.uniform(90, 270)), elevation_deg=float(rng.uniform(30, 65))))
    new, painted = paint_works(picture, AIRBUS_GSD_M, works, light, rng, look)
    path = folder / "painted.png"
    cv2.imwrite(str(path), new[..., ::-1])
    return path, painted


PAINTED_AS: dict[PaintedKind, tuple[WorkKind, ...]] = {
    PaintedKind.STRIP: (WorkKind.STRIP, WorkKind.APRON),
    PaintedKind.BUILDING: (WorkKind.BUILDING,),
}
"""What is painted, and what it may rightly be called."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Asked:
    work: PaintedWork
    outline: Polygon

    @property
    def clear(self) -> bool:
        return self.outline.area >= LEAST_M2 and self.work.contrast >= LEAST_CONTRAST


def _hold(asked: Sequence[_Asked], found: Sequence[Work]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """One to one; what lies on a painted work that nobody could see is no fault."""
    overlap = np.array([[_iou(each.outline, work.outline) for work in found] for each in asked])
    overlap = overlap.reshape(len(asked), len(found))
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    pairs = {
        int(row): int(column)
        for row, column in zip(rows, columns, strict=True)
        if overlap[row, column] >= SAME_WORK_IOU
    }
    unclear = {column for row, column in pairs.items() if not asked[row].clear}
    kinds: Counter[tuple[str, str]] = Counter()
    scores = Counter(pairs=1, painted=0, found=len(found) - len(unclear), right=0)
    for row, each in enumerate(asked):
        if not each.clear:
            continue
        scores["painted"] += 1
        kinds[each.work.kind.value, "painted"] += 1
        if row in pairs:
            scores["right"] += 1
            kinds[each.work.kind.value, "right"] += 1
            kinds[each.work.kind.value, "named"] += found[pairs[row]].kind in PAINTED_AS[each.work.kind]
    return scores, kinds


def _iou(first: Polygon, second: Polygon) -> float:
    union = first.union(second).area
    return float(first.intersection(second).area / union) if union else 0.0


def _known(work: Work, before: Construction) -> bool:
    """Whether the untouched pair shows it too: that is counted there."""
    return any(shapely.intersection(work.outline, each.outline).area > 0.5 * work.outline.area for each in before.works)


def _found(work: Work, pair: tuple[str, str], to_pixels: Callable[[SitePolygon], Any]) -> FoundWork:
    corners: NDArray[np.float64] = to_pixels(SitePolygon(np.asarray(work.outline.exterior.coords)[:-1])).corners
    column, row = (float(value) for value in corners.mean(axis=0))
    return FoundWork(
        real=_looked_up(pair, column, row),
        pair=pair,
        change=work.direction.value,
        kind=work.kind.value,
        probability=work.probability,
        area_m2=work.measures.area_m2,
        column=column,
        row=row,
    )


@cache
def _judged() -> tuple[dict[str, str], ...]:
    return tuple(read_table("works_looked_at.csv"))


def _looked_up(pair: tuple[str, str], column: float, row: float) -> bool | None:
    """What a person said of the ground around a spot of a pair's first frame."""
    for each in _judged():
        apart = np.hypot(float(each["column"]) - column, float(each["row"]) - row)
        if pair == (each["first"], each["second"]) and apart <= float(each["radius"]):
            return each["real"] == "yes"
    return None
