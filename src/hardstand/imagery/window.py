"""Which part of an image: a rectangle of pixels, not always whole ones."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PixelWindow:
    """A rectangle on an image; may be fractional and may hang over the image's edge.

    Attributes:
        column: left edge, pixels; 0 is the outer edge of the first pixel.
        row: upper edge, pixels.
        width: pixels, > 0.
        height: pixels, > 0.

    Raises:
        ValueError: a value is not finite, or the rectangle has no area.
    """

    column: float
    row: float
    width: float
    height: float

    def __post_init__(self) -> None:
        """Refuse what is no rectangle."""
        if not all(math.isfinite(value) for value in (self.column, self.row, self.width, self.height)):
            raise ValueError(f"a pixel window needs finite values, not {self}")
        if self.width <= 0 or self.height <= 0:
            raise ValueError(f"a pixel window needs a width and a height above 0, not {self.width} x {self.height}")

    @property
    def right(self) -> float:
        """Right edge, pixels."""
        return self.column + self.width

    @property
    def bottom(self) -> float:
        """Lower edge, pixels."""
        return self.row + self.height

    @property
    def whole(self) -> bool:
        """Whether all edges lie between pixels."""
        return all(float(value).is_integer() for value in (self.column, self.row, self.width, self.height))
