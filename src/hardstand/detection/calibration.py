"""What has been measured of a detector's errors on one class, so that its counts can carry an interval.

A card holds plain numbers, from data that trained nothing: how many labelled objects were found by score, how many were
missed, how many detections were false, and how far single frames stray from the mean. `hardstand.counting` makes
posteriors of them.
"""

from __future__ import annotations

from itertools import pairwise

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ScoreBin(_Strict):
    """What scored from `low` up to the next bin's `low`; the last bin ends at 1.

    Attributes:
        low: lowest score of the bin, 0..1.
        hits: detections that match a labelled object.
        false: detections that match none.
    """

    low: float = Field(ge=0, le=1)
    hits: int = Field(ge=0)
    false: int = Field(ge=0)


class Agreement(_Strict):
    """How closely single frames follow the mean: each a few equally likely values, the larger the closer.

    Attributes:
        recall: a frame's recall is Beta(recall * m, recall * (1 - m)) distributed about the mean m.
        scores: the bins of a frame's hits are Dirichlet(scores * s) distributed about the mean shares s.
        false: a frame's rate of false detections is its mean times a Gamma variable of mean 1 and this shape.
        false_falloff: standard deviations of the logarithm of a power, the smaller the closer. The share of a frame's
            false detections above each score is the mean share to that power: on one frame hardly any scores high, on
            another, with roofs of the size of lorries, many do.
        false_scores: the bins of a frame's false detections are Dirichlet(false_scores * s) distributed about those
            shares s.
    """

    recall: tuple[float, ...] = Field(min_length=1)
    scores: tuple[float, ...] = Field(min_length=1)
    false: tuple[float, ...] = Field(min_length=1)
    false_falloff: tuple[float, ...] = Field(min_length=1)
    false_scores: tuple[float, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _positive(self) -> Agreement:
        if min(*self.recall, *self.scores, *self.false, *self.false_scores) <= 0:
            raise ValueError("an agreement between frames must be above 0")
        if min(self.false_falloff) < 0:
            raise ValueError("a standard deviation is not below 0")
        return self


class CalibratedBand(_Strict):
    """Errors measured on frames of one range of ground sampling distances.

    Attributes:
        gsd_low_m: finest GSD of the frames, metres.
        gsd_high_m: coarsest GSD of the frames, metres.
        bins: by score, ascending; the first bin's `low` is the lowest score that was looked at.
        missed: labelled objects that no detection of any bin matches.
        false_on_ground: how many of the false detections go with the area of ground looked at; the others go with the
            number of objects (a second box on one object, or something beside it).
        ground_km2: ground on the frames that could be seen, square kilometres.
        frames: number of frames.
        places: number of places; frames of one place are not independent.
        objects_beside: labelled objects that share their place with an object, itself counted, in the mean over the
            objects; 1 = every object at a place of its own.
        agreement: between frames.
    """

    gsd_low_m: float = Field(gt=0)
    gsd_high_m: float = Field(gt=0)
    bins: tuple[ScoreBin, ...] = Field(min_length=1)
    missed: int = Field(ge=0)
    false_on_ground: float = Field(ge=0)
    ground_km2: float = Field(gt=0)
    frames: int = Field(ge=1)
    places: int = Field(ge=1)
    objects_beside: float = Field(ge=1)
    agreement: Agreement

    @model_validator(mode="after")
    def _consistent(self) -> CalibratedBand:
        if self.gsd_low_m > self.gsd_high_m:
            raise ValueError(f"the GSD band begins at {self.gsd_low_m} m and ends at {self.gsd_high_m} m")
        if any(lower.low >= upper.low for lower, upper in pairwise(self.bins)):
            raise ValueError("the score bins must ascend")
        if self.false_on_ground > self.false:
            raise ValueError(f"{self.false_on_ground} of {self.false} false detections can't go with the ground")
        return self

    @property
    def hits(self) -> int:
        """Labelled objects that were found, at any score of the bins."""
        return sum(each.hits for each in self.bins)

    @property
    def false(self) -> int:
        """Detections that match no object, at any score of the bins."""
        return sum(each.false for each in self.bins)


class CountCalibration(_Strict):
    """Errors of a detector on one class.

    Attributes:
        measured_on: the kind of place, in words that complete "measured on": "civil airports at 0.5 m".
        places: data set to names of the places or frames; none of them trained the weights or judges the counts.
        overlap: intersection over union from which a detection and a label were taken for one object.
        bands: by GSD, finest first.
    """

    measured_on: str
    places: dict[str, tuple[str, ...]]
    overlap: float = Field(gt=0, le=1)
    bands: tuple[CalibratedBand, ...] = Field(min_length=1)
