"""Plans of transports, tankers, radar and patrol aircraft. Proportions by eye after the types named beside each."""

from __future__ import annotations

import numpy as np

from training.sprites.airliners import airliner
from training.sprites.plans import (
    CARGO,
    TUBE,
    Nacelle,
    Plan,
    Surface,
    cranked,
    tailplane,
    trapezoid,
    underslung,
    upright_fin,
)

Rng = np.random.Generator


def jet_transport(rng: Rng, *, disc: bool = False) -> Plan:
    """High swept wing, four jets, T-tail: Il-76, C-17, C-141, A-50 with its disc."""
    length = rng.uniform(42, 60)
    half = length * rng.uniform(0.48, 0.56)
    width = length * rng.uniform(0.1, 0.125)
    front, sweep = length * rng.uniform(0.27, 0.33), rng.uniform(24, 29)
    wing = cranked(trapezoid(front, length * 0.16, length * 0.05, half, sweep), half * 0.35, length * 0.03)
    top = rng.uniform(13.5, 17)
    tail = tailplane(length, half * rng.uniform(0.33, 0.4), length * 0.1, length * 0.045, 29)
    nacelles = underslung(length * 0.09, 2.1, front, sweep, half, (0.26, 0.45))
    return Plan(
        length_m=length,
        body_width_m=width,
        body_m=(1.2, 1.2 + width),
        profile=CARGO,
        high_wing=True,
        surfaces=(
            Surface(outline=wing, height_m=width + 0.9, rise_m=-1.2, hinge=0),
            Surface(outline=tail, height_m=top),
        ),
        fins=(upright_fin(length, width, top, root=0.16),),
        nacelles=nacelles,
        disc_m=(10.5, length * 0.6) if disc else (0.0, 0.0),
    )


def awacs(rng: Rng) -> Plan:
    """A jet transport or airliner that carries a disc: A-50, E-3."""
    if rng.random() < 0.5:
        return jet_transport(rng, disc=True)
    plain = airliner(rng, engines=4)
    return Plan(**{**plain.__dict__, "disc_m": (9.1, plain.length_m * 0.63)})


def turboprop(rng: Rng, *, engines: int = 4) -> Plan:
    """High straight wing with propellers: C-130, An-12, A400M; with two: An-26, C-295, ATR, Dash 8."""
    length = rng.uniform(28, 44) if engines == 4 else rng.uniform(18, 32)
    half = length * (rng.uniform(0.52, 0.66) if engines == 4 else rng.uniform(0.5, 0.62))
    width = length * rng.uniform(0.1, 0.135)
    front, sweep = length * rng.uniform(0.32, 0.38), rng.uniform(0, 8)
    wing = trapezoid(front, length * rng.uniform(0.13, 0.16), length * 0.06, half, sweep)
    top = width + length * rng.uniform(0.16, 0.2)
    t_tail = engines == 2 and rng.random() < 0.4
    tail = tailplane(length, half * rng.uniform(0.34, 0.42), length * 0.1, length * 0.06, rng.uniform(5, 15))
    shares = (0.25, 0.5) if engines == 4 else (0.3,)
    blades = int(rng.choice([4, 6]))
    nacelles = tuple(
        Nacelle(
            back_m=front - length * 0.085 + half * share * np.tan(np.radians(sweep)),
            aside_m=half * share,
            length_m=length * 0.16,
            width_m=length * 0.042,
            height_m=width + 0.5,
            propeller_m=length * rng.uniform(0.12, 0.14),
            blades=blades,
            over_wing=True,
        )
        for share in shares
    )
    return Plan(
        length_m=length,
        body_width_m=width,
        body_m=(1.0, 1.0 + width),
        profile=CARGO,
        high_wing=True,
        surfaces=(
            Surface(outline=wing, height_m=width + 0.9),
            Surface(outline=tail, height_m=top if t_tail else width),
        ),
        fins=(upright_fin(length, width, top, root=0.16),),
        nacelles=nacelles,
    )


def patrol(rng: Rng) -> Plan:
    """Low wing and propellers: P-3, Il-38, Il-18, King Air, Saab 340."""
    length = rng.uniform(13, 37)
    engines = 2 if length < 27 else 4
    half = length * rng.uniform(0.43, 0.58)
    width = length * 0.1
    front = length * rng.uniform(0.33, 0.39)
    wing = trapezoid(front, length * 0.14, length * 0.06, half, rng.uniform(2, 7))
    nacelles = tuple(
        Nacelle(
            back_m=front - length * 0.09,
            aside_m=half * share,
            length_m=length * 0.17,
            width_m=length * 0.04,
            height_m=width,
            propeller_m=length * 0.12,
            over_wing=True,
        )
        for share in ((0.28, 0.52) if engines == 4 else (0.3,))
    )
    return Plan(
        length_m=length,
        body_width_m=width,
        body_m=(0.9, 0.9 + width),
        profile=TUBE,
        surfaces=(
            Surface(outline=wing, height_m=1.8),
            Surface(outline=tailplane(length, half * 0.4, length * 0.1, length * 0.05, 10), height_m=width),
        ),
        fins=(upright_fin(length, width, width + length * 0.18),),
        nacelles=nacelles,
    )
