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
        hidden = claim.thing not in _BUILT or "demolished" in claim.text
    else:
        hidden = claim.kind in {ClaimKind.INTENT, ClaimKind.CAPABILITY} or class_of(claim.thing) is None
    if hidden:
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
    if claim.kind in {ClaimKind.ARRIVAL, ClaimKind.DEPARTURE}:
        return _movement_seen(claim, span, images, usable)
    return _number_seen(claim, span, images, usable)


def _fine(image: Moment, largest_m: float) -> bool:
    return image.gsd_m is not None and image.gsd_m <= largest_m


def _bounds(claim: Claim, image: Moment) -> tuple[int, int | None]:
    """Of the thing's number on an image: types of one class are not told apart, and what is hidden may be anything."""
    kind = class_of(claim.thing) or Thing.AIRCRAFT
    seen = image.seen(kind)
    return (seen if kind is claim.thing else 0), (seen if image.clear >= WHOLE and kind is not Thing.VEHICLE else None)


def _number_seen(claim: Claim, span: Span, images: Sequence[Moment], usable: Sequence[Moment]) -> Seen:
    found = [within(claim, *_bounds(claim, each)) for each in usable]
    if any(found):
        return Seen(value=True)
    if len(usable) == len(images) and all(each is False for each in found):
        return Seen(value=False) if span.watched(images) else Seen(value=None, why="between images")
    return Seen(value=None, why=_blind(claim, images, usable))


def _blind(claim: Claim, images: Sequence[Moment], usable: Sequence[Moment]) -> str:
    if len(usable) < len(images):
        return "too coarse on some image"
    if any(each.clear < WHOLE for each in usable):
        return "ground hidden"
    return "type" if class_of(claim.thing) is not claim.thing else "not decided by what is seen"


def _movement_seen(claim: Claim, span: Span, images: Sequence[Moment], usable: Sequence[Moment]) -> Seen:
    """So many came at least by the rise between two images; at most, only where no moment is far from an image."""
    ordered = list(usable) if claim.kind is ClaimKind.ARRIVAL else list(reversed(usable))
    least = max((_rise(claim, one, other) for one, other in combinations(ordered, 2)), default=0)
    watched = len(usable) == len(images) and span.watched(images)
    tops = [_bounds(claim, each)[1] for each in ordered[1:] or ordered]
    known = [top for top in tops if top is not None]
    most = sum(known) if watched and len(known) == len(tops) else None
    if len(ordered) > 1 and most is not None:
        most = min(most, sum(_new(claim, one, other) for one, other in pairwise(ordered)))
    value = within(claim, least, most)
    return Seen(value=value, why="" if value is not None else _unseen_movement(claim, watched=watched, usable=usable))


def _unseen_movement(claim: Claim, *, watched: bool, usable: Sequence[Moment]) -> str:
    if any(each.clear < WHOLE for each in usable):
        return "ground hidden"
    if class_of(claim.thing) is not claim.thing:
        return "type"
    return "not decided by what is seen" if watched else "between images"


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
