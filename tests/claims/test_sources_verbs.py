"""Verbs of saying and observing, written things, and sources that are quoted or cited."""

from __future__ import annotations

import pytest

from tests.claims.reading_sources import at

SAID = [
    ("Two bridges were hit, the mayor lamented.", "Two bridges", "mayor"),
    ("Two bridges were hit, the mayor bellowed.", "Two bridges", "mayor"),
    ("A Danish patrol found six trucks near the village.", "six trucks", "Danish patrol"),
    ("RIA quoted an officer as saying that six tanks had left.", "six tanks", "officer"),
    ("Six tanks have left, RIA quoted an officer as saying.", "Six tanks", "officer"),
    ("Six tanks have left, a notice on the fence reads.", "Six tanks", "notice"),
    ("The IISS puts the number of troops at about 40.", "about 40", "IISS"),
    ("Mali denies having tanks there, but experts counted six.", "six", "experts"),
    ("Six tanks left, a guard who asked not to be named said.", "Six tanks", "guard"),
    ("Six tanks stand there, Planet images show; Mali denies it.", "Six tanks", "Planet"),
    ("A Planet image of 1 May has six tanks at the base.", "six tanks", "Planet"),
]


@pytest.mark.parametrize(("text", "stretch", "speaker"), SAID)
def test_who_says_it(text: str, stretch: str, speaker: str):
    assert speaker in (at(text, stretch).source.speaker or "")


@pytest.mark.parametrize(
    "text",
    [
        "Since May crews have added a jetty.",
        "The army maintained a jetty.",
        "When the tanks came, villagers fled and the army retreated from a jetty.",
    ],
)
def test_what_is_done_is_not_said(text: str):
    assert at(text, "a jetty").source.speaker is None


def test_no_longer_denies():
    assert at("The tanks are no longer at the base.", "The tanks").negated


def test_what_may_be_hedges_only_its_noun():
    text = "Six tanks and what may be a radar stand there."
    assert at(text, "a radar").hedges
    assert not at(text, "Six tanks").hedges
