#!/usr/bin/env python3
"""What the pages offer to paste: test_pasted.py PROGRAM ROOT

A block that begins with ```sh paste is pasted as it stands into a bash with a
terminal, in a folder laid out as a clone is after `make`. The ```text block
that follows it is what its commands print; a line `...` stands for any lines.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from pages import blocks, fits  # noqa: E402
from shell import PROMPT, Shell  # noqa: E402
from tap import Tap  # noqa: E402
from terminal import has_terminals  # noqa: E402


def offers(text):
    """(line number, what is pasted, the lines it prints)."""
    pasted = None
    for line, words, body in blocks(text):
        if words == ["sh", "paste"]:
            pasted = line, "\n".join(body) + "\n"
        elif pasted:
            yield *pasted, body if words == ["text"] else ["no text follows"]
            pasted = None
    if pasted:
        yield *pasted, ["no text follows"]


def clone(program, root):
    """A folder with what git has at the top, and the program."""
    folder = tempfile.mkdtemp(prefix="comitia-clone-")
    os.mkdir(os.path.join(folder, "build"))
    os.symlink(program, os.path.join(folder, "build", "comitia"))
    os.symlink(os.path.join(root, "examples"), os.path.join(folder, "examples"))
    return folder


def without_echo(screen, pasted, bracketed):
    """The lines that the commands printed: not prompts, nor what was typed."""
    typed, kept = pasted.splitlines(), []
    if bracketed:  # all of it stands on the screen before any of it runs
        screen = screen.rpartition(typed[-1])[2]
    for line in screen.splitlines():
        line = re.sub(f"^({PROMPT}|> )+", "", line).rstrip()
        if line and line not in typed and "has run" not in line:
            kept.append(line)
    return kept


def main():
    program, root = (os.path.abspath(word) for word in sys.argv[1:3])
    tap = Tap()
    with open(os.path.join(root, "README.md"), encoding="utf-8") as file:
        found = list(offers(file.read()))
    tap.case("README.md offers something to paste",
             [] if found else ["no block begins with ```sh paste"])
    for line, pasted, want in found:
        name = f"README.md:{line}"
        wide = [l for l in pasted.splitlines() if "\t" in l or "!" in l]
        tap.case(f"{name}: no tab or ! that a shell would take", wide)
        if not has_terminals() or not shutil.which("bash"):
            tap.skip(name, "no bash with a terminal")
            continue
        for bracketed in (False, True):
            folder = clone(program, root)
            shell = Shell(folder)
            screen = shell.run(pasted, bracketed)
            stays = shell.close()
            got = without_echo(screen, pasted, bracketed)
            wanted = [l for l in want if l.strip()]
            problems = [] if fits(wanted, got) else ["it printed", screen]
            models = [n for n in os.listdir(folder) if n.endswith(".comitia")]
            check = subprocess.run([program, "check", *models], cwd=folder,
                                   capture_output=True, check=False)
            if not models or check.returncode:
                problems.append(f"its model does not check: {check.stdout}")
            if not stays:
                problems.append("the shell did not come back")
            tap.case(f"{name}: pasted "
                     + ("in brackets" if bracketed else "line by line"),
                     problems)
            shutil.rmtree(folder, ignore_errors=True)
    tap.done()


if __name__ == "__main__":
    main()
