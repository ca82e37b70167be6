"""Several detectors: a failure harms nobody else, a class has one detector, a place has one class."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hardstand.detection import DetectionRequest, Detector, TileDetections, load_detectors, registry, search_all
from hardstand.detection.card import ClassFacts, GsdRange, ModelCard, Properties
from hardstand.detection.several import Search
from hardstand.errors import DetectionError
from hardstand.imagery import Acquisition, AcquisitionOverrides, open_acquisition

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

Found = tuple[str, float, float, float]
"""Class, score, and column and row of a square of 20 px."""


class Fixed:
    """Says the same of every tile."""

    tile_px = None

    def __init__(self, name: str, labels: Sequence[str], *found: Found, coarsest: Mapping[str, float] = {}) -> None:
        classes = {
            label: ClassFacts(
                count_score=0.5,
                gsd_range_m=GsdRange(low=0.3, high=coarsest.get(label, 1.0)),
                largest_object_m=10,
                made_of="Nothing.",
            )
            for label in labels
        }
        properties = Properties(input_gsd_m=GsdRange(low=0.5, high=0.5), classes=classes)
        self.card = ModelCard(name=name, version="1", licence="none", sha256="0" * 64, hardstand=properties)
        self.found = found

    def detect(self, tiles: NDArray[np.uint8], min_score: float) -> Sequence[TileDetections]:
        assert min_score <= 0.5
        corners = [
            [(c - 10, r - 10), (c + 10, r - 10), (c + 10, r + 10), (c - 10, r + 10)] for _, _, c, r in self.found
        ]
        one = TileDetections(
            polygons=np.array(corners, dtype=float).reshape(-1, 4, 2),
            scores=np.array([score for _, score, _, _ in self.found], dtype=float),
            labels=tuple(label for label, _, _, _ in self.found),
        )
        return [one] * len(tiles)


class Failing(Fixed):
    """Fails on the image whose first pixel is this bright."""

    def __init__(self, name: str, labels: Sequence[str], answer: Callable[[], object], at: int = 90) -> None:
        super().__init__(name, labels)
        self.answer, self.at = answer, at

    def detect(self, tiles: NDArray[np.uint8], min_score: float) -> Sequence[TileDetections]:
        if tiles[0, 0, 0, 0] == self.at:
            return self.answer()  # type: ignore[return-value]
        return super().detect(tiles, min_score)


@pytest.fixture
def images(tmp_path: Path) -> list[Acquisition]:
    for name, level in (("a", 60), ("b", 90)):
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.full((100, 100, 3), level, np.uint8))
    return [open_acquisition(tmp_path / f"{n}.png", overrides=AcquisitionOverrides(gsd_m=0.5)) for n in "ab"]


def search(images: Sequence[Acquisition], *detectors: Detector) -> Search:
    return search_all(images, detectors, DetectionRequest(), lambda *_: None)


def sure(result: Search, name: str = "a") -> list[tuple[str, float]]:
    return [(each.label, each.score) for each in result.findings[name].sure]


PLANES = Fixed("planes", ["aircraft"], ("aircraft", 0.9, 30, 30), ("aircraft", 0.3, 70, 70))


def explode() -> object:
    raise ZeroDivisionError("a quarter of nothing")


def odd(label: str, corner: float = 1.0) -> Callable[[], object]:
    polygon = np.array([[(1, 1), (9, 1), (9, 9), (corner, 9)]], dtype=float)
    return lambda: [TileDetections(polygons=polygon, scores=np.array([0.9]), labels=(label,))]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (explode, "ZeroDivisionError: a quarter of nothing"),
        (list, "0 results for 1 tiles"),
        (odd("tank"), "does not know the class 'tank'"),
        (odd("ship", np.nan), "no finite number"),
        (lambda: None, "TypeError"),
        (lambda: [None], "AttributeError"),
    ],
)
def test_a_detector_that_fails_leaves_the_others(
    images: list[Acquisition], answer: Callable[[], object], words: str
) -> None:
    result = search(images, Failing("ships", ["ship"], answer), PLANES)
    assert sure(result, "a") == sure(result, "b") == [("aircraft", 0.9)]
    [failure] = result.failures
    assert failure.detector == "ships"
    assert words in failure.reason
    assert "b.png" in failure.reason
    assert result.labels == ("aircraft",)
    assert result.detectors == (PLANES,)


def test_where_all_fail_the_run_ends_with_what_they_said(images: list[Acquisition]) -> None:
    with pytest.raises(DetectionError, match=r"ships.*a quarter of nothing.*boats.*0 results"):
        search(images, Failing("ships", ["ship"], explode), Failing("boats", ["ship"], list))


def test_a_class_is_answered_for_by_the_first_detector_that_knows_it(images: list[Acquisition]) -> None:
    both = Fixed("both", ["aircraft", "ship"], ("aircraft", 0.99, 50, 50), ("ship", 0.8, 80, 20))
    assert sure(search(images, PLANES, both)) == [("aircraft", 0.9), ("ship", 0.8)]
    assert sure(search(images, both, PLANES)) == [("aircraft", 0.99), ("ship", 0.8)]


def test_of_two_detectors_on_one_place_the_first_named_is_believed(images: list[Acquisition]) -> None:
    rotors = Fixed("rotors", ["helicopter"], ("helicopter", 0.95, 31, 30), ("helicopter", 0.6, 71, 70))
    result = search(images, PLANES, rotors)
    assert sure(result) == [("aircraft", 0.9), ("helicopter", 0.6)]
    assert result.findings["a"].doubtful == ()
    assert sure(search(images, rotors, PLANES)) == [("helicopter", 0.95), ("helicopter", 0.6)]


def test_what_one_can_not_show_is_said_of_its_classes_only(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "c.png"), np.full((100, 100, 3), 60, np.uint8))
    coarse = [open_acquisition(tmp_path / "c.png", overrides=AcquisitionOverrides(gsd_m=0.8))]
    cars = Fixed("cars", ["vehicle"], ("vehicle", 0.9, 30, 60), coarsest={"vehicle": 0.5})
    result = search(coarse, PLANES, cars)
    assert result.failures == ()
    assert result.findings["c"].not_observable.keys() == {"vehicle"}
    assert "not observable at this resolution" in result.findings["c"].not_observable["vehicle"]
    assert sure(result, "c") == [("aircraft", 0.9)]
    with pytest.raises(DetectionError, match=r"0\.8 m, but 'cars' was measured on 0\.3 to 0\.5 m"):
        search(coarse, cars)
    mixed = Fixed("mixed", ["vehicle", "ship"], ("vehicle", 0.9, 30, 60), coarsest={"vehicle": 0.5})
    result = search(coarse, PLANES, mixed)
    assert result.failures == ()
    assert result.findings["c"].not_observable.keys() == {"vehicle"}
    assert sure(result, "c") == [("aircraft", 0.9)]


def test_an_image_on_which_no_class_shows_does_not_stop_the_others(tmp_path: Path) -> None:
    for name in ("c", "f"):
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.full((100, 100, 3), 60, np.uint8))
    both = [
        open_acquisition(tmp_path / f"{name}.png", overrides=AcquisitionOverrides(gsd_m=gsd))
        for name, gsd in (("c", 10.0), ("f", 0.5))
    ]
    cars = Fixed("cars", ["vehicle"], ("vehicle", 0.9, 30, 60))
    result = search(both, cars)
    assert result.findings["c"].not_observable.keys() == {"vehicle"}
    assert (sure(result, "c"), sure(result, "f")) == ([], [("vehicle", 0.9)])
    with pytest.raises(DetectionError, match="10 m"):
        search(both[:1], cars)


def test_the_same_object_wins_whatever_score_is_asked_for(images: list[Acquisition]) -> None:
    """0.5 of a class that counts from 0.2 is surer than 0.6 of one that counts from 0.55."""
    rivals = Fixed("rivals", ["aircraft", "helicopter"], ("aircraft", 0.6, 30, 30), ("helicopter", 0.5, 30, 30))
    classes = {
        label: facts.model_copy(update={"count_score": {"aircraft": 0.55, "helicopter": 0.2}[label]})
        for label, facts in rivals.card.hardstand.classes.items()
    }
    hardstand = rivals.card.hardstand.model_copy(update={"classes": classes})
    rivals.card = rivals.card.model_copy(update={"hardstand": hardstand})
    for score in (None, 0.01, 0.3):
        found = search_all(images, [rivals], DetectionRequest(min_score=score), lambda *_: None).findings["a"]
        assert [each.label for each in found.sure] == ["helicopter"]


class TestLoading:
    def entry(self, monkeypatch: pytest.MonkeyPatch, maker: Callable[[], object]) -> None:
        module = type("Module", (), {"make": staticmethod(maker)})
        monkeypatch.setattr(EntryPoint, "load", lambda _: module.make)
        entry = EntryPoint(name="guest", value="guest:make", group=registry.GROUP)
        monkeypatch.setattr(registry, "entry_points", lambda **_: [entry])

    @pytest.mark.parametrize(
        ("maker", "words"),
        [
            (explode, "ZeroDivisionError"),
            (lambda: None, "AttributeError"),
            (type("Bare", (), {"card": {}}), "no model card"),
        ],
    )
    def test_a_plug_in_that_fails_is_told_by_name(
        self, monkeypatch: pytest.MonkeyPatch, maker: Callable[[], object], words: str
    ) -> None:
        self.entry(monkeypatch, maker)
        with pytest.raises(DetectionError, match=f"(?s)guest.*{words}"):
            load_detectors(["guest"])

    def test_what_can_not_be_loaded_is_told_and_the_rest_is_there(self, tmp_path: Path) -> None:
        loaded, failures = load_detectors(["models/gone.onnx", "craft"], tmp_path)
        assert [each.card.name for each in loaded] == ["hardstand-craft"]
        assert [failure.detector for failure in failures] == ["gone.onnx"]
        assert str(tmp_path) not in failures[0].reason
