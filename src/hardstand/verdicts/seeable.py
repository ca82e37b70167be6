"""Which classes and works of a run answer for a thing, and how well."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hardstand.claims.things import Thing

VEHICLES = ("vehicle", "long_vehicle")
"""Both: a hull or a lorry of 6 to 8 m may be given to either, and they are told apart by length alone."""

FINE_GSD_M = 0.35
"""Metres per pixel up to which vehicles are mostly found; at 0.5 m seven in ten long ones are not (docs/limits.md)."""


@dataclass(frozen=True, kw_only=True)
class Seeable:
    """How a run counts a thing.

    Attributes:
        labels: classes of the run whose objects hold all such things.
        called: these objects in the plural.
        exact: whether the objects are the thing itself, no wider category.
        bounds_above: whether there can be no more of the thing than of the objects.
        categories: of the equipment table, with those of the same sizes.
    """

    labels: tuple[str, ...]
    called: str
    exact: bool = False
    bounds_above: bool = True
    categories: tuple[str, ...] = ()


_AIRCRAFT = ("aircraft",)
_SMALL_JETS = ("fighter", "strike aircraft", "trainer")
_BIG_WINGS = ("transport", "bomber", "special-mission aircraft", "narrow-body airliner", "wide-body airliner")
_ANY_VEHICLE = "vehicles of any kind"

_COUNTED: dict[Thing, Seeable] = {
    Thing.AIRCRAFT: Seeable(labels=_AIRCRAFT, called="aircraft", exact=True),
    Thing.FIGHTER_AIRCRAFT: Seeable(labels=_AIRCRAFT, called="aircraft", categories=_SMALL_JETS),
    Thing.ATTACK_AIRCRAFT: Seeable(labels=_AIRCRAFT, called="aircraft", categories=_SMALL_JETS),
    Thing.BOMBER_AIRCRAFT: Seeable(labels=_AIRCRAFT, called="aircraft", categories=_BIG_WINGS),
    Thing.TRANSPORT_AIRCRAFT: Seeable(
        labels=_AIRCRAFT, called="aircraft", categories=(*_BIG_WINGS, "regional airliner", "business jet")
    ),
    # Many drones are smaller than what the detector was measured on: none found, none excluded.
    Thing.DRONE: Seeable(labels=_AIRCRAFT, called="aircraft", bounds_above=False, categories=("drone",)),
    Thing.HELICOPTER: Seeable(labels=("helicopter",), called="helicopters", exact=True),
    Thing.ATTACK_HELICOPTER: Seeable(labels=("helicopter",), called="helicopters"),
    Thing.TRANSPORT_HELICOPTER: Seeable(labels=("helicopter",), called="helicopters"),
    Thing.SHIP: Seeable(labels=("ship",), called="ships", exact=True),
    Thing.LANDING_SHIP: Seeable(labels=("ship",), called="ships"),
    Thing.SUBMARINE: Seeable(labels=("ship",), called="ships", bounds_above=False),
    Thing.VEHICLE: Seeable(labels=VEHICLES, called="vehicles", exact=True),
    Thing.TRUCK: Seeable(labels=VEHICLES, called=_ANY_VEHICLE),
    Thing.ARMOURED_VEHICLE: Seeable(labels=VEHICLES, called=_ANY_VEHICLE),
    Thing.MAIN_BATTLE_TANK: Seeable(labels=VEHICLES, called=_ANY_VEHICLE),
    Thing.ARMOURED_PERSONNEL_CARRIER: Seeable(labels=VEHICLES, called=_ANY_VEHICLE),
    Thing.INFANTRY_FIGHTING_VEHICLE: Seeable(labels=VEHICLES, called=_ANY_VEHICLE),
    # Towed guns, mortars and launchers on the ground may be smaller than any vehicle, or look like none.
    Thing.ARTILLERY: Seeable(labels=VEHICLES, called=_ANY_VEHICLE, bounds_above=False),
    Thing.ROCKET_LAUNCHER: Seeable(labels=VEHICLES, called=_ANY_VEHICLE, bounds_above=False),
    Thing.AIR_DEFENCE_SYSTEM: Seeable(labels=VEHICLES, called=_ANY_VEHICLE, bounds_above=False),
    Thing.MISSILE_LAUNCHER: Seeable(labels=VEHICLES, called=_ANY_VEHICLE, bounds_above=False),
    Thing.MILITARY_EQUIPMENT: Seeable(
        labels=(*VEHICLES, "helicopter", "aircraft", "ship"),
        called="vehicles, helicopters, aircraft and ships",
        bounds_above=False,
    ),
}

_STRIP, _APRON, _BUILDING, _GROUND = "strip", "hardstand or apron", "building", "ground works"

_BUILT: dict[Thing, tuple[tuple[str, ...], bool]] = {
    Thing.RUNWAY: ((_STRIP,), False),
    Thing.TAXIWAY: ((_STRIP,), False),
    Thing.ROAD: ((_STRIP,), False),
    Thing.APRON: ((_APRON,), True),
    Thing.BUILDING: ((_BUILDING,), True),
    Thing.HANGAR: ((_BUILDING,), False),
    Thing.SHELTER: ((_BUILDING,), False),
    Thing.FUEL_STORAGE: ((_BUILDING, _GROUND), False),
    Thing.RADAR: ((_BUILDING, _GROUND), False),
    Thing.SETTLEMENT_DAMAGE: ((_BUILDING,), False),
    Thing.EARTHWORKS: ((_GROUND,), True),
    Thing.OTHER: ((_STRIP, _APRON, _BUILDING, _GROUND, "other"), True),
}


def counted_as(thing: Thing) -> Seeable | None:
    """The classes that hold a thing; None where the run counts nothing of the kind."""
    return _COUNTED.get(thing)


def built_as(thing: Thing) -> tuple[tuple[str, ...], bool] | None:
    """Kinds of works that a thing may be, and whether such a work is the thing itself; None where there is none."""
    return _BUILT.get(thing)


def type_reason(thing: Thing, gsd_m: float | None) -> str:
    """Why the type can't be told, in a sentence."""
    name = thing.value.replace("_", " ")
    at = "" if gsd_m is None else f" at {gsd_m:g} m per pixel"
    if counted_as(thing) == counted_as(Thing.MAIN_BATTLE_TANK):
        barely = gsd_m is not None and gsd_m <= FINE_GSD_M
        told = "can be told apart only barely" if barely else "can't be told apart"
        return f"Tanks, carriers and lorries of one size {told}{at}: the type “{name}” is not observable."
    return f"The run counts no class “{name}”{at}: whether the objects are of that type is not observable."


_PEOPLES = frozenset(
    {
        *("American", "African", "Mexican", "German", "French", "Dutch", "Greek", "Swiss"),
        *("Czech", "Thai", "Iraqi", "Israeli", "Pakistani", "Saudi", "Emirati", "Yemeni"),
        *("Omani", "Kuwaiti", "Qatari", "Bahraini", "Soviet", "Kurdish", "Moroccan", "Afghan"),
        *("Uzbek", "Kazakh", "Tajik", "Chilean", "Korean", "European"),
    }
)
"""Those that do not end as Russian, Turkish and Chinese do."""
_WHOSE = re.compile(r"\bU\.?S\.?(?=\W|$)|\b[A-Z][a-z]+\b")


def whose(text: str) -> str | None:
    """The word by which a text says whose a thing is ("Russian"), which no image shows; None where it does not."""
    for found in _WHOSE.findall(text):
        adjective = len(found) > 5 and found.endswith(("ian", "ish", "ese"))
        if adjective or found in _PEOPLES or found.replace(".", "") == "US":
            return str(found)
    return None
