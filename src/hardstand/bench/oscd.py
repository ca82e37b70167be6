"""The cities of OSCD (Daudt et al. 2018): two Sentinel-2 dates each, and the pixels where people saw building."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.construction.coarse_pair import CoarsePair, read_coarse_pair
from hardstand.errors import DatasetError
from hardstand.imagery import open_acquisition
from hardstand.registration import Registered, register_pair


@dataclass(frozen=True, kw_only=True, eq=False)
class City:
    """One city.

    Attributes:
        name: in small letters, as in the file names.
        pair: both dates on the grid of the first.
        built: (rows, columns) bool, True = labelled as changed by building.
    """

    name: str
    pair: CoarsePair
    built: NDArray[np.bool_]


def city_names(data: Path) -> list[str]:
    """Names of all cities, in order.

    Raises:
        DatasetError: the data set is not there.
    """
    return sorted(_index(data))


def read_city(data: Path, name: str) -> City:
    """Read one city, its second date registered by content.

    Raises:
        DatasetError: a file is missing, or the two dates can't be registered.
    """
    entry = _index(data)[name]
    first, second = (open_acquisition(data / "oscd" / image) for image in entry["images"])
    registered = register_pair(first, second)
    if not isinstance(registered, Registered):
        raise DatasetError(f"The two dates of {name} could not be registered: {registered.reason}.")
    pair = read_coarse_pair(first, second, registered.transform)
    return City(name=name, pair=pair, built=_labels(data / "oscd" / entry["mask"], pair.seen.shape))


def _labels(path: Path, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if image is None or image.shape != shape:
        raise DatasetError(f"{path} is missing, damaged or of another size than the first date; fetch it again.")
    return np.asarray(image > 0)


def _index(data: Path) -> dict[str, Any]:
    path = data / "oscd" / "index.json"
    if not path.is_file():
        raise DatasetError(f"{path} does not exist; give the folder that holds 'oscd' with --data.")
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
