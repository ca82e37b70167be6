"""Where and how one work is painted over a real picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.camera import Camera, Image
from hardstand.simulation.frame_look import FrameLook
from hardstand.simulation.light import Sun
from hardstand.simulation.noise import fractal_noise


@dataclass(frozen=True, kw_only=True, eq=False)
class Canvas:
    """Where and how one work is painted.

    Attributes:
        camera: of the part of the picture around it.
        look: of the picture.
        sun: gives bare earth its relief.
        rng: of this work alone.
    """

    camera: Camera
    look: FrameLook
    sun: Sun
    rng: np.random.Generator

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.camera.height, self.camera.width

    def noise(self, coarsest_m: float, finest_m: float) -> Image:
        """Detail from one length to the other, (rows, columns), standard deviation about 1."""
        coarsest, finest = (max(1, round(length / self.camera.gsd_m)) for length in (coarsest_m, finest_m))
        return fractal_noise(self.shape, max(2, coarsest), finest, self.rng)

    def blurred(self, image: Image) -> Image:
        """As the picture's optics would show it."""
        return np.asarray(cv2.GaussianBlur(image, (0, 0), self.look.blur_px), dtype=np.float32)

    def tone(self, colour: NDArray[np.float32], factor: float) -> NDArray[np.float32]:
        """A colour that sends back `factor` times as much light, through the same air."""
        return np.asarray(self.look.black + (colour - self.look.black) * np.float32(factor), dtype=np.float32)
