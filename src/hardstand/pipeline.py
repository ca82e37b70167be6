"""The stages in their order. Nothing else knows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import numpy as np
import shapely

from hardstand import __version__
from hardstand.construction import ChangeRaster, Construction, DatedImage, find_construction, load_models
from hardstand.counting import ReviewedSample
from hardstand.detection import (
    DEFAULT_DETECTORS,
    DetectionRequest,
    Detector,
    DetectorFailure,
    Findings,
    ModelCard,
    not_observable,
    score_thresholds,
    search_all,
)
from hardstand.detection.merging import SAME_OBJECT_IOU
from hardstand.detection.request import DOUBT_SHARE
from hardstand.detection.several import Search
from hardstand.errors import MetadataError
from hardstand.frames import SiteFrame, SitePolygon
from hardstand.imagery import (
    measure_stretch,
    measure_visibility,
    open_acquisition,
    refuse_same_time,
    require_gsd,
    require_time,
    unique_ids,
)
from hardstand.imagery.acquisition import Acquisition
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger import DatedView, ZoneOf, arrival_curves, baselines, bases_of, build_ledger
from hardstand.ledger.association import LOST
from hardstand.ledger.states import SEEN_SHARE
from hardstand.measurement import (
    DOUBT,
    EquipmentTable,
    PointsModel,
    Sighting,
    check_scale,
    identify_sightings,
    load_equipment,
    load_points_model,
    measure_detections,
    place_on_ground,
)
from hardstand.registration import SiteRegistration, register_site
from hardstand.result import AREA, WHOLE_IMAGES, ModelUse, RunResult, Tested
from hardstand.site import Area, Site, SiteAcquisition, SiteConfiguration

SEED = 0
"""Of what is drawn to see how far chance goes: the same images give the same numbers."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


HIDDEN_SHARE = 0.25
"""An image of which less than this share was seen may fail to fit the others without being of another place."""

SEEN_ENOUGH = 0.5
"""What is found counts as found where at least this share of its box was seen."""

NOTHING_SEEN = "not observable: none of the ground was seen"


def no_progress(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class RunRequest:
    """How to run, apart from what the site file says.

    Attributes:
        now: the present, UTC; stamped on the result, and no image may be later.
        detection: threshold of the score, and whether a GSD outside the measured range is accepted.
        simulated: whether the images were rendered.
        unlike: whether the site is of another kind than those the detector's errors were measured on.
        reviewed: what a person said of an earlier run's sightings; None where nobody looked.
    """

    now: datetime
    detection: DetectionRequest = field(default_factory=DetectionRequest)
    simulated: bool = False
    unlike: bool = False
    reviewed: ReviewedSample | None = None


def detectors_of(configuration: SiteConfiguration) -> tuple[str, ...]:
    """The detectors that a site file asks for: names, or paths of model files from its folder."""
    return configuration.detectors or DEFAULT_DETECTORS


def run_site(
    configuration: SiteConfiguration,
    detectors: Sequence[Detector],
    request: RunRequest,
    progress: Progress = no_progress,
    failed: Sequence[DetectorFailure] = (),
) -> RunResult:
    """From a site's images to what stood there, what came and what left.

    Args:
        configuration: the site file.
        detectors: those that it asks for and that could be loaded.
        request: how to run.
        progress: told what is being done.
        failed: the detectors that could not be loaded; the result tells of them.

    Raises:
        HardstandError: an image, its metadata, the registration or a detector refuses; the message says why.
    """
    acquisitions = open_all(configuration.acquisitions, request.now, progress)
    visibility, registration = _on_one_ground(acquisitions, progress)
    construction, change = _built(acquisitions, registration, visibility, configuration.site, progress)
    search = search_all(_placed_of(acquisitions, registration), detectors, request.detection, progress)
    points = load_points_model()
    placed = _measure_all(acquisitions, search.findings, registration, points, progress)
    placed = {name: _on_seen_ground(each, visibility[name]) for name, each in placed.items()}
    table = load_equipment()
    doubts = [check_scale(each.id, require_gsd(each), placed[each.id].sure, table) for each in acquisitions]
    placed = {name: _inside(each, configuration.site, registration.frame) for name, each in placed.items()}
    placed = {each.id: _identified(placed[each.id], each, registration.frame, table) for each in acquisitions}
    aoi = None if configuration.site.aoi is None else area_on_ground(configuration.site.aoi, registration.frame)
    views = tuple(_view(each, registration, visibility[each.id], placed[each.id], aoi) for each in acquisitions)
    silent = {view.acquisition: _silent_classes(view, search) for view in views}
    views = tuple(replace(each, not_observable=frozenset(silent[each.acquisition])) for each in views)
    ledger = build_ledger(
        views,
        search.labels,
        zones_on_ground(configuration.site, registration.frame),
        bases_of(search.detectors, request.detection, unlike=request.unlike),
        request.reviewed,
    )
    progress("Holding the dates against each other", 0, 1)
    normal = baselines(views, ledger, np.random.default_rng(SEED))
    progress("Holding the dates against each other", 1, 1)
    return RunResult(
        site_name=configuration.site.name,
        airport=configuration.site.airport,
        simulated=request.simulated,
        acquisitions=acquisitions,
        registration=registration,
        visibility=visibility,
        sightings=tuple(sighting for acquisition in acquisitions for sighting in placed[acquisition.id].sure),
        ledger=ledger,
        models=tuple(model_use(detector, acquisitions, request.detection) for detector in search.detectors),
        version=__version__,
        parameters=_parameters(configuration, search.detectors, points, request),
        generated=request.now,
        failures=(*failed, *search.failures),
        not_observable=silent,
        scale_doubts=tuple(doubt for doubt in doubts if doubt is not None),
        shares={view.acquisition: view.shares for view in views},
        baselines=normal,
        arrival_curves=arrival_curves(ledger.events, np.random.default_rng(SEED), min(view.time for view in views)),
        construction=construction,
        change=change,
    )


def open_all(entries: Sequence[SiteAcquisition], now: datetime, progress: Progress) -> tuple[Acquisition, ...]:
    """Open the images of a site, in the order of time.

    Raises:
        ImageError: an image can't be read.
        MetadataError: a time or GSD is missing or impossible, or two images share their time.
    """
    names = _names(entries)
    opened = []
    for number, (entry, name) in enumerate(zip(entries, names, strict=True), start=1):
        opened.append(open_acquisition(entry.image, id=name, overrides=entry.overrides, item=entry.item, latest=now))
        progress("Opening the images", number, len(entries))
    for acquisition in opened:
        require_gsd(acquisition)
    refuse_same_time(opened)
    return tuple(sorted(opened, key=require_time))


def _names(entries: Sequence[SiteAcquisition]) -> tuple[str, ...]:
    """The Items' own ids where each has one of its own, else names from the files."""
    own = [entry.id for entry in entries if entry.id is not None]
    return tuple(own) if len(set(own)) == len(entries) else unique_ids([entry.image for entry in entries])


def _see_all(acquisitions: Sequence[Acquisition], progress: Progress) -> dict[str, Visibility]:
    seen = {}
    for number, acquisition in enumerate(acquisitions, start=1):
        raster = acquisition.raster
        seen[acquisition.id] = measure_visibility(raster, measure_stretch(raster), require_gsd(acquisition))
        progress("Looking where the ground can be seen", number, len(acquisitions))
    return seen


def _hidden(visibility: Visibility) -> bool:
    """Whether so little ground shows that an image which does not fit the others need not be of another place."""
    return visibility.seen_fraction < HIDDEN_SHARE


def _placed_of(acquisitions: Sequence[Acquisition], registration: SiteRegistration) -> list[Acquisition]:
    unplaced = {each.acquisition for each in registration.unplaced}
    return [acquisition for acquisition in acquisitions if acquisition.id not in unplaced]


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """The findings of one acquisition on the ground; otherwise as `Findings`."""

    sure: tuple[Sighting, ...]
    doubtful: tuple[Sighting, ...]


NOTHING_FOUND = _Placed(sure=(), doubtful=())
"""Of an acquisition that is unplaced, and was not searched."""


def _measure_all(
    acquisitions: Sequence[Acquisition],
    found: dict[str, Findings],
    registration: SiteRegistration,
    points: PointsModel,
    progress: Progress,
) -> dict[str, _Placed]:
    """By acquisition: what was found, on the ground, and what is counted measured."""
    placed = {}
    searched = _placed_of(acquisitions, registration)
    for number, acquisition in enumerate(searched, start=1):
        findings, ground = found[acquisition.id], registration.ground[acquisition.id]
        placed[acquisition.id] = _Placed(
            sure=measure_detections(findings.sure, acquisition, ground, registration.frame, points),
            doubtful=place_on_ground(findings.doubtful, ground, registration.frame, DOUBT),
        )
        progress("Measuring what was found", number, len(searched))
    return {acquisition.id: placed.get(acquisition.id, NOTHING_FOUND) for acquisition in acquisitions}


def _on_seen_ground(placed: _Placed, visibility: Visibility) -> _Placed:
    """What stands on ground that was not seen is in doubt: through fog nobody has measured how often it is real."""
    clear = [visibility.seen_share(each.detection.polygon) >= SEEN_ENOUGH for each in placed.sure]
    sure = tuple(each for each, seen in zip(placed.sure, clear, strict=True) if seen)
    hazy = tuple(each for each, seen in zip(placed.sure, clear, strict=True) if not seen)
    return replace(placed, sure=sure, doubtful=(*placed.doubtful, *hazy))


def _inside(placed: _Placed, site: Site, frame: SiteFrame) -> _Placed:
    """What has its middle in the site's area of interest; everything where there is none."""
    if site.aoi is None:
        return placed
    area = area_on_ground(site.aoi, frame)

    def kept(sightings: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
        return tuple(each for each in sightings if area.contains(each.ground.shape.centroid))

    return replace(placed, sure=kept(placed.sure), doubtful=kept(placed.doubtful))


def _identified(placed: _Placed, acquisition: Acquisition, frame: SiteFrame, table: EquipmentTable) -> _Placed:
    """The same with what each counted object is, as far as its image tells."""
    return replace(placed, sure=identify_sightings(placed.sure, acquisition, frame, table))


def area_on_ground(area: Area, frame: SiteFrame) -> Area:
    """An area of the site file in the site frame, metres.

    Raises:
        MetadataError: no image has a georeference, so that the area can't be placed.
    """
    if frame.crs is None:
        raise MetadataError(
            "The site file gives an area or a zone in degrees, but no image has a georeference, so it can't be placed. "
            "Take the area and the zones out, or give at least one georeferenced image."
        )
    return shapely.transform(area, frame.points_from_lonlat)


def zones_on_ground(site: Site, frame: SiteFrame) -> ZoneOf:
    """Tells the zone that holds a spot's middle: the first in the site file."""
    zones = [(zone.name, area_on_ground(zone.geometry, frame)) for zone in site.zones]

    def zone_of(spot: SitePolygon) -> str | None:
        middle = spot.shape.centroid
        return next((name for name, area in zones if area.contains(middle)), None)

    return zone_of


def _view(
    acquisition: Acquisition,
    registration: SiteRegistration,
    visibility: Visibility,
    placed: _Placed,
    aoi: Area | None,
) -> DatedView:
    return DatedView(
        acquisition=acquisition.id,
        time=require_time(acquisition),
        ground=registration.ground[acquisition.id],
        visibility=visibility,
        sightings=placed.sure,
        doubtful=placed.doubtful,
        area=aoi,
        placing_sd_m=registration.placing_sd_m(acquisition.id),
    )


def _silent_classes(view: DatedView, search: Search) -> dict[str, str]:
    """The classes of which an acquisition says nothing, each with the reason: a count of zero would be a lie."""
    found = search.findings.get(view.acquisition)
    silent = {} if found is None else dict(found.not_observable)
    if view.shares[Cause.SEEN] > 0:
        return silent
    shown = {sighting.detection.label for sighting in view.sightings}
    return {label: silent.get(label, NOTHING_SEEN) for label in search.labels if label not in shown}


def model_use(detector: Detector, acquisitions: Sequence[Acquisition], request: DetectionRequest) -> ModelUse:
    """The detector as a run used it; `forced` only where an image really lies outside a class's measured GSD range."""
    card = detector.card
    outside = any(not_observable(card, require_gsd(acquisition)) for acquisition in acquisitions)
    window = card.hardstand.input_gsd_m
    return ModelUse(
        name=card.name,
        version=card.version,
        sha256=card.sha256,
        input_gsd_m=(window.low, window.high),
        min_scores=score_thresholds(card, request),
        licence=card.licence,
        forced=request.forced and outside,
        tested=_tested(card),
    )


def _tested(card: ModelCard) -> dict[str, Tested]:
    return {
        label: Tested(
            images=facts.tested.frames,
            places=facts.tested.places,
            objects=facts.tested.objects,
            precision=facts.tested.precision,
            recall=facts.tested.recall,
        )
        for label, facts in card.hardstand.classes.items()
        if facts.tested is not None
    }


def _parameters(
    configuration: SiteConfiguration, detectors: Sequence[Detector], points: PointsModel, request: RunRequest
) -> dict[str, str]:
    return {
        "detectors": ", ".join(Path(name).name for name in detectors_of(configuration)),
        "lowest score": "; ".join(_scores(each.card, request.detection) for each in detectors),
        "ground is not called empty from a share of that score of": f"{DOUBT_SHARE:g}",
        "boxes of one object overlap more than (IoU)": f"{SAME_OBJECT_IOU:g}",
        "share of the sightings on one stand that may be parted": f"{LOST:g}",
        "counts are of": "another kind of place than the detector's errors were measured on"
        if request.unlike
        else "the kind of place that the detector's errors were measured on",
        "answers of a person on sightings": f"{len(request.reviewed.detections) if request.reviewed else 0}",
        "pieces of ground that a person went over": f"{len(request.reviewed.tiles) if request.reviewed else 0}",
        "a spot counts as seen from a visible share of": f"{SEEN_SHARE:g}",
        "aircraft are measured by": f"{points.card.name} {points.card.version}, SHA-256 {points.card.sha256}",
        AREA: WHOLE_IMAGES if configuration.site.aoi is None else configuration.site.aoi.wkt,
        "zones": ", ".join(zone.name for zone in configuration.site.zones) or "none",
    }


def _scores(card: ModelCard, request: DetectionRequest) -> str:
    return ", ".join(f"{label} {score:g}" for label, score in score_thresholds(card, request).items())


@dataclass(frozen=True, kw_only=True, eq=False)
class Built:
    """What was built between some dates, with the ground frame that its outlines lie in.

    Attributes:
        construction: works, and dates that could not be compared.
        change: probability of change, for a raster file.
        frame: the site frame.
    """

    construction: Construction
    change: ChangeRaster
    frame: SiteFrame


def built_on(acquisitions: Sequence[Acquisition], site: Site, progress: Progress) -> Built:
    """What was built at a site, without looking for aircraft or vehicles.

    Args:
        acquisitions: in the order of time.
        site: its zones name where works lie.
        progress: told what is being done.

    Raises:
        HardstandError: an image or the registration refuses; the message says why.
    """
    visibility, registration = _on_one_ground(acquisitions, progress)
    construction, change = _built(acquisitions, registration, visibility, site, progress)
    return Built(construction=construction, change=change, frame=registration.frame)


def _on_one_ground(
    acquisitions: Sequence[Acquisition], progress: Progress
) -> tuple[dict[str, Visibility], SiteRegistration]:
    """Where each date shows the ground, and the frame in which all of them meet."""
    visibility = _see_all(acquisitions, progress)
    progress("Bringing all dates into one ground frame", 0, 1)
    registration = register_site(acquisitions, [each.id for each in acquisitions if _hidden(visibility[each.id])])
    progress("Bringing all dates into one ground frame", 1, 1)
    visibility.update({each.acquisition: visibility[each.acquisition].unplaced() for each in registration.unplaced})
    return visibility, registration


def _built(
    acquisitions: Sequence[Acquisition],
    registration: SiteRegistration,
    visibility: dict[str, Visibility],
    site: Site,
    progress: Progress,
) -> tuple[Construction, ChangeRaster]:
    images = [
        DatedImage(acquisition=each, ground=registration.ground[each.id], visibility=visibility[each.id])
        for each in acquisitions
    ]
    zone_of, area = zones_on_ground(site, registration.frame), None
    if site.aoi is not None:
        area = area_on_ground(site.aoi, registration.frame)
    return find_construction(images, load_models(), zone_of, progress, area)
