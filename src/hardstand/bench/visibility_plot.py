"""The visibility bench as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from hardstand.bench.shift_plot import AP, PRECISION, RECALL, figure_content, refuse_unknown_ending
from hardstand.bench.visibility import Recall, VeilFigures, VisibilityBench
from hardstand.imagery.faint import HAZE_CONTRAST, SHADE_CONTRAST

WANTED = 0.95
"""Recall where seen is said, as a share of that in clear air, that is aimed at."""


def draw_visibility(bench: VisibilityBench, file: Path) -> bytes:
    """The plot as a file's content; its kind follows the file's ending.

    Raises:
        OutputError: the ending is neither .png nor .svg.
    """
    refuse_unknown_ending(file)
    figure = Figure(figsize=(13, 5), layout="constrained")
    left, middle, right = figure.subplots(1, 3, width_ratios=(4, 5, 3))
    _curve(left, bench.by_contrast)
    _strengths(middle, bench.veils)
    _clear(right, bench.clear_unseen)
    return figure_content(figure, file)


def _curve(axes: Axes, classes: Sequence[Recall]) -> None:
    """Relative recall by class of contrast; the numbers of aircraft stand at the points."""
    known = [(place, each) for place, each in enumerate(classes) if each.relative is not None]
    axes.plot([place for place, _ in known], [each.relative or 0.0 for _, each in known], "o-", color=RECALL)
    for place, each in known:
        axes.annotate(str(each.clear), (place, each.relative or 0.0), (0, 6), textcoords="offset points", ha="center")
    axes.axhline(WANTED, color="0.6", linestyle=":")
    axes.set_xticks(range(len(classes)), [each.name for each in classes], rotation=60, fontsize="small")
    axes.set_xlabel(f"contrast over noise (limits: haze {HAZE_CONTRAST:g}, dark {SHADE_CONTRAST:g})")
    axes.set_ylabel("recall, clear air = 1")
    axes.set_ylim(0, 1.1)
    axes.grid(alpha=0.3)


def _strengths(axes: Axes, figures: Sequence[VeilFigures]) -> None:
    """Recall of all aircraft and of those where seen is said, with the share of ground that was said to be seen."""
    rows = range(len(figures))
    axes.barh([row - 0.27 for row in rows], [each.all.relative or 0.0 for each in figures], 0.25, color=PRECISION)
    axes.barh(list(rows), [each.seen.relative or 0.0 for each in figures], 0.25, color=RECALL)
    axes.barh([row + 0.27 for row in rows], [each.ground_seen for each in figures], 0.25, color=AP)
    names = [f"{each.kind}, {'patches' if each.strength is None else f'{each.strength:g}'}" for each in figures]
    axes.set_yticks(list(rows), names, fontsize="small")
    axes.invert_yaxis()
    axes.axvline(WANTED, color="0.6", linestyle=":")
    names = ["95 %", "recall, all", "recall where seen is said", "ground said to be seen"]
    axes.legend(names, fontsize="small", ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.12))
    axes.set_xlim(0, 1.05)
    axes.set_xlabel("share; recall in clear air = 1")


def _clear(axes: Axes, shares: dict[str, float]) -> None:
    names = list(shares)
    axes.barh(names, [100 * shares[name] for name in names], color=PRECISION)
    axes.invert_yaxis()
    axes.set_xlabel("clear ground said not to be seen, %")
    axes.grid(axis="x", alpha=0.3)
