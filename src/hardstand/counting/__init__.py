"""Counts that carry their error: from detections, and what was measured of a detector, to intervals."""

from hardstand.counting.estimate import CountEstimate, FrameCount, FrameReview, FrameScores, interval_of
from hardstand.counting.fit import CountedFrame, fit_calibration

__all__ = [
    "CountEstimate",
    "CountedFrame",
    "FrameCount",
    "FrameReview",
    "FrameScores",
    "fit_calibration",
    "interval_of",
]
