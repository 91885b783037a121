"""What questions are answered with: the JSON of LANGUAGE, section 16, as classes.

Made by tools/python_api.py of tests/support/shape.py. Numbers that the JSON has as
strings are Fractions, between two proved ends an Interval; counts are ints. None: not
asked for, not there, or left out, which then stands in `diagnostics`. Lists are tuples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal as OneOf

from .answers import Answered
from .numbers import Estimate, Interval
from .parts import Part


@dataclass(frozen=True, kw_only=True, repr=False)
class Uncertain(Part):
    file: str
    line: int
    text: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Note(Part):
    file: str
    line: int
    column: int
    message: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Diagnostic(Part):
    code: str
    severity: OneOf["error", "warning", "note", "failed", "refused"]
    file: str | None = None
    line: int | None = None
    column: int | None = None
    end_column: int | None = field(default=None, metadata={"key": "endColumn"})
    message: str
    help: str | None = None
    notes: tuple[Note, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Verified(Part):
    method: str
    agrees: bool


@dataclass(frozen=True, kw_only=True, repr=False)
class Answer(Answered):
    """What every answer begins with."""

    comitia: OneOf["1"]
    verb: str
    file: str | None = None
    on: date | None = None
    suppose: tuple[str, ...]
    otherwise: OneOf["oppose", "absent", "worst"]
    free: tuple[str, ...]
    answer: OneOf["yes", "no", "open", "ill-posed"] | None = None
    exit: int
    exact: bool
    certified: bool
    rounded: tuple[str, ...]
    uncertain: tuple[Uncertain, ...]
    diagnostics: tuple[Diagnostic, ...]
    more: int
    vary: tuple[str, ...] | None = None
    verified: Verified | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Expect(Part):
    file: str
    line: int
    text: str
    holds: bool
    found: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Check(Answer):
    """What `check` answers."""

    passed: int
    failed: int
    expects: tuple[Expect, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class PartySeats(Part):
    name: str
    seats: Fraction


@dataclass(frozen=True, kw_only=True, repr=False)
class BodySeats(Part):
    name: str
    seats: Fraction
    members: Fraction
    vacant: Fraction
    parties: tuple[PartySeats, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Cite(Part):
    text: str
    status: OneOf["verified", "unverified", "illustrative"] | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Subject(Part):
    name: str
    title: str | None = None
    kind: OneOf["act", "outcome", "fact", "choice", "ladder", "step"]
    file: str
    line: int
    cite: tuple[Cite, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Literal(Part):
    name: str
    kind: OneOf["act", "outcome", "fact", "choice", "ladder", "step", "vote", "player"]
    value: bool | str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class State(Part):
    subject: Subject
    status: OneOf["certain", "impossible", "open"]
    result: OneOf["passed", "rejected", "no decision"] | None = None
    needed: tuple[tuple[Literal, ...], ...] | None = None
    stopped: tuple[tuple[Literal, ...], ...] | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Status(Answer):
    """What `status` answers."""

    read: int
    last: date | None = None
    bodies: tuple[BodySeats, ...]
    subjects: tuple[State, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Recorded(Part):
    yes: Fraction
    no: Fraction
    abstain: Fraction
    absent: Fraction
    open: Fraction


@dataclass(frozen=True, kw_only=True, repr=False)
class Quota(Part):
    text: str
    base: str
    in_: str | None = None
    direction: OneOf["yes", "against", "abstaining", "not against"]
    compare: OneOf["at least", "more than", "at most", "fewer than"]
    total: Fraction
    bound: Fraction
    required: Fraction | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class NeedsPlayer(Part):
    player: str
    seats: Fraction
    alone: bool
    missing: Fraction | None = None
    blocks: bool


@dataclass(frozen=True, kw_only=True, repr=False)
class NeedsCase(Part):
    when: tuple[Literal, ...]
    seats: Fraction
    members: Fraction
    vacant: Fraction
    needed: Fraction | None = None
    recorded: Recorded | None = None
    missing: Fraction | None = None
    to_spare: Fraction | None = None
    result: OneOf["passed", "rejected", "no decision"] | None = None
    quotas: tuple[Quota, ...]
    quorum: tuple[Quota, ...]
    players: tuple[NeedsPlayer, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Needs(Answer):
    """What `needs` answers."""

    subject: Subject
    body: str
    cases: tuple[NeedsCase, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class CanCase(Part):
    when: tuple[Literal, ...]
    value: bool


@dataclass(frozen=True, kw_only=True, repr=False)
class Can(Answer):
    """What `can` answers."""

    who: tuple[str, ...]
    action: OneOf["force", "block"]
    subject: Subject
    cases: tuple[CanCase, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class WhoCase(Part):
    when: tuple[Literal, ...]
    force: tuple[tuple[str, ...], ...] | None = None
    force_total: Fraction | None = None
    block: tuple[tuple[str, ...], ...] | None = None
    block_total: Fraction | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Always(Part):
    force: tuple[tuple[str, ...], ...] | None = None
    block: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Who(Answer):
    """What `who` answers."""

    subject: Subject
    players: tuple[str, ...]
    cases: tuple[WhoCase, ...]
    always: Always


@dataclass(frozen=True, kw_only=True, repr=False)
class Bound(Part):
    indices: tuple[
        OneOf["swings", "banzhaf", "banzhaf_absolute", "shapley", "deegan_packel",
        "holler", "johnston", "coleman_prevent", "coleman_initiate", "rae",
        "satisfaction"], ...]
    method: str
    why: str
    width: Decimal
    nodes: Fraction | None = None
    terms: Fraction | None = None
    quadrature: Decimal | None = None
    cut: Decimal | None = None
    rounding: Decimal | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class PowerRow(Part):
    player: str
    count: int
    seats: Fraction | None = None
    free: bool
    swings: Fraction | None = None
    banzhaf: Fraction | Interval | None = None
    banzhaf_absolute: Fraction | Interval | None = None
    shapley: Fraction | Interval | None = None
    deegan_packel: Fraction | Interval | None = None
    holler: Fraction | Interval | None = None
    johnston: Fraction | Interval | None = None
    coleman_prevent: Fraction | Interval | None = None
    coleman_initiate: Fraction | Interval | None = None
    rae: Fraction | Interval | None = None
    satisfaction: Fraction | Interval | None = None
    owen: Fraction | Interval | None = None
    banzhaf_owen: Fraction | Interval | None = None
    symmetric_banzhaf: Fraction | Interval | None = None
    dummy: bool | None = None
    veto: bool | None = None
    dictator: bool | None = None
    swings_for: Fraction | None = None
    swings_against: Fraction | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Order(Part):
    complete: bool
    ranks: tuple[tuple[str, ...], ...]
    dominates: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class PowerUnion(Part):
    players: tuple[str, ...]
    owen: Fraction | None = None
    symmetric_banzhaf: Fraction | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class PowerDrawn(Part):
    player: str
    count: int
    banzhaf_absolute: Estimate | None = None
    shapley: Estimate | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class PowerSample(Part):
    draws: Fraction
    confidence: Fraction
    method: str
    players: tuple[PowerDrawn, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class PowerCase(Part):
    when: tuple[Literal, ...]
    players: int
    coalitions: Fraction | None = None
    winning: Fraction | None = None
    minimal_winning: Fraction | None = None
    minimal_blocking: Fraction | None = None
    coleman_collective: Fraction | None = None
    bounds: tuple[Bound, ...] | None = None
    indices: tuple[PowerRow, ...]
    order: Order | None = None
    unions: tuple[PowerUnion, ...] | None = None
    sample: PowerSample | None = None
    ways: Fraction | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Power(Answer):
    """What `power` answers."""

    subject: Subject | None = None
    ballots: OneOf["three"] | None = None
    cases: tuple[PowerCase, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Importance(Part):
    name: str
    kind: OneOf["fact", "act"]
    option: str | None = None
    given: Fraction | None = None
    given_decimal: Decimal
    importance: Fraction | None = None
    importance_decimal: Decimal | None = None
    criticality: Fraction | None = None
    criticality_decimal: Decimal | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ChanceSample(Part):
    draws: Fraction
    confidence: Fraction
    method: str
    value: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, kw_only=True, repr=False)
class Chance(Answer):
    """What `chance` answers."""

    subject: Subject
    low: Fraction | None = None
    high: Fraction | None = None
    low_decimal: Decimal | None = None
    high_decimal: Decimal | None = None
    free_variables: tuple[str, ...]
    importance: tuple[Importance, ...] | None = None
    sample: ChanceSample | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Origin(Part):
    origin: str
    title: str | None = None
    mode: OneOf["says", "believes"]
    on: date | None = None
    via: tuple[str, ...]
    value: OneOf["yes", "no", "both", "none"]
    depth: int
    unnamed: bool
    first_party: bool
    factor: OneOf["infinite"] | Fraction | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Claim(Part):
    name: str
    option: str | None = None
    kind: str
    state: OneOf["true", "false", "unknown", "not reported", "chance"]
    prior: Fraction | None = None
    factor: OneOf["infinite"] | Fraction | None = None
    posterior: Fraction | None = None
    posterior_from: OneOf["prior", "even", "certain"] | None = None
    naive: Fraction | None = None
    reports: int
    unweighted: int
    origins: tuple[Origin, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Belief(Answer):
    """What `belief` answers."""

    claims: tuple[Claim, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Goal(Part):
    label: str | None = None
    deal: bool
    clashes: tuple[tuple[str, ...], ...] | None = None
    concessions: tuple[tuple[str, ...], ...] | None = None
    best: tuple[dict[str, Fraction], ...] | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Threat(Part):
    by: str
    kind: OneOf["threatens", "promises"]
    action: str
    if_: str | None = None
    works: dict[str, bool | None]
    credible: bool | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Talks(Part):
    name: str
    title: str | None = None
    between: tuple[str, ...]
    goals: tuple[Goal, ...]
    threats: tuple[Threat, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Deal(Answer):
    """What `deal` answers."""

    talks: tuple[Talks, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Standing(Part):
    name: str
    status: OneOf["certain", "impossible", "open"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Turn(Part):
    name: str
    from_: OneOf["certain", "impossible", "open"]
    to: OneOf["certain", "impossible", "open"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Step(Part):
    file: str
    line: int
    from_: date | None = None
    to: date
    text: str
    uncertain: bool
    changes: tuple[Turn, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Timeline(Answer):
    """What `timeline` answers."""

    start: tuple[Standing, ...]
    steps: tuple[Step, ...]
    end: tuple[Standing, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class BriefOutcome(Part):
    subject: Subject
    status: OneOf["certain", "impossible", "open"]
    result: OneOf["passed", "rejected", "no decision"] | None = None
    needed: tuple[tuple[Literal, ...], ...] | None = None
    stopped: tuple[tuple[Literal, ...], ...] | None = None
    who: tuple[WhoCase, ...] | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class BriefAct(Part):
    subject: Subject
    body: str
    cases: tuple[NeedsCase, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class BriefTimeline(Part):
    start: tuple[Standing, ...]
    steps: tuple[Step, ...]
    end: tuple[Standing, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class BriefCite(Part):
    text: str
    status: Any = None
    file: str
    line: int


@dataclass(frozen=True, kw_only=True, repr=False)
class Brief(Answer):
    """What `brief` answers."""

    title: str | None = None
    read: int
    last: date | None = None
    bodies: tuple[BodySeats, ...]
    outcomes: tuple[BriefOutcome, ...]
    acts: tuple[BriefAct, ...]
    timeline: BriefTimeline
    beliefs: tuple[Claim, ...]
    talks: tuple[Talks, ...]
    cites: tuple[BriefCite, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Why(Answer):
    """What `why` answers."""

    subject: Subject
    status: OneOf["certain", "impossible", "open"]
    reasons: tuple[tuple[Literal, ...], ...] | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class How(Answer):
    """What `how` answers."""

    subject: Subject
    status: OneOf["certain", "impossible", "open"]
    changes: tuple[tuple[Literal, ...], ...] | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Change(Part):
    subject: str
    title: str | None = None
    kind: str
    when: tuple[Literal, ...]
    what: OneOf[
        "added", "removed", "status", "result", "chance", "needed", "missing",
        "to_spare", "cases", "voter", "alone", "blocks", "short", "force", "block",
        "force_total", "block_total", "state", "posterior", "reports", "deal"]
    player: str | None = None
    old: Any = None
    new: Any = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Diff(Answer):
    """What `diff` answers."""

    old: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Sweep(Answer):
    """What `sweep` answers."""

    asks: OneOf["can", "chance", "needs", "power", "status", "who"]
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Hurdle(Part):
    bound: Fraction
    unit: OneOf["share", "votes"]
    compare: OneOf["at least", "more than"]
    of: OneOf["all", "district"]


@dataclass(frozen=True, kw_only=True, repr=False)
class SeatsParty(Part):
    party: str
    votes: Fraction
    share: Fraction
    entry: OneOf["passed", "exempt", "base", "out"]
    base: Fraction
    seats: Fraction | None = None
    low: Fraction
    high: Fraction


@dataclass(frozen=True, kw_only=True, repr=False)
class Tie(Part):
    seats: Fraction
    parties: tuple[str, ...]
    ways: Fraction
    takers: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Divisor(Part):
    low: Fraction | None = None
    low_squared: Fraction | None = None
    high: Fraction | None = None
    high_squared: Fraction | None = None
    low_decimal: Decimal
    high_decimal: Decimal | None = None
    example: Fraction | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class DistrictParty(Part):
    party: str
    votes: Fraction
    entry: OneOf["passed", "exempt", "base", "out"]
    base: Fraction
    quotient: Fraction | None = None
    remainder: Fraction | None = None
    by_votes: Fraction | None = None
    seats: Fraction | None = None
    low: Fraction
    high: Fraction


@dataclass(frozen=True, kw_only=True, repr=False)
class District(Part):
    name: str | None = None
    seats: Fraction
    house: Fraction | None = None
    votes: Fraction
    tie: Tie | None = None
    divisor: Divisor | None = None
    quota: Fraction | None = None
    parties: tuple[DistrictParty, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Seats(Answer):
    """What `seats` answers."""

    method: OneOf[
        "dhondt", "sainte-lague", "modified-sainte-lague", "adams", "dean",
        "huntington-hill", "largest-remainder"]
    quota: OneOf["hare", "droop", "hagenbach-bischoff", "imperiali"] | None = None
    hurdle: Hurdle | None = None
    overhang: OneOf["within", "added"] | None = None
    seats: Fraction
    house: Fraction | None = None
    votes: Fraction
    valid: Fraction
    parties: tuple[SeatsParty, ...]
    districts: tuple[District, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class SeatsRange(Part):
    median: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, kw_only=True, repr=False)
class PollParty(Part):
    party: str
    share: Fraction
    asked: Fraction
    enters: Estimate
    seats: SeatsRange


@dataclass(frozen=True, kw_only=True, repr=False)
class PollCoalition(Part):
    parties: tuple[str, ...]
    majority: Estimate
    minimal: Estimate


@dataclass(frozen=True, kw_only=True, repr=False)
class PollSample(Part):
    draws: Fraction
    confidence: Fraction
    method: str
    without_seats: Fraction
    lots: Fraction
    parties: tuple[PollParty, ...]
    coalitions: tuple[PollCoalition, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Poll(Answer):
    """What `poll` answers."""

    method: OneOf[
        "dhondt", "sainte-lague", "modified-sainte-lague", "adams", "dean",
        "huntington-hill", "largest-remainder"]
    quota: OneOf["hare", "droop", "hagenbach-bischoff", "imperiali"] | None = None
    hurdle: Hurdle | None = None
    seats: Fraction
    majority: Fraction
    size: Fraction
    sum: Fraction
    others: Fraction
    sample: PollSample


@dataclass(frozen=True, kw_only=True, repr=False)
class Explain(Answer):
    """What `explain` answers."""

    code: str
    severity: str
    title: str
    wrong: str
    right: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Declaration(Part):
    kind: str
    name: str | None = None
    title: str | None = None
    colour: str | None = None
    file: str
    line: int
    cite: tuple[Cite, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Show(Answer):
    """What `show` answers."""

    declarations: tuple[Declaration, ...]
    bodies: Any = None
    acts: Any = None
    facts: Any = None
    outcomes: Any = None
    ladders: Any = None
    sources: Any = None
    reports: Any = None
    talks: Any = None


VERBS: dict[str, type[Answer]] = {
    "check": Check,
    "status": Status,
    "needs": Needs,
    "can": Can,
    "who": Who,
    "power": Power,
    "chance": Chance,
    "belief": Belief,
    "deal": Deal,
    "timeline": Timeline,
    "brief": Brief,
    "why": Why,
    "how": How,
    "diff": Diff,
    "sweep": Sweep,
    "seats": Seats,
    "poll": Poll,
    "explain": Explain,
    "show": Show,
}
