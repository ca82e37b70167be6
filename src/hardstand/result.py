"""Everything that one run found: what the report and the exported files are made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import shapely

from hardstand.construction import ChangeRaster, Construction
from hardstand.detection.result import DetectorFailure
from hardstand.imagery.acquisition import Acquisition
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger.arrivals import ArrivalCurve
from hardstand.ledger.baseline_entries import Baseline
from hardstand.ledger.entries import Ledger
from hardstand.measurement.scale import ScaleDoubt
from hardstand.measurement.sighting import Sighting
from hardstand.registration.result import SiteRegistration

AREA, WHOLE_IMAGES = "area of interest", "whole images"
"""Parameter of a run, and its value where the site file gives no area."""

SAME_FRAME = 0.97
"""Share of the ground of all images from which on one is taken to cover all of it: edges differ by some metres."""


@dataclass(frozen=True, kw_only=True)
class Tested:
    """How well a detector did with one class on images that it had not seen.

    Attributes:
        images: number of images.
        places: number of places, none of which it had seen; None = not known.
        objects: number of objects that people had labelled there.
        precision: share of what it found that is an object, 0..1.
        recall: share of the objects that it found, 0..1.
    """

    images: int
    places: int | None
    objects: int
    precision: float
    recall: float


@dataclass(frozen=True, kw_only=True)
class ModelUse:
    """A detector as it was used.

    Attributes:
        name: of the detector.
        version: of its weights.
        sha256: hex digest of the weights.
        input_gsd_m: finest and coarsest ground sampling distance that it takes; images were brought into it, metres.
        min_scores: by class, detections below this were dropped.
        licence: of the weights.
        forced: whether the run went on although an image lies outside the measured GSD range of a class.
        tested: by class, how well it did on images that it had not seen; only where that was measured.
    """

    name: str
    version: str
    sha256: str
    input_gsd_m: tuple[float, float]
    min_scores: dict[str, float]
    licence: str
    forced: bool
    tested: dict[str, Tested] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """One run over one site.

    Attributes:
        site_name: as in the site file.
        airport: ICAO or IATA code, or None.
        simulated: True where the images were rendered; every picture then says so.
        acquisitions: in the order of time.
        registration: one ground frame.
        visibility: acquisition id to where the ground was seen.
        sightings: every detection that was kept, in the order of time, then as numbered.
        ledger: stands, events and counts.
        models: the detectors used.
        failures: the detectors that were asked for and failed; nothing of theirs is in the result.
        not_observable: acquisition id to the classes of which it says nothing, each with the reason: its resolution
            does not show them, or none of the ground was seen.
        shares: acquisition id to the share of the area of interest (of the image where there is none) by cause, SEEN
            among them, 0..1; empty = those of the whole image.
        scale_doubts: stated GSDs that the objects on their image contradict, in the order of time.
        baselines: what is normal for each class that some image shows, and which dates depart from it.
        arrival_curves: how many of the arrivals had come by each date, by class and for all.
        construction: what was built, and dates that could not be compared; None where nobody asked.
        change: probability of change, for a raster file.
        version: of Hardstand.
        parameters: name to value, as text, of everything that decided the result.
        generated: when the run was made, UTC; the only value that differs between two runs on the same input.
    """

    site_name: str
    airport: str | None
    simulated: bool
    acquisitions: tuple[Acquisition, ...]
    registration: SiteRegistration
    visibility: dict[str, Visibility]
    sightings: tuple[Sighting, ...]
    ledger: Ledger
    models: tuple[ModelUse, ...]
    version: str
    parameters: dict[str, str]
    generated: datetime
    failures: tuple[DetectorFailure, ...] = ()
    not_observable: dict[str, dict[str, str]] = field(default_factory=dict)
    scale_doubts: tuple[ScaleDoubt, ...] = ()
    shares: dict[str, dict[Cause, float]] = field(default_factory=dict)
    baselines: tuple[Baseline, ...] = ()
    arrival_curves: tuple[ArrivalCurve, ...] = ()
    construction: Construction | None = None
    change: ChangeRaster | None = None

    @cached_property
    def frame_shares(self) -> dict[str, float]:
        """How much of the ground that all placed images cover together the frame of each covers, 0..1, seen or not."""
        unplaced = {each.acquisition for each in self.registration.unplaced}
        frames = {
            name: self.registration.ground[name].to_site(visibility.frame).shape
            for name, visibility in self.visibility.items()
            if name not in unplaced
        }
        together = shapely.union_all(list(frames.values())).area
        return {name: frame.area / together for name, frame in frames.items()}

    @property
    def whole_images(self) -> bool:
        """Whether the site is the ground of all images together, as no area of interest says what it is."""
        return self.parameters.get(AREA) == WHOLE_IMAGES
