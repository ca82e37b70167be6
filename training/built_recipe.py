"""Everything that decides the weights of the network that finds what was built."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Light:
    """Standard deviations of what is changed about the tones.

    Attributes:
        shared_gain: of the logarithm of a factor on all bands of both dates.
        shared_offset: added to a band of both dates.
        gain: of the logarithm of a factor on all bands of one date.
        band_gain: the same for one band of one date.
        offset: added to all bands of one date.
        band_offset: the same for one band of one date.
        veil: added to all bands of one date, slowly changing over the patch, in half of the patches: haze.
        band_veil: the same for one band.
        season: added to all bands of a field, times what green leaves do to each band; see `built_samples.GREEN`.
        field: added to all bands of a field.
        band_field: the same for one band.
        shift_px: of one date against the other, along each axis, in half of the patches.
    """

    shared_gain: float = 0.2
    shared_offset: float = 0.4
    gain: float = 0.12
    band_gain: float = 0.08
    offset: float = 0.15
    band_offset: float = 0.1
    veil: float = 0.35
    band_veil: float = 0.15
    season: float = 0.8
    field: float = 0.4
    band_field: float = 0.2
    shift_px: float = 0.4


@dataclass(frozen=True, kw_only=True)
class Odds:
    """How often a patch is changed in other ways, 0..1.

    Attributes:
        laid_over: what was built in another place is laid over one date.
        fields: parts of the ground, as many-cornered as fields, have another season on one date.
        swapped: later and earlier date change places: what vanished is building work too.
        hidden: a rectangle is not seen.
        colours_only: both dates lose their near infrared.
    """

    laid_over: float = 0.35
    fields: float = 0.0
    swapped: float = 0.5
    hidden: float = 0.15
    colours_only: float = 0.15


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A stretch of the training with a learning rate that rises and falls.

    Attributes:
        odds: of this stretch.
    """

    steps: int
    peak_rate: float
    odds: Odds


@dataclass(frozen=True, kw_only=True)
class BuiltRecipe:
    """Everything that decides the weights.

    Attributes:
        widths: channels at half, a quarter and an eighth of the resolution.
        drop: share of the channels that are dropped in training.
        side: of a patch, pixels.
        rare_weight: weight of a built pixel in the cross entropy.
        dice_weight: weight of the Dice loss beside it, over the whole batch.
        phases: one after the other.
        members: networks that answer together.
    """

    seed: int = 20150924
    widths: tuple[int, int, int] = (32, 48, 64)
    drop: float = 0.1
    batch: int = 8
    side: int = 144
    weight_decay: float = 0.01
    rare_weight: float = 2.0
    dice_weight: float = 0.3
    members: int = 1
    light: Light = field(default_factory=Light)
    phases: tuple[Phase, ...] = (
        Phase(steps=500, peak_rate=3e-3, odds=Odds()),
        Phase(steps=250, peak_rate=2e-3, odds=Odds(fields=0.7)),
    )
