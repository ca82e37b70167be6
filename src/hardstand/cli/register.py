"""`hardstand register`: does each image show the same ground as the reference, and how do they fit?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from hardstand import __version__
from hardstand.cli.detect import open_images
from hardstand.cli.options import Gsd
from hardstand.cli.screen import progress, results
from hardstand.exchange import to_json, write_text_atomically
from hardstand.registration import Refused, Registration, register_pair


def register(
    reference: Annotated[Path, typer.Argument(metavar="REFERENCE", help="The image that the others are fitted to.")],
    moving: Annotated[list[Path], typer.Argument(metavar="MOVING...", help="Images to fit.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="JSON file to write.")],
    gsd: Gsd = None,
) -> None:
    """Fit images to a reference, or refuse with a reason."""
    base, *others = open_images([reference, *moving], gsd)
    pairs = []
    with progress() as tell:
        for number, (path, acquisition) in enumerate(zip(moving, others, strict=True), start=1):
            pairs.append(_record(reference, path, register_pair(base, acquisition)))
            tell("Registering", number, len(others))
    write_text_atomically(output, to_json({"hardstand": {"version": __version__}, "pairs": pairs}))
    registered = sum(pair["status"] == "registered" for pair in pairs)
    results().print(f"{registered} of {len(pairs)} registered: {output}", markup=False)


def _record(reference: Path, moving: Path, pair: Registration) -> dict[str, Any]:
    names = {"reference": str(reference), "moving": str(moving)}
    if isinstance(pair, Refused):
        nothing = dict.fromkeys(("transform", "residual_px", "residual_m", "tie_points", "spread", "tie_point_pixels"))
        return {**names, "status": "refused", "reason": pair.reason, **nothing}
    return {
        **names,
        "status": "registered",
        "reason": None,
        "transform": pair.transform.matrix.tolist(),
        "residual_px": round(pair.residual_px, 4),
        "residual_m": None if pair.residual_m is None else round(pair.residual_m, 4),
        "tie_points": len(pair.tie_points),
        "spread": round(pair.spread, 4),
        "tie_point_pixels": [[round(float(value), 3) for value in row] for row in pair.tie_points],
    }
