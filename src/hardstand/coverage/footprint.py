"""Footprints: where and when images were taken, as a catalogue lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from hardstand.site import Area

TEXT = np.dtypes.StringDType()
"""Text in arrays: 16 bytes for each of up to 15 letters."""

TIME = np.dtype("datetime64[us]")
"""Moments in arrays, UTC."""

NUMBERS = ("gsd_m", "off_nadir_deg", "sun_elevation_deg", "cloud_share")
"""Columns of `Footprints.numbers`."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Footprint:
    """One image, or one tile of an image, as a catalogue lists it. None = the catalogue does not say.

    Attributes:
        id: the name under which to ask for the image; tiles of one image share it.
        time: UTC; the earliest moment at which it can have been taken.
        until: UTC; the latest such moment. The same as `time` unless the catalogue gives a range.
        outline: (longitude, latitude) in degrees, WGS84; cut at 180° where it crosses that meridian.
        platform: the satellite, as readers know it.
        gsd_m: metres per pixel.
        off_nadir_deg: degrees.
        sun_elevation_deg: degrees above the horizon.
        cloud_share: 0..1 of the whole footprint; it does not tell whether one spot in it was seen.
        source: the catalogue.
    """

    id: str
    time: datetime
    until: datetime
    outline: Area
    platform: str | None
    gsd_m: float | None
    off_nadir_deg: float | None
    sun_elevation_deg: float | None
    cloud_share: float | None
    source: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Outlines:
    """Outlines of footprints as well-known binary, one after another: a tenth of the memory that objects take.

    Attributes:
        content: (bytes,) uint8.
        ends: (n,) int64; where in `content` each outline ends, and the next begins.
    """

    content: NDArray[np.uint8]
    ends: NDArray[np.int64]

    @classmethod
    def pack(cls, areas: NDArray[Any]) -> Outlines:
        """From (n,) shapely geometries."""
        binary = [bytes(each) for each in shapely.to_wkb(areas)]
        lengths = np.fromiter((len(each) for each in binary), dtype=np.int64, count=len(binary))
        return cls(content=np.frombuffer(b"".join(binary), dtype=np.uint8), ends=np.cumsum(lengths))

    def take(self, indices: NDArray[np.int64]) -> NDArray[Any]:
        """The outlines at (m,) indices as (m,) shapely geometries."""
        ends = self.ends[indices]
        begins = np.where(indices > 0, self.ends[indices - 1], 0)
        pieces = [self.content[begin:end].tobytes() for begin, end in zip(begins, ends, strict=True)]
        return np.asarray(shapely.from_wkb(np.array(pieces, dtype=object)))

    @classmethod
    def join(cls, parts: Sequence[Outlines]) -> Outlines:
        """All parts in their order; at least one."""
        starts = np.cumsum([0, *(len(part.content) for part in parts[:-1])])
        ends = [part.ends + start for part, start in zip(parts, starts, strict=True)]
        return cls(content=np.concatenate([part.content for part in parts]), ends=np.concatenate(ends))


@dataclass(frozen=True, kw_only=True, eq=False)
class Footprints:
    """Many footprints as arrays, so that ten million fit into memory; n of each.

    Attributes:
        ids: (n,) text.
        times: (n,) datetime64[us], UTC.
        untils: (n,) datetime64[us], UTC; none before its time.
        outlines: n of them.
        platforms: (n,) text; empty = not known.
        numbers: (n, 4) float64, columns as in `NUMBERS`; NaN = not known.
        sources: (n,) text.
    """

    ids: NDArray[Any]
    times: NDArray[np.datetime64]
    untils: NDArray[np.datetime64]
    outlines: Outlines
    platforms: NDArray[Any]
    numbers: NDArray[np.float64]
    sources: NDArray[Any]

    def __post_init__(self) -> None:
        """Check that every array tells of the same footprints."""
        count = len(self.ids)
        lengths = {each.name: len(getattr(self, each.name)) for each in fields(self) if each.name != "outlines"}
        lengths["outlines"] = len(self.outlines.ends)
        if set(lengths.values()) != {count} or self.numbers.shape != (count, len(NUMBERS)):
            raise ValueError(f"arrays of footprints must be of one length, not {lengths}")

    def __len__(self) -> int:
        """How many there are."""
        return len(self.ids)

    def at(self, index: int, outline: Area) -> Footprint:
        """One of them; its outline is handed in, for whoever asks has decoded it."""
        return Footprint(
            id=str(self.ids[index]),
            time=_moment(self.times[index]),
            until=_moment(self.untils[index]),
            outline=outline,
            platform=str(self.platforms[index]) or None,
            source=str(self.sources[index]),
            **{name: _known(value) for name, value in zip(NUMBERS, self.numbers[index], strict=True)},
        )

    @classmethod
    def join(cls, parts: Sequence[Footprints]) -> Footprints:
        """All parts in their order; none gives none."""
        if not parts:
            return _none()
        columns: dict[str, Any] = {
            each.name: np.concatenate([getattr(part, each.name) for part in parts])
            for each in fields(cls)
            if each.name != "outlines"
        }
        return cls(outlines=Outlines.join([part.outlines for part in parts]), **columns)


def _none() -> Footprints:
    nothing = np.array([], dtype=TEXT)
    never = np.array([], dtype=TIME)
    return Footprints(
        ids=nothing,
        times=never,
        untils=never,
        outlines=Outlines(content=np.array([], dtype=np.uint8), ends=np.array([], dtype=np.int64)),
        platforms=nothing,
        numbers=np.empty((0, len(NUMBERS))),
        sources=nothing,
    )


def _moment(value: np.datetime64) -> datetime:
    moment = value.astype(TIME).item()
    assert isinstance(moment, datetime)
    return moment.replace(tzinfo=UTC)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
