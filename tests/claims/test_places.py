"""Places are found by their names, once for all names that the text gives them, and governments are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.claims.places.mentions import PlaceKind, PlaceMention, StatedName, find_places, stated_names
from hardstand.claims.reading.documents import document_of
from hardstand.claims.sentences import sentences_of
from tests.claims.extracting import PUBLISHED, gazetteer


def mentions_of(text: str) -> tuple[PlaceMention, ...]:
    document = document_of(text, published=PUBLISHED)
    found = find_places(document, sentences_of(document), gazetteer())
    assert all(document.folded[each.start : each.end] == each.text for each in found)
    assert list(found) == sorted(found, key=lambda each: (each.start, each.end))
    return found


def names_of(text: str) -> tuple[StatedName, ...]:
    document = document_of(text, published=PUBLISHED)
    sentences = sentences_of(document)
    return stated_names(document, sentences, find_places(document, sentences, gazetteer()))


def one(text: str, words: str) -> PlaceMention:
    """The mention with exactly these words; the last one where there are several."""
    return [each for each in mentions_of(text) if each.text == words][-1]


@pytest.mark.parametrize(
    ("text", "words", "kind", "code"),
    [
        ("Jets stood at the Hmeimim air base on Monday.", "Hmeimim air base", PlaceKind.BASE, "OSLK"),
        ("Two bombers left Engels-2 airbase at night.", "Engels-2 airbase", PlaceKind.BASE, "XWSG"),
        ("The Beirut International Airport was shut.", "Beirut International Airport", PlaceKind.AIRPORT, "OLBA"),
        ("Deir al-Zor military airport was hit.", "Deir al-Zor military airport", PlaceKind.AIRPORT, "OSDZ"),
        ("Fuel burned at RAF Akrotiri overnight.", "RAF Akrotiri", PlaceKind.BASE, "LCRA"),
        ("Patriots guard Prince Sultan Air Base.", "Prince Sultan Air Base", PlaceKind.BASE, "OEPS"),
        ("The jets landed at Hmeimim at dawn.", "Hmeimim", PlaceKind.BASE, "OSLK"),
    ],
)
def test_named_airports_and_bases_are_found(text: str, words: str, kind: PlaceKind, code: str) -> None:
    found = one(text, words)
    assert found.kind is kind
    assert found.place is not None
    assert found.place.code == code


@pytest.mark.parametrize(
    ("text", "words", "town"),
    [
        ("Two frigates left the Port of Tartus.", "Port of Tartus", "Tartus"),
        ("Tanks were lined up at the Kubinka training range.", "Kubinka training range", "Kubinka"),
        ("A corvette lay at Novorossiysk naval base.", "Novorossiysk naval base", "Novorossiysk"),
    ],
)
def test_a_base_that_no_list_has_lies_at_its_town_and_says_so(text: str, words: str, town: str) -> None:
    found = one(text, words)
    assert found.kind is PlaceKind.BASE
    assert found.place is not None
    assert found.place.lon == pytest.approx(gazetteer().lookup(town).lon)
    assert found.place.reason == f"the gazetteer has no {words}; this is the position of {town}"


def test_an_unknown_base_is_a_place_without_position() -> None:
    found = one("Twelve trucks entered the Al-Tanf garrison.", "Al-Tanf garrison")
    assert found.place is not None
    assert found.place.lon is None
    assert found.place.reason


@pytest.mark.parametrize(
    "text",
    [
        "Jets stood at Basel Assad airport, also known as Hmeimim air base, on Monday.",
        "Jets stood at Basel Assad airport (Hmeimim air base) on Monday.",
        "Jets stood at Basel Assad airport - also known by its military name Hmeimim air base - on Monday.",
        "Jets stood at Basel Assad airport, formerly Hmeimim air base.",
        "Jets stood at Basel Assad airport, known locally as Hmeimim air base.",
    ],
)
def test_names_that_the_text_gives_one_place_are_one_place(text: str) -> None:
    main, other = one(text, "Basel Assad airport"), one(text, "Hmeimim air base")
    assert main.place == other.place
    assert main.place is not None
    assert main.place.name == "Basel Assad airport"
    assert main.place.also[0] == "Hmeimim air base"
    assert main.place.code == "OSLK"


def test_an_unknown_name_is_found_by_its_known_other_name() -> None:
    found = one("Jets stood at Jablonow air base, also called Hmeimim, and left.", "Jablonow air base")
    assert found.place is not None
    assert found.place.code == "OSLK"
    assert found.place.reason == "found by its other name, Hmeimim"


def test_two_places_that_the_text_takes_for_one_are_not_merged_silently() -> None:
    found = one("Jets stood at Hmeimim air base, also known as Shayrat air base.", "Hmeimim air base")
    assert found.place is not None
    assert found.place.lon is None
    assert found.place.reason is not None
    assert found.place.reason.startswith("one place in the text, not in the gazetteer: ")


def test_one_name_in_two_spellings() -> None:
    assert [(each.other, each.cue) for each in names_of("Jets stood at Hmeimim (or Khmeimim) at dawn.")] == [
        ("Khmeimim", "or"),
    ]
    assert names_of("Jets left Hmeimim or Shayrat at dawn.") == ()


def test_a_country_in_brackets_is_no_other_name() -> None:
    assert names_of("Jets stood at Hmeimim air base (Syria) at dawn.") == ()


def test_stated_names_tell_name_cue_and_span() -> None:
    text = "The port of Tartus, also known by its old name Tortosa, was quiet."
    (found,) = names_of(text)
    assert text[found.start : found.end] == "port of Tartus, also known by its old name Tortosa"
    assert (found.name, found.other, found.cue, found.after) == (
        "port of Tartus",
        "Tortosa",
        "also known by its old name",
        False,
    )


def test_whom_a_place_is_named_after() -> None:
    text = "Camp Lemonnier, named after a French general, houses jets. The base was named for him."
    first, second = names_of(text)
    assert (first.other, first.cue, first.after) == ("a French general", "named after", True)
    assert text[second.start : second.end] == "The base was named for him"


@pytest.mark.parametrize(
    ("text", "words", "government"),
    [
        ("Moscow denied the report.", "Moscow", True),
        ("Washington's goal is another one.", "Washington", True),
        ("Officials held talks with Damascus.", "Damascus", True),
        ("Russia said that it sent none.", "Russia", True),
        ("They asked for Russia's help.", "Russia", True),
        ("Trenches were dug north of Moscow.", "Moscow", False),
        ("A blast was heard in Damascus.", "Damascus", False),
        ("Il-76 planes flew from Tehran to Damascus.", "Damascus", False),
        ("Tanks arrived in Syria.", "Syria", False),
        ("Tanks arrived in Syria and Iraq.", "Iraq", False),
        ("Russia's coast is guarded.", "Russia", False),
    ],
)
def test_a_government_is_no_place(text: str, words: str, *, government: bool) -> None:
    found = one(text, words)
    assert (found.place is None) is government
    if government:
        assert found.kind is PlaceKind.COUNTRY


@pytest.mark.parametrize(
    "text",
    [
        "Russian tanks and Syrian soldiers were shown.",
        "The Syrian Foreign Minister spoke.",
        "The Islamic State group fled.",
        "Bank of America said that shares rose.",
        "Vladimir Putin was pleased.",
        "The Free Syrian Army withdrew.",
    ],
)
def test_adjectives_bodies_and_persons_are_no_places(text: str) -> None:
    assert mentions_of(text) == ()


def test_a_person_keeps_the_name_in_the_whole_text() -> None:
    text = "Michael Jordan spoke. Jordan was calm. Trucks crossed into Jordan."
    assert [(each.text, each.kind) for each in mentions_of(text)] == [("Jordan", PlaceKind.COUNTRY)]
    assert mentions_of(text)[0].start > 50


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Trenches in Syria's coastal Latakia province were filled.", "Latakia province", PlaceKind.REGION),
        ("Radars in Crimea were hit.", "Crimea", PlaceKind.REGION),
        ("A carrier entered the Black Sea on Friday.", "Black Sea", PlaceKind.SEA),
        ("Mines were laid in the Strait of Hormuz.", "Strait of Hormuz", PlaceKind.SEA),
        ("Tanks were seen near the town of Bucha.", "Bucha", PlaceKind.CITY),
        ("The convoy reached Aleppo at noon.", "Aleppo", PlaceKind.CITY),
        ("Launchers stood in North Korea.", "North Korea", PlaceKind.COUNTRY),
    ],
)
def test_areas_are_found(text: str, words: str, kind: PlaceKind) -> None:
    assert one(text, words).kind is kind


def test_a_town_lies_where_the_text_says() -> None:
    found = one("In Paris, Texas, a tank stands by the road.", "Paris").place
    assert found is not None
    assert found.lon == pytest.approx(-95.56, abs=0.02)


def test_what_else_the_text_names_tells_towns_of_one_name_apart() -> None:
    with_syria = one("Tanks arrived in Syria. A depot near Palmyra burned.", "Palmyra").place
    without = one("A depot near Palmyra burned.", "Palmyra").place
    assert with_syria is not None
    assert without is not None
    assert with_syria.lon == pytest.approx(38.28, abs=0.02)
    assert without.lon is None
    assert without.reason is not None
    assert "may be meant" in without.reason


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Hmeimim air base grew. The base has a new apron.", "The base", "OSLK"),
        ("The airport was closed. Hmeimim air base has one runway.", "The airport", "OSLK"),
        ("Shayrat air base was hit. Hmeimim air base was not. The air base was quiet.", "The air base", "OSLK"),
        ("Hmeimim air base grew. Three radars stand there.", "there", "OSLK"),
        ("An air base near Latakia grew. Hmeimim air base has one runway.", "An air base", "OSLK"),
        ("Tents stood at an air base in Latakia province. Hmeimim air base grew.", "an air base", "OSLK"),
        ("It is not the international airport in Damascus.", "the international airport", "OSDI"),
    ],
)
def test_general_words_point_to_a_named_airport(text: str, words: str, code: str) -> None:
    found = one(text, words)
    assert found.kind is PlaceKind.GENERIC
    assert found.place is not None
    assert found.place.code == code


def test_of_two_that_follow_none_is_taken() -> None:
    text = "The airport was closed. Shayrat air base was hit. Hmeimim air base was hit."
    assert one(text, "The airport").place is None


def test_there_is_points_to_nothing() -> None:
    text = "Hmeimim air base grew. On Monday there were no jets."
    assert PlaceKind.GENERIC not in {each.kind for each in mentions_of(text)}


def test_an_air_base_is_no_port() -> None:
    text = "Hmeimim air base grew. The port did not."
    assert one(text, "The port").place is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BOMBERS LEAVE BELBEK AIR BASE IN CRIMEA, IMAGES SHOW", "BELBEK AIR BASE"),
        ("Russia Moves Six Bombers To Mozdok Air Base", "Mozdok Air Base"),
    ],
)
def test_names_in_headlines_end_where_small_words_stand(text: str, words: str) -> None:
    found = one(text, words)
    assert found.place is not None
    assert found.place.lon is not None


def test_a_text_without_places_has_none() -> None:
    assert mentions_of("Six tanks were seen, and two trucks.") == ()


ROW = [
    "Hmeimim",
    "Syria",
    "the",
    "air",
    "base",
    "in",
    "near",
    "of",
    "(or",
    "also known as",
    "Latakia",
    ")",
    ",",
    "'s",
    "-",
    "Port",
]


@given(st.lists(st.sampled_from(ROW)))
def test_any_row_of_words_can_be_read(words: list[str]) -> None:
    text = " ".join(["The", *words])
    document = document_of(text, published=PUBLISHED)
    sentences = sentences_of(document)
    found = find_places(document, sentences, gazetteer())
    stated_names(document, sentences, found)
    assert all(document.folded[each.start : each.end] == each.text for each in found)


def test_time_grows_with_the_length_of_the_text() -> None:
    part = "Hmeimim air base, near Latakia in Syria, grew. The base has 12 jets. Moscow said that none stand there.\n\n"
    mentions_of(part)
    took = []
    for times in (200, 1600):
        document = document_of(part * times, published=PUBLISHED)
        sentences = sentences_of(document)
        start = time.perf_counter()
        find_places(document, sentences, gazetteer())
        took.append(time.perf_counter() - start)
    assert took[1] < 8 * took[0] * 3
