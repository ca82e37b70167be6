"""Words that part a sentence into its phrases: no list of things stands in one of them."""

from __future__ import annotations

from hardstand.claims.word_sets import word_set

DETERMINERS = word_set(
    """
    a an the this these those its their his her our your my each every any another such both all most some no
    what which whose
    """
)
PREPOSITIONS = word_set(
    """
    of in on at by for with from to into onto over under near around across along through between among inside outside
    beside behind beyond above below within without during since until before after against towards toward beneath
    underneath about as per via off out up down like than amid despite upon alongside atop throughout including
    excluding plus versus opposite
    """
)
CONJUNCTIONS = word_set(
    """
    and or but nor so yet because although though while whereas if unless whether when where who whom which
    that besides however meanwhile therefore thus
    """
)
PRONOUNS = word_set(
    """
    i we you he she it they them him us me there here who everyone someone nobody none anything nothing
    something itself themselves
    """
)
AUXILIARIES = word_set(
    """
    is are was were be been being am has have had having do does did will would shall should can could may
    might must 's 're 've 'll 'd n't not cannot ca wo
    """
)
ADVERBS = word_set(
    """
    also not only just even still already now then again later earlier soon ever never always often once twice
    away back apparently possibly probably likely reportedly allegedly yet too very more less least together
    forward ahead almost recently newly currently previously further elsewhere nearby today yesterday tomorrow
    ago instead
    """
)
MARKS = frozenset(
    [
        ".",
        ",",
        ";",
        ":",
        "!",
        "?",
        "(",
        ")",
        "[",
        "]",
        '"',
        "'",
        "``",
        "''",
        "/",
        "...",
        "…",
        "&",
        "*",
        "#",
        "%",
        "=",
        "<",
        ">",
        "|",
    ]
)
NUMBER_WORDS = word_set(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
    dozen dozens scores score hundreds thousands several multiple numerous many few handful pair couple trio
    countless various single half tens
    """
)
QUANTITY_TAILS = word_set("other more further additional extra")
"""They stand between a number and its thing, and alone before a thing mean "more than nothing"."""
UNITS = word_set(
    """
    mm cm m km metre metres meter meters kilometre kilometres kilometer kilometers mile miles foot feet ft
    inch inches yard yards ton tons tonne tonnes kg kilogram kilograms hectare hectares acre acres year years
    day days week weeks month months hour hours minute minutes percent storey story storeys stories degree
    degrees knot knots nm nautical kilometre kilowatt megawatt seat seats bed beds generation wheel wheeled
    """
)
BREAKS = {"neither"} | DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | AUXILIARIES | MARKS | NUMBER_WORDS
"""No word of a phrase's middle: a phrase begins after one of these."""
PLACING = word_set(
    """
    at near on in along inside across to from beside outside around toward towards over onto into off between
    through via within against under alongside beneath underneath opposite next behind beyond above below by for upon
    """
)
"""Before a building or a road they say where something else is."""
BE = word_set("is are was were be been being 's 're")
HAVE = word_set("has have had 've having")
