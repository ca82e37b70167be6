"""Several detectors on several acquisitions: one class, one detector; one place, one class; one failure, no harm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np

from hardstand.detection.detector import Detector
from hardstand.detection.inference import Findings, find_objects, require_measured_gsd
from hardstand.detection.merging import keep_first
from hardstand.detection.request import DetectionRequest, not_observable, outside_measured_gsd
from hardstand.detection.result import Detection, DetectorFailure
from hardstand.errors import DetectionError
from hardstand.imagery import require_gsd
from hardstand.imagery.acquisition import Acquisition

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, kw_only=True)
class Search:
    """What a set of detectors found.

    Attributes:
        findings: acquisition id to what stands there.
        detectors: those that took part, in the order asked for.
        failures: those that did not.
    """

    findings: dict[str, Findings]
    detectors: tuple[Detector, ...]
    failures: tuple[DetectorFailure, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Every class that was looked for."""
        return tuple(owners(self.detectors))


def owners(detectors: Sequence[Detector]) -> dict[str, int]:
    """By class, which detector answers for it: the first that knows it. What was measured then holds for its counts."""
    owned: dict[str, int] = {}
    for index, detector in enumerate(detectors):
        for label in detector.card.hardstand.labels:
            owned.setdefault(label, index)
    return owned


def search_all(
    acquisitions: Sequence[Acquisition],
    detectors: Sequence[Detector],
    request: DetectionRequest,
    progress: Progress,
) -> Search:
    """Run all detectors on all acquisitions. A detector that fails on one of them takes no part at all.

    On an acquisition at whose GSD none was measured, no class is observable; it may still serve to another end, such as
    a coarse image of a large construction site between two sharp ones.

    Raises:
        DetectionError: every detector failed, or none was measured at the GSD of any acquisition.
        HardstandError: an image can't be read.
    """
    _require_one_measured(acquisitions, detectors, request)
    outcomes = [_search_with(each, acquisitions, request, progress) for each in detectors]
    failures = tuple(each for each in outcomes if isinstance(each, DetectorFailure))
    whole = [(d, found) for d, found in zip(detectors, outcomes, strict=True) if isinstance(found, dict)]
    if not whole:
        raise DetectionError(" ".join(failure.reason for failure in failures) or "No detector was asked for.")
    used = tuple(detector for detector, _ in whole)
    findings = {
        acquisition.id: _combine(used, [found[acquisition.id] for _, found in whole], require_gsd(acquisition))
        for acquisition in acquisitions
    }
    return Search(findings=findings, detectors=used, failures=failures)


def _require_one_measured(
    acquisitions: Sequence[Acquisition], detectors: Sequence[Detector], request: DetectionRequest
) -> None:
    """Refuse acquisitions on none of which any class was measured; the first one's reason is told."""
    cards = [detector.card for detector in detectors]
    blind = [all(outside_measured_gsd(card, require_gsd(each)) for card in cards) for each in acquisitions]
    if all(blind):
        for acquisition in acquisitions:
            require_measured_gsd(acquisition, cards, request)


def _search_with(
    detector: Detector, acquisitions: Sequence[Acquisition], request: DetectionRequest, progress: Progress
) -> dict[str, Findings] | DetectorFailure:
    found: dict[str, Findings] = {}
    for number, acquisition in enumerate(acquisitions, start=1):
        gsd_m = require_gsd(acquisition)
        if not request.forced and outside_measured_gsd(detector.card, gsd_m):
            found[acquisition.id] = Findings(sure=(), doubtful=(), not_observable=not_observable(detector.card, gsd_m))
            continue
        stage = f"Detecting on image {number} of {len(acquisitions)} ({detector.card.name})"
        try:
            found[acquisition.id] = find_objects(acquisition, detector, request, partial(progress, stage))
        except DetectionError as error:
            return DetectorFailure(detector=detector.card.name, reason=str(error))
    return found


def _combine(detectors: Sequence[Detector], parts: Sequence[Findings], gsd_m: float) -> Findings:
    """One answer from those of all detectors on one acquisition."""
    if len(parts) == 1:
        return parts[0]
    owned = owners(detectors)

    def own(index: int, detections: Sequence[Detection]) -> list[Detection]:
        return [detection for detection in detections if owned[detection.label] == index]

    sure = list(chain.from_iterable(own(index, part.sure) for index, part in enumerate(parts)))
    doubtful = list(chain.from_iterable(own(index, part.doubtful) for index, part in enumerate(parts)))
    # What is sure goes first, then the detector that was named first: scores of two can't be compared.
    both = [*sure, *doubtful]
    corners = np.array([each.polygon.corners for each in both], np.float64).reshape(-1, 4, 2)
    kept = keep_first([each.label for each in both], corners * gsd_m)
    return Findings(
        sure=_by_score([both[index] for index in kept if index < len(sure)]),
        doubtful=_by_score([both[index] for index in kept if index >= len(sure)]),
        not_observable={
            label: parts[index].not_observable[label]
            for label, index in owned.items()
            if label in parts[index].not_observable
        },
    )


def _by_score(detections: Sequence[Detection]) -> tuple[Detection, ...]:
    return tuple(sorted(detections, key=lambda detection: -detection.score))
