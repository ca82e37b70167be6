"""From a measured detection to what it is, as far as its image can tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hardstand.detection.result import Detection
from hardstand.frames import SiteFrame
from hardstand.imagery import measure_stretch, open_reader, require_gsd
from hardstand.imagery.acquisition import Acquisition
from hardstand.measurement.contrast import measure_contrasts
from hardstand.measurement.equipment import EquipmentTable
from hardstand.measurement.gate import observable
from hardstand.measurement.hypotheses import fold, posterior
from hardstand.measurement.result import Identity, Level, Measurement, TypeHypothesis
from hardstand.measurement.sighting import Sighting
from hardstand.measurement.size_classes import size_name
from hardstand.measurement.statement import Told, make_statement, named_types


@dataclass(frozen=True, kw_only=True)
class Context:
    """What is known of an image and its place beyond its resolution.

    Attributes:
        off_nadir_deg: view angle of the image; None = unknown.
        north_known: whether headings count from north; else they count from the top of the image.
        prior: type name to weight, as in `posterior`; None = all types alike.
    """

    off_nadir_deg: float | None = None
    north_known: bool = True
    prior: Mapping[str, float] | None = None


NOTHING_KNOWN = Context()


def identify(
    detection: Detection,
    measurement: Measurement,
    gsd_m: float,
    contrast: float | None,
    table: EquipmentTable,
    context: Context = NOTHING_KNOWN,
) -> Identity:
    """What an object is, as far as its image can tell.

    Args:
        detection: its class.
        measurement: its size with errors, or why it has none.
        gsd_m: ground sampling distance of the image itself, metres.
        contrast: of object against ground, 0..1; None = not measured.
        table: types to choose from.
        context: what else is known.

    Returns:
        The level is `Level.TYPE` only where the resolution allows it and few types fit. Where the resolution allows it
        and none stands out, the hypotheses are given all the same, and the level is `Level.SIZE_CLASS`.
    """
    allowed = observable(detection.label, gsd_m, None, measurement.length_m, measurement.span_m)
    level = observable(detection.label, gsd_m, contrast, measurement.length_m, measurement.span_m)
    faint = level < allowed
    if measurement.length_m is None and measurement.span_m is None:
        level = min(level, Level.CLASS)
    told = Told(
        level=level,
        size_class=size_name(detection.label, measurement) if level >= Level.SIZE_CLASS else None,
        types=_types(detection.label, measurement, table, context) if level >= Level.TYPE else (),
        north_known=context.north_known,
        faint=faint,
    )
    return Identity(
        level=level if named_types(told.types) else min(level, Level.SIZE_CLASS),
        size_class=told.size_class,
        types=told.types,
        statement=make_statement(detection.label, measurement, told),
    )


def identify_sightings(
    sightings: Iterable[Sighting], acquisition: Acquisition, frame: SiteFrame, table: EquipmentTable
) -> tuple[Sighting, ...]:
    """The sightings of one image with their identities, in their order.

    Args:
        sightings: on this acquisition.
        acquisition: with its GSD.
        frame: the site frame; headings count from north where it lies on the globe.
        table: types to choose from.

    Raises:
        MetadataError: the GSD is not known.
        ImageError: the image can't be read.
    """
    gsd_m, angle = require_gsd(acquisition), acquisition.off_nadir_deg
    context = Context(off_nadir_deg=None if angle is None else angle.value, north_known=frame.crs is not None)
    known = tuple(sightings)
    with open_reader(acquisition.raster) as reader:
        stretch = measure_stretch(acquisition.raster)
        contrasts = measure_contrasts((each.detection.polygon for each in known), reader, stretch)
    return tuple(
        replace(each, identity=identify(each.detection, each.measurement, gsd_m, contrast, table, context))
        for each, contrast in zip(known, contrasts, strict=True)
    )


def _types(label: str, measurement: Measurement, table: EquipmentTable, context: Context) -> tuple[TypeHypothesis, ...]:
    return fold(posterior(label, measurement, table, prior=context.prior, off_nadir_deg=context.off_nadir_deg))
