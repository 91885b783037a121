#!/usr/bin/env python3
"""The help of every verb: test_help.py PROGRAM ROOT

It fits 80 columns, and its examples run on a model of that name.
"""

import os
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from tap import Program, Tap  # noqa: E402

ENDLESS = ("watch", "lsp")  # until somebody stops them


def main():
    program, root, tap = Program(sys.argv[1]), sys.argv[2], Tap()
    root = os.path.abspath(root)
    folder = tempfile.mkdtemp(prefix="comitia-help-")
    os.symlink(os.path.join(root, "examples"), os.path.join(folder, "examples"))
    for name in ("model", "before", "after"):
        shutil.copy(os.path.join(root, "examples", "cambodia-2016.comitia"),
                    os.path.join(folder, name + ".comitia"))
    with open(os.path.join(folder, "parties.csv"), "w", encoding="utf-8") as out:
        out.write("party,seats\nReds,5\nGreens,4\n")
    _, text, _ = program.run("help")
    verbs = re.findall(r"^  ([a-z]+) {2,}\S", text.decode().split("\nOptions")[0],
                       re.M)
    tap.case("the help lists the verbs",
             [] if {"power", "watch", "completions"} <= set(verbs) else verbs)
    for verb in verbs:
        code, text, err = program.run(verb, "--help")
        lines = text.decode().splitlines()
        problems = [line for line in lines if len(line) > 80]
        if code or err:
            problems.append(f"exit {code} {err}")
        tap.case(f"{verb} --help fits 80 columns", problems)
        examples = [line[2:] for line in lines[lines.index("Example:") + 1:]]
        tap.case(f"{verb} --help has an example",
                 [] if examples else ["none"])
        for example in examples:
            if verb in ENDLESS:
                continue
            code, out, err = program.shell(example, folder)
            good = code is not None and (code < 64 or code == 69 and
                                         verb == "page")  # built without it
            tap.case(f"it runs: {example}", [] if good and (out or "-o" in example)
                     else [f"exit {code}", out.decode(), err.decode()])
    shutil.rmtree(folder, ignore_errors=True)
    program.close()
    tap.done()


if __name__ == "__main__":
    main()
