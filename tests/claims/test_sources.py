"""Who says a stretch of a text: sentences in the manner of wire reports, think-tank notes and ministries."""

from __future__ import annotations

import pytest

from tests.claims.reading_sources import at

SAID = [
    ("Lavrov said six tanks had arrived at the base.", "six tanks", "Lavrov", "said"),
    ("Six tanks had arrived at the base, Lavrov said.", "Six tanks", "Lavrov", "said"),
    ("Six tanks had arrived at the base, Lavrov said on Monday in Moscow.", "Six tanks", "Lavrov", "said"),
    ("Six tanks, Lavrov said, had arrived at the base.", "Six tanks", "Lavrov", "said"),
    ("The tanks, Lavrov said, had arrived at the base.", "had arrived at the base", "Lavrov", "said"),
    ("On Monday, Lavrov said six tanks had arrived.", "six tanks", "Lavrov", "said"),
    ("On Monday Lavrov said six tanks had arrived.", "six tanks", "Lavrov", "said"),
    ("The Ministry of Defence said on Tuesday that 40 trucks left.", "40 trucks", "Ministry of Defence", "said"),
    ("The Kremlin confirmed Thursday that it had sent two ships.", "two ships", "Kremlin", "confirmed"),
    ("The U.S. said that two ships brought equipment to the port.", "equipment", "U.S.", "said"),
    ("Kyiv claims that 12 helicopters were moved to the field.", "12 helicopters", "Kyiv", "claims"),
    ("Moscow announced the arrival of 12 helicopters at the field.", "12 helicopters", "Moscow", "announced"),
    ("The OSCE reported 14 howitzers near the village.", "14 howitzers", "OSCE", "reported"),
    ("ISW assessed that the brigade moved 30 tanks to the border.", "30 tanks", "ISW", "assessed"),
    ("38 North assessed that a new hangar is being built.", "a new hangar", "38 North", "assessed"),
    ("Israel's military said a radar was moved into the enclave.", "a radar", "Israel's military", "said"),
    ("Officials said a radar was moved into the enclave.", "a radar", "Officials", "said"),
    ("Two Western diplomats said a radar was moved there.", "a radar", "Two Western diplomats", "said"),
    ("Two Western diplomats told Reuters that a radar was moved.", "a radar", "Two Western diplomats", "told"),
    ("A radar was moved there, two diplomats told Reuters.", "A radar", "two diplomats", "told"),
    ("Residents said convoys of trucks passed the town.", "convoys of trucks", "Residents", "said"),
    ("A convoy of trucks passed the town, residents said.", "A convoy of trucks", "residents", "said"),
    ("According to ISW, 30 tanks stand near the border.", "30 tanks", "ISW", "according to"),
    ("30 tanks stand near the border, according to ISW.", "30 tanks", "ISW", "according to"),
    ("The tanks, according to ISW, stand near the border.", "stand near the border", "ISW", "according to"),
    ("According to the General Staff, 30 tanks stand there.", "30 tanks", "General Staff", "according to"),
    ("The General Staff wrote on Telegram that 30 tanks burned.", "30 tanks", "General Staff", "wrote"),
    ("NATO said in a statement that 1,000 troops had arrived.", "1,000 troops", "NATO", "said"),
    ("In a statement, NATO said 1,000 troops had arrived.", "1,000 troops", "NATO", "said"),
    ("In a statement on Friday, the ministry said 1,000 troops came.", "1,000 troops", "ministry", "said"),
    ("A statement by the ministry said 1,000 troops had arrived.", "1,000 troops", "ministry", "said"),
    ("The ministry's statement said 1,000 troops had arrived.", "1,000 troops", "ministry", "said"),
    ("Six tanks were confirmed by NATO on Monday.", "Six tanks", "NATO", "confirmed"),
    ("Poland said the unit had left, adding that ten trucks remained.", "ten trucks", "Poland", "adding"),
    ("Poland said the unit had left and added that ten trucks remained.", "ten trucks", "Poland", "added"),
    ("Poland said the unit had left, but Minsk said ten trucks remained.", "ten trucks", "Minsk", "said"),
    ("Poland said the unit had left, but Minsk said ten trucks remained.", "the unit had left", "Poland", "said"),
    (
        "The unit had left, Poland said, while ten trucks remained, according to Minsk.",
        "ten trucks",
        "Minsk",
        "according to",
    ),
    ("The unit had left, Poland said, while ten trucks remained, according to Minsk.", "The unit", "Poland", "said"),
    ("U.S., Israeli and other officials said tanks had come.", "tanks", "U.S., Israeli and other officials", "said"),
    ("Britain, France and Germany said tanks had come.", "tanks", "Britain, France and Germany", "said"),
    ("The village was shelled and officials said six tanks had come.", "six tanks", "officials", "said"),
    ("Bellingcat counted 42 trucks on the road.", "42 trucks", "Bellingcat", "counted"),
    ("The Pentagon believes that 20 aircraft are based there.", "20 aircraft", "Pentagon", "believes"),
    ('"Six tanks have arrived," said Lavrov.', "Six tanks", "Lavrov", "said"),
    ('"Six tanks have arrived," the ministry said.', "Six tanks", "ministry", "said"),
    ("Six tanks have arrived, said Lavrov.", "Six tanks", "Lavrov", "said"),
    ('Kyiv said there were "at least six tanks" in the town.', "at least six tanks", "Kyiv", "said"),
    ("Ukraine accused Russia of moving 40 tanks to the border.", "40 tanks", "Ukraine", "accused"),
    ("The think tank noted that four bunkers were dug.", "four bunkers", "think tank", "noted"),
    ("The agency was quoted as saying that four bunkers were dug.", "four bunkers", "agency", "saying"),
    ("Kyiv's claims that 40 tanks were destroyed drew attention.", "40 tanks", "Kyiv", "claims"),
    ("Reports by NATO of a naval build-up were published.", "a naval build-up", "NATO", "Reports"),
    ("We assess that six launchers were moved.", "six launchers", None, "assess"),
    ("Officials who spoke on condition of anonymity said six tanks had come.", "six tanks", "Officials", "said"),
    ("NATO said it had detected six tanks.", "six tanks", "NATO", "detected"),
    ("NATO says six tanks came; Minsk denies it.", "six tanks", "NATO", "says"),
    ("The statement from the Defence Ministry claims that six tanks came.", "six tanks", "Defence Ministry", "claims"),
    (
        "Iran's foreign ministry said so. Poland's ministry agreed. The ministry said six tanks came.",
        "six tanks",
        "Poland's ministry",
        "said",
    ),
    ("The commander, who said six tanks had come, was wounded.", "six tanks", "commander", "said"),
]


@pytest.mark.parametrize(("text", "stretch", "speaker", "verb"), SAID)
def test_the_speaker_and_verb_are_those_that_govern(text, stretch, speaker, verb):
    source = at(text, stretch).source
    assert (source.speaker, source.verb) == (speaker, verb)


OFFICES = [
    ("Russian Foreign Minister Sergey Lavrov said tanks came.", "Sergey Lavrov", "Russian Foreign Minister"),
    ("Pentagon spokesman John Kirby said tanks came.", "John Kirby", "Pentagon spokesman"),
    ("U.S. Secretary of State John Kerry said tanks came.", "John Kerry", "U.S. Secretary of State"),
    ("NATO Secretary General Jens Stoltenberg said tanks came.", "Jens Stoltenberg", "NATO Secretary General"),
    ("NATO Secretary-General Jens Stoltenberg said tanks came.", "Jens Stoltenberg", "NATO Secretary-General"),
    ("Lt. Gen. Ben Hodges said tanks came.", "Ben Hodges", "Lt. Gen."),
    ("Maj. Gen. Igor Konashenkov told reporters tanks came.", "Igor Konashenkov", "Maj. Gen."),
    ("Anna Fotyga, Poland's foreign minister, said tanks came.", "Anna Fotyga", "Poland's foreign minister"),
    ("Anna Fotyga, the foreign minister of Poland, said tanks came.", "Anna Fotyga", "foreign minister of Poland"),
    ("Peter Lerner, a spokesman for the army, said tanks came.", "Peter Lerner", "spokesman for the army"),
    ("Col. Steve Warren, a Pentagon spokesman, said tanks came.", "Steve Warren", "Pentagon spokesman"),
    ("A Pentagon spokesman, Steve Warren, said tanks came.", "Steve Warren", "Pentagon spokesman"),
    ("Putin's spokesman Dmitry Peskov said tanks came.", "Dmitry Peskov", "Putin's spokesman"),
    ("Walid al-Moallem, speaking in Damascus, said tanks came.", "Walid al-Moallem", None),
    ("Syrian Foreign Minister Walid al-Moallem said tanks came.", "Walid al-Moallem", "Syrian Foreign Minister"),
    ("Tanks came, according to John Kirby, a spokesman for the Pentagon.", "John Kirby", "spokesman for the Pentagon"),
    ("Tanks came, said John Kirby, a spokesman for the Pentagon.", "John Kirby", "spokesman for the Pentagon"),
    ('"Tanks came," said Defence Minister Anna Fotyga.', "Anna Fotyga", "Defence Minister"),
    (
        "Russian President Vladimir Putin and other officials say tanks came.",
        "Vladimir Putin and other officials",
        "Russian President",
    ),
    ("Joseph Bermudez, a senior fellow at CSIS, said tanks came.", "Joseph Bermudez", "senior fellow at CSIS"),
    ("A spokesman for the Israeli army said tanks came.", "spokesman for the Israeli army", None),
    ("A senior U.S. official said tanks came.", "senior U.S. official", None),
    (
        "Finance Minister Ana Ruiz met Foreign Minister Petr Novak. Novak said tanks came.",
        "Petr Novak",
        "Foreign Minister",
    ),
    ("Syrian President Bashar Assad met reporters. Assad denied that tanks came.", "Bashar Assad", "Syrian President"),
    ("President Bashar Assad met reporters. He said tanks came.", "Bashar Assad", "President"),
    ("Defence Minister Ana Ruiz was there. She said tanks came.", "Ana Ruiz", "Defence Minister"),
    (
        "Spokeswoman Ana Ruiz met Minister Petr Novak. Ruiz said so. Novak said so. She said tanks came.",
        "Ana Ruiz",
        "Spokeswoman",
    ),
    ("Defence Minister Anna Fotyga said so. Fotyga added that tanks came.", "Anna Fotyga", "Defence Minister"),
    ("The Ministry of Defence said so. The ministry said tanks came.", "Ministry of Defence", None),
    ("The Ministry of Defence said so. It added that tanks came.", "Ministry of Defence", None),
    ("Two Western diplomats said so. They said tanks came.", "Two Western diplomats", None),
    ("Chief of the General Staff Valery Gerasimov said tanks came.", "Valery Gerasimov", "Chief of the General Staff"),
    (
        "NATO's supreme commander, Gen. Philip Breedlove, said tanks came.",
        "Philip Breedlove",
        "NATO's supreme commander",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "office"), OFFICES)
def test_name_and_office_are_told_apart(text, speaker, office):
    source = at(text, "tanks came" if "tanks came" in text else "Tanks came").source
    assert (source.speaker, source.office) == (speaker, office)


NARRATIVE = [
    ("Six tanks stand at the base.", "Six tanks"),
    ("The base lies 25 km south of the city.", "The base"),
    ("Lavrov said so. Six tanks stand at the base.", "Six tanks"),
    ("The reported build-up of tanks worries neighbours.", "tanks"),
    ("The United States has six tanks at the base.", "six tanks"),
    ("Six tanks were found at the base.", "Six tanks"),
    ("The airport is said to have a new runway.", "a new runway"),
    ('The so-called "little green men" took the base with six tanks.', "six tanks"),
    ("Reports of six tanks at the base spread.", "six tanks"),
    ("Kerry, who spoke with Lavrov, flew to the base with six tanks.", "six tanks"),
]


@pytest.mark.parametrize(("text", "stretch"), NARRATIVE)
def test_what_the_text_itself_tells_has_no_speaker(text, stretch):
    assert at(text, stretch).source.speaker is None


def test_what_goes_on_with_the_sentence_before_carries_its_source():
    text = "Images from Planet Labs show six tanks. The tanks apparently arrived in May."
    found = at(text, "The tanks apparently arrived in May")
    assert found.source.speaker is None
    assert found.carried is not None
    assert found.carried.provider == "Planet Labs"
