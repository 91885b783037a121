#!/usr/bin/env python3
"""chance --importance against enumeration: test_importance.py PROGRAM"""

import itertools
import json
import os
import random
import subprocess
import sys
from fractions import Fraction

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from tap import Tap  # noqa: E402

N_FACTS, N_ACTS, N_OPTIONS, N_GATES = 4, 2, 3, 5


def ask(text, *options):
    done = subprocess.run([sys.argv[1], *options[:1], "-", *options[1:],
                           "--json"], input=text, capture_output=True,
                          encoding="utf-8")
    return json.loads(done.stdout)


def draw(r):
    """A circuit over facts F0.., acts A0.. and a choice C: its text, its gates
    (kind, inputs), and per variable its values with their chances."""
    variables = {f"F{i}": {v: c for v, c in zip((1, 0), split(r, 2))}
                 for i in range(N_FACTS)}
    variables |= {f"A{i}": {v: c for v, c in zip((1, 0), split(r, 2))}
                  for i in range(N_ACTS)}
    variables["C"] = dict(zip(range(N_OPTIONS), split(r, N_OPTIONS)))
    leaves = [f"F{i}" for i in range(N_FACTS)] + \
        [f"A{i}" for i in range(N_ACTS)] + \
        [f"C is O{i}" for i in range(N_OPTIONS)]
    gates = []
    for i in range(N_GATES):
        pool = leaves + [f"G{j}" for j in range(i)] * 2
        inputs = r.sample(sorted(set(pool)), r.randint(2, 4))
        if i:
            inputs[0] = f"G{i - 1}"
            inputs = list(dict.fromkeys(inputs))
        signs = [r.random() < 0.25 for _ in inputs]
        gates.append((r.randint(1, len(inputs)), list(zip(inputs, signs))))
    return variables, gates


def split(r, n):
    parts = [r.randint(1, 5) for _ in range(n)]
    return [Fraction(p, sum(parts)) for p in parts]


def text_of(variables, gates):
    lines = ["actor Someone"]
    for name, values in variables.items():
        if name[0] == "F":
            lines.append(f"fact {name} {values[1]}")
        elif name[0] == "A":
            lines.append(f"act {name} by Someone")
            lines.append(f"forecast {name}: {values[1]}")
        else:
            options = ", ".join(f"O{o} {c}" for o, c in values.items())
            lines.append(f"fact C one of {options}")
    for i, (k, inputs) in enumerate(gates):
        words = ", ".join(("not " if sign else "") + x for x, sign in inputs)
        lines.append(f"outcome G{i} when at least {k} of ({words})")
    return "\n".join(lines) + "\n"


def holds(gates, values):
    known = []
    for k, inputs in gates:
        n = 0
        for name, sign in inputs:
            if name[0] == "G":
                value = known[int(name[1:])]
            elif name[0] == "C":
                value = values["C"] == int(name[6:])
            else:
                value = bool(values[name])
            n += value != sign
        known.append(n >= k)
    return known[-1]


def chances(variables, gates):
    """The chance, and for each variable and value the chance given it."""
    names = list(variables)
    whole, given = Fraction(0), {}
    for row in itertools.product(*variables.values()):
        values = dict(zip(names, row))
        if not holds(gates, values):
            continue
        p = Fraction(1)
        for name in names:
            p *= variables[name][values[name]]
        whole += p
        for name in names:
            key = (name, values[name])
            given[key] = given.get(key, 0) + p / variables[name][values[name]]
    return whole, given


def expected(variables, gates):
    whole, given = chances(variables, gates)
    rows = {}
    for name, values in variables.items():
        for value, p in values.items():
            if name[0] != "C" and value == 0:
                continue
            so = given.get((name, value), Fraction(0))
            change = (so - whole) / (1 - p)
            key = (name, f"O{value}" if name[0] == "C" else None)
            rows[key] = (so, change, change * p / whole if whole else None)
    return whole, rows


def differs(variables, gates):
    answer = ask(text_of(variables, gates), "chance", f"G{N_GATES - 1}",
                 "--importance")
    whole, rows = expected(variables, gates)
    if Fraction(answer["low"]) != whole:
        return f"chance {answer['low']}, enumeration {whole}"
    listed = answer["importance"]
    sizes = [abs(Fraction(row["importance"])) for row in listed]
    if sizes != sorted(sizes, reverse=True):
        return "not sorted by size"
    for row in listed:
        want = rows.pop((row["name"], row["option"]))
        got = tuple(Fraction(row[key]) if row[key] is not None else None
                    for key in ("given", "importance", "criticality"))
        if got != want:
            return f"{row}: enumeration {want}"
        if abs(Fraction(row["importance_decimal"]) - want[1]) > abs(want[1]):
            return f"decimal of {row}"
    left = [key for key, row in rows.items() if row[1] != 0]
    return f"{left} left out" if left else ""


def pairs(n):
    lines = [f"fact F{i}\nactor P{i}\nact A{i} by P{i}" for i in range(n)]
    either = " or ".join(f"(F{i} and A{i})" for i in range(n))
    return "\n".join(lines) + f"\noutcome Any when {either}\n"


def main():
    tap = Tap()
    r = random.Random(1969)
    for i in range(25):
        variables, gates = draw(r)
        problem = differs(variables, gates)
        tap.case(f"importance in circuit {i} is what enumeration finds",
                 [problem] if problem else [])
    answer = ask("fact F\nfact G 1/2\noutcome O when F and G\n", "chance", "O",
                 "--importance")
    codes = [d["code"] for d in answer["diagnostics"]]
    tap.case("importance is refused where something is free",
             [] if codes == ["C0112"] and "importance" not in answer
             else [json.dumps(answer)])
    answer = ask(pairs(40), "status", "Any")
    tap.case("forty facts paired with forty acts have a status",
             [] if answer["subjects"][0]["status"] == "open"
             else [json.dumps(answer)[:500]])
    half = pairs(40).replace("\nactor", " 1/2\nactor") + \
        "".join(f"forecast A{i}: 1/2\n" for i in range(40))
    answer = ask(half, "chance", "Any")
    tap.case("forty pairs with chances have an exact chance",
             [] if Fraction(answer["low"]) == 1 - Fraction(3, 4) ** 40
             else [answer["low"]])
    tap.done()


main()
