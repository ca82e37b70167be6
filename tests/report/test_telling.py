"""Statements say what the ledger holds, name what they rest on, and never mix likelihood with confidence."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from hardstand.claims.gazetteer.nearest import nearest_city
from hardstand.errors import OutputError
from hardstand.exchange import read_showing, read_statements, write_statements, write_summary
from hardstand.frames import GroundTransform, SiteFrame
from hardstand.imagery.visibility import Cause
from hardstand.report import corrections, tell
from hardstand.report.keys import key_statements
from hardstand.report.telling import plain
from hardstand.report.unseen import unseen_on
from hardstand.report.whereabouts import place_sentence
from hardstand.result import AREA, WHOLE_IMAGES, RunResult
from hardstand.statement import Statement, StatementKind
from hardstand.verdicts.likelihood import BANDS


def named(run: RunResult, name: str) -> Statement:
    [found] = [each for each in tell(run) if each.id == name]
    return found


def with_counts(run: RunResult, **values: object) -> RunResult:
    counts = tuple(replace(count, **values) for count in run.ledger.counts)
    return replace(run, ledger=replace(run.ledger, counts=counts))


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.])\s+(?=[A-Z])", text)


def test_ids_are_unique_and_evidence_exists(run: RunResult) -> None:
    told = tell(run)
    assert len({each.id for each in told}) == len(told)
    known = {each.id for each in run.acquisitions} | {each.id for each in run.sightings}
    known |= {each.id for each in run.ledger.stands} | {each.id for each in run.ledger.events}
    assert all(each.evidence for each in told)
    assert {name for each in told for name in each.evidence} <= known


def test_every_event_is_evidence_of_a_change(run: RunResult) -> None:
    changes = [each for each in tell(run) if each.kind is StatementKind.CHANGE]
    rest = [name for each in changes for name in each.evidence if name.startswith("event-")]
    assert sorted(rest) == sorted(event.id for event in run.ledger.events)


def test_likelihood_and_confidence_never_share_a_sentence(run: RunResult) -> None:
    words = [word for word, _, _ in BANDS]
    for each in tell(run):
        for sentence in sentences(each.text):
            assert not ("onfidence" in sentence and any(word in sentence for word in words)), sentence
        if each.likelihood is not None:
            assert each.likelihood in each.text
        if each.confidence is not None:
            assert f"Confidence is {each.confidence}: " in each.text


def test_a_count_tells_number_interval_window_and_what_was_hidden(real: RunResult) -> None:
    told = named(real, "count/cloudy/aircraft")
    first, second, third = sentences(told.text)
    assert first == (
        "On 4 September 2015, between five and seven aircraft stood at Basel al-Assad (OSLK) (six found); "
        "10 % of the ground was hidden by cloud."
    )
    assert second == (
        "It is very likely (80 to 95 %) that between five and seven aircraft stood on the ground that was seen."
    )
    assert third == "Confidence is moderate: part of the ground was not seen."
    sightings = [each.id for each in real.sightings if each.detection.acquisition == "cloudy"]
    assert told.evidence == ("cloudy", *sightings)
    assert (told.likelihood, told.confidence) == ("very likely", "moderate")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0, 3, "no more than three aircraft stood"), (12, 12, "12 aircraft stood"), (0, 0, "no aircraft stood")],
)
def test_intervals_in_words(real: RunResult, low: int, high: int, said: str) -> None:
    assert f"On 15 September 2015, {said}" in named(with_counts(real, low=low, high=high), "count/after/aircraft").text


def test_without_a_measured_probability_there_is_no_likelihood(real: RunResult) -> None:
    told = named(with_counts(real, low=None, high=None), "count/after/aircraft")
    assert told.likelihood is None
    assert told.confidence == "low"
    assert not any(word in told.text for word, _, _ in BANDS)
    assert "how far that may be off is not known" in told.text


def test_single_arrivals_are_never_told_with_high_confidence(run: RunResult) -> None:
    assert {each.confidence for each in tell(run) if each.kind is StatementKind.CHANGE} <= {"low", "moderate"}


def test_a_simulated_run_says_so_in_every_statement(run: RunResult, real: RunResult) -> None:
    assert all(each.text.startswith("Simulated. ") for each in tell(run))
    assert [plain(each) for each in tell(run)][1:3] == [each.text for each in tell(real)][1:3]
    assert not any("imulated" in each.text for each in tell(real))


def test_the_place_is_told_from_the_nearest_city(real: RunResult) -> None:
    near = nearest_city(35.95, 35.40)
    assert (near.city, near.country) == ("Jablah", "Syria")
    assert re.fullmatch(
        r"Basel al-Assad \(OSLK\) lies about \d+ km \(\d+ miles?\) [a-z-]+ of Jablah, Syria\.", place_sentence(real)
    )
    local = replace(real, registration=replace(real.registration, frame=SiteFrame(crs=None)))
    assert place_sentence(local) == "No image says where on the globe Basel al-Assad (OSLK) lies."


def test_distance_and_direction_to_a_city_are_those_of_the_ellipsoid() -> None:
    # Kubinka, whose nearest town of that size is the one of its name; 180° is no edge.
    assert nearest_city(37.39, 55.75).country == "Russia"
    assert nearest_city(179.99, -16.5).country == nearest_city(-179.99, -16.5).country == "Fiji"
    assert nearest_city(35.95, 35.40).km == pytest.approx(4.9, abs=1.0)


def test_a_missing_credit_is_told(real: RunResult) -> None:
    bare = replace(real, acquisitions=tuple(replace(each, credit=None) for each in real.acquisitions))
    assert "(credit unknown)" in named(bare, "image/cloudy").text
    assert "(credit: Example Imaging)" in named(real, "image/cloudy").text


def test_a_corrected_count_keeps_its_id_and_is_listed(real: RunResult) -> None:
    old, new = tell(real), tell(with_counts(real, low=9, high=9, found=9))
    assert [each.id for each in old] == [each.id for each in new]
    told = corrections(old, new)
    assert len(told) == 3
    assert told[0].startswith("Corrected: On 20 August 2015, nine aircraft stood at Basel al-Assad (OSLK) (nine found)")
    assert "Before: On 20 August 2015, between " in told[0]
    assert corrections(old, old) == ()


def test_what_is_gone_new_or_on_other_evidence_is_listed() -> None:
    one = Statement(id="a", text="A.", kind=StatementKind.COUNT, evidence=("x",))
    moved, other = replace(one, evidence=("y",)), replace(one, id="b", text="B.")
    assert corrections([one], [other]) == ("No longer said: A.", "New: B.")
    assert corrections([one], [moved]) == ("On other evidence: A.",)


def test_statements_read_back_equal(run: RunResult, tmp_path: Path) -> None:
    path = tmp_path / "statements.json"
    foreign = Statement(id="x", text="قاعدة, Хмеймим, 赫梅明", kind=StatementKind.VERDICT, likelihood="likely")
    told = (*tell(run), foreign)
    write_statements(told, path)
    assert read_statements(path) == told
    assert "Хмеймим" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [None, "", "{}", '[{"id": 1}]', '[{"id": "a", "text": "b", "kind": "rumour"}]'])
def test_damaged_statements_are_an_error_that_says_where(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "statements.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(OutputError, match=r"statements\.json"):
        read_statements(path)


def test_key_statements_name_the_dates_that_show_least_and_no_others(real: RunResult) -> None:
    def hidden(share: float) -> dict[Cause, float]:
        return dict.fromkeys(Cause, 0.0) | {Cause.SEEN: 1 - share, Cause.HAZE: share}

    shares = {"before": hidden(0.3), "cloudy": hidden(0.005), "after": hidden(0.1)}
    told = [each.id for each in key_statements(replace(real, shares=shares))]
    assert [each for each in told if each.startswith("unseen/")] == ["unseen/before", "unseen/after"]
    assert "unseen/cloudy" in {each.id for each in tell(replace(real, shares=shares))}


def test_ground_that_only_other_images_cover_is_not_seen_as_verdicts_have_it(real: RunResult, tmp_path: Path) -> None:
    """A third of a frame further east: three quarters of what the images cover together lie on each."""
    matrix = real.registration.ground["after"].matrix.copy()
    matrix[0, 2] = real.registration.ground["before"].matrix[0, 2] + 800 / 3 * 0.6
    ground = {**real.registration.ground, "after": GroundTransform(matrix)}
    shares = {name: visibility.shares for name, visibility in real.visibility.items()}
    run = replace(real, registration=replace(real.registration, ground=ground), shares=shares)
    for parameters in ({AREA: WHOLE_IMAGES}, {AREA: "POLYGON ((0 0, 0 1, 1 1, 0 0))"}):
        some = replace(run, parameters=parameters)
        write_summary(some, tmp_path / "summary.json")
        for shown in read_showing(tmp_path).acquisitions:
            assert 1 - unseen_on(some, shown.id).share == pytest.approx(shown.seen_fraction, abs=1e-3)
    offset = unseen_on(replace(run, parameters={AREA: WHOLE_IMAGES}), "after")
    assert offset.share == pytest.approx(0.25, abs=0.02)
    assert offset.reason == "outside the image"
    assert offset.in_frame == pytest.approx(0, abs=1e-9)
