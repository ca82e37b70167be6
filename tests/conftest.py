"""Fixtures that every room may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: a busy machine is no failure. The same examples each time: a gate must not depend on luck.
settings.register_profile("hardstand", deadline=None, derandomize=True)
settings.load_profile("hardstand")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the real data sets, or a skip that says why."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("HARDSTAND_DATA", beside))
    if not folder.is_dir():
        pytest.skip(f"needs the real data sets, and {folder} does not exist (set HARDSTAND_DATA)")
    return folder
