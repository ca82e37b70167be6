"""A wrong `--gsd` is noticed on a real image, and a right one is not."""

from __future__ import annotations

import json

import pytest

FRAME = "29324dbf-6043-4521-bd83-44a97ffc5281.jpg"


@pytest.mark.parametrize(("gsd", "doubtful"), [(0.5, False), (0.7, True)])
def test_airliners_of_ninety_metres_are_told_on_screen_and_in_the_file(hardstand, data, tmp_path, gsd, doubtful):
    output = tmp_path / "found.geojson"
    image = data / "airbus-aircraft" / "images" / FRAME
    outcome = hardstand("detect", image, "--gsd", gsd, "--force", "-o", output)
    assert outcome.code == 0, outcome.err
    written = json.loads(output.read_text())
    [acquisition] = written["hardstand"]["acquisitions"]
    assert ("is doubtful" in outcome.err) is doubtful
    assert (acquisition["scale_doubt"] is not None) is doubtful
    if doubtful:
        assert 0.45 < acquisition["scale_doubt"]["fitting_gsd_m"] < 0.6
        assert "the largest airliner spans 80 m" in acquisition["scale_doubt"]["statement"]
    else:
        levels = [feature["properties"]["level"] for feature in written["features"]]
        assert levels.count("size_class") + levels.count("type") > 0.8 * len(levels) > 10
