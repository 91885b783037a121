"""Numbers that are not one number: two proved ends, and what a sample says."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction


def below(number: Fraction) -> float:
    """The largest float that is not above it."""
    near = float(number)
    return near if Fraction(near) <= number else math.nextafter(near, -math.inf)


def above(number: Fraction) -> float:
    """The smallest float that is not below it."""
    return -below(-number)


@dataclass(frozen=True)
class Interval:
    """A number between two proved ends, both exact.

    >>> from fractions import Fraction
    >>> between = Interval(Fraction(1, 4), Fraction(1, 2))
    >>> Fraction(1, 3) in between, between.width, between.midpoint
    (True, Fraction(1, 4), Fraction(3, 8))
    """

    low: Fraction
    high: Fraction

    @property
    def width(self) -> Fraction:
        return self.high - self.low

    @property
    def midpoint(self) -> Fraction:
        return (self.low + self.high) / 2

    def __contains__(self, number: Fraction | int) -> bool:
        return self.low <= number <= self.high

    def __str__(self) -> str:
        return f"{_decimal(self.low)} to {_decimal(self.high)}"


@dataclass(frozen=True)
class Estimate(Interval):
    """What a sample says: a value, and the range that holds the number with the
    confidence that stands beside it. Nothing here is proved."""

    value: Fraction

    def __str__(self) -> str:
        return f"about {_decimal(self.value)} ({super().__str__()})"


def _decimal(number: Fraction) -> str:
    """An end as the decimal that it was printed as."""
    places = 0
    while (number * 10 ** places).denominator != 1:
        places += 1
        if places > 1000:
            return str(number)
    sign, digits = "-" * (number < 0), str(abs(int(number * 10 ** places)))
    digits = digits.rjust(places + 1, "0")
    return sign + digits[:len(digits) - places] + ("." + digits[-places:] if places
                                                   else "")
