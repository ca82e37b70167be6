"""No ground of the NWPU set is seen on two sides."""

import json
from pathlib import Path

from hardstand.bench.nwpu import SAME_PLACE, nwpu_side


def test_images_of_one_place_stand_on_one_side():
    assert all(len({nwpu_side(name) for name in group}) == 1 for group in SAME_PLACE)


def test_no_image_belongs_to_two_places():
    names = [name for group in SAME_PLACE for name in group]
    assert len(names) == len(set(names))


def test_about_a_third_of_the_aircraft_judge(data: Path):
    content = json.loads((data / "nwpu-vhr10" / "annotations.json").read_text(encoding="utf-8"))
    names = {row["id"]: row["file_name"] for row in content["images"]}
    airplane = next(row["id"] for row in content["categories"] if row["name"] == "airplane")
    sides = [nwpu_side(names[row["image_id"]]) for row in content["annotations"] if row["category_id"] == airplane]
    assert 0.3 < sides.count("test") / len(sides) < 0.4
