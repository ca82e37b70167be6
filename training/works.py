"""Train and export the network that compares dates at 1 m: `python -m training.works --data DIR --work DIR`.

Goes on from the checkpoint in the work folder where there is one.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from hardstand.bench.datasets import read_airbus
from training.split import side_of
from training.works_pairs import training_pairs
from training.works_paste import paste_from
from training.works_ship import MEASURED, READING, ship_works
from training.works_stock import with_stock
from training.works_train import WorksRecipe, train_works

MODELS = Path(__file__).resolve().parents[1] / "src" / "hardstand" / "construction" / "models"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training.works", description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("HARDSTAND_DATA"), help="folder of the data sets")
    parser.add_argument("--work", type=Path, required=True, help="folder of pairs, painted frames and checkpoint")
    parser.add_argument("--threads", type=int, default=2)
    words = parser.parse_args()
    if words.data is None:
        parser.error("give --data, or set HARDSTAND_DATA")
    sys.stdout.write(f"wrote {make_works(Path(words.data), words.work, words.threads)}\n")


def make_works(data: Path, work: Path, threads: int) -> Path:
    """Pairs, painted stock, training and export; returns the card's path.

    Args:
        data: folder of the data sets.
        work: folder of pairs, painted frames and checkpoint.
        threads: of PyTorch.
    """
    recipe = WorksRecipe()
    pairs = with_stock(training_pairs(data, work / "works-pairs"), work / "works-stock", recipe.seed)
    paint = paste_from([*(pair.first for pair in pairs[::2]), *(pair.second for pair in pairs[1::2])])
    checkpoint = train_works(pairs, paint, work / "works.pt", threads, recipe)
    return ship_works(checkpoint, MODELS, recipe, places_by_side(data), READING, MEASURED)


def places_by_side(data: Path) -> tuple[list[str], list[str]]:
    """Places that train and places that calibrate."""
    places = sorted({frame.place for frame in read_airbus(data)})
    sides = {side: [place for place in places if side_of(place) == side] for side in ("train", "calibration")}
    return sides["train"], sides["calibration"]


if __name__ == "__main__":
    main()
