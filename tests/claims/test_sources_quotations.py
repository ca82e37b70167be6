"""Quotations: whose words they are, also over several sentences and paragraphs."""

from __future__ import annotations

import time

import pytest

from hardstand.claims.sentences import sentences_of
from hardstand.claims.sources.map import Modality, find_sources
from tests.claims.reading_sources import at, read

QUOTED = [
    ('"There are six tanks," Lavrov said.', "six tanks", "Lavrov"),
    ('"There are six tanks. They came in May," Lavrov said.', "six tanks", "Lavrov"),
    ('"They came in May. There are six tanks," Lavrov said.', "six tanks", "Lavrov"),
    ('"They came in May," Lavrov said. "There are six tanks at the base."', "six tanks", "Lavrov"),
    ('"They came in May," Lavrov said. "It was planned. There are six tanks at the base."', "six tanks", "Lavrov"),
    ('Lavrov said: "They came in May. There are six tanks at the base."', "six tanks", "Lavrov"),
    ('Lavrov denied it. "There are six tanks at the base. They are ours."', "six tanks", "Lavrov"),
    ('"It was planned for long. There are six tanks here." Lavrov said this in Moscow.', "six tanks", "Lavrov"),
    ('"They came in May," said Lavrov. "There are six tanks at the base."', "six tanks", "Lavrov"),
    ('"They came in May, he said.\n"There are six tanks at the base," Lavrov said.', "six tanks", "Lavrov"),
    (
        'He wrote to Kyiv. "They came in May," Ana Ruiz said.\n"There are six tanks at the base," she added.',
        "six tanks",
        "Ana Ruiz",
    ),
    ("Lavrov said: \"He told me 'there are six tanks' in May.\"", "six tanks", "Lavrov"),
    ('"We have told everybody that there are six tanks," Lavrov said.', "six tanks", "Lavrov"),
    ('"Kyiv said there are six tanks," Lavrov said.', "six tanks", "Kyiv"),
    ('Lavrov said the base, "a place of six tanks and more," was his.', "six tanks", "Lavrov"),
]


@pytest.mark.parametrize(("text", "stretch", "speaker"), QUOTED)
def test_words_in_quotation_marks_belong_to_who_said_them(text, stretch, speaker):
    assert at(text, stretch).source.speaker == speaker


def test_a_quotation_without_a_speaker_is_nobodys():
    assert at('"There are six tanks at the base."', "six tanks").source.speaker is None


def test_we_believe_in_a_quotation_hedges_what_its_speaker_says():
    found = at('"We believe that there are six tanks," Lavrov said.', "six tanks")
    assert found.source.speaker == "Lavrov"
    assert found.hedges == ("believe",)


def test_we_deny_in_a_quotation_is_a_denial_of_its_speaker():
    found = at('"We deny that there are six tanks," Lavrov said.', "six tanks")
    assert (found.source.speaker, found.denies) == ("Lavrov", True)


@pytest.mark.parametrize(
    "text", ["", '"', '""', '"""', ",", "said", "said said said", "by", "according to", "no", "He said."]
)
def test_scraps_are_read_without_complaint(text):
    document = read(text)
    sentences = sentences_of(document)
    for number, sentence in enumerate(sentences):
        found = find_sources(sentences, document.folded).at(number, sentence.start, sentence.end)
        assert found.modality is Modality.FACT


@pytest.mark.parametrize(
    "word", ["said ", "may ", '" ', "no tanks, ", "X said that ", "by X and ", "images by ", "if ", "(", "- "]
)
def test_a_sentence_without_end_takes_no_time_without_end(word):
    document = read(word * 4_000)
    sentences = sentences_of(document)
    begin = time.perf_counter()
    find_sources(sentences, document.folded)
    assert time.perf_counter() - begin < 5
