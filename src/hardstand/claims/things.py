"""The things that a claim can be about, and how they nest."""

from __future__ import annotations

from enum import StrEnum


class Thing(StrEnum):
    """A category of things; `parent` gives the wider one."""

    MAIN_BATTLE_TANK = "main_battle_tank"
    ARMOURED_PERSONNEL_CARRIER = "armoured_personnel_carrier"
    INFANTRY_FIGHTING_VEHICLE = "infantry_fighting_vehicle"
    ARMOURED_VEHICLE = "armoured_vehicle"
    ARTILLERY = "artillery"
    ROCKET_LAUNCHER = "rocket_launcher"
    AIR_DEFENCE_SYSTEM = "air_defence_system"
    MISSILE_LAUNCHER = "missile_launcher"
    TRUCK = "truck"
    VEHICLE = "vehicle"
    HELICOPTER = "helicopter"
    ATTACK_HELICOPTER = "attack_helicopter"
    TRANSPORT_HELICOPTER = "transport_helicopter"
    AIRCRAFT = "aircraft"
    FIGHTER_AIRCRAFT = "fighter_aircraft"
    ATTACK_AIRCRAFT = "attack_aircraft"
    BOMBER_AIRCRAFT = "bomber_aircraft"
    TRANSPORT_AIRCRAFT = "transport_aircraft"
    DRONE = "drone"
    SHIP = "ship"
    LANDING_SHIP = "landing_ship"
    SUBMARINE = "submarine"
    TENT = "tent"
    CONTAINER = "container"
    BUILDING = "building"
    SHELTER = "shelter"
    HANGAR = "hangar"
    RUNWAY = "runway"
    TAXIWAY = "taxiway"
    APRON = "apron"
    ROAD = "road"
    BRIDGE = "bridge"
    CRATER = "crater"
    FUEL_STORAGE = "fuel_storage"
    RADAR = "radar"
    EARTHWORKS = "earthworks"
    MILITARY_EQUIPMENT = "military_equipment"
    WEAPONS = "weapons"
    PERSONNEL = "personnel"
    SETTLEMENT_DAMAGE = "settlement_damage"
    OTHER = "other"

    @property
    def parent(self) -> Thing | None:
        """The next wider category, or None."""
        return _PARENTS.get(self)

    def within(self, wider: Thing) -> bool:
        """Whether everything of this category belongs to `wider`; a category lies within itself."""
        each: Thing | None = self
        while each is not None:
            if each is wider:
                return True
            each = each.parent
        return False


_PARENTS: dict[Thing, Thing] = {
    Thing.MAIN_BATTLE_TANK: Thing.ARMOURED_VEHICLE,
    Thing.ARMOURED_PERSONNEL_CARRIER: Thing.ARMOURED_VEHICLE,
    Thing.INFANTRY_FIGHTING_VEHICLE: Thing.ARMOURED_VEHICLE,
    Thing.ARMOURED_VEHICLE: Thing.VEHICLE,
    Thing.TRUCK: Thing.VEHICLE,
    Thing.VEHICLE: Thing.MILITARY_EQUIPMENT,
    Thing.ROCKET_LAUNCHER: Thing.ARTILLERY,
    Thing.ARTILLERY: Thing.WEAPONS,
    Thing.AIR_DEFENCE_SYSTEM: Thing.WEAPONS,
    Thing.MISSILE_LAUNCHER: Thing.WEAPONS,
    Thing.WEAPONS: Thing.MILITARY_EQUIPMENT,
    Thing.RADAR: Thing.MILITARY_EQUIPMENT,
    Thing.ATTACK_HELICOPTER: Thing.HELICOPTER,
    Thing.TRANSPORT_HELICOPTER: Thing.HELICOPTER,
    Thing.HELICOPTER: Thing.MILITARY_EQUIPMENT,
    Thing.FIGHTER_AIRCRAFT: Thing.AIRCRAFT,
    Thing.ATTACK_AIRCRAFT: Thing.AIRCRAFT,
    Thing.BOMBER_AIRCRAFT: Thing.AIRCRAFT,
    Thing.TRANSPORT_AIRCRAFT: Thing.AIRCRAFT,
    Thing.DRONE: Thing.AIRCRAFT,
    Thing.AIRCRAFT: Thing.MILITARY_EQUIPMENT,
    Thing.LANDING_SHIP: Thing.SHIP,
    Thing.SUBMARINE: Thing.SHIP,
    Thing.SHIP: Thing.MILITARY_EQUIPMENT,
    Thing.SHELTER: Thing.BUILDING,
    Thing.HANGAR: Thing.BUILDING,
}
"""Military equipment is what it is where a text on a military place names it; whose it is, no image shows."""

STRUCTURES = frozenset(
    {
        Thing.BUILDING, Thing.SHELTER, Thing.HANGAR, Thing.RUNWAY, Thing.TAXIWAY, Thing.APRON, Thing.ROAD, Thing.BRIDGE,
        Thing.FUEL_STORAGE, Thing.EARTHWORKS, Thing.RADAR,
    }
)  # fmt: skip
"""What is built, and where other things stand."""
STANDING = STRUCTURES | {Thing.OTHER}
"""With what has no category of its own: piers, fences, railway lines."""
