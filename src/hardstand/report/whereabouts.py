"""Where a site lies, in a sentence: from the nearest city, in kilometres and miles."""

from __future__ import annotations

import numpy as np
import shapely

from hardstand.claims.gazetteer.nearest import Near, nearest_city
from hardstand.frames import PixelPolygon, SitePolygon
from hardstand.report.naming import place_of
from hardstand.report.words import capital
from hardstand.result import RunResult

KM_PER_MILE = 1.609344

BESIDE_KM = 3.0
"""Nearer to the middle of a city than this, a site is in it or beside it, and a direction says little."""


def middle_of(result: RunResult) -> tuple[float, float] | None:
    """Longitude and latitude, degrees, of the middle of all stands, or of the reference image; None without either."""
    spots = [stand.polygon.shape for stand in result.ledger.stands] or [_reference(result).shape]
    west, south, east, north = shapely.total_bounds(spots)
    corners = np.array([[west, south], [east, south], [east, north], [west, north]])
    outline = result.registration.frame.to_lonlat(SitePolygon(corners))
    if outline is None:
        return None
    lon, lat = outline.corners[:, 0], outline.corners[:, 1]
    turned = lon % 360 if np.ptp(lon) > 180 else lon  # a site is small: a wide one crosses 180°
    return float((turned.mean() + 180) % 360 - 180), float(lat.mean())


def place_sentence(result: RunResult) -> str:
    """As in "Basel al-Assad (OSLK) lies about 21 km (13 miles) south-east of Latakia, Syria"."""
    middle = middle_of(result)
    if middle is None:
        return f"No image says where on the globe {place_of(result)} lies."
    return capital(f"{place_of(result)} lies {_from(nearest_city(*middle))}.")


def _from(near: Near) -> str:
    city = ", ".join(part for part in (near.city, near.country) if part)
    if near.km < BESIDE_KM:
        return f"in or beside {city}"
    miles = max(1, round(near.km / KM_PER_MILE))
    return f"about {round(near.km):,} km ({miles:,} {'mile' if miles == 1 else 'miles'}) {near.direction} of {city}"


def _reference(result: RunResult) -> SitePolygon:
    name = result.registration.reference
    raster = next(each.raster for each in result.acquisitions if each.id == name)
    columns, rows = float(raster.width), float(raster.height)
    frame = PixelPolygon(np.array([[0.0, 0.0], [columns, 0.0], [columns, rows], [0.0, rows]]))
    return result.registration.ground[name].to_site(frame)
