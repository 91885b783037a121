"""JSON into the classes of results.py, as their annotations say."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Callable

from .numbers import Estimate, Interval, exact

Reader = Callable[[Any], Any]


def _interval(value: dict[str, str]) -> Interval:
    return Interval(exact(value["low"]), exact(value["high"]))


def _estimate(value: dict[str, str]) -> Estimate:
    return Estimate(low=exact(value["low"]), high=exact(value["high"]),
                    value=exact(value["value"]))


PLAIN: dict[Any, Reader] = {
    Fraction: exact, Decimal: Decimal, date: date.fromisoformat,
    Interval: _interval, Estimate: _estimate,
}


def same(value: Any) -> Any:
    return value


def _union(options: tuple[Any, ...]) -> Reader:
    """Which of them a value is can be seen from its JSON type."""
    readers = [reader(option) for option in options if option is not type(None)]
    if Interval in options:
        return lambda value: None if value is None else _interval(value) \
            if isinstance(value, dict) else exact(value)
    if Fraction in options and len(readers) > 1:  # or a word
        return lambda value: None if value is None else exact(value) \
            if value[-1:].isdigit() else value
    if len(readers) > 1:
        return same
    first = readers[0]
    return lambda value: None if value is None else first(value)


@functools.cache
def reader(kind: Any) -> Reader:
    """What makes a value of this type of its JSON."""
    if kind in PLAIN:
        return PLAIN[kind]
    if dataclasses.is_dataclass(kind):
        return functools.partial(read, kind)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _union(inner)
    if origin is tuple:
        item = reader(inner[0])
        return lambda value: tuple(map(item, value))
    if origin is dict:
        item = reader(inner[1])
        return lambda value: {key: item(each) for key, each in value.items()}
    return same


@functools.cache
def fields(kind: Any) -> list[tuple[str, str, Reader]]:
    hints = typing.get_type_hints(kind)
    return [(field.name, field.metadata.get("key", field.name.rstrip("_")),
             reader(hints[field.name])) for field in dataclasses.fields(kind)]


def read(kind: Any, value: dict[str, Any]) -> Any:
    """An object of a class of results.py; keys that it does not know are ignored."""
    return kind(**{name: made(value[key]) for name, key, made in fields(kind)
                   if key in value})
