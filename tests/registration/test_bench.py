"""The measure itself: which pairs are drawn, and whether loops close."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hardstand.bench.datasets import LabelledFrame, airport_of
from hardstand.bench.pairs import series_pairs, wrong_pairs
from hardstand.bench.registration import loop_closure
from hardstand.frames import PixelTransform
from hardstand.registration import Registered, mapping
from tests.registration.scenes import placed, truth


def frames(*places: str) -> list[LabelledFrame]:
    nothing = np.empty((0, 4))
    cut = np.empty(0, dtype=np.bool_)
    return [
        LabelledFrame(name=f"{n}.jpg", path=Path(f"{n}.jpg"), place=place, boxes=nothing, truncated=cut)
        for n, place in enumerate(places)
    ]


def test_frames_of_one_airport_are_never_a_wrong_pair():
    drawn = wrong_pairs(frames("series-01", "series-18", "series-36", "series-02", "series-04"), 60, seed=1)
    assert len(drawn) == 60
    assert all(airport_of(first.place) != airport_of(second.place) for first, second in drawn)
    assert any({first.place, second.place} == {"series-02", "series-18"} for first, second in drawn)


def test_the_draw_can_be_repeated():
    some = frames("series-01", "series-02", "series-04", "series-06")
    names = [[(a.name, b.name) for a, b in wrong_pairs(some, 20, seed=seed)] for seed in (3, 3, 4)]
    assert names[0] == names[1] != names[2]


def test_dates_of_one_place_are_paired_once():
    pairs = series_pairs(frames("series-01", "series-02", "series-01", "series-01"))
    assert [(a.name, b.name) for a, b in pairs] == [("0.jpg", "2.jpg"), ("0.jpg", "3.jpg"), ("2.jpg", "3.jpg")]


def link(reference: str, moving: str, matrix: np.ndarray) -> Registered:
    points = np.random.default_rng(0).uniform(0, 700, (30, 2))
    return Registered(
        reference=reference,
        moving=moving,
        transform=PixelTransform(matrix),
        tie_points=np.hstack([points, mapping.apply(matrix, points)]),
        spread=1.0,
        residual_px=0.1,
        residual_m=None,
    )


@pytest.mark.parametrize("error", [0.0, 1.7])
def test_a_loop_is_open_by_just_the_error_of_one_map(error):
    place = {"a": placed(500, 500, scale=1.0), "b": placed(530, 480, 1.0, 2.0), "c": placed(560, 520, 1.0, -1.0)}
    links = {(x, y): link(x, y, truth(place[x], place[y])) for x, y in (("a", "b"), ("b", "c"), ("a", "c"))}
    wrong = mapping.moved(links["a", "b"].transform.matrix, np.array([error, 0.0]))
    links["a", "b"] = link("a", "b", wrong)
    figures = loop_closure({"somewhere": links})
    assert figures.triples == 1
    assert figures.median_px == pytest.approx(error, abs=1e-9)


def test_no_triple_is_no_figure():
    assert loop_closure({"somewhere": {("a", "b"): link("a", "b", np.eye(2, 3))}}).median_px is None
