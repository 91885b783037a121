#!/usr/bin/env python3
"""Runs the tests of a build folder and counts their TAP cases.

    tools/tally.py BUILD [--all] [--setup=NAME] [--patience=N] [SUITE...]

Prints what failed, then alone on the last line `N passed, N failed` and, if
some were, `, N skipped`. A crash, a time-out and a program that prints no TAP
are failures. Exits with 1 if anything failed or nothing passed.
"""

import argparse
import glob
import json
import os
import re
import subprocess
import sys

CASE = re.compile(r"^\s*(not )?ok\b\s*(\d*)\s*-?\s*(.*?)\s*$")
PLAN = re.compile(r"^\s*1\.\.(\d+)")
DIRECTIVE = re.compile(r"#\s*(SKIP|TODO)\b", re.IGNORECASE)


class Tally:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def add(self, test):
        """Counts one entry of Meson's log; returns what to show of it."""
        failures, plan, cases = [], None, 0
        for line in test.get("stdout", "").splitlines():
            if match := PLAN.match(line):
                plan = int(match.group(1))
                if plan == 0:
                    self.skipped += 1
                continue
            match = CASE.match(line)
            if not match:
                continue
            cases += 1
            directive = DIRECTIVE.search(line)
            if directive and directive.group(1).upper() == "SKIP":
                self.skipped += 1
            elif match.group(1) and not directive:
                self.failed += 1
                failures.append(match.group(3))
            else:
                self.passed += 1
        trouble = self.trouble(test, plan, cases, failures)
        if trouble:
            self.failed += 1
            failures.append(trouble)
        return failures

    @staticmethod
    def trouble(test, plan, cases, failures):
        """What is wrong besides single cases that failed, or None."""
        if test["result"] == "TIMEOUT":
            return "took too long"
        if test["result"] in ("OK", "SKIP", "EXPECTEDFAIL"):
            if plan is None:
                return "printed no TAP"
            if cases != plan:
                return f"ended after {cases} of {plan} cases"
            return None
        if plan is None:
            return "printed no TAP"
        if cases < plan:
            return f"ended after {cases} of {plan} cases"
        code = test.get("returncode", 0)
        if code < 0 or not failures:
            return f"ended with {code}"
        return None


def run(build, options):
    """Runs Meson's tests and yields the entries of the fresh log."""
    for old in glob.glob(os.path.join(build, "meson-logs", "testlog*.json")):
        os.remove(old)
    command = ["meson", "test", "-C", build, "--quiet", "--no-rebuild"]
    if not options.all:
        command += ["--no-suite", "slow"]
    if options.patience:
        command += ["--timeout-multiplier", options.patience]
    if options.setup:
        command += ["--setup", options.setup]
    for suite in options.suites:
        command += ["--suite", suite]
    done = subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    logs = glob.glob(os.path.join(build, "meson-logs", "testlog*.json"))
    if not logs:
        sys.stdout.write(done.stdout)
        return
    for log in logs:
        with open(log, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("suites", nargs="*")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--setup")
    parser.add_argument("--patience")
    options = parser.parse_args()

    tally = Tally()
    for test in run(options.build, options):
        failures = tally.add(test)
        if failures:
            print(f"{test['name']}:")
            for failure in failures:
                print(f"  failed: {failure}")
            for stream in ("stdout", "stderr"):
                text = test.get(stream, "").strip()
                if text:
                    lines = text.splitlines()
                    keep = [l for l in lines if not re.match(r"\s*ok\b", l)]
                    print("\n".join("    " + l for l in keep[-200:]))
    line = f"{tally.passed} passed, {tally.failed} failed"
    if tally.skipped:
        line += f", {tally.skipped} skipped"
    print(line)
    sys.exit(1 if tally.failed or not tally.passed else 0)


if __name__ == "__main__":
    main()
