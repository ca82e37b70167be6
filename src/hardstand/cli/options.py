"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Gsd = Annotated[
    float | None,
    typer.Option("--gsd", metavar="M", help="Metres per pixel of every image; wins over the files."),
]
MinScore = Annotated[
    float | None,
    typer.Option(
        "--min-score", metavar="S", help="Drop what scores lower, 0 to 1. Default: the score at which counts are right."
    ),
]
Force = Annotated[
    bool,
    typer.Option("--force", help="Go on outside the measured GSD range; every output says so."),
]
Data = Annotated[
    Path, typer.Option("--data", envvar="HARDSTAND_DATA", metavar="DIR", help="Folder of the public data sets.")
]
