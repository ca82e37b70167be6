"""Which images of the NWPU VHR-10 set may train, and which judge.

The set has no split of its own. Many of its images overlap: crops of one Google Earth view at other zooms. Every two
images were compared by their ORB features; those that agree under one similarity transform form a group of one place,
and a group stands on one side as a whole.
"""

from __future__ import annotations

import hashlib
from typing import Literal

NwpuSide = Literal["train", "test"]

SAME_PLACE = (
    ("003.jpg", "014.jpg", "062.jpg"),
    ("004.jpg", "071.jpg"),
    (
        *("005.jpg", "009.jpg", "012.jpg", "019.jpg", "046.jpg", "061.jpg", "063.jpg", "064.jpg"),
        *("065.jpg", "067.jpg", "068.jpg", "069.jpg", "070.jpg", "301.jpg"),
    ),
    ("006.jpg", "020.jpg"),
    ("007.jpg", "008.jpg", "066.jpg"),
    ("010.jpg", "031.jpg", "042.jpg", "045.jpg", "055.jpg", "075.jpg", "076.jpg"),
    ("013.jpg", "043.jpg"),
    ("073.jpg", "286.jpg"),
    ("133.jpg", "162.jpg"),
    ("140.jpg", "156.jpg"),
    ("202.jpg", "332.jpg"),
    ("210.jpg", "213.jpg"),
    ("236.jpg", "242.jpg"),
    ("285.jpg", "321.jpg"),
    ("288.jpg", "297.jpg"),
    ("290.jpg", "291.jpg"),
    ("292.jpg", "295.jpg"),
    ("293.jpg", "303.jpg"),
    ("299.jpg", "307.jpg"),
    ("387.jpg", "414.jpg"),
    ("389.jpg", "390.jpg"),
    ("425.jpg", "426.jpg"),
    ("427.jpg", "439.jpg", "446.jpg"),
    ("428.jpg", "429.jpg"),
    ("441.jpg", "442.jpg"),
    ("443.jpg", "448.jpg", "449.jpg"),
    ("450.jpg", "451.jpg"),
    ("500.jpg", "519.jpg"),
    ("503.jpg", "507.jpg", "508.jpg"),
    ("506.jpg", "511.jpg"),
)
"""Images that show the same ground."""

_TEST_BELOW = 90
"""Of 256 values of the first byte of a hash: 35 %."""


def nwpu_place(file_name: str) -> str:
    """The first image of the group that shows the same ground as this image."""
    return next((group[0] for group in SAME_PLACE if file_name in group), file_name)


def nwpu_side(file_name: str) -> NwpuSide:
    """The side on which an image of the set stands, by the SHA-256 of its place: 33 of the 90 with aircraft judge."""
    first_byte = hashlib.sha256(nwpu_place(file_name).encode()).digest()[0]
    return "test" if first_byte < _TEST_BELOW else "train"
