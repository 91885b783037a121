#!/usr/bin/env python3
"""The types of the npm package: js_types.py > index.d.mts

Answers are typed from tests/support/shape.py, against which the tests hold every
answer of the program, so that types and answers cannot part.
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tests",
                                "support"))
import shape  # noqa: E402

BASIC = {
    shape.text: "string", shape.truth: "boolean", shape.number: "number",
    shape.exact: "Exact", shape.decimal: "Decimal", shape.day: "string",
    shape.anything: "unknown", shape.null: "null",
}


def union(parts):
    return " | ".join(dict.fromkeys(parts))


def literal(value):
    return "null" if value is None else f"'{value}'"


def type_of(of, indent):
    if callable(of):
        return BASIC[of]
    if isinstance(of, list):
        inner = type_of(of[0], indent)
        return f"({inner})[]" if "|" in inner and not inner.startswith("{") \
            else inner + "[]"
    if isinstance(of, dict):
        pad = "  " * (indent + 1)
        lines = []
        for key, inner in of.items():
            if key == "...":
                continue
            name = key.rstrip("?")
            name = name if name.isidentifier() else f"'{name}'"
            mark = "?" if key.endswith("?") else ""
            lines.append(f"{pad}{name}{mark}: {type_of(inner, indent + 1)};")
        return "{\n" + "\n".join(lines) + "\n" + "  " * indent + "}"
    kind, inner = of
    if kind == "maybe":
        return union([type_of(inner, indent), "null"])
    if kind == "one of":
        return union(literal(value) for value in inner)
    if kind == "map":
        return f"Record<string, {type_of(inner, indent)}>"
    return union(type_of(option, indent) for option in inner)


def main():
    with open(os.path.join(os.path.dirname(__file__), "..", "js",
                           "index.d.mts.in"), encoding="utf-8") as file:
        print(file.read())
    print("/** The keys that every answer begins with. */")
    print(f"export interface Head {type_of(shape.HEAD, 0)}\n")
    for verb, keys in shape.VERBS.items():
        name = verb.capitalize()
        print(f"/** What `comitia {verb} --json` prints. */")
        print(f"export interface {name} extends Head {type_of(keys, 0)}\n")


main()
