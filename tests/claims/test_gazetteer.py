"""Names are found however they are spelled, and several places of one name are never one by luck."""

from __future__ import annotations

import airportsdata
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.claims.gazetteer.cities import city_rows, country_rows, states, towns_named
from hardstand.claims.gazetteer.data import airport_rows
from hardstand.claims.gazetteer.lookup import Gazetteer, Hints
from hardstand.claims.gazetteer.names import alike, core, fold, letters_between, without_articles
from hardstand.claims.gazetteer.regions import capital_of, country_named, regions_named, state_named
from hardstand.errors import SiteFileError
from tests.claims.extracting import gazetteer
from tests.claims.texts import WriteText

SYRIA = Hints(countries=frozenset({"SY"}))


@pytest.mark.parametrize(
    "name",
    [
        "Basel Assad International Airport",
        "Bassel al-Assad airport",
        "BASSEL AL-ASSAD INTERNATIONAL AIRPORT",
        "Hmeimim air base",
        "Khmeimim airbase",
        "Humaymim",
        "Latakia airport",
        "OSLK",
    ],
)
def test_one_airport_has_many_spellings(name: str) -> None:
    place = gazetteer().lookup(name)
    assert (place.code, place.lon, place.lat) == ("OSLK", 35.9487, 35.4011)
    assert place.name == name
    assert "Bassel Al-Assad International Airport" in (*place.also, "Bassel Al-Assad International Airport")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Engels-2 airbase", "XWSG"),
        ("Damascus airport", "OSDI"),
        ("Incirlik", "LTAG"),
        ("Severomorsk-3", "XLMV"),
        ("Beirut airport", "OLBA"),
        ("Ramstein Air Base", "ETAR"),
        ("Kuweires air base", "OS66"),
    ],
)
def test_airports_are_found_by_what_the_news_calls_them(name: str, code: str) -> None:
    assert gazetteer().lookup(name).code == code


def test_another_first_name_is_another_airport() -> None:
    place = gazetteer().lookup("Bashar Assad airport")
    assert place.code is None
    assert place.lon is None
    assert place.reason == "the gazetteer knows no Bashar Assad airport"


def test_the_spelling_of_one_word_alone_proves_nothing() -> None:
    assert gazetteer().lookup("Shayrrat air base").lon is None


def test_every_code_of_the_list_finds_its_airport() -> None:
    known = airportsdata.load("ICAO")
    for code in list(known)[::500]:
        if len(code) == 4 and code.isalpha():
            place = gazetteer().lookup(code)
            assert (place.code, place.lon, place.lat) == (code, known[code]["lon"], known[code]["lat"])


def test_own_names_of_airports_point_to_airports_of_the_list() -> None:
    codes = [row[0] for row in airport_rows()]
    assert sum(bool(row[7]) for row in airport_rows()) >= 29
    assert all(-180 <= float(row[6]) <= 180 and -90 <= float(row[5]) <= 90 for row in airport_rows())
    assert len(codes) > 28_000


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Latakia", 35.79, 35.53),
        ("al-Hasakah", 40.74, 36.50),
        ("DEIR AL-ZOR", 40.14, 35.34),
        ("Sana'a", 44.21, 15.35),
        ("Kiev", 30.52, 50.45),
        ("São Paulo", -46.64, -23.55),
        ("Sao Paulo", -46.64, -23.55),
    ],
)
def test_cities_are_found_in_other_spellings(name: str, lon: float, lat: float) -> None:
    place = gazetteer().lookup(name)
    assert place.lon == pytest.approx(lon, abs=0.02)
    assert place.lat == pytest.approx(lat, abs=0.02)


def test_several_places_of_one_name_are_listed_and_none_is_taken() -> None:
    place = gazetteer().lookup("Tripoli")
    assert (place.lon, place.lat) == (None, None)
    assert place.reason is not None
    assert "Lebanon" in place.reason
    assert "Libya" in place.reason


def test_a_country_of_the_text_decides() -> None:
    place = gazetteer().lookup("Tripoli", Hints(countries=frozenset({"LB"})))
    assert place.lon == pytest.approx(35.85, abs=0.02)
    assert place.reason == "of 3 places of that name the one in Lebanon, which the text names"


def test_two_countries_of_the_text_decide_nothing() -> None:
    assert gazetteer().lookup("Tripoli", Hints(countries=frozenset({"LB", "LY"}))).lon is None


def test_a_city_fifty_times_larger_is_meant_and_the_reason_says_so() -> None:
    place = gazetteer().lookup("Moscow")
    assert place.lon == pytest.approx(37.62, abs=0.02)
    assert place.reason is not None
    assert "over 50 times the people" in place.reason


def test_size_and_text_that_contradict_each_other_leave_it_open() -> None:
    place = gazetteer().lookup("Paris", Hints(countries=frozenset({"US"})))
    assert place.lon is None
    assert place.reason is not None
    assert "France" in place.reason
    assert "Texas" in place.reason


def test_what_the_text_says_itself_goes_before_size() -> None:
    texas = Hints(countries=frozenset({"US"}), regions=frozenset({"texas"}), strict=True)
    assert gazetteer().lookup("Paris", texas).lon == pytest.approx(-95.56, abs=0.02)


def test_a_place_that_is_not_where_the_text_says_is_not_found() -> None:
    place = gazetteer().lookup("Homs", Hints(countries=frozenset({"NO"}), strict=True))
    assert place.lon is None
    assert place.reason == "the gazetteer knows no Homs where the text says that it lies"


def test_a_larger_city_of_that_old_name_is_not_overlooked() -> None:
    assert gazetteer().lookup("Odessa").lon is None
    assert gazetteer().lookup("Odessa", Hints(countries=frozenset({"UA"}))).lon == pytest.approx(30.74, abs=0.02)


def test_a_smaller_city_that_once_had_the_name_does_not_matter() -> None:
    assert gazetteer().lookup("Homs", SYRIA).lon == pytest.approx(36.73, abs=0.02)


def test_small_towns_are_read_where_no_larger_place_has_the_name() -> None:
    assert not gazetteer().cities("Soldeu")
    assert gazetteer().cities("Soldeu", small=True)
    assert len(towns_named("Soldeu")) == 1


@pytest.mark.parametrize("name", ["Syria", "the Netherlands", "U.S.", "Texas", "Crimea"])
def test_what_has_an_extent_has_no_position(name: str) -> None:
    place = gazetteer().lookup(name)
    assert place.lon is None
    assert place.reason is not None
    assert "it has no one position" in place.reason


def test_countries_regions_and_capitals_are_told_apart() -> None:
    country = country_named("United Kingdom")
    assert country is not None
    assert country == country_named("Britain") == country_named("the UK")
    assert [entry.country for entry in regions_named("Latakia")] == ["SY"]
    state = state_named("texas")
    assert state is not None
    assert state.name == "Texas"
    assert (capital_of("Moscow"), capital_of("Latakia")) == ("RU", None)


def test_the_users_places_go_before_all_others(write: WriteText) -> None:
    path = write(
        '[[place]]\nname = "Depot 47"\nalso = ["Latakia", "the old depot"]\ncode = "X47"\nlon = 10.5\nlat = -3\n',
        "places.toml",
    )
    own = Gazetteer(path)
    for name in ("Depot 47", "depot-47", "Latakia", "The old depot"):
        place = own.lookup(name)
        assert (place.code, place.lon, place.lat) == ("X47", 10.5, -3.0)
    assert own.lookup("Homs").lon == pytest.approx(36.73, abs=0.02)


@pytest.mark.parametrize(
    "content",
    [
        "[[place]]\nname = 1 2",
        '[[place]]\nname = "A"\nlon = 1\n',
        '[[place]]\nname = "A"\nlon = 181\nlat = 0\n',
        '[[place]]\nname = "A"\nlon = 1\nlat = 91\n',
        '[[place]]\nname = "A"\nlon = "east"\nlat = 1\n',
        '[[place]]\nname = "A"\nlon = 1\nlat = 1\nlongitude = 1\n',
        "place = 3\n",
        b"\xff\xfe\x00",
    ],
)
def test_a_damaged_list_is_refused_by_name(content: str | bytes, write: WriteText) -> None:
    with pytest.raises(SiteFileError, match=r"places\.toml: no list of places"):
        Gazetteer(write(content, "places.toml"))


def test_a_missing_list_is_refused(write: WriteText) -> None:
    with pytest.raises(SiteFileError):
        Gazetteer(write("", "places.toml").with_name("none.toml"))


def test_the_packages_lie_as_they_are_read() -> None:
    assert {"name", "latitude", "longitude", "countrycode", "population", "alternatenames"} <= set(city_rows()[0])
    assert {"iso", "name", "capital", "population"} <= set(country_rows()[0])
    assert states()["TX"] == "Texas"


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert without_articles(without_articles(fold(name))) == without_articles(fold(name))


@given(st.text(max_size=40))
def test_any_name_gets_an_answer(name: str) -> None:
    place = gazetteer().lookup(name)
    assert place.name == name
    assert (place.lon is None) == (place.lat is None)
    assert place.lon is not None or place.reason


WORDS = st.text(alphabet="abc", max_size=6)


@given(WORDS, WORDS, st.integers(0, 3))
def test_letters_between_words_are_those_of_the_full_table(one: str, other: str, most: int) -> None:
    assert letters_between(one, other, most) == (_levenshtein(one, other) <= most)
    assert alike(one, other) == alike(other, one)


def _levenshtein(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    return min(
        _levenshtein(one[1:], other) + 1,
        _levenshtein(one, other[1:]) + 1,
        _levenshtein(one[1:], other[1:]) + (one[0] != other[0]),
    )


def test_the_words_that_tell_airports_apart() -> None:
    assert core("Bassel Al-Assad International Airport") == ("bassel", "assad")
    assert core("the international airport") == ()
