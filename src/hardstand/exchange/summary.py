"""The whole result as one JSON document, for programs: `summary.json`."""

from __future__ import annotations

from pathlib import Path

from hardstand.exchange.changes import both_record, net_record
from hardstand.exchange.construction import work_record
from hardstand.exchange.files import write_text_atomically
from hardstand.exchange.normal import arrival_curve_record, baseline_record
from hardstand.exchange.records import (
    DEGREE_DECIMALS,
    METRE_DECIMALS,
    PIXEL_DECIMALS,
    SHARE_DECIMALS,
    Record,
    acquisition_record,
    corners,
    failure_records,
    iso_utc,
    model_records,
    rounded,
    scale_doubt_record,
    to_json,
)
from hardstand.frames import LonLatPolygon
from hardstand.imagery.visibility import Cause
from hardstand.ledger.entries import Count, CountPart, Event, Stand, State
from hardstand.registration.result import SiteRegistration
from hardstand.result import RunResult


def summary_record(result: RunResult) -> Record:
    """The run as plain values, in a fixed order of keys.

    Times are ISO 8601 in UTC; polygons are lists of [column, row] pixels, [east, north] metres or [longitude, latitude]
    degrees, corners in one order in all three. `generated` is the only value that differs between two runs on the same
    input.
    """
    return {
        "version": result.version,
        "generated": iso_utc(result.generated),
        "site": {"name": result.site_name, "airport": result.airport},
        "simulated": result.simulated,
        "forced": any(model.forced for model in result.models),
        "frame": _frame(result.registration),
        "acquisitions": _acquisitions(result),
        "counts": _counts(result),
        "events": [_event(event) for event in result.ledger.events],
        "net": [net_record(change) for change in result.ledger.net],
        "limits": list(result.ledger.limits),
        "construction": _construction(result),
        "baseline": [baseline_record(baseline) for baseline in result.baselines],
        "arrival_curves": [arrival_curve_record(curve) for curve in result.arrival_curves],
        "stands": [_stand(stand, result) for stand in result.ledger.stands],
        "models": model_records(result.models),
        "failures": failure_records(result.failures),
        "parameters": dict(sorted(result.parameters.items())),
    }


def _construction(result: RunResult) -> Record | None:
    found = result.construction
    if found is None:
        return None
    return {
        "compared_km2": rounded(found.compared_km2, SHARE_DECIMALS),
        "not_compared": [vars(each) for each in found.not_compared],
        "works": [{"id": work.id, **work_record(work)} for work in found.works],
    }


def write_summary(result: RunResult, path: Path) -> None:
    """Write `summary.json`.

    Raises:
        OutputError: the file can't be written.
    """
    write_text_atomically(path, to_json(summary_record(result)))


def _frame(registration: SiteRegistration) -> Record:
    crs = registration.frame.crs
    return {
        "crs": None if crs is None else crs.to_string(),
        "unit": "m",
        "axes": ["east", "north"],
        "reference": registration.reference,
    }


def _acquisitions(result: RunResult) -> list[Record]:
    doubts, covered = {doubt.acquisition: doubt for doubt in result.scale_doubts}, _frame_shares(result)
    return [
        {
            **acquisition_record(acquisition),
            **_seen(result, acquisition.id),
            "frame_share": covered.get(acquisition.id),
            **_placed(result, acquisition.id),
            "not_observable": dict(result.not_observable.get(acquisition.id, {})),
            "scale_doubt": scale_doubt_record(doubts.get(acquisition.id)),
            "registration": _registration(acquisition.id, result.registration),
        }
        for acquisition in result.acquisitions
    ]


def _frame_shares(result: RunResult) -> dict[str, float | None]:
    return {name: rounded(share, SHARE_DECIMALS) for name, share in result.frame_shares.items()}


def _placed(result: RunResult, acquisition: str) -> Record:
    """Where the image lies; both null where it is unplaced, and the footprint in a local plane too."""
    if any(each.acquisition == acquisition for each in result.registration.unplaced):
        return {"ground_transform": None, "footprint": None}
    ground, frame = result.registration.ground[acquisition], result.registration.frame
    outline = ground.to_site(result.visibility[acquisition].frame)
    return {"ground_transform": ground.matrix.tolist(), "footprint": _lonlat(frame.to_lonlat(outline))}


def _seen(result: RunResult, acquisition: str) -> Record:
    """The share that was seen, and by cause the shares that were not."""
    shares = result.shares.get(acquisition, result.visibility[acquisition].shares)
    unseen = {cause.name.lower(): rounded(share, SHARE_DECIMALS) for cause, share in shares.items() if cause}
    return {"seen_fraction": rounded(shares[Cause.SEEN], SHARE_DECIMALS), "causes": unseen}


def _registration(acquisition: str, registration: SiteRegistration) -> Record:
    pair = next((pair for pair in registration.pairs if pair.moving == acquisition), None)
    lost = next((each for each in registration.unplaced if each.acquisition == acquisition), None)
    if pair is None:
        measured = dict.fromkeys(("residual_px", "residual_m", "tie_points"))
        status, reason = ("reference", None) if lost is None else ("unplaced", lost.reason)
        return {"status": status, "reason": reason, "reference": None, "through": [], **measured}
    return {
        "status": "registered",
        "reason": None,
        "reference": pair.reference,
        "through": list(pair.through),
        "residual_px": rounded(pair.residual_px, METRE_DECIMALS),
        "residual_m": rounded(pair.residual_m, METRE_DECIMALS),
        "tie_points": len(pair.tie_points),
    }


def _counts(result: RunResult) -> list[Record]:
    """Every count, and after those of its date the classes of which it says nothing: null, with the reason."""
    return [
        record
        for acquisition in result.acquisitions
        for record in (
            *(_count(count) for count in result.ledger.counts if count.acquisition == acquisition.id),
            *(
                _no_count(result, acquisition.id, label, reason)
                for label, reason in result.not_observable.get(acquisition.id, {}).items()
            ),
        )
    ]


def _no_count(result: RunResult, acquisition: str, label: str, reason: str) -> Record:
    unknown = dict.fromkeys(("found", "low", "high", "estimate", "basis"))
    seen = _seen(result, acquisition)["seen_fraction"]
    return {
        "acquisition": acquisition,
        "label": label,
        **unknown,
        "reason": reason,
        "seen_fraction": seen,
        "categories": [],
        "size_classes": [],
    }


def _count(count: Count) -> Record:
    return {
        "acquisition": count.acquisition,
        "label": count.label,
        "found": count.found,
        "low": count.low,
        "high": count.high,
        "estimate": count.estimate,
        "basis": count.basis,
        "reason": None,
        "seen_fraction": rounded(count.seen_fraction, SHARE_DECIMALS),
        "categories": [_part(part) for part in count.parts if part.kind == "category"],
        "size_classes": [_part(part) for part in count.parts if part.kind == "size class"],
    }


def _part(part: CountPart) -> Record:
    return {
        "name": part.name,
        "found": part.found,
        "low": part.low,
        "high": part.high,
        "estimate": part.estimate,
    }


def _event(event: Event) -> Record:
    detection = event.sighting.detection
    return {
        "id": event.id,
        "kind": event.kind.value,
        "label": event.label,
        "after": iso_utc(event.window.after),
        "by": iso_utc(event.window.by),
        "acquisition": detection.acquisition,
        "pixel_polygon": corners(detection.polygon.corners, PIXEL_DECIMALS),
        "lonlat": _lonlat(event.sighting.lonlat),
        "stand": event.stand,
        "evidence": _evidence(event),
    }


def _evidence(event: Event) -> list[Record]:
    """The view of the object, and the view of the spot without it where there is one."""
    shown = event.sighting.detection.acquisition
    views: list[Record] = [{"acquisition": shown, "shows": State.OCCUPIED.value, "sighting": event.sighting.id}]
    if event.empty_on is not None:
        views.append({"acquisition": event.empty_on, "shows": State.EMPTY.value, "sighting": None})
    return views


def _stand(stand: Stand, result: RunResult) -> Record:
    return {
        "id": stand.id,
        "label": stand.label,
        "zone": stand.zone,
        "site_polygon": corners(stand.polygon.corners, METRE_DECIMALS),
        "lonlat": _lonlat(result.registration.frame.to_lonlat(stand.polygon)),
        "states": {acquisition: state.value for acquisition, state in stand.states.items()},
        "sightings": {acquisition: sighting.id for acquisition, sighting in stand.sightings.items()},
        "statements": {acquisition: sighting.identity.statement for acquisition, sighting in stand.sightings.items()},
        "occupied_on_both": [both_record(each) for each in result.ledger.both if each.stand == stand.id],
    }


def _lonlat(polygon: LonLatPolygon | None) -> list[list[float]] | None:
    return None if polygon is None else corners(polygon.corners, DEGREE_DECIMALS)
