"""A ground to take pictures of, and a folder to keep them in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.registration.scenes import Archive, paint_ground


@pytest.fixture(scope="session")
def ground() -> NDArray[np.float32]:
    return paint_ground(seed=7)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)
