"""Train, export, measure and describe the shipped aircraft detector: `python -m training --data DIR --work DIR`.

Goes on from the checkpoint in the work folder where there is one.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from training.ship_aircraft import ship
from training.train_objects import Recipe, train

MODELS = Path(__file__).resolve().parents[1] / "src" / "hardstand" / "detection" / "models"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("HARDSTAND_DATA"), help="folder of the data sets")
    parser.add_argument("--work", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--threads", type=int, default=2)
    words = parser.parse_args()
    if words.data is None:
        parser.error("give --data, or set HARDSTAND_DATA")
    recipe = Recipe()
    checkpoint = train(Path(words.data), words.work, recipe, words.threads)
    card = ship(checkpoint, Path(words.data), MODELS, recipe, _tell)
    sys.stdout.write(f"wrote {card}\n")


def _tell(what: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r{what}: {done} of {total}")


if __name__ == "__main__":
    main()
