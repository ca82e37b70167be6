"""Which images of the public data sets show one ground, and which do not."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from itertools import combinations, product
from pathlib import Path

import numpy as np
from shapely import MultiPoint

from hardstand.bench.datasets import LabelledFrame, airport_of
from hardstand.errors import DatasetError
from hardstand.imagery import inspect_raster
from hardstand.registration.ground import utm_of
from hardstand.registration.prior import georeferenced_points, pixel_grid

SLIVER = 0.25
"""Joplin's tiles before and after are cut differently: pairs that share less of a tile than this stand apart."""

FramePair = tuple[LabelledFrame, LabelledFrame]
PathPair = tuple[Path, Path]


def series_pairs(frames: Iterable[LabelledFrame]) -> list[FramePair]:
    """Every two frames of one place, in the order of the data set."""
    return [(first, second) for first, second in combinations(frames, 2) if first.place == second.place]


def wrong_pairs(frames: Sequence[LabelledFrame], count: int, seed: int) -> list[FramePair]:
    """Seeded draws of two frames at different airports."""
    draw = random.Random(seed)  # noqa: S311 - a draw that anyone can repeat, not a secret
    pairs: list[FramePair] = []
    while len(pairs) < count:
        first, second = draw.sample(list(frames), 2)
        if airport_of(first.place) != airport_of(second.place):
            pairs.append((first, second))
    return pairs


def georeferenced_pairs(data: Path) -> dict[str, list[PathPair]]:
    """Group to its pairs of georeferenced images of one ground.

    Raises:
        DatasetError: a data set is not there.
    """
    joplin = [(pair, shared_share(*pair)) for pair in product(*_joplin(data))]
    cities = _oscd(data)
    return {
        "joplin": [pair for pair, share in joplin if share >= SLIVER],
        "joplin, slivers": [pair for pair, share in joplin if 0 < share < SLIVER],
        "sentinel2-pair": [_sentinel2(data)],
        "oscd, sizes differ": [pair for pair, differ in cities if differ],
        "oscd, same size": [pair for pair, differ in cities if not differ],
    }


def shared_share(first: Path, second: Path) -> float:
    """Share of the first image's ground that the second's georeference covers too, 0..1."""
    rasters = [inspect_raster(path) for path in (first, second)]
    crs = utm_of(rasters[0])
    ground = [MultiPoint(georeferenced_points(raster, pixel_grid(raster), crs)).convex_hull for raster in rasters]
    return float(ground[0].intersection(ground[1]).area / ground[0].area)


def _joplin(data: Path) -> tuple[list[Path], list[Path]]:
    folder = _folder(data, "joplin")
    return sorted(folder.glob("pre_*.tif")), sorted(folder.glob("post_*.tif"))


def _sentinel2(data: Path) -> PathPair:
    folder = _folder(data, "sentinel2-pair")
    found = sorted(folder.glob("*.jp2"))
    if len(found) != 2:
        raise DatasetError(f"{folder} should hold two .jp2 images, not {len(found)}; the data set is incomplete.")
    return found[0], found[1]


def _oscd(data: Path) -> list[tuple[PathPair, bool]]:
    """The two dates of every city, and whether they differ in size."""
    folder = _folder(data, "oscd")
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return [
        ((folder / city["images"][0], folder / city["images"][1]), not np.array_equal(*city["shape"]))
        for _, city in sorted(index.items())
    ]


def _folder(data: Path, name: str) -> Path:
    folder = data / name
    if not folder.is_dir():
        raise DatasetError(
            f"The data set folder {folder} does not exist; give the folder that holds {name!r} with --data."
        )
    return folder
