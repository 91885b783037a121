"""What the tests of the language server share: a model, and edits of texts.

They are called as test_*.py PROGRAM ROOT.
"""

import os
import subprocess
import sys

for folder in ("../support", "../../tools"):
    sys.path.insert(0, os.path.join(os.path.dirname(__file__), folder))
from tap import Tap  # noqa: E402

PROGRAM, ROOT = (os.path.abspath(word) for word in sys.argv[1:3])
MODEL = os.path.join(ROOT, "examples/cambodia-2016.comitia")
SMALL = """\
body House "the house" seats 10
  party Red  6 "the reds"
  party Blue 3
  vacant 1
  group Both Red, Blue
fact Reading one of Narrow "by the letter", Wide
act Law "a law" by House
  needs at least 2/3 of seats if Reading is Narrow
  otherwise more than half of members
  quorum more than half of Both
outcome Peace when Law
on 2020-01-01 House voted Law: Red yes, Blue no
expect Peace is possible if Reading is Wide
"""
URI = "file:///nowhere/small.comitia"
tap = Tap()


def uri_of(path):
    return "file://" + path


def place(text, word, skip=0):
    """(line, character) of the skip-th `word` in a text of ASCII lines."""
    at = -1
    for _ in range(skip + 1):
        at = text.index(word, at + 1)
    return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)


def covered(text, span):
    """The text of a range, of one line, in UTF-16."""
    line = text.split("\n")[span["start"]["line"]].encode("utf-16-le")
    return line[2 * span["start"]["character"]:
                2 * span["end"]["character"]].decode("utf-16-le")


def applied(text, edits):
    """A text after its edits; positions are in UTF-16."""
    lines = text.split("\n")

    def offset(position):
        if position["line"] >= len(lines):
            return len(text)
        line = lines[position["line"]].encode("utf-16-le")
        before = line[:2 * position["character"]].decode("utf-16-le")
        return sum(len(x) + 1 for x in lines[:position["line"]]) + len(before)

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]),
                       reverse=True):
        text = (text[:offset(edit["range"]["start"])] + edit["newText"] +
                text[offset(edit["range"]["end"]):])
    return text


def run(*words, stdin=None):
    return subprocess.run([PROGRAM, *words], input=stdin, cwd=ROOT,
                          capture_output=True, encoding="utf-8", check=False)


def same(name, got, want):
    tap.case(name, [] if got == want else [f"got  {got}", f"want {want}"])


def holds(name, truth, said=""):
    tap.case(name, [] if truth else [str(said)])
