"""Numbers that are not one number: two proved ends, and what a sample says."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction


DIGITS = 4000  # Python reads and prints 4300 at once


def whole(digits: str) -> int:
    """An integer of any length, in pieces that Python reads."""
    if len(digits) <= DIGITS:
        return int(digits)
    half = len(digits) // 2
    power: int = 10 ** half
    return whole(digits[:-half]) * power + whole(digits[-half:])


def exact(text: str) -> Fraction:
    """"421/2145" as a Fraction, however long it is."""
    if len(text) <= DIGITS:
        return Fraction(text)
    sign = -1 if text.startswith("-") else 1
    above_line, _, below_line = text.lstrip("-").partition("/")
    before, _, after = above_line.partition(".")
    return sign * Fraction(whole(before + after),
                           whole(below_line or "1") * 10 ** len(after))


def nearest(number: Fraction) -> float:
    """The nearest float; infinity beyond the last one."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def below(number: Fraction) -> float:
    """The largest float that is not above it."""
    near = nearest(number)
    if math.isinf(near):
        return math.nextafter(math.inf, 0) if number > 0 else near
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
