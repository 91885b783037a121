#!/usr/bin/env python3
"""Asks every example everything: models.py PROGRAM EXAMPLES [FILE...]

For each file: `check` finds no error and every expect holds; every verb about
everything that the file declares ends with an exit code of its own and an
answer of the documented shape (shape.py), the same when asked again; the exit
code is the one in the answer; text is UTF-8 without controls and without lines
above 80 columns that a blank could break; `fmt` changes nothing the second time.
"""

import json
import os
import sys
import unicodedata

from shape import answer_problems
from tap import Program, Tap

# A slow machine must not fail: what is out of reach is a stated refusal.
LIMIT = ["--limit", "100000000"]

EXITS = {
    "check": {0}, "status": {0, 1, 2}, "can": {0, 1, 2, 4}, "deal": {0, 1, 2},
    "who": {0, 4}, "power": {0, 4},
}


def width(line):
    """Columns of a line in a terminal."""
    return sum(0 if unicodedata.combining(c) else
               2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


def text_problems(printed):
    try:
        lines = printed.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        return [str(error)]
    if printed and not printed.endswith(b"\n"):
        return ["the last line does not end"]
    found = []
    for line in lines:
        if any(ord(c) < 32 or ord(c) == 127 for c in line):
            found.append(f"a control character: {line!r}")
        if line != line.rstrip():
            found.append(f"blanks at the end: {line!r}")
        if width(line) > 80 and " " in line.strip()[:-1]:
            found.append(f"{width(line)} columns: {line}")
    return found[:5]


class Model:
    def __init__(self, program, tap, folder, file):
        self.program, self.tap = program, tap
        self.folder, self.file = folder, file

    def ask(self, verb, *words):
        return self.program.run(verb, self.file, *words, *LIMIT,
                                cwd=self.folder)

    def problems_of(self, verb, words):
        """Everything that is wrong with one question in JSON and in text."""
        code, out, err = self.ask(verb, *words, "--json")
        if code not in EXITS.get(verb, {0}) | {69}:
            return [f"exit {code}", err.decode()[:2000], out.decode()[:2000]]
        if err:
            return ["standard error with --json:", err.decode()[:2000]]
        try:
            answer = json.loads(out)
        except ValueError as error:
            return [f"no JSON: {error}", out.decode()[:500]]
        found = answer_problems(answer, verb)
        if answer.get("exit") != code:
            found.append(f"exit {code}, in the answer {answer.get('exit')}")
        text_code, printed, _ = self.ask(verb, *words)
        if text_code != code:
            found.append(f"exit {code}, but {text_code} in text")
        if code == 0 and not printed:
            found.append("no text")
        return (found + text_problems(printed))[:20]

    def case(self, verb, *words):
        shown = " ".join([verb, self.file, *words])
        self.tap.case(shown, self.problems_of(verb, words))

    def declared(self):
        """{kind: names in order} of what the file itself declares."""
        code, out, _ = self.ask("show", "--json")
        kinds = {}
        for item in json.loads(out)["declarations"] if code == 0 else []:
            if item["name"]:
                kinds.setdefault(item["kind"], []).append(item["name"])
        return kinds

    def layout(self):
        code, once, err = self.program.run("fmt", self.file, cwd=self.folder)
        if code != 0:
            return [f"exit {code}", err.decode()]
        code, twice, err = self.program.run("fmt", "-", cwd=self.folder,
                                            stdin=once)
        if code != 0:
            return [f"exit {code} the second time", err.decode()]
        code, _, err = self.program.run("check", "-", cwd=self.folder,
                                        stdin=once)
        found = [] if code == 0 else [f"no longer checks: {err.decode()}"]
        return found + ([] if once == twice else ["the second time differs"])

    def run(self):
        self.case("check")
        self.tap.case(f"fmt {self.file}", self.layout())
        for verb in ("brief", "status", "belief", "deal", "timeline", "show"):
            self.case(verb)
        kinds = self.declared()
        computed = kinds.get("outcome", []) + kinds.get("ladder", [])
        acts = kinds.get("act", [])
        for name in computed + acts:
            for verb in ("status", "who", "power", "chance", "why", "how"):
                self.case(verb, name)
            self.case("who", name, "--otherwise", "worst")
            self.case("power", name, "--ballots", "three")
        for fact in kinds.get("fact", []):
            self.case("belief", fact)
            self.case("status", "--each", fact)
        self.needs(acts)
        self.coalitions(kinds, computed + acts)
        for talks in kinds.get("talks", []):
            self.case("deal", talks, "--doubt-given")
        self.case("brief", "--on", "2016-07")

    def needs(self, acts):
        """Only acts by bodies have needs; the others say so."""
        for act in acts:
            code, out, _ = self.ask("needs", act, "--json")
            if code == 64:
                codes = [d["code"] for d in json.loads(out)["diagnostics"]
                         if d["severity"] == "error"]
                self.tap.case(f"needs {self.file} {act}",
                              [] if codes == ["C0209"] else [str(codes)])
            else:
                self.case("needs", act)

    def coalitions(self, kinds, subjects):
        players = kinds.get("actor", []) + kinds.get("party", [])
        players += kinds.get("member", [])
        for name in subjects[:4]:
            for action in ("force", "block"):
                if players:
                    self.case("can", ",".join(players[:2]), action, name)


def main():
    program = Program(sys.argv[1])
    folder = sys.argv[2]
    files = sys.argv[3:] or sorted(f for f in os.listdir(folder)
                                   if f.endswith(".comitia"))
    tap = Tap()
    for file in files:
        Model(program, tap, folder, file).run()
    program.close()
    tap.done()


if __name__ == "__main__":
    main()
