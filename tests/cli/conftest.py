"""The program as a person calls it, in this process so that it is quick."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from affine import Affine

from hardstand.cli import main


@dataclass(frozen=True)
class Outcome:
    """How a call ended."""

    code: int
    out: str
    err: str


Call = Callable[..., Outcome]


def call(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Outcome:
    """Run `hardstand WORDS` and catch its end."""
    before = sys.argv
    sys.argv = ["hardstand", *map(str, words)]
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    finally:
        sys.argv = before
    caught = capsys.readouterr()
    return Outcome(code=code, out=caught.out, err=" ".join(caught.err.split()))


@pytest.fixture
def hardstand(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the program."""
    return lambda *words: call(capsys, *words)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's folder, made once by the command itself."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    before = sys.argv
    sys.argv = ["hardstand", "demo", "-o", str(folder)]
    try:
        with suppress(SystemExit):
            main()
    finally:
        sys.argv = before
    assert (folder / "report.html").is_file()
    return folder


def read_json(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def ground(tmp_path: Path) -> Callable[..., Path]:
    """Writes small GeoTIFFs of smooth random ground; the seed decides what the place looks like."""

    def write(name: str, seed: int = 0, side: int = 400, crs: str | None = "EPSG:32636", **tags: str) -> Path:
        coarse = np.random.default_rng(seed).integers(20, 230, (3, side // 8, side // 8), dtype=np.uint8)
        path = tmp_path / name
        place = {} if crs is None else {"crs": crs, "transform": Affine(0.5, 0, 767_000, 0, -0.5, 3_921_000)}
        pixels = coarse.repeat(8, axis=1).repeat(8, axis=2)
        with rasterio.open(
            path, "w", driver="GTiff", width=side, height=side, count=3, dtype="uint8", **place
        ) as image:
            image.write(pixels)
            image.update_tags(**tags)
        return path

    return write
