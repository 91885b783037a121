"""Declarations built in code; str() is their text. Model.of() puts them together.

Names may be any text: see name_of. What there is no class for is a line of the
language, as str.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any, Iterable, Literal, Mapping, Union

from .conditions import Expression
from .options import Amount, Day, Names
from .spelling import chance, cited, day, name_of, named, names, number, title

Cite = Union[str, tuple[str, str], None]
Ballot = Literal["yes", "no", "abstain", "absent"]
BALLOTS = ("yes", "no", "abstain", "absent")
Measures = Mapping[str, Amount]
Members = Union[Iterable[str], Mapping[str, Union[Amount, Measures]]]


def block(head: str, lines: Iterable[str]) -> str:
    """A declaration with its clauses below it."""
    return "\n".join([head, *(f"  {line}" for line in lines if line)])


def of_mapping(of: Any) -> dict[str, Any]:
    """A mapping, or a Series of pandas, as a dict."""
    return {} if of is None else dict(of.items())


def spaced(*words: str | None) -> str:
    return " ".join(filter(None, words))


@dataclass(frozen=True)
class Body:
    """Who decides: parties with seats, or members, also with measures.

    >>> print(Body("Council", members={
    ...     "Germany": {"population": 83_000}, "Malta": {"population": 500}}))
    body Council
      member Germany with population 83000
      member Malta with population 500
    >>> print(Body("National Assembly", parties={"CPP": 68, "5 Star": 55}, seats=123))
    body National-Assembly "National Assembly" seats 123
      party CPP 68
      party N5-Star 55 "5 Star"

    Members with one number each have the measure "weight".
    """

    name: str
    parties: Mapping[str, int] | None = None
    members: Members = ()
    groups: Mapping[str, Names] | None = None
    vacant: int = 0
    seats: int | None = None
    free: Names = ()
    colours: Mapping[str, str] | None = None
    title: str | None = None
    cite: Cite = None

    def __str__(self) -> str:
        head = spaced("body", named(self.name, self.title),
                      None if self.seats is None else f"seats {number(self.seats)}",
                      cited(self.cite))
        return block(head, [
            *self._party_lines(), *self._member_lines(),
            *(spaced("group", named(group), names(of))
              for group, of in (self.groups or {}).items()),
            f"vacant {number(self.vacant)}" if self.vacant else ""])

    def _look(self, entry: str) -> str:
        colour = (self.colours or {}).get(entry)
        return f"colour {title(colour)}" if colour else ""

    def _party_lines(self) -> list[str]:
        freed = [self.free] if isinstance(self.free, str) else list(self.free)
        return [self._party(party, seats, party in freed)
                for party, seats in of_mapping(self.parties).items()]

    def _party(self, party: str, seats: int, free: bool) -> str:
        own, _, said = named(party).partition(" ")
        return spaced("party", own, number(seats), said, "free" if free else "",
                      self._look(party))

    def _member_lines(self) -> list[str]:
        if hasattr(self.members, "items"):
            return [self._member(name, of if isinstance(of, Mapping)
                                 else {"weight": of})
                    for name, of in of_mapping(self.members).items()]
        each = list(self.members)
        if any(name_of(name) != name or self._look(name) for name in each):
            return [self._member(name, {}) for name in each]
        return textwrap.wrap("members " + " ".join(each), 78, subsequent_indent="  ",
                             break_long_words=False, break_on_hyphens=False) \
            if each else []

    def _member(self, name: str, measures: Measures) -> str:
        with_ = ", ".join(f"{name_of(measure)} {number(value)}"
                          for measure, value in measures.items())
        return spaced("member", named(name), with_ and f"with {with_}",
                      self._look(name))


@dataclass(frozen=True)
class Actor:
    """Somebody who is no party and no member: a president, a court."""

    name: str
    title: str | None = None
    cite: Cite = None

    def __str__(self) -> str:
        return spaced("actor", named(self.name, self.title), cited(self.cite))


@dataclass(frozen=True)
class Act:
    """What a body or a player decides; `needs` is the rule of a body."""

    name: str
    by: str
    needs: Expression | None = None
    quorum: Expression | None = None
    without: Names = ()
    from_: Day | None = None
    until: Day | None = None
    title: str | None = None
    cite: Cite = None

    def __str__(self) -> str:
        without = names(self.without)
        return block(
            spaced("act", named(self.name, self.title), "by", name_of(self.by),
                   without and f"without {without}"),
            [f"needs {self.needs}" if self.needs is not None else "",
             f"quorum {self.quorum}" if self.quorum is not None else "",
             f"from {day(self.from_)}" if self.from_ else "",
             f"until {day(self.until)}" if self.until else "", cited(self.cite)])


@dataclass(frozen=True)
class Fact:
    """What is so or not: True, False, a chance, or options, also with chances.

    >>> print(Fact("Reading", ["Defence", "Court"], title="which rule applies"))
    fact Reading "which rule applies" one of Defence, Court
    >>> print(Fact("Proposer", {"Commission": "9/10", "Other": "1/10"}))
    fact Proposer one of Commission 9/10, Other 1/10
    """

    name: str
    state: bool | Amount | Iterable[str] | Mapping[str, Amount] | None = None
    title: str | None = None
    cite: Cite = None

    def __str__(self) -> str:
        return spaced("fact", named(self.name, self.title), _state(self.state),
                      cited(self.cite))


def _state(state: Any) -> str:
    if state is None:
        return ""
    if isinstance(state, bool):
        return "true" if state else "false"
    if isinstance(state, Mapping):
        return "one of " + ", ".join(f"{named(option)} {chance(of)}"
                                     for option, of in state.items())
    if isinstance(state, str) or not hasattr(state, "__iter__"):
        return chance(state)
    return "one of " + ", ".join(map(named, state))


@dataclass(frozen=True)
class Outcome:
    """What follows when a condition holds."""

    name: str
    when: Expression
    unless: Expression | None = None
    title: str | None = None
    cite: Cite = None

    def __str__(self) -> str:
        return spaced("outcome", named(self.name, self.title), f"when {self.when}",
                      f"unless {self.unless}" if self.unless is not None else "",
                      cited(self.cite))


@dataclass(frozen=True)
class Vote:
    """A recorded vote: each party or member with its ballot, or with numbers.

    >>> print(Vote("2016-05-30", "Assembly", "Lift",
    ...            {"CPP": {"yes": 60, "absent": 8}, "CNRP": "absent"}))
    on 2016-05-30 Assembly voted Lift: CPP 60 yes 8 absent, CNRP absent
    """

    on: Day
    body: str
    act: str
    ballots: Mapping[str, Ballot | Mapping[Ballot, int]]
    rest: Ballot | None = None
    cite: Cite = None

    def __str__(self) -> str:
        tallies = [f"{name_of(who)} {_ballots(cast)}"
                   for who, cast in self.ballots.items()]
        if self.rest is not None:
            tallies.append(f"rest {_ballots(self.rest)}")
        return spaced(f"on {day(self.on)} {name_of(self.body)} voted "
                      f"{name_of(self.act)}: {', '.join(tallies)}", cited(self.cite))


def _ballots(cast: Any) -> str:
    each = [cast] if isinstance(cast, str) else list(cast)
    for ballot in each:
        if ballot not in BALLOTS:
            raise ValueError(f"{ballot!r} is none of {', '.join(BALLOTS)}")
    if isinstance(cast, str):
        return cast
    return " ".join(f"{number(cast[ballot])} {ballot}" for ballot in each)


@dataclass(frozen=True)
class Event:
    """What happened: an act passed, a fact became known.

    >>> print(Event("Arrest", False, on="2016-06"))
    on 2016-06 Arrest failed
    >>> print(Event("Reading", "Court", by="2016-07-01"))
    by 2016-07-01 Reading is Court
    """

    name: str
    value: bool | str = True
    on: Day | None = None
    by: Day | None = None
    since: Day | None = None
    cite: Cite = None

    def __str__(self) -> str:
        when = [(word, value) for word, value in (
            ("on", self.on), ("by", self.by), ("since", self.since)) if value]
        if len(when) != 1:
            raise ValueError(f"{self.name}: one of on, by and since is needed")
        what = f"is {name_of(self.value)}" if isinstance(self.value, str) else \
            "happened" if self.value else "failed"
        return spaced(when[0][0], day(when[0][1]), name_of(self.name), what,
                      cited(self.cite))
