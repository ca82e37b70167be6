"""What decides the weights of each shipped detector: classes, scale, data and steps.

Two networks of one kind. Aircraft, helicopters and ships are large: at 0.8 m they are found as well as at 0.5 m, in two
fifths of the time. Vehicles need every pixel that there is, and coarser images are enlarged for them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from hardstand.bench.datasets import AIRBUS_GSD_M
from training.crops import Source
from training.examples import (
    READING_GSD_M,
    airbus_examples,
    apron_examples,
    car_examples,
    hrplanes_examples,
    nwpu_examples,
)


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that decides the weights of a detector.

    Attributes:
        name: of the detector.
        checkpoint: stem of the file in the work folder.
        begins_with: stem of the checkpoint whose averaged weights it begins with; None = ImageNet.
        hard_negatives: whether crops are centred on what that checkpoint takes for objects beside every label.
        classes: in the order of the network's channels.
        input_gsd_m: finest and coarsest ground sampling distance that the network is shown when it works.
        deepest_block: last EfficientNet-Lite0 block that the network holds.
        width: channels of the feature pyramid.
        frozen_blocks: leading blocks that keep their ImageNet weights; they cost most of the time and learn least.
        shares: crops of a batch from each of the sources, and last from the stock of crops with rendered objects.
        stock: number of different crops with rendered objects.
        stock_name: stem of the file that keeps them; recipes of one name share the stock of the first.
        stock_shares: what share of the stock stands on the ground of each of the sources.
        stock_gsd_m: ground sampling distances for which rendered objects are drawn; a crop's own is often unknown.
        centre_line: share of an elongated object's length, to either side of its middle, on which cells are its centre.
    """

    name: str
    checkpoint: str
    begins_with: str | None = None
    hard_negatives: bool = False
    classes: tuple[str, ...]
    input_gsd_m: tuple[float, float]
    deepest_block: int
    width: int = 48
    frozen_blocks: int = 2
    seed: int = 7
    steps: int
    crop_px: int
    peak_rate: float = 2e-3
    weight_decay: float = 0.02
    average_decay: float = 0.999
    shares: tuple[int, ...]
    stock: int
    stock_name: str
    stock_shares: tuple[float, ...]
    stock_gsd_m: tuple[float, float]
    centre_line: float = 0.0

    def sources(self, data: Path) -> list[Source]:
        """The data sets with the zoom that brings them to the ground sampling distances of the network."""
        return _SOURCES[self.checkpoint](data)


def _first_craft_sources(data: Path) -> list[Source]:
    """Airbus, HRPlanes and NWPU around 0.8 m.

    The zoom of HRPlanes and NWPU covers what their publishers say of the ground sampling distance (0.7 to 1.5 m and
    0.5 to 2 m), which is not known per scene.
    """
    return [
        Source(tuple(airbus_examples(data)), zoom=(0.45, 1.0), around_objects=0.75),
        Source(tuple(hrplanes_examples(data)), zoom=(0.7, 1.9), around_objects=0.8),
        Source(tuple(nwpu_examples(data, with_vehicles=False)), zoom=(0.5, 1.4), around_objects=0.6),
    ]


def _craft_sources_without_hrplanes(data: Path) -> list[Source]:
    airbus, _, nwpu = _first_craft_sources(data)
    return [airbus, nwpu]


def _craft_sources(data: Path) -> list[Source]:
    """The same, a fifth of the HRPlanes crops with helicopters, and streets: roofs and yards without aircraft."""
    airbus, hrplanes, nwpu = _first_craft_sources(data)
    helicopters = replace(hrplanes, favoured="helicopter", favoured_share=0.2)
    streets = (READING_GSD_M / 0.9, READING_GSD_M / 0.5)
    ground = Source(tuple(car_examples(data)), zoom=streets, around_objects=0.0, quartered=True)
    return [airbus, helicopters, nwpu, ground]


def _first_vehicle_sources(data: Path) -> list[Source]:
    """Frames from aeroplanes and drones reduced to 0.28 to 0.6 m, and aprons that only give ground to rendered ones."""
    roads = (READING_GSD_M / 0.6, READING_GSD_M / 0.28)
    return [
        Source(tuple(airbus_examples(data)), zoom=(0.8, 1.75), around_objects=0.75),
        Source(tuple(hrplanes_examples(data)), zoom=(1.1, 3.0), around_objects=0.5),
        Source(tuple(nwpu_examples(data, with_vehicles=True)), zoom=roads, around_objects=0.9, quartered=True),
        Source(tuple(car_examples(data)), zoom=roads, around_objects=0.9, quartered=True),
    ]


def _vehicle_sources(data: Path) -> list[Source]:
    """The same from 0.28 to 0.5 m, where vehicles are reported.

    One vehicle of thirty there is a long one: half of the crops near objects are centred on those. Those on airports,
    at 0.5 m and enlarged from there, are of many more kinds.
    """
    _, hrplanes, streets, cars = _first_vehicle_sources(data)
    roads = (READING_GSD_M / 0.5, READING_GSD_M / 0.28)
    aprons = Source(
        tuple(apron_examples(data)),
        zoom=(AIRBUS_GSD_M / 0.5, AIRBUS_GSD_M / 0.28),
        around_objects=0.8,
        quartered=True,
        favoured="long_vehicle",
        favoured_share=0.7,
    )
    favoured = replace(cars, zoom=roads, around_objects=0.75, favoured="long_vehicle")
    return [aprons, hrplanes, replace(streets, zoom=roads, around_objects=0.75), favoured]


_SOURCES = {
    "craft-first": _first_craft_sources,
    "craft": _craft_sources,
    "craft-without-hrplanes": _craft_sources_without_hrplanes,
    "vehicles-first": _first_vehicle_sources,
    "vehicles": _vehicle_sources,
}

CRAFT_FIRST = Recipe(
    name="craft",
    checkpoint="craft-first",
    classes=("aircraft", "helicopter", "ship"),
    input_gsd_m=(0.8, 0.8),
    deepest_block=15,
    steps=4500,
    crop_px=256,
    shares=(5, 6, 1, 4),
    stock=1200,
    stock_name="craft-stock",
    stock_shares=(0.45, 0.4, 0.15),
    stock_gsd_m=(0.5, 1.05),
)

CRAFT = replace(
    CRAFT_FIRST,
    checkpoint="craft",
    begins_with="craft-first",
    hard_negatives=True,
    seed=9,
    frozen_blocks=3,
    steps=6000,
    peak_rate=1e-3,
    shares=(5, 6, 1, 1, 3),
    stock_shares=(0.45, 0.4, 0.15, 0.0),
)
"""Once more and longer, with crops centred on the ground that the first weights take for aircraft."""

CRAFT_WITHOUT_HRPLANES = replace(
    CRAFT_FIRST,
    checkpoint="craft-without-hrplanes",
    steps=2500,
    shares=(9, 2, 5),
    stock=500,
    stock_name="craft-without-hrplanes-stock",
    stock_shares=(0.8, 0.2),
)
"""Not shipped: it tells what is found on HRPlanesV2 by a network that never saw that set."""

VEHICLES_FIRST = Recipe(
    name="vehicles",
    checkpoint="vehicles-first",
    classes=("vehicle", "long_vehicle"),
    input_gsd_m=(0.3, 0.32),
    deepest_block=10,
    steps=2800,
    crop_px=320,
    shares=(0, 0, 2, 3, 3),
    stock=1200,
    stock_name="vehicles-first-stock",
    stock_shares=(0.4, 0.3, 0.0, 0.3),
    stock_gsd_m=(0.28, 0.6),
    centre_line=0.1,
)

VEHICLES = replace(
    VEHICLES_FIRST,
    checkpoint="vehicles",
    begins_with="vehicles-first",
    hard_negatives=True,
    seed=8,
    steps=1700,
    peak_rate=1e-3,
    average_decay=0.998,
    shares=(3, 0, 1, 3, 2),
    stock_name="vehicles-stock",
    stock_shares=(0.15, 0.1, 0.0, 0.75),
    stock_gsd_m=(0.28, 0.5),
)
"""Once more: half of the crops centred on long vehicles, rendered traffic on real streets, and hard negatives."""

RECIPES = (CRAFT_FIRST, CRAFT, VEHICLES_FIRST, VEHICLES)
"""In the order of training."""

SHIPPED = (CRAFT, VEHICLES)
