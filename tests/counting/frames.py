"""Frames drawn by chance from a detector of which everything is known."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hardstand.counting import CountedFrame, FrameScores, fit_calibration
from hardstand.detection.calibration import CountCalibration

LOWEST = 0.2


@dataclass(frozen=True)
class Made:
    """A detector that finds `recall` of the objects, a little more or less on each frame, and invents some."""

    recall: float = 0.9
    agreement: float = 40.0
    false_per_km2: float = 2.0
    false_per_object: float = 0.03
    shape: float = 1.0
    places: dict[str, int] = field(default_factory=dict)

    def frame(self, rng: Generator, objects: int, ground_km2: float = 1.0, place: str = "") -> CountedFrame:
        recall = rng.beta(self.agreement * self.recall, self.agreement * (1 - self.recall))
        hits = rng.binomial(objects, recall)
        rate = (self.false_per_km2 * ground_km2 + self.false_per_object * objects) * rng.gamma(self.shape) / self.shape
        false = rng.poisson(rate)
        scores = np.concatenate([rng.beta(9, 3, hits), rng.beta(2, 5, false)])
        scores = LOWEST + (1 - LOWEST) * scores
        return CountedFrame(
            place=place or str(rng.integers(10**9)),
            scores=scores,
            hit=np.arange(hits + false) < hits,
            labelled=objects,
            gsd_m=0.5,
            ground_km2=ground_km2,
        )


def numbers(rng: Generator, frames: int) -> NDArray[np.int64]:
    """Objects on each of many frames: from none to a hundred, small numbers often."""
    return np.floor(np.exp(rng.uniform(0, np.log(80), frames))).astype(int) - 1


def calibrate(frames: list[CountedFrame]) -> CountCalibration:
    return fit_calibration(
        frames, lowest_score=LOWEST, measured_on="made frames", places={"made": ("all",)}, overlap=0.5
    )


def scores_of(frame: CountedFrame) -> FrameScores:
    return FrameScores(scores=frame.scores, gsd_m=frame.gsd_m, ground_km2=frame.ground_km2, lowest_score=LOWEST)
