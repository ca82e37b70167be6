"""Words by which places are told from persons, bodies and governments."""

from __future__ import annotations

from hardstand.claims.places.types import PlaceKind
from hardstand.claims.word_sets import word_set

_AIRPORTS = (
    "international airport;airport;airfield;air field;aerodrome;airstrip;air strip;landing strip;"
    "heliport;military airport;military airfield;civilian airport;regional airport"
)
_AIR_BASES = (
    "air base;airbase;air force base;air force station;air station;naval air base;naval air station;"
    "naval airfield;helicopter base;military air base;military airbase;drone base;bomber base;afb"
)
_OTHERS = (
    "base;military base;naval base;navy base;army base;submarine base;naval facility;naval station;"
    "naval port;training range;training ground;training area;training center;training centre;training camp;"
    "range;test range;firing range;test site;proving ground;garrison;barracks;military camp;"
    "military site;military facility;military complex;port;harbour;harbor;seaport;shipyard;dockyard;"
    "cosmodrome;spaceport;nuclear facility;nuclear plant;nuclear site;nuclear complex;enrichment plant;"
    "missile base;missile site;depot;ammunition depot;arms depot;munitions depot;fuel depot;arsenal;"
    "outpost;refinery;camp;refugee camp;complex;annex;reef;site;oil terminal;launch site;power plant;"
    "nuclear power plant;weapons depot;storage site;"
    "storage facility;repair plant;crossing;border crossing;checkpoint"
)
VAGUE_FACILITIES = word_set("camp site complex annex")
"""They make no place's name with letters and figures alone before them: "SA-2 site", "UN camp"."""
FACILITIES: dict[str, tuple[PlaceKind, bool]] = (
    dict.fromkeys(_AIRPORTS.split(";"), (PlaceKind.AIRPORT, True))
    | dict.fromkeys(_AIR_BASES.split(";"), (PlaceKind.BASE, True))
    | dict.fromkeys(_OTHERS.split(";"), (PlaceKind.BASE, False))
)
"""What may follow a name, with its kind and whether aircraft land there."""
LONGEST_FACILITY = 3
BEFORE_A_NAME: dict[str, bool] = {
    "camp": False, "fort": False, "raf": True, "nas": True, "joint base": True, "naval station": False,
    "naval base": False, "air base": True, "airbase": True, "port of": False, "harbor of": False, "harbour of": False,
}  # fmt: skip
"""What stands before the name of a facility, and whether aircraft land there."""
ADJECTIVES = word_set(
    "military civilian civil former main old new joint russian-run russian-operated russian-controlled u.s.-run nearby"
)
"""They may stand between a name and the word for what it is."""
REGION_WORDS = word_set(
    "province region oblast governorate district state county krai republic prefecture peninsula valley island "
    "islands archipelago countryside provinces regions desert plain strip heights mountains"
)
SEAS = word_set("sea ocean gulf strait straits bay channel canal")
LONE_SEAS = word_set("mediterranean baltic caspian bosporus bosphorus dardanelles adriatic aegean caribbean")
SETTLEMENTS = word_set(
    "city town village suburb neighbourhood neighborhood settlement hamlet township port capital metropolis"
)
BODIES = word_set(
    "fleet army forces force ministry guard guards corps brigade regiment division command group battalion party "
    "council agency news times post university institute museum club united fc bank airlines airways company inc corp "
    "ltd tv radio embassy government parliament committee organization organisation agreement treaty process summit "
    "accord front"
)
"""A run of capitals with one of them names a body, no place."""
PLACING = word_set(
    "with in near at outside around inside over above through throughout across towards toward into onto from to of "
    "via off within between beyond along on by around reach reached reaching leaving left seized captured retook "
    "entered besieged bombed shelled hit struck departed fled quit evacuated abandoned overran recaptured retaken "
    "leave enter reach depart evacuate abandon entering departing passed vacated vacating visited crossed holds hold "
    "above"
)
FIRMLY = word_set("in near at outside around inside over above through throughout across within off into onto")
"""Before the name of a capital or country they mean the place, not the government."""
REACHED = word_set(
    "reached reaching leaving left seized captured retook entered besieged bombed shelled leaves reaches enters via "
    "departed fled quit evacuated overran recaptured retaken leave enter reach depart evacuate vacated vacating "
    "visited "
    "crossed"
)
"""Verbs that only a place follows."""
BREAKS = word_set(
    "in at on near to from for with by and but or as after before while when where since until over under the a an "
    "says said show shows satellite images imagery is are"
)
"""Words that part the names of a headline in capitals."""
TRAVELLING = word_set("to from via towards toward between and for")
"""They do so in a sentence with a word of travelling."""
TRAVEL = word_set(
    "flew fly flies flying flown flight flights travelled traveled travel arrived arrive arrives landed land road "
    "highway route railway convoy convoys sailed sail shipped ferried ferry sent send drove driven march marched "
    "deployed moved supplied delivered transported transferred returned withdrew withdrawn pulled troops shipping "
    "flying "
    "pulling withdrawing moving sending transferring evacuating deploying ferrying crossing crossed departed"
)
OF_A_PLACE = word_set(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west "
    "outskirts suburb suburbs centre center city town port village coast border edge part parts province region "
    "airport airspace area map north-eastern northern southern eastern western side rest capital skies streets out "
    "off harbours harbors harbour harbor residents "
    "district kilometers kilometres km miles mi away far governorate territory border borders frontier"
)
"""Before "of" or "from" they mean the place."""
BETWEEN = word_set(
    "the a an its coastal northern southern eastern western central north south east west northeast northwest "
    "southeast southwest northeastern northwestern southeastern southwestern besieged rebel-held government-held "
    "occupied annexed ancient northeastern north-eastern north-western south-eastern south-western nearby contested "
    "war-torn capital key strategic city town village port of suburb "
    "settlement neighbourhood russian-occupied mainland upper lower greater resort provincial neighboring "
    "neighbouring far downtown and"
)
"""They may stand between a preposition and a name."""
PARTS_OF_PLACES = word_set(
    "runway runways airport airbase airfield airstrip base port pier hangar hangars apron taxiway barracks harbour "
    "harbor outskirts district bridge garrison flightline ramp depot suburb suburbs"
)
"""What belongs to a place: "Ream's new pier"."""
NO_CITIES = word_set(
    """
    nice reading mobile bath split orange most sale march union hope enterprise independence police ham deal battle
    male tours bar man spring jordan florence sydney austin houston jackson lincoln madison charlotte victoria
    santiago chelsea paris kent wells normal surprise liberty same best begun asia bali eden data analysis imagery
    images image troops planet maxar of and can say see why how been are was were has had may will lavrov putin assad
    kerry young van ho university center central general marina summit progress opportunity media sources none bbc
    janes capella umbra sam anadolu yale parallel amnesty oryx both bor new along while advertisement share english
    opera olive mission defense defence army navy pentagon kremlin september october november december january
    february april june july august monday tuesday wednesday thursday friday saturday sunday
    """
)
"""They are taken for a city's name only where the words around say so."""
LARGE = 100_000
"""A city of so many people is believed without words around that mark a place."""
LEADERS = word_set(
    "the a an in at on near from to of for with by and but or as after before while when where since until over under "
    "meanwhile however both another new old recent satellite imagery images photos this that these those his her its "
    "their monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december north south east west northern southern eastern western central president "
    "minister foreign defence defense prime general colonel inside outside around across about some two three four "
    "five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty "
    "thirty forty fifty sixty seventy eighty ninety hundred hundreds dozens scores third fourth few prefabricated "
    "abandoned fortified hardened extended expanded destroyed damaged burnt wrecked underground deserted makeshift "
    "temporary permanent several many most all no one if that also then there here only even now "
    "neighboring neighbouring coastal"
)
DEMONYMS = word_set(
    "russian syrian american ukrainian iranian iraqi israeli turkish lebanese jordanian saudi egyptian libyan yemeni "
    "qatari emirati kuwaiti omani bahraini palestinian kurdish chinese taiwanese japanese korean indian pakistani "
    "afghan british french german italian spanish polish romanian bulgarian greek hungarian czech slovak serbian "
    "croatian bosnian albanian belarusian belarussian moldovan georgian armenian azerbaijani azeri kazakh uzbek "
    "turkmen tajik kyrgyz estonian latvian lithuanian finnish swedish norwegian danish dutch belgian swiss austrian "
    "portuguese irish soviet sudanese ethiopian eritrean somali kenyan ugandan rwandan congolese nigerian malian "
    "chadian nigerien algerian moroccan tunisian mozambican angolan venezuelan cuban mexican brazilian colombian "
    "argentine canadian australian burmese vietnamese thai philippine filipino indonesian malaysian arab european "
    "western nato islamic soviet-era u.s.-led"
)
"""Adjectives of countries: they name none as a place."""
