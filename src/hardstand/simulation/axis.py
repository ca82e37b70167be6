"""The middle line of a strip, straight or bent, and coordinates that follow it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from hardstand.simulation.camera import Camera, Image
from hardstand.simulation.parts import Point


def along_and_across(axis: tuple[Point, ...], camera: Camera) -> tuple[Image, Image]:
    """Metres along an axis from its first point, and to its right, (rows, columns) float32 each.

    Before its first and behind its last point the axis goes on straight.
    """
    left, top = camera.upper_left
    east = (left + (np.arange(camera.width, dtype=np.float32) + 0.5) * camera.gsd_m)[None, :]
    north = (top - (np.arange(camera.height, dtype=np.float32) + 0.5) * camera.gsd_m)[:, None]
    nearest = np.full((camera.height, camera.width), np.inf, np.float32)
    along, across = np.zeros_like(nearest), np.zeros_like(nearest)
    begin, last = 0.0, len(axis) - 2
    for number, (first, second) in enumerate(pairwise(np.asarray(axis, dtype=np.float64))):
        length = float(np.linalg.norm(second - first))
        ahead = (second - first) / length
        there = np.float32(ahead[0]) * (east - first[0]) + np.float32(ahead[1]) * (north - first[1])
        aside = np.float32(ahead[1]) * (east - first[0]) - np.float32(ahead[0]) * (north - first[1])
        low, high = -np.inf if number == 0 else 0.0, np.inf if number == last else length
        reached = np.clip(there, low, high)
        distance = np.hypot(aside, there - reached)
        closer = distance < nearest
        nearest = np.where(closer, distance, nearest)
        along = np.where(closer, np.float32(begin) + reached, along)
        across = np.where(closer, aside, across)
        begin += length
    return along.astype(np.float32), across.astype(np.float32)


def straight_axis(middle: Point, length_m: float, heading_deg: float) -> tuple[Point, ...]:
    """Two points, `length_m` apart, around a middle; metres (east, north)."""
    angle = np.radians(heading_deg)
    east, north = np.sin(angle) * length_m / 2, np.cos(angle) * length_m / 2
    return (
        (float(middle[0] - east), float(middle[1] - north)),
        (float(middle[0] + east), float(middle[1] + north)),
    )


def bent_axis(middle: Point, length_m: float, width_m: float, rng: np.random.Generator) -> tuple[Point, ...]:
    """Straight in half of the cases; else straight, a bend of 20 to 100 degrees, straight."""
    heading = float(rng.uniform(0, 360))
    if rng.random() < 0.5:
        return straight_axis(middle, length_m, heading)
    turn = float(np.radians(rng.uniform(20, 100)) * rng.choice([-1, 1]))
    bend_m = min(0.6 * length_m, max(1.2 * width_m, 20.0) * abs(turn) * float(rng.uniform(1.5, 4)))
    shares = np.concatenate([[0.0], np.linspace(0, 1, 13), [1.0]])
    steps = np.array([(length_m - bend_m) / 2, *([bend_m / 12] * 12), (length_m - bend_m) / 2])
    headings = np.radians(heading) + turn * (shares[:-1] + shares[1:]) / 2
    moves = np.column_stack([np.sin(headings), np.cos(headings)]) * steps[:, None]
    points = np.vstack([(0.0, 0.0), np.cumsum(moves, axis=0)])
    points += np.asarray(middle) - (points.max(axis=0) + points.min(axis=0)) / 2
    return tuple((float(east), float(north)) for east, north in points)
