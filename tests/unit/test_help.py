#!/usr/bin/env python3
"""The help of every verb: test_help.py PROGRAM ROOT

`VERB --help` is one screen that names every option and shows an example with
some of its answer; `help VERB` says all. The examples run, on a model of that
name.
"""

import os
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from tap import Program, Tap  # noqa: E402

LINES, COLUMNS = 24, 80
ENDLESS = ("watch", "lsp")  # until somebody stops them


def options(lines):
    """The long options that are named."""
    return {name for line in lines for name in re.findall(r"--[a-z-]+", line)}


def words(text):
    return " ".join(text.split())


def listed(lines):
    """The long options of the list of `help VERB`, a line each."""
    rows = lines[lines.index("Options:") + 1:lines.index("Example:")]
    return {found[1] for line in rows
            if (found := re.match(r"  (?:-\w, )?(--[a-z-]+)", line))}


def short_examples(lines):
    """[(command, what is shown of its answer)]"""
    found = []
    for line in lines:
        if line.startswith("Example:  comitia "):
            found.append((line[10:], []))
        elif found and line.startswith(" " * 12):
            found[-1][1].append(line.strip())
        elif found:
            break
    return found


def screen(tap, program, *command):
    code, text, err = program.run(*command)
    lines, name = text.decode().splitlines(), " ".join(command)
    problems = [line for line in lines
                if len(line) > COLUMNS or line != line.rstrip()]
    if code or err:
        problems.append(f"exit {code} {err}")
    tap.case(f"{name} fits {COLUMNS} columns", problems)
    return lines


def example(tap, program, folder, verb, command, answer):
    code, out, err = program.shell(command, folder)
    good = code is not None and (code < 64 or code == 69 and
                                 verb == "page")  # built without it
    tap.case(f"it runs: {command}", [] if good and (out or "-o" in command)
             else [f"exit {code}", out.decode(), err.decode()])
    at, said, missing = 0, words(out.decode()), []
    for line in answer:
        for part in filter(None, words(line).split("...")):
            at = said.find(part.strip(" ("), at)
            missing += [part] if at < 0 else []
            at = max(at, 0)
    if answer:
        tap.case(f"it answers as shown: {command}", missing)


def verb_help(tap, program, folder, verb):
    full = screen(tap, program, "help", verb)
    short = screen(tap, program, verb, "--help")
    tap.case(f"{verb} --help fits a screen",
             [str(len(short))] if len(short) > LINES else [])
    tap.case(f"{verb} -h is the same",
             [] if program.run(verb, "-h")[1].decode().splitlines() == short
             else ["another text"])
    tap.case(f"{verb} --help tells where the full text is",
             [] if short[-1] == f"In full:  comitia help {verb}, man comitia"
             else short[-1:])
    taken = listed(full) if verb != "watch" else set()
    told = options(line for line in short if not line.startswith(
        ("usage:", "       comitia", "Example:", "                   ")))
    tap.case(f"{verb} --help names every option, and no other",
             [str(sorted(taken ^ told))]
             if taken != told and verb != "watch" else [])
    found = short_examples(short)
    tap.case(f"{verb} --help has an example", [] if found else short)
    if verb in ENDLESS:
        return
    for command, answer in found:
        example(tap, program, folder, verb, command, answer)
    for line in full[full.index("Example:") + 1:]:
        if line[2:] not in [command for command, _ in found]:
            example(tap, program, folder, verb, line[2:], [])


def options_are_taken(tap, program, verb):
    """What the help names, the verb takes; what it does not, no verb takes."""
    text = program.run("help")[1].decode()
    every = options(text.splitlines())
    valued = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)(?: [A-Za-z]|\[)", text,
                            re.M))
    own = listed(program.run("help", verb)[1].decode().splitlines())
    problems = []
    for option in sorted(every - {"--version", "--help"}):
        err = program.run(verb, option + (
            "=1" if option in valued else ""))[2].decode()
        if ("takes no " + option + ";" in err) == (option in own):
            problems.append(option)
    tap.case(f"{verb} takes the options that its help names", problems)


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
    text = "\n".join(screen(tap, program, "help"))
    verbs = re.findall(r"^  ([a-z]+) {2,}\S", text.split("\nOptions")[0], re.M)
    tap.case("the help lists the verbs",
             [] if {"power", "watch", "completions"} <= set(verbs) else verbs)
    first = screen(tap, program, "--help")
    tap.case("--help fits a screen", first[LINES:])
    named = re.findall(r"(?:^  |  )([a-z]+) {2,}\S", "\n".join(first), re.M)
    tap.case("--help lists the verbs", sorted(set(verbs) ^ set(named)))
    for command, _ in short_examples(first):
        example(tap, program, folder, "", command, [])
    for verb in verbs:
        verb_help(tap, program, folder, verb)
    for verb in verbs:
        if verb != "watch":
            options_are_taken(tap, program, verb)
    shutil.rmtree(folder, ignore_errors=True)
    program.close()
    tap.done()


if __name__ == "__main__":
    main()
