"""Train, measure and export the network that finds construction at 10 m: `python -m training.built --data D --work D`.

It is trained once without each place and judged there, then on all of them. With `--leave-one-out` nothing is shipped:
the figures are printed. Goes on from the checkpoints in the work folder where there are any.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import torch

from hardstand.bench.built import quality_of
from hardstand.bench.oscd import city_names, read_city
from hardstand.construction.coarse import MODELS
from hardstand.construction.coarse_card import LeftOut, Level
from training.built_card import facts
from training.built_evaluate import leave_one_out
from training.built_export import export_built
from training.built_recipe import BuiltRecipe
from training.built_samples import ground_of_city
from training.built_train import train_built


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training.built", description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("HARDSTAND_DATA"), help="folder of the data sets")
    parser.add_argument("--work", type=Path, required=True, help="folder of the checkpoints")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--leave-one-out", action="store_true", help="measure only")
    words = parser.parse_args()
    if words.data is None:
        parser.error("give --data, or set HARDSTAND_DATA")
    torch.set_num_threads(words.threads)
    ship_built(Path(words.data), words.work, None if words.leave_one_out else MODELS)


def ship_built(data: Path, work: Path, folder: Path | None) -> None:
    """Measure, and write weights and card into `folder` unless that is None; figures go to standard output."""
    recipe = BuiltRecipe()
    work.mkdir(parents=True, exist_ok=True)
    cities = [read_city(data, name) for name in city_names(data)]
    grounds = [ground_of_city(city) for city in cities]
    judged, level = leave_one_out(cities, grounds, recipe, work)
    sys.stdout.write(_summary(judged, level))
    if folder is None:
        return
    members = [train_built(grounds, recipe, member, work / f"built-{member}") for member in range(recipe.members)]
    folder.mkdir(parents=True, exist_ok=True)
    weights = export_built(members, recipe, facts(level, judged), folder / "built-10m.onnx")
    sys.stdout.write(f"wrote {weights}\n")


def _summary(judged: dict[str, LeftOut], level: Level) -> str:
    lines = [_line(name, each) for name, each in judged.items()]
    for title, counts in (
        ("all", [each.pixels for each in judged.values()]),
        ("all, without near infrared", [each.pixels_without_infrared for each in judged.values()]),
    ):
        total = quality_of(counts)
        lines.append(f"{title}: F1 {total.f1:.3f}, precision {total.precision:.3f}, recall {total.recall:.3f}")
    return "\n".join([*lines, f"level of the shipped weights: {level}", ""])


def _line(name: str, each: LeftOut) -> str:
    found = each.pixels
    counts = f"{found.true} true, {found.false} false, {found.missed} missed"
    return f"{name}: F1 {found.f1 or 0:.3f} at {each.above:+} ({counts})"


if __name__ == "__main__":
    main()
