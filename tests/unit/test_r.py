#!/usr/bin/env python3
"""What R makes of our answers: test_r.py PROGRAM ROOT

The ```r blocks of a page are run as they stand, in order, in one session; what a block
prints is the ```text block that follows it. A poll is drawn a second time by R's own
random numbers (poll.R). Without Rscript all of this is skipped.
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from pages import blocks, fits  # noqa: E402
from tap import Program, Tap  # noqa: E402

MARK = "-- block at line "
POLL = {"CDU": 0.395, "SPD": 0.25, "Greens": 0.05, "FDP": 0.09, "Left": 0.09,
        "AfD": 0.07}
ASKED, DRAWS, SEATS, MAJORITY = 1403, 20000, 598, 300


def sessions(root):
    """(page, [(line, code, wanted lines or None)]) of each page with lines of R."""
    for path in sorted(glob.glob(os.path.join(root, "docs", "**", "*.md"),
                                 recursive=True)):
        with open(path, encoding="utf-8") as file:
            found, last = [], None
            for line, words, body in blocks(file.read()):
                if words == ["r"]:
                    found.append([line, body, None])
                elif words == ["text"] and last == ["r"]:
                    found[-1][2] = body
                last = words
        if found:
            yield os.path.relpath(path, root), found


def run_page(program, tap, root, page, found):
    folder = tempfile.mkdtemp(prefix="comitia-r-")
    os.symlink(os.path.join(root, "examples"), os.path.join(folder, "examples"))
    script = os.path.join(folder, "page.R")
    with open(script, "w", encoding="utf-8") as out:
        for line, body, _ in found:
            out.write(f'cat("{MARK}{line}\\n")\n' + "\n".join(body) + "\n")
    done = subprocess.run(["Rscript", "page.R"], cwd=folder, env=program.env,
                          capture_output=True, text=True)
    printed = {}
    for part in done.stdout.split(MARK)[1:]:
        line, _, text = part.partition("\n")
        printed[int(line)] = text.rstrip().splitlines()
    for line, _, want in found:
        got = printed.get(line)
        problems = [f"it did not come so far: {done.stderr}"] if got is None else \
            [] if fits(want or [], got) else ["it printed", "\n".join(got)]
        tap.case(f"{page}:{line}: R prints what the page says", problems)
    tap.case(f"{page}: R has nothing to warn of",
             [] if done.returncode == 0 and not done.stderr else [done.stderr])
    shutil.rmtree(folder, ignore_errors=True)


def compare_poll(program, tap):
    """Each frequency by two generators: apart by at most five standard errors."""
    shares = [f"{name}={share}" for name, share in POLL.items()]
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "poll.R")
    done = subprocess.run(
        ["Rscript", script, *map(str, (ASKED, DRAWS, SEATS, MAJORITY)), *shares],
        capture_output=True, text=True)
    counts = {tuple(line.split()[:2]): int(line.split()[2])
              for line in done.stdout.splitlines()}
    names = list(POLL)
    pairs = [f"{a}+{b}" for i, a in enumerate(names) for b in names[i + 1:]]
    asked = [word for pair in pairs for word in ("--coalition", pair)]
    _, out, _ = program.run(
        "poll", "--size", str(ASKED), "--method", "sainte-lague", "--seats", str(SEATS),
        "--majority", str(MAJORITY), "--hurdle", "5%", "--sample", str(DRAWS), "--json",
        *asked, *shares)
    sample = json.loads(out)["sample"]
    ours = {("enters", row["party"]): row["enters"] for row in sample["parties"]}
    ours.update({("majority", "+".join(row["parties"])): row["majority"]
                 for row in sample["coalitions"]})
    problems = [] if counts and counts.keys() == ours.keys() else \
        [f"R: {sorted(counts)}, comitia: {sorted(ours)}", done.stderr]
    for what in counts.keys() & ours.keys():
        theirs, own = counts[what] / DRAWS, float(ours[what]["value"])
        middle = (theirs + own) / 2
        if (theirs - own) ** 2 > 25 * 2 * middle * (1 - middle) / DRAWS + 1e-9:
            problems.append(f"{what}: R {theirs}, comitia {own}")
    tap.case("a poll has the chances that R draws", problems)


def main():
    program, root = Program(sys.argv[1]), os.path.abspath(sys.argv[2])
    tap = Tap()
    if not shutil.which("Rscript"):
        tap.skip("the lines of R in the pages", "no Rscript here")
        tap.done()
    pages = list(sessions(root))
    tap.case("some page has lines of R", [] if pages else ["none"])
    for page, found in pages:
        run_page(program, tap, root, page, found)
    compare_poll(program, tap)
    program.close()
    tap.done()


if __name__ == "__main__":
    main()
