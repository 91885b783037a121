"""Answers as tables: which part of an answer is a row, and a row as plain values."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Iterator

from .numbers import Estimate, Interval, above, below, exact, nearest

if TYPE_CHECKING:
    import pandas

# Where the rows of an answer stand. What an outer part says in one word (when, the
# name of talks) is said again in each of its rows.
ROWS = {
    "check": ("expects",), "status": ("subjects",), "needs": ("cases", "players"),
    "can": ("cases",), "power": ("cases", "indices"), "chance": (),
    "belief": ("claims",), "deal": ("talks", "goals"), "timeline": ("steps",),
    "brief": ("outcomes",), "diff": ("changes",), "poll": ("sample", "parties"),
    "explain": (), "show": ("declarations",),
}
KEPT = {"talks": ("name",), "cases": ("when",), "districts": ("name",)}


def records(answer: Any) -> list[dict[str, Any]]:
    if hasattr(answer, "each"):
        return _without_empty([
            {answer.each: case.value, **row} for case in answer.cases
            for row in ([{"note": case.refusal}] if case.refusal
                        else records(case.answer))])
    special = SPECIAL.get(answer.verb)
    rows = special(answer) if special else [
        row for row in _rows(answer, ROWS[answer.verb], {})]
    return _without_empty(rows)


def _rows(part: Any, path: tuple[str, ...], outer: dict[str, Any]
          ) -> Iterator[dict[str, Any]]:
    if not path:
        yield {**outer, **flat(part)}
        return
    inner = getattr(part, path[0])
    if inner is None:  # left out, which the diagnostics say
        return
    for item in inner if isinstance(inner, tuple) else (inner,):
        said = {("talks" if key == "name" and path[0] == "talks" else key):
                plain(getattr(item, key)) for key in KEPT.get(path[0], ())
                if len(path) > 1}
        yield from _rows(item, path[1:], {**outer, **said})


def flat(part: Any) -> dict[str, Any]:
    """The fields of an object as cells; lists of objects are left out."""
    from .results import Answer as Head
    row: dict[str, Any] = {}
    head = len(dataclasses.fields(Head)) if isinstance(part, Head) else 0
    for field in dataclasses.fields(part)[head:]:
        value = getattr(part, field.name)
        name = field.name.rstrip("_")
        if isinstance(value, Estimate):
            row |= {name: value.value, name + "_low": value.low,
                    name + "_high": value.high}
        elif isinstance(value, Interval):
            row |= {name + "_low": value.low, name + "_high": value.high}
        elif dataclasses.is_dataclass(value) and not hasattr(value, "kind"):
            row |= {f"{name}_{key}": cell for key, cell in flat(value).items()}
        elif not isinstance(value, (tuple, dict, list)) or _is_plain(value):
            row[name] = plain(value)
    return row


def _is_plain(value: Any) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(item, str) or hasattr(item, "kind") for item in value)


def plain(value: Any) -> Any:
    """A subject as its name, a term as a sentence."""
    if isinstance(value, tuple):
        if all(isinstance(item, str) for item in value):
            return value if value else ""
        return " and ".join(map(_literal, value))
    return value.name if dataclasses.is_dataclass(value) else value


def _literal(literal: Any) -> str:
    if isinstance(literal.value, bool):
        return f"{'' if literal.value else 'not '}{literal.name}"
    return f"{literal.name} is {literal.value}"


def _who(answer: Any) -> list[dict[str, Any]]:
    return [{"when": plain(case.when), "action": action, "coalition": coalition}
            for case in answer.cases for action in ("force", "block")
            for coalition in getattr(case, action) or ()]


def _terms(answer: Any) -> list[dict[str, Any]]:
    """why and how: a row for each literal of each term."""
    name = "reason" if answer.verb == "why" else "change"
    terms = getattr(answer, name + "s") or ()
    return [{name: number, "name": literal.name, "kind": literal.kind,
             "value": literal.value}
            for number, term in enumerate(terms, 1) for literal in term]


def _timeline(answer: Any) -> list[dict[str, Any]]:
    return [{"from": step.from_, "to": step.to, "event": step.text,
             "uncertain": step.uncertain, "name": turn.name, "before": turn.from_,
             "after": turn.to}
            for step in answer.steps for turn in step.changes or (_NO_TURN,)]


@dataclasses.dataclass(frozen=True)
class _NoTurn:
    name: None = None
    from_: None = None
    to: None = None


_NO_TURN = _NoTurn()


def _sweep(answer: Any) -> list[dict[str, Any]]:
    texts = {"when", "note", "force", "block", "result", "answer"}
    return [{name: cell if name in texts else number(cell)
             for name, cell in zip(answer.columns, row)} for row in answer.rows]


def _seats(answer: Any) -> list[dict[str, Any]]:
    if len(answer.districts) == 1:
        return [flat(party) for party in answer.parties]
    return [{"district": district.name, **flat(party)}
            for district in answer.districts for party in district.parties]


SPECIAL = {"who": _who, "why": _terms, "how": _terms, "timeline": _timeline,
           "sweep": _sweep, "seats": _seats}


def number(cell: str | None) -> Any:
    """The number of a cell of a sweep, exact; other texts stay."""
    if cell is None:
        return None
    if re.fullmatch(r"-?\d+(\.\d+|/[1-9]\d*)?%?", cell):
        return exact(cell[:-1]) / 100 if cell.endswith("%") else exact(cell)
    return cell


def _without_empty(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without columns that say nothing at all: what was not asked for."""
    names = dict.fromkeys(name for row in rows for name in row)
    used = [name for name in names
            if any(row.get(name) not in (None, "") for row in rows)]
    return [{name: row.get(name) for name in used} for row in rows]


def frame(answer: Any, floats: bool, long: bool) -> pandas.DataFrame:
    try:
        import pandas
    except ImportError:
        raise ImportError("to_frame() needs pandas (Debian: apt install "
                          "python3-pandas); records() gives the same rows without"
                          ) from None
    rows = answer.long_records() if long else records(answer)
    made = pandas.DataFrame(rows)
    if floats:
        for name in made.columns:
            if _is_numbers(made[name]):
                made[name] = [_float(str(name), cell) for cell in made[name]]
    return made


def _is_numbers(cells: Any) -> bool:
    known = [cell for cell in cells if cell is not None]
    return bool(known) and all(isinstance(cell, (Fraction, Decimal))
                               for cell in known)


def _float(name: str, cell: Any) -> float:
    if cell is None:
        return float("nan")
    if name.endswith(("_low", "low")):
        return below(Fraction(cell))
    if name.endswith(("_high", "high")):
        return above(Fraction(cell))
    return nearest(Fraction(cell))
