"""Marks on pictures: boxes, numbers, hatching, scale bar, north arrow and the word "simulated"."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from hardstand.imagery.visibility import Cause
from hardstand.report.pixels import Rgb
from hardstand.report.standing import LineStyle

Array = NDArray[np.float64]
Box = tuple[float, float, float, float]

FINE = 2  # the marks are drawn this many times larger and brought down, because Pillow draws jagged lines
HALO = "#000000c8"
PLATE = "#000000b0"
WHITE = "#ffffffff"
VEIL, VEIL_EDGE = "#ffffff58", "#00000038"  # of the word across a picture: legible, and the object below it too
HATCH = {cause: (-1, 9) if cause in {Cause.OUTSIDE, Cause.NODATA} else (1, 14) for cause in Cause if cause}
"""By cause other than SEEN, slope and spacing of the lines, pixels: one kind off the picture, one over it."""
NICE = (1, 2, 5)
QUALITIES = (86, 74, 60, 48)  # of JPEG, tried in turn


@dataclass(frozen=True, kw_only=True, eq=False)
class Picture:
    """A finished picture.

    Attributes:
        jpeg: the file's bytes.
        width: pixels.
        height: pixels.
    """

    jpeg: bytes
    width: int
    height: int


class Canvas:
    """A picture under a sheet of marks.

    The only object of this room that changes: it lives inside one function, and is spent when `finish` returns.
    """

    def __init__(self, rgb: Rgb) -> None:
        """Lay an empty sheet over a picture of shape (rows, columns, 3), uint8."""
        self._picture = Image.fromarray(rgb)
        self._sheet = Image.new("RGBA", (self._picture.width * FINE, self._picture.height * FINE))
        self._draw = ImageDraw.Draw(self._sheet)
        self._taken: list[Box] = []

    def hatch(self, causes: NDArray[np.uint8]) -> None:
        """Hatch what was not seen; `causes` is (rows, columns) of `Cause`."""
        for cause, (slope, spacing) in HATCH.items():
            if (causes == cause).any():
                self._hatch_one(causes == cause, slope, spacing)

    def _hatch_one(self, mask: NDArray[np.bool_], slope: int, spacing: int) -> None:
        rows, columns = np.indices(mask.shape)
        stripe = (columns + slope * rows) % spacing
        layer = np.zeros((*mask.shape, 4), dtype=np.uint8)
        layer[mask & (stripe < 2)] = (255, 255, 255, 170)
        layer[mask & (stripe >= 2) & (stripe < 4)] = (0, 0, 0, 110)
        self._sheet.alpha_composite(Image.fromarray(layer).resize(self._sheet.size, Image.Resampling.NEAREST))

    def outline(self, corners: Array, style: LineStyle) -> None:
        """Draw a closed polygon of (n, 2) pixels (column, row) over a dark halo."""
        closed = np.vstack([corners, corners[:1]])
        strokes = list(_dashes(closed, style.dashes)) if style.dashes else [closed]
        for colour, width in ((HALO, style.width + 2.5), (style.colour, style.width)):
            for stroke in strokes:
                points = [(float(column) * FINE, float(row) * FINE) for column, row in stroke]
                self._draw.line(points, fill=colour, width=round(width * FINE), joint="curve")
        self._taken.append((*corners.min(axis=0), *corners.max(axis=0)))

    def dots(self, places: Array, style: LineStyle, radius: float) -> None:
        """Mark places (n, 2), pixels (column, row); the first is filled, the others are rings."""
        for number, (column, row) in enumerate(places * FINE):
            for colour, width in ((HALO, 3.5), (style.colour, 1.5)):
                reach = radius * FINE + width / 2
                box = (column - reach, row - reach, column + reach, row + reach)
                fill = style.colour if number == 0 else None
                self._draw.ellipse(box, fill=fill, outline=colour, width=round(width * FINE))

    def measure(self, ends: Array, style: LineStyle, text: str, size: int) -> None:
        """A line between two places (2, 2), pixels (column, row), with a bar at each and a text past the second."""
        along = ends[1] - ends[0]
        reach = max(float(np.hypot(*along)), 1e-6)
        bar = np.array([-along[1], along[0]]) / reach * 5
        strokes = [ends, *(np.stack([end - bar, end + bar]) for end in ends)]
        for colour, width in ((HALO, style.width + 2.5), (style.colour, style.width)):
            for stroke in strokes:
                self._draw.line([tuple(place) for place in stroke * FINE], fill=colour, width=round(width * FINE))
        if text:
            self._plate(self._beyond(ends[1], along / reach, text, size), text, size)

    def _beyond(self, end: Array, way: Array, text: str, size: int) -> Box:
        """A plate past the end of a line, moved into the picture, and above a plate on which it would lie."""
        width, height = self._size(text, size)
        middle = end + way * (8 + (abs(way[0]) * width + abs(way[1]) * height) / 2)
        left = min(max(middle[0] - width / 2, 0), self._picture.width - width)
        top = min(max(middle[1] - height / 2, 0), self._picture.height - height)
        for other in self._taken:
            if left < other[2] and other[0] < left + width and top < other[3] and other[1] < top + height:
                top = other[1] - height - 2
        return left, top, left + width, top + height

    def number(self, corners: Array, text: str, size: int) -> None:
        """Write a number beside a polygon, where it covers the least of what is already drawn."""
        width, height = self._size(text, size)
        west, north = corners.min(axis=0)
        east, south = corners.max(axis=0)
        middle, centre = (west + east - width) / 2, (north + south - height) / 2
        places = [(middle, north - height - 4), (middle, south + 4), (east + 4, centre), (west - width - 4, centre)]
        boxes = [(column, row, column + width, row + height) for column, row in places]
        best = min(boxes, key=self._covered)
        self._plate(best, text, size)

    def scale_bar(self, gsd_m: float) -> None:
        """A bar of a round number of metres in the lower left corner."""
        metres = round_length(self._picture.width * gsd_m / 5)
        length, bottom = metres / gsd_m, self._picture.height - 18
        label = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
        for grow, colour in ((2, HALO), (0, WHITE)):
            self._rectangle((18 - grow, bottom - 5 - grow, 18 + length + grow, bottom + grow), colour)
        width, height = self._size(label, 15)
        self._plate((18, bottom - 12 - height, 18 + width, bottom - 12), label, 15)

    def north_arrow(self) -> None:
        """An arrow to the north in the upper right corner; every view is north up."""
        middle, top = self._picture.width - 28, 16
        self._rectangle((middle - 14, top - 6, middle + 14, top + 54), PLATE)
        shape = [(middle, top), (middle + 9, top + 28), (middle, top + 21), (middle - 9, top + 28)]
        self._draw.polygon([(c * FINE, r * FINE) for c, r in shape], fill=WHITE, outline=HALO, width=FINE)
        self._draw.text((middle * FINE, (top + 42) * FINE), "N", font=_font(16 * FINE), fill=WHITE, anchor="mm")

    def burn(self, word: str, size: int) -> None:
        """Write a word across the whole picture and once on a plate, so that no crop of it goes without."""
        self._draw_across(word, size)
        width, height = self._size(word, size)
        left = (self._picture.width - width) / 2
        self._plate((left, self._picture.height - height - 6, left + width, self._picture.height - 6), word, size)

    def _draw_across(self, word: str, size: int) -> None:
        font = _font(size * FINE)
        step = max(self._draw.textlength(word, font) * 1.7, 1)
        for line, row in enumerate(range(size * FINE, self._sheet.height, size * FINE * 6)):
            column = -step * (line % 2) / 2
            while column < self._sheet.width:
                self._draw.text((column, row), word, font=font, fill=VEIL, stroke_width=FINE, stroke_fill=VEIL_EDGE)
                column += step

    def finish(self) -> Image.Image:
        """The picture with its marks."""
        marks = self._sheet.resize(self._picture.size, Image.Resampling.BOX)
        return Image.alpha_composite(self._picture.convert("RGBA"), marks).convert("RGB")

    def _size(self, text: str, size: int) -> tuple[float, float]:
        """Width and height of a plate with a text, pixels."""
        return self._draw.textlength(text, _font(size * FINE)) / FINE + 8, size + 5

    def _plate(self, box: Box, text: str, size: int) -> None:
        self._rectangle(box, PLATE)
        centre = ((box[0] + box[2]) / 2 * FINE, (box[1] + box[3]) / 2 * FINE)
        self._draw.text(centre, text, font=_font(size * FINE), fill=WHITE, anchor="mm")
        self._taken.append(box)

    def _rectangle(self, box: Box, colour: str) -> None:
        self._draw.rectangle([value * FINE for value in box], fill=colour)

    def _covered(self, box: Box) -> float:
        """Pixels of earlier marks under a box, plus what of it lies outside the picture."""
        inside = float(_overlaps(box, np.array([(0, 0, self._picture.width, self._picture.height)], dtype=float))[0])
        area = (box[2] - box[0]) * (box[3] - box[1])
        return float(_overlaps(box, np.array(self._taken)).sum()) + (area - inside) * 10


def to_jpeg(image: Image.Image, budget: int, qualities: Sequence[int] = QUALITIES) -> Picture:
    """The best JPEG of a picture that fits into a number of bytes: first less quality, then fewer pixels."""
    data = b""
    for quality in qualities:
        data = _encode(image, quality)
        if len(data) <= budget:
            break
    if len(data) <= budget or min(image.size) < 32:
        return Picture(jpeg=data, width=image.width, height=image.height)
    # The bytes grow about as the pixels do; a tenth less leaves room for the file's header.
    shrink = max(0.4, 0.9 * math.sqrt(budget / len(data)))
    size = (round(image.width * shrink), round(image.height * shrink))
    return to_jpeg(image.resize(size, Image.Resampling.LANCZOS), budget, qualities[-2:])


def round_length(metres: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is no longer than a length."""
    power = 10.0 ** math.floor(math.log10(metres))
    return max(nice * power for nice in NICE if nice * power <= metres * (1 + 1e-9))


def _encode(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format="JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _overlaps(box: Box, others: Array) -> Array:
    """Area that a box shares with each of (n, 4) others, pixels."""
    width = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
    height = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
    shared: Array = np.maximum(width, 0.0) * np.maximum(height, 0.0)
    return shared


def _dashes(line: Array, pattern: Sequence[float]) -> Iterator[Array]:
    """Cut a line of (n, 2) points into strokes; the pattern gives lengths of stroke and gap in turn."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    position, index = 0.0, 0
    while position < lengths[-1]:
        end = min(position + pattern[index % len(pattern)], lengths[-1])
        if index % 2 == 0:
            yield _cut(line, lengths, position, end)
        position, index = end, index + 1


def _cut(line: Array, lengths: Array, start: float, end: float) -> Array:
    """The part of a line between two distances along it, corners included."""
    corners = lengths[(lengths > start) & (lengths < end)]
    stops = np.concatenate([[start], corners, [end]])
    return np.stack([np.interp(stops, lengths, line[:, axis]) for axis in (0, 1)], axis=1)
