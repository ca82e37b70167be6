"""ClaimReview from a run's folder is the one that `hardstand check` writes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hardstand.errors import OutputError
from hardstand.exchange import write_claim_reviews
from hardstand.exchange.exports import read_run, write_reviews
from tests.exchange.making import HOSTILE, NAMES, add_verdicts, checked_text, write_run


@pytest.mark.parametrize("simulated", [True, False])
def test_it_is_the_same_to_the_byte(make_result, tmp_path: Path, simulated: bool):
    folder = add_verdicts(write_run(replace(make_result(), simulated=simulated), tmp_path / "run"))
    write_reviews(read_run(folder), tmp_path / "exported.json")
    checked, document = checked_text()
    write_claim_reviews(checked, document, tmp_path / "checked.json", simulated=simulated)
    assert (tmp_path / "exported.json").read_bytes() == (tmp_path / "checked.json").read_bytes()
    [review] = json.loads((tmp_path / "exported.json").read_text())["@graph"]
    assert review["claimReviewed"] == "six tanks"
    assert review["itemReviewed"]["text"] == "The army said six tanks stood there."
    assert review["itemReviewed"]["datePublished"] == "2015-09-20"
    assert review["itemReviewed"]["author"]["name"] == "the army"
    assert review["reviewRating"]["ratingValue"] == 1
    assert review["reviewBody"].startswith("The images are simulated.") is simulated


def test_verdicts_of_before_sentences_are_read_too(make_result, tmp_path: Path):
    folder = add_verdicts(write_run(make_result(), tmp_path / "run"))
    path = folder / "verdicts.json"
    records = json.loads(path.read_text())
    for name in ("sentence_text", "published", "agency"):
        del records[0][name]
    path.write_text(json.dumps(records))
    write_reviews(read_run(folder), tmp_path / "out.json")
    [review] = json.loads((tmp_path / "out.json").read_text())["@graph"]
    assert review["itemReviewed"]["text"] == "six tanks"
    assert "datePublished" not in review["itemReviewed"]


def test_a_run_without_a_text_is_told_what_to_do(make_result, tmp_path: Path):
    run = read_run(write_run(make_result(), tmp_path / "run"))
    with pytest.raises(OutputError, match=r"verdicts.json does not exist.*hardstand check TEXT --run"):
        write_reviews(run, tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()


def test_words_of_strangers_survive_and_do_nothing(make_result, tmp_path: Path):
    folder = add_verdicts(write_run(make_result(), tmp_path / "run"), HOSTILE + NAMES[1])
    write_reviews(read_run(folder), tmp_path / "out.json")
    text = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert not set("<>&") & set(text)
    assert json.loads(text)["@graph"][0]["claimReviewed"] == HOSTILE + NAMES[1]
