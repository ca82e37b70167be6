"""False aircraft on pictures on which none stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hardstand.bench.datasets import LabelledFrame
from hardstand.bench.detection import LABEL, Progress
from hardstand.bench.pictures import detect_picture, read_picture
from hardstand.bench.scenes import EmptyScene
from hardstand.detection import Detector


@dataclass(frozen=True, kw_only=True)
class EmptyQuality:
    """False aircraft on windows where none stands, at the default score.

    Attributes:
        name: of the group.
        windows: number of them.
        area_km2: ground that they show, at the GSDs they were read at.
        false_aircraft: what was found there.
        per_km2: the quotient.
    """

    name: str
    windows: int
    area_km2: float
    false_aircraft: int
    per_km2: float


def measure_empty(
    data: Path, detector: Detector, scenes: Sequence[EmptyScene], progress: Progress
) -> tuple[EmptyQuality, ...]:
    """False aircraft on windows without any: first on all, then by data set.

    Raises:
        DatasetError: a picture is missing.
    """
    counts = []
    for number, scene in enumerate(scenes, start=1):
        counts.append(_count_false(data, scene, detector))
        progress("Reading empty scenes", number, len(scenes))
    names = sorted({scene.data_set for scene in scenes})
    groups = [("all", set(names)), *((name, {name}) for name in names)]
    pairs = list(zip(scenes, counts, strict=True))
    return tuple(
        _empty_quality(name, [pair for pair in pairs if pair[0].data_set in chosen]) for name, chosen in groups
    )


def _count_false(data: Path, scene: EmptyScene, detector: Detector) -> int:
    picture = read_picture(scene.path(data), scene.window)
    found = detect_picture(picture, _unlabelled(scene.file_name), detector, scene.gsd_m)
    score = detector.card.hardstand.classes[LABEL].count_score
    return sum(detection.score >= score for detection in found)


def _empty_quality(name: str, pairs: Sequence[tuple[EmptyScene, int]]) -> EmptyQuality:
    area = sum(scene.area_km2 for scene, _ in pairs)
    false = sum(count for _, count in pairs)
    return EmptyQuality(name=name, windows=len(pairs), area_km2=area, false_aircraft=false, per_km2=false / area)


def _unlabelled(name: str) -> LabelledFrame:
    return LabelledFrame(
        name=name, path=Path(name), place=name, boxes=np.zeros((0, 4)), truncated=np.zeros(0, np.bool_)
    )
