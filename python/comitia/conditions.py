"""Rules and conditions built in code: at_least(2, ...) & no_veto_by("Permanent")."""

from __future__ import annotations

from typing import Iterable, Literal, Union

from .options import Amount
from .spelling import name_of, number

Compare = Literal["at least", "more than", "at most", "fewer than"]
Direction = Literal["against", "abstaining", "not against"]
PLAIN_BASES = ("members", "seats", "present", "votes cast")


class Expression:
    """A rule of an act or a condition, as text of the language; joined by & and |,
    a condition turned round by ~."""

    def __init__(self, text: str, joined: str = ""):
        self._text = text
        self._joined = joined  # "and", "or" or "if" at its top

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<comitia rule: {self}>"

    def _inside(self, word: str) -> str:
        if self._joined == "if":
            raise TypeError("a rule with otherwise cannot be a part of another")
        return self._text if self._joined in ("", "not", word) else f"({self._text})"

    def _join(self, word: str, other: Expression) -> Expression:
        if not isinstance(other, Expression):
            return NotImplemented
        return Expression(f"{self._inside(word)} {word} {other._inside(word)}", word)

    def __and__(self, other: Expression) -> Expression:
        return self._join("and", other)

    def __or__(self, other: Expression) -> Expression:
        return self._join("or", other)

    def __invert__(self) -> Expression:
        return Expression(f"not {self._inside('not')}", "not")

    def __bool__(self) -> bool:
        raise TypeError("join rules and conditions by & and |, not by and, or")

    def when(self, condition: Expression, otherwise: Expression) -> Expression:
        """This rule if the condition holds, otherwise the other.

        >>> print(at_least("2/3", "seats").when(is_("Reading", "Defence"),
        ...       otherwise=more_than("half", "seats")))
        at least 2/3 of seats if Reading is Defence otherwise more than half of seats
        """
        if self._joined == "if":
            raise TypeError("a rule has one otherwise: let that be the longer one")
        return Expression(f"{self} if {condition} otherwise {otherwise}", "if")


Base = Union[str, Iterable[Expression]]


def base(of: str, in_: str | None) -> str:
    """members, seats, present, votes cast, or a measure, also "M present"."""
    if of not in PLAIN_BASES:
        measure, _, how = of.rpartition(" ")
        if how in ("present", "cast") and measure:
            of = f"{name_of(measure)} {how}"
        else:
            of = name_of(of)
    return of if in_ is None else f"{of} in {name_of(in_)}"


def compare(how: Compare, amount: Amount, of: Base, in_: str | None,
            direction: Direction | None, ties_broken_by: str | None) -> Expression:
    if not isinstance(of, str):
        inner = ", ".join(each._inside("if") if each._joined == "if" else str(each)
                          for each in of)
        return Expression(f"{how} {number(amount)} of ({inner})")
    text = f"{how} {number(amount)} of {base(of, in_)}"
    if direction is not None:
        if direction not in ("against", "abstaining", "not against"):
            raise ValueError(f"{direction!r}: against, abstaining or not against")
        text += f" {direction}"
    if ties_broken_by is not None:
        text += f" ties broken by {name_of(ties_broken_by)}"
    return Expression(text)


def at_least(amount: Amount, of: Base, *, in_: str | None = None,
             direction: Direction | None = None) -> Expression:
    """At least so much of a base, or so many of several rules or conditions.

    A share is "2/3", Fraction(2, 3) or "55%"; 82 is an amount. `of` is "members",
    "seats", "present", "votes cast", a measure, or a list of rules; `in_` a group.

    >>> print(at_least("55%", "members") & at_least("65%", "population"))
    at least 55% of members and at least 65% of population
    >>> print(at_least(2, [holds("A"), holds("B") & ~holds("C"), holds("D")]))
    at least 2 of (A, B and not C, D)
    """
    return compare("at least", amount, of, in_, direction, None)


def more_than(amount: Amount, of: Base, *, in_: str | None = None,
              direction: Direction | None = None,
              ties_broken_by: str | None = None) -> Expression:
    """More than so much: exactly that does not do."""
    return compare("more than", amount, of, in_, direction, ties_broken_by)


def at_most(amount: Amount, of: Base, *, in_: str | None = None,
            direction: Direction | None = None) -> Expression:
    """At most so much."""
    return compare("at most", amount, of, in_, direction, None)


def fewer_than(amount: Amount, of: Base, *, in_: str | None = None,
               direction: Direction | None = None) -> Expression:
    """Fewer than so much."""
    return compare("fewer than", amount, of, in_, direction, None)


def all_of(of: str, *, but: int = 0, in_: str | None = None) -> Expression:
    """All of a base, or all but so many."""
    return Expression(f"all {f'but {number(but)} ' if but else ''}of {base(of, in_)}")


def nobody_against(in_: str | None = None) -> Expression:
    """Unanimity that an abstention does not stop."""
    return Expression("nobody against" + (f" in {name_of(in_)}" if in_ else ""))


def no_veto_by(who: str) -> Expression:
    """None of a group, or this player, votes no."""
    return Expression(f"no veto by {name_of(who)}")


def consent_of(who: str) -> Expression:
    """This player, or all of a group, agree."""
    return Expression(f"consent of {name_of(who)}")


def holds(name: str, *, to: str | None = None, at: str | None = None) -> Expression:
    """A condition: the fact is true, the act passes, the outcome is there; the step
    of a ladder `to` or `at` a court."""
    step = f" to {name_of(to)}" if to else f" at {name_of(at)}" if at else ""
    return Expression(name_of(name) + step)


def is_(choice: str, option: str) -> Expression:
    """A condition: the choice has this option."""
    return Expression(f"{name_of(choice)} is {name_of(option)}")
