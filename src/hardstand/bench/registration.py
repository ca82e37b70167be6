"""Measure registration: dates of one place must fit, different places must be refused, georeferences must meet."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, read_airbus
from hardstand.bench.pairs import georeferenced_pairs, series_pairs, wrong_pairs
from hardstand.imagery import AcquisitionOverrides, open_acquisition
from hardstand.imagery.acquisition import Acquisition
from hardstand.registration import Registered, Registration, register_pair

WRONG_PAIRS = 200
WRONG_PAIRS_SEED = 20150924

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class PairFigures:
    """What became of one pair.

    Attributes:
        group: data set, and place where there are several.
        reference: name of the reference image.
        moving: name of the moving image.
        registered: False = refused.
        reason: of the refusal; None where registered.
        residual_px: see `Registered.residual_px`; None where refused.
        tie_points: number of them; 0 where refused.
        spread: see `Registered.spread`; None where refused.
        seconds: wall time.
    """

    group: str
    reference: str
    moving: str
    registered: bool
    reason: str | None
    residual_px: float | None
    tie_points: int
    spread: float | None
    seconds: float


@dataclass(frozen=True, kw_only=True)
class GroupFigures:
    """Pairs that belong together.

    Attributes:
        pairs: number of pairs.
        registered: number that was not refused.
        median_residual_px: over the registered pairs; None where there are none.
        worst_residual_px: the same, largest.
        median_seconds: wall time of a pair; None without pairs.
    """

    pairs: int
    registered: int
    median_residual_px: float | None
    worst_residual_px: float | None
    median_seconds: float | None


@dataclass(frozen=True, kw_only=True)
class LoopFigures:
    """An independent check: over three dates a, b, c of one place, c to b to a must end where c to a ends.

    The three maps come from three different pairs of images, so that an error of one shows, whatever its own tie
    points say.

    Attributes:
        triples: number of them.
        median_px: median over the triples of the median distance over the common ground, pixels of a.
        p95_px: 95th percentile over the triples.
    """

    triples: int
    median_px: float | None
    p95_px: float | None


@dataclass(frozen=True, kw_only=True)
class RegistrationBench:
    """All figures.

    Attributes:
        series: pairs of dates of one place without georeference (Airbus).
        loops: the same maps checked against each other.
        wrong: pairs of different places; `registered` should be 0.
        georeferenced: data set to pairs of georeferenced images of one ground.
        pairs: every single pair.
    """

    series: GroupFigures
    loops: LoopFigures
    wrong: GroupFigures
    georeferenced: dict[str, GroupFigures]
    pairs: tuple[PairFigures, ...]

    def to_record(self) -> dict[str, Any]:
        """For JSON and tables."""
        return asdict(self)


def measure_registration(data: Path, progress: Progress) -> RegistrationBench:
    """Register the pairs of the public data sets.

    Raises:
        DatasetError: a data set is not there.
    """
    frames = read_airbus(data)
    series, transforms = _measure_series(frames, progress)
    wrong = _measure_wrong(frames, progress)
    georeferenced = _measure_georeferenced(data, progress)
    return RegistrationBench(
        series=_summary(series),
        loops=loop_closure(transforms),
        wrong=_summary(wrong),
        georeferenced={name: _summary(pairs) for name, pairs in georeferenced.items()},
        pairs=(*series, *wrong, *(pair for pairs in georeferenced.values() for pair in pairs)),
    )


Loops = dict[str, dict[tuple[str, str], Registered]]
"""Place to (reference, moving) to what was registered."""


def _measure_series(frames: Sequence[LabelledFrame], progress: Progress) -> tuple[list[PairFigures], Loops]:
    pairs = series_pairs(frames)
    figures = []
    links: Loops = defaultdict(dict)
    for number, (reference, moving) in enumerate(pairs, start=1):
        figure, result = _measure(reference.place, _open(reference), _open(moving))
        figures.append(figure)
        if isinstance(result, Registered):
            links[reference.place][result.reference, result.moving] = result
        progress("Dates of one place", number, len(pairs))
    return figures, links


def _measure_wrong(frames: Sequence[LabelledFrame], progress: Progress) -> list[PairFigures]:
    figures = []
    for number, (reference, moving) in enumerate(wrong_pairs(frames, WRONG_PAIRS, WRONG_PAIRS_SEED), start=1):
        figures.append(_measure(f"{reference.place} against {moving.place}", _open(reference), _open(moving))[0])
        progress("Different places", number, WRONG_PAIRS)
    return figures


def _measure_georeferenced(data: Path, progress: Progress) -> dict[str, list[PairFigures]]:
    candidates = georeferenced_pairs(data)
    total = sum(len(pairs) for pairs in candidates.values())
    figures: dict[str, list[PairFigures]] = defaultdict(list)
    for name, pairs in candidates.items():
        for reference, moving in pairs:
            figures[name].append(_measure(name, open_acquisition(reference), open_acquisition(moving))[0])
            progress("Georeferenced images", sum(map(len, figures.values())), total)
    return figures


def loop_closure(links: Loops) -> LoopFigures:
    """How well maps over three images of a place close; see `LoopFigures`."""
    gaps = [gap for pairs in links.values() for gap in _gaps(pairs)]
    if not gaps:
        return LoopFigures(triples=0, median_px=None, p95_px=None)
    return LoopFigures(triples=len(gaps), median_px=float(np.median(gaps)), p95_px=float(np.percentile(gaps, 95)))


def _gaps(pairs: Mapping[tuple[str, str], Registered]) -> list[float]:
    """One per three images of which all three pairs were registered."""
    return [
        _gap(first, pairs[b, c], pairs[a, c])
        for (a, b), first in pairs.items()
        for c in {name for pair in pairs for name in pair}
        if (b, c) in pairs and (a, c) in pairs
    ]


def _gap(first: Registered, second: Registered, direct: Registered) -> float:
    points = direct.tie_points[:, :2]
    around = first.transform.apply(second.transform.apply(points))
    return float(np.median(np.hypot(*(around - direct.transform.apply(points)).T)))


def _open(frame: LabelledFrame) -> Acquisition:
    return open_acquisition(frame.path, overrides=AcquisitionOverrides(gsd_m=AIRBUS_GSD_M))


def _measure(group: str, reference: Acquisition, moving: Acquisition) -> tuple[PairFigures, Registration]:
    begun = time.perf_counter()
    result = register_pair(reference, moving)
    fit = result if isinstance(result, Registered) else None
    figures = PairFigures(
        group=group,
        reference=reference.id,
        moving=moving.id,
        registered=fit is not None,
        reason=None if isinstance(result, Registered) else result.reason,
        residual_px=None if fit is None else fit.residual_px,
        tie_points=0 if fit is None else len(fit.tie_points),
        spread=None if fit is None else fit.spread,
        seconds=time.perf_counter() - begun,
    )
    return figures, result


def _summary(pairs: Sequence[PairFigures]) -> GroupFigures:
    residuals = [pair.residual_px for pair in pairs if pair.residual_px is not None]
    return GroupFigures(
        pairs=len(pairs),
        registered=len(residuals),
        median_residual_px=float(np.median(residuals)) if residuals else None,
        worst_residual_px=max(residuals, default=None),
        median_seconds=float(np.median([pair.seconds for pair in pairs])) if pairs else None,
    )
