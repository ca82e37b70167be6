"""English passes; another language is refused and named."""

# ruff: noqa: RUF001 - other alphabets are what is tested

from __future__ import annotations

import pytest

from hardstand.claims.reading.language import refuse_other_languages, seeming_language
from hardstand.errors import TextError

ENGLISH = "Six tanks and a column of trucks were seen near the bridge, and they had come from the north of the valley. "
OTHERS = {
    "French": "Les images montrent que six chars sont arrivés dans la base, et que le ministre ne veut pas parler.",
    "German": "Die Bilder zeigen, dass sechs Panzer auf dem Platz stehen und nicht mehr weiter fahren.",
    "Spanish": "Las imágenes muestran que los tanques llegaron a la base, pero el ministro no quiso hablar del asunto.",
    "Italian": "Le immagini mostrano che sono arrivati sei carri nella base, ma il ministro non ha parlato della cosa.",
    "Portuguese": "As imagens mostram que os seis tanques chegaram ao aeroporto, mas o ministro não falou.",
    "Turkish": "Üste altı tank olduğunu ve daha sonra bir çok kamyon ile asker geldiğini gösteriyor.",
    "Polish": "Zdjęcia pokazują, że na lotnisku stoi sześć czołgów, ale minister nie chce o tym mówić.",
}
SCRIPTS = {
    "Russian": "Снимки показывают, что на аэродроме стоят шесть танков. Это не новые машины, они были здесь.",
    "Ukrainian": "На знімках видно, що на аеродромі стоїть шість танків. Їх привезли минулого тижня.",
    "Arabic": "تظهر الصور ست دبابات في القاعدة الجوية قرب المدينة",
    "Persian": "تصاویر نشان می‌دهد که شش تانک در پایگاه هوایی پارک شده‌اند",
    "Hebrew": "בתמונות נראים שישה טנקים בבסיס האוויר ליד העיר",
    "Greek": "Οι εικόνες δείχνουν έξι άρματα μάχης στη βάση κοντά στην πόλη",
    "Chinese": "图像显示机场上有六辆坦克",
    "Japanese": "画像には空港にある六両の戦車が写っている",
    "Korean": "사진에는 공항에 있는 탱크 여섯 대가 보인다",
}


def test_english_passes_without_a_word():
    assert refuse_other_languages(ENGLISH, "a.txt") == ()


@pytest.mark.parametrize("text", ["Maxar images show 40 tanks.", "T-72", "Tanks.", "26 BTR-80, 6 T-72, Latakia"])
def test_a_short_text_of_names_and_types_passes(text: str):
    assert refuse_other_languages(text, "a.txt") == ()


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_named(language: str):
    assert seeming_language(OTHERS[language]) == language
    with pytest.raises(TextError, match=rf"^a\.txt seems to be {language}\. Only English is read"):
        refuse_other_languages(OTHERS[language], "a.txt")


@pytest.mark.parametrize("language", SCRIPTS)
def test_another_alphabet_tells_the_language(language: str):
    with pytest.raises(TextError, match=language):
        refuse_other_languages(SCRIPTS[language], "a.txt")


def test_an_alphabet_without_a_known_language_is_named():
    with pytest.raises(TextError, match="in Ethiopic letters"):
        refuse_other_languages("ምስሎቹ ስድስት ታንኮችን ያሳያሉ", "a.txt")


def test_a_language_that_is_not_known_is_refused_without_a_guess():
    text = (
        "Satelliitbilder toont sekse tanker op het vliegveld bij de stad, maar die minister wou dar nix von weten. " * 4
    )
    with pytest.raises(TextError, match=r"does not read like English|seems to be"):
        refuse_other_languages(text, "a.txt")


def test_english_that_quotes_another_language_passes():
    text = ENGLISH * 3 + "The minister said: «Il n'y a pas de chars.» " + ENGLISH
    assert refuse_other_languages(text, "a.txt") == ()


def test_a_part_in_another_alphabet_is_noted():
    [note] = refuse_other_languages(ENGLISH + SCRIPTS["Russian"][:40], "a.txt")
    assert "Cyrillic" in note


@pytest.mark.parametrize("text", ["", "12 34 56", "-- !! ??"])
def test_a_text_without_letters_is_refused(text: str):
    with pytest.raises(TextError, match="holds no words"):
        refuse_other_languages(text, "a.txt")


def test_no_language_without_words():
    assert seeming_language("xyzzy qwrt") is None
