"""What a person said of a sample of the detections and of the ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from hardstand.counting.estimate import FrameReview


@dataclass(frozen=True, kw_only=True)
class ReviewedTile:
    """A piece of one image that a person went over.

    Attributes:
        acquisition: id.
        label: class that was looked for.
        share: of all missed objects, the part that was expected on the tile before anyone looked, 0..1.
        missed: objects of the class on the tile that no detection marks.
    """

    acquisition: str
    label: str
    share: float
    missed: int


@dataclass(frozen=True, kw_only=True)
class ReviewedSample:
    """What a person said.

    Attributes:
        detections: id of a sighting, doubtful ones included, to whether it is an object of its class.
        tiles: pieces of ground.
    """

    detections: Mapping[str, bool] = field(default_factory=dict)
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
            real=np.array([-1 if answer is None else int(answer) for answer in answers], dtype=np.int8),
            ground_share=min(1.0, sum(tile.share for tile in tiles)),
            missed=sum(tile.missed for tile in tiles),
        )
