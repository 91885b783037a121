#!/usr/bin/env python3
"""Golden cases: golden.py [--bless] PROGRAM FOLDER

A case is a folder with `cmd` (a shell line that says comitia ...), and what it
prints: `out`, `err` and `code`; a missing one means nothing printed, or 0. It
runs in its folder, beside its model.comitia. --bless writes the three anew.
"""

import os
import sys

from tap import Program, Tap, difference, read


def bless(path, content):
    """Writes the file, or removes it if there is nothing to say."""
    if content:
        with open(path, "wb") as file:
            file.write(content)
    elif os.path.exists(path):
        os.remove(path)


def main():
    words = [w for w in sys.argv[1:] if w != "--bless"]
    blessing = len(words) < len(sys.argv) - 1
    program, folder = Program(words[0]), words[1]
    tap = Tap()
    for name in sorted(os.listdir(folder)):
        case = os.path.join(folder, name)
        if not os.path.exists(os.path.join(case, "cmd")):
            continue
        line = read(os.path.join(case, "cmd")).decode()
        code, out, err = program.shell(line, cwd=case)
        found = {"out": out, "err": err,
                 "code": b"" if code == 0 else b"%s\n" % str(code).encode()}
        problems = []
        for part, content in found.items():
            path = os.path.join(case, part)
            if blessing and code is not None:
                bless(path, content)
            else:
                problems += difference(part, read(path), content)
        tap.case(name.replace("-", " "), problems)
    program.close()
    tap.done()


if __name__ == "__main__":
    main()
