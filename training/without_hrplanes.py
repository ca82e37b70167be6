"""What is found on HRPlanesV2 without any training on it: `python -m training.without_hrplanes --data D --work D`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from hardstand.bench.held_out import detect_all, judge_class
from hardstand.bench.matching import average_precision
from hardstand.bench.truth import hrplanes_frames
from hardstand.detection.model_file import load_model
from training.card_file import write_card
from training.detector_card import draft_card
from training.export import export
from training.recipe import CRAFT, CRAFT_WITHOUT_HRPLANES
from training.ship_detector import MATCH_IOU
from training.train_detector import train


def main() -> None:
    """Train, then print the average precision on the publisher's split `valid`."""
    parser = argparse.ArgumentParser(prog="python -m training.without_hrplanes", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--work", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--threads", type=int, default=2)
    words = parser.parse_args()
    checkpoint = train(words.data, words.work, CRAFT_WITHOUT_HRPLANES, words.threads)
    sys.stdout.write(json.dumps(measure(checkpoint, words.data)) + "\n")


def measure(checkpoint: Path, data: Path) -> dict[str, float]:
    """Average precision at IoU 0.5 of aircraft on all scenes of `valid`."""
    recipe = CRAFT_WITHOUT_HRPLANES
    with tempfile.TemporaryDirectory() as name:
        weights = Path(name) / f"{recipe.name}.onnx"
        export(checkpoint, recipe, weights)
        write_card(weights.with_suffix(".json"), draft_card(weights, data, CRAFT))  # classes and scale are the same
        frames = hrplanes_frames(data)
        found = detect_all(frames, load_model(weights), _tell, "HRPlanesV2")
    return {
        "scenes": len(frames),
        "ap50": round(average_precision(judge_class(frames, found, "aircraft", MATCH_IOU)), 4),
    }


def _tell(what: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r{what}: {done} of {total}")


if __name__ == "__main__":
    main()
