"""Two dates of an invented place, and a stand-in for the network that answers with plain rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS

from hardstand.construction import DatedImage, Models
from hardstand.construction.coarse import CoarseModel
from hardstand.construction.coarse_card import CoarseCard, CoarseProperties, Level
from hardstand.construction.works_card import GsdRange, Reading, WorksCard, WorksProperties
from hardstand.construction.works_model import STRIDE, WorksModel
from hardstand.frames import GroundTransform
from hardstand.imagery import AcquisitionOverrides, measure_stretch, measure_visibility, open_acquisition

WEST, NORTH = 700_000.0, 3_900_000.0

READING = Reading(cell_m=1.0, least_probability=0.7, edge=0.5, least_area_m2=80, least_width_m=4)


class BrighterIsPavement:
    """Stands for the network: what is much brighter than on the other date has appeared, and is pavement."""

    def run(self, names: tuple[str, ...], pictures: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
        values = pictures.astype(np.float32)
        change = values[..., 3:].mean(axis=3) - values[..., :3].mean(axis=3)
        coarse = change.reshape(*(n for side in change.shape[1:] for n in (side // STRIDE, STRIDE))).mean(axis=(1, 3))
        answers = {}
        for name, sign in (("appeared", 1), ("vanished", -1)):
            answers[name] = np.zeros((1, 3, *coarse.shape), np.float32)
            answers[name][0, 0] = np.clip(sign * coarse / 60, 0, 1)
        return [answers[name] for name in names]


LEVEL = Level(percentile=50, above=0.0, least=0.0, most=0.0)
"""A logit of 0 counts on every scene."""


class BrighterIsBuilt:
    """Stands for the network at 10 m: what is brighter on the later date was built."""

    input_shape = (1, 8, None, None)

    def run(self, _: tuple[str, ...], planes: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        change = planes[:, 4:7].mean(axis=1) - planes[:, :3].mean(axis=1)
        return [10 * (change - 1)]


@pytest.fixture
def models() -> Models:
    facts = WorksProperties(gsd_m=GsdRange(low=0.3, high=1.0), reading=READING)
    names = {"name": "stand-in", "version": "0", "licence": "none", "sha256": "0" * 64}
    fine = WorksModel(graph=BrighterIsPavement(), card=WorksCard(**names, hardstand=facts))
    coarse_facts = CoarseProperties(level=LEVEL, gsd_range_m=(9.0, 11.0), left_out={})
    coarse = CoarseModel(graph=BrighterIsBuilt(), card=CoarseCard(**names, hardstand=coarse_facts))
    return Models(fine=fine, coarse=coarse)


Dated = Callable[..., DatedImage]


@pytest.fixture
def dated(tmp_path: Path) -> Dated:
    """Writes a picture as a GeoTIFF and opens it as one date."""

    def make(
        picture: NDArray[np.uint8], day: int, *, gsd: float = 0.5, shift_m: tuple[float, float] = (0, 0)
    ) -> DatedImage:
        path = tmp_path / f"day-{day}.tif"
        transform = Affine(gsd, 0, WEST + shift_m[0], 0, -gsd, NORTH + shift_m[1])
        rows, columns = picture.shape[:2]
        with rasterio.open(
            path, "w", driver="GTiff", width=columns, height=rows, count=3, dtype="uint8",
            crs=CRS.from_epsg(32636), transform=transform,
        ) as file:  # fmt: skip
            file.write(np.moveaxis(picture, 2, 0))
        time = datetime(2015, 9, day, 8, tzinfo=UTC)
        acquisition = open_acquisition(path, id=path.stem, overrides=AcquisitionOverrides(time=time, gsd_m=gsd))
        raster = acquisition.raster
        matrix = np.array([[transform.a, transform.b, transform.c], [transform.d, transform.e, transform.f]])
        return DatedImage(
            acquisition=acquisition,
            ground=GroundTransform(matrix),
            visibility=measure_visibility(raster, measure_stretch(raster), gsd),
        )

    return make


def textured(rows: int, columns: int, seed: int = 0) -> NDArray[np.uint8]:
    """Open ground with some contrast."""
    rng = np.random.default_rng(seed)
    return np.repeat(rng.integers(70, 110, (rows, columns, 1)), 3, axis=2).astype(np.uint8)
