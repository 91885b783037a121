#!/usr/bin/env python3
"""Ctrl-C in a terminal of its own: test_interrupted.py PROGRAM ROOT

No case looks at a clock: each waits for what the program prints and then
interrupts a question that would go on for long."""

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from tap import Program, Tap  # noqa: E402
from terminal import Terminal, has_terminals  # noqa: E402

LIMIT = ["--limit", "100000000000000"]
STOPPED = b"comitia: stopped\n"
PROGRESS = rb"million( steps)?( of at most \d+)?; Ctrl-C stops it"


def bodies():
    """Many seats under a rule of several measures: too much for a diagram."""
    return "body B\n  members with v, w\n" + "".join(
        f"    M{i} {10**9 + i * i * 7919} {10**9 + i * 104729}\n"
        for i in range(200)) + (
            "fact F 1/2\nact A by B needs more than half of v and "
            "at least 51% of w and at least 30 of members\n"
            "outcome O when A and F\n")


def circuit():
    """At least 380 of 400 clauses over 150 facts."""
    r = random.Random(5)
    lines = [f"fact F{i} 1/3" for i in range(150)]
    for j in range(400):
        terms = [("not " if r.random() < .5 else "") + f"F{i}"
                 for i in r.sample(range(150), 3)]
        lines.append(f"outcome C{j} when " + " or ".join(terms))
    lines.append("outcome O when at least 380 of (" +
                 ", ".join(f"C{j}" for j in range(400)) + ")")
    return "\n".join(lines) + "\n"


def holders(n, tail):
    """A table of holders; the lower the tail, the more some of them have."""
    r = random.Random(3)
    return "name,weight\n" + "".join(
        f"H{i},{int(1000 * (1 - r.random()) ** (-1 / tail))}\n"
        for i in range(n))


class Files:
    """Texts as files that are there for a while."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="comitia-test-")
        return self

    def __exit__(self, *what):
        self.folder.cleanup()

    def file(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path


def interrupt(screen, pattern):
    """What it printed before and after Ctrl-C, and its exit code."""
    before = screen.wait_for(pattern)
    os.write(screen.fd, b"\x03")
    after = screen.read(90)
    return before, after, screen.exit()


def no_answer(tap, program, root, name, words):
    """A question that has nothing proved to show."""
    screen = Terminal(program, root, words + LIMIT)
    before, after, code = interrupt(screen, PROGRESS)
    tap.case(f"{name}: Ctrl-C stops it with exit 130 and takes the line away",
             [] if re.search(PROGRESS, before) and code == 130 and
             after.endswith(b"\r\x1b[K" + STOPPED)
             else [f"{code} {before[-200:]!r} {after[-300:]!r}"])


def fits(text, columns=80):
    """Lines of progress that are too wide."""
    lines = re.split(rb"\r\x1b\[K|\n", text)
    return [line.decode() for line in lines
            if b"Ctrl-C" in line and len(line) > columns]


def ends(tap, program, root, table):
    """Power between decimals shows what was proved. The sums take a minute and
    more, so that Ctrl-C comes while they are added up, also on a busy machine."""
    words = ["power", "--csv", table, "--weight", "weight", "--quota", "95%",
             "--index", "shapley", "--certified=12", "--max", "3"] + LIMIT
    part = rb"Shapley-Shubik, (about [^:]*|\d+ of \d+ chances): "
    screen = Terminal(program, root, words, NO_COLOR="1")
    before, after, code = interrupt(screen, part)
    tap.case("power between decimals says which part it is at",
             [] if re.search(part, before) else [repr(before[-300:])])
    tap.case("a line of progress fits the terminal", fits(before + after))
    tap.case("Ctrl-C gives the ends that are proved, with exit 130",
             [] if code == 130 and b"Between proved decimals" in after and
             re.search(rb"H0 .* to [01][.\d]*\n", after)
             else [f"{code} {after[-900:]!r}"])
    off = re.search(rb"Off at most: quadrature with (\d+|no) nodes( yet)? by ",
                    b" ".join(after.split()))
    tap.case("it says how many nodes were reached, if only none",
             [] if off else [f"{after[-900:]!r}"])
    tap.case("it says that the user stopped it, and speaks of no limit",
             [] if b"stopped by the user: the decimals are as near as was "
             b"proved by then [C0701]" in after and
             b"Not complete: you stopped it before the end." in after and
             b"limit" not in after else [repr(after[-2600:])])


def plan(tap, program, root, table):
    """So many decimals are had from fractions, which take minutes: that is said
    beforehand."""
    words = ["power", "--csv", table, "--weight", "weight", "--quota", "50%",
             "--index", "shapley", "--certified=200"] + LIMIT
    said = rb"Shapley-Shubik, about [^:]* (minutes|hours|days|years), \d+ MiB: "
    screen = Terminal(program, root, words)
    before, after, code = interrupt(screen, said)
    tap.case("what a long part takes is said on the line",
             ([] if re.search(said, before) else [repr(before[-300:])]) +
             fits(before + after))
    tap.case("Ctrl-C in a part without anything proved gives no answer",
             [] if code == 130 and after.endswith(STOPPED)
             else [f"{code} {after[-300:]!r}"])


def is_ready(pid):
    """The process is the program and catches SIGINT; None: cannot be known."""
    try:
        exe = os.readlink(f"/proc/{pid}/exe")
        with open(f"/proc/{pid}/status", encoding="utf-8") as file:
            caught = re.search(r"SigCgt:\s*(\w+)", file.read())
    except OSError:
        return None
    if "comitia" not in os.path.basename(exe):
        return False
    return bool(int(caught.group(1), 16) >> (signal.SIGINT - 1) & 1)


def wait_until_ready(pid):
    """Until it catches signals; where that cannot be known, some seconds."""
    while (ready := is_ready(pid)) is False:
        time.sleep(0.02)
    if ready is None:
        time.sleep(3)


def without_a_line(tap, program, root, model):
    child = subprocess.Popen(["comitia", "power", model, "A"] + LIMIT,
                             env=program.env, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
    wait_until_ready(child.pid)
    child.send_signal(signal.SIGTERM)
    out, err = child.communicate(timeout=90)
    tap.case("without a terminal there is no such line, and SIGTERM is 143",
             [] if child.returncode == 143 and (out, err) == (b"", STOPPED)
             else [f"{child.returncode} {out} {err}"])
    screen = Terminal(program, root, ["check", "-"])
    wait_until_ready(screen.pid)
    os.write(screen.fd, b"\x03")
    screen.read(90)
    tap.case("Ctrl-C while standard input is read",
             [] if screen.exit() == 130 else ["it went on"])


def main():
    program, root = Program(sys.argv[1]), sys.argv[2]
    tap = Tap()
    if not has_terminals():
        tap.skip("Ctrl-C", "no pseudo-terminal can be opened")
    elif os.environ.get("COMITIA_WRAPPER"):
        tap.skip("Ctrl-C", "the program runs under another one")
    else:
        with Files() as files:
            model = files.file("bodies.comitia", bodies())
            net = files.file("circuit.comitia", circuit())
            many = files.file("many.csv", holders(400000, 1.2))
            few = files.file("few.csv", holders(3000, 1.2))
            no_answer(tap, program, root, "power", ["power", model, "A"])
            no_answer(tap, program, root, "sweep",
                      ["sweep", model, "power", "O", "--vary",
                       "chance F 0..1 step 0.1"])
            no_answer(tap, program, root, "chance with importance",
                      ["chance", net, "O", "--importance"])
            ends(tap, program, root, many)
            plan(tap, program, root, few)
            without_a_line(tap, program, root, model)
    program.close()
    tap.done()


if __name__ == "__main__":
    main()
