"""Pairs of real dates on one grid of 1 m, kept in the work folder: registering them takes minutes."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, read_airbus
from hardstand.bench.pairs import FramePair, series_pairs
from hardstand.bench.scenes import table_rows
from hardstand.construction import DatedImage
from hardstand.construction.aligned import AlignedReader, Piece
from hardstand.construction.grid import grid_over
from hardstand.errors import RegistrationError
from hardstand.imagery import AcquisitionOverrides, measure_stretch, measure_visibility, open_acquisition
from hardstand.imagery.acquisition import Acquisition
from hardstand.registration import SiteRegistration, register_site
from training.split import side_of

GSD_M = 1.0
"""Metres per pixel at which works are looked for: a road of 6 m is six pixels wide, and the work stays small."""

Painted = tuple[NDArray[np.uint8], NDArray[np.uint8]]
"""A picture with works painted over it, and its labels (rows, columns)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AlignedPair:
    """Two dates of one place on the first one's grid.

    Attributes:
        name: of the pair.
        first: (rows, columns, 3) uint8 RGB.
        second: the same.
        seen: (rows, columns) bool, True = both show it.
        aircraft: (n, 4) boxes of the first date: column min, row min, column max, row max, pixels.
        painted: the first date with works painted over it, each with its labels (see `works_examples`).
    """

    name: str
    first: NDArray[np.uint8]
    second: NDArray[np.uint8]
    seen: NDArray[np.bool_]
    aircraft: NDArray[np.float64]
    painted: tuple[Painted, ...] = ()


def training_pairs(data: Path, work: Path) -> list[AlignedPair]:
    """Every two dates of a place that trains, as far as they could be registered.

    Where something may really have been built (`works_real.csv`) the ground counts as not seen: what nobody labelled
    must not be taught as no change.
    """
    frames = [frame for frame in read_airbus(data) if side_of(frame.place) == "train"]
    numbered = {f"pair-{number:03d}": pair for number, pair in enumerate(series_pairs(frames))}
    pairs = list(_kept(numbered.items(), work))
    built = _really_built()
    for pair in pairs:
        first, second = numbered[pair.name]
        for left, top, right, bottom in built[first.name, second.name]:
            pair.seen[top:bottom, left:right] = False
    return pairs


def _really_built() -> dict[tuple[str, str], list[list[int]]]:
    """Boxes by the names of first and second frame."""
    boxes: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
    text = Path(__file__).with_name("works_real.csv").read_text(encoding="utf-8")
    for row in table_rows(text):
        boxes[row["first"], row["second"]].append([int(row[side]) for side in ("left", "top", "right", "bottom")])
    return boxes


def _kept(pairs: Iterable[tuple[str, FramePair]], work: Path) -> Iterable[AlignedPair]:
    work.mkdir(parents=True, exist_ok=True)
    for name, (first, second) in pairs:
        path = work / f"{name}.npz"
        if not path.exists():
            _keep(path, first, second)
        with np.load(path) as stored:
            if "first" in stored:
                yield AlignedPair(name=name, **stored)


def _keep(path: Path, first: LabelledFrame, second: LabelledFrame) -> None:
    """Write a pair, or an empty file where it could not be registered."""
    acquisitions = [
        open_acquisition(each.path, overrides=AcquisitionOverrides(gsd_m=AIRBUS_GSD_M)) for each in (first, second)
    ]
    beside = path.with_suffix(".part.npz")
    try:
        registration = register_site(acquisitions)
    except RegistrationError:
        np.savez(beside)
    else:
        np.savez(beside, **_read(acquisitions, registration), aircraft=first.boxes * AIRBUS_GSD_M / GSD_M)
    os.replace(beside, path)


def _read(acquisitions: list[Acquisition], registration: SiteRegistration) -> dict[str, NDArray[Any]]:
    """Both pictures on the grid of the first one, as a run reads them."""
    images = [
        DatedImage(
            acquisition=each,
            ground=registration.ground[each.id],
            visibility=measure_visibility(each.raster, measure_stretch(each.raster), AIRBUS_GSD_M),
        )
        for each in acquisitions
    ]
    raster = acquisitions[0].raster
    grid = grid_over(images[0].ground, raster.width, raster.height, GSD_M)
    everything = Piece(row=0, column=0, rows=grid.rows, columns=grid.columns)
    with AlignedReader(images[0], grid) as one, AlignedReader(images[1], grid) as other:
        (first, first_seen), (second, second_seen) = one.read(everything), other.read(everything)
    return {"first": first, "second": second, "seen": first_seen & second_seen}
