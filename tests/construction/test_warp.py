"""One date on the other's grid: checked against a smooth picture that can be worked out anywhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.construction.warp import LARGEST_PX, warp_onto
from hardstand.frames import PixelTransform

SHAPE = (90, 120)


def _waves(columns, rows):
    return 100 + 30 * np.sin(columns / 7.3) * np.cos(rows / 9.1) + 0.2 * columns


def _picture(shape, transform=None):
    """The waves as they lie on the reference; with a transform, as the moving image sees them."""
    rows, columns = np.mgrid[: shape[0], : shape[1]] + 0.5
    points = np.stack([columns.ravel(), rows.ravel()], axis=1)
    if transform is not None:
        points = transform.apply(points)
    return _waves(points[:, 0], points[:, 1]).reshape(shape).astype(np.float32)


def _map(scale=1.0, turn=0.0, column=0.0, row=0.0):
    c, s = scale * np.cos(turn), scale * np.sin(turn)
    return PixelTransform(np.array([[c, -s, column], [s, c, row]]))


@given(column=st.floats(-8, 8), row=st.floats(-8, 8), turn=st.floats(-0.1, 0.1), scale=st.floats(0.97, 1.03))
def test_a_known_shift_turn_and_scale_is_undone(column, row, turn, scale):
    transform = _map(scale, turn, column, row)
    moving = _picture(SHAPE, transform)
    placed, seen = warp_onto(moving, np.ones(SHAPE, bool), transform, SHAPE)
    assert seen.mean() > 0.6
    assert np.abs(placed - _picture(SHAPE))[seen][:].max() < 1.5
    # OpenCV rounds places to 1/32 of a pixel; half a pixel of error would come to about 2
    assert np.median(np.abs(placed - _picture(SHAPE))[seen]) < 0.15


def test_whole_pixels_are_moved_as_they_stand():
    moving = np.random.default_rng(0).normal(500, 90, (*SHAPE, 4)).astype(np.float32)
    placed, seen = warp_onto(moving, np.ones(SHAPE, bool), _map(column=3, row=-2), SHAPE)
    assert np.allclose(placed[:-2, 3:], moving[2:, :-3], atol=0.01)
    assert seen[:-2, 3:].all()
    assert not seen[-2:].any()
    assert not seen[:, :3].any()
    assert (placed[~seen] == 0).all()


def test_what_was_not_seen_touches_no_value_that_was():
    transform = _map(column=0.4, row=0.3)
    moving, seen = _picture(SHAPE, transform), np.ones(SHAPE, bool)
    seen[40:50, 60:70] = False
    spoilt = np.where(seen, moving, np.float32(1e6))
    placed, known = warp_onto(spoilt, seen, transform, SHAPE)
    assert np.abs(placed - _picture(SHAPE))[known].max() < 1.5
    assert not known[41:49, 61:69].any()
    assert known[:36].sum() > 0.9 * known[:36].size


def test_a_finer_image_is_averaged_and_not_picked_from():
    fine = np.where(np.indices((200, 200)).sum(axis=0) % 2, 200.0, 0.0).astype(np.float32)
    placed, seen = warp_onto(fine, np.ones(fine.shape, bool), _map(scale=0.25), (50, 50))
    assert np.abs(placed[seen] - 100).max() < 10


def test_more_than_can_be_warped_in_one_piece_is_refused():
    strip = np.zeros((1, LARGEST_PX + 1), np.float32)
    with pytest.raises(ValueError, match="on a side"):
        warp_onto(strip, strip == 0, _map(), (1, 1))
