"""From the plan of an aircraft and a paint to a sprite."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from training.sprites import airliners, bombers, fighters, transports
from training.sprites import paint as paints
from training.sprites.canvas import Canvas, shifted
from training.sprites.paint import DARK, GLASS, Paint
from training.sprites.plans import Fin, Nacelle, Plan, Surface, stretched
from training.sprites.sprite import Sprite

Rng = np.random.Generator
Points = NDArray[np.float64]

MILITARY: dict[str, Callable[[Rng], Plan]] = {
    "twin-tail fighter": fighters.twin_tail,
    "single-engined fighter": fighters.single,
    "delta fighter": fighters.delta,
    "tailed-delta fighter": fighters.tailed_delta,
    "variable-geometry fighter": fighters.variable,
    "attack aircraft": fighters.attack,
    "trainer": fighters.trainer,
    "jet bomber": bombers.bomber_jets,
    "propeller bomber": bombers.bomber_props,
    "variable-geometry bomber": bombers.bomber_swing,
    "flying wing": bombers.flying_wing,
    "jet transport": transports.jet_transport,
    "turboprop transport": transports.turboprop,
    "radar aircraft": transports.awacs,
    "tanker": lambda rng: airliners.airliner(rng, engines=4),
    "patrol aircraft": transports.patrol,
}
CIVIL: dict[str, Callable[[Rng], Plan]] = {
    "airliner": airliners.airliner,
    "wide-body airliner": lambda rng: airliners.airliner(rng, wide=True),
    "four-engined airliner": lambda rng: airliners.airliner(rng, wide=True, engines=4),
    "regional jet": airliners.rear_engines,
    "business jet": lambda rng: airliners.rear_engines(rng, small=True),
    "regional turboprop": lambda rng: transports.turboprop(rng, engines=2),
    "light aircraft": airliners.light,
    "propeller twin": transports.patrol,
}
_RIM_M = 0.5


def aircraft_plan(kind: str, rng: Rng) -> Plan:
    """The proportions of one aircraft of a kind."""
    make = MILITARY[kind] if kind in MILITARY else CIVIL[kind]
    return stretched(make(rng), float(np.exp(rng.normal(0, 0.02))), float(np.exp(rng.normal(0, 0.02))))


def draw_aircraft(kind: str, rng: Rng, gsd_m: float, paint: Paint | None = None, plan: Plan | None = None) -> Sprite:
    """An aircraft of a kind; proportions and paint are drawn from the generator where they are not given."""
    shape = aircraft_plan(kind, rng) if plan is None else plan
    if paint is None:
        paint = paints.military(rng) if kind in MILITARY and rng.random() < 0.93 else paints.civil(rng)
    return _Drawing(shape, paint, rng, gsd_m).sprite(kind)


class _Drawing:
    """One aircraft under the brush; metres (ahead, right) about the middle between nose and tail."""

    def __init__(self, plan: Plan, paint: Paint, rng: Rng, gsd_m: float) -> None:
        self.plan, self.paint, self.rng, self.gsd_m = plan, paint, rng, gsd_m
        self.back_m = max(plan.length_m, *(float(s.outline[:, 0].max()) for s in plan.surfaces))
        self.half_m = max(float(s.outline[:, 1].max()) for s in plan.surfaces)
        fine = oversampling(max(self.back_m, 2 * self.half_m) / gsd_m)
        self.canvas = Canvas.of(self.back_m + 2 * _RIM_M, 2 * (self.half_m + _RIM_M), gsd_m / fine)
        self.canvas.rgb = paints.coat_texture(paint, self.canvas.shape, self.canvas.metres_per_pixel, rng)
        self.body_tone = float(rng.uniform(0.92, 1.08))

    def sprite(self, kind: str) -> Sprite:
        plan, wing, rest = self.plan, self.plan.surfaces[0], self.plan.surfaces[1:]
        under = [n for n in plan.nacelles if not n.over_wing]
        for nacelle in under:
            self._nacelle(nacelle)
        if plan.high_wing:
            self._body()
            self._surface(wing)
        else:
            self._surface(wing)
            for surface in rest:
                if surface.height_m < plan.body_m[1]:
                    self._surface(surface)
            self._body()
        for nacelle in plan.nacelles:
            if nacelle.over_wing:
                self._nacelle(nacelle)
        self._tail(rest)
        self._disc()
        self._stain()
        return self.canvas.sprite(label="aircraft", kind=kind, gsd_m=self.gsd_m, points=self._points())

    def _tail(self, rest: tuple[Surface, ...]) -> None:
        """Fins, and the tailplanes that lie above the body: on a T-tail the fin lies below."""
        over = [s for s in rest if self.plan.high_wing or s.height_m >= self.plan.body_m[1]]
        top = max((fin.top_m for fin in self.plan.fins), default=0.0)
        for surface in over:
            if surface.height_m < top - 1:
                self._surface(surface)
        for fin in self.plan.fins:
            self._fin(fin)
        for surface in over:
            if surface.height_m >= top - 1:
                self._surface(surface)

    def _at(self, points: Points) -> Points:
        """(back, aside) to (ahead, right)."""
        return np.stack([self.back_m / 2 - points[:, 0], points[:, 1]], axis=1)

    def _surface(self, surface: Surface) -> None:
        tone = float(self.rng.uniform(0.96, 1.04))
        for side in (1.0, -1.0):
            outline = self._at(surface.outline * (1.0, side))
            height = surface.height_m + surface.rise_m / 2
            tilt = (0.03, -0.04 * side)
            self.canvas.part(outline, (height - 0.4, height), tone=tone, slope=tilt)
            if surface.hinge and len(outline) == 4:
                self._flaps(outline, surface.hinge, tone)
        self._seams(surface)

    def _flaps(self, outline: Points, hinge: float, tone: float) -> None:
        front, tip_front, tip_rear, rear = outline
        inner, outer = front + (rear - front) * hinge, tip_front + (tip_rear - tip_front) * hinge
        self.canvas.shade([inner, outer, tip_rear, rear], tone * self.rng.uniform(0.84, 1.02))
        if self.rng.random() < 0.7:
            self.canvas.line([inner, outer], tone * 0.78)

    def _seams(self, surface: Surface) -> None:
        """Lines across the chord, where flap and aileron part."""
        outline = surface.outline
        for share in self.rng.uniform(0.3, 0.8, 2):
            aside = share * outline[:, 1].max()
            backs = outline[np.abs(outline[:, 1] - aside) < 0.35 * outline[:, 1].max(), 0]
            if len(backs) < 2:
                continue
            for side in (1.0, -1.0):
                points = self._at(np.array([[backs.mean() - 0.5, side * aside], [backs.mean() + 0.8, side * aside]]))
                self.canvas.line(points, 0.85)

    def _body(self) -> None:
        plan = self.plan
        shape = np.array(plan.profile)
        back, half = shape[:, 0] * plan.length_m, shape[:, 1] * plan.body_width_m / 2
        self.canvas.tube(self.back_m / 2 - back, half, plan.body_m, colour=self.paint.body)
        self._nozzles()
        self._canopy()
        if plan.nose_propeller_m:
            self._propeller(0.13, 0.0, plan.nose_propeller_m, 1.3, 3)
        if self.paint.body is None and self.rng.random() < 0.25:  # a nose cone of another colour
            cone = np.array([[0.0, 0.1], [0.0, -0.1], [plan.length_m * 0.08, -1], [plan.length_m * 0.08, 1]])
            cone[2:, 1] *= float(np.interp(0.08, shape[:, 0], half))
            self.canvas.decal(self._at(cone), self._near_coat(0.6))

    def _near_coat(self, gain: float) -> tuple[float, float, float]:
        red, green, blue = self.paint.coat[0]
        return (red * gain, green * gain, blue * gain)

    def _nozzles(self) -> None:
        aside, width = self.plan.nozzles_m
        if width <= 0:
            return
        rear = self.plan.length_m
        for side in (1.0, -1.0) if aside else (0.0,):
            middle = side * aside
            box = np.array(
                [
                    [rear - 0.09 * rear, middle - width / 2],
                    [rear - 0.09 * rear, middle + width / 2],
                    [rear, middle + width * 0.36],
                    [rear, middle - width * 0.36],
                ]
            )
            self.canvas.decal(self._at(box), self._near_coat(0.55) if self.rng.random() < 0.6 else DARK)

    def _canopy(self) -> None:
        back, length, width = self.plan.canopy
        if length <= 0:
            width = self.plan.body_width_m
            back, length, width = 0.022 * self.plan.length_m, 0.02 * self.plan.length_m, width * 0.6
        t = np.linspace(0, 2 * np.pi, 12, endpoint=False)
        oval = np.stack([back + length * (0.5 - 0.5 * np.cos(t)), width / 2 * np.sin(t)], 1)
        self.canvas.decal(self._at(oval), GLASS)
        if self.rng.random() < 0.5:  # the sky in the glass
            glint = np.array([back + length * 0.4, 0.0]) + (oval - oval.mean(0)) * 0.3
            self.canvas.decal(self._at(glint), (0.75, 0.8, 0.86))

    def _fin(self, fin: Fin) -> None:
        """Narrow from above: its edge rises from the foot's front to the tip and runs level to its rear."""
        colour = self.paint.fin or self.paint.body
        thick = max(0.26, 0.5 * self.canvas.metres_per_pixel) + 0.012 * fin.root_m
        back = (fin.top_m - fin.foot_m) * np.tan(np.radians(fin.sweep_deg))
        steps = np.linspace(0, 1, 4)
        for side in (1.0, -1.0) if fin.aside_m else (0.0,):
            middle = side * (fin.aside_m + fin.lean_m * steps)
            begin = np.minimum(fin.back_m + back * steps, self.back_m)
            rear = np.minimum(fin.back_m + fin.root_m + (back + fin.tip_m - fin.root_m) * steps, self.back_m)
            for k, share in enumerate(steps):
                quad = np.array(
                    [
                        [begin[k], middle[k] - thick / 2],
                        [begin[k], middle[k] + thick / 2],
                        [rear[k], middle[k] + thick / 2],
                        [rear[k], middle[k] - thick / 2],
                    ]
                )
                top = fin.foot_m + (fin.top_m - fin.foot_m) * share
                self.canvas.part(
                    self._at(quad),
                    (fin.foot_m - 0.3, top),
                    colour=colour,
                    slope=(0.1, 0.25 * side),
                    tone=1.08,
                )

    def _nacelle(self, nacelle: Nacelle) -> None:
        half = nacelle.width_m / 2
        share = np.array([0.0, 0.06, 0.3, 0.7, 1.0])
        widths = half * np.array([0.8, 0.97, 1.0, 0.8, 0.5])
        heights = (nacelle.height_m - half, nacelle.height_m + half)
        colour = self.paint.body if self.rng.random() < 0.7 else self._near_coat(0.8)
        for side in (1.0, -1.0) if nacelle.aside_m else (0.0,):
            ahead = self.back_m / 2 - nacelle.back_m - share * nacelle.length_m
            self.canvas.tube(ahead, widths, heights, middle=side * nacelle.aside_m, colour=colour)
            rim = np.array([[0, -half * 0.75], [0, half * 0.75], [0.3, half * 0.9], [0.3, -half * 0.9]])
            lip = shifted(rim, nacelle.back_m, side * nacelle.aside_m)
            self.canvas.decal(self._at(lip), (0.85, 0.85, 0.85) if self.rng.random() < 0.4 else DARK)
            if nacelle.propeller_m:
                self._propeller(
                    nacelle.back_m - 0.1, side * nacelle.aside_m, nacelle.propeller_m, nacelle.height_m, nacelle.blades
                )

    def _propeller(self, back: float, aside: float, diameter: float, height: float, blades: int) -> None:
        """At rest, nearly edge on: each blade shows its length times the cosine of its turn."""
        turn = self.rng.uniform(0, 2 * np.pi) + 2 * np.pi * np.arange(blades) / blades
        for reach in diameter / 2 * np.cos(turn):
            bar = np.array(
                [[back - 0.12, aside], [back - 0.12, aside + reach], [back + 0.12, aside + reach], [back + 0.12, aside]]
            )
            self.canvas.part(self._at(bar), (height - 0.2, height + 0.1), colour=DARK, counted=False)

    def _disc(self) -> None:
        diameter, back = self.plan.disc_m
        if diameter <= 0:
            return
        height = self.plan.body_m[1] + 3.5
        middle = (self.back_m / 2 - back, 0.0)
        self.canvas.disc(middle, diameter / 2, (height - 1.2, height), colour=self._near_coat(0.75))
        stripe = np.array([[-0.5, -0.09], [-0.5, 0.09], [0.5, 0.09], [0.5, -0.09]]) * diameter
        self.canvas.decal(stripe @ _turned(self.rng.uniform(0, np.pi)) + middle, self._near_coat(1.0))

    def _stain(self) -> None:
        if self.paint.dirt <= 0:
            return
        depth = 1.0 + self.paint.dirt * paints.noise(self.canvas.shape, 1.6 / self.canvas.metres_per_pixel, self.rng)
        self.canvas.tone = np.clip(self.canvas.tone * depth, 0, 255).astype(np.uint8)

    def _points(self) -> Points:
        """Nose, hindmost point of the middle line, and the middles of the tips."""
        outline = self.plan.surfaces[0].outline
        if self.half_m > float(outline[:, 1].max()) + 1e-6:  # a swept wing within the tailplane's span
            outline = max((s.outline for s in self.plan.surfaces), key=lambda o: float(o[:, 1].max()))
        far = outline[outline[:, 1] >= outline[:, 1].max() - 0.02]
        tip = np.array([far[:, 0].mean(), far[:, 1].mean()])
        front = self.plan.profile[0][0] * self.plan.length_m if self.plan.fins else 0.0
        nose, tail = (front, 0.0), (self.plan.length_m, 0.0)
        return self._at(np.array([nose, tail, tip * (1, -1), tip]))


def oversampling(size_px: float) -> int:
    """How many sprite pixels lie along one image pixel: more for small objects, fewer where it would cost time."""
    return 4 if size_px < 45 else 3 if size_px < 90 else 2


def _turned(angle: float) -> NDArray[np.float64]:
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
