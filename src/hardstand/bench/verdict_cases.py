"""Verdicts on claims about simulated sites: how often too strong, how often wrong, and how often of use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hardstand.bench.verdict_claims import Asked, claims_on
from hardstand.bench.verdict_runs import SiteRun, run_variation, variations
from hardstand.bench.verdict_seen import what_is_seen
from hardstand.bench.verdict_truth import History, is_true
from hardstand.claims.entries import Claim, Polarity
from hardstand.verdicts.check import check_claims
from hardstand.verdicts.entries import Checked, Verdict
from hardstand.verdicts.showing import Showing

Tell = Callable[[str, int, int], None]

_DECIDES = {Verdict.CONFIRMED: True, Verdict.CONTRADICTED: False}
_OF_USE = {True: frozenset({Verdict.CONFIRMED, Verdict.CONSISTENT}), False: frozenset({Verdict.CONTRADICTED})}


@dataclass(frozen=True, kw_only=True)
class Case:
    """A claim, the verdict on it, and what would have been right.

    Attributes:
        run: name of the simulated site.
        claim: in short: kind, thing, number, days.
        kind: of claim.
        verdict: on it.
        reason: of the verdict.
        true: whether it is so; None where nobody can say.
        seen: what one who misses nothing would know from the images: True, False, or None where it could not be seen.
        unseen_because: the reason for the last; empty otherwise.
    """

    run: str
    claim: str
    kind: str
    verdict: Verdict
    reason: str
    true: bool | None
    seen: bool | None
    unseen_because: str

    @property
    def too_strong(self) -> bool:
        """Decided although it could not be seen."""
        return self.verdict.strong and self.seen is None

    @property
    def wrong(self) -> bool:
        """Decided against the truth."""
        return self.verdict.strong and self.true is not None and self.true is not _DECIDES[self.verdict]


@dataclass(frozen=True, kw_only=True)
class Use:
    """Of how many claims whose truth could be seen, how many got a verdict that helps.

    Attributes:
        true: claims that are true, and that images show to be so.
        helped_true: those confirmed or called consistent.
        confirmed: those confirmed.
        false: claims that are false, and that images show to be so.
        contradicted: those contradicted.
    """

    true: int
    helped_true: int
    confirmed: int
    false: int
    contradicted: int


@dataclass(frozen=True, kw_only=True)
class VerdictFigures:
    """All figures of verdicts on simulated sites.

    Attributes:
        runs: sites that were checked.
        refused: sites of which the pipeline made no result, with the reason.
        cases: claims that were checked.
        strong: those confirmed or contradicted.
        too_strong: those of them whose truth could not be seen.
        wrong: those of them decided against the truth.
        table: verdict, truth and what could be seen ("confirmed, true, seen") to number.
        too_strong_because: why the truth could not be seen, to number.
        use: by kind of claim; "all" = all of them.
        listed: each case that is wrong or too strong.
    """

    runs: int
    refused: dict[str, str]
    cases: int
    strong: int
    too_strong: int
    wrong: int
    table: dict[str, int]
    too_strong_because: dict[str, int]
    use: dict[str, Use]
    listed: tuple[Case, ...]

    def to_record(self) -> dict[str, Any]:
        """For JSON and tables."""
        return asdict(self)


def measure_verdicts(folder: Path | None, tell: Tell) -> VerdictFigures:
    """Render sites, run them, claim what is so and what is not, and judge the verdicts.

    Args:
        folder: where each site's result is kept, so that a second call is quick; None = nowhere. After a change of the
            pipeline it is to be emptied.
        tell: called with what is being done, how much of it is done, and how much there is.

    Returns:
        The same figures each time: nothing is drawn without a seed.
    """
    if folder is None:
        with TemporaryDirectory() as made:
            return measure_verdicts(Path(made), tell)
    sites, cases, refused = variations(), [], {}
    for number, variation in enumerate(sites, start=1):
        run = run_variation(variation, folder)
        cases += judge_run(run)
        if run.showing is None:
            refused[run.name] = run.refused
        tell("Simulated sites", number, len(sites))
    return figures_of(cases, runs=len(sites) - len(refused), refused=refused)


def judge_run(run: SiteRun) -> list[Case]:
    """Every claim on one site; none where it has no result."""
    return [] if run.showing is None else judge(run.name, claims_on(run.history), run.showing, run.history)


def judge(name: str, asked: Sequence[Asked], showing: Showing, history: History) -> list[Case]:
    """Verdicts on claims against what was there."""
    by_day: dict[date | None, list[Claim]] = {}
    for each in asked:
        by_day.setdefault(each.published, []).append(each.claim)
    return [
        _case(name, checked, published, history)
        for published, claims in by_day.items()
        for checked in check_claims(claims, showing, published=published)
    ]


def _case(name: str, checked: Checked, published: date | None, history: History) -> Case:
    claim = checked.claim
    seen = what_is_seen(claim, published, history)
    return Case(
        run=name, claim=in_short(claim, published), kind=claim.kind.value, verdict=checked.verdict,
        reason=checked.reason, true=is_true(claim, published, history), seen=seen.value, unseen_because=seen.why,
    )  # fmt: skip


def in_short(claim: Claim, published: date | None = None) -> str:
    """Kind, thing, number, days, and what else is said."""
    low, high = claim.quantity.low, claim.quantity.high
    number = f"{low}" if low == high else f"{low} to {'any' if high is None else high}"
    days = f"[{claim.period.after or ''}..{claim.period.by or ''}]"
    more = ["denied"] if claim.polarity is Polarity.DENIED else []
    more += [] if claim.text == "the claim" else [f"“{claim.text}”"]
    more += [] if claim.place is None else [f"at {claim.place.name}"]
    more += [] if published is None else [f"published {published}"]
    return " ".join([claim.kind.value, claim.thing.value, number, days, *more])


def figures_of(cases: Iterable[Case], *, runs: int, refused: dict[str, str]) -> VerdictFigures:
    """All cases together."""
    every = list(cases)
    kinds = sorted({case.kind for case in every})
    return VerdictFigures(
        runs=runs,
        refused=refused,
        cases=len(every),
        strong=sum(case.verdict.strong for case in every),
        too_strong=sum(case.too_strong for case in every),
        wrong=sum(case.wrong for case in every),
        table=dict(sorted(Counter(_cell(case) for case in every).items())),
        too_strong_because=dict(sorted(Counter(case.unseen_because for case in every if case.too_strong).items())),
        use={"all": _use(every), **{kind: _use([each for each in every if each.kind == kind]) for kind in kinds}},
        listed=tuple(case for case in every if case.wrong or case.too_strong),
    )


def _cell(case: Case) -> str:
    truth = {True: "true", False: "false", None: "open"}[case.true]
    return f"{case.verdict.value}, {truth}, {'not seen' if case.seen is None else 'seen'}"


def _use(cases: Sequence[Case]) -> Use:
    true = [case.verdict for case in cases if case.seen]
    false = [case.verdict for case in cases if case.seen is False]
    return Use(
        true=len(true),
        helped_true=sum(verdict in _OF_USE[True] for verdict in true),
        confirmed=sum(verdict is Verdict.CONFIRMED for verdict in true),
        false=len(false),
        contradicted=sum(verdict in _OF_USE[False] for verdict in false),
    )
