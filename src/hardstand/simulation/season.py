"""What the season does to a site: grass, crops and leaves change their colour, pavement and soil do not."""

from __future__ import annotations

import numpy as np

from hardstand.simulation.camera import Image
from hardstand.simulation.materials import GREEN, STRAW
from hardstand.simulation.parts import Colour

_LEAVES_GREENER: Colour = (0.82, 1.22, 0.80)


def in_season(ground: Image, grown: Image, season: float) -> Image:
    """Ground (height, width, 3) as the season colours it; where nothing grows it stays as it is.

    Args:
        ground: reflectance in the dry season.
        grown: (height, width), share of vegetation, 0..1.
        season: 0 = dry straw, 1 = green.
    """
    if season == 0.0:
        return ground
    greener = np.float32(season) * (GREEN / STRAW - 1.0)
    return np.asarray(ground * (1.0 + grown[..., None] * greener), dtype=np.float32)


def leaf(colour: Colour, season: float) -> Colour:
    """A leaf's reflectance in that season."""
    red, green, blue = (
        band * (1.0 + season * (full - 1.0)) for band, full in zip(colour, _LEAVES_GREENER, strict=True)
    )
    return red, green, blue
