#!/usr/bin/env python3
"""The Tab key of bash, zsh and fish: test_tab.py PROGRAM

bash and zsh run with a terminal; fish tells what it would offer.
"""

import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from shell import Shell  # noqa: E402
from tap import Program, Tap  # noqa: E402
from terminal import has_terminals  # noqa: E402

MODEL = """body House seats 9
  party Reds 5 party Greens 4
fact Weather one of Sunny, Rainy
fact Strike "a strike"
act Budget by House needs more than half of seats
act Bylaw by House needs at least 2/3 of seats if Weather is Sunny
  otherwise more than half of seats
outcome Peace when Budget
talks Table between Reds, Greens
"""

# What is typed, and what is to be offered (sorted): all of it.
OFFERED = [
    ("needs m.comitia ", "Budget Bylaw"),
    ("needs m.comitia Bu", "Budget"),
    ("status m.comitia P", "Peace"),
    ("can m.comitia Re", "Reds"),
    ("can m.comitia Reds,G", "Reds,Greens"),
    ("can m.comitia Reds bl", "block"),
    ("can m.comitia Reds block Bu", "Budget"),
    ("needs m.comitia Bylaw --each W", "Weather"),
    ("needs m.comitia Bylaw --suppose ",
     "Budget Bylaw Greens Reds Strike Weather"),
    ("needs m.comitia Bylaw --suppose Weather=S", "Weather=Sunny"),
    ("needs m.comitia Bylaw --suppose=Weather=R", "--suppose=Weather=Rainy"),
    ("needs m.comitia Bylaw --suppose Reds=ab", "Reds=absent Reds=abstain"),
    ("needs m.comitia Bylaw --suppose Strike=", "Strike=no Strike=yes"),
    ("needs --on 2020 m.comitia By", "Bylaw"),
    ("power m.comitia Bylaw --free a", "all"),
    ("power m.comitia Bylaw --unions Reds+Gr", "Reds+Greens"),
    ("needs m.comitia Bylaw --otherwise w", "worst"),
    ("sweep m.comitia po", "power"),
    ("sweep m.comitia power Bu", "Budget"),
    ("watch needs m.comitia Bu", "Budget"),
    ("deal m.comitia ", "Table"),
    ("belief m.comitia S", "Strike"),
    ("needs broken.comitia Bu", "Budget"),
]
# Nothing is offered, and nothing is said.
SILENT = ["needs none.comitia ", "needs . ", "needs - ", "needs fifo ",
          "nonsense m.comitia ", "power m.comitia Bylaw --digits ",
          "needs m.comitia Bylaw ", "", "--suppose ",
          "sweep m.comitia nonsense ", "needs bytes.comitia "]


def words(line):
    return line.split(" ")


def asked(tap, program, folder):
    """What the scripts of all shells ask for."""
    def names(line):
        code, out, err = program.run("completions", "names", *words(line),
                                     cwd=folder)
        return code, sorted(out.decode().split()), err
    for line, want in OFFERED:
        got = names(line)
        tap.case(f"offered behind {line!r}: {want}",
                 [] if got == (0, sorted(want.split()), b"") else [repr(got)])
    for line in SILENT:
        got = names(line)
        tap.case(f"nothing behind {line!r}",
                 [] if got == (0, [], b"") else [repr(got)])


# What is typed, and how the line looks once Tab was pressed.
TYPED = [
    ("comitia needs m.comitia Bu", "comitia needs m.comitia Budget"),
    ("comitia needs m.c", "comitia needs m.comitia"),
    ("comitia can m.comitia Reds,G", "comitia can m.comitia Reds,Greens"),
    ("comitia needs m.comitia Bylaw --suppose Weather=S",
     "comitia needs m.comitia Bylaw --suppose Weather=Sunny"),
    ("comitia needs m.comitia Bylaw --suppose=Reds=abst",
     "comitia needs m.comitia Bylaw --suppose=Reds=abstain"),
    ("comitia needs m.comitia Bylaw --each W",
     "comitia needs m.comitia Bylaw --each Weather"),
    ("comitia needs m.comitia Bylaw --oth",
     "comitia needs m.comitia Bylaw --otherwise"),
]


def typed(tap, program, folder, name, start, setup):
    if not has_terminals() or not shutil.which(name):
        tap.skip(f"the Tab key of {name}", f"no {name} with a terminal")
        return
    script = os.path.join(folder, f"completions.{name}")
    with open(script, "wb") as out:
        out.write(program.run("completions", name)[1])
    env = {"PATH": program.env["PATH"]}
    shell = Shell(folder, env, f"{setup}\nsource {script}", start)
    for line, want in TYPED:
        got = shell.tab(line)
        tap.case(f"{name}: Tab after {line!r}",
                 [] if want in got else [repr(got)])
    shell.close()


def fish(tap, program, folder):
    if not shutil.which("fish"):
        tap.skip("the Tab key of fish", "no fish")
        return
    script = os.path.join(folder, "completions.fish")
    with open(script, "wb") as out:
        out.write(program.run("completions", "fish")[1])
    for line, want in OFFERED:
        done = subprocess.run(
            ["fish", "--no-config", "-c",
             f"source {script}; complete -C 'comitia {line}'"],
            cwd=folder, env={**program.env, "HOME": folder}, timeout=60,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        got = [l.split("\t")[0] for l in done.stdout.decode().splitlines()]
        got += [word.split("=", 1)[1] for word in got if word[:2] == "--"]
        missing = [word for word in want.split()
                   if word.removeprefix("--suppose=") not in got]
        tap.case(f"fish: {line!r} gives {want}",
                 [repr(got)] if missing else [])


def main():
    program, tap = Program(sys.argv[1]), Tap()
    folder = tempfile.mkdtemp(prefix="comitia-tab-")
    for name, text in (("m.comitia", MODEL),
                       ("broken.comitia", MODEL + "act Broken by Nobody\n"),
                       ("bytes.comitia", "\x01\x00")):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(text)
    os.mkfifo(os.path.join(folder, "fifo"))
    asked(tap, program, folder)
    typed(tap, program, folder, "bash",
          ["bash", "--norc", "--noprofile", "-i"], "")
    typed(tap, program, folder, "zsh", ["zsh", "-f", "-i"],
          "autoload -U compinit && compinit -u -D")
    fish(tap, program, folder)
    shutil.rmtree(folder, ignore_errors=True)
    program.close()
    tap.done()


if __name__ == "__main__":
    main()
