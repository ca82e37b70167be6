"""Bad input: a clear error, an exit code that says so, and nothing half written."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio

from hardstand.errors import ImageError, MetadataError, OutputError, RegistrationError, SiteFileError
from tests.cli.conftest import Call

Ground = Callable[..., Path]

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")  # the fixtures' own files


def site(folder: Path, *images: str, head: str = '[site]\nname = "A"\n') -> Path:
    """A site file; each image as "NAME, DATETIME, GSD"."""
    tables = []
    for image in images:
        name, *rest = (part.strip() for part in image.split(","))
        keys = dict(zip(("datetime", "gsd"), rest, strict=False))
        lines = [f"{key} = {value}" for key, value in keys.items() if value]
        tables.append("\n".join(["[[acquisition]]", f'image = "{name}"', *lines]))
    path = folder / "site.toml"
    path.write_text(head + "\n" + "\n".join(tables) + "\n", encoding="utf-8")
    return path


def refused(hardstand: Call, folder: Path, site_file: Path, code: int, *words: str) -> None:
    """The run ends with the code, says the words and leaves no trace."""
    before = sorted(path.name for path in folder.iterdir())
    outcome = hardstand("run", site_file, "-o", folder / "out")
    assert outcome.code == code, outcome.err
    for word in words:
        assert word in outcome.err
    assert "Traceback" not in outcome.err
    assert sorted(path.name for path in folder.iterdir()) == before


DAYS = ("2020-01-01T08:00:00Z", "2020-01-05T08:00:00Z")


@pytest.mark.parametrize("content", [b"", b"this is no image", b"II*\x00\x08\x00", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_no_image(hardstand: Call, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.tif").write_bytes(content)
    refused(hardstand, tmp_path, site(tmp_path, f"a.tif, {DAYS[0]}, 0.5"), ImageError.exit_code, "a.tif")


def test_a_missing_image(hardstand: Call, tmp_path: Path) -> None:
    site_file = site(tmp_path, f"gone.tif, {DAYS[0]}, 0.5")
    refused(hardstand, tmp_path, site_file, SiteFileError.exit_code, "gone.tif", "line")


def test_a_truncated_image(hardstand: Call, tmp_path: Path, ground: Ground) -> None:
    path = ground("a.tif")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refused(hardstand, tmp_path, site(tmp_path, f"a.tif, {DAYS[0]}, 0.5"), ImageError.exit_code, "a.tif")


def test_a_huge_header_over_a_tiny_file(hardstand: Call, tmp_path: Path) -> None:
    tags = [(256, 4, 1, 100_000), (257, 4, 1, 100_000), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
            (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, 100_000), (279, 4, 1, 1000)]  # fmt: skip
    body = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    (tmp_path / "a.tif").write_bytes(struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + body + bytes(4))
    refused(hardstand, tmp_path, site(tmp_path, f"a.tif, {DAYS[0]}, 0.5"), ImageError.exit_code, "a.tif")


def test_no_time(hardstand: Call, tmp_path: Path, ground: Ground) -> None:
    ground("a.tif")
    refused(hardstand, tmp_path, site(tmp_path, "a.tif"), MetadataError.exit_code, "a.tif", "datetime")


def test_no_gsd(hardstand: Call, tmp_path: Path, ground: Ground) -> None:
    ground("a.tif", crs=None)
    refused(hardstand, tmp_path, site(tmp_path, f"a.tif, {DAYS[0]}"), MetadataError.exit_code, "a.tif", "gsd")


@pytest.mark.parametrize("gsd", ["0", "1e6", "-0.5", "nan", '"half"'])
def test_a_gsd_that_can_not_be(hardstand: Call, tmp_path: Path, ground: Ground, gsd: str) -> None:
    ground("a.tif")
    refused(hardstand, tmp_path, site(tmp_path, f"a.tif, {DAYS[0]}, {gsd}"), SiteFileError.exit_code, "gsd", "line 7")


def test_two_images_of_one_time(hardstand: Call, tmp_path: Path, ground: Ground) -> None:
    ground("a.tif"), ground("b.tif")
    site_file = site(tmp_path, f"a.tif, {DAYS[0]}", f"b.tif, {DAYS[0]}")
    refused(hardstand, tmp_path, site_file, MetadataError.exit_code, "a.tif", "b.tif", "same time")


def test_another_place_among_the_dates(hardstand: Call, tmp_path: Path, ground: Ground) -> None:
    ground("a.tif", 1, crs=None), ground("b.tif", 2, crs=None)
    site_file = site(tmp_path, f"a.tif, {DAYS[0]}, 0.5", f"b.tif, {DAYS[1]}, 0.5")
    refused(hardstand, tmp_path, site_file, RegistrationError.exit_code, ".tif")


def test_all_nodata(hardstand: Call, tmp_path: Path) -> None:
    with rasterio.open(
        tmp_path / "a.tif", "w", driver="GTiff", width=64, height=64, count=3, dtype="uint8", nodata=0
    ) as image:
        image.write(np.zeros((3, 64, 64), np.uint8))
    refused(hardstand, tmp_path, site(tmp_path, f"a.tif, {DAYS[0]}, 0.5"), ImageError.exit_code, "a.tif")


def test_a_typo_in_the_site_file(hardstand: Call, tmp_path: Path, ground: Ground) -> None:
    ground("a.tif")
    path = site(tmp_path, "a.tif", head='[site]\nname = "A"\nairprot = "OSLK"\n')
    refused(hardstand, tmp_path, path, SiteFileError.exit_code, "site.toml", "line 3", "airprot", "airport")


def test_a_site_file_that_is_no_toml(hardstand: Call, tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text("[site\n", encoding="utf-8")
    refused(hardstand, tmp_path, path, SiteFileError.exit_code, "line 1")


def test_a_folder_that_holds_another_run(hardstand: Call, tmp_path: Path, ground: Ground) -> None:
    ground("a.tif")
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.html").write_text("the first", encoding="utf-8")
    outcome = hardstand("run", site(tmp_path, f"a.tif, {DAYS[0]}"), "-o", out)
    assert outcome.code == OutputError.exit_code
    assert (out / "report.html").read_text(encoding="utf-8") == "the first"
    assert [path.name for path in out.iterdir()] == ["report.html"]


def test_a_gsd_outside_the_measured_range_needs_force(hardstand: Call, tmp_path: Path, ground: Ground) -> None:
    image = ground("a.tif", crs=None)
    outcome = hardstand("detect", image, "--gsd", "10", "-o", tmp_path / "a.geojson")
    assert outcome.code == 7
    assert "--force" in outcome.err
    assert not (tmp_path / "a.geojson").exists()
    assert hardstand("detect", image, "--gsd", "10", "--force", "-o", tmp_path / "a.geojson").code == 0
    assert '"forced": true' in (tmp_path / "a.geojson").read_text(encoding="utf-8")


@pytest.mark.parametrize("gsd", ["0", "1e6", "nan"])
def test_detect_refuses_a_gsd_that_can_not_be(hardstand: Call, tmp_path: Path, ground: Ground, gsd: str) -> None:
    outcome = hardstand("detect", ground("a.tif"), "--gsd", gsd, "-o", tmp_path / "a.geojson")
    assert outcome.code == MetadataError.exit_code
    assert not (tmp_path / "a.geojson").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a device that is always full")
def test_a_full_disk(hardstand: Call, ground: Ground) -> None:
    outcome = hardstand("detect", ground("a.tif"), "-o", Path("/dev/full/a.geojson"))
    assert outcome.code == OutputError.exit_code


def test_register_refuses_another_place_in_words(hardstand: Call, tmp_path: Path, ground: Ground) -> None:
    first, second = ground("a.tif", 1, crs=None), ground("b.tif", 2, crs=None)
    outcome = hardstand("register", first, second, "--gsd", "0.5", "-o", tmp_path / "pairs.json")
    assert outcome.code == 0
    text = (tmp_path / "pairs.json").read_text(encoding="utf-8")
    assert '"status": "refused"' in text
    assert '"transform": null' in text
