"""Ground that looks like an object is shown on purpose; what people probably left out is not held against anyone."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from training.crops import Source
from training.examples import Example, rectangle
from training.hard_negatives import LEFT_OUT, Finder, Peaks, learn_from, look, with_hard_negatives

LABEL = (100.0, 100.0, 160.0, 140.0)


def example(folder: Path) -> Example:
    """A picture whose pixels tell their place, with one labelled aircraft."""
    row, column = np.mgrid[0:600, 0:600]
    image = np.dstack([column * 255 // 600, row * 255 // 600, np.zeros_like(row)]).astype(np.uint8)
    path = folder / "frame.png"
    cv2.imwrite(str(path), cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    return Example(
        path=path,
        reduction=1.0,
        outlines=(rectangle(np.array(LABEL)),),
        labels=("aircraft",),
        asked=frozenset({"aircraft"}),
        turns=False,
    )


def peaks_at(*spots: tuple[float, float, float]) -> Peaks:
    """Peaks with boxes of 20 pixels: column, row and score of each."""
    return Peaks.of_rows([(c - 10, r - 10, c + 10, r + 10, c, r, score) for c, r, score in spots])


def source_of(folder: Path) -> Source:
    return Source((example(folder),), zoom=(0.5, 2.0), around_objects=0.0)


def test_peaks_on_and_just_beside_a_label_are_passed_over(tmp_path: Path) -> None:
    read_at = []

    def find(_: Example, image: NDArray[np.uint8], zoom: float) -> Peaks:
        read_at.append((image.shape, zoom))
        return peaks_at((130, 120, 0.9), (172, 120, 0.3), (190, 120, 0.3), (400, 300, 0.2))

    source = source_of(tmp_path)
    learnt = learn_from(source, look(find, source))
    assert read_at == [((600, 600, 3), pytest.approx(1.0))]
    assert [(index, *spot) for index, spot in learnt.hard_negatives if spot is not None] == [
        (0, 190, 120),
        (0, 400, 300),
    ]
    assert learnt.examples[0].labels == ("aircraft",)


def test_crops_show_tempting_ground_half_of_the_time(tmp_path: Path) -> None:
    source = learn_from(source_of(tmp_path), [peaks_at((450, 300, LEFT_OUT - 0.1))])

    def shows(seed: int) -> bool:
        """Whether the crop's mean colour is that of ground within its reach of the spot."""
        crop = source.crop(np.random.default_rng(seed), 64)
        column, row = crop.image.reshape(-1, 3)[:, :2].mean(axis=0) * 600 / 255
        return bool(abs(column - 450) < 70 and abs(row - 300) < 70)

    assert 0.45 < np.mean([shows(seed) for seed in range(300)]) < 0.75


def test_nothing_is_asked_where_the_network_is_sure(tmp_path: Path) -> None:
    source = learn_from(source_of(tmp_path), [peaks_at((450, 300, LEFT_OUT + 0.1))])
    assert source.hard_negatives == ()
    (changed,) = source.examples
    assert changed.labels == ("aircraft", None)
    assert changed.outlines[1].min(axis=0).tolist() == [440, 290]
    assert changed.outlines[1].max(axis=0).tolist() == [460, 310]


def test_what_was_seen_is_kept(tmp_path: Path) -> None:
    kept, looked = tmp_path / "seen.json", []

    def finder() -> Finder:
        looked.append(1)
        return lambda *_: peaks_at((450, 300, 0.31), (50, 500, 0.8))

    for _ in range(2):
        (source,) = with_hard_negatives(kept, finder, [source_of(tmp_path)])
        ((index, spot),) = source.hard_negatives
        assert index == 0
        assert spot is not None
        assert spot.tolist() == [450, 300]
        assert source.examples[0].labels == ("aircraft", None)
    assert len(looked) == 1
