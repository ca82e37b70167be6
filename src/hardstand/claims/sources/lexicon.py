"""The words by which a text tells who says something, and how firmly."""

from __future__ import annotations

from enum import StrEnum

from hardstand.claims.sources.saying_verbs import further_forms
from hardstand.claims.word_sets import word_set


class Modality(StrEnum):
    """Whether a statement is made as a fact, or only thought of, planned, asked or demanded."""

    FACT = "fact"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    QUESTION = "question"
    DEMANDED = "demanded"


class VerbClass(StrEnum):
    """What a verb of saying or showing does with what it governs."""

    SAY = "say"
    SHOW = "show"
    BELIEVE = "believe"
    """The speaker holds it for true and leaves it open."""
    DENY = "deny"
    DEMAND = "demand"
    PLEDGE = "pledge"


_SURE = """
say says said saying | tell tells told telling | announce announces announced announcing | add adds added adding |
insist insists insisted insisting | allege alleges alleged alleging | assert asserts asserted asserting |
declare declares declared declaring | argue argues argued arguing | warn warns warned warning |
write writes wrote writing | tweet tweets tweeted tweeting | explain explains explained explaining |
reiterate reiterates reiterated reiterating | stress stresses stressed stressing |
emphasise emphasises emphasised emphasising | emphasize emphasizes emphasized emphasizing |
reply replies replied replying | contend contends contended contending | testify testifies testified testifying |
remark remarks remarked remarking | acknowledge acknowledges acknowledged acknowledging |
admit admits admitted admitting | caution cautions cautioned cautioning | conclude concludes concluded concluding |
claim claims claimed claiming | report reports reported reporting | confirm confirms confirmed confirming |
assess assesses assessed assessing | note notes noted noting | answer answers answered answering
"""
_UNSURE = """
state states stated stating | disclose discloses disclosed disclosing | estimate estimates estimated estimating |
find finds found finding | observe observes observed observing | judge judges judged judging | point points pointed |
describe describes described describing | determine determines determined determining |
identify identifies identified identifying | detect detects detected detecting | post posts posted posting |
document documents documented documenting | record records recorded recording | verify verifies verified verifying |
agree agrees agreed | recall recalls recalled recalling | mention mentions mentioned mentioning |
maintain maintains maintained maintaining | count counts counted counting | spot spots spotted spotting |
see sees saw seeing | accuse accuses accused accusing | predict predicts predicted predicting |
respond responds responded responding | repeat repeats repeated repeating | boast boasts boasted boasting |
reveal reveals revealed revealing | indicate indicates indicated indicating | suggest suggests suggested suggesting |
learn learns learned | hear hears heard | publish publishes published | comment comments commented |
list lists listed listing | speak speaks spoke
"""
_SHOW = """
show shows showed showing shown | depict depicts depicted depicting | display displays displayed displaying |
demonstrate demonstrates demonstrated demonstrating |
illustrate illustrates illustrated illustrating | prove proves proved proving |
highlight highlights highlighted highlighting |
corroborate corroborates corroborated corroborating
"""
_BELIEVE = """
believe believes believed believing | think thinks thought thinking | suspect suspects suspected suspecting |
fear fears feared fearing | speculate speculates speculated speculating | assume assumes assumed assuming
"""
_DENY = """
deny denies denied denying | reject rejects rejected rejecting | dismiss dismisses dismissed dismissing |
refute refutes refuted refuting | rebut rebuts rebutted rebutting | dispute disputes disputed disputing |
contradict contradicts contradicted contradicting | repudiate repudiates repudiated repudiating |
disavow disavows disavowed disavowing | rule rules ruled ruling | disprove disproves disproved disproving
"""
_DEMAND = """
demand demands demanded demanding | urge urges urged urging | call calls called calling | ask asks asked asking |
order orders ordered ordering | request requests requested requesting | propose proposes proposed proposing
"""
_PLEDGE = """
pledge pledges pledged pledging | promise promises promised promising | vow vows vowed vowing |
threaten threatens threatened threatening | offer offers offered offering
"""


def _table() -> dict[str, tuple[VerbClass, bool]]:
    table: dict[str, tuple[VerbClass, bool]] = {}
    groups = (
        (_SURE, VerbClass.SAY, True),
        (_UNSURE, VerbClass.SAY, False),
        (_SHOW, VerbClass.SHOW, False),
        (_BELIEVE, VerbClass.BELIEVE, False),
        (_DENY, VerbClass.DENY, False),
        (_DEMAND, VerbClass.DEMAND, False),
        (_PLEDGE, VerbClass.PLEDGE, False),
    )
    for text, kind, sure in groups:
        table.update((form, (kind, sure)) for form in text.replace("|", " ").split())
    for form in further_forms():
        table.setdefault(form, (VerbClass.SAY, False))
    return table


VERBS = _table()
"""Form of a verb -> what it does, and whether it is one of saying whatever its subject is."""
NOUN_FORMS = word_set(
    "reports report claims claim states state notes note posts post estimates estimate answers answer charges "
    "finds counts count records record documents document displays display captures comments comment rules rule "
    "orders order calls call demands demand requests request offers offer threats promise promises fears fear "
    "warning finding stress dispute disputes pledge pledges vow points point spots spot judge judges show shows "
    "suspects suspect remarks remark suggest caution tweet tweets recording building repeat reply replies proof "
    "highlight highlights list lists object objects figure figures track tracks score scores rate rates "
    "map maps plot plots chart charts signal signals cable cables "
    "monitor monitors log logs catalogue catalog detail details protest protests counter counters advise hint hints "
    "guess voice voices reason reasons sense wire wires broadcast broadcasts forecast forecasts brief briefs "
    "volunteer volunteers holds hold register registers joke jokes question questions welcome venture wager "
    "cheer cheers wonder wonders sigh snap snaps shrug bet bets moan notice notices outline outlines lecture "
    "lectures counsel crow recap"
)
"""Forms of verbs that may as well be nouns."""
PARTICIPLES = word_set("shown seen known")
FALSE_WORDS = word_set(
    "false fake untrue baseless unfounded groundless nonsense lies lie fabricated fabrication fabrications absurd "
    "disinformation propaganda hoax fiction rubbish"
)
RUMOURS = word_set(
    "report reports claim claims allegation allegations rumour rumours rumor rumors accusation accusations "
    "suggestion suggestions statement statements story stories charge charges assertion assertions speculation "
    "talk"
)
NAMING = word_set(
    "call calls called calling label labels labelled labeled brand brands branded describe describes described"
)

IMAGE_NOUNS = word_set(
    "image images imagery photo photos photograph photographs picture pictures footage video videos snapshot "
    "snapshots satellite satellites data scan scans frame frames videos shot shots"
)
ANALYSES = word_set(
    "analysis analyses comparison review examination assessment study report reports statement statements"
)
"""What somebody has made of images or facts, and which then "says" or "shows"."""
ANALYSED = word_set(
    "analysed analyzed reviewed examined studied assessed seen verified inspected interpreted geolocated compared "
    "viewed checked evaluated"
)
"""By whom images were looked at: that is no provider."""
PROVIDED = word_set(
    "provided captured taken collected released obtained acquired supplied shared published purchased shot "
    "distributed produced gathered recorded made issued sent delivered snapped commissioned"
)
BODIES = word_set(
    "ministry department government military army navy force forces command staff agency service council "
    "commission parliament kremlin pentagon nato un osce eu un u.n. u.s. isw institute group organisation "
    "organization centre center firm company observatory mission police guard administration embassy office "
    "committee union coalition alliance intelligence think-tank thinktank tank operator monitor monitors network "
    "newspaper channel television tv side media sides authority authorities rebels separatists opposition militia "
    "militants team operators bellingcat cabinet regime bureau "
    "patrol patrols junta panel watchdog daily weekly gazette "
    "paper magazine tabloid broadcaster website portal outlet outlets blog agencies ministries presidency directorate "
    "secretariat consulate taliban houthis hezbollah smm unifil tribunal court senate contractor crew charity "
    "governorate municipality inspectorate newsletter authorities federation foundation association society "
    "laboratory lab university academy collective consortium taskforce headquarters hq daily account"
)
DOCUMENTS = word_set(
    "figures statistics logs log notice notices caption captions "
    "brochure tender memo memorandum note notes paper survey "
    "surveys bulletin communique communiqué dispatch briefing cable cables filing filings letter letters leaflet "
    "circular factsheet investigation inquiry enquiry audit document documents transcript handout release newsletter "
    "dossier records advisory readout tally submission factbook plaque poster "
    "inscription placard post posts tweet tweets thread message messages email emails"
)
"""What somebody has written, and which then says something or "reads"; no part of a name."""
ROLES = word_set(
    "minister ministers president presidents premier chancellor secretary spokesman spokeswoman spokesperson "
    "spokesmen official officials general gen lt col colonel maj major capt captain adm admiral commander "
    "commanders chief chiefs head director ambassador ambassadors envoy envoys leader leaders king prince sheikh "
    "analyst analysts researcher researchers expert experts fellow governor governors mayor senator senators sen "
    "rep lawmaker lawmakers deputy chairman chairwoman adviser advisers advisor advisors officer officers "
    "diplomat diplomats inspector inspectors observer observers dr prof professor mr mrs ms sir sgt sergeant "
    "brigadier brig lieutenant marshal ayatollah editor founder resident residents witness witnesses activist "
    "activists source sources executive ceo journalist journalists reporter reporters correspondent pilot pilots "
    "soldier soldiers villager villagers farmer farmers fisherman fishermen people critics specialist specialists "
    "monitors engineer engineers historian investigator investigators imagery-analyst counterpart undersecretary "
    "locals prefect prefects attaché attachés attache attaches commissioner commissioners worker workers agent agents "
    "staffer staffers peacekeeper peacekeepers eyewitness eyewitnesses passer-by passers-by shepherd shepherds trader "
    "traders driver drivers teacher teachers doctor doctors nurse nurses medic medics volunteer volunteers priest imam "
    "bishop monk nun shopkeeper shopkeepers miner miners refugee refugees survivor survivors deserter deserters "
    "defector defectors skipper skippers sailor sailors crewman crewmen lawyer lawyers prosecutor prosecutors "
    "magistrate clerk clerks elder elders headman warlord tribesmen negotiator negotiators mediator mediators "
    "rapporteur rapporteurs blogger bloggers spotter spotters planespotter planespotters enthusiast enthusiasts "
    "scholar scholars academic academics scientist scientists geologist archaeologist economist economists strategist "
    "strategists planner planners contractor contractors whistleblower insider insiders veteran veterans chairperson "
    "councillor councillors councilman congressman congresswoman mp mps delegate delegates legislator legislators "
    "parliamentarian parliamentarians harbourmaster harbormaster superintendent inspectorate taoiseach emir sultan "
    "crown-prince tsar aide aides hydrographer surveyor surveyors geographer geographers dissident dissidents "
    "correspondents reporters photographer photographers cameraman stringer columnist broadcaster pollster stevedore "
    "stevedores dockers docker foreman foremen stationmaster railwayman railwaymen mechanic mechanics technician "
    "technicians instructor instructors cadet cadets conscript conscripts prisoner prisoners detainee detainees "
    "herder herders nomads islander islanders townspeople citizens neighbours neighbors onlooker onlookers "
    "holidaymaker holidaymakers tourist tourists pilgrim pilgrims"
)
PLURAL_ROLES = frozenset(
    role for role in ROLES if role.endswith(("s", "men", "people")) and role not in {"ms", "witness"}
)
OFFICE_TAIL = word_set(
    "State Defense Defence Staff Foreign Affairs Interior War Army Navy Air Force Forces General Joint Chiefs "
    "National Security Council Finance Energy Justice Intelligence Treasury Homeland Operations Command"
)
"""Words of an office that follow "Secretary of", "Chief of the"."""
PRONOUNS = word_set("he she they it")
NAME_PARTICLES = word_set("al el bin ibn van von de der da di la du ben abu ul - ' . o'")
