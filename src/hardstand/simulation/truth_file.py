"""The truth of a scene as plain values, for a JSON file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hardstand.simulation.truth import AircraftTruth, DateTruth, EventTruth, ObjectTruth, SceneTruth
from hardstand.simulation.truth_works import WorkChange, WorkTruth
from hardstand.timewindow import TimeWindow


def truth_as_json(truth: SceneTruth) -> dict[str, Any]:
    """The truth as plain values; angles in degrees, lengths in metres, polygons in pixels (column, row)."""
    return {
        "stands": [
            {"id": stand.id, "lonlat": stand.lonlat, "heading_deg": stand.heading_deg} for stand in truth.stands
        ],
        "dates": [_date_as_json(date) for date in truth.dates],
        "events": [_event_as_json(event) for event in truth.events],
        "works": [_work_as_json(work) for work in truth.works],
    }


def _date_as_json(date: DateTruth) -> dict[str, Any]:
    return {
        "acquisition": date.id,
        "datetime": iso_utc(date.time),
        "crs": date.crs,
        "transform": list(date.transform)[:6],
        "geolocation_error_m": date.geolocation_error_m,
        "sun_azimuth_deg": date.sun_azimuth_deg,
        "sun_elevation_deg": date.sun_elevation_deg,
        "aircraft": [_aircraft_as_json(aircraft) for aircraft in date.aircraft],
        "objects": [_object_as_json(each) for each in date.objects],
        "states": {stand: str(state) for stand, state in date.states.items()},
        "clouds": [outline.corners.tolist() for outline in date.cloud_outlines],
        "haze_mean": round(float(date.haze.mean()), 3),
        "hidden_share": round(date.hidden_share, 4),
    }


def _aircraft_as_json(aircraft: AircraftTruth) -> dict[str, Any]:
    return {
        "stand": aircraft.stand,
        "type": aircraft.type,
        "lonlat": aircraft.lonlat,
        "heading_deg": aircraft.heading_deg,
        "length_m": aircraft.length_m,
        "span_m": aircraft.span_m,
        "pixel_polygon": aircraft.box.corners.round(2).tolist(),
        "visible": aircraft.visible,
        "cloud": round(aircraft.cloud, 3),
        "cloud_shadow": round(aircraft.cloud_shadow, 3),
        "haze": round(aircraft.haze, 3),
    }


def _object_as_json(each: ObjectTruth) -> dict[str, Any]:
    return {
        "label": each.label,
        "kind": each.kind,
        "heading_deg": each.heading_deg,
        "length_m": round(each.length_m, 3),
        "width_m": round(each.width_m, 3),
        "pixel_polygon": each.box.corners.round(2).tolist(),
        "visible": each.visible,
    }


def _event_as_json(event: EventTruth) -> dict[str, Any]:
    return {
        "kind": str(event.kind),
        "stand": event.stand,
        "type": event.type,
        **_window_as_json(event.window),
        "after_acquisition": event.after,
        "by_acquisition": event.by,
    }


def _work_as_json(work: WorkTruth) -> dict[str, Any]:
    return {
        "id": work.id,
        "kind": str(work.kind),
        "lonlat": [list(corner) for corner in work.lonlat],
        "outline_m": [[round(value, 3) for value in corner] for corner in work.outline_m],
        "area_m2": round(work.area_m2, 1),
        "length_m": round(work.length_m, 2),
        "width_m": round(work.width_m, 2),
        "orientation_deg": round(work.orientation_deg, 2),
        "dates": [
            {
                "acquisition": name,
                "state": str(stage),
                "visible": work.visible[name],
                "pixel_polygon": work.on_images[name].corners.round(2).tolist(),
            }
            for name, stage in work.stages.items()
        ],
        "changes": [_change_as_json(change) for change in work.changes],
    }


def _change_as_json(change: WorkChange) -> dict[str, Any]:
    return {
        "from": str(change.before),
        "to": str(change.now),
        **_window_as_json(change.window),
        "after_acquisition": change.after,
        "by_acquisition": change.by,
    }


def _window_as_json(window: TimeWindow) -> dict[str, str | None]:
    return {
        "after": None if window.after is None else iso_utc(window.after),
        "by": None if window.by is None else iso_utc(window.by),
    }


def iso_utc(moment: datetime) -> str:
    """For example 2015-09-04T08:24:40Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
