"""Works cut from real ground: a piece of another place in the outline of a strip or of a block.

What is pasted is real to the last pixel, so that no trace of a renderer gives it away; what kind it is, nobody knows.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from training.works_examples import UNKNOWN_KIND, Labels, Painter, Picture

MOST_WORKS = 3

LEAST_CONTRAST = 18.0
"""What is pasted differs from what was there by at least this in the mean, or in its contrast, of 255 levels."""


def paste_from(sources: Sequence[Picture]) -> Painter:
    """A painter that cuts its works from these pictures."""

    def paint(picture: Picture, rng: np.random.Generator) -> tuple[Picture, Labels]:
        painted, labels = picture.copy(), np.zeros(picture.shape[:2], np.uint8)
        for _ in range(rng.integers(1, MOST_WORKS + 1)):
            outline = _strip(picture.shape[0], rng) if rng.random() < 0.5 else _block(picture.shape[0], rng)
            _paste(painted, labels, outline, sources[rng.integers(len(sources))], rng)
        return painted, labels

    return paint


def _paste(painted: Picture, labels: Labels, outline: np.ndarray, source: Picture, rng: np.random.Generator) -> None:
    rows, columns = labels.shape
    cover = np.zeros((rows, columns), np.uint8)
    cv2.fillPoly(cover, [np.round(outline * 16).astype(np.int32)], 255, cv2.LINE_AA, shift=4)
    if not (cover > 127).sum() >= 25:
        return
    top, left = rng.integers(source.shape[0] - rows), rng.integers(source.shape[1] - columns)
    piece = np.rot90(source[top : top + rows, left : left + columns], rng.integers(4)).astype(np.float32)
    if rng.random() < 0.6:
        # One surface is more alike in itself than a piece of an airport: draw it towards one of its colours.
        inside = piece[cover > 127]
        piece += (np.median(inside, axis=0) - piece) * np.float32(rng.uniform(0.5, 0.95))
    piece *= np.float32(rng.uniform(0.8, 1.25))
    share = (cv2.GaussianBlur(cover, (0, 0), 0.6).astype(np.float32) / 255)[..., None]
    old = painted.astype(np.float32)
    if not _differs(piece[cover > 127], old[cover > 127]):
        return
    painted[:] = np.clip(np.rint(old + share * (piece - old)), 0, 255)
    labels[cover > 127] = UNKNOWN_KIND


def _differs(new: np.ndarray, old: np.ndarray) -> bool:
    means = np.abs(new.mean(axis=0) - old.mean(axis=0)).max()
    return bool(means >= LEAST_CONTRAST or abs(new.std() - old.std()) >= LEAST_CONTRAST)


def _strip(side: int, rng: np.random.Generator) -> np.ndarray:
    """A straight or bent band, 5 to 45 m wide, through a point of the crop."""
    width = np.exp(rng.uniform(np.log(5), np.log(45)))
    length = rng.uniform(max(50, 3 * width), 350)
    angle, bend = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.5) * (rng.random() < 0.4)
    along = np.linspace(-0.5, 0.5, 9) * length
    turn = angle + bend * along / length * 2
    path = np.cumsum(np.column_stack([np.cos(turn), np.sin(turn)]) * length / 8, axis=0)
    path += rng.uniform(0, side, 2) - path.mean(axis=0)
    aside = np.column_stack([-np.sin(turn), np.cos(turn)]) * width / 2
    return np.concatenate([path + aside, (path - aside)[::-1]])


def _block(side: int, rng: np.random.Generator) -> np.ndarray:
    """A rectangle or an L, 8 to 90 m a side."""
    size = np.exp(rng.uniform(np.log(8), np.log(90), 2))
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * size / 2
    if rng.random() < 0.3:
        corners = np.array([[-1, -1], [1, -1], [1, 0.1], [0.1, 0.1], [0.1, 1], [-1, 1]]) * size / 2
    angle = rng.uniform(0, 2 * np.pi)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return corners @ turn.T + rng.uniform(0, side, 2)
