"""The commonest words of some languages, and what an alphabet tells of the language."""

from __future__ import annotations

from hardstand.claims.word_sets import word_set

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "English": word_set(
        "the of and to in a is that for it as was with be by on not he his but at are this have from or had an "
        "they which one were all we when there can been has their if more will would who so no she her than its "
        "into some could them other then these two may any only such our over also after first what about up "
        "out said do my where me your him most through between both under being during before since while "
        "because against here now just how those each very even many much must should still down off near "
        "around along within without did does us you i says according last new several another though however "
        "until every few same per via upon among across behind toward towards including south north east west "
        "day days week month year years"
    ),
    "French": word_set(
        "le la les de des du un une et est dans que qui pour sur pas au aux avec ce cette ces il elle ils elles "
        "nous vous ont sont par plus ne se son sa ses leur leurs mais ou selon entre depuis été être avoir fait "
        "comme"
    ),
    "German": word_set(
        "der die das den dem des ein eine einen einem einer und ist nicht mit von zu auf für im sich auch als "
        "es an werden aus er hat dass sie nach wird bei noch wie über so zum haben nur oder aber vor zur bis "
        "sind wurde wurden sein seine durch zwischen gegen"
    ),
    "Spanish": word_set(
        "el la los las de del y que en un una es por con para no se al lo como más pero sus su le ha este esta "
        "entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante fue son está según "
        "han"
    ),
    "Italian": word_set(
        "il lo la gli le di del della dei delle dello degli e che è un una in per con non si da dal dalla al "
        "alla nel nella sono ha anche come più ma sul sulla questo questa tra fra stato stati hanno dopo "
        "secondo loro"
    ),
    "Portuguese": word_set(
        "o os as de do da dos das e que em um uma é para com não se na no nas nos por mais ao aos como mas foi "
        "ele ela são seu sua ou quando muito já está também pelo pela até isso entre depois sem mesmo segundo"
    ),
    "Turkish": word_set(
        "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ancak ise ya ki en her ne o göre var "
        "yok olduğu olduğunu taraf\u0131ndan üzerinde aras\u0131nda bin yeni iki etti oldu dedi"
    ),
    "Polish": word_set(
        "i w na z się nie do że jest to o jak po ale od za przez tym co są dla oraz tego był była było były ich "
        "jego już przed może tylko który która które także został przy według ze jako"
    ),
}
"""By language, lower case. English ones are about half of the words of a running text."""

ALPHABETS = {
    "CYRILLIC": "Russian or another language in Cyrillic letters",
    "ARABIC": "Arabic or another language in Arabic letters",
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "CJK": "Chinese or Japanese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "DEVANAGARI": "Hindi or another language in Devanagari letters",
    "THAI": "Thai",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
}
"""By the first word of a letter's name in Unicode."""

TELLING_LETTERS = {
    "CYRILLIC": (
        ("їєґ", "Ukrainian"),
        ("ў", "Belarusian"),
        ("ђћљњј", "Serbian or Macedonian"),
        ("ыэё", "Russian"),
    ),
    "ARABIC": (("ٹڈڑے", "Urdu"), ("پچژگ", "Persian")),
    "CJK": (("のはをにが", "Japanese"), ("的是在", "Chinese")),
}
"""By alphabet: letters that stand in one of its languages only, the first that is found decides."""
