"""A view shows the ground that it says it shows, whatever the grid of the image."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry import box

from hardstand.frames import GroundTransform
from hardstand.imagery.acquisition import Raster
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.imagery.window import PixelWindow
from hardstand.report.pixels import Mask, Rgb, open_pixels
from hardstand.report.views import GroundView, causes, look
from hardstand.result import RunResult

Array = NDArray[np.float64]
SIDE = 300


def hills(east: Array, north: Array) -> Array:
    """A smooth grey value (0..255) at every point of the ground."""
    return 128 + 60 * np.sin(east / 9.0) * np.cos(north / 13.0) + 30 * np.sin((east + 2 * north) / 31.0)


@dataclass(frozen=True)
class Painted:
    """An image of the hills on some grid, held in memory, that notes what is read."""

    ground: GroundTransform
    reads: list[tuple[float, int]]

    def read(self, window: PixelWindow, rows: int, columns: int) -> tuple[Rgb, Mask]:
        """Sampled at the middles of the pixels that are asked for."""
        self.reads.append((window.width * window.height, rows * columns))
        column = window.column + (np.arange(columns) + 0.5) * window.width / columns
        row = window.row + (np.arange(rows) + 0.5) * window.height / rows
        grid = np.stack(np.meshgrid(column, row), axis=-1) @ self.ground.matrix[:, :2].T + self.ground.matrix[:, 2]
        grey = np.rint(hills(grid[..., 0], grid[..., 1])).astype(np.uint8)
        return np.repeat(grey[..., None], 3, axis=2), np.ones(grey.shape, dtype=bool)


def raster(width: int = SIDE, height: int = SIDE) -> Raster:
    return Raster(
        path=Path("none.tif"),
        width=width,
        height=height,
        bands=3,
        dtype="uint8",
        nodata=None,
        crs=None,
        transform=None,
        sha256="0" * 64,
    )


def turned(gsd: float, degrees: float, east: float, north: float) -> GroundTransform:
    """A grid turned clockwise by an angle, with its upper left corner at a place."""
    angle = np.deg2rad(degrees)
    linear = gsd * np.array([[np.cos(angle), -np.sin(angle)], [-np.sin(angle), -np.cos(angle)]])
    return GroundTransform(np.hstack([linear, [[east], [north]]]))


def truth(view: GroundView) -> Array:
    east = view.west + (np.arange(view.columns) + 0.5) * view.gsd_m
    north = view.north - (np.arange(view.rows) + 0.5) * view.gsd_m
    return hills(*np.meshgrid(east, north))


@pytest.mark.parametrize(
    "ground",
    [
        turned(0.5, 0, 0, 100),
        turned(0.5, 0, 13.37, 112.91),
        turned(0.5, 11.0, 5.2, 120.0),
        turned(0.7, -33.0, -40.0, 90.0),
        GroundTransform(np.array([[0.6, 0.02, 3.0], [0.01, -0.4, 110.0]])),
    ],
)
@pytest.mark.parametrize("columns", [25, 60, 240])
def test_a_view_shows_the_ground_of_its_coordinates(ground: GroundTransform, columns: int) -> None:
    view = GroundView.around((50, 40, 80, 70), columns, 1.0)
    picture, filled = look(Painted(ground, []), raster(), ground, view)
    assert filled.mean() > 0.95
    error = np.abs(picture[..., 0].astype(float) - truth(view))[filled]
    assert np.percentile(error, 99) < 6
    # Half a pixel too far in any direction would show.
    shifted = GroundView.around((50 + 0.5, 40, 80 + 0.5, 70), columns, 1.0)
    assert error.mean() < 0.5 * np.abs(picture[..., 0].astype(float) - truth(shifted))[filled].mean()


def test_no_more_is_read_than_is_shown() -> None:
    ground = turned(0.01, 0, 0, 400)
    painted = Painted(ground, [])
    view = GroundView.around((50, 40, 350, 340), 100, 1.0)
    look(painted, raster(40_000, 40_000), ground, view)
    [(of_image, answered)] = painted.reads
    assert of_image > 9e8
    assert answered < 1.1 * 100 * 100


def test_off_the_image_nothing_is_read_and_nothing_pretended() -> None:
    ground = turned(0.5, 0, 0, 100)
    painted = Painted(ground, [])
    picture, filled = look(painted, raster(), ground, GroundView.around((900, 900, 950, 950), 40, 1.0))
    assert not painted.reads
    assert not filled.any()
    assert len(np.unique(picture)) == 1


def test_the_edge_of_an_image_is_where_it_should_be() -> None:
    ground = turned(0.5, 0, 0, 100)  # covers 0 to 150 m east
    view = GroundView.around((140, 0, 160, 20), 40, 1.0)
    _, filled = look(Painted(ground, []), raster(), ground, view)
    assert filled[:, :19].all()
    assert not filled[:, 21:].any()


def test_visibility_lies_on_the_ground_too() -> None:
    ground = turned(0.5, 0, 0, 100)
    cause = np.zeros((10, 10), dtype=np.uint8)
    cause[2, 3] = Cause.CLOUD  # pixels 90..120 by 60..90: 45..60 m east, 55..70 m north
    visibility = Visibility(cause=cause, step_px=30, width=SIDE, height=SIDE)
    view = GroundView.around((40, 50, 70, 80), 60, 1.0)
    expected = np.zeros((60, 60), dtype=bool)
    expected[20:50, 10:40] = True
    assert np.array_equal(causes(visibility, ground, view) == Cause.CLOUD, expected)
    beyond = causes(visibility, ground, GroundView.around((-30, 0, 0, 30), 10, 1.0))
    assert (beyond == Cause.OUTSIDE).all()


def test_two_dates_show_the_same_ground(run: RunResult) -> None:
    """The rasters look at the ground from places that differ by known shifts; the views must not."""
    by_id = {acquisition.id: acquisition for acquisition in run.acquisitions}
    east, north = 768_000 + 0.6 * 180, 3_921_000 - 0.6 * 290  # apron without objects on both dates
    view = GroundView.around((east - 20, north - 20, east + 20, north + 20), 67, 1.0)
    seen = {}
    for name in ("before", "after"):
        with open_pixels(by_id[name].raster) as pixels:
            seen[name], _ = look(pixels, by_id[name].raster, run.registration.ground[name], view)
    same = np.abs(seen["before"].astype(int) - seen["after"])
    assert same.max() <= 2
    # The same picture one pixel aside differs: the ground has grain enough to tell.
    aside = np.abs(seen["before"][:, 1:].astype(int) - seen["after"][:, :-1])
    assert aside.mean() > 2


@settings(deadline=None)
@given(
    st.tuples(*[st.floats(-1e6, 1e6)] * 2),
    st.floats(1, 1e4),
    st.floats(1, 1e4),
    st.integers(8, 1400),
    st.floats(0.5, 2.2),
)
def test_a_view_holds_what_it_was_made_around(
    corner: tuple[float, float], width: float, height: float, columns: int, aspect: float
) -> None:
    west, south = corner
    view = GroundView.around((west, south, west + width, south + height), columns, aspect)
    assert box(*view.bounds).buffer(view.gsd_m).contains(box(west, south, west + width, south + height))
    middle = box(*view.bounds).centroid
    assert middle.x == pytest.approx(west + width / 2, abs=1e-3)
    assert middle.y == pytest.approx(south + height / 2, abs=1e-3)


@settings(deadline=None)
@given(st.floats(-500, 500), st.floats(-500, 500), st.floats(10, 400))
def test_a_view_is_moved_into_the_image_and_not_changed(east: float, north: float, width: float) -> None:
    whole = (-200.0, -200.0, 200.0, 200.0)
    view = GroundView.around((east, north, east + width, north + width), 100, 1.0)
    moved = view.moved_into(whole)
    assert box(*whole).buffer(1e-6).contains(box(*moved.bounds))
    assert moved.moved_into(whole).bounds == pytest.approx(moved.bounds)
    if box(*whole).contains(box(*view.bounds)):
        assert moved.bounds == pytest.approx(view.bounds)


def test_placing_is_the_inverse_of_the_matrix() -> None:
    view = GroundView.around((100, 200, 160, 240), 300, 1.5)
    polygon = box(110, 210, 130, 220)
    pixels = view.place(polygon)
    back = pixels @ view.matrix[:, :2].T + view.matrix[:, 2]
    assert np.allclose(back, np.array(polygon.exterior.coords)[:-1])
