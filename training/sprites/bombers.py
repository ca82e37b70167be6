"""Plans of bombers. Proportions by eye after the types named beside each."""

from __future__ import annotations

import numpy as np

from training.sprites.plans import (
    NEEDLE,
    TUBE,
    Nacelle,
    Plan,
    Surface,
    swing,
    tailplane,
    trapezoid,
    underslung,
    upright_fin,
)

Rng = np.random.Generator


def bomber_jets(rng: Rng) -> Plan:
    """Long swept wing with eight engines in four pods, as B-52; or two in the roots, as Tu-16."""
    pods = rng.random() < 0.6
    length = rng.uniform(46, 50) if pods else rng.uniform(33, 38)
    half = length * (0.58 if pods else 0.48)
    front, sweep = length * (0.2 if pods else 0.27), rng.uniform(35, 39)
    wing = trapezoid(front, length * 0.19, length * 0.06, half, sweep)
    nacelles = (
        underslung(length * 0.11, 3.0, front, sweep, half, (0.36, 0.62))
        if pods
        else (
            Nacelle(
                back_m=length * 0.28, aside_m=2.0, length_m=length * 0.36, width_m=1.9, height_m=2.6, over_wing=True
            ),
        )
    )
    return Plan(
        length_m=length,
        body_width_m=3.1,
        body_m=(1.5, 4.6),
        profile=TUBE,
        high_wing=pods,
        surfaces=(
            Surface(outline=wing, height_m=4.3, rise_m=-1.0),
            Surface(outline=tailplane(length, half * 0.29, length * 0.1, length * 0.05, 38), height_m=4.6),
        ),
        fins=(upright_fin(length, 4.4, 12.0 if pods else 10.0, root=0.15),),
        nacelles=nacelles,
    )


def bomber_props(rng: Rng) -> Plan:
    """Swept wing with four turboprops, as Tu-95."""
    length = rng.uniform(44, 48)
    half, front, sweep = length * 0.545, length * 0.28, 35.0
    wing = trapezoid(front, length * 0.15, length * 0.055, half, sweep)
    nacelles = tuple(
        Nacelle(
            back_m=front + half * share * 0.7 - length * 0.1,
            aside_m=half * share,
            length_m=length * (0.24 if share < 0.4 else 0.16),
            width_m=1.9,
            height_m=4.3,
            propeller_m=5.6,
            over_wing=True,
        )
        for share in (0.26, 0.5)
    )
    return Plan(
        length_m=length,
        body_width_m=3.0,
        body_m=(2.0, 5.0),
        profile=TUBE,
        surfaces=(
            Surface(outline=wing, height_m=4.0),
            Surface(outline=tailplane(length, half * 0.3, length * 0.09, length * 0.04, 40), height_m=5.0),
        ),
        fins=(upright_fin(length, 5.0, 12.0),),
        nacelles=nacelles,
    )


def bomber_swing(rng: Rng) -> Plan:
    """Variable geometry: Tu-22M, Tu-160, B-1."""
    length = rng.uniform(41, 54)
    width, reach = length * rng.uniform(0.08, 0.1), length * rng.uniform(0.12, 0.15)
    pivot, begin = (length * 0.48, reach), length * rng.uniform(0.24, 0.32)
    glove = np.array(
        [
            [begin, 0],
            [begin, width * 0.45],
            [pivot[0] - 2.0, reach * 1.1],
            [pivot[0] + length * 0.14, reach * 1.1],
            [pivot[0] + length * 0.2, 0],
        ]
    )
    panel = swing(
        pivot,
        length * rng.uniform(0.27, 0.36),
        (length * 0.13, length * 0.045),
        float(rng.choice([rng.uniform(18, 30), rng.uniform(50, 66)])),
    )
    return Plan(
        length_m=length,
        body_width_m=width,
        body_m=(1.8, 4.8),
        profile=NEEDLE,
        surfaces=(
            Surface(outline=panel, height_m=3.6, hinge=0.78),
            Surface(outline=glove, height_m=3.7, hinge=0),
            Surface(outline=tailplane(length, length * 0.13, length * 0.1, length * 0.035, 50), height_m=4.2),
        ),
        fins=(upright_fin(length, 4.2, length * 0.245, root=0.2),),
        nozzles_m=(width * 0.28, width * 0.38),
    )


def flying_wing(rng: Rng) -> Plan:
    """B-2 and its like."""
    half = rng.uniform(20, 27)
    slope = np.tan(np.radians(33))
    tip = half * slope
    rear = half * rng.uniform(0.7, 0.8)
    outline = np.array(
        [
            [0, 0],
            [tip, half],
            [tip + 2.6, half - 2.5],
            [tip - half * 0.1, half * 0.55],
            [rear + 1.0, half * 0.36],
            [rear - 2.4, half * 0.16],
            [rear, 0],
        ]
    )
    return Plan(
        length_m=rear,
        body_width_m=half * 0.26,
        body_m=(1.5, 4.6),
        profile=((0.05, 0.1), (0.3, 0.8), (0.6, 1.0), (0.85, 0.5), (0.95, 0.2)),
        surfaces=(Surface(outline=outline, height_m=2.8, hinge=0),),
        fins=(),
        nacelles=(
            Nacelle(
                back_m=half * 0.24, aside_m=half * 0.15, length_m=half * 0.3, width_m=2.6, height_m=3.4, over_wing=True
            ),
        ),
        canopy=(3.0, 2.0, 3.0),
    )
