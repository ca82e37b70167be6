"""`hardstand gsd`: from a picture without any metadata to metres per pixel."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest


@pytest.fixture
def screenshot(tmp_path):
    path = tmp_path / "screenshot.png"
    cv2.imwrite(str(path), np.full((400, 500, 3), 90, np.uint8))
    return path


def test_two_ends_of_known_objects_give_the_gsd_and_its_error(hardstand, screenshot, tmp_path):
    output = tmp_path / "gsd.json"
    # An A320 is 37.57 m long and spans 35.8 m, an Il-76 spans 50.5 m: half a metre per pixel.
    marks = ["A320@100,50:175.14,50", "A320/span@130,60:130,131.6", "Il-76/span@300,100:300,201"]
    words = [word for mark in marks for word in ("--known", mark)]
    outcome = hardstand("gsd", screenshot, *words, "-o", output)
    assert outcome.code == 0, outcome.err
    assert "m per pixel, standard deviation" in outcome.out
    written = json.loads(output.read_text())
    assert written["gsd_m"] == pytest.approx(0.5, rel=0.01)
    assert 0 < written["gsd_sd_m"] < 0.02
    assert written["agree"] is True
    assert [each["used"] for each in written["objects"]] == [True, True, True]


def test_a_wrong_type_is_named(hardstand, screenshot):
    marks = ["A320@100,50:175,50", "A320@100,90:100,165", "A320@10,90:85,90", "An-124@300,100:375,100"]
    outcome = hardstand("gsd", screenshot, *[word for mark in marks for word in ("--known", mark)])
    assert outcome.code == 0
    assert "Left out, for the others contradict it: An-124@300,100:375,100" in outcome.out


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("Concordski@3,4:5,60", "has no type 'Concordski'"),
        ("A320 at 3,4", "TYPE@COLUMN,ROW"),
        ("A320@250,200", "No aircraft of the size of A320 was found at column 250, row 200"),
    ],
)
def test_what_can_not_be_used_ends_with_a_message_and_its_code(hardstand, screenshot, mark, message):
    outcome = hardstand("gsd", screenshot, "--known", mark)
    assert outcome.code == 5
    assert message in outcome.err
