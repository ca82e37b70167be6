"""Fields of STAC extensions, as far as a run knows their values: nothing is written as null."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyproj import CRS

from hardstand.exchange.exports.documents import AcquisitionRead
from hardstand.exchange.exports.run import FinishedRun
from hardstand.exchange.records import Record

EO = "https://stac-extensions.github.io/eo/v1.1.0/schema.json"
FILE = "https://stac-extensions.github.io/file/v2.1.0/schema.json"
LABEL = "https://stac-extensions.github.io/label/v1.0.1/schema.json"
MLM = "https://stac-extensions.github.io/mlm/v1.4.0/schema.json"
PROCESSING = "https://stac-extensions.github.io/processing/v1.1.0/schema.json"
PROJECTION = "https://stac-extensions.github.io/projection/v2.0.0/schema.json"
VIEW = "https://stac-extensions.github.io/view/v1.0.0/schema.json"

_SHA256 = "1220"
"""Code of the function and length in bytes before a digest: https://multiformats.io/multihash/."""
PERCENT_DECIMALS = 2
FULL_TURN = 360


@dataclass(frozen=True, kw_only=True)
class Fields:
    """Properties, and the extensions that define them.

    Attributes:
        values: by name, none of them None.
        extensions: addresses of their schemas.
    """

    values: Record = field(default_factory=dict)
    extensions: frozenset[str] = frozenset()

    def __or__(self, other: Fields) -> Fields:
        """Both together; the other's values win."""
        return Fields(values=self.values | other.values, extensions=self.extensions | other.extensions)


def known(values: Record, extension: str | None = None) -> Fields:
    """Without what is None; an extension that nothing is left of is not named."""
    left = {name: value for name, value in values.items() if value is not None}
    return Fields(values=left, extensions=frozenset({extension} if extension and left else ()))


def together(parts: Iterable[Fields]) -> Fields:
    """All of them."""
    whole = Fields()
    for part in parts:
        whole |= part
    return whole


def view_fields(each: AcquisitionRead) -> Fields:
    """Angles in degrees: off-nadir, and where the sun stood; its azimuth from 0 on, as some sources count from -180."""
    angles = {
        "view:off_nadir": each.off_nadir,
        "view:sun_azimuth": None if each.sun_azimuth is None else each.sun_azimuth % FULL_TURN,
        "view:sun_elevation": each.sun_elevation,
    }
    return known(angles, VIEW)


def cloud_fields(each: AcquisitionRead, run: FinishedRun) -> Fields:
    """Cloud cover in per cent of the image; where shares are of an area of interest it is not known of the image."""
    share = each.causes.get("cloud")
    if share is None or not run.whole_images:
        return Fields()
    return known({"eo:cloud_cover": round(100 * share, PERCENT_DECIMALS)}, EO)


def grid_fields(each: AcquisitionRead, crs: CRS | None) -> Fields:
    """The image's grid in the site frame, as it was fitted there: rows and columns, and the affine map (six values)."""
    if crs is None or each.ground_transform is None:
        return Fields()
    grid = {
        **crs_values(crs),
        "proj:shape": [each.size[1], each.size[0]],
        "proj:transform": [value for line in each.ground_transform for value in line],
    }
    return known(grid, PROJECTION)


def crs_values(crs: CRS) -> Record:
    """By its code where it has one, else in full."""
    authority = crs.to_authority()
    return {"proj:wkt2": crs.to_wkt()} if authority is None else {"proj:code": ":".join(authority)}


def software_fields(run: FinishedRun) -> Fields:
    """What made the result, with versions."""
    models = {model.name: model.version for model in run.summary.models}
    return known({"processing:software": {"Hardstand": run.summary.version, **models}}, PROCESSING)


def file_values(sha256: str, size: int | None = None) -> Record:
    """Checksum as a multihash; size in bytes."""
    return {"file:checksum": _SHA256 + sha256, **({} if size is None else {"file:size": size})}


def named_by_hash(sha256: str) -> str:
    """An address for a file that is not in the catalogue, but known by its SHA-256 (RFC 6920)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"
