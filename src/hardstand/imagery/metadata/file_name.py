"""Time and sensor in the name of a file.

Digits are taken for a date only where they stand alone: as a word of exactly eight, or of eight followed by a time, or
in the writings of known makers. Universally unique identifiers are cut out first; longer numbers are serial numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from hardstand.imagery.metadata.reading import NOTHING, Moment, Reading, moment, named
from hardstand.imagery.metadata.sensors import by_code

EARLIEST_YEAR, LATEST_YEAR = 1957, 2099
"""Years that a date in a file name can lie in: from the first satellite on."""

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_START, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_SENSOR = re.compile(_START + r"(PHR1[AB]|PNEO[34]|SPOT[5-7]|S2[ABC]|WV0[1-4]|GE01|QB02|IK01)" + _END)

_MAKERS = (
    # DIMAP: IMG_PHR1B_P_201709281038045_SEN_..., the last digit being tenths of a second.
    (re.compile(_START + r"(?:PHR1[AB]|PNEO[34]|SPOT[67])_(?:[A-Z-]+_)?(\d{14})\d" + _END), "%Y%m%d%H%M%S"),
    # Sentinel-2 products: S2A_MSIL1C_20160608T153121_N0202_..._20160609T...
    (re.compile(_START + r"S2[ABC]_(?:[A-Z0-9]+_)?(\d{8}T\d{6})" + _END), "%Y%m%dT%H%M%S"),
    # Sentinel-2 granules: T33UUU_20160608T153121_B04
    (re.compile(_START + r"T\d{2}[A-Z]{3}_(\d{8}T\d{6})" + _END), "%Y%m%dT%H%M%S"),
    # WorldView: 15SEP04081530-M2AS-...
    (re.compile(_START + r"(\d{2}[A-Z]{3}\d{8})-[MPS]\w{3}"), "%y%b%d%H%M%S"),
)
"""Writings of makers whose first time is that of the image; times of processing and delivery follow it."""

_TIMED = re.compile(_START + r"(\d{4})(-?)(\d{2})\2(\d{2})[T_](\d{2})([-:]?)(\d{2})(?:\6(\d{2}))?Z?" + _END)
_COMPACT = re.compile(_START + r"[A-Za-z]*(\d{4})(\d{2})(\d{2})" + _END)
_DASHED = re.compile(_START + r"(?<![0-9]-)(\d{4})([-_.])(\d{2})\2(\d{2})" + _END)


def read_file_name(image: Path) -> Reading:
    """What the name of an image file says about it."""
    stem = _UUID.sub(" ", image.stem)
    code = _SENSOR.search(stem.replace("_", " "))
    sensor = named(by_code(code.group(1)) if code else None, "file name")
    moments = _moments(stem)
    if not moments:
        return NOTHING if sensor is None else Reading(sensor=sensor)
    if len({when.value.date() for when in moments}) > 1:
        days = ", ".join(sorted({f"{when.value:%Y-%m-%d}" for when in moments}))
        return Reading(
            sensor=sensor, warnings=(f"The file name holds several dates ({days}); none of them was taken.",)
        )
    # Of several on one day the one with a time of day says more.
    best = min(moments, key=lambda when: when.day_only)
    return Reading(time=best.sourced("file name"), day_only=best.day_only, sensor=sensor)


def _moments(stem: str) -> list[Moment]:
    for pattern, form in _MAKERS:
        match = pattern.search(stem)
        when = None if match is None else _from_form(match.group(1), form)
        if when is not None:
            return [when]
    timed = list(_timed(stem))
    return timed or list(_days(stem))


def _from_form(text: str, form: str) -> Moment | None:
    try:
        return moment(datetime.strptime(text, form).replace(tzinfo=UTC))
    except ValueError:
        return None


def _timed(stem: str) -> Iterator[Moment]:
    for match in _TIMED.finditer(stem):
        year, _, month, day, hour, _, minute, second = match.groups()
        try:
            when = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=UTC)
        except ValueError:
            continue
        if EARLIEST_YEAR <= when.year <= LATEST_YEAR:
            yield replace(moment(when), zoned=match.group(0).endswith("Z"))


def _days(stem: str) -> Iterator[Moment]:
    for pattern, parts in ((_COMPACT, (1, 2, 3)), (_DASHED, (1, 3, 4))):
        for match in pattern.finditer(stem):
            try:
                when = moment(date(*(int(match.group(part)) for part in parts)))
            except ValueError:
                continue
            if EARLIEST_YEAR <= when.value.year <= LATEST_YEAR and not _hexadecimal(match.group(0)):
                yield when


def _hexadecimal(word: str) -> bool:
    """Whether a word mixes digits with no other letters than a to f, as parts of digests and keys do."""
    letters = [letter for letter in word.lower() if letter.isalpha()]
    return bool(letters) and all(letter in "abcdef" for letter in letters)
