"""Aircraft types by their proportions: what outlines are drawn from.

Lengths, spans and heights are rounded from the makers' public figures for the type that each stands for; the rest is
proportioned by eye. They differ as such aircraft do from above: twin-jet airliner (A320-like), fighters (Su-27 family;
a slim delta as the MiG-21; a swing wing as the Su-24, spread and swept), straight-winged attack aircraft (Su-25-like),
four-engined turboprop transport (An-12-like), four-jet heavy transport (Il-76-like).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Profile = tuple[tuple[float, float], ...]

_TUBE: Profile = (
    (0.0, 0.06), (0.012, 0.35), (0.03, 0.62), (0.06, 0.86), (0.10, 1.0), (0.64, 1.0), (0.80, 0.74), (0.92, 0.38),
    (1.0, 0.12),
)  # fmt: skip
_BLENDED: Profile = (
    (0.0, 0.02), (0.06, 0.20), (0.14, 0.38), (0.24, 0.50), (0.33, 0.66), (0.42, 0.92), (0.50, 1.0), (0.86, 1.0),
    (0.95, 0.84), (1.0, 0.62),
)  # fmt: skip
_NEEDLE: Profile = (
    (0.0, 0.02), (0.05, 0.30), (0.15, 0.62), (0.28, 0.85), (0.42, 1.0), (0.82, 1.0), (0.95, 0.80), (1.0, 0.60),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Surfaces:
    """A pair of wings, or of tailplanes.

    Attributes:
        span_m: tip to tip, metres.
        root_m: chord at the middle, metres.
        tip_m: chord at the tip, metres.
        sweep_deg: of the leading edge, degrees.
        height_m: above ground, metres.
    """

    span_m: float
    root_m: float
    tip_m: float
    sweep_deg: float
    height_m: float


@dataclass(frozen=True, kw_only=True)
class Engine:
    """One nacelle; its mirror image sits on the other side.

    Attributes:
        aside_m: distance from the aircraft's axis, metres.
        ahead_m: how far its front lies before the wing's leading edge there, metres.
        length_m: metres.
        width_m: metres.
        propeller_m: diameter of a propeller, metres; 0 = a jet.
    """

    aside_m: float
    ahead_m: float
    length_m: float
    width_m: float
    propeller_m: float = 0.0


@dataclass(frozen=True, kw_only=True)
class AircraftType:
    """The proportions of an aircraft.

    Attributes:
        name: for the truth, in plain words.
        length_m: nose to tail, metres.
        span_m: wing tip to wing tip, metres.
        height_m: top of the fin above ground, metres.
        body_width_m: of the fuselage, metres.
        body_top_m: top of the fuselage above ground, metres.
        profile: half width of the fuselage (1 = widest) by distance from the nose (0..1).
        wing: the wings; their span is the aircraft's.
        wing_from_nose: distance of the wing's leading edge at the axis from the nose, share of the length.
        tail: the tailplane.
        engines: of one side.
        fin_aside_m: distance of the fin from the axis, metres; 0 = one fin, else two.
        fin_root_m: chord of the fin at its foot, metres.
    """

    name: str
    length_m: float
    span_m: float
    height_m: float
    body_width_m: float
    body_top_m: float
    profile: Profile
    wing: Surfaces
    wing_from_nose: float
    tail: Surfaces
    engines: tuple[Engine, ...]
    fin_aside_m: float
    fin_root_m: float


AIRLINER = AircraftType(
    name="airliner",
    length_m=38.0,
    span_m=36.0,
    height_m=11.8,
    body_width_m=4.0,
    body_top_m=5.6,
    profile=_TUBE,
    wing=Surfaces(span_m=36.0, root_m=7.6, tip_m=1.6, sweep_deg=27.0, height_m=3.4),
    wing_from_nose=0.31,
    tail=Surfaces(span_m=12.5, root_m=4.2, tip_m=1.5, sweep_deg=31.0, height_m=5.2),
    engines=(Engine(aside_m=5.8, ahead_m=2.6, length_m=4.6, width_m=2.3),),
    fin_aside_m=0.0,
    fin_root_m=6.0,
)
FIGHTER = AircraftType(
    name="fighter",
    length_m=22.0,
    span_m=15.0,
    height_m=5.9,
    body_width_m=4.6,
    body_top_m=3.2,
    profile=_BLENDED,
    wing=Surfaces(span_m=15.0, root_m=9.4, tip_m=1.8, sweep_deg=42.0, height_m=2.2),
    wing_from_nose=0.31,
    tail=Surfaces(span_m=9.9, root_m=4.6, tip_m=1.4, sweep_deg=45.0, height_m=2.0),
    engines=(),
    fin_aside_m=2.15,
    fin_root_m=4.4,
)
TURBOPROP_TRANSPORT = AircraftType(
    name="turboprop transport",
    length_m=33.0,
    span_m=38.0,
    height_m=10.5,
    body_width_m=4.1,
    body_top_m=5.4,
    profile=_TUBE,
    wing=Surfaces(span_m=38.0, root_m=4.8, tip_m=2.0, sweep_deg=6.0, height_m=5.3),
    wing_from_nose=0.33,
    tail=Surfaces(span_m=12.2, root_m=3.4, tip_m=1.7, sweep_deg=10.0, height_m=5.0),
    engines=(
        Engine(aside_m=5.0, ahead_m=3.0, length_m=5.4, width_m=1.4, propeller_m=4.5),
        Engine(aside_m=10.2, ahead_m=2.8, length_m=4.8, width_m=1.3, propeller_m=4.5),
    ),
    fin_aside_m=0.0,
    fin_root_m=5.6,
)
HEAVY_TRANSPORT = AircraftType(
    name="heavy transport",
    length_m=47.0,
    span_m=50.0,
    height_m=14.8,
    body_width_m=4.9,
    body_top_m=6.4,
    profile=_TUBE,
    wing=Surfaces(span_m=50.0, root_m=9.4, tip_m=2.6, sweep_deg=26.0, height_m=6.2),
    wing_from_nose=0.30,
    tail=Surfaces(span_m=17.4, root_m=5.0, tip_m=2.2, sweep_deg=30.0, height_m=13.8),
    engines=(
        Engine(aside_m=6.4, ahead_m=3.4, length_m=5.4, width_m=2.0),
        Engine(aside_m=10.6, ahead_m=3.2, length_m=5.4, width_m=2.0),
    ),
    fin_aside_m=0.0,
    fin_root_m=8.4,
)
DELTA_FIGHTER = AircraftType(
    name="delta fighter",
    length_m=14.7,
    span_m=7.2,
    height_m=4.1,
    body_width_m=1.5,
    body_top_m=2.4,
    profile=_NEEDLE,
    wing=Surfaces(span_m=7.2, root_m=5.6, tip_m=0.5, sweep_deg=57.0, height_m=1.6),
    wing_from_nose=0.37,
    tail=Surfaces(span_m=3.8, root_m=2.3, tip_m=0.8, sweep_deg=55.0, height_m=1.6),
    engines=(),
    fin_aside_m=0.0,
    fin_root_m=3.4,
)
SWING_WING_SPREAD = AircraftType(
    name="swing-wing fighter, spread",
    length_m=22.5,
    span_m=17.6,
    height_m=6.2,
    body_width_m=3.0,
    body_top_m=3.0,
    profile=_NEEDLE,
    wing=Surfaces(span_m=17.6, root_m=5.2, tip_m=1.6, sweep_deg=24.0, height_m=2.6),
    wing_from_nose=0.43,
    tail=Surfaces(span_m=8.4, root_m=4.4, tip_m=1.2, sweep_deg=52.0, height_m=2.2),
    engines=(),
    fin_aside_m=0.0,
    fin_root_m=5.2,
)
SWING_WING_SWEPT = replace(
    SWING_WING_SPREAD,
    name="swing-wing fighter, swept",
    span_m=10.4,
    wing=Surfaces(span_m=10.4, root_m=9.6, tip_m=1.8, sweep_deg=62.0, height_m=2.6),
    wing_from_nose=0.33,
)
ATTACK_AIRCRAFT = AircraftType(
    name="attack aircraft",
    length_m=15.4,
    span_m=14.4,
    height_m=4.8,
    body_width_m=2.6,
    body_top_m=2.7,
    profile=_NEEDLE,
    wing=Surfaces(span_m=14.4, root_m=3.3, tip_m=1.4, sweep_deg=19.0, height_m=2.1),
    wing_from_nose=0.37,
    tail=Surfaces(span_m=4.7, root_m=2.0, tip_m=1.0, sweep_deg=19.0, height_m=2.4),
    engines=(),
    fin_aside_m=0.0,
    fin_root_m=2.8,
)
