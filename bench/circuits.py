#!/usr/bin/env python3
"""Circuits with known answers: chance and importance, with time and memory.

usage: circuits.py COMITIA FOLDER [SCRAM]

FOLDER holds files NAME.json: "gates" (name -> [type, inputs] or ["atleast", k,
inputs]), "basic" (the leaves), "top", a chance "p_aralia" for all leaves or "p"
(leaf -> chance), and "exact": the answers to compare with. SCRAM is the peer's
program, run on the same circuit as Open-PSA XML, unless the circuit is "alone";
without "exact" its answers are compared with.
"""
import json
import os
import re
import random
import resource
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

PATIENCE = 120


def named(name):
    return "n-" + name.replace(".", "-")


def chances(circuit):
    if "p" in circuit:
        return {x: Fraction(circuit["p"][x]) for x in circuit["basic"]}
    return {x: Fraction(circuit["p_aralia"]) for x in circuit["basic"]}


def condition(gate):
    inputs = [named(x) for x in gate[-1]]
    if gate[0] == "atleast":
        return f"at least {gate[1]} of (" + ", ".join(inputs) + ")"
    if gate[0] == "not":
        return "not " + inputs[0]
    if gate[0] == "xor":
        a, b = inputs
        return f"({a} and not {b}) or (not {a} and {b})"
    return f" {gate[0]} ".join(inputs)


def model(circuit):
    lines = []
    for leaf, p in chances(circuit).items():
        lines.append(f"fact {named(leaf)} {p if p != 1 else 'true'}")
    for name, gate in circuit["gates"].items():
        lines.append(f"outcome {named(name)} when {condition(gate)}")
    return "\n".join(lines) + "\n"


def formula(gate, gates):
    def item(x):
        return f'<{"gate" if x in gates else "basic-event"} name="{x}"/>'
    inputs = "".join(map(item, gate[-1]))
    if gate[0] == "atleast":
        return f'<atleast min="{gate[1]}">{inputs}</atleast>'
    return inputs if len(gate[-1]) == 1 and gate[0] != "not" \
        else f"<{gate[0]}>{inputs}</{gate[0]}>"


def open_psa(circuit):
    gates = circuit["gates"]
    text = ['<opsa-mef><define-fault-tree name="t">']
    order = [circuit["top"]] + [g for g in gates if g != circuit["top"]]
    for name in order:
        text.append(f'<define-gate name="{name}">'
                    f"{formula(gates[name], gates)}</define-gate>")
    text.append("</define-fault-tree><model-data>")
    for leaf, p in chances(circuit).items():
        text.append(f'<define-basic-event name="{leaf}">'
                    f'<float value="{float(p)!r}"/></define-basic-event>')
    text.append("</model-data></opsa-mef>")
    return "".join(text)


def run(command, folder):
    """Output (None without one), seconds of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command, cwd=folder, timeout=PATIENCE,
                              capture_output=True)
    except subprocess.TimeoutExpired:
        return None, PATIENCE
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime \
        - before.ru_stime
    return done.stdout if done.returncode == 0 else None, seconds


def close(found, known):
    """Equal to the digits that are known (they are rounded)."""
    known = Fraction(known)
    return abs(found - known) <= abs(known) * Fraction(1, 10**14)


def known_of(circuit):
    exact = circuit.get("exact", {})
    whole = exact.get("P_own", exact.get("P_aralia", exact.get("P")))
    each = exact.get("birnbaum_own",
                     exact.get("birnbaum_aralia", exact.get("birnbaum")))
    return whole, each


def ends(answer):
    """Of a chance that is proved to lie between two numbers."""
    low, high = (Fraction(answer[end]) for end in ("low", "high"))
    if not 0 < low <= high:
        return f"WRONG ENDS {float(low):.6g} {float(high):.6g}"
    width = (high - low) / low
    return (f"from {float(low):.6g} to {float(high):.6g}, proved, "
            f"{float(100 * width):.2f} % apart" +
            ("" if 100 * width < 1 else ": TOO WIDE"))


def beside(answer, xml):
    """An answer against what the peer wrote: doubles, printed with six digits,
    of the leaves in cut sets that it lists; of a circuit that is not monotone
    its importances can have the wrong sign."""
    def near(found, known):
        return abs(abs(found) - abs(known)) <= 1e-5 * abs(known) + 1e-13
    whole = re.search(r'<sum-of-products[^>]* probability="([^"]+)"', xml)
    rows = {row["name"]: float(Fraction(row["importance_decimal"]))
            for row in answer.get("importance", [])}
    if not near(float(Fraction(answer["low_decimal"])), float(whole[1])):
        return f"CHANCE IS NOT THE PEER'S {whole[1]}"
    if "importance" not in answer:
        return "as the peer, no importances"
    n = 0
    for leaf, value in re.findall(
            r'<basic-event name="([^"]+)"[^>]*MIF="([^"]+)"', xml):
        n += 1
        if not near(rows.get(named(leaf), 0.0), float(value)):
            return f"IMPORTANCE of {leaf} IS NOT THE PEER'S {value}"
    return f"as the peer, {n} importances"


# ---- where nobody knows the answer: all gates on so many draws at once, a bit each

DRAWS = 1 << 18


def draw_leaf(p, source):
    """A bit is set with the chance p, to 30 binary places."""
    bits = 0
    for place in range(30, 0, -1):
        more = source.getrandbits(DRAWS)
        bits = bits | more if int(p * 2**30) >> (30 - place) & 1 \
            else bits & more
    return bits


def at_least(k, inputs):
    """Bits that k of the inputs have: counted in binary, a number a place."""
    count, all_bits, above = [0] * len(inputs).bit_length(), (1 << DRAWS) - 1, 0
    for carry in inputs:
        for place, digit in enumerate(count):
            count[place], carry = digit ^ carry, digit & carry
    same = all_bits
    for place in reversed(range(len(count))):
        if k >> place & 1:
            same &= count[place]
        else:
            above |= same & count[place]
            same &= all_bits ^ count[place]
    return above | same


def draw(circuit):
    """The bits of each leaf, and those of the top."""
    gates, source = circuit["gates"], random.Random(1)
    leaves = {x: draw_leaf(p, source) if p != 1 else (1 << DRAWS) - 1
              for x, p in chances(circuit).items()}
    bits, left = dict(leaves), [circuit["top"]]
    while left:
        name = left[-1]
        todo = [x for x in gates[name][-1] if x not in bits]
        left += todo
        if todo:
            continue
        left.pop()
        kind, inputs = gates[name][0], [bits[x] for x in gates[name][-1]]
        if kind == "not":
            bits[name] = (1 << DRAWS) - 1 ^ inputs[0]
        elif kind == "xor":
            bits[name] = inputs[0] ^ inputs[1]
        else:
            k = {"or": 1, "and": len(inputs)}.get(kind, gates[name][1])
            bits[name] = at_least(k, inputs)
    return leaves, bits[circuit["top"]]


def is_drawn(value, hits, n):
    """Within six standard deviations of what n draws had."""
    p = hits / n
    return abs(value - p) <= 6 * ((p * (1 - p) + 36 / n) / n) ** 0.5


def as_drawn(circuit, answer):
    leaves, top = draw(circuit)
    n, whole = 0, float(Fraction(answer["low_decimal"]))
    if not is_drawn(whole, top.bit_count(), DRAWS):
        return f"WRONG CHANCE: drawn {top.bit_count() / DRAWS}"
    rows = {row["name"]: row for row in answer.get("importance", [])}
    for leaf, bits in leaves.items():
        row, with_it = rows.get(named(leaf)), bits.bit_count()
        if not row or not 0 < with_it < DRAWS:
            continue
        # what the chance is with the leaf: P + (1 - p) * importance
        given = whole + float(1 - chances(circuit)[leaf]) * \
            float(Fraction(row["importance_decimal"]))
        if not is_drawn(given, (top & bits).bit_count(), with_it):
            return f"WRONG IMPORTANCE of {leaf}: drawn otherwise"
        n += 1
    return f"as drawn, {n} importances"


def verdict(circuit, answer, xml):
    whole, each = known_of(circuit)
    if not answer["exact"]:
        return ends(answer)
    if whole is None:
        drawn = as_drawn(circuit, answer)
        return drawn if not xml or "WRONG" in drawn else beside(answer, xml)
    if not close(Fraction(answer["low_decimal"]), whole):
        return "WRONG CHANCE"
    if "importance" not in answer:
        return "equal, no importances"
    rows = {row["name"]: row for row in answer["importance"]}
    for leaf, value in (each or {}).items():
        row = rows.get(named(leaf))
        found = Fraction(row["importance_decimal"]) if row else Fraction(0)
        if not close(found, value):
            return f"WRONG IMPORTANCE of {leaf}"
    return f"equal, {len(each or {})} importances"


def main():
    program, scram = sys.argv[1], sys.argv[3] if len(sys.argv) > 3 else None
    wrong = 0
    print(f"{'circuit':26}{'leaves':>7}{'gates':>7}{'chance':>14}"
          f"{'s':>8}{'peer s':>8}  compared")
    for path in sorted(Path(sys.argv[2]).glob("*.json")):
        circuit = json.loads(path.read_text())
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "m.comitia").write_text(model(circuit))
            Path(folder, "m.xml").write_text(open_psa(circuit))
            out, seconds = run([os.path.abspath(program), "chance", "m.comitia",
                                named(circuit["top"]), "--importance",
                                "--digits", "30", "--json"], folder)
            if not out:  # no diagram is small enough: the chance alone
                out, seconds = run([os.path.abspath(program), "chance",
                                    "m.comitia", named(circuit["top"]),
                                    "--digits", "30", "--json"], folder)
            peer, xml = "", None
            if scram and not circuit.get("alone"):
                done, took = run([scram, "--bdd", "-l", "3", "--probability",
                                  "1", "--importance", "1", "m.xml",
                                  "-o", "out.xml"], folder)
                peer = f"{took:.2f}" if done is not None else f">{PATIENCE}"
                if done is not None:
                    xml = Path(folder, "out.xml").read_text()
        answer = json.loads(out) if out else None
        chance = f"{float(answer['low_decimal']):.6g}" if answer else "none"
        found = verdict(circuit, answer, xml) if answer else "no answer"
        wrong += "WRONG" in found
        print(f"{path.stem:26}{len(circuit['basic']):7}"
              f"{len(circuit['gates']):7}{chance:>14}{seconds:8.2f}{peer:>8}  "
              f"{found}", flush=True)
    sys.exit(1 if wrong else 0)


main()
