"""What is said of a thing: verbs and nouns by the kind of claim that they make."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hardstand.claims.entries import ClaimKind
from hardstand.claims.lexicon import Lexicon

_FORMS: dict[ClaimKind, str] = {
    ClaimKind.PRESENCE: (
        "show shows showed shown showing see sees saw seen spot spots spotted spotting visible observe observes observed "
        "observing detect detects detected detecting identify identifies identified identifying count counts counted "
        "counting park parks parked parking station stations stationed based position positions positioned positioning "
        "locate located remain remains remained remaining stand stands stood standing host hosts hosted hosting house "
        "houses housed housing hold holds held holding contain contains contained containing store stored stores storing "
        "present reveal reveals revealed revealing depict depicts depicted depicting mass masses massed massing "
        "dispersed lined gathered concentrated assembled amassed sitting sits sat anchored moored berthed docked "
        "maintain maintains maintained maintaining keeps keep kept include includes included operate operates operated "
        "operating there 'lined up' 'drawn up' 'dug in' 'set up' possess possesses has have had having find finds found "
        "finding note notes noted noting record records recorded recording document documents documented documenting "
        "occupy occupies occupied occupying accumulated stockpiled photographed pictured captured captures capture "
        "confirm confirms confirmed confirming indicate indicates indicated indicating deployed-at placed emplaced "
        "arrayed arranged clustered camouflaged hidden presence tally tallied tallies listed cover covered covers "
        "inspect inspected verify verified grounded bristling exist existed exists"
    ),
    ClaimKind.ARRIVAL: (
        "arrive arrives arrived arriving arrival arrivals deliver delivers delivered delivering delivery deliveries send "
        "sends sent sending ship shipped shipping shipments shipment ferry ferried ferries ferrying land landed lands "
        "deploy deploys deployed deploying deployment deployments transfer transfers transferred transferring reinforce "
        "reinforced reinforcing reinforcement reinforcements dispatch dispatched dispatches dispatching receive receives "
        "received receiving receipt supply supplied supplies supplying reach reached reaches reaching bring brings brought "
        "bringing airlift airlifted airlifts airlifting unload unloaded unloading offload offloaded offloading enter "
        "enters entered entering pour poured pouring build-up buildup influx return returned returns returning relocate "
        "relocated relocating relocation appear appeared appears appearance come came coming comes redeploy redeployed "
        "redeploying 'flown in' 'flown to' 'flew in' 'moved in' 'moved into' 'moved to' 'moving to' 'moving into' "
        "'moving toward' 'moving towards' 'moved forward' 'sailed into' 'pulled into' 'rolled into' 'rolling into' "
        "'brought in' 'driven in' 'moved up' transported transporting transport-to docked-at rotated 'pulled up' "
        "'heading for' 'headed for' 'heading to' 'headed to' 'bound for' infiltrated moved moving moves provided "
        "provides providing provide crossed crosses crossing imported import imports hauled hauling carried carrying "
        "dropped 'turned up' 'touched down' 'put in' 'took up' 'taken up' bolstered bolstering 'flying in' 'fly in' "
        "parachuted donated donate donating handed surged surge"
    ),
    ClaimKind.DEPARTURE: (
        "leave leaves left leaving depart departs departed departing departure departures withdraw withdraws withdrew "
        "withdrawn withdrawing withdrawal remove removes removed removing removal evacuate evacuated evacuating "
        "evacuation 'pulled out' 'pulled back' 'pull out' 'pulling out' 'pull back' 'pulling back' 'moved out' "
        "'moved away' 'moved off' 'flown out' 'flew out' 'sailed from' 'taken away' 'driven away' 'towed away' "
        "'no longer' gone disappeared disappear vanished vanish vacated vacate 'taken off' 'took off' 'put to sea' "
        "redeployed-from emptied 'shipped out' 'moved elsewhere' 'hauled away' 'flown home' 'flown away' pullout "
        "pull-out retreated retreat retreating sailed 'set sail' 'taken out' 'carted away' drawdown 'drawn down' "
        "'moving out' relocated-from 'pulled from' exited exit exits exiting missing absent"
    ),
    ClaimKind.CONSTRUCTION: (
        "build builds built constructing construct constructs constructed construction erect erected erects erecting "
        "erection pave paved paving repaved repave extend extended extends extending extension expand expanded expands "
        "expanding expansion lengthen lengthened lengthening widen widened widening resurface resurfaced resurfacing "
        "dig dug digging excavate excavated excavating excavation lay laid laying renovate renovated renovating "
        "renovation refurbish refurbished refurbishing refurbishment demolish demolished demolishing demolition "
        "clear cleared clearing level levelled leveled levelling leveling grade graded add added adding "
        "install installed installing installation rebuild rebuilt rebuilding reconstruct reconstructed reconstruction "
        "reconstructing repair repaired repairs repairing upgrade upgraded upgrading completed complete completing "
        "completion 'under construction' groundwork foundations modernise modernised modernize modernized modernising "
        "modernizing fortified fortifying enlarge enlarged enlarging dismantled dismantle dismantling assembled-new "
        "raised roofed bulldozed carved concreted asphalted tarmacked works dredged dredging reclaimed reclaiming "
        "'broken ground' 'breaking ground' converted converting filled patched finished finishing concrete-poured "
        "begun-on 'taking shape' work 'put up' 'putting up' 'torn down' strengthened hardened"
    ),
    ClaimKind.OTHER: (
        "destroy destroys destroyed destroying damage damages damaged damaging hit hits strike strikes struck fire fires "
        "fired firing fight fights fought fighting burn burned burnt burning train trains trained training exercise "
        "exercises exercising attack attacks attacked attacking bomb bombed bombing shell shelled shelling launch "
        "launched launches launching crash crashed crashes intercepted downed sank sunk sinking collapsed patrol patrols "
        "patrolled patrolling raze razed torch torched flattened bombarded killed wounded captured-by seized seize lost "
        "tested test engaged flew fly flying flies flown shot disabled crippled used uses use using conducted conduct "
        "conducting took taken take perform performed guard guarded guarding protect protected abandoned participate "
        "participated taking involving involved practise practised practicing drilled refuelled loaded loading opened"
    ),
}
_OTHER_VERBS = (
    "said say says saying told tell tells claim claims claimed claiming deny denies denied denying reported report reports "
    "announced announce announces accused warn warned warns added called call calls asked ask wanted want wants planned plan "
    "plans offered offer offers agreed agree ordered order orders began begin begins begun started start starts continued "
    "continue continues stopped made make makes making gave give given gives became become becomes seemed seem seems "
    "appeared believed believe thought think assess assessed assesses estimated suggest suggests suggested put puts went "
    "go goes going got get gets ran run runs running lies lie lay consists comprising comprised comprises according "
    "described describe analysed analyzed examined reviewed obtained published released taken collected provided acquired "
    "requested hoped hopes hope expected expects expect decided decides vowed vows pledged pledges threatened threatens "
    "allowed allow allows enable enables enabled intended intends aims aim aimed prepared preparing prepares "
    "kept followed following follows led leading leads remained-in needed need needs required requires helped help helps "
    "totalled totaled totals numbered numbers represents represented belongs belonging belonged conceal concealed "
    "surrounded surrounding equipped mounted armed manned backed supported supports escorted escorting accompanied "
    "spent insisted insist insists rejected rejects acknowledged acknowledges admitted admits knew know known hosts ended"
).split()  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Predicate:
    """A word that says something of a thing.

    Attributes:
        first: number of its first token in the sentence.
        end: number of the token after it.
        kind: of the claim that it makes.
        word: lower case.
    """

    first: int
    end: int
    kind: ClaimKind
    word: str


@cache
def predicate_lexicon() -> Lexicon[ClaimKind]:
    """Finds verbs and nouns of a claim in a row of tokens."""
    return Lexicon((form, kind) for kind, forms in _FORMS.items() for form in _words(forms))


def is_verb(word: str) -> bool:
    """Whether a word, lower case, is a form of one of the known verbs."""
    return word in _verbs()


NOUNS = frozenset(
    "arrival arrivals delivery deliveries deployment deployments shipment shipments reinforcement reinforcements build-up "
    "buildup influx supplies relocation departure departures withdrawal removal evacuation construction expansion extension "
    "erection renovation refurbishment demolition installation installations reconstruction completion works presence "
    "repairs excavation pullout pull-out drawdown exercise exercises training appearance receipt documents houses house "
    "hosts ship ferry land landing transport park building report reports claim claims plan plans attack attacks strike "
    "strikes fire test tests patrol patrols bomb shell guard strength foundations groundwork numbers orders calls offers "
    "exit surge import imports cover record records note notes mass position positions station stations stands stand "
    "visible present missing absent gone there".split()
)
"""Forms that are nouns or adjectives as well: they can stand inside a phrase."""


@cache
def _verbs() -> frozenset[str]:
    single = {form for forms in _FORMS.values() for form in _words(forms) if " " not in form}
    return frozenset(single | set(_OTHER_VERBS)) - NOUNS


def _words(forms: str) -> list[str]:
    """Forms parted by spaces; those of several words stand in quotes."""
    parts = forms.split("'")
    words: list[str] = []
    for number, part in enumerate(parts):
        words += [part] if number % 2 else part.split()
    return [word for word in words if word]
