"""All acquisitions of a site in one ground frame."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from hardstand.errors import RegistrationError
from hardstand.frames import GroundTransform, PixelTransform, SiteFrame
from hardstand.imagery.acquisition import Acquisition
from hardstand.registration import mapping
from hardstand.registration.ground import ground_by_georeference, ground_of, middle_on_middle
from hardstand.registration.pair import register_pair
from hardstand.registration.reference import in_order_of_choice
from hardstand.registration.result import Refused, Registered, Registration, SiteRegistration, Unplaced

Links = dict[tuple[str, str], Registration]
"""Every pair that was tried, by the ids of reference and moving acquisition."""


def register_site(acquisitions: Sequence[Acquisition], hidden: Collection[str] = ()) -> SiteRegistration:
    """Bring all dates of a site into one ground frame.

    The reference is the clearest acquisition, a georeferenced one if there is any. Every other acquisition is fitted to
    it, or, where that can't be proven, to one that already is; `Registered.through` then names the way.

    Args:
        acquisitions: with different ids; the reference needs a GSD if it has no georeference.
        hidden: ids of acquisitions that show too little ground to be refused for not fitting; those that don't fit are
            `SiteRegistration.unplaced`.

    Raises:
        RegistrationError: no acquisition at all, or one that is not hidden fits none of the others.
        MetadataError: the reference, or one that is unplaced, has neither georeference nor GSD.
        ImageError: a file can't be read.
    """
    if not acquisitions:
        raise RegistrationError("There is nothing to register; give at least one acquisition.")
    ordered = sorted(in_order_of_choice(acquisitions), key=lambda acquisition: acquisition.id in hidden)
    reference, others = ordered[0], ordered[1:]
    links: Links = {}
    pairs = _link_all(reference, others, links)
    placed = [reference.id, *pairs]
    lost = [acquisition for acquisition in others if acquisition.id not in pairs]
    if any(acquisition.id not in hidden for acquisition in lost):
        _refuse_strangers([each for each in ordered if each.id in placed or each.id not in hidden], placed, links)
    frame, ground = ground_of(reference)
    transforms = {reference.id: ground}
    for name, pair in pairs.items():
        transforms[name] = pair.transform.then_ground(ground)
    for acquisition in lost:
        transforms[acquisition.id] = _place_loosely(acquisition, frame, reference, ground)
    return SiteRegistration(
        frame=frame,
        reference=reference.id,
        ground={acquisition.id: transforms[acquisition.id] for acquisition in acquisitions},
        pairs=tuple(pairs[acquisition.id] for acquisition in acquisitions if acquisition.id in pairs),
        unplaced=tuple(Unplaced(acquisition=each.id, reason=_reason(each, placed, links)) for each in lost),
    )


def _place_loosely(
    acquisition: Acquisition, frame: SiteFrame, reference: Acquisition, ground: GroundTransform
) -> GroundTransform:
    """By the georeference alone; without one, the image's middle on that of the reference: enough to show it."""
    if acquisition.raster.georeferenced and frame.crs is not None:
        return ground_by_georeference(acquisition.raster, frame.crs)
    return middle_on_middle(acquisition, reference, ground)


def _link_all(reference: Acquisition, others: Sequence[Acquisition], links: Links) -> dict[str, Registered]:
    """Fit to the reference what fits, then to those that were fitted, until nothing more does."""
    pairs: dict[str, Registered] = {}
    bases = [reference]
    for base in bases:
        for moving in others:
            if moving.id not in pairs:
                link = links[base.id, moving.id] = register_pair(base, moving)
                if isinstance(link, Registered):
                    pairs[moving.id] = through(pairs[base.id], link) if base.id in pairs else link
                    bases.append(moving)
    return pairs


def through(first: Registered, second: Registered) -> Registered:
    """`second`, fitted to what `first` moves, as fitted to the reference of `first`.

    The residual is the root of the sum of both squares: the two fits err independently.
    """
    points = second.tie_points.copy()
    points[:, 2:] = first.transform.apply(second.tie_points[:, 2:])
    scale = mapping.pixel_scale(first.transform.matrix)
    residual = float(np.hypot(first.residual_px, second.residual_px * scale))
    metres = None if first.residual_m is None else first.residual_m / first.residual_px * residual
    return Registered(
        reference=first.reference,
        moving=second.moving,
        transform=PixelTransform(mapping.chain(second.transform.matrix, first.transform.matrix)),
        tie_points=points,
        spread=second.spread,
        residual_px=residual,
        residual_m=metres,
        through=(*first.through, second.reference),
    )


def _refuse_strangers(ordered: Sequence[Acquisition], first: list[str], links: Links) -> None:
    """Say which acquisitions lie outside the largest group that fits together, and why.

    Raises:
        RegistrationError: always.
    """
    group = _largest_group(ordered, first, links)
    strangers = [acquisition for acquisition in ordered if acquisition.id not in group]
    lines = [f"{acquisition.raster.path}: {_reason(acquisition, group, links)}" for acquisition in strangers]
    raise RegistrationError(
        f"{len(strangers)} of {len(ordered)} images can't be shown to lie on the ground of the others: another place "
        "among the dates, or too little common ground. Take out or replace:\n" + "\n".join(lines)
    )


def _largest_group(ordered: Sequence[Acquisition], first: list[str], links: Links) -> list[str]:
    """Ids that hang together; of two equal groups the one with the acquisition that was chosen first."""
    groups = [first]
    left = [acquisition for acquisition in ordered if acquisition.id not in first]
    while left:
        groups.append([left[0].id, *_link_all(left[0], left[1:], links)])
        left = [acquisition for acquisition in left if acquisition.id not in groups[-1]]
    return max(groups, key=len)


def _reason(stranger: Acquisition, group: Sequence[str], links: Links) -> str:
    """Why the link between a stranger and the first of the group was refused."""
    for name in group:
        link = links.get((name, stranger.id)) or links.get((stranger.id, name))
        if isinstance(link, Refused):
            return f"compared with {name}, {link.reason}"
    return "it fits none of them"
