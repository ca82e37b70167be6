"""Passes: all images that one satellite took of a place while it flew over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from hardstand.coverage.footprint import Footprint
from hardstand.coverage.limits import Limits
from hardstand.coverage.place import Place

ONE_PASS = timedelta(minutes=10)
"""Images that one satellite takes within this time belong to one pass: none in a low orbit sees a place for longer.

Of the 14,690 pairs of consecutive images of one satellite in the grid cells of Maxar Open Data, those of a pass (tiles,
strips, stereo) lie up to 3 minutes apart, all others 12 hours or more."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Pass:
    """What one satellite took of a place while it flew over: one image, its tiles, or several strips.

    Attributes:
        images: all that touch the place, in order of time; at least one.
        used: those that break no bound, in order of time.
        covered_share: of the place by all of them, above 0, up to 1.
        used_share: of the place by those that are used, 0..1.
        reasons: why the pass is not usable; () = it is.
        untold: bounds that could not be checked on an image that is used.
        by: the moment by which enough of the place had been taken; None where the pass is not usable.
        after: the moment from which on enough of it was taken; None where the pass is not usable.
    """

    images: tuple[Footprint, ...]
    used: tuple[Footprint, ...]
    covered_share: float
    used_share: float
    reasons: tuple[str, ...]
    untold: tuple[str, ...]
    by: datetime | None
    after: datetime | None

    @property
    def usable(self) -> bool:
        """Whether it can bound a window."""
        return not self.reasons

    @property
    def time(self) -> datetime:
        """Of its first image, UTC."""
        return self.images[0].time

    @property
    def until(self) -> datetime:
        """The latest moment at which its last image can have been taken, UTC."""
        return max(image.until for image in self.images)

    @property
    def platform(self) -> str | None:
        """The satellite."""
        return self.images[0].platform


def gather_passes(footprints: Iterable[Footprint], place: Place, limits: Limits) -> tuple[Pass, ...]:
    """The passes that cover some of a place, in order of time.

    Args:
        footprints: all that touch the place, in any order.
        place: what is to be seen.
        limits: what makes an image usable.
    """
    passes = [_judged(group, place, limits) for group in _grouped(footprints)]
    return tuple(sorted((each for each in passes if each is not None), key=_order))


def _order(each: Pass) -> tuple[datetime, datetime, str, str]:
    return each.time, each.until, each.platform or "", each.images[0].id


def _grouped(footprints: Iterable[Footprint]) -> list[list[Footprint]]:
    """Images by pass, each in order of time. An unknown satellite's belong together only at the same moment."""
    groups: list[list[Footprint]] = []
    ordered = sorted(footprints, key=lambda image: (image.platform or "", image.time, image.until, image.id))
    for platform, images in groupby(ordered, key=lambda image: image.platform):
        longest = ONE_PASS if platform else timedelta(0)
        started = len(groups)
        for image in images:
            if len(groups) == started or image.time - groups[-1][0].time > longest:
                groups.append([])
            groups[-1].append(image)
    return groups


def _judged(images: Sequence[Footprint], place: Place, limits: Limits) -> Pass | None:
    """A pass with all that is to be said of it, or None where its images only touch the place's edge."""
    covered = _covered(images, place)
    if not covered:
        return None
    used = [image for image in images if not limits.broken_by(image)]
    used_share = covered if len(used) == len(images) else _covered(used, place)
    enough = used_share >= limits.covered_share
    return Pass(
        images=tuple(images),
        used=tuple(used),
        covered_share=covered,
        used_share=used_share,
        reasons=() if enough else _reasons(images, covered, limits),
        untold=_distinct(words for image in used for words in limits.untold_by(image)),
        by=_by(used, place, limits) if enough else None,
        after=_after(used, place, limits) if enough else None,
    )


def _reasons(images: Sequence[Footprint], covered_share: float, limits: Limits) -> tuple[str, ...]:
    """Why too little of the place is covered by usable images."""
    if covered_share < limits.covered_share:
        return (f"less than {limits.covered_share * 100:g} % of the place",)
    return _distinct(words for image in images for words in limits.broken_by(image))


def _by(images: Sequence[Footprint], place: Place, limits: Limits) -> datetime:
    """The earliest moment by which images that were surely taken cover enough."""
    ordered = sorted(images, key=lambda image: image.until)
    needed = _fewest(len(ordered), lambda count: _covered(ordered[:count], place) >= limits.covered_share)
    return ordered[needed - 1].until


def _after(images: Sequence[Footprint], place: Place, limits: Limits) -> datetime:
    """The latest moment from which on images that were surely still to come cover enough."""
    ordered = sorted(images, key=lambda image: image.time, reverse=True)
    needed = _fewest(len(ordered), lambda count: _covered(ordered[:count], place) >= limits.covered_share)
    return ordered[needed - 1].time


def _covered(images: Sequence[Footprint], place: Place) -> float:
    return place.covered_share([image.outline for image in images])


def _fewest(most: int, enough: Callable[[int], bool]) -> int:
    """The smallest count from 1 to `most` that is enough, where more never is less; `most` is known to be enough."""
    low, high = 1, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
