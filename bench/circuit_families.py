#!/usr/bin/env python3
"""Writes families of structured circuits as files for circuits.py.

usage: circuit_families.py FOLDER

Each family is made in several sizes, always the same ones. A circuit of at most
14 leaves bears its answers, found by going through all cases.
"""
import json
import random
import sys
from fractions import Fraction
from pathlib import Path

MOST_LISTED = 14


class Circuit:
    """Gates under way: a name for each, its inputs are names made before."""

    def __init__(self, name, seed=0):
        self.name, self.gates, self.leaves = name, {}, {}
        self.random = random.Random(f"{name} {seed}")

    def below(self, n):
        return int(self.random.random() * n)

    def some(self, n, pool):
        """n of the pool, or all of it, in any order."""
        pool = list(pool)
        return [pool.pop(self.below(len(pool)))
                for _ in range(min(n, len(pool)))]

    def leaf(self):
        name = f"e{len(self.leaves) + 1}"
        self.leaves[name] = 1 + self.below(30)  # hundredths
        return name

    def leaves_of(self, n):
        return [self.leaf() for _ in range(n)]

    def gate(self, kind, inputs, k=None):
        inputs = list(dict.fromkeys(inputs))
        if len(inputs) == 1 and kind != "not":
            return inputs[0]
        if kind == "atleast" and (k == 1 or k >= len(inputs)):
            return self.gate("or" if k == 1 else "and", inputs)
        name = f"g{len(self.gates) + 1}"
        self.gates[name] = [kind, inputs] if k is None else [kind, k, inputs]
        return name

    def all(self, *inputs):
        return self.gate("and", inputs)

    def any(self, *inputs):
        return self.gate("or", inputs)

    def opposite(self, x):
        return self.gate("not", [x])

    def differ(self, a, b):
        return self.gate("xor", [a, b])

    def at_least(self, k, inputs):
        return self.gate("atleast", inputs, k)


# ---- families: each adds gates and returns the top -----------------------------------

def nested(c, k, n, depth):
    """k of n of k of n ..., nothing shared."""
    if depth == 0:
        return c.leaf()
    return c.at_least(k, [nested(c, k, n, depth - 1) for _ in range(n)])


def committees(c, n, size, count, k):
    """k of several committees; each decides by majority, members sit in two."""
    people = c.leaves_of(n)
    step = max(1, n // count)
    groups = [[people[(i * step + j) % n] for j in range(size)]
              for i in range(count)]
    return c.at_least(k, [c.at_least(size // 2 + 1, g) for g in groups])


def series_parallel(c, n, series=True):
    """Parts in a row of parts side by side, and so on."""
    if n == 1:
        return c.leaf()
    parts, sizes = 2 + c.below(3), []
    while n and len(sizes) < parts - 1:
        sizes.append(1 + c.below(max(1, 2 * n // parts)))
        n -= min(n, sizes[-1])
    sizes = [s for s in sizes + [n] if s > 0]
    inner = [series_parallel(c, s, not series) for s in sizes]
    return c.gate("and" if series else "or", inner)


def grid(c, width, height):
    """A way right and down from corner to corner; edges may fail."""
    reached = {}
    for y in range(height):
        for x in range(width):
            ways = [c.all(reached[at], c.leaf()) if reached[at] else c.leaf()
                    for at in ((x - 1, y), (x, y - 1)) if at in reached]
            reached[x, y] = c.any(*ways) if ways else None
    return reached[width - 1, height - 1]


def ladder(c, rungs, hops):
    """Both ends of a ladder are joined by a way of so many edges at most."""
    edges = {}
    for x in range(rungs):
        edges[(x, 0), (x, 1)] = c.leaf()
        for side in (0, 1):
            if x:
                edges[(x - 1, side), (x, side)] = c.leaf()
    now = {(0, 0): None}
    for _ in range(rungs + hops):
        after = dict(now)
        for (a, b), edge in edges.items():
            for u, v in ((a, b), (b, a)):
                if u not in now or v == (0, 0):
                    continue
                way = c.all(now[u], edge) if now[u] else edge
                after[v] = c.any(after[v], way) if v in after else way
        now = after
    return now[rungs - 1, 1]


def supplies(c, n, width):
    """Each stage needs two ways into the stage before it, or is fed otherwise."""
    at = [c.any(*c.leaves_of(2)) for _ in range(width)]
    for i in range(n):
        ways = [c.any(x, c.leaf()) for x in c.some(2, at)]
        at[i % width] = c.any(c.all(*ways), c.leaf()) \
            if i % 3 else c.all(*ways)
    return c.all(*at)


def windows(c, n, size, count):
    """Or of ands of leaves that are near each other, and some everywhere."""
    leaves, everywhere = c.leaves_of(n), c.leaves_of(3)
    cuts = []
    for _ in range(count):
        start = c.below(n - 2 * size)
        cut = c.some(size, leaves[start:start + 2 * size])
        cuts.append(c.all(*cut, *c.some(c.below(2), everywhere)))
    return c.any(*cuts)


def in_a_row(c, n, size, k):
    """Somewhere k of size things in a row fail."""
    leaves = c.leaves_of(n)
    return c.any(*[c.at_least(k, leaves[i:i + size])
                   for i in range(n - size + 1)])


def cuts(c, n, count):
    """Or of ands of two or three leaves, anywhere."""
    leaves = c.leaves_of(n)
    return c.any(*[c.all(*c.some(2 + c.below(2), leaves))
                   for _ in range(count)])


def carry(c, bits):
    """The sum of two numbers has more digits, or a digit with a mark."""
    carried, marks = c.all(*c.leaves_of(2)), []
    for _ in range(bits - 1):
        a, b = c.leaves_of(2)
        half = c.differ(a, b)
        marks.append(c.all(c.differ(half, carried), c.leaf()))
        carried = c.any(c.all(a, b), c.all(half, carried))
    return c.any(carried, *marks)


def parity(c, n, size):
    """An odd number of groups with a majority."""
    top = None
    leaves = c.leaves_of(n)
    for i in range(0, n - size + 1, size - 1):
        vote = c.at_least(size // 2 + 1, leaves[i:i + size])
        top = c.differ(top, vote) if top else vote
    return top


def trains(c, n_trains, stages, shared, needed):
    """Trains of the same build with supports in common; too few are left."""
    power = [c.all(c.any(*c.leaves_of(2)), c.leaf()) for _ in range(shared)]
    grid_lost = c.leaf()
    cooling = [c.any(c.all(*c.some(2, power)), *c.leaves_of(2))
               for _ in range(shared)]
    failed = []
    for i in range(n_trains):
        bus = c.any(c.all(grid_lost, power[i % shared]), c.leaf())
        parts = []
        for _ in range(stages):
            own = c.any(*c.leaves_of(3))
            parts.append(c.any(own, bus, c.all(cooling[i % shared],
                                               cooling[(i + 1) % shared])))
        failed.append(c.any(*parts))
    common = [c.at_least(n_trains - needed + 1, failed)]
    common += [c.all(c.leaf(), *c.some(2, failed)) for _ in range(shared)]
    return c.any(*common)


def sequences(c, systems, n):
    """Chains of events: these systems hold and those fail."""
    supports = [c.any(*c.leaves_of(2)) for _ in range(n)]
    fails = [c.any(*c.some(2, supports), c.all(*c.leaves_of(2)), c.leaf())
             for _ in range(systems)]
    starts = c.leaves_of(systems)
    ends = []
    for i in range(systems):
        held = [c.opposite(x) for x in fails[:i]]
        ends.append(c.all(starts[i], fails[i], fails[(i + 2) % systems],
                          *held[-3:]))
    return c.any(*ends)


def tree(c, n, n_gates, reuse, opposites):
    """Gates of any kind over leaves and gates, as fault trees are written."""
    pool = c.leaves_of(n)
    unused = list(pool)
    for i in range(n_gates):
        if len(unused) < 4:
            break
        inputs = [unused.pop(c.below(min(len(unused), 12)))
                  for _ in range(2 + c.below(3))]
        if c.below(100) < reuse:
            near = pool[max(0, len(pool) - 40):]
            inputs.append(near[c.below(len(near))])
        if c.below(100) < opposites:
            inputs[0] = c.opposite(inputs[0])
        what = c.below(5)
        made = c.any(*inputs) if what < 2 else c.all(*inputs) if what < 4 \
            else c.at_least(2, inputs)
        pool.append(made)
        unused.append(made)
    return c.any(*unused)


# Sizes; then those for which a peer has no answer soon.
FAMILIES = [
    (nested, [(2, 3, 2), (2, 3, 3), (3, 5, 3), (2, 3, 5), (4, 7, 3)], []),
    (committees, [(12, 5, 6, 3), (30, 9, 10, 5)],
     [(60, 9, 20, 10), (120, 7, 40, 15)]),
    (series_parallel, [(14,), (50,), (150,), (500,)], []),
    (grid, [(3, 3), (5, 5), (7, 7), (8, 9), (10, 10)], [(5, 40)]),
    (ladder, [(3, 1), (8, 2), (15, 3)], [(25, 2)]),
    (supplies, [(4, 2), (20, 3), (60, 4), (120, 5)], [(150, 8)]),
    (windows, [(11, 2, 9), (40, 3, 40)], [(200, 4, 250), (450, 3, 400)]),
    (in_a_row, [(14, 4, 2), (50, 6, 3)], [(120, 8, 4), (400, 7, 3)]),
    (cuts, [(13, 12), (25, 30), (40, 45), (60, 60)], []),
    (carry, [(5,)], [(20,), (60,), (150,)]),
    (parity, [(13, 4), (60, 5), (200, 7), (480, 5)], []),
    (trains, [(2, 1, 1, 1), (3, 2, 2, 2), (4, 4, 4, 2), (6, 6, 5, 3),
              (8, 10, 6, 5), (10, 14, 8, 6)], []),
    (sequences, [(2, 2), (8, 10), (20, 14)], [(40, 30)]),
    (tree, [(14, 10, 30, 10), (60, 50, 40, 0), (150, 150, 30, 8),
            (250, 300, 25, 0), (450, 500, 15, 5), (450, 500, 25, 0)], []),
]


# ---- answers -------------------------------------------------------------------------

def table(c, name, of, cases):
    """The cases in which it is true, as bits of a number."""
    if name in of:
        return of[name]
    kind, inputs = c.gates[name][0], c.gates[name][-1]
    values = [table(c, x, of, cases) for x in inputs]
    if kind == "not":
        made = cases ^ values[0]
    elif kind == "xor":
        made = values[0] ^ values[1]
    else:
        k = {"and": len(values), "or": 1}.get(kind) or c.gates[name][1]
        least = [cases] + [0] * k  # least[j]: at least j so far
        for value in values:
            for j in range(k, 0, -1):
                least[j] |= least[j - 1] & value
        made = least[k]
    of[name] = made
    return made


def fold(cases, hundredths):
    """The chance of the cases; the first leaf is the lowest bit of a case."""
    for p in hundredths:
        cases = [a * (100 - p) + b * p
                 for a, b in zip(cases[::2], cases[1::2])]
    return Fraction(cases[0], 100**len(hundredths))


def answers(c, top):
    names = list(c.leaves)
    n, of = len(names), {}
    for i, name in enumerate(names):
        ones = (1 << (1 << i)) - 1 << (1 << i)
        of[name] = sum(ones << j for j in range(0, 1 << n, 2 << i))
    whole = table(c, top, of, (1 << (1 << n)) - 1)
    cases = [whole >> j & 1 for j in range(1 << n)]
    chances = [c.leaves[x] for x in names]
    def given(i, p):
        return fold(cases, chances[:i] + [p] + chances[i + 1:])
    return {"P": str(fold(cases, chances)),
            "birnbaum": {x: str(given(i, 100) - given(i, 0))
                         for i, x in enumerate(names)}}


def write(folder, family, sizes, alone):
    name = "-".join([family.__name__, *map(str, sizes)])
    c = Circuit(name)
    top = family(c, *sizes)
    used, walk = {}, [top]
    while walk:
        node = walk.pop()
        if node not in used:
            used[node] = True
            walk.extend(c.gates[node][-1] if node in c.gates else [])
    c.leaves = {x: p for x, p in c.leaves.items() if x in used}
    circuit = {"name": name, "top": top,
               "gates": {x: g for x, g in c.gates.items() if x in used},
               "basic": list(c.leaves),
               "p": {x: f"{p}/100" for x, p in c.leaves.items()}}
    if alone:
        circuit["alone"] = True
    if len(c.leaves) <= MOST_LISTED:
        circuit["exact"] = answers(c, top)
    Path(folder, name + ".json").write_text(json.dumps(circuit))


def main():
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    for family, rows, more in FAMILIES:
        for sizes in rows + more:
            write(sys.argv[1], family, sizes, sizes in more)


main()
