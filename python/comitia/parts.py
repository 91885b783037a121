"""Parts of answers, as they show themselves."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any


class Part:
    """A part of an answer: repr() leaves out what is None and prints 2/3 for
    Fraction(2, 3)."""

    def __repr__(self) -> str:
        fields = ((field.name, getattr(self, field.name))
                  for field in dataclasses.fields(self))
        said = ", ".join(f"{name}={shown(value)}" for name, value in fields
                         if value is not None)
        return f"{type(self).__name__}({said})"


def shown(value: Any) -> str:
    if isinstance(value, Fraction):
        long = (value.numerator * value.denominator).bit_length() > 10_000
        return "..." if long else str(value)
    if isinstance(value, tuple):
        return f"({', '.join(map(shown, value))}{',' if len(value) == 1 else ''})"
    return repr(value)
