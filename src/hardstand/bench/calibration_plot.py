"""The calibration bench as a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from hardstand.bench.calibration import CalibrationBench, CountedFrame, cover
from hardstand.bench.shift_plot import figure_content, refuse_unknown_ending

HELD, LOST, PROMISE = "#0072b2", "#d55e00", "#767676"
"""Colours that people tell apart whatever their colour vision (Okabe and Ito 2008)."""

TICKS = (0, 2, 4, 6, 8, 10, 20, 50, 100, 200, 500, 1000)


def draw_calibration(bench: CalibrationBench, file: Path) -> bytes:
    """The plot as a file's content; its kind follows the file's ending.

    One row for each class: what share of the detections is real, by the probability that they were given; and the
    interval of every frame beside the labelled number.

    Raises:
        OutputError: the ending is neither .png nor .svg.
    """
    refuse_unknown_ending(file)
    labels = sorted({frame.label for frame in bench.frames})
    figure = Figure(figsize=(12, 4.2 * max(len(labels), 1)), layout="constrained")
    grid = figure.subplots(max(len(labels), 1), 2, squeeze=False)
    for row, label in zip(grid, labels, strict=False):
        _draw_reliability(row[0], bench, label)
        _draw_intervals(row[1], [frame for frame in bench.frames if frame.label == label], label)
    return figure_content(figure, file)


def _draw_reliability(axes: Axes, bench: CalibrationBench, label: str) -> None:
    steps = bench.reliability[label]
    axes.plot([0, 1], [0, 1], color=PROMISE, linestyle="--", linewidth=1)
    axes.plot([step.promised for step in steps], [step.kept for step in steps], color=HELD, marker="o")
    for step in steps:
        axes.annotate(
            f"{step.detections}", (step.promised, step.kept), (4, -11), textcoords="offset points", fontsize=8
        )
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.05, 1.05), xlabel="probability of being real", ylabel="share that is real")
    axes.set_title(f"{label}: detections", fontsize=10)


def _draw_intervals(axes: Axes, frames: list[CountedFrame], label: str) -> None:
    """Frames by labelled number; equal numbers side by side."""
    ordered = sorted(frames, key=lambda frame: (frame.labelled, frame.high, frame.low, frame.name))
    places = np.arange(len(ordered))
    for held, colour in ((True, HELD), (False, LOST)):
        own = [index for index, frame in enumerate(ordered) if frame.held == held]
        name = "holds the number" if held else "does not"
        low, high = ([getattr(ordered[index], end) for index in own] for end in ("low", "high"))
        axes.vlines(places[own], np.array(low) - 0.15, np.array(high) + 0.15, color=colour, linewidth=1.5, label=name)
    axes.plot(places, [frame.labelled for frame in ordered], color="black", linewidth=1, label="labelled")
    axes.set_yscale("symlog", linthresh=10)
    axes.set_yticks(TICKS, [str(tick) for tick in TICKS])
    axes.set_ylim(-0.5, 1.2 * max(frame.high for frame in ordered) + 1)
    axes.set(xlabel="frames, by labelled number", ylabel="objects")
    axes.set_title(f"{label}: 90 % intervals, {100 * cover(ordered).held:.0f} % hold", fontsize=10)
    axes.legend(fontsize=8, loc="upper left")
