"""How names, titles, numbers and days are written in the language.

Any text may become a name: what a name cannot have is left out, as for the rows of a
table (LANGUAGE, section 4), and the text itself becomes the title. Nothing that is
handed over can end its place and begin another.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any

from .options import Amount, Day, amount
from .words import RESERVED

MOST_NAME, MOST_TITLE = 240, 4096

# Code points from U+00C0 up that no name has (LANGUAGE, section 2).
NOT_IN_NAMES = re.compile(
    "[\u00d7\u00f7\u115f\u1160\u1680\u180e\u2000-\u2bff\u3000-\u303f\u3164\ud800-\udfff"
    "\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e007f"
    "\x00-/:-@\\[-^`{-\u00bf]+")
NOT_IN_TITLES = re.compile("[\x00-\x20\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]+")
NUMBER = re.compile(r"\d+(_\d+)*([./]\d+(_\d+)*)?%?", re.ASCII)
DAY = re.compile(r"\d{4}(-\d\d){0,2}(\.\.\d{4}(-\d\d){0,2})?", re.ASCII)


def cut(text: str, most: int) -> str:
    """The first bytes of a text, whole letters."""
    return text.encode()[:most].decode("utf-8", "ignore")


def name_of(text: str) -> str:
    """The name that a text gets: "St. Gallen" is St-Gallen, "5 Star" is N5-Star.

    >>> [comitia.name_of(text) for text in ("CPP", "St. Gallen", "5 Star", "free")]
    ['CPP', 'St-Gallen', 'N5-Star', 'N-free']
    """
    if not isinstance(text, str):
        raise TypeError(f"a name is a str, not {text!r}")
    name = cut("-".join(filter(None, NOT_IN_NAMES.split(text))), MOST_NAME).rstrip("-")
    if not name:
        raise ValueError(f"{text!r} has no letter or digit that a name could have")
    if name[0].isascii() and (name[0].isdigit() or name[0] == "_"):
        name = "N" + name
    return "N-" + name if name in RESERVED else name


def title(text: str) -> str:
    """A text in quotes; its own quotes become single ones."""
    clean = " ".join(filter(None, NOT_IN_TITLES.split(text))).replace('"', "'")
    return f'"{cut(clean, MOST_TITLE)}"'


def named(text: str, said: str | None = None) -> str:
    """A name, and a title if there is one or the name does not say all."""
    name = name_of(text)
    said = text if said is None and name != text else said
    return name if said is None else f"{name} {title(said)}"


def names(texts: Any) -> str:
    """Names with commas."""
    each = [texts] if isinstance(texts, str) else texts
    return ", ".join(map(name_of, each))


def number(value: Amount) -> str:
    """An exact number, as the language writes it."""
    text = amount(value)
    if not NUMBER.fullmatch(text) and text != "half":
        raise ValueError(f"{value!r} is no number of the language: 82, 2/3, 55%, 2.5")
    return text


def chance(value: Amount) -> str:
    """A chance: a fraction or a percentage."""
    text = number(value)
    if text.endswith("%") or "/" in text:
        return text
    exact = Fraction(text)
    return f"{exact.numerator}/{exact.denominator}"


def day(value: Day) -> str:
    text = value.isoformat() if isinstance(value, date) else str(value)
    if not DAY.fullmatch(text):
        raise ValueError(f"{value!r} is no day: 2016-05-30, 2016-05, 2016")
    return text


def cited(cite: str | tuple[str, str] | None) -> str:
    """A source, with "verified", "unverified" or "illustrative" if it is a pair."""
    if cite is None:
        return ""
    if isinstance(cite, str):
        return f"cite {title(cite)}"
    if cite[1] not in ("verified", "unverified", "illustrative"):
        raise ValueError(f"{cite[1]!r} is none of verified, unverified, illustrative")
    return f"cite {title(cite[0])} {cite[1]}"
