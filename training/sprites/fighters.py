"""Plans of fighters, attack aircraft and trainers. Proportions by eye after the types named beside each."""

from __future__ import annotations

import numpy as np

from training.sprites.plans import BLENDED, NEEDLE, TUBE, Fin, Nacelle, Plan, Surface, swing, trapezoid

Rng = np.random.Generator


def twin_tail(rng: Rng) -> Plan:
    """Trapezoid wing and twin fins, as F-15, Su-27, MiG-29, F-18, MiG-31."""
    length = rng.uniform(16.5, 22.5)
    half = length * rng.uniform(0.31, 0.36)
    sweep = rng.uniform(27, 45)
    width = length * rng.uniform(0.16, 0.21)
    front = length * rng.uniform(0.38, 0.46)
    root = length * rng.uniform(0.30, 0.40)
    wing = trapezoid(front, root, length * rng.uniform(0.09, 0.13), half, sweep)
    surfaces = [Surface(outline=wing, height_m=2.3)]
    if rng.random() < 0.6:  # leading edge extensions
        begin = length * rng.uniform(0.24, 0.32)
        reach = width * rng.uniform(0.5, 0.62)
        edge = front + reach * np.tan(np.radians(sweep))
        surfaces.append(
            Surface(
                outline=np.array([[begin, width * 0.18], [edge, reach], [edge + 2, reach], [edge + 2, 0], [begin, 0]]),
                height_m=2.4,
                hinge=0,
            )
        )
    tail = trapezoid(length * 0.785, length * 0.2, length * 0.07, half * rng.uniform(0.62, 0.72), rng.uniform(40, 50))
    tail[:, 0] += length - tail[:, 0].max() + rng.uniform(-0.2, 0.4)
    surfaces.append(Surface(outline=tail, height_m=2.0))
    aside = width * rng.uniform(0.36, 0.5)
    lean = rng.choice([0.0, 0.3, 0.9])
    fin = Fin(
        back_m=length * rng.uniform(0.66, 0.74),
        aside_m=aside,
        root_m=length * 0.19,
        tip_m=length * 0.08,
        sweep_deg=rng.uniform(35, 50),
        foot_m=2.4,
        top_m=rng.uniform(4.6, 5.9),
        lean_m=float(lean),
    )
    return Plan(
        length_m=length,
        body_width_m=width,
        body_m=(0.9, 3.0),
        profile=BLENDED,
        surfaces=tuple(surfaces),
        fins=(fin,),
        canopy=(length * 0.15, length * rng.uniform(0.09, 0.15), 1.1),
        nozzles_m=(width * 0.26, width * 0.32),
    )


def single(rng: Rng) -> Plan:
    """One engine, cropped delta and tailplane, as F-16, F-35, F-22, J-10 without canard."""
    length = rng.uniform(14.5, 19)
    half = length * rng.uniform(0.30, 0.36)
    twin = rng.random() < 0.45
    width = length * (0.2 if twin else 0.13)
    front = length * rng.uniform(0.36, 0.44)
    wing = trapezoid(front, length * rng.uniform(0.34, 0.42), length * 0.09, half, rng.uniform(38, 46))
    strake = np.array([[length * 0.24, 0.4], [front + 1.2, width * 0.75], [front + 2.5, 0], [length * 0.24, 0]])
    tail = trapezoid(length * 0.8, length * 0.16, length * 0.07, half * rng.uniform(0.55, 0.68), rng.uniform(38, 46))
    tail[:, 0] += length - tail[:, 0].max() + 0.1
    fin = Fin(
        back_m=length * 0.68,
        aside_m=width * 0.42 if twin else 0.0,
        root_m=length * 0.2,
        tip_m=length * 0.08,
        sweep_deg=42,
        foot_m=2.6,
        top_m=rng.uniform(4.6, 5.1),
        lean_m=1.1 if twin else 0.0,
    )
    return Plan(
        length_m=length,
        body_width_m=width,
        body_m=(0.9, 2.9),
        profile=BLENDED if twin else NEEDLE,
        surfaces=(
            Surface(outline=wing, height_m=2.1),
            Surface(outline=strake, height_m=2.2, hinge=0),
            Surface(outline=tail, height_m=2.0),
        ),
        fins=(fin,),
        canopy=(length * 0.14, length * 0.16, 1.0),
        nozzles_m=(0.0, width * 0.5),
    )


def delta(rng: Rng) -> Plan:
    """Delta without tailplane, with or without canard: Mirage, Rafale, Typhoon, Gripen, Viggen, J-10."""
    length = rng.uniform(14, 17)
    half = length * rng.uniform(0.29, 0.36)
    sweep = rng.uniform(46, 60)
    front = length * rng.uniform(0.34, 0.44)
    wing = trapezoid(front, length * 0.95 - front - rng.uniform(0, 0.8), rng.uniform(0.2, 1.4), half, sweep)
    surfaces = [Surface(outline=wing, height_m=1.9, hinge=0.86)]
    if rng.random() < 0.6:
        canard = trapezoid(length * rng.uniform(0.24, 0.3), 2.4, 0.8, half * rng.uniform(0.42, 0.55), 48)
        surfaces.append(Surface(outline=canard, height_m=2.6, hinge=0))
    fin = Fin(
        back_m=length * 0.62,
        aside_m=0,
        root_m=length * 0.3,
        tip_m=length * 0.09,
        sweep_deg=52,
        foot_m=2.6,
        top_m=rng.uniform(4.5, 5.4),
    )
    width = rng.uniform(1.6, 2.4)
    return Plan(
        length_m=length,
        body_width_m=width,
        body_m=(0.9, 2.8),
        profile=NEEDLE,
        surfaces=tuple(surfaces),
        fins=(fin,),
        canopy=(length * 0.15, length * rng.uniform(0.09, 0.14), 0.9),
        nozzles_m=(0.0, width * 0.6),
    )


def tailed_delta(rng: Rng) -> Plan:
    """Slim body, delta or strongly swept wing and tailplane: MiG-21, Su-15, F-4, MiG-19, F-5."""
    length = rng.uniform(13.5, 19)
    half = length * rng.uniform(0.24, 0.31)
    front = length * rng.uniform(0.34, 0.42)
    wing = trapezoid(front, length * rng.uniform(0.32, 0.4), rng.uniform(0.4, 2.0), half, rng.uniform(45, 58))
    tail = trapezoid(length * 0.8, 2.6, 1.0, half * rng.uniform(0.48, 0.6), rng.uniform(45, 57))
    tail[:, 0] += length - tail[:, 0].max() + rng.uniform(0, 0.5)
    fin = Fin(
        back_m=length * 0.66,
        aside_m=0,
        root_m=length * 0.24,
        tip_m=length * 0.09,
        sweep_deg=58,
        foot_m=2.0,
        top_m=rng.uniform(4.0, 5.0),
    )
    width = rng.uniform(1.3, 2.8)
    return Plan(
        length_m=length,
        body_width_m=width,
        body_m=(0.8, 2.3),
        profile=NEEDLE,
        surfaces=(Surface(outline=wing, height_m=1.6), Surface(outline=tail, height_m=1.6)),
        fins=(fin,),
        canopy=(length * 0.16, length * rng.uniform(0.07, 0.13), 0.8),
        nozzles_m=(0.0, width * 0.7),
    )


def variable(rng: Rng, sweep_deg: float | None = None) -> Plan:
    """Variable geometry, spread or swept: Su-24, MiG-23, Su-22, F-111, Tornado, F-14."""
    length = rng.uniform(15.5, 23.0)
    width = length * rng.uniform(0.09, 0.16)
    reach = length * rng.uniform(0.12, 0.17)  # pivot aside
    pivot = (length * rng.uniform(0.47, 0.52), reach)
    begin = length * rng.uniform(0.3, 0.38)
    sweep = (
        sweep_deg
        if sweep_deg is not None
        else float(rng.choice([rng.uniform(15, 30), rng.uniform(30, 60), rng.uniform(60, 72)]))
    )
    glove = np.array(
        [
            [begin, 0],
            [begin, width * 0.4],
            [pivot[0] - length * 0.03, reach * 1.1],
            [pivot[0] + length * 0.1, reach * 1.1],
            [pivot[0] + length * 0.17, 0],
        ]
    )
    panel = swing(pivot, length * rng.uniform(0.24, 0.32), (length * 0.15, length * 0.07), sweep)
    tail = trapezoid(length * 0.78, length * 0.17, length * 0.06, length * rng.uniform(0.2, 0.25), rng.uniform(50, 57))
    tail[:, 0] += length - tail[:, 0].max() + rng.uniform(-0.2, 0.5)
    twin = rng.random() < 0.2
    fin = Fin(
        back_m=length * 0.68,
        aside_m=width * 0.4 if twin else 0,
        root_m=length * 0.24,
        tip_m=length * 0.09,
        sweep_deg=55,
        foot_m=2.6,
        top_m=length * rng.uniform(0.25, 0.3),
    )
    return Plan(
        length_m=length,
        body_width_m=width,
        body_m=(0.9, 2.9),
        profile=NEEDLE,
        surfaces=(
            Surface(outline=panel, height_m=2.6, hinge=0.78),
            Surface(outline=glove, height_m=2.7, hinge=0),
            Surface(outline=tail, height_m=2.2),
        ),
        fins=(fin,),
        canopy=(length * 0.15, length * 0.11, 1.2),
        nozzles_m=(width * 0.22, width * 0.4),
    )


def attack(rng: Rng) -> Plan:
    """Straight or little swept wing: Su-25, A-10."""
    length = rng.uniform(14.5, 16.5)
    pods = rng.random() < 0.5
    half = length * (rng.uniform(0.5, 0.55) if pods else rng.uniform(0.45, 0.49))
    wing = trapezoid(
        length * (0.42 if pods else 0.37),
        length * 0.2,
        length * 0.1,
        half,
        rng.uniform(0, 6) if pods else rng.uniform(16, 20),
    )
    tail = trapezoid(length * 0.84, length * 0.12, length * 0.09, length * (0.19 if pods else 0.15), 4 if pods else 18)
    tail[:, 0] += length - tail[:, 0].max()
    fin = Fin(
        back_m=length * 0.82,
        aside_m=length * 0.19 if pods else 0,
        root_m=2.6,
        tip_m=1.6,
        sweep_deg=15 if pods else 35,
        foot_m=1.9,
        top_m=4.6,
    )
    aside = length * (0.075 if pods else 0.07)
    nacelle = Nacelle(
        back_m=length * (0.58 if pods else 0.33),
        aside_m=aside,
        length_m=length * (0.22 if pods else 0.4),
        width_m=1.4,
        height_m=3.2 if pods else 1.8,
        over_wing=True,
    )
    return Plan(
        length_m=length,
        body_width_m=1.7,
        body_m=(0.9, 2.6),
        profile=TUBE,
        surfaces=(Surface(outline=wing, height_m=1.9), Surface(outline=tail, height_m=2.2)),
        fins=(fin,),
        nacelles=(nacelle,),
        canopy=(length * 0.13, length * 0.13, 0.9),
    )


def trainer(rng: Rng) -> Plan:
    """Small jets and propeller trainers: L-39, Hawk, T-38, PC-9."""
    length = rng.uniform(9.5, 13.5)
    half = length * rng.uniform(0.36, 0.5)
    prop = rng.random() < 0.4
    wing = trapezoid(
        length * rng.uniform(0.32, 0.42), length * 0.2, length * 0.1, half, 2 if prop else rng.uniform(3, 26)
    )
    tail = trapezoid(length * 0.84, length * 0.11, length * 0.07, length * rng.uniform(0.17, 0.21), rng.uniform(4, 25))
    tail[:, 0] += length - tail[:, 0].max()
    fin = Fin(
        back_m=length * 0.78, aside_m=0, root_m=2.2, tip_m=1.1, sweep_deg=35, foot_m=1.8, top_m=rng.uniform(3.2, 4.2)
    )
    return Plan(
        length_m=length,
        body_width_m=rng.uniform(1.1, 1.5),
        body_m=(0.7, 2.1),
        profile=TUBE if prop else NEEDLE,
        surfaces=(Surface(outline=wing, height_m=1.2), Surface(outline=tail, height_m=1.8)),
        fins=(fin,),
        canopy=(length * 0.2, length * 0.22, 0.8),
        nose_propeller_m=2.3 if prop else 0.0,
    )
