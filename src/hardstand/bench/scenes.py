"""The scenes that measure shift: which pictures, and what is known of them. They are never tuned on."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.errors import DatasetError
from hardstand.imagery import PixelWindow

COMPLETE = "complete"
"""What `labels` says where the publisher's boxes hold every aircraft that shows, and hold it whole."""

IMAGE_FOLDERS = {"joplin": ""}
"""Where a data set keeps its pictures, if not in `images`."""


@dataclass(frozen=True, kw_only=True)
class UnusualScene:
    """A scene of HRPlanesV2 `valid` that is unlike a civil airport in good light.

    Attributes:
        file_name: of the picture.
        kind: what stands there, for example "fighters".
        look: what makes it hard, for example "camouflage".
        labels: "complete", or what is wrong with the publisher's boxes.
        gsd_m: ground sampling distance from aircraft of known type, metres, to about 15 %; None = not known.
        note: for a reader.
    """

    file_name: str
    kind: str
    look: str
    labels: str
    gsd_m: float | None
    note: str

    @property
    def complete(self) -> bool:
        """Whether the publisher's boxes can be taken at their word."""
        return self.labels == COMPLETE


@dataclass(frozen=True, kw_only=True)
class EmptyScene:
    """A window on which no aircraft stands.

    Attributes:
        data_set: folder of the data set.
        file_name: of the picture.
        window: in pixels of the picture.
        gsd_m: ground sampling distance that the window is read at, metres.
        gsd_from: where that comes from: publisher, known aircraft, running track, assumed.
        note: for a reader.
    """

    data_set: str
    file_name: str
    window: PixelWindow
    gsd_m: float
    gsd_from: str
    note: str

    @property
    def area_km2(self) -> float:
        """Ground that the window shows."""
        return self.window.width * self.window.height * self.gsd_m**2 / 1e6

    def path(self, data: Path) -> Path:
        """The picture.

        Raises:
            DatasetError: it is not there.
        """
        path = data / self.data_set / IMAGE_FOLDERS.get(self.data_set, "images") / self.file_name
        if not path.is_file():
            raise DatasetError(f"{path} does not exist; the data set {self.data_set!r} is missing or incomplete.")
        return path


def read_unusual_scenes() -> tuple[UnusualScene, ...]:
    """The scenes of `unusual_scenes.csv`, in its order."""
    return tuple(
        UnusualScene(
            file_name=row["file_name"],
            kind=row["kind"],
            look=row["look"],
            labels=row["labels"],
            gsd_m=float(row["gsd_m"]) if row["gsd_m"] else None,
            note=row["note"],
        )
        for row in read_table("unusual_scenes.csv")
    )


def read_empty_scenes() -> tuple[EmptyScene, ...]:
    """The windows of `empty_scenes.csv`, in its order."""
    return tuple(
        EmptyScene(
            data_set=row["data_set"],
            file_name=row["file_name"],
            window=PixelWindow(
                column=float(row["left"]),
                row=float(row["top"]),
                width=float(row["width"]),
                height=float(row["height"]),
            ),
            gsd_m=float(row["gsd_m"]),
            gsd_from=row["gsd_from"],
            note=row["note"],
        )
        for row in read_table("empty_scenes.csv")
    )


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table that is part of the package; lines that begin with # are for readers."""
    return table_rows((files("hardstand.bench") / name).read_text(encoding="utf-8"))


def table_rows(text: str) -> Iterator[dict[str, str]]:
    """Rows of a table with a head; lines that begin with # are for readers."""
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def box_of(row: Mapping[str, str]) -> NDArray[np.float64]:
    """The upright box of a row: (4,) column min, row min, column max, row max, pixels."""
    return np.array([float(row[side]) for side in ("left", "top", "right", "bottom")])
