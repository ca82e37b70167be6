"""Further verbs by which news texts have somebody say something, and their forms."""

from __future__ import annotations

from collections.abc import Iterator

from hardstand.claims.word_sets import word_set

_REGULAR = """
affirm advise aver attest avow bemoan bewail blurt boast brag brief calculate certify chide chime clarify chronicle
comment complain concede confess confide conjecture contend convey counsel counter crow decry deduce
detail diagnose disclose discover discern discuss divulge elaborate emphasise emphasize enthuse enumerate establish
exclaim exult evaluate explain expound figure foresee forewarn fume gather gauge gloat gripe groan grumble guess hazard
hint imply inform infer interject intimate itemise itemize joke jest lament lecture log marvel moan murmur muse
mutter notice notify object opine outline perceive plead pinpoint ponder posit preach predict proclaim profess
pronounce prophesy propose protest qualify quip rate reaffirm reason reassert reassure recall recap reckon recognise
recognize recount register regret reiterate rejoin relate relay remember reminisce retort reveal riposte scoff score
sense shrug sigh signal sneer snap specify spell splutter stipulate stress summarise summarize surmise tally
testify theorise theorize track trumpet tweet underline underscore understand venture voice volunteer wager
whisper wonder yell conclude corroborate cheer applaud welcome deplore condemn mourn rejoice caution telegraph
cable email wire broadcast chart plot map catalogue catalog compute verify
"""
"""Verbs by what they are called; only a speaker as subject makes one of them a verb of saying."""
_IRREGULAR = """
foresaw foreseen foretold foretell foretells understood understands misspoke imaged photographed filmed forecast
forecasts forecasted forecasting reread overheard overhear bet bets swore swears swear rewrote
heard hears broadcast broadcasts spelt retold retells mistook felt feels beheld
"""
_DOUBLING = word_set("brag quip log recap snap plot map")
QUOTING = word_set(
    "recall recalls recalled recalling "
    "post posts posted posting maintain maintains maintained maintaining bet bets forecast forecasts "
    "read reads cheer cheers cheered voice voiced voices map maps mapped mapping snap snaps snapped snapping shrug "
    "shrugged shrugs sigh sighs sighed score scores scored log logs signal signals signalled "
    "signaled wire wires wired cable cables cabled broadcast broadcasts establish establishes established "
    "establishing volunteer volunteers volunteered object objects objected discuss discusses discussed brief "
    "briefs briefed figure figures protest protests protested  trumpet register "
    "registers understand charge charges charged repeat welcome welcomes welcomed applaud condemn condemns condemned "
    "discover discovers feel feels felt swear swears swore propose proposes relay relays relayed explain qualify "
    "qualifies qualified venture ventures recognise recognises recognised recognize recognizes recognized "
    "plot plots plotted gather gathers gathered detail details reason reasons score moan "
    "plead object wager telegraph chart charts "
    "track tracks rate rates counter counters"
)
"""Verbs of other meanings too: they say something only before "that" or a mark, or where it stands before them."""
READING = word_set("read reads")
"""Verbs of which only a written thing is the subject: "a notice reads"."""


def further_forms() -> Iterator[str]:
    """All forms of the verbs above."""
    for verb in _REGULAR.split():
        yield from _forms(verb)
    yield from _IRREGULAR.split()
    yield from READING


def _forms(verb: str) -> tuple[str, ...]:
    if verb in _DOUBLING:
        return verb, f"{verb}s", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"
    if verb in {"signal", "marvel"}:
        return verb, f"{verb}s", f"{verb}ed", f"{verb}led", f"{verb}ing", f"{verb}ling"
    if verb.endswith("y") and verb[-2] not in "aeo":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    plural = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return verb, f"{verb}{plural}", f"{verb}ed", f"{verb}ing"


FURTHER_GERUNDS = frozenset(form for form in further_forms() if form.endswith("ing"))
"""They go on with what somebody said only after a comma: "..., noticing that"; else they are nouns ("briefing")."""
