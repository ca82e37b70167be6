"""When: the times of a text as whole days."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardstand.claims.document import Published
from hardstand.claims.times.bounds import BOUND_STARTS
from hardstand.claims.times.calendar_words import MONTHS
from hardstand.claims.times.chain import CHAIN_STARTS
from hardstand.claims.times.phrases import Reference, Timed, find_times

THURSDAY = Published(day=date(2015, 9, 17))
UNKNOWN = Published()


def only(text: str, published: Published = THURSDAY) -> Timed:
    (timed,) = find_times(text, published)
    return timed


def days(timed: Timed) -> tuple[str | None, str | None]:
    period = timed.period
    return (
        None if period.after is None else period.after.isoformat(),
        None if period.by is None else period.by.isoformat(),
    )


ABSOLUTE = [
    ("between September 4 and 15", "2015-09-04", "2015-09-15"),
    ("between 4 and 15 September 2015", "2015-09-04", "2015-09-15"),
    ("between Aug. 28 and Sept. 3", "2015-08-28", "2015-09-03"),
    ("between August 28 and September 3, 2014", "2014-08-28", "2014-09-03"),
    ("between December 28 and January 3, 2016", "2015-12-28", "2016-01-03"),
    ("from 4 to 15 September", "2015-09-04", "2015-09-15"),
    ("from December 28 to January 3", "2014-12-28", "2015-01-03"),
    ("from September 4, 2014 to January 3", "2014-09-04", "2015-01-03"),
    ("4-15 September", "2015-09-04", "2015-09-15"),
    ("September 4-15, 2015", "2015-09-04", "2015-09-15"),
    ("Sept. 4 through Sept. 15", "2015-09-04", "2015-09-15"),
    ("4 September - 15 September 2015", "2015-09-04", "2015-09-15"),
    ("2015-09-04 to 2015-09-15", "2015-09-04", "2015-09-15"),
    ("September 4, 9 and 15", "2015-09-04", "2015-09-15"),
    ("September 4, 2015 and September 15, 2015", "2015-09-04", "2015-09-15"),
    ("on 10 September", "2015-09-10", "2015-09-10"),
    ("on September 20", "2014-09-20", "2014-09-20"),
    ("on or about 10 September", "2015-09-09", "2015-09-11"),
    ("around 10 September", "2015-09-07", "2015-09-13"),
    ("since 4 September", "2015-09-04", "2015-09-17"),
    ("after 4 September", "2015-09-05", None),
    ("following 4 September", "2015-09-05", None),
    ("from 4 September", "2015-09-04", "2015-09-17"),
    ("from 4 September on", "2015-09-04", "2015-09-17"),
    ("starting on 4 September", "2015-09-04", "2015-09-17"),
    ("as early as 4 September", "2015-09-04", "2015-09-17"),
    ("by 15 September", None, "2015-09-15"),
    ("before 15 September", None, "2015-09-14"),
    ("until 15 September", None, "2015-09-15"),
    ("as of 15 September", "2015-09-15", "2015-09-15"),
    ("as of 09:30 on September 4, 2015", "2015-09-04", "2015-09-04"),
    ("no later than 15 September", None, "2015-09-15"),
    ("since at least 4 September", None, "2015-09-04"),
    ("by mid-October 2014", None, "2014-10-20"),
    ("in September 2015", "2015-09-01", "2015-09-30"),
    ("in early September", "2015-09-01", "2015-09-10"),
    ("in mid-September", "2015-09-11", "2015-09-20"),
    ("in late August", "2015-08-21", "2015-08-31"),
    ("in late September", "2014-09-21", "2014-09-30"),
    ("in late August or early September", "2015-08-21", "2015-09-10"),
    ("at the end of August", "2015-08-21", "2015-08-31"),
    ("in the first week of May", "2015-05-01", "2015-05-07"),
    ("in the last week of May", "2015-05-25", "2015-05-31"),
    ("in the second half of 2014", "2014-07-01", "2014-12-31"),
    ("in the summer of 2015", "2015-06-01", "2015-08-31"),
    ("in the winter of 2014-15", "2014-12-01", "2015-02-28"),
    ("in the winter of 2014", "2013-12-01", "2015-02-28"),
    ("in fall 2014", "2014-09-01", "2014-11-30"),
    ("in 2014", "2014-01-01", "2014-12-31"),
    ("in early 2014", "2014-01-01", "2014-04-30"),
    ("late 2014", "2014-09-01", "2014-12-31"),
    ("between 2012 and 2014", "2012-01-01", "2014-12-31"),
    ("since 2014", "2014-01-01", "2015-09-17"),
    ("in 2014-15", "2014-01-01", "2015-12-31"),
    ("in Q3 2023", "2023-07-01", "2023-09-30"),
    ("in the third quarter of 2014", "2014-07-01", "2014-09-30"),
    ("in H2 2021", "2021-07-01", "2021-12-31"),
    ("in November-December 2021", "2021-11-01", "2021-12-31"),
    ("in the 1990s", "1990-01-01", "1999-12-31"),
    ("in May last year", "2014-05-01", "2014-05-31"),
    ("in September this year", "2015-09-01", "2015-09-30"),
    ("2015-09-04", "2015-09-04", "2015-09-04"),
    ("2015-09-04T08:30Z", "2015-09-04", "2015-09-04"),
    ("on 04.09.2015", "2015-09-04", "2015-09-04"),
    ("on 04/09/2015", "2015-04-09", "2015-09-04"),
    ("on 9/4/2015", "2015-04-09", "2015-09-04"),
    ("on 13/9/2015", "2015-09-13", "2015-09-13"),
    ("on 9/13/2015", "2015-09-13", "2015-09-13"),
    ("Sept. 4", "2015-09-04", "2015-09-04"),
    ("September 4th", "2015-09-04", "2015-09-04"),
    ("on the 4th of September", "2015-09-04", "2015-09-04"),
    ("15 Sept", "2015-09-15", "2015-09-15"),
    ("at 0830 UTC on 4 September", "2015-09-04", "2015-09-04"),
    ("on 4 September at 08:30", "2015-09-04", "2015-09-04"),
    ("on the morning of 4 September", "2015-09-04", "2015-09-04"),
    ("on the night of 4 September", "2015-09-04", "2015-09-05"),
    ("over the weekend of 5-6 September", "2015-09-05", "2015-09-06"),
    ("on Thursday, September 10, 2015", "2015-09-10", "2015-09-10"),
    ("the week of 7 September", "2015-09-07", "2015-09-13"),
]

RELATIVE = [
    ("today", "2015-09-17", "2015-09-17"),
    ("yesterday", "2015-09-16", "2015-09-16"),
    ("the day before yesterday", "2015-09-15", "2015-09-15"),
    ("tomorrow", "2015-09-18", "2015-09-18"),
    ("overnight", "2015-09-16", "2015-09-17"),
    ("Thursday", "2015-09-17", "2015-09-17"),
    ("on Tuesday", "2015-09-15", "2015-09-15"),
    ("Thursday evening", "2015-09-17", "2015-09-17"),
    ("late on Wednesday", "2015-09-16", "2015-09-16"),
    ("last Thursday", "2015-09-10", "2015-09-10"),
    ("next Thursday", "2015-09-24", "2015-09-24"),
    ("Thursday last week", "2015-09-10", "2015-09-10"),
    ("between Monday and Wednesday", "2015-09-14", "2015-09-16"),
    ("between Friday and Monday", "2015-09-11", "2015-09-14"),
    ("earlier this week", "2015-09-14", "2015-09-17"),
    ("earlier this month", "2015-09-01", "2015-09-17"),
    ("this month", "2015-09-01", "2015-09-17"),
    ("earlier this year", "2015-01-01", "2015-09-17"),
    ("last week", "2015-09-07", "2015-09-13"),
    ("last month", "2015-08-01", "2015-08-31"),
    ("last year", "2014-01-01", "2014-12-31"),
    ("late last year", "2014-09-01", "2014-12-31"),
    ("at the end of last month", "2015-08-21", "2015-08-31"),
    ("by the end of the year", None, "2015-12-31"),
    ("next month", "2015-10-01", "2015-10-31"),
    ("last summer", "2015-06-01", "2015-08-31"),
    ("last September", "2014-09-01", "2014-09-30"),
    ("two weeks ago", "2015-08-31", "2015-09-06"),
    ("three days ago", "2015-09-14", "2015-09-14"),
    ("a month ago", "2015-08-02", "2015-09-01"),
    ("more than two weeks ago", None, "2015-09-03"),
    ("in the past two weeks", "2015-09-03", "2015-09-17"),
    ("in the last 24 hours", "2015-09-16", "2015-09-17"),
    ("over the past month", "2015-08-17", "2015-09-17"),
    ("in recent days", "2015-09-03", "2015-09-17"),
    ("in recent weeks", "2015-07-23", "2015-09-17"),
    ("in recent months", "2014-09-17", "2015-09-17"),
    ("since last week", "2015-09-07", "2015-09-17"),
    ("since Monday", "2015-09-14", "2015-09-17"),
    ("as of Thursday", "2015-09-17", "2015-09-17"),
    ("as recently as last week", "2015-09-07", "2015-09-13"),
    ("at the weekend", "2015-09-12", "2015-09-13"),
    ("within 48 hours of 4 September", "2015-09-02", "2015-09-06"),
    ("in the three weeks before 4 September", "2015-08-14", "2015-09-03"),
    ("three days after 4 September", "2015-09-07", "2015-09-07"),
    ("in the next two weeks", "2015-09-17", "2015-10-01"),
]


class TestDays:
    @pytest.mark.parametrize(("words", "after", "by"), [*ABSOLUTE, *RELATIVE])
    def test_of_words_in_a_sentence(self, words: str, after: str | None, by: str | None):
        text = f"Six tanks arrived there {words}, a report said."
        timed = only(text)
        assert (text[timed.start : timed.end], *days(timed)) == (words, after, by)
        assert timed.period.rule is not None
        assert timed.period.rule.startswith(f'"{words}"')

    @pytest.mark.parametrize(("words", "after", "by"), [*ABSOLUTE, *RELATIVE])
    def test_of_words_that_are_all(self, words: str, after: str | None, by: str | None):
        timed = only(words)
        assert (timed.start, timed.end, *days(timed)) == (0, len(words), after, by)

    @pytest.mark.parametrize("words", [words for words, *_ in RELATIVE if "4 September" not in words])
    def test_need_the_day_of_publication_where_they_count_from_it(self, words: str):
        timed = only(words, UNKNOWN)
        assert days(timed) == (None, None)
        assert timed.period.rule is not None
        assert "--published" in timed.period.rule

    def test_need_no_day_of_publication_where_all_is_said(self):
        assert days(only("between September 4 and 15, 2015", UNKNOWN)) == ("2015-09-04", "2015-09-15")

    @pytest.mark.parametrize("words", ["on 4 September", "in May", "between September 4 and 15"])
    def test_need_a_year(self, words: str):
        timed = only(words, UNKNOWN)
        assert days(timed) == (None, None)
        assert "no year" in str(timed.period.rule)

    def test_take_the_year_of_publication_where_only_that_is_known(self):
        published = Published(year=2015)
        assert days(only("between September 4 and 15", published)) == ("2015-09-04", "2015-09-15")
        assert days(only("between December 28 and January 3", published)) == ("2014-12-28", "2015-01-03")
        assert days(only("earlier this year", published)) == ("2015-01-01", "2015-12-31")
        assert days(only("last year", published)) == ("2014-01-01", "2014-12-31")
        assert days(only("on 29 February", published)) == (None, None)
        assert days(only("on Thursday", published)) == (None, None)

    @pytest.mark.parametrize(
        "words",
        [
            "recently",
            "newly",
            "the recent",
            "more recently",
            "lately",
            "a day earlier",
            "days before",
            "within 48 hours",
        ],
    )
    def test_do_not_follow_from_every_word(self, words: str):
        text = f"Helicopters {words} deployed"
        found = find_times(text, THURSDAY)
        assert [days(timed) for timed in found] == [(None, None)]
        assert found[0].period.rule

    @pytest.mark.parametrize(
        "words",
        ["on 31 September", "on February 30", "29 February 2015", "September 45", "on 31/09/2015", "2015-02-30",
         "between 25 and 31 September", "since 31 June"],
    )  # fmt: skip
    def test_do_not_exist(self, words: str):
        timed = only(words)
        assert days(timed) == (None, None)
        assert "does not exist" in str(timed.period.rule)

    def test_of_the_29th_of_february_are_in_a_leap_year(self):
        assert days(only("on 29 February")) == ("2012-02-29", "2012-02-29")

    def test_of_a_period_that_ends_before_it_begins_are_not_known(self):
        timed = only("between 15 September 2015 and 4 September 2014")
        assert days(timed) == (None, None)
        assert "before it begins" in str(timed.period.rule)


class TestOrderOfFigures:
    def test_is_told_by_another_date_of_the_text(self):
        first, second = find_times("It came on 04/09/2015. It left on 13/09/2015.", THURSDAY)
        assert (days(first)[0], days(second)[0]) == ("2015-09-04", "2015-09-13")
        first, second = find_times("It came on 04/09/2015. It left on 09/13/2015.", THURSDAY)
        assert (days(first)[0], days(second)[0]) == ("2015-04-09", "2015-09-13")

    def test_is_open_where_the_text_has_both(self):
        first, *_ = find_times("On 04/09/2015, on 13/09/2015 and on 09/13/2015.", THURSDAY)
        assert days(first) == ("2015-04-09", "2015-09-04")
        assert "first is not shown" in str(first.period.rule)


class TestTimesOfOneText:
    def test_may_count_from_the_one_before(self):
        text = (
            "It came on 4 September. A day earlier it was not there. Three days later it left. The same day it rained."
        )
        assert [days(timed)[0] for timed in find_times(text, THURSDAY)] == [
            "2015-09-04", "2015-09-03", "2015-09-06", "2015-09-06",
        ]  # fmt: skip

    def test_do_not_count_from_it_where_something_else_is_named(self):
        first, second = find_times("It came on 4 September, two days after the strike.", THURSDAY)
        assert (days(first)[0], days(second)) == ("2015-09-04", (None, None))

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("On 4 September, 15 tanks arrived.", ["On 4 September"]),
            ("On September 4, 12 to 15 trucks arrived.", ["On September 4"]),
            ("In September 12 tanks arrived.", ["In September"]),
            ("In 2015, 12 tanks arrived.", ["In 2015"]),
            ("On 10 September 2000 troops came.", ["On 10 September"]),
            ("On 10 September 2,000 troops came.", ["On 10 September"]),
            ("September 45 tanks", ["September"]),
            ("On 4 September at 0830 UTC and on 5 September", ["On 4 September at 0830 UTC and on 5 September"]),
            ("last week and in 2014", ["last week", "in 2014"]),
            ("in early 2014 and on Thursday", ["in early 2014 and on Thursday"]),
        ],
    )
    def test_take_no_more_words_than_are_theirs(self, text: str, words: list[str]):
        assert [text[timed.start : timed.end] for timed in find_times(text, THURSDAY)] == words

    def test_name_the_weekday_that_is_wrong(self):
        assert "is a Thursday" in str(only("on Friday, September 10").period.rule)

    def test_say_how_a_weekday_became_a_day(self):
        rule = "Thursday is the last Thursday up to the day of publication, 17 September 2015"
        assert rule in str(only("on Thursday").period.rule)

    def test_say_no_time_of_their_own_in_a_comparison(self):
        assert days(only("the largest build-up since 2014")) == (None, None)


class TestWhatIsStillToCome:
    @pytest.mark.parametrize(
        ("text", "after", "by"),
        [
            ("Tanks will leave by 15 August", None, "2016-08-15"),
            ("Greece plans to send tanks in March", "2016-03-01", "2016-03-31"),
            ("It would be moved on Saturday", "2015-09-19", "2015-09-19"),
            ("They will be based there from October", "2015-10-01", "2015-10-31"),
            ("It will host the tanks. They came in March", "2015-03-01", "2015-03-31"),
            ("The base, built in March, will host tanks", "2015-03-01", "2015-03-31"),
        ],
    )
    def test_takes_the_next_such_date(self, text: str, after: str | None, by: str):
        assert days(only(text)) == (after, by)


class TestImages:
    @pytest.mark.parametrize(
        "text",
        ["Images from 4 September show tanks", "imagery taken on 4 September", "a photo dated 4 September",
         "Satellite imagery collected by Maxar on 4 September"],
    )  # fmt: skip
    def test_have_a_day_of_their_own(self, text: str):
        timed = only(text)
        assert timed.reference is Reference.IMAGE
        assert days(timed) == ("2015-09-04", "2015-09-04")

    def test_of_two_days_give_one_period(self):
        timed = only("Images from 4 and 15 September show tanks")
        assert days(timed) == ("2015-09-04", "2015-09-15")
        assert "several times" in str(timed.period.rule)

    def test_are_no_events(self):
        assert only("Images show that they arrived on 4 September").reference is Reference.EVENT


class TestNoTimes:
    @pytest.mark.parametrize(
        "text",
        [
            "Theresa May said they may have left and may 4 times be back",
            "Tanks May Have Left",
            "Troops march on Kyiv and march 4 miles",
            "the second tank in the Sun, where they sat: Sat, Sun",
            "Su-30 jets, B-52 bombers, T-72 tanks, 2S19 guns",
            "1990s-era tanks of 1970s vintage, the 1990s-era jets",
            "the Cold War and Bloody Sunday",
            "2015 trucks and 2014 tanks",
            "between 12 and 15 tanks, from 12 to 15 trucks, 3-1, 24/7, 9/11",
            "in 30 minutes, in two weeks, for three months",
            "between 1950 and 2000 troops, up to 2000 men, over 2000 shells",
            "a 2014 model, the May 2015 version",
            "on 4 September 1812, in 1812, in 2500, 2350-01-01",
            "9" * 40 + " tanks and number " + "9" * 40,
            "the Sunday Times, on Mondays",
            "the fall of Kabul, a summer dress",
            "10.5 km, 1,200 men, $2014, 35.40 N",
        ],
    )
    def test_are_found_in_other_words(self, text: str):
        assert find_times(text, THURSDAY) == ()


WORDS = sorted(
    {word for words, *_ in [*ABSOLUTE, *RELATIVE] for word in words.replace(",", " ,").split()}
    | CHAIN_STARTS
    | BOUND_STARTS
    | {"May", "and", "or", "-", ",", "tanks", "31", "February", "29", "1900", "2100", "999", "decade", "years", "later",
       "earlier", "the", "same", "previous", "following", "year", "since", "then", "of", "90", "ago", "60"}
)  # fmt: skip
PUBLISHED = st.one_of(
    st.builds(Published, day=st.dates()),
    st.builds(Published, year=st.integers(1, 9999)),
    st.sampled_from([UNKNOWN, Published(day=date.min), Published(day=date.max), THURSDAY]),
)


def check(text: str, published: Published) -> None:
    position = 0
    for timed in find_times(text, published):
        assert position <= timed.start < timed.end <= len(text)
        position = timed.end
        assert timed.period.rule
        after, by = timed.period.after, timed.period.by
        assert after is None or by is None or after <= by


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), PUBLISHED)
def test_a_period_never_ends_before_it_begins(text: str, published: Published):
    check(text, published)


@given(st.text(), PUBLISHED)
def test_any_text_is_read(text: str, published: Published):
    check(text, published)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_dates_that_are_written_out_are_themselves(one: date, other: date):
    first, last = sorted([one, other])
    text = (
        f"between {first.day} {MONTHS[first.month - 1]} {first.year} "
        f"and {MONTHS[last.month - 1]} {last.day}, {last.year}"
    )
    timed = only(text, UNKNOWN)
    assert (timed.period.after, timed.period.by, timed.end) == (first, last, len(text))


@given(st.dates(date(1901, 1, 1), date(2100, 12, 31)), st.integers(0, 364))
def test_a_date_without_a_year_is_the_last_before_publication(published: date, back: int):
    day = date.fromordinal(published.toordinal() - back)
    months = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
    timed = only(f"on {months[day.month - 1]} {day.day}", Published(day=published))
    assert timed.period.after == timed.period.by == day


@pytest.mark.parametrize(
    "piece",
    [
        "Six tanks stood at the base on Thursday and left in early May, officials said on 4 September. ",
        " ",
        "9",
        "x",
        "on\n",
    ],
)
def test_the_work_grows_with_the_length_only(piece: str):
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    find_times(text, THURSDAY)
    assert time.process_time() - started < 3


def test_the_article_of_the_project_says_these(data):
    article = (data.parent / "article" / "latakia-2015.txt").read_text(encoding="utf-8")
    found = {article[timed.start : timed.end]: days(timed) for timed in find_times(article, THURSDAY)}
    assert found["between September 4 and 15"] == ("2015-09-04", "2015-09-15")
    assert found["on Thursday"] == found["Thursday evening"] == ("2015-09-17", "2015-09-17")
    assert found["Tuesday"] == ("2015-09-15", "2015-09-15")
    assert found["earlier this month"] == ("2015-09-01", "2015-09-17")
    assert found["in 1994"] == ("1994-01-01", "1994-12-31")
    assert found["recently"] == (None, None)
