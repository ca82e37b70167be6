"""Train, export, measure and describe the shipped models: `python -m training --data DIR --work DIR`.

First the detectors, then the points of an aircraft, then construction at 10 m and at 1 m.
Goes on from the checkpoints in the work folder where there are any.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from hardstand.detection.model_file import load_model
from training.built import ship_built
from training.points_ship import ship_points
from training.points_train import PointsRecipe, train_points
from training.recipe import CRAFT, RECIPES, SHIPPED, VEHICLES
from training.ship_detector import ship
from training.train_detector import train
from training.works import make_works

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "hardstand"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("HARDSTAND_DATA"), help="folder of the data sets")
    parser.add_argument("--work", type=Path, required=True, help="folder of the checkpoints")
    parser.add_argument("--threads", type=int, default=2)
    words = parser.parse_args()
    if words.data is None:
        parser.error("give --data, or set HARDSTAND_DATA")
    data = Path(words.data)
    models = PACKAGE / "detection" / "models"
    for recipe in RECIPES:
        train(data, words.work, recipe, words.threads)
    for recipe in SHIPPED:
        card = ship(words.work / f"{recipe.checkpoint}.pt", data, models, recipe, _tell)
        sys.stdout.write(f"wrote {card}\n")
    points = train_points(data, words.work, words.threads)
    detectors = (load_model(models / f"{CRAFT.name}.onnx"), load_model(models / f"{VEHICLES.name}.onnx"))
    card = ship_points(points, data, PACKAGE / "measurement" / "models", detectors, PointsRecipe(), _tell)
    sys.stdout.write(f"wrote {card}\n")
    ship_built(data, words.work, PACKAGE / "construction" / "models")
    sys.stdout.write(f"wrote {make_works(data, words.work, words.threads)}\n")


def _tell(what: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r{what}: {done} of {total}")


if __name__ == "__main__":
    main()
