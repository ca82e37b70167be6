"""Another paint for an aircraft that already stands in a labelled box."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from training.sprites import paint as paints

Image = NDArray[np.uint8]
_COVERED = (0.12, 0.62)
"""Share of its upright box that an aircraft covers, lowest and highest that are believed."""


def tint_object(image: Image, box: NDArray[np.float64], rng: np.random.Generator) -> tuple[Image, bool]:
    """Repaint the bright object in a box: grey, green, camouflage or dark.

    Its mask is what Otsu's threshold calls bright within the box; it is left alone where that is not the shape of an
    aircraft: where too little or too much of the box is bright, where it touches too much of the box's rim, lies beside
    the middle, or is in pieces.

    Args:
        image: (rows, columns, 3) uint8 RGB; it is not changed.
        box: left, top, right, bottom, pixels.
        rng: of the paint.

    Returns:
        The image and whether the object was repainted.
    """
    rows, columns = image.shape[:2]
    left, top = (int(max(0, np.floor(v))) for v in box[:2])
    right, bottom = min(columns, int(np.ceil(box[2]))), min(rows, int(np.ceil(box[3])))
    if right - left < 10 or bottom - top < 10:
        return image, False
    piece = image[top:bottom, left:right]
    mask = object_mask(piece)
    if mask is None:
        return image, False
    result = image.copy()
    result[top:bottom, left:right] = _repainted(piece, mask, rng)
    return result, True


def object_mask(piece: Image) -> NDArray[np.float32] | None:
    """Soft mask (rows, columns) 0..1 of a bright aircraft that fills the piece; None where none is plausible."""
    grey = cv2.cvtColor(piece, cv2.COLOR_RGB2GRAY)
    hard = np.asarray(cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1], np.uint8)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(hard, connectivity=8)
    if count < 2:
        return None
    biggest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    mask = (labels == biggest).astype(np.uint8)
    if not _plausible(mask, hard, centres[biggest]):
        return None
    inside, outside = grey[mask > 0], grey[hard == 0]
    if outside.size == 0 or float(np.median(inside)) - float(np.median(outside)) < 35:
        return None
    # The edge as soft as the image: how far each pixel has come from the ground's grey to the object's beside it.
    ground = np.float32(np.median(outside))
    own = _carried(grey.astype(np.float32)[..., None], mask, np.array([np.median(inside)], np.float32))[..., 0]
    rise = (grey - ground) / np.maximum(own - ground, 20)
    near = cv2.dilate(mask, _square(_edge_px(mask)))
    return np.asarray(np.maximum(np.clip(rise, 0, 1) * near, cv2.erode(mask, _square(1))), np.float32)


def _carried(
    colour: NDArray[np.float32], mask: NDArray[np.uint8], otherwise: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The colour of the object's inside, (rows, columns, channels), carried outwards over its soft edge."""
    reach = _edge_px(mask)
    core = cv2.erode(mask, _square(reach))
    spread = cv2.dilate(colour * core[..., None], _square(2 * reach)).reshape(colour.shape)
    inside = np.where(core[..., None] > 0, colour, spread)
    return np.asarray(np.where((inside.sum(axis=2) > 0)[..., None], inside, otherwise), np.float32)


def _edge_px(mask: NDArray[np.uint8]) -> int:
    """Width of an edge: wider in enlarged images, where objects are large in pixels."""
    return 1 if max(mask.shape) < 50 else 2


def _square(reach: int) -> NDArray[np.uint8]:
    return np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)


def _plausible(mask: NDArray[np.uint8], hard: NDArray[np.uint8], centre: NDArray[np.float64]) -> bool:
    rows, columns = mask.shape
    share = float(mask.mean())
    rim = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    spread_rows, spread_columns = np.ptp(np.nonzero(mask.any(1))[0]) + 1, np.ptp(np.nonzero(mask.any(0))[0]) + 1
    return bool(
        _COVERED[0] <= share <= _COVERED[1]
        and rim.mean() < 0.3
        and mask.sum() > 0.7 * hard.sum()
        and spread_rows > 0.75 * rows
        and spread_columns > 0.75 * columns
        and abs(centre[0] / columns - 0.5) < 0.16
        and abs(centre[1] / rows - 0.5) < 0.16
    )


def _repainted(piece: Image, mask: NDArray[np.float32], rng: np.random.Generator) -> Image:
    """What shades the white paint shades the new one; the rim shows as much of it as it showed of the white."""
    coat = paints.military(rng)
    texture = paints.coat_texture(coat, mask.shape, 0.5, rng).astype(np.float32) / np.float32(255)
    pixels = piece.astype(np.float32)
    white = np.percentile(pixels[mask > 0.5], 85, axis=0).astype(np.float32)
    own = _carried(pixels, (mask > 0.6).astype(np.uint8), white)
    shaded = np.clip(own / np.maximum(white, 1), 0, 1.25) ** np.float32(rng.uniform(0.8, 1.3))
    painted = shaded * texture * white * np.float32(rng.uniform(0.8, 1.15))
    return np.clip(pixels + (painted - own) * mask[..., None] + 0.5, 0, 255).astype(np.uint8)
