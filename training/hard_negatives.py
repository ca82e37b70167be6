"""What a detector that is already trained sees on its own training frames beside every label.

Where it hesitates there is ground that looks like an object, and crops centred there teach more than crops of any
ground (hard example mining: Shrivastava et al. 2016, arXiv:1604.03540). Where it is sure, people mostly left an object
out, and nothing is asked.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.crops import Source
from training.examples import Example, rectangle

TEMPTING = 0.15
"""A peak below this score is no temptation."""

LEFT_OUT = 0.5
"""A peak from this score on is not held against the network.

Of 55 from 0.6 on that were looked at, nearly all were aircraft, most of them cut by the frame and so not labelled.
"""

MARGIN = 0.25
"""Share of an outline's extent by which its box is widened for peaks that belong to it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Peaks:
    """What a network sees on a frame.

    Attributes:
        boxes: (n, 4) float64, upright: column min, row min, column max, row max, pixels of the frame.
        centres: (n, 2) float64, column and row of the peaks, pixels of the frame.
        scores: (n,) float64, 0..1.
    """

    boxes: NDArray[np.float64]
    centres: NDArray[np.float64]
    scores: NDArray[np.float64]

    def __getitem__(self, chosen: NDArray[np.bool_]) -> Peaks:
        return Peaks(boxes=self.boxes[chosen], centres=self.centres[chosen], scores=self.scores[chosen])

    @classmethod
    def none(cls) -> Peaks:
        """Nothing seen."""
        return cls.of_rows([])

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[float]]) -> Peaks:
        """Peaks from rows of box, centre and score."""
        numbers = np.array(rows, np.float64).reshape(-1, 7)
        return cls(boxes=numbers[:, :4], centres=numbers[:, 4:6], scores=numbers[:, 6])

    def rows(self) -> list[list[float]]:
        """Box, centre and score of each."""
        rows: list[list[float]] = np.column_stack([self.boxes, self.centres, self.scores]).round(4).tolist()
        return rows


Finder = Callable[[Example, NDArray[np.uint8], float], Peaks]
"""Finds the peaks on a frame, given its picture, read at a zoom."""


def with_hard_negatives(path: Path, make_finder: Callable[[], Finder], sources: Sequence[Source]) -> list[Source]:
    """The sources with what a network sees on their frames beside the labels.

    Args:
        path: file of the work folder in which what was seen is kept; it is made where it does not exist.
        make_finder: only called when the file does not exist.
        sources: what it looks at, each in the middle of its zoom.
    """
    if not path.exists():
        find = make_finder()
        seen = [[each.rows() for each in look(find, source)] for source in sources]
        beside = path.with_suffix(".part")
        beside.write_text(json.dumps(seen), encoding="utf-8")
        os.replace(beside, path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    return [
        learn_from(source, [Peaks.of_rows(rows) for rows in frames])
        for source, frames in zip(sources, kept, strict=True)
    ]


def look(find: Finder, source: Source) -> list[Peaks]:
    """All peaks, by frame."""
    zoom = float(np.sqrt(source.zoom[0] * source.zoom[1]))
    return [find(example, image, zoom) for example, image in zip(source.examples, source.images, strict=True)]


def learn_from(source: Source, seen: Sequence[Peaks]) -> Source:
    """The source with its tempting ground, and with nothing asked where an object was probably left out.

    Peaks that belong to a label are passed over.
    """
    seen = [
        peaks[~_within_labels(peaks.centres, example)] for example, peaks in zip(source.examples, seen, strict=True)
    ]
    tempting = tuple(
        (index, centre) for index, peaks in enumerate(seen) for centre in peaks.centres[peaks.scores < LEFT_OUT]
    )
    examples = tuple(
        _leave_open(example, peaks.boxes[peaks.scores >= LEFT_OUT])
        for example, peaks in zip(source.examples, seen, strict=True)
    )
    return replace(source, examples=examples, hard_negatives=tempting)


def _leave_open(example: Example, boxes: NDArray[np.float64]) -> Example:
    """The example with nothing asked within the boxes, (n, 4)."""
    added = tuple(rectangle(box) for box in boxes)
    return replace(example, outlines=example.outlines + added, labels=example.labels + (None,) * len(added))


def _within_labels(centres: NDArray[np.float64], example: Example) -> NDArray[np.bool_]:
    """Which centres lie in the widened upright box of a label, (n,)."""
    inside = np.zeros(len(centres), bool)
    for outline in example.outlines:
        low, high = outline.min(axis=0), outline.max(axis=0)
        margin = MARGIN * (high - low)
        inside |= ((centres >= low - margin) & (centres <= high + margin)).all(axis=1)
    return inside
