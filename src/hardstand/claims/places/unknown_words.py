"""Words by which a name that no gazetteer knows is told to be a place's."""

from __future__ import annotations

from hardstand.claims.times.calendar_words import MONTHS, WEEKDAYS
from hardstand.claims.word_sets import word_set

LOCATIVE = word_set(
    """
    in at on near around outside from to toward towards inside over off into through across beyond between entering
    entered leaving left reached bombed shelled attacked departed fled quit evacuated abandoned overran leave enter
        reach evacuate beneath above along lease leased leasing reopened vacated vacating visited crossed occupying
    hold holds nearby
    """
)
MEDIA = word_set("telegram facebook twitter x instagram youtube tiktok whatsapp television tv")
GEOGRAPHY = word_set(
    """
    pass river camp refugee strait ridge valley crossing canal lake district peninsula plain heights hills
    mountains desert island islands road highway gap plateau reef archipelago strip site complex facility
    """
)
"""Behind a name with an article they make it a place: "the Chong Bok pass"."""
PARTED = word_set(
    "out outskirts edge north south east west town village city hamlet suburb airfield airport "
    "temple tip coast shore shores bank end centre center middle residents inhabitants people harbour district "
    "island province region governorate valley base bridge port ruins"
)
"""Before "of" and a name."""
ARTICLES = word_set("al el ar as an at ad ash az")
"""Of Arabic names, joined by a hyphen: "al-Tanf"."""
HEADING = 8
"""Tokens before the colon of a heading: "Damage assessment, Izyum: ..."."""
LONGEST = 4
"""Words of such a name."""
LYING = word_set(
    "which lies located situated about some is known formerly previously called today now renamed also once less more"
)
"""After a comma they say where the name before it lies."""
OVER = word_set("over across on passed transited entered crossed beyond spans along")
SITES = word_set(
    "airfield airport airstrip airbase base km kilometres kilometers miles runway hangars garrison bombers"
)
TITLES = word_set(
    "president minister general gen col colonel maj major capt captain lt mr mrs ms sir king prince sheikh"
)


_MONTHS_AND_DAYS = tuple(word.lower() for word in (*MONTHS, *WEEKDAYS))
CALENDAR = frozenset(
    (
        *_MONTHS_AND_DAYS,
        *(f"{name[:length]}{stop}" for name in _MONTHS_AND_DAYS for length in (3, 4) for stop in ("", ".")),
    )
)


SITE_NOUNS = word_set(
    "airfield airport airstrip airbase base port site town village city islet islets island islands hamlet outpost "
    "camp "
    "garrison facility settlement suburb harbour atoll"
)
"""What a name in apposition says of itself: "Agalega, a pair of islets", "its airfield, Sunchon, houses"."""
BELONGING = word_set(
    "runway runways pier airport airfield airstrip harbour hospital radar port pontoon jetty outskirts"
)
"""With these behind 's a name is a place's, not a person's."""
WINDS = word_set(
    "northern southern eastern western central north south east west north-eastern north-western south-eastern "
    "south-western northeastern northwestern southeastern southwestern neighbouring neighboring nearby coastal"
)
"""They may stand before a name: "in northern Maungdaw"."""
NO_NAMES = word_set(
    """
    english arabic french russian spanish hebrew persian farsi ukrainian chinese yale harvard stanford oxford cambridge
    greenwich janes trucks tanks workers telegram orbit february ground work works construction building buildings
    equipment damage traffic fire smoke fuel land earth concrete asphalt debris rubble activity progress
    shelling fighting
    """
)
"""Languages, universities and things, whatever stands before them."""
LENGTHS = word_set("km kilometres kilometers kilometre kilometer miles mile nm mi")
CALLED = word_set("as called named renamed dubbed designated")
"""Behind them stands another name of a place, no other place."""
