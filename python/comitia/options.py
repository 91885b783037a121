"""From keywords of Python to the question that the library is asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Iterable, Mapping, Union

from ._comitia import lib

Amount = Union[int, Fraction, Decimal, str]
Day = Union[date, str]
Names = Union[str, Iterable[str]]
Unions = Union[str, Iterable[Union[str, Iterable[str]]]]
Suppositions = Union[Names, Mapping[str, Union[bool, str]]]

OTHERWISE = {"oppose": lib.COMITIA_OPPOSE, "absent": lib.COMITIA_ABSENT,
             "worst": lib.COMITIA_WORST}
CERTAIN_PLACES = 9
UNITS = "KMGT"


def names(value: Names) -> list[str]:
    """One text or many, as a list."""
    return [value] if isinstance(value, str) else list(value)


def joined(value: Any) -> list[str]:
    """"A+B", ["A+B", "C+D"] or [["A", "B"], ["C", "D"]] as a list of "A+B"; what is
    nested deeper stands in brackets: [["A", ["B", "C"]]] is ["A+(B+C)"]."""
    return [one if isinstance(one, str) else "+".join(
        part if isinstance(part, str) else f"({joined([part])[0]})" for part in one)
        for one in names(value)]


def suppositions(value: Suppositions) -> list[str]:
    """{"Lift": False, "CNRP": "absent"} as the command line has it."""
    if not isinstance(value, Mapping):
        return names(value)
    words = {True: "", False: "=no"}
    return [name + words[what] if isinstance(what, bool) else f"{name}={what}"
            for name, what in value.items()]


def amount(value: Any) -> str:
    """An exact number as a text; a float is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        what = "a float, which is seldom the number that was meant" \
            if isinstance(value, float) else "no exact number"
        raise TypeError(f"{value!r} is {what}: write a Fraction, a Decimal, or a "
                        'text such as "2/3", "55%", "0.1"')
    return str(value.__index__())  # integers of numpy too


def whole(name: str, value: Any, most: int = 2 ** 64 - 1) -> int:
    """A count from 1 up."""
    if isinstance(value, bool) or not hasattr(value, "__index__") or \
            not 1 <= value.__index__() <= most:
        raise ValueError(f"{name}: a whole number from 1 to {most} is needed, "
                         f"not {value!r}")
    return int(value.__index__())


def one_of(name: str, value: Any, choices: Iterable[str]) -> Any:
    if value not in choices:
        raise ValueError(f"{name}: one of {', '.join(choices)} is needed, "
                         f"not {value!r}")
    return value


def size(value: int | str) -> int:
    """Bytes: a number, or a text such as "512M"; 0 is no bound."""
    text = str(value).upper()
    unit = UNITS.find(text[-1:]) + 1 if text else 0
    digits = text[:-1] if unit else text
    if not digits.isascii() or not digits.isdigit() or \
            int(digits) << 10 * unit >= 2 ** 64:
        raise ValueError(f'memory: a size is needed, like "512M" or "4G" (0: no '
                         f"bound), not {value!r}")
    return int(digits) << 10 * unit


def question(options: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of comitia_question, and what the call itself needs."""
    if options.get("exact") and options.get("certified"):
        raise TypeError("fractions or decimals: exact or certified, not both")
    asked: dict[str, Any] = {}
    call: dict[str, Any] = {}
    for name, value in options.items():
        if value is None or value is False:
            continue
        if name == "progress":
            call[name] = value
        elif name == "threads":
            call[name] = whole(name, value, 1024)
        elif name == "memory":
            call[name] = size(value)
        elif name == "on":
            asked[name] = str(value)
        elif name == "suppose":
            asked[name] = suppositions(value)
        elif name == "otherwise":
            asked[name] = OTHERWISE[one_of(name, value, OTHERWISE)]
        elif name == "ballots":
            asked["three_ballots"] = one_of(name, value, ("two", "three")) == "three"
        elif name == "certified":
            asked[name] = CERTAIN_PLACES if value is True else whole(name, value, 1000)
        elif name == "digits":
            asked[name] = whole(name, value, 10000)
        elif name in ("limit", "sample"):
            asked[name] = whole(name, value)
        elif name == "index":
            asked["indices"] = names(value)
        elif name == "unions":
            asked[name] = joined(value)
        elif name in ("vary", "free"):
            asked[name] = names(value)
        else:
            asked[name] = value
    return asked, call
