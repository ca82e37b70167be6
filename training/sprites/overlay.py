"""What map viewers draw over an image: names, pins, scale bars, strips, watermarks, thin cloud."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from training.sprites.paint import noise

Image = NDArray[np.uint8]
Rng = np.random.Generator
_SYLLABLES = (
    "al", "ba", "kha", "ka", "ma", "ra", "sha", "to", "vo", "hmei", "mim", "latt", "akia",
    "tar", "tus", "ber", "lin", "gra", "nov", "air", "base", "port", "road", "st", "apron", "gate",
)  # fmt: skip
_FONTS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_PLAIN)
_COLOURS = ((255, 255, 255), (255, 255, 255), (255, 240, 120), (20, 20, 20), (220, 40, 40), (120, 220, 255))


def overlay(image: Image, rng: Rng) -> Image:
    """Draw one to four overlays; labels of objects stay as they are, so little of the image is covered.

    Args:
        image: (rows, columns, 3) uint8 RGB; it is not changed.
        rng: of everything.
    """
    result = image.copy()
    for _ in range(int(rng.integers(1, 5))):
        (_name, _name, _pin, _strip, _scale_bar, _watermark, _outline)[int(rng.integers(7))](result, rng)
    return result


def cloud(image: Image, rng: Rng, *, thickest: float = 0.7) -> Image:
    """Thin cloud with its soft structure over part of the image, thickest share as given."""
    rows, columns = image.shape[:2]
    size = float(rng.uniform(0.15, 0.6)) * rows
    field = noise((rows, columns), size, rng) + 0.45 * noise((rows, columns), size / 3, rng)
    cover = np.clip(0.35 * (field + rng.uniform(-0.8, 0.6)), 0, 1) * np.float32(rng.uniform(0.3, 1.0))
    white = np.array([1.0, 1.0, 1.02], np.float32) * np.float32(rng.uniform(205, 252))
    share = np.minimum(cover, thickest)[..., None]
    return np.asarray(np.clip(image * (1 - share) + white * share, 0, 255), np.uint8)


def _text(rng: Rng) -> str:
    words = ["".join(rng.choice(_SYLLABLES, int(rng.integers(1, 4)))) for _ in range(int(rng.integers(1, 4)))]
    return str(" ".join(words).title() if rng.random() < 0.7 else " ".join(words).upper())


def _place(image: Image, rng: Rng) -> tuple[int, int]:
    return int(rng.integers(-20, image.shape[1])), int(rng.integers(0, image.shape[0]))


def _colour(rng: Rng) -> tuple[int, int, int]:
    return _COLOURS[int(rng.integers(len(_COLOURS)))]


def _name(image: Image, rng: Rng) -> None:
    """A place name with a dark or bright rim."""
    font, size = _FONTS[int(rng.integers(3))], float(rng.uniform(0.3, 0.8))
    at, colour, text = _place(image, rng), _colour(rng), _text(rng)
    rim = (0, 0, 0) if sum(colour) > 300 else (255, 255, 255)
    if rng.random() < 0.75:
        cv2.putText(image, text, at, font, size, rim, 3, cv2.LINE_AA)
    cv2.putText(image, text, at, font, size, colour, 1, cv2.LINE_AA)


def _pin(image: Image, rng: Rng) -> None:
    """A drop-shaped pin, often with a name beside it."""
    column, row = _place(image, rng)
    radius, colour = int(rng.integers(4, 10)), _colour(rng)
    drop = np.array([[column - radius, row - 2 * radius], [column + radius, row - 2 * radius], [column, row]])
    cv2.fillPoly(image, [drop], colour, cv2.LINE_AA)
    cv2.circle(image, (column, row - 2 * radius), radius, colour, -1, cv2.LINE_AA)
    cv2.circle(image, (column, row - 2 * radius), max(1, radius // 2), (255, 255, 255), -1, cv2.LINE_AA)
    if rng.random() < 0.5:
        cv2.putText(
            image, _text(rng), (column + radius + 2, row - radius), _FONTS[0], 0.4, (255, 255, 255), 1, cv2.LINE_AA
        )


def _strip(image: Image, rng: Rng) -> None:
    """A bar of the viewer along an edge, or its buttons in a corner."""
    rows, columns = image.shape[:2]
    deep, opacity = int(rng.integers(8, 28)), float(rng.uniform(0.5, 1.0))
    top = 0 if rng.random() < 0.5 else rows - deep
    left, right = (0, columns) if rng.random() < 0.5 else (columns - 5 * deep, columns)
    part = image[top : top + deep, max(0, left) : right]
    shade = float(rng.choice([245.0, 40.0, 60.0]))
    part[:] = np.clip(part * (1 - opacity) + shade * opacity, 0, 255).astype(np.uint8)
    ink = (30, 30, 30) if shade > 128 else (230, 230, 230)
    cv2.putText(image, _text(rng), (max(0, left) + 4, top + int(0.7 * deep)), _FONTS[0], deep / 45, ink, 1, cv2.LINE_AA)


def _scale_bar(image: Image, rng: Rng) -> None:
    column, row = _place(image, rng)
    length, colour = int(rng.integers(30, 120)), _colour(rng)
    steps = np.array([[column, row - 4], [column, row], [column + length, row], [column + length, row - 4]])
    cv2.polylines(image, [steps], False, colour, int(rng.integers(1, 3)), cv2.LINE_AA)
    cv2.putText(
        image, f"{int(rng.integers(1, 60)) * 10} m", (column + 4, row - 4), _FONTS[0], 0.35, colour, 1, cv2.LINE_AA
    )


def _watermark(image: Image, rng: Rng) -> None:
    """Large see-through text, once or repeated over the image."""
    layer = image.copy()
    text, size = _text(rng), float(rng.uniform(0.5, 1.6))
    step = int(rng.integers(70, 200))
    for row in range(int(rng.integers(20, 90)), image.shape[0], step):
        cv2.putText(
            layer,
            text,
            (int(rng.integers(0, 60)), row),
            _FONTS[int(rng.integers(2))],
            size,
            (255, 255, 255),
            int(rng.integers(1, 4)),
            cv2.LINE_AA,
        )
        if rng.random() < 0.4:
            break
    opacity = float(rng.uniform(0.12, 0.5))
    cv2.addWeighted(layer, opacity, image, 1 - opacity, 0, dst=image)


def _outline(image: Image, rng: Rng) -> None:
    """A line, arrow or ellipse that an analyst has drawn."""
    begin, end, colour = _place(image, rng), _place(image, rng), _colour(rng)
    thick = int(rng.integers(1, 3))
    pick = rng.random()
    if pick < 0.35:
        cv2.arrowedLine(image, begin, end, colour, thick, cv2.LINE_AA, tipLength=0.1)
    elif pick < 0.7:
        axes = (int(rng.integers(12, 60)), int(rng.integers(8, 40)))
        cv2.ellipse(image, begin, axes, float(rng.uniform(0, 180)), 0, 360, colour, thick, cv2.LINE_AA)
    else:
        cv2.rectangle(
            image,
            begin,
            (begin[0] + int(rng.integers(15, 90)), begin[1] + int(rng.integers(15, 90))),
            colour,
            thick,
            cv2.LINE_AA,
        )
