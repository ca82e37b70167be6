"""The confusion between classes as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from hardstand.bench.classes import NOTHING, SetScore
from hardstand.bench.shift_plot import figure_content

_PANEL_IN = 3.2
"""Side of a panel, inches."""

_TITLE_LETTERS = 26
"""Letters of a title in one line."""

_ACROSS = 4
"""Panels in a row: more would be too small to read on a page."""


def draw_confusion(sets: Sequence[SetScore], file: Path) -> bytes:
    """One panel per set: rows are what is there, columns what was found; each row in shares of itself.

    Args:
        sets: what was measured.
        file: tells the kind of picture by its ending, .png or .svg.
    """
    across = min(len(sets), _ACROSS)
    down = -(-len(sets) // across)
    figure = Figure(figsize=(_PANEL_IN * across, (_PANEL_IN + 0.6) * down), layout="constrained")
    panels = figure.subplots(down, across, squeeze=False).ravel()
    for panel, each in zip(panels, sets, strict=False):
        _draw(panel, each.name, each.confusion)
    for panel in panels[len(sets) :]:
        panel.set_axis_off()
    return figure_content(figure, file)


def _draw(panel: Axes, title: str, table: Mapping[str, Mapping[str, int]]) -> None:
    rows = [*sorted(set(table) - {NOTHING}), NOTHING]
    columns = [*sorted({seen for row in table.values() for seen in row} - {NOTHING}), NOTHING]
    counts = np.array([[table.get(row, {}).get(column, 0) for column in columns] for row in rows], np.float64)
    shares = _shares(counts)
    panel.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    panel.set_xticks(range(len(columns)), [_name(column) for column in columns], rotation=40, ha="right", fontsize=8)
    panel.set_yticks(range(len(rows)), [_name(row) for row in rows], fontsize=8)
    panel.set_xlabel("found as", fontsize=8)
    panel.set_ylabel("is", fontsize=8)
    panel.set_title(fill(title, _TITLE_LETTERS), fontsize=9)
    for row, column in np.argwhere(counts > 0):
        shade = "white" if shares[row, column] > 0.5 else "black"
        panel.text(column, row, f"{counts[row, column]:.0f}", ha="center", va="center", fontsize=8, color=shade)


def _shares(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    total = counts.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(counts, total, out=np.zeros_like(counts), where=total > 0))


def _name(label: str) -> str:
    return label.replace("_", " ")
