"""The words that leave a statement open, deny it, or put it off."""

from __future__ import annotations

from hardstand.claims.sources.lexicon import Modality
from hardstand.claims.word_sets import word_set


def _phrases(*lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for line in lines for phrase in line.split("|"))


BE = word_set("is are was were be been being 's 're am")
AUXILIARIES = BE | word_set(
    "has have had do does did will would shall should can could may might must 've 'd 'll wo ca"
)
PASTS = word_set(
    "arrived came went left stood began moved landed remained appeared withdrew sent took saw lay sat built "
    "deployed flew said told crossed departed returned disappeared vanished lies stands remain remains show shows "
    "showed arrive leave include includes stay stayed fired hit "
    "dug laid drove fought grew rose sank struck fell ran became gave got lie"
)
FINITE = AUXILIARIES | PASTS
"""Words that make a clause of what stands before and after them."""
ADVERBS = word_set(
    "also later earlier repeatedly already still now then clearly again previously recently publicly flatly "
    "strongly categorically vehemently separately subsequently first only just even once always often yet never "
    "not n't far officially privately independently immediately further however meanwhile too quickly swiftly "
    "angrily explicitly initially firmly consistently apparently reportedly allegedly plainly newly twice ever so "
    "today yesterday additionally jointly bluntly directly indirectly formally openly furthermore"
)
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tonight morning evening afternoon night noon midday week "
    "month year weekend last this late early earlier later mon tue wed thu fri sat sun ago day days weeks months "
    "next previous"
)
PREPOSITIONS = word_set(
    "in on at of for to from by with near over under inside outside around across along into onto off about "
    "against during after before since until between among within throughout beyond behind beside besides through "
    "toward towards amid despite via per following ahead"
)
DETERMINERS = word_set(
    "the a an this that these those its his her their our my your any some several many multiple numerous few "
    "both each every another other more dozens hundreds scores thousands two three four five six seven eight nine "
    "ten eleven twelve at least"
)
SUBORDINATORS = word_set("but while whereas although though because unless if when whenever whether yet so nor")
MAYBE_SUBORDINATORS = word_set("after before until since as once where")
RELATIVES = word_set("which who whose whom where")

HEDGE_ADVERBS = _phrases(
    "apparently|possibly|probably|likely|perhaps|maybe|reportedly|allegedly|presumably|seemingly|supposedly",
    "purportedly",
    "ostensibly|potentially|conceivably|plausibly|most likely|very likely|more likely|highly likely",
    "almost certainly",
    "it seems|it appears ,|it would seem|so it seems|it is thought|it is believed|by all appearances",
    "quite possibly|very probably|most probably|unlikely|in all likelihood|arguably",
)
HEDGE_ADJECTIVES = _phrases(
    "suspected|possible|probable|apparent|alleged|purported|potential|presumed|supposed|unconfirmed|rumoured",
    "rumored",
    "what looks like|what look like|what looked like|what appears to be|what appear to be|what appeared to be",
    "what seems to be|what seem to be|what may be|what might be|what could be|what may have been",
    "what could have been",
    "what might have been|what is believed to be|what are believed to be|what is likely|what are likely",
    "what it believes are",
    "what was believed to be|what were believed to be|what appears|what appear|what it says appear to be",
    "consistent with",
    "resembling|likely|claimed|what is thought to be|what are thought to be|what they believe are|reported",
    "indicative of",
)
HEDGE_CLAUSES = _phrases(
    "may|might|could|appears to|appear to|appeared to|appearing to|seems to|seem to|seemed to|seeming to",
    "looks like",
    "look like|looked like|likely to|unlikely to|it is possible that|it is likely that|it is probable that",
    "looks to|appears that|seems that|suspected of having|suspected of being|thought likely to",
)
HEDGE_PARTICIPLES = word_set(
    "believed thought suspected said reported alleged understood presumed rumoured rumored assessed considered "
    "assumed feared judged"
)
"""With "to" after them: "are believed to be", "said to have"."""
VISIBLE = word_set(
    "seen observed identified spotted counted detected see made recognised recognized distinguished verified "
    "discerned found noticed glimpsed heard located picked discern spot find distinguish watched filmed photographed"
)
"""What "could be seen" was seen."""
OPEN_VERBS = word_set("be have indicate represent include contain suggest mean signal belong constitute reflect")
"""After "could" these tell what may be so; other verbs tell what may come."""
HARMLESS_AFTER_NOT = word_set("only just merely simply least far long until necessarily")
HARMLESS_AFTER_NO = word_set("but except longer fewer less later more doubt matter sooner other wonder secret")
NEGATORS_AFTER = _phrases(
    "without|none|nothing|nobody|neither|nor|no|not a single|lack of|absence of|free of|empty of|devoid of",
    "failed to",
    "fails to|fail to|failing to|refused to|refuses to|declined to|refrained from|not any|no one|zero",
    "stopped short of",
)
NEGATORS_CLAUSE = _phrases(
    "not|n't|never|cannot|nowhere|absent|hardly any|no longer|unusable|inoperable|inoperative|unserviceable",
    "out of service|out of action|out of use|not true that|untrue that",
)
SIGNS = word_set(
    "evidence sign signs proof indication indications trace traces true case truth sight certain confirmation hint"
)
"""Before "that" or "of": "no evidence that tanks"."""

MODAL_CLAUSE: tuple[tuple[tuple[str, ...], Modality], ...] = tuple(
    (phrase, modality)
    for modality, line in (
        (Modality.PLANNED, "will|'ll|wo|shall|going to|expected to|expected in|expected at|expected by|expected next"),
        (Modality.PLANNED, "scheduled to|set to|due to|about to|slated to|poised to"),
        (Modality.PLANNED, "would|'d|planned to be|supposed to"),
        (Modality.DEMANDED, "should|must|ought to|needs to|need to|has to|have to"),
    )
    for phrase in _phrases(line)
)
"""These tell of the whole clause, its subject too."""
MODAL_AFTER: tuple[tuple[tuple[str, ...], Modality], ...] = tuple(
    (phrase, modality)
    for modality, line in (
        (
            Modality.PLANNED,
            "in order to|so as to",
        ),
        (
            Modality.PLANNED,
            "plan to|plans to|planned to|planning to|intend to|intends to|intended to|intending to|aim to|aims to",
        ),
        (
            Modality.PLANNED,
            "aimed to|aiming to|prepare to|prepares to|preparing to|prepared to|preparing for|ready to|readiness to",
        ),
        (
            Modality.PLANNED,
            "willing to|willingness to|agree to|agreed to|want to|wants to|wanted to|hope to|hopes to|hoped to",
        ),
        (
            Modality.PLANNED,
            "vowed to",
        ),
        (
            Modality.PLANNED,
            "pledged to|promised to|threatened to|threatens to|offered to|offers to|offer to|plans for|plan for",
        ),
        (
            Modality.PLANNED,
            "in preparation for|preparations for|goal of|aim of|purpose of|intention of|intent to|intention to",
        ),
        (
            Modality.PLANNED,
            "planned|upcoming|proposed|considering|options for|decided to|decides to|decision to|seeking to|seeks to",
        ),
        (
            Modality.DEMANDED,
            "urge|urges|urged|urging|demand that|demands that|demanded that|demanding that|call for|calls for",
        ),
        (
            Modality.DEMANDED,
            "called for|calling for|called on|calls on|call on|calling on|demanded|demanding|ordered|encouraged",
        ),
        (
            Modality.DEMANDED,
            "requested|appealed to|appealed for|demand the|demands the|insisted on|demands for|demand for",
        ),
        (Modality.QUESTION, "whether|asked if|unclear if|know if|clear if|see if|wonder if|wondered if"),
        (Modality.QUESTION, "say if"),
        (Modality.CONDITIONAL, "if|unless|in case|provided that|as long as|in the event of"),
    )
    for phrase in _phrases(line)
)
"""These tell of what follows them."""
