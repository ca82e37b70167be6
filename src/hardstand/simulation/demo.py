"""The demo's folder: four pictures of an invented air base, a site file, and the truth beside them."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from importlib import resources
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from hardstand.errors import ImageError, OutputError
from hardstand.simulation.scene import RenderedScene, render_site
from hardstand.simulation.story import demo_plan
from hardstand.simulation.truth import DateTruth, SceneTruth
from hardstand.simulation.truth_file import iso_utc, truth_as_json

SIMULATED = "simulated by Hardstand"
"""In the TIFF tags of every rendered picture."""

CREDIT = "Simulated by Hardstand"
SENSOR = "simulated"
SITE_NAME = "Simulated air base"
AIRPORT = "OSLK"
REPORT = "report.txt"


@dataclass(frozen=True, kw_only=True, eq=False)
class DemoScene:
    """Where the demo lies and what is true of it.

    Attributes:
        site_file: the site file.
        images: one GeoTIFF per date, in the order of time.
        report_file: a made-up news report about the site: some of its claims are true, some false, some can't be seen.
        truth_file: the truth as JSON.
        truth: the truth as values.
    """

    site_file: Path
    images: tuple[Path, ...]
    report_file: Path
    truth_file: Path
    truth: SceneTruth


def render_demo(folder: Path, seed: int = 0) -> DemoScene:
    """Render the demo into a folder; same seed, same bytes.

    Args:
        folder: made where it is missing.
        seed: of all randomness, 0 or more.

    Raises:
        OutputError: the folder can't be made or written.
    """
    scene = render_site(demo_plan(seed), np.random.default_rng(seed))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write(folder, scene)
    except (OSError, RasterioError) as error:
        raise OutputError(f"The demo can't be written to {folder}: {error}. Name a folder that can.") from error


def is_simulated(path: Path) -> bool:
    """Whether a picture says of itself that Hardstand rendered it.

    Raises:
        ImageError: the file can't be opened as an image.
    """
    try:
        with warnings.catch_warnings():
            # A picture without georeference may be asked about too.
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path) as image:
                tags = image.tags()
    except (OSError, RasterioError) as error:
        raise ImageError(f"{path} can't be opened as an image: {error}. Check the file.") from error
    return any(SIMULATED in tags.get(name, "") for name in ("TIFFTAG_SOFTWARE", "TIFFTAG_IMAGEDESCRIPTION"))


def write_image(path: Path, pixels: NDArray[np.uint8], truth: DateTruth) -> None:
    """Write one date as a tiled GeoTIFF that says what it is and when it pretends to be taken.

    Args:
        path: replaced whole, or left as it was.
        pixels: (height, width, 3) uint8 red, green, blue.
        truth: time and georeference.
    """
    profile = {
        "driver": "GTiff",
        "height": pixels.shape[0],
        "width": pixels.shape[1],
        "count": 3,
        "dtype": "uint8",
        "crs": truth.crs,
        "transform": truth.transform,
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
        "photometric": "RGB",
        "compress": "deflate",
        "predictor": 2,
        "zlevel": 1,  # noise does not compress; more effort only costs time
    }
    with _whole_or_nothing(path) as beside, rasterio.open(beside, "w", **profile) as image:
        image.write(np.moveaxis(pixels, 2, 0))
        image.update_tags(
            TIFFTAG_DATETIME=truth.time.astimezone(UTC).strftime("%Y:%m:%d %H:%M:%S"),
            TIFFTAG_SOFTWARE=SIMULATED,
            TIFFTAG_IMAGEDESCRIPTION=f"No photograph: {SIMULATED}",
        )


def _write(folder: Path, scene: RenderedScene) -> DemoScene:
    images = tuple(folder / f"{date.id}.tif" for date in scene.truth.dates)
    for path, pixels, date in zip(images, scene.images, scene.truth.dates, strict=True):
        write_image(path, pixels, date)
    truth_file, site_file, report_file = folder / "truth.json", folder / "site.toml", folder / REPORT
    _write_text(report_file, (resources.files("hardstand.simulation") / "demo_report.txt").read_text(encoding="utf-8"))
    _write_text(truth_file, json.dumps(truth_as_json(scene.truth), indent=1) + "\n")
    _write_text(site_file, _site_toml(scene.truth))
    return DemoScene(
        site_file=site_file, images=images, report_file=report_file, truth_file=truth_file, truth=scene.truth
    )


def _write_text(path: Path, text: str) -> None:
    with _whole_or_nothing(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to, which takes its place when all went well and is removed when not."""
    beside = path.with_name(path.name + ".part")
    try:
        yield beside
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _site_toml(truth: SceneTruth) -> str:
    head = f'[site]\nname = "{SITE_NAME}"\nairport = "{AIRPORT}"\n'
    return head + "".join(_acquisition_toml(date) for date in truth.dates)


def _acquisition_toml(date: DateTruth) -> str:
    return (
        f'\n[[acquisition]]\nimage = "{date.id}.tif"\ndatetime = {iso_utc(date.time)}\ngsd = {date.transform.a}\n'
        f'sensor = "{SENSOR}"\ncredit = "{CREDIT}"\n'
    )
