"""Plans of airliners, business jets and light aircraft. Proportions by eye after the types named beside each."""

from __future__ import annotations

import numpy as np

from training.sprites.plans import TUBE, Nacelle, Plan, Surface, cranked, tailplane, trapezoid, upright_fin

Rng = np.random.Generator


def airliner(rng: Rng, *, wide: bool = False, engines: int = 2) -> Plan:
    """Low swept wing, engines below it: A320, 737, 757, A330, 777, 747, A380, KC-135."""
    length = rng.uniform(50, 74) if wide else rng.uniform(30, 47)
    span = length * (rng.uniform(0.9, 1.06) if wide else rng.uniform(0.78, 1.02))
    half, sweep = span / 2, rng.uniform(26, 38)
    width = rng.uniform(5.4, 6.6) if wide else rng.uniform(3.4, 4.1)
    lift = 2.2 if wide else 1.5
    front = length * rng.uniform(0.29, 0.36)
    root = length * rng.uniform(0.15, 0.19)
    wing = cranked(trapezoid(front, root, length * 0.035, half, sweep), half * 0.33, length * 0.05)
    if rng.random() < 0.35:  # raked or upturned tips
        wing = np.insert(wing, 2, wing[1] + (length * 0.022, half * 0.02), axis=0)
    tail = tailplane(length, half * rng.uniform(0.33, 0.4), length * 0.1, length * 0.035, sweep + 4)
    asides = (0.33,) if engines == 2 else (0.36, 0.66)
    nacelles = tuple(
        Nacelle(
            back_m=front + half * share * np.tan(np.radians(sweep)) - length * 0.055,
            aside_m=half * share,
            length_m=length * (0.085 if wide else 0.1),
            width_m=rng.uniform(3.0, 3.9) if wide and engines == 2 else rng.uniform(1.9, 2.6),
            height_m=1.9,
        )
        for share in asides
    )
    return Plan(
        length_m=length,
        body_width_m=width,
        body_m=(lift, lift + width),
        profile=TUBE,
        surfaces=(
            Surface(outline=wing, height_m=lift + 1.5, rise_m=1.0, hinge=0),
            Surface(outline=tail, height_m=lift + width * 0.9),
        ),
        fins=(upright_fin(length, lift + width * 0.85, lift + width + length * rng.uniform(0.14, 0.19)),),
        nacelles=nacelles,
    )


def rear_engines(rng: Rng, *, small: bool = False) -> Plan:
    """Engines beside the tail, T-tail: MD-80, CRJ, Tu-134, Tu-154 and business jets."""
    length = rng.uniform(13, 24) if small else rng.uniform(26, 48)
    half = length * (rng.uniform(0.42, 0.52) if small else rng.uniform(0.36, 0.42))
    width = length * (0.12 if small else 0.085)
    front = length * rng.uniform(0.38, 0.45)
    wing = cranked(trapezoid(front, length * 0.14, length * 0.04, half, rng.uniform(15, 33)), half * 0.3, length * 0.03)
    top = 1.0 + width + length * 0.13
    tail = tailplane(length, length * rng.uniform(0.15, 0.2), length * 0.085, length * 0.035, 30)
    nacelle = Nacelle(
        back_m=length * rng.uniform(0.68, 0.72),
        aside_m=width * 1.0,
        length_m=length * 0.15,
        width_m=width * 0.5,
        height_m=1.0 + width * 0.8,
        over_wing=True,
    )
    return Plan(
        length_m=length,
        body_width_m=width,
        body_m=(1.0, 1.0 + width),
        profile=TUBE,
        surfaces=(
            Surface(outline=wing, height_m=1.6, rise_m=0.5, hinge=0),
            Surface(outline=tail, height_m=top, hinge=0.7),
        ),
        fins=(upright_fin(length, 1.0 + width * 0.9, top),),
        nacelles=(nacelle,),
    )


def light(rng: Rng) -> Plan:
    """Single propeller, straight wing: Cessna, Piper; An-2."""
    length = rng.uniform(7.2, 12.8)
    half = length * rng.uniform(0.6, 0.76)
    wing = trapezoid(
        length * rng.uniform(0.24, 0.3), length * rng.uniform(0.17, 0.2), length * rng.uniform(0.12, 0.18), half, 1.0
    )
    high = rng.random() < 0.6
    return Plan(
        length_m=length,
        body_width_m=length * 0.14,
        body_m=(0.6, 2.2),
        profile=((0, 0.55), (0.05, 0.8), (0.3, 1.0), (0.5, 0.85), (0.8, 0.35), (1.0, 0.12)),
        high_wing=high,
        surfaces=(
            Surface(outline=wing, height_m=2.3 if high else 1.0),
            Surface(outline=tailplane(length, length * 0.2, length * 0.12, length * 0.08, 4), height_m=1.4),
        ),
        fins=(upright_fin(length, 1.4, 2.7, root=0.14),),
        canopy=(length * 0.2, length * 0.16, 0.9),
        nose_propeller_m=2.0,
    )
