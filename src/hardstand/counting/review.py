"""What a person said of a sample of the detections and of the ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

WHOLE = 0.999
"""Shares of reviewed ground that sum to this are all of the ground."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FrameReview:
    """What a person said of one class on one acquisition.

    Attributes:
        real: (n,) for each detection 1 = an object, 0 = none, -1 = not reviewed.
        shares: (n,) of each detection in the draw, 0..1; any value where it was not reviewed.
        tile_shares: (m,) for each piece of ground the share of all missed objects that is expected on it, 0..1.
        tile_missed: (m,) objects on each piece of ground that no detection marks.
    """

    real: NDArray[np.int8]
    shares: Array
    tile_shares: Array
    tile_missed: NDArray[np.int64]

    @classmethod
    def none(cls, detections: int) -> FrameReview:
        """Nobody looked."""
        nothing = np.zeros(0)
        return cls(
            real=np.full(detections, -1, np.int8),
            shares=np.zeros(detections),
            tile_shares=nothing,
            tile_missed=nothing.astype(np.int64),
        )

    @property
    def ground_share(self) -> float:
        """Share of all missed objects that is expected on the reviewed ground, 0..1."""
        return min(1.0, float(self.tile_shares.sum()))

    @property
    def missed(self) -> int:
        """Objects that were found there."""
        return int(self.tile_missed.sum())

    @property
    def all_ground(self) -> bool:
        """Whether nothing was left out."""
        return self.ground_share >= WHOLE

    @property
    def empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.real >= 0).any() and not len(self.tile_shares)


@dataclass(frozen=True, kw_only=True)
class ReviewedDetection:
    """An answer on one detection.

    Attributes:
        real: whether it is an object of its class.
        share: of the draw, 0..1.
    """

    real: bool
    share: float


@dataclass(frozen=True, kw_only=True)
class ReviewedTile:
    """A piece of one image that a person went over.

    Attributes:
        acquisition: id.
        label: class that was looked for.
        share: of the draw, and of all missed objects the part that was expected there, 0..1.
        missed: objects of the class on it that no detection marks.
    """

    acquisition: str
    label: str
    share: float
    missed: int


@dataclass(frozen=True, kw_only=True)
class ReviewedSample:
    """What a person said.

    Attributes:
        detections: by id of the sighting, doubtful ones included.
        tiles: pieces of ground.
    """

    detections: Mapping[str, ReviewedDetection] = field(default_factory=dict)
    tiles: tuple[ReviewedTile, ...] = ()

    def of(self, acquisition: str, label: str, sightings: Sequence[str]) -> FrameReview:
        """What was said of one class on one acquisition.

        Args:
            acquisition: id.
            label: class.
            sightings: ids of its sightings of the class, in the order of their scores in the count.
        """
        answers = [self.detections.get(name) for name in sightings]
        tiles = [tile for tile in self.tiles if (tile.acquisition, tile.label) == (acquisition, label)]
        return FrameReview(
            real=np.array([-1 if answer is None else int(answer.real) for answer in answers], dtype=np.int8),
            shares=np.array([0.0 if answer is None else answer.share for answer in answers], dtype=np.float64),
            tile_shares=np.array([tile.share for tile in tiles], dtype=np.float64),
            tile_missed=np.array([tile.missed for tile in tiles], dtype=np.int64),
        )
