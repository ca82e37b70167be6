"""Denials, negations, hedges and modalities, and how far they reach."""

from __future__ import annotations

import pytest

from hardstand.claims.sources.map import Modality
from tests.claims.reading_sources import at

DENIED = [
    ("Moscow denied that tanks were there.", "tanks", True),
    ("Moscow has repeatedly denied sending tanks.", "tanks", True),
    ("The Kremlin rejected reports of tanks at the base.", "tanks", True),
    ("The ministry dismissed claims that tanks were moved.", "tanks", True),
    ("The ministry refuted allegations that tanks were moved.", "tanks", True),
    ("Minsk ruled out the presence of tanks.", "tanks", True),
    ("Minsk disputed NATO's claim that tanks were there.", "tanks", True),
    ("Moscow denied Kyiv's claims that tanks were there.", "tanks", True),
    ("Reports of tanks at the base are false, the ministry said.", "tanks", True),
    ("The ministry said reports of tanks at the base were fabricated.", "tanks", True),
    ("The ministry called reports of tanks at the base baseless.", "tanks", True),
    ("Moscow denied the report, saying the tanks were Ukrainian.", "the tanks", False),
    ("Moscow denied involvement but said ten tanks were there.", "ten tanks", False),
    ("Moscow did not deny that tanks were there.", "tanks", False),
    ("Moscow confirmed that tanks were there.", "tanks", False),
]


@pytest.mark.parametrize(("text", "stretch", "denied"), DENIED)
def test_who_denies(text, stretch, denied):
    assert at(text, stretch).denies is denied


def test_a_denial_names_who_denies_not_whose_claim_it_is():
    assert at("Moscow denied Kyiv's claims that tanks were there.", "tanks").source.speaker == "Moscow"


NEGATED = [
    ("No foreign troops took part in the fighting there.", "foreign troops", True),
    ("Lavrov said no foreign troops took part in the fighting there.", "foreign troops", True),
    ("There are no tanks at the base.", "tanks", True),
    ("The images did not show any tanks.", "tanks", True),
    ("The images show no tanks.", "tanks", True),
    ("The images do not show tanks, trucks or helicopters.", "helicopters", True),
    ("There are no tanks, trucks or helicopters at the base.", "helicopters", True),
    ("There are no tanks at the base, but six trucks are parked there.", "six trucks", False),
    ("Six trucks and no tanks were seen.", "Six trucks", False),
    ("Six trucks and no tanks were seen.", "tanks", True),
    ("The base stood without tanks.", "tanks", True),
    ("Tanks were never seen at the base.", "Tanks", True),
    ("Tanks were not seen at the base.", "Tanks", True),
    ("Neither tanks nor trucks were seen.", "tanks", True),
    ("Neither tanks nor trucks were seen.", "trucks", True),
    ("Not a single tank was seen.", "tank", True),
    ("None of the tanks remained.", "tanks", True),
    ("There is no sign of tanks.", "tanks", True),
    ("There is no evidence that tanks arrived.", "tanks", True),
    ("The images show no sign of tanks.", "tanks", True),
    ("ISW found no evidence of tanks at the base.", "tanks", True),
    ("Not only tanks but also trucks arrived.", "tanks", False),
    ("No fewer than 50 trucks arrived.", "50 trucks", False),
    ("No more than 50 trucks arrived.", "50 trucks", False),
    ("No later than 3 May tanks arrived.", "tanks", False),
    ("There is no doubt that tanks arrived.", "tanks", False),
    ("He did not elaborate, but said tanks had arrived.", "tanks", False),
    ("The images show trucks, not tanks.", "trucks", False),
    ("The images show trucks, not tanks.", "tanks", True),
    ("The tanks did not arrive until Monday.", "tanks", False),
    ("The images failed to show any tanks.", "tanks", True),
    ("The tanks are no longer at the base.", "at the base", True),
    ("The hangar, which was not there in May, holds six tanks.", "six tanks", False),
    ("Six tanks, which were not there in May, stand at the base.", "Six tanks", False),
    ("The runway was empty and six tanks stood nearby.", "six tanks", False),
    ("Trucks were not seen and six tanks were parked there.", "six tanks", False),
    ("The ministry does not believe that tanks arrived.", "tanks", True),
]


@pytest.mark.parametrize(("text", "stretch", "negated"), NEGATED)
def test_what_is_negated(text, stretch, negated):
    assert at(text, stretch).negated is negated


HEDGED = [
    ("The trailers apparently came in May.", "The trailers", ("apparently",)),
    ("Apparently, tanks arrived in May.", "tanks", ("apparently",)),
    ("Tanks may have arrived in May.", "Tanks", ("may",)),
    ("Tanks arrived in May.", "Tanks", ()),
    ("Tanks arrived on May 3 and 4.", "Tanks", ()),
    ("Six suspected tanks were seen.", "suspected tanks", ("suspected",)),
    ("The images show a suspected missile launcher and six tanks.", "missile launcher", ("suspected",)),
    ("The images show a suspected missile launcher and six tanks.", "six tanks", ()),
    ("The images show possible tanks at the base.", "tanks", ("possible",)),
    ("The images show what looks like a radar.", "a radar", ("what looks like",)),
    ("The images show what appear to be six tanks.", "six tanks", ("what appear to be",)),
    ("The images appear to show six tanks.", "six tanks", ("appear to",)),
    ("The objects appear to be tanks.", "tanks", ("appear to",)),
    ("Six tanks are believed to be at the base.", "Six tanks", ("believed to be",)),
    ("Six vehicles, assessed to be tanks, stood there.", "tanks", ("assessed to be",)),
    ("Tanks likely arrived in May.", "Tanks", ("likely",)),
    ("Six tanks are likely to arrive.", "Six tanks", ("likely to",)),
    ("The convoy, possibly with tanks, left.", "with tanks", ("possibly",)),
    ("The convoy, possibly with tanks, left.", "The convoy", ()),
    ("A taxiway is being built, possibly in preparation for troops.", "A taxiway is being built", ()),
    ("A taxiway is being built, possibly in preparation for troops.", "troops", ("possibly",)),
    ("The images show six tanks and possibly two launchers.", "six tanks", ()),
    ("The images show six tanks and possibly two launchers.", "two launchers", ("possibly",)),
    ("The objects are consistent with tanks.", "tanks", ("consistent with",)),
    ("Tanks reportedly arrived in May.", "Tanks", ("reportedly",)),
    ("Tanks allegedly crossed the border.", "Tanks", ("allegedly",)),
    ("The vehicles could be tanks.", "tanks", ("could",)),
    ("Six tanks could be seen at the base.", "Six tanks", ()),
    ("The images suggest that tanks arrived.", "tanks", ("suggest",)),
    ("Officials believe that tanks arrived.", "tanks", ("believe",)),
    ("Tanks seem to have left.", "Tanks", ("seem to",)),
    ("An estimated 40 tanks arrived.", "40 tanks", ()),
    ("Six tanks arrived as soon as possible.", "Six tanks", ()),
    ("Six tanks arrived, and the trucks may follow.", "Six tanks", ()),
    ("Six tanks, probably T-72s, stand there.", "Six tanks", ()),
    ("Trucks probably left while six tanks remained.", "six tanks", ()),
]


@pytest.mark.parametrize(("text", "stretch", "hedges"), HEDGED)
def test_which_hedges_reach_it(text, stretch, hedges):
    assert at(text, stretch).hedges == hedges


MODAL = [
    ("If tanks arrive, the base will be full.", "tanks", Modality.CONDITIONAL),
    ("The unit would have needed 40 trucks.", "40 trucks", Modality.CONDITIONAL),
    ("Russia could send troops to the base.", "troops", Modality.CONDITIONAL),
    ("It is unclear whether tanks arrived.", "tanks", Modality.QUESTION),
    ("Asked if tanks had arrived, he smiled.", "tanks", Modality.QUESTION),
    ("Did tanks arrive at the base?", "tanks", Modality.QUESTION),
    ("Russia will deploy tanks to the base.", "tanks", Modality.PLANNED),
    ("Russia plans to send tanks to the base.", "tanks", Modality.PLANNED),
    ("The brigade is to receive tanks next year.", "tanks", Modality.PLANNED),
    ("Lavrov said Moscow would send tanks.", "tanks", Modality.PLANNED),
    ("Tanks are expected to arrive in May.", "Tanks", Modality.PLANNED),
    ("The planned deployment of tanks was delayed.", "tanks", Modality.PLANNED),
    ("Kyiv demanded that Russia withdraw its tanks.", "its tanks", Modality.DEMANDED),
    ("Kyiv urged Russia to withdraw its tanks.", "its tanks", Modality.DEMANDED),
    ("Kyiv called on Russia to withdraw its tanks.", "its tanks", Modality.DEMANDED),
    ("Russia should withdraw its tanks, Kyiv said.", "its tanks", Modality.DEMANDED),
    ("Kyiv asked Russia to withdraw its tanks.", "its tanks", Modality.DEMANDED),
    ("Officials would not confirm that tanks arrived.", "tanks", Modality.QUESTION),
    ("Officials declined to say if tanks arrived.", "tanks", Modality.QUESTION),
    ("Tanks arrived at the base.", "Tanks", Modality.FACT),
    ("Tanks arrived because of the fighting.", "Tanks", Modality.FACT),
    ("Tanks arrived, and Russia will send trucks.", "Tanks", Modality.FACT),
    ("Due to the fog the tanks arrived late.", "the tanks", Modality.FACT),
    ("Lavrov said tanks were at the base.", "tanks", Modality.FACT),
    ("The unit was at the base when tanks arrived.", "tanks", Modality.FACT),
]


@pytest.mark.parametrize(("text", "stretch", "modality"), MODAL)
def test_what_is_fact_and_what_is_only_spoken_of(text, stretch, modality):
    assert at(text, stretch).modality is modality


def test_denied_and_negated_are_told_apart():
    found = at("Moscow denied that no tanks were there.", "tanks")
    assert (found.denies, found.negated) == (True, True)
