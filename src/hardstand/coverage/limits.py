"""What an image must be like to be usable."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.coverage.footprint import Footprint
from hardstand.errors import MetadataError

COVERED_SHARE = 0.9
"""Share of an area that must be covered unless stated: outlines are drawn by hand, a lost edge matters little."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds of what is usable; None = any. What a catalogue does not say of an image breaks no bound.

    Attributes:
        cloud_share: the highest, 0..1 of the image's whole footprint.
        off_nadir_deg: the highest, degrees, 0..90.
        gsd_m: the coarsest, metres per pixel, above 0.
        covered_share: the lowest share of the place that must be covered, above 0, up to 1.

    Raises:
        MetadataError: a bound is out of its range.
    """

    cloud_share: float | None = None
    off_nadir_deg: float | None = None
    gsd_m: float | None = None
    covered_share: float = COVERED_SHARE

    def __post_init__(self) -> None:
        """Refuse what can't be meant."""
        if self.cloud_share is not None and not 0 <= self.cloud_share <= 1:
            raise MetadataError(f"A cloud share of {self.cloud_share:.0%} is none; give 0 to 100 per cent.")
        if self.off_nadir_deg is not None and not 0 <= self.off_nadir_deg <= 90:
            raise MetadataError(f"An off-nadir angle of {self.off_nadir_deg:g}° is none; give 0 to 90 degrees.")
        if self.gsd_m is not None and not 0 < self.gsd_m < float("inf"):
            raise MetadataError(f"A GSD of {self.gsd_m:g} m is none; give metres per pixel above 0.")
        if not 0 < self.covered_share <= 1:
            raise MetadataError(
                f"{self.covered_share:.0%} of a place is no share; give more than 0, up to 100 per cent."
            )

    def broken_by(self, footprint: Footprint) -> tuple[str, ...]:
        """Which bounds an image breaks, in words; () = none."""
        return tuple(words for words, bound, value in self._compared(footprint) if value is not None and value > bound)

    def untold_by(self, footprint: Footprint) -> tuple[str, ...]:
        """Which bounds can't be checked, for the catalogue does not say how the image is."""
        return tuple(words for words, _, value in self._compared(footprint) if value is None)

    def _compared(self, footprint: Footprint) -> list[tuple[str, float, float | None]]:
        """Each bound that is set: what breaking it is called, the bound and the image's value."""
        bounds = (
            ("cloud over {:.0f} %", 100, self.cloud_share, footprint.cloud_share),
            ("off-nadir over {:g}°", 1, self.off_nadir_deg, footprint.off_nadir_deg),
            ("coarser than {:g} m", 1, self.gsd_m, footprint.gsd_m),
        )
        return [(words.format(bound * unit), bound, value) for words, unit, bound, value in bounds if bound is not None]
