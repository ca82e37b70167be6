"""Whether a GSD can be true: the objects on an image have sizes, and aircraft of 100 m do not exist.

A wrong GSD is a silent failure: nothing else shows it. So that an unusual place is not taken for a wrong GSD, a doubt
is raised only where sizes are impossible, or where many sizes fit known types badly as stated and far better otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hardstand.measurement.equipment import EquipmentTable
from hardstand.measurement.scale_evidence import FACTORS, Extent, extents_of, fit, groups
from hardstand.measurement.sighting import Sighting

LARGEST_AIRCRAFT_M = 85.0
"""An Airbus A380 spans 79.75 m. What is larger than this by 3 standard deviations does not exist, or only once."""

TOO_LARGE = "the largest airliner spans 80 m"

TOO_LARGE_COUNT = 2
"""Impossible aircraft that make a doubt: a single one may be two that a detector took for one."""

SMALLEST_AIRCRAFT_M = 4.5
"""Hardly any aircraft is smaller: where half of those on an image are, the GSD is wrong."""

AIRLINER_M = 20.0
"""Only aircraft that are larger are compared with the table, which lists few of the smaller ones."""

FEWEST_COMPARED = 5
FEWEST_SIZES = 3
"""Aircraft, and different sizes among them, from which on the comparison says anything."""

BETTER_BY = 15.0
"""How much better another GSD must fit, natural logarithm of the likelihood ratio.

Measured with boxes of labels on 67 frames of civil airports at GSDs that fit their places: no doubt was raised on any.
With the GSD wrong by a factor of 1.4 one was raised on 53, and the GSD that it named was right to 4 %.
"""

SAME_FACTOR = 0.08
"""A factor nearer to 1 than this (as a logarithm) is no doubt."""

LIKELY_FACTOR = 0.35
"""Standard deviation of the logarithm of the factor by which a wrong GSD is wrong: 1.4 either way."""

NEARLY = 8.0
"""A GSD fits nearly as well where its log likelihood is lower than the best by no more than this.

Generous: all lengths of one image err together, which the likelihood does not know.
"""

CAR_M = (3.2, 6.2)
"""The median length of the cars on an image lies between these, metres: 4.0 to 4.8 in any country, with the error of a
box of few pixels."""
TYPICAL_CAR_M = 4.5
FEWEST_CARS = 20


@dataclass(frozen=True, kw_only=True)
class ScaleDoubt:
    """A GSD that the objects contradict.

    Attributes:
        acquisition: id.
        gsd_m: the stated one, metres.
        label: class of the objects that contradict it.
        count: how many objects were judged.
        measured: what they measure at the stated GSD, in words.
        plausible: what would be plausible, in words.
        fitting_gsd_m: GSD that would fit, metres; None where none does.
        fitting_low_m: lower end of what fits nearly as well, metres.
        fitting_high_m: upper end.
    """

    acquisition: str
    gsd_m: float
    label: str
    count: int
    measured: str
    plausible: str
    fitting_gsd_m: float | None
    fitting_low_m: float | None = None
    fitting_high_m: float | None = None

    @property
    def statement(self) -> str:
        """In words for a reader."""
        text = f"The stated {self.gsd_m:.3g} m per pixel is doubtful: {self.measured}, but {self.plausible}."
        if self.fitting_gsd_m is None:
            return text
        low, high = self.fitting_low_m, self.fitting_high_m
        if low is None or high is None or f"{low:.2f}" == f"{high:.2f}":
            return f"{text} About {self.fitting_gsd_m:.2f} m per pixel would fit."
        return f"{text} Between {low:.2f} and {high:.2f} m per pixel would fit, best {self.fitting_gsd_m:.2f}."


def check_scale(
    acquisition: str, gsd_m: float, sightings: Sequence[Sighting], table: EquipmentTable
) -> ScaleDoubt | None:
    """The doubt that the objects of one image raise about its GSD, or None.

    Args:
        acquisition: id.
        gsd_m: stated, metres.
        sightings: those of this image; measured, or with boxes only.
        table: known types.
    """
    extents = extents_of(sightings, gsd_m)
    return (
        _too_large(acquisition, gsd_m, extents, table)
        or _too_small(acquisition, gsd_m, extents)
        or _no_fit(acquisition, gsd_m, extents, table)
        or _odd_cars(acquisition, gsd_m, sightings)
    )


def _too_large(acquisition: str, gsd_m: float, extents: Sequence[Extent], table: EquipmentTable) -> ScaleDoubt | None:
    sizes = sorted(each.larger_m for each in extents if each.larger_m * (1 - 3 * each.error) > LARGEST_AIRCRAFT_M)
    if len(sizes) < TOO_LARGE_COUNT:
        return None
    return ScaleDoubt(
        acquisition=acquisition,
        gsd_m=gsd_m,
        label="aircraft",
        count=len(extents),
        measured=f"{len(sizes)} of {len(extents)} aircraft measure {sizes[0]:.0f} to {sizes[-1]:.0f} m at that",
        plausible=TOO_LARGE,
        **_fitting(gsd_m, extents, table),
    )


def _too_small(acquisition: str, gsd_m: float, extents: Sequence[Extent]) -> ScaleDoubt | None:
    if len(extents) < FEWEST_COMPARED:
        return None
    middle = float(np.median([each.larger_m for each in extents]))
    if middle >= SMALLEST_AIRCRAFT_M:
        return None
    return ScaleDoubt(
        acquisition=acquisition,
        gsd_m=gsd_m,
        label="aircraft",
        count=len(extents),
        measured=f"half of {len(extents)} aircraft measure less than {middle:.1f} m at that",
        plausible="hardly any aircraft is so small",
        fitting_gsd_m=None,
    )


def _no_fit(acquisition: str, gsd_m: float, extents: Sequence[Extent], table: EquipmentTable) -> ScaleDoubt | None:
    compared = [each for each in extents if each.larger_m > AIRLINER_M]
    if len(compared) < FEWEST_COMPARED or len(groups(compared)) < FEWEST_SIZES:
        return None
    score = fit(compared, table)
    stated = score[np.abs(np.log(FACTORS)) <= SAME_FACTOR].max()
    if score.max() - stated < BETTER_BY:
        return None
    sizes = sorted(each.larger_m for each in compared)
    return ScaleDoubt(
        acquisition=acquisition,
        gsd_m=gsd_m,
        label="aircraft",
        count=len(compared),
        measured=f"{len(compared)} aircraft measure {sizes[0]:.0f} to {sizes[-1]:.0f} m at that",
        plausible=TOO_LARGE if sizes[-1] > LARGEST_AIRCRAFT_M else "known types hardly come in such a mix of sizes",
        **_fitting(gsd_m, compared, table),
    )


def _odd_cars(acquisition: str, gsd_m: float, sightings: Sequence[Sighting]) -> ScaleDoubt | None:
    lengths = [
        each.measurement.length_m
        for each in sightings
        if each.detection.label == "vehicle" and each.measurement.length_m is not None and not each.detection.cut
    ]
    if len(lengths) < FEWEST_CARS:
        return None
    middle = float(np.median(lengths))
    if CAR_M[0] <= middle <= CAR_M[1]:
        return None
    return ScaleDoubt(
        acquisition=acquisition,
        gsd_m=gsd_m,
        label="vehicle",
        count=len(lengths),
        measured=f"{len(lengths)} cars measure {middle:.1f} m at that, half of them more and half less",
        plausible=f"cars are about {TYPICAL_CAR_M:g} m long",
        fitting_gsd_m=gsd_m * TYPICAL_CAR_M / middle,
    )


def _fitting(gsd_m: float, extents: Sequence[Extent], table: EquipmentTable) -> dict[str, float]:
    """The GSD that fits best, with a weak prior for the stated one, and the range of those that fit nearly as well."""
    score = fit(extents, table) - (np.log(FACTORS) / LIKELY_FACTOR) ** 2 / 2
    nearly = FACTORS[score >= score.max() - NEARLY]
    return {
        "fitting_gsd_m": float(gsd_m * FACTORS[score.argmax()]),
        "fitting_low_m": float(gsd_m * nearly.min()),
        "fitting_high_m": float(gsd_m * nearly.max()),
    }
