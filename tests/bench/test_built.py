"""Pixels against labels, counted by hand."""

import numpy as np

from hardstand.bench.built import count_pixels, quality_of
from hardstand.bench.oscd import City
from hardstand.construction.coarse_card import Level, PixelCounts
from hardstand.construction.coarse_pair import CoarsePair

LEVEL = Level(percentile=97, above=0, least=1, most=1)


def test_what_was_not_seen_is_neither_found_nor_missed():
    seen = np.array([[True, True, True, True, False, False]])
    built = np.array([[True, True, False, False, True, False]])
    logits = np.array([[2, 0, 2, 0, np.nan, np.nan]], np.float32)
    blank = np.zeros((1, 6, 4), np.float32)
    city = City(name="town", pair=CoarsePair(first=blank, second=blank, seen=seen), built=built)
    assert count_pixels(logits, city, LEVEL) == PixelCounts(true=1, false=1, missed=1)


def test_cities_are_judged_by_all_their_pixels_together():
    total = quality_of([PixelCounts(true=9, false=1, missed=0), PixelCounts(true=0, false=0, missed=10)])
    assert (total.precision, total.recall) == (0.9, 9 / 19)


def test_where_nothing_is_found_or_labelled_there_is_no_quality():
    total = quality_of([PixelCounts(true=0, false=0, missed=0)])
    assert (total.f1, total.precision, total.recall) == (None, None, None)
