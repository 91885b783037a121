#!/usr/bin/env python3
"""The extension for SQLite, in the sqlite3 shell: test_sql.py SHELL EXTENSION ROOT

Runs the examples of docs/sql.md in order, as one session, those of the guide for
newsrooms as another, then cases of its own.
"""

import itertools
import json
import os
import subprocess
import sys
from fractions import Fraction

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from pages import blocks  # noqa: E402
from tap import Tap  # noqa: E402


class Shell:
    def __init__(self, shell, extension):
        self.command = [shell, "-batch", "-bail", ":memory:"]
        self.environment = dict(os.environ)
        if os.environ.get("COMITIA_PRELOAD"):
            self.environment["LD_PRELOAD"] = os.environ["COMITIA_PRELOAD"]
        self.load = f".load {os.path.splitext(extension)[0]}\n"

    def run(self, statements, header=False):
        """(exit code, printed, complaints)"""
        text = self.load + (".headers on\n" if header else "") + statements
        done = subprocess.run(self.command, input=text, capture_output=True,
                              text=True, timeout=600,
                              env=self.environment)
        return done.returncode, done.stdout, done.stderr

    def rows(self, statement):
        code, printed, complaints = self.run(".mode json\n" + statement + ";\n")
        if code:
            raise RuntimeError(complaints)
        return json.loads(printed) if printed.strip() else []


def examples(tap, shell, root, page):
    with open(os.path.join(root, page), encoding="utf-8") as file:
        text = file.read()
    session, pending = "", None
    for line, words, body in blocks(text):
        if words == ["sql"]:
            pending = "\n".join(body) + "\n"
        elif words == ["text"] and pending:
            mark = f"SELECT '== {line} ==';\n"
            code, printed, complaints = shell.run(
                session + ".headers off\n" + mark + ".headers on\n" + pending, True)
            got = printed.split(f"== {line} ==\n")[-1].rstrip("\n").splitlines()
            tap.case(f"{page}:{line} prints what it says",
                     [] if code == 0 and got == body
                     else [complaints, "got:"] + got)
            session, pending = session + pending, None


def brute(weights, quota):
    """Swings of each player by trying all coalitions."""
    n, swings = len(weights), [0] * len(weights)
    for chosen in itertools.product((0, 1), repeat=n):
        total = sum(w for w, c in zip(weights, chosen) if c)
        if total < quota:
            continue
        for i in range(n):
            swings[i] += chosen[i] and total - weights[i] < quota
    return swings


EACH = """SELECT election, player, weight, swings, banzhaf_exact, shapley
FROM (SELECT election, json_group_object(party, seats) AS weights FROM result GROUP BY election) AS each,
comitia_power(each.weights, '1/2', 'more than') ORDER BY election, player"""


def elections(tap, shell, root):
    with open(os.path.join(root, "bench", "elections.sql"), encoding="utf-8") as file:
        made = file.read().split(".timer")[0]
    rows = shell.rows(made + EACH)
    problems, seen = [], {}
    for row in rows:
        seen.setdefault(row["election"], []).append(row)
    if len(seen) != 1000:
        problems.append(f"{len(seen)} parliaments")
    for election, players in seen.items():
        weights = [row["weight"] for row in players]
        swings = [int(row["swings"]) for row in players]
        if election % 17 == 0 and swings != brute(weights, sum(weights) // 2 + 1):
            problems.append(f"swings of {election}: {swings} of {weights}")
        if [Fraction(row["banzhaf_exact"]) for row in players] != [
                Fraction(s, sum(swings)) for s in swings]:
            problems.append(f"shares of {election}")
        if abs(sum(row["shapley"] for row in players) - 1) > 1e-9:
            problems.append(f"Shapley-Shubik of {election}")
    tap.case("a thousand parliaments in one statement have the power that counting gives",
             problems)


def coalitions(tap, shell):
    weights = [40, 29, 17, 11, 7, 3]
    rows = shell.rows(f"SELECT * FROM comitia_coalitions('{json.dumps(weights)}', '60%', 'at least')")
    total, want = sum(weights), {"winning": set(), "blocking": set()}
    enough = {"winning": lambda w: 5 * w >= 3 * total,
              "blocking": lambda w: 5 * (total - w) < 3 * total}
    for kind, is_one in enough.items():
        for size in range(len(weights) + 1):
            for chosen in itertools.combinations(range(len(weights)), size):
                if is_one(sum(weights[i] for i in chosen)) and not any(
                        is_one(sum(weights[i] for i in chosen if i != out))
                        for out in chosen):
                    want[kind].add(chosen)
    got = {"winning": set(), "blocking": set()}
    problems = []
    for row in rows:
        members = tuple(int(name) for name in json.loads(row["members"]))
        got[row["kind"]].add(members)
        if (row["size"], row["weight"]) != (len(members), sum(weights[i] for i in members)):
            problems.append(f"size or weight of {row}")
    tap.case("the smallest coalitions are those that trying all of them finds",
             problems + ([] if got == want else [f"{got} is not {want}"]))


REFUSED = [
    ("a floating-point share", "SELECT comitia_needed(100, 0.5, 'more than')", "found 0.5"),
    ("an unknown strictness", "SELECT comitia_needed(100, '1/2', '>')", "'more than' is needed"),
    ("more votes than the base", "SELECT comitia_passes(9, 8, '1/2', 'at least')", "more votes"),
    ("negative votes", "SELECT comitia_passes(-1, 8, '1/2', 'at least')", "found -1"),
    ("a chance above 1", "SELECT comitia_chance_of_votes(1, 2, '3/2')", "from 0 to 1"),
    ("missing arguments", "SELECT * FROM comitia_power('[1]')", "needs three arguments"),
    ("a negative weight", "SELECT * FROM comitia_power('[1,-2]', '1/2', 'more than')", "-2"),
    ("a missing weight", "SELECT * FROM comitia_power('[1,null]', '1/2', 'more than')", "NULL"),
    ("broken JSON", "SELECT * FROM comitia_power('[1,', '1/2', 'more than')", "malformed JSON"),
    ("a query that changes things", "CREATE TABLE t(x); SELECT * FROM comitia_power('DELETE FROM t RETURNING 1, 2', '1/2', 'more than')", "two columns"),
    ("a query of one column", "SELECT * FROM comitia_power('SELECT 1', '1/2', 'more than')", "two columns"),
    ("a bad quota", "SELECT * FROM comitia_power('[1,2]', 'half', 'more than')", "half"),
    ("a quota of another shape", "SELECT * FROM comitia_coalitions('[1,2]', '1\nact X', 'more than')", "quota"),
    ("a model with an error", "SELECT comitia_chance('act', 'X')", "C01"),
    ("an unknown name", "SELECT comitia_chance('fact F 50%', 'G')", "nothing has the name G"),
    ("a chance that is a range", "SELECT comitia_chance('fact F', 'F')", "from 0 to 1"),
    ("an unknown verb", "SELECT comitia_answer('dance', 'fact F')", "dance"),
    ("an ill-posed question", "SELECT comitia_answer('power', 'fact F', 'G')", "G"),
]

VALUES = [
    ("the name of a party may be anything",
     """SELECT members FROM comitia_coalitions('{"a \\"b\\" [x]\\n": 3, "日本": 1}', '1/2', 'more than') WHERE kind = 'winning'""",
     [{"members": '["a \\"b\\" [x]\\u000a"]'}]),
    ("decimals and fractions are exact",
     "SELECT weight FROM comitia_coalitions('SELECT ''x'', ''1/3'' UNION ALL SELECT ''y'', ''0.5''', '100%', 'at least') WHERE kind = 'winning'",
     [{"weight": "5/6"}]),
    ("nothing reaches more than everything", "SELECT comitia_needed(10, '100%', 'more than') AS n", [{"n": None}]),
    ("of nothing no share is reached", "SELECT comitia_needed(0, '1/2', 'at least') AS n, comitia_passes(0, 0, '0%', 'at least') AS p", [{"n": None, "p": 0}]),
    ("amounts beyond 64 bits are text", "SELECT comitia_needed('100000000000000000000', '1/2', 'more than') AS n", [{"n": "50000000000000000001"}]),
    ("nobody has no power", "SELECT * FROM comitia_power('[]', '1/2', 'more than')", []),
    ("NULL has no rows", "SELECT * FROM comitia_power(NULL, '1/2', 'more than')", []),
    ("two tables join in either order",
     "SELECT p.player FROM comitia_power(w.j, '1/2', 'more than') AS p, (SELECT '[3]' AS j) AS w", [{"player": "0"}]),
    ("chances are exact at the ends", "SELECT comitia_chance_of_votes(0, 5, '1/3') AS a, comitia_chance_of_votes(6, 5, '1/3') AS b, comitia_chance_of_votes(1, 2, '1/2') AS c",
     [{"a": 1.0, "b": 0.0, "c": 0.75}]),
]


def main():
    shell = Shell(sys.argv[1], sys.argv[2])
    tap = Tap()
    examples(tap, shell, sys.argv[3], "docs/sql.md")
    examples(tap, shell, sys.argv[3], "docs/guides/newsrooms.md")
    elections(tap, shell, sys.argv[3])
    coalitions(tap, shell)
    for name, statement, want in VALUES:
        try:
            got = shell.rows(statement)
        except (RuntimeError, ValueError) as error:
            got = str(error)
        tap.case(name, [] if got == want else [f"got {got}", f"not {want}"])
    for name, statement, want in REFUSED:
        code, printed, complaints = shell.run(statement + ";\n")
        tap.case(f"refused: {name}", [] if code and want in complaints
                 else [f"exit {code}", printed, complaints])
    tap.done()


main()
