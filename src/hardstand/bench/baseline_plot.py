"""The baseline bench as a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from hardstand.bench.baseline import BaselineBench, Cell
from hardstand.bench.shift_plot import figure_content, refuse_unknown_ending

SHADES = ("#cc79a7", "#d55e00", "#e69f00", "#009e73", "#0072b2")
"""One for each number of dates: colours that people tell apart whatever their colour vision (Okabe and Ito 2008)."""

FACTORS_AT = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)


def draw_baseline(bench: BaselineBench, file: Path) -> bytes:
    """The plot as a file's content; its kind follows the file's ending.

    Above false alarms by spread, below power by factor, a column for each number of objects; counts without error.

    Raises:
        OutputError: the ending is neither .png nor .svg.
    """
    refuse_unknown_ending(file)
    sharp = [cell for cell in bench.cells if cell.error == 0]
    numbers = sorted({cell.number for cell in sharp})
    figure = Figure(figsize=(3.4 * len(numbers), 7.5), layout="constrained")
    grid = figure.subplots(2, len(numbers), squeeze=False)
    for column, number in enumerate(numbers):
        own = [cell for cell in sharp if cell.number == number]
        _draw_false_alarms(grid[0, column], own, bench.nominal)
        _draw_power(grid[1, column], own)
        grid[0, column].set_title(f"{number:g} on a normal date", fontsize=10)
    grid[0, 0].set_ylabel("normal dates told of, %")
    grid[1, 0].set_ylabel("changed dates told of, %")
    grid[1, 0].legend(title="other dates", fontsize=8)
    return figure_content(figure, file)


def _draw_false_alarms(axes: Axes, cells: list[Cell], nominal: float) -> None:
    axes.axhline(100 * nominal, color="black", linestyle="--", linewidth=1)
    for place, (dates, colour) in enumerate(zip(_dates(cells), SHADES, strict=False)):
        own = sorted((cell for cell in cells if cell.other_dates == dates), key=lambda cell: cell.spread)
        errors = [100 * cell.false_alarms_error for cell in own]
        places = np.array([cell.spread for cell in own]) + 0.012 * (place - 2)
        axes.errorbar(
            places, [100 * cell.false_alarms for cell in own], errors, color=colour, marker="o", markersize=3, capsize=2
        )
    axes.set(ylim=(0, 200 * nominal), xlabel="spread of a date's own rate")


def _draw_power(axes: Axes, cells: list[Cell]) -> None:
    """Averaged over the spreads up to 0.6: with the largest, hardly anything is told of."""
    for dates, colour in zip(_dates(cells), SHADES, strict=False):
        own = [cell for cell in cells if cell.other_dates == dates and cell.spread < 1]
        told = [
            100 * float(np.mean([cell.false_alarms if factor == 1 else cell.power[factor] for cell in own]))
            for factor in FACTORS_AT
        ]
        axes.plot(FACTORS_AT, told, color=colour, marker="o", markersize=3, label=f"{dates}")
    axes.set(ylim=(-3, 103), xlabel="factor on the normal rate")


def _dates(cells: list[Cell]) -> list[int]:
    return sorted({cell.other_dates for cell in cells})
