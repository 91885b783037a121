"""The program as two processes over MPI: the same bytes as one.

    test_mpi.py MPIRUN PROGRAM ROOT
"""

import os
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import tap  # noqa: E402

MODEL = "examples/cambodia-2016.comitia"
TOWN = "examples/committee-invented.comitia"
TABLE = "examples/data/imf_190_2022.csv"

# Name, words. What follows is asked of one process and of two; the last ones
# have no answer.
QUESTIONS = [
    ("a sweep of quota and seats", ["sweep", MODEL, "power", "Lift", "--vary",
     "quota Lift 30%..90% step 3%", "--vary", "seats CPP->CNRP 0..70"]),
    ("a sweep of a chance as JSON", ["sweep", TOWN, "chance", "Built", "--vary",
     "chance Grant 0..1 step 0.05", "--json"]),
    ("a sweep of a table", ["sweep", "--quota", "50%..90%", "--csv",
     "examples/data/eu_nice_27.csv", "--weight", "weight"]),
    ("indices by residues", ["power", "--quota", "50%", "--csv", TABLE,
                             "--weight", "weight", "--index", "banzhaf"]),
    ("all indices by residues",
     ["power", "--quota", "60%", *[str(3 + 5 * i % 97) for i in range(90)]]),
    ("members and weights at once", ["power", "examples/eu-council.comitia", "Decision"]),
    ("Shapley-Shubik by quadrature",
     ["power", "--more-than", "50%", "--index", "shapley",
      *[str(100 + 7 * i) for i in range(1200)]]),
    ("Shapley-Shubik of a table by quadrature",
     ["power", "--quota", "70%", "--csv", TABLE, "--weight", "weight", "--index",
      "shapley", "--certified=12", "--json"]),
    ("Shapley-Shubik and Banzhaf by Fourier sums",
     ["power", "--more-than", "60%", "--index", "shapley,banzhaf", "--certified=9",
      "--json", *[str(100 + 7 * i % 991) for i in range(9000)]]),
    ("a briefing", ["brief", MODEL]),
]
REFUSED = [
    ("a limit", ["power", "--quota", "50%", "--limit", "1000", "3", "2", "2"]),
    ("a name that nothing has", ["who", MODEL, "Arest"]),
    ("a file that is not there", ["check", "nowhere.comitia"]),
    ("an unknown verb", ["chek", MODEL]),
]


class Runs:
    def __init__(self, launcher, program, root):
        self.program = program
        self.launch = [launcher, "--allow-run-as-root", "--oversubscribe"]
        self.root = root

    def words(self, n, words):
        first = [*self.launch, "-n", str(n)] if n else []
        return [*first, os.path.abspath(self.program), *words]

    def run(self, n, words, stdin=b""):
        done = subprocess.run(self.words(n, words), cwd=self.root, input=stdin,
                              capture_output=True, timeout=120)
        return done.returncode, done.stdout, done.stderr


def differences(one, two):
    code, out, err = one
    code_2, out_2, err_2 = two
    found = []
    if code != code_2:
        found.append(f"exit {code_2}, not {code}: {err_2[-300:]!r}")
    if out != out_2:
        found.append(f"{out_2[:300]!r} instead of {out[:300]!r}")
    # The launcher adds words of its own after an exit that is not 0.
    if err and not err_2.startswith(err):
        found.append(f"{err_2[:300]!r} instead of {err[:300]!r}")
    return found


def methods_missing(answer):
    """The question about Fourier sums is to be answered by them."""
    return [f"not answered by {method}: {answer[:200]!r}"
            for method in (b'"method":"Fourier sums"',
                           b'"method":"quadrature of Fourier sums"')
            if method not in answer]


def main(launcher, program, root):
    cases = tap.Tap()
    runs = Runs(launcher, program, root)
    for name, words in QUESTIONS + REFUSED:
        one = runs.run(0, words)
        two = runs.run(2, words)
        wrong = (name, words) in QUESTIONS and one[0] != 0
        cases.case(f"{name}: two processes give what one gives",
                   [f"exit {one[0]}: {one[2]!r}"] if wrong
                   else differences(one, two) +
                   (methods_missing(one[1]) if "Fourier" in name else []))
    with open(os.path.join(root, MODEL), "rb") as file:
        text = file.read()
    words = ["needs", "-", "Lift"]
    cases.case("the first process reads the standard input for all",
               differences(runs.run(0, words, text), runs.run(2, words, text)))
    words = ["sweep", "--quota", "1..900000", "5", "4", "3", "2", "1"]
    child = subprocess.Popen(runs.words(2, words), cwd=root,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(2)
    child.send_signal(signal.SIGTERM)
    try:
        child.communicate(timeout=30)
        found = [] if child.returncode else ["it ended as if all was well"]
    except subprocess.TimeoutExpired:
        child.kill()
        found = ["it goes on"]
    cases.case("a signal stops all processes", found)
    cases.done()


main(*sys.argv[1:4])
