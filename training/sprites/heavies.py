"""Plans of bombers, transports, airliners and light aircraft. Proportions by eye after the types named beside each."""

from __future__ import annotations

import numpy as np

from training.sprites.plans import CARGO, NEEDLE, TUBE, Array, Fin, Nacelle, Plan, Surface, cranked, swing, trapezoid

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
    tail = _tail(length, half * rng.uniform(0.33, 0.4), length * 0.1, length * 0.035, sweep + 4)
    asides = (0.33,) if engines == 2 else (0.36, 0.66)
    nacelles = tuple(
        Nacelle(
            back_m=front + half * share * np.tan(np.radians(sweep)) - length * 0.055,
            aside_m=half * share,
            length_m=length * (0.085 if wide else 0.1),
            width_m=rng.uniform(3.0, 3.9) if wide and engines == 2 else rng.uniform(1.9, 2.6),
            height_m=1.9,
        )  # fmt: skip
        for share in asides
    )
    return Plan(
        length_m=length, body_width_m=width, body_m=(lift, lift + width), profile=TUBE,
        surfaces=(Surface(outline=wing, height_m=lift + 1.5, rise_m=1.0, hinge=0), Surface(outline=tail, height_m=lift + width * 0.9)),
        fins=(_fin(length, lift + width * 0.85, lift + width + length * rng.uniform(0.14, 0.19)),), nacelles=nacelles,
    )  # fmt: skip


def rear_engines(rng: Rng, *, small: bool = False) -> Plan:
    """Engines beside the tail, T-tail: MD-80, CRJ, Tu-134, Tu-154 and business jets."""
    length = rng.uniform(13, 24) if small else rng.uniform(26, 48)
    half = length * (rng.uniform(0.42, 0.52) if small else rng.uniform(0.36, 0.42))
    width = length * (0.12 if small else 0.085)
    front = length * rng.uniform(0.38, 0.45)
    wing = cranked(trapezoid(front, length * 0.14, length * 0.04, half, rng.uniform(15, 33)), half * 0.3, length * 0.03)
    top = 1.0 + width + length * 0.13
    tail = _tail(length, length * rng.uniform(0.15, 0.2), length * 0.085, length * 0.035, 30)
    nacelle = Nacelle(
        back_m=length * rng.uniform(0.68, 0.72),
        aside_m=width * 1.0,
        length_m=length * 0.15,
        width_m=width * 0.5,
        height_m=1.0 + width * 0.8,
        over_wing=True,
    )
    return Plan(
        length_m=length, body_width_m=width, body_m=(1.0, 1.0 + width), profile=TUBE,
        surfaces=(Surface(outline=wing, height_m=1.6, rise_m=0.5, hinge=0), Surface(outline=tail, height_m=top, hinge=0.7)),
        fins=(_fin(length, 1.0 + width * 0.9, top),), nacelles=(nacelle,),
    )  # fmt: skip


def jet_transport(rng: Rng, *, disc: bool = False) -> Plan:
    """High swept wing, four jets, T-tail: Il-76, C-17, C-141, A-50 with its disc."""
    length = rng.uniform(42, 60)
    half = length * rng.uniform(0.48, 0.56)
    width = length * rng.uniform(0.1, 0.125)
    front, sweep = length * rng.uniform(0.27, 0.33), rng.uniform(24, 29)
    wing = cranked(trapezoid(front, length * 0.16, length * 0.05, half, sweep), half * 0.35, length * 0.03)
    top = rng.uniform(13.5, 17)
    tail = _tail(length, half * rng.uniform(0.33, 0.4), length * 0.1, length * 0.045, 29)
    nacelles = _under(length * 0.09, 2.1, front, sweep, half, (0.26, 0.45))
    return Plan(
        length_m=length, body_width_m=width, body_m=(1.2, 1.2 + width), profile=CARGO, high_wing=True,
        surfaces=(Surface(outline=wing, height_m=width + 0.9, rise_m=-1.2, hinge=0), Surface(outline=tail, height_m=top)),
        fins=(_fin(length, width, top, root=0.16),), nacelles=nacelles, disc_m=(10.5, length * 0.6) if disc else (0.0, 0.0),
    )  # fmt: skip


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
    tail = _tail(length, half * rng.uniform(0.34, 0.42), length * 0.1, length * 0.06, rng.uniform(5, 15))
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
        )  # fmt: skip
        for share in shares
    )
    return Plan(
        length_m=length, body_width_m=width, body_m=(1.0, 1.0 + width), profile=CARGO, high_wing=True,
        surfaces=(Surface(outline=wing, height_m=width + 0.9), Surface(outline=tail, height_m=top if t_tail else width)),
        fins=(_fin(length, width, top, root=0.16),), nacelles=nacelles,
    )  # fmt: skip


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
        length_m=length, body_width_m=width, body_m=(0.9, 0.9 + width), profile=TUBE,
        surfaces=(Surface(outline=wing, height_m=1.8), Surface(outline=_tail(length, half * 0.4, length * 0.1, length * 0.05, 10), height_m=width)),
        fins=(_fin(length, width, width + length * 0.18),), nacelles=nacelles,
    )  # fmt: skip


def bomber_jets(rng: Rng) -> Plan:
    """Long swept wing with eight engines in four pods, as B-52; or two in the roots, as Tu-16."""
    pods = rng.random() < 0.6
    length = rng.uniform(46, 50) if pods else rng.uniform(33, 38)
    half = length * (0.58 if pods else 0.48)
    front, sweep = length * (0.2 if pods else 0.27), rng.uniform(35, 39)
    wing = trapezoid(front, length * 0.19, length * 0.06, half, sweep)
    nacelles = (
        _under(length * 0.11, 3.0, front, sweep, half, (0.36, 0.62))
        if pods
        else (
            Nacelle(
                back_m=length * 0.28, aside_m=2.0, length_m=length * 0.36, width_m=1.9, height_m=2.6, over_wing=True
            ),
        )
    )
    return Plan(
        length_m=length, body_width_m=3.1, body_m=(1.5, 4.6), profile=TUBE, high_wing=pods,
        surfaces=(Surface(outline=wing, height_m=4.3, rise_m=-1.0), Surface(outline=_tail(length, half * 0.29, length * 0.1, length * 0.05, 38), height_m=4.6)),
        fins=(_fin(length, 4.4, 12.0 if pods else 10.0, root=0.15),), nacelles=nacelles,
    )  # fmt: skip


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
        )  # fmt: skip
        for share in (0.26, 0.5)
    )
    return Plan(
        length_m=length, body_width_m=3.0, body_m=(2.0, 5.0), profile=TUBE,
        surfaces=(Surface(outline=wing, height_m=4.0), Surface(outline=_tail(length, half * 0.3, length * 0.09, length * 0.04, 40), height_m=5.0)),
        fins=(_fin(length, 5.0, 12.0),), nacelles=nacelles,
    )  # fmt: skip


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
        length_m=length, body_width_m=width, body_m=(1.8, 4.8), profile=NEEDLE,
        surfaces=(Surface(outline=panel, height_m=3.6, hinge=0.78), Surface(outline=glove, height_m=3.7, hinge=0), Surface(outline=_tail(length, length * 0.13, length * 0.1, length * 0.035, 50), height_m=4.2)),
        fins=(_fin(length, 4.2, length * 0.245, root=0.2),), nozzles_m=(width * 0.28, width * 0.38),
    )  # fmt: skip


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
        length_m=rear, body_width_m=half * 0.26, body_m=(1.5, 4.6), profile=((0.05, 0.1), (0.3, 0.8), (0.6, 1.0), (0.85, 0.5), (0.95, 0.2)),
        surfaces=(Surface(outline=outline, height_m=2.8, hinge=0),), fins=(),
        nacelles=(Nacelle(back_m=half * 0.24, aside_m=half * 0.15, length_m=half * 0.3, width_m=2.6, height_m=3.4, over_wing=True),), canopy=(3.0, 2.0, 3.0),
    )  # fmt: skip


def light(rng: Rng) -> Plan:
    """Single propeller, straight wing: Cessna, Piper; An-2."""
    length = rng.uniform(7.2, 12.8)
    half = length * rng.uniform(0.6, 0.76)
    wing = trapezoid(
        length * rng.uniform(0.24, 0.3), length * rng.uniform(0.17, 0.2), length * rng.uniform(0.12, 0.18), half, 1.0
    )
    high = rng.random() < 0.6
    return Plan(
        length_m=length, body_width_m=length * 0.14, body_m=(0.6, 2.2), profile=((0, 0.55), (0.05, 0.8), (0.3, 1.0), (0.5, 0.85), (0.8, 0.35), (1.0, 0.12)), high_wing=high,
        surfaces=(Surface(outline=wing, height_m=2.3 if high else 1.0), Surface(outline=_tail(length, length * 0.2, length * 0.12, length * 0.08, 4), height_m=1.4)),
        fins=(_fin(length, 1.4, 2.7, root=0.14),), canopy=(length * 0.2, length * 0.16, 0.9), nose_propeller_m=2.0,
    )  # fmt: skip


def _tail(length: float, half: float, root: float, tip: float, sweep_deg: float) -> Array:
    """A tailplane whose hindmost point is the aircraft's."""
    outline = trapezoid(0.0, root, tip, half, sweep_deg)
    outline[:, 0] += length - outline[:, 0].max()
    return outline


def _fin(length: float, foot: float, top: float, *, root: float = 0.13) -> Fin:
    return Fin(
        back_m=length * (0.985 - root - 0.05),
        aside_m=0.0,
        root_m=length * root,
        tip_m=length * root * 0.42,
        sweep_deg=40,
        foot_m=foot,
        top_m=top,
    )


def _under(
    length: float, width: float, front: float, sweep_deg: float, half: float, shares: tuple[float, ...]
) -> tuple[Nacelle, ...]:
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
