#!/usr/bin/env python3
"""Answers as tables and as Popolo: test_data_out.py PROGRAM ROOT

The table of every question is read back and compared with its JSON.
"""

import csv
import io
import json
import os
import sys
from fractions import Fraction
from xml.etree import ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from tap import Program, Tap  # noqa: E402

HEAD = ["case", "subject", "item", "measure", "value", "decimal"]
CAMBODIA = "examples/cambodia-2016.comitia"

# What is asked; the answer as a table must have this many rows at least.
QUESTIONS = [
    (["check", CAMBODIA], 50),
    (["status", CAMBODIA], 20),
    (["needs", CAMBODIA, "Lift"], 20),
    (["can", CAMBODIA, "CNRP", "block", "Arrest"], 2),
    (["can", CAMBODIA, "CNRP", "block", "Arrest", "--each", "Reading"], 2),
    (["who", CAMBODIA, "Arrest"], 10),
    (["who", CAMBODIA, "Arrest", "--each", "Reading"], 10),
    (["power", CAMBODIA, "Lift"], 20),
    (["power", "examples/un-security-council.comitia", "Resolution"], 100),
    (["power", "--quota", "3", "2", "1", "1"], 30),
    (["power", "--quota", "51%", "30", "40", "30", "--certified"], 30),
    (["chance", CAMBODIA, "Arrest"], 3),
    (["belief", CAMBODIA], 50),
    (["deal", CAMBODIA], 10),
    (["timeline", CAMBODIA], 40),
    (["why", "examples/cambodia-timeline.comitia", "Arrest"], 1),
    (["how", CAMBODIA, "Charge"], 2),
    (["show", CAMBODIA], 40),
    (["seats", "--method", "dhondt", "--seats", "8", "A=53000", "B=24000",
      "C=23000"], 30),
    (["poll", "--size", "1000", "--method", "dhondt", "--seats", "20",
      "A=40%", "B=30%", "C=30%", "--coalition", "A+B"], 20),
    (["diff", "examples/belgium.comitia", "examples/bosnia.comitia"], 6),
]


def table_of(program, words):
    """The rows of an answer as dictionaries, its exit code, and problems."""
    exit, out, err = program.run(*words, "--format", "csv")
    rows = list(csv.reader(io.StringIO(out.decode(), newline="")))
    problems = []
    if not rows or rows[0] != HEAD:
        problems.append("head: %r" % rows[:1])
    problems += ["cells: %r" % row for row in rows if len(row) != len(HEAD)]
    return [dict(zip(HEAD, row)) for row in rows[1:]], exit, problems


def decimals(rows):
    """Every decimal is its value with 12 digits; what is none has none."""
    problems = []
    for row in rows:
        if not row["decimal"]:
            continue
        value, decimal = Fraction(row["value"]), Fraction(row["decimal"])
        if abs(value - decimal) > abs(value) * Fraction(1, 2 * 10**11):
            problems.append("%s is not %s" % (row["decimal"], row["value"]))
    return problems


def power_is_there(rows, answer):
    """Each index of each player has one row with the JSON's text."""
    problems = []
    for case in answer["cases"]:
        for player in case["indices"]:
            for key, value in player.items():
                if not isinstance(value, str) or key == "player":
                    continue
                found = [r for r in rows if r["item"] == player["player"]
                         and r["measure"] == key]
                if len(found) != len(answer["cases"]) or all(
                        r["value"] != value for r in found):
                    problems.append("%s of %s" % (key, player["player"]))
    return problems


def coalitions_are_there(rows, answer):
    problems = []
    for kind in ("force", "block"):
        want = [sorted(c) for case in answer["cases"] for c in case[kind]]
        found = {}
        for row in rows:
            if row["measure"] == "member" and row["item"].startswith(kind) \
                    and not row["case"].endswith("always"):
                found.setdefault((row["case"], row["item"]), []).append(
                    row["value"])
        if sorted(want) != sorted(sorted(c) for c in found.values()):
            problems.append("%s: %r" % (kind, found))
    return problems


def tables(program, tap):
    for words, least in QUESTIONS:
        rows, exit, problems = table_of(program, words)
        problems += decimals(rows)
        if len(rows) < least:
            problems.append("%d rows" % len(rows))
        same, out, _ = program.run(*words, "--json")
        if same != exit:
            problems.append("exit %s, as JSON %s" % (exit, same))
        answer = json.loads(out.decode())
        if words[0] == "power":
            problems += power_is_there(rows, answer)
        if words[0] == "who" and "--each" not in words:
            problems += coalitions_are_there(rows, answer)
        tap.case("the table of comitia " + " ".join(words), problems)


def refusals(program, tap):
    for words in (["brief", CAMBODIA], ["explain", "C0104"]):
        exit, out, err = program.run(*words, "--format", "csv")
        tap.case(words[0] + " has no table",
                 [] if exit == 64 and not out and b"csv" in err
                 else [str(exit), out.decode(), err.decode()])


# ---- pictures --------------------------------------------------------------

PICTURES = [
    (["needs", CAMBODIA, "Lift"], ["<circle", "82: 2/3"]),
    (["needs", "examples/us-federal-law.comitia", "HouseBill"], ["<circle"]),
    (["needs", "examples/eu-council.comitia", "Decision"], ["<rect", "%"]),
    (["power", CAMBODIA, "Arrest"], ["<rect", "Reading is Defence"]),
    (["power", "--quota", "3", "2", "1", "1", "--index", "johnston"],
     ["Johnston", "50 %"]),
    (["power", "--quota", "51%", "30", "40", "30", "--certified"], ["33.3 %"]),
    (["show", CAMBODIA], ["<rect"]),
]


def pictures(program, tap):
    for words, parts in PICTURES:
        exit, out, err = program.run(*words, "--svg")
        problems = [] if exit == 0 else [err.decode()]
        try:
            ElementTree.fromstring(out.decode())
        except ElementTree.ParseError as error:
            problems.append(str(error))
        problems += ["no " + p for p in parts if p not in out.decode()]
        tap.case("the picture of comitia " + " ".join(words), problems)
    exit, out, err = program.run("power", CAMBODIA, "Arrest", "--index",
                                 "swings", "--svg")
    tap.case("what is no share is not drawn",
             [] if exit == 64 and not out else [str(exit), err.decode()])


# ---- Popolo ---------------------------------------------------------------

def popolo_problems(data, answer):
    """Ids are unique, what they refer to is there, all seats are given."""
    ids = [o["id"] for o in data["persons"] + data["organizations"]]
    problems = [] if len(ids) == len(set(ids)) else ["an id twice"]
    seats = {}
    for membership in data["memberships"]:
        for key in ("person_id", "member_id", "organization_id",
                    "on_behalf_of_id"):
            if key in membership and membership[key] not in ids:
                problems.append("%s: %s" % (key, membership[key]))
        body = membership["organization_id"]
        if body.startswith("body/"):
            seats[body] = seats.get(body, 0) + membership.get("seats", 1)
    for body in answer["bodies"]:
        if body["vacant"] == "0":
            found = seats.get("body/" + body["name"], 0)
            if str(found) != body["seats"]:
                problems.append("%s: %d seats" % (body["name"], found))
    for vote in data["vote_events"]:
        if vote["organization_id"] not in ids:
            problems.append("vote of " + vote["organization_id"])
    return problems


def popolo(program, tap, root):
    for name in sorted(os.listdir(os.path.join(root, "examples"))):
        if not name.endswith(".comitia"):
            continue
        path = "examples/" + name
        _, out, _ = program.run("show", path, "--format", "popolo")
        _, status, _ = program.run("status", path, "--on", "0001", "--json")
        try:
            problems = popolo_problems(json.loads(out.decode()),
                                       json.loads(status.decode()))
        except ValueError as error:
            problems = [str(error)]
        tap.case(name + " as Popolo", problems)


def there_and_back(program, tap):
    """Members, groups and the vote of a council survive both ways."""
    data = "examples/data/council.json"
    ways = ["import", "popolo", data, "--vote", "v7", "--members"]
    _, model, _ = program.run(*ways)
    _, out, _ = program.run("show", "-", "--format", "popolo", stdin=model)
    again = ["import", "popolo", "-", "--vote", "Vote", "--members"]
    _, second, err = program.run(*again, stdin=out)

    def facts(text):
        lines = text.decode().split("\n")
        return sorted(l for l in lines if l.startswith("  member ")
                      or l.startswith("on ") or l.startswith("    "))
    tap.case("a council there and back",
             [] if facts(model) == facts(second) and facts(model)
             else [model.decode(), second.decode(), err.decode()])


def who_sits(data, body):
    """Parties with their seats, and members, of a body of a Popolo file."""
    names = {o["id"]: o["name"]
             for o in data["organizations"] + data["persons"]}
    return sorted((names[m.get("member_id", m.get("person_id"))],
                   m.get("seats", 1))
                  for m in data["memberships"]
                  if m["organization_id"] == body)


def bodies_there_and_back(program, tap, root):
    """Each body of each example has the same parties, seats and members."""
    for name in sorted(os.listdir(os.path.join(root, "examples"))):
        if not name.endswith(".comitia"):
            continue
        problems = []
        _, out, _ = program.run("show", "examples/" + name, "--format",
                                "popolo")
        data = json.loads(out.decode())
        for body in (o["id"] for o in data["organizations"]
                     if o["id"].startswith("body/")):
            sits = who_sits(data, body)
            ways = ["import", "popolo", "-", "--body", body]
            if any("person_id" in m for m in data["memberships"]
                   if m["organization_id"] == body):
                ways.append("--members")
            code, model, err = program.run(*ways, stdin=out)
            if code:
                problems.append(f"{body}: {err.decode()}")
                continue
            _, back, _ = program.run("show", "-", "--format", "popolo",
                                     stdin=model)
            again = json.loads(back.decode())
            ids = [o["id"] for o in again["organizations"]
                   if o["id"].startswith("body/")]
            if len(ids) != 1 or who_sits(again, ids[0]) != sits or not sits:
                problems.append(f"{body}: {sits}, back: "
                                f"{[who_sits(again, i) for i in ids]}")
        tap.case(name + " there and back", problems)


def main():
    program, root = Program(sys.argv[1]), sys.argv[2]
    os.chdir(root)
    tap = Tap()
    tables(program, tap)
    refusals(program, tap)
    pictures(program, tap)
    popolo(program, tap, root)
    there_and_back(program, tap)
    bodies_there_and_back(program, tap, root)
    program.close()
    tap.done()


if __name__ == "__main__":
    main()
