"""Counts that carry their error: from detections, and what was measured of a detector, to intervals."""

from hardstand.counting.estimate import CountEstimate, FrameCount, FrameReview, FrameScores, interval_of
from hardstand.counting.fit import CountedFrame, fit_calibration
from hardstand.counting.review import ReviewedSample, ReviewedTile

__all__ = [
    "CountEstimate",
    "CountedFrame",
    "FrameCount",
    "FrameReview",
    "FrameScores",
    "ReviewedSample",
    "ReviewedTile",
    "fit_calibration",
    "interval_of",
]
