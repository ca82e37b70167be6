"""What is asked of the network that compares dates, on works whose outlines are known."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

pytest.importorskip("torch")

from hardstand.simulation import Building
from hardstand.simulation.light import Sun
from hardstand.simulation.over_types import BuildingOver, FrameLight
from hardstand.simulation.works import WorkMaterial
from hardstand.simulation.works_over import paint_works
from training.works_examples import IGNORED
from training.works_network import KINDS
from training.works_stock import label_works


@pytest.fixture(scope="module")
def labelled() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A white shed of 30 x 20 m on grass, with a yard of earth, in the light of a low sun from the south."""
    rng = np.random.default_rng(8)
    ground = np.full((200, 200, 3), (62.0, 74.0, 52.0)) + rng.normal(0, 3, (200, 200, 1))
    before = np.clip(cv2.GaussianBlur(ground, (0, 0), 0.7), 1, 255).round().astype(np.uint8)
    shed = BuildingOver(
        building=Building(centre=(0.0, 0.0), width_m=20.0, depth_m=30.0, height_m=12.0, roof=(0.9, 0.9, 0.9)),
        surroundings=WorkMaterial.EARTH,
        surroundings_m=6.0,
    )
    light = FrameLight(sun=Sun(azimuth_deg=180.0, elevation_deg=30.0))
    after, painted = paint_works(before, 1.0, [shed], light, np.random.default_rng(1))
    return before, after, label_works(painted, before, after)


def test_the_shed_its_yard_and_its_shadow_are_told_apart(labelled: tuple[np.ndarray, ...]) -> None:
    _, _, labels = labelled
    building, moved = KINDS.index("building"), KINDS.index("ground works")
    assert (labels == building).sum() == pytest.approx(600, rel=0.08)
    assert labels[100, 100] == building
    assert labels[117, 100] == moved  # south of the shed, in the sun
    assert labels[72, 100] == 0  # north of it, in its shadow, beyond the yard
    assert labels[20, 20] == 0


def test_only_what_differs_is_asked_for(labelled: tuple[np.ndarray, ...]) -> None:
    before, after, labels = labelled
    same = (before == after).all(axis=2)
    same = cv2.erode(same.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    assert (labels[same & (labels != IGNORED)] == 0).all()
    assert not (labels[same] == IGNORED).any(), "nothing is left out where nothing was painted"
