"""What a reader sees, and where each character of it stands in the text as written."""

# ruff: noqa: RUF001 - look-alikes are what is tested

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.claims.reading.folding import Folded, fold, rewrite
from hardstand.claims.reading.look_alikes import LETTERS, plain

TRICKY = (
    "Tank Тнкао αο\u200b\u200e\u202e\u00ad\u0336\u0301\u2014\u2013-''``\"\u201c\u2019\u00a0\u3000\r\n\t"
    "\u2028ﬁ２Ａ½²…é\u2060"
)
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(TRICKY), st.characters()), max_size=60)


class TestInvariants:
    @given(TEXTS)
    def test_places_never_fall_and_lie_in_the_text(self, text: str):
        folded = fold(text)
        assert len(folded.offsets) == len(folded.text) + 1
        assert all(one <= other for one, other in pairwise(folded.offsets))
        assert all(0 <= place < len(text) for place in list(folded.offsets)[:-1])
        assert folded.offsets[-1] == len(text)

    @given(TEXTS)
    def test_a_place_is_shared_only_where_one_character_became_several(self, text: str):
        folded = fold(text)
        shared = {one for one, other in pairwise(list(folded.offsets)[:-1]) if one == other}
        dashes = "-\u2014\u2015\u2e3a\u2e3b\u301c\ufe31\ufe58"
        assert all(text[place] in dashes or len(plain(text[place])) > 1 for place in shared)

    @given(TEXTS)
    def test_each_folded_character_is_what_its_place_reads_as(self, text: str):
        folded = fold(text)
        for character, place in zip(folded.text, folded.offsets, strict=False):
            written = text[place]
            if written.isascii() and written.isalnum() and character.isascii():
                assert character == written
            if character.isascii() and character.isalpha() and not written.isascii():
                reads = (LETTERS.get(written), *unicodedata.normalize("NFKD", written))
                assert character in reads

    @given(TEXTS)
    def test_nothing_is_left_that_nobody_sees(self, text: str):
        assert not any(unicodedata.category(character) == "Cf" for character in fold(text).text)

    @given(TEXTS)
    def test_the_folded_text_has_one_kind_of_space_and_line_end(self, text: str):
        assert all(character in " \n" for character in fold(text).text if character.isspace())

    @given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126).filter(lambda one: one not in "`'-")))
    def test_plain_english_stays_as_it_is(self, text: str):
        assert fold(text).text == text
        assert list(fold(text).offsets) == list(range(len(text) + 1))


class TestMarks:
    @pytest.mark.parametrize(
        "written",
        ["ta\u200bnks", "\u202atanks\u202c", "ta\u00adnks", "t\u0336a\u0336n\u0336k\u0336s\u0336", "tanks\ufe0f"],
    )
    def test_what_nobody_sees_is_left_out(self, written: str):
        assert fold(written).text == "tanks"

    def test_the_place_is_that_in_the_text_as_written(self):
        folded = fold("six ta\u200bnks")
        start = folded.text.index("tanks")
        assert list(folded.offsets[start : start + 5]) == [4, 5, 7, 8, 9]

    def test_an_accent_is_joined_with_its_letter(self):
        assert fold("Cafe\u0301").text == "Café"

    def test_an_accent_that_no_letter_has_goes(self):
        assert fold("t\u0315a\u0353nk").text == "tank"

    def test_unseen_characters_are_counted_but_for_soft_hyphens(self):
        assert fold("a\u200bb\u00adc\u202ed").unseen == 2


class TestLookAlikes:
    def test_letters_of_another_alphabet_in_an_english_word(self):
        folded = fold("six t\u0430nks and h\u0435lic\u03bfpters")
        assert folded.text == "six tanks and helicopters"
        assert folded.look_alikes == 3

    @pytest.mark.parametrize("word", ["Москва", "Россия", "Αθήνα", "рост", "о"])
    def test_a_word_of_another_alphabet_stays(self, word: str):
        assert fold(f"in {word} today").text == f"in {word} today"

    def test_a_designator_of_one_letter(self):
        assert fold("40 \u0422-72 tanks").text == "40 T-72 tanks"

    def test_full_width_and_bold_letters(self):
        assert (
            fold("２６ ｔａｎｋｓ and \U0001d42d\U0001d41a\U0001d427\U0001d424\U0001d42c").text == "26 tanks and tanks"
        )

    def test_ligatures_of_printers(self):
        folded = fold("of\ufb01cials")
        assert folded.text == "officials"
        assert list(folded.offsets) == [0, 1, 2, 2, 3, 4, 5, 6, 7, 8]

    def test_fractions_and_raised_figures_stay(self):
        assert fold("2½ km² of sand").text == "2½ km² of sand"


class TestSigns:
    @pytest.mark.parametrize("quote", "“”„‟«»″＂")
    def test_double_quotation_marks(self, quote: str):
        assert fold(f"{quote}yes{quote}").text == '"yes"'

    @pytest.mark.parametrize("quote", "‘’‚‛′´ʼ‹›")
    def test_single_quotation_marks(self, quote: str):
        assert fold(f"{quote}yes{quote}").text == "'yes'"

    def test_quotation_marks_of_two_characters(self):
        folded = fold("``yes''")
        assert folded.text == '"yes"'
        assert list(folded.offsets) == [0, 2, 3, 4, 5, 7]

    @pytest.mark.parametrize("dash", "‐‑‒–−-")
    def test_short_dashes(self, dash: str):
        assert fold(f"12{dash}15 T{dash}72").text == "12-15 T-72"

    @pytest.mark.parametrize("dash", ["—", " — ", "--", " -- ", "―"])
    def test_a_dash_that_parts_words_has_spaces(self, dash: str):
        assert fold(f"the airport{dash}also a base").text == "the airport - also a base"

    def test_a_long_dash_between_figures_is_a_span(self):
        assert fold("12—15 tanks").text == "12-15 tanks"

    def test_a_rule_of_hyphens_stays(self):
        assert fold("-----").text == "-----"

    def test_spaces_and_line_ends(self):
        assert (
            fold("26\u00a0tanks\u2009at\tthe base\r\nnow\rand\u2028here").text == "26 tanks at the base\nnow\nand\nhere"
        )


class TestRewriting:
    def test_a_longer_replacement_stands_at_the_last_character(self):
        folded = rewrite(Folded(text="abcd", offsets=range(5)), [(1, 3, "xyz")])
        assert folded.text == "axyzd"
        assert list(folded.offsets) == [0, 1, 2, 2, 3, 4]

    def test_what_is_dropped_leaves_no_place(self):
        folded = rewrite(Folded(text="abcd", offsets=range(5)), [(1, 3, "")])
        assert folded.text == "ad"
        assert list(folded.offsets) == [0, 3, 4]


@pytest.mark.parametrize(
    "text", ["e" + "\u0301" * 300_000, "\u2014" * 300_000, "a-" * 300_000, "'" * 300_000, "x" * 1_000_000]
)
def test_the_time_is_proportional_to_the_length(text: str):
    began = time.perf_counter()
    fold(text)
    # Twenty times what it takes; a quadratic way would take hours.
    assert time.perf_counter() - began < 20
