"""Names of satellites as readers know them."""

from __future__ import annotations

_BY_CODE = {
    "PHR1A": "Pléiades 1A",
    "PHR1B": "Pléiades 1B",
    "PNEO3": "Pléiades Neo 3",
    "PNEO4": "Pléiades Neo 4",
    "SPOT5": "SPOT 5",
    "SPOT6": "SPOT 6",
    "SPOT7": "SPOT 7",
    "S2A": "Sentinel-2A",
    "S2B": "Sentinel-2B",
    "S2C": "Sentinel-2C",
    "WV01": "WorldView-1",
    "WV02": "WorldView-2",
    "WV03": "WorldView-3",
    "WV04": "WorldView-4",
    "GE01": "GeoEye-1",
    "QB02": "QuickBird-2",
    "IK01": "IKONOS",
}
"""Codes as they stand in file names and in metadata."""


def by_code(code: str) -> str | None:
    """The name behind a code such as "PHR1B" or "WV03", or None."""
    return _BY_CODE.get(code.upper())


def pleiades_or_spot(mission: str, index: str) -> str:
    """The name of the satellite that DIMAP gives as mission ("PHR", "PLEIADES", "SPOT") and index ("1B", "6")."""
    words = mission.strip().upper()
    code = {"PLEIADES": "PHR"}.get(words, words) + index.strip().upper()
    return by_code(code) or f"{mission.strip()} {index.strip()}".strip()
