#!/usr/bin/env python3
"""The command line as a user meets it: test_command_line.py PROGRAM ROOT"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from tap import Program, Tap  # noqa: E402
from terminal import Terminal, has_terminals  # noqa: E402

MODEL = "examples/cambodia-2016.comitia"

# Words, exit code, what standard error says ("" for nothing), what standard
# output begins with (None: anything).
USAGE = [
    ("nothing at all", [], 64, "what is to be done", ""),
    ("an unknown verb", ["chek", MODEL], 64, 'did you mean "check"', ""),
    ("a file where the verb should be", [MODEL], 64, "a verb comes before", ""),
    ("an unknown option", ["check", MODEL, "--jsn"], 64, "did you mean --json",
     ""),
    ("one dash instead of two", ["check", MODEL, "-json"], 64,
     "write --json, with two dashes", ""),
    ("an option of other verbs", ["fmt", MODEL, "--json"], 64,
     "fmt takes no --json; taken by: check, brief", ""),
    ("an option without its value", ["status", MODEL, "--on"], 64,
     "--on needs a value: --on DATE", ""),
    ("a value where none belongs", ["check", MODEL, "--json=yes"], 64,
     "--json takes no value", ""),
    ("a format of another verb", ["who", MODEL, "Arrest", "--format=html"], 64,
     "who has no format html; brief has", ""),
    ("no such format", ["brief", MODEL, "--format", "xml"], 64,
     "one of text|json|markdown|html|dot|svg", ""),
    ("fractions and decimals at once",
     ["power", "--exact", "--certified", "--quota", "2", "1", "1"], 64,
     "fractions or decimals: --exact or --certified", ""),
    ("no places at all", ["power", "--certified=0", "--quota", "2", "1"], 64,
     "a whole number from 1 to 1000", ""),
    ("places in a word of their own, among weights",
     ["power", "--quota", "2", "--certified", "2", "--json"], 64,
     "is it how many digits, or a weight? --certified=2, or -- before the weights",
     ""),
    ("places in a word of their own",
     ["power", MODEL, "Lift", "--json", "--certified", "2"], 0, "",
     '{"comitia"'),
    ("places in a word of their own, before the file",
     ["power", "--json", "--certified", "2", MODEL, "Lift"], 0, "",
     '{"comitia"'),
    ("no places in a word of their own",
     ["power", MODEL, "Lift", "--certified", "0"], 64,
     "a whole number from 1 to 1000", ""),
    ("weights after no places",
     ["power", "--quota", "2", "--json", "--certified", "--", "2"], 0, "",
     '{"comitia"'),
    ("a count that is none", ["who", MODEL, "Arrest", "--max", "0"], 64,
     "a whole number from 1", ""),
    ("a count past 64 bits", ["who", MODEL, "Arrest", "--limit",
                              "18446744073709551616"], 64,
     "a whole number from 1", ""),
    ("a size that is none", ["who", MODEL, "Arrest", "--memory", "12MB"], 64,
     "a size is needed, like 512M or 4G", ""),
    ("a size past 64 bits", ["who", MODEL, "Arrest", "--memory",
                             "99999999999T"], 64,
     "a size is needed, like 512M or 4G", ""),
    ("a model that does not fit the memory", ["check", MODEL, "--memory",
                                              "20k"], 69,
     "out of memory: it takes more than 20 KiB; --memory SIZE gives more", ""),
    ("too few words", ["who", MODEL], 64, "something is missing", ""),
    ("too many words", ["who", MODEL, "Arrest", "Lift"], 64,
     'what is "Lift" for', ""),
    ("no file", ["brief"], 64, "which file", ""),
    ("nobody to force it", ["can", MODEL, "force", "Lift"], 64,
     "who is to force it", ""),
    ("neither force nor block", ["can", MODEL, "CPP", "Lift"], 64,
     "force or block", ""),
    ("an empty player", ["can", MODEL, "CPP,,CNRP", "force", "Lift"], 64,
     "an empty name", ""),
    ("weights without a quota", ["power", "--csv", "t.csv", "--weight", "w"],
     64, "needs its quota", ""),
    ("a quota without weights", ["power", "--quota", "3"], 64,
     "which weights", ""),
    ("two quotas", ["power", "--quota", "3", "--more-than", "2", "1", "2"], 64,
     "one quota only", ""),
    ("a day in a weighted rule", ["power", "--quota", "3", "2", "2", "--on",
                                  "2016"], 64, "need a file", ""),
    ("a sweep of nothing", ["sweep", MODEL], 64,
     "what is asked at every point", ""),
    ("a sweep of no question", ["sweep", MODEL, "fmt"], 64,
     'no question is called "fmt"', ""),
    ("a sweep of a question that has no row", ["sweep", MODEL, "belief",
     "--vary", "chance Raid 0..1"], 64, "one of can, chance, needs", ""),
    ("a sweep in which nothing varies", ["sweep", MODEL, "power", "Lift"], 64,
     "what varies", ""),
    ("a range that runs backwards", ["sweep", MODEL, "power", "Lift", "--vary",
     "quota Lift 80%..50%"], 64, "the range runs backwards", ""),
    ("a range without a step", ["sweep", MODEL, "power", "Lift", "--vary",
     "quota Lift 1/2..2/3"], 64, "a step is needed", ""),
    ("a step of nothing", ["sweep", MODEL, "power", "Lift", "--vary",
     "quota Lift 50%..80% step 0%"], 64, "a step above 0 is needed", ""),
    ("a grid too large", ["sweep", MODEL, "power", "Lift", "--vary",
     "quota Lift 1..2000", "--vary", "seats CPP->CNRP 0..1000"], 69,
     "a grid of more than 1,000,000 points", "No answer: a limit was reached."),
    ("a range too long", ["sweep", MODEL, "power", "Lift", "--vary",
     "quota Lift 1..20000000"], 64, "more than 1,000,000 values", ""),
    ("what cannot vary", ["sweep", MODEL, "power", "Lift", "--vary",
     "weather 1..2"], 64, "seats, quota or chance?", ""),
    ("a change to what is no number", ["needs", MODEL, "Lift", "--vary",
     "quota Lift much"], 64, "much is no number", ""),
    ("a change of many values", ["needs", MODEL, "Lift", "--vary",
     "quota Lift 50%..60%"], 64, "one value is asked for", ""),
    ("a share above the whole", ["needs", MODEL, "Lift", "--vary",
     "quota Lift 3/2"], 64, "a share is above 0 and at most 1", ""),
    ("a move of more seats than there are", ["needs", MODEL, "Lift", "--vary",
     "seats CPP->CNRP 69"], 64, "CPP has fewer than 69 seats", ""),
    ("a move to nobody", ["needs", MODEL, "Lift", "--vary", "seats CPP 3"], 64,
     "from which party to which", ""),
    ("a chance of what is settled", ["chance", MODEL, "Arrest", "--vary",
     "chance Raid 1/2"], 64, "it is settled", ""),
    ("help about nothing", ["help", "me"], 64, 'no verb "me"', ""),
    ("no such file", ["check", "nowhere.comitia"], 66,
     "nowhere.comitia: No such file", ""),
    ("a folder for a file", ["check", "examples"], 66, "Is a directory", ""),
    ("the version", ["--version"], 0, "", "comitia 0."),
    ("help", ["--help"], 0, "", "comitia: who can decide what"),
    ("help of a verb", ["help", "power"], 0, "", "usage: comitia power FILE"),
    ("help after a verb", ["power", "-h"], 0, "", "usage: comitia power FILE"),
    ("an unknown name", ["who", MODEL, "Arest"], 64, "Arrest", ""),
    ("a name of the wrong kind", ["needs", MODEL, "Arrest"], 64, "C0209", ""),
    ("an unknown code", ["explain", "C9999"], 64, "", ""),
    ("a weight below nothing", ["power", "--quota", "3", "--", "-5", "3"], 64,
     "", ""),
]

# Pairs of command lines that must print the same.
SAME = [
    ("options before the verb or after the words",
     ["--json", "status", MODEL], ["status", MODEL, "--json"]),
    ("--opt=value and --opt value",
     ["status", MODEL, "--on=2016-06"], ["status", MODEL, "--on", "2016-06"]),
    ("--json and --format json",
     ["can", MODEL, "CPP", "force", "Lift", "--json"],
     ["can", MODEL, "CPP", "force", "Lift", "--format", "json"]),
    ("a list with commas or words of their own",
     ["can", MODEL, "CPP,CNRP", "force", "Lift"],
     ["can", MODEL, "CPP,", "CNRP", "force", "Lift"]),
    ("a step in one word or in three",
     ["status", MODEL, "Stop at SupremeCourt", "--json"],
     ["status", MODEL, "Stop", "at", "SupremeCourt", "--json"]),
    ("words after --", ["check", "--", MODEL], ["check", MODEL]),
    ("--color never and a pipe", ["brief", MODEL, "--color", "never"],
     ["brief", MODEL]),
]


def usage(tap, program, root):
    for name, words, want, error, output in USAGE:
        code, out, err = program.run(*words, cwd=root)
        problems = []
        if code != want:
            problems.append(f"exit {code}, not {want}")
        if error not in err.decode() or (want and not err):
            problems.append(f"standard error: {err.decode()}")
        if not error and not want and err:
            problems.append(f"standard error: {err.decode()}")
        if not out.decode().startswith(output) or (not output and out):
            problems.append(f"standard output: {out.decode()[:300]}")
        tap.case(f"usage: {name}", problems)
    for name, left, right in SAME:
        a, b = program.run(*left, cwd=root), program.run(*right, cwd=root)
        tap.case(f"the same: {name}",
                 [] if a == b and a[1] else [f"{a}\n{b}"[:1000]])


def several_files(tap, program, root):
    code, out, err = program.run("check", MODEL, "nowhere.comitia", MODEL,
                                 cwd=root)
    tap.case("several files: the largest exit code, and all are read",
             [] if code == 66 and b"nowhere" in err and out.count(b"\n") >= 2
             else [f"{code} {out} {err}"])
    code, out, _ = program.run("check", MODEL, MODEL, "--json", cwd=root)
    lines = out.decode().splitlines()
    tap.case("several files: one object and a line feed for each",
             [] if len(lines) == 2 and all(json.loads(l)["exit"] == 0
                                           for l in lines) else [str(lines)])


def standard_input(tap, program, root):
    with open(os.path.join(root, MODEL), "rb") as file:
        text = file.read()
    code, out, err = program.run("check", "-", "--json", cwd=root, stdin=text)
    tap.case("- is standard input",
             [] if code == 0 and json.loads(out)["file"] == "-"
             else [f"{code} {out[:300]} {err}"])
    code, out, err = program.run("check", "-", cwd=root,
                                 stdin=b"# no line end above 16 MiB" +
                                 b"x" * (17 << 20))
    tap.case("a text above the limit is refused with exit 65",
             [] if code == 65 and b"C0701" in err else [f"{code} {err[:300]}"])
    code, _, err = program.run("check", "/dev/zero", cwd=root)
    tap.case("an endless file ends",
             [] if code == 65 else [f"{code} {err[:300]}"])
    code, out, err = program.run("status", "-", cwd=root, stdin=b"\xff\n")
    tap.case("errors in the file: exit 65, diagnostics on standard error",
             [] if code == 65 and b"-:1:1: error:" in err and
             b"[C0102]" in err else [f"{code} {out} {err}"])


def output(tap, program, root):
    done = subprocess.run(f"comitia brief {MODEL} > /dev/full", shell=True,
                          cwd=root, env=program.env, stderr=subprocess.PIPE,
                          check=False)
    tap.case("a full disk is reported",
             [] if done.returncode == 74 and b"No space left" in done.stderr
             else [f"{done.returncode} {done.stderr}"])
    done = subprocess.run(f"comitia brief {MODEL} >&-", shell=True, cwd=root,
                          env=program.env, stderr=subprocess.PIPE, check=False)
    tap.case("no standard output at all is reported",
             [] if done.returncode == 74 else [str(done)])
    line = ("{ comitia show %s --json; echo $? >&2; } | true" % MODEL)
    done = subprocess.run(line, shell=True, cwd=root, env=program.env,
                          stderr=subprocess.PIPE, check=False)
    tap.case("a reader that went away is no error",
             [] if done.stderr == b"0\n" else [str(done.stderr)])


def terminal(tap, program, root):
    screen = Terminal(program, root, ["status", MODEL])
    text = screen.read(20)
    screen.exit()
    tap.case("a terminal gets colours",
             [] if b"\x1b[" in text else [text[:300].decode()])
    screen = Terminal(program, root, ["status", MODEL], NO_COLOR="1")
    text = screen.read(20)
    screen.exit()
    tap.case("NO_COLOR means none",
             [] if text and b"\x1b[" not in text else [text[:300].decode()])
    for columns in (50, 80, 120):
        screen = Terminal(program, root, ["brief", MODEL], columns,
                          NO_COLOR="1")
        lines = screen.read(20).decode().splitlines()
        screen.exit()
        wide = [l for l in lines if len(l) > columns and
                " " in l.strip()[:columns]]
        widest = max(map(len, lines), default=0)
        tap.case(f"a brief fits {columns} columns",
                 wide[:3] or ([] if lines and widest > columns - 15
                              else [f"the widest line has {widest}"]))


def wait_for(path, text, seconds=30):
    """What the file holds once the text is in it, or in the end."""
    end = time.monotonic() + seconds
    found = b""
    while text not in found and time.monotonic() < end:
        time.sleep(0.05)
        with open(path, "rb") as file:
            found = file.read()
    return found


def watching(tap, program, root):
    with tempfile.TemporaryDirectory() as folder:
        model, out = (os.path.join(folder, n) for n in ("m.comitia", "out"))
        text = "body B\n  party P %s\nact A by B needs more than half of seats\n"
        with open(model, "w", encoding="utf-8") as file:
            file.write(text % 10)
        with open(out, "wb") as file:
            run = subprocess.Popen(
                ["comitia", "watch", "needs", model, "A", "-q"],
                cwd=folder, env=program.env, stdout=file,
                stderr=subprocess.PIPE)
        first = wait_for(out, b"6 of 10")
        with open(model + ".new", "w", encoding="utf-8") as file:
            file.write(text % 30)
        os.rename(model + ".new", model)
        second = wait_for(out, b"16 of 30")
        run.send_signal(signal.SIGINT)
        _, complaints = run.communicate(timeout=30)
        tap.case("watch answers again when the file is another one, until a "
                 "signal ends it",
                 [] if b"6 of 10" in first and b"16 of 30" in second and
                 run.returncode == 130 and not complaints
                 else [str((first, second, run.returncode, complaints))])
    code, out, err = program.run("watch", "can", MODEL, cwd=root)
    tap.case("watch gives up where the command itself is wrong",
             [] if code == 64 and b"force or block?" in err else [f"{code} {err}"])


def completions(tap, program, root):
    for shell in ("bash", "zsh", "fish"):
        code, out, _ = program.run("completions", shell, cwd=root)
        tap.case(f"completions for {shell}",
                 [] if code == 0 and b"doubt-given" in out else [str(code)])
    script = program.run("completions", "bash", cwd=root)[1].decode()
    script += ("COMP_WORDS=(comitia power x --in); COMP_CWORD=3; _comitia; "
               "echo \"${COMPREPLY[@]}\"; COMP_WORDS=(comitia ch); "
               "COMP_CWORD=1; _comitia; echo \"${COMPREPLY[@]}\"")
    out = subprocess.run(["bash", "-c", script], stdout=subprocess.PIPE,
                         check=False).stdout
    tap.case("bash completes verbs and the options of the verb",
             [] if out == b"--index\ncheck chance\n" else [repr(out)])
    _, out, _ = program.run("--help", cwd=root)
    wide = [l for l in out.decode().splitlines() if len(l) > 80]
    tap.case("the help fits 80 columns", wide)


def stated_costs(tap, program, root):
    """What is left out says which limit gives it; that limit does."""
    weights = [str(50 + i * i * 37 % 611) for i in range(44)]
    ask = ["power", "--more-than", "1/2", *weights, "--json", "--exact",
           "--limit"]
    _, out, _ = program.run(*ask, "700000", cwd=root)
    said = {d["message"].split()[0]: d.get("help", "").split()
            for d in json.loads(out)["diagnostics"]}
    for index in ("shapley", "deegan_packel", "holler"):
        words = said.get(index, [])
        wrong = [f"{index} has no cost: {said}"]
        if words[:1] == ["--limit"] and words[1].isdigit():
            _, out, _ = program.run(*ask, words[1], "--index", index, cwd=root)
            rows = json.loads(out)["cases"][0]["indices"]
            wrong = [f"{index} at {words[1]}: {row[index]}"
                     for row in rows if "/" not in (row[index] or "")]
        tap.case(f"the limit that {index} asks for gives it", wrong)


def main():
    program, root = Program(sys.argv[1]), sys.argv[2]
    tap = Tap()
    usage(tap, program, root)
    several_files(tap, program, root)
    standard_input(tap, program, root)
    output(tap, program, root)
    watching(tap, program, root)
    stated_costs(tap, program, root)
    completions(tap, program, root)
    if not has_terminals():
        tap.skip("terminals", "no pseudo-terminal can be opened")
    elif not os.environ.get("COMITIA_WRAPPER"):
        terminal(tap, program, root)
        program.close()
    tap.done()


if __name__ == "__main__":
    main()
