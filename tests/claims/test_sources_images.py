"""Who provided the images, and what they show."""

from __future__ import annotations

import pytest

from tests.claims.reading_sources import at

PROVIDERS = [
    (
        "Satellite imagery provided by AllSource Analysis, a commercial firm, shows six tanks.",
        "AllSource Analysis",
        "shows",
    ),
    ("The imagery provided by AllSource Analysis confirmed six tanks.", "AllSource Analysis", "confirmed"),
    ("Maxar images show six tanks.", "Maxar", "show"),
    ("New Maxar satellite images show six tanks.", "Maxar", "show"),
    ("Maxar's satellite images reveal six tanks.", "Maxar", "reveal"),
    ("Images from Planet Labs show six tanks.", "Planet Labs", "show"),
    ("Satellite images from Planet Labs PBC show six tanks.", "Planet Labs PBC", "show"),
    ("Airbus Defence and Space imagery shows six tanks.", "Airbus Defence and Space", "shows"),
    ("Photos by Capella Space depict six tanks.", "Capella Space", "depict"),
    ("Sentinel-2 imagery reveals six tanks.", "Sentinel-2", "reveals"),
    ("Imagery captured by Planet Labs on 3 May indicates six tanks.", "Planet Labs", "indicates"),
    ("Images of the base taken on 3 May by Planet Labs show six tanks.", "Planet Labs", "show"),
    ("The photos, taken on 3 May by Planet Labs, a U.S. company, show six tanks.", "Planet Labs", "show"),
    ("Footage released by the Ministry of Defence shows six tanks.", "Ministry of Defence", "shows"),
    ("Images obtained by Reuters show six tanks.", "Reuters", "show"),
    ("Images from Nordblick, a satellite imagery firm, show six tanks.", "Nordblick", "show"),
    ("Maxar released images showing six tanks.", "Maxar", "showing"),
    ("Satellite images released Monday by Maxar Technologies showed six tanks.", "Maxar Technologies", "showed"),
    ("The images show six tanks. They were taken by BlackSky, and the images are sharp.", "BlackSky", "show"),
    (
        "The base was imaged. Photos from Planet Labs were released. New satellite imagery showed six tanks.",
        "Planet Labs",
        "showed",
    ),
    ("Images from Planet Labs show a hangar. They also show six tanks.", "Planet Labs", "show"),
    ("Images from Planet Labs show a hangar and reveal six tanks.", "Planet Labs", "reveal"),
    ("Six tanks are visible in imagery from Maxar.", "Maxar", "visible"),
    ("Six tanks were seen in satellite images taken by Maxar.", "Maxar", "seen"),
    ("Six tanks can be seen on Maxar images.", "Maxar", "seen"),
    ("In satellite images from Maxar, six tanks are parked on the apron.", "Maxar", None),
    ("According to satellite images from Maxar, six tanks are there.", "Maxar", "according to"),
    ("Six tanks stand on the apron in Planet Labs images dated 4 June.", "Planet Labs", None),
    (
        "Satellite images published by the Center for Strategic Studies appear to show six tanks.",
        "Center for Strategic Studies",
        "show",
    ),
    ("Images from Planet Labs appear to show six tanks.", "Planet Labs", "show"),
]


@pytest.mark.parametrize(("text", "provider", "verb"), PROVIDERS)
def test_the_provider_is_who_made_or_gave_the_images(text, provider, verb):
    source = at(text, "six tanks" if "six tanks" in text else "Six tanks").source
    assert (source.provider, source.speaker, source.verb) == (provider, provider, verb)


UNKNOWN = [
    "Satellite images show six tanks.",
    "Images from Latakia show six tanks.",
    "Images from Monday show six tanks.",
    "Images of Russian bases show six tanks.",
    "Russian images show six tanks.",
    "Maxar images came first, then Planet Labs images.\nThe imagery shows six tanks.",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_no_provider_where_none_or_several_are_named(text):
    source = at(text, "six tanks").source
    assert source.provider is None
    assert source.verb is not None


ANALYSTS = [
    ("Images analysed by ISW show six tanks.", "ISW", None),
    ("Images from Maxar analysed by ISW show six tanks.", "ISW", "Maxar"),
    ("Analysis of Maxar images by 38 North found six tanks.", "38 North", "Maxar"),
    ("An analysis of satellite images by ISW shows six tanks.", "ISW", None),
    ("ISW's analysis of satellite images shows six tanks.", "ISW", None),
    ("ISW said six tanks are visible in imagery from Maxar.", "ISW", "Maxar"),
    ("Six tanks were visible in Maxar images, ISW said.", "ISW", "Maxar"),
    ("ISW said the images showed six tanks.", "ISW", None),
]


@pytest.mark.parametrize(("text", "speaker", "provider"), ANALYSTS)
def test_who_looks_at_images_is_no_provider(text, speaker, provider):
    source = at(text, "six tanks" if "six tanks" in text else "Six tanks").source
    assert (source.speaker, source.provider) == (speaker, provider)


@pytest.mark.parametrize("behind", ["said Stephen Wood, senior director at the firm", "according to ISW", "ISW said"])
def test_images_that_show_go_before_who_tells_of_them(behind):
    found = at(f"Imagery from Maxar, taken on March 4, shows about 40 tanks near Yelnya, {behind}.", "40 tanks").source
    assert (found.speaker, found.provider, found.verb) == ("Maxar", "Maxar", "shows")


def test_of_several_providers_the_last_one_in_the_paragraph_is_meant():
    text = "Maxar images came first.\nPlanet Labs images came next. The images show six tanks."
    assert at(text, "six tanks").source.provider == "Planet Labs"


def test_reports_that_images_confirm_are_those_of_who_reported():
    text = (
        "Images from Planet Labs showed tanks, confirming reports by U.S., Israeli and other officials of a build-up."
    )
    assert at(text, "a build-up").source.speaker == "U.S., Israeli and other officials"
    assert at(text, "tanks").source.provider == "Planet Labs"


@pytest.mark.parametrize(
    ("text", "stretch", "speaker"),
    [
        ("Images from Maxar show six tanks, the ministry said.", "six tanks", "Maxar"),
        ("Images show six tanks, the ministry said.", "six tanks", "ministry"),
        ("Lavrov denied that Maxar images show six tanks.", "six tanks", "Lavrov"),
    ],
)
def test_a_denial_around_the_images_counts_and_a_speaker_stands_in_for_no_provider(text, stretch, speaker):
    found = at(text, stretch)
    assert found.source.speaker == speaker
    assert found.denies == ("denied" in text)
