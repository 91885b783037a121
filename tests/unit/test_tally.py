#!/usr/bin/env python3
"""What counts as passed and failed: test_tally.py ROOT"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(sys.argv[1], "tools"))
sys.path.insert(0, os.path.join(sys.argv[1], "tests", "support"))
from tally import Tally  # noqa: E402
from tap import Tap  # noqa: E402

# A program's output, how it ended, and passed, failed, skipped.
ROWS = [
    ("cases that pass", "1..2\nok 1 - a\nok 2 - b\n", "OK", 0, (2, 0, 0)),
    ("the plan at the end", "ok 1 - a\n1..1\n", "OK", 0, (1, 0, 0)),
    ("a case that fails", "1..2\nok 1 - a\nnot ok 2 - b\n", "FAIL", 1,
     (1, 1, 0)),
    ("a case that is left out", "1..1\nok 1 - a # SKIP no tty\n", "OK", 0,
     (0, 0, 1)),
    ("a program that is left out", "1..0 # SKIP nothing\n", "SKIP", 0,
     (0, 0, 1)),
    ("a failure that is known", "1..1\nnot ok 1 - a # TODO later\n",
     "EXPECTEDFAIL", 0, (1, 0, 0)),
    ("a crash after the first case", "1..2\nok 1 - a\n", "ERROR", -11,
     (1, 1, 0)),
    ("a crash after the last case", "1..1\nok 1 - a\n", "ERROR", -6,
     (1, 1, 0)),
    ("a bad exit with no case that failed", "1..1\nok 1 - a\n", "ERROR", 1,
     (1, 1, 0)),
    ("a program that took too long", "1..9\nok 1 - a\n", "TIMEOUT", -9,
     (1, 1, 0)),
    ("a program that prints no TAP", "fine\n", "OK", 0, (0, 1, 0)),
    ("fewer cases than planned", "1..3\nok 1 - a\n", "OK", 0, (1, 1, 0)),
    ("a comment that looks like a case", "1..1\n# not ok - t\nok 1 - a\n",
     "OK", 0, (1, 0, 0)),
]


def main():
    tap = Tap()
    for name, text, result, code, want in ROWS:
        tally = Tally()
        tally.add({"name": name, "stdout": text, "result": result,
                   "returncode": code})
        got = (tally.passed, tally.failed, tally.skipped)
        tap.case(f"counted: {name}", [] if got == want else [f"{got}"])
    tap.done()


if __name__ == "__main__":
    main()
