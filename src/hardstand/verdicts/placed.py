"""Claims on where a place lies, and on what is not for images."""

from __future__ import annotations

from hardstand.claims.entries import Claim, Distance
from hardstand.verdicts.entries import Finding, PartChecked, Verdict, single
from hardstand.verdicts.words import rest

NOT_IMAGES = "Checked against the gazetteer and the earth, not against images."


def check_location(claim: Claim) -> Finding:
    """Whether distance and direction agree with each other and with the earth, from what the claims room found.

    Contradicted: the figures exclude each other, or neither distance nor direction agrees with the earth. Partial: one
    of the two does.
    """
    distance = claim.distance
    parts = [] if distance is None else _parts(distance)
    if distance is None or not parts:
        return single(Verdict.NOT_CHECKED, "location", _unknown(claim))
    found = [f"{rest(each)}." for each in distance.findings]
    sure = ("high", "positions and figures can be looked up by anyone")
    first = _leading(parts)
    return Finding(parts=first, sentences=(*found, NOT_IMAGES), confidence=sure if parts[0].verdict.told else None)


def _parts(distance: Distance) -> list[PartChecked]:
    known = (
        ("units", distance.agrees_units, "the figures in their units"),
        ("distance", distance.agrees_distance, "the distance"),
        ("direction", distance.agrees_bearing, "the direction"),
    )
    return [
        PartChecked(
            what=what,
            verdict=Verdict.CONFIRMED if agrees else Verdict.CONTRADICTED,
            note=f"{name[0].upper()}{name[1:]} {'agree' if what == 'units' else 'agrees'}{'' if agrees else ' not'}.",
        )
        for what, agrees, name in known
        if agrees is not None
    ]


def _leading(parts: list[PartChecked]) -> tuple[PartChecked, ...]:
    """Units that exclude each other lead, and decide; otherwise what agrees with the earth leads.

    What disagrees then makes it partial. Where the earth was not asked, that is a part of its own.
    """
    units = [part for part in parts if part.what == "units"]
    earth = [part for part in parts if part.what != "units"]
    if units and units[0].verdict is Verdict.CONTRADICTED:
        return (*units, *earth)
    if not earth:
        note = "The earth was not asked: a place has no position."
        return (*units, PartChecked(what="distance", verdict=Verdict.NOT_CHECKED, note=note))
    earth.sort(key=lambda part: part.verdict is Verdict.CONTRADICTED)
    return (*earth, *units)


def _unknown(claim: Claim) -> str:
    places = (claim.place, None if claim.distance is None else claim.distance.origin)
    why = next((place.reason for place in places if place is not None and place.reason), None)
    ending = "." if why is None else f": {rest(why)}."
    return f"The figures could not be compared with the earth{ending}"
