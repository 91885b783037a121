"""results.py of the Python package, from the shape of every JSON answer."""

import importlib.util
import keyword
import os
import re

HEAD = '''"""What questions are answered with: the JSON of LANGUAGE, section 16, as classes.

Made by tools/python_api.py of tests/support/shape.py. Numbers that the JSON has as
strings are Fractions, between two proved ends an Interval; counts are ints. None: not
asked for, not there, or left out, which then stands in `diagnostics`. Lists are tuples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal as OneOf

from .answers import Answered
from .numbers import Estimate, Interval
from .parts import Part
'''

# What a shape is called, where it stands first; others are named by their place.
NAMES = {
    "Answer.diagnostics": "Diagnostic", "Diagnostic.notes": "Note",
    "Answer.uncertain": "Uncertain", "Check.expects": "Expect",
    "Status.bodies": "BodySeats", "BodySeats.parties": "PartySeats",
    "Status.subjects": "State", "State.subject": "Subject", "Subject.cite": "Cite",
    "State.needed": "Literal", "Needs.cases": "NeedsCase",
    "NeedsCase.recorded": "Recorded", "NeedsCase.quotas": "Quota",
    "NeedsCase.players": "NeedsPlayer", "Can.cases": "CanCase",
    "Who.cases": "WhoCase", "Power.cases": "PowerCase", "PowerCase.bounds": "Bound",
    "PowerCase.indices": "PowerRow", "PowerCase.order": "Order",
    "PowerCase.unions": "PowerUnion", "Chance.importance": "Importance",
    "Belief.claims": "Claim", "Claim.origins": "Origin", "Deal.talks": "Talks",
    "Talks.goals": "Goal", "Talks.threats": "Threat", "Timeline.start": "Standing",
    "Timeline.steps": "Step", "Step.changes": "Turn", "Diff.changes": "Change",
    "Seats.hurdle": "Hurdle", "Seats.districts": "District",
    "District.tie": "Tie", "District.divisor": "Divisor",
    "Seats.parties": "SeatsParty", "District.parties": "DistrictParty",
    "Poll.sample": "PollSample", "PollSample.parties": "PollParty",
    "PollParty.seats": "SeatsRange", "PollSample.coalitions": "PollCoalition",
    "Who.always": "Always", "PowerCase.sample": "PowerSample",
    "PowerSample.players": "PowerDrawn",
    "Show.declarations": "Declaration", "Answer.verified": "Verified",
}

WRITTEN = {"Interval": {"low", "high"}, "Estimate": {"value", "low", "high"}}


def load_shape(root):
    path = os.path.join(root, "tests", "support", "shape.py")
    spec = importlib.util.spec_from_file_location("shape", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def split(kind):
    """The types of a union; what stands in brackets is one."""
    parts, depth = [""], 0
    for letter in kind:
        depth += (letter == "[") - (letter == "]")
        if letter == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def plain(key):
    """The name of a field: endColumn is end_column, from is from_."""
    name = re.sub(r"[A-Z]", lambda m: "_" + m.group().lower(), key)
    return name + "_" if keyword.iskeyword(name) else name


def union(parts):
    """Types as one, None at the end."""
    parts = list(dict.fromkeys(part for inner in parts
                               for part in split(inner)))
    if "Any" in parts:
        return "Any"
    if "None" in parts:
        parts.remove("None")
        parts.append("None")
    return " | ".join(parts)


class Results:
    def __init__(self, shape):
        self.shape = shape
        self.basic = {
            shape.text: "str", shape.truth: "bool", shape.number: "int",
            shape.exact: "Fraction", shape.decimal: "Decimal", shape.day: "date",
            shape.anything: "Any", shape.null: "None",
        }
        self.classes = []  # texts in the order in which they are needed
        self.known = []    # (shape, name)

    def name_of(self, shape, place):
        keys = {key.rstrip("?") for key in shape}
        for name, of in WRITTEN.items():
            if keys == of and set(shape.values()) == {self.shape.decimal}:
                return name
        for known, name in self.known:
            if known == shape:
                return name
        owner, key = place.split(".")
        name = NAMES.get(place) or owner + key.rstrip("s").capitalize()
        if name in (taken for _, taken in self.known):
            name = owner + key.capitalize()
        self.known.append((shape, name))
        self.write(name, shape, "(Part)", None)
        return name

    def type_of(self, shape, place):
        if callable(shape):
            return self.basic[shape]
        if isinstance(shape, list):
            return f"tuple[{self.type_of(shape[0], place)}, ...]"
        if isinstance(shape, dict):
            return self.name_of(shape, place)
        kind, inner = shape
        if kind == "maybe":
            return union([self.type_of(inner, place), "None"])
        if kind == "one of":
            texts = [f'"{value}"' for value in inner if value is not None]
            found = [f"OneOf[{', '.join(texts)}]"] if texts else []
            return union(found + (["None"] if None in inner else []))
        if kind == "map":
            return f"dict[str, {self.type_of(inner, place)}]"
        return union(self.type_of(option, place) for option in inner)

    def write(self, name, shape, bases, doc):
        lines = []
        for key, inner in shape.items():
            if key == "...":
                continue
            optional, key = key.endswith("?"), key.rstrip("?")
            of = self.type_of(inner, f"{name}.{key}")
            if optional:
                of = union([of, "None"])
            if {"value", "low", "high"} <= set(shape) and of == "Decimal":
                of = "Fraction"  # as in an Estimate
            default = " = None" if {"None", "Any"} & set(split(of)) else ""
            if plain(key) != key and plain(key).rstrip("_") != key:
                start = "default=None, " if default else ""
                default = f' = field({start}metadata={{"key": "{key}"}})'
            lines.append(wrapped(f"    {plain(key)}: {of}{default}"))
        self.classes.append("\n".join(
            ["@dataclass(frozen=True, kw_only=True, repr=False)",
             f"class {name}{bases}:", *(
                [f'    """{doc}"""', ""] if doc else []), *lines]) + "\n")


def wrapped(line):
    """The line of a field in at most 88 columns."""
    if len(line) <= 88:
        return line
    start, _, rest = line.partition("[")
    inner, bracket, end = rest.rpartition("]")
    lines, now = [start + "["], "        "
    for item in inner.split(", "):
        if len(now) + len(item) > 84:
            lines.append(now.rstrip())
            now = "        "
        now += item + ", "
    return "\n".join([*lines, now.rstrip(", ") + bracket + end])


def power(shape):
    """Power of two and of three ballots as one: what only one has may be missing."""
    def both(two, three):
        found = {}
        for key, inner in list(two.items()) + list(three.items()):
            bare = key.rstrip("?")
            always = key == bare and key in two and key in three
            found.setdefault(bare + ("" if always else "?"), inner)
        return found

    two, three = shape.VERBS["power"], shape.THREE
    case = both(two["cases"][0], three["cases"][0])
    case["indices"] = [both(shape.POWER_ROW, shape.THREE_ROW)]
    return {"subject": two["subject"], "ballots?": three["ballots"],
            "cases": [case]}


def text(root):
    shape = load_shape(root)
    made = Results(shape)
    head = {**shape.HEAD, "vary?": [shape.text],
            "verified?": shape.maybe({"method": shape.text, "agrees": shape.truth})}
    made.write("Answer", head, "(Answered)", "What every answer begins with.")
    classes = {}
    for verb, keys in shape.VERBS.items():
        keys = power(shape) if verb == "power" else keys
        name = classes[verb] = verb.capitalize()
        made.write(name, keys, "(Answer)", f"What `{verb}` answers.")
    table = "".join(f'    "{verb}": {name},\n' for verb, name in classes.items())
    return (HEAD + "\n\n" + "\n\n".join(made.classes) +
            f"\n\nVERBS: dict[str, type[Answer]] = {{\n{table}}}\n")
