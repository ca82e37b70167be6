"""Events against another way to find them: regular expressions over each stand's states."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import numpy as np
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from hardstand.frames import PixelPolygon
from hardstand.ledger.entries import EventKind as LedgerEventKind
from hardstand.ledger.entries import State as LedgerState
from hardstand.simulation.truth import AircraftTruth, DateTruth, EventKind, StandTruth, State, derive_events

LETTERS = {"E": State.EMPTY, "O": State.OCCUPIED, "-": State.NOT_SEEN}
FIRST = datetime(2015, 8, 20, 8, 30, tzinfo=UTC)


def date_with(number: int, states: dict[str, State]) -> DateTruth:
    box = PixelPolygon(np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]))
    aircraft = tuple(
        AircraftTruth(
            stand=stand, type=f"type-{number}", length_m=1, span_m=1, heading_deg=0, lonlat=(0, 0), box=box, cloud=0.0,
            cloud_shadow=0.0, haze=0.0, visible=True,
        )
        for stand, state in states.items()
        if state is State.OCCUPIED
    )  # fmt: skip
    nothing = np.zeros((1, 1), np.float32)
    return DateTruth(
        id=f"date-{number}", time=FIRST + timedelta(days=number), aircraft=aircraft, objects=(),
        states=states, crs="EPSG:32636",
        transform=Affine.identity(), geolocation_error_m=(0, 0), lean=(0, 0), sun_azimuth_deg=150, sun_elevation_deg=60,
        cloud_outlines=(), cloud_opacity=nothing, cloud_shadow=nothing,
        haze=nothing, hidden_share=0.0,
    )  # fmt: skip


@given(st.integers(1, 7).flatmap(lambda n: st.lists(st.text("EO-", min_size=n, max_size=n), min_size=1, max_size=3)))
def test_events_are_the_flips_between_sights(rows: list[str]) -> None:
    stands = tuple(StandTruth(id=f"s{i}", lonlat=(0, 0), heading_deg=0) for i in range(len(rows)))
    dates = tuple(date_with(n, {f"s{i}": LETTERS[row[n]] for i, row in enumerate(rows)}) for n in range(len(rows[0])))
    expected = set()
    for number, row in enumerate(rows):
        for kind, pattern in ((EventKind.ARRIVAL, r"(?=(E-*O))"), (EventKind.DEPARTURE, r"(?=(O-*E))")):
            for match in re.finditer(pattern, row):
                begin, end = match.start(1), match.end(1) - 1
                seen = end if kind is EventKind.ARRIVAL else begin
                expected.add((kind, f"s{number}", f"type-{seen}", f"date-{begin}", f"date-{end}"))
    events = derive_events(stands, dates)
    assert {(e.kind, e.stand, e.type, e.after, e.by) for e in events} == expected
    assert len(events) == len(expected)
    ends = [event.window.by for event in events]
    assert ends == sorted(ends)


def test_words_are_the_ledgers() -> None:
    assert {str(kind) for kind in EventKind} == {str(kind) for kind in LedgerEventKind}
    # The truth is never in doubt.
    assert {str(state) for state in State} == {str(state) for state in LedgerState if state != "doubtful"}
