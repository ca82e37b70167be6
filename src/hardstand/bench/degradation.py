"""What spoils a picture on its way to a desk: resampling, compression, haze, contrast, labels drawn over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""(rows, columns, 3) in red, green, blue."""

AIRLIGHT = (205.0, 210.0, 218.0)
"""Red, green, blue of the veil: white with a little blue, as haze over a bright sky scatters."""

LABEL_TEXTS = ("Terminal 2", "Gate B14", "Cargo", "Airport Rd", "Parking P3", "Hangar 7", "Taxiway C", "Fire station")
"""Words of the kind that map viewers draw over a picture."""

PIN_COLOUR = (234, 67, 53)
"""Red, green, blue of the pins."""


RIM_COLOUR = (40, 40, 40)
"""Red, green, blue of the rim round each letter."""


@dataclass(frozen=True, kw_only=True)
class Degradation:
    """One way to spoil a picture.

    Attributes:
        kind: name of the curve that it belongs to.
        strength: where on that curve, in the curve's own unit.
        apply: from a picture and the number of its frame to the spoilt picture of the same size.
        gsd_m: what the picture is resampled to afterwards, metres; None = it stays as it is.
    """

    kind: str
    strength: float
    apply: Callable[[Picture, int], Picture]
    gsd_m: float | None = None


def degradations() -> tuple[Degradation, ...]:
    """All that are measured, curve by curve."""
    return (
        *(
            Degradation(kind="gsd_m", strength=gsd, apply=_as_it_is, gsd_m=gsd)
            for gsd in (0.3, 0.4, 0.6, 0.8, 1.0, 1.5)
        ),
        *(_plain("jpeg_quality", quality, compress) for quality in (70, 40, 20, 10)),
        *(_plain("haze_share", share, add_haze) for share in (0.3, 0.5, 0.7)),
        *(_plain("contrast", factor, change_contrast) for factor in (0.25, 0.5, 2.0)),
        *(Degradation(kind="labels_per_megapixel", strength=n, apply=_labels(n)) for n in (20.0, 60.0)),
        _plain("inverted", 1, lambda picture, _: invert(picture)),
        _plain("grey", 1, lambda picture, _: remove_colour(picture)),
    )


def resample(picture: Picture, gsd_m: float, wanted_gsd_m: float) -> Picture:
    """Bring a picture to another ground sampling distance: mean over the new pixel's area, or cubic where finer."""
    rows, columns = (max(1, round(side * gsd_m / wanted_gsd_m)) for side in picture.shape[:2])
    how = cv2.INTER_AREA if wanted_gsd_m > gsd_m else cv2.INTER_CUBIC
    return _uint8(cv2.resize(picture, (columns, rows), interpolation=how))


def compress(picture: Picture, quality: float) -> Picture:
    """Through JPEG at this quality (0..100, libjpeg's scale) and back."""
    bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    _, packed = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, round(quality)])
    return _uint8(cv2.cvtColor(_uint8(cv2.imdecode(packed, cv2.IMREAD_COLOR)), cv2.COLOR_BGR2RGB))


def add_haze(picture: Picture, share: float) -> Picture:
    """Mix with airlight: seen = ground * (1 - share) + airlight * share (Koschmieder 1924), the same all over.

    Thin cloud over the whole picture looks alike.

    Args:
        picture: any.
        share: of the airlight, 0..1.
    """
    veil = np.array(AIRLIGHT) * share
    return _rounded(picture * (1 - share) + veil)


def change_contrast(picture: Picture, factor: float) -> Picture:
    """Stretch (above 1) or flatten (below 1) all values about the picture's mean; what leaves 0..255 is cut."""
    mean = picture.mean()
    return _rounded(mean + factor * (picture - mean))


def invert(picture: Picture) -> Picture:
    """Dark for bright, in each channel."""
    return _uint8(255 - picture)


def remove_colour(picture: Picture) -> Picture:
    """Grey in three equal channels (ITU-R BT.601 luma)."""
    return _uint8(cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB))


def draw_labels(picture: Picture, per_megapixel: float, seed: int) -> Picture:
    """Draw pins and words over a picture, as map viewers do: white letters with a dark rim.

    Args:
        picture: of any size.
        per_megapixel: number of labels on a million pixels.
        seed: decides where they stand; the same seed, the same picture.
    """
    rows, columns = picture.shape[:2]
    rng = np.random.default_rng(seed)
    drawn = picture.copy()
    for number in range(round(per_megapixel * rows * columns / 1e6)):
        place = (int(rng.integers(columns)), int(rng.integers(rows)))
        _draw_label(drawn, LABEL_TEXTS[number % len(LABEL_TEXTS)], place)
    return drawn


def _draw_label(picture: Picture, text: str, place: tuple[int, int]) -> None:
    cv2.circle(picture, place, 7, (255, 255, 255), -1, cv2.LINE_AA)
    cv2.circle(picture, place, 5, PIN_COLOUR, -1, cv2.LINE_AA)
    beside = (place[0] + 12, place[1] + 5)
    for across, down in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        _write(picture, text, (beside[0] + across, beside[1] + down), RIM_COLOUR)
    _write(picture, text, beside, (255, 255, 255))


def _write(picture: Picture, text: str, place: tuple[int, int], colour: tuple[int, int, int]) -> None:
    cv2.putText(picture, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.5, colour, 1, cv2.LINE_AA)


def _as_it_is(picture: Picture, frame: int) -> Picture:  # noqa: ARG001 - one shape for all
    return picture


def _plain(kind: str, strength: float, change: Callable[[Picture, float], Picture]) -> Degradation:
    return Degradation(kind=kind, strength=float(strength), apply=lambda picture, _: change(picture, strength))


def _labels(per_megapixel: float) -> Callable[[Picture, int], Picture]:
    return lambda picture, frame: draw_labels(picture, per_megapixel, frame)


def _rounded(values: NDArray[np.float64]) -> Picture:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def _uint8(values: object) -> Picture:
    """OpenCV's results carry no element type."""
    return np.asarray(values, dtype=np.uint8)
