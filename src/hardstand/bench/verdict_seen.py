"""What one who misses nothing would know from the images of a simulated site alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from hardstand.bench.verdict_truth import History, Moment, Span, progress, span_of, with_place_and_owner, within
from hardstand.claims.entries import Claim, ClaimKind
from hardstand.claims.things import Thing

WHOLE = 0.99
"""Share of the site from which nothing of it counts as hidden."""

LARGEST_GSD_M = {Thing.AIRCRAFT: 2.5, Thing.HELICOPTER: 1.0, Thing.VEHICLE: 0.6, Thing.SHIP: 2.5}
"""Metres per pixel up to which a class can be seen at all."""

BETWEEN = "between images"
"""It may have been so at a time that is far from every image, or beside one that shows it otherwise."""

WORKS_GSD_M = 2.0
"""The same of works."""

_SMALL = frozenset({Thing.DRONE, Thing.SUBMARINE})
"""Aircraft and ships that may be too small, or too deep, to be seen."""

_BUILT = {
    **dict.fromkeys((Thing.RUNWAY, Thing.TAXIWAY, Thing.ROAD), frozenset({Thing.TAXIWAY})),
    **dict.fromkeys((Thing.BUILDING, Thing.HANGAR, Thing.SHELTER), frozenset({Thing.BUILDING})),
    Thing.APRON: frozenset({Thing.APRON}),
    Thing.OTHER: frozenset({Thing.TAXIWAY, Thing.BUILDING, Thing.APRON}),
}
"""Works that look like a claimed one."""

_STANDING = frozenset({ClaimKind.COUNT, ClaimKind.PRESENCE})
_MOVING = frozenset({ClaimKind.ARRIVAL, ClaimKind.DEPARTURE})
_TOLD_APART = frozenset({Thing.TAXIWAY, Thing.BUILDING, Thing.APRON, Thing.OTHER})


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the images show of a claim.

    Attributes:
        value: True = that it is so, False = that it is not, None = neither could be seen.
        why: the reason for None, in words; empty otherwise.
    """

    value: bool | None
    why: str = ""


def what_is_seen(claim: Claim, published: date | None, history: History) -> Seen:
    """Whether images could show that a claim is true, or that it is false."""
    span = span_of(claim, published)
    found = _refused(claim, span) or _by_kind(claim, span, history)
    value = with_place_and_owner(found.value, claim)
    if value is None and found.value is not None:
        return Seen(value=None, why="place or owner")
    return Seen(value=value, why=found.why)


def class_of(thing: Thing) -> Thing | None:
    """The class of objects that hold a thing and that images show; None where there is none."""
    if thing in _SMALL:
        return None
    return next((each for each in LARGEST_GSD_M if thing.within(each)), None)


def _refused(claim: Claim, span: Span) -> Seen | None:
    if claim.kind is ClaimKind.CONSTRUCTION:
        shown = claim.thing in _BUILT and "demolished" not in claim.text
    else:
        shown = claim.kind in _STANDING | _MOVING and class_of(claim.thing) is not None
    if not shown:
        return Seen(value=None, why="not for images")
    return None if span.dated else Seen(value=None, why="no time said")


def _by_kind(claim: Claim, span: Span, history: History) -> Seen:
    images = [each for each in history if each.gsd_m is not None and span.holds(each.time)]
    if not images:
        return Seen(value=None, why="no image in its time")
    if claim.kind is ClaimKind.CONSTRUCTION:
        return _built_seen(claim, span, images)
    largest = LARGEST_GSD_M[class_of(claim.thing) or Thing.AIRCRAFT]
    usable = [each for each in images if _fine(each, largest)]
    if not usable:
        return Seen(value=None, why="too coarse")
    near = _with_neighbours(images, [each for each in history if each.gsd_m is not None], span)
    blind = any(not _fine(each, largest) for each in near)  # one that shows nothing might have shown it
    watched = [] if blind or not span.watched(images) else near
    return (_movement_seen if claim.kind in _MOVING else _number_seen)(claim, usable, watched)


def _fine(image: Moment, largest_m: float) -> bool:
    return image.gsd_m is not None and image.gsd_m <= largest_m


def _bounds(claim: Claim, image: Moment) -> tuple[int, int | None]:
    """Of the thing's number on an image: types of one class are not told apart, and what is hidden may be anything."""
    kind = class_of(claim.thing) or Thing.AIRCRAFT
    seen = image.seen(kind)
    return (seen if kind is claim.thing else 0), (seen if image.clear >= WHOLE and kind is not Thing.VEHICLE else None)


def _with_neighbours(images: Sequence[Moment], every: Sequence[Moment], span: Span) -> list[Moment]:
    """Images in a time, and those beside it where it reaches half the way to them: from there on they speak."""
    before, after = [], []
    for each in every:
        if each.time < images[0].time and span.holds(each.time + (images[0].time - each.time) / 2):
            before.append(each)
        if each.time > images[-1].time and span.holds(images[-1].time + (each.time - images[-1].time) / 2):
            after.append(each)
    return [*before[-1:], *images, *after[:1]]


def _number_seen(claim: Claim, usable: Sequence[Moment], watched: Sequence[Moment]) -> Seen:
    """`watched`: the images that together speak for the whole time of the claim; empty where they do not."""
    if any(within(claim, *_bounds(claim, each)) for each in usable):
        return Seen(value=True)
    if not _excluded(claim, usable):
        return Seen(value=None, why=_blind(claim, usable))
    return Seen(value=False) if watched and _excluded(claim, watched) else Seen(value=None, why=BETWEEN)


def _excluded(claim: Claim, images: Sequence[Moment]) -> bool:
    return all(within(claim, *_bounds(claim, each)) is False for each in images)


def _blind(claim: Claim, usable: Sequence[Moment]) -> str:
    clear = min(each.clear for each in usable)
    if clear < WHOLE:
        return "up to 5 % of the ground hidden" if clear >= 0.95 else "more of the ground hidden"
    return "not decided by what is seen" if class_of(claim.thing) is claim.thing else "type"


def _movement_seen(claim: Claim, usable: Sequence[Moment], watched: Sequence[Moment]) -> Seen:
    """So many came at least by the rise between two images; at most, only where no moment is far from an image."""
    arrived = claim.kind is ClaimKind.ARRIVAL
    inside, near = (list(each) if arrived else list(reversed(each)) for each in (usable, watched))
    least = max((_rise(claim, one, other) for one, other in combinations(inside, 2)), default=0)
    most = _most(claim, near)
    value = within(claim, least, most)
    if value is not None:
        return Seen(value=value)
    hidden = any(each.clear < WHOLE for each in usable)
    return Seen(value=None, why=BETWEEN if most is None and not hidden else _blind(claim, usable))


def _most(claim: Claim, near: Sequence[Moment]) -> int | None:
    """Of what came, on images in the order of what is claimed: what stands on new spots; all, of a single image."""
    if not near or any(_bounds(claim, each)[1] is None for each in near):
        return None
    if len(near) == 1:
        return _bounds(claim, near[0])[1]
    return sum(_new(claim, one, other) for one, other in pairwise(near))


def _rise(claim: Claim, before: Moment, after: Moment) -> int:
    top = _bounds(claim, before)[1]
    return 0 if top is None else max(0, _bounds(claim, after)[0] - top)


def _new(claim: Claim, before: Moment, after: Moment) -> int:
    """Spots on which something stands that was not there before."""
    kind = class_of(claim.thing) or Thing.AIRCRAFT
    old = {each.stand for each in before.things if each.thing.within(kind)}
    return sum(each.thing.within(kind) and each.stand not in old for each in after.things)


def _built_seen(claim: Claim, span: Span, images: Sequence[Moment]) -> Seen:
    """Works that go on between two images in the time of the claim, and are seen on both."""
    usable = [each for each in images if _fine(each, WORKS_GSD_M)]
    if not usable:
        return Seen(value=None, why="too coarse")
    alike = _BUILT[claim.thing]
    seen = {work for one, other in combinations(usable, 2) for work in _progress_seen(one, other, alike)}
    least = len(seen) if claim.thing in _TOLD_APART else 0
    whole = len(usable) == len(images) and all(each.clear >= WHOLE for each in images)
    shown = {each.work for image in usable for each in image.works if each.thing in alike and each.stage != "none"}
    most = len(shown) if whole and span.watched(images) else None
    value = within(claim, least, most)
    return Seen(value=value, why="" if value is not None else "works not told by these images")


def _progress_seen(earlier: Moment, later: Moment, alike: frozenset[Thing]) -> set[str]:
    before = {each.work for each in earlier.works if each.seen}
    return {each.work for each in progress(earlier, later) if each.seen and each.work in before and each.thing in alike}
