"""Counts that carry their error: from detections, and what was measured of a detector, to intervals."""

from hardstand.counting.estimate import Basis, CountEstimate, FrameCount, FrameScores, interval_of
from hardstand.counting.fit import CountedFrame, fit_calibration
from hardstand.counting.plan import ItemKind, ReviewItem
from hardstand.counting.review import FrameReview, ReviewedDetection, ReviewedSample, ReviewedTile

__all__ = [
    "Basis",
    "CountEstimate",
    "CountedFrame",
    "FrameCount",
    "FrameReview",
    "FrameScores",
    "ItemKind",
    "ReviewItem",
    "ReviewedDetection",
    "ReviewedSample",
    "ReviewedTile",
    "fit_calibration",
    "interval_of",
]
