"""One STAC item per image of a run. The image itself stays where it is; its SHA-256 names it."""

from __future__ import annotations

import pystac

from hardstand.exchange.exports.documents import AcquisitionRead
from hardstand.exchange.exports.layers import footprint_of
from hardstand.exchange.exports.run import FinishedRun
from hardstand.exchange.exports.stac.fields import (
    FILE,
    Fields,
    cloud_fields,
    file_values,
    grid_fields,
    known,
    named_by_hash,
    together,
    view_fields,
)
from hardstand.exchange.exports.stac.when import time_of
from hardstand.exchange.shapes import bbox_of, geometry_of


def acquisition_item(each: AcquisitionRead, run: FinishedRun) -> pystac.Item:
    """The item of one image; without a footprint its geometry is null and it has no bounding box."""
    shape = footprint_of(each, run) if run.georeferenced else None
    fields = together(
        [
            _about(each, run),
            grid_fields(each, run.crs),
            view_fields(each),
            cloud_fields(each, run),
        ]
    )
    item = pystac.Item(
        id=each.id,
        geometry=None if shape is None else geometry_of(shape),
        bbox=None if shape is None else bbox_of([shape]),
        properties=fields.values,
        stac_extensions=sorted(fields.extensions | {FILE}),
        **time_of(each, run),
    )
    item.add_asset("image", _image(each))
    return item


def _about(each: AcquisitionRead, run: FinishedRun) -> Fields:
    return known(
        {
            "title": f"Simulated: {each.id}" if run.summary.simulated else each.id,
            "gsd": each.gsd,
            "platform": None if run.summary.simulated else each.sensor,
            "providers": None if each.credit is None else [{"name": each.credit}],
            "hardstand:simulated": run.summary.simulated,
            "hardstand:image": each.image,
            "hardstand:seen_fraction": each.seen_fraction,
            "hardstand:not_seen": {cause: share for cause, share in each.causes.items() if share},
            "hardstand:not_observable": each.not_observable or None,
            "hardstand:warnings": each.warnings or None,
            "hardstand:time_unknown": True if each.datetime is None else None,
        }
    )


def _image(each: AcquisitionRead) -> pystac.Asset:
    return pystac.Asset(
        href=named_by_hash(each.sha256),
        title=each.image,
        description="The image itself is not in this catalogue; its SHA-256 tells it from any other.",
        roles=["data"],
        extra_fields=file_values(each.sha256),
    )
