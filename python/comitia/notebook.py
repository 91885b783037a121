"""An answer in a notebook: its first sentence, its table, its picture."""

from __future__ import annotations

import base64
import datetime
from fractions import Fraction
from html import escape
from typing import Any, Callable

from .errors import ComitiaError
from .numbers import Interval, nearest

MOST_ROWS = 60
# Columns that are shown only where they say something.
HIDDEN: dict[str, Callable[[Any], bool]] = {
    "file": lambda cell: True, "count": lambda cell: bool(cell == 1),
    **dict.fromkeys(("free", "dummy", "veto", "dictator"), lambda cell: not cell)}
PAD = "padding:0 .7em 0 0"
PICTURES = ("show", "needs", "power")
AS_TEXT = ("explain", "why", "how", "deal", "belief", "status")


def html_of(answer: Any) -> str:
    if answer._answer is None:
        return f"<pre>{escape(str(answer))}</pre>"
    if answer.verb == "brief" and not hasattr(answer, "each"):
        return _framed(answer.html())
    if answer.verb in AS_TEXT or hasattr(answer, "each"):
        return f"<pre>{escape(str(answer))}</pre>"
    if answer.verb == "show":
        said = str(answer).splitlines()[0]
        return f"<p>{escape(said)}</p>\n{picture(answer.svg(), said)}"
    if answer.verb == "sweep":  # its text is a table
        return table(answer.records())
    said = first_sentence(str(answer))
    parts = [f"<p>{escape(said)}</p>", table(answer.records())]
    if answer.verb in PICTURES:
        try:
            parts.append(picture(answer.svg(), said))
        except ComitiaError:
            pass  # too many players for one
    return "\n".join(parts)


def first_sentence(text: str) -> str:
    """What comes before the first table, list or empty line."""
    lines = text.splitlines()
    end = next((at for at, line in enumerate(lines)
                if not line or line.startswith(("  ", "- "))), len(lines))
    return " ".join(lines[:end])


def picture(svg: str, said: str) -> str:
    """As an image: its styles cannot reach the rest of the page."""
    data = base64.b64encode(svg.encode()).decode()
    return (f'<img alt="{escape(said)}" style="max-width:100%" '
            f'src="data:image/svg+xml;base64,{data}"/>')


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
        long = (value.numerator * value.denominator).bit_length() > 100
        if value.denominator == 1 and not long:
            return str(value)
        near = f"{nearest(value):.4g}"
        return near if long else f"{value} ({near})"
    if isinstance(value, (Interval, datetime.date)):
        return str(value)
    if isinstance(value, tuple):
        return " + ".join(map(str, value))
    return str(value)


def table(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    names = [name for name in rows[0] if name not in HIDDEN or
             not all(HIDDEN[name](row[name]) for row in rows)]
    numeric = {name for name in names
               if any(isinstance(row[name], (Fraction, int)) and
                      not isinstance(row[name], bool) for row in rows)}
    style = {name: f'style="{PAD};text-align:{"right" if name in numeric else "left"}"'
             for name in names}
    head = "".join(f"<th {style[name]}>{escape(name.replace('_', ' '))}</th>"
                   for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td {style[name]}>{escape(cell(row[name]))}</td>"
                         for name in names) + "</tr>"
        for row in rows[:MOST_ROWS])
    more = f"<p>and {len(rows) - MOST_ROWS} more rows</p>" \
        if len(rows) > MOST_ROWS else ""
    return (f"<table><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>{more}")
