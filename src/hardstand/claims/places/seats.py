"""Places that say where a speaker sits or what is compared with, not where things stand."""

from __future__ import annotations

import re

REACH = 60
"""Characters before a place's name in which such words stand."""
_SPEAKS = (
    r"(?:said|says|say|reported|reports|told|claimed|claims|announced|released|urges|urged|insisted|confirmed|posted|"
    r"wrote|stated|added|believes?|denied|admitted|warned|conceded|noted|published)"
)
_BODY = (
    r"(?:ministry|ministries|embassy|government|mission|command|staff|officials?|diplomats?|sources?|envoys?|minister|"
    r"spokesman|spokeswoman|spokesperson|spokespeople|journalists|reporters|correspondents?|authorities|statements?|"
    r"analysts?|think tank|institute|parliament|newspaper|broadcaster|talks|briefing|press conference|headquarters|"
    r"communique|summit|meeting|advisers?|agency|cabinet)"
)
_SEATED = re.compile(rf"\b{_BODY}(?: (?:for|of) [\w ]{{2,30}}?)? (?:in|at|from) (?:the )?$", re.IGNORECASE)
_SAID_IN = re.compile(r"\b(?:said|told(?: \w+){1,2}|speaking|announced) (?:in|at|from) (?:the )?$", re.IGNORECASE)
_PEOPLE_OF = re.compile(r"\b(?:in|at|from|of) (?:the )?$", re.IGNORECASE)
_SAYS_NEXT = re.compile(rf"^(?:'s?)?,?(?: (?:later|also|on \w+|\w+day))? {_SPEAKS}\b")
_A_SHIP = (
    r"(?:ship|submarine|frigate|destroyer|corvette|carrier|cruiser|vessel|boat|ferry|tanker|trawler|minesweeper|"
    r"freighter|icebreaker|flagship|cutter|tug|dock|barge|battleship|gunboat)"
)
_SHIP = re.compile(rf"\b{_A_SHIP} ['\"]?(?:[A-Z][\w.]* ){{0,2}}['\"]?$")
_IS_SHIP = re.compile(rf"^['\"]?, (?:a|an|the|its|\w+'s) (?:[\w-]+ ){{0,3}}{_A_SHIP}\b")
_ROAD = re.compile(r"\b(?:road|highway|route|motorway|railway|line|way) (?:to|from|towards?|between) (?:the )?$")
_APART = re.compile(
    r"\b(?:besides|unlike|apart from|except)\b[^.;]*$"
    r"|\bthan (?:(?:at|in|on|near|those|the|that|from|of|any|its) ){0,3}$",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:bound|headed|heading|destined|loaded|en route) (?:for|to) (?:the )?$", re.IGNORECASE)
_TARGET = re.compile(
    r"\b(?:for|conduct|launch|mount|stage|fly) (?:\w+ )?(?:strikes|raids|attacks|patrols|sorties|missions|operations) "
    r"(?:on|against|over) (?:the )?$"
)
APART_REACH = 40
"""Characters before a place's name in which it may be set apart from what is spoken of."""


def is_seat(text: str, start: int, end: int) -> bool:
    """Whether a place belongs to the words for who speaks: "the ministry in Minsk", "told reporters in Mumbai"."""
    before = text[max(0, start - REACH) : start]
    if _SEATED.search(before) or _SAID_IN.search(before):
        return True
    return bool(_PEOPLE_OF.search(before) and _SAYS_NEXT.match(text[end : end + REACH]))


def is_ship(text: str, start: int, end: int) -> bool:
    """Whether a name is a ship's: "the submarine Kazan", "Kuznetsov, Russia's only aircraft carrier"."""
    return bool(_SHIP.search(text[max(0, start - REACH) : start]) or _IS_SHIP.match(text[end : end + REACH]))


def is_far_end(text: str, start: int) -> bool:
    """Whether only a road leads to the place: "beside the road to Melitopol"."""
    return bool(_ROAD.search(text[max(0, start - REACH) : start]))


def is_aim(text: str, start: int) -> bool:
    """Whether the place is only what things are for: "used for strikes on Idlib"."""
    return bool(_TARGET.search(text[max(0, start - REACH) : start]))


def is_bound_for(text: str, start: int) -> bool:
    """Whether things are only on their way there: "bound for Camp Virginia"."""
    return bool(_BOUND.search(text[max(0, start - REACH) : start]))


def is_set_apart(text: str, start: int) -> bool:
    """Whether a place is only compared with: "besides the airport in Damascus"."""
    return bool(_APART.search(text[max(0, start - APART_REACH) : start]))
