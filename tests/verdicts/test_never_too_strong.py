"""What must hold for any numbers: less to see never decides more, and a denial is the opposite."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hardstand.claims.entries import ClaimKind, Period
from hardstand.claims.things import Thing
from hardstand.verdicts.entries import Checked, Verdict
from hardstand.verdicts.showing import Showing
from tests.verdicts.making import check, claim, counted, denied, event, image, period, showing, work

KINDS = st.sampled_from([ClaimKind.COUNT, ClaimKind.PRESENCE, ClaimKind.ARRIVAL, ClaimKind.DEPARTURE])
THINGS = st.sampled_from(
    [Thing.AIRCRAFT, Thing.FIGHTER_AIRCRAFT, Thing.VEHICLE, Thing.MAIN_BATTLE_TANK, Thing.ARTILLERY, Thing.HELICOPTER]
)
LABELS = ("aircraft", "helicopter", "vehicle", "long_vehicle")
DAYS = st.sampled_from([[4, 15], [4, 9, 15], [15]]) | st.lists(
    st.integers(1, 30), min_size=1, max_size=4, unique=True
).map(sorted)
PERIODS = st.sampled_from([(4, 15), (15, 15), (None, 15), (4, None)]) | st.tuples(
    st.integers(1, 15), st.integers(15, 30)
)
"""Mostly such as the images bound, so that verdicts are strong often enough to fail."""
OPPOSITE = {Verdict.CONFIRMED: Verdict.CONTRADICTED, Verdict.CONTRADICTED: Verdict.CONFIRMED}


@st.composite
def intervals(draw):
    low = draw(st.sampled_from([0, 0, 2, 10, 30]) | st.integers(0, 20))
    return low, low + draw(st.integers(0, 6))


@st.composite
def showings(draw, days=DAYS) -> Showing:
    taken = draw(days)
    counts = [counted(day, label, *draw(intervals())) for day in taken for label in LABELS]
    images = tuple(
        image(day, draw(st.sampled_from([1.0, 1.0, 1.0, 0.97, 0.9, 0.4])), gsd_m=draw(st.sampled_from([0.3, 0.5])))
        for day in taken
    )
    pairs = list(pairwise(taken))
    events = tuple(
        event(number, draw(st.sampled_from(["arrival", "departure"])), after, by)
        for number, (after, by) in enumerate(pairs)
    )
    return showing(*counts, images=images, events=events, simulated=draw(st.booleans()))


@st.composite
def claims(draw):
    low = draw(st.integers(0, 40))
    high = draw(st.none() | st.integers(low, 45))
    return claim(draw(KINDS), draw(THINGS), low, high, period=period(*draw(PERIODS)))


def not_stronger(weaker: Checked, stronger: Checked) -> None:
    assert not weaker.verdict.strong or weaker.verdict is stronger.verdict, (weaker, stronger)


@given(claims(), showings(), st.sampled_from([0.0, 0.5, 0.94, 0.99]), st.data())
def test_less_ground_never_decides_more(said, shown, share, data):
    place = data.draw(st.integers(0, len(shown.acquisitions) - 1))
    hidden = list(shown.acquisitions)
    hidden[place] = replace(hidden[place], seen_fraction=hidden[place].seen_fraction * share)
    not_stronger(check(said, replace(shown, acquisitions=tuple(hidden))), check(said, shown))


@given(claims(), showings())
def test_nothing_seen_tells_nothing(said, shown):
    dark = tuple(replace(each, seen_fraction=0.0) for each in shown.acquisitions)
    assert not check(said, replace(shown, acquisitions=dark)).verdict.told


@given(claims(), showings(), st.integers(0, 5), st.integers(0, 5))
def test_wider_intervals_never_decide_more(said, shown, below, above):
    wide = tuple(
        replace(each, low=max(0, (each.low or 0) - below), high=(each.high or 0) + above) for each in shown.counts
    )
    not_stronger(check(said, replace(shown, counts=wide)), check(said, shown))


@given(claims(), showings(), st.integers(60, 400), st.booleans())
def test_images_far_from_the_time_decide_nothing(said, shown, days, later):
    if said.period.after is None and said.period.by is None:
        return
    away = timedelta(days=days if later else -days)
    moved = tuple(replace(each, time=each.time + away) for each in shown.acquisitions)
    found = check(said, replace(shown, acquisitions=moved, events=()))
    open_end = said.period.after is None if not later else said.period.by is None
    assert open_end or not found.verdict.strong


@given(claims(), showings())
def test_no_time_is_never_decided(said, shown):
    assert not check(replace(said, period=Period()), shown).verdict.strong


@given(claims(), showings())
def test_a_denial_is_the_opposite(said, shown):
    yes, no = check(said, shown).verdict, check(denied(said), shown).verdict
    assert no is OPPOSITE.get(yes, no)
    assert no.strong == yes.strong
    assert no.told == yes.told


@given(claims(), showings(), st.integers(0, 10), st.none() | st.integers(0, 10))
def test_a_wider_claim_is_never_contradicted_where_a_narrower_one_is_confirmed(said, shown, below, above):
    high = said.quantity.high
    wider = replace(
        said,
        quantity=replace(
            said.quantity,
            low=max(0, said.quantity.low - below),
            high=None if high is None or above is None else high + above,
        ),
    )
    if check(said, shown).verdict is Verdict.CONFIRMED:
        assert check(wider, shown).verdict is not Verdict.CONTRADICTED
    if check(wider, shown).verdict is Verdict.CONTRADICTED:
        assert check(said, shown).verdict is Verdict.CONTRADICTED


@given(claims(), showings())
def test_types_and_what_is_not_counted_are_never_confirmed(said, shown):
    if said.thing not in {Thing.AIRCRAFT, Thing.HELICOPTER, Thing.VEHICLE}:
        assert check(said, shown).verdict is not Verdict.CONFIRMED


@given(claims(), showings())
def test_likelihood_and_confidence_never_share_a_sentence(said, shown):
    found = check(said, shown)
    for sentence in found.reason.split(". "):
        assert not ("%)" in sentence and "onfidence" in sentence)
        if "onfidence" in sentence:
            assert "likely" not in sentence
            assert "chance" not in sentence
    assert (found.confidence is None) == (not found.verdict.told)
    assert found.reason.endswith(".")


@given(
    st.lists(st.floats(0, 1), min_size=0, max_size=6),
    st.integers(1, 4),
    st.sampled_from([Thing.BUILDING, Thing.OTHER, Thing.TAXIWAY]),
    st.integers(1, 30),
    st.integers(0, 15),
)
def test_construction_is_never_contradicted_nor_confirmed_by_one_work(chances, asked, thing, first, days):
    works = tuple(work(number, probability=chance) for number, chance in enumerate(chances))
    shown = showing(images=(image(4), image(9), image(15)), works=works, compared=True)
    said = claim(ClaimKind.CONSTRUCTION, thing, asked, period=period(first, min(30, first + days)))
    found = check(said, shown)
    assert found.verdict is not Verdict.CONTRADICTED
    assert found.verdict is not Verdict.CONFIRMED or (len(works) > max(1, asked) and thing is not Thing.TAXIWAY)
