"""The measurement bench as a picture: how often intervals of each width hold the truth."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.stats import norm

from hardstand.bench.shift_plot import KINDS_OF_FILE
from hardstand.bench.sizes import Array, Errors, held

NOMINAL = np.arange(0.05, 1.0, 0.05)
"""Shares that an interval is said to hold."""

COLOURS = {"length": "#0072b2", "span": "#d55e00", "heading": "#009e73"}
"""Colours that people tell apart whatever their colour vision (Okabe and Ito 2008)."""


def draw_measurement(errors: Errors, file: Path) -> bytes:
    """Calibration of the stated errors on the left, the errors themselves on the right; .png or .svg by the name."""
    with mpl.rc_context({"svg.hashsalt": "hardstand", "font.size": 9}):
        figure = Figure(figsize=(9, 4.2), layout="constrained")
        left, right = figure.subplots(1, 2)
        _draw_calibration(left, errors)
        _draw_errors(right, errors)
        buffer = BytesIO()
        kind = file.suffix.lower()
        assert kind in KINDS_OF_FILE
        figure.savefig(buffer, format=kind[1:], dpi=120, metadata={"Date": None} if kind == ".svg" else None)
    return buffer.getvalue()


def _draw_calibration(axes: Axes, errors: Errors) -> None:
    directed = errors.heading[np.abs(errors.heading[:, 0]) <= 90]
    for name, rows in (("length", errors.length), ("span", errors.span), ("heading", directed)):
        axes.plot(NOMINAL, shares_held(rows), marker="o", markersize=3, color=COLOURS[name], label=name)
    axes.plot([0, 1], [0, 1], color="0.6", linewidth=1, label="exact")
    axes.set(xlabel="share that the interval is said to hold", ylabel="share of the aircraft that it holds")
    axes.legend(frameon=False)


def shares_held(rows: Array) -> Array:
    """Share of the errors (n, 2) in the interval of each nominal share."""
    return np.array([held(rows, float(norm.ppf((1 + share) / 2))) for share in NOMINAL])


def _draw_errors(axes: Axes, errors: Errors) -> None:
    for name, rows in (("length", errors.length), ("span", errors.span)):
        values = 100 * np.sort(np.abs(rows[:, 0]))
        axes.plot(values, np.arange(1, len(values) + 1) / len(values), color=COLOURS[name], label=f"{name}, %")
    values = np.sort(np.abs(errors.heading[:, 0]))
    axes.plot(values, np.arange(1, len(values) + 1) / len(values), color=COLOURS["heading"], label="heading, degrees")
    axes.set(xlabel="error", ylabel="share of the aircraft with a smaller error", xlim=(0, 20), ylim=(0, 1))
    axes.legend(frameon=False, loc="lower right")
