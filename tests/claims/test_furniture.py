"""What belongs to the page, who wrote it, where, and what is the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.claims.document import Document, Role
from hardstand.claims.reading.datelines import dateline_alone, dateline_at_head
from hardstand.claims.reading.documents import document_of
from hardstand.claims.reading.folding import fold
from hardstand.claims.reading.furniture import agency_of_line, role_of_line, roles_of

BODY = "Six tanks were seen at the base near the river, and the trucks had left for the north."


def parts(document: Document) -> list[tuple[Role, str]]:
    return [(one.role, document.folded[one.start : one.end]) for one in document.paragraphs]


class TestFurniture:
    @pytest.mark.parametrize(
        "line",
        [
            "Advertisement",
            "ADVERTISEMENT",
            "Share",
            "Share this article",
            "Read more",
            "Read more: Generals meet in the capital",
            "Related: Ten things about bridges",
            "Sign up for our newsletter",
            "Sign up for our daily newsletter.",
            "Listen",
            "Facebook",
            "12 comments",
            "5 min read",
            "We use cookies to make this site better.",
            "Accept all cookies",
            "___",
            "* * *",
            "Page 3 of 10",
            "- 4 -",
            "ENDS",
            "▶ Watch now",
            "Story continues below",
        ],
    )
    def test_is_known(self, line: str):
        assert role_of_line(line) is Role.FURNITURE

    @pytest.mark.parametrize(
        "line",
        [
            "More than 40 trucks left",
            "More tanks arrived.",
            "Watch the convoy of 12 trucks leave the base.",
            "Follow the road and six tanks come into view.",
            "By continuing to build the airstrip, they claim the reef.",
            "Share of the market fell as tanks rolled in.",
            "Photos show six tanks.",
            "Six tanks",
            "A tank",
        ],
    )
    def test_text_is_none(self, line: str):
        assert role_of_line(line) is None


class TestCredits:
    @pytest.mark.parametrize(
        "line",
        [
            "Associated Press",
            "The Associated Press",
            "(AP)",
            "Reuters",
            "By Jane Doe",
            "By JANE DOE and John Roe, Associated Press",
            "Reporting by Jane Doe; editing by John Roe",
            "(Reporting by Jane Doe in Rome; Additional reporting by John Roe; Editing by Ann Poe)",
            "Associated Press writer Jane Doe contributed to this report.",
            "Copyright 2015 The Wire. All rights reserved. This material may not be published.",
            "© 2015 The Wire",
            "(Photo: Jane Doe)",
            "Photo: Jane Doe/AP",
            "Satellite image ©2024 Maxar Technologies",
            "Imagery courtesy of Planet Labs",
            "Copyright 2015 " + "The Wire keeps all rights. " * 30,
        ],
    )
    def test_are_known(self, line: str):
        assert role_of_line(line) is Role.CREDIT

    @pytest.mark.parametrize(
        "line",
        [
            "By Thursday, six tanks had arrived.",
            "By the river six tanks stood",
            "Reporting by Reuters has shown six tanks there.",
            "Imagery by Planet shows 12 fighters",
            "Photo: six tanks at the base",
            "Via the bridge, trucks came.",
            "(c) six tanks arrived",
            "Reuters said that six tanks had come.",
        ],
    )
    def test_sentences_are_none(self, line: str):
        assert role_of_line(line) is None

    @pytest.mark.parametrize(
        ("line", "agency"),
        [
            ("Associated Press", "Associated Press"),
            ("(AP)", "Associated Press"),
            ("Associated Press writers Jane Doe in Rome contributed to this report.", "Associated Press"),
            ("Copyright 2015 The Associated Press. All rights reserved.", "Associated Press"),
            ("© 2015 AFP", "Agence France-Presse"),
            ("By Jane Doe", None),
            ("Copyright 2015 A Paper", None),
        ],
    )
    def test_the_agency_that_signs(self, line: str, agency: str | None):
        assert agency_of_line(line) == agency


class TestHeadline:
    def test_is_a_short_first_paragraph_without_a_full_stop(self):
        assert roles_of(["Tanks seen at the river", BODY]) == (Role.HEADLINE, Role.BODY)

    def test_stands_behind_furniture_and_before_credits(self):
        roles = roles_of(["Advertisement", "Tanks seen at the river", "Share", "By Jane Doe", BODY])
        assert roles == (Role.FURNITURE, Role.HEADLINE, Role.FURNITURE, Role.CREDIT, Role.BODY)

    def test_may_end_in_an_abbreviation_or_a_question(self):
        assert roles_of(["Ministers meet in the U.S.", BODY])[0] is Role.HEADLINE
        assert roles_of(["What do the tanks want?", BODY])[0] is Role.HEADLINE

    def test_a_sentence_is_none(self):
        assert roles_of([BODY, BODY]) == (Role.BODY, Role.BODY)

    def test_nothing_follows_so_it_is_the_text(self):
        assert roles_of(["Six tanks near the river"]) == (Role.BODY,)

    def test_where_the_page_says_so(self):
        assert roles_of([BODY, BODY], headline_first=True) == (Role.HEADLINE, Role.BODY)

    def test_of_nothing(self):
        assert roles_of([]) == ()


class TestDatelines:
    @pytest.mark.parametrize(
        ("head", "place", "agency"),
        [
            ("LATAKIA, Syria (AP) - ", "LATAKIA, Syria", "Associated Press"),
            ("LATAKIA, Syria (AP) — ", "LATAKIA, Syria", "Associated Press"),
            ("LATAKIA, Syria (AP) _ ", "LATAKIA, Syria", "Associated Press"),
            ("MOSCOW, Sept 17 (Reuters) - ", "MOSCOW", "Reuters"),
            ("BEIJING, Sept. 17, 2015 (Xinhua) -- ", "BEIJING", "Xinhua"),
            ("MOSCOW, September 17. /TASS/. ", "MOSCOW", "TASS"),
            ("WASHINGTON — ", "WASHINGTON", None),
            ("WASHINGTON—", "WASHINGTON", None),
            ("DEIR EZ-ZOR, Syria - ", "DEIR EZ-ZOR, Syria", None),
            ("KABUL/ISLAMABAD (Reuters) - ", "KABUL/ISLAMABAD", "Reuters"),
            ("Kyiv, Ukraine (AP) - ", "Kyiv, Ukraine", "Associated Press"),
            ("Damascus, 17 September (SANA) - ", "Damascus", "SANA"),
            ("BEIRUT: ", "BEIRUT", None),
            ("(AFP) - ", None, "Agence France-Presse"),
            ("Sept 17 (Reuters) - ", None, "Reuters"),
            ("AP - ", None, "Associated Press"),
        ],
    )
    def test_are_parted_from_the_body(self, head: str, place: str | None, agency: str | None):
        document = document_of(f"Tanks at the river\n\n{head}{BODY}\n\n{BODY}")
        assert (document.dateline, document.agency) == (place, agency)
        roles = parts(document)
        assert [role for role, _ in roles] == [Role.HEADLINE, Role.DATELINE, Role.BODY, Role.BODY]
        assert roles[2][1] == BODY
        start, end = document.paragraphs[2].start, document.paragraphs[2].end
        place_start, place_end = document.place_in_text(start, end)
        assert document.text[place_start:place_end] == BODY

    @pytest.mark.parametrize(
        "text",
        [
            "NATO - the alliance - said that six tanks had come.",
            "The Free Army (FA) - a group of rebels - took six tanks.",
            "Six tanks - all of one type - stand there.",
            "UPDATE 1 - Tanks have arrived at the base.",
            "WARNING: Tanks may be there.",
            "U.S. - Russian talks were held.",
            "T-72 - Six of these stand at the base.",
            "The S-400 (SA-21) - a system - came.",
            "Russia (TASS reports) - no tanks came.",
            "The ministry said: Six tanks came.",
            "Tanks.",
        ],
    )
    def test_other_beginnings_are_none(self, text: str):
        assert dateline_at_head(fold(text).text) is None

    def test_one_in_the_middle_is_none(self):
        document = document_of(f"{BODY}\n\nMOSCOW (Reuters) - {BODY}")
        assert document.dateline is None

    def test_a_line_of_its_own(self):
        found = dateline_alone("Moscow, 17 September 2015")
        assert found is not None
        assert found.place == "Moscow"
        assert dateline_alone("Six tanks came on 17 September 2015") is None
        assert dateline_alone("Moscow") is None

    @given(st.text(max_size=200))
    def test_any_beginning_is_looked_at_without_harm(self, text: str):
        found = dateline_at_head(fold(text).text)
        assert found is None or 0 < found.end <= len(fold(text).text)
        dateline_alone(text)
        role_of_line(text)
