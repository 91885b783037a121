"""An answer in a notebook: its first sentence, its table, its picture."""

from __future__ import annotations

import base64
import datetime
from fractions import Fraction
from html import escape
from typing import Any

from .errors import ComitiaError
from .numbers import Interval

MOST_ROWS = 60
PICTURES = ("show", "needs", "power")
AS_TEXT = ("explain", "why", "how", "deal", "belief", "status")


def html_of(answer: Any) -> str:
    if answer._answer is None:
        return f"<pre>{escape(str(answer))}</pre>"
    if answer.verb == "brief" and not hasattr(answer, "each"):
        return _framed(answer._print(answer_format("HTML")))
    if answer.verb in AS_TEXT or hasattr(answer, "each"):
        return f"<pre>{escape(str(answer))}</pre>"
    parts = [f"<p>{escape(first_sentence(str(answer)))}</p>"]
    parts += [table(answer.records())]
    if answer.verb in PICTURES:
        try:
            parts.append(picture(answer.svg()))
        except ComitiaError:
            pass  # too many players for one
    return "\n".join(parts)


def answer_format(name: str) -> int:
    from .core import lib
    return int(getattr(lib, "COMITIA_" + name))


def first_sentence(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())


def picture(svg: str) -> str:
    """As an image: its styles cannot reach the rest of the page."""
    data = base64.b64encode(svg.encode()).decode()
    return (f'<img alt="" style="max-width:100%" '
            f'src="data:image/svg+xml;base64,{data}">')


def _framed(page: str) -> str:
    return (f'<iframe srcdoc="{escape(page)}" style="width:100%;height:36em;'
            'border:1px solid #ccc"></iframe>')


def cell(value: Any) -> str:
    """A fraction with its size, a list in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return str(value)
        return f"{value if len(str(value)) <= 24 else '…'} ({float(value):.4g})"
    if isinstance(value, (Interval, datetime.date)):
        return str(value)
    if isinstance(value, tuple):
        return " + ".join(map(str, value))
    return str(value)


def table(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    names = list(rows[0])
    numeric = {name for name in names
               if any(isinstance(row[name], (Fraction, int)) and
                      not isinstance(row[name], bool) for row in rows)}
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(
            f'<td style="text-align:{"right" if name in numeric else "left"}">'
            f"{escape(cell(row[name]))}</td>" for name in names) + "</tr>"
        for row in rows[:MOST_ROWS])
    more = f"<p>and {len(rows) - MOST_ROWS} more rows</p>" \
        if len(rows) > MOST_ROWS else ""
    return (f"<table><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>{more}")
