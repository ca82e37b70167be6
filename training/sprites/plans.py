"""Plans of aircraft: proportions in metres, from the nose backwards and from the axis outwards."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Profile = tuple[tuple[float, float], ...]

TUBE: Profile = (
    (0.0, 0.08), (0.012, 0.38), (0.03, 0.64), (0.06, 0.88), (0.10, 1.0), (0.66, 1.0), (0.80, 0.76), (0.92, 0.38),
    (1.0, 0.10),
)  # fmt: skip
CARGO: Profile = (
    (0.0, 0.3),
    (0.015, 0.6),
    (0.05, 0.9),
    (0.09, 1.0),
    (0.62, 1.0),
    (0.82, 0.6),
    (0.96, 0.3),
    (1.0, 0.16),
)
NEEDLE: Profile = (
    (0.0, 0.02),
    (0.05, 0.3),
    (0.15, 0.62),
    (0.28, 0.85),
    (0.42, 1.0),
    (0.8, 1.0),
    (0.94, 0.8),
    (1.0, 0.6),
)
BLENDED: Profile = (
    (0.0, 0.02), (0.06, 0.2), (0.14, 0.36), (0.26, 0.46), (0.3, 0.82), (0.42, 0.98), (0.5, 1.0), (0.86, 1.0),
    (0.95, 0.84), (1.0, 0.62),
)  # fmt: skip
PLUG: Profile = ((0.0, 0.4), (0.04, 0.75), (0.15, 0.95), (0.3, 1.0), (0.5, 0.85), (0.75, 0.45), (1.0, 0.12))


@dataclass(frozen=True, kw_only=True, eq=False)
class Surface:
    """One half of a pair of wings, tailplanes or canards; the other half is its mirror image.

    Attributes:
        outline: (n, 2) metres back from the nose and aside.
        height_m: above ground at the root, metres.
        rise_m: how much higher the tip lies, metres.
        hinge: share of the chord where flaps begin, for outlines of four corners (root, tip, tip, root); 0 = none.
    """

    outline: Array
    height_m: float
    rise_m: float = 0.0
    hinge: float = 0.74


@dataclass(frozen=True, kw_only=True)
class Fin:
    """An upright tail, in metres: front of its foot behind the nose, aside of the axis, chords, heights, lean."""

    back_m: float
    aside_m: float
    root_m: float
    tip_m: float
    sweep_deg: float
    foot_m: float
    top_m: float
    lean_m: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Nacelle:
    """An engine and its mirror image: front back from the nose, aside of the axis, size, height of its axis, metres."""

    back_m: float
    aside_m: float
    length_m: float
    width_m: float
    height_m: float
    propeller_m: float = 0.0
    blades: int = 4
    over_wing: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Plan:
    """An aircraft.

    Attributes:
        length_m: nose to the hindmost part of the body, metres.
        body_width_m: metres.
        body_m: heights of belly and back, metres.
        profile: half width of the body (1 = widest) by distance from the nose (0..1).
        surfaces: wings first, then tailplanes and canards; drawn in this order.
        fins: upright tails, of one side.
        nacelles: engines, of one side.
        canopy: back from the nose, length, width, metres; a length of 0 = an airliner's panes.
        nozzles_m: aside and width of jet pipes in the tail, metres; width 0 = none.
        disc_m: diameter of a radar disc and its distance back from the nose; 0 = none.
        high_wing: wings drawn over the body.
        nose_propeller_m: diameter; 0 = none.
    """

    length_m: float
    body_width_m: float
    body_m: tuple[float, float]
    profile: Profile
    surfaces: tuple[Surface, ...]
    fins: tuple[Fin, ...]
    nacelles: tuple[Nacelle, ...] = ()
    canopy: tuple[float, float, float] = (0.0, 0.0, 0.0)
    nozzles_m: tuple[float, float] = (0.0, 0.0)
    disc_m: tuple[float, float] = (0.0, 0.0)
    high_wing: bool = False
    nose_propeller_m: float = 0.0


def trapezoid(back: float, root: float, tip: float, half_span: float, sweep_deg: float) -> Array:
    """A wing's half from the axis: front of the root, front of the tip, rear of the tip, rear of the root."""
    tip_back = back + half_span * np.tan(np.radians(sweep_deg))
    return np.array([[back, 0.0], [tip_back, half_span], [tip_back + tip, half_span], [back + root, 0.0]])


def cranked(outline: Array, aside: float, extra_m: float) -> Array:
    """The same with a straight trailing edge inside `aside`, as airliners have, or a longer root."""
    front, tip_front, tip_rear, rear = outline
    share = aside / tip_front[1]
    kink = rear + (tip_rear - rear) * share
    return np.array([front, tip_front, tip_rear, kink, [max(rear[0] + extra_m, kink[0]), 0.0]])


def swing(pivot: tuple[float, float], panel_m: float, chords: tuple[float, float], sweep_deg: float) -> Array:
    """The outer panel of a wing of variable geometry, turned about its pivot (back, aside)."""
    angle = np.radians(sweep_deg)
    flat = np.array([[-0.42 * chords[0], 0.0], [0.0, panel_m], [chords[1], panel_m], [0.58 * chords[0], 0.0]])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(flat @ turn + np.asarray(pivot))


def stretched(plan: Plan, ahead: float, aside: float) -> Plan:
    """The plan with lengths and widths scaled."""
    scale = np.array([ahead, aside])
    return replace(
        plan,
        length_m=plan.length_m * ahead,
        body_width_m=plan.body_width_m * aside,
        surfaces=tuple(replace(s, outline=s.outline * scale) for s in plan.surfaces),
        fins=tuple(
            replace(
                f, back_m=f.back_m * ahead, root_m=f.root_m * ahead, tip_m=f.tip_m * ahead, aside_m=f.aside_m * aside
            )
            for f in plan.fins
        ),
        nacelles=tuple(
            replace(n, back_m=n.back_m * ahead, aside_m=n.aside_m * aside, length_m=n.length_m * ahead)
            for n in plan.nacelles
        ),
        canopy=(plan.canopy[0] * ahead, plan.canopy[1] * ahead, plan.canopy[2] * aside),
        disc_m=(plan.disc_m[0], plan.disc_m[1] * ahead),
    )


def tailplane(length: float, half: float, root: float, tip: float, sweep_deg: float) -> Array:
    """A tailplane whose hindmost point is the aircraft's."""
    outline = trapezoid(0.0, root, tip, half, sweep_deg)
    outline[:, 0] += length - outline[:, 0].max()
    return outline


def upright_fin(length: float, foot: float, top: float, *, root: float = 0.13) -> Fin:
    """A fin in the middle before the tail's end; `root` is its chord as a share of the length."""
    return Fin(
        back_m=length * (0.985 - root - 0.05),
        aside_m=0.0,
        root_m=length * root,
        tip_m=length * root * 0.42,
        sweep_deg=40,
        foot_m=foot,
        top_m=top,
    )


def underslung(
    length: float, width: float, front: float, sweep_deg: float, half: float, shares: tuple[float, ...]
) -> tuple[Nacelle, ...]:
    """Jets in pods below a swept wing, at shares of the half span."""
    slope = np.tan(np.radians(sweep_deg))
    return tuple(
        Nacelle(
            back_m=front + half * share * slope - length * 0.72,
            aside_m=half * share,
            length_m=length,
            width_m=width,
            height_m=2.9,
        )
        for share in shares
    )
