"""Measure what is left of the aircraft detector on pictures of another kind than it saw.

Three things: scenes with military and otherwise unusual aircraft, pictures on which nothing stands, and airports of the
held-out side, spoilt step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hardstand.bench.curves import DegradedQuality, measure_curves
from hardstand.bench.datasets import LabelledFrame, read_coco
from hardstand.bench.detection import HRPLANES_GSD_M, LABEL, Progress, detect_frames, renamed
from hardstand.bench.empty import EmptyQuality, measure_empty
from hardstand.bench.pictures import silent
from hardstand.bench.quality import Found, Quality, assess
from hardstand.bench.scenes import UnusualScene, read_empty_scenes, read_unusual_scenes
from hardstand.detection import Detection, Detector
from hardstand.errors import DatasetError


@dataclass(frozen=True, kw_only=True)
class ShiftBench:
    """All figures of the shift bench.

    Attributes:
        score: the default score, at which everything but AP is taken.
        assumed_gsd_m: what scenes of unknown GSD were read at.
        unusual: all unusual scenes, read at the assumed GSD.
        unusual_complete: those of them whose labels are complete.
        unusual_estimated_gsd: all unusual scenes, each at the GSD that aircraft of known type in it give, or
            at the assumed one where there are none.
        gsd_known_as_assumed: the scenes with such aircraft, read at the assumed GSD.
        gsd_known_as_estimated: the same scenes, read at their own.
        hrplanes_valid: the whole split that the unusual scenes are part of, at the assumed GSD.
        empty: all windows without aircraft.
        clean: one frame of each held-out airport of the Airbus set, as it is.
        by_kind: the unusual scenes by what stands there.
        by_look: the unusual scenes by what makes them hard.
        empty_by_data_set: windows without aircraft by source.
        curves: the clean frames, spoilt.
    """

    score: float
    assumed_gsd_m: float
    unusual: Quality
    unusual_complete: Quality
    unusual_estimated_gsd: Quality
    gsd_known_as_assumed: Quality
    gsd_known_as_estimated: Quality
    hrplanes_valid: Quality
    empty: EmptyQuality
    clean: Quality
    by_kind: tuple[Quality, ...]
    by_look: tuple[Quality, ...]
    empty_by_data_set: tuple[EmptyQuality, ...]
    curves: tuple[DegradedQuality, ...]


def measure_shift(
    data: Path, detector: Detector, progress: Progress, assumed_gsd_m: float = HRPLANES_GSD_M
) -> ShiftBench:
    """Measure everything.

    Args:
        data: the folder that holds the data sets.
        detector: its class "aircraft" is measured.
        progress: told what is being done.
        assumed_gsd_m: what scenes of unknown GSD are read at, metres.

    Raises:
        DatasetError: a data set is missing or incomplete.
    """
    score = detector.card.hardstand.classes[LABEL].count_score
    scenes = _Scenes.detect(data, detector, assumed_gsd_m, progress)
    clean, curves = measure_curves(data, detector, progress)
    empty = measure_empty(data, detector, read_empty_scenes(), progress)
    return ShiftBench(
        score=score,
        assumed_gsd_m=assumed_gsd_m,
        unusual=scenes.unusual("unusual scenes"),
        unusual_complete=scenes.unusual("complete labels", lambda scene: scene.complete),
        unusual_estimated_gsd=scenes.unusual("estimated GSD", estimated=True),
        gsd_known_as_assumed=scenes.unusual("GSD known, read as assumed", _gsd_known),
        gsd_known_as_estimated=scenes.unusual("GSD known, read at it", _gsd_known, estimated=True),
        hrplanes_valid=assess("HRPlanesV2 valid", scenes.frames, scenes.assumed, score),
        empty=empty[0],
        clean=clean,
        by_kind=scenes.groups(lambda scene: scene.kind),
        by_look=scenes.groups(lambda scene: scene.look),
        empty_by_data_set=empty[1:],
        curves=curves,
    )


def _gsd_known(scene: UnusualScene) -> bool:
    return scene.gsd_m is not None


def _any(scene: UnusualScene) -> bool:  # noqa: ARG001 - one shape for all
    return True


@dataclass(frozen=True, kw_only=True)
class _Scenes:
    """The whole split, read at one GSD, and the unusual scenes, read at their own.

    Attributes:
        frames: all scenes of the split.
        assumed: what was found on them at the assumed GSD.
        estimated: by file name, what was found at the scene's own GSD, where it has one.
        score: the default score.
    """

    frames: tuple[LabelledFrame, ...]
    assumed: Found
    estimated: dict[str, tuple[Detection, ...]]
    score: float

    @classmethod
    def detect(cls, data: Path, detector: Detector, assumed_gsd_m: float, progress: Progress) -> _Scenes:
        frames = tuple(read_coco(data, "hrplanes", "airplane", split="valid"))
        known = unusual_frames(frames)
        return cls(
            frames=frames,
            assumed=detect_frames(frames, detector, assumed_gsd_m, renamed(progress, "Reading HRPlanesV2")),
            estimated=_detect_at_own_gsd(known, detector, progress),
            score=detector.card.hardstand.classes[LABEL].count_score,
        )

    def unusual(self, name: str, chosen: Callable[[UnusualScene], bool] = _any, *, estimated: bool = False) -> Quality:
        """The figures of the unusual scenes that are chosen."""
        names = {scene.file_name for scene in read_unusual_scenes() if chosen(scene)}
        pairs = [pair for pair in zip(self.frames, self.assumed, strict=True) if pair[0].name in names]
        frames = [frame for frame, _ in pairs]
        own = self.estimated if estimated else {}
        return assess(name, frames, [own.get(frame.name, found) for frame, found in pairs], self.score)

    def groups(self, group: Callable[[UnusualScene], str]) -> tuple[Quality, ...]:
        """The figures of each group of unusual scenes."""
        names = sorted({group(scene) for scene in read_unusual_scenes()})
        return tuple(self.unusual(name, _in_group(group, name)) for name in names)


def _in_group(group: Callable[[UnusualScene], str], name: str) -> Callable[[UnusualScene], bool]:
    return lambda scene: group(scene) == name


def unusual_frames(frames: Sequence[LabelledFrame]) -> list[tuple[UnusualScene, LabelledFrame]]:
    """Each unusual scene with its labels.

    Raises:
        DatasetError: one of them is not among the frames.
    """
    by_name = {frame.name: frame for frame in frames}
    missing = [scene.file_name for scene in read_unusual_scenes() if scene.file_name not in by_name]
    if missing:
        raise DatasetError(f"The split 'valid' of hrplanes has no {', '.join(missing)}; check the data set's version.")
    return [(scene, by_name[scene.file_name]) for scene in read_unusual_scenes()]


def _detect_at_own_gsd(
    scenes: Sequence[tuple[UnusualScene, LabelledFrame]], detector: Detector, progress: Progress
) -> dict[str, tuple[Detection, ...]]:
    found = {}
    known = [(scene.gsd_m, frame) for scene, frame in scenes if scene.gsd_m is not None]
    for number, (gsd_m, frame) in enumerate(known, start=1):
        found[frame.name] = detect_frames([frame], detector, gsd_m, silent)[0]
        progress("Reading scenes at their own GSD", number, len(known))
    return found
