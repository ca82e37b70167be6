"""Whether a claim is about the site of the run."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum

from pyproj import Geod

from hardstand.claims.entries import Claim, ClaimKind, Place
from hardstand.verdicts.entries import Finding, PartChecked, Verdict
from hardstand.verdicts.showing import Showing

NEAR_KM = 15.0
"""A place that lies no farther from the middle of the site is checked against it: air bases are some kilometres long,
and gazetteers put the point of a town or an airport anywhere on it."""

SAME_KM = 5.0
"""An airport that lies no farther from the middle of the site is the site, whatever it is called."""

_WGS84 = Geod(ellps="WGS84")
_REGION = re.compile(
    r"\b(province|region|governorate|oblast|district|county|coast(al)?|country|countries|republic|state|area)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"^(the|an?|this|that)?\s*((air|naval|military|army)\s*)?(base|airbase|airport|airfield|port|site|facility)$",
    re.IGNORECASE,
)


class Scope(StrEnum):
    """How a claimed place and the site of the run stand to each other."""

    SITE = "site"
    WIDER = "wider"
    """A region or a town that may hold the site: the images show a part of it only."""
    ELSEWHERE = "elsewhere"


def scope_of(place: Place | None, showing: Showing) -> tuple[Scope, str]:
    """How a place stands to the site, and what to tell of it in a sentence; empty for the site itself.

    A region that may hold the site can't be decided and is checked against it, as is a town within `NEAR_KM`. A place
    that is only called "the base", or is not named at all, is the site.
    """
    if place is None or _same_name(place, showing) or _same_code(place, showing):
        return Scope.SITE, ""
    away = distance_km(place, showing)
    if away is not None:
        return _by_distance(place, showing, away)
    if place.code is None and _GENERIC.match(place.name.strip()):
        return Scope.SITE, ""
    if place.lon is None and place.code is None and _is_area(place):
        return Scope.WIDER, _part_of(place, showing)
    why = "the gazetteer gives it no position" if place.lon is None else "the images have no position on the earth"
    same = f"Whether {place.name} is {showing.site}, which the images show, can't be decided: {why}."
    return Scope.ELSEWHERE, f"{same} It was not checked."


def distance_km(place: Place, showing: Showing) -> float | None:
    """From the middle of the site along the ellipsoid, kilometres; None where one of the two has no position."""
    if place.lon is None or place.lat is None or showing.lon is None or showing.lat is None:
        return None
    return float(_WGS84.inv(showing.lon, showing.lat, place.lon, place.lat)[2]) / 1000


def in_scope(finding: Finding, claim: Claim, scope: Scope, note: str) -> Finding:
    """A finding from the site as one on a wider place, of which the images show a part.

    More may stand on the rest of it, and what came to the site may come from there.
    """
    if scope is not Scope.WIDER or not finding.verdict.told:
        return finding
    moved = claim.kind in {ClaimKind.ARRIVAL, ClaimKind.DEPARTURE}
    turned = {Verdict.CONTRADICTED: Verdict.NOT_OBSERVABLE}
    if moved or claim.quantity.high is not None:
        turned[Verdict.CONFIRMED] = Verdict.CONSISTENT
    parts = tuple(replace(part, verdict=turned.get(part.verdict, part.verdict)) for part in finding.parts)
    changed = parts != finding.parts
    held = PartChecked(what="place", verdict=parts[0].verdict, note=note)
    return replace(
        finding,
        parts=(*parts, held) if changed else parts,
        sentences=(*finding.sentences, note),
        probability=None if changed else finding.probability,
    )


def _is_area(place: Place) -> bool:
    """By its name, or as the gazetteer says it."""
    return bool(_REGION.search(place.name)) or "no one position" in (place.reason or "")


def _same_name(place: Place, showing: Showing) -> bool:
    site = showing.site.casefold().strip()
    return any(name.casefold().strip() == site for name in (place.name, *place.also))


def _same_code(place: Place, showing: Showing) -> bool:
    """Codes are compared as they are: an IATA code says nothing against an ICAO code."""
    return place.code is not None and showing.airport is not None and place.code.upper() == showing.airport.upper()


def _by_distance(place: Place, showing: Showing, away: float) -> tuple[Scope, str]:
    if away > NEAR_KM:
        far = (
            f"It is about {place.name}, {away:,.0f} km from {showing.site}, which the images show; it was not checked."
        )
        return Scope.ELSEWHERE, far
    if place.code is not None and away <= SAME_KM:
        return Scope.SITE, ""
    return Scope.WIDER, _part_of(place, showing)


def _part_of(place: Place, showing: Showing) -> str:
    return f"The images show {showing.site} only, not the whole of {place.name}."
