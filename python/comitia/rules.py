"""Questions that need no model: weighted rules, votes to seats, polls."""

from __future__ import annotations

from typing import Any, Iterable, Mapping, cast

from . import core
from .asking import ask
from .options import Amount, amount, joined, one_of
from .sources import Votes, Weights, is_mapping, pairs, table, written

SEATS = ("method", "hurdle_of", "district_seats", "overhang", "votes_column",
         "joint_column", "joint_sub_column", "joint_hurdle")
AMOUNTS = ("seats", "valid", "base_exempts", "majority")


def quick(verb: str, weights: Weights | None, options: dict[str, Any]) -> Any:
    """power, and a sweep of it, for a quota and weights."""
    fields: dict[str, Any] = {"asks": core.lib.COMITIA_POWER} \
        if verb == "sweep" else {}
    quota, more_than = options.pop("quota"), options.pop("more_than")
    if (quota is None) == (more_than is None):
        raise TypeError(f"{verb}: either quota (at least) or more_than is needed")
    fields["quota"] = amount(quota if more_than is None else more_than)
    fields["more_than"] = more_than is not None
    source = options.pop("csv")
    where = rows_where(options)
    columns = {name: options.pop(name) for name in (
        "weight_column", "name_column", "unions_column")}
    if (weights is None) == (source is None):
        raise TypeError(f"{verb}: either weights or csv is needed")
    content = b""
    if source is not None:
        fields["csv"], content = table(source)
        if columns["weight_column"] is None:
            raise TypeError(f"{verb}: which column of csv has the weights? "
                            "weight_column")
        fields.update({name: c for name, c in columns.items() if c is not None})
        fields["where"] = where
    elif where or any(columns.values()):
        raise TypeError(f"{verb}: a column of which table? csv")
    elif is_mapping(weights):
        content = written(["name", "weight"], pairs(cast(Votes, weights)))
        fields.update(csv="weights", weight_column="weight", name_column="name")
    else:
        fields["weights"] = [
            amount(weight) for weight in cast(Iterable[Amount], weights)]
        if not fields["weights"]:
            raise ValueError(f"{verb}: no weights")
    return ask(verb, None, options, fields, lambda _path: content)


def rows_where(options: dict[str, Any]) -> list[str]:
    where = options.pop("where", None) or {}
    return [f"{name}={value}" for name, value in where.items()]


def of_votes(verb: str, votes: Votes | None, options: dict[str, Any]) -> Any:
    """seats and poll."""
    fields: dict[str, Any] = {}
    seats: dict[str, Any] = {}
    source = options.pop("csv")
    fields["where"] = rows_where(options)
    if (votes is None) == (source is None):
        what = "votes" if verb == "seats" else "shares"
        raise TypeError(f"{verb}: either {what} or csv is needed")
    content = b""
    if source is not None:
        fields["csv"], content = table(source)
    elif is_mapping(options.get("base")):
        content = with_base(cast(Votes, votes), options.pop("base"))
        fields.update(csv="votes", name_column="party")
        seats.update(votes_column="votes", base="base")
    else:
        seats["votes"] = [f"{name}={number}" for name, number in
                          pairs(cast(Votes, votes))]
    name_column = options.pop("name_column")
    if name_column is not None:
        fields["name_column"] = name_column
    hurdle, more = options.pop("hurdle"), options.pop("hurdle_more_than")
    if hurdle is not None and more is not None:
        raise TypeError(f"{verb}: either hurdle (at least) or hurdle_more_than")
    if hurdle is not None or more is not None:
        seats["hurdle"] = amount(hurdle if more is None else more)
        seats["hurdle_more_than"] = more is not None
    for name in (*SEATS, *AMOUNTS, "quota", "district_column", "base", "exempt",
                 "coalitions", "joint", "size"):
        value = options.pop(name, None)
        if value is None:
            continue
        if name in AMOUNTS:
            value = amount(value)
        elif name in ("exempt", "coalitions", "joint"):
            value = joined(value)
        seats[name] = value
    one_of("method", seats["method"], METHODS)
    fields["seats"] = core.Filled("comitia_seats", seats)
    return ask(verb, None, options, fields, lambda _path: content)


METHODS = ("dhondt", "jefferson", "sainte-lague", "webster", "modified-sainte-lague",
           "modified-sainte-lague-1.2", "adams", "dean", "huntington-hill", "largest-remainder")


def with_base(votes: Votes, base: Mapping[str, int]) -> bytes:
    """Votes and base seats as a table, so that names may be any text."""
    strangers = set(base) - set(votes)
    if strangers:
        raise ValueError(f"base: no votes for {', '.join(sorted(strangers))}")
    return written(["party", "votes", "base"], (
        (name, number, amount(base.get(name, 0))) for name, number in pairs(votes)))


def about_code(code: str, options: dict[str, Any]) -> Any:
    return ask("explain", None, options, {"names": [code]})
