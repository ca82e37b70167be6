"""The day of publication, and what it is taken from."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.claims.document import Document, Published
from hardstand.claims.reading.documents import document_of
from hardstand.claims.reading.publication import WrittenDay, copyright_year, day_of_line, find_day, published_of

BODY = "Six tanks were seen at the base near the river, and the trucks had left for the north."


def read(*paragraphs: str, published: date | None = None) -> Document:
    return document_of("\n\n".join(paragraphs), published=published)


class TestLines:
    @pytest.mark.parametrize(
        "line",
        [
            "Published: 17 September 2015",
            "Sept. 17, 2015, 4:05 p.m.",
            "Thursday 17 September 2015 14.05 BST",
            "2015-09-17T14:05:00Z",
            "17/09/2015",
            "09/17/2015",
            "17.09.2015",
            "4:05 p.m. ET Sept. 17, 2015",
            "Posted on September 17th, 2015 at 10:20 UTC",
            "17th of September, 2015",
            "Published 17 September 2015, updated 18 September 2015",
            "First published on Thu 17 Sep 2015 10.20 EDT | Last modified on Fri 18 Sep 2015 01.02 EDT",
        ],
    )
    def test_a_line_that_only_says_when(self, line: str):
        found = day_of_line(line)
        assert found is not None
        assert (found.year, found.month, found.day) == (2015, 9, 17)
        assert not found.ambiguous

    @pytest.mark.parametrize(
        "line",
        [
            "On 17 September 2015 six tanks arrived.",
            "10 tanks, 3 May 2015",
            "September 17",
            "May 2014",
            "Six tanks",
            "",
            "17 September 2015 " * 20,
        ],
    )
    def test_other_lines_say_more_or_less(self, line: str):
        assert day_of_line(line) is None

    def test_a_change_is_told_from_publication(self):
        found = day_of_line("Last updated at 10:20 on 5 May 2014")
        assert found is not None
        assert found.changed

    @given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
    def test_every_day_is_read_back(self, day: date):
        for written in (f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat(), f"{day:%d %b %Y}"):
            answer = (
                published_of(given=None, page=None, written=(found,), copyright_years=())
                if (found := day_of_line(written))
                else None
            )
            assert answer is not None
            assert answer.day == day

    @given(st.text(max_size=200))
    def test_any_line_is_looked_at_without_harm(self, line: str):
        day_of_line(line)
        find_day(line)
        copyright_year(line)


class TestCopyright:
    @pytest.mark.parametrize(
        "line", ["Copyright 2015 The Wire.", "© 2015 The Wire", "(c) 2015", "Copyright © 2015, Wire"]
    )
    def test_its_year(self, line: str):
        assert copyright_year(line) == 2015

    @pytest.mark.parametrize("line", ["© 2010-2015 The Wire", "© 2010 - 2015", "Copyright The Wire", "in 2015"])
    def test_a_span_of_years_is_none(self, line: str):
        assert copyright_year(line) is None


class TestWhichWins:
    LINE = WrittenDay(day=17, month=9, year=2015, words="17 September 2015", where="the line")
    PARTIAL = WrittenDay(day=17, month=9, year=None, words="MOSCOW, Sept 17", where="the dateline")

    def test_what_the_user_says(self):
        answer = published_of(
            given=date(2020, 1, 2), page=date(2019, 1, 1), written=(self.LINE,), copyright_years=(2015,)
        )
        assert (answer.day, answer.year) == (date(2020, 1, 2), 2020)
        assert "--published" in answer.rule

    def test_then_the_page(self):
        answer = published_of(given=None, page=date(2019, 1, 1), written=(self.LINE,), copyright_years=(2015,))
        assert answer.day == date(2019, 1, 1)
        assert "page" in answer.rule

    def test_then_what_is_written(self):
        answer = published_of(given=None, page=None, written=(self.LINE,), copyright_years=(2014,))
        assert answer.day == date(2015, 9, 17)
        assert answer.rule == "the line '17 September 2015'"

    def test_a_day_without_year_borrows_that_of_the_copyright_line(self):
        answer = published_of(given=None, page=None, written=(self.PARTIAL,), copyright_years=(2015,))
        assert answer.day == date(2015, 9, 17)
        assert "its year from the copyright line" in answer.rule

    def test_a_day_without_any_year_is_none(self):
        answer = published_of(given=None, page=None, written=(self.PARTIAL,), copyright_years=())
        assert (answer.day, answer.year) == (None, None)
        assert "names no year" in answer.rule

    def test_the_year_alone(self):
        answer = published_of(given=None, page=None, written=(), copyright_years=(2015,))
        assert (answer.day, answer.year) == (None, 2015)

    def test_nothing(self):
        assert published_of(given=None, page=None, written=(), copyright_years=()) == Published()

    def test_publication_before_a_change(self):
        changed = WrittenDay(day=18, month=9, year=2015, words="x", changed=True)
        answer = published_of(given=None, page=None, written=(changed, self.LINE), copyright_years=())
        assert answer.day == date(2015, 9, 17)


class TestInTexts:
    def test_a_line_below_the_headline(self):
        document = read("Tanks seen at the river", "Published: 17 September 2015", BODY)
        assert document.published.day == date(2015, 9, 17)

    def test_a_dateline(self):
        document = read("Tanks seen at the river", f"MOSCOW, Sept 17, 2015 (Reuters) - {BODY}")
        assert document.published.day == date(2015, 9, 17)
        assert "dateline" in document.published.rule

    def test_a_dateline_of_its_own(self):
        document = read("Statement of the ministry", "Moscow, 17 September 2015", BODY, BODY)
        assert document.published.day == date(2015, 9, 17)
        assert document.dateline == "Moscow"

    def test_a_day_at_the_end(self):
        assert read(BODY, BODY, "17 September 2015").published.day == date(2015, 9, 17)

    def test_the_days_of_a_chronology_are_none(self):
        document = read("4 September 2015", BODY, "9 September 2015", BODY, "15 September 2015", BODY)
        assert document.published.day is None

    def test_a_day_that_does_not_exist(self):
        document = read("Published: 31 September 2015", BODY)
        assert document.published.day is None
        assert "no day of the calendar" in document.published.rule

    def test_a_day_that_may_be_read_two_ways(self):
        document = read("Published: 04/09/2015", BODY)
        assert document.published.day is None
        assert "day first or month first" in document.published.rule

    def test_days_in_sentences_are_none(self):
        assert read(f"{BODY} They had come on 4 September 2015.").published.day is None

    def test_the_copyright_line(self):
        document = read(BODY, "Copyright 2015 The Associated Press. All rights reserved.")
        assert (document.published.day, document.published.year) == (None, 2015)

    def test_what_the_user_says_wins(self):
        document = read("Published: 17 September 2015", BODY, published=date(2015, 9, 18))
        assert document.published.day == date(2015, 9, 18)
